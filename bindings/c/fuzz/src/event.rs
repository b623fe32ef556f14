//! The flat structs of events, written by hand from the tables in the header.

use std::time::Duration;

use call_lifecycle::record::StopTones;
use call_lifecycle::{
    CallReport, ClientContext, Id, OperationKind, OperationReport, ReportedState, ResultInfo, app, service,
};
use call_lifecycle_c::*;
use testkit::reference::service_script::TEXTS;

fn id(id: Id) -> [u8; 16] {
    id.as_u128().to_be_bytes()
}

pub(crate) fn millis(span: Duration) -> u32 {
    u32::try_from(span.as_millis()).unwrap()
}

pub(crate) fn app_event(now: u64, event: &app::Event) -> cl_app_event {
    let mut this = blank(now);
    match event {
        app::Event::Wake => this.kind = 0,
        app::Event::Ask { request, hints } => {
            this.kind = 1;
            set_request(&mut this, *request);
            set_hints(&mut this, *hints);
        }
        app::Event::Sent { token, hints } => {
            this.kind = 2;
            set_token(&mut this, *token);
            set_hints(&mut this, *hints);
        }
        app::Event::Reply { token, sent, reply } => {
            this.kind = 3;
            set_token(&mut this, *token);
            (this.sent, this.status) = (sent.as_millis(), reply.status());
            if let Some(wait) = reply.retry_after() {
                this.has |= CL_HAS_RETRY_AFTER;
                this.retry_after = millis(wait);
            }
            match reply.body() {
                app::Body::Call(report) => {
                    this.body = 1;
                    set_call(&mut this, report);
                }
                app::Body::Operation(report) => {
                    this.body = 2;
                    set_operation(&mut this, report);
                }
                _ => this.body = 0,
            }
        }
        app::Event::Failed { token } => {
            this.kind = 4;
            set_token(&mut this, *token);
        }
        app::Event::Call(report) => {
            this.kind = 5;
            set_call(&mut this, report);
        }
        app::Event::Operation(report) => {
            this.kind = 6;
            set_operation(&mut this, report);
        }
        app::Event::Created { sent } => (this.kind, this.sent) = (7, sent.as_millis()),
        other => panic!("an event that is not known here: {other:?}"),
    }
    this
}

fn blank(now: u64) -> cl_app_event {
    // SAFETY: any bits are one.
    let zeros: cl_app_event = unsafe { std::mem::zeroed() };
    let (none, absent) = (CL_NONE, zeros);
    cl_app_event {
        now,
        request: none,
        operation: none,
        change: 1,
        state: none,
        audio_active: none,
        tone: none,
        operation_status: none,
        reason: none,
        ..absent
    }
}

fn set_request(this: &mut cl_app_event, request: app::Request) {
    use app::Request::*;
    (this.request, this.operation) = match request {
        KeepAlive => (0, CL_NONE),
        GetCall => (1, CL_NONE),
        HangUp => (2, CL_NONE),
        Answer => (3, CL_NONE),
        Reject => (4, CL_NONE),
        Redirect => (5, CL_NONE),
        Transfer => (6, CL_NONE),
        Operation(kind) => (7, OperationKind::number(kind)),
        _ => (8, CL_NONE),
    };
}

fn set_token(this: &mut cl_app_event, token: app::Token) {
    set_request(this, token.request());
    this.number = token.number();
}

fn set_context(this: &mut cl_app_event, context: Option<ClientContext>) {
    if let Some(context) = context {
        this.has |= CL_HAS_CONTEXT;
        this.context = id(context.id());
    }
}

fn set_hints(this: &mut cl_app_event, hints: app::OperationHints) {
    set_context(this, hints.context());
    if let Some(span) = hints.takes_at_most() {
        this.has |= CL_HAS_TAKES_AT_MOST;
        this.takes_at_most = millis(span);
    }
    this.endless = u8::from(hints.is_endless());
}

fn set_result(this: &mut cl_app_event, result: Option<ResultInfo>) {
    if let Some(result) = result {
        this.has |= CL_HAS_CODE;
        this.code = result.code;
        if let Some(subcode) = result.subcode {
            this.has |= CL_HAS_SUBCODE;
            this.subcode = subcode;
        }
    }
}

