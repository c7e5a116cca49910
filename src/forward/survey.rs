//! Where everything stands in the field lines, and what of it deviates from the grammar.

use std::borrow::Cow;
use std::ops::Range;

use super::lines::{Place, Source};
use super::sendable::sendable;
use crate::challenge::Value;
use crate::error::{Defect, DefectCode};
use crate::grammar::{Form, RawValue};
use crate::parse::{self, Events, Line, Name};

/// A challenge: where it stands, and what was decided on it.
pub(super) struct ChallengeSpan {
    pub(super) start: Place,
    pub(super) scheme: Range<usize>,
    pub(super) token68: Option<Range<usize>>,
    /// Behind the last parameter; without one, behind scheme and token68.
    pub(super) end: Place,
    /// In [`Survey::params`].
    pub(super) params: Range<usize>,
    /// Strict reading takes the text of the challenge.
    pub(super) is_valid: bool,
    pub(super) added: Vec<Added>,
}

impl ChallengeSpan {
    pub(super) fn scheme<'l>(&self, source: Source<'l>) -> &'l str {
        source.token(self.start.line, self.scheme.clone())
    }

    pub(super) fn token68<'l>(&self, source: Source<'l>) -> Option<&'l str> {
        Some(source.token(self.start.line, self.token68.clone()?))
    }

    /// Behind the scheme and its token68.
    pub(super) fn head_end(&self) -> Place {
        let end = self.token68.as_ref().map_or(self.scheme.end, |token68| token68.end);
        Place { line: self.start.line, at: end }
    }

    /// The text as it came; a comma stands for the end of a line.
    pub(super) fn text(&self, source: Source<'_>) -> Vec<u8> {
        source.parts(self.start, self.end).collect::<Vec<_>>().join(&b", "[..])
    }
}

/// A parameter that a challenge lacks.
pub(super) struct Added {
    pub(super) name: String,
    pub(super) value: Vec<u8>,
}

/// A parameter: where it stands, and what was decided on it.
pub(super) struct ParamSpan {
    pub(super) line: usize,
    pub(super) name: Range<usize>,
    /// The number of the name in [`PARAMS`](crate::known::PARAMS).
    pub(super) known: Option<u8>,
    /// The value without its quotes.
    pub(super) raw: Range<usize>,
    form: Form,
    verbatim: bool,
    pub(super) edit: Edit,
}

/// What becomes of a parameter.
pub(super) enum Edit {
    Keep,
    Remove,
    Replace(Vec<u8>),
}

impl ParamSpan {
    pub(super) fn name<'l>(&self, source: Source<'l>) -> &'l str {
        source.token(self.line, self.name.clone())
    }

    pub(super) fn is_quoted(&self) -> bool {
        self.form == Form::Quoted
    }

    /// The value with its quotes, if the parameter is valid.
    pub(super) fn value_range(&self) -> Range<usize> {
        let quote = usize::from(self.is_quoted());
        self.raw.start - quote..self.raw.end + quote
    }

    pub(super) fn start(&self) -> Place {
        Place { line: self.line, at: self.name.start }
    }

    pub(super) fn end(&self) -> Place {
        Place { line: self.line, at: self.value_range().end }
    }

    /// The value as it came.
    pub(super) fn value<'l>(&self, source: Source<'l>) -> Cow<'l, [u8]> {
        let raw = source.part(self.line, self.raw.clone());
        Value::from(RawValue { raw, form: self.form, verbatim: self.verbatim }).octets
    }

    /// The value to send; `None` if the parameter was removed.
    pub(super) fn edited<'l>(&'l self, source: Source<'l>) -> Option<Cow<'l, [u8]>> {
        match &self.edit {
            Edit::Keep => Some(sendable(self.value(source))),
            Edit::Remove => None,
            Edit::Replace(value) => Some(Cow::Borrowed(value)),
        }
    }
}

/// All that the field lines hold. It keeps its room from one field to the next.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) challenges: Vec<ChallengeSpan>,
    pub(super) params: Vec<ParamSpan>,
    /// The line in which reading ended, because the field is too long.
    pub(super) cut: Option<usize>,
    /// A defect was met since the last challenge or parameter.
    deviates: bool,
    /// The last line in single quotes, which are a part of no challenge.
    quoted_line: Option<usize>,
}

/// The parameters for which room is kept.
const USUAL_PARAMS: usize = 256;

impl Survey {
    pub(super) fn read(&mut self, source: Source<'_>, max_length: usize) {
        if self.params.capacity() > USUAL_PARAMS || self.challenges.capacity() > USUAL_PARAMS {
            *self = Self::default();
        }
        self.challenges.clear();
        self.params.clear();
        (self.cut, self.deviates, self.quoted_line) = (None, false, None);
        let events: &mut dyn Events<'_> = self;
        // No defect is refused, so there is no error.
        let _ = parse::read(source.0.iter().copied(), max_length, events);
    }

    /// A challenge is invalid if a defect was met between its scheme and the end of its last parameter.
    fn settle(&mut self) -> Option<&mut ChallengeSpan> {
        let deviates = std::mem::take(&mut self.deviates);
        let challenge = self.challenges.last_mut()?;
        challenge.is_valid &= !deviates;
        Some(challenge)
    }
}

impl<'a> Events<'a> for Survey {
    fn challenge(&mut self, line: Line<'a>, scheme: &'a [u8]) {
        self.deviates = false;
        let at = line.offset(scheme);
        let end = at + scheme.len();
        self.challenges.push(ChallengeSpan {
            start: Place { line: line.index, at },
            scheme: at..end,
            token68: None,
            end: Place { line: line.index, at: end },
            params: self.params.len()..self.params.len(),
            is_valid: self.quoted_line != Some(line.index),
            added: Vec::new(),
        });
    }

    fn token68(&mut self, line: Line<'a>, token68: &'a [u8]) {
        if let Some(challenge) = self.settle() {
            let start = line.offset(token68);
            challenge.token68 = Some(start..start + token68.len());
            challenge.end.at = start + token68.len();
        }
    }

    fn param(&mut self, line: Line<'a>, name: Name<'a>, value: RawValue<'a>) {
        if self.params.capacity() == 0 {
            self.params.reserve(parse::USUAL_PARAMS);
        }
        let (at, start) = (line.offset(name.octets), line.offset(value.raw));
        let RawValue { raw, form, verbatim } = value;
        let param = ParamSpan {
            line: line.index,
            name: at..at + name.octets.len(),
            known: name.known,
            raw: start..start + raw.len(),
            form,
            verbatim,
            edit: Edit::Keep,
        };
        let is_open = param.is_quoted() && line.octets.get(start + raw.len()) != Some(&b'"');
        let end = if is_open { Place { line: line.index, at: start + raw.len() } } else { param.end() };
        let next = self.params.len() + 1;
        if let Some(challenge) = self.settle() {
            challenge.end = end;
            challenge.params.end = next;
            self.params.push(param);
        }
    }

    fn defect(&mut self, defect: Defect) -> Result<(), Defect> {
        match defect.code {
            DefectCode::TooLong => self.cut = Some(defect.line),
            // The parameter that repeats a name is passed over: it is no parameter that could settle this.
            DefectCode::DuplicateParameter => {
                if let Some(challenge) = self.challenges.last_mut() {
                    challenge.is_valid = false;
                }
            }
            DefectCode::QuotedField => {
                self.quoted_line = Some(defect.line);
                self.deviates = true;
            }
            _ => self.deviates = true,
        }
        Ok(())
    }
}
