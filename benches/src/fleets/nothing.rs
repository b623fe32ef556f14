//! No fleet: what the host and its streams cost by themselves.

use std::hint::black_box;

use call_lifecycle::{Id, Timestamp};

use super::calls::{Event, Setup};
use super::host::{Fleet, Wishes};

pub struct Nothing;

impl Fleet for Nothing {
    type Key = Id;

    fn keys(&self, setup: &Setup) -> Vec<Id> {
        setup.ids.clone()
    }

    fn handle(&mut self, now: Timestamp, id: Id, event: Event, _wishes: &mut Wishes<Id>) {
        black_box((now, id, event));
    }

    fn next_deadline(&mut self) -> Option<Timestamp> {
        None
    }

    fn wake_due(&mut self, now: Timestamp, _wishes: &mut Wishes<Id>) {
        black_box(now);
    }

    fn fingerprint(&mut self) -> u64 {
        0
    }
}
