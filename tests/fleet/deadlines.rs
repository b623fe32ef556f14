//! The tree of deadlines alone: calls that are due whenever they are told to be, next to the least of a list.

use call_lifecycle::Timestamp;
use call_lifecycle::fleet::{Fleet, Handle};

use testkit::fleet::Lent;
use testkit::fleet::model::{EPOCH, HORIZON};
use testkit::fleet::toy::{Then, Toy, ToyEvent};
use testkit::reference::draw::{Dice, Draw};

const DAY: u64 = 24 * 3_600_000;

const fn at(millis: u64) -> Timestamp {
    Timestamp::from_millis(millis)
}

/// The numbers of those who are woken, in their order.
fn woken(fleet: &mut Fleet<'_, Toy>, now: u64) -> Vec<u128> {
    let mut ids = Vec::new();
    fleet.wake_due(at(now), |_, call, _| ids.push(call.id.as_u128()));
    ids
}

/// How many changes of deadlines each size sees.
const ARMS: u64 = 100_000;

/// A fleet of so many, whose deadlines change at random around `begins`, next to a list of them; now and then those that are due are woken.
fn beside_a_list(calls: usize, begins: u64) {
    let mut lent = Lent::new(calls);
    let mut fleet = Fleet::new(at(begins), [1, 2], lent.storage()).unwrap();
    let handles: Vec<Handle> = (0..calls).map(|id| fleet.insert(Toy::new(id as u128, None)).unwrap()).collect();
    let (mut list, mut dice, mut now) = (vec![None; calls], Dice::new(calls as u64), begins);
    // A list is slow: it is looked through anew only where its least is gone.
    let mut least: Option<u64> = None;
    for turn in 0..ARMS {
        let index = usize::try_from(dice.below(calls as u64)).unwrap();
        let bits = dice.one_of(&[2, 8, 12, 20, 29]);
        let due = (dice.below(8) != 0).then(|| now + 1 + dice.below(1 << bits));
        let before = core::mem::replace(&mut list[index], due);
        let _step = fleet.handle(at(now), handles[index], ToyEvent::Due(due.map(at))).unwrap();
        let higher = before.is_some() && before == least && due.is_none_or(|due| Some(due) > before);
        least = if higher { list.iter().copied().flatten().min() } else { least.into_iter().chain(due).min() };
        assert_eq!(fleet.next_deadline(), least.map(at), "turn {turn}");
        if turn % (ARMS / 500) == 0 {
            now = if dice.below(4) == 0 { now + dice.below(1 << 27) } else { least.unwrap_or(now).max(now) };
            let mut due: Vec<_> = (0..calls).filter_map(|index| Some((list[index]?, index as u128))).collect();
            due.retain(|(due, _)| *due <= now);
            due.sort_unstable();
            assert_eq!(woken(&mut fleet, now), due.iter().map(|due| due.1).collect::<Vec<_>>(), "at {now}");
            list.iter_mut().filter(|one| one.is_some_and(|due| due <= now)).for_each(|one| *one = None);
            least = list.iter().copied().flatten().min();
            assert_eq!(fleet.next_deadline(), least.map(at));
        }
    }
}

#[test]
fn the_next_deadline_is_the_least_of_all() {
    for (calls, begins) in [(1, 0), (8, EPOCH), (9, 3 * EPOCH - 1), (128, 0), (129, 1 << 40)] {
        beside_a_list(calls, begins);
    }
}

#[test]
fn the_next_deadline_is_the_least_of_many() {
    beside_a_list(4_096, 2 * EPOCH - 500);
    beside_a_list(40_000, 7 * EPOCH);
}

/// Deadlines next to every border that the tree might have, from a fleet that begins before, at or after one.
#[test]
fn around_every_epoch() {
    let borders = [
        0,
        EPOCH,
        2 * EPOCH,
        3 * EPOCH,
        4 * EPOCH,
        5 * EPOCH,
        (1 << 40) + EPOCH,
        1 << 40,
        u64::MAX - 2 * EPOCH + 1,
        u64::MAX,
    ];
    for begins in borders.iter().flat_map(|border| [border.saturating_sub(1), *border, border.saturating_add(1)]) {
        let mut lent = Lent::new(20);
        let mut fleet = Fleet::new(at(begins), [1, 2], lent.storage()).unwrap();
        let epoch = begins / EPOCH * EPOCH;
        let near = [0, 1, 2, EPOCH - 1, EPOCH, EPOCH + 1, HORIZON - 1].map(|after| epoch.saturating_add(after));
        let mut dues: Vec<_> = near.into_iter().filter(|due| *due > begins).collect();
        dues.dedup();
        // The latest first, so that the order of the places is another.
        for (id, due) in dues.iter().enumerate().rev() {
            fleet.insert(Toy::new(id as u128, Some(*due))).unwrap();
            assert_eq!(fleet.next_deadline(), Some(at(*due)), "from {begins}");
        }
        for (id, due) in dues.iter().enumerate() {
            assert_eq!(woken(&mut fleet, due - 1), [0; 0], "before {due}");
            assert_eq!(fleet.next_deadline(), Some(at(*due)), "from {begins}");
            assert_eq!(woken(&mut fleet, *due), [id as u128], "at {due}");
        }
        assert_eq!(fleet.next_deadline(), None);
    }
}

