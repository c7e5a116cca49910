//! The properties of `fuzz/` on the vectors and on fields near them: what `npm test` can do of `npm run fuzz`.
//!
//! The inputs are the same in each run; `FUZZ_SEED=7 FUZZ_CASES=100000 cargo test --release --test fuzz` looks at others.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "rfc9110/grammar.rs"]
mod grammar;
#[path = "fuzz/mod.rs"]
mod properties;

use properties::{LINE_END, PROPERTIES};

fn number_from(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).map_or(usual, |text| text.parse().expect("a number"))
}

/// The fields of the vectors, line by line.
fn vectors() -> Vec<Vec<u8>> {
    let text = concat!(include_str!("vectors/published.jsonl"), include_str!("vectors/recoveries.jsonl"));
    let field = |line: &str| {
        let vector: serde_json::Value = serde_json::from_str(line).expect("a JSON object a line");
        let octet = |character: char| u8::try_from(character).unwrap_or(0x1A);
        let lines = vector["fields"].as_array().expect("fields").iter();
        let lines: Vec<Vec<u8>> =
            lines.map(|line| line.as_str().expect("text").chars().map(octet).collect()).collect();
        lines.join(LINE_END)
    };
    text.lines().map(field).collect()
}

/// `SplitMix64`
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).expect("below a usize")
    }

    /// A piece of one of the fields behind a piece of another, with an octet changed; choices stand before it.
    fn input(&mut self, fields: &[Vec<u8>]) -> Vec<u8> {
        let mut input: Vec<u8> = (0..6).map(|_| self.octet()).collect();
        for _ in 0..=self.below(2) {
            let field = &fields[self.below(fields.len())];
            let (from, to) = (self.below(field.len() + 1), self.below(field.len() + 1));
            input.extend_from_slice(if self.below(2) == 0 {
                field
            } else {
                &field[from.min(to)..from.max(to)]
            });
            input.extend_from_slice([&b", "[..], LINE_END, b""][self.below(3)]);
        }
        if self.below(2) == 0 {
            let at = self.below(input.len());
            input[at] = if self.below(2) == 0 { self.octet() } else { b" ,=\"\\;\t'"[self.below(8)] };
        }
        input
    }

    fn octet(&mut self) -> u8 {
        u8::try_from(self.below(256)).expect("an octet")
    }
}

#[test]
fn properties_hold_on_the_vectors_and_near_them() {
    let fields = vectors();
    let mut random = Random(number_from("FUZZ_SEED", 9110));
    let cases = number_from("FUZZ_CASES", 4_000);
    for (name, property) in PROPERTIES {
        // A clock is no judge while other tests run: `growth` is for the vectors and a few others.
        let cases = if name == "growth" { cases / 40 } else { cases };
        for field in &fields {
            for choices in [[0; 6], [1; 6], [6; 6]] {
                property(&[&choices[..], field].concat());
            }
        }
        for _ in 0..cases {
            property(&random.input(&fields));
        }
        println!("{name}: {} inputs", cases + 3 * fields.len() as u64);
    }
}
