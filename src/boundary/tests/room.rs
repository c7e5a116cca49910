//! The room of a table, and calls that need more, or less.

use super::*;

#[test]
fn a_table_has_room_for_128_parts_and_256_rows() {
    for (count, has_room) in [(128, true), (129, false)] {
        let call = Call::of_parts(Operation::Read, 0, &vec![(Tag::Line, ""); count]);
        assert_eq!(call.more_parts.is_none(), has_room, "{count} parts");
    }
    for (count, has_room) in [(256, true), (257, false)] {
        let Call { mut kept, mut table, text, .. } = Call::of_text(Operation::Read, 0, &"A,".repeat(count));
        let answer = super::call(&mut kept, &mut table, None, &text, false).expect("a call");
        assert_eq!(answer.all_rows.is_none(), has_room, "{count} rows");
    }
}

#[test]
fn a_table_with_too_little_room_is_no_limit() {
    let lines: Vec<String> = (0..1000).map(|number| format!("Basic realm=\"{number}\"")).collect();
    let parts: Vec<_> = lines.iter().map(|line| (Tag::Line, &**line)).collect();
    let (_, rows) = Call::of_parts(Operation::Read, 0, &parts).run();
    assert_eq!(rows.len(), 2000);
    for (number, pair) in rows.chunks(2).enumerate() {
        let start: usize = lines[..number].iter().map(String::len).sum();
        let value = word(start + "Basic realm=\"".len());
        let len = word(number.to_string().len());
        assert_eq!(pair[0].1, scheme("Basic"));
        assert_eq!((pair[1].2, pair[1].3), (value, value + len), "{number}");
        assert_eq!(pair[1].4, word(number));
    }
}

#[test]
fn no_more_than_the_limit_is_wanted_of_a_text_to_read() {
    let mut call = Call::of_text(Operation::Read, 0, "");
    call.table[MAX_LENGTH] = 7;
    assert_eq!(most_octets(&call.table), 8);
    call.table[OPERATION] = Operation::Forward as u32;
    assert_eq!(most_octets(&call.table), usize::MAX);
    assert_eq!(before_rows(&call.table).len(), ROWS_AT);
}

#[test]
fn an_end_past_the_text_is_the_end_of_the_text() {
    let mut call = Call::of_parts(Operation::Read, 0, &[(Tag::Line, "Basic"), (Tag::Line, "Digest")]);
    call.table[PARTS_AT + 1] = 99;
    let (_, rows) = call.run();
    assert_eq!(rows, [(Kind::Scheme as u32, UNKNOWN, 0, 11, 0)]);
}
