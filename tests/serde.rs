//! The model through serde.

#![cfg(feature = "serde")]

use auth_challenge::{Challenge, parse};
use serde_json::json;

#[test]
fn a_challenge_goes_out_and_comes_back() {
    let line = b"Bearer realm=\"\xE9 \\\"x\\\"\", Stale=true, Negotiate abc==";
    let challenges = parse([&line[..]]);
    let json = serde_json::to_value(&challenges).unwrap();
    assert_eq!(
        json,
        json!([
            { "scheme": "Bearer", "params": [["realm", "\u{e9} \"x\""], ["Stale", { "token": "true" }]] },
            { "scheme": "Negotiate", "token68": "abc==", "params": [] },
        ])
    );
    assert_eq!(serde_json::from_value::<Vec<Challenge<'static>>>(json).unwrap(), challenges);
}

#[test]
fn what_no_field_can_carry_does_not_come_in() {
    for json in [
        json!({ "scheme": "a b" }),
        json!({ "scheme": "Basic", "params": [["realm", "a\nb"]] }),
        json!({ "scheme": "Basic", "params": [["realm", "\u{122}"]] }),
        json!({ "scheme": "Basic", "params": [["realm", "a"], ["REALM", "b"]] }),
        json!({ "scheme": "Basic", "token68": "a", "params": [["realm", "a"]] }),
    ] {
        assert!(serde_json::from_value::<Challenge<'static>>(json.clone()).is_err(), "{json}");
    }
}

/// Only a token can stand without quotes, RFC 9110 11.2.
#[test]
fn a_value_is_written_in_the_form_that_it_has_or_in_quotes() {
    for (value, written) in [
        (json!("a"), r#"X y="a""#),
        (json!("a b"), r#"X y="a b""#),
        (json!({ "token": "a" }), "X y=a"),
        (json!({ "token": "a b" }), r#"X y="a b""#),
        (json!({ "token": "" }), r#"X y="""#),
    ] {
        let json = json!({ "scheme": "X", "params": [["y", value]] });
        let challenge: Challenge<'static> = serde_json::from_value(json).unwrap();
        assert_eq!(challenge.to_string(), written);
    }
}

/// Tolerant reading keeps control characters in values; no field can hold them.
#[test]
fn a_control_character_that_was_read_goes_out_as_a_space() {
    let challenges = parse([&b"Basic realm=\"a\x07b\""[..]]);
    assert_eq!(*challenges[0].param("realm").unwrap(), "a\u{7}b");
    assert_eq!(challenges[0].to_bytes(), b"Basic realm=\"a b\"");
    let json = serde_json::to_string(&challenges).unwrap();
    let back: Vec<Challenge<'static>> = serde_json::from_str(&json).unwrap();
    assert_eq!(*back[0].param("realm").unwrap(), "a b");
}
