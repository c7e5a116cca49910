//! What each rule finds.

mod fixes;

use super::*;

/// Code, offset, length.
type Found = (&'static str, usize, usize);

fn found(findings: &[Finding]) -> Vec<Found> {
    findings.iter().map(|finding| (finding.code.as_str(), finding.offset, finding.length)).collect()
}

fn of(line: &str, profile: Profile, status: Option<u16>) -> Vec<Found> {
    found(&lint([line], profile, status))
}

/// The findings of `profile`, each with the text that it is about.
fn marked(line: &str, profile: Profile, status: Option<u16>) -> Vec<(&'static str, &str)> {
    of(line, profile, status)
        .into_iter()
        .map(|(code, offset, length)| (code, &line[offset..offset + length]))
        .collect()
}

const FORBIDDEN: &str = r#"Bearer, error="insufficient_scope", scope="files:read""#;

#[test]
fn each_profile_adds_rules() {
    let comma = ("comma-after-scheme", 6, 1);
    let pointer = ("resource-metadata-missing", 0, 6);
    assert_eq!(of(FORBIDDEN, Profile::Http, Some(403)), [comma]);
    assert_eq!(of(FORBIDDEN, Profile::Oauth, Some(403)), [comma]);
    assert_eq!(of(FORBIDDEN, Profile::Mcp, Some(403)), [pointer, comma]);
    let status = ("error-status", 15, 18);
    let credentials = ("error-without-credentials", 15, 18);
    assert_eq!(of(FORBIDDEN, Profile::Oauth, Some(401)), [comma, credentials, status]);
}

#[test]
fn a_registered_scheme_has_its_specification() {
    for (scheme, expected) in [
        ("Bearer", Some("RFC 6750")),
        ("DPOP", Some("RFC 9449")),
        ("basic", Some("RFC 7617")),
        ("Digest", Some("RFC 7616")),
        ("Newauth", None),
        ("", None),
    ] {
        assert_eq!(specification(scheme), expected, "{scheme}");
    }
}

#[test]
fn rules_of_http() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        (r#"Basic realm="a""#, &[]),
        ("Basic realm=a", &[("realm-not-quoted", "a")]),
        ("Basic", &[("basic-realm-missing", "Basic")]),
        (r#"Basic realm="a", charset="utf-8""#, &[]),
        (r#"Basic realm="a", charset="latin1""#, &[("invalid-charset", "latin1")]),
        (r#"Newauth realm="a""#, &[("unknown-scheme", "Newauth")]),
        (r#"basic realm="a", Colour=blue"#, &[("unknown-parameter", "Colour")]),
        ("Bearer realm=", &[("unexpected-token68", "realm=")]),
        (r#"Basic realm="a b"#, &[("unterminated-quote", "\"a b")]),
        (r#"Digest realm="a", nonce="b", qop="auth", stale="a"#, &[("unterminated-quote", "\"a")]),
        ("Negotiate abc==", &[]),
        ("Digest abc==", &[("unexpected-token68", "abc==")]),
        (r#"Digest realm="a", nonce="b", qop="auth", algorithm=MD5, stale=false"#, &[]),
        (
            "Digest",
            &[
                ("digest-realm-missing", "Digest"),
                ("digest-nonce-missing", "Digest"),
                ("digest-qop-missing", "Digest"),
            ],
        ),
        (
            r#"Digest realm=a, nonce=b, qop=auth, domain=c, opaque=d, algorithm="MD5", stale="true""#,
            &[
                ("realm-not-quoted", "a"),
                ("digest-not-quoted", "b"),
                ("digest-not-quoted", "auth"),
                ("digest-not-quoted", "c"),
                ("digest-not-quoted", "d"),
                ("digest-quoted", "\"MD5\""),
                ("digest-quoted", "\"true\""),
            ],
        ),
    ];
    for (line, expected) in cases {
        assert_eq!(marked(line, Profile::Http, None), *expected, "{line}");
    }
}

/// RFC 9110 5.4
#[test]
fn all_that_is_too_long_is_one_finding() {
    let line = format!("Basic realm=\"a\",{}", " ".repeat(65_536));
    assert_eq!(of(&line, Profile::Http, None), [("too-long", 65_536, 16)]);
}

#[test]
fn rules_of_oauth() {
    let cases: &[(&str, &[(&str, &str)])] = &[
        (
            r#"Bearer realm="a", scope="b c", error="invalid_token", error_description="d", error_uri="https://e/""#,
            &[],
        ),
        ("Bearer", &[("bearer-parameters-missing", "Bearer")]),
        ("Bearer abc", &[("unexpected-token68", "abc")]),
        (
            r"Bearer error=invalid_token, error_uri=a\b",
            &[("unquoted-value", r"a\b"), ("invalid-character", r"\")],
        ),
        (r#"Bearer error="a\"b""#, &[("invalid-character", "\\\""), ("unknown-error", "a\\\"b")]),
        (r#"Bearer error="invalid_token", error_description="a\\b""#, &[("invalid-character", "\\\\")]),
        (r#"Bearer error="invalid_token", error_uri="https://a b""#, &[("invalid-character", " ")]),
        ("Bearer scope=\"a\tb\"", &[("invalid-character", "\t")]),
        (r#"Bearer scope="a  b""#, &[("invalid-scope", "a  b")]),
        (r#"Bearer scope=" a""#, &[("invalid-scope", " a")]),
        (r#"Bearer scope="""#, &[("invalid-scope", "\"\"")]),
        (r#"Bearer scope="repository:a:pull,push""#, &[]),
        (r#"Bearer scope="a, b""#, &[("comma-in-scope", "a, b")]),
        (r#"Bearer error="expired""#, &[("unknown-error", "expired")]),
        (r#"Bearer error_description="a""#, &[("description-without-error", "error_description")]),
        (r#"Bearer resource_metadata="https://h/p""#, &[]),
        (r#"Bearer resource_metadata="https:\/\/h""#, &[]),
        (r#"Bearer error="invalid\_token", error_description="\a\ b", scope="\a""#, &[]),
        (r#"Bearer resource_metadata="/p""#, &[("invalid-resource-metadata", "\"/p\"")]),
        (
            r#"Bearer resource_metadata="https://u@h/p""#,
            &[("invalid-resource-metadata", "\"https://u@h/p\"")],
        ),
        (r#"Bearer resource_metadata="""#, &[("invalid-resource-metadata", "\"\"")]),
        (
            r#"Bearer resource_metadata="https://h/a b""#,
            &[("invalid-resource-metadata", "\"https://h/a b\"")],
        ),
        (r#"DPoP algs="ES256 PS256""#, &[]),
        (r#"DPoP error="use_dpop_nonce""#, &[("dpop-algs-missing", "DPoP")]),
        (r#"DPoP algs="ES256,PS256""#, &[("invalid-dpop-algs", "\"ES256,PS256\"")]),
        (r#"DPoP algs="""#, &[("invalid-dpop-algs", "\"\"")]),
        (r#"DPoP algs="ES256 HS256""#, &[("symmetric-dpop-alg", "ES256 HS256")]),
        (r#"Bearer error="insufficient_user_authentication", max_age="60", acr_values="a b""#, &[]),
        (
            r#"Bearer error="insufficient_user_authentication""#,
            &[("step-up-requirement-missing", "insufficient_user_authentication")],
        ),
        (
            r#"Bearer max_age="-1", acr_values="a  b""#,
            &[
                ("step-up-error-missing", "acr_values"),
                ("invalid-max-age", "\"-1\""),
                ("invalid-acr-values", "\"a  b\""),
            ],
        ),
        (r#"Basic realm="a\"b""#, &[]),
    ];
    for (line, expected) in cases {
        let mut expected = expected.to_vec();
        let mut marked = marked(line, Profile::Oauth, None);
        expected.sort_unstable();
        marked.sort_unstable();
        assert_eq!(marked, expected, "{line}");
    }
}

#[test]
fn rules_of_mcp() {
    let good = r#"Bearer resource_metadata="https://h/p", scope="a""#;
    let cases: &[(&str, &[(&str, &str)])] = &[
        (good, &[]),
        (r#"Basic realm="a""#, &[("oauth-challenge-missing", "Basic")]),
        (r#"Bearer scope="a""#, &[("resource-metadata-missing", "Bearer")]),
        (r#"Bearer resource_metadata="https://h/p""#, &[("scope-missing", "Bearer")]),
        (
            r#"Bearer resource_metadata="https://h/p", scope="x_offline_access offline_access""#,
            &[("offline-access", "offline_access")],
        ),
        (r#"Bearer scope="a", Bearer resource_metadata="https://h/p""#, &[]),
        (
            r#"Bearer scope="a", resource_metadata="http://h/p""#,
            &[("insecure-resource-metadata", "\"http://h/p\"")],
        ),
        (
            r#"Bearer scope="a", resource_metadata="http://127.0.0.1.example/p""#,
            &[("insecure-resource-metadata", "\"http://127.0.0.1.example/p\"")],
        ),
        (r#"Bearer scope="a", resource_metadata="http://127.0.0.9:80/p""#, &[]),
        (r#"Bearer scope="a", resource_metadata="http://[::1]:80/p""#, &[]),
        (r#"Bearer scope="a", resource_metadata="http://a.localhost/p""#, &[]),
    ];
    for (line, expected) in cases {
        assert_eq!(marked(line, Profile::Mcp, None), *expected, "{line}");
    }
    let offline = of(cases[4].0, Profile::Mcp, None);
    assert_eq!(offline[0].1, cases[4].0.rfind("offline_access").expect("the word"));
    assert_eq!(marked(good, Profile::Mcp, Some(403)), [("insufficient-scope-missing", "Bearer")]);
    let one = r#"Bearer error="insufficient_scope", scope="a", resource_metadata="https://h/p""#;
    assert_eq!(marked(one, Profile::Mcp, Some(403)), []);
    let two = format!(r#"{one}, Bearer error="insufficient_scope", scope="b""#);
    assert_eq!(marked(&two, Profile::Mcp, Some(403)), [("scopes-in-several-challenges", "b")]);
    let other = format!(r#"{one}, DPoP algs="ES256", error="insufficient_scope", scope="a""#);
    assert_eq!(marked(&other, Profile::Mcp, Some(403)), []);
    assert_eq!(marked(r#"Basic realm="a""#, Profile::Mcp, Some(407)), []);
}

#[test]
fn rules_of_the_status() {
    for (line, status, expected) in [
        ("", 401, &["challenge-missing"][..]),
        ("", 407, &["proxy-challenge-missing"]),
        ("", 403, &[]),
        (r#"Bearer error="invalid_request""#, 400, &[]),
        (r#"Bearer error="invalid_request""#, 403, &["error-status"]),
        (r#"Bearer error="invalid_token""#, 401, &["error-without-credentials"]),
        (r#"Bearer error="invalid_token""#, 400, &["error-status"]),
        (r#"Bearer error="invalid_token""#, 407, &[]),
        (r#"Bearer error="insufficient_scope""#, 403, &[]),
        (r#"Bearer error="insufficient_scope""#, 400, &["error-status"]),
        (r#"Bearer error="insufficient_user_authentication", max_age=1"#, 403, &["step-up-status"]),
        (r#"DPoP error="invalid_dpop_proof", algs="ES256""#, 403, &["dpop-error-status"]),
        (r#"DPoP error="use_dpop_nonce", algs="ES256""#, 401, &["error-without-credentials"]),
    ] {
        let codes: Vec<_> = of(line, Profile::Oauth, Some(status)).into_iter().map(|found| found.0).collect();
        assert_eq!(codes, expected, "{line} {status}");
    }
    assert_eq!(found(&lint([""; 0], Profile::Http, Some(401))), [("challenge-missing", 0, 0)]);
}
