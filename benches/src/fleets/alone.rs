//! The fleet's own part of expiry: calls that are a deadline and nothing else.

use call_lifecycle::fleet::{Entry, Fleet, Node, Place, Storage, entries_for, nodes_for};
use call_lifecycle::{Deadline, DeadlineKind, Id, Machine, Step, Timestamp};

use super::Drive;
use super::calls::START;

/// Rings once, at its time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Alarm {
    id: Id,
    at: Option<Timestamp>,
}

impl Machine for Alarm {
    type Event = ();
    type Output = ();
    const WAKE: () = ();

    fn id(&self) -> Id {
        self.id
    }

    fn handle_into(&mut self, _now: Timestamp, _wake: &(), _step: &mut Step<()>) {
        self.at = None;
    }

    fn next_deadline(&self) -> Option<Deadline> {
        self.at.map(|at| Deadline { at, kind: DeadlineKind::KeepAlive })
    }

    fn digest(&self) -> u64 {
        0
    }
}

/// As long as a keepAlive's.
pub const INTERVAL_SECONDS: usize = 900;

/// Has all of them ring within an interval, a second at a time.
pub fn expire(alarms: usize, drive: Drive<'_>) {
    let mut places = vec![Place::VACANT; alarms];
    let mut nodes = vec![Node::EMPTY; nodes_for(alarms)];
    let mut entries = vec![Entry::EMPTY; entries_for(alarms)];
    let storage = Storage { places: &mut places, nodes: &mut nodes, entries: &mut entries };
    let mut fleet = Fleet::new(Timestamp::from_millis(START), [1, 2], storage).expect("the storage is large enough");
    let (count, interval) = (alarms as u64, INTERVAL_SECONDS as u64 * 1_000);
    for index in 0..count {
        // Neighbours in the fleet are not neighbours in time.
        let after = 1 + (index * 7_919) % count * (interval - 1) / count;
        let at = Some(Timestamp::from_millis(START + after));
        let _handle = fleet.insert(Alarm { id: Id::from_u128(u128::from(index)), at }).expect("there is room");
    }
    let mut passed = 0;
    drive(&mut |seconds| {
        let mut rung = 0;
        for _ in 0..seconds {
            passed += 1;
            fleet.expire(Timestamp::from_millis(START + passed * 1_000), |_, _, _| rung += 1);
        }
        rung
    });
}
