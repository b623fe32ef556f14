//! Who watches a script run.

use core::sync::atomic::{AtomicU64, Ordering};

use call_lifecycle::sim::End;
use call_lifecycle::sim::laws::{self, Taken};
use call_lifecycle::{Step, Timestamp, app, service};

/// Sees every event that the machines of a script take in; not those by which a law tries what would have been.
pub trait Watch {
    /// At the application's end.
    fn app<const N: usize>(&mut self, taken: &Taken<'_, app::Call<'_, N>>);
    /// At the service's end.
    fn service<const N: usize>(&mut self, taken: &Taken<'_, service::Call<'_, N>>);
}

/// Either end, for what is done alike at both.
pub(crate) trait Watched: End {
    fn show(taken: &Taken<'_, Self>, watch: &mut impl Watch);
}

impl<const N: usize> Watched for app::Call<'_, N> {
    fn show(taken: &Taken<'_, Self>, watch: &mut impl Watch) {
        watch.app(taken);
    }
}

impl<const N: usize> Watched for service::Call<'_, N> {
    fn show(taken: &Taken<'_, Self>, watch: &mut impl Watch) {
        watch.service(taken);
    }
}

/// Takes an event in, shows it to who watches, and asserts every law that speaks of one step.
pub(crate) fn take<E: Watched>(
    end: &mut E,
    now: Timestamp,
    event: &E::Event,
    watch: &mut impl Watch,
) -> Step<E::Output> {
    let before = end.clone();
    let step = end.handle(now, event.clone());
    let taken = Taken { before: &before, now, event, after: end, step: &step };
    E::show(&taken, watch);
    let checked = laws::at_a_glance(&taken).and_then(|()| laws::by_trial(&taken));
    checked.unwrap_or_else(|broken| panic!("{broken}: {taken:?}"));
    step
}

/// Counts the events of a fuzzing run, and says now and then how many there were.
#[derive(Debug)]
pub struct Tally;

static EVENTS: AtomicU64 = AtomicU64::new(0);

impl Tally {
    const OFTEN: u64 = 10_000_000;

    fn count() {
        let events = EVENTS.fetch_add(1, Ordering::Relaxed) + 1;
        if events.is_multiple_of(Self::OFTEN) {
            eprintln!("machine events: {} million", events / 1_000_000);
        }
    }
}

impl Watch for Tally {
    fn app<const N: usize>(&mut self, _taken: &Taken<'_, app::Call<'_, N>>) {
        Self::count();
    }

    fn service<const N: usize>(&mut self, _taken: &Taken<'_, service::Call<'_, N>>) {
        Self::count();
    }
}
