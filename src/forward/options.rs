//! What a gateway may ask for.

use std::fmt;

use crate::challenge::{Challenge, Param, Value};
use crate::error::BuildError;
use crate::http_url::{self, InvalidUrl, Origin};
use crate::write::oauth::is_scope_token;

/// An http or https URL as a header can carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url(pub(super) String);

impl Url {
    /// Percent-encodes what is not of RFC 3986.
    ///
    /// # Errors
    /// `text` is no http or https URL, or has userinfo.
    pub fn new(text: &str) -> Result<Self, InvalidUrl> {
        http_url::sendable(text).map(|url| Self(url.into_owned()))
    }

    /// The URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `scope = scope-token *( SP scope-token )`, RFC 6749 3.3
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope(pub(super) String);

/// A text that is no scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidScope;

impl fmt::Display for InvalidScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected scope-tokens with a space between them")
    }
}

impl std::error::Error for InvalidScope {}

impl Scope {
    /// One or more scope-tokens with one space between them.
    ///
    /// # Errors
    /// `text` is something else.
    pub fn new(text: &str) -> Result<Self, InvalidScope> {
        if text.split(' ').all(is_scope_token) { Ok(Self(text.to_owned())) } else { Err(InvalidScope) }
    }
}

/// A parameter as it stands in a field, for a callback to decide on.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Carried<'a> {
    /// The value. Each character is one octet.
    pub value: &'a str,
    /// The place of its challenge among all, counted from 0; `None` for a parameter of no challenge.
    pub challenge: Option<usize>,
    /// The scheme of its challenge.
    pub scheme: Option<&'a str>,
}

/// What becomes of `resource_metadata`.
pub(super) enum ResourceMetadata<'f> {
    Url(Url),
    Origin(Origin),
    With(Box<dyn FnMut(Carried<'_>) -> Option<Url> + 'f>),
}

/// What becomes of `scope`.
pub(super) enum ScopeEdit<'f> {
    Replace(Scope),
    With(Box<dyn FnMut(Carried<'_>) -> Vec<String> + 'f>),
}

/// What becomes of `error`, `error_description` and `error_uri`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Errors {
    /// They stay.
    #[default]
    Keep,
    /// `error_description` becomes a fixed text.
    Redact,
    /// They go: no credentials were sent, RFC 6750 3.1.
    Drop,
}

/// The schemes that an edit is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Schemes {
    /// All.
    #[default]
    All,
    /// Those of the names, whatever their case.
    Only(Vec<String>),
}

impl Schemes {
    /// Those of the names.
    pub fn only<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        Self::Only(names.into_iter().map(Into::into).collect())
    }

    pub(super) fn include(&self, scheme: Option<&str>) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => {
                scheme.is_some_and(|scheme| names.iter().any(|name| name.eq_ignore_ascii_case(scheme)))
            }
        }
    }

    /// True if a parameter may be added to a challenge of `scheme`: not all schemes have some, RFC 4559 4.1.
    pub(super) fn add_to(&self, scheme: &str) -> bool {
        const WITHOUT_PARAMS: [&str; 2] = ["Negotiate", "NTLM"];
        let takes_params = !WITHOUT_PARAMS.iter().any(|name| name.eq_ignore_ascii_case(scheme));
        self.include(Some(scheme)) && (takes_params || *self != Self::All)
    }
}

/// A parameter to set.
pub(super) struct Set {
    pub(super) name: String,
    pub(super) value: Vec<u8>,
    pub(super) schemes: Schemes,
}

impl Set {
    pub(super) fn new(name: &str, value: &[u8], schemes: Schemes) -> Result<Self, BuildError> {
        let name = name.to_ascii_lowercase();
        let value = Value { octets: value.into(), quoted: true };
        // The rules for what a challenge can hold are in one place.
        let mut challenge = Challenge::new("any")?;
        challenge.push(Param { name: (&*name).into(), value: value.clone() })?;
        let value = value.octets.into_owned();
        Ok(Self { name, value, schemes })
    }
}

/// A parameter to take out.
pub(super) struct Remove {
    pub(super) name: String,
    pub(super) schemes: Schemes,
}
