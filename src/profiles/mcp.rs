//! Profile `mcp`: the authorization specification of the Model Context Protocol, 2025-11-25 and 2026-07-28.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::http_url::HttpUrl;
use crate::lint::{Challenge, Context, Param, RuleCode};

const INSUFFICIENT_SCOPE: &[u8] = b"insufficient_scope";

pub(crate) fn check(context: &mut Context<'_, '_>) {
    let oauth: Vec<&Challenge<'_>> =
        context.challenges.iter().filter(|challenge| challenge.is_oauth()).collect();
    let is_for_oauth = matches!(context.status, None | Some(401 | 403));
    if let ([], Some(first), true) = (&*oauth, context.challenges.first(), is_for_oauth) {
        context.report(RuleCode::OauthChallengeMissing, first.scheme);
    }
    missing(context, &oauth, "resource_metadata", RuleCode::ResourceMetadataMissing);
    missing(context, &oauth, "scope", RuleCode::ScopeMissing);
    for challenge in &oauth {
        if let Some(url) = challenge.param("resource_metadata") {
            https(context, url);
        }
        if let Some(scope) = challenge.param("scope") {
            offline_access(context, scope);
        }
    }
    forbidden(context, &oauth);
}

/// Clients take a parameter from the first challenge that has it.
fn missing(context: &mut Context<'_, '_>, oauth: &[&Challenge<'_>], name: &str, code: RuleCode) {
    if let Some(first) = oauth.first().filter(|_| oauth.iter().all(|one| one.param(name).is_none())) {
        context.report(code, first.scheme);
    }
}

/// What a 403 asks for.
fn forbidden(context: &mut Context<'_, '_>, oauth: &[&Challenge<'_>]) {
    let is_insufficient = |challenge: &&&Challenge<'_>| {
        challenge.param("error").is_some_and(|error| *error.octets() == *INSUFFICIENT_SCOPE)
    };
    if let (Some(403), Some(first)) = (context.status, oauth.first())
        && !oauth.iter().any(|challenge| is_insufficient(&challenge))
    {
        context.report(RuleCode::InsufficientScopeMissing, first.scheme);
    }
    // An alternative of another scheme may repeat the scopes.
    for scheme in ["Bearer", "DPoP"] {
        let with_scope = oauth.iter().filter(|challenge| challenge.is(scheme)).filter(is_insufficient);
        for second in with_scope.filter_map(|challenge| challenge.param("scope")).skip(1) {
            context.report(RuleCode::ScopesInSeveralChallenges, second.span);
        }
    }
}

fn offline_access(context: &mut Context<'_, '_>, scope: &Param<'_>) {
    const WORD: &[u8] = b"offline_access";
    let mut at = 0;
    for token in scope.value.raw.split(|octet| *octet == b' ') {
        if token == WORD {
            return context.report(RuleCode::OfflineAccess, scope.span.part(at, WORD.len()));
        }
        at += token.len() + 1;
    }
}

fn https(context: &mut Context<'_, '_>, param: &Param<'_>) {
    let text = param.text();
    let url = text.as_deref().and_then(|text| HttpUrl::parse(text).ok());
    if url.is_some_and(|url| url.scheme == "http" && !is_loopback(url.host)) {
        context.report(RuleCode::InsecureResourceMetadata, param.outer());
    }
}

/// True if the host is this machine, whatever the port: RFC 8252 7.3, RFC 6761 6.3
fn is_loopback(host_and_port: &str) -> bool {
    if let Some(ipv6) = host_and_port.strip_prefix('[') {
        let address = ipv6.split(']').next().unwrap_or_default();
        return address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback());
    }
    let host = host_and_port.split(':').next().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}
