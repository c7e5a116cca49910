//! URLs of RFC 3986, and what lenient clients (WHATWG URL) read in others.

use super::*;

fn is_refused(text: &str) -> bool {
    HttpUrl::parse(text).is_err()
}

#[test]
fn a_url_of_senders_has_two_slashes_and_a_host() {
    for text in ["http://h", "HTTPS://h/", "https://h:8443?a#b", "http://[::1]:80/a", "http://10.0.0.7/"] {
        assert!(!is_refused(text), "{text}");
    }
    for text in [
        "http:h",
        "http:/h",
        "http:///h",
        r"http:\\h",
        r"http:/\h",
        r"http://h\a",
        "http://",
        "http:///",
        "ftp://h",
        "urn:h",
        "h",
        "http",
        "",
    ] {
        assert!(is_refused(text), "{text}");
    }
}

#[test]
fn a_refusal_says_why() {
    let why = |text| sendable(text).expect_err(text).to_string();
    assert!(why("ftp://h").contains("http or https"));
    assert!(why("http://a b/").contains("http or https"));
    assert!(why("http://\u{e9}.example/").contains("Punycode"));
    assert!(why("http://u@h/").contains("userinfo"));
    assert!(Origin::new("https://h/a").expect_err("a path").to_string().contains("origin"));
}

#[test]
fn hosts_of_senders_are_names_and_addresses() {
    // RFC 3986 3.2.2; names are those of DNS and others that clients look up.
    let good = ["a", "a-b.c_d", "h.", "1.2.3.4", "[::1]", "[2001:db8::1]", "a1", "1a", "x.1.a", "A.EXAMPLE"];
    let ports = ["", ":", ":0", ":80", ":65535"];
    for host in good {
        for port in ports {
            assert!(is_host_and_port(&format!("{host}{port}")), "{host}{port}");
        }
    }
    let bad = [
        "",
        ".",
        ".a",
        "a b",
        "a%41",
        "\u{e9}",
        "a/b",
        "1.2.3",
        "1.2.3.256",
        "1.2.3.4.5",
        "a.1",
        "1",
        "[::1",
        "::1",
        "[1.2.3.4]",
        "[]",
        "a<b",
        "a:b:80",
        "1.2.3.4.",
    ];
    for host in bad {
        assert!(!is_host_and_port(host), "{host}");
        assert!(!is_host_and_port(&format!("{host}:80")), "{host}:80");
    }
    for port in ["a:65536", "a:-1", "a:8a", "a:80:80", "[::1]:65536", "[::1]80"] {
        assert!(!is_host_and_port(port), "{port}");
    }
}

#[test]
fn lenient_clients_take_more_hosts() {
    // WHATWG URL 3.5: numbers of one to four parts in three radixes, percent-encoding, any international name.
    let good = [
        "a",
        "a.",
        "%61",
        "\u{e9}",
        "1",
        "0x7f.1",
        "0177.0.0.1",
        "4294967295",
        "1.16777215",
        "1.2.3.4.",
        "0x",
        "a_b",
        "a!b",
        "[::1]",
        "1.2.3.0x4",
    ];
    for host in good {
        assert!(is_clients_host_and_port(host), "{host}");
        assert!(is_clients_host_and_port(&format!("{host}:65535")), "{host}:65535");
    }
    let bad = [
        "",
        "a b",
        "a%",
        "a%20b",
        "%",
        "%2f",
        "4294967296",
        "1.2.3.256",
        "256.1.1.1",
        "1.2.3.4.5",
        "a.1",
        "1.2.65536",
        "09",
        "1..2",
        "[::1",
        "[g::]",
        "a<b",
        "a^b",
        "a|b",
    ];
    for host in bad {
        assert!(!is_clients_host_and_port(host), "{host}");
    }
    assert!(!is_clients_host_and_port("a:65536"));
    // UTS 46, of the letters that a field can have: controls are disallowed, accents that stand alone hold a space, and a
    // soft hyphen is nothing.
    let refused =
        |letter| matches!(letter, '\u{80}'..='\u{A0}' | '\u{A8}' | '\u{AF}' | '\u{B4}' | '\u{B8}' | '\u{AD}');
    for letter in '\u{80}'..='\u{FF}' {
        assert_eq!(is_clients_host_and_port(&letter.to_string()), !refused(letter), "{letter:?}");
        let encoded = percent_encode_unless(&letter.to_string(), &|_, _| false);
        assert_eq!(is_clients_host_and_port(&encoded), !refused(letter), "{encoded}");
    }
    assert!(is_clients_host_and_port("a\u{AD}b"));
    assert!(is_clients_host_and_port("1.2.3.\u{B9}\u{B2}"));
    assert!(!is_clients_host_and_port("1.2.3.4\u{B2}\u{B3}"));
    assert!(!is_clients_host_and_port("%FF"));
}

