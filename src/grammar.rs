//! The productions of RFC 9110 5.6 and 11 by their ABNF names, in nom.
//!
//! [`lexical`] is section 5.6, [`authentication`] section 11, each in the order of the RFC. The list that holds
//! challenges and their parameters alike is read in `parse`, an element at a time: [`lookahead`] says which production
//! an element begins, and that production reads on behind its first token.
//!
//! A recovery stands in the production that it bends. It asks [`Recovery`] whether to go on: strict and tolerant reading
//! are this one grammar with two answers.

mod authentication;
mod lexical;
mod lookahead;
mod stray;
mod value;

pub(crate) use authentication::{Content, auth_param, challenge, usual_auth_param};
pub(crate) use lexical::{field_value, ows};
pub(crate) use lookahead::{Lookahead, ParamName, is_before_param, lookahead, param_follows};
pub(crate) use stray::skip_to_comma;
pub(crate) use value::{Form, Piece, RawValue};

use nom::Parser;
use nom::combinator::verify;
use nom::error::{ErrorKind, ParseError};

use crate::chars::{Class, are_field_octets};
use crate::error::{Defect, DefectCode};

/// The part of a field line that is still to be read.
pub(crate) type Input<'a> = &'a [u8];

/// A production that stands here or does not.
type Parsed<'a, T> = nom::IResult<Input<'a>, T, NoMatch>;

/// A production that is read with its recoveries. An error ends the reading of the field.
pub(crate) type Recovered<'a, T> = Result<(Input<'a>, T), Defect>;

/// What the grammar asks of its caller.
pub(crate) trait Recovery {
    /// Decides at a deviation whether reading goes on. `at` starts with the octet that is wrong.
    fn recover(&mut self, code: DefectCode, at: Input<'_>) -> Result<(), Defect>;

    /// True if `word` is the name of a registered scheme.
    fn is_scheme(word: &[u8]) -> bool;

    /// True if a specification defines a parameter `name`.
    fn is_param(name: &[u8]) -> bool;
}

/// The production does not stand here. The caller tries another one, so the reason is not kept.
#[derive(Debug, PartialEq)]
struct NoMatch;

impl ParseError<Input<'_>> for NoMatch {
    fn from_error_kind(_: Input<'_>, _: ErrorKind) -> Self {
        Self
    }

    fn append(_: Input<'_>, _: ErrorKind, other: Self) -> Self {
        other
    }
}

/// `1*` of a class of octets.
fn octets1<'a>(class: Class) -> impl Parser<Input<'a>, Output = &'a [u8], Error = NoMatch> {
    // nom's `take_while1` calls a function for the split, at a fifth of the time of a token.
    let octets = move |i: Input<'a>| {
        let (found, rest) = i.split_at(class.run(i));
        Ok((rest, found))
    };
    verify(octets, |found: &[u8]| !found.is_empty())
}

fn skip(class: Class, i: Input<'_>) -> Input<'_> {
    &i[class.run(i)..]
}

/// True if all of `text` is a token.
pub(crate) fn is_token(text: &[u8]) -> bool {
    matches!(lexical::token(text), Ok(([], _)))
}

/// True if all of `text` is a token68.
pub(crate) fn is_token68(text: &[u8]) -> bool {
    matches!(authentication::token68(text), Ok(([], _)))
}

/// True if `text` is only what stands between the elements of a list.
pub(crate) fn is_separation(text: &[u8]) -> bool {
    text.iter().all(|octet| is_separator(*octet))
}

/// `semicolon-separator`: a semicolon is as a comma.
fn is_separator(octet: u8) -> bool {
    Class::BLANK.has(octet) || matches!(octet, b',' | b';')
}

/// True if a quoted-string can hold `text`, with quoted-pairs where they are due.
pub(crate) fn is_quotable(text: &[u8]) -> bool {
    are_field_octets(text)
}

#[cfg(test)]
mod testing;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_a_text_is_a_token_or_token68() {
        for (text, token, token68) in [
            ("a", true, true),
            ("a!", true, false),
            ("a/b==", false, true),
            ("a b", false, false),
            ("a,", false, false),
            ("", false, false),
            ("=", false, false),
        ] {
            assert_eq!(is_token(text.as_bytes()), token, "{text:?}");
            assert_eq!(is_token68(text.as_bytes()), token68, "{text:?}");
        }
    }

    #[test]
    fn separators_and_blanks_stand_between_elements() {
        assert!(is_separation(b" \t,;\r\n\0"));
        for text in ["a", ", a", "\"", "="] {
            assert!(!is_separation(text.as_bytes()), "{text:?}");
        }
    }

    #[test]
    fn a_quoted_string_can_hold_what_a_field_can() {
        assert!(is_quotable(b"a \t\"\\\xFF"));
        for octet in [b'\0', b'\n', 0x1F, 0x7F] {
            assert!(!is_quotable(&[b'a', octet]), "{octet:#x}");
        }
    }
}
