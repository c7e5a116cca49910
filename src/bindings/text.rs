//! JavaScript strings as octets, one for each code unit.

use std::borrow::Cow;

use napi::bindgen_prelude::Utf16String;

use crate::change::{Change, Reason, isomorphic_encode};
use crate::grammar;

/// What stands for a character that is no octet: ASCII's own SUBSTITUTE, a control character, so that it is
/// neither a delimiter nor allowed. The low byte of the character could be either.
const SUBSTITUTE: u8 = 0x1A;

#[inline]
pub(super) fn octet_of(unit: u16) -> u8 {
    u8::try_from(unit).unwrap_or(SUBSTITUTE)
}

/// True if a field may hold all of them, RFC 9110 5.5.
#[inline]
pub(super) fn are_sendable(units: &[u16]) -> bool {
    // Printable ASCII, as nearly always, is told eight at a time.
    let outside = |unit: u16| unit.wrapping_sub(u16::from(b' ')).saturating_sub(u16::from(b'~' - b' '));
    units.iter().fold(0, |all, unit| all | outside(*unit)) == 0
        || units.iter().all(|unit| grammar::is_quotable(&[octet_of(*unit)]))
}

pub(super) fn lines_of(lines: &[Utf16String]) -> Vec<Vec<u8>> {
    lines.iter().map(|line| line.iter().copied().map(octet_of).collect()).collect()
}

/// The character that is no octet, where a change was one of its substitute.
pub(super) fn wide_at(lines: &[Utf16String], change: &Change) -> Option<String> {
    if change.reason != Reason::Unsendable {
        return None;
    }
    let unit = *lines.get(change.line)?.get(change.offset?)?;
    (unit > 0xFF).then(|| String::from_utf16_lossy(&[unit]))
}

/// The octets of a text of our own making or a checked one; `None` if a character is no octet.
pub(super) fn octets_exactly(text: &str) -> Option<Cow<'_, [u8]>> {
    let octets = isomorphic_encode(text);
    (octets.len() == text.chars().count()).then_some(octets)
}
