//! What may happen next to the application's end: events drawn with knowledge of its state and of
//! what its host has seen.

use core::time::Duration;

use call_lifecycle::app::{Body, Call, Event, OperationHints, Output, Policy, Reply, Request, Settings, Token};
use call_lifecycle::record::Tone;
use call_lifecycle::{
    CallReport, CallState, ChangeType, ClientContext, CompletionReason, Id, KeepAlivePolicy, MAX_DURATION,
    OperationKind, OperationReport, OperationStatus, ReportedState, ResultInfo, Step, Timestamp, ToneInfo,
};

use super::draw::{Draw, Swarm};

const fn policy(settings: Settings) -> Policy {
    match Policy::new(settings) {
        Ok(policy) => policy,
        Err(_) => panic!(),
    }
}

pub static DEFAULT: Policy = Policy::DEFAULT;
/// Everything is due soon, and much of it at the same time.
pub static QUICK: Policy = policy(
    Settings::DEFAULT
        .with_keep_alive(
            KeepAlivePolicy::GRAPH
                .with_expiry(Duration::from_secs(8))
                .with_interval(Duration::from_secs(4))
                .with_jitter(Duration::ZERO)
                .with_start_margin(Duration::from_secs(2))
                .with_reply_timeout(Duration::from_secs(2))
                .with_retry_initial(Duration::from_secs(1))
                .with_retry_max(Duration::from_secs(4))
                .with_abandon(Duration::from_secs(8)),
        )
        .with_answer_deadline(Duration::from_secs(1))
        .with_hang_up_timeout(Duration::from_secs(4))
        .with_hang_up_give_up(Duration::from_secs(8))
        .with_operation_grace(Duration::from_secs(2)),
);
/// The longest spans, and the shortest that fit with them.
pub static EDGE: Policy = policy(
    Settings::DEFAULT
        .with_keep_alive(
            KeepAlivePolicy::GRAPH
                .with_expiry(Duration::from_millis(1 << 30))
                .with_interval(Duration::from_millis(1))
                .with_jitter(Duration::ZERO)
                .with_start_margin(Duration::from_millis((1 << 30) - 2))
                .with_reply_timeout(Duration::from_secs(60 * 24 * 60))
                .with_retry_initial(Duration::from_millis(1))
                .with_retry_max(Duration::from_secs(60 * 24 * 60))
                .with_abandon(Duration::from_millis((1 << 30) - 1)),
        )
        .with_answer_deadline(Duration::from_secs(60 * 24 * 60))
        .with_hang_up_timeout(Duration::from_secs(60 * 24 * 60))
        .with_hang_up_give_up(Duration::from_secs(60 * 24 * 60))
        .with_operation_grace(Duration::from_secs(60 * 24 * 60)),
);

/// The kinds that the machine treats each in its own way; the others come now and then.
const KINDS: [OperationKind; 7] = [
    OperationKind::Record,
    OperationKind::Record,
    OperationKind::Record,
    OperationKind::PlayPrompt,
    OperationKind::PlayPrompt,
    OperationKind::PlayPrompt,
    OperationKind::CancelMediaProcessing,
];

fn hints(draw: &mut impl Draw) -> OperationHints {
    let context = (draw.below(2) == 0).then(|| ClientContext::from_id(Id::from_u128(u128::from(draw.below(4)))));
    let bound = draw.one_of(&[Duration::ZERO, Duration::from_secs(5), Duration::from_secs(60 * 20), MAX_DURATION]);
    let hints = context.map_or(OperationHints::NONE, |context| OperationHints::NONE.with_context(context));
    let hints = if draw.below(2) == 0 { hints.with_takes_at_most(bound) } else { hints };
    hints.with_endless(draw.below(4) == 0)
}

