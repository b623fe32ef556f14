//! A map of calls, and tokio-util's `DelayQueue` for their deadlines. The clock of its runtime is
//! paused, and moved on by the host.

use std::collections::HashMap;
use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use call_lifecycle::app::Policy;
use call_lifecycle::{Id, Timestamp};
use foldhash::fast::RandomState;
use tokio::runtime::Runtime;
use tokio::task::unconstrained;
use tokio::time::Instant;
use tokio_util::time::{DelayQueue, delay_queue};

use super::calls::{Event, START, Setup};
use super::host::{Fleet, Wishes};
use super::peer::Call;

pub struct Queue {
    calls: HashMap<u128, (Call, delay_queue::Key), RandomState>,
    due: DelayQueue<u128>,
    policy: &'static Policy,
    runtime: Runtime,
    start: Instant,
    now: Timestamp,
}

pub fn paused_runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().expect("a runtime")
}

/// A time of ours on tokio's clock, which stands at [`START`] at `start`.
pub fn instant(start: Instant, at: Timestamp) -> Instant {
    start + Duration::from_millis(at.as_millis() - START)
}

impl Queue {
    pub fn new(setup: &Setup) -> Self {
        let runtime = paused_runtime();
        let entered = runtime.enter();
        let start = Instant::now();
        let mut due = DelayQueue::with_capacity(setup.calls());
        let mut calls = HashMap::with_capacity_and_hasher(setup.calls(), RandomState::default());
        for (id, call) in Call::all(setup) {
            let key = due.insert_at(id.as_u128(), instant(start, call.due));
            calls.insert(id.as_u128(), (call, key));
        }
        drop(entered);
        Self { calls, due, policy: setup.policy, runtime, start, now: Timestamp::from_millis(START) }
    }
}

impl Fleet for Queue {
    type Key = Id;

    fn keys(&self, setup: &Setup) -> Vec<Id> {
        setup.ids.clone()
    }

    fn handle(&mut self, now: Timestamp, id: Id, event: Event, _wishes: &mut Wishes<Id>) {
        let Some((call, key)) = self.calls.get_mut(&id.as_u128()) else { return };
        let before = call.due;
        call.handle(now, id, event, self.policy);
        if call.due != before {
            self.due.reset_at(key, instant(self.start, call.due));
        }
    }

    fn next_deadline(&mut self) -> Option<Timestamp> {
        let first = self.due.deadline(&self.due.peek()?);
        Some(Timestamp::from_millis(START + (first - self.start).as_millis() as u64))
    }

    fn wake_due(&mut self, now: Timestamp, wishes: &mut Wishes<Id>) {
        let passed = now.duration_since(self.now);
        self.now = now;
        // Without the budget of a polite task: it is the host.
        self.runtime.block_on(unconstrained(async {
            tokio::time::advance(passed).await;
            while let Some(expired) = poll_fn(|context| match self.due.poll_expired(context) {
                Poll::Ready(expired) => Poll::Ready(expired),
                Poll::Pending => Poll::Ready(None),
            })
            .await
            {
                let id = expired.into_inner();
                let Some((call, key)) = self.calls.get_mut(&id) else { continue };
                let number = call.wake(now, self.policy);
                *key = self.due.insert_at(id, instant(self.start, call.due));
                wishes.push((Id::from_u128(id), number));
            }
        }));
    }

    fn fingerprint(&mut self) -> u64 {
        self.calls.iter().fold(0, |sum, (id, (call, _))| sum.wrapping_add(call.fingerprint(Id::from_u128(*id))))
    }
}
