//! RFC 9110 11 production by production.
//!
//! The list grammar is ambiguous: a comma may belong to the parameters of a challenge or to the challenges. A production
//! with a list in it therefore returns all that it can be, and the field is the one reading that takes all of it.

use std::collections::BTreeSet;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::char;
use nom::combinator::{recognize, value, verify};
use nom::multi::fold_many0;
use nom::number::complete::u8 as octet;
use nom::sequence::{delimited, preceded, separated_pair};
use nom::{IResult, Parser};

/// A challenge, octet by octet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Read {
    pub scheme: Vec<u8>,
    pub token68: Option<Vec<u8>>,
    /// Name, value, and whether it is a quoted-string.
    pub params: Vec<(Vec<u8>, Vec<u8>, bool)>,
}

type AuthParam = (Vec<u8>, Vec<u8>, bool);

/// What a production can be at the beginning of some text, each with the rest of the text.
type All<'a, T> = BTreeSet<(&'a [u8], T)>;

/// `tchar`, RFC 9110 5.6.2
fn is_tchar(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&octet)
}

/// `token = 1*tchar`, RFC 9110 5.6.2
fn token(i: &[u8]) -> IResult<&[u8], &[u8]> {
    take_while1(is_tchar).parse(i)
}

/// `OWS = *( SP / HTAB )`, RFC 9110 5.6.3
fn ows(i: &[u8]) -> IResult<&[u8], &[u8]> {
    take_while(|octet| octet == b' ' || octet == b'\t').parse(i)
}

/// `qdtext = HTAB / SP / %x21 / %x23-5B / %x5D-7E / obs-text`, RFC 9110 5.6.4
fn is_qdtext(octet: u8) -> bool {
    matches!(octet, b'\t' | b' ' | 0x21 | 0x23..=0x5B | 0x5D..=0x7E | 0x80..=0xFF)
}

/// `quoted-pair = "\" ( HTAB / SP / VCHAR / obs-text )`, RFC 9110 5.6.4
fn quoted_pair(i: &[u8]) -> IResult<&[u8], u8> {
    let escaped = |octet: &u8| matches!(octet, b'\t' | b' ' | 0x21..=0x7E | 0x80..=0xFF);
    preceded(char('\\'), verify(octet, escaped)).parse(i)
}

/// `quoted-string = DQUOTE *( qdtext / quoted-pair ) DQUOTE`, RFC 9110 5.6.4
fn quoted_string(i: &[u8]) -> IResult<&[u8], Vec<u8>> {
    let qdtext = verify(octet, |octet| is_qdtext(*octet));
    let octets = fold_many0(alt((qdtext, quoted_pair)), Vec::new, |mut octets, octet| {
        octets.push(octet);
        octets
    });
    delimited(char('"'), octets, char('"')).parse(i)
}

/// `auth-param = token BWS "=" BWS ( token / quoted-string )`, RFC 9110 11.2
fn auth_param(i: &[u8]) -> IResult<&[u8], AuthParam> {
    let value =
        alt((token.map(|octets| (octets.to_vec(), false)), quoted_string.map(|octets| (octets, true))));
    let (rest, (name, (octets, is_quoted))) =
        separated_pair(token, delimited(ows, char('='), ows), value).parse(i)?;
    Ok((rest, (name.to_vec(), octets, is_quoted)))
}

/// `token68 = 1*( ALPHA / DIGIT / "-" / "." / "_" / "~" / "+" / "/" ) *"="`, RFC 9110 11.2
fn token68(i: &[u8]) -> IResult<&[u8], &[u8]> {
    let text = take_while1(|octet: u8| octet.is_ascii_alphanumeric() || b"-._~+/".contains(&octet));
    recognize((text, take_while(|octet| octet == b'='))).parse(i)
}

/// The comma between elements of a list. The end of a field line is one too (RFC 9110 5.3), and stands in no
/// quoted-string.
fn comma(i: &[u8]) -> IResult<&[u8], ()> {
    value((), delimited(ows, alt((tag(&b","[..]), tag(&b"\n"[..]))), ows)).parse(i)
}

/// `#element = [ element ] *( OWS "," OWS [ element ] )`, RFC 9110 5.6.1.2
fn list<'a, T: Clone + Ord>(i: &'a [u8], element: impl Fn(&'a [u8]) -> All<'a, T>) -> All<'a, Vec<T>> {
    let with_element = |i: &'a [u8], items: &Vec<T>| {
        let longer = element(i).into_iter().map(|(rest, item)| (rest, [&items[..], &[item]].concat()));
        longer.chain([(i, items.clone())]).collect::<Vec<_>>()
    };
    let mut all = All::new();
    let mut latest = with_element(i, &Vec::new());
    while let Some((rest, items)) = latest.pop() {
        if all.insert((rest, items.clone()))
            && let Ok((rest, ())) = comma(rest)
        {
            latest.extend(with_element(rest, &items));
        }
    }
    all
}

/// `challenge = auth-scheme [ 1*SP ( token68 / #auth-param ) ]`, RFC 9110 11.3, with `auth-scheme = token`, 11.1
fn challenge(i: &[u8]) -> All<'_, Read> {
    let Ok((rest, scheme)) = token(i) else { return All::new() };
    let read = |token68: Option<&[u8]>, params: Vec<AuthParam>| Read {
        scheme: scheme.to_vec(),
        token68: token68.map(<[u8]>::to_vec),
        params,
    };
    let mut all = All::from([(rest, read(None, Vec::new()))]);
    if let Ok((rest, _)) = take_while1::<_, _, ()>(|octet| octet == b' ').parse(rest) {
        all.extend(token68(rest).map(|(rest, found)| (rest, read(Some(found), Vec::new()))));
        let params = list(rest, |i| auth_param(i).into_iter().collect());
        all.extend(params.into_iter().map(|(rest, params)| (rest, read(None, params))));
    }
    all
}

/// RFC 9110 11.2: a parameter name must only occur once per challenge.
fn has_repeated_name(challenge: &Read) -> bool {
    let names: BTreeSet<_> = challenge.params.iter().map(|(name, ..)| name.to_ascii_lowercase()).collect();
    names.len() < challenge.params.len()
}

/// `WWW-Authenticate = #challenge`, RFC 9110 11.6.1; `None` if that is not what the field lines hold
pub fn field(lines: &[Vec<u8>]) -> Option<Vec<Read>> {
    // RFC 9110 5.5: a field value has no line break, and no whitespace around it.
    if lines.iter().flatten().any(|octet| *octet == b'\n') {
        return None;
    }
    let lines: Vec<_> = lines.iter().map(|line| trimmed(line)).collect();
    let joined = lines.join(&b'\n');
    let whole: BTreeSet<_> = list(&joined, challenge)
        .into_iter()
        .filter(|(rest, _)| rest.is_empty())
        .map(|(_, read)| read)
        .collect();
    assert!(whole.len() < 2, "more than one reading: {whole:?}");
    whole.into_iter().next().filter(|challenges| !challenges.iter().any(has_repeated_name))
}

fn trimmed(mut octets: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] | [rest @ .., b' ' | b'\t'] = octets {
        octets = rest;
    }
    octets
}
