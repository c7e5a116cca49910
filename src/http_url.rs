//! Just enough of URLs, RFC 3986 and RFC 9110 4.2, to swap an origin and to write what a header can carry.

mod host;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

use crate::chars::{Class, all};
use host::{is_clients_host_and_port, is_host_and_port};

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
        let end = authority
            .bytes()
            .position(|octet| matches!(octet, b'/' | b'\\' | b'?' | b'#'))
            .unwrap_or(authority.len());
        let (authority, tail) = authority.split_at(end);
        let (userinfo, host) = match authority.bytes().rposition(|octet| octet == b'@') {
            Some(at) => (Some(&authority[..at]), &authority[at + 1..]),
            None => (None, authority),
        };
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
        let is_plain = |octet: u8| {
            matches!(octet, b'!'..=b'~') && !matches!(octet, b'"' | b'<' | b'>' | b'`' | b'{' | b'}')
        };
        if all(self.tail.as_bytes(), |octet| is_plain(octet) && octet != b'\\' && octet != b'#') {
            return Cow::Borrowed(self.tail);
        }
        let tail = self.tail.split_once('#').map_or(self.tail, |(tail, _)| tail);
        let (path, query) = tail.split_at(path_len(tail));
        let tail = path.replace('\\', "/") + query;
        Cow::Owned(percent_encode_unless(&tail, |_, octet| is_plain(octet)))
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
    if all(text.as_bytes(), |octet| octet >= b' ') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace(['\t', '\r', '\n'], ""))
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

/// Encodes each octet, at its place, but for those that stay.
pub(crate) fn percent_encode_unless(text: &str, stays: impl Fn(usize, u8) -> bool) -> String {
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
