//! What a host may lend, and what it may not.

use std::sync::Mutex;

use call_lifecycle::fleet::{
    Entry, Fleet, Handle, Node, Place, Refusal, Room, Storage, StoragePart, entries_for, nodes_for,
};
use call_lifecycle::{Id, Timestamp, app};

use testkit::fleet::Lent;
use testkit::fleet::toy::{Toy, ToyEvent};

fn refused(places: usize, nodes: usize, entries: usize) -> Option<(StoragePart, usize, usize)> {
    let (mut places, mut nodes) = (vec![Place::<Toy>::VACANT; places], vec![Node::EMPTY; nodes]);
    let mut entries = vec![Entry::EMPTY; entries];
    let storage = Storage::new(&mut places, &mut nodes, &mut entries);
    Fleet::new(Timestamp::ZERO, [1, 2], storage).err().map(|error| (error.part, error.given, error.least))
}

#[test]
fn every_part_must_be_as_large_as_the_places_need() {
    for calls in [1, 2, 7, 8, 9, 127, 128, 129, 130, 2_048, 2_049] {
        let (nodes, entries) = (nodes_for(calls), entries_for(calls));
        assert_eq!(refused(calls, nodes, entries), None);
        let error = (StoragePart::Nodes, nodes - 1, nodes);
        assert_eq!(refused(calls, nodes - 1, entries), Some(error));
        let error = (StoragePart::Entries, entries - 1, entries);
        assert_eq!(refused(calls, nodes, entries - 1), Some(error));
        // More is no harm.
        assert_eq!(refused(calls, nodes + 1, entries + 1), None);
    }
    let error = (StoragePart::Places, 0, 1);
    assert_eq!(refused(0, 100, 100), Some(error));
}

/// A leaf for every 8 calls, a node for every 16 below; an entry more than 15 for every 8.
#[test]
fn how_much_is_needed() {
    let nodes: Vec<_> = [0, 1, 8, 9, 128, 129, 2_048, 2_049].into_iter().map(nodes_for).collect();
    assert_eq!(nodes, [0, 1, 1, 3, 17, 20, 273, 277]);
    let entries: Vec<_> = [0, 1, 2, 7, 8, 9, 16].into_iter().map(entries_for).collect();
    assert_eq!(entries, [1, 3, 5, 15, 16, 18, 31]);
    // Of no number of calls they would wrap around.
    assert!(nodes_for(usize::MAX) > usize::MAX / 8 && entries_for(usize::MAX) == usize::MAX);
}

const CALLS: usize = 9;
type Nine = Room<app::Call<'static, 0>, CALLS, { nodes_for(CALLS) }, { entries_for(CALLS) }>;
static ROOM: Mutex<Nine> = Mutex::new(Room::new());

#[test]
fn a_static_room_is_lent_again_and_is_empty_again() {
    let mut room = ROOM.lock().unwrap();
    let mut handles: Vec<Handle> = Vec::new();
    for seed in 0..3 {
        let mut fleet = Fleet::new(Timestamp::ZERO, [seed, 2], room.storage()).unwrap();
        assert_eq!((fleet.len(), fleet.next_deadline(), fleet.digest(), fleet.iter().count()), (0, None, 0, 0));
        assert!(handles.iter().all(|handle| fleet.get(*handle).is_none()));
        assert!((0..20).all(|id| fleet.find(Id::from_u128(id)).is_none()));
        let call = |id| app::Call::outgoing(Id::from_u128(id), Timestamp::ZERO, &app::Policy::DEFAULT);
        handles = (0..9).map(|id| fleet.insert(call(id)).unwrap()).collect();
        assert!((0..9).all(|id| fleet.find(Id::from_u128(id)).is_some()));
        let deadlines = (0..9).filter_map(|id| call(id).next_deadline());
        assert_eq!(fleet.next_deadline(), deadlines.map(|deadline| deadline.at).min());
        assert_eq!(fleet.insert(call(9)).unwrap_err().reason, Refusal::Full);
        assert_eq!(fleet.insert(call(8)).unwrap_err().reason, Refusal::IdTaken);
        // Two are removed, so that the next fleet finds places that were vacated.
        assert!(fleet.remove(handles[3]).is_some() && fleet.remove(handles[5]).is_some());
    }
}

/// What is larger than need be is used as if it were not; of two fleets each has its own handles.
#[test]
fn more_room_than_needed_makes_no_difference() {
    let (mut exact, mut large) = (Lent::new(9), Lent::new(9));
    large.nodes.resize(100, Node::EMPTY);
    large.entries.resize(1_000, Entry::EMPTY);
    let mut fleets = [&mut exact, &mut large].map(|lent| Fleet::new(Timestamp::ZERO, [1, 2], lent.storage()).unwrap());
    let told = fleets.each_mut().map(|fleet| {
        let handles: Vec<_> = (0..9).map(|id| fleet.insert(Toy::new(id, Some(90 - id as u64))).unwrap()).collect();
        let full = fleet.insert(Toy::new(10, None)).is_err();
        let mut woken = Vec::new();
        fleet.wake_due(Timestamp::from_millis(85), |handle, call, _| woken.push((handle, call.clone())));
        (handles, full, woken, fleet.next_deadline(), fleet.digest())
    });
    assert_eq!(told[0], told[1]);
    assert!(told[0].1 && told[0].2.len() == 4);
}

/// Handles that nobody gave: beyond the places, in the nodes above the leaves, of a generation that is even or zero.
#[test]
fn forged_handles_reach_nobody_and_break_nothing() {
    let mut lent = Lent::new(130);
    let mut fleet = Fleet::new(Timestamp::ZERO, [1, 2], lent.storage()).unwrap();
    let mut given: Vec<Handle> = Vec::new();
    for id in 0..130_u64 {
        // Odd, so that a deadline may pass for a generation.
        given.push(fleet.insert(Toy::new(id.into(), Some(2 * id + 1))).unwrap());
    }
    // Some places are vacant, in a row that begins with that of call 10.
    (0..60).step_by(10).rev().for_each(|index| assert!(fleet.remove(given[index + 10]).is_some()));
    given.retain(|handle| fleet.get(*handle).is_some());
    for slot in (0..400).chain([u64::from(u32::MAX) - 1, u64::from(u32::MAX)]) {
        for generation in (0..400).chain([u64::from(u32::MAX) - 1, u64::from(u32::MAX)]) {
            let handle = Handle::from_bits(generation << 32 | slot);
            assert_eq!(fleet.get(handle).is_some(), given.contains(&handle), "{handle:?}");
            if !given.contains(&handle) {
                assert!(fleet.remove(handle).is_none());
                assert!(fleet.handle(Timestamp::ZERO, handle, ToyEvent::Wake).is_err());
            }
        }
    }
    // The vacant places are all found again, and nobody else's is given away.
    (200..206).for_each(|id| given.push(fleet.insert(Toy::new(id, None)).unwrap()));
    assert!(fleet.insert(Toy::new(206, None)).is_err());
    assert!(given.iter().all(|handle| fleet.get(*handle).is_some()));
    assert_eq!((given.len(), fleet.len(), fleet.iter().count()), (130, 130, 130));
}
