//! `orphan-parameter` and `stray-text`: text that is skipped.

use super::lexical::{quoted_string, token};
use super::lookahead::{Lookahead, lookahead};
use super::value::RawValue;
use super::{Input, Recovery, auth_param};
use crate::error::{Defect, DefectCode};
use std::marker::PhantomData;

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

/// The parameters in text that is skipped, wherever a name begins outside quotes.
pub(crate) fn params_in<R: Recovery>(mut i: Input<'_>) -> impl Iterator<Item = (&[u8], RawValue<'_>)> {
    let mut silent = Silent(PhantomData::<R>);
    std::iter::from_fn(move || {
        loop {
            match (lookahead(i), i) {
                (_, []) => return None,
                (Lookahead::Param(name), _) => {
                    let (rest, value) = auth_param(&name, &mut silent).ok()?;
                    i = rest;
                    return Some((name.octets, value));
                }
                (_, [b'"', ..]) => i = quoted_string(i, &mut silent).ok()?.0,
                (_, [_, rest @ ..]) => i = token(i).map_or(rest, |(rest, _)| rest),
            }
        }
    })
}

/// Recovers from all and reports nothing.
struct Silent<R>(PhantomData<R>);

impl<R: Recovery> Recovery for Silent<R> {
    fn recover(&mut self, _: DefectCode, _: Input<'_>) -> Result<(), Defect> {
        Ok(())
    }

    fn is_scheme(word: &[u8]) -> bool {
        R::is_scheme(word)
    }

    fn is_param(name: &[u8]) -> bool {
        R::is_param(name)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Recorded;
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

    #[test]
    fn parameters_are_found_outside_quotes() {
        let params = |text: &'static str| -> Vec<_> {
            let params = params_in::<Recorded>(text.as_bytes());
            params
                .map(|(name, value)| {
                    (std::str::from_utf8(name).unwrap(), std::str::from_utf8(value.raw).unwrap())
                })
                .collect()
        };
        // No quoted-string begins within an unquoted value, and one does behind it.
        assert_eq!(params("a=b ?c=\"d, e\" f = g"), [("a", "b ?c=\"d")]);
        assert_eq!(params("?c=\"d, e\" f = g"), [("c", "d, e"), ("f", "g")]);
        assert_eq!(params("\"a=b\" c=d"), [("c", "d")]);
        assert_eq!(params("x \"y\\\" a=b\" ab cd=e/; access=f"), [("cd", "e/"), ("access", "f")]);
        assert_eq!(params("a=b/ Basic c=d"), [("a", "b/"), ("c", "d")]);
        assert_eq!(params("a=b/ Other c=d"), [("a", "b/ Other"), ("c", "d")]);
        assert_eq!(params("a=b/;access=c"), [("a", "b/"), ("access", "c")]);
        assert_eq!(params("a=b/;v=1"), [("a", "b/;v=1")]);
        assert_eq!(params("a b ? \"c"), []);
        assert_eq!(params(""), []);
    }
}
