//! The forwarding that changes nothing: one look at the text.

use std::ptr;

use napi::bindgen_prelude::{Env, Object, Result};
use napi::{JsValue, sys};

use super::raw::{Call, check, guard, with_text};
use crate::grammar;

/// Adds `isUnsendable(text)` to `exports`: true if no field can hold all of `text`, otherwise undefined, which takes no
/// call to make.
pub(super) fn export(env: Env, exports: &mut Object) -> Result<()> {
    let env = env.raw();
    let name = c"isUnsendable";
    let mut function = ptr::null_mut();
    // SAFETY: `env` is the environment that is being set up, and `exports` an object of it.
    unsafe {
        let length = name.count_bytes().cast_signed();
        let no_data = ptr::null_mut();
        check(sys::napi_create_function(
            env,
            name.as_ptr(),
            length,
            Some(is_unsendable),
            no_data,
            &raw mut function,
        ))?;
        check(sys::napi_set_named_property(env, exports.raw(), name.as_ptr(), function))
    }
}

unsafe extern "C" fn is_unsendable(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment and the call that run; `text` is an argument of that call. What
    // `guard` gets is of the same call.
    unsafe {
        guard(env, || {
            let text = Call::<1>::new(env, info)?.text()?;
            // A character that is no octet has a control character as its substitute.
            let is_sendable = with_text(env, text, usize::MAX, |text| grammar::is_quotable(text.octets))?;
            let mut result = ptr::null_mut();
            if !is_sendable {
                check(sys::napi_get_boolean(env, true, &raw mut result))?;
            }
            Ok(result)
        })
    }
}
