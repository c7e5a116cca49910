//! The edits of parameters: to which challenges they apply, together, and with what they leave alone.

use super::*;

const WELL_KNOWN: &str = "/.well-known/oauth-protected-resource";

fn set(name: &str, value: &str, schemes: Schemes) -> Forward<'static> {
    Forward::new().set(name, value, schemes).expect("a parameter")
}

/// RFC 4559 4.1: a Negotiate challenge has no parameters.
#[test]
fn a_parameter_is_added_where_the_scheme_has_parameters_or_is_named() {
    let (all, negotiate, bearer) =
        (|| Schemes::All, || Schemes::only(["Negotiate"]), || Schemes::only(["Bearer"]));
    for (schemes, came, left) in [
        (all(), "Basic", r#"Basic realm="r""#),
        (all(), "Basic a=b", r#"Basic a=b, realm="r""#),
        (all(), r#"Basic realm="a""#, r#"Basic realm="r""#),
        (all(), "Negotiate", "Negotiate"),
        (all(), "ntlm", "ntlm"),
        (all(), "Negotiate realm=a", "Negotiate realm=r"),
        (all(), "Newauth abc==", "Newauth abc=="),
        (negotiate(), "negotiate", r#"negotiate realm="r""#),
        (negotiate(), "Negotiate abc==", "Negotiate abc=="),
        (bearer(), "bearer", r#"bearer realm="r""#),
        (bearer(), "Basic", "Basic"),
        (bearer(), "Basic realm=a", "Basic realm=a"),
    ] {
        assert_eq!(sent(set("realm", "r", schemes), &[came]), [left], "{came}");
    }
}

#[test]
fn each_edit_is_made_beside_others() {
    let pointer = |host: &str| format!(r#"resource_metadata="{host}{WELL_KNOWN}""#);
    let came = format!(r#"Bearer realm="a", {}"#, pointer("http://10.0.0.7"));
    let moved = pointer("https://gateway.example");
    let drop = || Forward::new().errors(Errors::Drop);
    for (forward, came, left) in [
        (to_gateway().remove("realm", Schemes::All), &*came, &*format!("Bearer {moved}")),
        (
            to_gateway().set("realm", "r", Schemes::All).expect("a parameter"),
            &came,
            &format!(r#"Bearer realm="r", {moved}"#),
        ),
        (
            drop().set("realm", "r", Schemes::All).expect("a parameter"),
            r#"Bearer realm="a", error="invalid_token", error_uri="https://h/""#,
            r#"Bearer realm="r""#,
        ),
        (
            drop().remove("scope", Schemes::All),
            r#"Bearer error="invalid_token", scope="a", b=c"#,
            "Bearer b=c",
        ),
        (set("a", "1", Schemes::All).set("b", "2", Schemes::All).expect("b"), "X", r#"X a="1", b="2""#),
        (set("a", "1", Schemes::All).set("A", "2", Schemes::All).expect("a"), "X", r#"X a="2""#),
        (set("a", "1", Schemes::All).remove("A", Schemes::All), "X a=b, c=d", "X c=d"),
    ] {
        assert_eq!(sent(forward, &[came]), [left], "{came}");
    }
}

#[test]
fn redacting_replaces_the_description_alone() {
    let line = |text: &str| {
        format!(r#"Bearer error="invalid_token", error_description="{text}", error_uri="https://h/""#)
    };
    let sent = sent(Forward::new().errors(Errors::Redact), &[&line("expired at 12:00")]);
    assert_eq!(sent, [line("The request was not authorized")]);
}

/// What an edit does not change keeps every byte: the quoted-pairs of a value too.
#[test]
fn the_value_that_is_there_is_no_change() {
    let line = r#"Bearer realm="\a", scope="\b \c", resource_metadata="https:/\/gateway.example/m""#;
    let scope = || Scope::new("b c").expect("a scope");
    for forward in [
        set("realm", "a", Schemes::All),
        Forward::new().resource_metadata(url()),
        Forward::new().resource_metadata_with(|_| Decision::Replace(url())),
        Forward::new().scope(scope()),
        Forward::new().scope_with(|_| Decision::Replace(scope())),
    ] {
        let mut changes = 0;
        assert_eq!(forward.on_change(|_| changes += 1).lines(&[line]), [line.as_bytes()]);
        assert_eq!(changes, 0);
    }
}

#[test]
fn each_octet_of_a_value_is_sent_as_it_is() {
    let mut forward = Forward::new().set("realm", b"caf\xE9 \"\xC3\xA9\"", Schemes::All).expect("a value");
    let expected = [&b"Basic realm=\"caf\xE9 \\\"\xC3\xA9\\\"\""[..]];
    assert_eq!(forward.lines(&["Basic"]), expected);
    assert_eq!(forward.lines(&["Basic realm=a"]), expected);
    assert_eq!(forward.lines(&["Basic realm=\"a"]), expected);
}

/// RFC 6749 3.3
#[test]
fn a_scope_is_scope_tokens_with_a_space_between_them() {
    for text in ["a", "a b", "https://h/a:b offline_access"] {
        assert_eq!(Scope::new(text).expect(text).as_str(), text);
    }
    for text in ["", " a", "a ", "a  b", "a\tb", "a\"", "a\\b", "\u{e9}"] {
        let error = Scope::new(text).expect_err(text);
        assert!(error.to_string().contains("scope-token"), "{error}");
    }
    assert_eq!(url().as_str(), POINTER);
}
