//! A tokio task for each call, with its mailbox and timer, on one thread. The runtime's clock is
//! paused: it moves on by itself to the next timer when nothing else is to be done, as far as the
//! host's own sleep goes.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use call_lifecycle::app::Policy;
use call_lifecycle::{Id, Timestamp};
use foldhash::fast::RandomState;
use tokio::runtime::Runtime;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::yield_now;
use tokio::time::{Instant, sleep_until};

use super::calls::{Event, START, Setup};
use super::delay_queue::{instant, paused_runtime};
use super::host::{Fleet, Wishes};
use super::peer::Call;

const MAILBOX: usize = 8;

/// What the tasks and their host have in common.
struct Shared {
    policy: &'static Policy,
    start: Instant,
    now: AtomicU64,
    handled: AtomicU64,
    ended: AtomicU64,
    fingerprint: AtomicU64,
    wishes: Mutex<Wishes<Id>>,
}

pub struct Tasks {
    mailboxes: HashMap<u128, Sender<(Timestamp, Event)>, RandomState>,
    shared: Arc<Shared>,
    runtime: Runtime,
    sent: u64,
    /// Each event is handled before the next one is sent.
    one_at_a_time: bool,
}

async fn live(id: Id, mut call: Call, mut mailbox: Receiver<(Timestamp, Event)>, shared: Arc<Shared>) {
    let mut timer = pin!(sleep_until(instant(shared.start, call.due)));
    loop {
        let before = call.due;
        tokio::select! {
            biased;
            message = mailbox.recv() => {
                let Some((now, event)) = message else { break };
                call.handle(now, id, event, shared.policy);
                shared.handled.store(shared.handled.load(Relaxed) + 1, Relaxed);
            }
            () = &mut timer => {
                let number = call.wake(Timestamp::from_millis(shared.now.load(Relaxed)), shared.policy);
                shared.wishes.lock().expect("nobody panics").push((id, number));
            }
        }
        if call.due != before {
            timer.as_mut().reset(instant(shared.start, call.due));
        }
    }
    shared.fingerprint.store(shared.fingerprint.load(Relaxed).wrapping_add(call.fingerprint(id)), Relaxed);
    shared.ended.store(shared.ended.load(Relaxed) + 1, Relaxed);
}

impl Tasks {
    pub fn new(setup: &Setup, one_at_a_time: bool) -> Self {
        let runtime = paused_runtime();
        let entered = runtime.enter();
        let shared = Arc::new(Shared {
            policy: setup.policy,
            start: Instant::now(),
            now: AtomicU64::new(START),
            handled: AtomicU64::new(0),
            ended: AtomicU64::new(0),
            fingerprint: AtomicU64::new(0),
            wishes: Mutex::default(),
        });
        let mut mailboxes = HashMap::with_capacity_and_hasher(setup.calls(), RandomState::default());
        for (id, call) in Call::all(setup) {
            let (sender, mailbox) = channel(MAILBOX);
            tokio::spawn(live(id, call, mailbox, Arc::clone(&shared)));
            mailboxes.insert(id.as_u128(), sender);
        }
        drop(entered);
        // Every task to its first rest, with its timer set.
        runtime.block_on(async {
            for _ in 0..setup.calls() {
                yield_now().await;
            }
        });
        Self { mailboxes, shared, runtime, sent: 0, one_at_a_time }
    }
}

impl Fleet for Tasks {
    type Key = Id;

    fn keys(&self, setup: &Setup) -> Vec<Id> {
        setup.ids.clone()
    }

    fn handle(&mut self, now: Timestamp, id: Id, event: Event, wishes: &mut Wishes<Id>) {
        self.handle_all(now, &[(id, event)], wishes);
    }

    fn handle_all(&mut self, now: Timestamp, events: &[(Id, Event)], _wishes: &mut Wishes<Id>) {
        let rest = |sent: u64| {
            let shared = &self.shared;
            async move {
                while shared.handled.load(Relaxed) < sent {
                    yield_now().await;
                }
            }
        };
        self.runtime.block_on(async {
            for (id, event) in events {
                let Some(mailbox) = self.mailboxes.get(&id.as_u128()) else { continue };
                let _closed = mailbox.send((now, *event)).await;
                self.sent += 1;
                if self.one_at_a_time {
                    rest(self.sent).await;
                }
            }
            rest(self.sent).await;
        });
    }

    /// The runtime knows it, and tells nobody.
    fn next_deadline(&mut self) -> Option<Timestamp> {
        None
    }

    fn wake_due(&mut self, now: Timestamp, wishes: &mut Wishes<Id>) {
        self.shared.now.store(now.as_millis(), Relaxed);
        let wished = || self.shared.wishes.lock().expect("nobody panics");
        self.runtime.block_on(async {
            sleep_until(instant(self.shared.start, now)).await;
            // Those whose timers have fired run now, some at a time.
            let mut known = usize::MAX;
            while known != wished().len() {
                known = wished().len();
                yield_now().await;
            }
        });
        wishes.append(&mut wished());
    }

    fn fingerprint(&mut self) -> u64 {
        let calls = self.mailboxes.len() as u64;
        self.mailboxes.clear();
        self.runtime.block_on(async {
            while self.shared.ended.load(Relaxed) < calls {
                yield_now().await;
            }
        });
        self.shared.fingerprint.load(Relaxed)
    }
}
