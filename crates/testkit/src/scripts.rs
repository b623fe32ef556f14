//! Ways into every state of both machines, and a list of every kind of event.

use core::time::Duration;

use call_lifecycle::app::{self, Body, OperationHints, Reply, Token};
use call_lifecycle::record::{Profile, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{self, MediaEvent, PeerEvent};
use call_lifecycle::{
    CallReport, CallState, ChangeType, CompletionReason, Id, OperationKind, OperationReport, OperationStatus,
    ReportedState, ResultInfo, Slot, Timestamp, ToneInfo,
};

use crate::CALL;
use crate::bot::{context, deleted, updated};
use crate::chance::Chance;
use crate::laws::End;

/// When the scripts begin: late enough for a start margin to be taken off.
pub const START: Timestamp = Timestamp::from_millis(1_000_000);

pub static APP: app::Policy = app::Policy::DEFAULT;
pub static SERVICE: service::Policy = service::Policy::DEFAULT;

pub type App = app::Call<'static, 3>;
pub type Service = service::Call<'static, 3>;

const OPERATIONS: [OperationKind; 5] = [
    OperationKind::Record,
    OperationKind::PlayPrompt,
    OperationKind::CancelMediaProcessing,
    OperationKind::Mute,
    OperationKind::Invite,
];

fn app_requests() -> Vec<app::Request> {
    use app::Request::{Answer, GetCall, HangUp, KeepAlive, Operation, Other, Redirect, Reject, Transfer};
    let mut requests = vec![KeepAlive, GetCall, HangUp, Answer, Reject, Redirect, Transfer, Other];
    requests.extend(OPERATIONS.map(Operation));
    requests
}

/// The tokens that replies are given for: those that the machine gives out first, and strange ones.
fn tokens() -> Vec<Token> {
    let of = |request| [0, 1, 2, 900].map(|number| Token::new(request, number));
    app_requests().into_iter().flat_map(of).collect()
}

fn hints() -> [OperationHints; 4] {
    let named = context("one");
    [
        OperationHints::NONE,
        OperationHints::NONE.with_context(named),
        OperationHints::NONE.with_takes_at_most(Duration::from_secs(40)),
        OperationHints::NONE.with_context(named).with_endless(true),
    ]
}

fn call_reports() -> Vec<CallReport> {
    let mut reports: Vec<CallReport> = CallState::ALL.iter().map(|&state| CallReport::state(state)).collect();
    for result in [(0, 7015), (200, 4097), (408, 8537), (486, 0), (500, 7000)] {
        let result = ResultInfo::new(result.0, Some(result.1));
        reports.push(CallReport::state(CallState::Terminated).with_result(result));
        reports.push(CallReport::state(CallState::Established).with_result(result));
    }
    reports.push(CallReport::new(ChangeType::Updated).with_state(ReportedState::Unknown));
    reports.push(CallReport::new(ChangeType::Created));
    reports.push(CallReport::new(ChangeType::Deleted).with_app_transferred(true));
    for active in [false, true] {
        reports.push(CallReport::new(ChangeType::Updated).with_audio_active(active));
    }
    for sequence_id in [1, 2, 40_000, -1, i64::MIN] {
        let tone = ToneInfo::new(sequence_id, Tone::Star);
        reports.push(CallReport::state(CallState::Established).with_tone(tone));
    }
    reports
}

fn operation_reports() -> Vec<OperationReport> {
    let mut reports = Vec::new();
    for id in [None, Some(Id::from_u128(1)), Some(Id::from_u128(2))] {
        for context in [None, Some(context("one"))] {
            for status in
                [None, Some(OperationStatus::Running), Some(OperationStatus::Completed), Some(OperationStatus::Failed)]
            {
                let mut report = OperationReport::NONE.with_deleted(status.is_none());
                (report.id, report.context, report.status) = (id, context, status);
                reports.push(report);
            }
        }
    }
    reports.push(
        deleted(1, OperationStatus::Completed, None)
            .with_reason(CompletionReason::StopToneDetected)
            .with_result(ResultInfo::new(200, Some(8514))),
    );
    reports.push(updated(1, OperationStatus::NotStarted));
    reports
}

/// Every kind of event at the application's end, with the times that it names taken from `times`.
pub fn app_events(times: &[Timestamp]) -> Vec<app::Event> {
    use app::Event::{Ask, Call, Created, Failed, Operation, Reply as Replied, Sent, Wake};
    let mut events = vec![Wake];
    for request in app_requests() {
        let some =
            if matches!(request, app::Request::Operation(_)) { hints().to_vec() } else { vec![OperationHints::NONE] };
        events.extend(some.into_iter().map(|hints| Ask { request, hints }));
    }
    let replies = [
        Reply::new(200),
        Reply::new(204),
        Reply::new(404),
        Reply::new(429).with_retry_after(Duration::from_secs(120)),
        Reply::new(503),
    ];
    for (index, token) in tokens().into_iter().enumerate() {
        events.push(Sent { token, hints: hints()[index % 4] });
        events.push(Failed { token });
        let sent = times[index % times.len()];
        events.extend(replies.map(|reply| Replied { token, sent, reply }));
    }
    let keep_alive = |number| Token::new(app::Request::KeepAlive, number);
    for &sent in times {
        events.push(Created { sent });
        events.extend([1, 2].map(|number| Replied { token: keep_alive(number), sent, reply: Reply::new(200) }));
        let call = |state| Reply::new(200).with_body(Body::Call(CallReport::state(state)));
        let get = Token::new(app::Request::GetCall, 0);
        events.extend([CallState::Established, CallState::Terminated].map(|state| Replied {
            token: get,
            sent,
            reply: call(state),
        }));
    }
    for report in operation_reports() {
        let reply = Reply::new(200).with_body(Body::Operation(report));
        events.push(Operation(report));
        for kind in [OperationKind::Record, OperationKind::PlayPrompt, OperationKind::CancelMediaProcessing] {
            events.push(Replied { token: Token::new(app::Request::Operation(kind), 0), sent: times[0], reply });
        }
    }
    events.extend(call_reports().into_iter().map(Call));
    events
}

fn records() -> Vec<RecordRequest> {
    let old = RecordRequest::new(Profile::Record)
        .with_prompts(2)
        .with_barge_in_allowed(true)
        .with_play_beep(true)
        .with_stream_while_recording(true)
        .with_initial_silence_timeout_in_seconds(10)
        .with_max_silence_timeout_in_seconds(2)
        .with_max_record_duration_in_seconds(30)
        .with_stop_tones(StopTones::parse(["#", "11", "*"]).unwrap());
    let new = RecordRequest::new(Profile::RecordResponse).with_play_beep(false);
    let mut plain = old.with_prompts(0);
    plain.play_beep = None;
    vec![
        RecordRequest::new(Profile::Record),
        old,
        plain,
        RecordRequest::new(Profile::RecordResponse),
        new,
        new.with_barge_in_allowed(true).with_prompts(1),
        // Refused though it would cut in.
        new.with_max_record_duration_in_seconds(0).with_barge_in_allowed(true),
        old.with_initial_silence_timeout_in_seconds(i32::MAX),
    ]
}

/// Every kind of event at the service's end.
pub fn service_events() -> Vec<service::Event> {
    use service::Event::{Finished, Media, Peer, Request as Requested, Wake};
    use service::Request::{
        Answer, BadBody, GetCall, GetOperation, HangUp, KeepAlive, Other, PlayPrompt, Record, Redirect, Reject, Start,
        Transfer,
    };
    let mut requests = vec![KeepAlive, GetCall, HangUp, Answer, Reject, Transfer, BadBody, Other];
    for (targets, timeout) in [(1, None), (2, Some(15)), (1, Some(99)), (26, None), (0, None)] {
        requests.push(Redirect { targets, timeout });
    }
    for (number, request) in (1..).zip(records()) {
        let context = (number % 2 == 0).then(|| context("record"));
        requests.push(Record { id: Id::from_u128(number), context, request });
    }
    for prompts in [0, 1, 21] {
        requests.push(PlayPrompt { id: Id::from_u128(20), context: None, prompts });
    }
    for &kind in OperationKind::ALL {
        requests.push(Start { id: Id::from_u128(30 + kind as u128), context: None, kind });
    }
    requests.extend([1, 2, 99].map(|id| GetOperation(Id::from_u128(id))));
    let mut events: Vec<service::Event> = requests.into_iter().map(Requested).collect();
    events.push(Wake);
    events.extend(PeerEvent::ALL.iter().map(|&event| Peer(event)));
    use MediaEvent::{
        BeepFailed, BeepFinished, MediaLost, PromptFailed, PromptFinished, RecordFailed, SpeechStarted, SpeechStopped,
    };
    for event in
        [PromptFinished, PromptFailed, BeepFinished, BeepFailed, SpeechStarted, SpeechStopped, MediaLost, RecordFailed]
    {
        events.push(Media(event));
    }
    events.extend([Tone::Pound, Tone::Tone1, Tone::Tone5, Tone::Flash].map(|tone| Media(MediaEvent::Tone(tone))));
    events.extend([0, 1, 2, 7].map(|slot| Finished { slot: Slot::new(slot), success: slot != 1 }));
    events
}

/// The machines that everything starts from.
pub fn app_starts(start: Timestamp) -> Vec<App> {
    let mut calls = vec![App::outgoing(CALL, start, &APP), App::incoming(CALL, start, &APP)];
    calls.extend(CallState::ALL.iter().map(|&state| App::adopted(CALL, start, state, &APP)));
    calls
}

pub fn service_starts(start: Timestamp) -> Vec<Service> {
    let mut calls = vec![Service::outgoing(CALL, start, &SERVICE), Service::incoming(CALL, start, &SERVICE)];
    calls.extend(CallState::ALL.iter().map(|&state| Service::adopted(CALL, start, state, &SERVICE)));
    calls
}

/// A breadth of states: from the starts by events of the list, drawn with a fixed seed, at times
/// around the deadlines; one of each digest.
pub fn breadth<E: End>(starts: Vec<E>, events: &[E::Event], count: usize, seed: u64) -> Vec<E> {
    let mut chance = Chance::new(seed);
    let mut seen: std::collections::BTreeSet<u64> = starts.iter().map(call_lifecycle::Machine::digest).collect();
    let mut calls = starts;
    let mut tries = 0;
    while calls.len() < count && tries < 100 * count {
        tries += 1;
        let index = usize::try_from(chance.below(calls.len() as u64)).unwrap();
        let mut call = calls.get(index).unwrap().clone();
        for _ in 0..=chance.below(3) {
            let now = soon(&call, &mut chance);
            let event = events.get(usize::try_from(chance.below(events.len() as u64)).unwrap()).unwrap().clone();
            let _step = call.handle(now, event);
        }
        // Most events end a call; enough of those are in it.
        if (call.state() != CallState::Terminated || chance.below(8) == 0) && seen.insert(call.digest()) {
            calls.push(call);
        }
    }
    calls
}

/// A time at which a host may well call: a little later, or at, or around, the next deadline.
pub fn soon<E: End>(call: &E, chance: &mut Chance) -> Timestamp {
    let now = call.now();
    let due = call.next_deadline().map_or(now, |due| due.at);
    match chance.below(8) {
        0 => now,
        1 => due,
        2 => due.saturating_sub(Duration::from_millis(1)).later(now),
        3 => due.saturating_add(Duration::from_millis(1)),
        4 => now.saturating_add(Duration::from_secs(60 * 20)),
        _ => now.saturating_add(Duration::from_millis(u32::try_from(chance.below(40_000)).unwrap().into())),
    }
}
