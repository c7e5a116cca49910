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
