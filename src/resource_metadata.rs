//! OAuth 2.0 Protected Resource Metadata, RFC 9728: where a resource's document is.

use crate::http_url::{HttpUrl, InvalidUrl, percent_encode};

/// What is inserted between host and path, RFC 9728 3.
pub const WELL_KNOWN: &str = "/.well-known/oauth-protected-resource";

/// The URL of a resource's metadata document, RFC 9728 3.1.
///
/// The segment stands between host and path; a path of one slash is none; the query stays. Userinfo and fragment are
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
/// `resource` is no http or https URL.
pub fn url(resource: &str) -> Result<String, InvalidUrl> {
    let HttpUrl { scheme, host, tail, .. } = HttpUrl::parse(resource)?;
    let tail = tail.split('#').next().unwrap_or_default();
    let tail = tail.strip_prefix('/').filter(|rest| rest.is_empty() || rest.starts_with('?')).unwrap_or(tail);
    Ok(format!("{scheme}://{}{WELL_KNOWN}{}", percent_encode(host), percent_encode(tail)))
}

/// True if the path of `url` has the well-known segment, with slashes of either kind.
pub(crate) fn is_well_known(url: &HttpUrl<'_>) -> bool {
    let path = url.path().as_bytes();
    let alike = |(sent, ours): (&u8, &u8)| sent == ours || *ours == b'/' && *sent == b'\\';
    let stands_at = |at: usize| {
        let (segment, after) = path[at..].split_at_checked(WELL_KNOWN.len())?;
        let ends = matches!(after, [] | [b'/' | b'\\', ..]);
        (ends && segment.iter().zip(WELL_KNOWN.as_bytes()).all(alike)).then_some(())
    };
    (0..path.len()).any(|at| stands_at(at).is_some())
}
