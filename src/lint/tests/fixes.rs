//! Fixes, places and work, over the vectors and over generated text.

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, Strategy};
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use super::FORBIDDEN;
use crate::chars::work;
use crate::lint::{Finding, Profile, fixed, lint};
use crate::parse::Reader;

fn fixed_text(lines: &[&str], profile: Profile) -> Vec<String> {
    let findings = lint(lines.iter().copied(), profile, None);
    fixed(lines.iter().copied(), &findings)
        .into_iter()
        .map(|line| String::from_utf8(line).expect("text"))
        .collect()
}

#[test]
fn what_is_certain_is_fixed() {
    for (line, expected) in [
        (FORBIDDEN, r#"Bearer error="insufficient_scope", scope="files:read""#),
        (r#"Bearer,, ;realm="a""#, r#"Bearer realm="a""#),
        (r#"Bearer, ???, realm="a""#, r#"Bearer, ???, realm="a""#),
        ("Bearer a\t=;b=c", "Bearer a\t=\"\",b=c"),
        (r#"Bearer;realm="a""#, r#"Bearer realm="a""#),
        (r#"Bearer realm="a" scope="b""#, r#"Bearer realm="a", scope="b""#),
        (r#"Bearer realm="a"scope="b""#, r#"Bearer realm="a", scope="b""#),
        (r#"Bearer realm="a"; scope="b""#, r#"Bearer realm="a", scope="b""#),
        (
            r#"Bearer resource_metadata=https://h/p, scope="b""#,
            r#"Bearer resource_metadata="https://h/p", scope="b""#,
        ),
        (r#"Basic realm="a"#, r#"Basic realm="a""#),
        (r#"Basic realm="a\"#, r#"Basic realm="a\\""#),
        ("Basic realm=\"a\nb\"", r#"Basic realm="a b""#),
        ("Basic \t\n realm=\"a\"", r#"Basic  realm="a""#),
        ("Basic realm=\"a\u{1}b\"", "Basic realm=\"a\u{1}b\""),
        ("Bearer realm=a/\u{1}b", "Bearer realm=a/\u{1}b"),
        (r#"Bearer scope="a  b"#, r#"Bearer scope="a b""#),
        (r#"Bearer scope="a \ b""#, r#"Bearer scope="a \ b""#),
        (r#"Basic realm=a, realm="b""#, r#"Basic realm="a", realm="b""#),
        (r#"Basic realm="a", realm=b/c, x="y""#, r#"Basic realm="a", realm="b/c", x="y""#),
        (r#"realm="a""#, r#"realm="a""#),
        (
            r#"Digest realm=a, nonce=b, qop=auth, algorithm="MD5", stale="no way""#,
            r#"Digest realm="a", nonce="b", qop="auth", algorithm=MD5, stale="no way""#,
        ),
        (
            r#"Bearer scope="  a   b ", error="invalid_token", error_description="say \"no\" to a\\b""#,
            r#"Bearer scope="a b", error="invalid_token", error_description="say 'no' to a/b""#,
        ),
    ] {
        assert_eq!(fixed_text(&[line], Profile::Oauth), [expected]);
    }
    let end = r#"Bearer error="invalid_token", error_description="a\"#;
    let [once] = <[String; 1]>::try_from(fixed_text(&[end], Profile::Oauth)).expect("a line");
    assert_eq!(once, format!(r#"{end}\""#));
    assert_eq!(fixed_text(&[&once], Profile::Oauth), [end.replace('\\', "/\"")]);
    let lines = ["Bearer", "realm=\"a", "Basic realm=b"];
    assert_eq!(fixed_text(&lines, Profile::Http), ["Bearer", "realm=\"a\"", "Basic realm=\"b\""]);
}

fn vectors() -> Vec<Vec<Vec<u8>>> {
    let files = concat!(
        include_str!("../../../tests/vectors/published.jsonl"),
        include_str!("../../../tests/vectors/recoveries.jsonl")
    );
    let octets = |field: &serde_json::Value| {
        field.as_str().expect("text").chars().map(|c| u8::try_from(c).unwrap_or(0x1A)).collect()
    };
    let lines = |line| {
        let vector: serde_json::Value = serde_json::from_str(line).expect("a JSON object a line");
        vector["fields"].as_array().expect("fields").iter().map(octets).collect()
    };
    let vectors: Vec<_> = files.lines().map(lines).collect();
    assert!(vectors.len() > 400, "no vectors");
    vectors
}

/// The challenges as text: scheme, token68, names and values.
fn read(lines: &[Vec<u8>]) -> Vec<String> {
    let text = |challenge: &crate::Challenge<'_>| {
        let params = challenge.params().iter();
        let params: Vec<_> = params.map(|param| (param.name(), param.value().as_bytes())).collect();
        format!("{} {:?} {params:?}", challenge.scheme(), challenge.token68())
    };
    Reader::new().read(lines).iter().map(text).collect()
}

/// Fixes twice: a value that is repaired may have words that a rule wants otherwise.
fn check_fixes(lines: &[Vec<u8>], profile: Profile) {
    let once = fixed(lines, &lint(lines, profile, None));
    let twice = fixed(&once, &lint(&once, profile, None));
    let rest = lint(&twice, profile, None);
    assert!(rest.iter().all(|finding| finding.fix.is_none()), "{lines:?}: {rest:?}");
    if profile == Profile::Http {
        assert_eq!(read(lines), read(&once), "{lines:?} {once:?}");
        assert_eq!(read(&once), read(&twice), "{once:?} {twice:?}");
    }
}

/// Only a rule about what a text says may change a value: a quote in a description, a space in a scope.
#[test]
fn fixes_keep_what_is_read_and_leave_nothing_to_fix() {
    for lines in vectors() {
        for profile in [Profile::Http, Profile::Mcp] {
            check_fixes(&lines, profile);
        }
    }
}

proptest::proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, rng_seed: RngSeed::Fixed(9110), ..ProptestConfig::default() })]

    #[test]
    fn the_same_of_any_text(lines in hostile_lines()) {
        check_fixes(&lines, Profile::Http);
        check_fixes(&lines, Profile::Mcp);
        check_spans(&lines);
    }
}

/// Lines of the parts that matter, in any order.
fn hostile_lines() -> impl Strategy<Value = Vec<Vec<u8>>> {
    const PARTS: &[&str] = &[
        "Bearer",
        "Digest",
        "Basic",
        "DPoP",
        " ",
        "  ",
        ",",
        ", ",
        ";",
        "=",
        "\"",
        "\\",
        "a",
        "/",
        "realm",
        "scope",
        "qop",
        "stale",
        "error",
        "error_description",
        "\t",
        "\n",
        "\0",
        "\u{1}",
        "\u{e9}",
        "a=b",
        "a=\"b\"",
        "Bearer ",
        "realm=\"",
        "scope=\"a  b",
        "resource_metadata=https://h/p",
        " error_description=\"a\\\"",
    ];
    let line = vec(select(PARTS), 0..12).prop_map(|parts| parts.concat().into_bytes());
    vec(line, 1..3)
}

#[test]
fn spans_lie_in_their_lines_and_fixes_do_not_overlap() {
    for lines in vectors() {
        check_spans(&lines);
    }
}

fn check_spans(lines: &[Vec<u8>]) {
    let mut end = (0, 0);
    let mut findings = lint(lines, Profile::Mcp, Some(401));
    findings.sort_by_key(|finding| (finding.line, finding.fix.as_ref().map(|fix| fix.offset)));
    for finding in findings {
        let length = lines.get(finding.line).map_or(0, Vec::len);
        assert!(finding.offset + finding.length <= length, "{lines:?}: {finding:?}");
        let Some(fix) = finding.fix else { continue };
        assert!(fix.offset + fix.length <= length, "{lines:?}: {fix:?}");
        assert!((finding.line, fix.offset) >= end, "{lines:?}: {fix:?}");
        end = (finding.line, fix.offset + fix.length);
    }
}

/// Octets looked at in a table, and octets written, for an octet that is read.
#[test]
fn linting_takes_no_more_work_for_an_octet_the_longer_the_field_is() {
    let longest = work::longest(32_000);
    let units = [
        "a=\"b\"",
        "a=\"b\" ",
        "Bearer, ",
        "Bearer,,a=b",
        ";",
        "a=b;",
        "\0",
        "a=\"\0\"",
        "\\\"",
        "Digest a=b,",
        "Bearer a=/ ",
        "a=/b\u{1}",
        "Bearer scope=\" a  b\",",
        "scope=a b ",
        "\"",
        "Bearer a=\"\\",
        "offline_access ",
        ",a",
    ];
    for unit in units {
        for opening in ["", "Bearer ", "Bearer a=\"", "Bearer scope=\"", "Bearer a=/"] {
            let of = |size: usize| {
                let line = format!("{opening}{}", unit.repeat(size / unit.len())).into_bytes();
                let mut written = 0;
                let looked = work::of(|| {
                    let findings = lint([&line], Profile::Mcp, Some(403));
                    let text = |finding: &Finding| finding.fix.as_ref().map_or(0, |fix| fix.text.len());
                    written = findings.iter().map(|finding| 1 + text(finding)).sum();
                });
                #[expect(clippy::cast_precision_loss, reason = "small numbers")]
                let share = (looked + written) as f64 / line.len() as f64;
                share
            };
            let (short, long) = (of(2_000), of(longest));
            assert!(long <= short * 1.2 + 0.5, "{opening:?} {unit:?}: {short} then {long}");
        }
    }
}
