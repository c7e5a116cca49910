//! RFC 9110 11: schemes, parameters and challenges.

use super::lexical::{bws, control_characters, ows, quoted_string, token};
use super::lookahead::{
    Lookahead, ParamName, begins_valued_param, is_before_param, lookahead, param_follows,
};
use super::value::{Form, RawValue};
use super::{Input, Parsed, Recovered, Recovery, end_of, octets1, skip};
use crate::chars::{Class, is_replaced_by_sp, near_equals_sign, qdtext_run};
use crate::error::DefectCode;
use nom::Parser as _;
use nom::bytes::complete::take_while;
use nom::combinator::recognize;

/// `auth-scheme = token`, RFC 9110 11.1
pub(super) fn auth_scheme(i: Input<'_>) -> Parsed<'_, &[u8]> {
    token(i)
}

/// `token68 = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="`, RFC 9110 11.2
pub(super) fn token68(i: Input<'_>) -> Parsed<'_, &[u8]> {
    recognize((octets1(Class::TOKEN68), take_while(|octet| octet == b'='))).parse(i)
}

/// `auth-param = token BWS "=" BWS ( token / quoted-string )`, RFC 9110 11.2: what follows its name
///
/// `missing-value`: where nothing stands in the place of the value, it is empty. Decision: that is so, too, where a blank
/// and another parameter follow the `=`.
#[inline]
pub(crate) fn auth_param<'a, R: Recovery>(
    name: &ParamName<'a>,
    recovery: &mut R,
) -> Recovered<'a, RawValue<'a>> {
    // As nearly all senders write it.
    match name.rest {
        [b'=', b'"', ..] => quoted_string(&name.rest[1..], recovery),
        _ => any_value(name, recovery),
    }
}

/// The same, of any form. By itself, so that it takes no registers from the usual one.
#[inline(never)]
fn any_value<'a, R: Recovery>(name: &ParamName<'a>, recovery: &mut R) -> Recovered<'a, RawValue<'a>> {
    let equals_sign = bws(name.rest, recovery)?;
    let after_sign = equals_sign.get(1..).unwrap_or(equals_sign);
    let i = bws(after_sign, recovery)?;
    if let [b'"', ..] = i {
        return quoted_string(i, recovery);
    }
    let (rest, found) = token(i).unwrap_or((i, &[]));
    let is_empty =
        found.is_empty() && value_ends::<R>(i, true) || i.len() < after_sign.len() && begins_valued_param(i);
    if is_empty {
        recovery.recover(DefectCode::MissingValue, i)?;
        return Ok((i, RawValue { raw: &i[..0], form: Form::Unquoted, verbatim: true }));
    }
    if !value_ends::<R>(rest, true) {
        recovery.recover(DefectCode::UnquotedValue, rest)?;
        return unquoted_value(i, rest, recovery);
    }
    Ok((rest, RawValue { raw: found, form: Form::Token, verbatim: true }))
}

/// `token "=" quoted-string` of qdtext alone, with a name that `find` knows to be a token: nearly every parameter
///
/// Neither the name nor the value need be looked at octet by octet.
#[inline(always)]
#[expect(clippy::inline_always, reason = "a call for each parameter would take a twentieth of the reading")]
pub(crate) fn usual_auth_param<'a, N>(
    i: Input<'a>,
    find: impl FnOnce(&'a [u8]) -> Option<N>,
) -> Option<(Input<'a>, N, RawValue<'a>)> {
    let (name, after) = i.split_at(near_equals_sign(i)?);
    let name = find(name)?;
    let [b'=', b'"', value @ ..] = after else { return None };
    let (raw, after) = value.split_at(qdtext_run(value));
    let [b'"', rest @ ..] = after else { return None };
    Some((rest, name, RawValue { raw, form: Form::Quoted, verbatim: true }))
}

/// `unquoted-value`: a value that is neither token nor quoted-string, up to a comma or the next parameter
///
/// `rest` is where `i` stops being a token, but not the value.
fn unquoted_value<'a, R: Recovery>(
    i: Input<'a>,
    mut rest: Input<'a>,
    recovery: &mut R,
) -> Recovered<'a, RawValue<'a>> {
    loop {
        rest = match rest {
            [separator, after @ ..] if !Class::UNQUOTED.has(*separator) => skip(Class::BLANK, after),
            _ => rest,
        };
        rest = skip(Class::UNQUOTED, rest);
        if value_ends::<R>(rest, false) {
            break;
        }
    }
    let raw = &i[..i.len() - rest.len()];
    control_characters(raw, recovery)?;
    let verbatim = !raw.iter().copied().any(is_replaced_by_sp);
    Ok((rest, RawValue { raw, form: Form::Unquoted, verbatim }))
}

