//! Just enough of URLs, RFC 3986 and RFC 9110 4.2, to swap an origin and to write what a header can carry.

use std::borrow::Cow;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use crate::chars::Class;

/// Why a text is not the http or https URL that it had to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidUrl(Why);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    NotHttp,
    Userinfo,
    InternationalHost,
    NotOrigin,
}

impl fmt::Display for InvalidUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Why::NotHttp => "expected an http or https URL",
            Why::Userinfo => "expected a URL without userinfo",
            Why::InternationalHost => {
                "expected an ASCII host: write an international one in Punycode (xn--...)"
            }
            Why::NotOrigin => "expected an origin: a URL without path, query and fragment",
        })
    }
}

impl std::error::Error for InvalidUrl {}

/// The parts of an http or https URL.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HttpUrl<'a> {
    /// `http` or `https`
    pub(crate) scheme: &'static str,
    slashes: &'a str,
    pub(crate) userinfo: Option<&'a str>,
    /// `host [ ":" port ]`
    pub(crate) host: &'a str,
    /// Path, query and fragment.
    pub(crate) tail: &'a str,
}

impl<'a> HttpUrl<'a> {
    /// Splits a URL as lenient clients do (WHATWG URL 4.4): the scheme in any case, slashes of either kind in any
    /// number. The parts may be invalid. `text` is without what those clients leave out, see [`visible`].
    pub(crate) fn split(text: &'a str) -> Option<Self> {
        let after = |scheme: &'static str| {
            let (start, rest) = text.split_at_checked(scheme.len())?;
            let rest = rest.strip_prefix(':')?;
            start.eq_ignore_ascii_case(scheme).then_some((scheme, rest))
        };
        let (scheme, rest) = after("https").or_else(|| after("http"))?;
        let authority = rest.trim_start_matches(['/', '\\']);
        let slashes = &rest[..rest.len() - authority.len()];
        let end = authority.bytes().position(|octet| b"/\\?#".contains(&octet)).unwrap_or(authority.len());
        let (authority, tail) = authority.split_at(end);
        let (userinfo, host) =
            authority.rsplit_once('@').map_or((None, authority), |(userinfo, host)| (Some(userinfo), host));
        Some(Self { scheme, slashes, userinfo, host, tail })
    }

    /// The same, if lenient clients make a URL of it: most hosts do, IPv4 addresses in all their spellings too.
    pub(crate) fn usable(text: &'a str) -> Option<Self> {
        Self::split(text).filter(|url| is_clients_host_and_port(url.host))
    }

    /// Splits a URL that is spelled as senders must: `scheme "://" host`, then a path, a query, a fragment, or nothing.
    pub(crate) fn parse(text: &'a str) -> Result<Self, InvalidUrl> {
        let url = Self::split(text).filter(|url| url.slashes == "//" && !url.tail.starts_with('\\'));
        let url = url.ok_or(InvalidUrl(Why::NotHttp))?;
        match url.host {
            host if is_host_and_port(host) => Ok(url),
            host if !host.is_ascii() => Err(InvalidUrl(Why::InternationalHost)),
            _ => Err(InvalidUrl(Why::NotHttp)),
        }
    }

    /// The path, without query and fragment.
    pub(crate) fn path(&self) -> &'a str {
        self.tail.split_at(path_len(self.tail)).0
    }

    /// Path and query as lenient clients send them: `/` for `\`, percent-encoded where it is not printable ASCII. So
    /// parsers that know `\` and parsers that do not find the same host before it. A fragment never reaches a server.
    pub(crate) fn plain_tail(&self) -> Cow<'a, str> {
        let tail = self.tail.split_once('#').map_or(self.tail, |(tail, _)| tail);
        let (path, query) = tail.split_at(path_len(tail));
        let is_plain = |octet: u8| matches!(octet, b'!'..=b'~') && !b"\"<>`{}".contains(&octet);
        let slashes = if path.contains('\\') {
            Cow::Owned(path.replace('\\', "/") + query)
        } else {
            Cow::Borrowed(tail)
        };
        if slashes.bytes().all(is_plain) {
            return slashes;
        }
        Cow::Owned(percent_encode_unless(&slashes, |_, octet| is_plain(octet)))
    }

    /// True if the URL has this origin, RFC 6454 5: a default port may be written or not.
    pub(crate) fn is_of(&self, origin: &Origin) -> bool {
        HttpUrl::split(origin.as_str()).is_some_and(|other| {
            self.scheme == other.scheme && self.host_with_port().eq_ignore_ascii_case(other.host_with_port())
        })
    }

    /// The host, with the port unless it is the scheme's own.
    fn host_with_port(&self) -> &'a str {
        let usual = if self.scheme == "https" { ":443" } else { ":80" };
        self.host.strip_suffix(usual).or_else(|| self.host.strip_suffix(':')).unwrap_or(self.host)
    }
}

fn path_len(tail: &str) -> usize {
    tail.bytes().position(|octet| matches!(octet, b'?' | b'#')).unwrap_or(tail.len())
}

