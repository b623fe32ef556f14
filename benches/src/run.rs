//! Measures everything, part by part, and keeps what the parts that are not measured had before.

use std::process::ExitCode;

use crate::count::count;
use crate::fleets::calls::{GRAPH, Setup, once};
use crate::fleets::host::Mode;
use crate::fleets::{Drive, Job, Way, alone, bytes_with_slots, lines};
use crate::measure::{Nanoseconds, summary, time};
use crate::results::{Results, compiler};
use crate::transitions::{self, Contender};
use crate::{targets, workloads};

pub const RESULTS: &str = "results.txt";
pub const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// As many notifications as a run has, an eighth of them to warm up.
const NOTIFICATIONS: usize = 1 << 20;

type Part = fn(&mut Results);

const PARTS: [(&str, Part); 5] = [
    ("transitions", transitions),
    ("machines", machines),
    ("fleets", fleets),
    ("memory", memory),
    ("instructions", instructions),
];

pub fn run(names: &[&str]) -> ExitCode {
    if let Some(unknown) = names.iter().find(|name| PARTS.iter().all(|(known, _)| known != *name)) {
        eprintln!("no part is named {unknown}");
        return ExitCode::from(2);
    }
    let mut results = Results::load(RESULTS);
    results.notes = notes();
    for (name, measure) in PARTS {
        if names.is_empty() || names.contains(&name) {
            measure(&mut results);
            results.save(RESULTS);
        }
    }
    targets::print(&results);
    ExitCode::SUCCESS
}

/// The processor, and the compiler.
fn notes() -> Vec<String> {
    let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = processors.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("a processor unknown");
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    let mut notes = vec![format!("{}, {count} processors", model.trim_start_matches(['\t', ' ', ':']))];
    notes.append(&mut compiler());
    notes
}

/// Runs that take turns, so that what disturbs one disturbs all.
struct Turns<T> {
    what: T,
    runs: Vec<f64>,
}

fn keep(results: &mut Results, name: &str, runs: Vec<f64>) {
    let Nanoseconds { median, lowest } = summary(runs);
    results.set(format!("{name}: ns"), median);
    results.set(format!("{name}: ns, lowest"), lowest);
}

fn transitions(results: &mut Results) {
    const ROUNDS: usize = 31;
    let ready = |contender: Contender| Turns { what: (contender, contender.make()), runs: Vec::new() };
    let mut all: Vec<_> = transitions::contenders().map(ready).collect();
    for _ in 0..ROUNDS {
        for Turns { what: (_, ready), runs } in &mut all {
            runs.push(time(|| {
                std::hint::black_box((ready.run)());
                ready.events
            }));
        }
    }
    for Turns { what: (contender, _), runs } in all {
        keep(results, &workloads::transition(contender).name, runs);
    }
}

fn machines(results: &mut Results) {
    const ROUNDS: usize = 11;
    let mut all: Vec<_> = workloads::machines().into_iter().map(|what| Turns { what, runs: Vec::new() }).collect();
    for _ in 0..ROUNDS {
        for Turns { what, runs } in &mut all {
            runs.push(time(|| (what.run)(200_000)));
        }
    }
    for Turns { what, runs } in all {
        keep(results, &what.name, runs);
    }
}

fn fleets(results: &mut Results) {
    for calls in SIZES {
        for job in Job::ALL {
            eprintln!("{}, {calls} calls", job.word());
            fleets_at(results, calls, job);
        }
        eprintln!("ready and alone, {calls} calls");
        ready_at(results, calls);
    }
}

