//! What comes by HTTP: notifications, for an ingress that notes them, and answers.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::{HeaderMap, Uri};
use call_lifecycle::Id;
use call_lifecycle_restate::{Answer, Calls, Ingress, KeepAlive, callbacks};
use call_lifecycle_tokio::{Clock, Request, Response};
use tokio::net::TcpListener;

use crate::engine::POLICY;

/// The path of each message, and its key.
type Came = Arc<Mutex<Vec<(String, String)>>>;

async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    address
}

/// Where an engine takes messages, and what came.
async fn ingress() -> (String, Came) {
    let came = Came::default();
    let notes = Arc::clone(&came);
    let note = move |uri: Uri, headers: HeaderMap| async move {
        let key = headers["idempotency-key"].to_str().unwrap().to_owned();
        notes.lock().unwrap().push((uri.path().to_owned(), key));
    };
    (serve(Router::new().fallback(note)).await, came)
}

/// A notification of these calls, one entry each.
fn notification(calls: &[Id]) -> String {
    let entry = |call: &Id| {
        format!(
            r#"{{"changeType":"updated","resourceUrl":"/communications/calls/{call}","resourceData":{{"state":"established"}}}}"#
        )
    };
    format!(r#"{{"value":[{}]}}"#, calls.iter().map(entry).collect::<Vec<_>>().join(","))
}

/// A message that comes again with a key is dropped: one post is one for each call, and the next another.
#[tokio::test]
async fn each_call_of_each_post_has_a_key() {
    let (engine, came) = ingress().await;
    let silent = |_: Request| async { Ok::<_, std::io::Error>(Response::new(500)) };
    let calls = Calls::new(&POLICY, Clock::new(), silent, KeepAlive);
    let address = serve(callbacks(&calls, Ingress::new([engine]))).await;
    let ids = [1, 2, 3].map(Id::from_u128);
    let http = reqwest::Client::new();
    for told in [&ids[..], &ids[..1], &[ids[0], ids[0], ids[1]]] {
        assert_eq!(http.post(&address).body(notification(told)).send().await.unwrap().status(), 202);
    }
    let came = came.lock().unwrap();
    let paths: Vec<&str> = came.iter().map(|(path, _)| path.as_str()).collect();
    let expected = [0, 1, 2, 0, 0, 1].map(|place| format!("/AppCall/{}/notified/send", ids[place]));
    assert_eq!(paths, expected);
    let keys: BTreeSet<&str> = came.iter().map(|(_, key)| key.as_str()).collect();
    assert_eq!(keys.len(), came.len(), "{keys:?}");
}

/// Each in the spelling in which it came, and no other.
#[test]
fn of_an_answer_three_headers_are_kept() {
    let kept = ["location", "LOCATION", "Retry-After", "retry-after", "Date", "date"];
    let others = ["request-id", "ETag", "Content-Type", "Set-Cookie", "Location2", "Retry", ""];
    for (name, is_kept) in kept.map(|name| (name, true)).into_iter().chain(others.map(|name| (name, false))) {
        let answer = Answer::of(&Response::new(202).with_header(name, "/x").with_body("{}"));
        let expected = is_kept.then(|| (name.to_owned(), "/x".to_owned()));
        assert_eq!(answer.headers, expected.into_iter().collect::<Vec<_>>(), "{name}");
        assert_eq!(serde_json::from_str::<Answer>(&serde_json::to_string(&answer).unwrap()).unwrap(), answer);
    }
}

#[test]
fn of_a_body_64_kib_are_kept() {
    const MOST: usize = 64 * 1024;
    for length in [0, 1, MOST - 1, MOST, MOST + 1, 2 * MOST] {
        let answer = Answer::of(&Response::new(200).with_body(vec![b'x'; length]));
        assert_eq!(answer.body.len(), length.min(MOST), "{length}");
    }
}
