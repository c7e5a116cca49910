//! The Node.js addon: the boundary over Node-API, and the only place that names napi.

// Raw Node-API calls are foreign functions. Each block says why it is sound.
#![expect(unsafe_code, reason = "raw Node-API calls, at a sixth of the cost of the generated ones")]

mod raw;

use std::ffi::c_void;
use std::ptr;

use napi::bindgen_prelude::{Env, Error, Object, Result, Status};
use napi::{JsValue, sys};
use napi_derive::napi;

use crate::boundary::{self, Answer, Kept, WORDS};
use raw::{Call, check, elements, guard, new_table, string, with_octets};

/// Adds `version`, `table`, a `Uint32Array`, and `call(text, parts?)`, which runs the operation that the table names.
///
/// A table belongs to one environment: a worker thread has its own.
#[napi(module_exports)]
pub fn exports(exports: Object, env: Env) -> Result<()> {
    let (env, exports) = (env.raw(), exports.raw());
    // SAFETY: `env` is the environment that is being set up. The reference keeps the table's memory, which `call` works
    // on, for as long as the environment lives. `lib/` never gives the table away, so that nobody detaches it;
    // JavaScript and `call` run on one thread, in turn. The hook runs once, when `call` cannot be called any more.
    unsafe {
        let (table, words) = new_table(env, WORDS)?;
        let mut reference = ptr::null_mut();
        check(sys::napi_create_reference(env, table, 1, &raw mut reference))?;
        check(sys::napi_set_named_property(env, exports, c"table".as_ptr(), table))?;
        let version = string(env, boundary::VERSION.as_bytes())?;
        check(sys::napi_set_named_property(env, exports, c"version".as_ptr(), version))?;
        let own = Box::into_raw(Box::new(Own { table: words.cast(), kept: Kept::NONE })).cast();
        check(sys::napi_add_env_cleanup_hook(env, Some(free), own))?;
        raw::export(env, exports, c"call", Some(call), own)
    }
}

/// What an environment has: the table, and what calls have kept.
struct Own {
    table: *mut [u32; WORDS],
    kept: Kept,
}

/// # Safety
/// `own` is that of an environment that ends.
unsafe extern "C" fn free(own: *mut c_void) {
    // SAFETY: `exports` has made a box of it.
    drop(unsafe { Box::from_raw(own.cast::<Own>()) });
}

/// `call(text, parts?)`: `parts` is a `Uint32Array` for those that the table has too little room for. Returns the text
/// of the answer, or `undefined`; if the table has too little room for the rows, an array of that and of a table that
/// has enough.
unsafe extern "C" fn call(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment and the call that run. The data of `call` is what this environment
    // has (see `exports`), and nobody else uses it while `call` runs.
    unsafe {
        guard(env, || {
            let call = Call::<2>::new(env, info)?;
            let Own { table, kept } = &mut *call.data.cast::<Own>();
            let table = &mut **table;
            let text = call.arg(0).ok_or_else(|| Error::from_status(Status::StringExpected))?;
            let parts = call.arg(1).map_or(Ok(None), |parts| elements(env, parts))?;
            let most = boundary::most_octets(table);
            let answer = with_octets(env, text, most, |octets, has_wide| {
                boundary::call(kept, table, parts, octets, has_wide)
            })?;
            let answer = answer.map_err(|error| Error::new(Status::GenericFailure, error.0))?;
            value(env, answer, table)
        })
    }
}

/// # Safety
/// `env` is the environment of the call that runs.
unsafe fn value(env: sys::napi_env, answer: Answer, table: &[u32; WORDS]) -> Result<sys::napi_value> {
    let Answer { text, all_rows } = answer;
    // SAFETY: the caller vouches for `env`; text is copied, and nobody else knows the new table yet.
    unsafe {
        let text = text.map_or(Ok(ptr::null_mut()), |text| string(env, &text))?;
        let Some(rows) = all_rows else { return Ok(text) };
        let head = boundary::before_rows(table);
        let (value, words) = new_table(env, head.len() + rows.as_flattened().len())?;
        ptr::copy_nonoverlapping(head.as_ptr(), words, head.len());
        ptr::copy_nonoverlapping(
            rows.as_flattened().as_ptr(),
            words.add(head.len()),
            rows.as_flattened().len(),
        );
        let mut pair = ptr::null_mut();
        check(sys::napi_create_array_with_length(env, 2, &raw mut pair))?;
        if !text.is_null() {
            check(sys::napi_set_element(env, pair, 0, text))?;
        }
        check(sys::napi_set_element(env, pair, 1, value))?;
        Ok(pair)
    }
}
