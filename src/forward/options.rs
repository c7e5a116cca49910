//! What a gateway may ask for.

use std::fmt;

use crate::challenge::Challenge;
use crate::change::isomorphic_decode;
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
    /// `text` is not an http or https URL, has userinfo, or has an international host that is not in Punycode.
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

/// A text that is not a scope.
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

    /// The scope-tokens among `words`; `None` if there are none.
    pub fn of_tokens<W: AsRef<str>>(words: impl IntoIterator<Item = W>) -> Option<Self> {
        let mut scope = String::new();
        for word in words.into_iter().filter(|word| is_scope_token(word.as_ref())) {
            scope.push_str(if scope.is_empty() { "" } else { " " });
            scope.push_str(word.as_ref());
        }
        (!scope.is_empty()).then_some(Self(scope))
    }

    /// The scope.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A parameter as it stands in a field, for a callback to decide on.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Carried<'a> {
    /// The value. Each character is one octet.
    pub value: &'a str,
    /// The index of its challenge in the field; `None` for the challenge of [`Forward::ensure`](super::Forward::ensure).
    pub challenge: Option<usize>,
    /// The scheme of its challenge.
    pub scheme: &'a str,
}

/// What a callback decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision<T> {
    /// The value stays, octet by octet.
    Keep,
    /// This value stands in its place.
    Replace(T),
    /// The parameter is removed.
    Remove,
}

/// A callback for the values of one parameter.
type Decide<'f, T> = Box<dyn FnMut(Carried<'_>) -> Decision<T> + 'f>;

/// The edit of `resource_metadata`.
pub(super) enum ResourceMetadata<'f> {
    Url(Url),
    Origin { to: Origin, from: Option<Origin> },
    With(Decide<'f, Url>),
}

/// The edit of `scope`.
pub(super) enum ScopeEdit<'f> {
    Replace(Scope),
    With(Decide<'f, Scope>),
}

/// The edits of parameters.
#[derive(Default)]
pub(super) struct Edits<'f> {
    pub(super) resource_metadata: Option<ResourceMetadata<'f>>,
    pub(super) insert: Option<Url>,
    pub(super) scope: Option<ScopeEdit<'f>>,
    pub(super) set: Vec<Set>,
    pub(super) remove: Vec<Remove>,
    pub(super) errors: Errors,
}

impl Edits<'_> {
    pub(super) fn is_empty(&self) -> bool {
        let Self { resource_metadata, insert, scope, set, remove, errors } = self;
        let is_none = resource_metadata.is_none() && insert.is_none() && scope.is_none();
        is_none && set.is_empty() && remove.is_empty() && *errors == Errors::Keep
    }
}

/// The edit of `error`, `error_description` and `error_uri`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Errors {
    /// They stay.
    #[default]
    Keep,
    /// `error_description` becomes a fixed text.
    Redact,
    /// They are removed: no credentials were sent, RFC 6750 3.1.
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

    pub(super) fn include(&self, scheme: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => names.iter().any(|name| name.eq_ignore_ascii_case(scheme)),
        }
    }

    /// True if a parameter may be added to a challenge of `scheme`: not all schemes have some, RFC 4559 4.1.
    pub(super) fn add_to(&self, scheme: &str) -> bool {
        const WITHOUT_PARAMS: [&str; 2] = ["Negotiate", "NTLM"];
        let takes_params = !WITHOUT_PARAMS.iter().any(|name| name.eq_ignore_ascii_case(scheme));
        self.include(scheme) && (takes_params || *self != Self::All)
    }
}

/// A parameter to set. Each character of the value is one octet.
pub(super) struct Set {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) schemes: Schemes,
}

impl Set {
    pub(super) fn new(name: &str, value: &[u8], schemes: Schemes) -> Result<Self, BuildError> {
        let name = name.to_ascii_lowercase();
        // The rules for what a challenge can hold are in one place.
        Challenge::new("any")?.with_param(&*name, value)?;
        Ok(Self { value: isomorphic_decode(value).into_owned(), name, schemes })
    }
}

/// A parameter to remove.
pub(super) struct Remove {
    pub(super) name: String,
    pub(super) schemes: Schemes,
}
