//! Fleets of calls: the crate's, and what one would take instead, beside each other before the same events.

pub mod calls;
mod delay_queue;
mod heap;
pub mod host;
mod ours;
mod peer;
mod tasks;

use std::collections::hash_map::RandomState as SipHash;

use call_lifecycle::Id;
use call_lifecycle::fleet::Handle;
use foldhash::fast::RandomState as FoldHash;

use calls::Setup;
use host::{Fleet, Mode, Run};

/// A way to hold many calls.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    Handle,
    Id,
    FoldHashHeap,
    SipHashHeap,
    DelayQueue,
    Tasks,
}

/// What is asked of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Job {
    /// Notifications and the keepAlives that fall due: see [`host::Day`].
    Day(Mode),
    /// Notifications alone.
    Notify(Mode),
    Rearm,
    Expire,
}

impl Way {
    pub const ALL: [Self; 6] =
        [Self::Handle, Self::Id, Self::FoldHashHeap, Self::SipHashHeap, Self::DelayQueue, Self::Tasks];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Handle => "call-lifecycle, by handle",
            Self::Id => "call-lifecycle, by id",
            Self::FoldHashHeap => "HashMap (foldhash), statig, BinaryHeap",
            Self::SipHashHeap => "HashMap (SipHash), statig, BinaryHeap",
            Self::DelayQueue => "HashMap (foldhash), statig, DelayQueue",
            Self::Tasks => "tokio task a call, statig",
        }
    }

    pub fn run(self, setup: &Setup, job: Job, events: usize) -> Run {
        match self {
            Self::Handle => ours::with::<Handle, 0, _>(setup, |fleet| run(fleet, setup, job, events)),
            Self::Id => ours::with::<Id, 0, _>(setup, |fleet| run(fleet, setup, job, events)),
            Self::FoldHashHeap => run(&mut heap::Heap::<FoldHash>::new(setup), setup, job, events),
            Self::SipHashHeap => run(&mut heap::Heap::<SipHash>::new(setup), setup, job, events),
            Self::DelayQueue => run(&mut delay_queue::Queue::new(setup), setup, job, events),
            Self::Tasks => {
                // A tick's events are sent before any task runs, or one at a time; it knows no other difference.
                let (each, job) = match job {
                    Job::Day(mode) => (mode != Mode::Batch, Job::Day(Mode::Batch)),
                    Job::Notify(mode) => (mode != Mode::Batch, Job::Notify(Mode::Batch)),
                    Job::Rearm => (true, job),
                    Job::Expire => (false, job),
                };
                run(&mut tasks::Tasks::new(setup, each), setup, job, events)
            }
        }
    }
}

fn run<F: Fleet>(fleet: &mut F, setup: &Setup, job: Job, events: usize) -> Run {
    match job {
        Job::Day(mode) => host::day(fleet, setup, events, mode, setup.tick_micros()),
        Job::Notify(mode) => host::day(fleet, setup, events, mode, 0),
        Job::Rearm => host::rearm(fleet, setup, events),
        Job::Expire => host::expire(fleet, setup),
    }
}
