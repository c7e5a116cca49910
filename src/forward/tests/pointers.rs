//! `resource_metadata`: what is a URL, to whom, and which host is found in it.

use super::*;

#[test]
fn every_parser_finds_the_host_of_the_gateway() {
    let path = "/.well-known/oauth-protected-resource";
    for (tail, expected) in [
        (format!(r"\\@evil.example{path}"), format!("/@evil.example{path}")),
        (format!("{path}?x=\\\\y"), format!(r"{path}?x=\\y")),
        (format!("{path}/a b#c"), format!("{path}/a%20b")),
    ] {
        let line = format!(r#"Bearer resource_metadata="http://h{tail}""#);
        let expected = format!(r#"Bearer resource_metadata="https://gateway.example{expected}""#);
        assert_eq!(sent(to_gateway(), &[&line]), [expected]);
    }
}

#[test]
fn origin_from_takes_every_path_of_one_origin() {
    let forward =
        || Forward::new().origin_from(origin("https://gateway.example"), origin("http://10.0.0.7:80"));
    let line = |url: &str| format!(r#"Bearer resource_metadata="{url}""#);
    for (came, left) in [
        ("http://10.0.0.7/meta?x=1", "https://gateway.example/meta?x=1"),
        ("http://10.0.0.7:/meta", "https://gateway.example/meta"),
        ("HTTP://u:p@10.0.0.7:80", "https://gateway.example"),
        ("https://10.0.0.7/meta", "https://10.0.0.7/meta"),
        ("http://10.0.0.7:8080/meta", "http://10.0.0.7:8080/meta"),
        ("http://h/.well-known/oauth-protected-resource", "http://h/.well-known/oauth-protected-resource"),
    ] {
        assert_eq!(sent(forward(), &[&line(came)]), [line(left)]);
    }
}

#[test]
fn a_pointer_that_no_client_can_use_is_replaced() {
    let expected = [format!(r#"Bearer resource_metadata="{POINTER}""#)];
    for value in ["/rel", "urn:x", "", "http://", "http://h:99999/", "ftp://h/"] {
        let line = format!(r#"Bearer resource_metadata="{value}""#);
        for forward in [
            Forward::new().insert_resource_metadata(url()),
            Forward::new().insert_resource_metadata(url()).normalize(),
            Forward::new().resource_metadata(url()),
            to_gateway().insert_resource_metadata(url()),
        ] {
            assert_eq!(sent(forward, &[&line]), expected, "{value:?}");
        }
        assert_eq!(sent(to_gateway(), &[&line]), [line]);
    }
    let usable = r#"Bearer resource_metadata="http://u:p@h/x""#;
    assert_eq!(sent(Forward::new().insert_resource_metadata(url()), &[usable]), [usable]);
}

#[test]
fn international_hosts_are_refused_with_a_word_on_why() {
    let why = |text: &str| Url::new(text).map_err(|error| error.to_string()).unwrap_err();
    assert!(why("https://é.example/").contains("Punycode"));
    assert!(why("https://u@h/").contains("userinfo"));
    assert!(why("ftp://h/").contains("http"));
    assert!(Url::new("https://h%0A/").is_err());
    assert!(Origin::new("https://h/p").unwrap_err().to_string().contains("path"));
}

/// What `new URL` of Node.js 20 makes of them: the hosts of the WHATWG's own list of tests among them.
#[test]
fn callbacks_are_asked_for_what_a_url_parser_takes() {
    let is_asked = |url: &str| {
        let mut asked = false;
        let decide = |_: Carried<'_>| {
            asked = true;
            Decision::Keep
        };
        let _ =
            Forward::new().resource_metadata_with(decide).lines(&[format!(r#"X resource_metadata="{url}""#)]);
        asked
    };
    for url in [
        "http://h",
        "HTTPS:h",
        "http:/h",
        "http://h:",
        "http://h:65535/",
        "http://[::1]:80/",
        "http://u:p@h/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://017.0.0.1./",
        "http://4294967295/",
        "http://1.2.3.4.example/",
        "http://%41/",
        "http://a_b!$&'()*+,;=/",
        " http://h ",
    ] {
        assert!(is_asked(url), "{url}");
    }
    for url in [
        "",
        "/h",
        "http://",
        "ftp://h/",
        "http://h:65536/",
        "http://h:x/",
        "http://h h/",
        "http://h<",
        "http://[::1",
        "http://[::g]/",
        "http://256.0.0.1/",
        "http://1.2.3.4.5/",
        "http://4294967296/",
        "http://a.0x/1",
        "http://a%/",
        "http://%00/",
        "http://a%2Fb/",
        "http://1..2/",
    ] {
        assert!(!is_asked(url), "{url}");
    }
}
