//! The other readers, and what each makes of a field line.

use std::panic::catch_unwind;

use auth_challenge::parse_strict;
use hyperx::header::{Header, Raw};
use www_authenticate::{RawChallenge, WwwAuthenticate};

/// A challenge: names in lower case, values without quotes, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub scheme: String,
    pub token68: Option<String>,
    pub params: Vec<(String, String)>,
}

/// A peer: what it makes of a line that is read as `ours` here.
#[derive(Clone, Copy)]
pub struct Peer {
    pub name: &'static str,
    pub judge: fn(&str, Option<&[Read]>) -> Verdict,
}

/// What a peer does beside strict reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// Both read the same challenges, or both refuse.
    Agrees,
    /// It refuses a line that is read here.
    Refuses,
    /// It reads a line that is refused here.
    Accepts,
    /// Both read the line, and not the same.
    Differs,
}

pub const PEERS: [Peer; 2] = [
    Peer { name: "http-auth", judge: http_auth },
    Peer { name: "www-authenticate", judge: www_authenticate },
];

/// The line as strict reading has it; `None` if it refuses.
pub fn ours(line: &str) -> Option<Vec<Read>> {
    let challenges = parse_strict([line]).ok()?;
    let read = |challenge: &auth_challenge::Challenge<'_>| Read {
        scheme: challenge.scheme().to_owned(),
        token68: challenge.token68().map(str::to_owned),
        params: challenge.params().iter().map(param).collect(),
    };
    Some(challenges.iter().map(read).collect())
}

fn param(param: &auth_challenge::Param<'_>) -> (String, String) {
    (param.name().to_ascii_lowercase(), String::from_utf8_lossy(param.value().as_bytes()).into_owned())
}

fn http_auth(line: &str, ours: Option<&[Read]>) -> Verdict {
    let theirs = http_auth::parse_challenges(line).ok().map(|challenges| {
        let read = |challenge: http_auth::ChallengeRef<'_>| Read {
            scheme: challenge.scheme.to_owned(),
            token68: None,
            params: challenge
                .params
                .iter()
                .map(|(name, value)| (name.to_ascii_lowercase(), value.to_unescaped()))
                .collect(),
        };
        challenges.into_iter().map(read).collect::<Vec<_>>()
    });
    verdict(ours.is_some(), theirs.is_some(), || theirs.as_deref() == ours)
}

/// It groups the challenges by scheme, and does not list the schemes: those that are read here are looked for.
fn www_authenticate(line: &str, ours: Option<&[Read]>) -> Verdict {
    // Where it gives no answer at all, it does not read the line.
    let theirs = catch_unwind(|| WwwAuthenticate::parse_header(&Raw::from(line)).ok()).ok().flatten();
    verdict(ours.is_some(), theirs.is_some(), || {
        let (Some(ours), Some(theirs)) = (ours, &theirs) else { return true };
        ours.iter().all(|one| {
            let of_scheme: Vec<_> =
                ours.iter().filter(|other| other.scheme.eq_ignore_ascii_case(&one.scheme)).collect();
            let found = theirs.get_raw(&one.scheme).unwrap_or_default();
            found.len() == of_scheme.len()
                && of_scheme.iter().zip(found).all(|(one, found)| is_same(one, found))
        })
    })
}

fn is_same(ours: &Read, theirs: &RawChallenge) -> bool {
    match theirs {
        RawChallenge::Token68(token68) => ours.token68.as_ref() == Some(token68),
        RawChallenge::Fields(fields) => {
            let has = |(name, value): &(String, String)| fields.get(name) == Some(value);
            ours.token68.is_none() && fields.len() == ours.params.len() && ours.params.iter().all(has)
        }
    }
}

fn verdict(ours: bool, theirs: bool, is_same: impl Fn() -> bool) -> Verdict {
    match (ours, theirs) {
        (true, false) => Verdict::Refuses,
        (false, true) => Verdict::Accepts,
        (false, false) => Verdict::Agrees,
        (true, true) if is_same() => Verdict::Agrees,
        (true, true) => Verdict::Differs,
    }
}
