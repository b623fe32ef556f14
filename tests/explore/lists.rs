//! What the explorations start from, and what may happen in them.

use core::time::Duration;

use call_lifecycle::app::{self, Body, OperationHints, Reply, Token};
use call_lifecycle::record::{Profile, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{self, MediaEvent, PeerEvent};
use call_lifecycle::{
    CallReport, CallState, ChangeType, Id, KeepAlivePolicy, OperationKind, OperationStatus, ReportedState, ResultInfo,
    Slot, Timestamp, ToneInfo,
};

use crate::canonical::{ATTEMPT, NOW};
use testkit::CALL;
use testkit::bot::{context, deleted, policy, updated};

/// A unit of time: every span is a multiple, so that the graph closes, and long enough that a millisecond next to a deadline is no other deadline.
pub(crate) const UNIT: u64 = 1_000;

const fn units(units: u64) -> Duration {
    Duration::from_millis(units * UNIT)
}

pub(crate) const START: Timestamp = Timestamp::from_millis(NOW);

/// The order of the default's spans, in few units: two keepAlives before the expiry, a retry between them, and time to give up after.
pub(crate) static APP: app::Policy = policy(APP_SETTINGS);

const APP_SETTINGS: app::Settings = app::Settings::DEFAULT
    .with_keep_alive(
        KeepAlivePolicy::GRAPH
            .with_expiry(units(5))
            .with_interval(units(2))
            .with_jitter(Duration::ZERO)
            .with_start_margin(units(1))
            .with_reply_timeout(units(1))
            .with_retry_initial(units(1))
            .with_retry_max(units(2))
            .with_abandon(units(2)),
    )
    .with_answer_deadline(units(2))
    .with_hang_up_timeout(units(2))
    .with_hang_up_give_up(units(3))
    .with_operation_grace(units(1));

const fn service_policy(expiry: u64) -> service::Policy {
    let settings =
        service::Settings::DEFAULT.with_expiry(units(expiry)).with_answer_deadline(units(2)).with_teardown(units(1));
    match service::Policy::new(settings) {
        Ok(policy) => policy,
        Err(_) => panic!("the spans are out of range"),
    }
}

pub(crate) static SERVICE: service::Policy = service_policy(5);

/// The longest that the notification of an incoming call may take.
pub(crate) const LATENCY: Duration = units(1);

/// The fewest units that keep the order of the default's spans: what is under way multiplies the states of the ends.
pub(crate) static SHORT_APP: app::Policy = policy(
    APP_SETTINGS
        .with_keep_alive(
            APP_SETTINGS
                .keep_alive()
                .with_expiry(units(3))
                .with_interval(units(1))
                .with_retry_max(units(1))
                .with_abandon(units(1))
                .with_start_margin(LATENCY),
        )
        .with_hang_up_timeout(units(2))
        .with_hang_up_give_up(units(2)),
);

pub(crate) static SHORT_SERVICE: service::Policy = service_policy(3);

/// As the service's, but long enough for a redirect to time out.
pub(crate) static PATIENT: service::Policy = service_policy(20);

const fn ago(count: u64) -> Timestamp {
    START.saturating_sub(units(count))
}

const fn ask(request: app::Request) -> app::Event {
    app::Event::Ask { request, hints: OperationHints::NONE }
}

const fn sent(token: Token) -> app::Event {
    app::Event::Sent { token, hints: OperationHints::NONE }
}

const fn replied(token: Token, sent: Timestamp, status: u16) -> app::Event {
    app::Event::Reply { token, sent, reply: Reply::new(status) }
}

const fn keep_alive(number: u16) -> Token {
    Token::new(app::Request::KeepAlive, number)
}

pub(crate) fn app_starts<const N: usize>() -> Vec<app::Call<'static, N>> {
    let mut starts = vec![app::Call::outgoing(CALL, START, &APP), app::Call::incoming(CALL, START, &APP)];
    starts.extend(CallState::ALL.iter().map(|&state| app::Call::adopted(CALL, START, state, &APP)));
    starts
}

pub(crate) fn app_connected<const N: usize>() -> app::Call<'static, N> {
    app::Call::adopted(CALL, START, CallState::Established, &APP)
}

pub(crate) fn service_connected<const N: usize>() -> service::Call<'static, N> {
    service::Call::adopted(CALL, START, CallState::Established, &SERVICE)
}

pub(crate) fn app_outgoing<const N: usize>(sent: Timestamp) -> app::Call<'static, N> {
    app::Call::outgoing(CALL, sent, &SHORT_APP)
}

pub(crate) fn app_incoming<const N: usize>(now: Timestamp) -> app::Call<'static, N> {
    app::Call::incoming(CALL, now, &SHORT_APP)
}

pub(crate) fn service_outgoing<const N: usize>() -> service::Call<'static, N> {
    service::Call::outgoing(CALL, START, &SHORT_SERVICE)
}