/// Scheme and authority: where a gateway is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// An origin: an http or https URL without a path (one slash is none), query, fragment and userinfo.
    ///
    /// ```
    /// # use auth_challenge::Origin;
    /// assert!(Origin::new("https://gateway.example:8443").is_ok());
    /// assert!(Origin::new("https://gateway.example/mcp").is_err());
    /// assert!(Origin::new("ftp://gateway.example").is_err());
    /// ```
    ///
    /// # Errors
    /// `text` is not one. The host must be ASCII: an international one in Punycode.
    pub fn new(text: &str) -> Result<Self, InvalidUrl> {
        let url = HttpUrl::parse(text)?;
        if url.userinfo.is_some() {
            return Err(InvalidUrl(Why::Userinfo));
        }
        if !matches!(url.tail, "" | "/") {
            return Err(InvalidUrl(Why::NotOrigin));
        }
        Ok(Self(format!("{}://{}", url.scheme, url.host)))
    }

    /// What [`Origin::as_str`] returned.
    #[cfg(any(test, feature = "node"))]
    pub(crate) const fn from_checked(origin: String) -> Self {
        Self(origin)
    }

    /// `scheme "://" authority`
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The URL as a header can carry it: percent-encoded where it is not ASCII, or not of RFC 3986.
///
/// Userinfo must not be sent (RFC 9110 4.2.4), so a URL with it is refused.
pub(crate) fn sendable(text: &str) -> Result<Cow<'_, str>, InvalidUrl> {
    let url = HttpUrl::parse(text)?;
    if url.userinfo.is_some() {
        return Err(InvalidUrl(Why::Userinfo));
    }
    match percent_encode(url.tail) {
        Cow::Borrowed(_) if text.starts_with(url.scheme) => Ok(Cow::Borrowed(text)),
        tail => Ok(Cow::Owned(format!("{}://{}{tail}", url.scheme, url.host))),
    }
}

/// The sendable URL that lenient clients read in `text`; `None` if they read none.
pub(crate) fn canonical(text: &str) -> Option<Cow<'_, str>> {
    match visible(text) {
        Cow::Borrowed(seen) => sendable(seen).ok().or_else(|| respelled(seen).map(Cow::Owned)),
        Cow::Owned(seen) => respelled(&seen).map(Cow::Owned),
    }
}

/// As senders must spell it, and without userinfo.
fn respelled(seen: &str) -> Option<String> {
    let url = HttpUrl::split(seen).filter(|url| is_host_and_port(url.host))?;
    Some(format!("{}://{}{}", url.scheme, url.host, percent_encode(&url.plain_tail())))
}

/// The text that lenient clients read as a URL: nothing around it, and no line breaks and tabs in it (WHATWG URL 4.4).
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(|c| c <= ' ');
    if text.bytes().fold(u8::MAX, u8::min) < b' ' {
        return Cow::Owned(text.replace(['\t', '\r', '\n'], ""));
    }
    Cow::Borrowed(text)
}

/// Encodes what a URL cannot hold; a `%` that begins no `%XX` too. RFC 3986 2.1
pub(crate) fn percent_encode(text: &str) -> Cow<'_, str> {
    let octets = text.as_bytes();
    if Class::URL.run(octets) == octets.len() {
        return Cow::Borrowed(text);
    }
    let is_encoded =
        |at: usize| octets.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
    let stays = |(at, octet): (usize, &u8)| Class::URL.has(*octet) || *octet == b'%' && is_encoded(at);
    if octets.iter().enumerate().all(stays) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(percent_encode_unless(text, |at, octet| stays((at, &octet))))
}

fn percent_encode_unless(text: &str, stays: impl Fn(usize, u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len() + 16);
    for (at, octet) in text.bytes().enumerate() {
        if stays(at, octet) {
            encoded.push(char::from(octet));
        } else {
            encoded.push('%');
            for digit in [octet >> 4, octet & 15] {
                encoded.extend(char::from_digit(digit.into(), 16).map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
    encoded
}

/// `host [ ":" port ]`, RFC 3986 3.2.2 and 3.2.3, and a host that clients can look up
fn is_host_and_port(text: &str) -> bool {
    split_port(text).is_some_and(is_host)
}

/// The host, if the port is one.
fn split_port(text: &str) -> Option<&str> {
    let (host, port) = match text.rfind(':') {
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
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    let is_numeric = !last.is_empty() && last.bytes().all(|octet| octet.is_ascii_digit());
    !host.is_empty() && is_name && !host.starts_with('.') && (!is_numeric || host.parse::<Ipv4Addr>().is_ok())
}

fn ipv6(host: &str) -> Option<&str> {
    host.strip_prefix('[')?.strip_suffix(']')
}

/// A host that a URL parser takes (WHATWG URL 3.5). Of international hosts, which it takes by tables of Unicode, any.
fn is_clients_host_and_port(text: &str) -> bool {
    let Some(host) = split_port(text) else { return false };
    if let Some(ipv6) = ipv6(host) {
        return ipv6.parse::<Ipv6Addr>().is_ok();
    }
    let is_forbidden = |octet: &u8| octet.is_ascii_control() || b" #%/:<>?@[\\]^|".contains(octet);
    let host = percent_decode(host.as_bytes());
    if host.is_empty() || host.iter().any(is_forbidden) {
        return false;
    }
    let host = host.strip_suffix(b".").unwrap_or(&host);
    let parts: Vec<&[u8]> = host.split(|octet| *octet == b'.').collect();
    let last = parts.last().copied().unwrap_or_default();
    let is_digits = !last.is_empty() && last.iter().all(u8::is_ascii_digit);
    if !is_digits && ipv4_number(last).is_none() {
        return true;
    }
    // The last number stands for all octets that are left.
    let room = parts.len().checked_sub(1).and_then(|before| 4_usize.checked_sub(before));
    parts.iter().enumerate().all(|(at, part)| {
        let bits = if at + 1 == parts.len() { room.unwrap_or(0) * 8 } else { 8 };
        ipv4_number(part).is_some_and(|number| number < 1 << bits)
    })
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
