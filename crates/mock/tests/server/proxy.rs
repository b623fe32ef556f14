//! The proxy for Graph's own name, with real clients that know nothing but fixed addresses.

use std::path::Path;
use std::process::Command;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::bench::{CALLS, PATIENCE, ask, creates};
use super::program::{PROGRAM, Running};
use super::secure::{GRAPH, client, curl, file, said};

#[tokio::test]
async fn a_bot_with_a_fixed_address_comes_through_the_proxy() {
    let root = file("proxy", "root.pem");
    let mock = Running::new(&["--certificate", root.to_str().unwrap(), "--proxy"]);
    let (root, proxy) = (root.to_str().unwrap(), format!("http://{}", mock.address));
    let calls = format!("{GRAPH}{CALLS}");
    let body = creates("http://127.0.0.1:9/");
    let json = ["--header", "Content-Type: application/json", "--data", &body];
    let through = ["--proxy", &proxy, "--cacert", root];
    let Some(output) = client(curl(&[&through[..], &json[..], &[&calls]].concat())).await else { return };
    let text = said(&output);
    assert!(output.status.success() && text.contains("HTTP/1.1 201"), "{text}");
    let location = text.lines().find_map(|line| line.strip_prefix("location: ")).unwrap().trim().to_owned();
    assert!(location.starts_with(&calls), "{location}");
    let output = client(curl(&[&through[..], &[&location]].concat())).await.unwrap();
    assert!(said(&output).contains(r#""state":"#), "{}", said(&output));

    // A bot that checks notifications finds the keys where the service has them.
    let metadata = "https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration";
    for (url, has) in [
        (metadata, "\"jwks_uri\":\"https://api.aps.skype.com/v1/keys\""),
        ("https://api.aps.skype.com/v1/keys", "\"x5c\":[\"MII"),
    ] {
        let output = client(curl(&[&through[..], &[url]].concat())).await.unwrap();
        assert!(said(&output).contains("HTTP/1.1 200") && said(&output).contains(has), "{url}: {}", said(&output));
    }

    // No other host, whatever it is called, and nothing is connected to.
    for other in [
        "https://login.microsoftonline.com/",
        "https://graph.microsoft.com.evil.example/",
        "https://aps.skype.com/",
        "https://127.0.0.1:9/",
        "https://graph.microsoft.com:8443/",
    ] {
        let output = client(curl(&[&through[..], &[other]].concat())).await.unwrap();
        assert_eq!(output.status.code(), Some(56), "{other}: {}", said(&output));
        assert!(
            said(&output).contains("api.aps.skype.com alone") || said(&output).contains("response 403"),
            "{}",
            said(&output)
        );
    }
    // Nor without a tunnel.
    let output = client(curl(&["--proxy", &proxy, "http://login.microsoftonline.com/"])).await.unwrap();
    assert!(said(&output).starts_with("HTTP/1.1 403"), "{}", said(&output));
    let output =
        client(curl(&["--proxy", &proxy, "http://graph.microsoft.com/v1.0/communications/calls"])).await.unwrap();
    assert!(said(&output).starts_with("HTTP/1.1 405"), "{}", said(&output));
    // It serves as before for everybody else.
    assert_eq!(ask(mock.address, "GET /control", &[], "").await.status, 200);
}

/// Python's own client, told by its environment alone.
#[tokio::test]
async fn python_comes_through_the_proxy_by_its_environment() {
    let root = file("python", "root.pem");
    let mock = Running::new(&["--certificate", root.to_str().unwrap(), "--proxy"]);
    let script = format!(
        "import urllib.request, json\n\
         request = urllib.request.Request('{GRAPH}{CALLS}', json.dumps({{'callbackUri': 'http://127.0.0.1:9/'}}).encode(),\n\
             {{'Content-Type': 'application/json'}})\n\
         answer = urllib.request.urlopen(request, timeout=60)\n\
         print(answer.status, answer.headers['Location'])\n"
    );
    let mut command = Command::new("python3");
    command.args(["-c", &script]).env("https_proxy", format!("http://{}", mock.address)).env("SSL_CERT_FILE", &root);
    let Some(output) = client(command).await else { return };
    assert!(said(&output).starts_with(&format!("201 {GRAPH}{CALLS}/")), "{}", said(&output));
}

/// Heads that are slow, long, cut off or nonsense are in nobody's way.
#[tokio::test]
async fn a_tunnel_is_asked_for_in_few_bytes() {
    let root = file("tunnel", "root.pem");
    let mock = Running::new(&["--certificate", root.to_str().unwrap(), "--proxy", "--connections", "4"]);
    let long = format!("CONNECT graph.microsoft.com:443 HTTP/1.1\r\nX: {}", "a".repeat(100_000));
    let ask_for = async |bytes: &[u8]| {
        let mut stream = TcpStream::connect(mock.address).await.unwrap();
        let _ = stream.write_all(bytes).await;
        let _ = stream.shutdown().await;
        let mut answer = Vec::new();
        let _ = timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("it neither answers nor closes");
        String::from_utf8_lossy(&answer).into_owned()
    };
    for bytes in [
        "C",
        "CONNECT",
        "CONNECT \r\n\r\n",
        "CONNECT graph.microsoft.com HTTP/1.1\r\n\r\n",
        "CONFUSE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        &long,
    ] {
        let answer = ask_for(bytes.as_bytes()).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    // What is not TLS, in a tunnel and without one.
    assert!(ask_for(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03").await.is_empty_or_alert());
    let mut stream = TcpStream::connect(mock.address).await.unwrap();
    let inner = "GET /control HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    // Both at once: what comes after the head of a CONNECT is for the one who answers.
    let both = format!("CONNECT Graph.microsoft.com:443 HTTP/1.1\r\n\r\n{inner}");
    stream.write_all(both.as_bytes()).await.unwrap();
    let mut opened = String::new();
    timeout(PATIENCE, stream.read_to_string(&mut opened)).await.unwrap().unwrap();
    assert!(opened.starts_with("HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK"), "{opened}");
    let mut silent = Vec::new();
    for _ in 0..8 {
        let mut stream = TcpStream::connect(mock.address).await.unwrap();
        let _ = stream.write_all(b"CONNECT graph").await;
        silent.push(stream);
    }
    assert_eq!(ask(mock.address, "GET /control", &[], "").await.status, 200);
}

trait Alert {
    fn is_empty_or_alert(&self) -> bool;
}

impl Alert for String {
    /// An alert of TLS begins with 0x15.
    fn is_empty_or_alert(&self) -> bool {
        self.is_empty() || self.starts_with('\u{15}')
    }
}

/// Dev Proxy itself is not run: its files are JSON, and lead to where the mock listens.
#[test]
fn the_files_for_dev_proxy_lead_here() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("dev-proxy");
    let read = |name: &str| -> serde_json::Value {
        serde_json::from_str(&std::fs::read_to_string(home.join(name)).unwrap()).unwrap()
    };
    let settings = read("devproxyrc.json");
    let section = settings["plugins"][0]["configSection"].as_str().unwrap();
    let rewrites = read(settings[section]["rewritesFile"].as_str().unwrap());
    assert_eq!(rewrites["rewrites"][0]["out"]["url"], "http://127.0.0.1:8080/$1");
}

/// A bot that knows nothing but Graph's own address and its own address: it creates a call, waits
/// until it is established, and hangs up.
const FIXED: &str = r#"
import http.server, json, os, queue, threading, urllib.request

news = queue.Queue()

class Bot(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        news.put((self.headers["Host"], [entry["resourceData"].get("state") for entry in body["value"]]))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Bot)
threading.Thread(target=server.serve_forever, daemon=True).start()

def ask(method, path, body=None):
    url = "https://graph.microsoft.com/v1.0/communications/calls" + path
    request = urllib.request.Request(url, body and json.dumps(body).encode(), {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or "null")

call = ask("POST", "", {"callbackUri": "https://bot.example.org/api/calls"})["id"]
while True:
    host, states = news.get(timeout=60)
    assert host == "bot.example.org", host
    if "established" in states:
        break
ask("DELETE", "/" + call)
threading.Event().wait()
"#;

#[tokio::test]
async fn a_scenario_is_played_to_a_bot_with_fixed_addresses() {
    let scenario = file("fixed", "fixed.jsonl");
    let lines = r#"{"scenario": {"name": "fixed addresses", "speed": 10, "starts": "call"}}
{"at": 100000, "expect": {"request": "hangUp", "exactly": 1}}
{"at": 100000, "expect": {"ended": "any", "call": "created"}}
"#;
    std::fs::write(&scenario, lines).unwrap();
    let mut command = Command::new(PROGRAM);
    command.args(["test", "--lenient", "--proxy", "--callback", "https://bot.example.org"]);
    command.arg(&scenario).args(["--", "python3", "-c", FIXED]);
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: there is no python3");
        return;
    }
    let output = client(command).await.unwrap();
    assert!(output.status.success(), "{}", said(&output));
}
