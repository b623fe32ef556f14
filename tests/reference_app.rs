//! The application's end against its reference, step by step, in random scripts with fixed seeds.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod reference;

use call_lifecycle::app::{Body, Call, Details, Event, Policy, Reply, Request, Settings, Token};
use call_lifecycle::record::Tone;
use call_lifecycle::{
    CallReport, CallState, ChangeType, ClientContext, CompletionReason, DeadlineKind, Id, KeepAlivePolicy,
    OperationKind, OperationReport, OperationStatus, ReportedState, ResultInfo, Span, Timestamp, ToneInfo,
};
use reference::app::Line;
use reference::compare::AppPair;
use reference::drive::{Dice, Draw, run, steps, time};

const fn policy(settings: Settings) -> Policy {
    match Policy::new(settings) {
        Ok(policy) => policy,
        Err(_) => panic!(),
    }
}

static DEFAULT: Policy = Policy::DEFAULT;
/// Everything is due soon, and much of it at the same time.
static QUICK: Policy = policy(Settings {
    keep_alive: KeepAlivePolicy {
        expiry: Span::from_secs(8),
        interval: Span::from_secs(4),
        jitter: Span::ZERO,
        start_margin: Span::from_secs(2),
        reply_timeout: Span::from_secs(2),
        retry_initial: Span::from_secs(1),
        retry_max: Span::from_secs(4),
        abandon: Span::from_secs(8),
    },
    answer_deadline: Span::from_secs(1),
    hang_up_timeout: Span::from_secs(4),
    hang_up_give_up: Span::from_secs(8),
    operation_grace: Span::from_secs(2),
});
/// The longest spans, and the shortest that fit beside them.
static EDGE: Policy = policy(Settings {
    keep_alive: KeepAlivePolicy {
        expiry: Span::from_millis(1 << 30),
        interval: Span::from_millis(1),
        jitter: Span::ZERO,
        start_margin: Span::from_millis((1 << 30) - 2),
        reply_timeout: Span::from_mins(24 * 60),
        retry_initial: Span::from_millis(1),
        retry_max: Span::from_mins(24 * 60),
        abandon: Span::from_millis((1 << 30) - 1),
    },
    answer_deadline: Span::from_mins(24 * 60),
    hang_up_timeout: Span::from_mins(24 * 60),
    hang_up_give_up: Span::from_mins(24 * 60),
    operation_grace: Span::from_mins(24 * 60),
});

/// Which kinds of events a run has.
#[derive(Clone, Copy)]
struct Swarm(u64);

impl Swarm {
    const fn has(self, kind: u64) -> bool {
        self.0 >> kind & 1 == 1
    }
}

const KINDS: [OperationKind; 8] = [
    OperationKind::Record,
    OperationKind::Record,
    OperationKind::PlayPrompt,
    OperationKind::PlayPrompt,
    OperationKind::CancelMediaProcessing,
    OperationKind::SendDtmfTones,
    OperationKind::Mute,
    OperationKind::Invite,
];

fn details(dice: &mut Dice) -> Details {
    let context = (dice.below(2) == 0).then(|| ClientContext::from_id(Id::from_u128(u128::from(dice.below(4)))));
    let bound = dice.one_of(&[Span::ZERO, Span::from_secs(5), Span::from_mins(20), Span::MAX]);
    let takes_at_most = (dice.below(2) == 0).then_some(bound);
    Details { context, takes_at_most, endless: dice.below(4) == 0 }
}

fn operation_report(dice: &mut Dice) -> OperationReport {
    use CompletionReason as Why;
    let mut maybe = |numbers| (dice.below(3) != 0).then(|| Id::from_u128(u128::from(dice.below(numbers))));
    let (id, context) = (maybe(5), maybe(4).map(ClientContext::from_id));
    let statuses =
        [None, Some(OperationStatus::Running), Some(OperationStatus::Running), Some(OperationStatus::NotStarted)];
    let status = match dice.below(5) {
        0 => Some(OperationStatus::Completed),
        1 => Some(OperationStatus::Failed),
        _ => dice.one_of(&statuses),
    };
    let reasons = [Why::StopToneDetected, Why::Unknown, Why::None, Why::CompletedSuccessfully, Why::OperationCanceled];
    let codes = [(200, Some(0)), (200, Some(8514)), (200, Some(8515)), (400, Some(8508)), (400, Some(8510))];
    let more = [(500, Some(8511)), (500, Some(8512)), (0, None), (299, None), (300, None)];
    let (code, subcode) = if dice.below(2) == 0 { dice.one_of(&codes) } else { dice.one_of(&more) };
    OperationReport {
        deleted: dice.below(6) == 0,
        id,
        context,
        status,
        reason: (dice.below(4) == 0).then(|| dice.one_of(&reasons)),
        result: (dice.below(3) == 0).then(|| ResultInfo::new(code, subcode)),
    }
}

