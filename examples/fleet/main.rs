//! `fleet [CALLS [MINUTES]]`: a host of many bots and a service with as many calls, each a
//! [`Fleet`], over a network that takes 40 ms.
//!
//! Every call is kept alive by its bot, except that every thousandth bot has fallen silent. The
//! service ends those calls at 45 minutes, and their bots are notified; all other calls survive.
//! The program checks this. It has the loop of any host with many calls: handle what came, wake
//! what is due, act on the steps, sleep until the next deadline. Here nobody sleeps, so an hour
//! takes a moment.
#![allow(
    clippy::std_instead_of_core,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::disallowed_methods,
    reason = "the lints are the core's: this is a program for a computer with memory, a screen and a clock to measure itself by"
)]

mod bots;
mod service;

use core::time::Duration;
use std::collections::VecDeque;
use std::process::ExitCode;
use std::time::Instant;

use call_lifecycle::fleet::{Entry, Fleet, Node, Place, Storage, StorageError, entries_for, nodes_for};
use call_lifecycle::{Id, Machine, Timestamp, app};

use bots::Bots;
use service::Service;

/// How long a message takes.
const LATENCY: Duration = Duration::from_millis(40);

/// Messages in the order in which they arrive, since each takes as long.
type Line<T> = VecDeque<(Timestamp, (Id, T))>;

/// The storage of a fleet, allocated.
struct Memory<M> {
    places: Vec<Place<M>>,
    nodes: Vec<Node>,
    entries: Vec<Entry>,
}

impl<M: Clone> Memory<M> {
    fn new(calls: usize) -> Self {
        Self {
            places: vec![Place::VACANT; calls],
            nodes: vec![Node::EMPTY; nodes_for(calls)],
            entries: vec![Entry::EMPTY; entries_for(calls)],
        }
    }

    fn storage(&mut self) -> Storage<'_, M> {
        Storage::new(&mut self.places, &mut self.nodes, &mut self.entries)
    }
}

/// What has arrived by now.
fn arrived<T>(line: &mut Line<T>, now: Timestamp, batch: &mut Vec<(Id, T)>) {
    batch.clear();
    while line.front().is_some_and(|(at, _)| *at <= now) {
        batch.extend(line.pop_front().map(|(_, message)| message));
    }
}

/// The id of a call tells its number, and that everything else.
const fn id_of(number: u64) -> Id {
    Id::from_words([number.wrapping_mul(0x9e37_79b9_7f4a_7c15), number])
}

/// Spread over a quarter of an hour, so that the calls do not fall due together.
const fn began(id: Id) -> Timestamp {
    let [_, number] = id.words();
    Timestamp::from_millis(number * 7_919 % 900_000)
}

/// A fleet with all of them.
fn filled<'s, M: Machine>(
    seed: [u64; 2],
    storage: Storage<'s, M>,
    ids: &[Id],
    begin: impl Fn(Id, Timestamp) -> M,
) -> Result<Fleet<'s, M>, StorageError> {
    // A host takes two random words for the seed. This one does the same every time.
    let mut fleet = Fleet::new(Timestamp::ZERO, seed, storage)?;
    for id in ids {
        // There is room for all of them, and no two have the same id.
        let _handle = fleet.insert(begin(*id, began(*id)));
    }
    Ok(fleet)
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u32>());
    let (Ok(calls @ 1..), Ok(minutes)) = (arguments.next().unwrap_or(Ok(100_000)), arguments.next().unwrap_or(Ok(90)))
    else {
        eprintln!("fleet: found no two numbers, expected CALLS, at least 1, and MINUTES");
        return ExitCode::from(2);
    };
    match host(calls as usize, Timestamp::ZERO.saturating_add(Duration::from_secs((60 * minutes).into()))) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("fleet: {error}");
            ExitCode::from(2)
        }
    }
}

/// Whether exactly those calls ended that should.
fn host(calls: usize, until: Timestamp) -> Result<bool, StorageError> {
    let (mut of_bots, mut of_service) = (Memory::new(calls), Memory::new(calls));
    let ids: Vec<Id> = (0..calls as u64).map(id_of).collect();
    let mut bots = Bots::new(of_bots.storage(), &ids)?;
    let mut service = Service::new(of_service.storage(), &ids)?;
    let (mut requests, mut answers) = (Line::new(), Line::<app::Event>::new());
    let (mut asked, mut told) = (Vec::new(), Vec::new());

    let start = Instant::now();
    let mut now = Timestamp::ZERO;
    loop {
        arrived(&mut requests, now, &mut asked);
        service.take_in(now, &asked, &mut answers);
        service.wake(now, &mut answers);
        arrived(&mut answers, now, &mut told);
        bots.take_in(now, &told);
        bots.wake(now, &mut requests);

        let arrivals = [requests.front().map(|(at, _)| *at), answers.front().map(|(at, _)| *at)];
        let deadlines = [service.next_deadline(), bots.next_deadline()];
        let Some(next) = arrivals.into_iter().chain(deadlines).flatten().min().filter(|next| *next <= until) else {
            break;
        };
        now = next;
    }
    let took = start.elapsed();

    let silent = ids.iter().filter(|id| is_silent(**id) && ends_by(**id, until)).count() as u64;
    let events = bots.events + service.events;
    println!("{calls} calls, {} of them with a silent bot", (calls as u64).div_ceil(SILENT));
    println!("{} keepAlives were answered 200", service.renewed);
    println!(
        "{} calls were ended by the service for want of a keepAlive, expected {silent}; {} bots were told",
        service.expired, bots.ended
    );
    println!(
        "{events} events and wakes at both ends in {:.2} s: {:.1} million a second",
        took.as_secs_f64(),
        events as f64 / took.as_secs_f64() / 1e6
    );
    println!("digests {:016x} {:016x}", bots.digest(), service.digest());
    Ok(service.expired == silent && bots.ended == silent)
}

/// One bot of this many is silent.
const SILENT: u64 = 1_000;

const fn is_silent(id: Id) -> bool {
    let [_, number] = id.words();
    number.is_multiple_of(SILENT)
}

/// Whether the service has ended a call that was never kept alive, and its bot knows.
fn ends_by(id: Id, until: Timestamp) -> bool {
    let settings = call_lifecycle::service::Settings::DEFAULT;
    let ended = began(id).saturating_add(settings.expiry()).saturating_add(settings.teardown());
    ended.saturating_add(LATENCY) <= until
}
