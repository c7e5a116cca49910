//! The text of a call and its parts.

use std::borrow::Cow;

use super::Malformed;
use super::codes::{KEEP, PART, REPORT, STRICT, Tag, USE_KEPT, code_of};
use crate::change::isomorphic_decode;

/// What came with a call.
pub(super) struct Input<'t> {
    pub(super) text: &'t [u8],
    /// `None` if the text is one field line.
    pub(super) parts: Option<&'t [[u32; PART]]>,
    pub(super) flags: u32,
    /// How many octets of field lines are read.
    pub(super) max_length: usize,
}

/// One of the strings.
#[derive(Clone, Copy)]
pub(super) struct Part<'t> {
    pub(super) tag: Tag,
    pub(super) id: usize,
    pub(super) octets: &'t [u8],
    /// The octets as text, if all that came is ASCII.
    ascii: Option<&'t str>,
}

impl<'t> Part<'t> {
    /// The octets as text, a character for each.
    pub(super) fn text(self) -> Cow<'t, str> {
        self.ascii.map_or_else(|| isomorphic_decode(self.octets), Cow::Borrowed)
    }

    /// The names in the text, which has a space between them.
    pub(super) fn words(self) -> Vec<String> {
        self.text().split_ascii_whitespace().map(str::to_owned).collect()
    }
}

impl<'t> Input<'t> {
    pub(super) fn is_strict(&self) -> bool {
        self.flags & STRICT != 0
    }

    pub(super) fn reports(&self) -> bool {
        self.flags & REPORT != 0
    }

    pub(super) fn keeps(&self) -> bool {
        self.flags & KEEP != 0
    }

    pub(super) fn uses_kept(&self) -> bool {
        self.flags & USE_KEPT != 0
    }

    /// The strings in order, whatever they are.
    pub(super) fn strings(&self) -> impl Iterator<Item = &'t [u8]> + use<'t> {
        let text = self.text;
        self.spans().map(|(start, end)| &text[start..end])
    }

    /// Where each string begins and ends. An end past the text that was passed is the text's end.
    fn spans(&self) -> impl Iterator<Item = (usize, usize)> + use<'t> {
        let len = self.text.len();
        let only = self.parts.is_none().then_some((0, len));
        let mut start = 0;
        let several = self.parts.unwrap_or_default().iter().map(move |[_, end]| {
            let from = start;
            start = (*end as usize).clamp(from, len);
            (from, start)
        });
        only.into_iter().chain(several)
    }

    /// The strings and what they are.
    pub(super) fn parts(&self) -> impl Iterator<Item = Result<Part<'t>, Malformed>> + use<'t> {
        let text = self.text;
        let ascii = std::str::from_utf8(text).ok().filter(|text| text.is_ascii());
        let only = self.parts.is_none().then_some(Tag::Line as u32);
        let tags = self.parts.unwrap_or_default().iter().map(|[tag, _]| *tag);
        only.into_iter().chain(tags).zip(self.spans()).map(move |(tag, (start, end))| {
            let id = (tag >> 8) as usize;
            let tag = code_of(Tag::ALL, tag & 0xFF).ok_or(Malformed("no such tag"))?;
            Ok(Part {
                tag,
                id,
                octets: &text[start..end],
                ascii: ascii.and_then(|ascii| ascii.get(start..end)),
            })
        })
    }
}
