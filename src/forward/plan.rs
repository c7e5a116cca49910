//! From options and places to edits.

use std::borrow::Cow;

use super::Forward;
use super::edit::Edit;
use super::options::{Carried, Errors, ResourceMetadata, ScopeEdit};
use super::survey::{Found, Site, Survey};
use crate::change::{Change, Reason, Report, octets_of, text_of};
use crate::grammar;
use crate::http_url::{HttpUrl, visible};
use crate::resource_metadata;
use crate::write::oauth::is_scope_token;
use crate::write::{OauthScheme, quoted_string};

/// What tells of an error, RFC 6750 3.
const TELLING: [&str; 3] = ["error", "error_description", "error_uri"];

/// What is put in the place of a redacted `error_description`.
const REDACTED: &str = "The request was not authorized";

/// Every edit that the options ask for.
pub(super) fn edits(
    forward: &mut Forward<'_>,
    lines: &[impl AsRef<[u8]>],
    survey: &Survey<'_>,
    report: &mut Report<'_>,
) -> Vec<Edit> {
    let mut plan = Plan { forward, report, edits: Vec::new() };
    for (index, found) in survey.challenges.iter().enumerate() {
        plan.challenge(lines, index, found);
    }
    for site in &survey.strays {
        if let Fate::Remove = plan.site(site, None, None) {
            plan.edits.push(Edit::remove(site.line, site.range.clone()));
        }
    }
    plan.edits
}

#[derive(PartialEq)]
enum Fate {
    Keep,
    Remove,
}

struct Plan<'p, 'f, 'r> {
    forward: &'p mut Forward<'f>,
    report: &'p mut Report<'r>,
    edits: Vec<Edit>,
}

