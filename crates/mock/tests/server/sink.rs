//! Where notifications go: the path says how the bot there behaves.

use std::collections::HashMap;
use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, Uri};
use call_lifecycle::wire::{CommsNotifications, Notice};
use call_lifecycle::{CallState, ReportedState};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use super::bench::PATIENCE;

/// A notification that came.
#[derive(Clone, Debug)]
pub struct Came {
    pub path: String,
    pub body: String,
    /// How many of its path were under way with it.
    pub at_once: usize,
    /// Its header `Authorization`.
    pub authorization: Option<String>,
}

impl Came {
    /// The state in it, or what else it is about.
    pub fn word(&self) -> String {
        let body: CommsNotifications<'_> = serde_json::from_str(&self.body).unwrap();
        match body.as_slice()[0].notice().unwrap() {
            Notice::Call { report, .. } if report.audio_active.is_some() => "audio".to_owned(),
            Notice::Call { report, .. } => match report.reported() {
                ReportedState::Known(state) => state.as_str().to_owned(),
                _ => "?".to_owned(),
            },
            _ => "operation".to_owned(),
        }
    }
}

pub struct Sink {
    pub base: String,
    came: mpsc::UnboundedReceiver<Came>,
}

/// `/slow/...` takes its time; `/twice/...` fails twice for each body; `/fails/...` always;
/// `/never/...` never answers.
async fn behave(path: &str, tries: usize) -> StatusCode {
    match path.split('/').nth(1).unwrap() {
        "slow" => sleep(Duration::from_millis(30)).await,
        "twice" if tries <= 2 => return StatusCode::INTERNAL_SERVER_ERROR,
        "fails" => return StatusCode::INTERNAL_SERVER_ERROR,
        "never" => pending().await,
        _ => {}
    }
    StatusCode::ACCEPTED
}

impl Sink {
    pub async fn new() -> Self {
        let (send, came) = mpsc::unbounded_channel();
        let (tries, under_way) = (Counts::default(), Counts::default());
        let answer = move |uri: Uri, headers: HeaderMap, body: Bytes| {
            let (send, tries, under_way) = (send.clone(), Arc::clone(&tries), Arc::clone(&under_way));
            async move {
                assert_eq!(headers["content-type"], "application/json");
                let path = uri.path().to_owned();
                let body = String::from_utf8(body.to_vec()).unwrap();
                let tried = count(&tries, format!("{path} {body}"), 1);
                let (way, at_once) = UnderWay::begin(&under_way, &path);
                let authorization = headers.get("authorization").map(|value| value.to_str().unwrap().to_owned());
                let _ = send.send(Came { path: path.clone(), body, at_once, authorization });
                let status = behave(&path, tried).await;
                drop(way);
                status
            }
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(axum::serve(listener, Router::new().fallback(answer)).into_future());
        Self { base, came }
    }

    /// What has come and was not taken yet.
    pub fn so_far(&mut self) -> Vec<Came> {
        std::iter::from_fn(|| self.came.try_recv().ok()).collect()
    }

    pub async fn next(&mut self) -> Came {
        timeout(PATIENCE, self.came.recv()).await.expect("nothing came").unwrap()
    }

    /// What comes to a path, up to the end of the call.
    pub async fn until_the_end(&mut self, path: &str) -> Vec<Came> {
        let mut all = Vec::new();
        loop {
            let came = self.next().await;
            if came.path == path {
                let is_end = came.word() == CallState::Terminated.as_str();
                all.push(came);
                if is_end {
                    return all;
                }
            }
        }
    }
}

/// A notification that is under way, until it was answered or nobody waits for that any more.
struct UnderWay(Counts, String);

impl UnderWay {
    /// It, and how many there are with it.
    fn begin(counts: &Counts, path: &str) -> (Self, usize) {
        (Self(Arc::clone(counts), path.to_owned()), count(counts, path.to_owned(), 1))
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        count(&self.0, std::mem::take(&mut self.1), usize::MAX);
    }
}

type Counts = Arc<Mutex<HashMap<String, usize>>>;

/// Adds to a count; what it is then.
fn count(counts: &Counts, of: String, add: usize) -> usize {
    let mut counts = counts.lock().unwrap();
    let count = counts.entry(of).or_default();
    *count = count.wrapping_add(add);
    *count
}
