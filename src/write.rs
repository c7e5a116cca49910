//! Challenges to field text, RFC 9110 11.3: exact, the inverse of reading.

pub(crate) mod bearer;
pub(crate) mod decoy;
pub(crate) mod oauth;
mod scheme;

pub use bearer::bearer;
pub use scheme::OauthScheme;

use std::fmt;

use crate::challenge::{Challenge, Param, Value};
use crate::chars::{is_field_octet, qdtext_run};
use crate::grammar;
use crate::registered::must_be_token;

/// The text of one field line that holds `challenges`, in order.
///
/// Reading it gives the same challenges. Nothing can go wrong: a control character that was read tolerantly, the one
/// thing in a [`Challenge`] that no field can carry, is written as a space.
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

/// As [`Challenge::to_bytes`]; octets that are not UTF-8 are shown as U+FFFD.
impl fmt::Display for Challenge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.to_bytes()))
    }
}

fn write_challenge(line: &mut Vec<u8>, challenge: &Challenge<'_>) {
    line.extend_from_slice(challenge.scheme.as_bytes());
    if let Some(token68) = &challenge.token68 {
        line.push(b' ');
        line.extend_from_slice(token68.as_bytes());
    }
    for (at, Param { name, value }) in challenge.params.iter().enumerate() {
        line.extend_from_slice(if at == 0 { b" " } else { b", " });
        line.extend_from_slice(name.as_bytes());
        line.push(b'=');
        write_value(line, value);
    }
}

fn write_value(line: &mut Vec<u8>, value: &Value<'_>) {
    if value.quoted {
        quoted_string(line, &value.octets, &[]);
    } else {
        line.extend_from_slice(&value.octets);
    }
}

/// True unless the value must be a token, and is one.
pub(crate) fn is_usually_quoted(scheme: &str, name: &str, octets: &[u8]) -> bool {
    !(must_be_token(scheme, name) && grammar::is_token(octets))
}

/// A value in the form that every client reads.
pub(crate) fn usual_value(line: &mut Vec<u8>, scheme: &str, name: &str, octets: &[u8]) {
    if is_usually_quoted(scheme, name, octets) {
        quoted_string(line, octets, &[]);
    } else {
        line.extend_from_slice(octets);
    }
}

/// `quoted-string`, RFC 9110 5.6.4: quoted-pairs where they are due, and at `places` (in order) where they need not be.
/// A control character, which no field can hold, becomes SP (RFC 9110 5.5).
pub(crate) fn quoted_string(line: &mut Vec<u8>, octets: &[u8], places: &[usize]) {
    #[cfg(test)]
    crate::chars::work::add(octets.len());
    let is_due = |octet: u8| octet == b'"' || octet == b'\\';
    line.reserve(octets.len() + 2);
    line.push(b'"');
    // Nearly no text needs a pair.
    if places.is_empty() && qdtext_run(octets) == octets.len() {
        line.extend_from_slice(octets);
    } else {
        let mut places = places.iter().peekable();
        for (at, octet) in octets.iter().enumerate() {
            if places.next_if(|place| **place == at).is_some() || is_due(*octet) {
                line.push(b'\\');
            }
            line.push(if is_field_octet(*octet) { *octet } else { b' ' });
        }
    }
    line.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7616 3.3
    #[test]
    fn two_values_of_digest_are_tokens_if_they_can_be() {
        for (scheme, name, value, expected) in [
            ("Digest", "stale", "true", "Digest stale=true"),
            ("digest", "Algorithm", "MD5-sess", "digest Algorithm=MD5-sess"),
            ("Digest", "algorithm", "a b", "Digest algorithm=\"a b\""),
            ("Digest", "qop", "auth", "Digest qop=\"auth\""),
            ("Newauth", "stale", "true", "Newauth stale=\"true\""),
        ] {
            let challenge = Challenge::new(scheme).and_then(|challenge| challenge.with_param(name, value));
            assert_eq!(challenge.expect("valid").to_string(), expected);
        }
    }

    #[test]
    fn a_challenge_is_shown_as_it_is_written_but_for_what_is_no_utf_8() {
        let challenge = Challenge::new("Basic").and_then(|basic| basic.with_param("realm", b"\xC3\xA9 \xE9"));
        assert_eq!(challenge.expect("valid").to_string(), "Basic realm=\"\u{e9} \u{fffd}\"");
    }

    /// RFC 9110 5.6.4
    #[test]
    fn quoted_pairs_stand_where_they_are_due_and_where_they_are_asked_for() {
        for (octets, places, expected) in [
            (&b""[..], &[][..], &b"\"\""[..]),
            (b"a\tb", &[], b"\"a\tb\""),
            (b"a\"\\b", &[], br#""a\"\\b""#),
            (b"a=b=c", &[1, 3], br#""a\=b\=c""#),
            (b"a=b=c", &[3], br#""a=b\=c""#),
            (b"\"=", &[0, 1], br#""\"\=""#),
            (b"a\r\n\0\x7F=", &[5], b"\"a    \\=\""),
        ] {
            let mut line = Vec::new();
            quoted_string(&mut line, octets, places);
            assert_eq!(line, expected, "{octets:?} {places:?}");
        }
    }
}
