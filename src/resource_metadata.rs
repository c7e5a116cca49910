//! OAuth 2.0 Protected Resource Metadata, RFC 9728: where a resource's document is.

use crate::http_url::{HttpUrl, InvalidUrl, percent_encode};
use crate::known::{OAUTH_PARAMS, RESOURCE_METADATA};

/// What is inserted between host and path, RFC 9728 3.
pub const WELL_KNOWN: &str = "/.well-known/oauth-protected-resource";

/// The parameter that points to the document, RFC 9728 5.1.
pub(crate) const PARAM: &str = OAUTH_PARAMS[RESOURCE_METADATA as usize].name;

/// The URL of a resource's metadata document, RFC 9728 3.1.
///
/// The segment stands between host and path; a path of one slash is left out; the query stays. Userinfo and fragment are
/// left out: a resource identifier has no fragment (RFC 9728 1.2), and userinfo must not be sent (RFC 9110 4.2.4).
///
/// ```
/// use auth_challenge::resource_metadata::url;
///
/// assert_eq!(url("https://files.example/mcp")?, "https://files.example/.well-known/oauth-protected-resource/mcp");
/// assert_eq!(url("https://files.example/")?, "https://files.example/.well-known/oauth-protected-resource");
/// # Ok::<(), auth_challenge::InvalidUrl>(())
/// ```
///
/// # Errors
/// `resource` is not an http or https URL, or has an international host that is not in Punycode.
pub fn url(resource: &str) -> Result<String, InvalidUrl> {
    let HttpUrl { scheme, host, tail, .. } = HttpUrl::parse(resource)?;
    let tail = tail.split('#').next().unwrap_or_default();
    let tail = tail.strip_prefix('/').filter(|rest| rest.is_empty() || rest.starts_with('?')).unwrap_or(tail);
    Ok(format!("{scheme}://{host}{WELL_KNOWN}{}", percent_encode(tail)))
}

/// True if the path of `url` has the well-known segment, with slashes of either kind.
pub(crate) fn is_well_known(url: &HttpUrl<'_>) -> bool {
    let is_slash = |octet: u8| matches!(octet, b'/' | b'\\');
    let segments = WELL_KNOWN.as_bytes();
    let stands_first = |rest: &[u8]| {
        let Some((first, after)) = rest.split_at_checked(segments.len()) else { return false };
        let alike = |(sent, ours): (&u8, &u8)| sent == ours || is_slash(*sent) && is_slash(*ours);
        (first == segments || first.iter().zip(segments).all(alike))
            && after.first().is_none_or(|octet| is_slash(*octet))
    };
    let path = url.path().as_bytes();
    path.iter().enumerate().any(|(at, octet)| is_slash(*octet) && stands_first(&path[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_segment_stands_between_host_and_path() {
        // RFC 9728 3.1
        let rows = [
            ("https://h", "https://h/.well-known/oauth-protected-resource"),
            ("https://h/", "https://h/.well-known/oauth-protected-resource"),
            ("https://h/a/", "https://h/.well-known/oauth-protected-resource/a/"),
            ("https://h/?a=b", "https://h/.well-known/oauth-protected-resource?a=b"),
            ("https://h?a=b", "https://h/.well-known/oauth-protected-resource?a=b"),
            ("https://h/a?b#c", "https://h/.well-known/oauth-protected-resource/a?b"),
            ("https://h/#c", "https://h/.well-known/oauth-protected-resource"),
        ];
        for (resource, metadata) in rows {
            assert_eq!(url(resource).expect(resource), metadata);
        }
    }

    #[test]
    fn the_segment_is_found_anywhere_in_the_path() {
        let is = |text| is_well_known(&HttpUrl::split(text).expect("a URL"));
        for text in [
            "http://h/.well-known/oauth-protected-resource",
            "http://h/.well-known/oauth-protected-resource/a",
            "http://h/a/.well-known/oauth-protected-resource?b",
            r"http://h\.well-known\oauth-protected-resource\a",
        ] {
            assert!(is(text), "{text}");
        }
        for text in [
            "http://h/",
            "http://h/a",
            "http://h/.well-known",
            "http://h/.well-known/oauth-protected-resourceful",
            "http://h/.well-known/oauth-protected-resources/a",
            "http://h/.well-known/oauth-authorization-server",
            "http://h/.well-known.oauth-protected-resource",
            "http://h/a.well-known/oauth-protected-resource",
            "http://h/?/.well-known/oauth-protected-resource",
            "http://h/#/.well-known/oauth-protected-resource",
        ] {
            assert!(!is(text), "{text}");
        }
    }
}
