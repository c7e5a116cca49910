//! Reading is linear: its work is counted, not timed.

use super::*;
use crate::chars::work;

/// Reads and forgets.
pub(super) struct Ignore;

impl<'a> Events<'a> for Ignore {
    fn challenge(&mut self, _: Line<'a>, _: &'a [u8]) {}
    fn token68(&mut self, _: Line<'a>, _: &'a [u8]) {}
    fn param(&mut self, _: Line<'a>, _: Name<'a>, _: RawValue<'a>) {}
    fn defect(&mut self, _: Defect) -> Result<(), Defect> {
        Ok(())
    }
}

/// Look-ups for each octet of `line`, of which `max_length` are read.
fn work_of(line: &[u8], max_length: usize) -> f64 {
    let looked_up = work::of(|| read([line], max_length, &mut Ignore).expect("nothing is refused"));
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    return looked_up as f64 / line.len() as f64;
}

const HOSTILE: &[&str] = &[
    ",",
    "\"",
    "\\",
    "a=",
    " ",
    "a ",
    "a,",
    "a=b ",
    "\"\\",
    ";a",
    ";",
    "=",
    "a==",
    "Basic realm=\"",
    "\t",
    "\n",
    "a=\n",
    "\na",
    "a;b=",
    "x=/;",
    "x=/;a",
    "x=/;a=",
    "a=\"b\",",
    "a=\"b\"",
    "a b=",
    "a b",
    "a\n\n\n=",
    "/=",
    "a a a a=b,",
    "\u{80}",
    // unquoted values over blanks, registered schemes among their words
    "x/ ",
    "x/ a ",
    "x/   \t ",
    "x/ Basic ",
    "x/ Basic a=",
    "Basic ",
    "Basic\n",
    "x/;Basic ",
    "x/; a ",
    "x/; Basic ",
    "x/ \"",
    "a= b=",
    "a= b",
    "a = ",
    "x/;access ",
    "x/;access = ",
    // missing values
    "a=,",
    "a=;",
    "B a=,",
    "B a=,,,",
    "B a=, ;,b=",
    // separators after a scheme
    "B,;",
    "B,,,a=",
    "B, ?",
    // quoted fields
    "'",
    "\"'",
    "'a=\"\"'",
];

#[test]
fn no_text_takes_more_work_for_an_octet_the_longer_it_is() {
    let longest = work::longest(16_000);
    for unit in HOSTILE {
        for opening in ["", "Bearer ", "Bearer a=/", "Bearer a=\"", "Bearer a=b ", "Bearer,"] {
            let line = |size: usize| format!("{opening}{}", unit.repeat(size / unit.len())).into_bytes();
            for whole in [true, false] {
                let work_of = |line: &[u8]| work_of(line, if whole { line.len() } else { line.len() - 1 });
                let (short, long) = (work_of(&line(2_000)), work_of(&line(longest)));
                assert!(long <= short * 1.1 + 0.1, "{opening:?} {unit:?}: {short} then {long}");
                assert!(long < 24.0, "{opening:?} {unit:?}: {long}");
            }
        }
    }
}

#[test]
fn vectors_take_no_more_work_when_repeated() {
    let vectors = concat!(
        include_str!("../../tests/vectors/published.jsonl"),
        include_str!("../../tests/vectors/recoveries.jsonl")
    );
    let mut count = 0;
    for vector in vectors.lines() {
        let vector: serde_json::Value = serde_json::from_str(vector).expect("a JSON object a line");
        for field in vector["fields"].as_array().expect("fields") {
            let field: Vec<u8> =
                field.as_str().expect("text").chars().map(|c| u8::try_from(c).unwrap_or(0x1A)).collect();
            if field.is_empty() {
                continue;
            }
            let (few, many) =
                (work_of(&field.repeat(8), usize::MAX), work_of(&field.repeat(128), usize::MAX));
            assert!(many <= few * 1.5 + 0.5, "{}: {few} then {many}", vector["id"]);
            count += 1;
        }
    }
    assert!(count > 0, "no vectors");
}
