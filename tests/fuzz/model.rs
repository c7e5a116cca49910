//! What the edits of forwarding mean, on challenges as plain data: without text, positions and spelling.

use auth_challenge::{Challenge, forward};

use super::input::{is_scope_token, sendable};

pub const GATEWAY: &str = "https://gateway.example";
pub const POINTER: &str = "https://gateway.example/metadata";
pub const UPSTREAM: &str = "http://10.0.0.7:8080";
pub const WELL_KNOWN: &str = "/.well-known/oauth-protected-resource";
pub const OFFLINE: &[u8] = b"offline_access";

/// A challenge: names in lower case, values without quotes, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    pub scheme: String,
    pub token68: Option<String>,
    pub params: Vec<(String, Vec<u8>)>,
}

impl Plain {
    pub fn of(challenge: &Challenge<'_>) -> Self {
        let params = challenge.params().iter().map(|param| {
            // No field can hold a control character: a space stands for it, and that is what is edited.
            (param.name().to_ascii_lowercase(), sendable(param.value().as_bytes()))
        });
        Self {
            scheme: challenge.scheme().to_owned(),
            token68: challenge.token68().map(str::to_owned),
            params: params.collect(),
        }
    }

    pub fn is(&self, scheme: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(scheme)
    }

    pub fn is_oauth(&self) -> bool {
        self.is("Bearer") || self.is("DPoP")
    }

    pub fn value(&self, name: &str) -> Option<&[u8]> {
        self.params.iter().find(|(own, _)| own == name).map(|(_, value)| &**value)
    }

    fn set(&mut self, name: &str, value: &[u8]) {
        match self.params.iter_mut().find(|(own, _)| own == name) {
            Some((_, own)) => *own = value.to_vec(),
            None => self.params.push((name.to_owned(), value.to_vec())),
        }
    }

    fn remove(&mut self, name: &str) {
        self.params.retain(|(own, _)| own != name);
    }
}

/// An edit of `resource_metadata`.
#[derive(Clone, Copy, Debug)]
pub enum Pointer {
    Url,
    Origin,
    OriginFrom,
    Remove,
}

/// An edit of `scope`.
#[derive(Clone, Copy, Debug)]
pub enum ScopeEdit {
    Replace(&'static str),
    WithoutOffline,
}

/// One parameter to set, and the schemes that it is for; without any, all.
pub type Setting = (&'static str, &'static [u8], &'static [&'static str]);

/// The edits of a gateway.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    pub pointer: Option<Pointer>,
    pub insert: bool,
    pub scope: Option<ScopeEdit>,
    pub set: Option<Setting>,
    pub remove: Option<(&'static str, &'static [&'static str])>,
    pub schemes: Option<&'static [&'static str]>,
    pub errors: forward::Errors,
    pub normalize: bool,
    pub ensure: Option<&'static str>,
    pub status: Option<u16>,
}

impl Edits {
    /// False if the lines pass as they came: there is nothing to edit, or it is for another status.
    pub fn are_made(&self) -> bool {
        let Self { pointer, insert, scope, set, remove, schemes, errors, normalize, ensure, status } = self;
        let is_any = pointer.is_some() || *insert || scope.is_some() || set.is_some() || remove.is_some();
        let is_any = is_any || schemes.is_some() || *normalize || ensure.is_some();
        let is_any = is_any || *errors != forward::Errors::Keep;
        is_any && status.is_none_or(|status| [401, 403, 407].contains(&status))
    }

    /// What reading gives of what leaves, of what reading gave of what came; but for the order that `normalize` makes.
    pub fn apply(&self, read: Vec<Plain>) -> Vec<Plain> {
        let mut kept = match self.schemes {
            Some(schemes) => selected(&read, schemes),
            None => read,
        };
        let needs_one = matches!(self.status, Some(401 | 407));
        if let Some(scheme) = self.ensure.filter(|_| needs_one && kept.is_empty()) {
            kept.push(Plain { scheme: scheme.to_owned(), token68: None, params: Vec::new() });
        }
        for challenge in &mut kept {
            self.edit(challenge);
        }
        kept
    }

