//! Known answers for the productions of RFC 9110 11.

use super::*;
use crate::grammar::testing::{Recorded, at, recovered, valid};
use crate::grammar::{NoMatch, is_token68};
use DefectCode::{ControlCharacter, MissingValue, TabAfterScheme, UnquotedValue, UnterminatedQuote};
use Form::{Quoted, Token, Unquoted};

/// All of a parameter: its name, and its value as it stands there.
fn param<'a>(i: Input<'a>, recorded: &mut Recorded) -> Recovered<'a, (&'a str, &'a str, Form)> {
    let Lookahead::Param(name) = lookahead(i) else { panic!("no parameter") };
    let (rest, value) = auth_param(&name, recorded)?;
    let [name, raw] = [name.octets, value.raw].map(|octets| std::str::from_utf8(octets).unwrap());
    Ok((rest, (name, raw, value.form)))
}

/// All of a challenge up to its parameters.
fn whole_challenge<'a>(i: Input<'a>, recorded: &mut Recorded) -> Recovered<'a, (&'a str, Content<'a>)> {
    let (rest, scheme) = auth_scheme(i).unwrap();
    let (rest, content) = challenge(rest, recorded)?;
    Ok((rest, (std::str::from_utf8(scheme).unwrap(), content)))
}

#[test]
fn auth_scheme_is_a_token() {
    assert_eq!(auth_scheme(b"SCRAM-SHA-256 a"), Ok((&b" a"[..], &b"SCRAM-SHA-256"[..])));
    assert_eq!(auth_scheme(b"\"Basic\""), Err(nom::Err::Error(NoMatch)));
}

#[test]
fn token68_has_its_padding_at_the_end() {
    for (text, found) in [
        ("azAZ09-._~+/", "azAZ09-._~+/"),
        ("YQ==", "YQ=="),
        ("a===,", "a==="),
        ("a=b", "a="),
        ("a b", "a"),
        ("a!", "a"),
    ] {
        assert_eq!(token68(text.as_bytes()).unwrap().1, found.as_bytes(), "{text:?}");
        assert_eq!(is_token68(text.as_bytes()), text == found, "{text:?}");
    }
    for text in ["", "=", "==a", "!a", " a", "\"a\""] {
        assert_eq!(token68(text.as_bytes()), Err(nom::Err::Error(NoMatch)), "{text:?}");
    }
}

#[test]
fn auth_param_is_a_name_and_a_token_or_quoted_string() {
    for (text, expected, rest) in [
        ("a=b", ("a", "b", Token), ""),
        ("a=\"b\"", ("a", "b", Quoted), ""),
        ("a=b, c=d", ("a", "b", Token), ", c=d"),
        ("a=b  ", ("a", "b", Token), "  "),
        ("a=b ,", ("a", "b", Token), " ,"),
        ("a \t= \t\"b, c\" ", ("a", "b, c", Quoted), " "),
        ("a = b", ("a", "b", Token), ""),
        ("a=\"\"", ("a", "", Quoted), ""),
        ("a=\"b\"c", ("a", "b", Quoted), "c"),
        ("!=*'", ("!", "*'", Token), ""),
    ] {
        assert_eq!(valid(text, param), (expected, rest), "{text:?}");
    }
}

#[test]
fn missing_value_is_empty() {
    for (text, place, rest) in [
        ("a=", "", ""),
        ("a=,b", ",b", ",b"),
        ("a= ,b", ",b", ",b"),
        ("a=;", ";", ";"),
        ("a=;b=c", ";b=c", ";b=c"),
        ("a= b=c", "b=c", "b=c"),
        ("a= b=\"c\"", "b=\"c\"", "b=\"c\""),
    ] {
        let expected = (("a", "", Unquoted), rest, at([(MissingValue, place)]));
        assert_eq!(recovered(text, param), expected, "{text:?}");
    }
    // Not where the equals sign ends the text: base64 after a blank.
    for (text, rest) in [("a= YWJj=", ""), ("a= YWJj=,b", ",b"), ("a= YWJj= ;b", " ;b")] {
        assert_eq!(recovered(text, param).0, ("a", "YWJj=", Unquoted), "{text:?}");
        assert_eq!(recovered(text, param).1, rest, "{text:?}");
    }
}

