//! Forwarding a challenge: lossless edits of the field lines.
//!
//! A proxy must not modify the header (RFC 9110 11.6.1): without options the lines stay as they came, but for octets
//! that no field may hold. A gateway is the origin of its own responses (RFC 9110 3.7) and asks for edits. Then, for any
//! text:
//!
//! - What leaves is strictly valid, or nothing. A valid challenge keeps every octet that no edit names: order, case,
//!   spacing, quoting, unknown parameters. One that deviates from the grammar is written anew from what was read, and the
//!   text around it that belongs to no challenge is dropped: broken text is repaired and never spliced, because a splice
//!   moves the quotes and commas that the rest depends on.
//! - Reading what leaves gives the challenges that were read, with the edits.
//! - Every difference is reported.
//!
//! ```http
//! WWW-Authenticate: Bearer realm="files", resource_metadata="http://10.0.0.7/.well-known/oauth-protected-resource/mcp"
//! ```
//! ```
//! use auth_challenge::{Origin, forward::Forward};
//!
//! let upstream = [r#"Bearer realm="files", resource_metadata="http://10.0.0.7/.well-known/oauth-protected-resource/mcp""#];
//! let mut forward = Forward::new().origin(Origin::new("https://gateway.example")?);
//! let lines = forward.lines(&upstream);
//! assert_eq!(
//!     String::from_utf8_lossy(&lines[0]),
//!     r#"Bearer realm="files", resource_metadata="https://gateway.example/.well-known/oauth-protected-resource/mcp""#,
//! );
//! # Ok::<(), auth_challenge::InvalidUrl>(())
//! ```

mod compose;
mod gaps;
mod lines;
mod normalize;
mod options;
mod plan;
mod sendable;
mod survey;

pub use options::{Carried, Decision, Errors, InvalidScope, Schemes, Scope, Url};

pub(crate) use lines::FieldLines;

use crate::challenge::Challenge;
use crate::change::{Change, Reason, Report, isomorphic_decode};
use crate::error::BuildError;
use crate::http_url::Origin;
use crate::parse::DEFAULT_MAX_LENGTH;
use gaps::Gaps;
use lines::Source;
use normalize::Normal;
use options::{Edits, Remove, ResourceMetadata, ScopeEdit, Set};
use plan::Plan;
use survey::{ChallengeSpan, Survey};

/// The status codes whose challenges a gateway edits, RFC 9110 15.5.2, 15.5.4 and 15.5.8.
const STATUSES: [u16; 3] = [401, 403, 407];
/// Those of them that must come with a challenge.
const CHALLENGING: [u16; 2] = [401, 407];

/// What to do with a challenge on its way. Nothing, to begin with. One value forwards any number of fields.
pub struct Forward<'f> {
    status: Option<u16>,
    max_length: usize,
    edits: Edits<'f>,
    ensure: Option<Vec<u8>>,
    schemes: Option<Vec<String>>,
    normalize: bool,
    on_change: Option<Box<dyn FnMut(Change) + 'f>>,
    /// Room for the places in a field.
    survey: Survey,
}

impl Default for Forward<'_> {
    fn default() -> Self {
        Self {
            status: None,
            max_length: DEFAULT_MAX_LENGTH,
            edits: Edits::default(),
            ensure: None,
            schemes: None,
            normalize: false,
            on_change: None,
            survey: Survey::default(),
        }
    }
}

impl<'f> Forward<'f> {
    /// Changes nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The status of the response. Edits are for 401, 403 and 407; with another one the lines stay as they are.
    #[must_use]
    pub fn status(self, status: u16) -> Self {
        Self { status: Some(status), ..self }
    }

    /// Another status for the next field; `None` if it is not known.
    pub fn set_status(&mut self, status: Option<u16>) {
        self.status = status;
    }

    /// The octets that are read, 65,536 by default. With any edit, what lies past them is dropped.
    #[must_use]
    pub fn max_length(self, max_length: usize) -> Self {
        Self { max_length, ..self }
    }

    /// Puts `url` in the place of every `resource_metadata`, whatever its value.
    #[must_use]
    pub fn resource_metadata(self, url: Url) -> Self {
        self.pointer(ResourceMetadata::Url(url))
    }

    /// Swaps scheme and authority of every `resource_metadata` whose path has the well-known segment of RFC 9728 3.
    #[must_use]
    pub fn origin(self, origin: Origin) -> Self {
        self.pointer(ResourceMetadata::Origin { to: origin, from: None })
    }

