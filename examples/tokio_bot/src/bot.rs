//! The core: a fleet of calls and the plans for them, without I/O and without a clock.

use std::collections::{BTreeSet, HashMap, VecDeque};

use call_lifecycle::app::{Call, Event, Output, Policy, Request, Settings};
use call_lifecycle::fleet::{Fleet, StorageError};
use call_lifecycle::{CallState, Id, KeepAlivePolicy, Timestamp};
use call_lifecycle_tokio::storage;

use crate::input::{Effect, Input, Told};
use crate::news::{Line, News};
use crate::plan::{Host, LOOK_AGAIN, MOST_TRIES, Plan};
use crate::recent::Recent;
use crate::timers::{Due, Timers};

/// How long to try to hang up: as long as the service may keep the call, so that a network that is
/// down for minutes leaks no call.
pub(crate) static POLICY: Policy = {
    const SETTINGS: Settings = Settings::DEFAULT.with_hang_up_give_up(KeepAlivePolicy::GRAPH.expiry());
    match Policy::new(SETTINGS) {
        Ok(policy) => policy,
        Err(_) => Policy::DEFAULT,
    }
};

/// How many operations a call can have at a time.
pub(crate) const SLOTS: usize = 4;
/// How many ended calls are remembered, so that late notifications do not bring them back. Older
/// ones end again when a GET is answered 404.
const ENDED: usize = 4_096;
/// How many calls are rejected at a time for lack of room. Further ones keep ringing until the
/// service ends them.
pub(crate) const MOST_REJECTING: u32 = 64;
/// How many recordings are downloaded at a time.
pub(crate) const MOST_FETCHING: u32 = 64;

type Calls = Fleet<'static, Call<'static, SLOTS>>;

/// Many calls, and the plans for them.
///
/// A host gives what happens to [`Bot::handle`], carries out the effects, and wakes it at
/// [`Bot::next_deadline`], as with a single call.
#[derive(Debug)]
pub struct Bot {
    pub(crate) plan: Plan,
    pub(crate) fleet: Calls,
    pub(crate) hosts: HashMap<Id, Host>,
    pub(crate) timers: Timers,
    pub(crate) ended: Recent,
    /// Outputs of the machines that were not acted on yet.
    pub(crate) said: VecDeque<(Id, Timestamp, Output)>,
    pub(crate) effects: Vec<Effect>,
    /// The calls that the last input has touched.
    pub(crate) changed: BTreeSet<Id>,
    /// How many calls were added, without those of an earlier bot.
    pub(crate) calls: u32,
    pub(crate) creating: u32,
    pub(crate) rejecting: u32,
    pub(crate) fetching: u32,
    pub(crate) stopping: bool,
}

impl Bot {
    /// Creates a bot without calls. `seed` is two secret random words, as for [`Fleet::new`].
    ///
    /// # Errors
    /// [`StorageError`] if there is no room for a call.
    pub fn new(now: Timestamp, seed: [u64; 2], plan: Plan) -> Result<Self, StorageError> {
        Ok(Self {
            fleet: Fleet::new(now, seed, storage(plan.capacity))?,
            plan,
            hosts: HashMap::new(),
            timers: Timers::default(),
            ended: Recent::new(ENDED),
            said: VecDeque::new(),
            effects: Vec::new(),
            changed: BTreeSet::new(),
            calls: 0,
            creating: 0,
            rejecting: 0,
            fetching: 0,
            stopping: false,
        })
    }

    /// Handles an input and returns what to do. What was due is done first.
    pub fn handle(&mut self, now: Timestamp, input: Input) -> Vec<Effect> {
        self.changed.clear();
        if matches!(input, Input::Resume) {
            // Before anything is due: a call that the clock would give up may live.
            self.resume(now);
        }
        self.wake(now);
        match input {
            Input::Wake | Input::Resume => {}
            Input::Told { entries, unread } => {
                for entry in entries {
                    match entry {
                        Told::Call { call, report } => self.on_call(now, call, &report),
                        Told::Operation { call, report, recording } => {
                            self.on_operation(now, call, report, recording.as_ref());
                        }
                    }
                }
                if let Some(why) = unread {
                    self.log(now, None, News::Unread(why));
                }
            }
            Input::Sent { call, token } => self.feed(now, call, Event::Sent { token, hints: Default::default() }),
            Input::Replied { call, token, sent, answer } => self.on_answer(now, call, token, sent, answer),
            Input::Failed { call, token, why } => self.on_failure(now, call, token, why),
            Input::Place => self.place(now),
            Input::Created { sent, call } => self.on_created(now, sent, call),
            Input::Fetched { call, bytes } => {
                self.fetching = self.fetching.saturating_sub(1);
                self.log(now, Some(call), bytes.map_or_else(News::NotFetched, News::Fetched));
            }
            Input::Stop => self.stop(now),
        }
        self.act(now, None);
        std::mem::take(&mut self.effects)
    }

