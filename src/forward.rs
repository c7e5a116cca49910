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
mod run;
mod sendable;
mod survey;

pub use options::{Carried, Decision, Errors, InvalidScope, Schemes, Scope, Url};

use crate::challenge::Challenge;
use crate::change::Change;
use crate::error::BuildError;
use crate::http_url::Origin;
use crate::parse::DEFAULT_MAX_LENGTH;
use options::{Edits, Remove, ResourceMetadata, ScopeEdit, Set};
use survey::Survey;

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
    /// [`Reason::Url`](crate::Reason::Url).
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
    /// after the scheme, none around `=`, names in lower case, values in quotes (but for those that must be
    /// tokens: `stale` and `algorithm` of Digest, RFC 7616 3.3).
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
}

#[cfg(test)]
mod tests;
