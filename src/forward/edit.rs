//! Edits of field lines: whatever they do not name keeps every octet.

use std::ops::Range;

use super::survey::Found;

/// Puts `text` in the place of `range`.
pub(super) struct Edit {
    pub(super) line: usize,
    pub(super) range: Range<usize>,
    pub(super) text: Vec<u8>,
}

impl Edit {
    pub(super) fn remove(line: usize, range: Range<usize>) -> Self {
        Self { line, range, text: Vec::new() }
    }

    pub(super) fn insert(line: usize, at: usize, text: Vec<u8>) -> Self {
        Self { line, range: at..at, text }
    }
}

/// Edits in the order in which they apply: by place; at one place, what is inserted comes first.
#[derive(Default)]
pub(super) struct Edits(Vec<Edit>);

impl Edits {
    pub(super) fn new(mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|edit| (edit.line, edit.range.start, edit.range.end));
        Self(edits)
    }

    /// A challenge by itself, with the edits within it.
    pub(super) fn compose(&self, lines: &[impl AsRef<[u8]>], found: &Found<'_>) -> Vec<u8> {
        let of_line =
            |(line, part): (usize, Range<usize>)| Some(self.apply(line, lines.get(line)?.as_ref(), part));
        let parts: Vec<_> = found.parts().into_iter().filter_map(of_line).collect();
        parts.join(&b", "[..])
    }

    /// The part of `octets`, the field line `line`, with the edits within it.
    pub(super) fn apply(&self, line: usize, octets: &[u8], part: Range<usize>) -> Vec<u8> {
        let first = self.0.partition_point(|edit| (edit.line, edit.range.start) < (line, part.start));
        let within = |edit: &&Edit| edit.line == line && edit.range.end <= part.end;
        let edits = self.0[first..].iter().take_while(within);
        let added: usize = edits.clone().map(|edit| edit.text.len()).sum();
        let mut text = Vec::with_capacity(part.len() + added);
        let mut at = part.start;
        for edit in edits {
            // An edit within one that was made has nothing left to change.
            if edit.range.start < at {
                continue;
            }
            text.extend_from_slice(&octets[at..edit.range.start]);
            text.extend_from_slice(&edit.text);
            at = edit.range.end;
        }
        text.extend_from_slice(&octets[at..part.end]);
        text
    }
}
