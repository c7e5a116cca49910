//! Whole challenges: which of them leave, in which order, and what is reported of it.

use super::*;

#[test]
fn one_forwarder_takes_the_status_of_each_response() {
    let mut forward = Forward::new().remove("realm", Schemes::All);
    for (status, left) in [
        (Some(401), "Basic"),
        (Some(200), "Basic realm=a"),
        (Some(403), "Basic"),
        (Some(503), "Basic realm=a"),
        (Some(407), "Basic"),
        (Some(418), "Basic realm=a"),
        (None, "Basic"),
    ] {
        forward.set_status(status);
        assert_eq!(forward.lines(&["Basic realm=a"]), [left.as_bytes()], "{status:?}");
    }
}

#[test]
fn schemes_stand_in_the_order_of_the_option_and_then_of_the_field() {
    let lines = ["Bearer a=b, Basic c=d", "DPoP e=f, X, basic g=h"];
    for (schemes, left) in [
        (&["Basic", "Bearer"][..], &["Basic c=d", "basic g=h", "Bearer a=b"][..]),
        (&["bearer", "basic"], &["Bearer a=b", "Basic c=d", "basic g=h"]),
        (&["DPoP"], &["DPoP e=f"]),
        (&["Digest"], &[]),
        (&["X", "Basic", "DPoP", "Bearer"], &["X", "Basic c=d", "basic g=h", "DPoP e=f", "Bearer a=b"]),
    ] {
        assert_eq!(sent(Forward::new().schemes(schemes.iter().copied()), &lines), left, "{schemes:?}");
    }
}