#[test]
fn unquoted_value_ends_at_a_comma_or_parameter() {
    for (text, value, place, rest) in [
        ("a=b/c", "b/c", "/c", ""),
        ("a=/,c", "/", "/,c", ",c"),
        ("a=b/c d=e", "b/c", "/c d=e", " d=e"),
        ("a=b c", "b c", " c", ""),
        ("a=b c d=e", "b c", " c d=e", " d=e"),
        ("a=b c d =e", "b c", " c d =e", " d =e"),
        ("a=b \t c, d", "b \t c", " \t c, d", ", d"),
        ("a=b c  ", "b c", " c  ", "  "),
        ("a=b c== d", "b c== d", " c== d", ""),
        ("a=b=c", "b=c", "=c", ""),
        ("a=b/\"c", "b/\"c", "/\"c", ""),
        ("a=b/c \"d, e\"", "b/c", "/c \"d, e\"", " \"d, e\""),
        ("a=b/c ;d", "b/c", "/c ;d", " ;d"),
        ("a=/ /", "/ /", "/ /", ""),
    ] {
        let expected = (("a", value, Unquoted), rest, at([(UnquotedValue, place)]));
        assert_eq!(recovered(text, param), expected, "{text:?}");
    }
}

#[test]
fn registered_scheme_with_parameters_ends_an_unquoted_value() {
    assert_eq!(valid("a=b Basic c=d", param), (("a", "b", Token), " Basic c=d"));
    assert_eq!(recovered("a=b/ Basic  c=d", param).1, " Basic  c=d");
    for (text, value) in [
        ("a=b Basic", "b Basic"),
        ("a=b Basic c, d=e", "b Basic c"),
        ("a=b Other c=d", "b Other"),
        ("a=b Basic, c=d", "b Basic"),
        ("a=b Other Basic c=d", "b Other"),
    ] {
        assert_eq!(recovered(text, param).0, ("a", value, Unquoted), "{text:?}");
    }
}

#[test]
fn semicolon_separates_before_a_parameter() {
    for (text, value, rest) in [
        ("a=b;", "b", ";"),
        ("a=b;;c", "b", ";;c"),
        ("a=b;,", "b", ";,"),
        ("a=b; ", "b", "; "),
        ("a=b;c=d", "b", ";c=d"),
        ("a=b; c=d", "b", "; c=d"),
        ("a=/; c=d", "/", "; c=d"),
        ("a=/;c=\"d\"", "/", ";c=\"d\""),
        ("a=/;c = \"d\"", "/", ";c = \"d\""),
        ("a=/;access=d", "/", ";access=d"),
        ("a=b; Basic", "b", "; Basic"),
        ("a=b; \"c\"", "b", "; \"c\""),
        ("a=/; ?", "/", "; ?"),
        ("a=/;c=d", "/;c=d", ""),
        ("a=/;c=d;access=e", "/;c=d", ";access=e"),
        ("a=b;c", "b;c", ""),
        ("a=b;Basic", "b;Basic", ""),
        ("a=b;\"c\"", "b;\"c\"", ""),
        ("a=b; c d, e", "b; c d", ", e"),
        ("a=b; c", "b; c", ""),
    ] {
        let ((_, found, form), after, _) = recovered(text, param);
        assert_eq!((found, after), (value, rest), "{text:?}");
        assert_eq!(form == Token, value == "b", "{text:?}");
    }
}

