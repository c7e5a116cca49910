//! What is written of any text, as the documentation of [`bearer`] says.

use super::*;
use crate::change::Reason;

/// The parameters of a Bearer challenge, and the reason and the name of each change.
fn written(params: &[(&str, &str)]) -> (String, Vec<(Reason, String)>) {
    let mut changes = Vec::new();
    let listener = |change: Change| changes.push((change.reason, change.param.unwrap_or_default()));
    let header = bearer(OauthScheme::Bearer, params.iter().copied(), listener);
    (header.strip_prefix("Bearer").expect("the scheme").trim_start().to_owned(), changes)
}

/// Readers with regular expressions take the first `scope=` of a header for the parameter, wherever it stands.
#[test]
fn no_text_looks_like_a_parameter_that_does_not_stand_before_it() {
    let cases: &[(&[(&str, &str)], &str)] = &[
        (&[("realm", "x scope=y")], r#"realm="x scope =y""#),
        (&[("realm", "=scope=error= =x=")], r#"realm="=scope =error = =x=""#),
        (&[("realm", "scope=y"), ("scope", "a")], r#"realm="scope =y", scope="a""#),
        (
            &[("error_description", "scope=y error_description=z"), ("scope", "a")],
            r#"scope="a", error_description="scope=y error_description=z""#,
        ),
        (&[("scope", "a error=b scope=c d")], r#"scope="a scope=c d""#),
        (&[("error_uri", "https://h/?a=b")], r#"error_uri="https://h/?a=b""#),
        (
            &[("resource_metadata", "https://h/scope=?error=a#scope=")],
            r#"resource_metadata="https://h/scop%65=?erro%72=a#scop%65=""#,
        ),
        (
            &[("resource_metadata", "https://h/scope=?error=a"), ("scope", "a"), ("error", "b")],
            r#"scope="a", error="b", resource_metadata="https://h/scope=?error=a""#,
        ),
        (&[("x_scope", "a"), ("y", "scope=b")], r#"X_SCOPE="a", y="scope =b""#),
        (&[("x_scope", "a"), ("scope", "b")], r#"scope="b", x_scope="a""#),
    ];
    for (params, expected) in cases {
        let header = bearer(OauthScheme::Bearer, params.iter().copied(), |_| ());
        assert_eq!(header, format!("Bearer {expected}"));
    }
}

/// RFC 6750 3: %x20-21 / %x23-5B / %x5D-7E
#[test]
fn a_text_has_the_characters_of_its_parameter() {
    for (text, expected) in [
        ("say \"a\\b\"", "say 'a/b'"),
        ("caf\u{e9} \u{4e2d}", "caf? ?"),
        ("a\tb\r\nc\0\u{7f}\u{85}d", "a b  c   d"),
        ("\u{1f600}\u{2028}!~", "  !~"),
    ] {
        for name in ["realm", "error", "error_description", "x"] {
            let (header, changes) = written(&[(name, text)]);
            assert_eq!(header, format!("{name}=\"{expected}\""));
            assert_eq!(changes, [(Reason::Characters, name.to_owned())]);
        }
    }
    assert_eq!(written(&[("realm", " !#[]~")]), ("realm=\" !#[]~\"".to_owned(), vec![]));
}

type OfLength<'a> = &'a dyn Fn(usize) -> String;

#[test]
fn each_value_has_its_bound() {
    let url = |length: usize| format!("https://h/{}", "a".repeat(length - 10));
    let words = |length: usize| format!("{} {}", "a".repeat(1_000), "b".repeat(length - 1_001));
    let word = |length: usize| "a".repeat(length);
    let cases: [(&str, usize, OfLength<'_>, Option<usize>); 6] = [
        // A text is cut.
        ("realm", 512, &word, Some(512)),
        ("error_description", 512, &word, Some(512)),
        // A scope loses the words past the bound.
        ("scope", 2_048, &words, Some(1_000)),
        ("scope", 2_048, &word, None),
        // A URL is left out whole.
        ("resource_metadata", 2_048, &url, None),
        ("error_uri", 2_048, &url, None),
    ];
    for (name, most, value_of, left) in cases {
        let value = value_of(most);
        assert_eq!(written(&[(name, &value)]), (format!("{name}=\"{value}\""), vec![]));
        let value = value_of(most + 1);
        let expected = left.map(|left| format!("{name}=\"{}\"", &value[..left])).unwrap_or_default();
        assert_eq!(written(&[(name, &value)]), (expected, vec![(Reason::Length, name.to_owned())]));
    }
}

/// Words in the place of one that is too long may still fit.
#[test]
fn a_scope_keeps_the_words_that_fit() {
    let long = "a".repeat(2_040);
    let (header, changes) = written(&[("scope", &format!("{long} bcd efghi jkl m\" "))]);
    assert_eq!(header, format!("scope=\"{long} bcd jkl\""));
    for (sent, left) in [(" a  b ", r#"scope="a b""#), ("a b", r#"scope="a b""#), ("  ", ""), ("", "")] {
        assert_eq!(written(&[("scope", sent)]), (left.to_owned(), vec![]), "{sent:?}");
    }
    let scope = |reason| (reason, "scope".to_owned());
    assert_eq!(changes, [scope(Reason::Length), scope(Reason::ScopeToken)]);
}

#[test]
fn a_header_is_no_longer_than_8192_octets() {
    let start = r#"Bearer realm="a", x=""#;
    let longest = "b".repeat(8_192 - start.len() - 1);
    for (value, changes) in
        [(&longest, vec![]), (&format!("{longest}b"), vec![(Reason::Length, "x".to_owned())])]
    {
        let (header, found) = written(&[("x", value), ("realm", "a")]);
        let left =
            if changes.is_empty() { format!(r#"realm="a", x="{value}""#) } else { r#"realm="a""#.to_owned() };
        assert_eq!((header, found), (left, changes));
    }
    // What comes after it may still have room.
    let (header, _) = written(&[("x", &"b".repeat(9_000)), ("y", "c")]);
    assert_eq!(header, r#"y="c""#);
}

#[test]
fn a_name_is_a_token_and_stands_once() {
    let refused = |name: &str| vec![(Reason::Name, name.to_owned())];
    for (params, expected, changes) in [
        (&[("Realm", "a"), ("X", "b")][..], r#"realm="a", x="b""#, vec![]),
        (&[("realm", "a"), ("REALM", "b")], r#"realm="a""#, refused("realm")),
        (&[("x", "a"), ("X", "b")], r#"x="a""#, refused("x")),
        (&[("x y", "a")], "", refused("x y")),
        (&[("", "a")], "", refused("")),
        (&[("realm", ""), ("x", "")], r#"realm="""#, vec![]),
        (&[("scope", ""), ("error", ""), ("error_description", "")], "", vec![]),
        (&[("error_uri", "urn:a")], "", vec![(Reason::Url, "error_uri".to_owned())]),
    ] {
        assert_eq!(written(params), (expected.to_owned(), changes), "{params:?}");
    }
}
