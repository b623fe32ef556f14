//! The fleet's own part of expiry and of re-arming: calls that are a deadline and nothing else.

use call_lifecycle::fleet::{Fleet, Handle};
use call_lifecycle::{Deadline, DeadlineKind, Id, Machine, Step, Timestamp, Verdict};

use super::calls::{START, TICK, answers};
use super::ours::lent;
use super::{Drive, in_portions};

/// Rings once, at its time, unless it is set to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Alarm {
    id: Id,
    at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Hand {
    Rings,
    Set(Timestamp),
}

impl Machine for Alarm {
    type Event = Hand;
    type Output = ();
    const WAKE: Hand = Hand::Rings;

    fn id(&self) -> Id {
        self.id
    }

    fn handle_into(&mut self, _now: Timestamp, event: &Hand, step: &mut Step<()>) {
        step.begin(false);
        self.at = match event {
            Hand::Rings => None,
            Hand::Set(at) => Some(*at),
        };
        step.finish(Verdict::Applied, true);
    }

    fn next_deadline(&self) -> Option<Deadline> {
        self.at.map(|at| Deadline::new(at, DeadlineKind::KeepAlive))
    }

    fn digest(&self) -> u64 {
        0
    }
}

/// As long as a keepAlive's.
pub const INTERVAL_SECONDS: usize = 900;

/// Alarms that ring evenly over an interval, in the order in which they were inserted.
fn with<R>(alarms: usize, run: impl FnOnce(&mut Fleet<'_, Alarm>, &[Handle]) -> R) -> R {
    lent(alarms, |mut fleet| {
        let (count, interval) = (alarms as u64, INTERVAL_SECONDS as u64 * 1_000);
        let insert = |index: u64| {
            // Neighbours in the fleet are not neighbours in time.
            let after = 1 + (index * 7_919) % count * (interval - 1) / count;
            let at = Some(Timestamp::from_millis(START + after));
            fleet.insert(Alarm { id: Id::from_u128(u128::from(index)), at }).expect("there is room")
        };
        let handles: Vec<Handle> = (0..count).map(insert).collect();
        run(&mut fleet, &handles)
    })
}

/// Has all of them ring within an interval, a second at a time.
pub fn wake_due(alarms: usize, drive: Drive<'_>) {
    with(alarms, |fleet, _| {
        let mut passed = 0;
        drive(&mut |seconds| {
            let mut rung = 0;
            for _ in 0..seconds {
                passed += 1;
                fleet.wake_due(Timestamp::from_millis(START + passed * 1_000), |_, _, _| rung += 1);
            }
            rung
        });
    });
}

/// Sets random ones to an interval from now, in batches.
pub fn rearm(alarms: usize, count: usize, drive: Drive<'_>) {
    with(alarms, |fleet, handles| {
        let start = START + INTERVAL_SECONDS as u64 * 1_000;
        let stream: Vec<_> = answers(alarms, count).into_iter().zip(0..).collect();
        let mut batch = Vec::with_capacity(TICK);
        in_portions(&stream, TICK, drive, |some| {
            batch.clear();
            let set = |at: u64| Hand::Set(Timestamp::from_millis(start + at / TICK as u64));
            batch.extend(some.iter().map(|(call, at)| (handles[*call as usize], set(*at))));
            fleet.handle_all(Timestamp::from_millis(START), &batch, |_, result| assert!(result.is_ok()));
        });
    });
}
