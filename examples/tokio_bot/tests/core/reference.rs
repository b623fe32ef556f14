//! The bot side by side with a slow reference of its plan, over random scripts with kills: which answers, recordings and
//! rejections leave when, whom it hangs up, and which calls it holds. What its machines do is their own reference's.

use core::time::Duration;
use std::collections::{BTreeMap, BTreeSet};

use call_lifecycle::app::{Reply, Request, Token};
use call_lifecycle::{CallState, Id};
use fastrand::Rng;
use tokio_bot::{Answer, Input, Plan};

use super::bench::{Bench, RECORD, running};

const STAY: u64 = 40_000;
const CAPACITY: usize = 3;

/// A call, as its notifications have told of it.
struct Planned {
    began: u64,
    state: CallState,
    answers: u64,
    records: u64,
    /// When to answer again, to record again and to leave.
    answer_at: Option<u64>,
    record_at: Option<u64>,
    leave_at: Option<u64>,
    leaving: bool,
    /// Whether an answer is out.
    answering: bool,
}

/// What the plan says, without a machine.
#[derive(Default)]
struct Reference {
    calls: BTreeMap<Id, Planned>,
    over: BTreeSet<Id>,
    stopping: bool,
    /// What should leave now.
    sends: Vec<(Id, &'static str)>,
}

impl Reference {
    fn answer(&mut self, id: Id) {
        let Some(call) = self.calls.get_mut(&id) else { return };
        if call.answers < 5 && !call.leaving && !call.answering {
            call.answers += 1;
            if call.state == CallState::Incoming {
                call.answering = true;
                self.sends.push((id, "answer"));
            }
        }
    }

    fn record(&mut self, id: Id) {
        let Some(call) = self.calls.get_mut(&id) else { return };
        if call.records < 5 && !call.leaving {
            call.records += 1;
            self.sends.push((id, "record"));
        }
    }

    fn leave(&mut self, id: Id) {
        let Some(call) = self.calls.get_mut(&id) else { return };
        call.leaving = true;
    }

    fn ring(&mut self, now: u64, id: Id) {
        if self.calls.contains_key(&id) || self.over.contains(&id) {
            return;
        }
        if self.stopping || self.calls.len() == CAPACITY {
            self.over.insert(id);
            return self.sends.push((id, "reject"));
        }
        let (answer_at, record_at, leave_at) = (None, None, Some(now + STAY));
        let (answers, records, leaving, answering) = (0, 0, false, false);
        let state = CallState::Incoming;
        let call = Planned { began: now, state, answers, records, answer_at, record_at, leave_at, leaving, answering };
        self.calls.insert(id, call);
        self.answer(id);
    }

    fn state(&mut self, now: u64, id: Id, state: CallState) {
        let Some(call) = self.calls.get_mut(&id) else { return };
        let before = std::mem::replace(&mut call.state, state);
        if state == CallState::Terminated {
            self.calls.remove(&id);
            self.over.insert(id);
        } else if state == CallState::Established && before != state && call.records == 0 {
            call.leave_at = Some(now + STAY);
            self.record(id);
        }
    }

    /// The reply to an answer or a recording; `None` where nobody replied.
    fn reply(&mut self, now: u64, id: Id, what: &str, status: Option<u16>, told: Option<u64>) {
        let Some(call) = self.calls.get_mut(&id) else { return };
        let is_again = status.is_some_and(|status| [408, 429].contains(&status) || status >= 500);
        if what == "answer" {
            call.answering = false;
            if is_again || status.is_none() {
                let named = told.map(|told| now + told).filter(|at| *at < call.began + 15_000);
                call.answer_at = Some(named.unwrap_or(now).max(now + 1_000 * call.answers));
            }
        } else if is_again && status != Some(504) {
            call.record_at = Some(now + told.unwrap_or(0).max(5_000));
        }
    }

    /// The next thing that the plan does by itself.
    fn due(&self) -> Option<u64> {
        let of = |call: &Planned| [call.answer_at, call.record_at, call.leave_at].into_iter().flatten().min();
        self.calls.values().filter_map(of).min()
    }

    fn wake(&mut self, now: u64) {
        while let Some(at) = self.due().filter(|at| *at <= now) {
            for id in self.calls.keys().copied().collect::<Vec<_>>() {
                let call = self.calls.get_mut(&id).unwrap();
                let take = |due: &mut Option<u64>| due.take_if(|due| *due == at).is_some();
                let (answers, records, leaves) =
                    (take(&mut call.answer_at), take(&mut call.record_at), take(&mut call.leave_at));
                if answers {
                    self.answer(id);
                }
                if records {
                    self.record(id);
                }
                if leaves {
                    self.leave(id);
                }
            }
        }
    }

    /// It goes on after a kill: what was out is lost, and what rings is answered again.
    fn resume(&mut self, now: u64) {
        for id in self.calls.keys().copied().collect::<Vec<_>>() {
            let call = self.calls.get_mut(&id).unwrap();
            call.answering = false;
            if call.state == CallState::Incoming {
                self.answer(id);
            }
        }
        self.stopping = false;
        self.wake(now);
    }
}

struct Run {
    rng: Rng,
    bench: Bench,
    reference: Reference,
    /// What is out: answers and recordings.
    out: Vec<(Id, &'static str, Token)>,
    /// Whose hang-up was sent.
    left: BTreeSet<Id>,
    told: Vec<String>,
}

impl Run {
    fn now(&self) -> u64 {
        self.bench.now.as_millis()
    }

