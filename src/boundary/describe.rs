//! The protocol as text, from which `scripts/protocol.js` writes JavaScript's constants.

use super::VERSION;
use super::codes::{Kind, NUMBERS, Operation, Tag};
use crate::change::Reason;
use crate::error::{BuildErrorCode, DefectCode};
use crate::known::{OAUTH_PARAMS, OauthParam, PARAMS, Rule, SCHEMES};
use crate::lint::{Code, Profile};
use crate::parse::DEFAULT_MAX_LENGTH;
use crate::registered;
use crate::resource_metadata::WELL_KNOWN;

/// Lines of `group name value` for constants, or `list entry`, with tabs between the words.
pub(super) fn text() -> Vec<u8> {
    let mut lines = Vec::new();
    let mut constant =
        |group: &str, name: &str, value: usize| lines.push(format!("{group}\t{name}\t{value}"));
    for (name, code) in Operation::ALL {
        constant("operation", name, *code as usize);
    }
    for (name, code) in Tag::ALL {
        constant("tag", name, *code as usize);
    }
    for (name, code) in Kind::ALL {
        constant("kind", name, *code as usize);
    }
    for (name, value) in NUMBERS {
        constant("number", name, value);
    }
    constant("number", "DEFAULT_MAX_LENGTH", DEFAULT_MAX_LENGTH);
    let mut list = |name: &str, entries: &mut dyn Iterator<Item = &str>| {
        lines.extend(entries.map(|entry| format!("{name}\t{entry}")));
    };
    list("schemes", &mut SCHEMES.list().iter().copied());
    list("params", &mut PARAMS.list().iter().copied());
    list("defectCodes", &mut DefectCode::ALL.iter().map(|code| code.as_str()));
    list("defectExpectations", &mut DefectCode::ALL.iter().map(|code| code.expected()));
    list("changeReasons", &mut Reason::ALL.iter().map(|reason| reason.as_str()));
    list("formatErrorCodes", &mut BuildErrorCode::ALL.iter().map(|code| code.as_str()));
    list("formatErrorExpectations", &mut BuildErrorCode::ALL.iter().map(|code| code.expected()));
    let codes: Vec<_> = Code::all().collect();
    let messages: Vec<_> = codes.iter().map(|code| code.message()).collect();
    list("findingCodes", &mut codes.iter().map(|code| code.as_str()));
    list("findingSeverities", &mut codes.iter().map(|code| code.severity().as_str()));
    list("findingRules", &mut codes.iter().map(|code| code.section()));
    list("findingMessages", &mut messages.iter().map(String::as_str));
    list("profiles", &mut Profile::ALL.iter().map(|profile| profile.as_str()));
    list("registeredSchemes", &mut registered::SCHEMES.iter().map(|scheme| scheme.name));
    list("registeredSpecifications", &mut registered::SCHEMES.iter().map(|scheme| scheme.specification));
    let is_url = |param: &&OauthParam| param.rule == Rule::Url;
    let is_acted_on = |param: &&OauthParam| param.is_acted_on;
    list("actedOnParams", &mut OAUTH_PARAMS.iter().filter(is_acted_on).map(|param| param.name));
    list("urlParams", &mut OAUTH_PARAMS.iter().filter(is_url).map(|param| param.name));
    lines.push(format!("text\tVERSION\t{VERSION}"));
    lines.push(format!("text\tWELL_KNOWN\t{WELL_KNOWN}"));
    lines.join("\n").into_bytes()
}
