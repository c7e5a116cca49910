//! Where everything stands in the field lines.

use std::ops::Range;

use crate::challenge::Value;
use crate::error::Defect;
use crate::grammar::{Form, RawValue};
use crate::parse::{self, Events, Line, Name, USUAL_PARAMS, ascii};

/// A challenge and its places.
pub(super) struct Found<'a> {
    pub(super) scheme: &'a str,
    pub(super) line: usize,
    /// The scheme, with its token68 if it has one.
    pub(super) head: Range<usize>,
    pub(super) has_token68: bool,
    /// In order, those that repeat a name too.
    pub(super) params: Vec<Site<'a>>,
}

impl Found<'_> {
    fn has(&self, name: &[u8]) -> bool {
        self.params.iter().any(|param| param.name.eq_ignore_ascii_case(name))
    }

    /// Where the challenge stands: a part of each field line that it goes over.
    pub(super) fn parts(&self) -> Vec<(usize, Range<usize>)> {
        let mut parts = vec![(self.line, self.head.clone())];
        for site in &self.params {
            match parts.last_mut() {
                Some((line, part)) if *line == site.line => part.end = part.end.max(site.range.end),
                _ => parts.push((site.line, site.range.clone())),
            }
        }
        parts
    }
}

/// A parameter and its places.
pub(super) struct Site<'a> {
    pub(super) name: &'a [u8],
    pub(super) line: usize,
    /// From the name to the end of the value.
    pub(super) range: Range<usize>,
    /// The value, with its quotes.
    pub(super) value_range: Range<usize>,
    pub(super) value: Value<'a>,
    /// The closing quote is missing.
    pub(super) is_open: bool,
}

impl Site<'_> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }
}

/// All that the field lines hold.
#[derive(Default)]
pub(super) struct Survey<'a> {
    pub(super) challenges: Vec<Found<'a>>,
    /// Parameters of no challenge. Some clients read them all the same.
    pub(super) strays: Vec<Site<'a>>,
}

impl<'a> Survey<'a> {
    pub(super) fn of(lines: &'a [impl AsRef<[u8]>]) -> Self {
        let mut survey = Self::default();
        // No defect is refused, so there is no error; and there is no limit, so that nothing is passed over.
        let _ = parse::read(lines.iter().map(AsRef::as_ref), usize::MAX, &mut survey);
        survey
    }
}

impl<'a> Events<'a> for Survey<'a> {
    fn challenge(&mut self, line: Line<'a>, scheme: &'a [u8]) {
        let start = line.offset(scheme);
        self.challenges.push(Found {
            scheme: ascii(scheme),
            line: line.index,
            head: start..start + scheme.len(),
            has_token68: false,
            params: Vec::new(),
        });
    }

    fn token68(&mut self, line: Line<'a>, token68: &'a [u8]) {
        if let Some(found) = self.challenges.last_mut() {
            found.head.end = line.offset(token68) + token68.len();
            found.has_token68 = true;
        }
    }

    fn param(&mut self, line: Line<'a>, name: Name<'a>, value: RawValue<'a>) {
        if let Some(found) = self.challenges.last_mut() {
            if found.params.is_empty() {
                found.params.reserve(USUAL_PARAMS);
            }
            found.params.push(site(line, name.octets, value));
        }
    }

    fn stray_param(&mut self, line: Line<'a>, name: &'a [u8], value: RawValue<'a>) {
        let site = site(line, name, value);
        match self.challenges.last_mut() {
            Some(found) if found.has(site.name) => found.params.push(site),
            _ => self.strays.push(site),
        }
    }

    fn defect(&mut self, _: Defect) -> Result<(), Defect> {
        Ok(())
    }
}

fn site<'a>(line: Line<'a>, name: &'a [u8], value: RawValue<'a>) -> Site<'a> {
    let is_quoted = value.form == Form::Quoted;
    let start = line.offset(value.raw);
    let end = start + value.raw.len();
    let is_open = is_quoted && line.octets.get(end) != Some(&b'"');
    let quote = usize::from(is_quoted);
    let value_range = start - quote..end + quote - usize::from(is_open);
    Site {
        name,
        line: line.index,
        range: line.offset(name)..value_range.end,
        value_range,
        value: value.into(),
        is_open,
    }
}
