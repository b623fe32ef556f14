//! What the tests of the machines share, so that a test reads like a script.

use core::time::Duration;

use call_lifecycle::app::{self, Body, Event, OperationHints, Output, Reply, Request, Token};
use call_lifecycle::{
    CallReport, CallState, Cause, ClientContext, Id, KeepAlivePolicy, OperationKind, OperationReport, OperationStatus,
    ResultInfo, Slot, Timestamp, Verdict,
};

use crate::CALL;

/// The defaults without what blurs a schedule: no jitter, no margin at the start. So the first
/// keepAlive is at 15:00.000, the expiry at 45:00.000.
pub static STEADY: app::Policy = policy(STEADY_SETTINGS);

pub const STEADY_SETTINGS: app::Settings = app::Settings::DEFAULT
    .with_keep_alive(KeepAlivePolicy::GRAPH.with_jitter(Duration::ZERO).with_start_margin(Duration::ZERO));

pub const fn policy(settings: app::Settings) -> app::Policy {
    match app::Policy::new(settings) {
        Ok(policy) => policy,
        Err(_) => panic!("the test's settings are out of range"),
    }
}

/// A policy of a test's own, for as long as the test runs.
pub fn kept(settings: app::Settings) -> &'static app::Policy {
    Box::leak(Box::new(policy(settings)))
}

pub fn context(text: &str) -> ClientContext {
    ClientContext::new(text).unwrap()
}

/// An operation's notification of its end.
pub fn deleted(id: u128, status: OperationStatus, result: Option<ResultInfo>) -> OperationReport {
    let mut report = OperationReport::NONE.with_deleted(true).with_id(Id::from_u128(id)).with_status(status);
    report.result = result;
    report
}

pub fn updated(id: u128, status: OperationStatus) -> OperationReport {
    OperationReport::NONE.with_id(Id::from_u128(id)).with_status(status)
}

pub fn ended(cause: Cause) -> Output {
    Output::Ended { cause, operations: Default::default() }
}

/// An application's end, and what it has said.
#[derive(Clone, Debug)]
pub struct Bot<const N: usize = 4> {
    pub call: app::Call<'static, N>,
}

/// What a step has to say, each with its time.
pub type Said = Vec<(Timestamp, Output)>;

impl<const N: usize> Bot<N> {
    /// An outgoing call whose create request was sent at 0.
    pub fn outgoing(policy: &'static app::Policy) -> Self {
        Self { call: app::Call::outgoing(CALL, Timestamp::ZERO, policy) }
    }

    /// A call in a live state since 0, or `terminating`.
    pub fn adopted(state: CallState, policy: &'static app::Policy) -> Self {
        Self { call: app::Call::adopted(CALL, Timestamp::ZERO, state, policy) }
    }

    /// Handles an event: the verdict and what it says.
    pub fn take(&mut self, now: Timestamp, event: Event) -> (Verdict, Said) {
        let step = self.call.handle(now, event);
        (step.verdict(), step.outputs().iter().map(|timed| (timed.at, timed.output)).collect())
    }

    pub fn wake(&mut self, now: Timestamp) -> Said {
        self.take(now, Event::Wake).1
    }

    /// Sleeps until each deadline in turn, up to `until`, as a good host does.
    pub fn sleep(&mut self, until: Timestamp) -> Said {
        let mut said = Vec::new();
        while let Some(due) = self.call.next_deadline().filter(|due| due.at <= until) {
            said.extend(self.wake(due.at));
            assert_ne!(self.call.next_deadline(), Some(due), "law progress broken");
        }
        said
    }

    pub fn sent(&mut self, now: Timestamp, token: Token) -> Verdict {
        let (verdict, said) = self.take(now, Event::Sent { token, hints: OperationHints::NONE });
        assert_eq!(said, [], "sending says nothing");
        verdict
    }

    /// The reply to a request that was sent at `sent`.
    pub fn reply(&mut self, now: Timestamp, token: Token, sent: Timestamp, reply: Reply) -> (Verdict, Said) {
        self.take(now, Event::Reply { token, sent, reply })
    }

    pub fn status(&mut self, now: Timestamp, token: Token, sent: Timestamp, status: u16) -> (Verdict, Said) {
        self.reply(now, token, sent, Reply::new(status))
    }

    pub fn ask(&mut self, now: Timestamp, request: Request) -> (Verdict, Said) {
        self.take(now, Event::Ask { request, hints: OperationHints::NONE })
    }

    /// A notification of the call's state.
    pub fn notify(&mut self, now: Timestamp, state: CallState) -> (Verdict, Said) {
        self.take(now, Event::Call(CallReport::state(state)))
    }

    pub fn notify_end(&mut self, now: Timestamp, code: i32, subcode: Option<i32>) -> (Verdict, Said) {
        let report = CallReport::state(CallState::Terminated).with_result(ResultInfo::new(code, subcode));
        self.take(now, Event::Call(report))
    }

    pub fn operation(&mut self, now: Timestamp, report: OperationReport) -> (Verdict, Said) {
        self.take(now, Event::Operation(report))
    }

    /// Sends a keepAlive at `sent`, whose 200 comes at `now`.
    pub fn keep_alive(&mut self, number: u16, sent: Timestamp, now: Timestamp) -> (Verdict, Said) {
        let token = keep_alive(number);
        self.sent(sent, token);
        self.status(now, token, sent, 200)
    }

    /// Starts an operation: asked for, sent, and answered with its id.
    pub fn start(&mut self, now: Timestamp, kind: OperationKind, id: u128, hints: OperationHints) -> Slot {
        let (verdict, said) = self.take(now, Event::Ask { request: Request::Operation(kind), hints });
        assert_eq!(verdict, Verdict::Applied);
        let token = *sends(&said).first().unwrap();
        self.sent(now, token);
        let reply = Reply::new(200).with_body(Body::Operation(updated(id, OperationStatus::Running)));
        let (verdict, said) = self.reply(now, token, now, reply);
        assert_eq!(verdict, Verdict::Applied);
        let Some((_, Output::OperationRunning(slot))) = said.last() else { panic!("{said:?}") };
        *slot
    }

    pub const fn expires_at(&self) -> Timestamp {
        self.call.keep_alive().expires_at.unwrap()
    }

    pub fn next(&self) -> Timestamp {
        self.call.next_deadline().unwrap().at
    }
}

pub const fn keep_alive(number: u16) -> Token {
    Token::new(Request::KeepAlive, number)
}

/// The requests that a step wishes sent.
pub fn sends(said: &Said) -> Vec<Token> {
    let send = |(_, output): &(Timestamp, Output)| match output {
        Output::Send(token) => Some(*token),
        _ => None,
    };
    said.iter().filter_map(send).collect()
}

/// The times at which a request of this kind was wished sent.
pub fn times_of(said: &Said, request: Request) -> Vec<Timestamp> {
    let is = |output: &Output| matches!(output, Output::Send(token) if token.request() == request);
    said.iter().filter(|(_, output)| is(output)).map(|(at, _)| *at).collect()
}

/// The time at which an output was said, once and only once.
pub fn time_of(said: &Said, output: Output) -> Option<Timestamp> {
    let times: Vec<_> = said.iter().filter(|(_, one)| *one == output).map(|(at, _)| *at).collect();
    assert!(times.len() <= 1, "{output:?} is said {} times", times.len());
    times.first().copied()
}

pub fn outputs(said: &Said) -> Vec<Output> {
    said.iter().map(|(_, output)| *output).collect()
}
