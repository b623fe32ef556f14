//! Nothing allocates: everything that the crate does runs where an allocation, or the end of one, aborts the process.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

use core::fmt::{self, Display, Write};
use core::time::Duration;
use std::env;
use std::process::Command;

use assert_no_alloc::{AllocDisabler, assert_no_alloc};
use call_lifecycle::diagram::{Dot, List, Matrix, Mermaid, Table};
use call_lifecycle::fleet::{Fleet, NoSuchCall, Room, entries_for, nodes_for};
use call_lifecycle::wire::{
    self, Answer, ApiVersion, CancelMediaProcessing, CommsNotifications, Create, Entries, ErrorBody, Invite, Notice,
    OperationRequest, PlayPrompt, Record, Redirect, Reject, Resource, SendDtmfTones, ServiceNotification,
    ServiceNotifications, Target, Transfer,
};
use call_lifecycle::{
    CallReport, CallState, Cause, Id, Machine, OperationKind, PolicyField, Rejection, Snapshot, SnapshotError,
    Timestamp, app, service,
};
use call_lifecycle_sim::{Faults, Line, Tally, World};
use serde::{Deserialize, Serialize};

#[global_allocator]
static ALLOCATOR: AllocDisabler = AllocDisabler;

const DAY: Timestamp = Timestamp::from_millis(24 * 3_600_000);

/// The test runs itself once more, as a process that allocates in the guard: so the others say something.
#[test]
fn the_guard_aborts() {
    const NAME: &str = "ALLOCATE_IN_THE_GUARD";
    if env::var_os(NAME).is_some() {
        assert_no_alloc(|| drop(core::hint::black_box(Box::new([0_u8; 123]))));
        return;
    }
    let mut again = Command::new(env::current_exe().unwrap());
    let output = again.args(["--exact", "the_guard_aborts", "--nocapture"]).env(NAME, "1").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("memory allocation of 123 bytes failed"), "{said}");
}

#[test]
fn a_day_of_both_ends_with_every_law() {
    for faults in [Faults::NONE, Faults::BAD, Faults::BAD_CLOCKS] {
        let world = World::new(23).with_faults(faults);
        let mut tally = Tally::default();
        let failure = assert_no_alloc(|| {
            (0..20).find_map(|number| Line::new(&world, number, world.chance(number)).run(DAY, &mut tally).err())
        });
        assert_eq!(failure, None);
        assert!(tally.app_events > 500 && tally.service_events > 500, "{tally:?}");
    }
}

const CALLS: usize = 8;

/// Fills a fleet, handles its calls by handle, by id and together, lets all that is due wake for hours, and empties it. How many outputs there were.
fn fleet_day<M: Machine>(call: impl Fn(u128) -> M) -> usize {
    let mut room = Room::<M, CALLS, { nodes_for(CALLS) }, { entries_for(CALLS) }>::new();
    let mut fleet = Fleet::new(Timestamp::ZERO, [1, 2], room.storage()).unwrap();
    let ids: [Id; CALLS] = core::array::from_fn(|number| Id::from_u128(number as u128));
    let mut outputs = 0;
    for number in 0..CALLS as u128 {
        let handle = fleet.insert(call(number)).unwrap_or_else(|_| panic!("there is room"));
        outputs += fleet.handle(Timestamp::ZERO, handle, M::WAKE).unwrap().outputs().len();
    }
    assert!(fleet.insert(call(99)).is_err() && fleet.handle(Timestamp::ZERO, Id::from_u128(99), M::WAKE).is_err());
    fleet.handle_all(Timestamp::ZERO, &ids.map(|id| (id, M::WAKE)), |_, done: Result<_, NoSuchCall>| {
        outputs += done.unwrap().1.outputs().len();
    });
    while let Some(next) = fleet.next_deadline() {
        fleet.wake_due(next, |_, _, step| outputs += step.outputs().len());
        if let Some((_, step)) = fleet.wake_next(next.saturating_add(Duration::from_secs(60))) {
            outputs += step.outputs().len();
        }
    }
    assert_ne!(fleet.digest(), 0);
    for id in ids {
        assert!(fleet.remove(id).is_some());
    }
    assert!(fleet.is_empty());
    outputs
}

