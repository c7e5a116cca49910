view! {
    /// A `DPoP` challenge, RFC 9449 7.1.
    ///
    /// ```
    /// use auth_challenge::{parse, schemes::Dpop};
    ///
    /// let challenges = parse(["DPoP algs=\"ES256 PS256\", error=\"invalid_dpop_proof\""]);
    /// let dpop = Dpop::of(&challenges[0]).unwrap();
    /// assert_eq!(dpop.algs().collect::<Vec<_>>(), ["ES256", "PS256"]);
    /// ```
    Dpop is "DPoP";

    /// The algorithms that a proof may be signed with.
    words algs = "algs";
    /// The scopes that the request would need, RFC 6749 3.3.
    words scopes = "scope";
    /// The error code.
    text error = "error";
    /// The URL of the metadata document, RFC 9728 5.1. It comes from the server: check it before it is fetched.
    text resource_metadata = "resource_metadata";
}
