//! Lint: what is wrong with a field, where, by which rule, and how to repair it.
//!
//! ```http
//! WWW-Authenticate: Bearer, error="insufficient_scope", scope="files:read"
//! ```
//! ```
//! use auth_challenge::lint::{Profile, lint};
//!
//! let findings = lint(["Bearer, error=\"insufficient_scope\", scope=\"files:read\""], Profile::Http, Some(403));
//! assert_eq!(findings[0].code.as_str(), "comma-after-scheme");
//! assert_eq!((findings[0].offset, findings[0].length), (6, 1));
//! ```

mod codes;
mod field;
#[cfg(test)]
mod tests;

pub use codes::{Code, RuleCode, Severity};
pub(crate) use field::{Challenge, Param, Span};

use std::cmp::Reverse;

use crate::profiles::{http, mcp, oauth};
use crate::registered::Registered;

/// Where the registered scheme of that name is defined, such as `RFC 6750`.
#[must_use]
pub fn specification(scheme: &str) -> Option<&'static str> {
    Registered::find(scheme.as_bytes()).map(|registered| registered.specification)
}

/// Which rules apply. Each profile has those of the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// RFC 9110, and the schemes Basic and Digest (RFC 7617, RFC 7616).
    #[default]
    Http,
    /// OAuth: RFC 6750, RFC 9449, RFC 9470, RFC 9728.
    Oauth,
    /// The authorization specification of the Model Context Protocol.
    Mcp,
}

impl Profile {
    /// Every profile, from the fewest rules to the most.
    pub const ALL: &'static [Self] = &[Self::Http, Self::Oauth, Self::Mcp];

    /// The name, in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Oauth => "oauth",
            Self::Mcp => "mcp",
        }
    }

    /// The profile of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|profile| profile.as_str() == name)
    }
}

/// What is wrong, and where. It holds no header text but for the fix, which repeats a part of the header.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule.
    pub code: Code,
    /// The field line, counted from 0.
    pub line: usize,
    /// The octet in that line, counted from 0.
    pub offset: usize,
    /// How many octets it is about: 0 where something is missing.
    pub length: usize,
    /// How to repair it, if that is certain: reading gives the same challenges afterwards, but for what a rule forbids
    /// in a text for people. The fixes of a field do not overlap.
    pub fix: Option<Fix>,
}

/// A text in the place of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fix {
    /// Where the replaced octets begin, in the line of the finding.
    pub offset: usize,
    /// How many they are.
    pub length: usize,
    /// What to put in their place.
    pub text: Vec<u8>,
}

impl Finding {
    fn at(code: Code, span: Span) -> Self {
        Self { code, line: span.line, offset: span.start, length: span.end - span.start, fix: None }
    }

    fn cover(&mut self, span: Span) {
        (self.offset, self.length) = (span.start, span.end - span.start);
    }
}

impl Fix {
    fn at(span: Span, text: impl Into<Vec<u8>>) -> Self {
        Self { offset: span.start, length: span.end - span.start, text: text.into() }
    }
}

/// The challenges of a field, the status of its response, and the findings so far.
pub(crate) struct Context<'c, 'a> {
    pub(crate) challenges: &'c [Challenge<'a>],
    pub(crate) status: Option<u16>,
    findings: &'c mut Vec<Finding>,
}

impl Context<'_, '_> {
    /// Reports that `span` breaks a rule.
    pub(crate) fn report(&mut self, code: RuleCode, span: Span) {
        self.findings.push(Finding::at(Code::Rule(code), span));
    }

    /// The same, with a text to put in the place of `replaced`.
    pub(crate) fn report_fixable(&mut self, code: RuleCode, span: Span, replaced: Span, text: Vec<u8>) {
        let fix = Some(Fix::at(replaced, text));
        self.findings.push(Finding { fix, ..Finding::at(Code::Rule(code), span) });
    }
}

/// Checks field lines by the rules of `profile`. The findings are in the order of the field.
///
/// Some rules need the status of the response.
pub fn lint<'a, L>(
    lines: impl IntoIterator<Item = &'a L>,
    profile: Profile,
    status: Option<u16>,
) -> Vec<Finding>
where
    L: AsRef<[u8]> + ?Sized + 'a,
{
    let lines: Vec<&[u8]> = lines.into_iter().map(AsRef::as_ref).collect();
    let (challenges, mut findings) = field::read(&lines);
    let mut context = Context { challenges: &challenges, status, findings: &mut findings };
    http::check(&mut context);
    if profile >= Profile::Oauth {
        oauth::check(&mut context);
    }
    if profile >= Profile::Mcp {
        mcp::check(&mut context);
    }
    findings.sort_by_key(|finding| (finding.line, finding.offset));
    keep_disjoint_fixes(&mut findings);
    findings
}

/// Leaves one of those fixes that overlap: the one that begins first, of those the longest, of those the last. What is
/// inserted stands before what begins there.
fn keep_disjoint_fixes(findings: &mut [Finding]) {
    let place = |(at, finding): (usize, &Finding)| {
        let Fix { offset, length, .. } = *finding.fix.as_ref()?;
        Some((finding.line, offset, length > 0, Reverse((length, at))))
    };
    let mut places: Vec<_> = findings.iter().enumerate().filter_map(place).collect();
    places.sort_unstable();
    let mut taken = (0, 0);
    for (line, offset, _, Reverse((length, at))) in places {
        if (line, offset) >= taken {
            taken = (line, offset + length);
        } else if let Some(finding) = findings.get_mut(at) {
            finding.fix = None;
        }
    }
}

/// The lines with every fix made.
///
/// ```
/// use auth_challenge::lint::{Profile, fixed, lint};
///
/// let lines = ["Bearer, error=\"invalid_token\"; scope=read"];
/// let findings = lint(lines, Profile::Oauth, None);
/// assert_eq!(fixed(lines, &findings), [b"Bearer error=\"invalid_token\", scope=read"]);
/// ```
pub fn fixed<'a, L>(lines: impl IntoIterator<Item = &'a L>, findings: &[Finding]) -> Vec<Vec<u8>>
where
    L: AsRef<[u8]> + ?Sized + 'a,
{
    let mut fixes: Vec<Vec<&Fix>> = Vec::new();
    for finding in findings {
        let Some(fix) = &finding.fix else { continue };
        if fixes.len() <= finding.line {
            fixes.resize(finding.line + 1, Vec::new());
        }
        fixes[finding.line].push(fix);
    }
    let with_fixes = |(number, line): (usize, &[u8])| {
        let mut fixes = fixes.get(number).cloned().unwrap_or_default();
        fixes.sort_by_key(|fix| (fix.offset, fix.length));
        let (mut text, mut from) = (Vec::with_capacity(line.len()), 0);
        for Fix { offset, length, text: with } in fixes {
            text.extend_from_slice(line.get(from..*offset).unwrap_or_default());
            text.extend_from_slice(with);
            from = offset + length;
        }
        text.extend_from_slice(line.get(from..).unwrap_or_default());
        text
    };
    lines.into_iter().map(AsRef::as_ref).enumerate().map(with_fixes).collect()
}
