//! Hosts: those that senders may write, and those that lenient clients take.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

/// `host [ ":" port ]`, RFC 3986 3.2.2 and 3.2.3, and a host that clients can look up
pub(super) fn is_host_and_port(text: &str) -> bool {
    is_plain_name(text.as_bytes()) || split_port(text).is_some_and(is_host)
}

/// The host, if the port is one.
fn split_port(text: &str) -> Option<&str> {
    let (host, port) = match text.bytes().rposition(|octet| octet == b':') {
        Some(colon) if !text.ends_with(']') => (&text[..colon], &text[colon + 1..]),
        _ => (text, ""),
    };
    let is_port =
        port.bytes().all(|octet| octet.is_ascii_digit()) && (port.is_empty() || port.parse::<u16>().is_ok());
    is_port.then_some(host)
}

/// Decision: no `%XX`. Clients decode it, and look up another name than the one that stands here.
fn is_host(host: &str) -> bool {
    if let Some(ipv6) = ipv6(host) {
        return ipv6.parse::<Ipv6Addr>().is_ok();
    }
    let is_name =
        host.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=".contains(&octet));
    // A name that ends in a number is read as an IPv4 address (WHATWG URL 3.5).
    let last = host.as_bytes().split(|octet| *octet == b'.').rfind(|label| !label.is_empty());
    let is_numeric = last.is_some_and(|last| last.iter().all(u8::is_ascii_digit));
    !host.is_empty() && is_name && !host.starts_with('.') && (!is_numeric || host.parse::<Ipv4Addr>().is_ok())
}

fn ipv6(host: &str) -> Option<&str> {
    host.strip_prefix('[')?.strip_suffix(']')
}

/// A host that a URL parser takes (WHATWG URL 3.5). Of international hosts, which it takes by tables of Unicode, any.
pub(super) fn is_clients_host_and_port(text: &str) -> bool {
    if is_plain_name(text.as_bytes()) {
        return true;
    }
    let Some(host) = split_port(text) else { return false };
    if let Some(ipv6) = ipv6(host) {
        return ipv6.parse::<Ipv6Addr>().is_ok();
    }
    let is_forbidden = |octet: &u8| {
        octet.is_ascii_control()
            || matches!(
                octet,
                b' ' | b'#' | b'%' | b'/' | b':' | b'<' | b'>' | b'?' | b'@' | b'['..=b'^' | b'|'
            )
    };
    let host = percent_decode(host.as_bytes());
    let Some(host) = std::str::from_utf8(&host).ok().and_then(domain) else { return false };
    let host = host.as_bytes();
    if host.is_empty() || host.iter().any(is_forbidden) {
        return false;
    }
    let host = host.strip_suffix(b".").unwrap_or(host);
    let parts = || host.split(|octet| *octet == b'.');
    let last = parts().next_back().unwrap_or_default();
    let is_digits = !last.is_empty() && last.iter().all(u8::is_ascii_digit);
    if !is_digits && ipv4_number(last).is_none() {
        return true;
    }
    // The last number stands for all octets that are left.
    let before = parts().count() - 1;
    let left = 4_usize.saturating_sub(before);
    parts().enumerate().all(|(at, part)| {
        let bits = if at == before { left * 8 } else { 8 };
        ipv4_number(part).is_some_and(|number| number < 1 << bits)
    })
}

/// A name as nearly all are, without a port: letters, digits, `-` and dots, and no number at its end.
fn is_plain_name(host: &[u8]) -> bool {
    let is_plain = |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.');
    let last = host.rsplit(|octet| *octet == b'.').next().unwrap_or_default();
    !host.starts_with(b".") && last.first().is_some_and(u8::is_ascii_alphabetic) && host.iter().all(is_plain)
}

/// The host as those tables map it, as far as characters up to U+00FF go, which are all that a field has: UTS 46
/// processing. `None` for a host with one that no domain may have, or that stands for a space and an accent.
fn domain(host: &str) -> Option<Cow<'_, str>> {
    if host.is_ascii() {
        return Some(Cow::Borrowed(host));
    }
    let is_refused = |letter: char| {
        matches!(letter, '\u{80}'..='\u{A0}' | '\u{A8}' | '\u{AF}' | '\u{B4}' | '\u{B8}' | '\u{FFFD}')
    };
    let mapped = |letter| match letter {
        '\u{B9}' => '1',
        '\u{B2}' => '2',
        '\u{B3}' => '3',
        letter => letter,
    };
    // A soft hyphen is left out.
    let letters = host.chars().filter(|letter| *letter != '\u{AD}');
    (!host.chars().any(is_refused)).then(|| letters.map(mapped).collect())
}

/// A number in decimal, octal (`0`) or hexadecimal (`0x`).
fn ipv4_number(part: &[u8]) -> Option<u64> {
    let (digits, radix) = match part {
        [] => return None,
        [b'0', b'x' | b'X', digits @ ..] => (digits, 16),
        [b'0', digits @ ..] => (digits, 8),
        _ => (part, 10),
    };
    let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    if digits.is_empty() { Some(0) } else { u64::from_str_radix(digits, radix).ok() }
}

fn percent_decode(octets: &[u8]) -> Cow<'_, [u8]> {
    if !octets.contains(&b'%') {
        return Cow::Borrowed(octets);
    }
    let mut decoded = Vec::with_capacity(octets.len());
    let mut rest = octets;
    while let [octet, after @ ..] = rest {
        let hex = after.get(..2).filter(|_| *octet == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        let value = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(value.unwrap_or(*octet));
        rest = if value.is_some() { &after[2..] } else { after };
    }
    Cow::Owned(decoded)
}
