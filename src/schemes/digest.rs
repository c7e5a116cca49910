use super::{text, words};
use crate::challenge::Challenge;

/// A `Digest` challenge, RFC 7616 3.3.
///
/// ```
/// use auth_challenge::{parse, schemes::Digest};
///
/// let challenges = parse(["Digest realm=\"files\", nonce=\"xyz\", qop=\"auth, auth-int\", algorithm=SHA-256, stale=true"]);
/// let digest = Digest::of(&challenges[0]).unwrap();
/// assert_eq!((digest.algorithm(), digest.is_stale()), ("SHA-256", true));
/// assert_eq!(digest.qop().collect::<Vec<_>>(), ["auth", "auth-int"]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Digest<'c>(&'c Challenge<'c>);

impl<'c> Digest<'c> {
    /// The view, if the challenge is one of `Digest`.
    #[must_use]
    pub fn of(challenge: &'c Challenge<'c>) -> Option<Self> {
        challenge.is("Digest").then_some(Self(challenge))
    }

    /// The protection space.
    #[must_use]
    pub fn realm(&self) -> Option<&'c str> {
        text(self.0, "realm")
    }

    /// The URIs of the protection space; none are all of the server.
    pub fn domain(&self) -> impl Iterator<Item = &'c str> {
        words(self.0, "domain")
    }

    /// What the response has to be made with.
    #[must_use]
    pub fn nonce(&self) -> Option<&'c str> {
        text(self.0, "nonce")
    }

    /// What the response has to give back unchanged.
    #[must_use]
    pub fn opaque(&self) -> Option<&'c str> {
        text(self.0, "opaque")
    }

    /// True if only the nonce was too old.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        text(self.0, "stale").is_some_and(|stale| stale.eq_ignore_ascii_case("true"))
    }

    /// The algorithm; `MD5` if none is named.
    #[must_use]
    pub fn algorithm(&self) -> &'c str {
        text(self.0, "algorithm").unwrap_or("MD5")
    }

    /// The qualities of protection, as they are named.
    pub fn qop(&self) -> impl Iterator<Item = &'c str> {
        let names = text(self.0, "qop").unwrap_or_default().split(',');
        names.map(str::trim_ascii).filter(|name| !name.is_empty())
    }

    /// True if the user name may be sent hashed.
    #[must_use]
    pub fn has_userhash(&self) -> bool {
        text(self.0, "userhash").is_some_and(|userhash| userhash.eq_ignore_ascii_case("true"))
    }
}
