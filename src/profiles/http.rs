//! Profile `http`: RFC 9110 11 beyond its grammar, and the schemes Basic and Digest.

use crate::grammar;
use crate::lint::{Challenge, Context, Param, RuleCode, Span};
use crate::registered::Form;
use crate::write::quoted_string;

/// The values that Digest wants in quotes, beside the realm, RFC 7616 3.3
const DIGEST_QUOTED: [&str; 4] = ["domain", "nonce", "opaque", "qop"];

pub(crate) fn check(context: &mut Context<'_, '_>) {
    if context.challenges.is_empty() {
        let beginning = Span { line: 0, start: 0, end: 0 };
        match context.status {
            Some(401) => context.report(RuleCode::ChallengeMissing, beginning),
            Some(407) => context.report(RuleCode::ProxyChallengeMissing, beginning),
            _ => {}
        }
    }
    for challenge in context.challenges {
        scheme(context, challenge);
        if let Some(realm) = challenge.param("realm").filter(|realm| realm.is_token()) {
            quote(context, RuleCode::RealmNotQuoted, realm);
        }
        if challenge.is("Basic") {
            basic(context, challenge);
        }
        if challenge.is("Digest") && challenge.token68.is_none() {
            digest(context, challenge);
        }
    }
}

fn scheme(context: &mut Context<'_, '_>, challenge: &Challenge<'_>) {
    let Some(registered) = challenge.registered else {
        return context.report(RuleCode::UnknownScheme, challenge.scheme);
    };
    if let Some(token68) = challenge.token68.filter(|_| registered.form == Form::Params) {
        context.report(RuleCode::UnexpectedToken68, token68);
    }
    for param in challenge.params.iter().filter(|param| !registered.has(param.name)) {
        context.report(RuleCode::UnknownParameter, param.name_span);
    }
}

fn basic(context: &mut Context<'_, '_>, challenge: &Challenge<'_>) {
    require(context, challenge, "realm", RuleCode::BasicRealmMissing);
    if let Some(charset) = challenge.param("charset")
        && !charset.octets().eq_ignore_ascii_case(b"UTF-8")
    {
        context.report(RuleCode::InvalidCharset, charset.span);
    }
}

fn digest(context: &mut Context<'_, '_>, challenge: &Challenge<'_>) {
    require(context, challenge, "realm", RuleCode::DigestRealmMissing);
    require(context, challenge, "nonce", RuleCode::DigestNonceMissing);
    require(context, challenge, "qop", RuleCode::DigestQopMissing);
    for param in DIGEST_QUOTED.iter().filter_map(|name| challenge.param(name)) {
        if param.is_token() {
            quote(context, RuleCode::DigestNotQuoted, param);
        }
    }
    let tokens = challenge.registered.map_or(&[][..], |registered| registered.tokens);
    for param in tokens.iter().filter_map(|name| challenge.param(name)) {
        if !param.is_quoted() {
            continue;
        }
        let octets = param.octets();
        if grammar::is_token(&octets) {
            let text = octets.into_owned();
            context.report_fixable(RuleCode::DigestQuoted, param.outer(), param.outer(), text);
        } else {
            context.report(RuleCode::DigestQuoted, param.outer());
        }
    }
}

fn require(context: &mut Context<'_, '_>, challenge: &Challenge<'_>, name: &str, code: RuleCode) {
    if challenge.param(name).is_none() {
        context.report(code, challenge.scheme);
    }
}

/// Reports a token that should be in quotes.
fn quote(context: &mut Context<'_, '_>, code: RuleCode, param: &Param<'_>) {
    let mut text = Vec::new();
    quoted_string(&mut text, &param.octets(), &[]);
    context.report_fixable(code, param.span, param.span, text);
}
