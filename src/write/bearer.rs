//! Bearer challenges that every client reads, RFC 6750 3, from any text.

use super::oauth::{OauthWriter, Style};
use super::scheme::OauthScheme;
use crate::change::{Change, Report};

/// A challenge of `scheme` with `params`, whatever text they hold.
///
/// The result is a valid field line of at most 8192 octets, all of them printable ASCII. Known parameters stand first,
/// in the order `realm`, `scope`, `error`, `error_description`, `error_uri`, `resource_metadata`; an empty value is
/// left out, except for a realm.
///
/// - In text, `"` becomes `'`, `\` becomes `/`, letters outside of ASCII become `?`, any other character a space, and
///   and the value ends after 512 octets.
/// - Of a scope, words that are not scope-tokens (RFC 6749 3.3) are left out, and so are those past 2048 octets.
/// - URLs must be http or https, without userinfo and not longer than 2048 octets; they are percent-encoded.
/// - Other parameters are treated as text, but left out rather than cut.
/// - Text that clients with regular expressions would take for a parameter that does not stand before it, such as
///   `scope=` in a realm, gets a space: `scope =`. In a URL its last letter is percent-encoded; a scope-token of that
///   kind is left out.
///
/// `on_change` is called for everything that was replaced or left out.
///
/// ```http
/// WWW-Authenticate: Bearer scope="read", error_description="say 'please'"
/// ```
/// ```
/// use auth_challenge::write::{OauthScheme, bearer};
///
/// let params = [("error_description", "say \"please\""), ("scope", "read")];
/// let header = bearer(OauthScheme::Bearer, params, |_| ());
/// assert_eq!(header, r#"Bearer scope="read", error_description="say 'please'""#);
/// ```
pub fn bearer<N: AsRef<str>, V: AsRef<str>>(
    scheme: OauthScheme,
    params: impl IntoIterator<Item = (N, V)>,
    mut on_change: impl FnMut(Change),
) -> String {
    let header = bearer_reporting(scheme, params, &mut Report::to(Some(&mut on_change)));
    String::from_utf8(header).unwrap_or_default()
}

/// As [`bearer`]: all octets are ASCII.
pub(crate) fn bearer_reporting<N: AsRef<str>, V: AsRef<str>>(
    scheme: OauthScheme,
    params: impl IntoIterator<Item = (N, V)>,
    report: &mut Report<'_>,
) -> Vec<u8> {
    OauthWriter::new(scheme, Style::Plain, 0, report).write(params).0
}

#[cfg(test)]
mod tests;
