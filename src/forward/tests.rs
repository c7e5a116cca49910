mod allocations;
mod growth;
mod normalize;
mod order;
mod parameters;
mod pointers;

use super::*;
use crate::change::Reason;
use crate::parse::{parse, parse_strict};

const POINTER: &str = "https://gateway.example/m";

fn url() -> Url {
    Url::new(POINTER).expect("a URL")
}

fn origin(text: &str) -> Origin {
    Origin::new(text).expect("an origin")
}

fn sent(mut forward: Forward<'_>, lines: &[&str]) -> Vec<String> {
    let sent = forward.lines(lines);
    // What leaves is strictly valid, or nothing, and the same forwarder does not change it again.
    assert!(parse_strict(&sent).is_ok(), "{lines:?} {sent:?}");
    assert_eq!(forward.lines(&sent), sent, "{lines:?}");
    sent.into_iter().map(|line| String::from_utf8(line).expect("UTF-8")).collect()
}

fn to_gateway<'f>() -> Forward<'f> {
    Forward::new().origin(origin("https://gateway.example"))
}

#[test]
fn hidden_text_does_not_come_to_life() {
    let hidden = r#"resource_metadata=http://h/" ",",Bearer resource_metadata="https://evil.example/m""#;
    let read: Vec<_> = parse([hidden]).iter().map(|challenge| challenge.scheme().to_owned()).collect();
    for forward in [
        to_gateway(),
        Forward::new().resource_metadata(url()).normalize(),
        Forward::new().scope(Scope::new("a").expect("a scope")),
        Forward::new().errors(Errors::Redact),
        Forward::new().remove("realm", Schemes::All),
    ] {
        let sent = sent(forward, &[hidden]);
        let left: Vec<_> = parse(&sent).iter().map(|challenge| challenge.scheme().to_owned()).collect();
        assert_eq!(left, read, "{sent:?}");
    }
}