#[test]
fn the_parts_of_a_url_are_those_of_lenient_clients() {
    let url = HttpUrl::split(r"hTTp:/\\u:p@v@H:1\a?b#c").expect("a URL");
    assert_eq!((url.scheme, url.userinfo, url.host), ("http", Some("u:p@v"), "H:1"));
    assert_eq!((url.tail, url.path()), (r"\a?b#c", r"\a"));
    let path = |text| HttpUrl::split(text).expect("a URL").path();
    assert_eq!(["http://h", "http://h?a/b", "http://h#a/b", "http://h/a/b"].map(path), ["", "", "", "/a/b"]);
}

#[test]
fn percent_encoding_is_for_what_a_url_cannot_hold() {
    // RFC 3986 2.1: "%" HEXDIG HEXDIG, and no other %.
    let rows = [
        ("/a-b._~:?#@!$&'()*+,;=", "/a-b._~:?#@!$&'()*+,;="),
        ("/%41%zz", "/%41%25zz"),
        ("/%4", "/%254"),
        ("/%", "/%25"),
        ("/%4g%g4", "/%254g%25g4"),
        ("/ \"<>\\^`{|}[]", "/%20%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5D"),
        ("/\u{e9}\u{1f600}\t", "/%C3%A9%F0%9F%98%80%09"),
    ];
    for (text, encoded) in rows {
        assert_eq!(percent_encode(text), encoded);
        assert_eq!(matches!(percent_encode(text), Cow::Borrowed(_)), text == encoded, "{text}");
    }
}

#[test]
fn what_is_sent_is_spelled_as_it_came_but_for_what_cannot_be() {
    let sent = |text| sendable(text).expect(text).into_owned();
    assert_eq!(sent("https://H:443/A%41?b"), "https://H:443/A%41?b");
    assert_eq!(sent("HTTPS://H/a"), "https://H/a");
    assert_eq!(sent("http://h/a b"), "http://h/a%20b");
    assert!(matches!(sendable("http://h/a"), Ok(Cow::Borrowed(_))));
    let canonical = |text| canonical(text).map(Cow::into_owned);
    assert_eq!(canonical(" http://h/a\n").as_deref(), Some("http://h/a"));
    assert_eq!(canonical(r"http:\h\a").as_deref(), Some("http://h/a"));
    assert_eq!(canonical("http://u@h/a").as_deref(), Some("http://h/a"));
    assert_eq!(canonical("ht\ttp://h/a").as_deref(), Some("http://h/a"));
    assert_eq!(canonical("urn:a"), None);
}

#[test]
fn the_tail_is_that_which_every_parser_reads_alike() {
    let tail = |text| HttpUrl::split(text).expect("a URL").plain_tail().into_owned();
    assert_eq!(tail(r"http://h\@e/a\b?c\d"), r"/@e/a/b?c%5Cd".replace("%5C", r"\"));
    assert_eq!(tail("http://h/a?b#c"), "/a?b");
    assert_eq!(tail("http://h/a b\u{e9}"), "/a%20b%C3%A9");
    assert_eq!(tail("http://h/{`\"<>}"), "/%7B%60%22%3C%3E%7D");
}

#[test]
fn an_origin_is_scheme_host_and_port() {
    // RFC 6454 4: the default port is the same as none.
    let is_of =
        |text, origin| HttpUrl::split(text).expect("a URL").is_of(&Origin::new(origin).expect("an origin"));
    assert!(is_of("http://H:80/a", "http://h"));
    assert!(is_of("https://h/a", "https://h:443/"));
    assert!(is_of("https://h:/a", "https://h"));
    assert!(!is_of("http://h:443/", "http://h"));
    assert!(!is_of("http://h/", "https://h"));
    assert!(!is_of("http://h:81/", "http://h"));
}
