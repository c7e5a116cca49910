//! A chunk in a register of WebAssembly.

use std::arch::wasm32::{i8x16_bitmask, i8x16_eq, u8x16_lt, u8x16_splat, u64x2, v128, v128_or};

use super::CHUNK;

/// The place of the first control (HTAB too), DQUOTE, `\` or DEL; [`CHUNK`] if there is none.
#[inline]
pub(super) fn first_stop(chunk: &[u8; CHUNK]) -> usize {
    let octets = vector(chunk);
    let control_or_del = v128_or(u8x16_lt(octets, u8x16_splat(b' ')), equal(octets, 0x7F));
    let quote_or_backslash = v128_or(equal(octets, b'"'), equal(octets, b'\\'));
    first(v128_or(control_or_del, quote_or_backslash))
}

/// The place of the first `=`; [`CHUNK`] if there is none.
#[inline]
pub(super) fn first_equals_sign(chunk: &[u8; CHUNK]) -> usize {
    first(equal(vector(chunk), b'='))
}

#[inline]
fn vector(chunk: &[u8; CHUNK]) -> v128 {
    let [low, high] = [0, 8].map(|at| chunk[at..].first_chunk().map_or(0, |word| u64::from_le_bytes(*word)));
    u64x2(low, high)
}

#[inline]
fn equal(octets: v128, octet: u8) -> v128 {
    i8x16_eq(octets, u8x16_splat(octet))
}

/// The place of the first octet of which the highest bit is set.
#[inline]
fn first(found: v128) -> usize {
    (u32::from(i8x16_bitmask(found)) | 1 << CHUNK).trailing_zeros() as usize
}
