//! The field as the rules see it: challenges with the place of each part, and the deviations found on the way.

use std::borrow::Cow;

use super::{Code, Finding, Fix};
use crate::chars::{Class, are_field_octets, is_replaced_by_sp};
use crate::error::{Defect, DefectCode};
use crate::grammar::{Form, Piece, RawValue};
use crate::parse::{self, DEFAULT_MAX_LENGTH, Events, Line, Name};
use crate::registered::Registered;
use crate::write::quoted_string;

/// A part of a field line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) line: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Span {
    fn of(line: Line<'_>, part: &[u8]) -> Self {
        let start = line.offset(part);
        Self { line: line.index, start, end: start + part.len() }
    }

    /// The octets of the span from `from` on, counted in it; `length` of them.
    pub(crate) fn part(self, from: usize, length: usize) -> Self {
        Self { line: self.line, start: self.start + from, end: self.start + from + length }
    }
}

/// A challenge, and where it is.
pub(crate) struct Challenge<'a> {
    pub(crate) scheme: Span,
    pub(crate) registered: Option<&'static Registered>,
    pub(crate) token68: Option<Span>,
    pub(crate) params: Vec<Param<'a>>,
}

impl<'a> Challenge<'a> {
    /// True if the challenge is one of `scheme`.
    pub(crate) fn is(&self, scheme: &str) -> bool {
        self.registered.is_some_and(|registered| registered.name == scheme)
    }

    /// True if the scheme is one of OAuth.
    pub(crate) fn is_oauth(&self) -> bool {
        self.is("Bearer") || self.is("DPoP")
    }

    /// The parameter `name`, which is in lower case.
    pub(crate) fn param(&self, name: &str) -> Option<&Param<'a>> {
        self.params.iter().find(|param| param.name.eq_ignore_ascii_case(name.as_bytes()))
    }
}

/// A parameter, and where it is.
pub(crate) struct Param<'a> {
    pub(crate) name: &'a [u8],
    pub(crate) name_span: Span,
    /// The value without its quotes.
    pub(crate) span: Span,
    pub(crate) value: RawValue<'a>,
    /// The value has its quotes, both of them.
    is_quoted: bool,
}

impl<'a> Param<'a> {
    /// True if the value is a token.
    pub(crate) fn is_token(&self) -> bool {
        self.value.form == Form::Token
    }

    /// True if the value is a quoted-string.
    pub(crate) const fn is_quoted(&self) -> bool {
        self.is_quoted
    }

    /// The value with its quotes, if it has them.
    pub(crate) fn outer(&self) -> Span {
        let Span { line, start, end } = self.span;
        if self.is_quoted { Span { line, start: start - 1, end: end + 1 } } else { self.span }
    }

    /// The value, without quotes and with quoted-pairs undone.
    pub(crate) fn octets(&self) -> Cow<'a, [u8]> {
        if self.value.verbatim {
            return Cow::Borrowed(self.value.raw);
        }
        Cow::Owned(octets_of(self.value))
    }

    /// The value as text, if it is ASCII.
    pub(crate) fn text(&self) -> Option<Cow<'a, str>> {
        Some(match self.octets() {
            Cow::Borrowed(octets) => Cow::Borrowed(std::str::from_utf8(octets).ok()?),
            Cow::Owned(octets) => Cow::Owned(String::from_utf8(octets).ok()?),
        })
        .filter(|text| text.is_ascii())
    }

    /// Each octet of the value as it is written: where it stands, with its backslash if it has one.
    pub(crate) fn written(&self) -> impl Iterator<Item = (Span, u8)> {
        let raw = self.value.raw;
        let mut at = 0;
        std::iter::from_fn(move || {
            let first = *raw.get(at)?;
            let escaped = raw.get(at + 1).filter(|_| first == b'\\' && self.value.form == Form::Quoted);
            let (octet, length) = escaped.map_or((first, 1), |octet| (*octet, 2));
            at += length;
            Some((self.span.part(at - length, length), octet))
        })
    }
}

fn octets_of(value: RawValue<'_>) -> Vec<u8> {
    let mut octets = Vec::with_capacity(value.raw.len());
    for piece in value.pieces() {
        match piece {
            Piece::Text(text) => octets.extend_from_slice(text),
            Piece::Space => octets.push(b' '),
        }
    }
    octets
}

/// The challenges of `lines`, and a finding for each deviation, in the order in which they were read.
pub(super) fn read<'a>(lines: &[&'a [u8]]) -> (Vec<Challenge<'a>>, Vec<Finding>) {
    let mut field =
        Field { lines, challenges: Vec::new(), findings: Vec::new(), pending: 0, bare_scheme: None };
    let events: &mut dyn Events<'a> = &mut field;
    // No deviation is refused, so there is no error.
    let _ = parse::read(lines.iter().copied(), DEFAULT_MAX_LENGTH, events);
    (field.challenges, field.findings)
}

struct Field<'l, 'a> {
    lines: &'l [&'a [u8]],
    challenges: Vec<Challenge<'a>>,
    findings: Vec<Finding>,
    /// Where the findings begin that may be about the next value.
    pending: usize,
    /// The scheme that was read last, if only separators stand after it.
    bare_scheme: Option<Span>,
}

