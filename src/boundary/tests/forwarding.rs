//! Each part that asks for an edit, and the answers of the caller's functions.

use super::*;

const CAME: &str = r#"Bearer realm="a", resource_metadata="http://h/.well-known/oauth-protected-resource""#;

type Parts<'a> = &'a [(Tag, &'a str)];

/// The lines to send, end to end.
fn sent(parts: Parts<'_>) -> String {
    Call::of_parts(Operation::Forward, 0, parts).run().0.expect("lines")
}

#[test]
fn each_edit_has_its_part() {
    let pointer = "https://gateway.example/m";
    let moved = CAME.replace("http://h/", "https://gateway.example/");
    let replaced = CAME.replace("http://h/.well-known/oauth-protected-resource", pointer);
    let error = r#"Bearer error="invalid_token", error_description="x""#;
    let cases: &[(Parts<'_>, &str, &str)] = &[
        (&[], CAME, CAME),
        (&[(Tag::Remove, "realm"), (Tag::Status, "401")], "Basic realm=a", "Basic"),
        (&[(Tag::Remove, "realm"), (Tag::Status, "200")], "Basic realm=a", "Basic realm=a"),
        (
            &[(Tag::Remove, "realm"), (Tag::Only, "Digest basic")],
            "Basic realm=a, X realm=a",
            "Basic, X realm=a",
        ),
        (&[(Tag::Name, "realm"), (Tag::Value, "b")], "Basic, X", r#"Basic realm="b", X realm="b""#),
        (&[(Tag::Name, "realm"), (Tag::Value, "b"), (Tag::Only, "X")], "Basic, X", r#"Basic, X realm="b""#),
        (&[(Tag::Origin, "https://gateway.example")], CAME, &moved),
        (&[(Tag::Origin, "https://gateway.example"), (Tag::From, "http://h")], CAME, &moved),
        (&[(Tag::Origin, "https://gateway.example"), (Tag::From, "http://other")], CAME, CAME),
        (&[(Tag::Url, pointer)], CAME, &replaced),
        (&[(Tag::Insert, pointer)], CAME, CAME),
        (&[(Tag::Insert, pointer)], "Bearer", r#"Bearer resource_metadata="https://gateway.example/m""#),
        (&[(Tag::Ensure, r#"Basic realm="a""#), (Tag::Status, "401")], "", r#"Basic realm="a""#),
        (&[(Tag::Ensure, r#"Basic realm="a""#), (Tag::Status, "403")], "", ""),
        (&[(Tag::Scope, "a b")], "Bearer scope=c", r#"Bearer scope="a b""#),
        (&[(Tag::Schemes, "X basic")], "Basic, X", "XBasic"),
        (&[(Tag::Redact, "")], error, &error.replace("\"x\"", "\"The request was not authorized\"")),
        (&[(Tag::Drop, "")], error, "Bearer"),
        (&[(Tag::Normalize, "")], "Basic  A=b, bearer", r#"BearerBasic a="b""#),
    ];
    for (edits, came, left) in cases {
        assert_eq!(sent(&[edits, &[(Tag::Line, *came)][..]].concat()), *left, "{edits:?}");
    }
}

/// A value stays if its function says so; an answer that cannot be sent removes it.
#[test]
fn a_function_keeps_replaces_or_removes() {
    let asks = [(Tag::AskUrl, ""), (Tag::AskScope, "")];
    let line = r#"Bearer resource_metadata="http://h/", scope="a""#;
    let (keep, no_url, no_scope) = ((Tag::Keep, ""), (Tag::Answer, "urn:x"), (Tag::Answer, "\""));
    for (answers, left) in [
        ([keep, keep], line),
        ([keep, (Tag::Answer, "b \" c")], r#"Bearer resource_metadata="http://h/", scope="b c""#),
        ([(Tag::Answer, "https://i/"), keep], r#"Bearer resource_metadata="https://i/", scope="a""#),
        ([no_url, keep], r#"Bearer scope="a""#),
        ([keep, no_scope], r#"Bearer resource_metadata="http://h/""#),
        ([no_url, no_scope], "Bearer"),
    ] {
        assert_eq!(sent(&[&asks[..], &answers, &[(Tag::Line, line)]].concat()), left, "{answers:?}");
    }
}