pub(crate) fn service_incoming<const N: usize>() -> service::Call<'static, N> {
    service::Call::incoming(CALL, START, &SHORT_SERVICE)
}

/// One state for each kind of clocks: all others run those of `established`.
pub(crate) const fn differ_in_clocks(state: CallState) -> bool {
    matches!(state, CallState::Incoming | CallState::Established | CallState::Terminating)
}

/// The keepAlive's clock, the hang-up's, and ends.
pub(crate) fn app_clocks() -> Vec<app::Event> {
    use app::Request::{GetCall, HangUp, KeepAlive};
    let hang_up = Token::new(HangUp, 0);
    let get = Token::new(GetCall, 0);
    let mut events = vec![ask(KeepAlive), ask(HangUp), sent(keep_alive(ATTEMPT + 1)), sent(hang_up)];
    let current = keep_alive(ATTEMPT);
    // Sent just now, a unit ago, and so long ago that the success has expired already.
    events.extend([0, 1, 6].map(|units| replied(current, ago(units), 200)));
    events.push(replied(keep_alive(ATTEMPT - 1), ago(1), 200));
    events.push(replied(current, ago(1), 503));
    events.push(replied(current, ago(1), 404));
    events.push(app::Event::Failed { token: current });
    events.extend([204, 503].map(|status| replied(hang_up, ago(1), status)));
    events.push(app::Event::Failed { token: hang_up });
    events.push(replied(get, ago(1), 200));
    events.push(app::Event::Call(CallReport::state(CallState::Terminating)));
    events.push(app::Event::Call(CallReport::state(CallState::Terminated)));
    events
}

/// Every notification, and what the application answers, without a clock running down between.
pub(crate) fn app_notifications() -> Vec<app::Event> {
    use app::Event::Call;
    use app::Request::{Answer, GetCall, HangUp, KeepAlive, Operation, Other, Redirect, Reject, Transfer};
    let mut events: Vec<app::Event> = CallState::ALL.iter().map(|&state| Call(CallReport::state(state))).collect();
    for (code, subcode) in [(0, Some(7015)), (408, Some(8537)), (200, None), (486, None), (500, Some(1005))] {
        let result = ResultInfo::new(code, subcode);
        for state in [CallState::Terminating, CallState::Terminated] {
            events.push(Call(CallReport::state(state).with_result(result)));
        }
    }
    events.push(Call(CallReport::new(ChangeType::Updated).with_state(ReportedState::Unknown)));
    events.push(Call(CallReport::new(ChangeType::Deleted).with_app_transferred(true)));
    events.extend([false, true].map(|on| Call(CallReport::new(ChangeType::Updated).with_audio_active(on))));
    events.extend([1, 2].map(|sequence_id| {
        let tone = ToneInfo::new(sequence_id, Tone::Star);
        Call(CallReport::state(CallState::Established).with_tone(tone))
    }));
    for request in
        [Answer, Reject, Redirect, Transfer, Other, GetCall, HangUp, KeepAlive, Operation(OperationKind::Mute)]
    {
        events.push(ask(request));
    }
    for request in [Reject, Redirect, Answer, HangUp] {
        let token = Token::new(request, 0);
        events.push(sent(token));
        events.extend([202, 404, 409].map(|status| replied(token, ago(0), status)));
    }
    let body = Body::Call(CallReport::state(CallState::Established));
    let reply = Reply::new(200).with_body(body);
    events.push(app::Event::Reply { token: Token::new(GetCall, 0), sent: ago(0), reply });
    let reply = Reply::new(429).with_retry_after(units(1));
    events.push(sent(keep_alive(ATTEMPT + 1)));
    events.push(app::Event::Reply { token: keep_alive(ATTEMPT), sent: ago(0), reply });
    events.extend([1, 4].map(|units| app::Event::Created { sent: ago(units) }));
    events
}

/// A recording and a looped prompt, asked for by the machine's numbers, with their cancel.
pub(crate) fn app_operations() -> Vec<app::Event> {
    use OperationKind::{CancelMediaProcessing, PlayPrompt, Record};
    let named = OperationHints::NONE.with_context(context("one")).with_takes_at_most(units(1));
    let endless = OperationHints::NONE.with_endless(true);
    let operation = |kind, hints| app::Event::Ask { request: app::Request::Operation(kind), hints };
    let mut events = vec![
        operation(Record, named),
        operation(PlayPrompt, endless),
        operation(CancelMediaProcessing, OperationHints::NONE),
    ];
    let body = |report, status| Reply::new(status).with_body(Body::Operation(report));
    for number in [0, 1] {
        let token = |kind| Token::new(app::Request::Operation(kind), number);
        let replied = |kind, reply| app::Event::Reply { token: token(kind), sent: ago(0), reply };
        let id = u128::from(number) + 1;
        events.push(replied(Record, body(updated(id, OperationStatus::NotStarted), 202)));
        events.push(replied(Record, Reply::new(500)));
        events.push(replied(PlayPrompt, body(updated(id, OperationStatus::Running), 200)));
        events.push(replied(CancelMediaProcessing, Reply::new(200)));
        events.push(app::Event::Operation(deleted(id, OperationStatus::Completed, None)));
    }
    let by_name = updated(1, OperationStatus::Running).with_context(context("one"));
    events.push(app::Event::Operation(by_name));
    events.push(app::Event::Failed { token: Token::new(app::Request::Operation(Record), 0) });
    events.push(replied(keep_alive(ATTEMPT + 1), ago(0), 200));
    events.push(app::Event::Call(CallReport::state(CallState::Terminating)));
    events.push(app::Event::Call(CallReport::state(CallState::Terminated)));
    events
}

