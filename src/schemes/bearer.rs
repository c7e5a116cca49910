use super::{text, words};
use crate::challenge::Challenge;

/// A `Bearer` challenge, RFC 6750 3.
///
/// ```
/// use auth_challenge::{parse, schemes::Bearer};
///
/// let challenges = parse(["Negotiate, Bearer error=\"insufficient_scope\", scope=\"read write\""]);
/// let bearer = challenges.iter().find_map(Bearer::of).unwrap();
/// assert_eq!(bearer.error(), Some("insufficient_scope"));
/// assert_eq!(bearer.scopes().collect::<Vec<_>>(), ["read", "write"]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Bearer<'c>(&'c Challenge<'c>);

impl<'c> Bearer<'c> {
    /// The view, if the challenge is one of `Bearer`.
    #[must_use]
    pub fn of(challenge: &'c Challenge<'c>) -> Option<Self> {
        challenge.is("Bearer").then_some(Self(challenge))
    }

    /// The protection space, RFC 9110 11.5.
    #[must_use]
    pub fn realm(&self) -> Option<&'c str> {
        text(self.0, "realm")
    }

    /// The scopes that the request would need, RFC 6749 3.3.
    pub fn scopes(&self) -> impl Iterator<Item = &'c str> {
        words(self.0, "scope")
    }

    /// The error code, RFC 6750 3.1.
    #[must_use]
    pub fn error(&self) -> Option<&'c str> {
        text(self.0, "error")
    }

    /// A text for developers. It is not meant for users.
    #[must_use]
    pub fn error_description(&self) -> Option<&'c str> {
        text(self.0, "error_description")
    }

    /// A page about the error. It comes from the server: do not open it unasked.
    #[must_use]
    pub fn error_uri(&self) -> Option<&'c str> {
        text(self.0, "error_uri")
    }

    /// The URL of the metadata document, RFC 9728 5.1. It comes from the server: check it before it is fetched.
    #[must_use]
    pub fn resource_metadata(&self) -> Option<&'c str> {
        text(self.0, "resource_metadata")
    }

    /// The authentication contexts that would do, RFC 9470 3.
    pub fn acr_values(&self) -> impl Iterator<Item = &'c str> {
        words(self.0, "acr_values")
    }

    /// How old the authentication may be, in seconds, RFC 9470 3.
    #[must_use]
    pub fn max_age(&self) -> Option<u64> {
        text(self.0, "max_age")?.parse().ok()
    }
}
