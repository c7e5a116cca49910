//! Reading into a table of spans: no string and no object crosses.
//!
//! A table belongs to one environment (a worker thread has its own) and is shared with its JavaScript as a
//! `Uint32Array`: a head of four words, then rows of four words. `lib/table.js` is its other side.

use std::ptr;
use std::slice;

use napi::bindgen_prelude::{Env, Object, Result};
use napi::{JsValue, sys};

use super::raw::{self, Call, Text, check, guard, with_text};
use super::texts::{Texts, as_u32, ends_in, words};
use crate::error::{Defect, DefectCode};
use crate::grammar::{Piece, RawValue};
use crate::known::SCHEMES;
use crate::parse::{self, Events, Line, Name};

/// The words of a row.
const ROW: usize = 4;
/// The rows of the table that is used first. A longer result comes in a table of its own.
const ROWS: usize = 256;
const WORDS: usize = ROW * (1 + ROWS);

/// Head, on the way in: what to read, and how much of it.
const FLAGS: usize = 0;
const MAX_LENGTH: usize = 1;
/// Head, on the way out: the number of rows.
const COUNT: usize = 0;

/// Flags.
const STRICT: u32 = 1;
const REPORT: u32 = 2;

/// `kind | id << 8, start, end, line`. The id is that of a known name, or [`UNKNOWN`].
#[derive(Clone, Copy)]
#[repr(u8)]
enum Kind {
    /// The span is the scheme.
    Scheme,
    Token68,
    /// The span is the value of a known parameter or of the one whose name stood before.
    Param,
    /// The same of a parameter whose value is the pieces that stood before.
    PieceParam,
    /// The span is the name of the next parameter, in lower case.
    Name,
    /// The span is the name of the next parameter, to be put in lower case.
    MixedCaseName,
    /// The span is a piece of the value of the next parameter.
    Piece,
    /// A space, as a piece of the value of the next parameter.
    Space,
    /// The id is a defect code, the span its offset in its line.
    Defect,
}

const KINDS: [(&str, Kind); 9] = [
    ("SCHEME", Kind::Scheme),
    ("TOKEN68", Kind::Token68),
    ("PARAM", Kind::Param),
    ("PIECE_PARAM", Kind::PieceParam),
    ("NAME", Kind::Name),
    ("MIXED_CASE_NAME", Kind::MixedCaseName),
    ("PIECE", Kind::Piece),
    ("SPACE", Kind::Space),
    ("DEFECT", Kind::Defect),
];

const UNKNOWN: u8 = u8::MAX;

/// Adds `read`, its table and the table's constants to `exports`.
pub(super) fn export(env: Env, exports: &mut Object) -> Result<()> {
    let mut constants = Object::new(&env)?;
    for (name, kind) in KINDS {
        constants.set(name, kind as u32)?;
    }
    for (name, value) in [("UNKNOWN", u32::from(UNKNOWN)), ("STRICT", STRICT), ("REPORT", REPORT)] {
        constants.set(name, value)?;
    }
    exports.set("spans", constants)?;

    let env = env.raw();
    // SAFETY: `env` is the environment that is being set up. The reference keeps the table's memory, which is the
    // data of `read`, for as long as the environment lives. `lib/` never gives the table away, so that nobody
    // detaches it; JavaScript and `read` run on one thread, in turn.
    unsafe {
        let (table, words) = new_table(env, WORDS)?;
        let mut reference = ptr::null_mut();
        check(sys::napi_create_reference(env, table, 1, &raw mut reference))?;
        check(sys::napi_set_named_property(env, exports.raw(), c"table".as_ptr(), table))?;
        raw::export(env, exports.raw(), c"read", Some(read), words.cast())
    }
}

/// A `Uint32Array` and its memory.
///
/// # Safety
/// `env` is the environment of the call that runs.
unsafe fn new_table(env: sys::napi_env, words: usize) -> Result<(sys::napi_value, *mut u32)> {
    let mut data = ptr::null_mut();
    let mut buffer = ptr::null_mut();
    let mut table = ptr::null_mut();
    // SAFETY: the caller vouches for `env`; the buffer is as long as the array.
    unsafe {
        check(sys::napi_create_arraybuffer(env, words * size_of::<u32>(), &raw mut data, &raw mut buffer))?;
        let kind = sys::TypedarrayType::uint32_array;
        check(sys::napi_create_typedarray(env, kind, words, buffer, 0, &raw mut table))?;
    }
    Ok((table, data.cast()))
}

/// `read(text, lineEnds?)`: `text` is all field lines, end to end; `lineEnds` (see `texts`) is where each
/// ends if there is more than one. Returns a larger table if the first one is too small for the rows, else undefined.
unsafe extern "C" fn read(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment and the call that run.
    unsafe { guard(env, || read_call(env, info)) }
}

