//! Law *granularity* over the fleet: a fleet and as many single calls, given the same events at the same times, give the same steps. However the host
//! hands them in: one by one or in batches, by handle or by id, woken all at once or one after the other; and in fleets of any size.

use core::time::Duration;

use call_lifecycle::fleet::{Fleet, Handle};
use call_lifecycle::{Id, Step, Timestamp, app, service};

use testkit::fleet::Lent;
use testkit::fleet::member::Member;
use testkit::reference::draw::{Dice, Draw, Swarm};
use testkit::reference::drive::steps;

/// What happens next to all calls together.
enum Next<E> {
    /// Events of the same time, each of the call of a number.
    Events(Timestamp, Vec<(usize, E)>),
    /// Every call that is due is woken.
    Wake(Timestamp),
}

/// A script, and each step with the number of its call.
struct Script<M: Member> {
    begins: Timestamp,
    start: Vec<M>,
    nexts: Vec<Next<M::Event>>,
    said: Vec<(usize, Step<M::Output>)>,
    end: Vec<M>,
}

const fn id(index: usize) -> Id {
    Id::from_u128(index as u128 * 0x1_0000_0001_0000_0001)
}

/// Draws a script, and plays it with single calls, in which every law holds.
fn script<M: Member>(dice: &mut Dice, calls: usize, enough: usize) -> Script<M> {
    let swarm = Swarm::draw(dice);
    let mut now = Timestamp::from_millis(dice.one_of(&[0, 1_000_000, (1 << 31) - 9_000, 3 << 30]));
    let mut singles: Vec<M> = (0..calls).map(|index| M::begin(dice, id(index), now)).collect();
    let mut memories: Vec<M::Memory> = singles.iter().map(|_| M::Memory::default()).collect();
    let (begins, start, mut nexts, mut said) = (now, singles.clone(), Vec::new(), Vec::new());
    let mut take = |singles: &mut [M], memories: &mut [M::Memory], index: usize, now, event: &M::Event| {
        let before = singles[index].clone();
        let step = singles[index].handle(now, event.clone());
        M::lawful(&before, now, event, &singles[index], &step);
        M::remember(&mut memories[index], now, event, &step);
        said.push((index, step));
        said.len()
    };
    let mut taken = 0;
    while taken < enough {
        now = later(dice, now, &singles);
        if dice.below(2) == 0 {
            for index in 0..calls {
                if singles[index].next_deadline().is_some_and(|due| due.at <= now) {
                    taken = take(&mut singles, &mut memories, index, now, &M::WAKE);
                }
            }
            nexts.push(Next::Wake(now));
        } else {
            let mut events = Vec::new();
            // Some calls twice or more in one batch.
            for _ in 0..=dice.below(80) {
                let index = usize::try_from(dice.below(calls as u64)).unwrap();
                let event = singles[index].event(dice, &memories[index], now, swarm);
                taken = take(&mut singles, &mut memories, index, now, &event);
                events.push((index, event));
            }
            nexts.push(Next::Events(now, events));
        }
    }
    Script { begins, start, nexts, said, end: singles }
}

/// The deadline of one of the calls, or soon, or a little earlier.
fn later<M: Member>(dice: &mut Dice, now: Timestamp, singles: &[M]) -> Timestamp {
    let millis = Duration::from_millis(u32::try_from(dice.below(3_000)).unwrap().into());
    match dice.below(8) {
        0 => now.saturating_sub(millis),
        1..=3 => dice.one_of(singles).next_deadline().map_or(now, |due| due.at).later(now),
        4 => now.saturating_add(Duration::from_secs((60 * u32::try_from(dice.below(30)).unwrap()).into())),
        5 | 6 => now.saturating_add(millis),
        _ => now,
    }
}

/// How a host hands events in, and wakes calls.
#[derive(Clone, Copy, Debug)]
enum Host {
    OneByOne,
    ByHandles,
    ByIds,
}

fn same<M: Member>(script: &Script<M>, host: Host) {
    let mut lent = Lent::new(script.start.len());
    let mut fleet = Fleet::<M>::new(script.begins, [0x5eed, 0xf00d], lent.storage()).unwrap();
    let handles: Vec<Handle> = script.start.iter().map(|call| fleet.insert(call.clone()).unwrap()).collect();
    let mut said = Vec::new();
    for next in &script.nexts {
        let before = said.len();
        match (next, host) {
            (Next::Events(now, events), Host::OneByOne) => {
                for (index, event) in events {
                    said.push((*index, fleet.handle(*now, handles[*index], event.clone()).unwrap()));
                }
            }
            (Next::Events(now, events), Host::ByHandles) => {
                let keyed: Vec<_> = events.iter().map(|(index, event)| (handles[*index], event.clone())).collect();
                fleet.handle_all(*now, &keyed, |turn, step| said.push((events[turn].0, step.unwrap().1.clone())));
            }
            (Next::Events(now, events), Host::ByIds) => {
                let keyed: Vec<_> = events.iter().map(|(index, event)| (id(*index), event.clone())).collect();
                fleet.handle_all(*now, &keyed, |turn, step| said.push((events[turn].0, step.unwrap().1.clone())));
            }
            (Next::Wake(now), Host::OneByOne) => {
                while let Some((handle, step)) = fleet.wake_next(*now) {
                    said.push((handles.iter().position(|one| *one == handle).unwrap(), step));
                }
            }
            (Next::Wake(now), Host::ByHandles | Host::ByIds) => fleet.wake_due(*now, |handle, call, step| {
                let index = handles.iter().position(|one| *one == handle).unwrap();
                assert_eq!(call.id(), id(index));
                said.push((index, step.clone()));
            }),
        }
        if matches!(next, Next::Wake(_)) {
            // Each once; in which order they are woken is asked elsewhere.
            said[before..].sort_by_key(|(index, _)| *index);
        }
    }
    // Compared one by one, so that a difference can be read.
    for (turn, (said, expected)) in said.iter().zip(&script.said).enumerate() {
        assert_eq!(said, expected, "{host:?}: step {turn}");
    }
    assert_eq!(said.len(), script.said.len());
    for (index, call) in script.end.iter().enumerate() {
        assert_eq!(fleet.get(handles[index]), Some(call), "{host:?}");
    }
    assert_eq!(fleet.digest(), script.end.iter().fold(0, |sum, call| call.digest().wrapping_add(sum)));
}

fn at_every_size<M: Member>(first_seed: u64) {
    for (calls, share, rounds) in
        [(1, 20, 6), (2, 20, 6), (7, 10, 3), (8, 10, 3), (9, 10, 3), (128, 4, 1), (129, 4, 1), (2049, 2, 1)]
    {
        for round in 0..rounds {
            let mut dice = Dice::new(first_seed + round);
            let script = script::<M>(&mut dice, calls, steps(10_000) / share);
            for host in [Host::OneByOne, Host::ByHandles, Host::ByIds] {
                same(&script, host);
            }
        }
    }
}

#[test]
fn granularity_of_the_applications_calls_without_slots() {
    at_every_size::<app::Call<'static, 0>>(1);
}

#[test]
fn granularity_of_the_applications_calls() {
    at_every_size::<app::Call<'static, 2>>(100);
}

#[test]
fn granularity_of_the_services_calls() {
    at_every_size::<service::Call<'static, 2>>(200);
}
