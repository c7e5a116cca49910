//! The form that every client reads: parameters of OAuth as RFC 6750 has them, and all others exactly.

use super::*;

#[test]
fn an_oauth_challenge_is_written_as_clients_read_it() {
    for (came, left) in [
        ("bearer  X=a , SCOPE = b,realm=c", r#"Bearer realm="c", scope="b", x="a""#),
        (
            r#"Bearer realm="a\"b\\c", error_description="d""#,
            r#"Bearer realm="a'b/c", error_description="d""#,
        ),
        (r#"Bearer realm="", scope="", error="", error_uri="""#, r#"Bearer realm="""#),
        ("Bearer scope=\"a\t b  c\\\"\"", r#"Bearer scope="a b""#),
        (r#"Bearer x="", y="a\"b\\c""#, r#"Bearer x="", y="a\"b\\c""#),
        (r#"Bearer resource_metadata=" HTTP:\\u:p@h/a b""#, r#"Bearer resource_metadata="http://h/a%20b""#),
        (r#"Bearer resource_metadata="urn:a", error_uri="/p", x=y"#, r#"Bearer x="y""#),
        (r#"DPoP algs="ES256", error=a; x=b"#, r#"DPoP error="a", algs="ES256", x="b""#),
        ("Bearer a=b, A=c", r#"Bearer a="b""#),
    ] {
        assert_eq!(sent(Forward::new().normalize(), &[came]), [left], "{came}");
    }
}

/// What came through so far is not too long for those behind.
#[test]
fn what_came_is_not_cut() {
    let long = "a".repeat(9_000);
    for line in [
        format!(r#"Bearer realm="{long}""#),
        format!(r#"Bearer scope="{long} b""#),
        format!(r#"Bearer resource_metadata="https://h/{long}""#),
        format!(r#"Bearer x="{long}""#),
    ] {
        assert_eq!(sent(Forward::new().normalize(), &[&line]), [&*line]);
    }
    let octets = [&b"Bearer x=\"\xE9 \\\"\""[..]];
    assert_eq!(Forward::new().normalize().lines(&octets), octets);
}

/// RFC 7616 3.3
#[test]
fn other_challenges_keep_their_values() {
    for (came, left) in [
        (r#"basic  Realm="a\"b\\c", x="""#, r#"Basic realm="a\"b\\c", x="""#),
        ("digest realm=a, stale=\"true\", algorithm=MD5", r#"Digest realm="a", stale=true, algorithm=MD5"#),
        ("X-y resource_metadata=urn:a;scope=\"\\\"\"", r#"X-y resource_metadata="urn:a", scope="\"""#),
    ] {
        assert_eq!(sent(Forward::new().normalize(), &[came]), [left], "{came}");
    }
}
