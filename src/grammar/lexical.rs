//! RFC 9110 5.5 and 5.6: the field value, tokens, whitespace and quoted strings.

use super::value::{Form, RawValue};
use super::{Input, NoMatch, Parsed, Recovered, Recovery, end_of, octets1, skip};
use crate::chars::{Class, is_replaced_by_sp, qdtext_run};
use crate::error::{Defect, DefectCode};
use nom::Parser as _;

/// `field-value = *field-content`, RFC 9110 5.5: a field line without the whitespace around it
///
/// `quoted-field`: single quotes around the whole value are no part of it, as where a shell or a JSON copy has put them.
/// Decision: they are recognised by the quote that begins the value and by `"'` at its end, where no valid field has
/// them; a single quote is otherwise an octet of a token. Of a value that is cut, the end is unknown.
#[inline]
pub(crate) fn field_value<'a>(line: Input<'a>, recovery: &mut impl Recovery) -> Result<Input<'a>, Defect> {
    let value = trim(line);
    match value {
        [b'\'', quoted @ .., b'"', b'\''] => {
            recovery.recover(DefectCode::QuotedField, value)?;
            Ok(&value[1..quoted.len() + 2])
        }
        _ => Ok(value),
    }
}

fn trim(i: Input<'_>) -> Input<'_> {
    let i = skip(Class::OWS, i);
    let end = i.iter().rposition(|&octet| !Class::OWS.has(octet)).map_or(0, |last| last + 1);
    i.get(..end).unwrap_or(i)
}

/// `token = 1*tchar`, RFC 9110 5.6.2
pub(super) fn token(i: Input<'_>) -> Parsed<'_, &[u8]> {
    octets1(Class::TCHAR).parse(i)
}

/// `OWS = *( SP / HTAB )`, RFC 9110 5.6.3
///
/// `control-character`: CR, LF and NUL, which a recipient may replace with SP (5.5), are whitespace.
#[inline]
pub(crate) fn ows<'a>(mut i: Input<'a>, recovery: &mut impl Recovery) -> Result<Input<'a>, Defect> {
    loop {
        match i {
            [octet, rest @ ..] if Class::BLANK.has(*octet) => {
                if is_replaced_by_sp(*octet) {
                    recovery.recover(DefectCode::ControlCharacter, i)?;
                }
                i = rest;
            }
            _ => return Ok(i),
        }
    }
}

/// `BWS = OWS`, RFC 9110 5.6.3
#[inline]
pub(super) fn bws<'a>(i: Input<'a>, recovery: &mut impl Recovery) -> Result<Input<'a>, Defect> {
    ows(i, recovery)
}

/// `quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE`, RFC 9110 5.6.4: `i` begins with the DQUOTE
///
/// `unterminated-quote`: without a closing quote the value ends with the field line.
/// `control-character`: CR, LF and NUL are read as SP, other control characters as they are.
#[inline]
pub(super) fn quoted_string<'a>(i: Input<'a>, recovery: &mut impl Recovery) -> Recovered<'a, RawValue<'a>> {
    let start = &i[1..];
    let (raw, rest) = start.split_at(qdtext_run(start));
    match rest {
        [b'"', rest @ ..] => Ok((rest, RawValue { raw, form: Form::Quoted, verbatim: true })),
        _ => more_than_qdtext(i, rest, recovery),
    }
}

/// The same, where `i` is at the first octet that is no qdtext and does not end the string.
fn more_than_qdtext<'a>(
    opening: Input<'a>,
    mut i: Input<'a>,
    recovery: &mut impl Recovery,
) -> Recovered<'a, RawValue<'a>> {
    let start = &opening[1..];
    let mut verbatim = true;
    let mut has_control = false;
    loop {
        i = match i {
            [] | [b'"', ..] => break,
            [b'\\', ..] => match quoted_pair(i) {
                Ok((rest, octet)) => {
                    verbatim = false;
                    has_control |= !Class::FIELD_OCTET.has(octet);
                    rest
                }
                // A backslash with nothing to escape stands for itself.
                Err(_) => end_of(i),
            },
            [control, rest @ ..] => {
                verbatim &= !is_replaced_by_sp(*control);
                has_control = true;
                rest
            }
        };
        i = &i[qdtext_run(i)..];
    }
    if i.is_empty() {
        recovery.recover(DefectCode::UnterminatedQuote, opening)?;
    }
    let raw = &start[..start.len() - i.len()];
    if has_control {
        control_characters(raw, recovery)?;
    }
    Ok((i.get(1..).unwrap_or(i), RawValue { raw, form: Form::Quoted, verbatim }))
}

