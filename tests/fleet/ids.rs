//! The index of ids: what is removed leaves no gap in which another call is lost.

use call_lifecycle::fleet::{Fleet, Handle};
use call_lifecycle::{Id, Timestamp};

use testkit::fleet::Lent;
use testkit::fleet::toy::{Toy, ToyEvent};
use testkit::reference::draw::{Dice, Draw};

/// A full fleet, from which calls are taken and others put in; all of them are looked for after each removal.
fn full(calls: usize, seed: [u64; 2], id: impl Fn(u64) -> u128) {
    let mut lent = Lent::new(calls);
    let mut fleet = Fleet::new(Timestamp::ZERO, seed, lent.storage()).unwrap();
    let mut there: Vec<(u128, Handle)> = Vec::new();
    let (mut number, mut dice) = (0, Dice::new(calls as u64));
    for _ in 0..3 {
        while there.len() < calls {
            let handle = fleet.insert(Toy::new(id(number), None)).unwrap();
            there.push((id(number), handle));
            number += 1;
        }
        assert!(fleet.insert(Toy::new(id(number), None)).is_err());
        // Each time to another degree.
        while there.len() > calls / 3 {
            let (gone, handle) = there.swap_remove(usize::try_from(dice.below(there.len() as u64)).unwrap());
            assert_eq!(fleet.remove(Id::from_u128(gone)).map(|call| call.id), Some(Id::from_u128(gone)));
            assert_eq!((fleet.find(Id::from_u128(gone)), fleet.get(handle)), (None, None));
            for (id, handle) in &there {
                assert_eq!(fleet.find(Id::from_u128(*id)), Some(*handle), "after {gone} was removed");
            }
        }
    }
}

#[test]
fn every_call_is_found_after_every_removal() {
    for seed in [[0, 0], [1, 2], [u64::MAX, 7]] {
        for calls in [1, 2, 7, 8, 9, 33, 200] {
            full(calls, seed, |number| number.into());
            full(calls, seed, |number| u128::from(number) << 64);
            full(calls, seed, |number| u128::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
        }
    }
}

/// With this seed, one of 2⁶⁴, all ids have the same hash: slow, and right all the same.
const ALL_MEET: [u64; 2] = [0x9e37_79b9_7f4a_7c15 ^ 0x243f_6a88_85a3_08d3, 5];

#[test]
fn ids_that_all_meet_are_found() {
    full(60, ALL_MEET, |number| number.into());
}

#[test]
fn ids_that_all_meet_are_found_in_a_batch() {
    let mut lent = Lent::new(60);
    let mut fleet = Fleet::new(Timestamp::ZERO, ALL_MEET, lent.storage()).unwrap();
    (0..60).for_each(|id| assert!(fleet.insert(Toy::new(id, None)).is_ok()));
    // Every other call is removed, and asked for all the same.
    (0..60).step_by(2).for_each(|id| assert!(fleet.remove(Id::from_u128(id)).is_some()));
    let due = |id| Some(Timestamp::from_millis(100 + id));
    let events: Vec<_> = (0..60).map(|id| (Id::from_u128(id.into()), ToyEvent::Due(due(id)))).collect();
    fleet.handle_all(Timestamp::ZERO, &events, |turn, result| {
        let turn = turn as u64;
        let told = result.ok().map(|(call, _)| (call.id, call.due));
        assert_eq!(told, (turn % 2 == 1).then(|| (Id::from_u128(turn.into()), due(turn))));
    });
    assert_eq!(fleet.next_deadline(), due(1));
}
