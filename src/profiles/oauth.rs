//! Profile `oauth`: Bearer and DPoP challenges, RFC 6750 3, RFC 9449 7.1, RFC 9470 3 and RFC 9728 5.1.

use crate::grammar::Form;
use crate::http_url::HttpUrl;
use crate::lint::{Challenge, Context, Param, RuleCode};

/// The error codes of OAuth challenges, the status that each belongs to, and the rule that says so.
const ERRORS: [(&str, u16, RuleCode); 6] = [
    ("invalid_request", 400, RuleCode::ErrorStatus),
    ("invalid_token", 401, RuleCode::ErrorStatus),
    ("insufficient_scope", 403, RuleCode::ErrorStatus),
    (STEP_UP, 401, RuleCode::StepUpStatus),
    ("invalid_dpop_proof", 401, RuleCode::DpopErrorStatus),
    ("use_dpop_nonce", 401, RuleCode::DpopErrorStatus),
];
const STEP_UP: &str = "insufficient_user_authentication";

pub(crate) fn check(context: &mut Context<'_, '_>) {
    for challenge in context.challenges.iter().filter(|challenge| challenge.is_oauth()) {
        if challenge.token68.is_some() {
            continue;
        }
        if challenge.is("Bearer") && challenge.params.is_empty() {
            context.report(RuleCode::BearerParametersMissing, challenge.scheme);
        }
        errors(context, challenge);
        if let Some(scope) = challenge.param("scope") {
            self::scope(context, scope);
        }
        if let Some(url) = challenge.param("resource_metadata") {
            resource_metadata(context, url);
        }
        if challenge.is("DPoP") {
            dpop(context, challenge);
        }
        step_up(context, challenge);
    }
}

/// `%x20-21 / %x23-5B / %x5D-7E`, RFC 6750 3
const fn is_text_octet(octet: u8) -> bool {
    matches!(octet, b' '..=b'~') && octet != b'"' && octet != b'\\'
}

/// `scope-token = 1*( %x21 / %x23-5B / %x5D-7E )`, RFC 6749 3.3; also what a URI reference is made of, RFC 6750 3
const fn is_scope_octet(octet: u8) -> bool {
    is_text_octet(octet) && octet != b' '
}

fn errors(context: &mut Context<'_, '_>, challenge: &Challenge<'_>) {
    let [error, description, uri] =
        ["error", "error_description", "error_uri"].map(|name| challenge.param(name));
    if let Some(error) = error {
        invalid_character(context, error, is_text_octet);
        error_code(context, error);
    }
    if let Some(description) = description {
        self::description(context, description);
    }
    if let Some(uri) = uri {
        invalid_character(context, uri, is_scope_octet);
    }
    if let (None, Some(param)) = (error, description.or(uri)) {
        context.report(RuleCode::DescriptionWithoutError, param.name_span);
    }
}

fn error_code(context: &mut Context<'_, '_>, error: &Param<'_>) {
    if context.status == Some(401) {
        context.report(RuleCode::ErrorWithoutCredentials, error.span);
    }
    let octets = error.octets();
    // A proxy's 407 is what a server's 401 is.
    let status = context.status.map(|status| if status == 407 { 401 } else { status });
    match (ERRORS.iter().find(|(code, ..)| code.as_bytes() == &*octets), status) {
        (None, _) => context.report(RuleCode::UnknownError, error.span),
        (Some((_, expected, rule)), Some(status)) if *expected != status => {
            context.report(*rule, error.span);
        }
        _ => {}
    }
}

/// Reports the first octet that the value must not have.
fn invalid_character(context: &mut Context<'_, '_>, param: &Param<'_>, is_valid: fn(u8) -> bool) {
    if let Some((span, _)) = param.written().find(|(_, octet)| !is_valid(*octet)) {
        context.report(RuleCode::InvalidCharacter, span);
    }
}

