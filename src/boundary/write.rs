//! Writing: exactly, and for every client.

use std::borrow::Cow;

use super::Malformed;
use super::changes::push_changes;
use super::codes::{Kind, NONE, Tag};
use super::input::{Input, Part};
use super::rows::Rows;
use crate::challenge::Challenge;
use crate::change::{Change, Report};
use crate::error::{BuildError, BuildErrorCode};
use crate::known::{OAUTH_PARAMS, PARAMS};
use crate::parse::DEFAULT_MAX_LENGTH;
use crate::write::{self, OauthScheme};

/// The field line of the challenges; or nothing, and a row for what no field line can carry.
#[inline(never)]
pub(super) fn format(input: &Input<'_>, rows: &mut Rows<'_>) -> Result<Option<Vec<u8>>, Malformed> {
    let mut challenges: Vec<Challenge<'_>> = Vec::new();
    let mut parts = input.parts().enumerate();
    while let Some((at, part)) = parts.next() {
        let part = part?;
        let built = match (part.tag, challenges.last_mut()) {
            (Tag::Scheme, _) => Challenge::new(part.text()).map(|challenge| challenges.push(challenge)),
            (Tag::Token68, Some(challenge)) => challenge.set_token68(part.text()),
            (Tag::Name, Some(challenge)) => match parts.next() {
                Some((_, value)) => push_param(challenge, part, value?),
                None => return Err(Malformed("a name without a value")),
            },
            _ => return Err(Malformed("a part that stands in no challenge")),
        };
        if let Err(error) = built {
            let number = challenges.len() - usize::from(part.tag != Tag::Scheme);
            let param = error.param.is_some().then_some(at);
            return Ok(refuse(rows, error.code, number, param));
        }
    }
    let line = write::to_bytes(&challenges);
    if line.len() > DEFAULT_MAX_LENGTH {
        return Ok(refuse(rows, BuildErrorCode::TooLong, challenges.len() - 1, None));
    }
    Ok(Some(line))
}

/// `param` is the number of the part that has its name.
fn refuse<T>(rows: &mut Rows<'_>, code: BuildErrorCode, challenge: usize, param: Option<usize>) -> Option<T> {
    rows.push(Kind::Refusal, code as u8, (challenge, param.unwrap_or(NONE as usize)), 0);
    None
}

fn push_param<'t>(challenge: &mut Challenge<'t>, name: Part<'t>, value: Part<'t>) -> Result<(), BuildError> {
    let name = name.text();
    // Reading gives names in lower case: another one would not come back.
    if name.bytes().any(|octet| octet.is_ascii_uppercase()) {
        return Err(BuildError { code: BuildErrorCode::UpperCaseName, param: Some(name.into_owned()) });
    }
    challenge.push_usual(name, value.octets)
}

/// A challenge that every client reads; the rows are the changes, if the call asks for them.
#[inline(never)]
pub(super) fn bearer(input: &Input<'_>, rows: &mut Rows<'_>) -> Result<Vec<u8>, Malformed> {
    let mut scheme = OauthScheme::default();
    let mut params = Vec::with_capacity(OAUTH_PARAMS.len());
    let mut name = None;
    for part in input.parts() {
        let part = part?;
        match (part.tag, name.take()) {
            (Tag::Scheme, _) => {
                scheme = OauthScheme::from_name(&part.text()).ok_or(Malformed("no scheme of OAuth"))?;
            }
            (Tag::Name, _) => name = Some(part.text()),
            (Tag::Value, Some(name)) => params.push((name, part.text())),
            (Tag::Param, _) => {
                let name = PARAMS.list().get(part.id).ok_or(Malformed("no such parameter"))?;
                params.push((Cow::Borrowed(*name), part.text()));
            }
            _ => return Err(Malformed("a part that is of no parameter")),
        }
    }
    let mut changes = Vec::new();
    let mut listener = |change: Change| changes.push(change);
    let mut report = Report::to(input.reports().then_some(&mut listener));
    let mut text = write::bearer::bearer_reporting(scheme, params, &mut report);
    rows.push(Kind::Line, 0, (0, text.len()), 0);
    push_changes(changes, &mut text, rows);
    Ok(text)
}
