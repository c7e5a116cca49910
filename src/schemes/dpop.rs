use super::{text, words};
use crate::challenge::Challenge;

/// A `DPoP` challenge, RFC 9449 7.1.
///
/// ```
/// use auth_challenge::{parse, schemes::Dpop};
///
/// let challenges = parse(["DPoP algs=\"ES256 PS256\", error=\"invalid_dpop_proof\""]);
/// let dpop = Dpop::of(&challenges[0]).unwrap();
/// assert_eq!(dpop.algs().collect::<Vec<_>>(), ["ES256", "PS256"]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Dpop<'c>(&'c Challenge<'c>);

impl<'c> Dpop<'c> {
    /// The view, if the challenge is one of `DPoP`.
    #[must_use]
    pub fn of(challenge: &'c Challenge<'c>) -> Option<Self> {
        challenge.is("DPoP").then_some(Self(challenge))
    }

    /// The algorithms that a proof may be signed with.
    pub fn algs(&self) -> impl Iterator<Item = &'c str> {
        words(self.0, "algs")
    }

    /// The scopes that the request would need, RFC 6749 3.3.
    pub fn scopes(&self) -> impl Iterator<Item = &'c str> {
        words(self.0, "scope")
    }

    /// The error code.
    #[must_use]
    pub fn error(&self) -> Option<&'c str> {
        text(self.0, "error")
    }

    /// The URL of the metadata document, RFC 9728 5.1. It comes from the server: check it before it is fetched.
    #[must_use]
    pub fn resource_metadata(&self) -> Option<&'c str> {
        text(self.0, "resource_metadata")
    }
}
