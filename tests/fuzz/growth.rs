//! Linear: text of sixteen times the length takes about sixteen times as long, and never two hundred times.

use std::hint::black_box;
use std::time::{Duration, Instant};

use auth_challenge::forward::{Errors, Forward, Schemes, Scope, Url};
use auth_challenge::lint::{Profile, lint};
use auth_challenge::write::{OauthScheme, bearer};
use auth_challenge::{Origin, Reader};

use super::input::{choices, parts};

const SHORT: usize = 1 << 13;
const LONG: usize = 1 << 17;
/// Between 16, which is linear, and 256, which is quadratic.
const MOST: u32 = 80;
/// A shorter time says little: large allocations cost more than small ones, with a sanitizer above all, and on a machine
/// that does other work. Quadratic work on [`LONG`] octets takes seconds, far more than [`MOST`] times this.
const SHORTEST: Duration = Duration::from_millis(2);

/// The octet that makes a choice names the job. A beginning, what is repeated, and an end follow.
pub fn property(input: &[u8]) {
    let ([choice], text) = choices(input);
    let [start, unit, end] = match parts(text)[..] {
        [start, unit, end, ..] => [start, unit, end],
        [start, unit] => [start, unit, b""],
        [unit] => [b"", unit, b""],
        [] => return,
    };
    if unit.is_empty() || text.len() > SHORT / 8 {
        return;
    }
    let of_size = |size: usize| [start, &unit.repeat(size / unit.len()), end].concat();
    let (short, long) = (of_size(SHORT), of_size(LONG));
    // A slow moment of the machine is no slow text: only what is slow each time.
    for attempt in 0..6 {
        let (short, long) = (fastest(choice, &short, 3 + attempt), fastest(choice, &long, 1 + attempt));
        if long < short.max(SHORTEST) * MOST {
            return;
        }
    }
    panic!("job {choice} takes longer for an octet the longer the text is");
}

fn fastest(choice: u8, text: &[u8], times: u32) -> Duration {
    let once = || {
        let (start, since) = (Instant::now(), processor_time());
        job(choice, text);
        match (since, processor_time()) {
            (Some(since), Some(now)) => now.saturating_sub(since),
            _ => start.elapsed(),
        }
    };
    (0..times).map(|_| once()).min().unwrap_or_default()
}

/// What this thread has had of a processor, where Linux says so: unlike a clock, it does not go on while others run.
fn processor_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

fn job(choice: u8, text: &[u8]) {
    let url = || Url::new("https://gateway.example/metadata").expect("a URL");
    let forward = Forward::new();
    let forward = match choice % 16 {
        0 => return drop(black_box(Reader::new().max_length(usize::MAX).read([text]))),
        1 => return drop(black_box(Reader::new().max_length(text.len() - 1).read([text]))),
        2 => return drop(black_box(Reader::new().max_length(usize::MAX).read_strict([text]))),
        3 => {
            let text = String::from_utf8_lossy(text);
            let params = [("realm", &text), ("scope", &text), ("resource_metadata", &text), (&text, &text)];
            return drop(black_box(bearer(OauthScheme::Bearer, params, |_| ())));
        }
        4 => return drop(black_box(lint([text], Profile::Mcp, Some(403)))),
        5 => forward.origin(Origin::new("https://gateway.example").expect("an origin")),
        6 => forward.resource_metadata(url()),
        7 => forward.insert_resource_metadata(url()),
        8 => forward.scope(Scope::new("a b").expect("a scope")),
        9 => forward.set("realm", "x", Schemes::All).expect("a value"),
        10 => forward.remove("a", Schemes::All),
        11 => forward.schemes(["Bearer", "a", "Basic"]),
        12 => forward.errors(Errors::Drop),
        13 => forward.errors(Errors::Redact).on_change(|change| drop(black_box(change))),
        14 => forward.normalize(),
        _ => forward.normalize().remove("realm", Schemes::All).on_change(|change| drop(black_box(change))),
    };
    drop(black_box(forward.max_length(usize::MAX).lines(&[text])));
}
