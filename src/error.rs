//! Deviations from the grammar: what strict reading returns and tolerant reading reports.
//! What no field can carry: what writing refuses.

use std::fmt;

/// One table for the codes of an error: name in Rust, code, what was expected, and documentation.
macro_rules! codes {
    (
        $(#[doc = $about:literal])+ $type:ident;
        $($(#[doc = $doc:literal])+ $name:ident = $code:literal, $expected:literal;)+
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum $type { $($(#[doc = $doc])+ $name,)+ }

        impl $type {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable, kebab-case name of the code.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// What the grammar expected, in words.
            #[must_use]
            pub const fn expected(self) -> &'static str {
                match self { $(Self::$name => $expected,)+ }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

codes! {
    /// The name of a deviation from RFC 9110 11.
    ///
    /// Strict reading stops at the first one. Tolerant reading recovers as each one says.
    DefectCode;

    /// `Bearer, error="x"`: the parameters after the comma belong to the scheme before it.
    CommaAfterScheme = "comma-after-scheme", "expected a space between the scheme and its parameters, not a comma";
    /// `Bearer realm="a" scope="b"`: read on as if the comma were there.
    MissingComma = "missing-comma", "expected a comma before the next parameter or challenge";
    /// `Bearer realm="a"; scope="b"`: as a comma.
    SemicolonSeparator = "semicolon-separator", "expected a comma, not a semicolon";
    /// `realm=IP Camera`, `resource_metadata=https://h/p`: the value ends at the next comma or parameter.
    UnquotedValue = "unquoted-value", "expected a token or a quoted-string as the value";
    /// `Basic realm="x`: the value ends with its field line.
    UnterminatedQuote = "unterminated-quote", "expected a closing quote";
    /// A control octet: CR, LF and NUL become SP (RFC 9110 5.5), others are kept.
    ControlCharacter = "control-character", "expected no control character";
    /// A character above U+00FF, where the source is text and not octets: kept.
    NotAnOctet = "not-an-octet", "expected no character above U+00FF";
    /// A tab where only spaces may follow the scheme: as a space.
    TabAfterScheme = "tab-after-scheme", "expected a space after the scheme, not a tab";
    /// A second parameter of the same name: the first one wins.
    DuplicateParameter = "duplicate-parameter", "expected each parameter name once in a challenge";
    /// A parameter that belongs to no challenge: skipped to the next comma outside quotes.
    OrphanParameter = "orphan-parameter", "expected a scheme before the parameter";
    /// What is neither challenge nor parameter: skipped to the next comma outside quotes.
    StrayText = "stray-text", "expected a scheme, a parameter or a comma";
    /// Past the limit on the text read: the elements that are complete before it are read.
    TooLong = "too-long", "expected a shorter field";
    /// `Bearer realm=, error="x"`: the value is empty. A single `Bearer realm=` has a token68.
    MissingValue = "missing-value", "expected a value after the equals sign";
    /// `'Bearer realm="x"'`: the single quotes around the field value are left out.
    QuotedField = "quoted-field", "expected no single quotes around the field";
}

/// Where a field deviates from the grammar, and how.
///
/// It carries no header text: challenges may hold secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Defect {
    /// What is wrong.
    pub code: DefectCode,
    /// The field line, counted from 0.
    pub line: usize,
    /// The octet in that line, counted from 0.
    pub offset: usize,
}

impl fmt::Display for Defect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at line {}, offset {}", self.code.expected(), self.line, self.offset)
    }
}

impl std::error::Error for Defect {}

codes! {
    /// Why a challenge cannot be written.
    BuildErrorCode;

    /// A scheme is a token, RFC 9110 11.1.
    InvalidScheme = "invalid-scheme", "expected a token as the scheme";
    /// RFC 9110 11.2.
    InvalidToken68 = "invalid-token68", "expected a token68";
    /// A challenge has a token68 or parameters, RFC 9110 11.3.
    Token68WithParams = "token68-with-params", "expected a token68 or parameters, not both";
    /// A parameter name is a token, RFC 9110 11.2.
    InvalidParamName = "invalid-param-name", "expected a token as the parameter's name";
    /// A parameter name occurs once in a challenge, RFC 9110 11.2.
    RepeatedParam = "repeated-param", "expected each parameter name once in a challenge";
    /// A value holds no control character but the tab, RFC 9110 5.5.
    ControlInValue = "control-in-value", "expected no control character in the value";
    /// Reading gives names in lower case: another one would not come back.
    UpperCaseName = "upper-case-name", "expected the parameter's name in lower case";
    /// No reader takes a field of that length.
    TooLong = "too-long", "expected a shorter field";
    /// A value is made of octets: no character is above U+00FF.
    WideInValue = "wide-in-value", "expected no character above U+00FF in the value";
}

/// What no field can carry.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BuildError {
    /// What is wrong.
    pub code: BuildErrorCode,
    /// The name of the parameter that is wrong, if it is one.
    pub param: Option<String>,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.expected())?;
        self.param.as_ref().map_or(Ok(()), |param| write!(f, " (parameter {param:?})"))
    }
}

impl std::error::Error for BuildError {}

#[cfg(test)]
mod tests {
    use crate::challenge::Challenge;
    use crate::parse::parse_strict;

    #[test]
    fn a_message_says_what_was_expected_and_where_without_header_text() {
        let defect = parse_strict(["Basic realm=\"a\"", "Basic realm=\"secret"]).unwrap_err();
        assert_eq!(defect.to_string(), "expected a closing quote at line 1, offset 12");
        let error = Challenge::new("secret secret").unwrap_err();
        assert_eq!(error.to_string(), "expected a token as the scheme");
        let error =
            Challenge::new("Basic").and_then(|basic| basic.with_param("realm", "secret\n")).unwrap_err();
        assert_eq!(error.to_string(), "expected no control character in the value (parameter \"realm\")");
    }
}
