//! Tests of the end of a place's generations, which takes two thousand million calls in one place.

use super::{Entry, Fleet, Handle, Node, Place, Refusal, Storage, entries_for, nodes_for};
use crate::{Id, Timestamp, service};

type Call = service::Call<'static, 0>;

fn call(id: u128) -> Call {
    Call::outgoing(Id::from_u128(id), Timestamp::ZERO, &service::Policy::DEFAULT)
}

/// A fleet of this many places, whose first one is free and almost used up.
fn old<R, const CALLS: usize>(test: impl FnOnce(Fleet<'_, Call>) -> R) -> R {
    const { assert!(CALLS <= 8) };
    let mut places = [const { Place::VACANT }; CALLS];
    let (mut nodes, mut entries) = ([Node::EMPTY; nodes_for(8)], [Entry::EMPTY; entries_for(8)]);
    let storage = Storage { places: &mut places, nodes: &mut nodes, entries: &mut entries };
    let mut fleet = Fleet::new(Timestamp::ZERO, [1, 2], storage).unwrap();
    fleet.insert(call(0)).unwrap();
    assert!(fleet.remove(Id::from_u128(0)).is_some());
    fleet.tree.set_generation(0, u32::MAX - 3);
    test(fleet)
}

const fn slot_of(handle: Handle) -> u32 {
    handle.slot
}

#[test]
fn a_place_whose_generations_are_used_up_is_given_to_no_call_any_more() {
    old::<_, 1>(|mut fleet| {
        let last_but_one = fleet.insert(call(1)).unwrap();
        assert!(fleet.remove(last_but_one).is_some());
        let last = fleet.insert(call(2)).unwrap();
        assert_eq!((last.generation, slot_of(last)), (u32::MAX, 0));
        assert!(fleet.get(last_but_one).is_none() && fleet.get(last).is_some());
        assert_eq!(fleet.remove(last), Some(call(2)));
        assert_eq!((fleet.len(), fleet.capacity(), fleet.next_deadline()), (0, 1, None));
        let refused = fleet.insert(call(3)).unwrap_err();
        assert_eq!((refused.call, refused.reason), (call(3), Refusal::Full));
        for generation in [0, 1, 2, 3, u32::MAX - 2, u32::MAX - 1, u32::MAX] {
            let handle = Handle { generation, slot: 0 };
            assert!(fleet.get(handle).is_none() && fleet.remove(handle).is_none(), "{handle:?}");
        }
        assert_eq!((fleet.iter().count(), fleet.find(Id::from_u128(2))), (0, None));
    });
}

#[test]
fn the_other_places_go_on() {
    old::<_, 3>(|mut fleet| {
        fleet.tree.set_generation(0, u32::MAX - 1);
        let last = fleet.insert(call(1)).unwrap();
        let others = [2, 3].map(|id| fleet.insert(call(id)).unwrap());
        // Vacated before and after the one that is not used again: none of them is forgotten.
        assert!(fleet.remove(others[0]).is_some() && fleet.remove(last).is_some() && fleet.remove(others[1]).is_some());
        let [a, b] = [4, 5].map(|id| fleet.insert(call(id)).unwrap());
        assert_eq!((slot_of(a), slot_of(b)), (2, 1), "the one vacated last comes first");
        assert_eq!(fleet.insert(call(6)).unwrap_err().reason, Refusal::Full);
        assert!([last, others[0], others[1]].iter().all(|handle| fleet.get(*handle).is_none()));
        assert_eq!((fleet.len(), fleet.iter().count()), (2, 2));
    });
}
