//! `orphan-parameter` and `stray-text`: text that is skipped.

use super::Input;

/// Up to the next comma outside quotes.
pub(crate) fn skip_to_comma(mut i: Input<'_>) -> Input<'_> {
    let mut quoted = false;
    loop {
        match i {
            [b',', ..] if !quoted => return i,
            [b'\\', _, rest @ ..] if quoted => i = rest,
            [octet, rest @ ..] => {
                quoted ^= *octet == b'"';
                i = rest;
            }
            [] => return i,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_inside_quotes_ends_nothing() {
        for (text, rest) in [
            ("", ""),
            ("a", ""),
            ("a,b", ",b"),
            ("\"a,b\",c", ",c"),
            ("\"a\\\",b\",c", ",c"),
            ("\"a\\\\\",c", ",c"),
            ("a\\,b", ",b"),
            ("\"a,b", ""),
            ("\"a\\", ""),
        ] {
            assert_eq!(skip_to_comma(text.as_bytes()), rest.as_bytes(), "{text:?}");
        }
    }
}
