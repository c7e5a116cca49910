//! The field lines that are read, and those that are written.

use std::ops::Range;

use crate::parse::ascii;

/// A place in the field: an octet of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) at: usize,
}

/// The lines as they came.
#[derive(Clone, Copy)]
pub(super) struct Source<'l>(pub(super) &'l [&'l [u8]]);

impl<'l> Source<'l> {
    pub(super) fn len(self) -> usize {
        self.0.len()
    }

    pub(super) fn line(self, line: usize) -> &'l [u8] {
        self.0.get(line).copied().unwrap_or_default()
    }

    pub(super) fn part(self, line: usize, range: Range<usize>) -> &'l [u8] {
        self.line(line).get(range).unwrap_or_default()
    }

    /// A token, which is ASCII.
    pub(super) fn token(self, line: usize, range: Range<usize>) -> &'l str {
        ascii(self.part(line, range))
    }

    /// What stands between two places: a part of each line.
    pub(super) fn parts(self, from: Place, to: Place) -> impl Iterator<Item = &'l [u8]> {
        (from.line..=to.line).map(move |line| {
            let start = if line == from.line { from.at } else { 0 };
            let end = if line == to.line { to.at } else { self.line(line).len() };
            self.part(line, start..end)
        })
    }
}

/// The lines to send, end to end.
#[derive(Default)]
pub(crate) struct FieldLines {
    octets: Vec<u8>,
    ends: Vec<usize>,
}

impl FieldLines {
    pub(super) fn with_capacity(octets: usize, lines: usize) -> Self {
        Self { octets: Vec::with_capacity(octets), ends: Vec::with_capacity(lines) }
    }

    /// The octets of all lines.
    pub(crate) fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// The same, for the caller to keep.
    #[cfg(any(test, feature = "node", feature = "wasm"))]
    pub(crate) fn into_octets(self) -> Vec<u8> {
        self.octets
    }

    /// Where each line ends in [`FieldLines::octets`].
    #[cfg(any(test, feature = "node", feature = "wasm"))]
    pub(crate) fn ends(&self) -> &[usize] {
        &self.ends
    }

    /// Each line.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| self.octets.get(start..*end).unwrap_or_default())
    }

    /// The line that is being written. Its end is still to come.
    pub(super) fn line(&mut self) -> &mut Vec<u8> {
        &mut self.octets
    }

    pub(super) fn end_line(&mut self) {
        self.ends.push(self.octets.len());
    }

    /// Copies what stands between two places, line by line.
    pub(super) fn copy(&mut self, source: Source<'_>, from: Place, to: Place) {
        for (at, part) in source.parts(from, to).enumerate() {
            if at > 0 {
                self.end_line();
            }
            #[cfg(test)]
            crate::chars::work::add(part.len());
            self.octets.extend_from_slice(part);
        }
    }
}
