//! Every disagreement is explained, and every explanation is needed.

use std::collections::HashMap;

use auth_challenge_differential::peers::{PEERS, Verdict, ours};
use auth_challenge_differential::table::{Case, TABLE};
use generator::Generator;

#[path = "../../rfc9110/generator.rs"]
mod generator;

/// `DIFFERENTIAL_CASES=10000000` looks further.
const FIELDS: usize = 100_000;

fn published() -> Vec<String> {
    let vectors = concat!(
        include_str!("../../vectors/published.jsonl"),
        include_str!("../../vectors/recoveries.jsonl")
    );
    let lines = |vector: &str| {
        let vector: serde_json::Value = serde_json::from_str(vector).expect("a JSON object a line");
        let fields = vector["fields"].as_array().expect("fields").clone();
        fields.into_iter().map(|field| field.as_str().expect("text").to_owned()).collect::<Vec<_>>()
    };
    vectors.lines().flat_map(lines).collect()
}

/// Lines that are text; the other octets are for `tests/rfc9110.rs`.
fn generated() -> impl Iterator<Item = String> {
    let fields = std::env::var("DIFFERENTIAL_CASES").map_or(FIELDS, |text| text.parse().expect("a number"));
    let mut generator = Generator::new(9110);
    (0..fields).flat_map(move |_| generator.field()).filter_map(|line| String::from_utf8(line).ok())
}

#[test]
fn every_disagreement_has_its_reason() {
    // Peers that give no answer say so on stderr.
    std::panic::set_hook(Box::new(|_| ()));
    let mut counts: HashMap<(&str, Verdict, Option<usize>), u64> = HashMap::new();
    let mut unexplained: Vec<String> = Vec::new();
    for line in published().into_iter().chain(generated()) {
        let ours = ours(&line);
        let case = Case::new(&line, ours.as_deref());
        for peer in PEERS {
            let verdict = (peer.judge)(&line, ours.as_deref());
            let fits = |row: &auth_challenge_differential::table::Row| {
                row.peer == peer.name && row.verdict == verdict && (row.fits)(&case)
            };
            let reason = TABLE.iter().position(fits);
            *counts.entry((peer.name, verdict, reason)).or_default() += 1;
            if verdict != Verdict::Agrees && reason.is_none() {
                unexplained.push(format!("{} {verdict:?} {line:?}", peer.name));
            }
        }
    }
    let _ = std::panic::take_hook();
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|((peer, verdict, reason), _)| (*peer, *verdict, *reason));
    for ((peer, verdict, reason), count) in &counts {
        println!("{count:>8} {peer} {verdict:?}: {}", reason.map_or("", |at| TABLE[at].why));
    }
    unexplained.sort_by_key(|line| (line.len(), line.clone()));
    unexplained.dedup();
    assert!(
        unexplained.is_empty(),
        "{} without a reason:\n{}",
        unexplained.len(),
        unexplained[..unexplained.len().min(40)].join("\n")
    );
    for (at, row) in TABLE.iter().enumerate() {
        assert!(
            counts.iter().any(|((.., reason), _)| *reason == Some(at)),
            "no line needs this reason: {}",
            row.why
        );
    }
}

#[test]
fn the_example_of_each_reason_is_one() {
    for row in TABLE {
        let ours = ours(row.example);
        let peer = PEERS.iter().find(|peer| peer.name == row.peer).expect("a peer");
        assert_eq!((peer.judge)(row.example, ours.as_deref()), row.verdict, "{:?}", row.example);
        assert!((row.fits)(&Case::new(row.example, ours.as_deref())), "{:?}", row.example);
    }
}

#[test]
fn the_table_of_the_readme_is_this_one() {
    let readme = include_str!("../README.md");
    let verdict = |verdict| match verdict {
        Verdict::Refuses => "refuses",
        Verdict::Accepts => "reads",
        Verdict::Differs => "reads otherwise",
        Verdict::Agrees => "agrees",
    };
    let row = |row: &auth_challenge_differential::table::Row| {
        format!(
            "| {} | {} | `{}` | {} |",
            row.peer,
            verdict(row.verdict),
            row.example.replace('\t', "\\t"),
            row.why
        )
    };
    let rows: Vec<_> = TABLE.iter().map(row).collect();
    let found: Vec<_> =
        readme.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| crate")).collect();
    assert_eq!(found, rows, "the table should be:\n{}", rows.join("\n"));
}