    /// Swaps scheme and authority of every `resource_metadata` whose origin is `from`, whatever its path.
    #[must_use]
    pub fn origin_from(self, origin: Origin, from: Origin) -> Self {
        self.pointer(ResourceMetadata::Origin { to: origin, from: Some(from) })
    }

    /// Asks `decide` for every `resource_metadata` that is an http or https URL to lenient clients (WHATWG URL).
    ///
    /// The order is that of the field, and does not depend on the answers. What is removed is reported as
    /// [`Reason::Url`].
    #[must_use]
    pub fn resource_metadata_with(self, decide: impl FnMut(Carried<'_>) -> Decision<Url> + 'f) -> Self {
        self.pointer(ResourceMetadata::With(Box::new(decide)))
    }

    fn pointer(mut self, edit: ResourceMetadata<'f>) -> Self {
        self.edits.resource_metadata = Some(edit);
        self
    }

    /// Adds `resource_metadata` to `Bearer` and `DPoP` challenges that have none, or none that clients can use.
    #[must_use]
    pub fn insert_resource_metadata(mut self, url: Url) -> Self {
        self.edits.insert = Some(url);
        self
    }

    /// The challenge of a 401 or 407 that would be left without one (RFC 9110 15.5.2 and 15.5.8), after the other
    /// edits were made to it. No other status gets it.
    #[must_use]
    pub fn ensure(self, challenge: &Challenge<'_>) -> Self {
        Self { ensure: Some(challenge.to_bytes()), ..self }
    }

    /// Replaces every scope.
    #[must_use]
    pub fn scope(mut self, scope: Scope) -> Self {
        self.edits.scope = Some(ScopeEdit::Replace(scope));
        self
    }

    /// Asks `decide` for every scope, in the order of the field, which does not depend on the answers.
    #[must_use]
    pub fn scope_with(mut self, decide: impl FnMut(Carried<'_>) -> Decision<Scope> + 'f) -> Self {
        self.edits.scope = Some(ScopeEdit::With(Box::new(decide)));
        self
    }

    /// Sets a parameter, or adds it. `Negotiate` and `NTLM`, which have no parameters, get one only if they are named;
    /// a challenge with a token68 gets none.
    ///
    /// # Errors
    /// `name` is not a token, or `value` has a control character.
    pub fn set(mut self, name: &str, value: impl AsRef<[u8]>, schemes: Schemes) -> Result<Self, BuildError> {
        self.edits.set.push(Set::new(name, value.as_ref(), schemes)?);
        Ok(self)
    }

    /// Removes a parameter, even one that is set.
    #[must_use]
    pub fn remove(mut self, name: &str, schemes: Schemes) -> Self {
        self.edits.remove.push(Remove { name: name.to_owned(), schemes });
        self
    }

    /// Keeps the challenges of these schemes, in this order, and no others.
    #[must_use]
    pub fn schemes<S: Into<String>>(self, schemes: impl IntoIterator<Item = S>) -> Self {
        Self { schemes: Some(schemes.into_iter().map(Into::into).collect()), ..self }
    }

    /// Keeps, redacts or drops the parameters that describe an error.
    #[must_use]
    pub fn errors(mut self, errors: Errors) -> Self {
        self.edits.errors = errors;
        self
    }

    /// Writes each challenge anew, in the form that every client reads: one challenge a line, Bearer first, one space
    /// after the scheme, none around `=`, names in lower case, every value quoted.
    #[must_use]
    pub fn normalize(self) -> Self {
        Self { normalize: true, ..self }
    }

    /// Calls `on_change` for every change.
    #[must_use]
    pub fn on_change(self, on_change: impl FnMut(Change) + 'f) -> Self {
        Self { on_change: Some(Box::new(on_change)), ..self }
    }

    /// The field lines to send on.
    #[must_use]
    pub fn lines(&mut self, lines: &[impl AsRef<[u8]>]) -> Vec<Vec<u8>> {
        self.field_lines(lines).iter().map(<[u8]>::to_vec).collect()
    }

    /// The same, end to end.
    pub(crate) fn field_lines(&mut self, lines: &[impl AsRef<[u8]>]) -> FieldLines {
        let mut listener = self.on_change.take();
        let mut report =
            Report::to(listener.as_deref_mut().map(|listener| listener as &mut dyn FnMut(Change)));
        let (one, several);
        let source = match lines {
            [line] => {
                one = [line.as_ref()];
                Source(&one)
            }
            _ => {
                several = lines.iter().map(AsRef::as_ref).collect::<Vec<_>>();
                Source(&several)
            }
        };
        let sent = if self.edits_nothing() {
            unedited(source, &mut report)
        } else {
            let mut survey = std::mem::take(&mut self.survey);
            survey.read(source, self.max_length);
            let sent = self.edited(source, &mut survey, &mut report);
            self.survey = survey;
            sent
        };
        self.on_change = listener;
        sent
    }

    fn edits_nothing(&self) -> bool {
        let is_other_status = self.status.is_some_and(|status| !STATUSES.contains(&status));
        let is_field_edited = self.ensure.is_some() || self.schemes.is_some() || self.normalize;
        is_other_status || !is_field_edited && self.edits.is_empty()
    }

    fn edited(&mut self, source: Source<'_>, survey: &mut Survey, report: &mut Report<'_>) -> FieldLines {
        let order = self.plan(source, survey, report);
        let octets = source.0.iter().map(|line| line.len()).sum::<usize>();
        // Most edits change the length by less than that.
        let mut out = FieldLines::with_capacity(octets + 64, source.len());
        let ensured = self.ensure.as_ref().filter(|_| {
            order.as_ref().map_or(survey.challenges.is_empty(), Vec::is_empty)
                && self.status.is_some_and(|status| CHALLENGING.contains(&status))
        });
        match (ensured, order) {
            (Some(challenge), _) => {
                gaps(source, survey, report);
                let challenge = challenge.clone();
                self.ensured(&challenge, report, &mut out);
            }
            (None, Some(order)) => {
                gaps(source, survey, report);
                self.each_on_a_line(source, survey, &order, report, &mut out);
            }
            (None, None) => in_place(source, survey, report, &mut out),
        }
        out
    }

    /// Decides on every challenge that is kept. Returns the order in which they are sent; `None` if each keeps its place.
    fn plan(
        &mut self,
        source: Source<'_>,
        survey: &mut Survey,
        report: &mut Report<'_>,
    ) -> Option<Vec<usize>> {
        let Self { edits, schemes, .. } = self;
        let mut ranks = Vec::new();
        for (index, challenge) in survey.challenges.iter_mut().enumerate() {
            let scheme = challenge.scheme(source);
            if let Some(wanted) = schemes {
                let Some(rank) = wanted.iter().position(|wanted| wanted.eq_ignore_ascii_case(scheme)) else {
                    report.emit(|| {
                        change(Reason::Schemes, source, challenge)
                            .from(Some(&isomorphic_decode(&challenge.text(source))))
                    });
                    continue;
                };
                ranks.push((rank, index));
            }
            if edits.is_empty() {
                continue;
            }
            let params = survey.params.get_mut(challenge.params.clone()).unwrap_or_default();
            Plan { edits, report }.challenge(source, Some(index), challenge, params);
        }
        let is_in_place = !self.normalize
            && ranks.is_sorted()
            && (self.schemes.is_none() || ranks.len() == survey.challenges.len());
        if is_in_place {
            return None;
        }
        if self.schemes.is_none() {
            ranks.extend((0..survey.challenges.len()).map(|index| (0, index)));
        }
        ranks.sort_unstable();
        let mut order: Vec<usize> = ranks.into_iter().map(|(_, index)| index).collect();
        if self.normalize {
            let rank = |index: &usize| {
                survey.challenges.get(*index).map_or(0, |challenge| normalize::rank(challenge.scheme(source)))
            };
            order.sort_by_key(rank);
        }
        Some(order)
    }

    fn each_on_a_line(
        &self,
        source: Source<'_>,
        survey: &Survey,
        order: &[usize],
        report: &mut Report<'_>,
        out: &mut FieldLines,
    ) {
        let mut normal = Normal::default();
        let mut in_order = order.to_vec();
        in_order.sort_unstable();
        for (index, ordered) in order.iter().zip(in_order) {
            let Some(challenge) = survey.challenges.get(*index) else { continue };
            let is_moved = *index != ordered;
            let start = out.octets().len();
            if self.normalize {
                let params = survey.params.get(challenge.params.clone()).unwrap_or_default();
                normal.write(source, challenge, params, report, out.line());
            } else {
                write(source, survey, challenge, report, out);
            }
            let text = out.octets().get(start..).unwrap_or_default();
            if report.is_heard() && (is_moved || self.normalize && is_other(source, survey, challenge, text))
            {
                let reason = if self.normalize { Reason::Normalize } else { Reason::Schemes };
                report.emit(|| {
                    change(reason, source, challenge)
                        .from(Some(&isomorphic_decode(&challenge.text(source))))
                        .to(Some(&isomorphic_decode(text)))
                });
            }
            out.end_line();
        }
    }

    /// The challenge of last resort, with the edits.
    fn ensured(&mut self, text: &[u8], report: &mut Report<'_>, out: &mut FieldLines) {
        let one = [text];
        let source = Source(&one);
        let mut survey = Survey::default();
        survey.read(source, usize::MAX);
        // All of it is new: one change says so.
        let unheard = &mut Report::to(None);
        if let Some(challenge) = survey.challenges.first_mut() {
            let params = survey.params.as_mut_slice();
            Plan { edits: &mut self.edits, report: unheard }.challenge(source, None, challenge, params);
            if self.normalize {
                Normal::default().write(source, challenge, params, unheard, out.line());
            } else {
                compose::splice(source, challenge, params, out);
            }
            out.end_line();
            report.emit(|| {
                let line = out.len() - 1;
                let change = Change::new(Reason::Ensure, line, Some(challenge.scheme(source)), None);
                change.to(Some(&isomorphic_decode(out.octets())))
            });
        }
    }
}

/// The lines as they came, but for octets that cannot be sent.
fn unedited(source: Source<'_>, report: &mut Report<'_>) -> FieldLines {
    let mut out = FieldLines::with_capacity(source.0.iter().map(|line| line.len()).sum(), source.len());
    for (index, line) in source.0.iter().enumerate() {
        out.line().extend_from_slice(&sendable::sendable_line(index, line, report));
        out.end_line();
    }
    out
}

/// Each challenge where it stood, with what separates them.
fn in_place(source: Source<'_>, survey: &Survey, report: &mut Report<'_>, out: &mut FieldLines) {
    let mut from = None;
    for challenge in &survey.challenges {
        let mut gaps = Gaps { source, cut: survey.cut, out: Some(out), report };
        gaps.between(from, Some(challenge.start));
        write(source, survey, challenge, report, out);
        from = Some(challenge.end);
    }
    Gaps { source, cut: survey.cut, out: Some(out), report }.between(from, None);
}

/// Reports what is dropped between the challenges.
fn gaps(source: Source<'_>, survey: &Survey, report: &mut Report<'_>) {
    let mut from = None;
    let mut gaps = Gaps { source, cut: survey.cut, out: None, report };
    for challenge in &survey.challenges {
        gaps.between(from, Some(challenge.start));
        from = Some(challenge.end);
    }
    gaps.between(from, None);
}

fn write(
    source: Source<'_>,
    survey: &Survey,
    challenge: &ChallengeSpan,
    report: &mut Report<'_>,
    out: &mut FieldLines,
) {
    let params = survey.params.get(challenge.params.clone()).unwrap_or_default();
    if challenge.is_valid {
        return compose::splice(source, challenge, params, out);
    }
    let start = out.octets().len();
    compose::rewrite(source, challenge, params, out.line());
    let text = out.octets().get(start..).unwrap_or_default();
    report.emit(|| {
        let before = challenge.text(source);
        let change = change(Reason::Repair, source, challenge).from(Some(&isomorphic_decode(&before)));
        change.to(Some(&isomorphic_decode(text)))
    });
}

/// True if a challenge would be another text, or not alone in its line, without `normalize`.
fn is_other(source: Source<'_>, survey: &Survey, challenge: &ChallengeSpan, text: &[u8]) -> bool {
    let mut plain = FieldLines::default();
    write(source, survey, challenge, &mut Report::to(None), &mut plain);
    let is_alone = challenge.start.at == 0
        && challenge.start.line == challenge.end.line
        && challenge.end.at == source.line(challenge.end.line).len();
    !challenge.is_valid || !is_alone || plain.octets() != text
}

fn change(reason: Reason, source: Source<'_>, challenge: &ChallengeSpan) -> Change {
    let change = Change::new(reason, challenge.start.line, Some(challenge.scheme(source)), None);
    change.at(Some(challenge.start.at))
}

#[cfg(test)]
mod tests;
