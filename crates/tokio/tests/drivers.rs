//! The drivers with a client that answers at once, in tokio's paused time.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use call_lifecycle::app::{self, Call, OperationHints, Output, Policy, Request as Wish};
use call_lifecycle::fleet::Fleet;
use call_lifecycle::wire::{Create, Record, Reject, http::Content};
use call_lifecycle::{Cause, Id, OperationKind, Timestamp};
use call_lifecycle_tokio::{
    Ask, Clock, CreateError, Driver, FleetDriver, HttpClient, Request, Response, Speed, Update, storage,
};

const CALL: Id = Id::from_u128(7);

/// What was sent: when, in minutes, and what.
type Log = Arc<Mutex<Vec<(u64, String)>>>;

fn clock() -> Clock {
    Clock::start(Timestamp::ZERO, Speed::REAL)
}

/// A service that answers each request as a function says.
fn service(
    clock: Clock,
    answer: impl Fn(&Request) -> Result<Response, String> + Send + Sync + 'static,
) -> (impl HttpClient, Log) {
    let log = Log::default();
    let sent = Arc::clone(&log);
    let client = move |request: Request| {
        let line = format!("{} {} {}", request.method(), request.path(), request.body().unwrap_or("-"));
        sent.lock().unwrap().push((clock.now().as_millis() / 60_000, line));
        std::future::ready(answer(&request))
    };
    (client, log)
}

fn ends_with(log: &Log, end: &str) -> Vec<u64> {
    log.lock().unwrap().iter().filter(|(_, line)| line.contains(end)).map(|(at, _)| *at).collect()
}

fn posted(call: Id, state: &str) -> String {
    format!(
        r#"{{"value": [{{"changeType": "updated", "resourceUrl": "/communications/calls/{call}",
            "resourceData": {{"state": "{state}"}}}}]}}"#
    )
}

