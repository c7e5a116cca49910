//! Forwarding. Where the caller's functions decide, one call lists the values, and another one brings the answers.

use std::cell::{Cell, RefCell};

use super::Malformed;
use super::changes::push_changes;
use super::codes::{Kind, NONE, Tag};
use super::input::{Input, Part};
use super::rows::Rows;
use crate::change::isomorphic_encode;
use crate::forward::{Carried, Decision, Errors, Forward, Schemes, Scope, Url};
use crate::http_url::Origin;
use crate::parse::Reader;

/// The edits of the last call that kept its own: a gateway has one set of them, and sends it once.
pub(crate) struct Kept(pub(super) Option<Forward<'static>>);

impl Kept {
    pub(crate) const NONE: Self = Self(None);
}

/// The lines to send, with a row for the end of each; then the changes, if the call asks for them.
#[inline(never)]
pub(super) fn forward(
    input: &Input<'_>,
    kept: &mut Kept,
    number: &mut u32,
    rows: &mut Rows<'_>,
) -> Result<Vec<u8>, Malformed> {
    if input.uses_kept() {
        let forward = kept.0.as_mut().ok_or(Malformed("no edits are kept"))?;
        return Ok(match input.parts {
            None => sent(forward, &[input.text], rows),
            Some(_) => sent(forward, &input.strings().collect::<Vec<_>>(), rows),
        });
    }
    if input.keeps() {
        let Plan { mut forward, lines, .. } = Plan::of(input)?;
        let text = sent(&mut forward, &lines, rows);
        // Where no number is left, nothing is kept.
        *number = number.saturating_add(1);
        kept.0 = (*number != NONE).then_some(forward);
        return Ok(text);
    }
    let (changes, answers) = (RefCell::new(Vec::new()), RefCell::new(input.parts().filter_map(answer)));
    let Plan { mut forward, lines, asks } = Plan::of(input)?;
    if asks.url {
        forward = forward.resource_metadata_with(|_| match answers.borrow_mut().next() {
            Some(part) if part.tag == Tag::Answer => {
                Url::new(&part.text()).map_or(Decision::Remove, Decision::Replace)
            }
            _ => Decision::Keep,
        });
    }
    if asks.scope {
        forward = forward.scope_with(|_| match answers.borrow_mut().next() {
            Some(part) if part.tag == Tag::Answer => {
                Scope::of_tokens(part.text().split(' ')).map_or(Decision::Remove, Decision::Replace)
            }
            _ => Decision::Keep,
        });
    }
    if input.reports() {
        forward = forward.on_change(|change| changes.borrow_mut().push(change));
    }
    let mut text = sent(&mut forward, &lines, rows);
    drop(forward);
    push_changes(changes.into_inner(), &mut text, rows);
    Ok(text)
}

/// The lines to send, end to end, with a row for the end of each.
fn sent(forward: &mut Forward<'_>, lines: &[&[u8]], rows: &mut Rows<'_>) -> Vec<u8> {
    let sent = forward.field_lines(lines);
    let mut start = 0;
    for end in sent.ends() {
        rows.push(Kind::Line, 0, (start, *end), 0);
        start = *end;
    }
    sent.into_octets()
}

/// The values that the caller's functions decide on, in the order in which [`forward`] takes the answers.
#[inline(never)]
pub(super) fn list(input: &Input<'_>, rows: &mut Rows<'_>) -> Result<Vec<u8>, Malformed> {
    let (text, rows) = (Cell::new(Vec::new()), RefCell::new(rows));
    let list = |kind, carried: Carried<'_>| {
        let mut octets = text.take();
        let start = octets.len();
        octets.extend_from_slice(&isomorphic_encode(carried.value));
        let challenge = carried.challenge.unwrap_or(NONE as usize);
        rows.borrow_mut().push(kind, 0, (start, octets.len()), challenge);
        text.set(octets);
    };
    let Plan { mut forward, lines, asks } = Plan::of(input)?;
    if asks.url {
        forward = forward.resource_metadata_with(|carried| {
            list(Kind::AskUrl, carried);
            Decision::Keep
        });
    }
    if asks.scope {
        forward = forward.scope_with(|carried| {
            list(Kind::AskScope, carried);
            Decision::Keep
        });
    }
    // The lines are not wanted yet.
    let _ = forward.lines(&lines);
    Ok(text.take())
}