#[test]
fn normalized_challenges_stand_a_line_each_bearer_first() {
    let quoted = |forward: Forward<'static>, lines: &[&str]| sent(forward.normalize(), lines);
    for (lines, left) in [
        (
            &["Basic a=b, dpop c=d", "Newauth, bearer e=f"][..],
            &[r#"Bearer e="f""#, r#"DPoP c="d""#, r#"Basic a="b""#, "Newauth"][..],
        ),
        (&["bearer abc==", "Basic a=b"], &["Bearer abc==", r#"Basic a="b""#]),
        (&["negotiate abc==, NTLM"], &["Negotiate abc==", "NTLM"]),
        (&["Bearer abc==, Bearer a=b"], &["Bearer abc==", r#"Bearer a="b""#]),
    ] {
        assert_eq!(quoted(Forward::new(), lines), left, "{lines:?}");
    }
    let of_schemes = Forward::new().schemes(["Newauth", "Bearer", "Basic"]);
    let left = [r#"Bearer e="f""#, "Newauth", r#"Basic a="b""#];
    assert_eq!(quoted(of_schemes, &["Basic a=b, Newauth, Bearer e=f"]), left);
}

/// Readers with regular expressions take what the first challenge lacks from those after it.
#[test]
fn what_the_first_challenge_lacks_does_not_seem_to_stand_in_another() {
    for (came, left) in [
        (
            r#"Bearer a="b", X scope=c, realm="scope=d""#,
            [r#"Bearer a="b""#, r#"X SCOPE="c", realm="scope\=d""#],
        ),
        (
            r#"Bearer scope="a", X scope=c, realm="scope=d""#,
            [r#"Bearer scope="a""#, r#"X scope="c", realm="scope=d""#],
        ),
        (r#"Bearer scope="a", DPoP error=b"#, [r#"Bearer scope="a""#, r#"DPoP ERROR="b""#]),
        (r#"Bearer abc==, Bearer scope="a""#, ["Bearer abc==", r#"Bearer SCOPE="a""#]),
        (r#"Basic a="b", X scope="scope=c""#, [r#"Basic a="b""#, r#"X scope="scope=c""#]),
    ] {
        assert_eq!(sent(Forward::new().normalize(), &[came]), left, "{came}");
    }
}

/// A challenge that deviates from the grammar is written anew, with its token68.
#[test]
fn a_token68_is_kept() {
    for (line, left) in [("Negotiate\tabc==", "Negotiate abc=="), ("Newauth \t abc , X", "Newauth abc , X")] {
        assert_eq!(sent(Forward::new().remove("x", Schemes::All), &[line]), [left]);
    }
}

/// The reasons of all changes, each with the text that was there.
fn reported(forward: Forward<'_>, lines: &[impl AsRef<[u8]>]) -> Vec<(Reason, usize, String)> {
    let mut changes = Vec::new();
    let listener = |change: Change| {
        changes.push((change.reason, change.line, change.before.or(change.after).unwrap_or_default()));
    };
    let _ = forward.on_change(listener).lines(lines);
    changes
}

#[test]
fn a_challenge_is_reported_if_normalizing_changes_it_or_its_place() {
    let first = |text: &str| vec![(Reason::Normalize, 0, text.to_owned())];
    for (lines, expected) in [
        (&[r#"Bearer a="b""#][..], vec![]),
        (&[r#"Bearer a="b""#, r#"Basic c="d""#, "Negotiate abc=="], vec![]),
        (&["bearer"], first("bearer")),
        (&["Bearer a=b"], first("Bearer a=b")),
        (&[r#"Bearer a="b";c="d""#], first(r#"Bearer a="b";c="d""#)),
        (&[r#" Bearer a="b""#], first(r#"Bearer a="b""#)),
        (&[r#"Bearer a="b" ,"#], first(r#"Bearer a="b""#)),
        (&[r#"Bearer a="b""#, r#"c="d""#], first(r#"Bearer a="b", c="d""#)),
    ] {
        assert_eq!(reported(Forward::new().normalize(), lines), expected, "{lines:?}");
    }
    let moved = [(Reason::Normalize, 1, "Bearer".to_owned()), (Reason::Normalize, 0, "Basic".to_owned())];
    assert_eq!(reported(Forward::new().normalize(), &["Basic", "Bearer"]), moved);
}

#[test]
fn of_the_schemes_what_is_dropped_or_moved_is_reported() {
    let dropped = |line, text: &str| (Reason::Schemes, line, text.to_owned());
    let forward = || Forward::new().schemes(["Basic", "Bearer"]);
    assert_eq!(reported(forward(), &["Basic a=b", "Bearer c=d"]), []);
    assert_eq!(reported(forward(), &["Basic a=b, Bearer c=d, X"]), [dropped(0, "X")]);
    assert_eq!(reported(forward(), &["X, Basic a=b", "Bearer c=d"]), [dropped(0, "X")]);
    let moved = [dropped(0, "Basic a=b"), dropped(0, "Bearer c=d")];
    let mut changes = reported(forward(), &["Bearer c=d, Basic a=b"]);
    changes.sort_by(|a, b| a.2.cmp(&b.2));
    assert_eq!(changes, moved);
    let stray = (Reason::StrayText, 0, "??? , ".to_owned());
    assert_eq!(reported(forward(), &["??? , Basic a=b, X"]), [dropped(0, "X"), stray]);
}

#[test]
fn a_repair_is_reported_with_the_text_of_the_challenge() {
    for line in ["Basic a=\"b", "Basic a=\"", "Basic a=\"b\\", "Negotiate\tabc==", "Basic a=b, a=c, d=/e"] {
        let forward = Forward::new().remove("x", Schemes::All);
        assert_eq!(reported(forward, &[line]), [(Reason::Repair, 0, line.to_owned())]);
    }
}

#[test]
fn the_challenge_of_last_resort_is_one_change() {
    let basic = Challenge::new("Basic").expect("a token");
    let forward = Forward::new().ensure(&basic).status(401);
    let forward = forward.set("realm", "a", Schemes::All).expect("a parameter");
    let expected = [(Reason::Ensure, 0, r#"Basic realm="a""#.to_owned())];
    assert_eq!(reported(forward, &["", ","]), expected);
}

/// RFC 9110 5.5
#[test]
fn each_octet_that_no_field_may_hold_is_a_change() {
    let lines: [&[u8]; 2] = [b"Basic realm=\"a\tb\xE9\"", b"X\0, Y=\"\x7F\r\n\""];
    let mut changes = Vec::new();
    let mut forward = Forward::new().on_change(|change| changes.push(change));
    let sent = forward.lines(&lines);
    drop(forward);
    assert_eq!(sent, [lines[0], b"X , Y=\"   \""]);
    let rows: Vec<_> = changes
        .iter()
        .map(|change| {
            (change.reason, change.line, change.offset, change.before.as_deref(), change.after.as_deref())
        })
        .collect();
    let row = |offset, before| (Reason::Unsendable, 1, Some(offset), Some(before), Some(" "));
    assert_eq!(rows, [row(1, "\0"), row(7, "\u{7f}"), row(8, "\r"), row(9, "\n")]);
}
