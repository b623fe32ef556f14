//! Fleets of calls: the crate's, and what one would take instead, next to each other, with the same
//! events.

pub mod alone;
mod bare;
pub mod calls;
mod delay_queue;
mod heap;
pub mod host;
pub mod lines;
mod nothing;
mod ours;
mod peer;
pub mod ready;
mod tasks;

use std::collections::hash_map::RandomState as SipHash;

use call_lifecycle::fleet::{Entry, Handle, Node, Place, entries_for, nodes_for};
use call_lifecycle::{Id, app};
use foldhash::fast::RandomState as FoldHash;

use calls::Setup;
use host::{Day, Expire, Fleet, Mode, Rearm};

use crate::memory::live;

/// A way to hold many calls.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    Handle,
    Id,
    FoldHashHeap,
    SipHashHeap,
    DelayQueue,
    Tasks,
    /// The machines, and no fleet.
    Bare,
    /// No machines at all: what the host itself costs.
    Nothing,
}

impl Way {
    pub const ALL: [Self; 8] = [
        Self::Handle,
        Self::Id,
        Self::FoldHashHeap,
        Self::SipHashHeap,
        Self::DelayQueue,
        Self::Tasks,
        Self::Bare,
        Self::Nothing,
    ];

    /// In the names of results.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Handle => "handle",
            Self::Id => "id",
            Self::FoldHashHeap => "foldhash-heap",
            Self::SipHashHeap => "siphash-heap",
            Self::DelayQueue => "delay-queue",
            Self::Tasks => "tasks",
            Self::Bare => "bare",
            Self::Nothing => "nothing",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::Handle => "call-lifecycle, by handle",
            Self::Id => "call-lifecycle, by id",
            Self::FoldHashHeap => "HashMap (foldhash), statig, BinaryHeap",
            Self::SipHashHeap => "HashMap (SipHash), statig, BinaryHeap",
            Self::DelayQueue => "HashMap (foldhash), statig, DelayQueue",
            Self::Tasks => "a tokio task a call, statig",
            Self::Bare => "the machines alone, in a Vec",
            Self::Nothing => "the host alone",
        }
    }

    /// Whether it can do it: without timers nothing falls due.
    pub const fn can(self, job: Job) -> bool {
        match self {
            Self::Bare | Self::Nothing => matches!(job, Job::Notify(_) | Job::Rearm),
            _ => true,
        }
    }

    /// Makes the fleet, and has `drive` do as much of the job as it likes.
    pub fn perform(self, setup: &Setup, job: Job, length: usize, drive: Drive<'_>) -> Done {
        let before = live();
        let done = self.make_and_perform(setup, job, length, drive);
        Done { bytes: done.bytes.saturating_sub(before), ..done }
    }

    fn make_and_perform(self, setup: &Setup, job: Job, length: usize, drive: Drive<'_>) -> Done {
        match self {
            Self::Handle => ours::with::<Handle, 0, _>(setup, |fleet| perform(fleet, setup, job, length, drive)),
            Self::Id => ours::with::<Id, 0, _>(setup, |fleet| perform(fleet, setup, job, length, drive)),
            Self::FoldHashHeap => perform(&mut heap::Heap::<FoldHash>::new(setup), setup, job, length, drive),
            Self::SipHashHeap => perform(&mut heap::Heap::<SipHash>::new(setup), setup, job, length, drive),
            Self::DelayQueue => perform(&mut delay_queue::Queue::new(setup), setup, job, length, drive),
            Self::Tasks => {
                // A tick's events are sent before any task runs, or one at a time; it knows no other difference.
                let (each, job) = match job {
                    Job::Day(mode) => (mode != Mode::Batch, Job::Day(Mode::Batch)),
                    Job::Notify(mode) => (mode != Mode::Batch, Job::Notify(Mode::Batch)),
                    Job::Rearm => (true, job),
                    Job::Expire => (false, job),
                };
                perform(&mut tasks::Tasks::new(setup, each), setup, job, length, drive)
            }
            Self::Bare => perform(&mut bare::Bare::new(setup), setup, job, length, drive),
            Self::Nothing => perform(&mut nothing::Nothing, setup, job, length, drive),
        }
    }
}

/// What is asked of a fleet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Job {
    /// Notifications, and the keepAlives that fall due meanwhile: see [`Day`].
    Day(Mode),
    /// Notifications alone.
    Notify(Mode),
    Rearm,
    Expire,
}

impl Job {
    pub const ALL: [Self; 7] = [
        Self::Day(Mode::AskEach),
        Self::Day(Mode::Batch),
        Self::Notify(Mode::AskEach),
        Self::Notify(Mode::Each),
        Self::Notify(Mode::Batch),
        Self::Rearm,
        Self::Expire,
    ];

    /// In the names of results.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day(Mode::AskEach) => "day-ask-each",
            Self::Day(Mode::Each) => "day-each",
            Self::Day(Mode::Batch) => "day-batch",
            Self::Notify(Mode::AskEach) => "notify-ask-each",
            Self::Notify(Mode::Each) => "notify-each",
            Self::Notify(Mode::Batch) => "notify-batch",
            Self::Rearm => "rearm",
            Self::Expire => "expire",
        }
    }
}

/// A fleet after its job.
pub struct Done {
    /// Stands for the state and the deadline of every call.
    pub fingerprint: u64,
    /// All that is allocated for it.
    pub bytes: usize,
}

/// The bytes of a fleet of calls with four operation slots each.
pub fn bytes_with_slots(setup: &Setup) -> usize {
    let before = live();
    ours::with::<Id, 4, _>(setup, |_| live() - before)
}

/// The bytes a call of the parts of a large fleet: the calls, their deadlines and generations,
/// their ids.
pub fn bytes_of_parts<const N: usize>() -> [f64; 3] {
    const CALLS: usize = 1_000_000;
    let each = |count: usize, size: usize| (count * size) as f64 / CALLS as f64;
    [
        each(CALLS, size_of::<Place<app::Call<'static, N>>>()),
        each(nodes_for(CALLS), size_of::<Node>()),
        each(entries_for(CALLS), size_of::<Entry>()),
    ]
}

/// Does some of a job, and says how many units that were.
pub type Work<'a> = &'a mut dyn FnMut(usize) -> u64;

/// Has a job done: by the clock, or counted.
pub type Drive<'a> = &'a mut dyn FnMut(Work<'_>);

/// Hands a stream over in portions of some size.
fn in_portions<T>(stream: &[T], size: usize, drive: Drive<'_>, mut take: impl FnMut(&[T])) {
    let mut rest = stream;
    drive(&mut |events| {
        let (now, later) = rest.split_at(events);
        rest = later;
        now.chunks(size).for_each(&mut take);
        events as u64
    });
}

fn perform<F: Fleet>(fleet: &mut F, setup: &Setup, job: Job, length: usize, drive: Drive<'_>) -> Done {
    match job {
        Job::Day(mode) => {
            let mut day = Day::new(fleet, setup, length, mode, setup.tick_micros());
            drive(&mut |notifications| day.run(notifications));
        }
        Job::Notify(mode) => {
            let mut day = Day::new(fleet, setup, length, mode, 0);
            drive(&mut |notifications| day.run(notifications));
        }
        Job::Rearm => {
            let mut rearm = Rearm::new(fleet, setup, length);
            drive(&mut |answers| rearm.run(answers));
        }
        Job::Expire => {
            let mut expire = Expire::new(fleet);
            drive(&mut |seconds| expire.run(seconds));
        }
    }
    let bytes = live();
    Done { fingerprint: fleet.fingerprint(), bytes }
}
