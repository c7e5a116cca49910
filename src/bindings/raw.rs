//! Node-API calls without the generated conversions: arguments and text.

use std::borrow::Cow;
use std::ffi::{CStr, c_void};
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
    pub(super) data: *mut c_void,
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
    is_ascii: bool,
}

impl<'a> Text<'a> {
    /// A part as text; a lone surrogate becomes U+FFFD.
    pub(super) fn string(&self, start: usize, end: usize) -> Cow<'a, str> {
        if self.is_ascii {
            // SAFETY: ASCII is UTF-8.
            return Cow::Borrowed(unsafe { str::from_utf8_unchecked(&self.octets[start..end]) });
        }
        Cow::Owned(String::from_utf16_lossy(&self.units[start..end]))
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
#[inline]
pub(super) unsafe fn with_units<T>(
    env: sys::napi_env,
    value: sys::napi_value,
    limit: usize,
    job: impl FnOnce(&[u16]) -> T,
) -> Result<T> {
    let mut units = MaybeUninit::<[u16; STACK_UNITS]>::uninit();
    let size = STACK_UNITS.min(limit.saturating_add(1));
    // SAFETY: the caller vouches for `env` and `value`; `units` has room for `size` code units.
    let len = unsafe { string_utf16(env, value, units.as_mut_ptr().cast(), size)? };
    if len < STACK_UNITS - 1 || len == limit {
        // SAFETY: Node-API has written `len` code units.
        return Ok(job(unsafe { slice::from_raw_parts(units.as_ptr().cast(), len) }));
    }
    // SAFETY: as above; a null buffer asks for the length.
    let len = unsafe { string_utf16(env, value, ptr::null_mut(), 0)? }.min(limit);
    let mut units = Vec::<u16>::with_capacity(len + 1);
    // SAFETY: `units` has room for `len` code units and the terminator, of which Node-API writes the first.
    unsafe {
        let len = string_utf16(env, value, units.as_mut_ptr(), len + 1)?;
        units.set_len(len);
    }
    Ok(job(&units))
}

/// The same, with the octets too.
///
/// # Safety
/// As [`with_units`].
#[inline]
pub(super) unsafe fn with_text<T>(
    env: sys::napi_env,
    value: sys::napi_value,
    limit: usize,
    job: impl FnOnce(&Text<'_>) -> T,
) -> Result<T> {
    let job = |units: &[u16]| {
        let mut few = [const { MaybeUninit::uninit() }; STACK_UNITS];
        let mut many = Vec::new();
        let room = if units.len() <= STACK_UNITS {
            &mut few[..]
        } else {
            many.resize(units.len(), MaybeUninit::uninit());
            &mut many
        };
        job(&narrow(units, room))
    };
    // SAFETY: the caller vouches for `env` and `value`.
    unsafe { with_units(env, value, limit, job) }
}

/// # Safety
/// As [`with_units`]; `buffer` is null or has room for `size` code units.
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

/// `room` has at least the length of `units`.
#[inline]
fn narrow<'a>(units: &'a [u16], room: &'a mut [MaybeUninit<u8>]) -> Text<'a> {
    let room = &mut room[..units.len()];
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
    // SAFETY: the loop has written all of them.
    let octets = unsafe { slice::from_raw_parts(room.as_ptr().cast(), units.len()) };
    Text { units, octets, is_octets, is_ascii: all <= 0x7F }
}

/// Adds a raw function to `exports`; `data` is what its calls get.
///
/// # Safety
/// `env` is the environment that is being set up, `exports` an object of it, and `data` lives as long as it.
pub(super) unsafe fn export(
    env: sys::napi_env,
    exports: sys::napi_value,
    name: &CStr,
    function: sys::napi_callback,
    data: *mut c_void,
) -> Result<()> {
    let mut value = ptr::null_mut();
    // SAFETY: the caller vouches for them.
    unsafe {
        let len = name.count_bytes().cast_signed();
        check(sys::napi_create_function(env, name.as_ptr(), len, function, data, &raw mut value))?;
        check(sys::napi_set_named_property(env, exports, name.as_ptr(), value))
    }
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
