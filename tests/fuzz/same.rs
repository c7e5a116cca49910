//! Equality of challenges, but for what writing may change: an OAuth challenge that is written anew has the characters
//! of RFC 6750 3, scope-tokens alone, and no URL that a client cannot use.

use std::collections::BTreeMap;

use super::input::is_scope_token;
use super::model::{Plain, Url, url};

const URLS: [&str; 2] = ["resource_metadata", "error_uri"];
const MAY_BE_EMPTY: [&str; 5] = ["scope", "error", "error_description", "error_uri", "resource_metadata"];
/// What readers with regular expressions take for a parameter.
const DECOYS: [&str; 4] = ["resource_metadata=", "scope=", "error=", "error_description="];

/// Fails unless the challenges are the same.
pub fn assert_same(actual: &[Plain], expected: &[Plain], is_written_anew: bool) {
    assert_eq!(actual.len(), expected.len(), "{actual:?} for {expected:?}");
    for (actual, expected) in actual.iter().zip(expected) {
        let is_anew = is_written_anew && expected.is_oauth();
        let is_lax = |name: &str| {
            let values = [actual.value(name), expected.value(name)];
            URLS.contains(&name) && values.iter().flatten().any(|value| url(value) == Url::Lax)
        };
        let form = |challenge: &Plain| {
            let mut params = BTreeMap::new();
            for (name, value) in challenge.params.iter().filter(|(name, _)| !is_lax(name)) {
                if let Some(value) = if is_anew { canonical(name, value) } else { Some(value.clone()) } {
                    assert!(params.insert(name.clone(), value).is_none(), "{name} twice");
                }
            }
            (challenge.scheme.to_ascii_lowercase(), challenge.token68.clone(), params)
        };
        assert_eq!(form(actual), form(expected), "{actual:?} for {expected:?}");
    }
}

/// A value in a form in which two of the same meaning are equal; `None` for one that writing leaves out.
fn canonical(name: &str, value: &[u8]) -> Option<Vec<u8>> {
    if name == "scope" {
        let words = value.split(|octet| matches!(octet, b' ' | b'\t'));
        let scope = words.filter(|word| is_scope_token(word) && !is_decoy(word)).collect::<Vec<_>>();
        return (!scope.is_empty()).then(|| scope.join(&b' '));
    }
    if URLS.contains(&name) {
        return (url(value) != Url::Never).then(|| value.to_vec());
    }
    (!value.is_empty() || !MAY_BE_EMPTY.contains(&name)).then(|| fold(value))
}

fn is_decoy(word: &[u8]) -> bool {
    DECOYS.iter().any(|decoy| word.windows(decoy.len()).any(|octets| octets == decoy.as_bytes()))
}

/// Two texts with the same fold are the same to a reader of the characters of RFC 6750 3.
fn fold(text: &[u8]) -> Vec<u8> {
    let mut folded: Vec<u8> = Vec::new();
    for octet in text {
        match octet {
            b'"' => folded.push(b'\''),
            b'\\' => folded.push(b'/'),
            b'?' => folded.push(b' '),
            b'=' => {
                while folded.last() == Some(&b' ') {
                    folded.pop();
                }
                folded.push(b'=');
            }
            0x20..=0x7E => folded.push(*octet),
            _ => folded.push(b' '),
        }
    }
    folded.trim_ascii().to_vec()
}