impl<'a> Field<'_, 'a> {
    /// Completes the findings about a value, which were reported before its end was known.
    fn complete(&mut self, line: Line<'a>, value: RawValue<'a>) {
        let span = Span::of(line, value.raw);
        for finding in &mut self.findings[self.pending..] {
            match finding.code {
                Code::Defect(DefectCode::UnquotedValue) => {
                    finding.cover(span);
                    let octets = octets_of(value);
                    if are_field_octets(&octets) {
                        let mut text = Vec::new();
                        quoted_string(&mut text, &octets, &[]);
                        finding.fix = Some(Fix::at(span, text));
                    }
                }
                // Where a blank follows the equals sign, it has findings of its own.
                Code::Defect(DefectCode::MissingValue)
                    if line.octets.get(..span.start).is_some_and(|before| before.ends_with(b"=")) =>
                {
                    finding.fix = Some(Fix::at(span, b"\"\"".to_vec()));
                }
                Code::Defect(DefectCode::UnterminatedQuote) => {
                    finding.cover(Span { start: finding.offset, ..span });
                    // A backslash at the very end stands for itself, and would take the quote for its own.
                    let backslashes = value.raw.iter().rev().take_while(|octet| **octet == b'\\').count();
                    let text: &[u8] = if backslashes % 2 == 1 { b"\\\"" } else { b"\"" };
                    finding.fix = Some(Fix::at(Span { start: span.end, ..span }, text));
                }
                _ => {}
            }
        }
        self.pending = self.findings.len();
    }

    /// What a fix replaces, and with what, where that is known at once.
    fn fix(&self, defect: Defect) -> Option<Fix> {
        let octets = self.lines.get(defect.line)?;
        let at = defect.offset;
        let after = octets.get(at..)?;
        let is_separator = |octet: u8| Class::BLANK.has(octet) || matches!(octet, b',' | b';');
        let span = |start, end| Span { line: defect.line, start, end };
        match defect.code {
            DefectCode::CommaAfterScheme => {
                // After a scheme at the end of the line before there is no comma.
                self.bare_scheme.filter(|scheme| scheme.line == defect.line)?;
                let separators = after.iter().take_while(|octet| is_separator(**octet)).count();
                Some(Fix::at(span(at, at + separators), b" "))
            }
            DefectCode::MissingComma => {
                let blanks = octets[..at].iter().rev().take_while(|octet| Class::BLANK.has(**octet)).count();
                Some(Fix::at(span(at - blanks, at), b", "))
            }
            DefectCode::SemicolonSeparator => Some(Fix::at(span(at, at + 1), b",")),
            DefectCode::TabAfterScheme => Some(Fix::at(span(at, at + Class::BLANK.run(after)), b" ")),
            DefectCode::ControlCharacter if after.first().is_some_and(|octet| is_replaced_by_sp(*octet)) => {
                Some(Fix::at(span(at, at + 1), b" "))
            }
            _ => None,
        }
    }
}

impl<'a> Events<'a> for Field<'_, 'a> {
    fn challenge(&mut self, line: Line<'a>, scheme: &'a [u8]) {
        self.challenges.push(Challenge {
            scheme: Span::of(line, scheme),
            registered: Registered::find(scheme),
            token68: None,
            params: Vec::new(),
        });
        self.pending = self.findings.len();
        self.bare_scheme = self.challenges.last().map(|challenge| challenge.scheme);
    }

    fn token68(&mut self, line: Line<'a>, token68: &'a [u8]) {
        if let Some(challenge) = self.challenges.last_mut() {
            challenge.token68 = Some(Span::of(line, token68));
        }
    }

    fn param(&mut self, line: Line<'a>, name: Name<'a>, value: RawValue<'a>) {
        self.complete(line, value);
        let span = Span::of(line, value.raw);
        let is_quoted = value.form == Form::Quoted && line.octets.get(span.end) == Some(&b'"');
        let param =
            Param { name: name.octets, name_span: Span::of(line, name.octets), span, value, is_quoted };
        if let Some(challenge) = self.challenges.last_mut() {
            challenge.params.push(param);
        }
    }

    fn repeated_param(&mut self, line: Line<'a>, value: RawValue<'a>) {
        self.complete(line, value);
    }

    fn defect(&mut self, defect: Defect) -> Result<(), Defect> {
        let after =
            self.lines.get(defect.line).and_then(|line| line.get(defect.offset..)).unwrap_or_default();
        let length = match defect.code {
            DefectCode::TooLong => after.len(),
            // A name ends at its `=`, so that no octet is counted for two of them.
            _ => Class::TCHAR.run(after).max(after.len().min(1)),
        };
        let span = Span { line: defect.line, start: defect.offset, end: defect.offset + length };
        if defect.code == DefectCode::StrayText {
            self.bare_scheme = None;
        }
        let fix = self.fix(defect);
        self.findings.push(Finding { fix, ..Finding::at(Code::Defect(defect.code), span) });
        Ok(())
    }
}