pub(crate) fn service_starts<const N: usize>(policy: &'static service::Policy) -> Vec<service::Call<'static, N>> {
    let mut starts = vec![service::Call::outgoing(CALL, START, policy), service::Call::incoming(CALL, START, policy)];
    starts.extend(CallState::ALL.iter().map(|&state| service::Call::adopted(CALL, START, state, policy)));
    starts
}

/// Every request that is no operation, and everything that the peer does.
pub(crate) fn service_calls() -> Vec<service::Event> {
    use service::Request::{
        Answer, BadBody, GetCall, GetOperation, HangUp, KeepAlive, Other, Redirect, Reject, Start, Transfer,
    };
    let mut requests = vec![KeepAlive, GetCall, HangUp, Answer, Reject, Transfer, BadBody, Other];
    for (targets, timeout) in [(1, Some(15)), (26, None)] {
        requests.push(Redirect { targets, timeout });
    }
    for kind in [OperationKind::SubscribeToTone, OperationKind::Invite] {
        requests.push(Start { id: Id::from_u128(3), context: None, kind });
    }
    requests.push(GetOperation(Id::from_u128(1)));
    let mut events: Vec<_> = requests.into_iter().map(service::Event::Request).collect();
    events.extend(PeerEvent::ALL.iter().map(|&event| service::Event::Peer(event)));
    events.push(service::Event::Media(MediaEvent::SpeechStarted));
    events.push(service::Event::Media(MediaEvent::Tone(Tone::Pound)));
    events.push(service::Event::Finished { slot: Slot::new(0), success: true });
    events
}

/// The recordings of the lists: with every clock, with prompt, beep and stop tones, and one of the later page that barges in.
fn records() -> [RecordRequest; 3] {
    let clocks = RecordRequest::new(Profile::Record)
        .with_initial_silence_timeout_in_seconds(1)
        .with_max_silence_timeout_in_seconds(1)
        .with_max_record_duration_in_seconds(2)
        .with_play_beep(false);
    let tones = StopTones::parse(["#", "11"]).unwrap();
    let prompt = RecordRequest::new(Profile::Record)
        .with_prompts(1)
        .with_barge_in_allowed(true)
        .with_play_beep(true)
        .with_stream_while_recording(true)
        .with_stop_tones(tones)
        .with_max_record_duration_in_seconds(1);
    let barges = RecordRequest::new(Profile::RecordResponse)
        .with_barge_in_allowed(true)
        .with_play_beep(false)
        .with_initial_silence_timeout_in_seconds(1)
        .with_max_silence_timeout_in_seconds(1)
        .with_max_record_duration_in_seconds(2);
    [clocks, prompt, barges]
}

/// Operations, and everything that is heard and played.
pub(crate) fn service_media() -> Vec<service::Event> {
    use service::Request::{GetOperation, HangUp, KeepAlive, PlayPrompt, Record, Start};
    let mut requests = vec![KeepAlive, HangUp, GetOperation(Id::from_u128(1))];
    requests.extend(records().map(|request| Record { id: Id::from_u128(1), context: None, request }));
    requests.push(PlayPrompt { id: Id::from_u128(1), context: None, prompts: 1 });
    for kind in [OperationKind::CancelMediaProcessing, OperationKind::SendDtmfTones] {
        requests.push(Start { id: Id::from_u128(1), context: None, kind });
    }
    let mut events: Vec<_> = requests.into_iter().map(service::Event::Request).collect();
    use MediaEvent::{
        BeepFailed, BeepFinished, MediaLost, PromptFailed, PromptFinished, RecordFailed, SpeechStarted, SpeechStopped,
    };
    let media =
        [PromptFinished, PromptFailed, BeepFinished, BeepFailed, SpeechStarted, SpeechStopped, MediaLost, RecordFailed];
    events.extend(media.map(service::Event::Media));
    events.extend([Tone::Pound, Tone::Tone1].map(|tone| service::Event::Media(MediaEvent::Tone(tone))));
    events.extend([false, true].map(|success| service::Event::Finished { slot: Slot::new(0), success }));
    events
}