/// What is measured of the crate's own fleet without a host around it, and of the memory without a
/// fleet.
fn ready_at(results: &mut Results, calls: usize) {
    let setup = &Setup::new(calls, &GRAPH);
    let mut all: Vec<(String, Timed<'_>)> = Vec::new();
    for (name, notify) in workloads::NAMED {
        for mode in workloads::MODES {
            let run = move || timed(|drive| notify(setup, mode, NOTIFICATIONS, drive));
            all.push((targets::ready(name, mode, calls), Box::new(run)));
        }
        let run = move || timed(|drive| lines::touch(calls, name == "id", NOTIFICATIONS, drive));
        all.push((targets::lines(name, calls), Box::new(run)));
    }
    let rearm = move || timed(|drive| alone::rearm(calls, NOTIFICATIONS, drive));
    all.push((targets::alone("rearm", calls), Box::new(rearm)));
    let expire = move || {
        let mut ns = 0.0;
        alone::wake_due(calls, &mut |work| ns = time(|| work(alone::INTERVAL_SECONDS)));
        ns
    };
    all.push((targets::alone("expire", calls), Box::new(expire)));
    let mut all: Vec<_> = all.into_iter().map(|what| Turns { what, runs: Vec::new() }).collect();
    for _ in 0..rounds(calls) {
        for Turns { what: (_, run), runs } in &mut all {
            runs.push(run());
        }
    }
    for Turns { what: (name, _), runs } in all {
        keep(results, &name, runs);
    }
}

/// One run, in nanoseconds a unit.
type Timed<'a> = Box<dyn Fn() -> f64 + 'a>;

/// Warms up, and takes the time of the rest.
fn timed(perform: impl FnOnce(Drive<'_>)) -> f64 {
    let mut ns = 0.0;
    perform(&mut |work| {
        work(NOTIFICATIONS / 8);
        ns = time(|| work(NOTIFICATIONS - NOTIFICATIONS / 8));
    });
    ns
}

const fn rounds(calls: usize) -> usize {
    if calls < SIZES[3] { 7 } else { 5 }
}

/// One job at one size: every way does the same, or this panics.
fn fleets_at(results: &mut Results, calls: usize, job: Job) {
    let setup = Setup::new(calls, if job == Job::Expire { once() } else { &GRAPH });
    let ways = Way::ALL.into_iter().filter(|way| way.can(job));
    let mut all: Vec<_> = ways.map(|way| Turns { what: way, runs: Vec::new() }).collect();
    for _ in 0..rounds(calls) {
        let mut same = None;
        for Turns { what: way, runs } in &mut all {
            let mut ns = 0.0;
            let done = way.perform(&setup, job, NOTIFICATIONS, &mut |work| {
                let all = if job == Job::Expire { setup.interval_seconds() } else { NOTIFICATIONS };
                work(all / 8);
                ns = time(|| work(all - all / 8));
            });
            runs.push(ns);
            if *way != Way::Nothing {
                assert_eq!(*same.get_or_insert(done.fingerprint), done.fingerprint, "{} differs", way.title());
            }
            if job == Job::Day(Mode::Batch) {
                results.set(targets::bytes(way.word(), calls), done.bytes as f64 / calls as f64);
            }
        }
    }
    for Turns { what: way, runs } in all {
        keep(results, &workloads::fleet(way, job, calls).name, runs);
    }
}

fn memory(results: &mut Results) {
    for calls in [100_000, 1_000_000] {
        let bytes = bytes_with_slots(&Setup::new(calls, &GRAPH));
        results.set(targets::bytes("id, four slots", calls), bytes as f64 / calls as f64);
    }
}

fn instructions(results: &mut Results) {
    let transitions = transitions::contenders().map(workloads::transition);
    let mut all: Vec<_> = workloads::gated().into_iter().chain(transitions).collect();
    let calls = SIZES.into_iter().flat_map(|calls| Job::ALL.map(|job| (job, calls)));
    for (job, calls) in calls {
        // Beyond the smallest size only the crate's own: how its work grows is what is asked.
        let ways = Way::ALL.into_iter().filter(|way| *way != Way::Tasks && way.can(job));
        let ways = ways.filter(|way| calls == SIZES[0] || matches!(way, Way::Handle | Way::Id));
        all.extend(ways.map(|way| workloads::fleet(way, job, calls)));
    }
    all.extend(SIZES.into_iter().flat_map(workloads::ready));
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all.dedup_by(|a, b| a.name == b.name);
    for workload in all {
        eprintln!("{}", workload.name);
        let Some(counted) = count(&workload, true) else {
            eprintln!("SKIPPED: valgrind is not installed");
            return;
        };
        results.set(format!("{}: instructions", workload.name), counted.instructions);
        results.set(format!("{}: lines", workload.name), counted.lines);
    }
}
