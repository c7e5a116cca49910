//! Calls as JavaScript makes them.

mod forwarding;
mod room;
mod writing;

use super::codes::{KEEP, Kind, NONE, REPORT, STRICT, Tag, UNKNOWN, USE_KEPT};
use super::*;
use crate::error::BuildErrorCode;
use crate::known::{PARAMS, SCHEMES};
use crate::lint::Code;

/// Kind, id, start, end, line.
type Found = (u32, u8, u32, u32, u32);

/// A call: its table, its parts if they are too many for that, and its text.
struct Call {
    kept: Kept,
    table: Box<[u32; WORDS]>,
    more_parts: Option<Vec<u32>>,
    text: Vec<u8>,
}

impl Call {
    fn of_text(operation: Operation, flags: u32, text: &str) -> Self {
        let mut table = Box::new([0; WORDS]);
        table[OPERATION] = operation as u32;
        table[FLAGS] = flags;
        table[MAX_LENGTH] = u32::MAX;
        Self { kept: Kept::NONE, table, more_parts: None, text: text.as_bytes().to_vec() }
    }

    fn of_parts(operation: Operation, flags: u32, parts: &[(Tag, &str)]) -> Self {
        let mut call = Self::of_text(operation, flags | HAS_PARTS, "");
        let mut words = Vec::new();
        for (tag, string) in parts {
            call.text.extend_from_slice(string.as_bytes());
            words.extend([*tag as u32, word(call.text.len())]);
        }
        call.table[PART_COUNT] = word(parts.len());
        match call.table[PARTS_AT..ROWS_AT].get_mut(..words.len()) {
            Some(room) => room.copy_from_slice(&words),
            None => call.more_parts = Some(words),
        }
        call
    }

    /// The text of the answer, and for each row its kind, id, span and line.
    fn run(self) -> (Option<String>, Vec<Found>) {
        let (text, rows, _) = self.run_keeping();
        (text, rows)
    }

    /// The same, and what is kept: the edits and their number.
    fn run_keeping(mut self) -> (Option<String>, Vec<Found>, (Kept, u32)) {
        let Self { kept, table, more_parts, text } = &mut self;
        let answer = call(kept, table, more_parts.as_deref(), text, false).expect("a call");
        let rows = answer.all_rows.unwrap_or_else(|| self.table[ROWS_AT..].as_chunks().0.to_vec());
        let [count, ..] = *self.table;
        let row = |[code, start, end, line]: [u32; ROW]| {
            (code & 0xFF, u8::try_from(code >> 8).expect("an id is an octet"), start, end, line)
        };
        let rows: Vec<_> = rows.into_iter().take(count as usize).map(row).collect();
        assert_eq!(rows.len(), count as usize);
        let text = answer.text.map(|text| text.into_iter().map(char::from).collect());
        (text, rows, (self.kept, self.table[KEPT]))
    }

    fn with_kept(mut self, (kept, number): (Kept, u32)) -> Self {
        self.kept = kept;
        self.table[KEPT] = number;
        self
    }
}

fn param(name: &str) -> u8 {
    PARAMS.find(name.as_bytes()).expect("a known parameter")
}

fn scheme(name: &str) -> u8 {
    SCHEMES.find(name.as_bytes()).expect("a known scheme")
}

#[test]
fn challenges_are_rows_of_spans() {
    let line = r#"Bearer realm="files", X-a=b, Q="\"c", Newauth abc=="#;
    let (text, rows) = Call::of_text(Operation::Read, 0, line).run();
    let at = |part: &str| {
        let start = word(line.find(part).expect("a part"));
        (start, start + word(part.len()))
    };
    let row = |kind: Kind, id: u8, (start, end): (u32, u32)| (kind as u32, id, start, end, 0);
    assert_eq!(text, None);
    assert_eq!(
        rows,
        [
            row(Kind::Scheme, scheme("Bearer"), at("Bearer")),
            row(Kind::Param, param("realm"), at("files")),
            row(Kind::MixedCaseName, UNKNOWN, at("X-a")),
            row(Kind::Param, UNKNOWN, (26, 27)),
            row(Kind::MixedCaseName, UNKNOWN, at("Q")),
            row(Kind::Piece, UNKNOWN, at("\"c")),
            row(Kind::PieceParam, UNKNOWN, (0, 0)),
            row(Kind::Scheme, UNKNOWN, at("Newauth")),
            row(Kind::Token68, UNKNOWN, at("abc==")),
        ]
    );
}

#[test]
fn defects_are_rows_if_they_are_asked_for() {
    let line = "Bearer realm=\"a\"; x=\"b";
    let defects = |flags| {
        let (_, rows) = Call::of_text(Operation::Read, flags, line).run();
        rows.into_iter().filter(|row| row.0 == Kind::Defect as u32).map(|row| row.2).collect::<Vec<_>>()
    };
    assert_eq!(defects(0), [0; 0]);
    assert_eq!(defects(REPORT), [16, 20]);
    assert_eq!(defects(STRICT), [16]);
}