/// The same of a text for people, which says the same with other quotes.
fn description(context: &mut Context<'_, '_>, param: &Param<'_>) {
    let Some((span, _)) = param.written().find(|(_, octet)| !is_text_octet(*octet)) else { return };
    let plain = |octet: &u8| match octet {
        b'"' => b'\'',
        b'\\' => b'/',
        octet => *octet,
    };
    let text: Vec<u8> = param.octets().iter().map(plain).collect();
    if param.is_quoted() && text.iter().all(|octet| is_text_octet(*octet)) {
        context.report_fixable(RuleCode::InvalidCharacter, span, param.span, text);
    } else {
        context.report(RuleCode::InvalidCharacter, span);
    }
}

/// `scope = scope-token *( SP scope-token )`, RFC 6749 3.3
fn scope(context: &mut Context<'_, '_>, scope: &Param<'_>) {
    invalid_character(context, scope, is_text_octet);
    let octets = scope.octets();
    let tokens: Vec<&[u8]> = octets.split(|octet| *octet == b' ').filter(|token| !token.is_empty()).collect();
    let joined = tokens.join(&b' ');
    if tokens.is_empty() {
        context.report(RuleCode::InvalidScope, scope.outer());
    } else if joined != *octets {
        if scope.value.form == Form::Quoted && scope.value.verbatim {
            context.report_fixable(RuleCode::InvalidScope, scope.span, scope.span, joined);
        } else {
            context.report(RuleCode::InvalidScope, scope.span);
        }
    }
    if tokens.iter().any(|token| token.ends_with(b",")) {
        context.report(RuleCode::CommaInScope, scope.span);
    }
}

/// The URL of the metadata document, RFC 9728 5.1
fn resource_metadata(context: &mut Context<'_, '_>, param: &Param<'_>) {
    let text = param.text();
    let url = text.as_deref().and_then(|text| HttpUrl::parse(text).ok());
    let is_valid = url.is_some_and(|url| url.userinfo.is_none())
        && param.octets().iter().all(|octet| is_scope_octet(*octet));
    if !is_valid {
        context.report(RuleCode::InvalidResourceMetadata, param.outer());
    }
}

/// `algs`, RFC 9449 7.1
fn dpop(context: &mut Context<'_, '_>, challenge: &Challenge<'_>) {
    let Some(algs) = challenge.param("algs") else {
        return context.report(RuleCode::DpopAlgsMissing, challenge.scheme);
    };
    let octets = algs.octets();
    let is_name = |name: &[u8]| {
        !name.is_empty() && name.iter().all(|octet| octet.is_ascii_alphanumeric() || b"-_+.".contains(octet))
    };
    let mut names = octets.split(|octet| *octet == b' ');
    if !names.clone().all(is_name) {
        context.report(RuleCode::InvalidDpopAlgs, algs.outer());
    }
    if names.any(|name| name == b"none" || name.starts_with(b"HS")) {
        context.report(RuleCode::SymmetricDpopAlg, algs.span);
    }
}

/// RFC 9470 3
fn step_up(context: &mut Context<'_, '_>, challenge: &Challenge<'_>) {
    let [acr_values, max_age] = ["acr_values", "max_age"].map(|name| challenge.param(name));
    if let Some(max_age) = max_age {
        let octets = max_age.octets();
        if octets.is_empty() || !octets.iter().all(u8::is_ascii_digit) {
            context.report(RuleCode::InvalidMaxAge, max_age.outer());
        }
    }
    if let Some(values) = acr_values {
        invalid_character(context, values, is_text_octet);
        if values.octets().split(|octet| *octet == b' ').any(<[u8]>::is_empty) {
            context.report(RuleCode::InvalidAcrValues, values.outer());
        }
    }
    let is_step_up = challenge.param("error").filter(|error| *error.octets() == *STEP_UP.as_bytes());
    match (is_step_up, acr_values.or(max_age)) {
        (Some(error), None) => context.report(RuleCode::StepUpRequirementMissing, error.span),
        (None, Some(requirement)) => context.report(RuleCode::StepUpErrorMissing, requirement.name_span),
        _ => {}
    }
}