/// True if an unquoted value, which is a token or more, ends before `i`.
#[inline]
fn value_ends<R: Recovery>(i: Input<'_>, is_token: bool) -> bool {
    match i {
        [] | [b',', ..] => true,
        [octet, ..] if Class::UNQUOTED.has(*octet) => false,
        [b';', after @ ..] => semicolon_separates::<R>(after, is_token),
        blanks => blank_separates::<R>(blanks),
    }
}

/// Decision: blanks end an unquoted value before a separator, a quote and a parameter, and before the name of a registered
/// scheme to which parameters follow: `a=b Basic realm="c"` has two challenges, `realm=My API error="x"` one.
fn blank_separates<R: Recovery>(blanks: Input<'_>) -> bool {
    let i = skip(Class::BLANK, blanks);
    match lookahead(i) {
        Lookahead::Param(_) => true,
        Lookahead::Scheme { scheme, rest } => R::is_scheme(scheme) && is_before_param(rest),
        Lookahead::Neither => matches!(i, [] | [b',' | b';' | b'"', ..]),
    }
}

/// Decision: a semicolon ends an unquoted value before another separator and before a parameter. Without a blank between
/// them, and behind a value that is no token, the parameter must be quoted or defined by a specification:
/// `https://h/p;v=1` is one URL. Before a blank and a word, the word must be a registered scheme, since a sentence may
/// have a semicolon.
fn semicolon_separates<R: Recovery>(after: Input<'_>, value_is_token: bool) -> bool {
    let i = skip(Class::BLANK, after);
    let has_blank = i.len() < after.len();
    match lookahead(i) {
        Lookahead::Param(name) => {
            has_blank || value_is_token || R::is_param(name.octets) || name.is_before_quote()
        }
        Lookahead::Scheme { scheme, .. } => has_blank && R::is_scheme(scheme),
        Lookahead::Neither => has_blank || matches!(i, [] | [b',' | b';', ..]),
    }
}

/// What follows an `auth-scheme`.
#[derive(Debug, PartialEq)]
pub(crate) enum Content<'a> {
    /// Nothing that belongs to it: a comma or the end.
    Nothing,
    /// `1*SP`, and not a token68: the list of parameters, which may be empty.
    Params,
    /// `1*SP token68`
    Token68(&'a [u8]),
}

/// `challenge = auth-scheme [ 1*SP ( token68 / #auth-param ) ]`, RFC 9110 11.3: what follows its `auth-scheme`, up to the
/// first `auth-param`
///
/// `tab-after-scheme`: a tab is as a space.
#[inline]
pub(crate) fn challenge<'a>(i: Input<'a>, recovery: &mut impl Recovery) -> Recovered<'a, Content<'a>> {
    let after_spaces = i.iter().position(|&octet| octet != b' ').map_or(end_of(i), |at| &i[at..]);
    let has_space = after_spaces.len() < i.len();
    if let [b'\t', ..] = after_spaces
        && !matches!(skip(Class::BLANK, after_spaces), [] | [b',' | b';', ..])
    {
        recovery.recover(DefectCode::TabAfterScheme, after_spaces)?;
    }
    let rest = ows(after_spaces, recovery)?;
    Ok(match rest {
        [] | [b',' | b';', ..] if has_space => (rest, Content::Params),
        [] | [b',' | b';', ..] => (rest, Content::Nothing),
        _ => match token68_element(rest) {
            Some((rest, token68)) => (rest, Content::Token68(token68)),
            None => (rest, Content::Params),
        },
    })
}

/// A token68 that ends as an element of the list does, RFC 9110 5.6.1.
///
/// Decision: before a blank and other text, only what can be nothing else is a token68: with padding, or no token.
/// `missing-value`: `name=` is a parameter if parameters follow it, and otherwise a token68 with padding.
fn token68_element(i: Input<'_>) -> Option<(Input<'_>, &[u8])> {
    // A parameter, as nearly always.
    if let [b'=', b'"', ..] = skip(Class::TOKEN68, i) {
        return None;
    }
    let (rest, found) = token68(i).ok()?;
    let is_param = || matches!(lookahead(i), Lookahead::Param(_));
    let is_element = match skip(Class::BLANK, rest) {
        [] => true,
        [b',', after @ ..] => !(param_follows(after) && is_param()),
        [b';', ..] => !is_param(),
        after => after.len() < rest.len() && matches!(lookahead(i), Lookahead::Neither),
    };
    is_element.then_some((rest, found))
}

#[cfg(test)]
mod tests;
