//! Every rule: its code, how much it matters, where it is written, and what it says.

use std::fmt;

use crate::error::DefectCode;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; the header may be as its author wants it.
    Note,
    /// A specification recommends something else, or a client is likely to go wrong.
    Warning,
    /// A specification forbids it.
    Error,
}

impl Severity {
    /// The name, in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $severity:ident, $section:literal, $message:literal;)+) => {
        /// A rule beyond the grammar.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum RuleCode { $($(#[doc = $doc])+ $name,)+ }

        impl RuleCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            const fn facts(self) -> (&'static str, Severity, &'static str, &'static str) {
                match self { $(Self::$name => ($code, Severity::$severity, $section, $message),)+ }
            }
        }
    };
}

rules! {
    // Profile `http`.

    /// A 401 has no challenge.
    ChallengeMissing = "challenge-missing", Error, "RFC 9110 15.5.2",
        "A 401 response must have at least one challenge.";
    /// A 407 has no challenge.
    ProxyChallengeMissing = "proxy-challenge-missing", Error, "RFC 9110 15.5.8",
        "A 407 response must have at least one challenge.";
    /// `Basic realm=files`
    RealmNotQuoted = "realm-not-quoted", Error, "RFC 9110 11.5",
        "A realm must be written in quotes.";
    /// `Newauth realm="files"`
    UnknownScheme = "unknown-scheme", Note, "RFC 9110 16.4.1",
        "No such scheme is registered; clients that do not know it ignore the challenge.";
    /// `Basic colour="blue"`
    UnknownParameter = "unknown-parameter", Note, "RFC 9110 11.2",
        "The scheme's specification has no such parameter; clients ignore it.";
    /// `Bearer realm=`
    UnexpectedToken68 = "unexpected-token68", Error, "RFC 9110 11.3",
        "The scheme takes parameters, each with a name and a value; readers take this text for a token68.";
    /// `Basic charset="UTF-8"`
    BasicRealmMissing = "basic-realm-missing", Error, "RFC 7617 2",
        "A Basic challenge must have a realm.";
    /// `Basic realm="files", charset="latin1"`
    InvalidCharset = "invalid-charset", Error, "RFC 7617 2.1",
        "UTF-8 is the only charset that is allowed here.";
    /// `Digest nonce="abc", qop="auth"`
    DigestRealmMissing = "digest-realm-missing", Error, "RFC 7616 3.3",
        "A Digest challenge must have a realm: the response is computed from it.";
    /// `Digest realm="files", qop="auth"`
    DigestNonceMissing = "digest-nonce-missing", Error, "RFC 7616 3.3",
        "A Digest challenge must have a nonce: the response is computed from it.";
    /// `Digest realm="files", nonce="abc"`
    DigestQopMissing = "digest-qop-missing", Error, "RFC 7616 3.3",
        "A Digest challenge must say which qop values the server accepts.";
    /// `Digest qop=auth`
    DigestNotQuoted = "digest-not-quoted", Error, "RFC 7616 3.3",
        "In a Digest challenge the values of domain, nonce, opaque and qop must be written in quotes.";
    /// `Digest algorithm="SHA-256"`
    DigestQuoted = "digest-quoted", Error, "RFC 7616 3.3",
        "In a Digest challenge the values of stale and algorithm must be written without quotes.";

    // Profile `oauth`.

    /// `Bearer`
    BearerParametersMissing = "bearer-parameters-missing", Error, "RFC 6750 3",
        "A Bearer challenge must have at least one parameter.";
    /// `Bearer error="a\"b"`
    InvalidCharacter = "invalid-character", Error, "RFC 6750 3",
        "The value may hold printable ASCII characters other than the quote and the backslash.";
    /// `Bearer scope="a  b"`
    InvalidScope = "invalid-scope", Error, "RFC 6749 3.3",
        "A scope is one word or more, with exactly one space between words.";
    /// `Bearer scope="a, b"`
    CommaInScope = "comma-in-scope", Note, "RFC 6749 3.3",
        "The comma belongs to the scope's name: scopes have only a space between them.";
    /// `Bearer error="expired"`
    UnknownError = "unknown-error", Note, "RFC 6750 3.1",
        "No such error code is registered; clients cannot act on it.";
    /// `Bearer error="invalid_token"` in a 403
    ErrorStatus = "error-status", Warning, "RFC 6750 3.1",
        "The error code belongs to another status: invalid_request to 400, invalid_token to 401, insufficient_scope to 403.";
    /// `Bearer error="insufficient_user_authentication"` in a 403
    StepUpStatus = "step-up-status", Warning, "RFC 9470 3",
        "The error code insufficient_user_authentication belongs to status 401.";
    /// `DPoP error="invalid_dpop_proof"` in a 403
    DpopErrorStatus = "dpop-error-status", Warning, "RFC 9449 7.1",
        "The error codes invalid_dpop_proof and use_dpop_nonce belong to status 401.";
    /// `Bearer error="invalid_token"` in a 401
    ErrorWithoutCredentials = "error-without-credentials", Note, "RFC 6750 3.1",
        "If the request had no credentials, the response should have no error code.";
    /// `Bearer error_description="expired"`
    DescriptionWithoutError = "description-without-error", Note, "RFC 6750 3",
        "A description or a page about an error belongs beside an error code.";
    /// `Bearer resource_metadata="/metadata"`
    InvalidResourceMetadata = "invalid-resource-metadata", Error, "RFC 9728 5.1",
        "The value must be an http or https URL, with a host and without a user name.";
    /// `DPoP error="invalid_dpop_proof"`
    DpopAlgsMissing = "dpop-algs-missing", Note, "RFC 9449 7.1",
        "A DPoP challenge should list the algorithms that a proof may be signed with, as algs.";
    /// `DPoP algs="ES256,PS256"`
    InvalidDpopAlgs = "invalid-dpop-algs", Error, "RFC 9449 7.1",
        "The value is a list of signature algorithms with a space between them.";
    /// `DPoP algs="HS256"`
    SymmetricDpopAlg = "symmetric-dpop-alg", Error, "RFC 9449 4.2",
        "A proof cannot be signed with this algorithm: it must be an asymmetric one.";
    /// `Bearer max_age="soon"`
    InvalidMaxAge = "invalid-max-age", Error, "RFC 9470 3",
        "The value must be a number of seconds, in digits.";
    /// `Bearer acr_values=""`
    InvalidAcrValues = "invalid-acr-values", Error, "RFC 9470 3",
        "The value is one word or more, with a space between words.";
    /// `Bearer error="insufficient_user_authentication"`
    StepUpRequirementMissing = "step-up-requirement-missing", Note, "RFC 9470 3",
        "Without acr_values or max_age a client does not know which authentication would do.";
    /// `Bearer max_age="60"`
    StepUpErrorMissing = "step-up-error-missing", Note, "RFC 9470 3",
        "Clients look at acr_values and max_age where the error code is insufficient_user_authentication.";

    // Profile `mcp`.

    /// A 401 or 403 has challenges, and none of OAuth.
    OauthChallengeMissing = "oauth-challenge-missing", Warning, "MCP 2025-11-25 authorization",
        "MCP clients look for a Bearer challenge.";
    /// `Bearer scope="read"`
    ResourceMetadataMissing = "resource-metadata-missing", Warning, "MCP 2025-11-25 authorization",
        "Without resource_metadata a client has to guess where the metadata document is.";
    /// `Bearer resource_metadata="https://h/p"`
    ScopeMissing = "scope-missing", Warning, "MCP 2025-11-25 authorization",
        "The challenge should name the scopes that the request needs.";
    /// A 403 without `error="insufficient_scope"`
    InsufficientScopeMissing = "insufficient-scope-missing", Warning, "MCP 2025-11-25 authorization",
        "A 403 should have the error code insufficient_scope, so that a client asks for more scopes.";
    /// `Bearer error="insufficient_scope", scope="a", Bearer error="insufficient_scope", scope="b"`
    ScopesInSeveralChallenges = "scopes-in-several-challenges", Warning, "MCP 2025-11-25 authorization",
        "One challenge should name all scopes: clients read only the first.";
    /// `Bearer scope="read offline_access"`
    OfflineAccess = "offline-access", Warning, "MCP 2026-07-28 authorization",
        "A resource server should not ask for offline_access: the client decides about it.";
    /// `Bearer resource_metadata="http://h/p"`
    InsecureResourceMetadata = "insecure-resource-metadata", Error, "RFC 9728 1.2",
        "The metadata document must be served over https, other than on the loopback interface.";
}