/// # Safety
/// `env` and `info` are those of the call of `read` that runs.
unsafe fn read_call(env: sys::napi_env, info: sys::napi_callback_info) -> Result<sys::napi_value> {
    // SAFETY: the caller vouches for them. The data of `read` is the table of this environment (see `export`), and
    // nobody else has a reference to it while `read` runs.
    let (call, table) = unsafe {
        let call = Call::<2>::new(env, info)?;
        let table = slice::from_raw_parts_mut(call.data.cast::<u32>(), WORDS);
        (call, table)
    };
    let flags = table[FLAGS];
    let max_length = table[MAX_LENGTH] as usize;
    let line_ends = match call.arg(1) {
        // SAFETY: it is an argument of this call; nobody writes to it while `read` runs.
        Some(table) => unsafe { words(env, table)? }.and_then(|table| ends_in(table)),
        None => None,
    };
    let read_into = |text: &Text<'_>, table: &mut [u32]| {
        let (head, rows) = table.split_at_mut(ROW);
        let mut spans = Spans { text, line_ends, flags, rows: rows.as_chunks_mut().0, count: 0 };
        // In strict reading the error is the last row.
        let _ = parse::read(Texts { text, ends: line_ends }.octets(), max_length, &mut spans);
        head[COUNT] = as_u32(spans.count);
        spans.count
    };
    let job = |text: &Text<'_>| {
        let count = read_into(text, table);
        if count <= ROWS {
            return Ok(ptr::null_mut());
        }
        let words = ROW * (1 + count);
        // SAFETY: `env` is that of this call; nobody else knows the new table yet.
        let (value, table) = unsafe {
            let (value, data) = new_table(env, words)?;
            (value, slice::from_raw_parts_mut(data, words))
        };
        read_into(text, table);
        Ok(value)
    };
    // One unit more than is read tells that there is more.
    let text = call.text()?;
    // SAFETY: `text` is an argument of this call.
    unsafe { with_text(env, text, max_length.saturating_add(1), job)? }
}

/// Writes the rows that fit, and counts all.
struct Spans<'t> {
    text: &'t Text<'t>,
    line_ends: Option<&'t [u32]>,
    flags: u32,
    rows: &'t mut [[u32; ROW]],
    count: usize,
}

impl Spans<'_> {
    #[inline]
    fn row(&mut self, kind: Kind, id: u8, start: usize, end: usize, line: usize) {
        if let Some(row) = self.rows.get_mut(self.count) {
            *row = [kind as u32 | u32::from(id) << 8, as_u32(start), as_u32(end), as_u32(line)];
        }
        self.count += 1;
    }

    /// `span` is a slice of the text.
    #[inline]
    fn span(&mut self, kind: Kind, id: u8, line: Line<'_>, span: &[u8]) {
        let start = Line { index: 0, octets: self.text.octets }.offset(span);
        self.row(kind, id, start, start + span.len(), line.index);
    }

    fn line_start(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|before| self.line_ends?.get(before)).map_or(0, |end| *end as usize)
    }
}

impl<'a> Events<'a> for Spans<'_> {
    #[inline]
    fn challenge(&mut self, line: Line<'a>, scheme: &'a [u8]) {
        // As it was sent: a known name in another case is text.
        let known = SCHEMES.find(scheme).filter(|id| SCHEMES.list()[usize::from(*id)].as_bytes() == scheme);
        self.span(Kind::Scheme, known.unwrap_or(UNKNOWN), line, scheme);
    }

    fn token68(&mut self, line: Line<'a>, token68: &'a [u8]) {
        self.span(Kind::Token68, UNKNOWN, line, token68);
    }

    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "it is called in two places; a call would take a tenth of the reading"
    )]
    fn param(&mut self, line: Line<'a>, name: Name<'a>, value: RawValue<'a>) {
        if name.known.is_none() {
            let is_mixed = name.octets.iter().any(u8::is_ascii_uppercase);
            self.span(if is_mixed { Kind::MixedCaseName } else { Kind::Name }, UNKNOWN, line, name.octets);
        }
        let id = name.known.unwrap_or(UNKNOWN);
        if value.verbatim {
            return self.span(Kind::Param, id, line, value.raw);
        }
        for piece in value.pieces() {
            match piece {
                Piece::Text(text) => self.span(Kind::Piece, UNKNOWN, line, text),
                Piece::Space => self.row(Kind::Space, UNKNOWN, 0, 0, line.index),
            }
        }
        self.row(Kind::PieceParam, id, 0, 0, line.index);
    }

    fn defect(&mut self, mut defect: Defect) -> std::result::Result<(), Defect> {
        if self.flags & (STRICT | REPORT) != 0 {
            if self.text.is_wide(self.line_start(defect.line) + defect.offset)
                && defect.code == DefectCode::ControlCharacter
            {
                defect.code = DefectCode::NotAnOctet;
            }
            self.row(Kind::Defect, defect.code as u8, defect.offset, defect.offset, defect.line);
        }
        if self.flags & STRICT == 0 { Ok(()) } else { Err(defect) }
    }
}
