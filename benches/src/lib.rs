//! The headers of the comparison of Rust readers. `cargo bench` in this folder runs it.

/// A header, with six digits that make each of its texts another one.
pub struct Header {
    /// What it is called.
    pub name: &'static str,
    /// `{}` stands for the digits.
    pub text: &'static str,
    /// By RFC 9110 11: `scheme` or `scheme/name=value`, in order.
    pub expected: &'static [&'static str],
}

impl Header {
    /// `count` distinct texts.
    pub fn texts(&self, count: usize) -> Vec<String> {
        (0..count).map(|number| self.text.replace("{}", &format!("{number:06}"))).collect()
    }

    /// What [`texts`](Self::texts)`[0]` says.
    pub fn answer(&self) -> Vec<String> {
        self.expected.iter().map(|part| part.replace("{}", "000000")).collect()
    }
}

/// Written by hand, not by a reader.
pub const HEADERS: &[Header] = &[
    Header { name: "one parameter", text: r#"Bearer realm="{}""#, expected: &["bearer", "bearer/realm={}"] },
    Header {
        name: "seed",
        text: concat!(
            r#"Bearer realm="mcp-{}", scope="files:read files:write", "#,
            r#"resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp", "#,
            r#"error="invalid_token", error_description="The access token expired""#,
        ),
        expected: &[
            "bearer",
            "bearer/realm=mcp-{}",
            "bearer/scope=files:read files:write",
            "bearer/resource_metadata=https://mcp.example.com/.well-known/oauth-protected-resource/mcp",
            "bearer/error=invalid_token",
            "bearer/error_description=The access token expired",
        ],
    },
    Header {
        name: "container registry",
        text: concat!(
            r#"Bearer realm="https://auth.docker.io/token",service="registry.docker.io","#,
            r#"scope="repository:library/image-{}:pull,push""#,
        ),
        expected: &[
            "bearer",
            "bearer/realm=https://auth.docker.io/token",
            "bearer/service=registry.docker.io",
            "bearer/scope=repository:library/image-{}:pull,push",
        ],
    },
    Header {
        name: "Digest, Basic, Bearer",
        text: concat!(
            r#"Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, "#,
            r#"nonce="7ypf/xlj9XXwfDPEoM4URrv/{}cCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMA", "#,
            r#"Basic realm="simple", charset="UTF-8", Bearer realm="api", error="invalid_token""#,
        ),
        expected: &[
            "digest",
            "digest/realm=http-auth@example.org",
            "digest/qop=auth, auth-int",
            "digest/algorithm=SHA-256",
            "digest/nonce=7ypf/xlj9XXwfDPEoM4URrv/{}cCAzFZH4GiTo0v",
            "digest/opaque=FQhe/qaU925kfnzjCev0ciny7QMkPqMA",
            "basic",
            "basic/realm=simple",
            "basic/charset=UTF-8",
            "bearer",
            "bearer/realm=api",
            "bearer/error=invalid_token",
        ],
    },
    Header {
        name: "escapes",
        text: r#"Newauth realm="apps {}", type=1, title="Login to \"apps\" in C:\\srv""#,
        expected: &[
            "newauth",
            "newauth/realm=apps {}",
            "newauth/type=1",
            r#"newauth/title=Login to "apps" in C:\srv"#,
        ],
    },
];
