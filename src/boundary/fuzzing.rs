//! Calls as JavaScript's side of the protocol never makes them.

use super::codes::{
    FLAGS, KEEP, KEPT, Kind, MAX_LENGTH, OPERATION, Operation, PART, PART_COUNT, PARTS_AT, ROW, ROW_COUNT,
    ROWS_AT, Tag, USE_KEPT, WORDS, code_of, word,
};
use super::{Answer, Kept, Malformed};

/// The octets of an input that one call takes before its text: how it begins, and the parts.
const HEAD: usize = 6;
/// The octets of a part: what it is, and how long.
const PART_OCTETS: usize = 3;

/// Several calls with one table and what it keeps: each finds there what the one before has left.
pub(crate) fn calls(input: &[u8]) {
    let mut table = Box::new([0; WORDS]);
    let mut kept = Kept::NONE;
    let mut rest = input;
    while let Some((head, after)) = rest.split_first_chunk::<HEAD>() {
        let head = *head;
        let (mut parts, after) = parts(after, usize::from(head[4]));
        let (text, after) = after.split_at(after.len().min(usize::from(head[5]) * 4));
        rest = after;
        set_head(&mut table, head);
        let room = &mut table[PARTS_AT..ROWS_AT];
        let count = parts.len().min(room.len());
        room[..count].copy_from_slice(&parts[..count]);
        // The count may be of more parts than there are.
        table[PART_COUNT] = word(parts.len() / PART + usize::from(head[1] >> 7));
        parts.truncate(parts.len() - usize::from(head[1] >> 6 & 1) * parts.len().min(1));
        let own_parts = (head[1] & 0x20 != 0).then_some(&parts[..]);
        let number = table[KEPT];
        let text = &text[..text.len().min(super::most_octets(&table))];
        let answer = super::call(&mut kept, &mut table, own_parts, text, false);
        check(&table, text, answer);
        assert!(table[KEPT] >= number, "no number comes twice");
        kept_edits_are_those_that_came(&mut table, &mut kept, head, &parts, text);
    }
}

fn set_head(table: &mut [u32; WORDS], head: [u8; HEAD]) {
    let [operation, flags, low, high, ..] = head;
    table[OPERATION] = u32::from(operation) % 16;
    table[FLAGS] = u32::from(flags) & 0x1F;
    table[MAX_LENGTH] = match u32::from_le_bytes([low, high, 0, 0]) {
        0xFFFF => u32::MAX,
        max_length => max_length,
    };
}

/// The words of `count` parts. A part may end before it begins, or past the text.
fn parts(octets: &[u8], count: usize) -> (Vec<u32>, &[u8]) {
    let (given, rest) = octets.split_at(octets.len().min(count * PART_OCTETS));
    let mut end: u32 = 0;
    let words = given.as_chunks::<PART_OCTETS>().0.iter().flat_map(|[tag, id, length]| {
        end = match length {
            0xFF => u32::MAX,
            0xFE => 0,
            length => end.saturating_add((*length).into()),
        };
        [(u32::from(*tag) % 32) | (u32::from(*id) << 8), end]
    });
    (words.collect(), rest)
}

/// The spans of an answer are of the text that they are of.
fn check(table: &[u32; WORDS], text: &[u8], answer: Result<Answer, Malformed>) {
    let answer = match answer {
        Ok(answer) => answer,
        Err(Malformed(why)) => return assert!(!why.is_empty(), "a refusal has a reason"),
    };
    let rows = answer.all_rows.as_deref().unwrap_or_else(|| table[ROWS_AT..].as_chunks::<ROW>().0);
    let rows = rows.get(..table[ROW_COUNT] as usize);
    assert!(rows.is_some(), "more rows than there are");
    let operation_reads = answer.text.is_none();
    let answered = answer.text.map_or(0, |text| text.len());
    for [code, start, end, _] in rows.into_iter().flatten() {
        let span = *start as usize..*end as usize;
        let most = match code_of(Kind::ALL, code & 0xFF) {
            Some(
                Kind::Scheme | Kind::Token68 | Kind::Param | Kind::Name | Kind::MixedCaseName | Kind::Piece,
            ) => {
                assert!(operation_reads, "rows of reading");
                text.len()
            }
            Some(Kind::Defect | Kind::Finding | Kind::Fix) => text.len(),
            Some(Kind::Change | Kind::Refusal | Kind::PieceParam | Kind::Space) => continue,
            Some(_) => answered,
            None => usize::MIN,
        };
        assert!(span.start <= span.end && span.end <= most, "{code:#x} {span:?} of {most}");
    }
}

