//! The schemes of OAuth.

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
