//! From options to a decision on each parameter.

use std::borrow::Cow;

use super::lines::Source;
use super::options::{Carried, Decision, Edits, Errors, Remove, ResourceMetadata, Schemes, ScopeEdit};
use super::sendable::sendable;
use super::survey::{Added, ChallengeSpan, Edit, ParamSpan};
use crate::change::{Change, Reason, Report, isomorphic_decode, isomorphic_encode};
use crate::http_url::{HttpUrl, canonical, visible};
use crate::known::{ERROR_DESCRIPTION, PARAMS, RESOURCE_METADATA, SCOPE, oauth_param};
use crate::resource_metadata;
use crate::write::OauthScheme;

/// The text of a redacted `error_description`.
const REDACTED: &str = "The request was not authorized";

/// The edits, and the report of what they change.
pub(super) struct Plan<'p, 'f, 'r> {
    pub(super) edits: &'p mut Edits<'f>,
    pub(super) report: &'p mut Report<'r>,
}

/// The parameter that is decided on.
struct Subject<'s> {
    name: &'s str,
    /// In [`PARAMS`].
    number: Option<u8>,
    line: usize,
    /// Where the value begins in its line; `None` for a parameter that the challenge lacks.
    offset: Option<usize>,
    challenge: Option<usize>,
    scheme: &'s str,
}

impl Subject<'_> {
    fn is(&self, number: u8) -> bool {
        self.number == Some(number)
    }

    fn has_name(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    fn is_error(&self) -> bool {
        oauth_param(self.number).is_some_and(|param| param.is_error)
    }

    fn carried<'v>(&'v self, value: &'v str) -> Carried<'v> {
        Carried { value, challenge: self.challenge, scheme: self.scheme }
    }
}

/// Why, and the new value: `None` removes the parameter. No step leaves it as it is.
type Step = Option<(Reason, Option<String>)>;

