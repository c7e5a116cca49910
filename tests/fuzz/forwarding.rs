//! Forwarding: without options nothing changes; with options, the law of edits.

use std::cell::RefCell;

use auth_challenge::forward::{Decision, Errors, Forward, Schemes, Scope, Url};
use auth_challenge::{Challenge, Change, Origin, Reader};

use super::input::{choices, is_field_octet, parts, sendable};
use super::model::{Edits, GATEWAY, OFFLINE, POINTER, Plain, Pointer, ScopeEdit, UPSTREAM};
use super::same::assert_same;

/// The octets that make choices are the options; field lines follow.
pub fn property(input: &[u8]) {
    let (choices, text) = choices::<6>(input);
    let lines = parts(text);
    let sent: Vec<_> = lines.iter().map(|line| sendable(line)).collect();
    assert_eq!(Forward::new().lines(&lines), sent, "without options the lines stay");
    let edits = edits_of(choices);
    let changes = RefCell::new(Vec::new());
    let mut forward = forwarder(&edits, |change| changes.borrow_mut().push(change));
    let forwarded = forward.lines(&lines);
    if !edits.are_made() {
        assert_eq!(forwarded, sent, "with nothing to edit the lines stay");
        return;
    }
    leaves_what_is_valid(&forwarded);
    is_the_model(&edits, &lines, &forwarded);
    drop(forward);
    is_reported(&edits, &lines, &forwarded, &changes.into_inner());

    // One value forwards any number of fields, whatever the ones before were.
    let mut again = forwarder(&edits, |_| ());
    assert_eq!(again.lines(&lines), forwarded, "the same without a listener");
    assert_eq!(again.lines(&forwarded), forwarded, "forwarding twice is forwarding once");
    assert_eq!(again.lines(&lines), forwarded, "nothing is left of the field before");
}

fn pick<T: Copy>(choice: u8, from: &[T]) -> Option<T> {
    // Half of the choices are none.
    from.get(usize::from(choice) % (2 * from.len())).copied()
}

fn edits_of([pointer, scope, set, remove, whole, status]: [u8; 6]) -> Edits {
    let pointers = [Pointer::Url, Pointer::Origin, Pointer::OriginFrom, Pointer::Remove];
    let remove = pick(
        remove,
        &[("realm", &[][..]), ("nonce", &["Digest"]), ("error", &[]), ("scope", &["Bearer"]), ("a", &[])],
    );
    let removes = |name: &str| remove.is_some_and(|(removed, _)| removed == name);
    Edits {
        pointer: pick(pointer, &pointers),
        insert: pointer & 0x80 != 0,
        // An edit of what is removed has no effect, so that it would not be tested.
        scope: pick(scope, &[ScopeEdit::Replace("read write"), ScopeEdit::WithoutOffline])
            .filter(|_| !removes("scope")),
        set: pick(
            set,
            &[
                ("realm", &b"a \"b\" \\ \xE9"[..], &[][..]),
                ("a", b"", &["Basic", "Negotiate"]),
                ("x", b"1", &[]),
            ],
        )
        .filter(|(name, ..)| !removes(name)),
        remove,
        schemes: pick(
            whole,
            &[&["Bearer"][..], &["Basic", "Bearer"], &["dpop", "bearer", "Negotiate"], &["a", "A"]],
        ),
        errors: pick(whole >> 4, &[Errors::Redact, Errors::Drop]).unwrap_or_default(),
        normalize: whole & 0x80 != 0,
        ensure: pick(status, &["Bearer", "Basic"]),
        status: pick(status >> 2, &[401, 403, 407, 200]),
    }
}

