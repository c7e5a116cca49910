//! Writing: exactly, for every client, and the URL of a metadata document.

use std::collections::HashSet;

use auth_challenge::forward::Forward;
use auth_challenge::write::{self, OauthScheme, bearer};
use auth_challenge::{Challenge, parse, parse_strict, resource_metadata};

use super::input::{choices, is_field_octet, is_scope_token, is_token, is_token68, parts};

/// Names that the writer has rules for, and others.
const NAMES: [&str; 10] = [
    "realm",
    "scope",
    "error",
    "error_description",
    "error_uri",
    "resource_metadata",
    "max_age",
    "x_scope",
    "a",
    "Scope",
];

/// Clients act on the values of these, and search the header for them.
const SOUGHT: [&str; 4] = ["scope", "error", "error_description", "resource_metadata"];

/// The octets that make choices give the scheme and the names of parameters; strings follow.
pub fn property(input: &[u8]) {
    let ([scheme, names @ ..], text) = choices::<5>(input);
    let strings = parts(text);
    exact(&strings);
    let params = strings.iter().enumerate().map(|(at, value)| {
        let name = NAMES[usize::from(names[at % names.len()]) % NAMES.len()];
        (name, String::from_utf8_lossy(value).into_owned())
    });
    for_every_client(scheme, &params.take(12).collect::<Vec<_>>());
    for string in strings {
        metadata_url(&String::from_utf8_lossy(string));
    }
}

/// The model holds what a field can, and no more; what it holds comes back.
fn exact(strings: &[&[u8]]) {
    let mut challenges: Vec<Challenge<'_>> = Vec::new();
    for group in strings.chunks(5) {
        let [scheme, rest @ ..] = group else { continue };
        let built = Challenge::new(String::from_utf8_lossy(scheme));
        assert_eq!(built.is_ok(), is_token(scheme), "a scheme is a token");
        let Ok(mut challenge) = built else { continue };
        if let [token68] = rest {
            let built = challenge.clone().with_token68(String::from_utf8_lossy(token68));
            assert_eq!(built.is_ok(), is_token68(token68), "a token68 is one");
            challenge = built.unwrap_or(challenge);
        }
        let mut seen = HashSet::new();
        for pair in rest.chunks_exact(2) {
            let name = String::from_utf8_lossy(pair[0]);
            let fits = is_token(pair[0])
                && pair[1].iter().copied().all(is_field_octet)
                && !seen.contains(&name.to_ascii_lowercase());
            let built = challenge.clone().with_param(name.clone(), pair[1]);
            assert_eq!(built.is_ok(), fits, "a parameter has a name and octets of a field");
            if let Ok(built) = built {
                seen.insert(name.to_ascii_lowercase());
                challenge = built.into_owned();
            }
        }
        challenges.push(challenge);
    }
    let line = write::to_bytes(&challenges);
    assert!(line.iter().copied().all(is_field_octet), "what is written can be sent");
    assert_eq!(parse_strict([&line]).as_ref(), Ok(&challenges), "reading undoes writing");
    assert_eq!(parse([&line]), challenges);
    assert_eq!(Forward::new().lines(&[&line]), [&line[..]], "forwarding leaves it as it is");
}

/// A challenge of any text is valid, and clients with regular expressions read from it what a parser reads.
fn for_every_client(scheme: u8, params: &[(&str, String)]) {
    let scheme = if scheme & 1 == 0 { OauthScheme::Bearer } else { OauthScheme::Dpop };
    let mut changes = 0;
    let header = bearer(scheme, params.iter().map(|(name, value)| (name, value)), |_| changes += 1);
    assert!(header.bytes().all(|octet| (0x20..=0x7E).contains(&octet)), "printable ASCII");
    assert!(header.len() <= 8192 && !header.contains('\\'), "of a bounded length, without escapes");
    let challenges = parse_strict([&header]).expect("valid");
    let [challenge] = &challenges[..] else { panic!("one challenge") };
    assert_eq!(challenge.scheme(), scheme.as_str());

    for name in SOUGHT {
        assert_eq!(first_value(&header, name), value_of(challenge, name), "{name} of {header}");
    }
    if let Some(scope) = value_of(challenge, "scope") {
        assert!(scope.split(' ').all(|word| is_scope_token(word.as_bytes())), "a scope has scope-tokens");
    }
    for name in ["error_uri", "resource_metadata"] {
        let is_url = |value: &str| value.starts_with("http://") || value.starts_with("https://");
        assert!(value_of(challenge, name).is_none_or(|url| is_url(&url.to_ascii_lowercase())), "{header}");
    }
    if changes == 0 {
        for (name, value) in params {
            let written = value_of(challenge, name).unwrap_or_default();
            // The blanks between scope-tokens say nothing.
            let is_kept = written == *value
                || name.eq_ignore_ascii_case("scope")
                    && written.split(' ').eq(value.split_ascii_whitespace());
            assert!(
                is_kept || value.trim().is_empty(),
                "what changes is reported: {name} {value:?} {header}"
            );
        }
    }
    // What is written needs no change.
    let again: Vec<_> = challenge.params().iter().map(|param| (param.name(), text(param.value()))).collect();
    assert_eq!(bearer(scheme, again, |change| panic!("{change:?}")), header, "writing twice is writing once");
}

fn text(value: &auth_challenge::Value<'_>) -> String {
    value.to_str().expect("ASCII").to_owned()
}

fn value_of(challenge: &Challenge<'_>, name: &str) -> Option<String> {
    challenge.param(name).map(text)
}

/// As `/name="([^"]*)"/` and `/name=([^",\s]+)/` find it: wherever it stands.
fn first_value(header: &str, name: &str) -> Option<String> {
    // Clients search for `error=` and `scope=` without a look at what stands before them.
    let (_, after) = header.split_once(&format!("{name}="))?;
    let value = after.strip_prefix('"').and_then(|rest| rest.split('"').next());
    Some(value.unwrap_or(after).to_owned())
}

/// RFC 9728 3.1: the segment between host and path.
fn metadata_url(resource: &str) {
    let Ok(url) = resource_metadata::url(resource) else { return };
    let (origin, path) = url.split_once(resource_metadata::WELL_KNOWN).expect("the segment");
    assert!(origin.starts_with("http://") || origin.starts_with("https://"), "{url}");
    let host = origin.split_once("://").map_or("", |(_, host)| host);
    assert!(!host.is_empty() && !host.contains(['/', '@', '?', '#', '\\', ' ', '"']), "{url}");
    assert!(path.is_empty() || path.starts_with(['/', '?', '\\', '%']), "{url}");
    assert!(url.bytes().all(|octet| (0x21..=0x7E).contains(&octet)) && !url.contains(['"', '#']), "{url}");
}
