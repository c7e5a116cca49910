//! A chunk in a register.

#![expect(unsafe_code, reason = "the compiler does not know by itself that an x86-64 processor has SSE2")]

use std::arch::x86_64::{
    __m128i, _mm_cmpeq_epi8, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x, _mm_set1_epi8,
};

use super::CHUNK;

/// The place of the first control (HTAB too), DQUOTE, `\` or DEL; [`CHUNK`] if there is none.
#[inline]
pub(super) fn first_stop(chunk: &[u8; CHUNK]) -> usize {
    // SAFETY: SSE2 is a part of x86-64.
    unsafe { stop_in(vector(chunk)) }
}

/// The place of the first `=`; [`CHUNK`] if there is none.
#[inline]
pub(super) fn first_equals_sign(chunk: &[u8; CHUNK]) -> usize {
    // SAFETY: as above.
    unsafe { first(equal(vector(chunk), b'=')) }
}

#[inline]
#[target_feature(enable = "sse2")]
fn stop_in(octets: __m128i) -> usize {
    let control = _mm_cmpeq_epi8(_mm_min_epu8(octets, _mm_set1_epi8(b' '.cast_signed() - 1)), octets);
    let quote_or_backslash = _mm_or_si128(equal(octets, b'"'), equal(octets, b'\\'));
    first(_mm_or_si128(_mm_or_si128(control, equal(octets, 0x7F)), quote_or_backslash))
}

#[inline]
#[target_feature(enable = "sse2")]
fn vector(chunk: &[u8; CHUNK]) -> __m128i {
    let [low, high] = [0, 8].map(|at| chunk[at..].first_chunk().map_or(0, |word| i64::from_le_bytes(*word)));
    _mm_set_epi64x(high, low)
}

#[inline]
#[target_feature(enable = "sse2")]
fn equal(octets: __m128i, octet: u8) -> __m128i {
    _mm_cmpeq_epi8(octets, _mm_set1_epi8(octet.cast_signed()))
}

/// The place of the first octet of which the highest bit is set.
#[inline]
#[target_feature(enable = "sse2")]
fn first(found: __m128i) -> usize {
    (_mm_movemask_epi8(found) | 1 << CHUNK).trailing_zeros() as usize
}
