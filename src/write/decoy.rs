//! Text that clients with regular expressions take for a parameter: they read the first `scope=` of the header,
//! wherever it stands.
//!
//! A parameter that is written cannot be mistaken any more, since it stands first. Where one is missing, nothing
//! else may look like it.

use std::borrow::Cow;

use crate::chars::all;
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

    /// The parameter of this number in [`PARAMS`](crate::known::PARAMS) stands in the header now.
    pub(crate) fn written(&mut self, number: Option<u8>) {
        if let Some(missing) = number.and_then(|number| self.missing.get_mut(usize::from(number))) {
            *missing = false;
        }
    }

    pub(crate) fn seal(self) -> Self {
        Self { sealed: true, ..self }
    }

    /// What must not be found in the value of the parameter of this number, or as the end of a name.
    fn sought(self, number: Option<u8>) -> impl Iterator<Item = &'static str> {
        let Self { missing, sealed } = self;
        let own = number.map(usize::from).filter(|_| !sealed);
        let params = OAUTH_PARAMS.into_iter().enumerate();
        params.filter(move |(at, _)| missing[*at] && own != Some(*at)).map(|(_, param)| param.name)
    }

    /// Where the `=` of decoys stand in the value of the parameter, in order.
    fn equals_signs(self, number: Option<u8>, value: &[u8]) -> Vec<usize> {
        #[cfg(test)]
        crate::chars::work::add(value.len());
        // Nearly no value has one.
        if all(value, |octet| octet != b'=') {
            return Vec::new();
        }
        let is_decoy =
            |at: &usize| self.sought(number).any(|sought| value[..*at].ends_with(sought.as_bytes()));
        let signs = value.iter().enumerate().filter(|(_, octet)| **octet == b'=').map(|(at, _)| at);
        signs.filter(is_decoy).collect()
    }

    /// The text with a space before each of those `=`; `None` if it has none.
    pub(crate) fn in_text(self, number: Option<u8>, text: &str) -> Option<String> {
        replaced(text, &self.equals_signs(number, text.as_bytes()), 0, |_| " ".to_owned())
    }

    /// The URL with the letter before each of those `=` percent-encoded, which makes no other URL (RFC 3986 6.2.2.2).
    pub(crate) fn in_url(self, number: Option<u8>, url: &str) -> Option<String> {
        replaced(url, &self.equals_signs(number, url.as_bytes()), 1, |letter| {
            percent_encode_unless(letter, &|_, _| false)
        })
    }

    /// A quoted-string in which a quoted-pair stands for each of those `=`: the same value to a reader.
    pub(crate) fn quoted_string(self, number: Option<u8>, header: &mut Vec<u8>, octets: &[u8]) {
        super::quoted_string(header, octets, &self.equals_signs(number, octets));
    }

    /// The name, in upper case if its end is one of those names: case does not matter to a reader (RFC 9110 11.2).
    pub(crate) fn name(self, number: Option<u8>, name: &str) -> Cow<'_, str> {
        // No known name ends in one of them, but that itself.
        let may_be = number.is_none() || self.sealed;
        let is_decoy = may_be && self.sought(number).any(|sought| name.ends_with(sought));
        if is_decoy { Cow::Owned(name.to_ascii_uppercase()) } else { Cow::Borrowed(name) }
    }
}

/// The text with another one in the place of the `len` octets before each of `signs`; `None` without any.
fn replaced(text: &str, signs: &[usize], len: usize, new: impl Fn(&str) -> String) -> Option<String> {
    if signs.is_empty() {
        return None;
    }
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
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::known::PARAMS;

    #[test]
    fn no_known_name_ends_in_one_that_clients_look_for() {
        for param in OAUTH_PARAMS.iter().filter(|param| param.is_acted_on) {
            for name in PARAMS.list() {
                assert_eq!(name.ends_with(param.name), *name == param.name, "{name} {}", param.name);
            }
        }
        let mut decoys = Decoys::default();
        assert_eq!(decoys.name(None, "x_scope"), "X_SCOPE");
        decoys.written(PARAMS.find(b"scope"));
        assert_eq!(decoys.name(None, "x_scope"), "x_scope");
    }
}
