//! Authentication schemes and their parameters, with the specification that defines them: one table.
//!
//! The schemes are those of the HTTP Authentication Scheme Registry (RFC 9110 16.4.1), and NTLM, which is everywhere
//! and not registered.

/// What stands after the name of a scheme in a challenge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Parameters.
    Params,
    /// A token68, or nothing.
    Token68,
}

/// A scheme.
#[derive(Debug)]
pub(crate) struct Registered {
    pub(crate) name: &'static str,
    /// Where it is defined.
    pub(crate) specification: &'static str,
    pub(crate) form: Form,
    /// The names of its parameters, in lower case. `realm` belongs to each scheme (RFC 9110 11.5).
    pub(crate) params: &'static [&'static str],
    /// Those of them that must not be quoted-strings.
    pub(crate) tokens: &'static [&'static str],
}

/// True if a value of the parameter must be a token and not a quoted-string.
pub(crate) fn must_be_token(scheme: &str, param: &str) -> bool {
    Registered::find(scheme.as_bytes())
        .is_some_and(|scheme| scheme.tokens.iter().any(|name| name.eq_ignore_ascii_case(param)))
}

impl Registered {
    /// The scheme of that name, whatever its case.
    pub(crate) fn find(scheme: &[u8]) -> Option<&'static Self> {
        SCHEMES.iter().find(|registered| registered.name.as_bytes().eq_ignore_ascii_case(scheme))
    }

    /// True if the scheme has a parameter of that name.
    pub(crate) fn has(&self, param: &[u8]) -> bool {
        let mut names = self.params.iter().chain(&["realm"]);
        names.any(|name| name.as_bytes().eq_ignore_ascii_case(param))
    }
}

/// The parameters of OAuth challenges: RFC 6750 3, RFC 9728 5.1, RFC 9470 3, and those that large services add.
macro_rules! oauth_params {
    ($($more:literal),*) => {
        &[
            "scope", "error", "error_description", "error_uri", "resource_metadata", "acr_values", "max_age",
            $($more),*
        ]
    };
}

/// Every scheme, those of OAuth first.
pub(crate) const SCHEMES: &[Registered] = &[
    params(
        "Bearer",
        "RFC 6750",
        // Microsoft identity platform; container registries.
        oauth_params!["authorization_uri", "claims", "client_id", "trusted_issuers", "service"],
    ),
    params("DPoP", "RFC 9449", oauth_params!["algs"]),
    params("Basic", "RFC 7617", &["charset"]),
    Registered {
        // RFC 7616 3.3
        tokens: &["stale", "algorithm"],
        ..params(
            "Digest",
            "RFC 7616",
            &["domain", "nonce", "opaque", "stale", "algorithm", "qop", "charset", "userhash"],
        )
    },
    token68("Negotiate", "RFC 4559"),
    token68("NTLM", "MS-NTHT"),
    params("HOBA", "RFC 7486", &["challenge", "max-age"]),
    params(
        "Mutual",
        "RFC 8120",
        &[
            "version",
            "algorithm",
            "validation",
            "auth-scope",
            "reason",
            "sid",
            "ks1",
            "nc-max",
            "nc-window",
            "time",
            "path",
        ],
    ),
    params("SCRAM-SHA-1", "RFC 7804", &["sid", "sr", "data", "ttl"]),
    params("SCRAM-SHA-256", "RFC 7804", &["sid", "sr", "data", "ttl"]),
    params("vapid", "RFC 8292", &[]),
    params("OAuth", "RFC 5849", &[]),
    params("PrivateToken", "RFC 9577", &["challenge", "token-key", "max-age"]),
    params("GNAP", "RFC 9635", &["as_uri", "referrer", "access"]),
    params("Concealed", "RFC 9729", &[]),
];

const fn params(
    name: &'static str,
    specification: &'static str,
    params: &'static [&'static str],
) -> Registered {
    Registered { name, specification, form: Form::Params, params, tokens: &[] }
}

const fn token68(name: &'static str, specification: &'static str) -> Registered {
    Registered { name, specification, form: Form::Token68, params: &[], tokens: &[] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_found_in_any_case_with_its_parameters() {
        for registered in SCHEMES {
            let upper = registered.name.to_uppercase();
            let found = Registered::find(upper.as_bytes()).expect("a registered scheme");
            assert_eq!(found.name, registered.name);
            assert!(found.has(b"Realm"), "{upper}");
            assert!(registered.params.iter().all(|name| found.has(name.as_bytes())), "{upper}");
            assert!(!found.has(b"x-realm"), "{upper}");
            let is_named = ["RFC ", "MS-"].iter().any(|start| registered.specification.starts_with(start));
            assert!(is_named, "{upper}");
        }
        assert!(Registered::find(b"Bear").is_none());
    }

    #[test]
    fn two_values_of_digest_must_be_tokens() {
        assert!(must_be_token("Digest", "stale"));
        assert!(must_be_token("digest", "Algorithm"));
        assert!(!must_be_token("Digest", "realm"));
        assert!(!must_be_token("Mutual", "algorithm"));
        assert!(!must_be_token("Newauth", "stale"));
    }

    #[test]
    fn known_schemes_are_registered() {
        for scheme in crate::known::SCHEMES.list() {
            assert_eq!(Registered::find(scheme.as_bytes()).map(|found| found.name), Some(*scheme));
        }
    }
}
