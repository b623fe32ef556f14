//! The task on a real network: a service that is only as clever as it must be, and bodies that are
//! worse than anything a service posts.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{Method, StatusCode, Uri};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_bot::{Options, run};

const CALL: &str = "57dab8b1-894c-409a-b240-bd8beae78896";
const OPERATION: &str = "0fe0623f-d628-42ed-b4bd-8ac290072cc5";
/// How long a test waits for what must come: far longer than it takes.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long for a bot that stops: not as long as it waits for its calls.
const STOPS: Duration = Duration::from_secs(15);

/// A service that takes everything, and tells the test what it was asked for.
async fn service(asked: mpsc::UnboundedSender<String>) -> String {
    let answer = move |method: Method, uri: Uri, body: Bytes| {
        let asked = asked.clone();
        async move {
            let path = uri.path().rsplit_once("/calls/").map_or(uri.path(), |(_, path)| path);
            let path = path.replace(CALL, "CALL");
            asked.send(format!("{method} {path} {}", String::from_utf8_lossy(&body))).unwrap();
            let answer = match (method, path.as_str()) {
                (Method::GET, "/control") => (StatusCode::OK, r#"{"speed": 60, "now": 3600000}"#.to_owned()),
                (Method::GET, "/file") => (StatusCode::OK, "sound".to_owned()),
                (Method::GET, "/gone") => (StatusCode::NOT_FOUND, "no sound".to_owned()),
                (Method::POST, "CALL/recordResponse") => {
                    (StatusCode::OK, format!(r#"{{"id": "{OPERATION}", "status": "running"}}"#))
                }
                (Method::DELETE, _) => (StatusCode::NO_CONTENT, String::new()),
                (_, "CALL/answer") => (StatusCode::ACCEPTED, String::new()),
                _ => (StatusCode::OK, String::new()),
            };
            Ok::<_, Infallible>(answer)
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(axum::serve(listener, Router::new().fallback(answer)).into_future());
    format!("http://{address}")
}

struct Stage {
    bot: String,
    service: String,
    asked: mpsc::UnboundedReceiver<String>,
    log: Arc<Mutex<Vec<String>>>,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<usize>,
}

impl Stage {
    async fn new() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Options)) -> Self {
        let (sender, asked) = mpsc::unbounded_channel();
        let service = service(sender).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let bot = listener.local_addr().unwrap().to_string();
        let mut options = Options::new(&service, &format!("http://{bot}/api/calls"), [1, 2]);
        change(&mut options);
        let (stop, stopped) = oneshot::channel();
        let log = Arc::new(Mutex::new(Vec::new()));
        let lines = log.clone();
        let task = tokio::spawn(async move {
            let stopped = async { stopped.await.unwrap() };
            let print = move |line: &tokio_bot::Line| lines.lock().unwrap().push(line.to_string());
            run(options, listener, HttpConnector::new(), stopped, print).await.unwrap().len()
        });
        let mut stage = Self { bot, service, asked, log, stop: Some(stop), task };
        stage.asked("GET /control").await;
        stage.asked(r#"POST /control {"bot":{"callbackUri":"http://127.0.0.1:"#).await;
        stage
    }

    async fn asked(&mut self, begins: &str) {
        self.asked_all(&[begins]).await;
    }

    /// Waits for requests that begin so. Those that leave at once come in any order.
    async fn asked_all(&mut self, begin: &[&str]) {
        let mut missing = begin.to_vec();
        while !missing.is_empty() {
            let asked = timeout(PATIENCE, self.asked.recv()).await;
            let asked = asked.unwrap_or_else(|_| panic!("no {missing:?}: {:?}", self.log.lock().unwrap())).unwrap();
            missing.retain(|begins| !asked.starts_with(begins));
        }
    }

    /// Sends bytes as they are, and reads the status and the text of the answer.
    async fn raw(&self, bytes: &[u8]) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.bot).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        // Where the request was not read to its end the connection is reset behind the answer.
        let _read = timeout(PATIENCE, stream.read_to_end(&mut answer)).await.unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, text) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        (head.split(' ').nth(1).unwrap().parse().unwrap(), text.to_owned())
    }

    async fn post(&self, body: &[u8]) -> (u16, String) {
        let head = format!(
            "POST /api/calls HTTP/1.1\r\nHost: bot\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        self.raw(&[head.as_bytes(), body].concat()).await
    }

    async fn notify(&self, change: &str, below: &str, data: &str) {
        let entry = format!(
            r#"{{"changeType": "{change}", "resourceUrl": "/communications/calls/{CALL}{below}", "resourceData": {data}}}"#
        );
        let (status, text) = self.post(format!(r#"{{"value": [{entry}]}}"#).as_bytes()).await;
        assert_eq!((status, text.as_str()), (202, ""));
    }

    fn stop(&mut self) {
        self.stop.take().unwrap().send(()).unwrap();
    }

    /// Waits until it has stopped: how many calls it still holds, and what it has said.
    async fn end(self) -> (usize, Vec<String>) {
        let left = timeout(STOPS, self.task).await.unwrap().unwrap();
        let log = self.log.lock().unwrap().clone();
        (left, log)
    }
}

#[tokio::test]
async fn a_call_from_its_first_ring_to_a_stop() {
    let log = recorded("/file").await;
    let said = |words: &str| log.iter().filter(|line| line.contains(words)).count();
    assert_eq!((said("recording of 5 bytes downloaded"), said("ended: localHangUp")), (1, 1), "{log:?}");
    assert!(!log.iter().any(|line| line.contains("secret")));
}

#[tokio::test]
async fn a_recording_that_is_gone_is_no_recording() {
    let log = recorded("/gone").await;
    assert!(log.iter().any(|line| line.ends_with("recording not downloaded: answered 404 Not Found")), "{log:?}");
}

/// Has a call come in, be recorded and hung up; what the bot said of it.
async fn recorded(path: &str) -> Vec<String> {
    let mut stage = Stage::new().await;
    stage.notify("created", "", r#"{"state": "incoming"}"#).await;
    stage.asked("POST CALL/answer {").await;
    stage.notify("updated", "", r#"{"state": "established"}"#).await;
    stage.asked("POST CALL/recordResponse {").await;
    let data = format!(
        r##"{{"@odata.type": "#microsoft.graph.recordOperation", "status": "completed", "recordingLocation": "{}{path}",
        "recordingAccessToken": "secret", "completionReason": "stopToneDetected"}}"##,
        stage.service
    );
    stage.notify("deleted", &format!("/operations/{OPERATION}"), &data).await;
    stage.asked(&format!("GET {path}")).await;
    stage.stop();
    stage.asked("DELETE CALL").await;
    stage.notify("deleted", "", r#"{"state": "terminated"}"#).await;
    let (left, log) = stage.end().await;
    assert_eq!(left, 0, "{log:?}");
    log
}

/// A directory that is not there.
fn directory(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("tokio-bot-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&path);
    path
}

/// It is dropped in the middle of a call, and run again 20 s later: 20 minutes of the call's time,
/// whatever the service's clock shows.
#[tokio::test]
async fn a_bot_that_was_dropped_goes_on_by_the_clock_on_the_wall() {
    let state = directory("dropped");
    let run = async |wall| {
        Stage::with(|options| {
            options.state = Some(state.clone());
            options.wall = wall;
            options.place = true;
        })
        .await
    };
    let mut stage = run(|| Duration::from_secs(1_000)).await;
    stage.asked("POST /v1.0/communications/calls {").await;
    stage.notify("created", "", r#"{"state": "incoming"}"#).await;
    stage.asked("POST CALL/answer {").await;
    stage.notify("updated", "", r#"{"state": "established"}"#).await;
    stage.asked("POST CALL/recordResponse {").await;
    stage.task.abort();
    let _aborted = timeout(PATIENCE, &mut stage.task).await.unwrap();

    let mut again = run(|| Duration::from_secs(1_020)).await;
    again.asked_all(&["POST CALL/keepAlive", "GET CALL"]).await;
    let said = |words: &str| again.log.lock().unwrap().iter().any(|line| line.contains(words));
    assert!(said("is established, and goes on") && !said("asking for a new call"));
    again.stop();
    again.asked("DELETE CALL").await;
    again.notify("deleted", "", r#"{"state": "terminated"}"#).await;
    assert_eq!(again.end().await.0, 0);
    std::fs::remove_dir_all(&state).unwrap();
}

#[tokio::test]
async fn a_notification_that_comes_as_it_ends_is_refused() {
    let mut stage = Stage::new().await;
    let body = r#"{"value": []}"#;
    let head = format!("POST /api/calls HTTP/1.1\r\nHost: bot\r\nContent-Length: {}\r\n\r\n", body.len());
    let mut stream = TcpStream::connect(&stage.bot).await.unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    // Another one after it is answered: its head was read.
    assert_eq!(stage.post(body.as_bytes()).await.0, 202);
    stage.stop();
    while !stage.log.lock().unwrap().iter().any(|line| line.contains("stopping")) {
        tokio::task::yield_now().await;
    }
    stream.write_all(body.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let _read = timeout(PATIENCE, stream.read_to_string(&mut answer)).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert_eq!(stage.end().await.0, 0);
}

/// There is no service: what it was to go on with it holds still.
#[tokio::test]
async fn a_stop_before_the_service_is_there_loses_no_call() {
    let state = directory("held");
    let mut stage = Stage::with(|options| options.state = Some(state.clone())).await;
    stage.notify("created", "", r#"{"state": "incoming"}"#).await;
    stage.task.abort();
    let _aborted = timeout(PATIENCE, &mut stage.task).await.unwrap();
    let mut options = Options::new("http://127.0.0.1:9", "http://127.0.0.1:9/api/calls", [1, 2]);
    options.state = Some(state.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let stopped = tokio::time::sleep(Duration::from_millis(100));
    assert_eq!(run(options, listener, HttpConnector::new(), stopped, |_| {}).await.unwrap().len(), 1);
    std::fs::remove_dir_all(&state).unwrap();
}

#[tokio::test]
async fn hostile_bodies_are_refused_and_harm_nothing() {
    let mut stage = Stage::new().await;
    let deep = format!(r#"{{"value": {}"#, "[".repeat(100_000));
    for (body, status, why) in [
        (&b""[..], 400, "no commsNotifications"),
        (b"{", 400, "no commsNotifications"),
        (b"null", 400, "no commsNotifications"),
        (b"[]", 400, "no commsNotifications"),
        (b"{}", 400, "value"),
        (br#"{"value": 1}"#, 400, "value"),
        (br#"{"value": [{}]}"#, 400, "neither resource nor resourceUrl"),
        (br#"{"value": [{"changeType": "updated", "resource": "/app/calls/12"}]}"#, 400, "12"),
        (br#"{"value": [{"changeType": "updated", "resource": 5}]}"#, 400, "resource"),
        (b"\xff\xfe\x00", 400, "not UTF-8"),
        (deep.as_bytes(), 400, "no commsNotifications"),
        (&[b' '; 262_145], 413, "more than 262144 bytes"),
        (br#"{"value": []}"#, 202, ""),
        (br#"{"value": [{"changeType": "updated", "resource": "/users/5"}]}"#, 202, ""),
    ] {
        let (found, text) = stage.post(body).await;
        assert_eq!(found, status, "{text}");
        assert!(text.contains(why), "{text}");
    }
    assert_eq!(stage.raw(b"GET /api/calls HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n").await.0, 405);
    assert_eq!(stage.raw(b"POST / HTTP/1.1\r\nHost: b\r\nConnection: close\r\n\r\n").await.0, 404);
    assert_eq!(stage.raw(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n").await.0, 400);
    stage.stop();
    let (left, log) = stage.end().await;
    assert_eq!(left, 0);
    assert!(log.iter().all(|line| !line.contains("call ")), "{log:?}");
}

#[tokio::test]
async fn one_bad_entry_keeps_no_other_out() {
    let mut stage = Stage::new().await;
    let body = format!(
        r#"{{"value": [{{"changeType": "moved", "resource": "/app/calls/{CALL}"}},
        {{"changeType": "created", "resource": "/app/calls/{CALL}", "resourceData": {{"state": "incoming"}}}}]}}"#
    );
    assert_eq!(stage.post(body.as_bytes()).await.0, 202);
    stage.asked("POST CALL/answer").await;
    assert!(stage.log.lock().unwrap().iter().any(|line| line.contains("\"moved\"")));
}
