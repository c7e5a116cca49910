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
}

impl OauthParam {
    const fn new(name: &'static str, rule: Rule, is_acted_on: bool) -> Self {
        Self { name, rule, is_acted_on }
    }
}

/// The parameters that have a rule, in the order in which a challenge is written. [`PARAMS`] begins with them.
pub(crate) const OAUTH_PARAMS: [OauthParam; 6] = [
    OauthParam::new("realm", Rule::Text, false),
    OauthParam::new("scope", Rule::Scope, true),
    OauthParam::new("error", Rule::Text, true),
    OauthParam::new("error_description", Rule::Text, true),
    OauthParam::new("error_uri", Rule::Url, false),
    OauthParam::new("resource_metadata", Rule::Url, true),
];

/// The parameters that describe an error, RFC 6750 3.
pub(crate) const ERROR_PARAMS: [&str; 3] = ["error", "error_description", "error_uri"];

/// What the parameter `name`, in lower case, may hold.
pub(crate) fn rule_of(name: &str) -> Rule {
    OAUTH_PARAMS.iter().find(|param| param.name == name).map_or(Rule::Other, |param| param.rule)
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
