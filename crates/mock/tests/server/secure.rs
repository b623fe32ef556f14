//! TLS at both sides, and callbacks that are posted elsewhere, with real clients.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, Uri};
use graph_call_mock::server::{Certificate, Front};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::bench::{CALLS, PATIENCE, ask, creates, directory};
use super::program::{PROGRAM, Running};

pub const GRAPH: &str = "https://graph.microsoft.com";

/// A bot that says on which host and path it was posted to.
fn bot(send: mpsc::UnboundedSender<String>) -> Router {
    let answer = move |uri: Uri, headers: HeaderMap, _: Bytes| {
        let host = headers.get("host").map_or("", |host| host.to_str().unwrap()).to_owned();
        send.send(format!("{host} {}", uri.path())).unwrap();
        async { StatusCode::ACCEPTED }
    };
    Router::new().fallback(answer)
}

/// A file in a directory of this test.
pub fn file(test: &str, name: &str) -> PathBuf {
    let directory = directory(test);
    std::fs::create_dir_all(&directory).unwrap();
    directory.join(name)
}

/// Runs a client in another thread: the runtime of a test has one. `None` where it is not there.
pub async fn client(mut command: Command) -> Option<Output> {
    for name in
        ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"]
    {
        if !command.get_envs().any(|(set, _)| set == name) {
            command.env_remove(name);
        }
    }
    let found = tokio::task::spawn_blocking(move || command.output()).await.unwrap();
    match found {
        Ok(output) => Some(output),
        Err(error) => {
            println!("skipped: {error}");
            None
        }
    }
}

pub fn curl(arguments: &[&str]) -> Command {
    let mut command = Command::new("curl");
    command.args(["--silent", "--show-error", "--include", "--max-time", "60"]).args(arguments);
    command
}

pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

async fn first(came: &mut mpsc::UnboundedReceiver<String>) -> String {
    timeout(PATIENCE, came.recv()).await.expect("nothing was posted").unwrap()
}

#[tokio::test]
async fn https_callbacks_are_posted_where_they_are_mapped() {
    let (send, mut came) = mpsc::unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mapping = format!("https://bot.example.org=http://{}", listener.local_addr().unwrap());
    tokio::spawn(axum::serve(listener, bot(send)).into_future());
    let mock = Running::new(&["--callback", &mapping]);
    let callback = "https://bot.example.org/api/calls";
    let reply = ask(mock.address, &format!("POST {CALLS}"), &[], &creates(callback)).await;
    assert_eq!((reply.status, reply.member("callbackUri").as_str()), (201, callback));
    assert_eq!(first(&mut came).await, "bot.example.org /api/calls");
    // Any other one says how it can be mapped.
    let reply = ask(mock.address, &format!("POST {CALLS}"), &[], &creates("https://other.example.org/api/calls")).await;
    assert_eq!(reply.status, 400);
    assert!(reply.message().contains("--callback https://other.example.org=http"), "{reply:?}");
}

/// A bot that speaks TLS with a certificate: its callback, and what comes there.
async fn bot_over_tls(certificate: &Certificate) -> (String, mpsc::UnboundedReceiver<String>) {
    let (send, came) = mpsc::unbounded_channel();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let callback = format!("https://localhost:{}/api/calls", listener.local_addr().unwrap().port());
    tokio::spawn(axum::serve(Front::new(listener, certificate), bot(send)).into_future());
    (callback, came)
}

#[tokio::test]
async fn a_bot_whose_certificate_is_trusted_is_posted_to_over_tls() {
    let certificate = Certificate::new(["localhost".to_owned()]).unwrap();
    let trusted = file("trusted", "bot.pem");
    std::fs::write(&trusted, &certificate.root).unwrap();
    let (callback, mut came) = bot_over_tls(&certificate).await;
    let mock = Running::new(&["--trust", trusted.to_str().unwrap()]);
    assert_eq!(ask(mock.address, &format!("POST {CALLS}"), &[], &creates(&callback)).await.status, 201);
    assert_eq!(first(&mut came).await, callback.replace("https://", "").replace("/api", " /api"));

    // A certificate of the same name that another authority has signed.
    let (callback, mut came) = bot_over_tls(&certificate).await;
    let other = Certificate::new(["localhost".to_owned()]).unwrap();
    std::fs::write(&trusted, &other.root).unwrap();
    let mock = Running::new(&["--trust", trusted.to_str().unwrap(), "--speed", "10000"]);
    assert_eq!(ask(mock.address, &format!("POST {CALLS}"), &[], &creates(&callback)).await.status, 201);
    let failed = async {
        while ask(mock.address, "GET /control", &[], "").await.json()["counts"]["failed"] == 0 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, failed).await.expect("it was not given up");
    assert!(came.try_recv().is_err());
}

#[tokio::test]
async fn one_port_speaks_http_and_tls() {
    let root = file("tls", "root.pem");
    let mock = Running::new(&["--certificate", root.to_str().unwrap()]);
    let (root, port) = (root.to_str().unwrap(), mock.address.port());
    assert!(!std::fs::read_to_string(root).unwrap().contains("PRIVATE"), "its key is nowhere");
    assert_eq!(ask(mock.address, "GET /control", &[], "").await.status, 200);
    for host in ["localhost", "127.0.0.1"] {
        let url = format!("https://{host}:{port}/control");
        let Some(output) = client(curl(&["--cacert", root, &url])).await else { return };
        assert!(output.status.success() && said(&output).starts_with("HTTP/1.1 200"), "{}", said(&output));
        // Who does not trust it is not served.
        let output = client(curl(&[&url])).await.unwrap();
        assert_eq!(output.status.code(), Some(60), "{}", said(&output));
    }
    // It is no proxy unless it is asked to be one.
    let proxy = format!("http://{}", mock.address);
    let output = client(curl(&["--proxy", &proxy, "--cacert", root, GRAPH])).await.unwrap();
    assert!(!output.status.success(), "{}", said(&output));
}

#[test]
fn what_does_not_fit_is_said() {
    let run = |arguments: &[&str]| {
        let output = Command::new(PROGRAM).args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, why) = run(&["--proxy"]);
    assert!(code == Some(2) && why.contains("--proxy needs --certificate"), "{why}");
    let (code, why) = run(&["--listen", "127.0.0.1:0", "--callback", "https://bot.example.org"]);
    assert!(code == Some(1) && why.contains("--callback") && why.contains("two addresses"), "{why}");
    let (code, why) = run(&["--listen", "127.0.0.1:0", "--trust", "/nowhere/at/all.pem"]);
    assert!(code == Some(1) && why.contains("/nowhere/at/all.pem"), "{why}");
    let nothing = file("nothing", "nothing.pem");
    std::fs::write(&nothing, "nothing").unwrap();
    let (code, why) = run(&["--listen", "127.0.0.1:0", "--trust", Path::to_str(&nothing).unwrap()]);
    assert!(code == Some(1) && why.contains("there is no certificate"), "{why}");
}
