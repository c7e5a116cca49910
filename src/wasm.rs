//! The WebAssembly module: the boundary over linear memory, without imports. `lib/wasm.js` is the other side.
//!
//! JavaScript writes the head of a call into the table at [`table`], the octets of its text behind that, and runs
//! [`call`]. An instance has one of each, and runs one call at a time. A panic is a trap, after which JavaScript makes
//! another instance.

#![expect(
    unsafe_code,
    reason = "an export's name must be the only one of that name, which the attribute calls unsafe"
)]

use std::cell::RefCell;

use crate::boundary::{self, Answer, Kept, Malformed, USUAL_TEXT, WORDS};

/// What a call leaves, and what the next one takes.
struct Instance {
    shared: Shared,
    kept: Kept,
    /// A text that is longer than usual.
    long: Vec<u8>,
    parts: Vec<u32>,
    answer: Answer,
    reply: [usize; 5],
}

/// What JavaScript writes before a call. There is room for it from the beginning, so that a first call asks for no memory.
#[repr(C)]
struct Shared {
    table: [u32; WORDS],
    text: [u8; USUAL_TEXT],
}

thread_local! {
    static INSTANCE: RefCell<Instance> = const {
        RefCell::new(Instance {
            shared: Shared { table: [0; WORDS], text: [0; USUAL_TEXT] },
            kept: Kept::NONE,
            long: Vec::new(),
            parts: Vec::new(),
            answer: Answer { text: None, all_rows: None },
            reply: [0; 5],
        })
    };
}

/// Calls `job` with the instance. No export runs during another: there are no imports.
fn with<T>(job: impl FnOnce(&mut Instance) -> T) -> T {
    INSTANCE.with_borrow_mut(job)
}

/// Where the text of this call and of those after it goes, with room for `octets`, which are more than [`USUAL_TEXT`].
#[unsafe(no_mangle)]
extern "C" fn long(octets: usize) -> *mut u8 {
    with(|instance| {
        instance.long = vec![0; octets];
        instance.long.as_mut_ptr()
    })
}

/// Where those parts of the next call go that the table has too little room for: `words` of them.
#[unsafe(no_mangle)]
extern "C" fn parts(words: usize) -> *mut u32 {
    with(|instance| {
        instance.parts = vec![0; words];
        instance.parts.as_mut_ptr()
    })
}

/// Where the table is, of [`WORDS`] words; behind it goes a text of at most [`USUAL_TEXT`] octets, unless [`long`] was called.
#[unsafe(no_mangle)]
extern "C" fn table() -> *mut Shared {
    with(|instance| std::ptr::from_mut(&mut instance.shared))
}

/// How many octets of a text the call can use that the table describes.
#[unsafe(no_mangle)]
extern "C" fn most_octets() -> usize {
    with(|instance| boundary::most_octets(&instance.shared.table))
}

/// Runs the operation that the table names, on the first `octets` of the text. `has_parts` says that [`parts`] has them.
///
/// Returns null if all of the answer is in the table. Otherwise there are five words: the place and the length of the
/// text; those, in words, of all rows, if the table has too little room for them; and 1 if the call is malformed, which
/// the text says. A place is 0 where there is none.
#[unsafe(no_mangle)]
extern "C" fn call(octets: usize, has_parts: bool, has_wide: bool) -> *const usize {
    with(|instance| {
        let Instance { shared: Shared { table, text }, kept, long, parts, .. } = instance;
        let text = if long.is_empty() { &text[..] } else { long };
        let octets = octets.min(boundary::most_octets(table)).min(text.len());
        let parts = has_parts.then_some(&parts[..]);
        let malformed = match boundary::call(kept, table, parts, &text[..octets], has_wide) {
            Ok(answer) => {
                instance.answer = answer;
                false
            }
            Err(Malformed(message)) => {
                instance.answer = Answer { text: Some(message.into()), all_rows: None };
                true
            }
        };
        let Answer { text, all_rows } = &instance.answer;
        if text.is_none() && all_rows.is_none() {
            return std::ptr::null();
        }
        let [text, length] = text.as_ref().map_or([0; 2], |text| place(text));
        let [rows, words] = all_rows.as_ref().map_or([0; 2], |rows| place(rows.as_flattened()));
        instance.reply = [text, length, rows, words, malformed.into()];
        instance.reply.as_ptr()
    })
}

/// Where a slice is, and how many elements it has.
fn place<T>(slice: &[T]) -> [usize; 2] {
    [slice.as_ptr().addr(), slice.len()]
}