#[test]
fn beyond_the_horizon_nobody_is_woken_early_or_late() {
    for begins in [0, EPOCH - 1, EPOCH, 5 * EPOCH + 1] {
        let mut lent = Lent::new(3);
        let mut fleet = Fleet::new(at(begins), [1, 2], lent.storage()).unwrap();
        let dues = [begins + 300 * DAY, begins + 100 * DAY, u64::MAX];
        let handles = [0, 1, 2].map(|id| fleet.insert(Toy::new(id, Some(dues[usize::try_from(id).unwrap()]))).unwrap());
        let mut order = Vec::new();
        let mut now = begins;
        for wakes in 0.. {
            assert!(wakes < 40, "each early wake is worth 12 days");
            let next = fleet.next_deadline().unwrap().as_millis();
            assert!(next > now, "a fleet that spins at {now}");
            // As exact as is promised, though armed long ago.
            let least = (0..3).filter(|id| !order.contains(&(*id as u128))).map(|id| dues[id]).min().unwrap();
            assert!(
                next <= least && next >= least.min(now / EPOCH * EPOCH + EPOCH - 1),
                "{next} at {now}, not {least}"
            );
            now = next;
            let early = woken(&mut fleet, now);
            assert!(early.iter().all(|id| dues[usize::try_from(*id).unwrap()] == now));
            order.extend(early);
            if order.len() == 2 {
                break;
            }
        }
        assert_eq!(order, [1, 0]);
        assert!(fleet.get(handles[2]).is_some_and(|call| call.woken == 0));
        assert_eq!(woken(&mut fleet, u64::MAX), [2]);
        assert_eq!(fleet.next_deadline(), None);
    }
}

#[test]
fn a_fleet_that_is_not_served_for_months_has_missed_nothing() {
    for months in [1, 2, 3, 40, 40_000] {
        let mut lent = Lent::new(300);
        let mut fleet = Fleet::new(at(500), [1, 2], lent.storage()).unwrap();
        let now = 500 + months * 30 * DAY;
        let due = |id: u64| [501 + id, now - id, now + 3 * id, now + 40 * DAY][usize::try_from(id % 4).unwrap()];
        let then = |id: u64| if id % 8 < 4 { Then::Nothing } else { Then::Again(700) };
        for id in 0..300 {
            fleet.insert(Toy::new(id.into(), Some(due(id))).then(then(id))).unwrap();
        }
        let mut told = woken(&mut fleet, now);
        told.sort_unstable();
        assert_eq!(told, (0..300).filter(|id| due(*id) <= now).map(u128::from).collect::<Vec<_>>(), "{months} months");
        // From here on it is exact again, and in order.
        let again = (0..300).filter(|id| due(*id) <= now && id % 8 >= 4).map(|id| (now + 700, id));
        let mut next: Vec<_> = again.chain((2..300).step_by(4).map(|id| (due(id), id))).collect();
        next.sort_unstable();
        assert_eq!(fleet.next_deadline(), Some(at(next[0].0)));
        assert_eq!(woken(&mut fleet, now + 1_000), next.into_iter().map(|(_, id)| id.into()).collect::<Vec<u128>>());
    }
}

#[test]
fn what_has_passed_when_it_comes_is_due_at_once() {
    for begins in [0, 9, EPOCH + 9, 6 * EPOCH] {
        let mut lent = Lent::new(4);
        let mut fleet = Fleet::new(at(begins), [1, 2], lent.storage()).unwrap();
        fleet.insert(Toy::new(1, Some(0))).unwrap();
        fleet.insert(Toy::new(2, Some(begins.saturating_sub(40 * DAY)))).unwrap();
        fleet.insert(Toy::new(3, Some(begins + 1))).unwrap();
        assert!(fleet.next_deadline().unwrap() <= at(begins));
        let mut early = woken(&mut fleet, begins);
        early.sort_unstable();
        assert_eq!(early, [1, 2]);
        assert_eq!(woken(&mut fleet, begins + 1), [3]);
    }
}

#[test]
fn a_thousand_of_the_same_millisecond_come_in_the_order_of_their_places() {
    let mut lent = Lent::new(1_000);
    let mut fleet = Fleet::new(at(0), [1, 2], lent.storage()).unwrap();
    for id in 0..1_000_u64 {
        fleet
            .insert(Toy::new(id.into(), Some(if id % 10 == 9 { 4_999 } else { 5_000 })).then(Then::Again(1 + id % 3)))
            .unwrap();
    }
    let (early, late): (Vec<u128>, Vec<u128>) = (0..1_000).partition(|id| id % 10 == 9);
    assert_eq!(woken(&mut fleet, 6_000), [early, late].concat());
    // Each is due again, but not in the same go.
    for after in 1..=3 {
        assert_eq!(fleet.next_deadline(), Some(at(6_000 + after)));
        let expected: Vec<_> = (0..1_000).filter(|id| 1 + id % 3 == u128::from(after)).collect();
        let told = woken(&mut fleet, 6_000 + after);
        assert_eq!(told.into_iter().filter(|id| expected.contains(id)).collect::<Vec<_>>(), expected);
    }
}

