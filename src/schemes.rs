//! Schemes as their specifications see them: views that borrow a challenge, which keeps what they do not know.

use crate::challenge::Challenge;

/// A view: the scheme, and a method for each parameter that is a text or a list of words.
macro_rules! view {
    (
        $(#[doc = $about:literal])+ $view:ident is $scheme:literal;
        $($(#[doc = $doc:literal])+ $kind:ident $method:ident = $name:literal;)+
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug)]
        pub struct $view<'c>(&'c crate::challenge::Challenge<'c>);

        impl<'c> $view<'c> {
            #[doc = concat!("The view, if the challenge is one of `", $scheme, "`.")]
            #[must_use]
            pub fn of(challenge: &'c crate::challenge::Challenge<'c>) -> Option<Self> {
                challenge.is($scheme).then_some(Self(challenge))
            }

            $(view!(@$kind $(#[doc = $doc])+ $method = $name);)+
        }
    };
    (@text $(#[doc = $doc:literal])+ $method:ident = $name:literal) => {
        $(#[doc = $doc])+
        #[must_use]
        pub fn $method(&self) -> Option<&'c str> {
            super::text(self.0, $name)
        }
    };
    (@words $(#[doc = $doc:literal])+ $method:ident = $name:literal) => {
        $(#[doc = $doc])+
        pub fn $method(&self) -> impl Iterator<Item = &'c str> {
            super::text(self.0, $name).unwrap_or_default().split_ascii_whitespace()
        }
    };
    (@flag $(#[doc = $doc:literal])+ $method:ident = $name:literal) => {
        $(#[doc = $doc])+
        #[must_use]
        pub fn $method(&self) -> bool {
            super::text(self.0, $name).is_some_and(|value| value.eq_ignore_ascii_case("true"))
        }
    };
}

mod basic;
mod bearer;
mod digest;
mod dpop;

pub use basic::Basic;
pub use bearer::Bearer;
pub use digest::Digest;
pub use dpop::Dpop;

/// A parameter as text; `None` if it is missing or no UTF-8.
fn text<'c>(challenge: &'c Challenge<'_>, name: &str) -> Option<&'c str> {
    challenge.param(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    /// RFC 6750 3 and RFC 9470 3.1
    #[test]
    fn bearer_has_a_scope_an_error_and_what_would_do() {
        let challenges = parse([
            r#"Bearer realm="example", error="insufficient_user_authentication", scope="read  write""#,
            r#"error_description="A different authentication level is required", error_uri="https://h/""#,
            r#"acr_values="myACR other", max_age="5", resource_metadata="https://h/m""#,
        ]);
        let bearer = Bearer::of(&challenges[0]).expect("a Bearer challenge");
        assert_eq!(bearer.realm(), Some("example"));
        assert_eq!(bearer.error(), Some("insufficient_user_authentication"));
        assert_eq!(bearer.error_description(), Some("A different authentication level is required"));
        assert_eq!(bearer.error_uri(), Some("https://h/"));
        assert_eq!(bearer.resource_metadata(), Some("https://h/m"));
        assert_eq!(bearer.scopes().collect::<Vec<_>>(), ["read", "write"]);
        assert_eq!(bearer.acr_values().collect::<Vec<_>>(), ["myACR", "other"]);
        assert_eq!(bearer.max_age(), Some(5));
        for field in ["Bearer", "Bearer max_age=\"\"", "Bearer max_age=-1", "Bearer max_age=a"] {
            assert_eq!(Bearer::of(&parse([field])[0]).expect(field).max_age(), None, "{field}");
        }
        assert!(Bearer::of(&parse(["DPoP"])[0]).is_none());
    }

    /// RFC 9449 7.1
    #[test]
    fn dpop_has_algorithms() {
        let field =
            r#"DPoP algs="ES256 PS256", error="invalid_token", scope="a", resource_metadata="https://h/""#;
        let challenges = parse([field]);
        let dpop = Dpop::of(&challenges[0]).expect("a DPoP challenge");
        assert_eq!(dpop.algs().collect::<Vec<_>>(), ["ES256", "PS256"]);
        assert_eq!(dpop.scopes().collect::<Vec<_>>(), ["a"]);
        assert_eq!((dpop.error(), dpop.resource_metadata()), (Some("invalid_token"), Some("https://h/")));
    }

    /// RFC 7617 2.1
    #[test]
    fn basic_has_a_realm_and_may_want_utf_8() {
        for (field, realm, wants_utf8) in [
            (r#"Basic realm="foo", charset="UTF-8""#, Some("foo"), true),
            ("basic realm=foo, charset=utf-8", Some("foo"), true),
            (r#"Basic realm="foo", charset="latin1""#, Some("foo"), false),
            ("Basic", None, false),
        ] {
            let challenges = parse([field]);
            let basic = Basic::of(&challenges[0]).expect(field);
            assert_eq!((basic.realm(), basic.wants_utf8()), (realm, wants_utf8), "{field}");
        }
    }

    /// RFC 7616 3.3 and 3.9.1
    #[test]
    fn digest_has_an_algorithm_and_qualities_of_protection() {
        let challenges = parse([
            r#"Digest realm="http-auth@example.org", qop="auth, auth-int,", algorithm=SHA-256"#,
            r#"nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", domain="/a /b", stale=TRUE"#,
            r#"opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS", userhash=true"#,
            "Digest stale=false",
        ]);
        let [full, bare] = [0, 1].map(|at| Digest::of(&challenges[at]).expect("a Digest challenge"));
        assert_eq!(full.realm(), Some("http-auth@example.org"));
        assert_eq!(full.nonce(), Some("7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"));
        assert_eq!(full.opaque(), Some("FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"));
        assert_eq!(full.domain().collect::<Vec<_>>(), ["/a", "/b"]);
        assert_eq!(full.qop().collect::<Vec<_>>(), ["auth", "auth-int"]);
        assert_eq!((full.algorithm(), bare.algorithm()), ("SHA-256", "MD5"));
        assert_eq!((full.is_stale(), full.has_userhash()), (true, true));
        assert_eq!((bare.is_stale(), bare.has_userhash(), bare.qop().count()), (false, false, 0));
    }

    /// RFC 9110 5.5: octets above 0x7F have no charset.
    #[test]
    fn what_is_no_utf_8_is_no_text() {
        let challenges = parse([&b"Basic realm=\"caf\xE9\""[..]]);
        assert_eq!(Basic::of(&challenges[0]).expect("a Basic challenge").realm(), None);
        let challenges = parse([&b"Basic realm=\"caf\xC3\xA9\""[..]]);
        assert_eq!(Basic::of(&challenges[0]).expect("a Basic challenge").realm(), Some("caf\u{e9}"));
    }
}
