//! The numbers that cross: one list for each kind, from which Rust's enums and JavaScript's constants follow.

/// An enum of numbers with the name that JavaScript has for each.
macro_rules! codes {
    ($(#[doc = $about:literal])+ $type:ident; $($(#[doc = $doc:literal])+ $name:ident = $js:literal;)+) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u32)]
        pub(super) enum $type { $($(#[doc = $doc])+ $name,)+ }

        impl $type {
            /// Every code and its name, in the order of their numbers.
            #[cfg_attr(target_arch = "wasm32", allow(dead_code, reason = "the addon alone describes the protocol"))]
            pub(super) const ALL: &'static [(&'static str, Self)] = &[$(($js, Self::$name)),+];
        }
    };
}

codes! {
    /// What a call does.
    Operation;

    /// Describes this protocol: every name and number of it, and the names that rows point into, a line each.
    Describe = "DESCRIBE";
    /// Reads field lines: the rows are their challenges. No text comes back.
    Read = "READ";
    /// Edits field lines: the text is the lines to send, with a row for the end of each.
    Forward = "FORWARD";
    /// Lists the values that the caller's functions decide on in [`Operation::Forward`]: a row for each.
    List = "LIST";
    /// Writes challenges exactly; without a text, the row says what no field line can carry.
    Format = "FORMAT";
    /// Writes a challenge that every client reads.
    Bearer = "BEARER";
    /// Checks field lines by the rules of a profile: a row for each finding; the text is the texts of the fixes.
    Lint = "LINT";
    /// The URL as it is sent; without a text, it cannot be sent.
    Url = "URL";
    /// The origin of a URL; without a text, the URL is more than an origin.
    Origin = "ORIGIN";
    /// The URL of a resource's metadata document.
    MetadataUrl = "METADATA_URL";
    /// A text comes back if this one is a token, RFC 9110 5.6.2.
    IsToken = "IS_TOKEN";
    /// A text comes back if this one is a scope, RFC 6749 3.3.
    IsScope = "IS_SCOPE";
    /// A text comes back if a parameter can hold this one.
    IsValue = "IS_VALUE";
    /// A text comes back unless a field line can hold this one, RFC 9110 5.5.
    IsUnsendable = "IS_UNSENDABLE";
}

codes! {
    /// What a part of the text is: `tag | id << 8`.
    Tag;

    /// A field line.
    Line = "LINE";
    /// A scheme to write.
    Scheme = "SCHEME";
    /// A token68 to write.
    Token68 = "TOKEN68";
    /// The name of a parameter to write or to set.
    Name = "NAME";
    /// The value of the parameter that was named before.
    Value = "VALUE";
    /// The value to write of the known parameter that the id is the number of.
    Param = "PARAM";
    /// The status of the response, in digits.
    Status = "STATUS";
    /// The origin of the gateway.
    Origin = "ORIGIN";
    /// The origin that the gateway's one replaces, whatever the path.
    From = "FROM";
    /// The URL in the place of each pointer to a metadata document.
    Url = "URL";
    /// The URL to insert where a challenge has no usable one.
    Insert = "INSERT";
    /// The challenge to send if there is none, as a field line.
    Ensure = "ENSURE";
    /// The scope in the place of others.
    Scope = "SCOPE";
    /// The name of a parameter to remove.
    Remove = "REMOVE";
    /// The schemes that the edit before is for, with a space between them.
    Only = "ONLY";
    /// The schemes to keep, with a space between them.
    Schemes = "SCHEMES";
    /// Redact what describes an error.
    Redact = "REDACT";
    /// Drop what describes an error.
    Drop = "DROP";
    /// Write each challenge anew.
    Normalize = "NORMALIZE";
    /// The name of the profile whose rules apply.
    Profile = "PROFILE";
    /// A function decides on URLs.
    AskUrl = "ASK_URL";
    /// A function decides on scopes.
    AskScope = "ASK_SCOPE";
    /// A function decided for the value as it is.
    Keep = "KEEP";
    /// What a function decided on.
    Answer = "ANSWER";
}

codes! {
    /// What a row says: `kind | id << 8, start, end, line`. A span is one of the text that came, or, in rows of a text
    /// that goes back, one of that.
    Kind;

    /// The span is the scheme; the id its number, if it is a known one.
    Scheme = "SCHEME";
    /// The span is the token68.
    Token68 = "TOKEN68";
    /// The span is the value of a known parameter, or of the one whose name stood before.
    Param = "PARAM";
    /// The same of a parameter whose value is the pieces that stood before.
    PieceParam = "PIECE_PARAM";
    /// The span is the name of the next parameter, in lower case.
    Name = "NAME";
    /// The span is the name of the next parameter, to be put in lower case.
    MixedCaseName = "MIXED_CASE_NAME";
    /// The span is a piece of the value of the next parameter.
    Piece = "PIECE";
    /// A space, as a piece of the value of the next parameter.
    Space = "SPACE";
    /// The id is a defect code; `start` the offset in the line.
    Defect = "DEFECT";
    /// `end` is the end of a field line to send.
    Line = "LINE";
    /// The id is the reason of a change, `start` where its source begins in the line, if it has one.
    Change = "CHANGE";
    /// The span is the scheme of the change before.
    ChangeScheme = "CHANGE_SCHEME";
    /// The span is the name of its parameter.
    ChangeParam = "CHANGE_PARAM";
    /// The span is what stood there.
    ChangeBefore = "CHANGE_BEFORE";
    /// The span is what stands there now.
    ChangeAfter = "CHANGE_AFTER";
    /// The span is a URL to decide on, the line the number of its challenge.
    AskUrl = "ASK_URL";
    /// The same of a scope.
    AskScope = "ASK_SCOPE";
    /// The id is the number of what was found; the span is one of the line.
    Finding = "FINDING";
    /// The span of the line that the fix of the finding before replaces.
    Fix = "FIX";
    /// The span is the text to put there.
    FixText = "FIX_TEXT";
    /// The id says why nothing can be written: `start` is the number of the challenge, `end` that of the part with the
    /// name of the parameter, if one is concerned.
    Refusal = "REFUSAL";
}

/// The code of a number.
pub(super) fn code_of<T: Copy>(all: &[(&str, T)], number: u32) -> Option<T> {
    all.get(number as usize).map(|(_, code)| *code)
}

/// A number that is missing.
pub(super) const NONE: u32 = u32::MAX;

/// The id of a name that has no number.
pub(super) const UNKNOWN: u8 = u8::MAX;

/// The words of a row, and of a part: its tag and its end in the text.
pub(super) const ROW: usize = 4;
pub(super) const PART: usize = 2;

/// Where a table has its parts and its rows. Before them stands the head.
pub(super) const PARTS_AT: usize = 5;
const PARTS: usize = 128;
pub(super) const ROWS_AT: usize = PARTS_AT + PARTS * PART;
const ROWS: usize = 256;
/// The words of a table.
pub(crate) const WORDS: usize = ROWS_AT + ROWS * ROW;

/// The octets of nearly every text. A back end may keep room for as many.
pub(crate) const USUAL_TEXT: usize = 4096;

/// The head on the way in: the operation, flags, how many octets of field lines are read, and how many parts there are.
pub(super) const OPERATION: usize = 0;
pub(super) const FLAGS: usize = 1;
pub(super) const MAX_LENGTH: usize = 2;
pub(super) const PART_COUNT: usize = 3;
/// The head on the way back: how many rows there are, and 1 if a character came that is no octet.
pub(super) const ROW_COUNT: usize = 0;
pub(super) const HAS_WIDE: usize = 1;
/// The head both ways: the number of the edits that are kept. Other edits get another number, and none comes twice:
/// [`NONE`] is the number of nothing.
pub(super) const KEPT: usize = 4;

/// Flags: the first defect ends the reading; defects and changes are reported; the text has parts; the edits are kept
/// for later calls; the edits are those that are kept, and all strings are field lines.
pub(super) const STRICT: u32 = 1;
pub(super) const REPORT: u32 = 1 << 1;
pub(super) const HAS_PARTS: u32 = 1 << 2;
pub(super) const KEEP: u32 = 1 << 3;
pub(super) const USE_KEPT: u32 = 1 << 4;

/// What stands for a character above U+00FF: ASCII's own SUBSTITUTE, a control character, so that it is neither a
/// delimiter nor allowed. The low byte of the character could be either.
#[cfg_attr(target_arch = "wasm32", allow(dead_code, reason = "JavaScript puts it there"))]
pub(crate) const SUBSTITUTE: u8 = 0x1A;

/// The other numbers that JavaScript has names for.
#[cfg(not(target_arch = "wasm32"))]
pub(super) const NUMBERS: [(&str, usize); 21] = [
    ("NONE", NONE as usize),
    ("UNKNOWN", UNKNOWN as usize),
    ("ROW", ROW),
    ("PART", PART),
    ("PARTS_AT", PARTS_AT),
    ("ROWS_AT", ROWS_AT),
    ("WORDS", WORDS),
    ("USUAL_TEXT", USUAL_TEXT),
    ("OPERATION", OPERATION),
    ("FLAGS", FLAGS),
    ("MAX_LENGTH", MAX_LENGTH),
    ("PART_COUNT", PART_COUNT),
    ("ROW_COUNT", ROW_COUNT),
    ("HAS_WIDE", HAS_WIDE),
    ("KEPT", KEPT),
    ("STRICT", STRICT as usize),
    ("REPORT", REPORT as usize),
    ("HAS_PARTS", HAS_PARTS as usize),
    ("KEEP", KEEP as usize),
    ("USE_KEPT", USE_KEPT as usize),
    ("SUBSTITUTE", SUBSTITUTE as usize),
];

/// A number of octets, or of rows, in a word.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "strings of V8 are shorter than 2^30 code units")]
pub(super) fn word(number: usize) -> u32 {
    number as u32
}
