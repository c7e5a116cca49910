//! Challenges to field text, RFC 9110 11.3: exact, the inverse of reading.

pub(crate) mod bearer;
pub(crate) mod decoy;
pub(crate) mod oauth;

pub use bearer::{OauthScheme, bearer};

use std::fmt;

use crate::challenge::{Challenge, Param, Value};

/// The text of one field line that holds `challenges`, in order.
///
/// Reading it gives the same challenges. Nothing can go wrong: a [`Challenge`] holds nothing that no field can carry.
///
/// ```
/// use auth_challenge::{Challenge, parse, write};
///
/// let challenges = [Challenge::new("Negotiate")?, Challenge::new("Basic")?.with_param("realm", "the \"files\"")?];
/// let line = write::to_bytes(&challenges);
/// assert_eq!(line, br#"Negotiate, Basic realm="the \"files\"""#);
/// assert_eq!(parse([&line]), challenges);
/// # Ok::<(), auth_challenge::BuildError>(())
/// ```
#[must_use]
pub fn to_bytes<'c, 'a: 'c>(challenges: impl IntoIterator<Item = &'c Challenge<'a>>) -> Vec<u8> {
    let mut line = Vec::new();
    for challenge in challenges {
        if !line.is_empty() {
            line.extend_from_slice(b", ");
        }
        write_challenge(&mut line, challenge);
    }
    line
}

impl Challenge<'_> {
    /// The text of the challenge, as it stands in a field line.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes([self])
    }
}

/// As [`Challenge::to_bytes`]; octets that are no UTF-8 are shown as U+FFFD.
impl fmt::Display for Challenge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.to_bytes()))
    }
}

fn write_challenge(line: &mut Vec<u8>, challenge: &Challenge<'_>) {
    write_parts(line, &challenge.scheme, challenge, |line, param| {
        line.extend_from_slice(param.name.as_bytes());
        line.push(b'=');
        write_value(line, &param.value);
    });
}

/// `auth-scheme [ 1*SP ( token68 / #auth-param ) ]`, RFC 9110 11.3, with `write_param` for each parameter.
pub(crate) fn write_parts(
    line: &mut Vec<u8>,
    scheme: &str,
    challenge: &Challenge<'_>,
    write_param: impl Fn(&mut Vec<u8>, &Param<'_>),
) {
    line.extend_from_slice(scheme.as_bytes());
    if let Some(token68) = &challenge.token68 {
        line.push(b' ');
        line.extend_from_slice(token68.as_bytes());
    }
    for (at, param) in challenge.params.iter().enumerate() {
        line.extend_from_slice(if at == 0 { b" " } else { b", " });
        write_param(line, param);
    }
}

fn write_value(line: &mut Vec<u8>, value: &Value<'_>) {
    if value.quoted {
        quoted_string(line, &value.octets, &[]);
    } else {
        line.extend_from_slice(&value.octets);
    }
}

/// `quoted-string`, RFC 9110 5.6.4: quoted-pairs where they are due, and at `places` (in order) where they need not be.
pub(crate) fn quoted_string(line: &mut Vec<u8>, octets: &[u8], places: &[usize]) {
    let is_due = |octet: u8| octet == b'"' || octet == b'\\';
    line.reserve(octets.len() + 2);
    line.push(b'"');
    let mut from = 0;
    // Without an early exit the compiler looks at many at once; nearly no text needs a pair.
    if !places.is_empty() || octets.iter().fold(0, |any, octet| any | u8::from(is_due(*octet))) != 0 {
        for (at, octet) in octets.iter().enumerate() {
            if is_due(*octet) || places.binary_search(&at).is_ok() {
                line.extend_from_slice(&octets[from..at]);
                line.push(b'\\');
                from = at;
            }
        }
    }
    line.extend_from_slice(&octets[from..]);
    line.push(b'"');
}
