//! Rust readers on the same headers. A reader that answers wrongly is listed as wrong and is not timed.

use std::hint::black_box;

use auth_challenge_bench::Header;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use hyperx::header::{Header as _, Raw};
use www_authenticate::{RawChallenge, WwwAuthenticate};

/// So many texts are read in turn that a branch predictor learns no single one of them.
const TEXTS: usize = 256;

struct Reader {
    name: &'static str,
    read: fn(&str),
    is_right: fn(&str, &[String]) -> bool,
}

const READERS: &[Reader] = &[
    Reader {
        name: "auth-challenge",
        read: |text| {
            black_box(auth_challenge::parse([text]));
        },
        is_right: |text, expected| {
            let mut answer = Vec::new();
            for challenge in auth_challenge::parse([text]) {
                let scheme = challenge.scheme().to_lowercase();
                answer.push(match challenge.token68() {
                    Some(token68) => format!("{scheme} {token68}"),
                    None => scheme.clone(),
                });
                answer.extend(challenge.params().iter().map(|param| {
                    format!("{scheme}/{}={}", param.name(), param.value().to_str().unwrap_or_default())
                }));
            }
            answer == expected
        },
    },
    Reader {
        name: "http-auth",
        read: |text| {
            let _ = black_box(http_auth::parse_challenges(text));
        },
        is_right: |text, expected| {
            let mut answer = Vec::new();
            for challenge in http_auth::parse_challenges(text).unwrap_or_default() {
                let scheme = challenge.scheme.to_lowercase();
                answer.push(scheme.clone());
                let params = challenge.params.iter();
                answer
                    .extend(params.map(|(name, value)| format!("{scheme}/{name}={}", value.to_unescaped())));
            }
            answer == expected
        },
    },
    Reader {
        name: "www-authenticate",
        read: |text| {
            let _ = black_box(WwwAuthenticate::parse_header(&Raw::from(text)));
        },
        is_right: |text, expected| {
            let Ok(header) = WwwAuthenticate::parse_header(&Raw::from(text)) else { return false };
            expected.iter().all(|part| {
                if let Some((scheme, token68)) = part.split_once(' ').filter(|(scheme, _)| !scheme.contains('/')) {
                    return matches!(header.get_raw(scheme), Some([RawChallenge::Token68(found)]) if found == token68);
                }
                let (scheme, param) = part.split_once('/').unwrap_or((part, ""));
                let Some([RawChallenge::Fields(fields)]) = header.get_raw(scheme) else { return false };
                param
                    .split_once('=')
                    .is_none_or(|(name, value)| fields.get(name).is_some_and(|found| found == value))
            })
        },
    },
];

fn read(criterion: &mut Criterion) {
    for header in Header::all() {
        compare(criterion, &header);
    }
}

fn compare(criterion: &mut Criterion, header: &Header) {
    let texts = header.texts(TEXTS);
    let mut group = criterion.benchmark_group(&header.name);
    group.throughput(Throughput::Bytes(texts[0].len() as u64));
    for reader in READERS {
        if !(reader.is_right)(&texts[0], &header.answer()) {
            println!("{}/{}: wrong answer", header.name, reader.name);
            assert!(reader.name != "auth-challenge", "our own answer is wrong");
            continue;
        }
        let mut turn = 0;
        group.bench_function(reader.name, |bencher| {
            bencher.iter(|| {
                turn = (turn + 1) % TEXTS;
                (reader.read)(black_box(&texts[turn]));
            });
        });
    }
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
