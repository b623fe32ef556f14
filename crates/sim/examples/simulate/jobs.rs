//! Runs the calls on several threads. A call follows from the seed and its number alone, so what is
//! reported does not depend on how many there are.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use call_lifecycle::Timestamp;
use call_lifecycle_sim::{Failure, Line, Tally, World};

use crate::progress::Progress;

/// So many calls are taken at a time: a thread asks seldom, and none waits long for the last.
const PORTION: u64 = 16;

/// What came out.
pub struct Report {
    pub tally: Tally,
    /// Stands for every step of every call, in the order of their numbers.
    pub digest: u64,
    /// In the order of the calls.
    pub failures: Vec<Failure>,
}

/// What one thread has found: the digest of each call next to its number.
#[derive(Default)]
struct Share {
    tally: Tally,
    digests: Vec<(u64, u64)>,
    failures: Vec<Failure>,
}

/// Runs the calls 0 to `calls` - 1 on so many threads.
pub fn run(world: &World<'_>, calls: u64, until: Timestamp, jobs: usize, progress: &Mutex<Progress>) -> Report {
    let next = AtomicU64::new(0);
    let work = || {
        let mut share = Share::default();
        loop {
            let from = next.fetch_add(PORTION, Ordering::Relaxed);
            if from >= calls {
                return share;
            }
            let to = calls.min(from + PORTION);
            for number in from..to {
                let mut line = Line::new(world, number, world.chance(number));
                share.failures.extend(line.run(until, &mut share.tally).err());
                share.digests.push((number, line.digest()));
            }
            if let Ok(mut progress) = progress.lock() {
                progress.step(to - from);
            }
        }
    };
    let shares = thread::scope(|scope| {
        let others: Vec<_> = (1..jobs).map(|_| scope.spawn(work)).collect();
        let mut shares = vec![work()];
        for other in others {
            // A law that does not hold is a value; a panic in a thread is one here too.
            shares.push(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        shares
    });
    join(shares)
}

fn join(shares: Vec<Share>) -> Report {
    let (mut tally, mut digests, mut failures) = (Tally::default(), Vec::new(), Vec::new());
    for share in shares {
        tally.add(&share.tally);
        digests.extend(share.digests);
        failures.extend(share.failures);
    }
    digests.sort_unstable_by_key(|(number, _)| *number);
    failures.sort_by_key(|failure| failure.line);
    let digest = digests
        .iter()
        .fold(0_u64, |digest, (_, line)| (digest.rotate_left(5) ^ line).wrapping_mul(0x517c_c1b7_2722_0a95));
    Report { tally, digest, failures }
}
