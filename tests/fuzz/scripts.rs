//! `Script<E>`: whatever the input, it is long, and its events are such as may well come next.
#![cfg(feature = "arbitrary")]

use std::collections::BTreeMap;
use std::fs;

use arbitrary::{Arbitrary, Unstructured};
use call_lifecycle::fleet::{Fleet, Room, entries_for, nodes_for};
use call_lifecycle::script::{Script, Tied, When};
use call_lifecycle::{CallState, Id, Timestamp, Verdict, app, service};
use call_lifecycle_sim::{End, laws};

use crate::inputs;

fn script<E: for<'a> Arbitrary<'a>>(input: &[u8]) -> Script<E> {
    Script::arbitrary(&mut Unstructured::new(input)).unwrap()
}

fn median(mut numbers: Vec<usize>) -> usize {
    numbers.sort_unstable();
    numbers[numbers.len() / 2]
}

/// What a script does to a machine: how many events while the call lives, and how many of each verdict.
fn played<M: Tied + End>(mut call: M, input: &[u8]) -> (usize, BTreeMap<&'static str, usize>)
where
    M::Event: for<'a> Arbitrary<'a> + Clone,
{
    let (mut alive, mut verdicts) = (0, BTreeMap::new());
    let now = End::now(&call);
    let mut before = call.clone();
    script::<M::Event>(input).play(&mut call, now, |call, now, event, step| {
        let observed = laws::Observation::new(&before, now, event, call, step);
        laws::check_step(&observed).unwrap();
        alive += usize::from(End::state(&before) != CallState::Terminated);
        *verdicts.entry(step.verdict().as_str()).or_insert(0) += 1;
        before = call.clone();
    });
    (alive, verdicts)
}

const ID: Id = Id::from_u128(1);

/// Every law holds along the way; and calls are alive for most of it.
#[test]
fn the_corpora_are_long_scripts() {
    let mut lengths = Vec::new();
    let (mut alive, mut applied, mut all) = ([Vec::new(), Vec::new()], 0, 0);
    for target in ["app_events", "service_events", "record"] {
        for input in inputs(target) {
            let input = fs::read(input).unwrap();
            lengths.push(script::<app::Event>(&input).entries().len());
            let app = app::Call::<4>::outgoing(ID, Timestamp::from_millis(5_000), &app::Policy::DEFAULT);
            let service = service::Call::<4>::outgoing(ID, Timestamp::from_millis(5_000), &service::Policy::DEFAULT);
            for (end, (lived, verdicts)) in [played(app, &input), played(service, &input)].into_iter().enumerate() {
                alive[end].push(lived);
                applied += verdicts.get(Verdict::Applied.as_str()).copied().unwrap_or(0);
                all += verdicts.values().sum::<usize>();
            }
        }
    }
    let (length, lived) = (median(lengths), alive.map(median));
    assert!(length >= 50, "half of the scripts have {length} events or fewer");
    assert!(lived.iter().all(|events| *events >= 20), "half of the calls live for {lived:?} events or fewer");
    assert!(applied * 6 > all, "{applied} of {all} events are applied");
}

/// The count comes first: an empty input is one event, and two bytes are many different ones.
#[test]
fn a_short_input_is_a_long_script() {
    assert_eq!(script::<app::Event>(&[]).entries().len(), 1);
    for (bytes, count) in [([0, 0], 1), ([49, 0], 50), ([255, 0], 256), ([0, 1], 1), ([255, 255], 256)] {
        assert_eq!(script::<service::Event>(&bytes).entries().len(), count, "{bytes:?}");
    }
    let script = script::<service::Event>(&[255, 0]);
    let kinds: std::collections::HashSet<_> =
        script.entries().iter().map(|entry| core::mem::discriminant(&entry.event)).collect();
    assert_eq!(kinds.len(), 5);
    let last = &script.entries()[200..];
    assert!(last.iter().all(|entry| last.iter().filter(|other| *other == entry).count() == 1), "none like another");
}

/// A change of one event's bytes changes that event alone, for as long as there are bytes.
#[test]
fn a_byte_is_of_one_event() {
    let mut input: Vec<u8> = (0..402_u32).map(|byte| u8::try_from(byte % 251).unwrap()).collect();
    input[0] = 200;
    let whole = script::<app::Event>(&input);
    for changed in [2, 5, 6, 200, 240] {
        let mut other = input.clone();
        other[changed] ^= 1;
        let other = script::<app::Event>(&other);
        let differs: Vec<usize> =
            (0..100).filter(|index| whole.entries().get(*index) != other.entries().get(*index)).collect();
        assert_eq!(differs, [(changed - 2) / 4], "byte {changed}");
    }
}

/// `NonZero` and spans of a used-up input are the greatest or the least; these are neither.
#[test]
fn events_past_the_end_of_the_input_are_whole() {
    let script = script::<app::Event>(&[200, 0, 1]);
    let sent: Vec<u64> = script
        .entries()
        .iter()
        .filter_map(|entry| if let app::Event::Created { sent } = entry.event { Some(sent.as_millis()) } else { None })
        .collect();
    assert!(sent.len() > 10 && sent.iter().all(|sent| *sent != 0 && *sent != u64::MAX), "{sent:?}");
}

#[test]
fn times_are_tied_to_the_deadline() {
    let (now, due) = (Timestamp::from_millis(100), Timestamp::from_millis(500));
    let span = core::time::Duration::from_millis(30);
    for (when, with, without) in [
        (When::Now, 100, 100),
        (When::After(span), 130, 130),
        (When::BeforeDeadline, 499, 100),
        (When::AtDeadline, 500, 100),
        (When::AfterDeadline, 501, 101),
        (When::Late(span), 530, 130),
        (When::Back(span), 70, 70),
    ] {
        assert_eq!(when.at(now, Some(due)).as_millis(), with, "{when:?}");
        assert_eq!(when.at(now, None).as_millis(), without, "{when:?}");
    }
    let mut call = app::Call::<4>::outgoing(ID, now, &app::Policy::DEFAULT);
    let (mut exact, mut back, mut due) = (0, 0, call.next_deadline());
    for seed in 0..50 {
        script::<app::Event>(&[200, 0, seed]).play(&mut call.clone(), now, |call, now, _, step| {
            exact += u32::from(due.is_some_and(|due| due.at == now));
            back += u32::from(step.clock_regressed());
            due = call.next_deadline();
        });
    }
    assert!(exact > 200 && back > 50, "{exact} at the deadline, {back} back");
    let _step = call.handle(now, app::Event::Wake);
}

/// Requests that were sent are answered, and a call is renewed and ended.
#[test]
fn events_follow_from_what_was_said() {
    let mut outputs = BTreeMap::new();
    for seed in 0..100_u8 {
        let mut call = app::Call::<4>::outgoing(ID, Timestamp::ZERO, &app::Policy::DEFAULT);
        script::<app::Event>(&[200, 0, seed]).play(&mut call, Timestamp::ZERO, |_, _, _, step| {
            for timed in step {
                let text = format!("{:?}", timed.output);
                let name = text.split([' ', '(', '{']).next().unwrap().to_owned();
                *outputs.entry(name).or_insert(0) += 1;
            }
        });
    }
    for name in
        ["Send", "KeepAliveSucceeded", "KeepAliveFailed", "State", "Ended", "OperationRunning", "OperationEnded"]
    {
        assert!(outputs.get(name).is_some_and(|count| *count > 10), "{name}: {outputs:?}");
    }
}

#[test]
fn a_script_is_played_on_all_calls_of_a_fleet() {
    let ids = [1, 2, 3].map(Id::from_u128);
    let mut room = Room::<app::Call<'_, 4>, 4, { nodes_for(4) }, { entries_for(4) }>::new();
    let mut fleet = Fleet::new(Timestamp::ZERO, [1, 2], room.storage()).unwrap();
    for id in ids {
        fleet.insert(app::Call::outgoing(id, Timestamp::ZERO, &app::Policy::DEFAULT)).unwrap();
    }
    let (mut events, mut verdicts) = (BTreeMap::new(), BTreeMap::new());
    script::<app::Event>(&[255, 0, 9]).play_fleet(&mut fleet, &ids, Timestamp::ZERO, |fleet, id, _, _, step| {
        *events.entry(id).or_insert(0) += 1;
        *verdicts.entry(step.verdict().as_str()).or_insert(0) += 1;
        assert!(fleet.next_deadline().is_none_or(|due| due > Timestamp::ZERO));
        assert!(fleet.get(id).is_some());
    });
    assert_eq!(events.len(), 3);
    assert!(events.values().all(|count| *count > 40) && verdicts["applied"] > 30, "{events:?}, {verdicts:?}");
    // A fleet without the calls plays nothing.
    assert!(ids.iter().all(|id| fleet.remove(*id).is_some()));
    script::<app::Event>(&[255, 0, 9]).play_fleet(&mut fleet, &ids, Timestamp::ZERO, |_, _, _, _, _| panic!());
    script::<app::Event>(&[255, 0, 9]).play_fleet(&mut fleet, &[], Timestamp::ZERO, |_, _, _, _, _| panic!());
}