    /// Compares what leaves with what should, and which calls there are.
    fn compare(&mut self) {
        let (mut sent, mut expected) = (Vec::new(), std::mem::take(&mut self.reference.sends));
        for out in std::mem::take(&mut self.bench.sends) {
            let what = match out.token.request() {
                Request::Answer => "answer",
                Request::Reject => "reject",
                request if request == RECORD => "record",
                Request::HangUp => {
                    self.left.insert(out.call);
                    // What the machines ask for by themselves is lost here, again and again.
                    self.bench.feed(Input::Failed { call: out.call, token: out.token, why: "lost".into() });
                    continue;
                }
                _ => {
                    self.bench.feed(Input::Sent { call: out.call, token: out.token });
                    self.bench.reply(out.call, out.token, Answer::status(200));
                    continue;
                }
            };
            sent.push((out.call, what));
            self.bench.feed(Input::Sent { call: out.call, token: out.token });
            match what {
                "reject" => self.bench.reply(out.call, out.token, Answer::status(202)),
                _ => self.out.push((out.call, what, out.token)),
            }
        }
        sent.sort_unstable();
        expected.sort_unstable();
        assert_eq!(sent, expected, "{}", self.told.join("\n"));
        let held: BTreeSet<Id> = self.bench.bot.calls().map(|(id, _)| id).collect();
        assert_eq!(held, self.reference.calls.keys().copied().collect(), "{}", self.told.join("\n"));
        for (id, call) in &self.reference.calls {
            assert_eq!(self.left.contains(id), call.leaving, "{id}: {}", self.told.join("\n"));
        }
    }

    /// Time passes: the bot is woken whenever it wants to be.
    fn pass(&mut self, until: u64) {
        while let Some(due) = self.bench.bot.next_deadline().filter(|due| due.as_millis() <= until) {
            self.bench.now = due;
            self.bench.feed(Input::Wake);
            self.reference.wake(due.as_millis());
            self.compare();
        }
        self.bench.now = call_lifecycle::Timestamp::from_millis(until);
        assert!(self.reference.due().is_none_or(|due| due > until), "{}", self.told.join("\n"));
    }

    fn step(&mut self) {
        let span = match self.rng.u8(..10) {
            0..=3 => 0,
            4..=8 => self.rng.u64(..3_000),
            _ => self.rng.u64(..9_000),
        };
        self.pass(self.now() + span);
        let (now, id) = (self.now(), Id::from_u128(u128::from(self.rng.u8(1..=12))));
        let state = self.reference.calls.get(&id).map(|call| call.state);
        let choice = self.rng.u8(..20);
        self.told.push(format!("{now} {choice} {id} {state:?}"));
        match choice {
            0..=5 => {
                self.reference.ring(now, id);
                self.bench.state(id, CallState::Incoming);
            }
            6..=9 => {
                let next = match state {
                    Some(CallState::Incoming) => CallState::Establishing,
                    Some(CallState::Establishing | CallState::Hold) => CallState::Established,
                    Some(CallState::Established) if self.rng.bool() => CallState::Hold,
                    Some(_) => CallState::Terminated,
                    None => return,
                };
                self.reference.state(now, id, next);
                self.bench.state(id, next);
            }
            10..=17 if !self.out.is_empty() => {
                let (id, what, token) = self.out.remove(self.rng.usize(..self.out.len()));
                let status = [None, Some(200), Some(400), Some(408), Some(429), Some(500), Some(503), Some(504)];
                let status = *self.rng.choice(&status).unwrap();
                let told = self.rng.bool().then(|| 1_000 * self.rng.u64(..20));
                self.told.push(format!("{what} of {id}: {status:?}, {told:?}"));
                self.reference.reply(now, id, what, status, told.filter(|_| status.is_some()));
                let Some(status) = status else {
                    return self.bench.feed(Input::Failed { call: id, token, why: "lost".into() });
                };
                let reply = Reply::new(status);
                let reply = told.map_or(reply, |told| reply.with_retry_after(Duration::from_millis(told)));
                let answer = if what == "record" && status == 200 {
                    running()
                } else {
                    Answer { reply, ..Answer::status(status) }
                };
                self.bench.reply(id, token, answer);
            }
            18 => {
                self.out.clear();
                self.bench.killed_for(Duration::ZERO);
                self.reference.resume(now);
            }
            19 if self.rng.u8(..6) == 0 => {
                self.bench.feed(Input::Stop);
                self.reference.stopping = true;
                let all: Vec<Id> = self.reference.calls.keys().copied().collect();
                all.into_iter().for_each(|id| self.reference.leave(id));
            }
            _ => {}
        }
        self.compare();
    }
}

#[test]
fn the_bot_does_what_its_plan_says() {
    for seed in 0..60 {
        let bench = Bench::new(Plan { capacity: CAPACITY, stay: Duration::from_millis(STAY), withhold: None });
        let (rng, reference) = (Rng::with_seed(seed), Reference::default());
        let (out, left, told) = (Vec::new(), BTreeSet::new(), vec![format!("seed {seed}")]);
        let mut run = Run { rng, bench, reference, out, left, told };
        (0..40).for_each(|_| run.step());
    }
}
