//! Writing: challenges, and what options may hold.

use napi::bindgen_prelude::{Either, Env, Object, Result};
use napi::{Error, Status};
use napi_derive::napi;

use super::text::octets_exactly;
use super::texts::{self, Answer, Texts};
use crate::challenge::{Challenge, Param, Value};
use crate::change::{Change, Report, text_of};
use crate::error::{BuildError, BuildErrorCode};
use crate::forward::{Scope, Url};
use crate::http_url::Origin;
use crate::write::{self, OauthScheme};
use crate::{grammar, parse, resource_metadata};

/// A challenge of JavaScript; names and values of parameters stand in turn.
#[napi(object, object_to_js = false)]
pub struct FlatChallenge {
    /// A token, if it is one.
    pub scheme: String,
    /// In the place of parameters.
    pub token68: Option<String>,
    /// name, value, name, value, ...
    pub params: Vec<String>,
}

/// What no header can carry.
#[napi(object, object_from_js = false)]
pub struct Refusal {
    /// Why.
    pub code: &'static str,
    /// In words.
    pub expected: &'static str,
    /// The place of the challenge.
    pub challenge: u32,
    /// The name of the parameter.
    pub param: Option<String>,
}

/// The field line, or the first thing that none can carry.
#[napi]
pub fn format(challenges: Vec<FlatChallenge>) -> Either<String, Refusal> {
    let mut built = Vec::with_capacity(challenges.len());
    for (at, challenge) in challenges.into_iter().enumerate() {
        match build(challenge) {
            Ok(challenge) => built.push(challenge),
            Err(error) => return Either::B(refusal(at, error)),
        }
    }
    let line = write::to_bytes(&built);
    if line.len() > parse::DEFAULT_MAX_LENGTH {
        let code = BuildErrorCode::TooLong;
        return Either::B(refusal(built.len() - 1, BuildError { code, param: None }));
    }
    Either::A(text_of(&line))
}

fn refusal(challenge: usize, BuildError { code, param }: BuildError) -> Refusal {
    let challenge = u32::try_from(challenge).unwrap_or(u32::MAX);
    Refusal { code: code.as_str(), expected: code.expected(), challenge, param }
}

fn build(flat: FlatChallenge) -> std::result::Result<Challenge<'static>, BuildError> {
    let mut challenge = Challenge::new(flat.scheme)?;
    if let Some(token68) = flat.token68 {
        challenge = challenge.with_token68(token68)?;
    }
    let mut texts = flat.params.into_iter();
    while let (Some(name), Some(value)) = (texts.next(), texts.next()) {
        let refuse = |code| BuildError { code, param: Some(name.clone()) };
        // Reading tells names in lower case: another one would not come back.
        if name.bytes().any(|octet| octet.is_ascii_uppercase()) {
            return Err(refuse(BuildErrorCode::UpperCaseName));
        }
        let octets = octets_exactly(&value).ok_or_else(|| refuse(BuildErrorCode::WideInValue))?;
        challenge.push(Param { name: name.into(), value: Value { octets: octets.into(), quoted: true } })?;
    }
    Ok(challenge)
}

/// A change, as JavaScript is told of it.
#[napi(object, object_from_js = false)]
pub struct ChangeObject {
    /// Why.
    pub reason: &'static str,
    /// The field line.
    pub line: u32,
    /// The scheme of the challenge.
    pub scheme: Option<String>,
    /// The name of the parameter.
    pub parameter: Option<String>,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there.
    pub after: Option<String>,
}

impl From<Change> for ChangeObject {
    fn from(change: Change) -> Self {
        Self {
            reason: change.reason.as_str(),
            line: u32::try_from(change.line).unwrap_or(u32::MAX),
            scheme: change.scheme,
            parameter: change.param,
            before: change.before,
            after: change.after,
        }
    }
}

impl ChangeObject {
    /// With the character that stood there, if it was no octet.
    pub(super) fn with_before(self, wide: Option<String>) -> Self {
        Self { before: wide.or(self.before), ..self }
    }
}

/// A header and what was changed for it.
#[napi(object, object_from_js = false)]
pub struct Bearer {
    /// The field line.
    pub header: String,
    /// What was replaced or left out.
    pub changes: Vec<ChangeObject>,
}

/// Adds `bearer(text, ends)`, whose texts are those of [`bearer_with`], and which returns the header alone.
pub(super) fn export(env: Env, exports: &mut Object) -> Result<()> {
    texts::export(env, exports, c"bearer", &(bearer as texts::Job))
}

fn bearer(texts: &Texts<'_>) -> Result<Answer> {
    let texts: Vec<_> = texts.strings().collect();
    Ok(Answer::Text(bearer_of(&texts, &mut Report::to(None))?.into_bytes()))
}

/// `texts` is the scheme, then name, value, name, value, ...
#[napi]
pub fn bearer_with(texts: Vec<String>) -> Result<Bearer> {
    let mut changes = Vec::new();
    let mut listener = |change: Change| changes.push(change.into());
    let header = bearer_of(&texts, &mut Report::to(Some(&mut listener)))?;
    Ok(Bearer { header, changes })
}

fn bearer_of<T: AsRef<str>>(texts: &[T], report: &mut Report<'_>) -> Result<String> {
    let expected = || Error::new(Status::InvalidArg, "expected Bearer or DPoP");
    let (scheme, params) = texts.split_first().ok_or_else(expected)?;
    let scheme = OauthScheme::from_name(scheme.as_ref()).ok_or_else(expected)?;
    Ok(write::bearer::bearer_reporting(
        scheme,
        params.as_chunks().0.iter().map(|[name, value]| (name, value)),
        report,
    ))
}

/// RFC 9728 3.1; null if `resource` is no http or https URL.
#[napi]
pub fn protected_resource_metadata_url(resource: String) -> Option<String> {
    resource_metadata::url(&resource).ok()
}

/// RFC 9110 5.6.2
#[napi]
pub fn is_token(text: String) -> bool {
    grammar::is_token(text.as_bytes())
}

/// True if `text` is an http or https origin.
#[napi]
pub fn is_origin(text: String) -> bool {
    Origin::new(&text).is_ok()
}

/// True if `text` is an http or https URL that may be sent.
#[napi]
pub fn is_url(text: String) -> bool {
    Url::new(&text).is_ok()
}

/// RFC 6749 3.3
#[napi]
pub fn is_scope(text: String) -> bool {
    Scope::new(&text).is_ok()
}

/// True if a parameter can hold `text`.
#[napi]
pub fn is_value(text: String) -> bool {
    octets_exactly(&text).is_some_and(|octets| grammar::is_quotable(&octets))
}