fn operation_report(draw: &mut impl Draw) -> OperationReport {
    let mut maybe = |numbers| (draw.below(3) != 0).then(|| Id::from_u128(u128::from(draw.below(numbers))));
    let (id, context) = (maybe(5), maybe(4).map(ClientContext::from_id));
    let statuses =
        [None, Some(OperationStatus::Running), Some(OperationStatus::Running), Some(OperationStatus::NotStarted)];
    let status = match draw.below(5) {
        0 => Some(OperationStatus::Completed),
        1 => Some(OperationStatus::Failed),
        _ => draw.one_of(&statuses),
    };
    let codes = [(200, Some(0)), (200, Some(8514)), (200, Some(8515)), (400, Some(8508)), (400, Some(8510))];
    let more = [(500, Some(8511)), (500, Some(8512)), (0, None), (299, None), (300, None)];
    let (code, subcode) = if draw.below(2) == 0 { draw.one_of(&codes) } else { draw.one_of(&more) };
    let mut report = OperationReport::NONE.with_deleted(draw.below(6) == 0);
    (report.id, report.context, report.status) = (id, context, status);
    report.reason = (draw.below(4) == 0).then(|| draw.one_of(CompletionReason::ALL));
    report.result = (draw.below(3) == 0).then(|| ResultInfo::new(code, subcode));
    report
}

fn call_report(draw: &mut impl Draw, state: CallState, swarm: Swarm) -> CallReport {
    let known = if draw.below(3) == 0 || !swarm.has(0) {
        draw.one_of(&CallState::ALL[..8])
    } else if state == CallState::Terminating || draw.below(24) == 0 {
        CallState::Terminated
    } else if draw.below(12) == 0 {
        CallState::Terminating
    } else {
        CallState::Established
    };
    let mut report = CallReport::state(known);
    if draw.below(16) == 0 {
        report.state = draw.one_of(&[ReportedState::Unknown, ReportedState::Absent]);
    }
    if draw.below(40) == 0 {
        report.change = draw.one_of(ChangeType::ALL);
    }
    if draw.below(2) == 0 {
        let codes = [(408, Some(8537)), (0, Some(7015)), (200, Some(7015)), (486, None), (487, Some(1)), (603, None)];
        let more =
            [(408, None), (480, Some(10037)), (410, Some(301_005)), (500, Some(1005)), (200, Some(4097)), (500, None)];
        let (code, subcode) = if draw.below(2) == 0 { draw.one_of(&codes) } else { draw.one_of(&more) };
        report.result = Some(ResultInfo::new(code, subcode));
    }
    report.app_transferred = draw.below(16) == 0;
    if swarm.has(1) && draw.below(3) == 0 {
        report.audio_active = Some(draw.below(2) == 0);
        let sequence_id = draw.one_of(&[1, 2, 3, 16_383, 16_384, 32_768, 40_000, -1, i64::MIN]);
        report.tone = (draw.below(2) == 0).then_some(ToneInfo::new(sequence_id, Tone::Star));
    }
    report
}

/// A call as a script begins: under any of the policies, at any end of time, in any state.
pub fn start<const N: usize>(draw: &mut impl Draw) -> Call<'static, N> {
    start_later(draw, Duration::ZERO)
}

/// The same call, shifted by this time.
pub fn start_later<const N: usize>(draw: &mut impl Draw, by: Duration) -> Call<'static, N> {
    let policy = draw.one_of(&[&DEFAULT, &DEFAULT, &QUICK, &QUICK, &EDGE]);
    let begins = draw.one_of(&[0, 1_000_000, 1_000_000, 1 << 40, u64::MAX - 4_000_000]);
    let (begins, id) = (Timestamp::from_millis(begins).saturating_add(by), Id::from_u128(u128::from(draw.below(9))));
    match draw.below(4) {
        0 => Call::incoming(id, begins, policy),
        1 => Call::outgoing(id, begins, policy),
        2 => Call::adopted(id, begins, CallState::Established, policy),
        _ => Call::adopted(id, begins, draw.one_of(CallState::ALL), policy),
    }
}

/// What a host knows in addition to the call itself: the requests that it was asked to send, and those that
/// left, each list with the latest first.
#[derive(Clone, Debug, Default)]
pub struct Host {
    wished: Vec<Token>,
    left: Vec<(Timestamp, Token)>,
}

impl Host {
    /// So many of each are remembered.
    const MEMORY: usize = 4;

    pub fn took(&mut self, now: Timestamp, event: &Event, step: &Step<Output>) {
        if let Event::Sent { token, .. } = *event {
            self.left.insert(0, (now, token));
            self.left.truncate(Self::MEMORY);
        }
        for timed in step {
            if let Output::Send(token) = timed.output {
                self.wished.insert(0, token);
                self.wished.truncate(Self::MEMORY);
            }
        }
    }
}