#[test]
fn fleets_of_both_ends() {
    let (app_policy, service_policy) = (app::Policy::DEFAULT, service::Policy::DEFAULT);
    let (at_app, at_service) = assert_no_alloc(|| {
        (
            fleet_day(|id| app::Call::<4>::outgoing(Id::from_u128(id), Timestamp::ZERO, &app_policy)),
            fleet_day(|id| service::Call::<4>::incoming(Id::from_u128(id), Timestamp::ZERO, &service_policy)),
        )
    });
    assert!(at_app > 10 * CALLS && at_service >= CALLS, "{at_app} {at_service}");
}

/// Reads and writes; how many bytes.
fn rewritten<'a, T: Deserialize<'a> + Serialize>(json: &'a str) -> usize {
    let body: T = wire::json::from_str(json).unwrap();
    wire::json::to_slice(&body, &mut [0; 4096]).unwrap().len()
}

const CONTEXT: &str = r#"{"clientContext": "d45324c1\/fcb5"}"#;
const RECORD: &str = r##"{"clientContext": "\u0041", "prompts": [{"mediaInfo": {"uri": "https:\/\/cdn\/beep.wav"}, "loop": 5}],
    "maxRecordDurationInSeconds": 1800, "recordingFormat": "wav", "stopTones": ["#", "11", "*"]}"##;
const TARGETS: &str = r#"{"targets": [{"identity": {"phone": {"id": "+12345"}}}], "callbackUri": "https:\/\/bot\/calls",
    "tenantId": "contoso", "requestedModalities": ["audio"], "transferTarget": {"identity": {"user": {"id": "a"}}},
    "participants": [{"identity": {"user": {"id": "b"}}}], "reason": "busy", "acceptedModalities": ["video"], "timeout": 60}"#;
const ENTRY: &str = r##"{"changeType": "deleted", "resource":
    "/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5",
    "resourceData": {"@odata.type": "#microsoft.graph.recordOperation", "status": "completed", "clientContext": "\u00e4",
    "resultInfo": {"code": "200", "subCode": 0, "message": "\"done\""}, "completionReason": "stopToneDetected",
    "recordResourceLocation": "https:\/\/file.location\/1", "recordResourceAccessToken": "t", "unknown": [{"a": null}]}}"##;

#[test]
fn every_body_is_read_and_written() {
    let error = r#"{"error": {"code": "NotFound", "message": "\"gone\"", "innerError": {"request-id": "1a2b"}}}"#;
    let tones = r#"{"tones": ["tone1", "star"], "delayBetweenTonesMs": 1000}"#;
    let lengths = assert_no_alloc(|| {
        [
            rewritten::<Record<'_>>(RECORD),
            rewritten::<PlayPrompt<'_>>(RECORD),
            rewritten::<OperationRequest<'_>>(CONTEXT),
            rewritten::<CancelMediaProcessing<'_>>(CONTEXT),
            rewritten::<SendDtmfTones<'_>>(tones),
            rewritten::<Create<'_>>(TARGETS),
            rewritten::<Answer<'_>>(TARGETS),
            rewritten::<Reject<'_>>(TARGETS),
            rewritten::<Redirect<'_>>(TARGETS),
            rewritten::<Transfer<'_>>(TARGETS),
            rewritten::<Invite<'_>>(TARGETS),
            rewritten::<wire::CommsNotification<'_>>(ENTRY),
            rewritten::<Resource<'_>>(r#"{"state": "established", "toneInfo": {"tone": "tone1"}}"#),
            rewritten::<ErrorBody<'_>>(error),
        ]
    });
    assert!(lengths.iter().all(|length| *length > "{}".len()), "{lengths:?}");
}