    /// A token68 stands where parameters would, so that there is nothing to edit.
    fn edit(&self, challenge: &mut Plain) {
        if challenge.token68.is_some() {
            return;
        }
        if let (Some(pointer), Some(value)) = (self.pointer, challenge.value("resource_metadata")) {
            match moved(value, pointer) {
                Some(value) => challenge.set("resource_metadata", &value),
                None => challenge.remove("resource_metadata"),
            }
        }
        if let (Some(edit), Some(value)) = (self.scope, challenge.value("scope")) {
            match scope(value, edit) {
                value if value.is_empty() => challenge.remove("scope"),
                value => challenge.set("scope", &value),
            }
        }
        if let Some((name, value, schemes)) = self.set {
            let takes_any = challenge.value(name).is_some()
                || !["Negotiate", "NTLM"].iter().any(|scheme| challenge.is(scheme));
            let is_meant = schemes.iter().any(|scheme| challenge.is(scheme));
            if is_meant || schemes.is_empty() && takes_any {
                challenge.set(name, value);
            }
        }
        if let Some((name, schemes)) = self.remove
            && (schemes.is_empty() || schemes.iter().any(|scheme| challenge.is(scheme)))
        {
            challenge.remove(name);
        }
        match self.errors {
            forward::Errors::Drop => {
                for name in ["error", "error_description", "error_uri"] {
                    challenge.remove(name);
                }
            }
            forward::Errors::Redact if challenge.value("error_description").is_some() => {
                challenge.set("error_description", b"The request was not authorized");
            }
            forward::Errors::Redact | forward::Errors::Keep => (),
        }
        let is_usable = challenge.value("resource_metadata").is_some_and(|value| url(value) != Url::Never);
        if self.insert && challenge.is_oauth() && !is_usable {
            challenge.set("resource_metadata", POINTER.as_bytes());
        }
    }
}

/// The challenges of these schemes, in their order.
fn selected(challenges: &[Plain], schemes: &[&str]) -> Vec<Plain> {
    let place = |challenge: &Plain| schemes.iter().position(|scheme| challenge.is(scheme));
    let mut kept: Vec<_> = challenges.iter().filter(|one| place(one).is_some()).cloned().collect();
    kept.sort_by_key(place);
    kept
}

/// Another value of a pointer; `None` if it is removed.
fn moved(value: &[u8], pointer: Pointer) -> Option<Vec<u8>> {
    if matches!(pointer, Pointer::Url) {
        return Some(POINTER.into());
    }
    let Url::Plain { origin, path } = url(value) else { return Some(value.to_vec()) };
    let is_well_known = path == WELL_KNOWN || path.starts_with(&format!("{WELL_KNOWN}/"));
    match pointer {
        Pointer::Remove => None,
        Pointer::Origin if is_well_known => Some(format!("{GATEWAY}{path}").into()),
        Pointer::OriginFrom if origin == UPSTREAM => Some(format!("{GATEWAY}{path}").into()),
        _ => Some(value.to_vec()),
    }
}

fn scope(value: &[u8], edit: ScopeEdit) -> Vec<u8> {
    match edit {
        ScopeEdit::Replace(scope) => scope.into(),
        ScopeEdit::WithoutOffline => {
            let words = value.split(|octet| *octet == b' ');
            words.filter(|word| is_scope_token(word) && *word != OFFLINE).collect::<Vec<_>>().join(&b' ')
        }
    }
}

/// What a value is to those who parse URLs.
#[derive(Debug, PartialEq, Eq)]
pub enum Url<'a> {
    /// A URL to everybody, in one spelling.
    Plain { origin: &'a str, path: &'a str },
    /// Parsers differ, or it can be spelled in another way.
    Lax,
    /// No http or https URL to anybody.
    Never,
}

pub fn url(value: &[u8]) -> Url<'_> {
    let seen: Vec<u8> = value.iter().filter(|octet| **octet > b' ').map(u8::to_ascii_lowercase).collect();
    if !seen.starts_with(b"http:") && !seen.starts_with(b"https:") {
        return Url::Never;
    }
    plain(value).unwrap_or(Url::Lax)
}

fn plain(value: &[u8]) -> Option<Url<'_>> {
    let text = std::str::from_utf8(value).ok()?;
    let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"))?;
    let end = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(|octet| octet.is_ascii_lowercase());
    let is_plain_host = authority == "10.0.0.7:8080" || authority.split('.').all(is_label);
    let is_plain_path = path.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"/-_".contains(&octet))
        || path.starts_with(WELL_KNOWN)
            && path[WELL_KNOWN.len()..].bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'/');
    let origin = &text[..text.len() - path.len()];
    // Without a path, a URL can be spelled with a slash too.
    (is_plain_host && is_plain_path && !path.is_empty()).then_some(Url::Plain { origin, path })
}
