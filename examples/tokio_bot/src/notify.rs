//! Where the service posts its notifications.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use call_lifecycle::wire::{CommsNotification, Entries, Notice};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper_util::client::legacy::connect::Connect;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio::time::timeout;

use crate::input::{Input, Told};
use crate::mail::Mail;
use crate::messages::recording_of;
use crate::verify::Verifier;

/// The path of the callback URI.
pub const PATH: &str = "/api/calls";
/// The longest body that is read.
const MOST_BODY: usize = 256 * 1024;
/// How long a body may take to arrive.
const ARRIVES: Duration = Duration::from_secs(10);
/// How many bodies are read at a time.
const MOST_AT_A_TIME: usize = 64;

/// The status of an answer, and why.
type Reply = (StatusCode, String);

#[derive(Clone, Debug)]
struct Door<C> {
    inbox: mpsc::Sender<Mail>,
    places: Arc<Semaphore>,
    /// Without it every notification is taken.
    verifier: Option<Arc<Verifier<C>>>,
}

/// The endpoint. A notification whose token is good goes to the inbox and is answered 202 once the
/// bot has handled and stored it.
pub(crate) fn router<C>(inbox: mpsc::Sender<Mail>, verifier: Option<Verifier<C>>) -> Router
where
    C: Connect + Clone + Send + Sync + 'static,
{
    let door = Door { inbox, places: Arc::new(Semaphore::new(MOST_AT_A_TIME)), verifier: verifier.map(Arc::new) };
    Router::new().route(PATH, post(take_in::<C>)).with_state(door)
}

async fn take_in<C>(State(door): State<Door<C>>, headers: HeaderMap, body: Body) -> Reply
where
    C: Connect + Clone + Send + Sync + 'static,
{
    let Door { inbox, places, verifier } = door;
    // A later attempt of the service may find room.
    let full = || (StatusCode::SERVICE_UNAVAILABLE, "too much at a time: try again".to_owned());
    let Ok(_place) = places.try_acquire() else { return full() };
    if let Some(verifier) = verifier
        && let Err(refused) = verifier.check(&headers).await
    {
        return refused;
    }
    let body = match timeout(ARRIVES, Limited::new(body, MOST_BODY).collect()).await {
        Ok(Ok(body)) => body.to_bytes(),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            return (StatusCode::PAYLOAD_TOO_LARGE, format!("the body has more than {MOST_BODY} bytes"));
        }
        Ok(Err(error)) => return (StatusCode::BAD_REQUEST, format!("the body breaks off: {error}")),
        Err(_) => {
            return (StatusCode::REQUEST_TIMEOUT, format!("the body took more than {} s", ARRIVES.as_secs()));
        }
    };
    match read(&body) {
        Err(why) => (StatusCode::BAD_REQUEST, why),
        Ok(input) => {
            let (waits, heard) = oneshot::channel();
            if let Err(TrySendError::Full(_)) = inbox.try_send(Mail::Told(input, body, waits)) {
                return full();
            }
            match heard.await {
                Ok(()) => (StatusCode::ACCEPTED, String::new()),
                Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the bot has ended".to_owned()),
            }
        }
    }
}

/// The entries of a notification.
///
/// An entry that cannot be read does not affect the others and is reported. The body is refused
/// only if no entry can be read.
fn read(body: &[u8]) -> Result<Input, String> {
    let (mut entries, mut unread) = (Vec::new(), None);
    for entry in Entries::new(body) {
        match told(&entry.map_err(|error| format!("the body is no commsNotifications: {error}"))?) {
            Ok(told) => entries.extend(told),
            Err(why) => unread = unread.take().or(Some(why)),
        }
    }
    match unread {
        Some(why) if entries.is_empty() => Err(why),
        unread => Ok(Input::Told { entries, unread }),
    }
}