/// `quoted-pair = "\" ( HTAB / SP / VCHAR / obs-text )`, RFC 9110 5.6.4: the octet after the backslash
///
/// `control-character`: any octet is taken, and [`quoted_string`] reports those that may not stand there.
#[inline]
fn quoted_pair(i: Input<'_>) -> Parsed<'_, u8> {
    match i {
        [b'\\', octet, rest @ ..] => Ok((rest, *octet)),
        _ => Err(nom::Err::Error(NoMatch)),
    }
}

/// Reports each octet of `raw` that no field value may hold, RFC 9110 5.5.
pub(super) fn control_characters(raw: Input<'_>, recovery: &mut impl Recovery) -> Result<(), Defect> {
    for (at, octet) in raw.iter().enumerate() {
        if !Class::FIELD_OCTET.has(*octet) {
            recovery.recover(DefectCode::ControlCharacter, &raw[at..])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Recorded, at, recovered, valid};
    use super::*;
    use DefectCode::{ControlCharacter, QuotedField, UnterminatedQuote};

    fn value<'a>(i: Input<'a>, recorded: &mut Recorded) -> Recovered<'a, ()> {
        field_value(i, recorded).map(|value| (value, ()))
    }

    fn blank<'a>(i: Input<'a>, recorded: &mut Recorded) -> Recovered<'a, ()> {
        assert_eq!(bws(i, &mut Recorded::default()), ows(i, &mut Recorded::default()));
        ows(i, recorded).map(|rest| (rest, ()))
    }

    fn quoted<'a>(i: Input<'a>, recorded: &mut Recorded) -> Recovered<'a, (&'a [u8], bool)> {
        let (rest, value) = quoted_string(i, recorded)?;
        assert_eq!(value.form, Form::Quoted);
        Ok((rest, (value.raw, value.verbatim)))
    }

    #[test]
    fn field_value_has_no_whitespace_around_it() {
        for (line, expected) in [("", ""), ("\t a b \t", "a b"), (" ", ""), ("a", "a"), ("'a'", "'a'")] {
            assert_eq!(valid(line, value), ((), expected), "{line:?}");
        }
        // Only SP and HTAB are whitespace.
        assert_eq!(valid("\ra\n", value), ((), "\ra\n"));
    }

    #[test]
    fn single_quotes_around_a_field_value_are_no_part_of_it() {
        for (line, inside) in [("'A b=\"c\"'", "A b=\"c\""), ("'\"'", "\"")] {
            assert_eq!(recovered(line, value), ((), inside, at([(QuotedField, line)])), "{line:?}");
        }
        for line in ["'A b=\"c\"", "A b=\"c\"'", "'A b=c'", "'", "\"'"] {
            assert_eq!(valid(line, value), ((), line), "{line:?}");
        }
    }

    #[test]
    fn token_is_one_or_more_tchar() {
        assert_eq!(token(b"!#$%&'*+-.^_`|~09azAZ=b"), Ok((&b"=b"[..], &b"!#$%&'*+-.^_`|~09azAZ"[..])));
        for text in ["", " a", "\"a", "(a", ",", "/", "\u{80}", "\u{7f}", "\\a", "=", "\t"] {
            assert_eq!(token(text.as_bytes()), Err(nom::Err::Error(NoMatch)), "{text:?}");
        }
    }

    #[test]
    fn whitespace_is_sp_and_htab() {
        for (text, rest) in [("", ""), (" \t  a ", "a "), ("a", "a"), (" ,", ",")] {
            assert_eq!(valid(text, blank), ((), rest), "{text:?}");
        }
        let text = " \r\n\0a\r";
        let expected =
            at([(ControlCharacter, "\r\n\0a\r"), (ControlCharacter, "\n\0a\r"), (ControlCharacter, "\0a\r")]);
        assert_eq!(recovered(text, blank), ((), "a\r", expected));
        assert_eq!(valid("\u{b}a", blank), ((), "\u{b}a"));
    }

    #[test]
    fn quoted_string_is_qdtext_and_quoted_pairs() {
        for (text, raw, verbatim, rest) in [
            (r#""""#, "", true, ""),
            (r#""a b", c"#, "a b", true, ", c"),
            (r#""a"b"#, "a", true, "b"),
            (r#""\\"b"#, r"\\", false, "b"),
            (r#""\"", "b""#, r#"\""#, false, r#", "b""#),
            (r#""a \"b\" é\	c" "#, r#"a \"b\" é\	c"#, false, " "),
            ("\"a\tb\"", "a\tb", true, ""),
        ] {
            assert_eq!(valid(text, quoted), ((raw.as_bytes(), verbatim), rest), "{text:?}");
        }
    }

    #[test]
    fn quoted_string_ends_with_the_line() {
        for (text, raw, verbatim) in
            [("\"", "", true), ("\"a, b", "a, b", true), ("\"a\\", "a\\", true), ("\"a\\\"", "a\\\"", false)]
        {
            let expected = at([(UnterminatedQuote, text)]);
            assert_eq!(recovered(text, quoted), ((raw.as_bytes(), verbatim), "", expected), "{text:?}");
        }
    }

    #[test]
    fn control_characters_in_a_quoted_string_are_reported_in_order() {
        let text = "\"a\u{1}\\\u{7f}\"b";
        let expected = at([(ControlCharacter, "\u{1}\\\u{7f}"), (ControlCharacter, "\u{7f}")]);
        assert_eq!(recovered(text, quoted), ((&b"a\x01\\\x7f"[..], false), "b", expected));
        // An octet that is read as SP is not read as it is; another control character is.
        for (text, verbatim) in [("\"\r\"", false), ("\"\n\"", false), ("\"\0\"", false), ("\"\u{1}\"", true)]
        {
            assert_eq!(recovered(text, quoted).0.1, verbatim, "{text:?}");
        }
        let expected = at([(UnterminatedQuote, "\"\u{1}"), (ControlCharacter, "\u{1}")]);
        assert_eq!(recovered("\"\u{1}", quoted), ((&b"\x01"[..], true), "", expected));
    }

    #[test]
    fn quoted_pair_is_a_backslash_and_one_octet() {
        assert_eq!(quoted_pair(b"\\\"a"), Ok((&b"a"[..], b'"')));
        assert_eq!(quoted_pair(b"\\\\"), Ok((&b""[..], b'\\')));
        for text in ["", "\\", "a\\b"] {
            assert_eq!(quoted_pair(text.as_bytes()), Err(nom::Err::Error(NoMatch)), "{text:?}");
        }
    }
}
