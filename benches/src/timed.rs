//! One turn of what the rows need by the clock, as lines of a name and a figure: two builds take
//! turns ([`crate::rows`]).

use crate::fleets::calls::{GRAPH, Setup};
use crate::fleets::host::Mode::{AskEach, Batch, Each};
use crate::fleets::{Drive, Job, Way, alone};
use crate::measure::time;
use crate::targets;

const MILLION: usize = 1_000_000;
/// As many events as a turn has, an eighth of them to warm up.
const EVENTS: usize = 1 << 20;

/// The jobs of the rows, and the ways: the crate's two, and the best map.
pub const JOBS: [Job; 4] = [Job::Notify(Each), Job::Notify(AskEach), Job::Notify(Batch), Job::Rearm];
pub const WAYS: [Way; 3] = [Way::Handle, Way::Id, Way::FoldHashHeap];

/// The name of a figure.
pub fn fleet(way: Way, job: Job) -> String {
    targets::fleet(way, job, MILLION)
}

pub const ALONE: &str = "the fleet alone, rearm";
pub const BYTES: &str = "bytes a call";

/// Prints one turn.
pub fn print() {
    let setup = Setup::new(MILLION, &GRAPH);
    for (job, way) in JOBS.into_iter().flat_map(|job| WAYS.map(|way| (job, way))) {
        let mut ns = 0.0;
        let done = way.perform(&setup, job, EVENTS, &mut |work| {
            work(EVENTS / 8);
            ns = time(|| work(EVENTS - EVENTS / 8));
        });
        println!("{}\t{ns:.2}", fleet(way, job));
        if (job, way) == (Job::Notify(Batch), Way::Id) {
            println!("{BYTES}\t{:.2}", done.bytes as f64 / MILLION as f64);
        }
    }
    let mut ns = 0.0;
    let drive: Drive<'_> = &mut |work| {
        work(EVENTS / 8);
        ns = time(|| work(EVENTS - EVENTS / 8));
    };
    alone::rearm(MILLION, EVENTS, drive);
    println!("{ALONE}\t{ns:.2}");
}
