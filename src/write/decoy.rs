//! Text that clients with regular expressions take for a parameter: they read the first `scope=` of the header,
//! wherever it stands.
//!
//! A parameter that is written cannot be mistaken any more, since it stands first. Where one is missing, nothing
//! else may look like it.

use std::borrow::Cow;

use crate::http_url::percent_encode_unless;
use crate::known::OAUTH_PARAMS;

/// The parameters that such clients look for and that the header does not have yet.
#[derive(Clone, Copy)]
pub(crate) struct Decoys {
    /// In the order of [`OAUTH_PARAMS`].
    missing: [bool; OAUTH_PARAMS.len()],
    /// The challenge that clients look in is complete: what it lacks must not stand in another one either.
    sealed: bool,
}

impl Default for Decoys {
    fn default() -> Self {
        Self { missing: OAUTH_PARAMS.map(|param| param.is_acted_on), sealed: false }
    }
}

impl Decoys {
    /// Of a header in which those clients look for nothing: its first challenge is not one of OAuth.
    pub(crate) const fn none() -> Self {
        Self { missing: [false; OAUTH_PARAMS.len()], sealed: true }
    }

    pub(crate) fn written(&mut self, name: &str) {
        for (missing, param) in self.missing.iter_mut().zip(OAUTH_PARAMS) {
            *missing &= param.name != name;
        }
    }

    pub(crate) fn seal(self) -> Self {
        Self { sealed: true, ..self }
    }

    /// What must not be found in the value of `name`, or as the end of a name.
    fn sought(self, name: &str) -> impl Iterator<Item = &'static str> + use<'_> {
        let Self { missing, sealed } = self;
        let is_sought = move |(sought, missing): &(&str, bool)| *missing && (sealed || *sought != name);
        OAUTH_PARAMS
            .into_iter()
            .map(|param| param.name)
            .zip(missing)
            .filter(is_sought)
            .map(|(sought, _)| sought)
    }

    /// Where the `=` of decoys stand in the value of `name`, in order.
    fn equals_signs(self, name: &str, value: &[u8]) -> Vec<usize> {
        #[cfg(test)]
        crate::chars::work::add(value.len());
        let is_decoy = |at: &usize| self.sought(name).any(|sought| value[..*at].ends_with(sought.as_bytes()));
        let signs = value.iter().enumerate().filter(|(_, octet)| **octet == b'=').map(|(at, _)| at);
        signs.filter(is_decoy).collect()
    }

    /// The text with a space before each of those `=`; `None` if it has none.
    pub(crate) fn in_text(self, name: &str, text: &str) -> Option<String> {
        replaced(text, &self.equals_signs(name, text.as_bytes()), 0, |_| " ".to_owned())
    }

    /// The URL with the letter before each of those `=` percent-encoded, which makes no other URL (RFC 3986 6.2.2.2).
    pub(crate) fn in_url(self, name: &str, url: &str) -> Option<String> {
        replaced(url, &self.equals_signs(name, url.as_bytes()), 1, |letter| {
            percent_encode_unless(letter, |_, _| false)
        })
    }

    /// A quoted-string in which a quoted-pair stands for each of those `=`: the same value to a reader.
    pub(crate) fn quoted_string(self, name: &str, header: &mut Vec<u8>, octets: &[u8]) {
        super::quoted_string(header, octets, &self.equals_signs(name, octets));
    }

    /// The name, in upper case if its end is one of those names: case does not matter to a reader (RFC 9110 11.2).
    pub(crate) fn name(self, name: &str) -> Cow<'_, str> {
        let is_decoy = self.sought(name).any(|sought| name.ends_with(sought));
        if is_decoy { Cow::Owned(name.to_ascii_uppercase()) } else { Cow::Borrowed(name) }
    }
}

/// The text with another one in the place of the `len` octets before each of `signs`; `None` without any.
fn replaced(text: &str, signs: &[usize], len: usize, new: impl Fn(&str) -> String) -> Option<String> {
    let mut written = String::with_capacity(text.len() + signs.len() * 2);
    let mut from = 0;
    for sign in signs {
        #[cfg(test)]
        crate::chars::work::add(1 + sign - from);
        written.push_str(&text[from..sign - len]);
        written.push_str(&new(&text[sign - len..*sign]));
        from = *sign;
    }
    written.push_str(&text[from..]);
    (!signs.is_empty()).then_some(written)
}