    /// When to wake it: later than the last `now`, or never.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Timestamp> {
        [self.fleet.next_deadline(), self.timers.next_deadline()].into_iter().flatten().min()
    }

    /// The calls that it holds.
    pub fn calls(&self) -> impl Iterator<Item = (Id, CallState)> {
        self.fleet.iter().map(|(_, call)| (call.id(), call.state()))
    }

    /// Whether it holds no call, and waits neither for a call nor for a recording.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.fleet.is_empty() && self.creating == 0 && self.fetching == 0
    }

    pub(crate) fn log(&mut self, at: Timestamp, call: Option<Id>, news: News) {
        self.effects.push(Effect::Log(Line { at: Some(at), call, news }));
    }

    /// Hands an event to a call's machine, if there is one.
    pub(crate) fn feed(&mut self, now: Timestamp, call: Id, event: Event) {
        // The call has been removed.
        if let Ok(step) = self.fleet.handle(now, call, event) {
            self.said.extend(step.outputs().iter().map(|timed| (call, timed.at, timed.output)));
            self.changed.insert(call);
        }
    }

    pub(crate) fn ask(&mut self, now: Timestamp, call: Id, request: Request) {
        self.feed(now, call, Event::Ask { request, hints: Default::default() });
    }

    fn wake(&mut self, now: Timestamp) {
        let (said, changed) = (&mut self.said, &mut self.changed);
        self.fleet.wake_due(now, |_, call, step| {
            said.extend(step.outputs().iter().map(|timed| (call.id(), timed.at, timed.output)));
            changed.insert(call.id());
        });
        self.act(now, None);
        while let Some((call, due)) = self.timers.take(now) {
            self.changed.insert(call);
            match due {
                Due::Answer => self.answer(now, call),
                Due::Look => self.look(now, call),
                Due::Record => self.record(now, call),
                Due::Leave => {
                    self.log(now, Some(call), News::Leaving);
                    self.leave(now, call);
                }
            }
            self.act(now, None);
        }
    }

    pub(crate) fn answer(&mut self, now: Timestamp, call: Id) {
        let is_out = |host: &Host| host.out.iter().any(|token| token.request() == Request::Answer);
        let may = |host: &&mut Host| host.answers < MOST_TRIES && !host.leaving && !is_out(host);
        let Some(host) = self.hosts.get_mut(&call).filter(may) else { return };
        host.answers += 1;
        self.ask(now, call, Request::Answer);
    }

    pub(crate) fn leave(&mut self, now: Timestamp, call: Id) {
        if let Some(host) = self.hosts.get_mut(&call) {
            host.leaving = true;
            self.ask(now, call, Request::HangUp);
        }
    }

    /// Notes that a call is over, or counts as such: later notifications of it are late.
    pub(crate) fn over(&mut self, call: Id) {
        self.ended.remember(call);
        self.changed.insert(call);
    }

    /// Asks for the state of a call, repeatedly until it is established, since notifications may be
    /// lost.
    fn look(&mut self, now: Timestamp, call: Id) {
        if self.fleet.get(call).is_some_and(|machine| !machine.state().is_connected()) {
            self.ask(now, call, Request::GetCall);
            self.timers.arm(call, Due::Look, now.saturating_add(LOOK_AGAIN));
        }
    }

    fn stop(&mut self, now: Timestamp) {
        self.stopping = true;
        let calls: Vec<Id> = self.fleet.iter().map(|(_, call)| call.id()).collect();
        self.log(now, None, News::Stopping(calls.len()));
        for call in calls {
            self.leave(now, call);
            self.act(now, None);
        }
    }
}