/// What an entry says, or `None` if it is neither about a call nor about an operation.
fn told(entry: &CommsNotification<'_>) -> Result<Option<Told>, String> {
    match entry.notice() {
        Ok(Notice::Call { call, report }) => Ok(Some(Told::Call { call, report })),
        Ok(Notice::Operation { call, report, .. }) => {
            Ok(Some(Told::Operation { call, report, recording: recording_of(entry.data()) }))
        }
        Ok(Notice::Other { .. }) => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use axum::body::{Bytes, HttpBody};
    use axum::http::Request;
    use hyper::body::Frame;
    use hyper_util::client::legacy::connect::HttpConnector;
    use tower_service::Service;

    use super::*;

    #[tokio::test]
    async fn a_full_inbox_is_told_to_the_service() {
        let (inbox, mut mail) = mpsc::channel(1);
        let mut router = router(inbox, None::<Verifier<HttpConnector>>);
        let mut post = || {
            let answer = router.call(Request::post(PATH).body(Body::from(r#"{"value": []}"#)).unwrap());
            tokio::spawn(async { answer.await.unwrap().status() })
        };
        let (first, second) = (post(), post());
        assert_eq!(second.await.unwrap(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(!first.is_finished(), "nobody has it yet");
        let Some(Mail::Told(_, _, waits)) = mail.recv().await else { panic!() };
        waits.send(()).unwrap();
        assert_eq!(first.await.unwrap(), StatusCode::ACCEPTED);
        let third = post();
        drop(mail.recv().await);
        assert_eq!(third.await.unwrap(), StatusCode::SERVICE_UNAVAILABLE, "nobody will have it");
    }

    /// A body of which nothing comes, or that breaks off.
    struct Lame(bool);

    impl HttpBody for Lame {
        type Data = Bytes;
        type Error = io::Error;

        fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
            if self.0 { Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into()))) } else { Poll::Pending }
        }
    }

    /// A router whose bot takes everything.
    fn open() -> Router {
        let (inbox, mut mail) = mpsc::channel(8);
        tokio::spawn(async move {
            while let Some(Mail::Told(_, _, waits)) = mail.recv().await {
                waits.send(()).unwrap();
            }
        });
        router(inbox, None::<Verifier<HttpConnector>>)
    }

    async fn status(router: &Router, body: Body) -> StatusCode {
        router.clone().call(Request::post(PATH).body(body).unwrap()).await.unwrap().status()
    }

    #[tokio::test(start_paused = true)]
    async fn so_many_bodies_are_read_at_a_time_and_each_for_ten_seconds() {
        let router = open();
        let slow: Vec<_> = (0..MOST_AT_A_TIME)
            .map(|_| router.clone())
            .map(|router| tokio::spawn(async move { status(&router, Body::new(Lame(false))).await }))
            .collect();
        tokio::time::sleep(ARRIVES - Duration::from_millis(1)).await;
        let good = || Body::from(r#"{"value": []}"#);
        assert!(slow.iter().all(|slow| !slow.is_finished()));
        assert_eq!(status(&router, good()).await, StatusCode::SERVICE_UNAVAILABLE);
        tokio::time::sleep(Duration::from_millis(2)).await;
        assert_eq!(status(&router, good()).await, StatusCode::ACCEPTED);
        for slow in slow {
            assert!(slow.is_finished());
            assert_eq!(slow.await.unwrap(), StatusCode::REQUEST_TIMEOUT);
        }
    }

    #[tokio::test]
    async fn a_body_may_be_as_long_as_that_and_must_be_whole() {
        let router = open();
        let good = r#"{"value": []}"#;
        let long = |length: usize| Body::from(good.to_owned() + &" ".repeat(length - good.len()));
        assert_eq!(status(&router, long(MOST_BODY)).await, StatusCode::ACCEPTED);
        assert_eq!(status(&router, long(MOST_BODY + 1)).await, StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(status(&router, Body::new(Lame(true))).await, StatusCode::BAD_REQUEST);
    }

    #[test]
    fn of_entries_that_cannot_be_read_the_first_is_named() {
        let entry = |change: &str| {
            let call = "57dab8b1-894c-409a-b240-bd8beae78896";
            format!(
                r#"{{"changeType": "{change}", "resource": "/app/calls/{call}", "resourceData": {{"state": "incoming"}}}}"#
            )
        };
        for (changes, good) in [(&["moved", "lost"][..], 0), (&["moved", "created", "lost", "updated"], 2)] {
            let body = changes.iter().map(|change| entry(change)).collect::<Vec<_>>().join(",");
            let why = match read(format!(r#"{{"value": [{body}]}}"#).as_bytes()) {
                Ok(Input::Told { entries, unread }) => {
                    assert_eq!(entries.len(), good);
                    unread.unwrap()
                }
                Ok(other) => panic!("{other:?}"),
                Err(why) => {
                    assert_eq!(good, 0);
                    why
                }
            };
            assert!(why.contains("moved") && !why.contains("lost"), "{why}");
        }
    }
}
