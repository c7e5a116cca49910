//! Values of parameters: tokens, quoted-strings, and what tolerant reading takes for one.

use super::{Ahead, Input, Mercy, ParamName, ahead, end_of, ows, skip, token};
use crate::chars::{Class, is_replaced_by_sp, qdtext_run};
use crate::error::{Defect, DefectCode};

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `token`
    Token,
    /// `quoted-string`, with or without quoted-pairs
    Quoted,
    /// Neither: forgiven
    Unquoted,
}

/// A value as it stands in the field line, without its quotes.
#[derive(Clone, Copy)]
pub(crate) struct RawValue<'a> {
    pub(crate) raw: &'a [u8],
    pub(crate) form: Form,
    /// The value is `raw`, octet by octet.
    pub(crate) verbatim: bool,
}

impl<'a> RawValue<'a> {
    /// The runs of the field line that make the value, with quoted-pairs undone and CR, LF and NUL as SP.
    pub(crate) fn pieces(self) -> impl Iterator<Item = Piece<'a>> {
        let mut rest = self.raw;
        std::iter::from_fn(move || {
            let octet = *rest.first()?;
            if is_replaced_by_sp(octet) {
                rest = &rest[1..];
                return Some(Piece::Space);
            }
            // The octet after a backslash stands for itself; a backslash at the very end is one.
            let escaped = octet == b'\\' && self.form == Form::Quoted && rest.len() > 1;
            if escaped {
                rest = &rest[1..];
                if is_replaced_by_sp(rest[0]) {
                    rest = &rest[1..];
                    return Some(Piece::Space);
                }
            }
            let stops = |&octet: &u8| is_replaced_by_sp(octet) || octet == b'\\' && self.form == Form::Quoted;
            let end = rest[1..].iter().position(stops).map_or(rest.len(), |at| at + 1);
            let (piece, after) = rest.split_at(end);
            rest = after;
            Some(Piece::Text(piece))
        })
    }
}

/// A part of a value.
pub(crate) enum Piece<'a> {
    /// A run of the field line.
    Text(&'a [u8]),
    /// An octet that is read as SP.
    Space,
}

/// `auth-param = token BWS "=" BWS ( token / quoted-string )`, RFC 9110 11.2: the part after the name
#[inline]
pub(crate) fn auth_param_value<'a>(
    name: &ParamName<'a>,
    mercy: &mut impl Mercy,
) -> Result<(Input<'a>, RawValue<'a>), Defect> {
    // As nearly all senders write it.
    if let [b'=', b'"', ..] = name.rest {
        return quoted_string(&name.rest[1..], mercy);
    }
    let equals = ows(name.rest, mercy)?;
    let i = ows(equals.get(1..).unwrap_or(equals), mercy)?;
    if let [b'"', ..] = i {
        return quoted_string(i, mercy);
    }
    let (rest, found) = token(i).unwrap_or((i, &[]));
    let ended = match rest {
        [] | [b',', ..] => true,
        [b';', after @ ..] => semicolon_separates(after, true),
        [octet, ..] => Class::BLANK.has(*octet),
    };
    if ended && !found.is_empty() {
        return Ok((rest, RawValue { raw: found, form: Form::Token, verbatim: true }));
    }
    mercy.forgive(DefectCode::UnquotedValue, rest)?;
    unquoted_value(i, rest, mercy)
}

/// Not in the RFC: a value that is neither token nor quoted-string, up to the next comma or blank
///
/// `rest` is where `i` stops being a token.
fn unquoted_value<'a>(
    i: Input<'a>,
    mut rest: Input<'a>,
    mercy: &mut impl Mercy,
) -> Result<(Input<'a>, RawValue<'a>), Defect> {
    let mut is_token = true;
    loop {
        let before = rest.len();
        rest = skip(Class::UNQUOTED, rest);
        is_token &= rest.len() == before;
        match rest {
            [b';', after @ ..] if !semicolon_separates(after, is_token) => {
                is_token = false;
                rest = after;
            }
            _ => break,
        }
    }
    let raw = &i[..i.len() - rest.len()];
    for (at, octet) in raw.iter().enumerate() {
        if !Class::FIELD_OCTET.has(*octet) {
            mercy.forgive(DefectCode::ControlCharacter, &i[at..])?;
        }
    }
    Ok((rest, RawValue { raw, form: Form::Unquoted, verbatim: true }))
}

/// Decision: a semicolon ends an unquoted value at the end, before a blank or a comma, and before a parameter, which
/// must be a quoted one if the value is no token (`https://h/p;v=1` is one URL).
fn semicolon_separates(after: Input<'_>, value_is_token: bool) -> bool {
    match after {
        [] | [b',' | b';', ..] => true,
        [octet, ..] if Class::BLANK.has(*octet) => true,
        _ => match ahead(after) {
            Ahead::Param(name) => {
                value_is_token || skip(Class::BLANK, skip_equals(name.rest)).starts_with(b"\"")
            }
            _ => false,
        },
    }
}

fn skip_equals(i: Input<'_>) -> Input<'_> {
    let after = skip(Class::BLANK, i);
    after.get(1..).unwrap_or(after)
}

/// `quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE`, RFC 9110 5.6.4
/// `quoted-pair = "\" ( HTAB / SP / VCHAR / obs-text )`
///
/// Decision: without a closing quote the value ends with the field line.
#[inline]
pub(super) fn quoted_string<'a>(
    opening: Input<'a>,
    mercy: &mut impl Mercy,
) -> Result<(Input<'a>, RawValue<'a>), Defect> {
    let start = &opening[1..];
    let (raw, rest) = start.split_at(qdtext_run(start));
    if let [b'"', rest @ ..] = rest {
        return Ok((rest, RawValue { raw, form: Form::Quoted, verbatim: true }));
    }
    more_than_qdtext(opening, rest, mercy)
}

/// The same, where `i` is at the first octet that is no qdtext and does not end the string.
fn more_than_qdtext<'a>(
    opening: Input<'a>,
    mut i: Input<'a>,
    mercy: &mut impl Mercy,
) -> Result<(Input<'a>, RawValue<'a>), Defect> {
    let start = &opening[1..];
    let mut verbatim = true;
    let value =
        |end: usize, verbatim| RawValue { raw: &start[..start.len() - end], form: Form::Quoted, verbatim };
    loop {
        match i {
            [b'"', rest @ ..] => return Ok((rest, value(i.len(), verbatim))),
            [] | [b'\\'] => {
                mercy.forgive(DefectCode::UnterminatedQuote, opening)?;
                return Ok((end_of(i), value(0, verbatim)));
            }
            [b'\\', escaped, rest @ ..] => {
                if !Class::FIELD_OCTET.has(*escaped) {
                    mercy.forgive(DefectCode::ControlCharacter, &i[1..])?;
                }
                verbatim = false;
                i = rest;
            }
            [control, rest @ ..] => {
                mercy.forgive(DefectCode::ControlCharacter, i)?;
                verbatim &= !is_replaced_by_sp(*control);
                i = rest;
            }
        }
        i = &i[qdtext_run(i)..];
    }
}
