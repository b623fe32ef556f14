//! What `restore` refuses: bytes that were cut, extended or changed, of another version, of the other end, or of more slots.

use core::time::Duration;

use call_lifecycle::{CallState, DeadlineKind, SNAPSHOT_VERSION, Snapshot, SnapshotError, Timestamp, app, service};
use call_lifecycle_sim::laws;
use testkit::CALL;
use testkit::laws::{Bytes, End, Observation, holds};
use testkit::scripts::{APP, App, SERVICE, START, Service, app_events, service_events};
use testkit::states::{app_states, service_states};

/// Everything that restore must refuse, for a machine whose bytes are these.
fn refuses<E: Bytes + PartialEq + core::fmt::Debug>(
    call: &E,
    restore: impl Fn(&[u8]) -> Result<E, SnapshotError>,
    other: impl Fn(&[u8]) -> SnapshotError,
) {
    let bytes = call.snapshot_bytes();
    assert_eq!(restore(&bytes).as_ref(), Ok(call));
    for length in 0..bytes.len() {
        assert_eq!(restore(&bytes[..length]), Err(SnapshotError::TooShort { length }));
    }
    for extra in 1..4 {
        let mut longer = bytes.clone();
        longer.resize(bytes.len() + extra, 0);
        assert_eq!(restore(&longer), Err(SnapshotError::Trailing { length: longer.len(), extra }));
    }
    for found in (0..=u8::MAX).filter(|version| *version != SNAPSHOT_VERSION) {
        let mut changed = bytes.clone();
        changed[0] = found;
        assert_eq!(restore(&changed), Err(SnapshotError::Version { found }));
    }
    assert_eq!(other(&bytes), SnapshotError::OtherEnd);
}

#[test]
fn cut_extended_other_versions_and_the_other_end_are_refused() {
    for (_, call) in app_states() {
        let other = |bytes: &[u8]| Service::restore(bytes, &SERVICE).unwrap_err();
        refuses(&call, |bytes| App::restore(bytes, &APP), other);
    }
    for (_, call) in service_states() {
        let other = |bytes: &[u8]| App::restore(bytes, &APP).unwrap_err();
        refuses(&call, |bytes| Service::restore(bytes, &SERVICE), other);
    }
}

#[test]
fn more_slots_than_the_machine_has_are_refused() {
    let (_, call) = app_states().into_iter().find(|(name, _)| *name == "app-operations").unwrap();
    let bytes = call.snapshot_bytes();
    assert_eq!(app::Call::<2>::restore(&bytes, &APP).unwrap_err(), SnapshotError::TooManySlots);
    assert_eq!(
        app::Call::<8>::restore(&bytes, &APP).unwrap().snapshot::<1024>().unwrap().as_bytes(),
        bytes,
        "more is fine"
    );
    let (_, call) = service_states().into_iter().find(|(name, _)| *name == "service-listening").unwrap();
    assert_eq!(service::Call::<1>::restore(&call.snapshot_bytes(), &SERVICE).unwrap_err(), SnapshotError::TooManySlots);
}

#[test]
fn a_buffer_that_is_too_small_says_how_large_it_must_be() {
    for (_, call) in app_states() {
        let needed = call.snapshot_bytes().len();
        assert_eq!(call.snapshot::<8>().unwrap_err(), SnapshotError::TooLong { needed, capacity: 8 });
    }
    // One that is just large enough is.
    let (_, call) = app_states().swap_remove(0);
    assert_eq!(call.snapshot::<60>().unwrap().as_bytes().len(), 60);
    assert_eq!(call.snapshot::<59>(), Err(SnapshotError::TooLong { needed: 60, capacity: 59 }));
    let error = Snapshot::<4>::from_bytes(&[0; 5]).unwrap_err();
    assert_eq!(error, SnapshotError::TooLong { needed: 5, capacity: 4 });
}

/// Changes every bit of every byte: what is restored nevertheless is those bytes, has its deadline ahead, and bears every event.
fn flipped<E: End + Bytes>(
    states: Vec<(&'static str, E)>,
    events: &[E::Event],
    restore: impl Fn(&[u8]) -> Result<E, SnapshotError>,
) -> (u32, u32) {
    let (mut refused, mut restored) = (0, 0);
    for (name, call) in states {
        let bytes = call.snapshot_bytes();
        for index in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[index] ^= 1 << bit;
                let Ok(before) = restore(&changed) else {
                    refused += 1;
                    continue;
                };
                restored += 1;
                assert_eq!(before.snapshot_bytes(), changed, "{name}, byte {index}, bit {bit}");
                assert!(
                    before.next_deadline().is_none_or(|due| due.at > before.now()),
                    "{name}, byte {index}, bit {bit}"
                );
                assert_eq!(laws::no_hidden_deadline(&before), Ok(()), "{name}, byte {index}, bit {bit}");
                for event in events.iter().skip(index % 23).step_by(23) {
                    for now in [before.now(), before.next_deadline().map_or(Timestamp::MAX, |due| due.at)] {
                        let mut after = before.clone();
                        let step = after.handle(now, event.clone());
                        let taken = Observation::new(&before, now, event, &after, &step);
                        holds(laws::progress, &taken);
                        holds(laws::once, &taken);
                    }
                }
            }
        }
    }
    (refused, restored)
}

