#!/usr/bin/env bash
# Most HTTP clients of Rust send a POST without a body as if it were a GET: without Content-Length.
#
# Version: reqwest 0.13.5, hyper 1.12.0 with hyper-util 0.1.21, ureq 2.12.1, attohttpc 0.28.5,
#   minreq 2.14.1 (crates.io), Rust 1.95.0; against httpx 0.28.1 (PyPI) and fetch of Node 20.20.2.
# Guess: each sends "Content-Length: 0", as a user agent should (RFC 9110 section 8.6).
# Seen: of Rust's only minreq does. reqwest does so after `.body("")`; hyper does not even for a
#   body that is known to be empty. httpx and fetch send it.
# For a user of this crate: keepAlive has no body, and services behind http.sys or a strict proxy
#   answer 411 to a POST without a length (reqwest's issue 838 has such cases). A keepAlive that is
#   answered 411 extends nothing. `call-lifecycle-tokio` sets the header; a client of your own must
#   do so too.
set -euo pipefail
work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"

cat >server.py <<'EOF'
import http.server


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        length = self.headers["Content-Length"]
        print(f"{self.path[1:]}: " + ("no length" if length is None else f"Content-Length: {length}"), flush=True)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
with open("port", "w") as file:
    file.write(f"{server.server_port}\n")
server.serve_forever()
EOF
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check httpx==0.28.1
mkdir src
cat >Cargo.toml <<'EOF'
[package]
name = "attempt"
version = "0.0.0"
edition = "2021"
[dependencies]
attohttpc = { version = "=0.28.5", default-features = false }
bytes = "=1.11.0"
http-body-util = "=0.1.3"
hyper = { version = "=1.12.0", features = ["client", "http1"] }
hyper-util = { version = "=0.1.21", features = ["client-legacy", "http1", "tokio"] }
minreq = "=2.14.1"
reqwest = { version = "=0.13.5", default-features = false, features = ["blocking"] }
tokio = { version = "=1.54.1", features = ["rt", "net"] }
ureq = { version = "=2.12.1", default-features = false }
EOF
cat >src/main.rs <<'EOF'
use bytes::Bytes;
use http_body_util::Full;
use hyper_util::{client::legacy::Client, rt::TokioExecutor};

fn main() {
    let at = std::env::args().nth(1).unwrap();
    let reqwest = reqwest::blocking::Client::new();
    reqwest.post(format!("{at}/reqwest")).send().unwrap();
    reqwest.post(format!("{at}/reqwest,body")).body("").send().unwrap();
    ureq::post(&format!("{at}/ureq")).call().unwrap();
    attohttpc::post(format!("{at}/attohttpc")).send().unwrap();
    minreq::post(format!("{at}/minreq")).send().unwrap();
    tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap().block_on(async {
        let request = hyper::Request::post(format!("{at}/hyper,empty")).body(Full::new(Bytes::new())).unwrap();
        Client::builder(TokioExecutor::new()).build_http().request(request).await.unwrap();
    });
}
EOF
cargo build --quiet --target-dir target
python3 server.py >seen.txt &
server=$!
until [ -s port ]; do sleep 0.1; done
at="http://127.0.0.1:$(cat port)"
target/debug/attempt "$at"
v/bin/python -c 'import httpx, sys; httpx.post(sys.argv[1] + "/httpx")' "$at"
node -e 'fetch(process.argv[1] + "/fetch", { method: "POST" })' "$at"
cat seen.txt
diff - seen.txt <<'EOF' || { echo "post-without-a-body: not as it was seen"; exit 1; }
reqwest: no length
reqwest,body: Content-Length: 0
ureq: no length
attohttpc: no length
minreq: Content-Length: 0
hyper,empty: no length
httpx: Content-Length: 0
fetch: Content-Length: 0
EOF
echo "post-without-a-body: as it was seen"