/// What a finding is about: a deviation from the grammar, or a rule beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// A deviation from which reading recovers.
    Defect(DefectCode),
    /// A rule beyond the grammar.
    Rule(RuleCode),
}

impl Code {
    /// Every code.
    pub fn all() -> impl Iterator<Item = Self> {
        DefectCode::ALL.iter().copied().map(Self::Defect).chain(RuleCode::ALL.iter().copied().map(Self::Rule))
    }

    /// Its place in [`Code::all`].
    #[cfg(any(test, feature = "node", feature = "wasm"))]
    #[expect(clippy::cast_possible_truncation, reason = "there are fewer than 256 codes")]
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Defect(code) => code as u8,
            Self::Rule(code) => DefectCode::ALL.len() as u8 + code as u8,
        }
    }

    /// The stable, kebab-case name of the code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Defect(code) => code.as_str(),
            Self::Rule(code) => code.facts().0,
        }
    }

    /// How much it matters. Each deviation from the grammar is an error.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::Defect(_) => Severity::Error,
            Self::Rule(code) => code.facts().1,
        }
    }

    /// The specification and its section.
    #[must_use]
    pub const fn section(self) -> &'static str {
        match self {
            Self::Defect(code) => section_of(code),
            Self::Rule(code) => code.facts().2,
        }
    }

    /// The rule in words.
    #[must_use]
    pub fn message(self) -> String {
        match self {
            Self::Defect(code) => {
                let mut letters = code.expected().chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase);
                first.chain(letters).chain(['.']).collect()
            }
            Self::Rule(code) => code.facts().3.to_owned(),
        }
    }
}

