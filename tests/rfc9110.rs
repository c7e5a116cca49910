//! RFC 9110 11 a second time: strict reading agrees with it on generated fields, and tolerant reading with strict reading.
//!
//! `grammar` is slow and obvious, and shares nothing with `src/`. The fields are the same in each run;
//! `RFC9110_SEED=7 RFC9110_CASES=10000000 cargo test --release --test rfc9110` looks at others.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "rfc9110/generator.rs"]
mod generator;
#[path = "rfc9110/grammar.rs"]
mod grammar;

use std::borrow::Cow;

use auth_challenge::{Challenge, Defect, Reader, parse_strict};
use generator::Generator;
use grammar::Read;

fn number_from(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).map_or(usual, |text| text.parse().expect("a number"))
}

/// Challenges as the second parser returns them.
fn as_read(challenges: &[Challenge<'_>]) -> Vec<Read> {
    let read = |challenge: &Challenge<'_>| Read {
        scheme: challenge.scheme().as_bytes().to_vec(),
        token68: challenge.token68().map(|token68| token68.as_bytes().to_vec()),
        params: challenge
            .params()
            .iter()
            .map(|param| {
                (
                    param.name().as_bytes().to_vec(),
                    param.value().as_bytes().to_vec(),
                    param.value().is_quoted(),
                )
            })
            .collect(),
    };
    challenges.iter().map(read).collect()
}

fn text_of(lines: &[Vec<u8>]) -> Vec<Cow<'_, str>> {
    lines.iter().map(|line| String::from_utf8_lossy(line)).collect()
}

#[test]
fn strict_reading_is_the_grammar_of_the_rfc() {
    let mut generator = Generator::new(number_from("RFC9110_SEED", 9110));
    let cases = number_from("RFC9110_CASES", 100_000);
    let mut valid = 0;
    for _ in 0..cases {
        let lines = generator.field();
        let expected = grammar::field(&lines);
        let strict = parse_strict(&lines);
        let read = strict.as_ref().ok().map(|challenges| as_read(challenges));
        assert_eq!(read, expected, "{:?}: {strict:?}", text_of(&lines));
        tolerant_reading_agrees(&lines, &strict);
        valid += u64::from(expected.is_some());
    }
    println!("{cases} fields, {valid} of them valid");
    assert!(valid > cases / 5 && valid < cases * 4 / 5, "{valid} of {cases} are valid: too few of one kind");
}

/// On a valid field there is no defect; on another one the first defect is what strict reading returns.
fn tolerant_reading_agrees(lines: &[Vec<u8>], strict: &Result<Vec<Challenge<'_>>, Defect>) {
    let mut defects = Vec::new();
    let tolerant = Reader::new().on_defect(|defect| defects.push(defect)).read(lines);
    assert_eq!(defects.first(), strict.as_ref().err(), "{:?}", text_of(lines));
    assert!(defects.is_sorted_by_key(|defect| (defect.line, defect.offset)), "{:?}", text_of(lines));
    if let Ok(strict) = strict {
        assert_eq!(tolerant, *strict, "{:?}", text_of(lines));
    }
}

#[test]
fn the_second_parser_reads_the_examples_of_the_rfc() {
    let param = |name: &str, value: &str, quoted| (name.into(), value.into(), quoted);
    // RFC 9110 11.6.1
    let line = br#"Basic realm="simple", Newauth realm="apps", type=1, title="Login to \"apps\"""#;
    let expected = vec![
        Read { scheme: b"Basic".to_vec(), token68: None, params: vec![param("realm", "simple", true)] },
        Read {
            scheme: b"Newauth".to_vec(),
            token68: None,
            params: vec![
                param("realm", "apps", true),
                param("type", "1", false),
                param("title", "Login to \"apps\"", true),
            ],
        },
    ];
    assert_eq!(grammar::field(&[line.to_vec()]), Some(expected.clone()));
    // RFC 9110 5.3: field lines form one list
    let lines = [&line[..36], &line[37..50], &line[51..]];
    assert_eq!(grammar::field(&lines.map(<[u8]>::to_vec)), None, "a cut within a name");
    let lines = [&line[..20], &line[21..43], &line[44..51], &line[52..]];
    assert_eq!(grammar::field(&lines.map(<[u8]>::to_vec)), Some(expected));
    for invalid in
        ["Basic, realm=\"a\"", "Basic realm=\"a\"x", "Basic\trealm=a", "Basic a=b, A=c", "Basic a=\"b"]
    {
        assert_eq!(grammar::field(&[invalid.into()]), None, "{invalid}");
    }
}
