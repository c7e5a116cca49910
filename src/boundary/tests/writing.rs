//! The parts of challenges to write, exactly and for every client.

use super::*;
use crate::parse::DEFAULT_MAX_LENGTH;

fn format(parts: &[(Tag, &str)]) -> (Option<String>, Vec<Found>) {
    Call::of_parts(Operation::Format, 0, parts).run()
}

fn refusal(code: BuildErrorCode, challenge: u32, part: u32) -> (Option<String>, Vec<Found>) {
    (None, vec![(Kind::Refusal as u32, code as u8, challenge, part, 0)])
}

#[test]
fn a_challenge_has_a_token68_or_parameters() {
    let (scheme, token68) = ((Tag::Scheme, "Newauth"), (Tag::Token68, "abc=="));
    let param = [(Tag::Name, "a"), (Tag::Value, "b")];
    assert_eq!(format(&[scheme, token68]), (Some("Newauth abc==".to_owned()), vec![]));
    let both = [scheme, token68, scheme, param[0], param[1]];
    assert_eq!(format(&both), (Some(r#"Newauth abc==, Newauth a="b""#.to_owned()), vec![]));
    let invalid = [scheme, scheme, (Tag::Token68, "a b")];
    assert_eq!(format(&invalid), refusal(BuildErrorCode::InvalidToken68, 1, NONE));
    let token68_first = [scheme, token68, param[0], param[1]];
    assert_eq!(format(&token68_first), refusal(BuildErrorCode::Token68WithParams, 0, 2));
}

/// What is written can be read: no more than reading takes by default.
#[test]
fn a_field_line_has_the_length_that_is_read() {
    let start = r#"A, B, C a=""#;
    let longest = "x".repeat(DEFAULT_MAX_LENGTH - start.len() - 1);
    for (value, is_read) in [(longest.clone(), true), (longest + "x", false)] {
        let schemes = [(Tag::Scheme, "A"), (Tag::Scheme, "B"), (Tag::Scheme, "C")];
        let answer = format(&[&schemes[..], &[(Tag::Name, "a"), (Tag::Value, &value)]].concat());
        if is_read {
            assert_eq!(answer, (Some(format!("{start}{value}\"")), vec![]));
        } else {
            assert_eq!(answer, refusal(BuildErrorCode::TooLong, 2, NONE));
        }
    }
}

#[test]
fn known_parameters_are_numbers_and_others_names() {
    let parts =
        [(Tag::Scheme, "dpop"), (Tag::Param, "b"), (Tag::Name, "X"), (Tag::Value, "y"), (Tag::Param, "a")];
    let mut call = Call::of_parts(Operation::Bearer, REPORT, &parts);
    for (part, name) in [(1, "scope"), (4, "realm")] {
        call.table[PARTS_AT + part * PART] |= u32::from(param(name)) << 8;
    }
    let (text, rows) = call.run();
    let line = r#"DPoP realm="a", scope="b", x="y""#;
    assert_eq!(text.as_deref(), Some(line));
    assert_eq!(rows, [(Kind::Line as u32, 0, 0, word(line.len()), 0)]);
}

#[test]
fn changes_of_a_challenge_stand_behind_its_line() {
    let parts = [(Tag::Name, "x"), (Tag::Value, "say \"y\"")];
    let bearer = |flags| Call::of_parts(Operation::Bearer, flags, &parts).run();
    let line = "Bearer x=\"say 'y'\"";
    let end = word(line.len());
    assert_eq!(bearer(0), (Some(line.to_owned()), vec![(Kind::Line as u32, 0, 0, end, 0)]));
    let (text, rows) = bearer(REPORT);
    let text = text.expect("a challenge");
    let texts: Vec<_> = rows[2..].iter().map(|row| (row.0, &text[row.2 as usize..row.3 as usize])).collect();
    assert_eq!((rows[0].3, rows[1].0), (end, Kind::Change as u32));
    let kinds = [Kind::ChangeScheme, Kind::ChangeParam, Kind::ChangeBefore, Kind::ChangeAfter];
    let expected = ["Bearer", "x", "say \"y\"", "say 'y'"];
    assert_eq!(texts, kinds.map(|kind| kind as u32).into_iter().zip(expected).collect::<Vec<_>>());
}