fn created(call: Id) -> Response {
    Response::new(201).with_body(format!(r#"{{"id": "{call}", "state": "establishing"}}"#))
}

#[tokio::test(start_paused = true)]
async fn a_call_is_kept_alive_until_it_is_hung_up() {
    let clock = clock();
    let (client, log) = service(clock, |request| {
        Ok(match request.path() {
            "/v1.0/communications/calls" => created(CALL),
            _ if request.method() == "DELETE" => Response::new(204),
            _ => Response::new(200),
        })
    });
    let create = Create::default().with_callback_uri("https://bot/calls");
    let mut driver = Driver::create(client, clock, &Policy::DEFAULT, &create).await.unwrap();
    assert_eq!(driver.call().id(), CALL);
    let feed = driver.feed();
    let host = tokio::spawn(async move {
        feed.callback(posted(CALL, "established")).await.unwrap();
        tokio::time::sleep(Duration::from_secs(3 * 3_600)).await;
        feed.stop().await.unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await;
        feed.callback(posted(CALL, "terminated")).await.unwrap();
    });
    let mut succeeded = 0;
    let cause = driver
        .run(|_, update| {
            succeeded +=
                usize::from(matches!(update, Update::Output(timed) if timed.output == Output::KeepAliveSucceeded))
        })
        .await;
    host.await.unwrap();
    assert_eq!(cause, Some(Cause::LocalHangUp), "{log:?}");
    assert!(driver.has_ended());
    let sent = ends_with(&log, "/keepAlive -");
    assert!(succeeded == sent.len() && succeeded >= 11, "{sent:?}");
    assert!(sent.windows(2).all(|pair| pair[1] - pair[0] < 45), "{sent:?}");
    assert_eq!(ends_with(&log, "DELETE"), [180]);
}

#[tokio::test(start_paused = true)]
async fn a_service_that_is_away_loses_the_call_and_the_host_is_told_why() {
    let clock = clock();
    let (client, _) = service(clock, |_| Err("the line is cut".to_owned()));
    let call = Call::<4>::outgoing(CALL, Timestamp::ZERO, &Policy::DEFAULT);
    let (mut lost, mut why) = (None, None);
    let mut driver = Driver::new(call, client, clock);
    let cause = driver
        .run(|_, update| match update {
            Update::Output(timed) if timed.output == Output::PresumedLost => lost = Some(timed.at.as_millis() / 60_000),
            Update::Failed { error, request: Wish::KeepAlive, .. } => why = Some(error.to_string()),
            _ => {}
        })
        .await;
    assert_eq!((lost, why.as_deref()), (Some(45), Some("the line is cut")));
    assert!(matches!(cause, Some(Cause::Abandoned)), "{cause:?}");
}

#[tokio::test(start_paused = true)]
async fn a_run_that_was_dropped_is_taken_up_again() {
    let clock = clock();
    let (client, log) = service(clock, |_| Ok(Response::new(200)));
    let call = Call::<4>::outgoing(CALL, Timestamp::ZERO, &Policy::DEFAULT);
    let mut driver = Driver::new(call, client, clock);
    for _ in 0..10 {
        let some_time = Duration::from_secs(13 * 60);
        assert!(tokio::time::timeout(some_time, driver.run(|_, _| {})).await.is_err());
    }
    let sent = ends_with(&log, "/keepAlive -");
    assert!(sent.len() >= 7 && driver.call().keep_alive().failures == 0, "{sent:?}");
}

#[tokio::test(start_paused = true)]
async fn what_the_host_asks_for_is_sent_with_its_body() {
    let clock = clock();
    let (client, log) = service(clock, |request| {
        Ok(match request.method() {
            "POST" if request.path().ends_with("/recordResponse") => {
                Response::new(400).with_body(r#"{"error": {"code": "7505", "message": "No."}}"#)
            }
            _ => Response::new(202),
        })
    });
    let call = Call::<4>::incoming(CALL, Timestamp::ZERO, &Policy::DEFAULT);
    let mut driver = Driver::new(call, client, clock);
    let feed = driver.feed();
    let host = async {
        let reject = Ask::new(Wish::Reject).with_body(&Reject::default()).unwrap();
        let record = Ask::new(Wish::Operation(OperationKind::Record));
        // Without a body it cannot be sent, and is not.
        feed.ask(CALL, record.clone()).await.unwrap();
        feed.callback(posted(CALL, "established")).await.unwrap();
        feed.ask(CALL, record.clone()).await.unwrap();
        feed.ask(CALL, record.with_body(&Record::default()).unwrap().with_hints(OperationHints::NONE)).await.unwrap();
        feed.ask(Id::from_u128(8), reject).await.unwrap();
        tokio::time::sleep(Duration::from_secs(1)).await;
        feed.event(CALL, app::Event::Call(call_lifecycle::CallReport::state(call_lifecycle::CallState::Terminated)))
            .await
            .unwrap();
    };
    let mut told = Vec::new();
    let run = driver.run(|_, update| match update {
        Update::Answered { status, content: Content::Error(error), .. } => {
            told.push(format!("{status} {}", error.code().unwrap()))
        }
        Update::Failed { error, .. } => told.push(error.to_string()),
        _ => {}
    });
    tokio::join!(run, host);
    let record = ends_with(&log, "/recordResponse {");
    assert_eq!((record.len(), ends_with(&log, "/reject").len()), (1, 0), "{log:?}");
    assert!(told[0].contains("needs a body") && told.last().unwrap() == "400 7505", "{told:?}");
}

#[tokio::test(start_paused = true)]
async fn a_fleet_creates_takes_adopts_refuses_and_ends_calls() {
    let clock = clock();
    let number = std::sync::atomic::AtomicUsize::new(100);
    let (client, log) = service(clock, move |request| {
        Ok(match request.path() {
            "/v1.0/communications/calls" => {
                created(Id::from_u128(number.fetch_add(1, std::sync::atomic::Ordering::Relaxed) as u128))
            }
            _ if request.method() == "DELETE" => Response::new(404),
            _ if request.method() == "GET" => Response::new(200).with_body(r#"{"state": "established"}"#),
            _ => Response::new(200),
        })
    });
    let fleet = Fleet::new(clock.now(), [1, 2], storage::<Call<'static, 4>>(4)).unwrap();
    let mut driver = FleetDriver::new(fleet, client, clock, &Policy::DEFAULT);
    let feed = driver.feed();
    let create = Create::default().with_callback_uri("https://bot/calls");
    let (incoming, known, busy) = (Id::from_u128(1), Id::from_u128(2), Id::from_u128(3));
    let host = async {
        for _ in 0..2 {
            let call = feed.create(&create).await.unwrap();
            feed.callback(posted(call, "established")).await.unwrap();
        }
        feed.callback(posted(incoming, "incoming")).await.unwrap();
        feed.callback(posted(known, "established")).await.unwrap();
        feed.callback(posted(busy, "incoming")).await.unwrap();
        feed.callback(posted(busy, "incoming")).await.unwrap();
        assert!(matches!(feed.create(&create).await, Err(CreateError::Full)));
        assert!(feed.callback("nonsense").await.is_err());
        feed.callback(posted(incoming, "established")).await.unwrap();
        tokio::time::sleep(Duration::from_secs(7_200)).await;
        feed.stop().await.unwrap();
    };
    tokio::join!(driver.run(|_, _| {}), host);
    assert!(driver.fleet().is_empty());
    let of = |id: Id, what: &str| ends_with(&log, &format!("{id}{what}")).len();
    for call in [Id::from_u128(100), Id::from_u128(101), incoming, known] {
        assert!(of(call, "/keepAlive") >= 7, "{call}: {log:?}");
    }
    assert_eq!((of(busy, "/reject"), of(busy, "")), (1, 1));
    assert_eq!(ends_with(&log, &format!("GET /v1.0/communications/calls/{known}")).len(), 1);
    assert!(matches!(feed.create(&create).await, Err(CreateError::Ended)));
}

/// A service says it in real seconds: two of them are two minutes on a clock that goes 60 times as
/// fast.
#[tokio::test(start_paused = true)]
async fn retry_after_is_in_real_time() {
    for (speed, header, waited) in [(1.0, "70", 70), (60.0, "2", 120), (60.0, "Sun, 06 Nov 1994 08:49:39 GMT", 120)] {
        let clock = Clock::start(Timestamp::ZERO, Speed::new(speed).unwrap());
        let sent = Arc::new(Mutex::new(Vec::new()));
        let times = Arc::clone(&sent);
        let client = move |request: Request| {
            let mut times = times.lock().unwrap();
            let busy = request.path().ends_with("/keepAlive") && times.is_empty();
            if request.path().ends_with("/keepAlive") {
                times.push(clock.now().as_millis());
            }
            let refused = Response::new(429).with_header("Date", "Sun, 06 Nov 1994 08:49:37 GMT");
            let answer = if busy { refused.with_header("retry-after", header) } else { Response::new(200) };
            std::future::ready(Ok::<_, String>(answer))
        };
        let call = Call::<4>::outgoing(CALL, Timestamp::ZERO, &Policy::DEFAULT);
        let mut driver = Driver::new(call, client, clock);
        let for_long = clock.real(Duration::from_secs(20 * 60));
        assert!(tokio::time::timeout(for_long, driver.run(|_, _| {})).await.is_err());
        let sent = sent.lock().unwrap();
        let [first, second] = sent[..] else { panic!("{speed}: {sent:?}") };
        // A clock that is turned up is read a moment later.
        let between = (second - first) as f64 / 1_000.0;
        assert!((f64::from(waited)..f64::from(waited) + 10.0).contains(&between), "{speed} {header}: {between}");
    }
}
