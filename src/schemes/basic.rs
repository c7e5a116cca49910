use super::text;
use crate::challenge::Challenge;

/// A `Basic` challenge, RFC 7617 2.
///
/// ```
/// use auth_challenge::{parse, schemes::Basic};
///
/// let challenges = parse(["Basic realm=\"files\", charset=\"utf-8\""]);
/// let basic = Basic::of(&challenges[0]).unwrap();
/// assert_eq!((basic.realm(), basic.wants_utf8()), (Some("files"), true));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Basic<'c>(&'c Challenge<'c>);

impl<'c> Basic<'c> {
    /// The view, if the challenge is one of `Basic`.
    #[must_use]
    pub fn of(challenge: &'c Challenge<'c>) -> Option<Self> {
        challenge.is("Basic").then_some(Self(challenge))
    }

    /// The protection space, which must be there.
    #[must_use]
    pub fn realm(&self) -> Option<&'c str> {
        text(self.0, "realm")
    }

    /// True if user name and password are to be sent as UTF-8, RFC 7617 2.1.
    #[must_use]
    pub fn wants_utf8(&self) -> bool {
        text(self.0, "charset").is_some_and(|charset| charset.eq_ignore_ascii_case("UTF-8"))
    }
}
