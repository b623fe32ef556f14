//! What `Arbitrary` makes of any bytes is a value that a host could have made itself.
#![cfg(feature = "arbitrary")]

use core::time::Duration;
use std::collections::BTreeSet;

use arbitrary::{Arbitrary, Unstructured};
use call_lifecycle::record::{Profile, RecordRequest, StopTones};
use call_lifecycle::service::{Call, Event, MediaEvent, PeerEvent, Policy, Request, Settings};
use call_lifecycle::{Id, MAX_DURATION};
use testkit::chance::Chance;
use testkit::{CALL, ms};

/// Values of many byte strings.
fn made<T: for<'a> Arbitrary<'a>>() -> Vec<T> {
    let mut chance = Chance::new(7);
    let bytes = |chance: &mut Chance| (0..64).flat_map(|_| chance.next().to_le_bytes()).collect::<Vec<u8>>();
    (0..2_000).map(|_| T::arbitrary(&mut Unstructured::new(&bytes(&mut chance))).unwrap()).collect()
}

#[test]
fn spans_are_any_up_to_the_greatest() {
    let spans: BTreeSet<Duration> = made::<Settings>().into_iter().map(|settings| settings.teardown()).collect();
    assert!(spans.len() > 900 && spans.iter().all(|span| *span <= MAX_DURATION));
}

/// A machine that holds them is restored, so that they are sound; and there are as many, and as long, as may be.
#[test]
fn stop_tones_are_any_that_a_request_can_have() {
    let tones: Vec<StopTones> = made();
    let counts: BTreeSet<usize> = tones.iter().map(StopTones::len).collect();
    assert_eq!(counts, (0..=StopTones::MAX).collect());
    let distinct: std::collections::HashSet<_> = tones.iter().collect();
    assert!(distinct.len() > 1_000);
    let of_one_key = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#"].map(|key| StopTones::parse([key]));
    assert!(of_one_key.iter().flatten().any(|tones| distinct.contains(tones)));
    for stop_tones in tones {
        let mut call = Call::<1>::outgoing(CALL, ms(0), &Policy::DEFAULT);
        let _step = call.handle(ms(0), Event::Peer(PeerEvent::Connects));
        let request = RecordRequest::new(Profile::Record).with_stop_tones(stop_tones);
        let _step =
            call.handle(ms(0), Event::Request(Request::Record { id: Id::from_u128(2), context: None, request }));
        let bytes = call.snapshot::<512>().unwrap();
        assert_eq!(Call::restore(bytes.as_bytes(), &Policy::DEFAULT).as_ref(), Ok(&call));
    }
}

#[test]
fn every_kind_of_event_is_made() {
    let kind = |event: &Event| core::mem::discriminant(event);
    assert_eq!(made().iter().map(kind).collect::<std::collections::HashSet<_>>().len(), 5);
    let tones = made::<Event>().into_iter().filter(|event| matches!(event, Event::Media(MediaEvent::Tone(_)))).count();
    assert!(tones > 10);
}
