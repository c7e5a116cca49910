//! Just enough of URLs, RFC 3986 and RFC 9110 4.2, to swap an origin and to write what a header can carry.

use std::borrow::Cow;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use crate::chars::Class;

/// A text that is not the http or https URL that it had to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidUrl;

impl fmt::Display for InvalidUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected an http or https URL")
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

    /// Splits a URL that is spelled as senders must: `scheme "://" host`, then a path, a query, a fragment, or nothing.
    pub(crate) fn parse(text: &'a str) -> Result<Self, InvalidUrl> {
        let url = Self::split(text).filter(|url| url.slashes == "//" && !url.tail.starts_with('\\'));
        url.filter(|url| is_host_and_port(&percent_encode(url.host))).ok_or(InvalidUrl)
    }

    /// The path, without query and fragment.
    pub(crate) fn path(&self) -> &'a str {
        &self.tail
            [..self.tail.bytes().position(|octet| matches!(octet, b'?' | b'#')).unwrap_or(self.tail.len())]
    }
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
    /// It is none.
    pub fn new(text: &str) -> Result<Self, InvalidUrl> {
        let url = HttpUrl::parse(text)?;
        if url.userinfo.is_some() || !matches!(url.tail, "" | "/") {
            return Err(InvalidUrl);
        }
        Ok(Self(format!("{}://{}", url.scheme, percent_encode(url.host))))
    }

    /// What [`Origin::as_str`] was.
    #[cfg(any(test, feature = "node", feature = "wasm"))]
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
        return Err(InvalidUrl);
    }
    let (host, tail) = (percent_encode(url.host), percent_encode(url.tail));
    if matches!((&host, &tail), (Cow::Borrowed(_), Cow::Borrowed(_))) && text.starts_with(url.scheme) {
        return Ok(Cow::Borrowed(text));
    }
    Ok(Cow::Owned(format!("{}://{host}{tail}", url.scheme)))
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
    if Class::URL.run(octets) == octets.len() || is_ipv6_host(text) {
        return Cow::Borrowed(text);
    }
    let is_encoded =
        |at: usize| octets.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
    let stays = |(at, octet): (usize, &u8)| Class::URL.has(*octet) || *octet == b'%' && is_encoded(at);
    if octets.iter().enumerate().all(stays) {
        return Cow::Borrowed(text);
    }
    let encode = |at: usize, octet: &u8| {
        if stays((at, octet)) { char::from(*octet).to_string() } else { format!("%{octet:02X}") }
    };
    Cow::Owned(octets.iter().enumerate().map(|(at, octet)| encode(at, octet)).collect())
}

fn is_ipv6_host(host_and_port: &str) -> bool {
    host_and_port.starts_with('[') && is_host_and_port(host_and_port)
}

/// `host [ ":" port ]`, RFC 3986 3.2.2 and 3.2.3, and a host that clients can look up
fn is_host_and_port(text: &str) -> bool {
    let (host, port) = match text.rfind(':') {
        Some(colon) if !text.ends_with(']') => (&text[..colon], &text[colon + 1..]),
        _ => (text, ""),
    };
    let is_port =
        port.bytes().all(|octet| octet.is_ascii_digit()) && (port.is_empty() || port.parse::<u16>().is_ok());
    is_port && is_host(host)
}

fn is_host(host: &str) -> bool {
    if let Some(ipv6) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return ipv6.parse::<Ipv6Addr>().is_ok();
    }
    let is_name = host
        .bytes()
        .all(|octet| octet.is_ascii_alphanumeric() || octet >= 0x80 || b"-._~!$&'()*+,;=%".contains(&octet));
    // A name that ends in a number is read as an IPv4 address (WHATWG URL 3.5).
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    let is_numeric = !last.is_empty() && last.bytes().all(|octet| octet.is_ascii_digit());
    !host.is_empty() && is_name && !host.starts_with('.') && (!is_numeric || host.parse::<Ipv4Addr>().is_ok())
}
