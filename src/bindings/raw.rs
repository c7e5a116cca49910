//! Node-API calls without the generated conversions: arguments and text.

use std::borrow::Cow;
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::slice;

use napi::{Error, JsError, Result, Status, sys};

use super::text::octet_of;

/// UTF-16 code units that are read without an allocation.
const STACK_UNITS: usize = 1024;

/// The arguments of a call and the data of the function.
pub(super) struct Call<const N: usize> {
    args: [sys::napi_value; N],
    count: usize,
    pub(super) data: *mut std::ffi::c_void,
}

impl<const N: usize> Call<N> {
    /// # Safety
    /// `env` and `info` are those of the call that runs.
    pub(super) unsafe fn new(env: sys::napi_env, info: sys::napi_callback_info) -> Result<Self> {
        let mut args = [ptr::null_mut(); N];
        let mut count = N;
        let mut data = ptr::null_mut();
        // SAFETY: the caller vouches for `env` and `info`; `args` has room for `count` values.
        check(unsafe {
            sys::napi_get_cb_info(
                env,
                info,
                &raw mut count,
                args.as_mut_ptr(),
                ptr::null_mut(),
                &raw mut data,
            )
        })?;
        Ok(Self { args, count, data })
    }

    /// The argument at `index`, if it was passed.
    pub(super) fn arg(&self, index: usize) -> Option<sys::napi_value> {
        self.args.get(index).copied().filter(|_| index < self.count)
    }

    /// The first argument, which is a string.
    pub(super) fn text(&self) -> Result<sys::napi_value> {
        self.arg(0).ok_or_else(|| Error::from_status(Status::StringExpected))
    }
}

pub(super) fn check(status: sys::napi_status) -> Result<()> {
    if status == sys::Status::napi_ok { Ok(()) } else { Err(Error::from_status(Status::from(status))) }
}

/// A JavaScript string as code units and as octets, index for index.
pub(super) struct Text<'a> {
    units: &'a [u16],
    pub(super) octets: &'a [u8],
    is_octets: bool,
}

impl<'a> Text<'a> {
    /// A part as text; a lone surrogate becomes U+FFFD.
    pub(super) fn string(&self, start: usize, end: usize) -> Cow<'a, str> {
        let octets = &self.octets[start..end];
        match str::from_utf8(octets) {
            Ok(text) if self.is_octets && octets.is_ascii() => Cow::Borrowed(text),
            _ => Cow::Owned(String::from_utf16_lossy(&self.units[start..end])),
        }
    }

    /// True if the character at `index` is no octet.
    pub(super) fn is_wide(&self, index: usize) -> bool {
        !self.is_octets && self.units.get(index).is_some_and(|unit| *unit > 0xFF)
    }
}

/// Calls `job` with at most `limit` code units of `value`.
///
/// # Safety
/// `env` is the environment of the call that runs, and `value` a value of it.
pub(super) unsafe fn with_text<T>(
    env: sys::napi_env,
    value: sys::napi_value,
    limit: usize,
    job: impl FnOnce(&Text<'_>) -> T,
) -> Result<T> {
    let mut units = MaybeUninit::<[u16; STACK_UNITS]>::uninit();
    let mut octets = MaybeUninit::<[u8; STACK_UNITS]>::uninit();
    let size = STACK_UNITS.min(limit.saturating_add(1));
    // SAFETY: the caller vouches for `env` and `value`; `units` has room for `size` code units.
    let len = unsafe { string_utf16(env, value, units.as_mut_ptr().cast(), size)? };
    if len < STACK_UNITS - 1 || len == limit {
        // SAFETY: Node-API has written `len` code units, and `octets` has room for as many.
        let text = unsafe { narrow(units.as_ptr().cast(), octets.as_mut_ptr().cast(), len) };
        return Ok(job(&text));
    }
    // SAFETY: as above; a null buffer asks for the length.
    let len = unsafe { string_utf16(env, value, ptr::null_mut(), 0)? }.min(limit);
    let mut units = Vec::<u16>::with_capacity(len + 1);
    let mut octets = Vec::<u8>::with_capacity(len);
    // SAFETY: `units` has room for `len` code units and the terminator.
    let len = unsafe { string_utf16(env, value, units.as_mut_ptr(), len + 1)? };
    // SAFETY: Node-API has written `len` code units, and `octets` has room for as many.
    let text = unsafe { narrow(units.as_ptr(), octets.as_mut_ptr(), len) };
    Ok(job(&text))
}

/// # Safety
/// As [`with_text`]; `buffer` is null or has room for `size` code units.
unsafe fn string_utf16(
    env: sys::napi_env,
    value: sys::napi_value,
    buffer: *mut u16,
    size: usize,
) -> Result<usize> {
    let mut len = 0;
    // SAFETY: the caller vouches for all of them.
    check(unsafe { sys::napi_get_value_string_utf16(env, value, buffer, size, &raw mut len) })?;
    Ok(len)
}

/// # Safety
/// `units` has `len` code units, and `octets` has room for as many.
unsafe fn narrow<'a>(units: *const u16, octets: *mut u8, len: usize) -> Text<'a> {
    // SAFETY: the caller vouches for `units`.
    let units = unsafe { slice::from_raw_parts(units, len) };
    // SAFETY: the caller vouches for the room; `MaybeUninit` may be uninitialised.
    let room = unsafe { slice::from_raw_parts_mut(octets.cast::<MaybeUninit<u8>>(), len) };
    let mut all = 0;
    for (octet, unit) in room.iter_mut().zip(units) {
        all |= unit;
        #[expect(clippy::cast_possible_truncation, reason = "looked at below")]
        octet.write(*unit as u8);
    }
    let is_octets = all <= 0xFF;
    if !is_octets {
        for (octet, unit) in room.iter_mut().zip(units) {
            octet.write(octet_of(*unit));
        }
    }
    // SAFETY: the loop has written all `len` octets.
    let octets = unsafe { slice::from_raw_parts(octets, len) };
    Text { units, octets, is_octets }
}

/// Runs the body of a raw function: an error is thrown into JavaScript, and a panic does not unwind into C.
///
/// # Safety
/// `env` is the environment of the call that runs.
pub(super) unsafe fn guard(
    env: sys::napi_env,
    run: impl FnOnce() -> Result<sys::napi_value>,
) -> sys::napi_value {
    let error = match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(value)) => return value,
        Ok(Err(error)) => error,
        Err(_) => Error::new(Status::GenericFailure, "the addon panicked"),
    };
    // SAFETY: the caller vouches for `env`.
    unsafe { JsError::from(error).throw_into(env) };
    ptr::null_mut()
}
