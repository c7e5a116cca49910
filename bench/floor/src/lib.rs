//! The floor of `npm run bench`: one raw Node-API call that copies its string argument, and nothing else.

use std::mem::MaybeUninit;
use std::ptr;

use napi::bindgen_prelude::{Env, Object, Result};
use napi::{JsValue, sys};
use napi_derive::napi;

const SIZE: usize = 32 * 1024;

unsafe extern "C" fn copy(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    let mut text = ptr::null_mut();
    let mut count = 1;
    let mut len = 0;
    let mut octets = MaybeUninit::<[u8; SIZE]>::uninit();
    // SAFETY: `env` and `info` are those of this call; the buffer has room for `SIZE` octets.
    unsafe {
        sys::napi_get_cb_info(env, info, &raw mut count, &raw mut text, ptr::null_mut(), ptr::null_mut());
        sys::napi_get_value_string_latin1(env, text, octets.as_mut_ptr().cast(), SIZE, &raw mut len);
    }
    std::hint::black_box(&octets);
    ptr::null_mut()
}

/// Adds `copy`, without the conversions of generated bindings.
#[napi(module_exports)]
pub fn exports(exports: Object, env: Env) -> Result<()> {
    let env = env.raw();
    let mut function = ptr::null_mut();
    // SAFETY: `env` is the environment that is being set up.
    unsafe {
        sys::napi_create_function(env, c"copy".as_ptr(), 4, Some(copy), ptr::null_mut(), &raw mut function);
        sys::napi_set_named_property(env, exports.raw(), c"copy".as_ptr(), function);
    }
    Ok(())
}
