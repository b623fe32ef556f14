//! What the page shows: the time, the counts, the villain, and some of the calls.

use call_lifecycle::Id;
use call_lifecycle::fleet::Handle;
use serde::Serialize;

use super::deeds::{self, Chance, Deeds};
use super::view::{Ended, View};
use super::{Counts, Exchange};

/// How many calls are shown at most.
const SHOWN: usize = 50;

/// What the page shows, as JSON: the time, the counts, the villain and the calls.
#[derive(Debug, Serialize)]
pub struct Live<'e> {
    now: u64,
    speed: f64,
    counts: Counts,
    room: usize,
    villain: Vec<Chance>,
    deeds: &'e Deeds,
    more: u64,
    calls: Vec<Shown<'e>>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Shown<'e> {
    Live(View),
    Ended(&'e Ended),
}

impl Exchange {
    /// What the page shows, with the speed of the clock.
    pub fn live(&self, speed: f64) -> Live<'_> {
        let shown =
            |id: &Id| Some(Shown::Live(View::of(self.fleet.get(*id)?, self.desk.files.get(id)?, self.desk.seed)));
        let mut calls: Vec<Shown<'_>> = self.recent.iter().rev().filter_map(shown).take(SHOWN).collect();
        let more = (self.fleet.len() - calls.len()) as u64;
        let rest = SHOWN - calls.len();
        calls.extend(self.desk.ended.iter().take(rest).map(Shown::Ended));
        Live {
            now: self.now.as_millis(),
            speed,
            counts: self.counts(),
            room: self.fleet.capacity(),
            villain: deeds::chances(&self.desk.villains),
            deeds: &self.desk.deeds,
            more,
            calls,
        }
    }

    /// The ids of live calls from that place of the fleet on, and the place of those that follow
    /// them. A call that lives all the while is on one page exactly.
    pub fn page(&self, from: u32, size: usize) -> (Vec<Id>, Option<u32>) {
        let place = |handle: Handle| handle.to_bits() as u32;
        let mut rest = self.fleet.iter().skip_while(|(handle, _)| place(*handle) < from);
        let ids = rest.by_ref().take(size).map(|(_, call)| call.id()).collect();
        (ids, rest.next().map(|(handle, _)| place(handle)))
    }

    /// The counts.
    pub fn counts(&self) -> Counts {
        Counts { live: self.fleet.len() as u64, ..self.desk.counts }
    }
}
