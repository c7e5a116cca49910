use auth_challenge::{Origin, forward::Forward, parse};
use http::header::{HeaderMap, HeaderValue, WWW_AUTHENTICATE};

/// The scopes that a response asks for.
fn scopes(headers: &HeaderMap) -> Vec<String> {
    let challenges = parse(headers.get_all(WWW_AUTHENTICATE));
    let bearer = challenges.iter().find(|challenge| challenge.is("Bearer"));
    let scope = bearer.and_then(|bearer| bearer.param("scope")?.to_str().ok());
    scope.unwrap_or_default().split_ascii_whitespace().map(String::from).collect()
}

/// Makes the challenges of an upstream those of this gateway.
fn forward(headers: &mut HeaderMap, gateway: Origin) {
    let lines: Vec<_> = headers.get_all(WWW_AUTHENTICATE).iter().cloned().collect();
    headers.remove(WWW_AUTHENTICATE);
    for line in Forward::new().origin(gateway).lines(&lines) {
        headers.extend(HeaderValue::from_bytes(&line).map(|value| (WWW_AUTHENTICATE, value)));
    }
}