/// A machine that breaks the law *progress*: it harms nobody but itself.
#[test]
fn a_deadline_that_does_not_move_does_not_stop_the_fleet() {
    for now in [7, EPOCH, u64::MAX - 1, u64::MAX] {
        let mut lent = Lent::new(3);
        let mut fleet = Fleet::new(at(7), [1, 2], lent.storage()).unwrap();
        fleet.insert(Toy::new(1, Some(5)).then(Then::Stuck)).unwrap();
        fleet.insert(Toy::new(2, Some(6))).unwrap();
        fleet.insert(Toy::new(3, Some(now)).then(Then::Stuck)).unwrap();
        let mut told = Vec::new();
        fleet.wake_due(at(now), |_, call, _| {
            told.push(call.id.as_u128());
            assert!(told.len() < 10, "the fleet spins at {now}");
        });
        assert_eq!(told, [1, 2, 3]);
        assert!(fleet.next_deadline().is_none_or(|next| next > at(now)));
        assert!(fleet.wake_next(at(now)).is_none());
    }
}

/// The host fails in the middle of its work, and goes on: everybody is woken once.
#[test]
fn a_host_that_panics_loses_nobody() {
    for fails_at in [1, 2, 50, 64, 65, 200] {
        let mut lent = Lent::new(200);
        let mut fleet = Fleet::new(at(0), [1, 2], lent.storage()).unwrap();
        for id in 0..200 {
            fleet.insert(Toy::new(id, Some(1_000 + id as u64 / 3)).then(Then::Again(5_000))).unwrap();
        }
        let mut told = Vec::new();
        let fails = std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| {
            fleet.wake_due(at(2_000), |_, call, _| {
                told.push(call.id.as_u128());
                assert!(told.len() < fails_at, "on purpose");
            });
        }));
        assert!(fails.is_err() && told.len() == fails_at);
        let next = if fails_at == 200 { 7_000 } else { 1_000 + fails_at as u64 / 3 };
        assert_eq!(fleet.next_deadline(), Some(at(next)), "after {fails_at}");
        told.extend(woken(&mut fleet, 2_000));
        assert_eq!(told, (0..200).collect::<Vec<_>>(), "after {fails_at}");
        assert_eq!(fleet.next_deadline(), Some(at(7_000)));
    }
}

/// A call from beyond the horizon comes first, and so many with it that they are too many at a time: it alone is put off.
#[test]
fn one_that_is_not_due_yet_does_not_hide_the_others() {
    let mut lent = Lent::new(400);
    let mut fleet = Fleet::new(at(0), [1, 2], lent.storage()).unwrap();
    fleet.insert(Toy::new(0, Some(300 * DAY))).unwrap();
    // Few at a time, so that the fleet looks further and further ahead.
    (1..200).for_each(|id| assert!(fleet.insert(Toy::new(id.into(), Some(id * 10_000_000))).is_ok()));
    assert_eq!(woken(&mut fleet, 1_990_000_000).len(), 199);
    (200..390).for_each(|id| assert!(fleet.insert(Toy::new(id, Some(HORIZON + 1_000))).is_ok()));
    assert_eq!(woken(&mut fleet, HORIZON + 2_000), (200..390).collect::<Vec<u128>>());
    assert!(fleet.next_deadline().unwrap() > at(HORIZON + 2_000));
}

/// Once the clock was ahead, by days or to the end of time. What comes after it was set right is not late for that.
#[test]
fn a_clock_that_was_set_back_makes_nobody_late() {
    for ahead in [EPOCH, 100 * DAY, u64::MAX] {
        for begins in [9, EPOCH - 2_000, 5 * EPOCH] {
            let mut lent = Lent::new(3);
            let mut fleet = Fleet::new(at(begins), [1, 2], lent.storage()).unwrap();
            fleet.insert(Toy::new(1, Some(begins + 50)).then(Then::Again(300 * DAY))).unwrap();
            assert_eq!(woken(&mut fleet, begins.saturating_add(ahead)), [1]);
            fleet.insert(Toy::new(2, Some(begins + 1_000))).unwrap();
            assert!(fleet.next_deadline().unwrap() <= at(begins + 1_000), "a host would sleep for too long");
            assert_eq!(woken(&mut fleet, begins), [0; 0]);
            assert_eq!(fleet.next_deadline(), Some(at(begins + 1_000)));
            assert_eq!(woken(&mut fleet, begins + 1_000), [2]);
        }
    }
}
