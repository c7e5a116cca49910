//! Forwarding a challenge: lossless edits of the field lines.
//!
//! A proxy must not modify the header (RFC 9110 11.6.1): without options the lines stay as they came, but for octets
//! that no field may hold. A gateway is the origin of its own responses (RFC 9110 3.7) and asks for edits. What an
//! edit does not name keeps every octet: order, case, spacing, quoting, unknown schemes and parameters.
//!
//! ```http
//! WWW-Authenticate: Bearer realm="files", resource_metadata="http://10.0.0.7/.well-known/oauth-protected-resource/mcp"
//! ```
//! ```
//! use auth_challenge::{Origin, forward::Forward};
//!
//! let upstream = [r#"Bearer realm="files", resource_metadata="http://10.0.0.7/.well-known/oauth-protected-resource/mcp""#];
//! let lines = Forward::new().origin(Origin::new("https://gateway.example")?).lines(&upstream);
//! assert_eq!(
//!     String::from_utf8_lossy(&lines[0]),
//!     r#"Bearer realm="files", resource_metadata="https://gateway.example/.well-known/oauth-protected-resource/mcp""#,
//! );
//! # Ok::<(), auth_challenge::InvalidUrl>(())
//! ```

mod edit;
mod normalize;
mod octets;
mod options;
mod plan;
mod survey;

use std::borrow::Cow;

pub use options::{Carried, Errors, InvalidScope, Schemes, Scope, Url};

use crate::challenge::Challenge;
use crate::change::{Change, Reason, Report, text_of};
use crate::error::BuildError;
use crate::grammar;
use crate::http_url::Origin;
use edit::Edits;
use options::{Remove, ResourceMetadata, ScopeEdit, Set};
use survey::{Found, Survey};

/// The status codes whose challenges a gateway edits, RFC 9110 15.5.2, 15.5.4 and 15.5.8.
const STATUSES: [u16; 3] = [401, 403, 407];

