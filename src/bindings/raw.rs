//! Node-API calls without the generated conversions: arguments and text.

use std::ffi::{CStr, c_void};
use std::mem::MaybeUninit;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::slice;

use napi::{Error, JsError, Result, Status, sys};

use crate::boundary::SUBSTITUTE;

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
}

pub(super) fn check(status: sys::napi_status) -> Result<()> {
    if status == sys::Status::napi_ok { Ok(()) } else { Err(Error::from_status(Status::from(status))) }
}

/// Calls `job` with at most `limit` code units of `value`.
///
/// # Safety
/// `env` is the environment of the call that runs, and `value` a value of it.
#[inline]
unsafe fn with_units<T>(
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

/// Calls `job` with at most `limit` characters of `value`, an octet for each, and true if one of them is above U+00FF.
///
/// # Safety
/// As [`with_units`].
#[inline]
pub(super) unsafe fn with_octets<T>(
    env: sys::napi_env,
    value: sys::napi_value,
    limit: usize,
    job: impl FnOnce(&[u8], bool) -> T,
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
        let (octets, has_wide) = narrow(units, room);
        job(octets, has_wide)
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

/// The octets of `units`, in `room`, which has at least their length; true if a unit is more than an octet.
#[inline]
fn narrow<'a>(units: &[u16], room: &'a mut [MaybeUninit<u8>]) -> (&'a [u8], bool) {
    let room = &mut room[..units.len()];
    let mut all = 0;
    for (octet, unit) in room.iter_mut().zip(units) {
        all |= unit;
        #[expect(clippy::cast_possible_truncation, reason = "replaced below")]
        octet.write(*unit as u8);
    }
    let has_wide = all > 0xFF;
    if has_wide {
        for (octet, unit) in room.iter_mut().zip(units) {
            octet.write(u8::try_from(*unit).unwrap_or(SUBSTITUTE));
        }
    }
    // SAFETY: the loop has written all of them.
    (unsafe { slice::from_raw_parts(room.as_ptr().cast(), units.len()) }, has_wide)
}

/// A string of which each character is one of the octets.
///
/// # Safety
/// `env` is the environment of the call that runs.
pub(super) unsafe fn string(env: sys::napi_env, octets: &[u8]) -> Result<sys::napi_value> {
    let mut result = ptr::null_mut();
    let len = octets.len().cast_signed();
    // SAFETY: the caller vouches for `env`; the octets are copied.
    check(unsafe { sys::napi_create_string_latin1(env, octets.as_ptr().cast(), len, &raw mut result) })?;
    Ok(result)
}

/// A `Uint32Array` and its memory.
///
/// # Safety
/// `env` is the environment of the call that runs.
pub(super) unsafe fn new_table(env: sys::napi_env, words: usize) -> Result<(sys::napi_value, *mut u32)> {
    let mut data = ptr::null_mut();
    let mut buffer = ptr::null_mut();
    let mut table = ptr::null_mut();
    // SAFETY: the caller vouches for `env`; the buffer is as long as the array.
    unsafe {
        check(sys::napi_create_arraybuffer(env, words * size_of::<u32>(), &raw mut data, &raw mut buffer))?;
        let kind = sys::TypedarrayType::uint32_array;
        check(sys::napi_create_typedarray(env, kind, words, buffer, 0, &raw mut table))?;
    }
    Ok((table, data.cast()))
}

/// The elements of a `Uint32Array`. `None` of another value.
///
/// # Safety
/// `value` is a value of `env`; nobody writes to its elements while the slice lives.
pub(super) unsafe fn elements<'a>(env: sys::napi_env, value: sys::napi_value) -> Result<Option<&'a [u32]>> {
    let (mut kind, mut len, mut data) = (0, 0, ptr::null_mut());
    let unused = ptr::null_mut();
    // SAFETY: the caller vouches for them. An empty array may have no memory, so it makes no slice.
    unsafe {
        let (kind_of, len_of, data_of) = (&raw mut kind, &raw mut len, &raw mut data);
        let status =
            sys::napi_get_typedarray_info(env, value, kind_of, len_of, data_of, unused, unused.cast());
        if status == sys::Status::napi_invalid_arg {
            return Ok(None);
        }
        check(status)?;
        if kind != sys::TypedarrayType::uint32_array || len == 0 {
            return Ok(None);
        }
        Ok(Some(slice::from_raw_parts(data.cast::<u32>(), len)))
    }
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