#[test]
fn edits_are_parts_and_lines_come_back() {
    let parts = [
        (Tag::Name, "realm"),
        (Tag::Value, "r"),
        (Tag::Only, "Basic"),
        (Tag::Remove, "hint"),
        (Tag::Line, r#"Basic realm="a""#),
        (Tag::Line, r#"Bearer realm="b", hint="c""#),
    ];
    let (text, rows) = Call::of_parts(Operation::Forward, REPORT, &parts).run();
    let text = text.expect("lines");
    let of = |row: &Found| &text[row.2 as usize..row.3 as usize];
    let lines: Vec<_> = rows.iter().filter(|row| row.0 == Kind::Line as u32).map(of).collect();
    assert_eq!(lines, [r#"Basic realm="r""#, r#"Bearer realm="b""#]);
    let kinds = [Kind::ChangeScheme, Kind::ChangeParam, Kind::ChangeBefore, Kind::ChangeAfter];
    let texts = kinds.map(|kind| rows.iter().filter(|row| row.0 == kind as u32).map(of).collect::<Vec<_>>());
    assert_eq!(texts, [vec!["Basic", "Bearer"], vec!["realm", "hint"], vec!["a", "c"], vec!["r"]]);
}

#[test]
fn edits_are_kept_under_a_number_that_comes_once() {
    let parts = [(Tag::Remove, "hint"), (Tag::Line, "Basic hint=a")];
    let edits = |parts: &[(Tag, &str)], flags| Call::of_parts(Operation::Forward, flags, parts);
    let (text, _, kept) = edits(&parts, KEEP).with_kept((Kept::NONE, 6)).run_keeping();
    assert_eq!((text.as_deref(), kept.1), (Some("Basic"), 7));
    let again = Call::of_text(Operation::Forward, USE_KEPT, "Bearer a=b, hint=c").with_kept(kept);
    let (text, rows, kept) = again.run_keeping();
    assert_eq!((text.as_deref(), kept.1), (Some("Bearer a=b"), 7));
    assert_eq!(rows, [(Kind::Line as u32, 0, 0, 10, 0)]);
    let lines = [(Tag::Line, "Basic hint=a"), (Tag::Line, "Bearer hint=b")];
    let (text, rows, kept) = edits(&lines, USE_KEPT).with_kept(kept).run_keeping();
    assert_eq!((text.as_deref(), rows.len()), (Some("BasicBearer"), 2));
    // Edits that are not to be kept leave those that are.
    let (text, _, kept) = edits(&[(Tag::Drop, ""), parts[1]], 0).with_kept(kept).run_keeping();
    assert_eq!((text.as_deref(), kept.1), (Some("Basic hint=a"), 7));
    let (_, _, (Kept(kept), last)) = edits(&parts, KEEP).with_kept((kept.0, NONE - 1)).run_keeping();
    assert!(kept.is_none());
    assert_eq!(last, NONE);
    let mut nothing = edits(&lines, USE_KEPT);
    assert!(super::call(&mut nothing.kept, &mut nothing.table, None, &nothing.text, false).is_err());
}

#[test]
fn values_to_decide_on_are_listed_and_take_the_answers_in_their_order() {
    let line = r#"Bearer resource_metadata="http://a/", scope="b c", DPoP resource_metadata="http://d/""#;
    let asks = [(Tag::AskUrl, ""), (Tag::AskScope, "")];
    let (text, rows) = Call::of_parts(Operation::List, 0, &[asks[0], asks[1], (Tag::Line, line)]).run();
    let text = text.expect("values");
    let listed: Vec<_> =
        rows.iter().map(|row| (row.0, &text[row.2 as usize..row.3 as usize], row.4)).collect();
    let [url, scope] = [Kind::AskUrl as u32, Kind::AskScope as u32];
    assert_eq!(listed, [(url, "http://a/", 0), (scope, "b c", 0), (url, "http://d/", 1)]);

    let answers = [(Tag::Keep, ""), (Tag::Answer, "c"), (Tag::Answer, "https://e/")];
    let parts: Vec<_> = asks.into_iter().chain(answers).chain([(Tag::Line, line)]).collect();
    let (text, _) = Call::of_parts(Operation::Forward, 0, &parts).run();
    let expected = r#"Bearer resource_metadata="http://a/", scope="c", DPoP resource_metadata="https://e/""#;
    assert_eq!(text.as_deref(), Some(expected));
}

#[test]
fn what_cannot_be_written_is_a_row() {
    let parts = [(Tag::Scheme, "Basic"), (Tag::Scheme, "Basic"), (Tag::Name, "realm"), (Tag::Value, "\n")];
    let (text, rows) = Call::of_parts(Operation::Format, 0, &parts).run();
    let code = BuildErrorCode::ControlInValue as u8;
    assert_eq!((text, rows), (None, vec![(Kind::Refusal as u32, code, 1, 2, 0)]));
    let (text, rows) = Call::of_parts(Operation::Format, 0, &[(Tag::Scheme, "a b")]).run();
    let code = BuildErrorCode::InvalidScheme as u8;
    assert_eq!((text, rows), (None, vec![(Kind::Refusal as u32, code, 0, NONE, 0)]));
    let (text, _) = Call::of_parts(Operation::Format, 0, &parts[..1]).run();
    assert_eq!(text.as_deref(), Some("Basic"));
}

#[test]
fn findings_are_rows_and_their_fixes_a_text() {
    let parts = [
        (Tag::Profile, "oauth"),
        (Tag::Status, "400"),
        (Tag::Line, "Basic realm=\"a\""),
        (Tag::Line, r#"Bearer, error="invalid_token" scope=a"#),
    ];
    let (text, rows) = Call::of_parts(Operation::Lint, 0, &parts).run();
    assert_eq!(text.as_deref(), Some(" , "));
    let number = |code: &str| Code::all().find(|known| known.as_str() == code).expect("a code").number();
    let finding = |code, start, end| (Kind::Finding as u32, number(code), start, end, 1);
    let [fix, fix_text] = [Kind::Fix as u32, Kind::FixText as u32];
    assert_eq!(
        rows,
        [
            finding("comma-after-scheme", 6, 7),
            (fix, 0, 6, 8, 1),
            (fix_text, 0, 0, 1, 1),
            finding("error-status", 15, 28),
            finding("missing-comma", 30, 35),
            (fix, 0, 29, 30, 1),
            (fix_text, 0, 1, 3, 1),
        ]
    );
}

#[test]
fn one_string_is_checked() {
    let ask = |operation, text| Call::of_text(operation, 0, text).run().0;
    assert_eq!(ask(Operation::Url, "HTTP://h/a b").as_deref(), Some("http://h/a%20b"));
    assert_eq!(ask(Operation::Url, "urn:a"), None);
    assert_eq!(ask(Operation::Origin, "https://h/").as_deref(), Some("https://h"));
    assert_eq!(ask(Operation::Origin, "https://h/a"), None);
    let url = "https://h/.well-known/oauth-protected-resource/a";
    assert_eq!(ask(Operation::MetadataUrl, "https://h/a").as_deref(), Some(url));
    for (operation, yes, no) in [
        (Operation::IsToken, "a-b", "a b"),
        (Operation::IsScope, "a b", "a\"b"),
        (Operation::IsValue, "a b", "\n"),
        (Operation::IsUnsendable, "\u{7f}", "a"),
    ] {
        assert_eq!(ask(operation, yes).as_deref(), Some(""), "{operation:?}");
        assert_eq!(ask(operation, no), None, "{operation:?}");
    }
}

#[test]
fn the_protocol_is_described() {
    let text = Call::of_text(Operation::Describe, 0, "").run().0.expect("a text");
    for line in [
        "operation\tREAD\t1",
        "tag\tLINE\t0",
        "kind\tSCHEME\t0",
        "schemes\tBearer",
        "params\trealm",
        "defectCodes\ttoo-long",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}");
    }
    let list = |name: &str| text.lines().filter_map(|line| line.strip_prefix(name)).collect::<Vec<_>>();
    assert_eq!(list("urlParams\t"), ["error_uri", "resource_metadata"]);
    assert_eq!(list("actedOnParams\t"), ["scope", "error", "error_description", "resource_metadata"]);
}

#[test]
fn a_malformed_call_is_refused() {
    let refused = |mut call: Call| {
        super::call(&mut call.kept, &mut call.table, call.more_parts.as_deref(), &call.text, false)
            .err()
            .map(|error| error.0)
    };
    let mut unknown = Call::of_text(Operation::Read, 0, "");
    unknown.table[OPERATION] = 99;
    assert_eq!(refused(unknown), Some("no such operation"));
    let mut many = Call::of_parts(Operation::Read, 0, &[]);
    many.table[PART_COUNT] = 1000;
    assert_eq!(refused(many), Some("more parts than there are"));
    let mut tag = Call::of_parts(Operation::Forward, 0, &[(Tag::Line, "Basic")]);
    tag.table[PARTS_AT] = 99;
    assert_eq!(refused(tag), Some("no such tag"));
    for (operation, tag) in [
        (Operation::Forward, Tag::Value),
        (Operation::Forward, Tag::Url),
        (Operation::Format, Tag::Name),
        (Operation::Bearer, Tag::Value),
        (Operation::Lint, Tag::Value),
        (Operation::Lint, Tag::Profile),
        (Operation::Lint, Tag::Status),
    ] {
        assert!(refused(Call::of_parts(operation, 0, &[(tag, "a")])).is_some(), "{operation:?} {tag:?}");
    }
}
