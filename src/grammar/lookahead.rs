//! What an element of the list begins, found before it is read, so that each defect is reported once and in order.

use super::authentication::auth_scheme;
use super::{Input, is_separator, skip};
use crate::chars::Class;

/// What begins at an element of the list.
#[derive(Debug, PartialEq)]
pub(crate) enum Lookahead<'a> {
    /// `token BWS "="`: an `auth-param`
    Param(ParamName<'a>),
    /// A token that ends as an `auth-scheme` does: at a blank, a separator, or the end.
    Scheme { scheme: &'a [u8], rest: Input<'a> },
    /// Neither.
    Neither,
}

/// The name of a parameter.
#[derive(Debug, PartialEq)]
pub(crate) struct ParamName<'a> {
    pub(crate) octets: &'a [u8],
    /// The `BWS "="` after it.
    pub(super) rest: Input<'a>,
}

impl<'a> ParamName<'a> {
    /// What stands in the place of the value.
    fn value(&self) -> Input<'a> {
        let equals_sign = skip(Class::BLANK, self.rest);
        skip(Class::BLANK, equals_sign.get(1..).unwrap_or(equals_sign))
    }

    /// True if the value has a quote.
    pub(super) fn is_before_quote(&self) -> bool {
        self.value().starts_with(b"\"")
    }
}

/// Looks past one token.
#[inline]
pub(crate) fn lookahead(i: Input<'_>) -> Lookahead<'_> {
    // The name of a parameter is a token as the scheme is.
    let Ok((rest, octets)) = auth_scheme(i) else { return Lookahead::Neither };
    match rest {
        // Decision: `a==` is no parameter but the padding of a token68.
        [b'=', b'=', ..] => Lookahead::Neither,
        [b'=', ..] => Lookahead::Param(ParamName { octets, rest }),
        [] | [b',' | b';', ..] => Lookahead::Scheme { scheme: octets, rest },
        _ => match skip(Class::BLANK, rest) {
            after if after.len() == rest.len() => Lookahead::Neither,
            [b'=', ..] => Lookahead::Param(ParamName { octets, rest }),
            _ => Lookahead::Scheme { scheme: octets, rest },
        },
    }
}

/// True if a parameter begins at `i` that has a value: `YWJj=` before a separator is rather the end of base64.
pub(super) fn begins_valued_param(i: Input<'_>) -> bool {
    matches!(lookahead(i), Lookahead::Param(name) if !matches!(name.value(), [] | [b',' | b';', ..]))
}

/// True where `1*BLANK auth-param` follows a scheme.
///
/// Decision: without a comma before it, a token is a scheme only if parameters follow it.
pub(crate) fn is_before_param(after_scheme: Input<'_>) -> bool {
    matches!(lookahead(skip(Class::BLANK, after_scheme)), Lookahead::Param(_))
}

/// True if the next element of the list is a parameter.
pub(crate) fn param_follows(i: Input<'_>) -> bool {
    let separators = i.iter().take_while(|octet| is_separator(**octet)).count();
    is_before_param(&i[separators..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_a_token_before_an_equals_sign() {
        for (text, rest) in [("a=", "="), ("a=b", "=b"), ("a \t\n=b", " \t\n=b"), ("a ==", " ==")] {
            let expected = ParamName { octets: b"a", rest: rest.as_bytes() };
            assert_eq!(lookahead(text.as_bytes()), Lookahead::Param(expected), "{text:?}");
        }
    }

    #[test]
    fn a_scheme_ends_at_a_blank_a_separator_or_the_end() {
        for rest in ["", " ", " b", "\tb", ",", ";", " , ="] {
            let text = format!("a{rest}");
            let expected = Lookahead::Scheme { scheme: b"a", rest: rest.as_bytes() };
            assert_eq!(lookahead(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn other_text_begins_neither() {
        for text in ["", "=", " a=b", "\"a\"", ",", "a==", "a==b", "a\"b\"", "a/b", "a?"] {
            assert_eq!(lookahead(text.as_bytes()), Lookahead::Neither, "{text:?}");
        }
    }

    #[test]
    fn a_parameter_follows_separators() {
        for text in ["a=b", " a=b", ", a=b", " ,;,\t\n a =b"] {
            assert!(param_follows(text.as_bytes()), "{text:?}");
        }
        for text in ["", ",", ", a", ", a b=c", ", a==", "? a=b", "\"a=b\""] {
            assert!(!param_follows(text.as_bytes()), "{text:?}");
        }
        assert!(is_before_param(b"  a=b"));
        assert!(!is_before_param(b", a=b"));
    }

    #[test]
    fn a_parameter_has_a_value_before_a_separator() {
        for text in ["a=b", "a = \"b\"", "a= ?"] {
            assert!(begins_valued_param(text.as_bytes()), "{text:?}");
        }
        for text in ["a=", "a = ", "a=,", "a= ,b", "a=;", "a b", ""] {
            assert!(!begins_valued_param(text.as_bytes()), "{text:?}");
        }
    }
}