const fn section_of(code: DefectCode) -> &'static str {
    match code {
        DefectCode::CommaAfterScheme | DefectCode::TabAfterScheme | DefectCode::OrphanParameter => {
            "RFC 9110 11.3"
        }
        DefectCode::MissingComma | DefectCode::SemicolonSeparator => "RFC 9110 5.6.1",
        DefectCode::UnterminatedQuote => "RFC 9110 5.6.4",
        DefectCode::ControlCharacter | DefectCode::NotAnOctet => "RFC 9110 5.5",
        DefectCode::StrayText => "RFC 9110 11.6.1",
        DefectCode::TooLong => "RFC 9110 5.4",
        // What a parameter is, and that it stands once.
        _ => "RFC 9110 11.2",
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_code_has_a_name_of_its_own_a_section_and_a_sentence() {
        let mut names = HashSet::new();
        for (number, code) in Code::all().enumerate() {
            assert_eq!(usize::from(code.number()), number, "{code}");
            assert!(names.insert(code.as_str()), "{code} stands twice");
            assert!(code.as_str().bytes().all(|octet| octet.is_ascii_lowercase() || b"-68".contains(&octet)));
            let is_specification = ["RFC ", "MCP "].iter().any(|start| code.section().starts_with(start));
            assert!(is_specification, "{code}: {}", code.section());
            let message = code.message();
            assert!(message.starts_with(char::is_uppercase) && message.ends_with('.'), "{message}");
        }
    }
    #[test]
    fn each_deviation_is_an_error_against_a_section() {
        use DefectCode as Defect;
        for (section, codes) in [
            ("RFC 9110 5.4", &[Defect::TooLong][..]),
            ("RFC 9110 5.5", &[Defect::ControlCharacter, Defect::NotAnOctet]),
            ("RFC 9110 5.6.1", &[Defect::MissingComma, Defect::SemicolonSeparator]),
            ("RFC 9110 5.6.4", &[Defect::UnterminatedQuote]),
            ("RFC 9110 11.2", &[Defect::UnquotedValue, Defect::MissingValue, Defect::DuplicateParameter]),
            ("RFC 9110 11.3", &[Defect::CommaAfterScheme, Defect::TabAfterScheme, Defect::OrphanParameter]),
            ("RFC 9110 11.6.1", &[Defect::StrayText]),
        ] {
            for code in codes.iter().copied().map(Code::Defect) {
                assert_eq!((code.section(), code.severity()), (section, Severity::Error), "{code}");
            }
        }
        let code = Code::Defect(Defect::UnterminatedQuote);
        assert_eq!(code.to_string(), "unterminated-quote");
        assert_eq!(code.message(), "Expected a closing quote.");
    }

    #[test]
    fn a_finding_is_a_note_a_warning_or_an_error() {
        let severities = [Severity::Note, Severity::Warning, Severity::Error];
        assert!(severities.is_sorted());
        assert_eq!(severities.map(Severity::as_str), ["note", "warning", "error"]);
    }
}
