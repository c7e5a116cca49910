//! Forwarding with options.

use std::cell::RefCell;

use napi::bindgen_prelude::{FnArgs, Function, Result, Utf16String};
use napi::{Error, Status};
use napi_derive::napi;

use super::text::{lines_of, octets_exactly, wide_at};
use super::write::ChangeObject;
use crate::change::{Change, text_of};
use crate::forward::{Carried, Errors, Forward, Schemes, Scope, Url};
use crate::http_url::Origin;
use crate::parse::Reader;

/// A parameter to set or, without a value, to take out.
#[napi(object, object_to_js = false)]
pub struct ParamEdit {
    /// The parameter.
    pub name: String,
    /// Its value.
    pub value: Option<String>,
    /// For these schemes, or all.
    pub schemes: Option<Vec<String>>,
}

/// Checked options, one text for each.
#[napi(object, object_to_js = false)]
pub struct Plan {
    /// The status of the response.
    pub status: Option<u32>,
    /// A URL to put in the place of others.
    pub url: Option<String>,
    /// An origin to put in the place of others.
    pub origin: Option<String>,
    /// A URL to add.
    pub insert: Option<String>,
    /// A field line of one challenge.
    pub ensure: Option<String>,
    /// A scope to put in the place of others.
    pub scope: Option<String>,
    /// Parameters to set or to take out.
    pub params: Vec<ParamEdit>,
    /// Schemes to keep, in order.
    pub schemes: Option<Vec<String>>,
    /// `keep`, `redact` or `drop`.
    pub errors: Option<String>,
    /// Write all anew.
    pub normalize: bool,
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

/// Forwards `lines`; the callbacks decide on URLs and scopes.
#[napi]
pub fn forward(
    lines: Vec<Utf16String>,
    plan: Plan,
    decide_url: Option<Decide<'_, Option<String>>>,
    decide_scopes: Option<Decide<'_, Vec<String>>>,
) -> Result<Forwarded> {
    let failure = RefCell::new(None);
    let mut forward = configured(&plan).map_err(|reason| Error::new(Status::InvalidArg, reason))?;
    let changes = RefCell::new(Vec::new());
    if let Some(decide) = &decide_url {
        forward = forward.resource_metadata_with(|carried| {
            let url = call(decide, carried, &failure).flatten()?;
            Url::new(&url).ok()
        });
    }
    if let Some(decide) = &decide_scopes {
        forward = forward.scope_with(|carried| call(decide, carried, &failure).unwrap_or_default());
    }
    let sent = forward
        .on_change(|change: Change| {
            let wide = wide_at(&lines, &change);
            changes.borrow_mut().push(ChangeObject::from(change).with_before(wide));
        })
        .lines(&lines_of(&lines));
    match failure.into_inner() {
        Some(error) => Err(error),
        None => Ok(Forwarded {
            lines: sent.iter().map(|line| text_of(line)).collect(),
            changes: changes.into_inner(),
        }),
    }
}

/// Calls into JavaScript; the first error is kept for the caller, and ends the calls.
fn call<T: napi::bindgen_prelude::FromNapiValue>(
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

/// `lib/` has checked the options, so that an error here is one of ours.
fn configured(plan: &Plan) -> std::result::Result<Forward<'static>, String> {
    let told = |error: &dyn std::error::Error| error.to_string();
    let mut forward = Forward::new();
    if let Some(status) = plan.status {
        forward = forward.status(u16::try_from(status).unwrap_or_default());
    }
    if let Some(url) = &plan.url {
        forward = forward.resource_metadata(Url::new(url).map_err(|error| told(&error))?);
    }
    if let Some(origin) = &plan.origin {
        forward = forward.origin(Origin::new(origin).map_err(|error| told(&error))?);
    }
    if let Some(url) = &plan.insert {
        forward = forward.insert_resource_metadata(Url::new(url).map_err(|error| told(&error))?);
    }
    if let Some(line) = &plan.ensure {
        let line = octets_exactly(line).unwrap_or_default();
        let mut challenges = Reader::new().read_strict([&line]).map_err(|error| told(&error))?;
        let challenge = challenges.pop().ok_or("expected a challenge to ensure")?;
        forward = forward.ensure(challenge.into_owned());
    }
    if let Some(scope) = &plan.scope {
        forward = forward.scope(Scope::new(scope).map_err(|error| told(&error))?);
    }
    for ParamEdit { name, value, schemes } in &plan.params {
        let schemes = schemes.as_ref().map_or(Schemes::All, |names| Schemes::only(names.iter().cloned()));
        forward = match value {
            None => forward.remove(name, schemes),
            Some(value) => {
                let value = octets_exactly(value).unwrap_or_default();
                forward.set(name, value, schemes).map_err(|error| told(&error))?
            }
        };
    }
    if let Some(schemes) = &plan.schemes {
        forward = forward.schemes(schemes.iter().cloned());
    }
    forward = match plan.errors.as_deref() {
        Some("redact") => forward.errors(Errors::Redact),
        Some("drop") => forward.errors(Errors::Drop),
        _ => forward,
    };
    Ok(if plan.normalize { forward.normalize() } else { forward })
}
