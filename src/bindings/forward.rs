//! Forwarding: with callbacks in the generated way, without them in one raw call.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ptr;

use napi::bindgen_prelude::{Env, FnArgs, FromNapiValue, Function, Object, Result, Utf16String};
use napi::{Error, JsValue, Status, sys};
use napi_derive::napi;

use super::raw::{self, Call, check, guard, with_units};
use super::text::{are_sendable, lines_of, octets_exactly, wide_at};
use super::texts::{self, Answer, Texts};
use super::write::ChangeObject;
use crate::change::{Change, isomorphic_decode};
use crate::forward::{Carried, Decision, Errors, Forward, Schemes, Scope, Url};
use crate::http_url::Origin;
use crate::parse::Reader;

/// Adds `isUnsendable(text)`, and `forward(text, ends)`, whose texts are the codes of the edits, the operands of each (see
/// [`configured`]), and the field lines.
pub(super) fn export(env: Env, exports: &mut Object) -> Result<()> {
    // SAFETY: `env` is the environment that is being set up, and `exports` an object of it; there is no data.
    unsafe { raw::export(env.raw(), exports.raw(), c"isUnsendable", Some(is_unsendable), ptr::null_mut())? };
    texts::export(env, exports, c"forward", &(forward as texts::Job))
}

/// `isUnsendable(text)`: true if no field can hold all of `text`, else `undefined`, which costs no call.
unsafe extern "C" fn is_unsendable(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment and the call that run.
    unsafe {
        guard(env, || {
            let text = Call::<1>::new(env, info)?.text()?;
            let mut result = ptr::null_mut();
            if !with_units(env, text, usize::MAX, are_sendable)? {
                check(sys::napi_get_boolean(env, true, &raw mut result))?;
            }
            Ok(result)
        })
    }
}

fn forward(texts: &Texts<'_>) -> Result<Answer> {
    // What the edits say is checked text; of the lines, which stand behind it, octets are what counts.
    let mut taken = 0;
    let mut operands = texts.strings().inspect(|_| taken += 1);
    let codes = operands.next().unwrap_or_default();
    let mut forward = configured(&codes, &mut operands)?;
    let lines: Vec<_> = texts.octets().skip(taken).collect();
    Ok(Answer::Lines(forward.lines(&lines)))
}

/// Field lines to send, and what was changed.
#[napi(object, object_from_js = false)]
pub struct Forwarded {
    /// The lines.
    pub lines: Vec<String>,
    /// The changes, in order.
    pub changes: Vec<ChangeObject>,
}

/// Decides on a value: it gets the value and the place of its challenge, -1 if there is none.
type Decide<'a, T> = Function<'a, FnArgs<(String, i32)>, T>;

/// Forwards `lines` and tells of the changes; the callbacks decide on URLs and scopes.
#[napi]
pub fn forward_with(
    lines: Vec<Utf16String>,
    codes: String,
    operands: Vec<String>,
    decide_url: Option<Decide<'_, Option<String>>>,
    decide_scopes: Option<Decide<'_, Vec<String>>>,
) -> Result<Forwarded> {
    let failure = RefCell::new(None);
    let mut forward = configured(&codes, &mut operands.iter().map(|text| Cow::Borrowed(&**text)))?;
    let octets = lines_of(&lines);
    let octets: Vec<&[u8]> = octets.iter().map(Vec::as_slice).collect();
    let changes = RefCell::new(Vec::new());
    if let Some(decide) = &decide_url {
        forward = forward.resource_metadata_with(|carried| match call(decide, carried, &failure).flatten() {
            Some(url) if url != carried.value => Url::new(&url).map_or(Decision::Remove, Decision::Replace),
            _ => Decision::Keep,
        });
    }
    if let Some(decide) = &decide_scopes {
        forward = forward.scope_with(|carried| {
            let words = call(decide, carried, &failure).unwrap_or_default();
            Scope::of_tokens(words).map_or(Decision::Remove, Decision::Replace)
        });
    }
    let sent = forward
        .on_change(|change: Change| {
            let wide = wide_at(&lines, &change);
            changes.borrow_mut().push(ChangeObject::from(change).with_before(wide));
        })
        .lines(&octets);
    match failure.into_inner() {
        Some(error) => Err(error),
        None => Ok(Forwarded {
            lines: sent.iter().map(|line| isomorphic_decode(line).into_owned()).collect(),
            changes: changes.into_inner(),
        }),
    }
}

/// Calls into JavaScript; the first error is kept for the caller, and ends the calls.
fn call<T: FromNapiValue>(
    decide: &Decide<'_, T>,
    carried: Carried<'_>,
    failure: &RefCell<Option<Error>>,
) -> Option<T> {
    if failure.borrow().is_some() {
        return None;
    }
    let challenge = carried.challenge.and_then(|place| i32::try_from(place).ok()).unwrap_or(-1);
    decide
        .call(FnArgs::from((carried.value.to_owned(), challenge)))
        .map_err(|error| failure.replace(Some(error)))
        .ok()
}

/// The edits: a code for each, and their operands, which `lib/forward-options.js` has checked.
fn configured(codes: &str, operands: &mut dyn Iterator<Item = Cow<'_, str>>) -> Result<Forward<'static>> {
    let mut forward = Forward::new();
    for code in codes.bytes() {
        let mut operand = || operands.next().unwrap_or_default();
        forward = match code {
            b't' => forward.status(operand().parse().unwrap_or_default()),
            b'u' => forward.resource_metadata(Url::new(&operand()).map_err(unchecked)?),
            b'o' => forward.origin(Origin::from_checked(operand().into_owned())),
            b'i' => forward.insert_resource_metadata(Url::new(&operand()).map_err(unchecked)?),
            b'e' => {
                let text = operand();
                let line = octets_exactly(&text).unwrap_or_default();
                let mut challenges = Reader::new().read_strict([&line]).map_err(unchecked)?;
                challenges.pop().map(|challenge| forward.ensure(&challenge)).unwrap_or_default()
            }
            b's' => forward.scope(Scope::new(&operand()).map_err(unchecked)?),
            b'p' => {
                let (name, value, schemes) = (operand(), operand(), operand());
                let value = octets_exactly(&value).unwrap_or_default();
                forward.set(&name, value, schemes_of(&schemes)).map_err(unchecked)?
            }
            b'r' => forward.remove(&operand(), schemes_of(&operand())),
            b'k' => forward.schemes(operand().split_whitespace()),
            b'x' if operand() == "redact" => forward.errors(Errors::Redact),
            b'x' => forward.errors(Errors::Drop),
            b'n' => forward.normalize(),
            _ => return Err(Error::new(Status::InvalidArg, "expected the code of an edit")),
        };
    }
    Ok(forward)
}

/// Names with a space between them; none are all.
fn schemes_of(names: &str) -> Schemes {
    if names.is_empty() { Schemes::All } else { Schemes::only(names.split_whitespace()) }
}

/// An operand that `lib/` should have refused.
fn unchecked(error: impl std::error::Error) -> Error {
    Error::new(Status::InvalidArg, error.to_string())
}