#[test]
fn a_changed_bit_is_refused_or_is_another_sound_machine() {
    let (refused, restored) = flipped(app_states(), &app_events(&[START]), |bytes| App::restore(bytes, &APP));
    assert!(refused > 1_500 && restored > 1_500, "{refused} refused, {restored} restored");
    let (refused, restored) = flipped(service_states(), &service_events(), |bytes| Service::restore(bytes, &SERVICE));
    assert!(refused > 1_500 && restored > 1_500, "{refused} refused, {restored} restored");
}

/// Where the fields of an application's snapshot stand: the encoding is part of the promise.
#[test]
fn impossible_states_are_refused() {
    let (_, call) = app_states().into_iter().next().unwrap();
    let bytes = call.snapshot_bytes();
    assert_eq!((bytes[0], bytes[1]), (SNAPSHOT_VERSION, b'A'));
    assert_eq!(bytes[18..26], START.as_millis().to_le_bytes(), "now");
    assert_eq!(bytes[26..34], START.as_millis().to_le_bytes(), "anchor");
    let with = |index: usize, values: &[u8]| {
        let mut changed = bytes.clone();
        changed[index..index + values.len()].copy_from_slice(values);
        App::restore(&changed, &APP)
    };
    let impossible = |index, values: &[u8], what| {
        assert!(
            matches!(with(index, values), Err(SnapshotError::Impossible { .. })),
            "{what}: {:?}",
            with(index, values)
        );
    };
    impossible(26, &u64::MAX.to_le_bytes(), "an anchor that lies ahead");
    impossible(18, &(START.as_millis() + 4_000_000).to_le_bytes(), "a deadline that has passed");
    impossible(34, &[2], "neither live nor ended");
    impossible(35, &0_u32.to_le_bytes(), "a keepAlive that is due already");
    impossible(47, &[9], "alive and terminated");
    impossible(47, &[10], "no state");
    impossible(48, &[3], "no place of an attempt");
    impossible(49, &[4], "confirmed, and not terminating");
    impossible(50, &[2], "lost before the expiry");
    impossible(56, &[4], "no own request");
    impossible(57, &[2], "neither active nor not");
    impossible(35, &u32::MAX.to_le_bytes(), "live, and no keepAlive to come");
    impossible(43, &u32::MAX.to_le_bytes(), "no bound");
    impossible(49, &[2], "a DELETE is out that nobody sent");
    impossible(56, &[3], "hung up without a DELETE");
    impossible(56, &[6], "told, and not terminating");
    // From the state to the own request: state, attempt, hang-up, belief, five bytes between, own.
    let of = |state: CallState, hang_up, own| [state as u8, 0, hang_up, 0, 0, 0, 0, 0, 0, own];
    impossible(47, &of(CallState::Terminating, 4, 0), "confirmed, and asked for by nobody");
    impossible(47, &of(CallState::Establishing, 4, 3), "confirmed, and live");
    impossible(47, &of(CallState::Establishing, 3, 3), "refused, and yet to explain an end");
    for (state, hang_up, own) in [
        (CallState::Terminating, 4, 3),
        (CallState::Establishing, 3, 0),
        (CallState::Establishing, 3, 4),
        (CallState::Terminating, 0, 6),
    ] {
        assert!(with(47, &of(state, hang_up, own)).is_ok(), "{state} {hang_up} {own}");
    }
}

/// Where time ends there is room for no deadline, and a call without its bound is a sound one.
#[test]
fn a_call_at_the_end_of_time_is_restored() {
    for now in [Timestamp::MAX.saturating_sub(Duration::from_secs(60 * 50)), Timestamp::MAX] {
        let call = App::outgoing(CALL, now, &APP);
        assert_eq!(App::restore(&call.snapshot_bytes(), &APP), Ok(call));
    }
}

#[test]
fn impossible_operations_are_refused() {
    let (_, call) = app_states().into_iter().find(|(name, _)| *name == "app-operations").unwrap();
    let due = call.next_deadline().unwrap();
    assert_eq!(due.kind, DeadlineKind::Operation);
    let bytes = call.snapshot_bytes();
    let watchdog = due.at.as_millis().to_le_bytes();
    // The last that has it is the open one.
    let index = bytes.windows(8).rposition(|window| window == watchdog).unwrap();
    let with = |index: usize, values: &[u8]| {
        let mut changed = bytes.clone();
        changed[index..index + values.len()].copy_from_slice(values);
        App::restore(&changed, &APP)
    };
    let now = call.now().as_millis();
    assert!(with(index, &(now + 1).to_le_bytes()).is_ok());
    let due_already = with(index, &now.to_le_bytes());
    assert!(matches!(due_already, Err(SnapshotError::Impossible { .. })), "it would have fired in the same step");
    // Behind the watchdog: the order, the number, the kind, how far it has come, and its reason.
    assert_eq!(bytes[index + 15..index + 17], [2, 0], "running, no reason");
    let with_reason = with(index + 16, &[1]);
    assert!(matches!(with_reason, Err(SnapshotError::Impossible { .. })), "a reason before the end");
}
