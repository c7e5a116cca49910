//! Properties of what is not public, for any input: the fuzz targets `boundary` and `chars` of `fuzz/` look for one that
//! breaks them. They fail by panicking. Nothing of this is built without the feature `_fuzzing`, but for the tests.

use crate::boundary;
use crate::chars::{self, Class};

/// Looking at sixteen octets at once gives what looking at each gives.
pub fn chars(input: &[u8]) {
    let qdtext = input.iter().position(|octet| !chars::is_qdtext(*octet)).unwrap_or(input.len());
    assert_eq!(chars::qdtext_run(input), qdtext, "qdtext");
    assert_eq!(Class::QDTEXT.run(input), qdtext, "the table");
    let near = input.get(..32).unwrap_or(input).iter().position(|octet| *octet == b'=');
    assert_eq!(chars::near_equals_sign(input), near, "the first `=`");
    let are_all = input.iter().all(|octet| chars::is_field_octet(*octet));
    assert_eq!(chars::are_field_octets(input), are_all, "octets of a field");
    assert_eq!(chars::all(input, chars::is_tchar), input.iter().copied().all(chars::is_tchar), "tchar");
    for (class, is) in [
        (Class::TCHAR, chars::is_tchar as fn(u8) -> bool),
        (Class::TOKEN68, chars::is_token68),
        (Class::FIELD_OCTET, chars::is_field_octet),
        (Class::OWS, chars::is_ows),
        (Class::URL, chars::is_url_octet),
    ] {
        assert_eq!(class.run(input), input.iter().take_while(|octet| is(**octet)).count());
    }
}

/// Whatever the table and the text, a call answers or refuses, and its spans are of the text that they are of.
pub fn boundary(input: &[u8]) {
    boundary::fuzzing::calls(input);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    /// Octets that mean something in a field, and all others.
    fn octets(most: usize) -> impl Strategy<Value = Vec<u8>> {
        let octet = prop_oneof![3 => prop::sample::select(b"aB ,=\"\\;\t/".to_vec()), 1 => any::<u8>()];
        prop::collection::vec(octet, 0..most)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, rng_seed: RngSeed::Fixed(9110), ..ProptestConfig::default() })]

        #[test]
        fn sixteen_octets_are_looked_at_as_each_is(input in octets(80)) {
            super::chars(&input);
        }

        #[test]
        fn no_call_breaks_the_boundary(input in prop::collection::vec(any::<u8>(), 0..200), text in octets(200)) {
            super::boundary(&input);
            // One call of any head, without parts, with a text that means something.
            let mut head = [0; 6];
            head.iter_mut().zip(&input).for_each(|(head, octet)| *head = *octet);
            (head[4], head[5]) = (0, 0xFF);
            super::boundary(&[&head[..], &text].concat());
        }
    }
}
