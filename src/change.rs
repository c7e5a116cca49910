//! What writing and forwarding changed, for whoever wants to know.

use std::borrow::Cow;

/// Octets as text, each a character, as JavaScript has them (isomorphic decode).
pub(crate) fn text_of(octets: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(octets) {
        // Nearly all is ASCII, of which octets and characters are the same.
        Ok(text) if text.is_ascii() => Cow::Borrowed(text),
        _ => Cow::Owned(octets.iter().map(|octet| char::from(*octet)).collect()),
    }
}

/// The octets of such a text. What is no octet is left out.
pub(crate) fn octets_of(text: &str) -> Cow<'_, [u8]> {
    if text.is_ascii() {
        return Cow::Borrowed(text.as_bytes());
    }
    Cow::Owned(text.chars().filter_map(|character| u8::try_from(character).ok()).collect())
}

/// One change to a field.
///
/// Of field text, each character is one octet.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// Why.
    pub reason: Reason,
    /// The field line, counted from 0.
    pub line: usize,
    /// The octet in that line, where the change is one of octets.
    pub offset: Option<usize>,
    /// The scheme of the challenge, if one is concerned.
    pub scheme: Option<String>,
    /// The name of the parameter, if one is concerned, in lower case.
    pub param: Option<String>,
    /// What stood there; `None` if nothing did.
    pub before: Option<String>,
    /// What stands there now; `None` if nothing does.
    pub after: Option<String>,
}

impl Change {
    pub(crate) fn new(reason: Reason, line: usize, scheme: Option<&str>, param: Option<&str>) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let param = param.map(str::to_ascii_lowercase);
        Self { reason, line, offset: None, scheme: owned(scheme), param, before: None, after: None }
    }

    pub(crate) fn from(self, before: Option<&str>) -> Self {
        Self { before: before.map(str::to_owned), ..self }
    }

    pub(crate) fn to(self, after: Option<&str>) -> Self {
        Self { after: after.map(str::to_owned), ..self }
    }
}

/// Whom to tell of changes: nobody, unless somebody asked. Only then is a change put together.
pub(crate) struct Report<'r>(Option<&'r mut dyn FnMut(Change)>);

impl<'r> Report<'r> {
    pub(crate) fn to(listener: Option<&'r mut dyn FnMut(Change)>) -> Self {
        Self(listener)
    }

    pub(crate) fn tell(&mut self, change: impl FnOnce() -> Change) {
        if let Some(listener) = &mut self.0 {
            listener(change());
        }
    }
}

/// One table for the reasons: name in Rust, code, and documentation.
macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal;)+) => {
        /// Why something was changed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Reason { $($(#[doc = $doc])+ $name,)+ }

        impl Reason {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable, kebab-case name of the reason.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

reasons! {
    /// An octet that no field may hold became SP, RFC 9110 5.5.
    Unsendable = "unsendable";
    /// The pointer to the metadata document was rewritten.
    ResourceMetadata = "resource-metadata";
    /// A pointer to the metadata document was added.
    InsertResourceMetadata = "insert-resource-metadata";
    /// A challenge was added because there was none.
    Ensure = "ensure";
    /// The scope was replaced or filtered.
    Scope = "scope";
    /// A parameter was set.
    Set = "set";
    /// A parameter was removed.
    Remove = "remove";
    /// A challenge of a scheme that is not wanted was left out, or the order changed.
    Schemes = "schemes";
    /// What tells of an error was redacted or removed.
    Errors = "errors";
    /// A challenge was written anew, in the form that every client reads.
    Normalize = "normalize";
    /// Characters that the parameter cannot hold were replaced.
    Characters = "characters";
    /// A value, or a part of it, was left out because it is too long.
    Length = "length";
    /// A word that is no scope-token was left out, RFC 6750 3.
    ScopeToken = "scope-token";
    /// What is no http or https URL was left out.
    Url = "url";
    /// A parameter was left out because its name is none, or stands already.
    Name = "name";
}