fn call_report(dice: &mut Dice, state: CallState, swarm: Swarm) -> CallReport {
    let known = if dice.below(3) == 0 || !swarm.has(0) {
        dice.one_of(&CallState::ALL[..8])
    } else if state == CallState::Terminating || dice.below(24) == 0 {
        CallState::Terminated
    } else if dice.below(12) == 0 {
        CallState::Terminating
    } else {
        CallState::Established
    };
    let mut report = CallReport::state(known);
    if dice.below(16) == 0 {
        report.state = dice.one_of(&[ReportedState::Unknown, ReportedState::Absent]);
    }
    if dice.below(40) == 0 {
        report.change = dice.one_of(ChangeType::ALL);
    }
    if dice.below(2) == 0 {
        let codes = [(408, Some(8537)), (0, Some(7015)), (200, Some(7015)), (486, None), (487, Some(1)), (603, None)];
        let more =
            [(408, None), (480, Some(10037)), (410, Some(301_005)), (500, Some(1005)), (200, Some(4097)), (500, None)];
        let (code, subcode) = if dice.below(2) == 0 { dice.one_of(&codes) } else { dice.one_of(&more) };
        report.result = Some(ResultInfo::new(code, subcode));
    }
    report.app_transferred = dice.below(16) == 0;
    if swarm.has(1) && dice.below(3) == 0 {
        report.audio_active = Some(dice.below(2) == 0);
        let sequence_id = dice.one_of(&[1, 2, 3, 16_383, 16_384, 32_768, 40_000, -1, i64::MIN]);
        report.tone = (dice.below(2) == 0).then_some(ToneInfo { sequence_id, tone: Tone::Star });
    }
    report
}

/// The requests of the diary that were wished, or that left, the latest first, with their times.
fn requests<const N: usize>(pair: &AppPair<N>, left: bool) -> Vec<(Timestamp, Token)> {
    let lines = pair.reference.diary.iter().rev().take(24);
    let tokens = lines.filter_map(|(at, line)| match line {
        Line::Wished(token) if !left => Some((Timestamp::from_millis(*at), *token)),
        Line::Left(token) if left => Some((Timestamp::from_millis(*at), *token)),
        _ => None,
    });
    tokens.take(4).collect()
}

fn ask(dice: &mut Dice, state: CallState, swarm: Swarm) -> Request {
    let mut wanted = vec![Request::KeepAlive, Request::GetCall];
    if state == CallState::Incoming {
        wanted.extend([Request::Answer, Request::Reject, Request::Redirect]);
    }
    if state.is_connected() && swarm.has(2) {
        wanted.extend(KINDS.map(Request::Operation));
    }
    if swarm.has(3) {
        wanted.extend([Request::HangUp, Request::Other]);
    }
    if dice.below(16) == 0 {
        wanted = vec![Request::Answer, Request::Reject, Request::Redirect, Request::Transfer, Request::HangUp];
    }
    dice.one_of(&wanted)
}

fn reply(dice: &mut Dice, token: Token, swarm: Swarm, state: CallState) -> Reply {
    let usual = match token.request() {
        Request::HangUp => 204,
        Request::KeepAlive | Request::GetCall | Request::Operation(_) => 200,
        _ => 202,
    };
    let status = match dice.below(8) {
        0..=2 if swarm.has(4) => dice.one_of(&[500, 503, 429, 429, 401, 403, 202]),
        3 if swarm.has(5) => 404,
        _ => usual,
    };
    let after =
        [Span::ZERO, Span::from_millis(1), Span::from_secs(3), Span::from_mins(2), Span::from_mins(40), Span::MAX];
    let retry_after = (dice.below(2) == 0).then(|| dice.one_of(&after));
    let body = match token.request() {
        Request::GetCall if dice.below(2) == 0 => Body::Call(call_report(dice, state, swarm)),
        Request::Operation(_) if dice.below(4) != 0 => Body::Operation(operation_report(dice)),
        _ => Body::Empty,
    };
    Reply { status, retry_after, body }
}

