//! Reading into the model.

use std::borrow::Cow;

use super::{DEFAULT_MAX_LENGTH, Events, Line, Name, USUAL_PARAMS, read};
use crate::challenge::{Challenge, Names, Param, Value};
use crate::error::Defect;
use crate::grammar::{Form, Piece, RawValue};

/// Reads field lines tolerantly: it recovers from every [`DefectCode`](crate::DefectCode), and nothing is an error.
///
/// The lines form one list (RFC 9110 5.3). They may be text, octets, or `http::HeaderValue`s.
///
/// ```http
/// WWW-Authenticate: Bearer realm="files", scope="read write"
/// ```
/// ```
/// let challenges = auth_challenge::parse([r#"Bearer realm="files", scope="read write""#]);
/// assert_eq!(challenges[0].scheme(), "Bearer");
/// assert_eq!(challenges[0].param("scope").unwrap(), "read write");
/// ```
pub fn parse<'a, L>(lines: impl IntoIterator<Item = &'a L>) -> Vec<Challenge<'a>>
where
    L: AsRef<[u8]> + ?Sized + 'a,
{
    Reader::new().read(lines)
}

/// Reads field lines by the grammar of RFC 9110 11.6.1 and no other.
///
/// ```
/// use auth_challenge::{DefectCode, parse_strict};
///
/// let error = parse_strict(["Bearer, error=\"insufficient_scope\""]).unwrap_err();
/// assert_eq!((error.code, error.offset), (DefectCode::CommaAfterScheme, 6));
/// ```
///
/// # Errors
/// The first deviation.
pub fn parse_strict<'a, L>(lines: impl IntoIterator<Item = &'a L>) -> Result<Vec<Challenge<'a>>, Defect>
where
    L: AsRef<[u8]> + ?Sized + 'a,
{
    Reader::new().read_strict(lines)
}

/// Reads with a limit of its own, and reports each defect.
///
/// ```
/// let mut codes = Vec::new();
/// let challenges = auth_challenge::Reader::new()
///     .max_length(8192)
///     .on_defect(|defect| codes.push(defect.code.as_str()))
///     .read(["Bearer realm=\"a\"; scope=\"b\""]);
/// assert_eq!(challenges[0].params().len(), 2);
/// assert_eq!(codes, ["semicolon-separator"]);
/// ```
pub struct Reader<F = fn(Defect)> {
    max_length: usize,
    on_defect: F,
}

impl Default for Reader {
    fn default() -> Self {
        Self { max_length: DEFAULT_MAX_LENGTH, on_defect: |_| () }
    }
}

impl Reader {
    /// A reader of at most 65,536 octets that does not report defects.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl<F: FnMut(Defect)> Reader<F> {
    /// Bounds the octets read, over all lines.
    #[must_use]
    pub fn max_length(self, max_length: usize) -> Self {
        Self { max_length, ..self }
    }

    /// Calls `on_defect` for each deviation that tolerant reading recovers from, in order.
    #[must_use]
    pub fn on_defect<G: FnMut(Defect)>(self, on_defect: G) -> Reader<G> {
        Reader { max_length: self.max_length, on_defect }
    }

    /// Reads tolerantly.
    pub fn read<'a, L>(mut self, lines: impl IntoIterator<Item = &'a L>) -> Vec<Challenge<'a>>
    where
        L: AsRef<[u8]> + ?Sized + 'a,
    {
        let on_defect = |defect| {
            (self.on_defect)(defect);
            Ok(())
        };
        let mut collect = Collect { challenges: Vec::new(), on_defect };
        // No defect is refused, so there is no error.
        let _ = read(lines.into_iter().map(AsRef::as_ref), self.max_length, &mut collect);
        collect.challenges
    }

    /// Reads strictly.
    ///
    /// # Errors
    /// The first deviation.
    pub fn read_strict<'a, L>(
        self,
        lines: impl IntoIterator<Item = &'a L>,
    ) -> Result<Vec<Challenge<'a>>, Defect>
    where
        L: AsRef<[u8]> + ?Sized + 'a,
    {
        let mut collect = Collect { challenges: Vec::new(), on_defect: Err };
        #[cfg(target_arch = "wasm32")]
        let events: &mut dyn Events<'a> = &mut collect;
        #[cfg(not(target_arch = "wasm32"))]
        let events = &mut collect;
        read(lines.into_iter().map(AsRef::as_ref), self.max_length, events)?;
        Ok(collect.challenges)
    }
}

struct Collect<'a, F> {
    challenges: Vec<Challenge<'a>>,
    on_defect: F,
}

impl<'a, F: FnMut(Defect) -> Result<(), Defect>> Events<'a> for Collect<'a, F> {
    fn challenge(&mut self, _: Line<'a>, scheme: &'a [u8]) {
        self.challenges.push(Challenge {
            scheme: ascii(scheme).into(),
            token68: None,
            params: Vec::new(),
            names: Names::default(),
        });
    }

    fn token68(&mut self, _: Line<'a>, token68: &'a [u8]) {
        if let Some(challenge) = self.challenges.last_mut() {
            challenge.token68 = Some(ascii(token68).into());
        }
    }

    fn param(&mut self, _: Line<'a>, name: Name<'a>, value: RawValue<'a>) {
        if let Some(challenge) = self.challenges.last_mut() {
            if challenge.params.is_empty() {
                challenge.params.reserve(USUAL_PARAMS);
            }
            challenge.params.push(Param { name: ascii(name.octets).into(), value: value.into() });
        }
    }

    fn defect(&mut self, defect: Defect) -> Result<(), Defect> {
        (self.on_defect)(defect)
    }
}

/// A token or token68 as text: the grammar admits only ASCII.
pub(crate) fn ascii(token: &[u8]) -> &str {
    std::str::from_utf8(token).unwrap_or_default()
}

impl<'a> From<RawValue<'a>> for Value<'a> {
    fn from(value: RawValue<'a>) -> Self {
        let octets = if value.verbatim {
            Cow::Borrowed(value.raw)
        } else {
            let mut octets = Vec::with_capacity(value.raw.len());
            value.pieces().for_each(|piece| match piece {
                Piece::Text(text) => octets.extend_from_slice(text),
                Piece::Space => octets.push(b' '),
            });
            Cow::Owned(octets)
        };
        Value { octets, quoted: value.form != Form::Token }
    }
}
