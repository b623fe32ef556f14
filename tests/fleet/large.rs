//! Four million calls: what is asked of a few, once more of as many as there may well be.

use core::time::Duration;

use call_lifecycle::fleet::{Fleet, Refusal};
use call_lifecycle::{Id, Timestamp, app};

use testkit::fleet::Lent;

const CALLS: usize = 4_000_000;

type Call = app::Call<'static, 0>;

const fn id(index: usize) -> Id {
    Id::from_u128(index as u128)
}

/// The least deadline, by looking at all of them.
fn least(fleet: &Fleet<'_, Call>) -> Option<Timestamp> {
    fleet.iter().filter_map(|(_, call)| call.next_deadline()).map(|deadline| deadline.at).min()
}

#[test]
#[ignore = "it takes 600 MB, and a while if it is not optimised: cargo test --release --all-features --test fleet -- --ignored"]
fn four_million_calls() {
    let mut lent = Lent::new(CALLS);
    let start = Timestamp::from_millis(1 << 40);
    let mut fleet = Fleet::new(start, [1, 2], lent.storage()).unwrap();
    // A thousand calls in each millisecond.
    let begins =
        |index: usize| start.saturating_add(Duration::from_millis(u32::try_from(index / 1_000).unwrap().into()));
    let call =
        |index| Call::adopted(id(index), begins(index), call_lifecycle::CallState::Established, &app::Policy::DEFAULT);
    let handles: Vec<_> = (0..CALLS).map(|index| fleet.insert(call(index)).unwrap()).collect();
    assert_eq!(fleet.insert(call(CALLS)).unwrap_err().reason, Refusal::Full);
    assert_eq!(fleet.next_deadline(), least(&fleet));
    assert!((0..CALLS).all(|index| fleet.find(id(index)) == Some(handles[index])));

    // Every call asks for its first keepAlive, in order of time; the earliest ask again before the last have.
    let (mut asked, mut left, mut latest) = (vec![false; CALLS], CALLS, start);
    while left > 0 {
        // A host that is a second late.
        let now = fleet.next_deadline().unwrap().saturating_add(Duration::from_secs(1));
        fleet.wake_due(now, |_, call, step| {
            let at = step.outputs()[0].at;
            assert!(at >= latest, "in order of time");
            latest = at;
            let first = !core::mem::replace(&mut asked[usize::try_from(call.id().as_u128()).unwrap()], true);
            left -= usize::from(first);
        });
        assert!(fleet.next_deadline().unwrap() > now);
    }
    assert_eq!(fleet.next_deadline(), least(&fleet));

    // Two of three are removed, and their places are given to others.
    let digest = fleet.digest();
    let removed: Vec<_> = (0..CALLS).filter(|index| index % 3 != 0).collect();
    let calls: Vec<_> = removed.iter().map(|index| fleet.remove(id(*index)).unwrap()).collect();
    assert_eq!((fleet.len(), fleet.next_deadline()), (CALLS - removed.len(), least(&fleet)));
    assert!((0..CALLS).all(|index| fleet.find(id(index)).is_some() == (index % 3 == 0)));
    calls.into_iter().for_each(|call| assert!(fleet.insert(call).is_ok()));
    assert!((0..CALLS).all(|index| fleet.get(handles[index]).is_some() == (index % 3 == 0)));
    assert_eq!((fleet.len(), fleet.next_deadline(), fleet.digest()), (CALLS, least(&fleet), digest));
}
