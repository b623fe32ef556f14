//! Machines of both ends in states that differ in as many fields as may be.

use core::time::Duration;

use call_lifecycle::app::{Body, Event, OperationHints, Reply, Request, Token};
use call_lifecycle::record::{Profile, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{self, MediaEvent, PeerEvent};
use call_lifecycle::{CallReport, CallState, Id, OperationKind, OperationStatus, Slot, ToneInfo};

use crate::bot::{Bot, context, deleted, keep_alive};
use crate::scripts::{APP, App, SERVICE, START, Service};
use crate::{CALL, at};

pub fn app_states() -> Vec<(&'static str, App)> {
    let fresh = || Bot::<3> { call: App::outgoing(CALL, START, &APP) };
    let mut states = vec![("app-outgoing", fresh().call), ("app-incoming", App::incoming(CALL, START, &APP))];
    let mut keep = |name, change: fn(&mut Bot<3>)| {
        let mut bot = fresh();
        change(&mut bot);
        states.push((name, bot.call));
    };
    keep("app-attempt-out", |bot| {
        bot.sleep(at(40, 0, 0));
        bot.sent(at(40, 0, 0), keep_alive(1));
        bot.status(at(40, 0, 9), keep_alive(1), at(40, 0, 0), 503);
        bot.sent(at(40, 5, 8), keep_alive(2));
    });
    keep("app-presumed-lost", |bot| {
        bot.keep_alive(700, at(17, 0, 0), at(17, 0, 1));
        bot.sleep(at(63, 0, 0));
    });
    keep("app-hanging-up", |bot| {
        bot.notify(at(18, 0, 0), CallState::Established);
        bot.ask(at(18, 0, 0), Request::HangUp);
        bot.sent(at(18, 0, 1), Token::new(Request::HangUp, 0));
    });
    keep("app-hang-up-confirmed", |bot| {
        bot.sent(at(18, 0, 1), Token::new(Request::HangUp, 0));
        bot.status(at(18, 0, 2), Token::new(Request::HangUp, 0), at(18, 0, 1), 204);
    });
    keep("app-terminating", |bot| {
        bot.notify(at(18, 0, 0), CallState::Terminating);
    });
    keep("app-not-found", |bot| {
        bot.status(at(18, 0, 0), keep_alive(1), at(17, 0, 0), 404);
    });
    keep("app-ended-with-a-code", |bot| {
        bot.notify_end(at(18, 0, 0), 486, None);
    });
    keep("app-ended-with-a-subcode", |bot| {
        bot.notify_end(at(18, 0, 0), 200, Some(-1));
    });
    keep("app-operations", |bot| {
        let tone = Some(ToneInfo::new(40_000, Tone::D));
        let mut report = CallReport::state(CallState::Established).with_audio_active(true);
        report.tone = tone;
        bot.take(at(18, 0, 0), Event::Call(report));
        let hints = OperationHints::NONE.with_context(context("greeting")).with_takes_at_most(Duration::from_secs(60));
        bot.start(at(18, 0, 0), OperationKind::Record, 9, hints);
        bot.start(at(18, 0, 0), OperationKind::PlayPrompt, 10, OperationHints::NONE.with_endless(true));
        let slot = bot.start(at(18, 0, 0), OperationKind::CancelMediaProcessing, 11, OperationHints::NONE);
        assert_eq!(slot, Slot::new(2));
        bot.operation(at(18, 0, 1), deleted(9, OperationStatus::Failed, None));
        let cancel = Token::new(Request::Operation(OperationKind::CancelMediaProcessing), 2);
        let reply = Reply::new(200).with_body(Body::Operation(deleted(11, OperationStatus::Completed, None)));
        bot.reply(at(18, 0, 2), cancel, at(18, 0, 0), reply);
    });
    states
}

pub fn service_states() -> Vec<(&'static str, Service)> {
    use service::Event::{Media, Peer, Request as Requested};
    let mut states = vec![
        ("service-outgoing", Service::outgoing(CALL, START, &SERVICE)),
        ("service-incoming", Service::incoming(CALL, START, &SERVICE)),
    ];
    let request = RecordRequest::new(Profile::Record)
        .with_initial_silence_timeout_in_seconds(10)
        .with_max_silence_timeout_in_seconds(2)
        .with_max_record_duration_in_seconds(1800)
        .with_stream_while_recording(true)
        .with_stop_tones(StopTones::parse(["#", "11", "*"]).unwrap());
    let record = service::Request::Record { id: Id::from_u128(9), context: Some(context("greeting")), request };
    let prompt = service::Request::PlayPrompt { id: Id::from_u128(10), context: None, prompts: 2 };
    let connected = || {
        let mut call = Service::outgoing(CALL, START, &SERVICE);
        let _step = call.handle(at(17, 0, 0), Peer(PeerEvent::Connects));
        call
    };
    let mut keep = |name, mut call: Service, events: &[service::Event]| {
        for event in events {
            let _step = call.handle(at(17, 0, 5), *event);
        }
        states.push((name, call));
    };
    let redirect = service::Request::Redirect { targets: 2, timeout: Some(20) };
    keep("service-redirecting", Service::incoming(CALL, at(17, 0, 0), &SERVICE), &[Requested(redirect)]);
    keep(
        "service-listening",
        connected(),
        &[Requested(record), Requested(prompt), Media(MediaEvent::Tone(Tone::Tone1))],
    );
    let speech = [Media(MediaEvent::SpeechStarted), Media(MediaEvent::SpeechStopped)];
    keep("service-pausing", connected(), &[Requested(record), speech[0], speech[1]]);
    keep("service-prompting-while-speaking", connected(), &[Requested(prompt), speech[0]]);
    keep("service-stopped", connected(), &[Requested(record), Media(MediaEvent::Tone(Tone::Pound))]);
    let subscribe =
        service::Request::Start { id: Id::from_u128(11), context: None, kind: OperationKind::SubscribeToTone };
    let invite = service::Request::Start { id: Id::from_u128(12), context: None, kind: OperationKind::Invite };
    keep(
        "service-subscribed",
        connected(),
        &[Requested(subscribe), Requested(invite), Media(MediaEvent::Tone(Tone::Star))],
    );
    keep("service-terminating", connected(), &[Requested(record), Peer(PeerEvent::HangsUp)]);
    keep("service-terminated", connected(), &[Peer(PeerEvent::HangsUp), Peer(PeerEvent::TornDown)]);
    states
}
