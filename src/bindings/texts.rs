//! Several strings in one call: they stand end to end in one, with a table of where each ends.

use std::borrow::Cow;
use std::ffi::CStr;
use std::ptr;
use std::slice;

use napi::bindgen_prelude::{Env, Object, Result};
use napi::{JsValue, sys};

use super::raw::{self, Call, Text, check, guard, with_text};

/// The strings of a call.
pub(super) struct Texts<'t> {
    pub(super) text: &'t Text<'t>,
    /// `None` if there is one.
    pub(super) ends: Option<&'t [u32]>,
}

impl<'t> Texts<'t> {
    /// Each as octets. An end past the text that was read is its end.
    pub(super) fn octets(&self) -> impl Iterator<Item = &'t [u8]> + use<'t> {
        let octets = self.text.octets;
        self.ranges().map(move |(start, end)| &octets[start..end])
    }

    /// Each as text.
    pub(super) fn strings(&self) -> impl Iterator<Item = Cow<'t, str>> + use<'t> {
        let text = self.text;
        self.ranges().map(move |(start, end)| text.string(start, end))
    }

    fn ranges(&self) -> impl Iterator<Item = (usize, usize)> + use<'t> {
        let len = self.text.octets.len();
        let only = self.ends.is_none().then_some((0, len));
        let mut start = 0;
        let several = self.ends.unwrap_or_default().iter().map(move |end| {
            let range = (start, (*end as usize).clamp(start, len));
            start = range.1;
            range
        });
        only.into_iter().chain(several)
    }
}

/// What a function of texts does.
pub(super) type Job = fn(&Texts<'_>) -> Result<Answer>;

/// What comes back.
pub(super) enum Answer {
    /// `undefined`, which costs no call.
    Nothing,
    /// Each character is one of the octets.
    Text(Vec<u8>),
    /// As text, end to end, with where each ends in the table that came with the strings; if that has no room for it,
    /// as an array. To make one takes V8 longer than all the rest.
    Lines(Vec<Vec<u8>>),
}

/// Adds a function of texts to `exports`.
pub(super) fn export(env: Env, exports: &mut Object, name: &CStr, job: &'static Job) -> Result<()> {
    let data = ptr::from_ref(job).cast_mut().cast();
    // SAFETY: `env` is the environment that is being set up, and `exports` an object of it. The job lives for ever.
    unsafe { raw::export(env.raw(), exports.raw(), name, Some(call), data) }
}

/// `name(text, ends?)`
unsafe extern "C" fn call(env: sys::napi_env, info: sys::napi_callback_info) -> sys::napi_value {
    // SAFETY: Node-API calls with the environment and the call that run; the arguments are of that call, and the data
    // is the job that `export` gave. Nobody else uses the table while the call runs, and `ends` is let go before `table`
    // is written to.
    unsafe {
        guard(env, || {
            let call = Call::<2>::new(env, info)?;
            let job = *call.data.cast::<Job>();
            let table = call.arg(1).map_or(Ok(None), |table| words(env, table))?.unwrap_or_default();
            let ends = ends_in(table);
            let answer = with_text(env, call.text()?, usize::MAX, |text| job(&Texts { text, ends }))??;
            value(env, answer, table)
        })
    }
}

/// # Safety
/// `env` is the environment of the call that runs.
unsafe fn value(env: sys::napi_env, answer: Answer, table: &mut [u32]) -> Result<sys::napi_value> {
    let mut result = ptr::null_mut();
    // SAFETY: the caller vouches for `env`; what is made is of it, and text is copied.
    unsafe {
        match answer {
            Answer::Nothing => (),
            Answer::Text(octets) => result = string(env, &octets)?,
            Answer::Lines(lines) => match table.split_first_chunk_mut() {
                Some(([count], ends)) if lines.len() <= ends.len() => {
                    *count = as_u32(lines.len());
                    let mut end = 0;
                    for (place, line) in ends.iter_mut().zip(&lines) {
                        end += line.len();
                        *place = as_u32(end);
                    }
                    result = string(env, &lines.concat())?;
                }
                _ => {
                    check(sys::napi_create_array_with_length(env, lines.len(), &raw mut result))?;
                    for (at, line) in (0..).zip(&lines) {
                        check(sys::napi_set_element(env, result, at, string(env, line)?))?;
                    }
                }
            },
        }
    }
    Ok(result)
}

/// # Safety
/// `env` is the environment of the call that runs.
unsafe fn string(env: sys::napi_env, octets: &[u8]) -> Result<sys::napi_value> {
    let mut result = ptr::null_mut();
    let len = octets.len().cast_signed();
    // SAFETY: the caller vouches for `env`; the octets are copied.
    check(unsafe { sys::napi_create_string_latin1(env, octets.as_ptr().cast(), len, &raw mut result) })?;
    Ok(result)
}

/// A number of code units, or of rows.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "strings of V8 are shorter than 2^30 code units")]
pub(super) fn as_u32(number: usize) -> u32 {
    number as u32
}

/// Where strings end: of a table that begins with how many there are.
pub(super) fn ends_in(table: &[u32]) -> Option<&[u32]> {
    let (count, ends) = table.split_first()?;
    ends.get(..*count as usize)
}

/// The elements of a `Uint32Array`. `None` of another value.
///
/// # Safety
/// `value` is a value of `env`; nobody else uses its elements while the slice lives.
pub(super) unsafe fn words<'a>(env: sys::napi_env, value: sys::napi_value) -> Result<Option<&'a mut [u32]>> {
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
        Ok(Some(slice::from_raw_parts_mut(data.cast::<u32>(), len)))
    }
}
