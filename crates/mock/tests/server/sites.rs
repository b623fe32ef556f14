//! Requests of other sites' pages: a browser sends them to this machine, and they are refused,
//! whatever their path.

use super::bench::{Bench, CALLS, INCOMING, Options, ask, creates};

/// What a browser says of a request that another site's page has sent.
const FOREIGN: [&[(&str, &str)]; 8] = [
    // A name of the site that means this machine by now.
    &[("Host", "rebound.example")],
    &[("Host", "rebound.example:8080"), ("Origin", "http://rebound.example:8080")],
    &[("Host", "127.0.0.1.rebound.example")],
    &[("Host", "")],
    &[("Host", "mock"), ("Origin", "https://site.example")],
    &[("Host", "mock"), ("Origin", "null")],
    &[("Host", "mock"), ("Origin", "http://mock:3000")],
    &[("Host", "mock"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Dest", "image")],
];

fn requests() -> [(String, String); 9] {
    let ring = format!(r#"{{"peer": {{"call": "{INCOMING}", "event": "calls"}}}}"#);
    [
        ("GET /".to_owned(), String::new()),
        ("GET /live".to_owned(), String::new()),
        ("GET /control".to_owned(), String::new()),
        ("GET /control/calls".to_owned(), String::new()),
        ("POST /control".to_owned(), ring),
        (format!("POST {CALLS}"), creates("http://127.0.0.1:9/")),
        (format!("GET {CALLS}/{INCOMING}"), String::new()),
        (format!("DELETE {CALLS}/{INCOMING}"), String::new()),
        (format!("GET /recordings/{INCOMING}"), String::new()),
    ]
}

#[tokio::test]
async fn no_page_of_another_site_reaches_any_path() {
    let bench = Bench::new(Options::default()).await;
    for headers in FOREIGN {
        for (request, body) in requests() {
            let reply = ask(bench.address, &request, headers, &body).await;
            assert_eq!(reply.status, 403, "{request} {headers:?}: {reply:?}");
            let why = reply.message();
            assert!(["`Host`", "`Origin`", "`Sec-Fetch-Site`"].iter().any(|word| why.contains(word)), "{why}");
        }
    }
    assert_eq!(bench.count("requests").await, 0);
    assert_eq!(bench.mock.with(|exchange, _| exchange.calls().len()), 0);
    // Two are not one.
    let twice = [("Host", "mock"), ("Host", "localhost")];
    assert_eq!(ask(bench.address, "GET /live", &twice, "").await.status, 400);
    bench.stop().await;
}

#[tokio::test]
async fn a_client_and_the_page_of_the_mock_itself_reach_it() {
    let bench = Bench::new(Options::default()).await;
    let port = bench.address.port();
    for host in
        ["127.0.0.1", "127.0.0.1:1", "LOCALHOST", "[::1]", "bot.localhost:80", "mock", "MOCK:80", "[::ffff:127.0.0.1]"]
    {
        assert_eq!(ask(bench.address, "GET /control", &[("Host", host)], "").await.status, 200, "{host}");
    }
    let own = format!("http://localhost:{port}");
    let host = format!("localhost:{port}");
    let page = [("Host", host.as_str()), ("Origin", own.as_str()), ("Sec-Fetch-Site", "same-origin")];
    assert_eq!(ask(bench.address, "GET /live", &page, "").await.status, 200);
    // A person who follows a link is not a page that drives the mock.
    let link = [("Host", "localhost"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Dest", "document")];
    assert_eq!(ask(bench.address, "GET /", &link, "").await.status, 200);
    assert_eq!(ask(bench.address, &format!("POST {CALLS}/{INCOMING}/keepAlive"), &link, "").await.status, 403);
    bench.stop().await;
}

/// These types are sent without asking first, also where an old browser leaves out `Origin`.
#[tokio::test]
async fn a_body_that_a_page_can_send_without_asking_is_refused() {
    let bench = Bench::new(Options::default()).await;
    for kind in
        ["", "text/plain", "text/plain; application/json", "application/x-www-form-urlencoded", "application/jsonx"]
    {
        let reply =
            ask(bench.address, &format!("POST {CALLS}"), &[("Content-Type", kind)], &creates("http://127.0.0.1:9/"))
                .await;
        assert_eq!(reply.status, 415, "{kind}: {reply:?}");
    }
    for kind in ["application/json", "Application/JSON; charset=utf-8", "application/json;odata.metadata=minimal"] {
        let reply =
            ask(bench.address, &format!("POST {CALLS}"), &[("Content-Type", kind)], &creates("http://127.0.0.1:9/"))
                .await;
        assert_eq!(reply.status, 201, "{kind}: {reply:?}");
    }
    bench.stop().await;
}
