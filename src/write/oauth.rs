//! What the parameters of an OAuth challenge may hold, and how it is written so that every client reads it.
//!
//! One space after the scheme, none around `=`, every value quoted, no `"` and no `\` in a value that clients read:
//! clients that read with regular expressions stop at either.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::decoy::Decoys;
use super::scheme::OauthScheme;
use crate::change::{Change, Reason, Report, isomorphic_encode};
use crate::chars::{all, is_nqchar, is_nqschar};
use crate::grammar;
use crate::http_url;
use crate::known::{OAUTH_PARAMS, PARAMS, REALM, Rule};

/// How parameters are written that RFC 6750 and RFC 9728 do not define, and how much.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Style {
    /// As text, all of it within bounds: a challenge of our own.
    Plain,
    /// Exactly, and whole: a challenge of somebody else.
    Exact,
}

impl Style {
    /// `most` octets at most, where there are bounds.
    const fn bound(self, most: usize) -> usize {
        match self {
            Self::Plain => most,
            Self::Exact => usize::MAX,
        }
    }
}

/// The octets that nearly every header has room in.
const USUAL_HEADER: usize = 512;
/// The octets of a header. What would be more is left out.
const MAX_HEADER: usize = 8192;
/// The octets of a text, such as `error_description`: more is cut off.
const MAX_TEXT: usize = 512;
/// The octets of a scope or a URL: a scope loses its last tokens, a longer URL is left out.
const MAX_LIST: usize = 2048;

/// The parameters that have a rule are written in the order of their numbers.
const ORDERED: usize = OAUTH_PARAMS.len();

pub(crate) struct OauthWriter<'w, 'r> {
    scheme: OauthScheme,
    style: Style,
    /// The field line of the challenge, for the report.
    line: usize,
    header: Vec<u8>,
    decoys: Decoys,
    report: &'w mut Report<'r>,
}

/// The parameter that is written.
#[derive(Clone, Copy)]
struct Subject<'n> {
    /// In [`PARAMS`], of a parameter of OAuth.
    number: Option<u8>,
    name: &'n str,
    rule: Rule,
}

impl<'w, 'r> OauthWriter<'w, 'r> {
    pub(crate) fn new(scheme: OauthScheme, style: Style, line: usize, report: &'w mut Report<'r>) -> Self {
        let mut header = Vec::with_capacity(USUAL_HEADER);
        header.extend_from_slice(scheme.as_str().as_bytes());
        Self { scheme, style, line, header, decoys: Decoys::default(), report }
    }

    /// Writes the challenge; what it lacks must not be found after it. Of text that is not ASCII, each character is one
    /// octet in [`Style::Exact`].
    pub(crate) fn write<N: AsRef<str>, V: AsRef<str>>(
        mut self,
        params: impl IntoIterator<Item = (N, V)>,
    ) -> (Vec<u8>, Decoys) {
        let mut ordered = [const { None }; ORDERED];
        let mut others = Vec::new();
        let mut seen = BTreeSet::new();
        for (name, value) in params {
            let place = PARAMS.find(name.as_ref().as_bytes()).map_or(ORDERED, usize::from);
            match ordered.get_mut(place) {
                Some(slot @ None) => *slot = Some(value),
                Some(Some(_)) => self.emit(Reason::Name, name.as_ref(), Some(value.as_ref()), None),
                None => {
                    let name = name.as_ref().to_ascii_lowercase();
                    if grammar::is_token(name.as_bytes()) && seen.insert(name.clone().into_bytes()) {
                        others.push((name, value));
                    } else {
                        self.emit(Reason::Name, &name, Some(value.as_ref()), None);
                    }
                }
            }
        }
        for ((number, param), value) in (0..).zip(OAUTH_PARAMS).zip(ordered) {
            if let Some(value) = value {
                self.param(
                    Subject { number: Some(number), name: param.name, rule: param.rule },
                    value.as_ref(),
                );
            }
        }
        for (name, value) in others {
            self.param(Subject { number: None, name: &name, rule: Rule::Other }, value.as_ref());
        }
        (self.header, self.decoys.seal())
    }

    fn emit(&mut self, reason: Reason, name: &str, before: Option<&str>, after: Option<&str>) {
        let Self { scheme, line, .. } = *self;
        self.report
            .emit(|| Change::new(reason, line, Some(scheme.as_str()), Some(name)).from(before).to(after));
    }