fn set_call(this: &mut cl_app_event, report: &CallReport) {
    this.change = report.change.number();
    this.state = match report.state {
        ReportedState::Absent => CL_NONE,
        ReportedState::Unknown => CL_UNKNOWN,
        ReportedState::Known(state) => state.number(),
    };
    set_result(this, report.result);
    this.audio_active = report.audio_active.map_or(CL_NONE, u8::from);
    if let Some(tone) = report.tone {
        (this.tone, this.sequence_id) = (tone.tone.number(), tone.sequence_id);
    }
    this.app_transferred = u8::from(report.app_transferred);
}

fn set_operation(this: &mut cl_app_event, report: &OperationReport) {
    if let Some(of) = report.id {
        this.has |= CL_HAS_ID;
        this.id = id(of);
    }
    set_context(this, report.context);
    this.operation_status = report.status.map_or(CL_NONE, |status| status.number());
    this.reason = report.reason.map_or(CL_NONE, |reason| reason.number());
    set_result(this, report.result);
    this.deleted = u8::from(report.deleted);
}

pub(crate) fn service_event(now: u64, event: &service::Event) -> cl_service_event {
    // SAFETY: any bits are one.
    let zeros: cl_service_event = unsafe { std::mem::zeroed() };
    let mut this = cl_service_event {
        now,
        request: CL_NONE,
        operation: CL_NONE,
        peer: CL_NONE,
        media: CL_NONE,
        tone: CL_NONE,
        barge_in_allowed: CL_NONE,
        play_beep: CL_NONE,
        stream_while_recording: CL_NONE,
        ..zeros
    };
    match event {
        service::Event::Wake => this.kind = 0,
        service::Event::Request(request) => {
            this.kind = 1;
            set_service_request(&mut this, request);
        }
        service::Event::Peer(event) => (this.kind, this.peer) = (2, event.number()),
        service::Event::Media(event) => {
            this.kind = 3;
            this.media = event.number();
            if let service::MediaEvent::Tone(tone) = event {
                this.tone = tone.number();
            }
        }
        service::Event::Finished { slot, success } => {
            (this.kind, this.slot, this.success) = (4, u8::try_from(slot.index()).unwrap(), u8::from(*success));
        }
        other => panic!("an event that is not known here: {other:?}"),
    }
    this
}

fn set_service_request(this: &mut cl_service_event, request: &service::Request) {
    use service::Request::*;
    this.request = request.number();
    let set_context = |this: &mut cl_service_event, context: &Option<ClientContext>| {
        if let Some(context) = context {
            this.has |= CL_HAS_CONTEXT;
            this.context = id(context.id());
        }
    };
    match request {
        Redirect { targets, timeout } => {
            this.targets = *targets;
            if let Some(timeout) = timeout {
                this.has |= CL_HAS_TIMEOUT;
                this.timeout = *timeout;
            }
        }
        Record { id: of, context, request } => {
            this.id = id(*of);
            set_context(this, context);
            let flag = |flag: Option<bool>| flag.map_or(CL_NONE, u8::from);
            (this.profile, this.prompts) = (request.profile.number(), request.prompts);
            this.barge_in_allowed = flag(request.barge_in_allowed);
            this.play_beep = flag(request.play_beep);
            this.stream_while_recording = flag(request.stream_while_recording);
            for (bit, place, value) in [
                (CL_HAS_INITIAL_SILENCE, &mut this.initial_silence_timeout, request.initial_silence_timeout_in_seconds),
                (CL_HAS_MAX_SILENCE, &mut this.max_silence_timeout, request.max_silence_timeout_in_seconds),
                (CL_HAS_MAX_DURATION, &mut this.max_record_duration, request.max_record_duration_in_seconds),
            ] {
                if let Some(value) = value {
                    this.has |= bit;
                    *place = value;
                }
            }
            let is_it = |text: &&&[&str]| StopTones::parse(text.iter().copied()).unwrap() == request.stop_tones;
            let text = TEXTS.iter().find(is_it).expect("scripts draw stop tones from the list");
            for (place, sequence) in this.stop_tones.chunks_mut(8).zip(*text) {
                place[..sequence.len()].copy_from_slice(sequence.as_bytes());
            }
        }
        PlayPrompt { id: of, context, prompts } => {
            (this.id, this.prompts) = (id(*of), *prompts);
            set_context(this, context);
        }
        Start { id: of, context, kind } => {
            (this.id, this.operation) = (id(*of), kind.number());
            set_context(this, context);
        }
        GetOperation(of) => this.id = id(*of),
        _ => {}
    }
}