impl Plan<'_, '_, '_> {
    fn challenge(&mut self, lines: &[impl AsRef<[u8]>], index: usize, found: &Found<'_>) {
        let fates: Vec<_> =
            found.params.iter().map(|site| self.site(site, Some(found.scheme), Some(index))).collect();
        let is_kept = |at: &usize| fates[*at] == Fate::Keep;
        let last_kept = (0..fates.len()).rfind(is_kept).map(|at| &found.params[at]);
        let has = |name: &str| {
            found.params.iter().zip(&fates).any(|(site, fate)| site.is(name) && *fate == Fate::Keep)
        };
        let added = if found.has_token68 { Vec::new() } else { self.added(found, has) };
        if !added.is_empty() {
            self.edits.push(insertion(found, last_kept, &added.join(&b", "[..])));
        }
        self.remove(lines, found, &fates);
    }

    /// Decides on one parameter, and replaces its value if need be.
    fn site(&mut self, site: &Site<'_>, scheme: Option<&str>, challenge: Option<usize>) -> Fate {
        if !self.concerns(site) {
            return Fate::Keep;
        }
        let before = text_of(site.value.as_bytes());
        let mut after = Cow::Borrowed(&*before);
        for step in [Self::remove_or_set, Self::errors, Self::scope, Self::resource_metadata] {
            let carried = Carried { value: &after, challenge, scheme };
            let Some((reason, value)) = step(self, site, carried) else { continue };
            if value.as_deref() == Some(&*after) {
                continue;
            }
            self.report.tell(|| {
                let change = Change::new(reason, site.line, scheme, Some(&text_of(site.name)));
                change.from(Some(&after)).to(value.as_deref())
            });
            match value {
                Some(value) => after = Cow::Owned(value),
                None => return Fate::Remove,
            }
        }
        if after != before {
            let text = written(&octets_of(&after), site.value.is_quoted());
            self.edits.push(Edit { line: site.line, range: site.value_range.clone(), text });
        }
        Fate::Keep
    }

    /// True if an option names the parameter.
    fn concerns(&self, site: &Site<'_>) -> bool {
        let Forward { remove, set, errors, scope, resource_metadata, .. } = &self.forward;
        resource_metadata.is_some() && site.is("resource_metadata")
            || scope.is_some() && site.is("scope")
            || *errors != Errors::Keep && TELLING.iter().any(|name| site.is(name))
            || remove.iter().any(|remove| site.is(&remove.name))
            || set.iter().any(|set| site.is(&set.name))
    }

    fn remove_or_set(&mut self, site: &Site<'_>, carried: Carried<'_>) -> Step {
        let Forward { remove, set, .. } = &self.forward;
        if remove.iter().any(|remove| site.is(&remove.name) && remove.schemes.include(carried.scheme)) {
            return Some((Reason::Remove, None));
        }
        let set = set.iter().rev().find(|set| site.is(&set.name) && set.schemes.include(carried.scheme))?;
        Some((Reason::Set, Some(text_of(&set.value).into_owned())))
    }

    fn errors(&mut self, site: &Site<'_>, _: Carried<'_>) -> Step {
        match self.forward.errors {
            Errors::Redact if site.is("error_description") => {
                Some((Reason::Errors, Some(REDACTED.to_owned())))
            }
            Errors::Drop if TELLING.iter().any(|name| site.is(name)) => Some((Reason::Errors, None)),
            _ => None,
        }
    }

    fn scope(&mut self, site: &Site<'_>, carried: Carried<'_>) -> Step {
        let scope = self.forward.scope.as_mut().filter(|_| site.is("scope"))?;
        let scopes = match scope {
            ScopeEdit::Replace(scope) => return Some((Reason::Scope, Some(scope.0.clone()))),
            ScopeEdit::With(decide) => decide(carried),
        };
        let (tokens, others): (Vec<_>, Vec<_>) = scopes.into_iter().partition(|word| is_scope_token(word));
        for other in others {
            self.report.tell(|| {
                let name = text_of(site.name);
                let change = Change::new(Reason::ScopeToken, site.line, carried.scheme, Some(&name));
                change.from(Some(&other))
            });
        }
        Some((Reason::Scope, (!tokens.is_empty()).then(|| tokens.join(" "))))
    }

    fn resource_metadata(&mut self, site: &Site<'_>, carried: Carried<'_>) -> Step {
        let edit = self.forward.resource_metadata.as_mut().filter(|_| site.is("resource_metadata"))?;
        let seen = visible(carried.value);
        let url = HttpUrl::split(&seen)?;
        let new = match edit {
            ResourceMetadata::Url(new) => new.0.clone(),
            ResourceMetadata::Origin(_) if !resource_metadata::is_well_known(&url) => return None,
            ResourceMetadata::Origin(origin) => [origin.as_str(), url.tail].concat(),
            ResourceMetadata::With(decide) => decide(carried)?.0,
        };
        Some((Reason::ResourceMetadata, Some(new)))
    }

    /// The parameters that the challenge lacks.
    fn added(&mut self, found: &Found<'_>, has: impl Fn(&str) -> bool) -> Vec<Vec<u8>> {
        let mut added: Vec<(Reason, String, Vec<u8>)> = Vec::new();
        for set in &self.forward.set {
            if set.schemes.add_to(found.scheme) && !has(&set.name) {
                added.retain(|(_, name, _)| *name != set.name);
                added.push((Reason::Set, set.name.clone(), set.value.clone()));
            }
        }
        let is_oauth = OauthScheme::from_name(found.scheme).is_some();
        let pointer = "resource_metadata";
        let lacks_pointer = is_oauth && !has(pointer) && added.iter().all(|(_, name, _)| name != pointer);
        if let Some(url) = self.forward.insert.as_ref().filter(|_| lacks_pointer) {
            added.push((Reason::InsertResourceMetadata, pointer.to_owned(), url.0.clone().into_bytes()));
        }
        let write = |(reason, name, value): (Reason, String, Vec<u8>)| {
            self.report.tell(|| {
                let change = Change::new(reason, found.line, Some(found.scheme), Some(&name));
                change.to(Some(&text_of(&value)))
            });
            [name.as_bytes(), b"=", &*written(&value, true)].concat()
        };
        added.into_iter().map(write).collect()
    }

    /// Takes parameters out together with their commas, so that a valid challenge stays one.
    fn remove(&mut self, lines: &[impl AsRef<[u8]>], found: &Found<'_>, fates: &[Fate]) {
        let sites = &found.params;
        let mut at = 0;
        while at < sites.len() {
            let first = at;
            let line = sites[first].line;
            let Some(octets) = lines.get(line).map(AsRef::as_ref) else { return };
            let separated = |from: usize, to: usize| octets.get(from..to).is_some_and(grammar::is_separation);
            while at < sites.len()
                && fates[at] == Fate::Remove
                && (at == first
                    || sites[at].line == line && separated(sites[at - 1].range.end, sites[at].range.start))
            {
                at += 1;
            }
            if at == first {
                at += 1;
                continue;
            }
            let (start, end) = (sites[first].range.start, sites[at - 1].range.end);
            let next = sites.get(at).filter(|next| next.line == line && separated(end, next.range.start));
            let before = first.checked_sub(1).map(|before| &sites[before]);
            let before = before.filter(|before| before.line == line && separated(before.range.end, start));
            let follows_scheme = found.line == line && before.is_none() && separated(found.head.end, start);
            let goes_on = fates[at..].contains(&Fate::Keep);
            self.edits.push(match (next, before) {
                (Some(next), _) => Edit::remove(line, start..next.range.start),
                (None, Some(before)) => Edit::remove(line, before.range.end..end),
                // The parameters in the next field line need the space after the scheme; a comma keeps it there.
                _ if follows_scheme && goes_on => Edit { line, range: start..end, text: b",".to_vec() },
                _ if follows_scheme => Edit::remove(line, found.head.end..end),
                _ => Edit::remove(line, start..end),
            });
        }
    }
}

/// Why, and the new value; none to remove the parameter. No step if it stays as it is.
type Step = Option<(Reason, Option<String>)>;

/// As a token where one stood and one will do, else as a quoted-string.
fn written(value: &[u8], quoted: bool) -> Vec<u8> {
    if !quoted && grammar::is_token(value) {
        return value.to_vec();
    }
    let mut text = Vec::with_capacity(value.len() + 2);
    quoted_string(&mut text, value, &[]);
    text
}

/// Adds `params` after the last parameter; at the beginning, if that is an open quote, which would swallow them.
fn insertion(found: &Found<'_>, last: Option<&Site<'_>>, params: &[u8]) -> Edit {
    let (line, at, text) = match last {
        None => (found.line, found.head.end, [b" ", params].concat()),
        Some(last) if last.is_open => (found.line, found.head.end, [b" ", params, b","].concat()),
        Some(last) => (last.line, last.range.end, [b", ", params].concat()),
    };
    Edit::insert(line, at, text)
}
