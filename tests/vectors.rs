//! Conformance with the vectors of `tests/vectors/`.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::cell::RefCell;

use auth_challenge::{Challenge, Defect, DefectCode, Reader};
use serde_json::{Value, json};

/// What the addon puts in the place of a character that is no octet.
const SUBSTITUTE: u8 = 0x1A;

struct Vector {
    json: Value,
    text: Vec<Vec<u16>>,
    lines: Vec<Vec<u8>>,
}

impl Vector {
    fn all(file: &str) -> Vec<Self> {
        let vectors: Vec<_> = file.lines().map(Self::new).collect();
        assert!(!vectors.is_empty(), "no vectors");
        vectors
    }

    fn new(line: &str) -> Self {
        // serde_json has no lone surrogates, and the vectors none.
        let json: Value = serde_json::from_str(line).expect("a JSON object a line");
        let fields = json["fields"].as_array().expect("fields");
        let text: Vec<Vec<u16>> =
            fields.iter().map(|field| field.as_str().expect("text").encode_utf16().collect()).collect();
        let octet = |unit: &u16| u8::try_from(*unit).unwrap_or(SUBSTITUTE);
        let lines = text.iter().map(|line| line.iter().map(octet).collect()).collect();
        Self { json, text, lines }
    }

    fn id(&self) -> &str {
        self.json["id"].as_str().expect("id")
    }

    fn is_octets(&self) -> bool {
        self.text.iter().flatten().all(|unit| *unit <= 0xFF)
    }

    /// A reader with the limit of the vector.
    fn reader(&self) -> Reader {
        match self.json["maxLength"].as_u64() {
            Some(max) => Reader::new().max_length(usize::try_from(max).expect("a length")),
            None => Reader::new(),
        }
    }

    fn strict(&self) -> Result<Vec<Challenge<'_>>, Defect> {
        self.reader().read_strict(&self.lines)
    }

    /// Tolerant reading, and its defects as the vectors write them.
    fn tolerant(&self) -> (Vec<Challenge<'_>>, Vec<Value>) {
        let defects = RefCell::new(Vec::new());
        let challenges =
            self.reader().on_defect(|defect| defects.borrow_mut().push(defect)).read(&self.lines);
        let wide = |line: usize, offset: usize| self.text[line].get(offset).is_some_and(|unit| *unit > 0xFF);
        let json = defects.into_inner().into_iter().map(|defect| {
            let is_wide = defect.code == DefectCode::ControlCharacter && wide(defect.line, defect.offset);
            let code = if is_wide { DefectCode::NotAnOctet } else { defect.code };
            json!({ "code": code.as_str(), "line": defect.line, "offset": defect.offset })
        });
        (challenges, json.collect())
    }
}

fn latin1(octets: &[u8]) -> String {
    octets.iter().map(|octet| char::from(*octet)).collect()
}

/// Challenges as the vectors write them, names in lower case.
fn as_json(challenges: &[Challenge<'_>]) -> Value {
    let challenge = |challenge: &Challenge<'_>| {
        let params: Vec<_> = challenge
            .params()
            .iter()
            .map(|param| json!([param.name().to_lowercase(), latin1(param.value().as_bytes())]))
            .collect();
        match challenge.token68() {
            None => json!({ "scheme": challenge.scheme(), "params": params }),
            Some(token68) => json!({ "scheme": challenge.scheme(), "token68": token68, "params": params }),
        }
    };
    challenges.iter().map(challenge).collect()
}

fn with_lower_case_names(mut challenges: Value) -> Value {
    for challenge in challenges.as_array_mut().into_iter().flatten() {
        for param in challenge["params"].as_array_mut().into_iter().flatten() {
            param[0] = param[0].as_str().expect("name").to_lowercase().into();
        }
    }
    challenges
}

fn has_repeated_name(challenges: &Value) -> bool {
    challenges.as_array().into_iter().flatten().any(|challenge| {
        let names: Vec<_> =
            challenge["params"].as_array().into_iter().flatten().map(|param| &param[0]).collect();
        names.iter().enumerate().any(|(at, name)| names[..at].contains(name))
    })
}

#[test]
fn strict_reading_is_the_rfc() {
    let vectors = Vector::all(include_str!("vectors/published.jsonl"));
    for vector in &vectors {
        let strict = vector.strict();
        let rfc = with_lower_case_names(vector.json["rfc"].clone());
        if rfc == "invalid" {
            strict.expect_err(vector.id());
        } else if has_repeated_name(&rfc) {
            let code = strict.expect_err(vector.id()).code;
            assert_eq!(code, DefectCode::DuplicateParameter, "{}", vector.id());
        } else {
            assert_eq!(strict.map(|challenges| as_json(&challenges)), Ok(rfc), "{}", vector.id());
        }
    }
    println!("{} published vectors", vectors.len());
}

#[test]
fn tolerant_reading_of_a_valid_field_is_strict_reading_without_defects() {
    for vector in Vector::all(include_str!("vectors/published.jsonl")) {
        let (tolerant, defects) = vector.tolerant();
        match vector.strict() {
            Ok(strict) => {
                assert_eq!(tolerant, strict, "{}", vector.id());
                assert!(defects.is_empty(), "{}", vector.id());
            }
            Err(first) => {
                let found = (&defects[0]["line"], &defects[0]["offset"]);
                assert_eq!(found, (&json!(first.line), &json!(first.offset)), "{}", vector.id());
            }
        }
    }
}

#[test]
fn each_vector_is_recovered_as_it_says() {
    let vectors = Vector::all(include_str!("vectors/recoveries.jsonl"));
    for vector in &vectors {
        let (tolerant, defects) = vector.tolerant();
        assert_eq!(Value::from(defects), vector.json["defects"], "{}", vector.id());
        if vector.is_octets() {
            assert_eq!(as_json(&tolerant), vector.json["tolerant"], "{}", vector.id());
        }
        assert_eq!(vector.strict().is_ok(), vector.json["defects"] == json!([]), "{}", vector.id());
    }
    println!("{} recovery vectors", vectors.len());
}

#[test]
fn each_recovery_has_a_vector() {
    let vectors = include_str!("vectors/recoveries.jsonl");
    for code in DefectCode::ALL {
        assert!(vectors.contains(&format!("\"code\": \"{code}\"")), "{code}");
    }
}
