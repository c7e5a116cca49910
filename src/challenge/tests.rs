//! Names have no case and stand once, however many there are; values are octets.

use super::*;
use crate::chars::work;

#[test]
fn case_does_not_matter_in_schemes_and_names() {
    let challenge = Challenge::new("Basic").and_then(|basic| basic.with_param("Realm", "files"));
    let challenge = challenge.expect("valid");
    let [param] = challenge.params() else { panic!("one parameter") };
    for name in ["Basic", "basic", "BASIC"] {
        assert!(challenge.is(name), "{name}");
    }
    for name in ["realm", "Realm", "REALM"] {
        assert!(param.is(name), "{name}");
        assert_eq!(challenge.param(name), Some(param.value()), "{name}");
    }
    for name in ["", "real", "realms", "Bearer"] {
        assert!(!challenge.is(name) && !param.is(name), "{name}");
        assert_eq!(challenge.param(name), None, "{name}");
    }
}

#[test]
fn a_value_is_octets_and_text_where_they_are_utf_8() {
    for (octets, text) in
        [(&b""[..], Some("")), (b"files", Some("files")), (b"\xC3\xA9", Some("\u{e9}")), (b"\xE9", None)]
    {
        let challenge = Challenge::new("Basic").and_then(|basic| basic.with_param("realm", octets));
        let challenge = challenge.expect("valid");
        let value = challenge.param("realm").expect("a realm");
        assert_eq!(value.as_bytes(), octets);
        assert_eq!(value.to_str().ok(), text, "{octets:?}");
        for other in ["", "files", "\u{e9}", "file"] {
            assert_eq!(*value == *other, text == Some(other), "{octets:?} {other:?}");
            assert_eq!(*value == other, text == Some(other), "{octets:?} {other:?}");
        }
    }
}

/// A challenge of `count` parameters, `n00000` and so on.
fn with_names(count: usize) -> Challenge<'static> {
    (0..count).fold(Challenge::new("Newauth").expect("a token"), |challenge, number| {
        challenge.with_param(format!("n{number:05}"), "").expect("a new name")
    })
}

/// RFC 9110 11.2
#[test]
fn each_name_stands_once() {
    for count in [1, 2, 15, 16, 17, 18, 40] {
        let challenge = with_names(count);
        for number in 0..count {
            let name = format!("N{number:05}");
            let error = challenge.clone().with_param(name.clone(), "").unwrap_err();
            assert_eq!((error.code, error.param), (BuildErrorCode::RepeatedParam, Some(name)), "{count}");
        }
    }
}

#[test]
fn a_name_takes_no_more_work_the_more_there_are() {
    let work_of = |count| work::of(|| drop(with_names(count))) / count;
    let (some, many) = (work_of(100), work_of(2_000));
    assert!(many <= some + 1, "{some} then {many}");
}
