use super::text;

view! {
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
    Digest is "Digest";

    /// The protection space.
    text realm = "realm";
    /// The URIs of the protection space. Without any, it is the whole server.
    words domain = "domain";
    /// What the response has to be made with.
    text nonce = "nonce";
    /// What the response has to give back unchanged.
    text opaque = "opaque";
    /// True if only the nonce was too old.
    flag is_stale = "stale";
    /// True if the user name may be sent hashed.
    flag has_userhash = "userhash";
}

impl<'c> Digest<'c> {
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
}