/// What to do with a challenge on its way. Nothing, to begin with.
#[derive(Default)]
pub struct Forward<'f> {
    status: Option<u16>,
    resource_metadata: Option<ResourceMetadata<'f>>,
    insert: Option<Url>,
    ensure: Option<Challenge<'f>>,
    scope: Option<ScopeEdit<'f>>,
    set: Vec<Set>,
    remove: Vec<Remove>,
    schemes: Option<Vec<String>>,
    errors: Errors,
    normalize: bool,
    on_change: Option<Box<dyn FnMut(Change) + 'f>>,
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

    /// Puts `url` in the place of every `resource_metadata` that is an http or https URL.
    #[must_use]
    pub fn resource_metadata(self, url: Url) -> Self {
        Self { resource_metadata: Some(ResourceMetadata::Url(url)), ..self }
    }

    /// Swaps scheme and authority of every `resource_metadata` whose path has the well-known segment of RFC 9728 3.
    #[must_use]
    pub fn origin(self, origin: Origin) -> Self {
        Self { resource_metadata: Some(ResourceMetadata::Origin(origin)), ..self }
    }

    /// Puts what `decide` says in the place of every `resource_metadata` that is an http or https URL.
    #[must_use]
    pub fn resource_metadata_with(self, decide: impl FnMut(Carried<'_>) -> Option<Url> + 'f) -> Self {
        Self { resource_metadata: Some(ResourceMetadata::With(Box::new(decide))), ..self }
    }

    /// Adds `resource_metadata` to `Bearer` and `DPoP` challenges that lack it.
    #[must_use]
    pub fn insert_resource_metadata(self, url: Url) -> Self {
        Self { insert: Some(url), ..self }
    }

    /// Adds `challenge` to a 401 that has none (RFC 9110 15.5.2), and to no other status.
    #[must_use]
    pub fn ensure(self, challenge: Challenge<'f>) -> Self {
        Self { ensure: Some(challenge), ..self }
    }

    /// Replaces every scope.
    #[must_use]
    pub fn scope(self, scope: Scope) -> Self {
        Self { scope: Some(ScopeEdit::Replace(scope)), ..self }
    }

    /// Puts what `decide` says in the place of every scope, but for words that are no scope-tokens (RFC 6749 3.3).
    /// A scope of which nothing is left is removed.
    #[must_use]
    pub fn scope_with(self, decide: impl FnMut(Carried<'_>) -> Vec<String> + 'f) -> Self {
        Self { scope: Some(ScopeEdit::With(Box::new(decide))), ..self }
    }

    /// Sets a parameter, or adds it. `Negotiate` and `NTLM`, which have no parameters, get one only if they are named;
    /// a challenge with a token68 gets none.
    ///
    /// # Errors
    /// `name` is no token, or `value` has a control character.
    pub fn set(mut self, name: &str, value: impl AsRef<[u8]>, schemes: Schemes) -> Result<Self, BuildError> {
        self.set.push(Set::new(name, value.as_ref(), schemes)?);
        Ok(self)
    }

    /// Takes a parameter out.
    #[must_use]
    pub fn remove(mut self, name: &str, schemes: Schemes) -> Self {
        self.remove.push(Remove { name: name.to_owned(), schemes });
        self
    }

    /// Keeps the challenges of these schemes, in this order, and no others.
    #[must_use]
    pub fn schemes<S: Into<String>>(self, schemes: impl IntoIterator<Item = S>) -> Self {
        let mut once: Vec<String> = Vec::new();
        for scheme in schemes.into_iter().map(Into::into) {
            if !once.iter().any(|other| other.eq_ignore_ascii_case(&scheme)) {
                once.push(scheme);
            }
        }
        Self { schemes: Some(once), ..self }
    }

    /// Keeps, redacts or drops what tells of an error.
    #[must_use]
    pub fn errors(self, errors: Errors) -> Self {
        Self { errors, ..self }
    }

    /// Writes each challenge anew, in the form that every client reads: one challenge a line, Bearer first, one space
    /// after the scheme, none around `=`, names in lower case, every value quoted. Every defect is repaired.
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
    pub fn lines(mut self, lines: &[impl AsRef<[u8]>]) -> Vec<Vec<u8>> {
        let mut listener = self.on_change.take();
        let mut report =
            Report::to(listener.as_deref_mut().map(|listener| listener as &mut dyn FnMut(Change)));
        let sendable = |(at, line): (usize, _)| octets::sendable(at, AsRef::as_ref(line), &mut report);
        let lines: Vec<_> = lines.iter().enumerate().map(sendable).collect();
        if self.status.is_some_and(|status| !STATUSES.contains(&status)) {
            return lines.into_iter().map(Cow::into_owned).collect();
        }
        let survey = Survey::of(&lines);
        let mut edited = self.edited(&lines, &survey, &mut report);
        self.ensured(&mut edited, &survey, &mut report);
        if self.normalize { normalize::normalize(&edited, &mut report) } else { edited }
    }

    fn edited(
        &mut self,
        lines: &[Cow<'_, [u8]>],
        survey: &Survey<'_>,
        report: &mut Report<'_>,
    ) -> Vec<Vec<u8>> {
        let edits = Edits::new(plan::edits(self, lines, survey, report));
        if let Some(kept) = self.selection(survey) {
            let is_kept = |found: &&Found<'_>| kept.iter().any(|kept| std::ptr::eq(*kept, *found));
            for found in survey.challenges.iter().filter(|found| !is_kept(found)) {
                report.tell(|| {
                    let before = Edits::default().compose(lines, found);
                    let change = Change::new(Reason::Schemes, found.line, Some(found.scheme), None);
                    change.from(Some(&text_of(&before)))
                });
            }
            return kept.into_iter().map(|found| edits.compose(lines, found)).collect();
        }
        let whole = |(line, octets): (usize, &Cow<'_, [u8]>)| {
            let edited = edits.apply(line, octets, 0..octets.len());
            // A field line of which nothing is left goes.
            (edited == **octets || !grammar::is_separation(&edited)).then_some(edited)
        };
        lines.iter().enumerate().filter_map(whole).collect()
    }

    /// The challenges of the schemes that are wanted; `None` if that is all of them, in their order.
    fn selection<'s, 'a>(&self, survey: &'s Survey<'a>) -> Option<Vec<&'s Found<'a>>> {
        let all = &survey.challenges;
        let of = |scheme| all.iter().filter(move |found| found.scheme.eq_ignore_ascii_case(scheme));
        let kept: Vec<_> = self.schemes.as_ref()?.iter().flat_map(|scheme| of(scheme.as_str())).collect();
        let is_all =
            kept.len() == all.len() && kept.iter().zip(all).all(|(kept, found)| std::ptr::eq(*kept, found));
        (!is_all).then_some(kept)
    }

    fn ensured(&self, lines: &mut Vec<Vec<u8>>, survey: &Survey<'_>, report: &mut Report<'_>) {
        let kept = self.selection(survey).map_or(survey.challenges.len(), |kept| kept.len());
        let Some(challenge) = self.ensure.as_ref().filter(|_| kept == 0 && self.status == Some(401)) else {
            return;
        };
        let line = challenge.to_bytes();
        report.tell(|| {
            let change = Change::new(Reason::Ensure, lines.len(), Some(challenge.scheme()), None);
            change.to(Some(&text_of(&line)))
        });
        lines.push(line);
    }
}
