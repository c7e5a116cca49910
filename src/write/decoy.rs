//! Text that clients with regular expressions take for a parameter: they read the first `scope=` of the header,
//! wherever it stands.
//!
//! A parameter that is written cannot be mistaken any more, since it stands first. Where one is missing, nothing
//! else may look like it.

use std::borrow::Cow;

/// The parameters that such clients look for.
const SOUGHT: [&str; 4] = ["resource_metadata", "scope", "error", "error_description"];

/// Which of the sought parameters stand in the header already.
#[derive(Clone, Copy, Default)]
pub(crate) struct Decoys {
    written: [bool; SOUGHT.len()],
    /// The challenge that clients look in is complete: what it lacks must not stand in another one either.
    sealed: bool,
}

impl Decoys {
    /// Of a header in which those clients look for nothing: its first challenge is none of OAuth.
    pub(crate) const fn none() -> Self {
        Self { written: [true; SOUGHT.len()], sealed: true }
    }

    pub(crate) fn written(&mut self, name: &str) {
        for (written, sought) in self.written.iter_mut().zip(SOUGHT) {
            *written |= sought == name;
        }
    }

    pub(crate) fn seal(self) -> Self {
        Self { sealed: true, ..self }
    }

    /// What must not be found in the value of `name`, or as the end of a name.
    fn missing(self, name: &str) -> impl Iterator<Item = &'static str> + use<'_> {
        let Self { written, sealed } = self;
        let is_missing = move |(sought, written): &(&str, bool)| !written && (sealed || *sought != name);
        SOUGHT.into_iter().zip(written).filter(is_missing).map(|(sought, _)| sought)
    }

    /// Where the `=` of decoys stand in the value of `name`, in order.
    fn equals_signs(self, name: &str, value: &[u8]) -> Vec<usize> {
        if !value.contains(&b'=') {
            return Vec::new();
        }
        let is_decoy = |at: &usize| {
            value[*at] == b'=' && self.missing(name).any(|sought| value[..*at].ends_with(sought.as_bytes()))
        };
        (0..value.len()).filter(is_decoy).collect()
    }

    /// The text with a space before each of those `=`; `None` if there is none.
    pub(crate) fn in_text(self, name: &str, text: &str) -> Option<String> {
        let signs = self.equals_signs(name, text.as_bytes());
        (!signs.is_empty()).then(|| {
            let mut broken = text.to_owned();
            signs.iter().rev().for_each(|at| broken.insert(*at, ' '));
            broken
        })
    }

    /// The URL with the letter before each of those `=` percent-encoded, which makes no other URL (RFC 3986 6.2.2.2).
    pub(crate) fn in_url(self, name: &str, url: &str) -> Option<String> {
        let signs = self.equals_signs(name, url.as_bytes());
        (!signs.is_empty()).then(|| {
            let mut encoded = url.to_owned();
            for at in signs.iter().rev() {
                let letter = url.as_bytes()[at - 1];
                encoded.replace_range(at - 1..*at, &format!("%{letter:02X}"));
            }
            encoded
        })
    }

    /// A quoted-string in which a quoted-pair stands for each of those `=`: the same value to a reader.
    pub(crate) fn quoted_string(self, name: &str, header: &mut Vec<u8>, octets: &[u8]) {
        super::quoted_string(header, octets, &self.equals_signs(name, octets));
    }

    /// The name, in upper case if its end is one of those names: case does not matter to a reader (RFC 9110 11.2).
    pub(crate) fn name(self, name: &str) -> Cow<'_, str> {
        let is_decoy = self.missing(name).any(|sought| name.ends_with(sought));
        if is_decoy { Cow::Owned(name.to_ascii_uppercase()) } else { Cow::Borrowed(name) }
    }
}