#[test]
fn notifications_are_read_and_written() {
    let body = format!(r#"{{"value": [{ENTRY}, {ENTRY}]}}"#);
    let (read, each, wrong, written) = assert_no_alloc(|| {
        let read = wire::json::from_str::<CommsNotifications<'_>>(&body).unwrap();
        let Ok(Notice::Operation { call, report, .. }) = read.as_slice()[0].notice() else { return (0, 0, 0, 0) };
        let each = Entries::new(body.as_bytes())
            .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.target().is_ok()))
            .count();
        // An error has a message.
        let wrong = shown(
            &wire::json::from_str::<CommsNotifications<'_>>(r#"{"value": [{"resourceData": {"state": 5}}]}"#)
                .unwrap_err(),
        );
        let entries = [
            ServiceNotification::operation(ApiVersion::V1, call, Id::from_u128(2), OperationKind::Record, report)
                .with_location("l", "t"),
            ServiceNotification::call(ApiVersion::Beta2019, call, CallReport::state(CallState::Established)),
        ];
        let mut buffer = [0; 4096];
        (
            read.as_slice().len(),
            each,
            wrong,
            wire::json::to_slice(&ServiceNotifications(&entries), &mut buffer).unwrap().len(),
        )
    });
    assert_eq!((read, each), (2, 2));
    assert!(wrong > 40 && written > 500, "{wrong} {written}");
}

#[test]
fn snapshots_of_both_ends() {
    let (app_policy, service_policy) = (app::Policy::DEFAULT, service::Policy::DEFAULT);
    let same = assert_no_alloc(|| {
        let app = app::Call::<4>::outgoing(Id::from_u128(1), DAY, &app_policy);
        let service = service::Call::<4>::incoming(Id::from_u128(1), DAY, &service_policy);
        let (of_app, of_service): (Snapshot, Snapshot) = (app.snapshot().unwrap(), service.snapshot().unwrap());
        let mut buffer = [0; 512];
        let bytes = postcard::to_slice(&of_service, &mut buffer).unwrap();
        let carried: Snapshot = postcard::from_bytes(bytes).unwrap();
        let kept = Snapshot::<512>::from_bytes(of_app.as_bytes()).unwrap();
        app::Call::restore(kept.as_bytes(), &app_policy).as_ref() == Ok(&app)
            && service::Call::restore(carried.as_bytes(), &service_policy).as_ref() == Ok(&service)
            && app::Call::<4>::restore(carried.as_bytes(), &app_policy) == Err(SnapshotError::OtherEnd)
    });
    assert!(same);
}

/// Counts what is written.
struct Count(usize);

impl Write for Count {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

fn shown(value: &dyn Display) -> usize {
    let mut count = Count(0);
    write!(count, "{value}").unwrap();
    count.0
}

#[test]
fn everything_is_shown() {
    let lengths = assert_no_alloc(|| {
        let id = Id::from_u128(0xAB);
        let path = Target::Call { call: id }.path(ApiVersion::V1).unwrap();
        let (call, record) = (Table::Call, Table::Record);
        let drawings: [&dyn Display; 8] = [
            &Mermaid(call),
            &Dot(call),
            &List(call),
            &Matrix(call),
            &Mermaid(record),
            &Dot(record),
            &List(record),
            &Matrix(record),
        ];
        let error = call_lifecycle::KeepAlivePolicy::session_timer(Duration::ZERO).unwrap_err();
        let words: [&dyn Display; 11] = [
            &id,
            &id.compact(),
            &path,
            &DAY,
            &error,
            &Cause::KeepAliveExpired,
            &PolicyField::Expiry,
            &Rejection::Ended,
            &SnapshotError::TooShort { length: 7 },
            &"x".parse::<Id>().unwrap_err(),
            &Target::parse("/app/calls/42").unwrap_err(),
        ];
        (drawings.map(shown), words.map(shown))
    });
    assert!(lengths.0.iter().all(|length| *length > 500), "{lengths:?}");
    assert!(lengths.1.iter().all(|length| *length > 0), "{lengths:?}");
}
