//! What a driver makes of things that come at the same time, late, too often or never.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use call_lifecycle::app::{Call, Policy, Request as Wish};
use call_lifecycle::fleet::Fleet;
use call_lifecycle::wire::{Create, Record};
use call_lifecycle::{Id, OperationKind, Timestamp};
use call_lifecycle_tokio::{
    Ask, Clock, CreateError, Driver, Feed, FleetDriver, Request, Response, Speed, Update, storage,
};
use tokio::time::{Instant, advance, sleep, timeout};

const CALL: Id = Id::from_u128(7);
const OTHER: Id = Id::from_u128(8);

type Log = Arc<Mutex<Vec<String>>>;

fn posted(call: Id, state: &str) -> String {
    format!(r#"{{"value": [{}]}}"#, entry(call, state))
}

fn entry(call: Id, state: &str) -> String {
    format!(
        r#"{{"changeType": "updated", "resourceUrl": "/communications/calls/{call}",
            "resourceData": {{"state": "{state}"}}}}"#
    )
}

/// Runs a fleet for as long as the host says. A creation is answered after so long, everything else at once. What was
/// sent: method, path and body.
async fn fleet(room: usize, creation: Duration, host: impl AsyncFnOnce(&Feed, &Log)) -> Vec<String> {
    let clock = Clock::start(Timestamp::ZERO, Speed::REAL);
    let log = Log::default();
    let sent = Arc::clone(&log);
    let client = move |request: Request| {
        let line = format!("{} {} {}", request.method(), request.path(), request.body().unwrap_or("-"));
        sent.lock().unwrap().push(line.replace("/v1.0/communications/calls", ""));
        async move {
            Ok::<_, String>(match (request.method(), request.path()) {
                ("POST", "/v1.0/communications/calls") => {
                    sleep(creation).await;
                    Response::new(201).with_body(format!(r#"{{"id": "{CALL}", "state": "establishing"}}"#))
                }
                ("DELETE", _) => Response::new(404),
                _ => Response::new(200),
            })
        }
    };
    let fleet = Fleet::new(clock.now(), [1, 2], storage::<Call<'static, 4>>(room)).unwrap();
    let mut driver = FleetDriver::new(fleet, client, clock, &Policy::DEFAULT);
    let feed = driver.feed();
    let host = async {
        host(&feed, &log).await;
        // One that was told before may have ended.
        let _stopped = feed.stop().await;
    };
    tokio::join!(driver.run(|_, _| {}), host);
    assert!(driver.fleet().is_empty());
    log.lock().unwrap().clone()
}

fn create() -> Create<'static> {
    Create::default().with_callback_uri("https://bot/calls")
}

const SECOND: Duration = Duration::from_secs(1);

/// It may end so soon that its end is heard of before its creation is answered.
#[tokio::test(start_paused = true)]
async fn a_call_that_ended_before_its_creation_was_answered_does_not_come_back() {
    let sent = fleet(4, 2 * SECOND, async |feed, _| {
        let (create, end) = (create(), async {
            sleep(SECOND).await;
            feed.callback(posted(CALL, "terminated")).await.unwrap();
        });
        let (created, ()) = tokio::join!(feed.create(&create), end);
        assert!(created.is_err(), "{created:?}");
        sleep(3_600 * SECOND).await;
    })
    .await;
    assert_eq!(sent.len(), 1, "{sent:?}");
}

/// Of a call that it does not know, that it has held, and that it has refused.
#[tokio::test(start_paused = true)]
async fn what_was_said_before_an_end_comes_too_late_after_it() {
    let sent = fleet(1, SECOND, async |feed, _| {
        for state in ["terminated", "established", "incoming", "terminated", "establishing"] {
            feed.callback(posted(CALL, state)).await.unwrap();
        }
        for state in ["incoming", "established", "terminated", "established", "incoming"] {
            feed.callback(posted(OTHER, state)).await.unwrap();
        }
        sleep(3_600 * SECOND).await;
    })
    .await;
    assert_eq!(sent, [""; 0]);
    let refused = Id::from_u128(9);
    let sent = fleet(1, SECOND, async |feed, _| {
        feed.callback(posted(OTHER, "incoming")).await.unwrap();
        feed.callback(posted(refused, "incoming")).await.unwrap();
        feed.callback(posted(OTHER, "terminated")).await.unwrap();
        feed.callback(posted(refused, "established")).await.unwrap();
        sleep(SECOND).await;
    })
    .await;
    assert_eq!(sent.len(), 1, "{sent:?}");
    assert!(sent[0].starts_with(&format!("POST /{refused}/reject ")), "{sent:?}");
}

/// Of more the first that ended is adopted again, and looked at.
#[tokio::test(start_paused = true)]
async fn the_last_1024_that_ended_are_remembered() {
    let sent = fleet(4, SECOND, async |feed, _| {
        let entries: Vec<_> = (1..=1_025).map(|id| entry(Id::from_u128(id), "terminated")).collect();
        feed.callback(format!(r#"{{"value": [{}]}}"#, entries.join(","))).await.unwrap();
        for id in [2, 1_025, 1] {
            feed.callback(posted(Id::from_u128(id), "established")).await.unwrap();
        }
        sleep(SECOND).await;
    })
    .await;
    let looks: Vec<_> = sent.iter().filter(|line| line.starts_with("GET")).collect();
    assert_eq!(looks, [&format!("GET /{} -", Id::from_u128(1))]);
}

/// Only a body in which nothing can be read is refused, and the first reason is named.
#[tokio::test(start_paused = true)]
async fn an_entry_that_cannot_be_read_keeps_no_other_out() {
    let sent = fleet(4, SECOND, async |feed, _| {
        let bad =
            [r#"{"changeType": "updated", "resource": "/app/calls/1"}"#, r#"{"changeType": "updated", "resource": 5}"#];
        let good = entry(CALL, "established");
        for (entries, is_taken) in [(&[bad[0], &good, bad[1]][..], true), (&bad, false), (&[], true)] {
            match feed.callback(format!(r#"{{"value": [{}]}}"#, entries.join(","))).await {
                Ok(()) => assert!(is_taken, "{entries:?}"),
                Err(error) => {
                    assert!(!is_taken && error.to_string().contains("calls is \"1\""), "{error} of {entries:?}")
                }
            }
        }
        sleep(SECOND).await;
    })
    .await;
    assert_eq!(sent[0], format!("GET /{CALL} -"));
}

/// Nobody else would: the one who asked for it may be gone.
#[tokio::test(start_paused = true)]
async fn a_call_that_is_created_as_the_host_stops_is_hung_up() {
    let sent = fleet(4, 2 * SECOND, async |feed, log| {
        let (create, stop) = (create(), async {
            sleep(SECOND).await;
            feed.stop().await.unwrap();
            let late = feed.create(&Create::default().with_callback_uri("https://bot/calls")).await;
            assert!(matches!(late, Err(CreateError::Ended)), "{late:?}");
            assert_eq!(log.lock().unwrap().len(), 1);
        });
        let (created, ()) = tokio::join!(feed.create(&create), stop);
        assert_eq!(created.unwrap(), CALL);
        sleep(SECOND).await;
        assert_eq!(log.lock().unwrap().last(), Some(&format!("DELETE /{CALL} -")));
    })
    .await;
    assert_eq!(sent.len(), 2, "{sent:?}");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_being_created_has_its_place() {
    let sent = fleet(1, 2 * SECOND, async |feed, _| {
        let (create, other) = (create(), async {
            sleep(SECOND).await;
            feed.callback(posted(OTHER, "incoming")).await.unwrap();
        });
        let (created, ()) = tokio::join!(feed.create(&create), other);
        assert_eq!(created.unwrap(), CALL);
        assert!(matches!(feed.create(&create).await, Err(CreateError::Full)));
    })
    .await;
    assert!(sent.iter().any(|line| line.starts_with(&format!("POST /{OTHER}/reject "))), "{sent:?}");
    // Its own notification is faster: it is there, and it is the one.
    let sent = fleet(1, 2 * SECOND, async |feed, _| {
        let (create, own) = (create(), async {
            sleep(SECOND).await;
            feed.callback(posted(CALL, "establishing")).await.unwrap();
        });
        let (created, ()) = tokio::join!(feed.create(&create), own);
        assert_eq!(created.unwrap(), CALL);
    })
    .await;
    assert!(sent.contains(&format!("DELETE /{CALL} -")), "{sent:?}");
}

/// In real time, whatever the clock of the calls.
#[tokio::test(start_paused = true)]
async fn an_answer_is_waited_for_for_120_seconds() {
    for (after, is_in_time) in [(119, true), (121, false)] {
        fleet(1, after * SECOND, async |feed, _| {
            let began = Instant::now();
            match feed.create(&create()).await {
                Ok(call) => assert!(is_in_time && call == CALL),
                Err(CreateError::Http(error)) => {
                    assert_eq!((is_in_time, error.to_string().as_str()), (false, "no answer within 120 s"));
                    assert_eq!(began.elapsed(), 120 * SECOND);
                }
                Err(error) => panic!("{error}"),
            }
        })
        .await;
    }
}

/// What a driver does first if it finds that it is due, that an answer is there and that a notification is there.
#[tokio::test(start_paused = true)]
async fn what_is_due_comes_before_an_answer_and_that_before_what_comes_in() {
    let clock = Clock::start(Timestamp::ZERO, Speed::REAL);
    let client = |request: Request| async move {
        sleep(if request.path().ends_with("/keepAlive") { SECOND } else { 2 * SECOND }).await;
        Ok::<_, String>(Response::new(200))
    };
    let call = Call::<4>::outgoing(CALL, Timestamp::ZERO, &Policy::DEFAULT);
    let mut driver = Driver::new(call, client, clock);
    let feed = driver.feed();
    let due = clock.instant(driver.call().next_deadline().unwrap().at).unwrap();
    // Its look is out when the keepAlive is due.
    let look = async {
        tokio::time::sleep_until(due - SECOND).await;
        feed.ask(CALL, Ask::new(Wish::GetCall)).await.unwrap();
    };
    let (ran, ()) = tokio::join!(timeout(due - Instant::now() - SECOND / 2, driver.run(|_, _| {})), look);
    assert!(ran.is_err());
    feed.callback(posted(CALL, "established")).await.unwrap();
    sleep(3 * SECOND).await;
    let mut order = Vec::new();
    let ran = timeout(
        SECOND / 2,
        driver.run(|_, update| match update {
            Update::Output(_) => order.push("due"),
            Update::Answered { .. } => order.push("answer"),
            Update::Notified(_) => order.push("notification"),
            _ => {}
        }),
    );
    assert!(ran.await.is_err());
    order.dedup();
    assert_eq!(order[..3], ["due", "answer", "notification"], "{order:?}");
}

/// A timer of tokio fires up to a millisecond late: what is asked for just then finds a keepAlive that is due.
#[tokio::test(start_paused = true)]
async fn what_was_asked_for_goes_with_its_own_body() {
    let clock = Clock::start(Timestamp::ZERO, Speed::new(7.0).unwrap());
    let log = Log::default();
    let sent = Arc::clone(&log);
    let client = move |request: Request| {
        let end = request.path().rsplit('/').next().unwrap_or_default().to_owned();
        sent.lock().unwrap().push(format!("{end} {}", if request.body().is_some() { "with a body" } else { "alone" }));
        std::future::ready(Ok::<_, String>(Response::new(200)))
    };
    let mut call = Call::<4>::outgoing(CALL, Timestamp::ZERO, &Policy::DEFAULT);
    let established = call_lifecycle::CallReport::state(call_lifecycle::CallState::Established);
    let _ = call.handle(Timestamp::ZERO, call_lifecycle::app::Event::Call(established));
    let mut driver = Driver::new(call, client, clock);
    let feed = driver.feed();
    let due = driver.call().next_deadline().unwrap().at;
    let host = async {
        let before = clock.instant(due).unwrap() - Instant::now();
        advance(before + Duration::from_micros(10)).await;
        assert!(clock.now() >= due);
        let record = Ask::new(Wish::Operation(OperationKind::Record));
        feed.ask(CALL, record.with_body(&Record::default()).unwrap()).await.unwrap();
        sleep(SECOND).await;
    };
    let run = timeout(SECOND * 200, driver.run(|_, _| {}));
    tokio::select! { _ = run => panic!("it ends with the host"), () = host => {} }
    assert_eq!(log.lock().unwrap()[..2], ["keepAlive alone", "recordResponse with a body"]);
}