fn ask(draw: &mut impl Draw, state: CallState, swarm: Swarm) -> Request {
    let mut wanted = vec![Request::KeepAlive, Request::GetCall];
    if state == CallState::Incoming {
        wanted.extend([Request::Answer, Request::Reject, Request::Redirect]);
    }
    if state.is_connected() && swarm.has(2) {
        wanted.extend(KINDS.iter().chain(OperationKind::ALL).map(|&kind| Request::Operation(kind)));
    }
    if swarm.has(3) {
        wanted.extend([Request::HangUp, Request::Other]);
    }
    if draw.below(16) == 0 {
        wanted = vec![Request::Answer, Request::Reject, Request::Redirect, Request::Transfer, Request::HangUp];
    }
    draw.one_of(&wanted)
}

fn reply(draw: &mut impl Draw, token: Token, swarm: Swarm, state: CallState) -> Reply {
    let usual = match token.request() {
        Request::HangUp => 204,
        Request::KeepAlive | Request::GetCall | Request::Operation(_) => 200,
        _ => 202,
    };
    let status = match draw.below(8) {
        0..=2 if swarm.has(4) => draw.one_of(&[500, 503, 429, 429, 401, 403, 202]),
        3 if swarm.has(5) => 404,
        _ => usual,
    };
    let after = [
        Duration::ZERO,
        Duration::from_millis(1),
        Duration::from_secs(3),
        Duration::from_secs(60 * 2),
        Duration::from_secs(60 * 40),
        MAX_DURATION,
    ];
    let retry_after = (draw.below(2) == 0).then(|| draw.one_of(&after));
    let body = match token.request() {
        Request::GetCall if draw.below(2) == 0 => Body::Call(call_report(draw, state, swarm)),
        Request::Operation(_) if draw.below(4) != 0 => Body::Operation(operation_report(draw)),
        Request::Other | Request::Transfer if draw.below(4) == 0 => Body::Operation(operation_report(draw)),
        _ => Body::Empty,
    };
    let reply = Reply::new(status).with_body(body);
    retry_after.map_or(reply, |wait| reply.with_retry_after(wait))
}

/// An event that may well come next, at `now`.
pub fn event<const N: usize>(
    draw: &mut impl Draw,
    call: &Call<'_, N>,
    host: &Host,
    now: Timestamp,
    swarm: Swarm,
) -> Event {
    let (state, wished, left) = (call.state(), &host.wished, &host.left);
    if state == CallState::Terminated && draw.below(2) == 0 {
        return Event::Call(call_report(draw, CallState::Terminating, swarm));
    }
    match draw.below(24) {
        0..=7 if !wished.is_empty() => {
            Event::Sent { token: if draw.below(2) == 0 { wished[0] } else { draw.one_of(wished) }, hints: hints(draw) }
        }
        8..=12 if !left.is_empty() => {
            let (sent, token) = if draw.below(2) == 0 { left[0] } else { draw.one_of(left) };
            // When it was sent is the host's word: mostly the truth.
            let told = [Timestamp::ZERO, now, Timestamp::MAX, now.saturating_sub(Duration::from_secs(9))];
            let sent = if draw.below(12) == 0 { draw.one_of(&told) } else { sent };
            Event::Reply { token, sent, reply: reply(draw, token, swarm, state) }
        }
        13 if !left.is_empty() && swarm.has(6) => Event::Failed { token: draw.one_of(left).1 },
        14..=16 => Event::Ask { request: ask(draw, state, swarm), hints: hints(draw) },
        17..=18 if swarm.has(7) => Event::Call(call_report(draw, state, swarm)),
        19 if swarm.has(2) => Event::Operation(operation_report(draw)),
        20 if swarm.has(8) && draw.below(2) == 0 => {
            let earlier = draw.one_of(&[1_000, 3_000, 9_000, 600_000, 3_000_000, 400_000_000]);
            Event::Created { sent: now.saturating_sub(Duration::from_millis(earlier)) }
        }
        21 if swarm.has(9) => {
            let token = Token::new(ask(draw, state, swarm), u16::try_from(draw.below(5)).unwrap());
            match draw.below(3) {
                0 => Event::Failed { token },
                1 => Event::Reply { token, sent: now, reply: reply(draw, token, swarm, state) },
                _ => Event::Sent { token, hints: hints(draw) },
            }
        }
        _ => Event::Wake,
    }
}
