//! Field lines to challenges, RFC 9110 11.6.1: the list, its state, the limit, and the two ways to read.

mod collect;
mod seen;

pub(crate) use collect::ascii;
pub use collect::{Reader, parse, parse_strict};

use crate::error::{Defect, DefectCode};
use crate::grammar::{self, Content, Input, Lookahead, ParamName, RawValue, Recovery};
use crate::known::{PARAMS, SCHEMES};
use seen::Seen;

/// The octets that are read unless a caller says otherwise.
pub(crate) const DEFAULT_MAX_LENGTH: usize = 65_536;

/// Most challenges have no more parameters: a list gets room for them at once.
pub(crate) const USUAL_PARAMS: usize = 8;

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

impl<'a> Name<'a> {
    /// The name, if a specification defines it.
    #[inline]
    fn known(octets: &'a [u8]) -> Option<Self> {
        PARAMS.find(octets).map(|number| Self { octets, known: Some(number) })
    }
}

/// What reading reports of the field, in order. Slices are parts of `line`.
///
/// The reader is compiled for each implementation that is read into by its type. Those for which a few nanoseconds do not
/// matter are read into as `dyn Events`, and share one: of the WebAssembly module, a copy is a tenth.
pub(crate) trait Events<'a> {
    fn challenge(&mut self, line: Line<'a>, scheme: &'a [u8]);
    fn token68(&mut self, line: Line<'a>, token68: &'a [u8]);
    fn param(&mut self, line: Line<'a>, name: Name<'a>, value: RawValue<'a>);
    /// A parameter that reading leaves out, because its name is repeated.
    fn repeated_param(&mut self, _line: Line<'a>, _value: RawValue<'a>) {}
    /// A comma, with which `at` begins, between two elements of the list.
    fn comma(&mut self, _line: Line<'a>, _at: &'a [u8]) {}
    /// Defects come in the order of their offsets. An error ends the reading: this is what makes it strict.
    fn defect(&mut self, defect: Defect) -> Result<(), Defect>;
}

/// The challenge that the next parameter would belong to.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    /// None was read, or the last one has a token68.
    Nothing,
    /// A scheme without `1*SP`, before its separator.
    Bare,
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

struct List<'a, 'e, E: ?Sized> {
    events: &'e mut E,
    line: Line<'a>,
    open: Open,
    seen: Seen<'a>,
}

/// Reads at most `max_length` octets of `lines`.
pub(crate) fn read<'a, E: Events<'a> + ?Sized>(
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
            return list.cut_field_line(left);
        }
        // `npm run test:panic` builds a bug in: a line behind which a read stops in the middle of its work.
        #[cfg(feature = "_panic")]
        assert!(octets != b"force-a-panic", "a test forces this panic");
        list.field_line()?;
        left -= octets.len();
    }
    Ok(())
}

impl<'a, E: Events<'a> + ?Sized> Recovery for List<'a, '_, E> {
    #[cold]
    fn recover(&mut self, code: DefectCode, at: Input<'_>) -> Result<(), Defect> {
        self.events.defect(Defect { code, line: self.line.index, offset: self.line.offset(at) })
    }

    fn is_scheme(word: &[u8]) -> bool {
        SCHEMES.find(word).is_some()
    }

    fn is_param(name: &[u8]) -> bool {
        PARAMS.find(name).is_some()
    }
}

impl<'a, E: Events<'a> + ?Sized> List<'a, '_, E> {
    fn field_line(&mut self) -> Result<(), Defect> {
        let value = grammar::field_value(self.line.octets, self)?;
        self.elements(value)
    }

    /// `too-long`: of a field line that is cut after `left` octets, the elements to the last comma before the cut.
    ///
    /// Decision: a semicolon does not count, since what follows it says whether it is part of a value.
    #[cold]
    fn cut_field_line(&mut self, left: usize) -> Result<(), Defect> {
        let (read, unread) = self.line.octets.split_at(left);
        // A comma may stand within a value: only reading finds the last one that does not.
        let mut complete = Complete { end: 0 };
        let events: &mut dyn Events<'a> = &mut complete;
        let mut list = List { events, line: self.line, open: self.open, seen: Seen::default() };
        list.elements(read)?;
        self.elements(&read[..complete.end])?;
        self.recover(DefectCode::TooLong, unread)
    }

