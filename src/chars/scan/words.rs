//! A chunk as numbers of eight octets each, for any processor.

use super::CHUNK;

const EACH: u64 = u64::MAX / 0xFF;
const HIGH: u64 = EACH << 7;

/// The place of the first control (HTAB too), DQUOTE, `\` or DEL; [`CHUNK`] if there is none.
#[inline]
pub(super) fn first_stop(chunk: &[u8; CHUNK]) -> usize {
    first(chunk, |word| {
        below(word, b' ')
            | below(swapped(word, b'"'), 1)
            | below(swapped(word, b'\\'), 1)
            | below(swapped(word, 0x7F), 1)
    })
}

/// The place of the first `=`; [`CHUNK`] if there is none.
#[inline]
pub(super) fn first_equals_sign(chunk: &[u8; CHUNK]) -> usize {
    first(chunk, |word| below(swapped(word, b'='), 1))
}

/// Sets the highest bit of each octet that is below `limit`.
///
/// Subtracting borrows only from an octet that is, so the lowest bit is right; those above it may not be, nor are those
/// of octets that had it set before.
const fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(EACH * limit as u64)
}

/// Zero stands where `octet` does.
const fn swapped(word: u64, octet: u8) -> u64 {
    word ^ (EACH * octet as u64)
}

/// The place of the first octet of which `found` sets the highest bit, among those that had it clear.
#[inline]
fn first(chunk: &[u8; CHUNK], found: impl Fn(u64) -> u64) -> usize {
    let mut at = 0;
    for word in chunk.as_chunks().0 {
        let word = u64::from_le_bytes(*word);
        let bits = found(word) & !word & HIGH;
        if bits != 0 {
            return at + bits.trailing_zeros() as usize / 8;
        }
        at += size_of_val(&word);
    }
    CHUNK
}
