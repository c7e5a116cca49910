//! The headers of the comparison of Rust readers, from `bench/headers.json`, which `bench/headers.js` reads too and
//! explains. `cargo bench` in this folder runs the comparison.

use serde::Deserialize;
use serde_json::{Map, Value};

/// What fills 16 KiB, as in `bench/headers.js`.
const WORDS: usize = 1362;

/// A header, with six digits that make each of its texts another one.
#[derive(Deserialize)]
pub struct Header {
    /// What it is called.
    pub name: String,
    text: String,
    expected: Vec<Challenge>,
}

#[derive(Deserialize)]
struct Challenge {
    scheme: String,
    token68: Option<String>,
    params: Map<String, Value>,
}

fn fill(pattern: &str, number: usize) -> String {
    let words = || vec!["files:{}"; WORDS].join(" ");
    let pattern =
        if pattern.contains("{words}") { pattern.replace("{words}", &words()) } else { pattern.to_owned() };
    pattern.replace("{}", &format!("{number:06}"))
}

impl Header {
    /// All headers, in the order of the file.
    ///
    /// # Panics
    ///
    /// If the file is not as this module describes it.
    pub fn all() -> Vec<Self> {
        serde_json::from_str(include_str!("../../headers.json")).expect("headers.json describes headers")
    }

    /// `count` distinct texts.
    pub fn texts(&self, count: usize) -> Vec<String> {
        (0..count).map(|number| fill(&self.text, number)).collect()
    }

    /// What [`texts`](Self::texts)`[0]` says: `scheme`, `scheme token68` or `scheme/name=value`, in order.
    pub fn answer(&self) -> Vec<String> {
        let mut answer = Vec::new();
        for Challenge { scheme, token68, params } in &self.expected {
            let scheme = scheme.to_lowercase();
            answer.push(
                token68.as_ref().map_or_else(|| scheme.clone(), |token68| format!("{scheme} {token68}")),
            );
            for (name, value) in params {
                answer.push(format!("{scheme}/{name}={}", fill(value.as_str().unwrap_or_default(), 0)));
            }
        }
        answer
    }
}
