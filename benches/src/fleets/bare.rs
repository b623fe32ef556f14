//! The machines alone, by their number: no ids, no handles, no timers. What a fleet adds is the
//! difference.

use call_lifecycle::app::{Call, Output};
use call_lifecycle::{CallReport, CallState, Machine, Step, Timestamp, app};

use super::calls::{Event, Setup};
use super::host::{Fleet, Wishes, fingerprint};
use super::ours::{act, event};

pub struct Bare {
    calls: Vec<Call<'static, 0>>,
    step: Step<Output>,
}

impl Bare {
    pub fn new(setup: &Setup) -> Self {
        let established = app::Event::Call(CallReport::state(CallState::Established));
        let calls = setup.ids.iter().zip(&setup.began).map(|(id, began)| {
            let mut call = Call::outgoing(*id, *began, setup.policy);
            let _step = call.handle(*began, established);
            call
        });
        Self { calls: calls.collect(), step: Step::new() }
    }
}

impl Fleet for Bare {
    type Key = u32;

    fn keys(&self, setup: &Setup) -> Vec<u32> {
        (0..setup.calls() as u32).collect()
    }

    fn handle(&mut self, now: Timestamp, key: u32, what: Event, wishes: &mut Wishes<u32>) {
        self.calls[key as usize].handle_into(now, &event(what), &mut self.step);
        act(key, &self.step, wishes);
    }

    fn next_deadline(&mut self) -> Option<Timestamp> {
        None
    }

    fn wake_due(&mut self, _now: Timestamp, _wishes: &mut Wishes<u32>) {}

    fn fingerprint(&mut self) -> u64 {
        let due = |call: &Call<'_, 0>| call.next_deadline().map(|deadline| deadline.at);
        let each = self.calls.iter().map(|call| fingerprint(call.id(), call.state() as u8, due(call)));
        each.fold(0, u64::wrapping_add)
    }
}