    fn param(&mut self, subject: Subject<'_>, sent: &str) {
        let Some(value) = self.value(subject, sent) else { return };
        let Subject { number, name, rule } = subject;
        let is_exact = self.style == Style::Exact && rule == Rule::Other;
        // Clients with regular expressions read two quotes as the value; of these parameters, only a realm says something
        // by being empty.
        if value.is_empty() && number != Some(REALM) && !is_exact {
            return;
        }
        let is_first = self.header.len() == self.scheme.as_str().len();
        let before = self.header.len();
        self.header.extend_from_slice(if is_first { b" " } else { b", " });
        self.header.extend_from_slice(self.decoys.name(number, name).as_bytes());
        self.header.push(b'=');
        if is_exact {
            let octets = isomorphic_encode(&value);
            self.decoys.quoted_string(number, &mut self.header, &octets);
        } else {
            // Nothing in it is to be escaped.
            self.header.push(b'"');
            self.header.extend_from_slice(value.as_bytes());
            self.header.push(b'"');
        }
        if self.header.len() > self.style.bound(MAX_HEADER) {
            self.header.truncate(before);
            return self.emit(Reason::Length, name, Some(sent), None);
        }
        self.decoys.written(number);
    }

    /// What can be sent of a value; `None` if nothing can.
    fn value<'v>(&mut self, subject: Subject<'_>, sent: &'v str) -> Option<Cow<'v, str>> {
        match subject.rule {
            Rule::Text => Some(self.text(subject, sent, self.style.bound(MAX_TEXT))),
            Rule::Scope => self.scope(subject, sent),
            Rule::Url => self.url(subject, sent),
            Rule::Other if self.style == Style::Exact => Some(Cow::Borrowed(sent)),
            Rule::Other => Some(self.text(subject, sent, usize::MAX)),
        }
    }

    fn text<'v>(
        &mut self,
        Subject { number, name, .. }: Subject<'_>,
        sent: &'v str,
        most: usize,
    ) -> Cow<'v, str> {
        let mut text = plain_text(sent);
        if let Some(broken) = self.decoys.in_text(number, &text) {
            text = Cow::Owned(broken);
        }
        if let Cow::Owned(text) = &text {
            self.emit(Reason::Characters, name, Some(sent), Some(text));
        }
        if text.len() > most {
            let cut = text[..most].to_owned();
            self.emit(Reason::Length, name, Some(&text), Some(&cut));
            text = Cow::Owned(cut);
        }
        text
    }

    fn scope<'v>(
        &mut self,
        Subject { number, name, .. }: Subject<'_>,
        sent: &'v str,
    ) -> Option<Cow<'v, str>> {
        let is_list = all(sent.as_bytes(), |octet| is_nqschar(octet) && octet != b'=')
            && sent.len() <= self.style.bound(MAX_LIST)
            && sent.split(' ').all(|word| !word.is_empty());
        if is_list {
            return Some(Cow::Borrowed(sent));
        }
        let mut scope = String::with_capacity(sent.len());
        for word in sent.split_ascii_whitespace() {
            let is_decoy = self.decoys.in_text(number, word).is_some();
            let separator = if scope.is_empty() { "" } else { " " };
            let refused = if !is_scope_token(word) || is_decoy {
                Some(Reason::ScopeToken)
            } else if scope.len() + separator.len() + word.len() > self.style.bound(MAX_LIST) {
                Some(Reason::Length)
            } else {
                None
            };
            if let Some(reason) = refused {
                self.emit(reason, name, Some(word), None);
                continue;
            }
            scope.push_str(separator);
            scope.push_str(word);
        }
        (!scope.is_empty()).then_some(Cow::Owned(scope))
    }

    fn url<'v>(&mut self, Subject { number, name, .. }: Subject<'_>, sent: &'v str) -> Option<Cow<'v, str>> {
        let url = match self.style {
            Style::Plain => http_url::sendable(sent).ok(),
            Style::Exact => http_url::canonical(sent),
        };
        let Some(mut url) = url else {
            self.emit(Reason::Url, name, Some(sent), None);
            return None;
        };
        if let Some(encoded) = self.decoys.in_url(number, &url) {
            // A host holds no percent-encoding.
            if http_url::sendable(&encoded).is_err() {
                self.emit(Reason::Url, name, Some(sent), None);
                return None;
            }
            url = Cow::Owned(encoded);
        }
        if url.len() > self.style.bound(MAX_LIST) {
            self.emit(Reason::Length, name, Some(sent), None);
            return None;
        }
        if let Cow::Owned(url) = &url {
            self.emit(Reason::Url, name, Some(sent), Some(url));
        }
        Some(url)
    }
}

/// `scope-token = 1*NQCHAR`, RFC 6749 3.3
pub(crate) fn is_scope_token(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(is_nqchar)
}

/// Printable ASCII without `"` and `\`, a character for a character.
fn plain_text(text: &str) -> Cow<'_, str> {
    if all(text.as_bytes(), is_nqschar) {
        return Cow::Borrowed(text);
    }
    let plain = |character: char| match character {
        '"' => '\'',
        '\\' => '/',
        ' '..='~' => character,
        letter if letter.is_alphabetic() => '?',
        _ => ' ',
    };
    Cow::Owned(text.chars().map(plain).collect())
}
