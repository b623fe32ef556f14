#!/usr/bin/env bash
# A mock server of wiremock that is dropped goes on answering, and the next test gets its port.
#
# Version: wiremock 0.6.5 and mockito 1.7.2 with tokio 1.54.1 and, as the client, ureq 2.12.1
#   (crates.io), Rust 1.95.0.
# Guess: with a dropped `MockServer` its port is closed, and a late request is refused. The next
#   server has another port.
# Seen: a dropped server waits in a pool, and answers as it was told until it is taken out again.
#   The next `MockServer::start` has its port, and counts a late request as its own. mockito keeps a
#   pool as well, but its dropped server knows no answer any more. wiremock's `builder()` closes the
#   port.
# For a user of this crate: a keepAlive that is sent after its test has ended is answered 200, or
#   fails the next test. Start with `MockServer::builder().start()`, or have one call id per test.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir src
cat >Cargo.toml <<'EOF'
[package]
name = "attempt"
version = "0.0.0"
edition = "2021"
[dependencies]
mockito = "=1.7.2"
tokio = { version = "=1.54.1", features = ["macros", "rt-multi-thread"] }
ureq = { version = "=2.12.1", default-features = false }
wiremock = "=0.6.5"
EOF
cat >src/main.rs <<'EOF'
use wiremock::{matchers::method, Mock, MockServer, ResponseTemplate};

async fn keep_alive(server: &str) -> String {
    let uri = format!("{server}/keepAlive");
    match tokio::task::spawn_blocking(move || ureq::post(&uri).call()).await.unwrap() {
        Ok(answer) => answer.status().to_string(),
        Err(ureq::Error::Status(status, _)) => status.to_string(),
        Err(error) => error.kind().to_string(),
    }
}

async fn dropped(server: MockServer) -> String {
    Mock::given(method("POST")).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    server.uri()
}

#[tokio::main]
async fn main() {
    let late = dropped(MockServer::start().await).await;
    println!("wiremock, dropped: {}", keep_alive(&late).await);
    let next = MockServer::start().await;
    println!("wiremock, when the next has started: {}", keep_alive(&late).await);
    println!("requests of the next: {}", next.received_requests().await.unwrap().len());

    let late = dropped(MockServer::builder().start().await).await;
    println!("wiremock with a builder, dropped: {}", keep_alive(&late).await);

    let mut server = mockito::Server::new_async().await;
    let mock = server.mock("POST", "/keepAlive").create_async().await;
    let late = server.url();
    drop((mock, server));
    println!("mockito, dropped: {}", keep_alive(&late).await);
}
EOF
cargo run --quiet --target-dir target | tee seen.txt
diff - seen.txt <<'EOF' || { echo "wiremock-dropped-servers: not as it was seen"; exit 1; }
wiremock, dropped: 200
wiremock, when the next has started: 404
requests of the next: 1
wiremock with a builder, dropped: Connection Failed
mockito, dropped: 501
EOF
echo "wiremock-dropped-servers: as it was seen"