fn event<const N: usize>(dice: &mut Dice, pair: &AppPair<N>, now: Timestamp, swarm: Swarm) -> Event {
    let state = pair.machine.state();
    let (wished, left) = (requests(pair, false), requests(pair, true));
    if state == CallState::Terminated && dice.below(2) == 0 {
        return Event::Call(call_report(dice, CallState::Terminating, swarm));
    }
    match dice.below(24) {
        0..=7 if !wished.is_empty() => Event::Sent {
            token: if dice.below(2) == 0 { wished[0] } else { dice.one_of(&wished) }.1,
            details: details(dice),
        },
        8..=12 if !left.is_empty() => {
            let (sent, token) = if dice.below(2) == 0 { left[0] } else { dice.one_of(&left) };
            // When it was sent is the host's word: mostly the truth.
            let told = [Timestamp::ZERO, now, Timestamp::MAX, now.saturating_sub(Span::from_secs(9))];
            let sent = if dice.below(12) == 0 { dice.one_of(&told) } else { sent };
            Event::Reply { token, sent, reply: reply(dice, token, swarm, state) }
        }
        13 if !left.is_empty() && swarm.has(6) => Event::Failed { token: dice.one_of(&left).1 },
        14..=16 => Event::Ask { request: ask(dice, state, swarm), details: details(dice) },
        17..=18 if swarm.has(7) => Event::Call(call_report(dice, state, swarm)),
        19 if swarm.has(2) => Event::Operation(operation_report(dice)),
        20 if swarm.has(8) && dice.below(2) == 0 => {
            let earlier = dice.one_of(&[1_000, 3_000, 9_000, 600_000, 3_000_000, 400_000_000]);
            Event::Created { sent: now.saturating_sub(Span::from_millis(earlier)) }
        }
        21 if swarm.has(9) => {
            let token = Token::new(ask(dice, state, swarm), u16::try_from(dice.below(5)).unwrap());
            match dice.below(3) {
                0 => Event::Failed { token },
                1 => Event::Reply { token, sent: now, reply: reply(dice, token, swarm, state) },
                _ => Event::Sent { token, details: details(dice) },
            }
        }
        _ => Event::Wake,
    }
}

/// Runs scripts until so many steps were taken.
fn scripts<const N: usize>(seeds: u64, enough: usize) {
    let (mut taken, mut seed) = (0, seeds);
    let mut reached = std::collections::BTreeSet::new();
    while taken < enough {
        let mut dice = Dice::new(seed);
        let swarm = Swarm(dice.below(1 << 12) | dice.below(1 << 12));
        let policy = dice.one_of(&[&DEFAULT, &DEFAULT, &QUICK, &QUICK, &EDGE]);
        let begins = dice.one_of(&[0, 1_000_000, 1_000_000, 1 << 40, u64::MAX - 4_000_000]);
        let (begins, id) = (Timestamp::from_millis(begins), Id::from_u128(u128::from(dice.below(9))));
        let call = match dice.below(4) {
            0 => Call::<N>::incoming(id, begins, policy),
            1 => Call::outgoing(id, begins, policy),
            2 => Call::adopted(id, begins, CallState::Established, policy),
            _ => Call::adopted(id, begins, dice.one_of(CallState::ALL), policy),
        };
        let length = dice.one_of(&[10, 40, 40, 80]);
        taken += run(
            seed,
            length,
            || AppPair::new(call.clone()),
            |pair| {
                reached.insert(pair.machine.state());
                if pair.machine.state() == CallState::Terminated && dice.below(4) == 0 {
                    return None;
                }
                let now = time(&mut dice, pair.machine.now(), pair.machine.next_deadline(), DeadlineKind::GiveUp);
                Some((now, event(&mut dice, pair, now.max(pair.machine.now()), swarm)))
            },
        );
        seed += 1;
    }
    assert_eq!(reached.len(), CallState::ALL.len(), "the scripts have seen {reached:?}");
}

#[test]
fn the_application_does_what_its_reference_says() {
    scripts::<4>(1, steps(40_000));
}

#[test]
fn an_application_with_a_single_slot_does_so_too() {
    scripts::<1>(1_000_000, steps(20_000));
}

#[test]
fn an_application_without_slots_does_so_too() {
    scripts::<0>(2_000_000, steps(20_000));
}