#[test]
fn no_edit_makes_merges_or_splits_a_challenge() {
    let remove = |name| Forward::new().remove(name, Schemes::All);
    for (forward, lines, expected) in [
        (remove("realm"), &[r#"Negotiate Basic realm="x""#][..], &["Negotiate, Basic"][..]),
        (remove("realm"), &[r#"Bearer realm="q"x"#], &["Bearer"]),
        (
            Forward::new().schemes(["Bearer"]),
            &[r#"Basic a=b, Bearer realm="x"#, r#"scope="a""#],
            &[r#"Bearer realm="x", scope="a""#],
        ),
        (remove("realm"), &[r#"Bearer realm="a""#, r#"scope="b""#], &[r#"Bearer scope="b""#]),
        (remove("scope"), &[r#"Bearer realm="a""#, r#"scope="b", Basic"#], &[r#"Bearer realm="a", Basic"#]),
        (
            remove("x"),
            &[r#"Bearer realm="a""#, r#"scope="b" , Basic"#],
            &[r#"Bearer realm="a""#, r#"scope="b" , Basic"#],
        ),
        (remove("x"), &["Bearer a=b;c=d", "e=\"f"], &[r#"Bearer a="b", c="d", e="f""#]),
        (remove("x"), &["Bearer a=b, A=c , Basic  z"], &[r#"Bearer a="b", Basic  z"#]),
        (remove("x"), &["???", ", Bearer a=b , ???", ""], &[", Bearer a=b", ""]),
        // In single quotes no challenge is valid: to strict reading, its scheme is another one.
        (remove("x"), &["'Basic a=b, X c=\"d\"'", "X e=f"], &[r#"Basic a="b", X c="d""#, "X e=f"]),
    ] {
        assert_eq!(sent(forward, lines), expected, "{lines:?}");
    }
}

#[test]
fn nothing_stays_behind_of_a_value_that_is_edited() {
    let line = "Bearer error=invalid_token, error_description=Token for bob@corp at 10.0.0.7 expired";
    for forward in [
        Forward::new().errors(Errors::Redact),
        Forward::new().errors(Errors::Drop),
        Forward::new().remove("error_description", Schemes::All),
        Forward::new().set("error_description", "x", Schemes::All).expect("a value"),
    ] {
        let sent = sent(forward, &[line]).concat();
        assert!(!sent.contains("10.0.0.7") && !sent.contains("bob"), "{sent}");
    }
}

#[test]
fn a_401_and_a_407_have_a_challenge_which_the_edits_are_for() {
    let challenge =
        Challenge::new("Bearer").and_then(|challenge| challenge.with_param("realm", "a")).expect("valid");
    for lines in [&[][..], &[""], &["", ","], &["???"], &["Basic a=b"]] {
        let forward = |status| {
            Forward::new().schemes(["DPoP"]).ensure(&challenge).status(status).insert_resource_metadata(url())
        };
        let expected = format!(r#"Bearer realm="a", resource_metadata="{POINTER}""#);
        for status in [401, 407] {
            assert_eq!(sent(forward(status), lines), [&*expected], "{lines:?}");
        }
        assert!(!sent(forward(403), lines).concat().contains("realm"), "{lines:?}");
        let normal = forward(401).set("realm", "scope=b", Schemes::All).expect("a value").normalize();
        assert_eq!(sent(normal, lines), [expected.replace("\"a\"", "\"scope =b\"")]);
    }
}

#[test]
fn an_answer_of_keep_changes_nothing_and_asks_come_in_order() {
    let lines = [
        r#"Bearer scope="a", resource_metadata="http://u:p@h/x", DPoP resource_metadata="http:h""#,
        r#"Basic resource_metadata="http://h:99999/", X resource_metadata="urn:x", scope="b""#,
    ];
    for is_removing in [false, true] {
        let (urls, scopes) = (std::cell::RefCell::new(Vec::new()), std::cell::RefCell::new(Vec::new()));
        let mut forward = Forward::new()
            .resource_metadata_with(|carried| {
                urls.borrow_mut().push((
                    carried.challenge,
                    carried.scheme.to_owned(),
                    carried.value.to_owned(),
                ));
                if is_removing { Decision::Remove } else { Decision::Keep }
            })
            .scope_with(|carried| {
                scopes.borrow_mut().push((carried.challenge, carried.value.to_owned()));
                if is_removing {
                    Decision::Replace(Scope::new("c").expect("a scope"))
                } else {
                    Decision::Keep
                }
            });
        let sent = forward.lines(&lines);
        drop(forward);
        assert_eq!(
            urls.into_inner(),
            [
                (Some(0), "Bearer".to_owned(), "http://u:p@h/x".to_owned()),
                (Some(1), "DPoP".to_owned(), "http:h".to_owned())
            ]
        );
        assert_eq!(scopes.into_inner(), [(Some(0), "a".to_owned()), (Some(3), "b".to_owned())]);
        if is_removing {
            let expected = [
                r#"Bearer scope="c", DPoP"#,
                r#"Basic resource_metadata="http://h:99999/", X resource_metadata="urn:x", scope="c""#,
            ];
            assert_eq!(sent, expected.map(|line| line.as_bytes().to_vec()));
        } else {
            assert_eq!(sent, lines.map(|line| line.as_bytes().to_vec()));
        }
    }
}

/// Reason, line, offset, before, after.
type Row = (Reason, usize, Option<usize>, Option<&'static str>, Option<&'static str>);

#[test]
fn every_difference_is_reported_with_its_place() {
    let cases: [(Forward<'_>, &[&str], &[Row]); 6] = [
        (
            Forward::new().set("realm", "c", Schemes::All).expect("a value"),
            &[r#"Basic realm="a", Bearer a=b"#],
            &[(Reason::Set, 0, Some(13), Some("a"), Some("c")), (Reason::Set, 0, None, None, Some("c"))],
        ),
        (
            Forward::new().remove("x", Schemes::All),
            &[r#"??? , Bearer a=b;c="d" Basic"#],
            &[
                (Reason::StrayText, 0, Some(0), Some("??? , "), None),
                (Reason::Repair, 0, Some(6), Some(r#"Bearer a=b;c="d""#), Some(r#"Bearer a="b", c="d""#)),
                (Reason::StrayText, 0, Some(22), Some(" Basic"), None),
            ],
        ),
        (
            Forward::new().remove("x", Schemes::All),
            &[r#"Digest a="b" Basic realm="c";"#],
            &[
                (Reason::Repair, 0, Some(12), Some(" "), Some(", ")),
                (Reason::Repair, 0, Some(28), Some(";"), None),
            ],
        ),
        (
            Forward::new().schemes(["Bearer", "Basic"]),
            &["Basic a=b, X, Bearer c=d"],
            &[
                (Reason::Schemes, 0, Some(11), Some("X"), None),
                (Reason::Schemes, 0, Some(14), Some("Bearer c=d"), Some("Bearer c=d")),
                (Reason::Schemes, 0, Some(0), Some("Basic a=b"), Some("Basic a=b")),
            ],
        ),
        (
            Forward::new().normalize(),
            &[r#"Bearer a="b", Basic c="d""#],
            &[
                (Reason::Normalize, 0, Some(0), Some(r#"Bearer a="b""#), Some(r#"Bearer a="b""#)),
                (Reason::Normalize, 0, Some(14), Some(r#"Basic c="d""#), Some(r#"Basic c="d""#)),
            ],
        ),
        (
            Forward::new().remove("x", Schemes::All).max_length(20),
            &[r#"Basic a="b", Bearer c="d""#, "DPoP"],
            &[
                (Reason::Length, 0, Some(11), Some(r#", Bearer c="d""#), None),
                (Reason::Length, 1, Some(0), Some("DPoP"), None),
            ],
        ),
    ];
    for (forward, lines, expected) in cases {
        let mut changes = Vec::new();
        let _ = forward.on_change(|change| changes.push(change)).lines(lines);
        let rows: Vec<_> = changes
            .iter()
            .map(|change| {
                (change.reason, change.line, change.offset, change.before.as_deref(), change.after.as_deref())
            })
            .collect();
        assert_eq!(rows, expected, "{lines:?}");
    }
}

#[test]
fn without_an_edit_a_field_passes_as_it_came() {
    let line = format!("Bearer, a=b;c=\"d???{}", " e".repeat(40_000));
    assert_eq!(Forward::new().status(401).lines(&[&line]), [line.as_bytes()]);
    assert_eq!(to_gateway().status(200).lines(&[&line]), [line.as_bytes()]);
}
