//! What a request may be: how long, how slow, of which type, and how many at once.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::bench::{Bench, CALLS, INCOMING, Options, PATIENCE, ask, creates, reply, rest, text};

const BODY: usize = 64 * 1_024;

fn padded(length: usize) -> String {
    let body = creates("http://127.0.0.1:9/");
    let (members, _) = body.rsplit_once('}').unwrap();
    format!("{members}{}}}", " ".repeat(length - body.len()))
}

#[tokio::test]
async fn a_body_has_64_kib_at_most() {
    let bench = Bench::new(Options::default()).await;
    let fits = padded(BODY);
    assert_eq!(fits.len(), BODY);
    assert_eq!(bench.ask(&format!("POST {CALLS}"), &fits).await.status, 201);
    let reply = bench.ask(&format!("POST {CALLS}"), &padded(BODY + 1)).await;
    assert_eq!(
        (reply.status, reply.json()["error"]["code"].as_str()),
        (413, Some("RequestEntityTooLarge")),
        "{reply:?}"
    );
    let command = " ".repeat(BODY + 1);
    assert_eq!(bench.control(&command).await.status, 413);
    // In pieces, of which nobody has said how many there are.
    let piece = format!("{:x}\r\n{}\r\n", 4_096, " ".repeat(4_096));
    let pieces = format!("{}0\r\n\r\n", piece.repeat(17));
    let head = text(
        &format!("POST {CALLS}"),
        &[("Transfer-Encoding", "chunked"), ("Content-Type", "application/json"), ("Connection", "close")],
        "",
    );
    let mut stream = TcpStream::connect(bench.address).await.unwrap();
    let _ = stream.write_all(format!("{head}{pieces}").as_bytes()).await;
    assert_eq!(rest(&mut stream).await.status, 413);
    assert_eq!(bench.mock.with(|exchange, _| exchange.calls().len()), 1);
    bench.stop().await;
}

#[tokio::test]
async fn a_slow_body_is_in_nobodys_way() {
    let bench = Bench::new(Options::default()).await;
    let request = text(&format!("POST {CALLS}"), &[("Connection", "close")], &creates("http://127.0.0.1:9/"));
    let (first, second) = request.as_bytes().split_at(request.len() - 10);
    let mut slow = Vec::new();
    for _ in 0..8 {
        let mut stream = TcpStream::connect(bench.address).await.unwrap();
        stream.write_all(first).await.unwrap();
        slow.push(stream);
    }
    for _ in 0..20 {
        bench.create("http://127.0.0.1:9/").await;
    }
    for mut stream in slow {
        stream.write_all(second).await.unwrap();
        assert_eq!(rest(&mut stream).await.status, 201);
    }
    // One that says more than it sends.
    let mut stream = TcpStream::connect(bench.address).await.unwrap();
    stream.write_all(first).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut bytes = Vec::new();
    let _ = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.unwrap();
    assert!(bytes.is_empty() || reply(&bytes).status >= 400);
    assert_eq!(bench.mock.with(|exchange, _| exchange.calls().len()), 28);
    bench.stop().await;
}

#[tokio::test]
async fn a_command_is_json_and_says_so() {
    let bench = Bench::new(Options::default()).await;
    let ring = format!(r#"{{"peer": {{"call": "{INCOMING}", "event": "calls"}}}}"#);
    for kind in
        ["", "text/plain", "application/jsonx", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
    {
        let reply = ask(bench.address, "POST /control", &[("Content-Type", kind)], &ring).await;
        assert_eq!(reply.status, 415, "{kind:?}");
        assert!(reply.message().contains("application/json"));
    }
    assert_eq!(bench.mock.with(|exchange, _| exchange.calls().len()), 0);
    for kind in ["application/json", "application/json; charset=utf-8"] {
        let reply = ask(bench.address, "POST /control", &[("Content-Type", kind)], &ring).await;
        assert_eq!((reply.status, reply.json()["state"].as_str()), (200, Some("incoming")), "{kind}");
    }
    let unknown = bench.control(r#"{"forget": {"call": "0fe0623f-d628-42ed-b4bd-8ac290072cc5"}}"#).await;
    assert_eq!(unknown.status, 404);
    let reply = bench.control("{").await;
    assert_eq!(reply.status, 400);
    assert!(reply.message().contains("no valid JSON"), "{reply:?}");
    let mut stream = TcpStream::connect(bench.address).await.unwrap();
    let head = "POST /control HTTP/1.1\r\nHost: mock\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 2\r\n\r\n";
    stream.write_all(&[head.as_bytes(), &[0xFF, 0xFE]].concat()).await.unwrap();
    assert_eq!(rest(&mut stream).await.status, 400);
    bench.stop().await;
}

/// Requests that are sent at once are answered one after the other, in their order.
#[tokio::test]
async fn requests_in_a_row_are_answered_in_their_order() {
    let bench = Bench::new(Options::default()).await;
    let call = bench.create("http://127.0.0.1:9/").await;
    let path = format!("{CALLS}/{call}");
    let row = [
        text(&format!("POST {path}/keepAlive"), &[], ""),
        text(&format!("GET {path}"), &[], ""),
        text(&format!("POST {path}/answer"), &[], r#"{"callbackUri": "http://127.0.0.1:9/"}"#),
        text(&format!("GET {CALLS}/{INCOMING}"), &[], ""),
        text(&format!("DELETE {path}"), &[("Connection", "close")], ""),
    ];
    let mut stream = TcpStream::connect(bench.address).await.unwrap();
    stream.write_all(row.concat().as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.unwrap().unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let statuses: Vec<&str> = text.split("HTTP/1.1 ").skip(1).map(|answer| &answer[..3]).collect();
    assert_eq!(statuses, ["200", "200", "409", "404", "204"]);
    bench.stop().await;
}

#[tokio::test]
async fn head_has_a_head_and_no_body() {
    let bench = Bench::new(Options::default()).await;
    let get = bench.ask("GET /", "").await;
    let head = bench.ask("HEAD /", "").await;
    assert_eq!((get.status, head.status), (200, 200));
    assert!(!get.body.is_empty() && head.body.is_empty());
    assert_eq!(head.header("Content-Length"), get.header("Content-Length"));
    assert!(get.header("Content-Security-Policy").unwrap().contains("default-src 'none'"));
    let calls = bench.ask(&format!("HEAD {CALLS}"), "").await;
    assert_eq!((calls.status, calls.body.len()), (405, 0));
    bench.stop().await;
}

#[tokio::test]
async fn what_is_no_path_of_the_service_is_refused() {
    let bench = Bench::new(Options::default()).await;
    for (request, status) in [
        ("GET /nowhere", 400),
        ("GET /v1.0/communications/calls/not-an-id", 400),
        ("PUT /control", 405),
        ("GET /recordings/not-an-id", 401),
        ("OPTIONS /v1.0/communications/calls", 405),
        ("GET /../../etc/passwd", 400),
        ("GET /%2e%2e/etc/passwd", 400),
    ] {
        assert_eq!(bench.ask(request, "").await.status, status, "{request}");
    }
    bench.stop().await;
}
