//! The Node.js addon: the only place that names napi.
//!
//! What crosses is text and numbers. `lib/` in JavaScript normalises what callers pass and builds their objects.

// Raw Node-API calls are foreign functions. Each block says why it is sound.
#![expect(unsafe_code, reason = "raw Node-API calls, at a sixth of the cost of the generated ones")]
#![expect(clippy::needless_pass_by_value, reason = "napi makes values of the arguments, and hands them over")]

mod forward;
mod raw;
mod spans;
mod text;
mod texts;
mod write;

use napi::bindgen_prelude::{Env, Object, Result};
use napi_derive::napi;

use crate::change::Reason;
use crate::error::{BuildErrorCode, DefectCode};
use crate::known::{PARAMS, SCHEMES};

/// The lists that the numbers in a table of spans point into.
#[napi(object, object_from_js = false)]
pub struct Names {
    /// Schemes as specifications spell them.
    pub schemes: Vec<&'static str>,
    /// Parameter names in lower case.
    pub params: Vec<&'static str>,
    /// Defect codes.
    pub defect_codes: Vec<&'static str>,
    /// Why something was changed.
    pub change_reasons: Vec<&'static str>,
    /// Why a challenge cannot be written.
    pub format_error_codes: Vec<&'static str>,
    /// What each defect code's text would have had to be, in words.
    pub expectations: Vec<&'static str>,
}

/// The names that `lib/` shares with this crate.
#[napi]
pub fn names() -> Names {
    Names {
        schemes: SCHEMES.list().to_vec(),
        params: PARAMS.list().to_vec(),
        defect_codes: DefectCode::ALL.iter().map(|code| code.as_str()).collect(),
        change_reasons: Reason::ALL.iter().map(|reason| reason.as_str()).collect(),
        format_error_codes: BuildErrorCode::ALL.iter().map(|code| code.as_str()).collect(),
        expectations: DefectCode::ALL.iter().map(|code| code.expected()).collect(),
    }
}

/// Adds what the generated bindings have no form for.
#[napi(module_exports)]
pub fn exports(mut exports: Object, env: Env) -> Result<()> {
    forward::export(env, &mut exports)?;
    write::export(env, &mut exports)?;
    spans::export(env, &mut exports)
}
