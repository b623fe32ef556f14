//! What a driver's tap records replays to what the machines said.
#![cfg(feature = "record")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use call_lifecycle::app::{Call, Output, Policy, Request as Wish, Settings};
use call_lifecycle::fleet::Fleet;
use call_lifecycle::wire::{Create, Record};
use call_lifecycle::{Id, KeepAlivePolicy, OperationKind, Timestamp};
use call_lifecycle_tokio::{Ask, Clock, Driver, FleetDriver, Request, Response, Speed, Update, storage};
use graph_call_replay::{End, Recorder, json, story};
use serde_json::Value;

const CREATED: Id = Id::from_u128(7);
const INCOMING: Id = Id::from_u128(8);
const REFUSED: Id = Id::from_u128(9);

/// The policy of a replay: a log is explained without a margin.
static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let keep_alive = KeepAlivePolicy::GRAPH.with_start_margin(Duration::ZERO);
    Policy::new(Settings::DEFAULT.with_keep_alive(keep_alive)).unwrap()
});

fn clock() -> Clock {
    Clock::start(Timestamp::from_millis(1_000), Speed::REAL)
}

fn posted(call: Id, state: &str) -> String {
    let data = format!(r##"{{"@odata.type": "#microsoft.graph.call", "state": "{state}"}}"##);
    let resource = format!("/communications/calls/{call}");
    format!(
        "{{\"value\": [{{\"changeType\": \"updated\",\n\"resourceUrl\": \"{resource}\", \"resourceData\": {data}}}]}}"
    )
}

/// A service that refuses every third request to keep a call alive, and loses every fifth.
async fn answer(number: usize, request: Request) -> Result<Response, String> {
    tokio::time::sleep(Duration::from_millis(20)).await;
    let place = format!("/communications/calls/{INCOMING}/operations/{}", Id::from_u128(99));
    match request.path() {
        "/v1.0/communications/calls" => {
            Ok(Response::new(201).with_body(format!(r#"{{"id": "{CREATED}", "state": "establishing"}}"#)))
        }
        path if path.ends_with("/keepAlive") && number.is_multiple_of(5) => Err("the line is cut".to_owned()),
        path if path.ends_with("/keepAlive") && number.is_multiple_of(3) => {
            Ok(Response::new(429).with_header("Retry-After", "70").with_body("{\"error\": {\"code\": \"Busy\"}}"))
        }
        path if path.ends_with("/recordResponse") => Ok(Response::new(202).with_header("Location", place)),
        _ if request.method() == "DELETE" => Ok(Response::new(204)),
        _ => Ok(Response::new(200)),
    }
}

/// What a machine says: when, of which call, and the word of it in the report of a replay.
fn said(call: Id, at: Timestamp, output: Output) -> Option<(u64, String, String)> {
    let word = match output {
        Output::Send(_) => return None,
        Output::State { to, .. } => format!("state {to}"),
        Output::AudioActive(_) => "audio".to_owned(),
        Output::OperationsOverdue(_) => "operationOverdue".to_owned(),
        Output::OperationsCancelled(_) => "operationCancelled".to_owned(),
        other => {
            let name = format!("{other:?}");
            let name = name.split([' ', '(']).next().unwrap();
            name[..1].to_lowercase() + &name[1..]
        }
    };
    Some((at.as_millis(), call.to_string(), word))
}

/// The same, as the replay of a trace says it.
fn replayed(trace: &str) -> Vec<(u64, String, String)> {
    let report = json(trace, End::App).unwrap();
    let lines = report.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut all = Vec::new();
    for line in lines.filter(|line| line["outputs"].is_array()) {
        for output in line["outputs"].as_array().unwrap() {
            let word = match (output["output"].as_str().unwrap(), output["to"].as_str()) {
                ("send", _) => continue,
                (word, Some(to)) => format!("{word} {to}"),
                (word, None) => word.to_owned(),
            };
            // A call that comes in is new to the replay, and to the driver not yet there.
            if word != "state incoming" {
                all.push((output["at"].as_u64().unwrap(), line["call"].as_str().unwrap().to_owned(), word));
            }
        }
    }
    all
}

fn text(recorder: &Mutex<Recorder<Vec<u8>>>) -> String {
    String::from_utf8(recorder.lock().unwrap().get_ref().clone()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_recorded_fleet_replays_to_what_its_machines_said() {
    let (policy, clock, number) = (&POLICY, clock(), AtomicUsize::new(0));
    let client = move |request| answer(number.fetch_add(1, Ordering::Relaxed), request);
    let fleet = Fleet::new(clock.now(), [1, 2], storage::<Call<'_, 4>>(2)).unwrap();
    let recorder = Arc::new(Mutex::new(Recorder::new(Vec::new())));
    let mut driver = FleetDriver::new(fleet, client, clock, policy).with_tap(Arc::clone(&recorder));
    let feed = driver.feed();
    let host = async {
        let pause = |seconds| tokio::time::sleep(Duration::from_secs(seconds));
        feed.create(&Create::default().with_callback_uri("https://bot/calls")).await.unwrap();
        feed.callback(posted(CREATED, "established")).await.unwrap();
        feed.callback(posted(INCOMING, "incoming")).await.unwrap();
        pause(1).await;
        feed.callback(posted(REFUSED, "incoming")).await.unwrap();
        feed.ask(INCOMING, Ask::new(Wish::Answer).with_body(&call_lifecycle::wire::Answer::default()).unwrap())
            .await
            .unwrap();
        pause(1).await;
        feed.callback(posted(INCOMING, "establishing")).await.unwrap();
        feed.callback(posted(INCOMING, "established")).await.unwrap();
        let record = Ask::new(Wish::Operation(OperationKind::Record)).with_body(&Record::default()).unwrap();
        feed.ask(INCOMING, record).await.unwrap();
        pause(20).await;
        let place = format!("/communications/calls/{INCOMING}/operations/{}", Id::from_u128(99));
        let data = r##"{"@odata.type": "#microsoft.graph.recordOperation", "status": "completed"}"##;
        let ended =
            format!(r#"{{"value": [{{"changeType": "deleted", "resourceUrl": "{place}", "resourceData": {data}}}]}}"#);
        feed.callback(ended).await.unwrap();
        pause(7_200).await;
        feed.callback(posted(CREATED, "terminated")).await.unwrap();
        pause(60).await;
        feed.stop().await.unwrap();
        pause(1).await;
        feed.callback(posted(INCOMING, "terminated")).await.unwrap();
    };
    let mut expected = Vec::new();
    let run = driver.run(|call, update| {
        if let Update::Output(timed) = update {
            expected.extend(said(call.id(), timed.at, timed.output));
        }
    });
    tokio::join!(run, host);
    let trace = text(&recorder);
    let mut found = replayed(&trace);
    // The driver has no machine for a call that it has no room for.
    found.retain(|(_, call, _)| *call != REFUSED.to_string());
    assert_eq!(found, expected, "{trace}");
    for word in
        ["keepAliveSucceeded", "keepAliveFailed", "operationAccepted", "operationEnded", "state established", "ended"]
    {
        assert!(expected.iter().any(|(_, _, said)| said == word), "{word}: {expected:?}");
    }
    let story = story(&trace, End::App).unwrap();
    assert!(story.contains("reject") && story.contains(&REFUSED.to_string()), "{story}");
}

#[tokio::test(start_paused = true)]
async fn the_request_that_creates_a_call_is_told_too() {
    let (policy, clock, number) = (&POLICY, clock(), AtomicUsize::new(0));
    let client = move |request| answer(number.fetch_add(1, Ordering::Relaxed), request);
    let recorder = Arc::new(Mutex::new(Recorder::new(Vec::new())));
    let create = Create::default().with_callback_uri("https://bot/calls");
    let mut driver = Driver::create_tapped(client, clock, policy, &create, Arc::clone(&recorder)).await.unwrap();
    let feed = driver.feed();
    let host = async {
        feed.callback(posted(CREATED, "established")).await.unwrap();
        tokio::time::sleep(Duration::from_secs(3_600)).await;
        feed.callback(posted(CREATED, "terminated")).await.unwrap();
    };
    let mut expected = Vec::new();
    let run = driver.run(|call, update| {
        if let Update::Output(timed) = update {
            expected.extend(said(call.id(), timed.at, timed.output));
        }
    });
    tokio::join!(run, host);
    let trace = text(&recorder);
    assert!(
        trace.starts_with(r#"{"at":1000,"request":{"id":"r1","method":"POST","url":"/v1.0/communications/calls","#)
    );
    assert_eq!(replayed(&trace), expected, "{trace}");
    assert!(expected.len() > 5, "{expected:?}");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_not_created_is_told_too() {
    let recorder = Arc::new(Mutex::new(Recorder::new(Vec::new())));
    let client = async |_: Request| Err::<Response, _>("the line is cut".to_owned());
    let create = Create::default();
    let driver = Driver::create_tapped(client, clock(), &POLICY, &create, Arc::clone(&recorder)).await;
    assert!(driver.is_err());
    let trace = text(&recorder);
    assert_eq!(trace.lines().nth(1), Some(r#"{"at":1000,"failed":{"to":"r1"}}"#), "{trace}");
}
