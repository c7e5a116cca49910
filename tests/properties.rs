//! Properties, on generated input.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::HashSet;

use auth_challenge::forward::{Decision, Errors, Forward, Schemes, Scope, Url};
use auth_challenge::write::{OauthScheme, bearer};
use auth_challenge::{Challenge, Origin, Reader, parse_strict, write};
use proptest::prelude::*;

/// Octets that matter to the grammar, and all others.
fn any_line() -> impl Strategy<Value = Vec<u8>> {
    let part = prop_oneof![
        8 => prop::sample::select(vec![
            "Bearer", "DPoP", "Basic", "Negotiate", "realm", "scope", "error", "resource_metadata", "abc==",
            "http://10.0.0.7/.well-known/oauth-protected-resource/mcp", "Bearer realm=\"a\", scope=\"b\"",
        ]).prop_map(|text| text.as_bytes().to_vec()),
        12 => prop::sample::select(b" ,=\"\\;\t\r\n\0a".to_vec()).prop_map(|octet| vec![octet]),
        2 => any::<u8>().prop_map(|octet| vec![octet]),
    ];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

fn any_lines() -> impl Strategy<Value = Vec<Vec<u8>>> {
    prop::collection::vec(any_line(), 0..4)
}

fn challenge() -> impl Strategy<Value = Challenge<'static>> {
    let token = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}";
    let octet = prop_oneof![Just(b'\t'), 0x20..=0x7Eu8, 0x80..=0xFFu8];
    let params = prop::collection::vec((token, prop::collection::vec(octet, 0..20)), 0..6);
    (token, prop::option::weighted(0.2, "[A-Za-z0-9._~+/-]{1,12}={0,2}"), params).prop_map(
        |(scheme, token68, params)| {
            let mut challenge = Challenge::new(scheme).expect("a token");
            if let Some(token68) = token68 {
                return challenge.with_token68(token68).expect("a token68");
            }
            let mut seen = HashSet::new();
            for (name, value) in params {
                if seen.insert(name.to_ascii_lowercase()) {
                    challenge = challenge.with_param(name, &value).expect("a parameter").into_owned();
                }
            }
            challenge
        },
    )
}

/// Some options of each kind.
fn forward(choice: u8) -> Forward<'static> {
    let url = Url::new("https://gateway.example/metadata").expect("a URL");
    let forward = Forward::new();
    match choice % 8 {
        0 => forward.origin(Origin::new("https://gateway.example").expect("an origin")),
        1 => forward.resource_metadata(url.clone()).insert_resource_metadata(url),
        2 => forward.errors(Errors::Drop).remove("realm", Schemes::All),
        3 => forward.scope(Scope::new("a b").expect("a scope")).errors(Errors::Redact),
        4 => forward.scope_with(|_| Decision::Remove).set("realm", "x \"y\"", Schemes::All).expect("a value"),
        5 => forward
            .schemes(["Bearer", "basic"])
            .status(401)
            .ensure(&Challenge::new("Basic").expect("a token")),
        6 => forward.normalize(),
        _ => forward.remove("scope", Schemes::only(["Bearer"])).insert_resource_metadata(url).normalize(),
    }
}

fn is_field_octet(octet: u8) -> bool {
    octet == b'\t' || (octet >= 0x20 && octet != 0x7F)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, rng_seed: prop::test_runner::RngSeed::Fixed(9110), ..ProptestConfig::default() })]

    #[test]
    fn reading_undoes_writing(challenges in prop::collection::vec(challenge(), 0..4)) {
        let line = write::to_bytes(&challenges);
        prop_assert_eq!(parse_strict([&line]).expect("valid"), challenges);
    }

    #[test]
    fn tolerant_reading_is_strict_reading_where_that_succeeds(lines in any_lines()) {
        let mut defects = Vec::new();
        let tolerant = Reader::new().on_defect(|defect| defects.push(defect)).read(&lines);
        match parse_strict(&lines) {
            Ok(strict) => {
                prop_assert_eq!(tolerant, strict);
                prop_assert!(defects.is_empty());
            }
            Err(first) => prop_assert_eq!(defects[0], first),
        }
    }

    #[test]
    fn defects_come_in_the_order_of_their_places(lines in any_lines(), max_length in prop_oneof![0..80usize, Just(usize::MAX)]) {
        let mut places = Vec::new();
        let reader = Reader::new().max_length(max_length);
        reader.on_defect(|defect| places.push((defect.line, defect.offset))).read(&lines);
        prop_assert!(places.is_sorted(), "{:?}", places);
    }

    #[test]
    fn a_cut_takes_nothing_that_the_whole_does_not_hold(lines in any_lines(), max_length in 0..80usize) {
        let whole = Reader::new().read(&lines);
        let cut = Reader::new().max_length(max_length).read(&lines);
        for challenge in &cut {
            let is_part = |of: &Challenge<'_>| {
                [of.scheme(), &format!("'{}", of.scheme())].contains(&challenge.scheme())
                    && challenge.params().iter().all(|param| of.params().contains(param))
            };
            prop_assert!(whole.iter().any(is_part), "{:?} of {:?}", challenge, whole);
        }
    }

    #[test]
    fn forwarding_without_options_changes_only_what_cannot_be_sent(lines in any_lines()) {
        let expected: Vec<Vec<u8>> = lines
            .iter()
            .map(|line| line.iter().map(|octet| if is_field_octet(*octet) { *octet } else { b' ' }).collect())
            .collect();
        prop_assert_eq!(Forward::new().lines(&lines), expected);
    }

    #[test]
    fn what_is_forwarded_can_be_sent(lines in any_lines(), choice in any::<u8>()) {
        let sent = forward(choice).lines(&lines);
        prop_assert!(sent.concat().into_iter().all(is_field_octet));
    }

    #[test]
    fn what_is_valid_stays_valid(challenges in prop::collection::vec(challenge(), 0..4), choice in any::<u8>()) {
        let lines: Vec<_> = challenges.iter().map(Challenge::to_bytes).collect();
        let sent = forward(choice).lines(&lines);
        prop_assert!(parse_strict(&sent).is_ok(), "{:?}", sent);
    }

    #[test]
    fn any_text_makes_a_bearer_challenge(params in prop::collection::vec((".*", ".*"), 0..6)) {
        let header = bearer(OauthScheme::Bearer, params, |_| ());
        prop_assert!(header.bytes().all(|octet| (0x20..=0x7E).contains(&octet)));
        prop_assert_eq!(parse_strict([&header]).expect("valid").len(), 1);
    }
}
