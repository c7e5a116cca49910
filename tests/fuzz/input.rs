//! Octets as the input of a property.

/// Ends a field line or a string of an input. Each octet alone can stand in a line: LF too.
pub const LINE_END: &[u8] = b"\xFF\xFF";

/// The parts of an input, without what ends them.
pub fn parts(input: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = input;
    while let Some(end) = rest.windows(LINE_END.len()).position(|octets| octets == LINE_END) {
        parts.push(&rest[..end]);
        rest = &rest[end + LINE_END.len()..];
    }
    parts.push(rest);
    parts
}

/// The first `N` octets, which make choices, and the rest. Octets that are missing are 0.
pub fn choices<const N: usize>(input: &[u8]) -> ([u8; N], &[u8]) {
    let mut choices = [0; N];
    let (given, rest) = input.split_at(N.min(input.len()));
    choices[..given.len()].copy_from_slice(given);
    (choices, rest)
}

/// `tchar`, RFC 9110 5.6.2
fn is_tchar(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&octet)
}

/// `token = 1*tchar`, RFC 9110 5.6.2
pub fn is_token(octets: &[u8]) -> bool {
    !octets.is_empty() && octets.iter().copied().all(is_tchar)
}

/// `token68`, RFC 9110 11.2
pub fn is_token68(octets: &[u8]) -> bool {
    let padding = octets.iter().rev().take_while(|octet| **octet == b'=').count();
    let text = &octets[..octets.len() - padding];
    !text.is_empty() && text.iter().all(|octet| octet.is_ascii_alphanumeric() || b"-._~+/".contains(octet))
}

/// What a field value may hold: `HTAB / SP / VCHAR / obs-text`, RFC 9110 5.5
pub fn is_field_octet(octet: u8) -> bool {
    matches!(octet, b'\t' | 0x20..=0x7E | 0x80..=0xFF)
}

/// `NQCHAR`, RFC 6749 appendix A
pub fn is_scope_octet(octet: u8) -> bool {
    matches!(octet, 0x21 | 0x23..=0x5B | 0x5D..=0x7E)
}

/// `scope-token = 1*NQCHAR`, RFC 6749 3.3
pub fn is_scope_token(word: &[u8]) -> bool {
    !word.is_empty() && word.iter().copied().all(is_scope_octet)
}

/// The octets with a space for each that no field can hold, RFC 9110 5.5.
pub fn sendable(octets: &[u8]) -> Vec<u8> {
    octets.iter().map(|octet| if is_field_octet(*octet) { *octet } else { b' ' }).collect()
}
