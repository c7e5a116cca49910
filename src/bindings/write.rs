//! Writing: challenges, and what options may hold.

use std::borrow::Cow;

use napi::bindgen_prelude::{Env, Object, Result};
use napi::{Error, Status};
use napi_derive::napi;

use super::text::octets_exactly;
use super::texts::{self, Answer, Texts};
use crate::challenge::{Challenge, Param, Value};
use crate::change::{Change, Report};
use crate::error::{BuildError, BuildErrorCode};
use crate::forward::{Scope, Url};
use crate::http_url::Origin;
use crate::write::{self, OauthScheme};
use crate::{grammar, parse, resource_metadata};

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

/// Adds `format(text, ends)` and `bearer(text, ends)`. The texts of the first are those of [`refusal`], end to end; it
/// returns `undefined` if there is one. Those of the second are those of [`bearer_with`]; it returns the header alone.
pub(super) fn export(env: Env, exports: &mut Object) -> Result<()> {
    texts::export(env, exports, c"format", &(format as texts::Job))?;
    texts::export(env, exports, c"bearer", &(bearer as texts::Job))
}

#[expect(clippy::unnecessary_wraps, reason = "a job may fail")]
fn format(texts: &Texts<'_>) -> Result<Answer> {
    let mut texts = texts.strings();
    let codes = texts.next().unwrap_or_default();
    Ok(formatted(&codes, &texts.collect::<Vec<_>>()).map_or(Answer::Nothing, Answer::Text))
}

/// The first thing that no field line can carry.
///
/// The codes are `s` for each scheme, `t` for a token68 and `p` for each parameter; `texts` has what they stand for: of
/// a parameter the name, then the value.
#[napi]
pub fn refusal(codes: String, texts: Vec<String>) -> Option<Refusal> {
    let texts: Vec<_> = texts.into_iter().map(Cow::Owned).collect();
    let (challenge, BuildError { code, param }) = formatted(&codes, &texts).err()?;
    let challenge = u32::try_from(challenge).unwrap_or(u32::MAX);
    Some(Refusal { code: code.as_str(), expected: code.expected(), challenge, param })
}

/// The field line; or the place of the first challenge that none can carry, and why.
fn formatted(codes: &str, texts: &[Cow<'_, str>]) -> std::result::Result<Vec<u8>, (usize, BuildError)> {
    let mut challenges: Vec<Challenge<'_>> = Vec::new();
    let mut texts = texts.iter().map(|text| &**text);
    let mut text = || texts.next().unwrap_or_default();
    for code in codes.bytes() {
        let at = challenges.len().saturating_sub(usize::from(code != b's'));
        let built = match (code, challenges.pop()) {
            (b't', Some(challenge)) => challenge.with_token68(text()),
            (b'p', Some(challenge)) => with_param(challenge, text(), text()),
            (_, before) => {
                challenges.extend(before);
                Challenge::new(text())
            }
        };
        challenges.push(built.map_err(|error| (at, error))?);
    }
    let line = write::to_bytes(&challenges);
    if line.len() > parse::DEFAULT_MAX_LENGTH {
        return Err((challenges.len() - 1, BuildError { code: BuildErrorCode::TooLong, param: None }));
    }
    Ok(line)
}

fn with_param<'t>(
    mut challenge: Challenge<'t>,
    name: &'t str,
    value: &'t str,
) -> std::result::Result<Challenge<'t>, BuildError> {
    let refuse = |code| BuildError { code, param: Some(name.to_owned()) };
    // Reading tells names in lower case: another one would not come back.
    if name.bytes().any(|octet| octet.is_ascii_uppercase()) {
        return Err(refuse(BuildErrorCode::UpperCaseName));
    }
    let octets = octets_exactly(value).ok_or_else(|| refuse(BuildErrorCode::WideInValue))?;
    challenge.push(Param { name: name.into(), value: Value { octets, quoted: true } })?;
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

fn bearer(texts: &Texts<'_>) -> Result<Answer> {
    let texts: Vec<_> = texts.strings().collect();
    Ok(Answer::Text(bearer_of(&texts, &mut Report::to(None))?.into_bytes()))
}

/// `texts` is the scheme, then name, value, name, value, ...
#[napi]
pub fn bearer_with(texts: Vec<String>) -> Result<Bearer> {
    let texts: Vec<_> = texts.into_iter().map(Cow::Owned).collect();
    let mut changes = Vec::new();
    let mut listener = |change: Change| changes.push(change.into());
    let header = bearer_of(&texts, &mut Report::to(Some(&mut listener)))?;
    Ok(Bearer { header, changes })
}

fn bearer_of(texts: &[Cow<'_, str>], report: &mut Report<'_>) -> Result<String> {
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

/// The http or https origin as it is written; null if `text` is none.
#[napi]
pub fn origin(text: String) -> Option<String> {
    Origin::new(&text).ok().map(|origin| origin.as_str().to_owned())
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
