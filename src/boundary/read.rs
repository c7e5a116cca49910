//! Reading: challenges as rows.

use super::codes::{Kind, UNKNOWN};
use super::input::Input;
use super::rows::Rows;
use crate::error::Defect;
use crate::grammar::{Piece, RawValue};
use crate::known::SCHEMES;
use crate::parse::{self, Events, Line, Name};

pub(super) fn read(input: &Input<'_>, rows: &mut Rows<'_>) {
    let mut spans = Spans { input, rows };
    // In strict reading the error is the last row.
    let _ = parse::read(input.strings(), input.max_length, &mut spans);
}

struct Spans<'i, 't, 'r> {
    input: &'i Input<'t>,
    rows: &'i mut Rows<'r>,
}

impl Spans<'_, '_, '_> {
    /// `span` is a slice of the text.
    #[inline]
    fn span(&mut self, kind: Kind, id: u8, line: Line<'_>, span: &[u8]) {
        let start = Line { index: 0, octets: self.input.text }.offset(span);
        self.rows.push(kind, id, (start, start + span.len()), line.index);
    }
}

impl<'a> Events<'a> for Spans<'_, '_, '_> {
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
                Piece::Space => self.rows.push(Kind::Space, UNKNOWN, (0, 0), line.index),
            }
        }
        self.rows.push(Kind::PieceParam, id, (0, 0), line.index);
    }

    fn defect(&mut self, defect: Defect) -> Result<(), Defect> {
        let is_strict = self.input.is_strict();
        if is_strict || self.input.reports() {
            self.rows.push(Kind::Defect, defect.code as u8, (defect.offset, defect.offset), defect.line);
        }
        if is_strict { Err(defect) } else { Ok(()) }
    }
}
