//! The scheme and parameter names that specifications define, once, with a number for each.
//!
//! A known name is compared by its number: nothing is copied or hashed.

/// What a parameter may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// %x20-21 / %x23-5B / %x5D-7E, RFC 6750 3
    Text,
    /// `scope-token *( SP scope-token )`, RFC 6749 3.3
    Scope,
    /// An http or https URL, RFC 6750 3 and RFC 9728 5.1
    Url,
    /// Defined elsewhere; half of it would be something else.
    Other,
}

/// A parameter of OAuth challenges: RFC 6750 3, RFC 9728 5.1.
#[derive(Clone, Copy)]
pub(crate) struct OauthParam {
    pub(crate) name: &'static str,
    pub(crate) rule: Rule,
    /// Clients act on its value: they search the header for it, some with regular expressions.
    pub(crate) is_acted_on: bool,
    /// It describes an error, RFC 6750 3.
    pub(crate) is_error: bool,
}

impl OauthParam {
    const fn new(name: &'static str, rule: Rule) -> Self {
        Self { name, rule, is_acted_on: false, is_error: false }
    }

    const fn acted_on(self) -> Self {
        Self { is_acted_on: true, ..self }
    }

    const fn of_an_error(self) -> Self {
        Self { is_error: true, ..self }
    }
}

/// The parameters that have a rule, in the order in which a challenge is written. [`PARAMS`] begins with them.
pub(crate) const OAUTH_PARAMS: [OauthParam; 6] = [
    OauthParam::new("realm", Rule::Text),
    OauthParam::new("scope", Rule::Scope).acted_on(),
    OauthParam::new("error", Rule::Text).acted_on().of_an_error(),
    OauthParam::new("error_description", Rule::Text).acted_on().of_an_error(),
    OauthParam::new("error_uri", Rule::Url).of_an_error(),
    OauthParam::new("resource_metadata", Rule::Url).acted_on(),
];

/// The parameter of a number in [`PARAMS`], if it is one of OAuth.
pub(crate) fn oauth_param(number: Option<u8>) -> Option<&'static OauthParam> {
    const { &OAUTH_PARAMS }.get(usize::from(number?))
}

/// The numbers of those that edits are made for.
pub(crate) const REALM: u8 = number_of("realm");
pub(crate) const SCOPE: u8 = number_of("scope");
pub(crate) const ERROR_DESCRIPTION: u8 = number_of("error_description");
pub(crate) const RESOURCE_METADATA: u8 = number_of("resource_metadata");

/// The number of a parameter of OAuth; the compiler refuses another name.
#[expect(clippy::cast_possible_truncation, reason = "there are six")]
const fn number_of(name: &str) -> u8 {
    let mut at = 0;
    while !are_equal(OAUTH_PARAMS[at].name.as_bytes(), name.as_bytes()) {
        at += 1;
    }
    at as u8
}

const fn are_equal(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() {
        if at == b.len() || a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    at == b.len()
}

/// Authentication schemes in the spelling of their specification: those that IANA registers, RFC 6750, 9449, 7617, 7616,
/// 4559, 7804, 8120, 7486, 8292, 9635, 9729, 5849, 9577, and NTLM.
pub(crate) const SCHEMES: Names<32> = Names::new(&[
    "Bearer",
    "DPoP",
    "Basic",
    "Digest",
    "Negotiate",
    "NTLM",
    "SCRAM-SHA-1",
    "SCRAM-SHA-256",
    "Mutual",
    "HOBA",
    "vapid",
    "GNAP",
    "Concealed",
    "OAuth",
    "PrivateToken",
]);

const OTHER_PARAMS: [&str; 22] = [
    // RFC 9470 3
    "acr_values",
    "max_age",
    // RFC 9449 7.1
    "algs",
    // Microsoft identity platform
    "authorization_uri",
    "claims",
    "client_id",
    "trusted_issuers",
    // container registries
    "service",
    // UMA 2.0
    "as_uri",
    "ticket",
    // RFC 9635 9.1, with as_uri
    "access",
    "referrer",
    // RFC 7616 3.3
    "domain",
    "nonce",
    "opaque",
    "stale",
    "algorithm",
    "qop",
    "userhash",
    // RFC 7617 2.1
    "charset",
    // RFC 7486 3
    "challenge",
    "max-age",
];

const PARAM_NAMES: [&str; OAUTH_PARAMS.len() + OTHER_PARAMS.len()] = {
    let mut names = [""; OAUTH_PARAMS.len() + OTHER_PARAMS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = if at < OAUTH_PARAMS.len() {
            OAUTH_PARAMS[at].name
        } else {
            OTHER_PARAMS[at - OAUTH_PARAMS.len()]
        };
        at += 1;
    }
    names
};

/// Parameter names in lower case, in the order in which a Bearer challenge is written.
pub(crate) const PARAMS: Names<64> = Names::new(&PARAM_NAMES);

/// A list of names and the table that finds a name's place in it.
pub(crate) struct Names<const SLOTS: usize> {
    list: &'static [&'static str],
    slots: [u8; SLOTS],
}

/// An empty slot.
const NONE: u8 = u8::MAX;

impl<const SLOTS: usize> Names<SLOTS> {
    /// Evaluated by the compiler, which refuses a list in which two names share a slot.
    #[expect(clippy::cast_possible_truncation, reason = "a list has fewer than 255 names")]
    const fn new(list: &'static [&'static str]) -> Self {
        let mut slots = [NONE; SLOTS];
        let mut at = 0;
        while at < list.len() {
            let slot = Self::slot(list[at].as_bytes());
            assert!(slots[slot] == NONE, "two names share a slot: change `slot`");
            slots[slot] = at as u8;
            at += 1;
        }
        Self { list, slots }
    }

    /// Case-insensitive, from the length and three octets.
    const fn slot(name: &[u8]) -> usize {
        (name.len()
            + letter(name, 0) * 42
            + letter(name, name.len() / 2) * 60
            + letter(name, name.len() - 1) * 45)
            % SLOTS
    }

    /// The number of `name`, whatever its case.
    #[inline]
    pub(crate) fn find(&self, name: &[u8]) -> Option<u8> {
        if name.is_empty() {
            return None;
        }
        let number = *self.slots.get(Self::slot(name))?;
        let known = self.list.get(usize::from(number))?;
        // Nearly all are sent in the case of the list.
        (known.as_bytes() == name || known.as_bytes().eq_ignore_ascii_case(name)).then_some(number)
    }

    /// All names, at the numbers that `find` returns.
    pub(crate) const fn list(&self) -> &'static [&'static str] {
        self.list
    }
}

const fn letter(name: &[u8], at: usize) -> usize {
    (name[at] | 0x20) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_in_any_case() {
        for (number, name) in PARAMS.list().iter().enumerate() {
            assert_eq!(PARAMS.find(name.as_bytes()).map(usize::from), Some(number), "{name}");
            assert_eq!(PARAMS.find(name.to_uppercase().as_bytes()).map(usize::from), Some(number));
            assert_eq!(PARAMS.find(format!("x_{name}").as_bytes()), None);
        }
        for (number, name) in SCHEMES.list().iter().enumerate() {
            assert_eq!(SCHEMES.find(name.as_bytes()).map(usize::from), Some(number), "{name}");
        }
        assert_eq!(PARAMS.find(b"x"), None);
        assert_eq!(PARAMS.find(b""), None);
    }
}
