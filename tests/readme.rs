//! The Rust of README.md.

use auth_challenge::InvalidUrl;

include!("readme/header_map.rs");

#[test]
fn readme_has_this_code() {
    assert!(include_str!("../README.md").contains(include_str!("readme/header_map.rs")));
}

#[test]
fn a_header_map_is_read_and_forwarded() -> Result<(), InvalidUrl> {
    let path = "/.well-known/oauth-protected-resource/mcp";
    let bearer = |origin| format!(r#"Bearer scope="read write", resource_metadata="{origin}{path}""#);
    let mut headers = HeaderMap::new();
    headers.append(WWW_AUTHENTICATE, HeaderValue::from_static(r#"Basic realm="not scope=admin""#));
    headers
        .append(WWW_AUTHENTICATE, HeaderValue::from_str(&bearer("http://10.0.0.7")).expect("a header value"));
    assert_eq!(scopes(&headers), ["read", "write"]);
    assert!(scopes(&HeaderMap::new()).is_empty());

    forward(&mut headers, Origin::new("https://gateway.example")?);
    let lines: Vec<_> = headers.get_all(WWW_AUTHENTICATE).iter().collect();
    assert_eq!(lines, [r#"Basic realm="not scope=admin""#, &bearer("https://gateway.example")]);
    Ok(())
}