    /// `#challenge` and `#auth-param` as one list: `[ element ] *( OWS "," OWS [ element ] )`, RFC 9110 5.6.1
    ///
    /// `comma-after-scheme`: it is reported where the comma stands, if a parameter is the next element.
    /// `semicolon-separator`: a semicolon is as a comma.
    fn elements(&mut self, mut i: Input<'a>) -> Result<(), Defect> {
        let mut gap = Gap::Comma;
        loop {
            i = grammar::ows(i, self)?;
            match i {
                [] => return Ok(()),
                [separator @ (b',' | b';'), rest @ ..] => {
                    match separator {
                        b';' => self.recover(DefectCode::SemicolonSeparator, i)?,
                        _ => self.events.comma(self.line, i),
                    }
                    // Once for all separators that stand together.
                    if self.open == Open::Bare && gap != Gap::Comma && grammar::param_follows(rest) {
                        self.recover(DefectCode::CommaAfterScheme, i)?;
                        self.open = Open::Params;
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
        if expects_param && let Some((rest, name, value)) = grammar::usual_auth_param(i, Name::known) {
            let is_new = self.is_new(name, i)?;
            self.emit_param(name, value, is_new);
            return Ok((rest, Gap::Nothing));
        }
        match grammar::lookahead(i) {
            Lookahead::Param(name) => self.auth_param(i, &name, gap),
            Lookahead::Scheme { scheme, rest } if gap == Gap::Comma => self.challenge(scheme, rest),
            Lookahead::Scheme { scheme, rest } if grammar::is_before_param(rest) => {
                self.recover(DefectCode::MissingComma, i)?;
                self.challenge(scheme, rest)
            }
            _ => self.skip(DefectCode::StrayText, i),
        }
    }

    fn challenge(&mut self, scheme: &'a [u8], rest: Input<'a>) -> Result<(Input<'a>, Gap), Defect> {
        self.events.challenge(self.line, scheme);
        self.seen.clear();
        let (rest, content) = grammar::challenge(rest, self)?;
        self.open = match content {
            Content::Nothing => Open::Bare,
            Content::Params => Open::Params,
            Content::Token68(token68) => {
                self.events.token68(self.line, token68);
                self.open = Open::Nothing;
                return Ok((rest, Gap::Nothing));
            }
        };
        Ok((rest, Gap::Scheme))
    }

    /// `missing-comma`: the next element begins where the last one ends.
    /// `duplicate-parameter`: the first one of a name wins.
    fn auth_param(
        &mut self,
        i: Input<'a>,
        name: &ParamName<'a>,
        gap: Gap,
    ) -> Result<(Input<'a>, Gap), Defect> {
        match self.open {
            Open::Nothing => return self.skip(DefectCode::OrphanParameter, i),
            // The comma is the end of a field line.
            Open::Bare => {
                self.recover(DefectCode::CommaAfterScheme, i)?;
                self.open = Open::Params;
            }
            Open::Params if gap == Gap::Nothing => self.recover(DefectCode::MissingComma, i)?,
            Open::Params => (),
        }
        let emitted = Name { octets: name.octets, known: PARAMS.find(name.octets) };
        let is_new = self.is_new(emitted, i)?;
        let (rest, value) = grammar::auth_param(name, self)?;
        self.emit_param(emitted, value, is_new);
        Ok((rest, Gap::Nothing))
    }

    #[inline]
    fn is_new(&mut self, name: Name<'a>, i: Input<'a>) -> Result<bool, Defect> {
        let is_new = self.seen.insert(name);
        if !is_new {
            self.recover(DefectCode::DuplicateParameter, i)?;
        }
        Ok(is_new)
    }

    #[inline]
    fn emit_param(&mut self, name: Name<'a>, value: RawValue<'a>, is_new: bool) {
        if is_new {
            self.events.param(self.line, name, value);
        } else {
            self.events.repeated_param(self.line, value);
        }
    }

    /// `orphan-parameter` and `stray-text`: to the next comma outside quotes, which may be past several parameters.
    fn skip(&mut self, code: DefectCode, i: Input<'a>) -> Result<(Input<'a>, Gap), Defect> {
        self.recover(code, i)?;
        Ok((grammar::skip_to_comma(i), Gap::Nothing))
    }
}

/// Finds the last comma between the elements of a field line.
struct Complete {
    end: usize,
}

impl<'a> Events<'a> for Complete {
    fn challenge(&mut self, _: Line<'a>, _: &'a [u8]) {}
    fn token68(&mut self, _: Line<'a>, _: &'a [u8]) {}
    fn param(&mut self, _: Line<'a>, _: Name<'a>, _: RawValue<'a>) {}
    fn comma(&mut self, line: Line<'a>, at: &'a [u8]) {
        self.end = line.offset(at);
    }
    fn defect(&mut self, _: Defect) -> Result<(), Defect> {
        Ok(())
    }
}

#[cfg(test)]
mod allocations;
#[cfg(test)]
pub(crate) use allocations::allocations_in;
#[cfg(test)]
mod tests;
