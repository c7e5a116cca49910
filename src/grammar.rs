//! The productions of RFC 9110 5.6 and 11, in nom.
//!
//! A production that tolerant reading forgives takes a [`Mercy`], which says whether to go on at a deviation.
//! Strict and tolerant reading are this one grammar under two mercies.

mod value;

pub(crate) use value::{Form, Piece, RawValue, auth_param_value};

use nom::Parser as _;
use nom::bytes::complete::take_while;
use nom::combinator::{recognize, verify};
use nom::error::{ErrorKind, ParseError};

use crate::chars::{Class, are_field_octets, is_replaced_by_sp, near_equals_sign, qdtext_run};
use crate::error::{Defect, DefectCode};
use crate::known::PARAMS;
use value::quoted_string;

/// The part of a field line that is still to be read.
pub(crate) type Input<'a> = &'a [u8];

type Parsed<'a, T> = nom::IResult<Input<'a>, T, Unfit>;

/// Decides at a deviation whether reading goes on.
pub(crate) trait Mercy {
    /// `at` starts with the octet that is wrong.
    fn forgive(&mut self, code: DefectCode, at: Input<'_>) -> Result<(), Defect>;
}

/// The production does not stand here. The caller tries another one, so nothing is kept of why.
struct Unfit;

impl ParseError<Input<'_>> for Unfit {
    fn from_error_kind(_: Input<'_>, _: ErrorKind) -> Self {
        Self
    }

    fn append(_: Input<'_>, _: ErrorKind, other: Self) -> Self {
        other
    }
}

fn octets1<'a>(class: Class) -> impl nom::Parser<Input<'a>, Output = &'a [u8], Error = Unfit> {
    // nom's `take_while1` calls a function for the split, at a fifth of the time of a token.
    let octets = move |i: Input<'a>| {
        let (found, rest) = i.split_at(class.run(i));
        Ok((rest, found))
    };
    verify(octets, |found: &[u8]| !found.is_empty())
}

/// `token = 1*tchar`, RFC 9110 5.6.2
fn token(i: Input<'_>) -> Parsed<'_, &[u8]> {
    octets1(Class::TCHAR).parse(i)
}

/// `token68 = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="`, RFC 9110 11.2
fn token68(i: Input<'_>) -> Parsed<'_, &[u8]> {
    recognize((octets1(Class::TOKEN68), take_while(|octet| octet == b'='))).parse(i)
}

/// True if all of `text` is a token.
pub(crate) fn is_token(text: &[u8]) -> bool {
    matches!(token(text), Ok(([], _)))
}

/// True if all of `text` is a token68.
pub(crate) fn is_token68(text: &[u8]) -> bool {
    matches!(token68(text), Ok(([], _)))
}

/// True if `text` is only what stands between the elements of a list.
pub(crate) fn is_separation(text: &[u8]) -> bool {
    text.iter().all(|octet| Class::BLANK.has(*octet) || matches!(octet, b',' | b';'))
}

/// True if a quoted-string can hold `text`, with quoted-pairs where they are due.
pub(crate) fn is_quotable(text: &[u8]) -> bool {
    are_field_octets(text)
}

/// `OWS = *( SP / HTAB )`, RFC 9110 5.6.3; also `BWS`
///
/// CR, LF and NUL, which a recipient may replace with SP (5.5), are forgiven.
#[inline]
pub(crate) fn ows<'a>(mut i: Input<'a>, mercy: &mut impl Mercy) -> Result<Input<'a>, Defect> {
    loop {
        match i {
            [octet, rest @ ..] if Class::BLANK.has(*octet) => {
                if is_replaced_by_sp(*octet) {
                    mercy.forgive(DefectCode::ControlCharacter, i)?;
                }
                i = rest;
            }
            _ => return Ok(i),
        }
    }
}

