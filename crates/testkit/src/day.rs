//! A simulated day that fits into 16 KiB of memory and says one line, the same on every target.

use core::fmt;

use call_lifecycle::fleet::{Fleet, Room, entries_for, nodes_for};
use call_lifecycle::{CallReport, CallState, Id, Snapshot, SnapshotError, Timestamp, app};
use call_lifecycle_sim::{App, Chance, Failure, Faults, Law, Line, Service, Tally, Violation, World};

/// A seed with which so few lines reach all that `main.rs` asks for.
const SEED: u64 = 25_959;
const LINES: u64 = 36;
const HOURS: u64 = 24;

/// What is left of the day.
#[derive(Debug)]
pub struct Day {
    /// Stands for every step of every line, and for the fleet.
    digest: Fnv,
    /// Stands for the bytes of every snapshot.
    snapshots: Fnv,
    /// What happened.
    pub tally: Tally,
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { digest, snapshots, tally } = self;
        let events = tally.app_events.saturating_add(tally.service_events);
        write!(f, "digest {:016x}, snapshots {:016x} of {} bytes, ", digest.hash, snapshots.hash, snapshots.bytes)?;
        write!(f, "{events} events, {} laws checked", tally.law_checks)
    }
}

impl Default for Day {
    fn default() -> Self {
        Self { digest: Fnv::NEW, snapshots: Fnv::NEW, tally: Tally::default() }
    }
}

impl Day {
    /// Lets the day happen.
    ///
    /// # Errors
    /// The first law that was broken.
    pub fn happen(&mut self) -> Result<(), Failure> {
        for number in 0..LINES {
            // Most clocks are right.
            let faults = if number % 4 == 3 { Faults::BAD_CLOCKS } else { Faults::BAD };
            self.line(&World::new(SEED).with_faults(faults), number)?;
        }
        fleet(&mut self.digest);
        Ok(())
    }

    /// One call. Whenever something happened within a quarter of an hour, both ends are written
    /// down and read back.
    // Not inlined, like the others: what one of them has on the stack, the others have not.
    #[inline(never)]
    fn line(&mut self, world: &World<'_>, number: u64) -> Result<(), Failure> {
        let mut line = begun(world, number);
        for quarter in 1..=4 * HOURS {
            let before = line.now();
            self.quarter(&mut line, Timestamp::from_millis(quarter.saturating_mul(15 * 60_000)))?;
            if line.now() > before {
                kept(world, line.app(), line.service(), &mut self.snapshots)
                    .map_err(|why| Failure::new(number, line.now(), Violation::new(Law::RoundTrip, why)))?;
            }
        }
        self.digest.word(line.digest());
        Ok(())
    }

    #[inline(never)]
    fn quarter(&mut self, line: &mut Line<'_, '_, Chance>, until: Timestamp) -> Result<(), Failure> {
        line.run(until, &mut self.tally)
    }
}

#[inline(never)]
fn begun<'w, 'p>(world: &'w World<'p>, number: u64) -> Line<'w, 'p, Chance> {
    Line::new(world, number, world.chance(number))
}

/// Both ends as bytes, and back.
#[inline(never)]
fn kept(world: &World<'_>, app: &App<'_>, service: &Service<'_>, snapshots: &mut Fnv) -> Result<(), &'static str> {
    let refused = |_: SnapshotError| "a snapshot could not be written or read";
    let written: Snapshot<512> = app.snapshot().map_err(refused)?;
    snapshots.fold(written.as_bytes());
    if App::restore(written.as_bytes(), world.app_policy()).map_err(refused)? != *app {
        return Err("the application's end came back as another");
    }
    let written: Snapshot<512> = service.snapshot().map_err(refused)?;
    snapshots.fold(written.as_bytes());
    if Service::restore(written.as_bytes(), world.service_policy()).map_err(refused)? != *service {
        return Err("the service's end came back as another");
    }
    Ok(())
}

/// More calls than a fleet has places for, one every ten minutes: of every three one is never
/// answered. Places, tree and index are numbered by the target's words.
#[inline(never)]
fn fleet(digest: &mut Fnv) {
    const CALLS: usize = 20;
    let mut room = Room::<app::Call<'static, 0>, CALLS, { nodes_for(CALLS) }, { entries_for(CALLS) }>::new();
    let Ok(mut fleet) = Fleet::new(Timestamp::ZERO, [1, 2], room.storage()) else { return };
    for number in 0..6 * HOURS {
        let now = Timestamp::from_millis(number.saturating_mul(10 * 60_000));
        while let Some((handle, step)) = fleet.wake_next(now) {
            for timed in &step {
                digest.word(timed.at.as_millis());
                let app::Output::Send(token) = timed.output else { continue };
                let sent = app::Event::Sent { token, hints: app::OperationHints::NONE };
                let reply = app::Event::Reply { token, sent: now, reply: app::Reply::new(200) };
                let answered = fleet.get(handle).is_some_and(|call| call.id().words()[1] % 3 != 0);
                for event in [sent, reply].into_iter().take(if answered { 2 } else { 1 }) {
                    digest.word(u64::from(fleet.handle(now, handle, event).is_ok_and(|step| step.deadline_changed())));
                }
            }
        }
        let id = Id::from_u128(u128::from(number));
        if let Err(refused) = fleet.insert(app::Call::outgoing(id, now, &app::Policy::DEFAULT)) {
            let oldest = Id::from_u128(u128::from(number.saturating_sub(CALLS as u64)));
            digest.word(fleet.remove(oldest).map_or(0, |call| call.digest()));
            digest.word(u64::from(fleet.insert(refused.call).is_ok()));
        }
        let established = app::Event::Call(CallReport::state(CallState::Established));
        let applied = fleet.handle(now, id, established).is_ok_and(|step| step.verdict().is_applied());
        digest.word(u64::from(applied));
        digest.word(fleet.next_deadline().map_or(0, Timestamp::as_millis));
        digest.word(fleet.digest());
    }
}

/// FNV-1a, which is the same everywhere.
#[derive(Debug)]
struct Fnv {
    hash: u64,
    bytes: u64,
}

impl Fnv {
    const NEW: Self = Self { hash: 0xcbf2_9ce4_8422_2325, bytes: 0 };

    fn fold(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.hash = (self.hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
            self.bytes = self.bytes.wrapping_add(1);
        }
    }

    fn word(&mut self, word: u64) {
        self.fold(&word.to_le_bytes());
    }
}
