//! Which addresses are posted to, and why others are refused.

use super::*;

fn callbacks() -> Callbacks {
    let mut callbacks = Callbacks::default();
    callbacks.listens_at("127.0.0.1:8080".parse().unwrap());
    callbacks.is_called("http://Mock.example:8443/");
    for host in ["Bot.Example.org", "192.0.2.7", "[2001:db8::7]"] {
        callbacks.allow(host).unwrap();
    }
    callbacks
}

#[test]
fn loopback_and_named_hosts_are_posted_to() {
    for (uri, place) in [
        ("http://127.0.0.1:8081/api/calls", "127.0.0.1:8081"),
        ("http://127.0.0.1/", "127.0.0.1:80"),
        ("http://127.1.2.3:9/?a=b", "127.1.2.3:9"),
        ("HTTP://LOCALHOST:81", "localhost:81"),
        ("http://[::1]:8080/", "::1:8080"),
        ("http://[::ffff:127.0.0.1]:81/", "127.0.0.1:81"),
        ("http://bot.example.ORG:8080/x", "bot.example.org:8080"),
        ("http://192.0.2.7/", "192.0.2.7:80"),
        ("http://[2001:DB8:0::7]/", "2001:db8::7:80"),
    ] {
        assert_eq!(callbacks().place(uri).unwrap().to_string(), place, "{uri}");
    }
}

#[test]
fn everything_else_is_refused_and_says_why() {
    for (uri, why) in [
        ("", "an http:// address"),
        ("/path", "an http:// address"),
        ("http://", "an http:// address"),
        ("https://bot.example.org/", "--callback https://bot.example.org=http://127.0.0.1:8081"),
        ("ftp://127.0.0.1/", "an http:// address"),
        ("file:///etc/passwd", "an http:// address"),
        ("http://127.0.0.1:0/", "a port from 1 to 65535"),
        ("http://127.0.0.1:65536/", "http"),
        ("http://127.0.0.1:/", "a port from 1 to 65535"),
        ("http://user@127.0.0.1/", "without a user"),
        ("http://127.0.0.1@example.org/", "without a user"),
        ("http://example.org/", "--callback-host example.org"),
        ("http://bot.example.org.evil.example/", "--callback-host"),
        ("http://localhost.evil.example/", "--callback-host"),
        ("http://sub.localhost/", "--callback-host"),
        ("http://0.0.0.0:81/", "--callback-host"),
        ("http://[::]:81/", "--callback-host"),
        ("http://2130706433:81/", "--callback-host"),
        ("http://127.1:81/", "--callback-host"),
        ("http://192.0.2.8/", "--callback-host"),
        ("http://169.254.169.254/latest/meta-data", "not link-local"),
        ("http://[fe80::1]/", "not link-local"),
        ("http://[::ffff:169.254.169.254]/", "not link-local"),
        ("http://127.0.0.1:8080/v1.0/communications/calls", "the mock itself"),
        ("http://localhost:8080/control", "the mock itself"),
        ("http://[::ffff:127.0.0.1]:8080/", "the mock itself"),
        ("http://mock.example:8443/", "the mock itself"),
    ] {
        let refused = callbacks().place(uri).unwrap_err();
        assert!(refused.contains(why), "{uri}: {refused}");
    }
    let long = format!("http://127.0.0.1/{}", "x".repeat(LONGEST));
    assert!(callbacks().place(&long).unwrap_err().contains("2048 at most"));
}

#[test]
fn what_is_mapped_is_posted_elsewhere() {
    let mut callbacks = callbacks();
    callbacks.map("https://bot.example.org=http://127.0.0.1:8081").unwrap();
    callbacks.map("https://other.example:8443/=https://localhost:9/").unwrap();
    for (uri, place, goes_to, host) in [
        (
            "https://bot.example.org/api/calls?a=b",
            "127.0.0.1:8081",
            "http://127.0.0.1:8081/api/calls?a=b",
            Some("bot.example.org"),
        ),
        ("https://BOT.example.org:443", "127.0.0.1:8081", "http://127.0.0.1:8081/", Some("BOT.example.org:443")),
        ("https://other.example:8443/x", "localhost:9", "https://localhost:9/x", Some("other.example:8443")),
        // Another scheme is another address.
        ("http://bot.example.org/x", "bot.example.org:80", "http://bot.example.org/x", None),
    ] {
        let way = callbacks.way(uri).unwrap();
        assert_eq!(
            (way.place.to_string().as_str(), way.uri.to_string().as_str(), way.host.as_deref()),
            (place, goes_to, host)
        );
    }
    for uri in ["https://bot.example.org:444/", "https://other.example/", "https://bot.example.org.evil.example/"] {
        assert!(callbacks.way(uri).is_err(), "{uri}");
    }
    // Directly, once bots are trusted, and still to no other host.
    callbacks.trusts_bots();
    assert_eq!(callbacks.way("https://localhost/x").unwrap().place.to_string(), "localhost:443");
    assert!(callbacks.way("https://example.org/").unwrap_err().contains("--callback-host example.org"));
    assert!(callbacks.way("https://127.0.0.1:8080/").unwrap_err().contains("the mock itself"));
}

#[test]
fn a_mapping_that_leads_nowhere_is_refused() {
    for (text, why) in [
        ("", "two addresses"),
        ("https://bot.example.org", "two addresses"),
        ("https://bot.example.org=", "an address"),
        ("https://bot.example.org=127.0.0.1:8081", "an http:// address"),
        ("https://bot.example.org/api=http://127.0.0.1:8081", "no path"),
        ("https://bot.example.org=http://127.0.0.1:8081/api", "no path"),
        ("https://bot.example.org=http://127.0.0.1:8080", "not this mock"),
        ("https://bot.example.org=http://169.254.169.254", "link-local"),
        ("https://bot.example.org=http://user@127.0.0.1:8081", "without a user"),
    ] {
        let refused = callbacks().map(text).unwrap_err();
        assert!(refused.contains(why), "{text}: {refused}");
    }
    let mut callbacks = callbacks();
    callbacks.map("https://a=http://127.0.0.1:8081").unwrap();
    assert!(callbacks.map("https://A:443=http://127.0.0.1:8082").unwrap_err().contains("once"));
}

#[test]
fn a_mock_that_listens_everywhere_is_at_every_loopback_address() {
    let mut callbacks = Callbacks::default();
    callbacks.listens_at("0.0.0.0:8080".parse().unwrap());
    for own in ["http://127.0.0.1:8080/", "http://127.9.9.9:8080/", "http://[::1]:8080/", "http://localhost:8080/"] {
        assert!(callbacks.place(own).unwrap_err().contains("the mock itself"), "{own}");
    }
    assert!(callbacks.place("http://127.0.0.1:8081/").is_ok());
}

#[test]
fn a_host_that_is_none_or_never_posted_to_cannot_be_named() {
    for host in [
        "",
        ".",
        "a b",
        "bot:8080",
        "http://bot/",
        "user@bot",
        "169.254.169.254",
        "fe80::1",
        "[fe80::1]",
        "0.0.0.0",
        "::",
    ] {
        assert!(Callbacks::default().allow(host).unwrap_err().contains("is no host"), "{host}");
    }
}