fn end_of(i: Input<'_>) -> Input<'_> {
    &i[i.len()..]
}

fn skip(class: Class, i: Input<'_>) -> Input<'_> {
    &i[class.run(i)..]
}

/// A field value without the whitespace around it, RFC 9110 5.5
pub(crate) fn trim(i: Input<'_>) -> Input<'_> {
    let i = skip(Class::OWS, i);
    let end = i.iter().rposition(|&octet| !Class::OWS.has(octet)).map_or(0, |last| last + 1);
    i.get(..end).unwrap_or(i)
}

/// What begins at an element of the list: told before anything is read, so that a defect is reported once.
pub(crate) enum Ahead<'a> {
    /// `token BWS "="`
    Param(ParamName<'a>),
    /// A token that ends as an `auth-scheme` does: at a blank, a comma, or the end.
    Scheme { scheme: &'a [u8], rest: Input<'a> },
    /// Neither.
    Neither,
}

/// A parameter's name; `rest` is at the `BWS "="` after it.
pub(crate) struct ParamName<'a> {
    pub(crate) name: &'a [u8],
    rest: Input<'a>,
}

/// A parameter as nearly all are sent.
pub(crate) struct UsualParam<'a> {
    pub(crate) name: &'a [u8],
    /// Its place in [`PARAMS`].
    pub(crate) known: u8,
    pub(crate) value: RawValue<'a>,
    pub(crate) rest: Input<'a>,
}

/// `token "=" DQUOTE *qdtext DQUOTE` with a known name, which need not be looked at octet by octet.
#[inline]
pub(crate) fn usual_param(i: Input<'_>) -> Option<UsualParam<'_>> {
    let (name, after) = i.split_at(near_equals_sign(i)?);
    let known = PARAMS.find(name)?;
    let [b'=', b'"', value @ ..] = after else { return None };
    let (raw, after) = value.split_at(qdtext_run(value));
    let [b'"', rest @ ..] = after else { return None };
    Some(UsualParam { name, known, value: RawValue { raw, form: Form::Quoted, verbatim: true }, rest })
}

/// Looks past one token.
#[inline]
pub(crate) fn ahead(i: Input<'_>) -> Ahead<'_> {
    let Ok((rest, name)) = token(i) else { return Ahead::Neither };
    match rest {
        // Decision: `a==` is no parameter but the padding of a token68.
        [b'=', b'=', ..] => Ahead::Neither,
        [b'=', ..] => Ahead::Param(ParamName { name, rest }),
        [] | [b',' | b';', ..] => Ahead::Scheme { scheme: name, rest },
        _ => match skip(Class::BLANK, rest) {
            after if after.len() == rest.len() => Ahead::Neither,
            [b'=', ..] => Ahead::Param(ParamName { name, rest }),
            _ => Ahead::Scheme { scheme: name, rest },
        },
    }
}

/// True where `1*BLANK auth-param` follows a scheme.
///
/// Decision: without a comma before it, a token is a scheme only if parameters follow it; otherwise the rest of an
/// unquoted sentence (`error_description=The token expired`) would make challenges.
pub(crate) fn params_ahead(after_scheme: Input<'_>) -> bool {
    matches!(ahead(skip(Class::BLANK, after_scheme)), Ahead::Param(_))
}

/// How the text after an `auth-scheme` opens.
pub(crate) enum Opening<'a> {
    /// Nothing that belongs to the scheme: a comma or the end.
    Bare,
    /// `1*SP`, and not a token68: the list of parameters, which may be empty.
    Params,
    /// `1*SP token68`
    Token68(&'a [u8]),
}

/// `[ 1*SP ( token68 / #auth-param ) ]`, RFC 9110 11.3: the part before the parameters
#[inline]
pub(crate) fn after_scheme<'a>(
    i: Input<'a>,
    mercy: &mut impl Mercy,
) -> Result<(Input<'a>, Opening<'a>), Defect> {
    let after_spaces = i.iter().position(|&octet| octet != b' ').map_or(end_of(i), |at| &i[at..]);
    let opened = after_spaces.len() < i.len();
    let rest = ows(after_spaces, mercy)?;
    if matches!(rest, [] | [b',' | b';', ..]) {
        return Ok((rest, if opened { Opening::Params } else { Opening::Bare }));
    }
    if let [b'\t', ..] = after_spaces {
        mercy.forgive(DefectCode::TabAfterScheme, after_spaces)?;
    }
    Ok(match challenge_token68(rest) {
        Some((rest, token68)) => (rest, Opening::Token68(token68)),
        None => (rest, Opening::Params),
    })
}

/// A token68 that ends as an element of the list does, RFC 9110 5.6.1.
///
/// Decision: before a blank and other text, only what can be nothing else is a token68: with padding, or no token.
fn challenge_token68(i: Input<'_>) -> Option<(Input<'_>, &[u8])> {
    // A parameter, as nearly always.
    if let [b'=', b'"', ..] = skip(Class::TOKEN68, i) {
        return None;
    }
    let (rest, found) = token68(i).ok()?;
    let is_element = match skip(Class::BLANK, rest) {
        [] | [b',', ..] => true,
        [b';', ..] => !matches!(ahead(i), Ahead::Param(_)),
        after => after.len() < rest.len() && matches!(ahead(i), Ahead::Neither),
    };
    is_element.then_some((rest, found))
}

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
pub(crate) fn params_in(mut i: Input<'_>) -> impl Iterator<Item = (&[u8], RawValue<'_>)> {
    std::iter::from_fn(move || {
        loop {
            match (ahead(i), i) {
                (_, []) => return None,
                (Ahead::Param(name), _) => {
                    let (rest, value) = auth_param_value(&name, &mut Forgiving).ok()?;
                    i = rest;
                    return Some((name.name, value));
                }
                (_, [b'"', ..]) => i = quoted_string(i, &mut Forgiving).ok()?.0,
                (_, [_, rest @ ..]) => i = token(i).map_or(rest, |(rest, _)| rest),
            }
        }
    })
}

/// Forgives all and tells nobody.
struct Forgiving;

impl Mercy for Forgiving {
    fn forgive(&mut self, _: DefectCode, _: Input<'_>) -> Result<(), Defect> {
        Ok(())
    }
}
