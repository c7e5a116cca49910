//! Field lines to challenges, RFC 9110 11.6.1: the list, its state, the limit, and the two ways to read.

mod collect;
mod seen;

pub use collect::{Reader, parse, parse_strict};

use crate::error::{Defect, DefectCode};
use crate::grammar::{self, Ahead, Input, Mercy, Opening, ParamName, RawValue, UsualParam};
use crate::known::PARAMS;
use seen::Seen;

/// The octets that are read unless a caller says otherwise.
pub(crate) const DEFAULT_MAX_LENGTH: usize = 65_536;

/// One field line.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) index: usize,
    pub(crate) octets: &'a [u8],
}

impl Line<'_> {
    /// Where `part`, a slice of this line, begins in it.
    pub(crate) fn offset(&self, part: &[u8]) -> usize {
        part.as_ptr().addr() - self.octets.as_ptr().addr()
    }
}

/// The name of a parameter, looked up once.
#[derive(Clone, Copy)]
pub(crate) struct Name<'a> {
    pub(crate) octets: &'a [u8],
    /// Its place in [`PARAMS`].
    pub(crate) known: Option<u8>,
}

/// What is told of the field while it is read, in order. Slices are parts of `line`.
pub(crate) trait Events<'a> {
    fn challenge(&mut self, line: Line<'a>, scheme: &'a [u8]);
    fn token68(&mut self, line: Line<'a>, token68: &'a [u8]);
    fn param(&mut self, line: Line<'a>, name: Name<'a>, value: RawValue<'a>);
    /// A parameter that reading leaves out, though others may read it: repeated, or outside of any challenge.
    fn stray_param(&mut self, _line: Line<'a>, _name: &'a [u8], _value: RawValue<'a>) {}
    /// An error ends the reading: this is what makes it strict.
    fn defect(&mut self, defect: Defect) -> Result<(), Defect>;
}

/// The challenge that the next parameter would belong to.
#[derive(Clone, Copy, PartialEq)]
enum Open<'a> {
    /// None: none was read, or the last one has a token68.
    Nothing,
    /// A scheme without `1*SP`; with the comma after it, once that was read.
    Bare(Option<Input<'a>>),
    Params,
}

/// What stands before an element.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    /// A comma, or the beginning of a field line: field lines form one list (RFC 9110 5.3).
    Comma,
    /// The blank after a scheme.
    Scheme,
    /// A blank or nothing.
    Nothing,
}

struct List<'a, 'e, E> {
    events: &'e mut E,
    line: Line<'a>,
    open: Open<'a>,
    seen: Seen<'a>,
}

/// Reads at most `max_length` octets of `lines`.
pub(crate) fn read<'a, E: Events<'a>>(
    lines: impl IntoIterator<Item = &'a [u8]>,
    max_length: usize,
    events: &mut E,
) -> Result<(), Defect> {
    let line = Line { index: 0, octets: &[] };
    let mut list = List { events, line, open: Open::Nothing, seen: Seen::default() };
    let mut left = max_length;
    for (index, octets) in lines.into_iter().enumerate() {
        list.line = Line { index, octets };
        if octets.len() > left {
            let cut = &octets[..left];
            list.field_line(grammar::trim(complete_elements(cut)))?;
            return list.forgive(DefectCode::TooLong, &octets[left..]);
        }
        list.field_line(grammar::trim(octets))?;
        left -= octets.len();
    }
    Ok(())
}

