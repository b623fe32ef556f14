//! A bot whose time the test tells, and what it wanted done.

use core::time::Duration;
use std::collections::BTreeSet;

use call_lifecycle::app::{Body, Reply, Request, Token};
use call_lifecycle::{
    CallReport, CallState, ClientContext, CompletionReason, Id, OperationKind, OperationReport, OperationStatus,
    Timestamp,
};
use tokio_bot::{Answer, Bot, Effect, Input, Kept, Line, News, Outgoing, Plan, Recording, Told};

pub const CALL: Id = Id::from_u128(0x57da_b8b1_894c_409a_b240_bd8b_eae7_8896);
pub const OTHER: Id = Id::from_u128(0x11da_b8b1_894c_409a_b240_bd8b_eae7_8896);
pub const OPERATION: Id = Id::from_u128(0x0fe0_623f_d628_42ed_b4bd_8ac2_9007_2cc5);
pub const RECORD: Request = Request::Operation(OperationKind::Record);

const SEED: [u64; 2] = [1, 2];
/// What is kept is written anew once it has so many lines more than twice those that count.
const LINES: usize = 16;

/// A bot whose time the test tells, and what it wanted done.
pub struct Bench {
    pub bot: Bot,
    pub now: Timestamp,
    pub sends: Vec<Outgoing>,
    pub fetches: Vec<(Id, Recording)>,
    pub lines: Vec<Line>,
    /// What was to be kept, since it was last written anew.
    pub kept: Vec<Kept>,
    /// Whether it is looked at after every input that nothing is missing there.
    pub is_checked: bool,
    plan: Plan,
}

/// The calls of what is kept, in a form and an order that can be compared, and the ids of those
/// that are over.
fn told_apart(kept: Vec<Kept>) -> (BTreeSet<String>, BTreeSet<String>) {
    let (calls, over): (Vec<_>, Vec<_>) = kept.into_iter().partition(|kept| matches!(kept, Kept::Call(_)));
    let texts = |kept: Vec<Kept>| kept.iter().map(|kept| serde_json::to_string(kept).unwrap()).collect();
    (texts(calls), texts(over))
}

impl Bench {
    pub fn new(plan: Plan) -> Self {
        let now = Timestamp::from_millis(1_000_000);
        let bot = Bot::new(now, SEED, plan.clone()).unwrap();
        Self {
            bot,
            now,
            sends: Vec::new(),
            fetches: Vec::new(),
            lines: Vec::new(),
            kept: Vec::new(),
            is_checked: true,
            plan,
        }
    }

    pub fn feed(&mut self, input: Input) {
        for effect in self.bot.handle(self.now, input) {
            match effect {
                Effect::Send(outgoing) => self.sends.push(outgoing),
                Effect::Fetch { call, recording, .. } => self.fetches.push((call, recording)),
                Effect::Log(line) => self.lines.push(line),
                Effect::Create => {}
            }
        }
        assert!(self.bot.next_deadline().is_none_or(|due| due > self.now), "it would spin");
        self.kept.extend(self.bot.changes().unwrap());
        if !self.is_checked {
            return;
        }
        let restored = self.restored();
        assert_eq!(restored.next_deadline(), self.bot.next_deadline());
        let (calls, over) = told_apart(restored.kept().unwrap());
        let whole = self.bot.kept().unwrap();
        let is_long = self.kept.len() > 2 * whole.len() + LINES;
        let (all, all_over) = told_apart(whole.clone());
        assert_eq!(calls, all, "a change was not kept");
        assert_eq!(over, all_over, "an end was not kept");
        if is_long {
            self.kept = whole;
        }
    }

    /// Another bot, with what was kept of this one.
    pub fn restored(&self) -> Bot {
        let lines: Vec<String> = self.kept.iter().map(|kept| serde_json::to_string(kept).unwrap()).collect();
        let kept = lines.iter().map(|line| serde_json::from_str(line).unwrap());
        Bot::restore(self.now, SEED, self.plan.clone(), kept).unwrap()
    }

    /// The bot is killed, and started again after this time.
    pub fn killed_for(&mut self, span: Duration) {
        self.now = self.now.saturating_add(span);
        self.bot = self.restored();
        self.sends.clear();
        self.feed(Input::Resume);
    }

    pub fn told(&mut self, entry: Told) {
        self.feed(Input::Told { entries: vec![entry], unread: None });
    }

    pub fn state(&mut self, call: Id, state: CallState) {
        self.told(Told::Call { call, report: CallReport::state(state) });
    }

    pub fn recorded(&mut self, report: OperationReport) {
        let recording = Some(Recording { location: "http://h/1".into(), access_token: Some("t".into()) });
        self.told(Told::Operation { call: CALL, report, recording });
    }

    /// Takes out the one request that waits to be sent.
    pub fn sent(&mut self, request: Request) -> Outgoing {
        assert_eq!(self.sends.len(), 1, "{:?}", self.sends);
        let outgoing = self.sends.remove(0);
        assert_eq!(outgoing.token.request(), request);
        self.feed(Input::Sent { call: outgoing.call, token: outgoing.token });
        outgoing
    }

    pub fn reply(&mut self, call: Id, token: Token, answer: Answer) {
        self.feed(Input::Replied { call, token, sent: self.now, answer });
    }

    pub fn answered(&mut self, request: Request, answer: Answer) {
        let Outgoing { call, token, .. } = self.sent(request);
        self.reply(call, token, answer);
    }

    /// Wakes the bot at each of its deadlines until `until`, as its task would; every keepAlive is
    /// answered 200.
    pub fn pass(&mut self, span: Duration) {
        let until = self.now.saturating_add(span);
        while let Some(due) = self.bot.next_deadline().filter(|due| *due <= until) {
            self.now = due;
            self.feed(Input::Wake);
            while let Some(at) = self.sends.iter().position(|out| out.token.request() == Request::KeepAlive) {
                let Outgoing { call, token, .. } = self.sends.remove(at);
                self.feed(Input::Sent { call, token });
                self.reply(call, token, Answer::status(200));
            }
        }
        self.now = until;
    }

    /// An incoming call, up to where it is recorded.
    pub fn establish(&mut self, call: Id) -> Outgoing {
        self.state(call, CallState::Incoming);
        self.answered(Request::Answer, Answer::status(202));
        self.state(call, CallState::Establishing);
        self.state(call, CallState::Established);
        self.sent(RECORD)
    }

    pub fn held(&self) -> Vec<(Id, CallState)> {
        self.bot.calls().collect()
    }

    pub fn said(&self, is_meant: impl Fn(&News) -> bool) -> usize {
        self.lines.iter().filter(|line| is_meant(&line.news)).count()
    }
}

pub fn running() -> Answer {
    let report = OperationReport::NONE.with_id(OPERATION).with_status(OperationStatus::Running);
    Answer { reply: Reply::new(200).with_body(Body::Operation(report)), ..Answer::status(200) }
}

/// A look at a call finds it established.
pub fn established() -> Answer {
    let body = Body::Call(CallReport::state(CallState::Established));
    Answer { reply: Reply::new(200).with_body(body), ..Answer::status(200) }
}

/// The completed recording's notification: of the 2019 page, which knows it by its path and its
/// context.
pub fn completed(record: &Outgoing) -> OperationReport {
    let mut report = OperationReport::NONE
        .with_deleted(true)
        .with_id(OPERATION)
        .with_status(OperationStatus::Completed)
        .with_reason(CompletionReason::StopToneDetected);
    report.context = record.context.as_deref().map(ClientContext::hash);
    report
}