/// What the parts ask for. `lib/forward-options.js` has checked them.
struct Plan<'t, 'f> {
    forward: Forward<'f>,
    lines: Vec<&'t [u8]>,
    asks: Asks,
}

/// The answers of the caller's functions, which are for the values in the order of [`list`].
fn answer(part: Result<Part<'_>, Malformed>) -> Option<Part<'_>> {
    part.ok().filter(|part| matches!(part.tag, Tag::Keep | Tag::Answer))
}

/// Which of the caller's functions decide.
#[derive(Default)]
struct Asks {
    url: bool,
    scope: bool,
}

impl<'t> Plan<'t, '_> {
    fn of(input: &Input<'t>) -> Result<Self, Malformed> {
        let mut forward = Forward::new().max_length(input.max_length);
        let (mut lines, mut asks) = (Vec::new(), Asks::default());
        let mut parts = input.parts().peekable();
        while let Some(part) = parts.next() {
            let part = part?;
            let mut operand = |tag| parts.next_if(|next| matches!(next, Ok(next) if next.tag == tag))?.ok();
            forward = match part.tag {
                Tag::Status => forward.status(part.text().parse().map_err(|_| UNCHECKED)?),
                Tag::Origin => {
                    let origin = |part: Part<'_>| Origin::from_checked(part.text().into_owned());
                    match operand(Tag::From) {
                        Some(from) => forward.origin_from(origin(part), origin(from)),
                        None => forward.origin(origin(part)),
                    }
                }
                Tag::Url => forward.resource_metadata(url(&part)?),
                Tag::Insert => forward.insert_resource_metadata(url(&part)?),
                Tag::Ensure => {
                    let challenges = Reader::new().read_strict([part.octets]).map_err(|_| UNCHECKED)?;
                    forward.ensure(challenges.first().ok_or(UNCHECKED)?)
                }
                Tag::Scope => forward.scope(Scope::new(&part.text()).map_err(|_| UNCHECKED)?),
                Tag::Name => {
                    let value = operand(Tag::Value).ok_or(UNCHECKED)?;
                    let schemes = schemes(operand(Tag::Only));
                    forward.set(&part.text(), value.octets, schemes).map_err(|_| UNCHECKED)?
                }
                Tag::Remove => forward.remove(&part.text(), schemes(operand(Tag::Only))),
                Tag::Schemes => forward.schemes(part.words()),
                Tag::Redact => forward.errors(Errors::Redact),
                Tag::Drop => forward.errors(Errors::Drop),
                Tag::Normalize => forward.normalize(),
                Tag::Line => {
                    lines.push(part.octets);
                    forward
                }
                Tag::AskUrl => {
                    asks.url = true;
                    forward
                }
                Tag::AskScope => {
                    asks.scope = true;
                    forward
                }
                Tag::Keep | Tag::Answer => forward,
                _ => return Err(Malformed("a part that does not belong to forwarding")),
            };
        }
        Ok(Self { forward, lines, asks })
    }
}

/// An operand that JavaScript's side should have refused.
const UNCHECKED: Malformed = Malformed("an operand that was not checked");

/// A URL that JavaScript's side has made sendable.
fn url(part: &Part<'_>) -> Result<Url, Malformed> {
    Url::new(&part.text()).map_err(|_| UNCHECKED)
}

/// The schemes that an edit is for; without a part, all.
fn schemes(only: Option<Part<'_>>) -> Schemes {
    only.map_or(Schemes::All, |only| Schemes::only(only.words()))
}
