//! What crosses to JavaScript, once, for whatever carries it there: the addon (`bindings.rs`) is one such back end.
//!
//! JavaScript calls with one text and a table of words. The text is the strings of the call, end to end, an octet for
//! each character; a character above U+00FF comes as [`SUBSTITUTE`]. The table is a head, which names the operation,
//! then the parts (what each string is, and where it ends in the text), then rows, which the operation fills in. A row
//! is a number and a span of the text, so that JavaScript slices its own strings, and nothing is copied or hashed. An
//! operation that writes answers with a text too; the spans of its rows are spans of that. `lib/read.js` and
//! `lib/rows.js` are the other side.
//!
//! ```text
//! text   Bearer realm="files"
//! row    SCHEME, number of `Bearer` |  0 |  6 | line 0
//! row    PARAM,  number of `realm`  | 14 | 19 | line 0
//! ```

mod changes;
mod checks;
mod codes;
#[cfg(not(target_arch = "wasm32"))]
mod describe;
mod forward;
#[cfg(any(test, feature = "_fuzzing"))]
pub(crate) mod fuzzing;
mod input;
mod lint;
mod read;
mod rows;
mod write;

#[cfg(all(feature = "node", not(test)))]
pub(crate) use codes::SUBSTITUTE;
#[cfg(all(feature = "wasm", target_arch = "wasm32"))]
pub(crate) use codes::USUAL_TEXT;
pub(crate) use codes::WORDS;
pub(crate) use forward::Kept;

use codes::{
    FLAGS, HAS_PARTS, HAS_WIDE, KEPT, MAX_LENGTH, OPERATION, Operation, PART, PART_COUNT, PARTS_AT, ROW,
    ROW_COUNT, ROWS_AT, code_of, word,
};
use input::Input;
use rows::Rows;

/// Both sides of the boundary are of one version. The module is of the package that has the other side.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A call that JavaScript's side of this protocol does not make.
#[derive(Debug)]
pub(crate) struct Malformed(pub(crate) &'static str);

/// What an operation answers with, beside the rows in the table.
pub(crate) struct Answer {
    /// Each octet is a character.
    pub(crate) text: Option<Vec<u8>>,
    /// The rows, all of them, if the table has too little room; its head counts them.
    pub(crate) all_rows: Option<Vec<[u32; ROW]>>,
}

/// How many octets of a text the call can use: one more than are read says that there are more.
pub(crate) fn most_octets(table: &[u32; WORDS]) -> usize {
    match code_of(Operation::ALL, table[OPERATION]) {
        Some(Operation::Read) => (table[MAX_LENGTH] as usize).saturating_add(1),
        _ => usize::MAX,
    }
}

/// What stands before the rows of a table.
#[cfg(any(test, feature = "node"))]
pub(crate) fn before_rows(table: &[u32; WORDS]) -> &[u32] {
    &table[..ROWS_AT]
}

/// Runs the operation that the head of `table` names. `parts` are those that the table has too little room for; `kept` is
/// what calls with the same table have kept.
///
/// `has_wide` is true if the text has a [`SUBSTITUTE`] for another character.
pub(crate) fn call(
    kept: &mut Kept,
    table: &mut [u32; WORDS],
    parts: Option<&[u32]>,
    text: &[u8],
    has_wide: bool,
) -> Result<Answer, Malformed> {
    let (head, rows) = table.split_at_mut(ROWS_AT);
    let (head, own_parts) = head.split_at_mut(PARTS_AT);
    let has_parts = head[FLAGS] & HAS_PARTS != 0;
    let parts = has_parts.then(|| parts.unwrap_or(own_parts).as_chunks::<PART>().0);
    let parts = match parts {
        Some(parts) => {
            Some(parts.get(..head[PART_COUNT] as usize).ok_or(Malformed("more parts than there are"))?)
        }
        None => None,
    };
    let input = Input { text, parts, flags: head[FLAGS], max_length: head[MAX_LENGTH] as usize };
    let mut rows = Rows::new(rows.as_chunks_mut().0);
    // Operations but reading are never inlined: engines compile a function of WebAssembly whole when it is first called.
    let text = match code_of(Operation::ALL, head[OPERATION]).ok_or(Malformed("no such operation"))? {
        Operation::Read => {
            read::read(&input, &mut rows);
            None
        }
        Operation::Forward => Some(forward::forward(&input, kept, &mut head[KEPT], &mut rows)?),
        Operation::List => Some(forward::list(&input, &mut rows)?),
        Operation::Format => write::format(&input, &mut rows)?,
        Operation::Bearer => Some(write::bearer(&input, &mut rows)?),
        Operation::Lint => Some(lint::lint(&input, &mut rows)?),
        #[cfg(not(target_arch = "wasm32"))]
        Operation::Describe => Some(describe::text()),
        // The addon describes the protocol of both; its texts would be a tenth of the module.
        #[cfg(target_arch = "wasm32")]
        Operation::Describe => return Err(Malformed("not in this back end")),
        check => checks::check(check, text),
    };
    head[ROW_COUNT] = word(rows.count());
    head[HAS_WIDE] = has_wide.into();
    Ok(Answer { text, all_rows: rows.overflow() })
}

#[cfg(test)]
mod tests;