#[test]
fn control_characters_in_an_unquoted_value_are_reported_after_it() {
    let codes =
        at([(UnquotedValue, "\n\u{1}c"), (ControlCharacter, "\n\u{1}c"), (ControlCharacter, "\u{1}c")]);
    assert_eq!(recovered("a=b\n\u{1}c", param), (("a", "b\n\u{1}c", Unquoted), "", codes));
    for (text, verbatim) in [("a=b\nc", false), ("a=b\u{1}c", true), ("a=b c", true)] {
        let mut recorded = Recorded::default();
        let Lookahead::Param(name) = lookahead(text.as_bytes()) else { panic!("no parameter") };
        assert_eq!(auth_param(&name, &mut recorded).unwrap().1.verbatim, verbatim, "{text:?}");
    }
    let codes = at([(ControlCharacter, "\n=\nb"), (ControlCharacter, "\nb")]);
    assert_eq!(recovered("a\n=\nb", param), (("a", "b", Token), "", codes));
    assert_eq!(recovered("a=\"b", param).2, at([(UnterminatedQuote, "\"b")]));
}

#[test]
fn usual_auth_param_is_quoted_and_known() {
    let find = |name| (name == b"known").then_some(());
    let (rest, (), value) = usual_auth_param(b"known=\"a, b\", c", find).unwrap();
    assert_eq!((rest, value.raw, value.form, value.verbatim), (&b", c"[..], &b"a, b"[..], Quoted, true));
    for text in [
        "known=a",
        "known= \"a\"",
        "known =\"a\"",
        "other=\"a\"",
        "known=\"a",
        "known=\"a\\\"",
        "known=\"\u{1}\"",
    ] {
        assert!(usual_auth_param(text.as_bytes(), find).is_none(), "{text:?}");
    }
}

#[test]
fn challenge_has_a_token68_or_parameters() {
    for (text, content, rest) in [
        ("Basic", Content::Nothing, ""),
        ("Basic, a", Content::Nothing, ", a"),
        ("Basic;", Content::Nothing, ";"),
        ("Basic\t, a", Content::Nothing, ", a"),
        ("Basic , a", Content::Params, ", a"),
        ("Basic  a=\"b\"", Content::Params, "a=\"b\""),
        ("Basic a=b", Content::Params, "a=b"),
        ("Basic a", Content::Token68(b"a"), ""),
        ("Basic a=", Content::Token68(b"a="), ""),
        ("Basic   YQ== \t, b", Content::Token68(b"YQ=="), " \t, b"),
        ("Basic a=, b", Content::Token68(b"a="), ", b"),
        ("Basic a=, b=\"c\"", Content::Params, "a=, b=\"c\""),
        ("Basic a= ,, ;b =c", Content::Params, "a= ,, ;b =c"),
        ("Basic a/=, b=\"c\"", Content::Token68(b"a/="), ", b=\"c\""),
        ("Basic a==, b=\"c\"", Content::Token68(b"a=="), ", b=\"c\""),
        ("Basic a=;", Content::Params, "a=;"),
        ("Basic a;", Content::Token68(b"a"), ";"),
        ("Basic a==; b", Content::Token68(b"a=="), "; b"),
        ("Basic a b", Content::Params, "a b"),
        ("Basic a== b", Content::Token68(b"a=="), " b"),
        ("Basic a/ b", Content::Token68(b"a/"), " b"),
        ("Basic a==b", Content::Params, "a==b"),
        ("Basic ?", Content::Params, "?"),
    ] {
        assert_eq!(valid(text, whole_challenge), (("Basic", content), rest), "{text:?}");
    }
}

#[test]
fn tab_after_a_scheme_is_as_a_space() {
    for (text, place) in [("A\tb=c", "\tb=c"), ("A \t b=c", "\t b=c"), ("A\tYQ==", "\tYQ==")] {
        let ((_, content), _, codes) = recovered(text, whole_challenge);
        assert_ne!(content, Content::Nothing);
        assert_eq!(codes, at([(TabAfterScheme, place)]), "{text:?}");
    }
    let codes = at([(TabAfterScheme, "\t\nb=c"), (ControlCharacter, "\nb=c")]);
    assert_eq!(recovered("A\t\nb=c", whole_challenge), (("A", Content::Params), "b=c", codes));
}
