use super::text;

view! {
    /// A `Basic` challenge, RFC 7617 2.
    ///
    /// ```
    /// use auth_challenge::{parse, schemes::Basic};
    ///
    /// let challenges = parse(["Basic realm=\"files\", charset=\"utf-8\""]);
    /// let basic = Basic::of(&challenges[0]).unwrap();
    /// assert_eq!((basic.realm(), basic.wants_utf8()), (Some("files"), true));
    /// ```
    Basic is "Basic";

    /// The protection space, which must be there.
    text realm = "realm";
}

impl Basic<'_> {
    /// True if user name and password are to be sent as UTF-8, RFC 7617 2.1.
    #[must_use]
    pub fn wants_utf8(&self) -> bool {
        text(self.0, "charset").is_some_and(|charset| charset.eq_ignore_ascii_case("UTF-8"))
    }
}
