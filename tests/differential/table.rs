//! Why the readers disagree. The first row that fits a line explains it.

use crate::peers::{Read, Verdict};

/// A line, what is read of it here, and the text of it outside of quoted-strings.
pub struct Case<'c> {
    pub line: &'c str,
    pub ours: Option<&'c [Read]>,
    outside: String,
}

impl<'c> Case<'c> {
    pub fn new(line: &'c str, ours: Option<&'c [Read]>) -> Self {
        Self { line, ours, outside: outside_quotes(line) }
    }
}

/// One reason for which a peer disagrees, and a line for which it does.
pub struct Row {
    pub peer: &'static str,
    pub verdict: Verdict,
    pub why: &'static str,
    pub example: &'static str,
    pub fits: fn(&Case<'_>) -> bool,
}

pub const TABLE: &[Row] = &[
    Row {
        peer: "http-auth",
        verdict: Verdict::Refuses,
        why: "no challenge at all: RFC 7235 asked for one, RFC 9110 5.6.1 does not",
        example: " ,",
        fits: |case| case.ours.is_some_and(<[Read]>::is_empty),
    },
    Row {
        peer: "http-auth",
        verdict: Verdict::Refuses,
        why: "a token68 (RFC 9110 11.2), which it documents as left out",
        example: "Negotiate YWJj==",
        fits: has_token68,
    },
    Row {
        peer: "http-auth",
        verdict: Verdict::Refuses,
        why: "octets above 0x7F in a quoted-string (obs-text, RFC 9110 5.6.4), which it documents as left out",
        example: "Basic realm=\"caf\u{e9}\"",
        fits: |case| !case.line.is_ascii(),
    },
    Row {
        peer: "http-auth",
        verdict: Verdict::Refuses,
        why: "blanks after a scheme without parameters, or a comma before its first one: the list after 1*SP may \
              begin with an empty element (RFC 9110 5.6.1.2 and 11.3)",
        example: "Basic , realm=\"a\"",
        fits: |case| has_blank_then_separator(&case.outside),
    },
    Row {
        peer: "http-auth",
        verdict: Verdict::Refuses,
        why: "blanks around the field value, which are no part of it (RFC 9110 5.5)",
        example: "\tBasic realm=\"a\"",
        fits: |case| case.line.trim_matches([' ', '\t']) != case.line,
    },
    Row {
        peer: "http-auth",
        verdict: Verdict::Refuses,
        why: "several spaces between a scheme and its first parameter: `1*SP` (RFC 9110 11.3)",
        example: "Basic  realm=\"a\"",
        fits: |case| case.outside.contains("  "),
    },
    Row {
        peer: "http-auth",
        verdict: Verdict::Accepts,
        why: "a parameter name twice in a challenge: grammatical, and forbidden by RFC 9110 11.2",
        example: "Basic a=b, A=\"c\"",
        fits: |case| case.ours.is_none(),
    },
    Row {
        peer: "www-authenticate",
        verdict: Verdict::Refuses,
        why: "a scheme without a blank after it: `1*SP` and what follows are optional (RFC 9110 11.3)",
        example: "Negotiate, Basic realm=\"a\"",
        fits: |case| has_bare_scheme(case),
    },
    Row {
        peer: "www-authenticate",
        verdict: Verdict::Refuses,
        why: "an empty element before a challenge or a first parameter (RFC 9110 5.6.1.2)",
        example: ", Basic realm=\"a\"",
        fits: |case| starts_with_comma(&case.outside) || has_blank_then_separator(&case.outside),
    },
    Row {
        peer: "www-authenticate",
        verdict: Verdict::Differs,
        why: "a scheme at the end of the line: it is no challenge there, and one in RFC 9110 11.3",
        example: "Negotiate",
        fits: ends_with_scheme,
    },
    Row {
        peer: "www-authenticate",
        verdict: Verdict::Accepts,
        why: "a tab after a scheme, where only spaces may stand (RFC 9110 11.3)",
        example: "Basic\trealm=\"a\"",
        fits: |case| case.outside.contains('\t'),
    },
    Row {
        peer: "www-authenticate",
        verdict: Verdict::Accepts,
        why: "no comma between a scheme and the next one (RFC 9110 5.6.1)",
        example: "Basic Bearer realm=\"a\"",
        fits: has_words_without_comma,
    },
];

/// Two words with a blank between them, of which the first one has no value.
fn has_words_without_comma(case: &Case<'_>) -> bool {
    case.outside.split(',').any(|element| {
        let mut words = element.split_ascii_whitespace();
        words.next().is_some_and(|word| !word.contains('=')) && words.next().is_some()
    })
}

fn has_token68(case: &Case<'_>) -> bool {
    case.ours.into_iter().flatten().any(|one| one.token68.is_some())
}

/// A scheme at the end of the line or right before a comma.
fn has_bare_scheme(case: &Case<'_>) -> bool {
    case.outside.split(',').any(|element| {
        let element = element.trim_matches([' ', '\t']);
        !element.is_empty() && !element.contains([' ', '\t', '=', '"'])
    })
}

/// The last element is a scheme.
fn ends_with_scheme(case: &Case<'_>) -> bool {
    case.ours.and_then(<[Read]>::last).is_some_and(|last| last.token68.is_none() && last.params.is_empty())
}

fn starts_with_comma(outside: &str) -> bool {
    outside.trim_start_matches([' ', '\t']).starts_with(',')
}

/// A blank that stands before a comma or at the end.
fn has_blank_then_separator(outside: &str) -> bool {
    outside.split(',').any(|element| element.ends_with([' ', '\t']))
}

/// The line with `"` for each quoted-string.
fn outside_quotes(line: &str) -> String {
    let (mut outside, mut is_inside, mut is_escaped) = (String::new(), false, false);
    for character in line.chars() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if is_inside => is_escaped = true,
            '"' => {
                is_inside = !is_inside;
                if is_inside {
                    outside.push('"');
                }
            }
            _ if is_inside => (),
            other => outside.push(other),
        }
    }
    outside
}