fn forwarder<'f>(edits: &Edits, on_change: impl FnMut(Change) + 'f) -> Forward<'f> {
    let url = || Url::new(POINTER).expect("a URL");
    let origin = |text| Origin::new(text).expect("an origin");
    let schemes =
        |names: &[&str]| if names.is_empty() { Schemes::All } else { Schemes::only(names.iter().copied()) };
    let mut forward = Forward::new().errors(edits.errors).max_length(usize::MAX).on_change(on_change);
    forward = match edits.pointer {
        Some(Pointer::Url) => forward.resource_metadata(url()),
        Some(Pointer::Origin) => forward.origin(origin(GATEWAY)),
        Some(Pointer::OriginFrom) => forward.origin_from(origin(GATEWAY), origin(UPSTREAM)),
        Some(Pointer::Remove) => forward.resource_metadata_with(|_| Decision::Remove),
        None => forward,
    };
    forward = match edits.scope {
        Some(ScopeEdit::Replace(scope)) => forward.scope(Scope::new(scope).expect("a scope")),
        Some(ScopeEdit::WithoutOffline) => forward.scope_with(|carried| {
            let words = carried.value.split(' ').filter(|word| word.as_bytes() != OFFLINE);
            Scope::of_tokens(words).map_or(Decision::Remove, Decision::Replace)
        }),
        None => forward,
    };
    if edits.insert {
        forward = forward.insert_resource_metadata(url());
    }
    if let Some((name, value, only)) = edits.set {
        forward = forward.set(name, value, schemes(only)).expect("a parameter");
    }
    if let Some((name, only)) = edits.remove {
        forward = forward.remove(name, schemes(only));
    }
    if let Some(kept) = edits.schemes {
        forward = forward.schemes(kept.iter().copied());
    }
    if edits.normalize {
        forward = forward.normalize();
    }
    if let Some(scheme) = edits.ensure {
        forward = forward.ensure(&Challenge::new(scheme).expect("a token"));
    }
    forward.set_status(edits.status);
    forward
}

fn reader() -> Reader {
    Reader::new().max_length(usize::MAX)
}

fn read<L: AsRef<[u8]>>(lines: &[L]) -> Vec<Plain> {
    reader().read(lines).iter().map(Plain::of).collect()
}

/// What leaves can be sent, and is strictly valid or nothing.
fn leaves_what_is_valid(forwarded: &[Vec<u8>]) {
    assert!(forwarded.iter().flatten().copied().all(is_field_octet), "what leaves can be sent");
    assert!(reader().read_strict(forwarded).is_ok(), "what leaves is valid: {forwarded:?}");
}

/// Reading what leaves gives what the model makes of what was read; a valid field keeps every octet that no edit names.
fn is_the_model(edits: &Edits, lines: &[&[u8]], forwarded: &[Vec<u8>]) {
    let is_valid = reader().read_strict(lines).is_ok();
    let came = read(lines);
    let mut expected = edits.apply(came.clone());
    let is_same = expected == came;
    if edits.normalize {
        let rank = |one: &Plain| if one.is("Bearer") { 0 } else { 1 + i32::from(!one.is("DPoP")) };
        expected.sort_by_key(rank);
    }
    let mut left = read(forwarded);
    if edits.normalize {
        // Within a rank the order is that of the field.
        let rank = |one: &Plain| if one.is("Bearer") { 0 } else { 1 + i32::from(!one.is("DPoP")) };
        left.sort_by_key(rank);
    }
    assert_same(&left, &expected, !is_valid || edits.normalize);
    let has_lax_url = came.iter().any(|one| {
        one.value("resource_metadata").is_some_and(|value| super::model::url(value) == super::model::Url::Lax)
    });
    if is_valid && !edits.normalize {
        keep_their_order(&came, &left, edits);
        if is_same && !has_lax_url {
            assert_eq!(forwarded, lines, "what no edit names keeps every octet");
        }
    }
}

/// The parameters that stay stand in the order in which they stood.
fn keep_their_order(came: &[Plain], left: &[Plain], edits: &Edits) {
    if edits.schemes.is_some() || came.len() != left.len() {
        return;
    }
    for (before, after) in came.iter().zip(left) {
        let names = |of: &Plain, other: &Plain| {
            let names = of.params.iter().map(|(name, _)| name.clone());
            names.filter(|name| other.value(name).is_some()).collect::<Vec<_>>()
        };
        assert_eq!(names(before, after), names(after, before), "{before:?} {after:?}");
    }
}

/// Every difference is reported, and nothing else.
fn is_reported(edits: &Edits, lines: &[&[u8]], forwarded: &[Vec<u8>], changes: &[Change]) {
    // A line of nothing but blanks and commas holds nothing that could be lost.
    let holds_any = |line: &[u8]| line.iter().any(|octet| !b"\t ,".contains(octet));
    let came: Vec<_> = lines.iter().copied().filter(|line| holds_any(line)).collect();
    let left: Vec<_> = forwarded.iter().map(|line| &line[..]).filter(|line| holds_any(line)).collect();
    if came != left {
        assert!(!changes.is_empty(), "a difference is reported: {left:?}");
    }
    // The challenge that is dropped may be the one that is ensured.
    if came == left && edits.ensure.is_none() {
        assert!(changes.is_empty(), "nothing else is reported: {changes:?}");
    }
    assert!(changes.iter().all(|change| change.line <= lines.len()), "a change has its line");
}
