//! What stands in the heads of requests and answers.

use std::collections::HashSet;
use std::io::Write;

use call_lifecycle::Id;
use flate2::Compression;
use flate2::write::GzEncoder;
use graph_call_mock::server::Key;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::bench::{Bench, CALLS, INCOMING, Options, ask, creates, rest};

#[tokio::test]
async fn each_request_has_its_own_id_that_its_error_repeats() {
    let bench = Bench::new(Options::default()).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    let mut ids = HashSet::new();
    for request in [
        format!("POST {CALLS}/{call}/keepAlive"),
        format!("POST {CALLS}/{call}/keepAlive"),
        format!("GET {CALLS}/{INCOMING}"),
        format!("GET {CALLS}/not-an-id"),
        format!("GET {CALLS}/not-an-id"),
        format!("GET {CALLS}"),
        "GET /recordings/0fe0623f-d628-42ed-b4bd-8ac290072cc5".to_owned(),
    ] {
        let reply = bench.ask(&request, "").await;
        let id = reply.header("request-id").unwrap_or_else(|| panic!("{request}: {reply:?}"));
        assert_eq!(reply.header("client-request-id"), Some(id), "the service's, if there is no other");
        assert!(Id::parse(id).is_ok() && ids.insert(id.to_owned()), "{id}");
        if reply.status >= 400 {
            let inner = &reply.json()["error"]["innerError"];
            assert_eq!((inner["request-id"].as_str(), inner["client-request-id"].as_str()), (Some(id), Some(id)));
            assert_eq!(inner["date"].as_str().map(str::len), Some("2026-01-01T00:00:00".len()), "{reply:?}");
        }
    }
    bench.stop().await;
}

#[tokio::test]
async fn the_id_of_the_client_is_repeated_if_it_can_be() {
    let bench = Bench::new(Options::default()).await;
    for own in ["9f1c6e2a-0000-4000-8000-000000000001", "x", &"a".repeat(128)] {
        let reply = ask(bench.address, &format!("GET {CALLS}/{INCOMING}"), &[("Client-Request-Id", own)], "").await;
        assert_eq!(reply.header("client-request-id"), Some(own));
        assert_ne!(reply.header("request-id"), Some(own));
        assert_eq!(reply.json()["error"]["innerError"]["client-request-id"], own);
    }
    for other in ["", "two words", &"a".repeat(129)] {
        let reply = ask(bench.address, &format!("GET {CALLS}/{INCOMING}"), &[("client-request-id", other)], "").await;
        assert_eq!(reply.header("client-request-id"), reply.header("request-id"), "{other}");
    }
    bench.stop().await;
}

#[tokio::test]
async fn an_answer_says_what_it_would_have_taken() {
    let key = Key::new(b"not much of a secret").unwrap();
    let bench = Bench::new(Options { key: Some(key), ..Options::default() }).await;
    let reply = bench.ask(&format!("GET {CALLS}/{INCOMING}"), "").await;
    assert_eq!(reply.status, 401);
    assert!(reply.header("WWW-Authenticate").unwrap().starts_with("Bearer "), "{reply:?}");
    bench.stop().await;

    let bench = Bench::new(Options::default()).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    for (request, allow) in [
        (format!("GET {CALLS}"), "POST"),
        (format!("OPTIONS {CALLS}"), "POST"),
        (format!("PUT {CALLS}/{call}"), "GET, HEAD, DELETE"),
        (format!("POST {CALLS}/{call}"), "GET, HEAD, DELETE"),
        (format!("GET {CALLS}/{call}/keepAlive"), "POST"),
        (format!("DELETE {CALLS}/{call}/operations/{INCOMING}"), "GET, HEAD"),
    ] {
        let reply = bench.ask(&request, "").await;
        assert_eq!((reply.status, reply.header("Allow")), (405, Some(allow)), "{request}");
    }
    let reply = bench.ask(&format!("POST {CALLS}/{call}/keepAlive"), "").await;
    assert_eq!((reply.status, reply.header("Allow"), reply.header("WWW-Authenticate")), (200, None, None));
    bench.stop().await;
}

