//! Forwarding and writing are linear, whatever the options: their work is counted, not timed.

use super::*;
use crate::chars::work;
use crate::write::{self, bearer};

/// Work for each octet.
#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn work_for(size: usize, job: impl FnOnce()) -> f64 {
    work::of(job) as f64 / size as f64
}

fn assert_linear(what: &str, of_size: impl Fn(usize) -> f64) {
    let (short, long) = (of_size(SHORTEST), of_size(longest()));
    assert!(long <= short * 1.1 + 0.5, "{what}: {short} then {long}");
}

const SHORTEST: usize = 1 << 10;

fn longest() -> usize {
    work::longest(1 << 16)
}

fn repeated(unit: &str, size: usize) -> String {
    unit.repeat(size / unit.len())
}

/// Lines of about `size` octets.
fn hostile(size: usize) -> Vec<String> {
    let unique: String =
        (0..size / 16).map(|number| format!("n{number:05}=a, ")).collect::<Vec<_>>().concat();
    let repeats = repeated("n00001=b, ", size / 2);
    vec![
        format!("Bearer {unique}{repeats}"),
        repeated("DPoP,", size),
        repeated("a,", size),
        format!("Bearer {}", repeated("error=\"a\", ", size)),
        repeated("Bearer error=\"a\", ", size),
        format!("Bearer realm=\"{}\"", repeated("scope=", size)),
        format!("Bearer resource_metadata=\"http://h/{}\"", repeated("scope=", size)),
        format!(
            "Bearer resource_metadata=\"http://h{}\"",
            repeated("/.well-known/oauth-protected-resourc", size)
        ),
        format!("Bearer scope=\"{}\"", repeated("error= ", size)),
        repeated("Bearer a=\"b\" ", size),
        repeated("??? ,", size),
    ]
    .into_iter()
    .chain(SEPARATED.iter().map(|unit| repeated(unit, size)))
    .chain(WITHIN.iter().map(|unit| format!("Bearer realm=\"{}\"", repeated(unit, size))))
    .collect()
}

/// What a field is made of, and separators without anything between them.
const SEPARATED: [&str; 17] = [
    ",",
    " ",
    "\t",
    ";",
    "=",
    "\"",
    "\\",
    "'",
    "\n",
    "a=",
    "a ",
    "Basic ",
    "Basic realm=a, ",
    "a=b;",
    "a=\"\\\"\", ",
    "x/ a ",
    "Negotiate abc==, ",
];

/// What a value is made of.
const WITHIN: [&str; 6] = ["\\\"", "\\\\", "\u{e9}", "\u{1}", "\", Basic realm=\"", "https://h/.well-known/"];

fn options() -> Vec<(&'static str, Forward<'static>)> {
    let set = |forward: Forward<'static>| forward.set("realm", "x", Schemes::All).expect("a value");
    vec![
        ("origin", to_gateway()),
        (
            "origin from",
            Forward::new().origin_from(
                Origin::new("https://gateway.example").expect("an origin"),
                Origin::new("http://h").expect("an origin"),
            ),
        ),
        ("ensure", Forward::new().status(401).ensure(&Challenge::new("Bearer").expect("a token"))),
        ("redact", Forward::new().errors(Errors::Redact)),
        ("url", Forward::new().resource_metadata(url())),
        (
            "callbacks",
            Forward::new().resource_metadata_with(|_| Decision::Remove).scope_with(|_| Decision::Remove),
        ),
        ("insert", Forward::new().insert_resource_metadata(url())),
        ("scope", Forward::new().scope(Scope::new("a").expect("a scope"))),
        ("set", set(Forward::new())),
        ("remove", Forward::new().remove("n00001", Schemes::All)),
        ("schemes", Forward::new().schemes(["Bearer", "a", "DPoP"])),
        ("drop", Forward::new().errors(Errors::Drop)),
        ("normalize", Forward::new().normalize()),
        (
            "all",
            set(to_gateway()
                .insert_resource_metadata(url())
                .errors(Errors::Redact)
                .normalize()
                .on_change(|_| ())),
        ),
    ]
}

#[test]
fn forwarding_takes_no_more_work_for_an_octet_the_longer_the_field_is() {
    let (short, long) = (hostile(SHORTEST), hostile(longest()));
    for (family, (short, long)) in short.iter().zip(&long).enumerate() {
        for option in 0..options().len() {
            let (name, _) = &options()[option];
            assert_linear(&format!("{name}, family {family}"), |size| {
                let line = if size == SHORTEST { short } else { long };
                let (_, forward) = options().swap_remove(option);
                let mut forward = forward.max_length(usize::MAX);
                work_for(line.len(), || drop(forward.lines(&[line])))
            });
        }
    }
}

#[test]
fn writing_takes_no_more_work_for_an_octet_the_longer_the_value_is() {
    for (name, unit) in
        [("realm", "scope="), ("scope", "error= "), ("scope", "scope=a "), ("error_description", "\"\\=")]
    {
        assert_linear(name, |size| {
            let value = repeated(unit, size);
            work_for(size, || drop(bearer(write::OauthScheme::Bearer, [(name, &*value)], |_| ())))
        });
    }
    assert_linear("a URL", |size| {
        let value = format!("https://h/{}", repeated("scope=", size));
        work_for(size, || drop(bearer(write::OauthScheme::Bearer, [("resource_metadata", &*value)], |_| ())))
    });
    assert_linear("many names", |size| {
        let names: Vec<_> = (0..size / 8).map(|number| format!("n{number:07}")).collect();
        work_for(size, || {
            let mut challenge = Challenge::new("X").expect("a token");
            for name in &names {
                challenge = challenge.with_param(&**name, "").expect("a parameter");
            }
            assert!(challenge.to_bytes().len() > size);
        })
    });
}
