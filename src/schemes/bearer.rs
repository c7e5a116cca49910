use super::text;

view! {
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
    Bearer is "Bearer";

    /// The protection space, RFC 9110 11.5.
    text realm = "realm";
    /// The scopes that the request would need, RFC 6749 3.3.
    words scopes = "scope";
    /// The error code, RFC 6750 3.1.
    text error = "error";
    /// A text for developers. It is not meant for users.
    text error_description = "error_description";
    /// A page about the error. It comes from the server: do not open it unasked.
    text error_uri = "error_uri";
    /// The URL of the metadata document, RFC 9728 5.1. It comes from the server: check it before it is fetched.
    text resource_metadata = "resource_metadata";
    /// The authentication contexts that would do, RFC 9470 3.
    words acr_values = "acr_values";
}

impl Bearer<'_> {
    /// How old the authentication may be, in seconds, RFC 9470 3.
    #[must_use]
    pub fn max_age(&self) -> Option<u64> {
        text(self.0, "max_age")?.parse().ok()
    }
}