/// A forwarder gets the same lines from the edits that it sent once as from edits that it sends each time.
fn kept_edits_are_those_that_came(
    table: &mut [u32; WORDS],
    kept: &mut Kept,
    head: [u8; HEAD],
    parts: &[u32],
    text: &[u8],
) {
    let is_answered = |part: &[u32; PART]| {
        let tag = code_of(Tag::ALL, part[0] & 0xFF);
        !matches!(tag, Some(Tag::AskUrl | Tag::AskScope | Tag::Keep | Tag::Answer))
    };
    let (pairs, _) = parts.as_chunks::<PART>();
    if !pairs.iter().all(is_answered) {
        return;
    }
    let mut forward = |flags: u32, kept: &mut Kept, parts: &[u32]| {
        set_head(table, head);
        table[OPERATION] = Operation::Forward as u32;
        table[FLAGS] = flags | super::HAS_PARTS;
        table[PART_COUNT] = word(parts.len() / PART);
        super::call(kept, table, Some(parts), text, false).ok().and_then(|answer| answer.text)
    };
    let mut nothing = Kept::NONE;
    let Some(each_time) = forward(0, &mut nothing, parts) else { return };
    assert_eq!(forward(KEEP, kept, parts), Some(each_time.clone()), "edits to keep");
    let (words, lines) = lines_of(pairs, text);
    set_head(table, head);
    table[OPERATION] = Operation::Forward as u32;
    table[FLAGS] = USE_KEPT | super::HAS_PARTS;
    table[PART_COUNT] = word(words.len() / PART);
    let answer = super::call(kept, table, Some(&words), &lines, false);
    assert_eq!(answer.ok().and_then(|answer| answer.text), Some(each_time), "edits that are kept");
}

/// The field lines alone, as parts and text.
fn lines_of(parts: &[[u32; PART]], text: &[u8]) -> (Vec<u32>, Vec<u8>) {
    let (mut words, mut lines, mut start) = (Vec::new(), Vec::new(), 0);
    for [tag, end] in parts {
        let end = (*end as usize).clamp(start, text.len());
        if code_of(Tag::ALL, tag & 0xFF) == Some(Tag::Line) {
            lines.extend_from_slice(&text[start..end]);
            words.extend([*tag, word(lines.len())]);
        }
        start = end;
    }
    (words, lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A call that sets a realm in a line; a multiple of four octets, as an input has them.
    fn setting(realm: &str) -> Vec<u8> {
        let text = format!("realm{realm}Basic a=b, c=\"{}\"", "x".repeat((4 - realm.len() % 4) % 4));
        let [realm, line] =
            [realm.len(), text.len() - 5 - realm.len()].map(|length| length.try_into().unwrap());
        let octets: u8 = (text.len() / 4).try_into().unwrap();
        let parts = [[Tag::Name as u8, 0, 5], [Tag::Value as u8, 0, realm], [Tag::Line as u8, 0, line]];
        let has_parts: u8 = super::super::HAS_PARTS.try_into().unwrap();
        let head = [Operation::Forward as u8, has_parts, 0xFF, 0xFF, 3, octets];
        assert_eq!(text.len() % 4, 0, "{text}");
        [&head[..], parts.as_flattened(), text.as_bytes()].concat()
    }

    #[test]
    fn edits_to_keep_take_the_place_of_those_that_were_kept() {
        calls(&[setting("one"), setting("another"), setting("o"), setting("one")].concat());
    }
}
