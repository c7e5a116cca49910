//! Bearer challenges that every client reads, RFC 6750 3, made of any text at all.

use super::oauth::{OauthWriter, Style};
use crate::change::{Change, Report};

/// A scheme whose challenges have the parameters of OAuth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OauthScheme {
    /// RFC 6750
    #[default]
    Bearer,
    /// RFC 9449 7.1
    Dpop,
}

impl OauthScheme {
    /// As the specification spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bearer => "Bearer",
            Self::Dpop => "DPoP",
        }
    }

    /// The scheme of that name, whatever its case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Bearer, Self::Dpop].into_iter().find(|scheme| scheme.as_str().eq_ignore_ascii_case(name))
    }
}

/// A challenge of `scheme` with `params`, whatever text they hold.
///
/// The result is a valid field line of at most 8192 octets, all of them printable ASCII. Known parameters stand first,
/// in the order `realm`, `scope`, `error`, `error_description`, `error_uri`, `resource_metadata`; an empty value is
/// left out, but for a realm.
///
/// - In text, `"` becomes `'`, `\` becomes `/`, letters outside of ASCII become `?`, any other character a space, and
///   what is past 512 octets is cut off.
/// - Of a scope, words that are no scope-tokens (RFC 6749 3.3) are left out, and those past 2048 octets.
/// - URLs must be http or https, without userinfo and not longer than 2048 octets; they are percent-encoded.
/// - Other parameters are treated as text, but left out rather than cut.
/// - Text that clients with regular expressions would take for a parameter that does not stand before it, such as
///   `scope=` in a realm, gets a space: `scope =`. In a URL its last letter is percent-encoded; a scope-token of that
///   kind is left out.
///
/// `on_change` is told of everything that was replaced or left out.
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
    bearer_reporting(scheme, params, &mut Report::to(Some(&mut on_change)))
}

/// As [`bearer`].
pub(crate) fn bearer_reporting<N: AsRef<str>, V: AsRef<str>>(
    scheme: OauthScheme,
    params: impl IntoIterator<Item = (N, V)>,
    report: &mut Report<'_>,
) -> String {
    let (header, _) = OauthWriter::new(scheme, Style::Plain, 0, report).write(params);
    // All octets of that style are ASCII.
    String::from_utf8(header).unwrap_or_default()
}
