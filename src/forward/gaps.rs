//! What stands between challenges: valid separators stay, everything else is dropped, and reported.

use std::ops::Range;

use super::lines::{FieldLines, Place, Source};
use crate::change::{Change, Reason, Report, isomorphic_decode};
use crate::chars::is_ows;
use crate::grammar;

pub(super) struct Gaps<'g, 'l, 'r> {
    pub(super) source: Source<'l>,
    /// The line in which reading ended.
    pub(super) cut: Option<usize>,
    /// `None` where each challenge gets a line of its own: nothing stands between them.
    pub(super) out: Option<&'g mut FieldLines>,
    pub(super) report: &'g mut Report<'r>,
}

impl Gaps<'_, '_, '_> {
    /// From the end of a challenge, or the beginning of the field, to the next challenge, or the end of the field.
    pub(super) fn between(&mut self, from: Option<Place>, to: Option<Place>) {
        let mut line = 0;
        if let Some(from) = from {
            if let Some(to) = to.filter(|to| to.line == from.line) {
                return self.part(from.line, from.at..to.at, b", ");
            }
            self.end_of_line(from);
            line = from.line + 1;
        }
        for line in line..to.map_or(self.source.len(), |to| to.line) {
            self.whole_line(line);
        }
        if let Some(to) = to {
            self.part(to.line, 0..to.at, b"");
        }
    }

    fn end_of_line(&mut self, from: Place) {
        let len = self.source.line(from.line).len();
        if self.is_cut(from.line) {
            self.too_long(from.line, from.at..len);
        } else {
            self.part(from.line, from.at..len, b"");
        }
        if let Some(out) = &mut self.out {
            out.end_line();
        }
    }

    /// A line without a challenge.
    fn whole_line(&mut self, line: usize) {
        let octets = self.source.line(line);
        if self.is_cut(line) {
            self.too_long(line, 0..octets.len());
        } else if !is_separator(octets) {
            self.dropped(line, 0..octets.len(), b"");
        } else if let Some(out) = &mut self.out {
            out.line().extend_from_slice(octets);
            out.end_line();
        }
    }

    /// A part of a line; `plain` is its valid form.
    fn part(&mut self, line: usize, range: Range<usize>, plain: &[u8]) {
        let octets = self.source.part(line, range.clone());
        let is_valid = is_separator(octets) && (plain.is_empty() || octets.contains(&b','));
        if !is_valid {
            self.dropped(line, range, plain);
        }
        if let Some(out) = &mut self.out {
            out.line().extend_from_slice(if is_valid { octets } else { plain });
        }
    }

    fn is_cut(&self, line: usize) -> bool {
        self.cut.is_some_and(|cut| line >= cut)
    }

    fn too_long(&mut self, line: usize, range: Range<usize>) {
        let octets = self.source.part(line, range.clone());
        self.report.emit(|| {
            let change = Change::new(Reason::Length, line, None, None);
            change.at(Some(range.start)).from(Some(&isomorphic_decode(octets)))
        });
    }

    fn dropped(&mut self, line: usize, range: Range<usize>, plain: &[u8]) {
        let octets = self.source.part(line, range.clone());
        let reason = if grammar::is_separation(octets) { Reason::Repair } else { Reason::StrayText };
        self.report.emit(|| {
            let change = Change::new(reason, line, None, None).at(Some(range.start));
            let after = (!plain.is_empty()).then(|| isomorphic_decode(plain));
            change.from(Some(&isomorphic_decode(octets))).to(after.as_deref())
        });
    }
}

/// `*( OWS "," ) OWS`: empty elements of a list, RFC 9110 5.6.1.2
fn is_separator(octets: &[u8]) -> bool {
    octets.iter().all(|octet| is_ows(*octet) || *octet == b',')
}
