//! Who watches a script run.

use core::sync::atomic::{AtomicU64, Ordering};

use call_lifecycle::{app, service};
use call_lifecycle_sim::laws::Observation;

/// Sees every event that the machines of a script take in; not those by which a law tries what
/// would have been.
pub trait Watch {
    /// Whether the laws that need a trial are tried at every event; else at each n-th, with n from
    /// the input ([`super::play::Trials`]).
    const TRIES_ALL: bool = true;

    /// At the application's end.
    fn app<const N: usize>(&mut self, taken: &Observation<'_, app::Call<'_, N>>);
    /// At the service's end.
    fn service<const N: usize>(&mut self, taken: &Observation<'_, service::Call<'_, N>>);
}

/// Sees nothing: for tests, in which every law is tried at every event.
#[derive(Debug)]
pub struct Nobody;

impl Watch for Nobody {
    fn app<const N: usize>(&mut self, _taken: &Observation<'_, app::Call<'_, N>>) {}

    fn service<const N: usize>(&mut self, _taken: &Observation<'_, service::Call<'_, N>>) {}
}

/// Counts the events of a fuzzing run, and says now and then how many there were.
#[derive(Debug)]
pub struct Tally;

static EVENTS: AtomicU64 = AtomicU64::new(0);

impl Tally {
    const OFTEN: u64 = 1_000_000;

    fn count() {
        let events = EVENTS.fetch_add(1, Ordering::Relaxed) + 1;
        if events.is_multiple_of(Self::OFTEN) {
            eprintln!("machine events: {} million", events / 1_000_000);
        }
    }
}

impl Watch for Tally {
    // A fuzzer runs far more scripts in the same time, and as many trials. What it finds is run again as a test, with all of them.
    const TRIES_ALL: bool = false;

    fn app<const N: usize>(&mut self, _taken: &Observation<'_, app::Call<'_, N>>) {
        Self::count();
    }

    fn service<const N: usize>(&mut self, _taken: &Observation<'_, service::Call<'_, N>>) {
        Self::count();
    }
}
