//! A failure among many calls of a fleet is shrunk to the calls that it needs, and then to their events.

use call_lifecycle::fleet::{Fleet, Room, entries_for, nodes_for};
use call_lifecycle::{CallReport, CallState, Id, Timestamp, app};
use testkit::chance::Chance;
use testkit::shrink::shortest;

const CALLS: usize = 50;

/// A call by its number, when, and what happens to it.
type Line = (u64, Timestamp, app::Event);

/// What happens to fifty calls of one fleet, in turn: each rings, is woken, and is established.
fn script() -> Vec<Line> {
    let told = |state| app::Event::Call(CallReport::state(state));
    let events = [told(CallState::Ringing), app::Event::Wake, told(CallState::Established), app::Event::Wake];
    let turns = events.into_iter().zip(1_u64..);
    let of_turn =
        |(event, turn): (app::Event, u64)| (0..50).map(move |call| (call, Timestamp::from_millis(100 * turn), event));
    turns.flat_map(of_turn).collect()
}

/// Plays it on a fleet; at which line the toy law is broken, that not all of these calls are told four times and are established then.
fn broken(script: &[Line], never: &[u64]) -> Option<usize> {
    let id = |call: u64| Id::from_u128(u128::from(call) + 1);
    let mut room = Room::<app::Call<'_, 1>, CALLS, { nodes_for(CALLS) }, { entries_for(CALLS) }>::new();
    let mut fleet = Fleet::new(Timestamp::ZERO, [1, 2], room.storage()).unwrap();
    let mut told = [0; CALLS];
    for call in 0..CALLS as u64 {
        fleet.insert(app::Call::outgoing(id(call), Timestamp::ZERO, &app::Policy::DEFAULT)).unwrap();
    }
    script.iter().position(|(call, now, event)| {
        let _step = fleet.handle(*now, id(*call), *event).unwrap();
        told[usize::try_from(*call).unwrap()] += 1;
        let is_so =
            |call: u64, told: usize| told == 4 && fleet.get(id(call)).unwrap().state() == CallState::Established;
        never.iter().all(|call| is_so(*call, told[usize::try_from(*call).unwrap()]))
    })
}

/// The calls of what is left, each as often as it is told.
fn left(never: &[u64]) -> (Vec<u64>, usize) {
    let mut tried = 0;
    let left = shortest(
        script(),
        |line| line.0,
        |lines| {
            tried += 1;
            broken(lines, never)
        },
    );
    (left.iter().map(|line| line.0).collect(), tried)
}

#[test]
fn of_fifty_calls_the_one_that_breaks_a_law_is_left() {
    for call in [0, 17, 31, 49] {
        let (calls, tried) = left(&[call]);
        assert_eq!(calls, [call; 4]);
        // By halves: what stands between its lines is not tried line by line.
        assert!(tried < 40, "{tried}");
    }
    // What needs two calls keeps these two, in the order of their lines.
    let (calls, tried) = left(&[31, 17]);
    assert_eq!(calls, [17, 31, 17, 31, 17, 31, 17, 31]);
    assert!(tried < 80, "{tried}");
    // What does not fail is left as it is.
    assert_eq!(shortest(script(), |line| line.0, |_| None), script());
}

/// Whether a script breaks the toy law: its last step does, if each of its steps has what it needs.
fn breaks(script: &[usize], needs: &[Vec<usize>]) -> Option<usize> {
    let has = |step: &usize| script.contains(step);
    let place = script.iter().position(|step| step + 1 == needs.len())?;
    script.iter().all(|step| needs[*step].iter().all(has)).then_some(place)
}

/// A step may go only once another has gone that comes after it: it is tried again.
#[test]
fn of_what_is_left_no_step_can_go() {
    let mut shrunk = 0;
    for seed in 0..300 {
        let mut chance = Chance::new(seed);
        let count = 2 + usize::try_from(chance.below(9)).unwrap();
        let mut some = |of: usize| (0..of).filter(|_| chance.below(3) == 0).collect::<Vec<_>>();
        let needs: Vec<Vec<usize>> = (0..count).map(&mut some).collect();
        let script: Vec<usize> = (0..count).collect();
        let left = shortest(script, |_| (), |script| breaks(script, &needs));
        let without = |place: usize| [&left[..place], &left[place + 1..]].concat();
        assert!(breaks(&left, &needs).is_some(), "{needs:?}");
        assert!((0..left.len()).all(|place| breaks(&without(place), &needs).is_none()), "{left:?} of {needs:?}");
        shrunk += usize::from(left.len() < count);
    }
    assert!(shrunk > 200, "{shrunk}");
}