impl Plan<'_, '_, '_> {
    /// Decides on each parameter of a challenge, and on those that it lacks.
    pub(super) fn challenge(
        &mut self,
        source: Source<'_>,
        index: Option<usize>,
        challenge: &mut ChallengeSpan,
        params: &mut [ParamSpan],
    ) {
        let scheme = challenge.scheme(source);
        for param in params.iter_mut() {
            #[cfg(test)]
            crate::chars::work::add(param.name.len());
            if !self.concerns(source, param) {
                continue;
            }
            let name = param.name(source);
            let offset = Some(param.raw.start);
            let subject =
                Subject { name, number: param.known, line: param.line, offset, challenge: index, scheme };
            let value = param.value(source);
            let came = isomorphic_decode(&value);
            // What is edited is what can be sent.
            let before = match sendable(Cow::Borrowed(&value)) {
                Cow::Borrowed(_) => Cow::Borrowed(&*came),
                Cow::Owned(sent) => Cow::Owned(isomorphic_decode(&sent).into_owned()),
            };
            match self.edited(&subject, Some((&came, &before))) {
                None => param.edit = Edit::Remove,
                Some(after) if after == before => (),
                Some(after) => param.edit = Edit::Replace(octets(after)),
            }
        }
        if challenge.token68.is_none() {
            challenge.added = self.added(source, index, challenge, params);
        }
    }

    /// True if an option names the parameter.
    fn concerns(&self, source: Source<'_>, param: &ParamSpan) -> bool {
        let Edits { resource_metadata, insert, scope, set, remove, errors } = &*self.edits;
        let is_concerned = match param.known {
            Some(RESOURCE_METADATA) => resource_metadata.is_some() || insert.is_some(),
            Some(SCOPE) => scope.is_some(),
            known => *errors != Errors::Keep && oauth_param(known).is_some_and(|param| param.is_error),
        };
        if is_concerned || remove.is_empty() && set.is_empty() {
            return is_concerned;
        }
        let name = param.name(source);
        remove.iter().any(|remove| remove.name.eq_ignore_ascii_case(name))
            || set.iter().any(|set| set.name.eq_ignore_ascii_case(name))
    }

    /// The parameters that options add, if the challenge lacks them.
    fn added(
        &mut self,
        source: Source<'_>,
        index: Option<usize>,
        challenge: &ChallengeSpan,
        params: &[ParamSpan],
    ) -> Vec<Added> {
        let mut names: Vec<String> = self.edits.set.iter().map(|set| set.name.clone()).collect();
        if self.edits.insert.is_some() {
            names.push(resource_metadata::PARAM.to_owned());
        }
        let mut added: Vec<Added> = Vec::new();
        for name in names {
            let has = |param: &ParamSpan| param.name(source).eq_ignore_ascii_case(&name);
            if params.iter().any(has) || added.iter().any(|added| added.name == name) {
                continue;
            }
            let (line, scheme) = (challenge.start.line, challenge.scheme(source));
            let number = PARAMS.find(name.as_bytes());
            let subject = Subject { name: &name, number, line, offset: None, challenge: index, scheme };
            if let Some(value) = self.edited(&subject, None) {
                let value = octets(value);
                added.push(Added { name, value });
            }
        }
        added
    }

    /// The value after all edits, each of which gets what the one before it made; `None` if the parameter goes.
    ///
    /// `before` is the value as it came, and as it can be sent.
    fn edited<'v>(&mut self, subject: &Subject<'_>, before: Option<(&str, &'v str)>) -> Option<Cow<'v, str>> {
        let (came, before) = before.unzip();
        let mut value = before.map(Cow::Borrowed);
        let mut changes = Vec::new();
        for step in
            [Self::resource_metadata, Self::scope, Self::set, Self::remove, Self::errors, Self::insert]
        {
            let Some((reason, next)) = step(self, subject, value.as_deref()) else { continue };
            if next.as_deref() == value.as_deref() {
                continue;
            }
            if self.report.is_heard() {
                let is_source = matches!(value, Some(Cow::Borrowed(_)));
                let change = Change::new(reason, subject.line, Some(subject.scheme), Some(subject.name));
                let change = change.from(if is_source { came } else { value.as_deref() }).to(next.as_deref());
                changes.push(change.at(subject.offset.filter(|_| is_source)));
            }
            value = next.map(Cow::Owned);
        }
        if value.as_deref() != before {
            for change in changes {
                self.report.emit(|| change);
            }
        }
        value
    }

    fn set(&mut self, subject: &Subject<'_>, before: Option<&str>) -> Step {
        let is_for = |schemes: &Schemes| match before {
            Some(_) => schemes.include(subject.scheme),
            None => schemes.add_to(subject.scheme),
        };
        let set =
            self.edits.set.iter().rev().find(|set| subject.has_name(&set.name) && is_for(&set.schemes))?;
        Some((Reason::Set, Some(set.value.clone())))
    }

    fn remove(&mut self, subject: &Subject<'_>, _: Option<&str>) -> Step {
        let is_for =
            |remove: &Remove| subject.has_name(&remove.name) && remove.schemes.include(subject.scheme);
        self.edits.remove.iter().any(is_for).then_some((Reason::Remove, None))
    }

    fn errors(&mut self, subject: &Subject<'_>, before: Option<&str>) -> Step {
        before?;
        match self.edits.errors {
            Errors::Redact if subject.is(ERROR_DESCRIPTION) => {
                Some((Reason::Errors, Some(REDACTED.to_owned())))
            }
            Errors::Drop if subject.is_error() => Some((Reason::Errors, None)),
            _ => None,
        }
    }

    fn scope(&mut self, subject: &Subject<'_>, before: Option<&str>) -> Step {
        let scope = self.edits.scope.as_mut().filter(|_| subject.is(SCOPE))?;
        let decision = match scope {
            ScopeEdit::Replace(scope) => return before.map(|_| (Reason::Scope, Some(scope.0.clone()))),
            ScopeEdit::With(decide) => decide(subject.carried(before?)),
        };
        match decision {
            Decision::Keep => None,
            Decision::Replace(scope) => Some((Reason::Scope, Some(scope.0))),
            Decision::Remove => Some((Reason::Scope, None)),
        }
    }

    fn resource_metadata(&mut self, subject: &Subject<'_>, before: Option<&str>) -> Step {
        let edit = self.edits.resource_metadata.as_mut().filter(|_| subject.is(RESOURCE_METADATA))?;
        let before = before?;
        let seen = visible(before);
        let new = match edit {
            ResourceMetadata::Url(new) => new.0.clone(),
            ResourceMetadata::Origin { to, from } => {
                let url = HttpUrl::usable(&seen)?;
                let is_named = match from {
                    Some(from) => url.is_of(from),
                    None => resource_metadata::is_well_known(&url),
                };
                let tail = url.plain_tail();
                is_named.then(|| [to.as_str(), &tail].concat())?
            }
            ResourceMetadata::With(decide) => {
                HttpUrl::usable(&seen)?;
                match decide(subject.carried(before)) {
                    Decision::Keep => return None,
                    Decision::Replace(url) => url.0,
                    Decision::Remove => return Some((Reason::Url, None)),
                }
            }
        };
        Some((Reason::ResourceMetadata, Some(new)))
    }

    /// A pointer where a challenge of OAuth has none that clients can use.
    fn insert(&mut self, subject: &Subject<'_>, before: Option<&str>) -> Step {
        let url = self.edits.insert.as_ref().filter(|_| subject.is(RESOURCE_METADATA))?;
        OauthScheme::from_name(subject.scheme)?;
        // No host has an equals sign; a client may take it for the name of a parameter.
        let is_host = |url: &str| HttpUrl::split(url).is_some_and(|url| !url.host.contains('='));
        let is_usable = before.and_then(canonical).is_some_and(|url| is_host(&url));
        (!is_usable).then(|| (Reason::InsertResourceMetadata, Some(url.0.clone())))
    }
}

fn octets(text: Cow<'_, str>) -> Vec<u8> {
    match text {
        Cow::Owned(text) if text.is_ascii() => text.into_bytes(),
        text => isomorphic_encode(&text).into_owned(),
    }
}
