//! The changes that writing and forwarding report.

use std::borrow::Cow;

/// Octets as text, each a character, as JavaScript has them (isomorphic decode of the Infra standard).
pub(crate) fn isomorphic_decode(octets: &[u8]) -> Cow<'_, str> {
    // Nearly all is ASCII, of which octets and characters are the same.
    match octets.is_ascii().then(|| std::str::from_utf8(octets)) {
        Some(Ok(text)) => Cow::Borrowed(text),
        _ => Cow::Owned(octets.iter().map(|octet| char::from(*octet)).collect()),
    }
}

/// The octets of such a text (isomorphic encode). A character above U+00FF is left out.
pub(crate) fn isomorphic_encode(text: &str) -> Cow<'_, [u8]> {
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
    /// The octet in that line at which the source of `before` begins; `None` if `before` is not of the source.
    ///
    /// `before` may differ from the source octet by octet: of a value, quoted-pairs are undone.
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

    pub(crate) fn at(self, offset: Option<usize>) -> Self {
        Self { offset, ..self }
    }

    pub(crate) fn to(self, after: Option<&str>) -> Self {
        Self { after: after.map(str::to_owned), ..self }
    }
}

/// The listener for changes, if there is one. Only then is a change put together.
pub(crate) struct Report<'r>(Option<&'r mut dyn FnMut(Change)>);

impl<'r> Report<'r> {
    pub(crate) fn to(listener: Option<&'r mut dyn FnMut(Change)>) -> Self {
        Self(listener)
    }

    pub(crate) fn is_heard(&self) -> bool {
        self.0.is_some()
    }

    pub(crate) fn emit(&mut self, change: impl FnOnce() -> Change) {
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
    /// A challenge, or the text between two, deviated from the grammar and was written anew.
    Repair = "repair";
    /// Text or parameters outside of any challenge were dropped.
    StrayText = "stray-text";
    /// The pointer to the metadata document was rewritten.
    ResourceMetadata = "resource-metadata";
    /// A pointer to the metadata document was added, or put in the place of an unusable one.
    InsertResourceMetadata = "insert-resource-metadata";
    /// A challenge was added because there was none.
    Ensure = "ensure";
    /// The scope was replaced, filtered or removed.
    Scope = "scope";
    /// A parameter was set.
    Set = "set";
    /// A parameter was removed.
    Remove = "remove";
    /// A challenge of another scheme was dropped, or a challenge was moved.
    Schemes = "schemes";
    /// A parameter that describes an error was redacted or removed.
    Errors = "errors";
    /// A challenge was written anew in the form that every client reads, or moved.
    Normalize = "normalize";
    /// Characters that the parameter cannot hold were replaced.
    Characters = "characters";
    /// A value, a part of it, or the end of the field was dropped because it is too long.
    Length = "length";
    /// A word that is no scope-token was dropped, RFC 6750 3.
    ScopeToken = "scope-token";
    /// A value that is not an http or https URL was dropped, or was rewritten as one that can be sent.
    Url = "url";
    /// A parameter was dropped because its name is invalid or occurs twice.
    Name = "name";
}