#[tokio::test]
async fn head_is_get_without_the_body() {
    let bench = Bench::new(Options::default()).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    let (get, head) =
        (bench.ask(&format!("GET {CALLS}/{call}"), "").await, bench.ask(&format!("HEAD {CALLS}/{call}"), "").await);
    assert_eq!((get.status, head.status, head.body.len()), (200, 200, 0));
    assert_eq!(head.header("Content-Type"), get.header("Content-Type"));
    assert_eq!(head.header("Content-Length"), Some(&*get.body.len().to_string()));
    assert_eq!(bench.ask(&format!("HEAD {CALLS}/{INCOMING}"), "").await.status, 404);
    bench.stop().await;
}

/// As Python's SDK doubles slashes, and as OData writes keys.
#[tokio::test]
async fn a_call_is_found_in_every_spelling() {
    let bench = Bench::new(Options::default()).await;
    let reply = bench.ask("POST /v1.0//communications/calls", &creates("http://127.0.0.1:9/")).await;
    assert_eq!(reply.status, 201);
    let (call, location) = (reply.member("id"), reply.header("Location").unwrap());
    assert!(location.ends_with(&format!("/v1.0/communications/calls/{call}")), "{location}");
    for path in [
        format!("/v1.0//communications/calls/{call}"),
        format!("//v1.0/communications//calls/{call}/"),
        format!("/V1.0/communications/calls('{call}')"),
        format!("/beta/communications/calls(%27{call}%27)"),
        format!("/v1.0/communications/calls%28'{call}'%29"),
        format!("/v1.0/applications('{INCOMING}')/calls('{call}')"),
    ] {
        assert_eq!(bench.ask(&format!("GET {path}"), "").await.status, 200, "{path}");
        let path = path.trim_end_matches('/');
        assert_eq!(bench.ask(&format!("POST {path}/microsoft.graph.keepAlive"), "").await.status, 200, "{path}");
    }
    for path in
        [format!("/v1.0/communications/calls('{call}"), format!("/v1.0/communications/calls({call})"), "//".to_owned()]
    {
        assert_eq!(bench.ask(&format!("GET {path}"), "").await.status, 400, "{path}");
    }
    bench.stop().await;
}

#[tokio::test]
async fn a_packed_body_is_taken_up_to_its_bound_and_no_other_encoding() {
    let bench = Bench::new(Options::default()).await;
    let packed = |text: &str| {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(text.as_bytes()).unwrap();
        packer.finish().unwrap()
    };
    let send = async |encoding: &str, body: Vec<u8>| {
        let mut stream = TcpStream::connect(bench.address).await.unwrap();
        let head = format!(
            "POST {CALLS} HTTP/1.1\r\nHost: mock\r\nContent-Type: application/json\r\nContent-Encoding: {encoding}\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        stream.write_all(&[head.as_bytes(), &body].concat()).await.unwrap();
        rest(&mut stream).await
    };
    assert_eq!(send("gzip", packed(&creates("http://127.0.0.1:9/"))).await.status, 201);
    assert_eq!(send("gzip", packed(&" ".repeat(64 * 1_024 + 1))).await.status, 413);
    assert_eq!(send("gzip", b"{}".to_vec()).await.status, 400);
    // An SDK that packs bodies sends them again as they are, on 415 alone.
    let reply = send("br", creates("http://127.0.0.1:9/").into_bytes()).await;
    assert_eq!((reply.status, reply.header("Accept-Encoding")), (415, Some("gzip")));
    // A type that is refused says nothing of encodings.
    let text = [("Content-Type", "text/plain")];
    let reply = ask(bench.address, &format!("POST {CALLS}"), &text, &creates("http://127.0.0.1:9/")).await;
    assert_eq!((reply.status, reply.header("Accept-Encoding")), (415, None));
    assert_eq!(bench.mock.with(|exchange, _| exchange.calls().len()), 1);
    bench.stop().await;
}
