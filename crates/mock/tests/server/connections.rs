//! Connections that say nothing, say it slowly, do not listen, or speak something else.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::bench::{Bench, CALLS, Options, PATIENCE, text};

async fn few() -> Bench {
    Bench::new(Options { connections: 8, ..Options::default() }).await
}

/// They hold every place there is, and more: an honest client gets in all the same.
#[tokio::test]
async fn idle_and_slow_connections_keep_nobody_out() {
    let bench = few().await;
    let call = bench.create("http://127.0.0.1:9/").await;
    let mut hostile = Vec::new();
    for round in 0..12 {
        for number in 0..16 {
            let mut stream = TcpStream::connect(bench.address).await.unwrap();
            let said: &[u8] = match number % 4 {
                0 => b"",
                1 => b"P",
                2 => b"POST /v1.0/communications/calls HTTP/1.1\r\nHost: mock\r\nX: ",
                _ => b"POST /v1.0/communications/calls HTTP/1.1\r\nHost: mock\r\nContent-Length: 60000\r\n\r\n{",
            };
            let _ = stream.write_all(said).await;
            hostile.push(stream);
        }
        let reply = bench.ask(&format!("POST {CALLS}/{call}/keepAlive"), "").await;
        assert_eq!(reply.status, 200, "round {round}");
    }
    drop(hostile);
    bench.stop().await;
}

/// All of them come before the first one is served.
#[tokio::test]
async fn a_crowd_that_comes_at_once_keeps_nobody_out() {
    for connections in [1, 2] {
        let bench = Bench::new(Options { connections, ..Options::default() }).await;
        let mut crowd = Vec::new();
        for _ in 0..50 {
            crowd.push(TcpStream::connect(bench.address).await.unwrap());
        }
        assert_eq!(bench.ask("GET /live", "").await.status, 200);
        drop(crowd);
        bench.stop().await;
    }
}

/// A client that sends requests and never reads an answer.
#[tokio::test]
async fn who_does_not_listen_is_in_nobodys_way() {
    let bench = few().await;
    let call = bench.create("http://127.0.0.1:9/").await;
    let request = text("GET /", &[], "").repeat(200);
    let mut deaf = Vec::new();
    for _ in 0..6 {
        let mut stream = TcpStream::connect(bench.address).await.unwrap();
        // Until nothing more can be sent, or it is closed.
        while let Ok(sent) = stream.try_write(request.as_bytes()).or_else(|error| match error.kind() {
            std::io::ErrorKind::WouldBlock => Ok(0),
            _ => Err(error),
        }) {
            if sent == 0 {
                break;
            }
            tokio::task::yield_now().await;
        }
        let _ = stream.flush().await;
        deaf.push(stream);
        assert_eq!(bench.ask(&format!("POST {CALLS}/{call}/keepAlive"), "").await.status, 200);
    }
    drop(deaf);
    bench.stop().await;
}

#[tokio::test]
async fn what_is_no_http_is_refused_or_closed() {
    let bench = few().await;
    let mut rng = fastrand::Rng::with_seed(1);
    let mut all: Vec<Vec<u8>> = (0..40).map(|_| (0..rng.usize(1..2_000)).map(|_| rng.u8(..)).collect()).collect();
    all.push(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec());
    all.push(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec());
    all.push(b"GET / HTTP/9.9\r\n\r\n".to_vec());
    all.push(b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello".to_vec());
    all.push([b"GET / HTTP/1.1\r\nX: ".to_vec(), vec![b'a'; 200_000]].concat());
    for bytes in all {
        let mut stream = TcpStream::connect(bench.address).await.unwrap();
        let _ = stream.write_all(&bytes).await;
        let _ = stream.shutdown().await;
        let mut answer = Vec::new();
        let _ = timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("it neither answers nor closes");
        assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{:?}", String::from_utf8_lossy(&answer));
    }
    assert_eq!(bench.ask("GET /live", "").await.status, 200);
    bench.stop().await;
}