/// The elements that end before the cut: up to the last comma outside quotes.
fn complete_elements(cut: Input<'_>) -> Input<'_> {
    let mut rest = cut;
    let mut end = 0;
    loop {
        rest = grammar::skip_to_comma(rest);
        let Some(after) = rest.get(1..) else { return &cut[..end] };
        end = cut.len() - rest.len();
        rest = after;
    }
}

impl<'a, E: Events<'a>> Mercy for List<'a, '_, E> {
    #[cold]
    fn forgive(&mut self, code: DefectCode, at: Input<'_>) -> Result<(), Defect> {
        self.events.defect(Defect { code, line: self.line.index, offset: self.line.offset(at) })
    }
}

impl<'a, E: Events<'a>> List<'a, '_, E> {
    /// `#challenge` and `#auth-param` as one list: `[ element ] *( OWS "," OWS [ element ] )`, RFC 9110 5.6.1
    fn field_line(&mut self, mut i: Input<'a>) -> Result<(), Defect> {
        if let Open::Bare(comma) = &mut self.open {
            *comma = None;
        }
        let mut gap = Gap::Comma;
        loop {
            i = grammar::ows(i, self)?;
            match i {
                [] => return Ok(()),
                [separator @ (b',' | b';'), rest @ ..] => {
                    if *separator == b';' {
                        self.forgive(DefectCode::SemicolonSeparator, i)?;
                    }
                    if let Open::Bare(comma @ None) = &mut self.open {
                        *comma = Some(i);
                    }
                    gap = Gap::Comma;
                    i = rest;
                }
                _ => (i, gap) = self.element(i, gap)?,
            }
        }
    }

    /// A challenge up to its parameters, or one parameter. Returns what stands before the next element.
    #[inline]
    fn element(&mut self, i: Input<'a>, gap: Gap) -> Result<(Input<'a>, Gap), Defect> {
        let expects_param = self.open == Open::Params && gap != Gap::Nothing;
        match expects_param.then(|| grammar::usual_param(i)).flatten() {
            Some(UsualParam { name, known, value, rest }) => {
                let name = Name { octets: name, known: Some(known) };
                let is_new = self.is_new(name, i)?;
                self.told(name, value, is_new);
                Ok((rest, Gap::Nothing))
            }
            None => self.any_element(i, gap),
        }
    }

    /// The same, of any kind. By itself, so that it takes no registers from the usual one.
    #[inline(never)]
    fn any_element(&mut self, i: Input<'a>, gap: Gap) -> Result<(Input<'a>, Gap), Defect> {
        match grammar::ahead(i) {
            Ahead::Param(name) => self.param(i, &name, gap),
            Ahead::Scheme { scheme, rest } if gap == Gap::Comma => self.challenge(scheme, rest),
            Ahead::Scheme { scheme, rest } if grammar::params_ahead(rest) => {
                self.forgive(DefectCode::MissingComma, i)?;
                self.challenge(scheme, rest)
            }
            _ => self.skip(DefectCode::StrayText, i),
        }
    }

    fn challenge(&mut self, scheme: &'a [u8], rest: Input<'a>) -> Result<(Input<'a>, Gap), Defect> {
        self.events.challenge(self.line, scheme);
        self.seen.clear();
        let (rest, opening) = grammar::after_scheme(rest, self)?;
        match opening {
            Opening::Bare => self.open = Open::Bare(None),
            Opening::Params => self.open = Open::Params,
            Opening::Token68(token68) => {
                self.events.token68(self.line, token68);
                self.open = Open::Nothing;
                return Ok((rest, Gap::Nothing));
            }
        }
        Ok((rest, Gap::Scheme))
    }

    fn param(&mut self, i: Input<'a>, name: &ParamName<'a>, gap: Gap) -> Result<(Input<'a>, Gap), Defect> {
        match self.open {
            Open::Nothing => return self.skip(DefectCode::OrphanParameter, i),
            Open::Bare(comma) => {
                self.forgive(DefectCode::CommaAfterScheme, comma.unwrap_or(i))?;
                self.open = Open::Params;
            }
            Open::Params if gap == Gap::Nothing => self.forgive(DefectCode::MissingComma, i)?,
            Open::Params => (),
        }
        let known = Name { octets: name.name, known: PARAMS.find(name.name) };
        let is_new = self.is_new(known, i)?;
        let (rest, value) = grammar::auth_param_value(name, self)?;
        self.told(known, value, is_new);
        Ok((rest, Gap::Nothing))
    }

    #[inline]
    fn is_new(&mut self, name: Name<'a>, i: Input<'a>) -> Result<bool, Defect> {
        let is_new = self.seen.insert(name);
        if !is_new {
            self.forgive(DefectCode::DuplicateParameter, i)?;
        }
        Ok(is_new)
    }

    #[inline]
    fn told(&mut self, name: Name<'a>, value: RawValue<'a>, is_new: bool) {
        if is_new {
            self.events.param(self.line, name, value);
        } else {
            self.events.stray_param(self.line, name.octets, value);
        }
    }

    /// To the next comma outside quotes, which may be past several parameters.
    fn skip(&mut self, code: DefectCode, i: Input<'a>) -> Result<(Input<'a>, Gap), Defect> {
        self.forgive(code, i)?;
        let rest = grammar::skip_to_comma(i);
        for (name, value) in grammar::params_in(&i[..i.len() - rest.len()]) {
            self.events.stray_param(self.line, name, value);
        }
        Ok((rest, Gap::Nothing))
    }
}

#[cfg(test)]
mod allocations;
#[cfg(test)]
pub(crate) use allocations::allocations_in;
#[cfg(test)]
mod tests;
