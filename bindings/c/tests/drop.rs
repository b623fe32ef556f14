//! The story that every language tells: a call is recorded, kept alive and dropped, seen from both
//! ends. Here it is told through the Rust API, without the ABI; `bindings/tests/drop.txt` has its
//! lines. `UPDATE=1` writes them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::std_instead_of_core, reason = "tests")]

use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use call_lifecycle::app::{self, OperationHints, Output, Reply, Request, Token};
use call_lifecycle::record::{Profile, RecordRequest, StopTones};
use call_lifecycle::service::{self, MediaEvent, PeerEvent};
use call_lifecycle::{
    ClientContext, Deadline, Id, KeepAlivePolicy, OperationKind, Outcome, Slot, Slots, Timestamp, Verdict,
};

const CALL: Id = Id::from_u128(0x57dab8b1_894c_409a_b240_bd8beae78896);
const RECORDING: Id = Id::from_u128(0x0fe0623f_d628_42ed_b4bd_8ac290072cc5);
const APP: app::Policy = match app::Policy::new(
    app::Settings::DEFAULT.with_keep_alive(KeepAlivePolicy::GRAPH.with_jitter(Duration::ZERO)),
) {
    Ok(policy) => policy,
    Err(_) => panic!("Graph's contract without jitter"),
};
const SERVICE: service::Policy = service::Policy::DEFAULT;

/// Whether the network carries what is sent at a time: not from 20 to 65 minutes.
const fn is_up(now: u64) -> bool {
    now < 1_200_000 || now >= 3_900_000
}

struct Story {
    app: app::Call<'static, 4>,
    service: service::Call<'static, 4>,
    lines: String,
}

impl Story {
    fn line(&mut self, head: &str, verdict: Verdict, state: &str, tail: &str) {
        let reason = match verdict {
            Verdict::Rejected(reason) => format!(" {}", lower(&format!("{reason:?}"))),
            _ => String::new(),
        };
        let _ = writeln!(self.lines, "{head}: {}{reason}, {state}, {tail}", verdict.as_str());
    }

    /// The application's end: handles an event, and sends what it wishes sent.
    fn app(&mut self, now: u64, event: app::Event) {
        let kind = match event {
            app::Event::Wake => "wake",
            app::Event::Ask { .. } => "ask",
            app::Event::Sent { .. } => "sent",
            app::Event::Reply { .. } => "reply",
            app::Event::Failed { .. } => "failed",
            app::Event::Call(_) => "call",
            app::Event::Operation(_) => "operation",
            _ => "created",
        };
        let step = self.app.handle(Timestamp::from_millis(now), event);
        self.app = app::Call::restore(self.app.snapshot::<1024>().unwrap().as_bytes(), &APP).unwrap();
        let (call, keep_alive) = (&self.app, self.app.keep_alive());
        let tail = format!(
            "{}, expires {}, failures {}, digest {:016x}",
            next(call.next_deadline()),
            time(keep_alive.expires_at),
            keep_alive.failures,
            call.digest()
        );
        let state = ended(call.state().as_str(), call.cause().map(|cause| cause.as_str()));
        self.line(&format!("{now} app {kind}"), step.verdict(), &state, &tail);
        for timed in &step {
            let _ = writeln!(self.lines, "  {} {}", timed.at.as_millis(), of_app(timed.output));
        }
        for timed in &step {
            if let Output::Send(token) = timed.output {
                self.send(now, token);
            }
        }
    }

    /// A request leaves at `now`.
    fn send(&mut self, now: u64, token: Token) {
        self.app(now, app::Event::Sent { token, hints: OperationHints::NONE });
        if !is_up(now) {
            return self.app(now + 20_000, app::Event::Failed { token });
        }
        let request = service::request(token.request(), RECORDING, Some(ClientContext::hash("greeting")), || {
            RecordRequest::new(Profile::RecordResponse)
                .with_play_beep(false)
                .with_max_silence_timeout_in_seconds(3)
                .with_stop_tones(StopTones::parse(["#", "11"]).unwrap())
        });
        self.service(now + 60, service::Event::Request(request), Some((now, token)));
    }

    /// The service's end: handles an event, answers the request that it is, and notifies.
    fn service(&mut self, now: u64, event: service::Event, sent: Option<(u64, Token)>) {
        let kind = match event {
            service::Event::Wake => "wake",
            service::Event::Request(_) => "request",
            service::Event::Peer(_) => "peer",
            service::Event::Media(_) => "media",
            _ => "finished",
        };
        let before = self.service.clone();
        let step = self.service.handle(Timestamp::from_millis(now), event);
        self.service = service::Call::restore(self.service.snapshot::<1024>().unwrap().as_bytes(), &SERVICE).unwrap();
        let call = &self.service;
        let tail = format!(
            "{}, expires {}, failures 0, digest {:016x}",
            next(call.next_deadline()),
            time(call.expires_at()),
            call.digest()
        );
        let state = ended(call.state().as_str(), call.cause().map(|cause| cause.as_str()));
        self.line(&format!("{now} service {kind}"), step.verdict(), &state, &tail);
        for timed in &step {
            let _ = writeln!(self.lines, "  {} {}", timed.at.as_millis(), of_service(timed.output));
        }
        let after = self.service.clone();
        for timed in &step {
            if let (service::Output::Answer { status, slot }, Some((at, token))) = (timed.output, sent) {
                let body = service::answer_body(&after, token.request(), status, slot);
                let reply = Reply::new(status).with_body(body);
                self.app(now + 60, app::Event::Reply { token, sent: Timestamp::from_millis(at), reply });
            } else if is_up(now)
                && let Some(event) = service::notification(&before, &after, timed.output)
            {
                self.app(now + 90, event);
            }
        }
    }
}

fn lower(name: &str) -> String {
    let name = name.split([' ', '{']).next().unwrap();
    name[..1].to_lowercase() + &name[1..]
}

fn time(time: Option<Timestamp>) -> String {
    time.map_or("never".to_owned(), |time| time.as_millis().to_string())
}

fn next(deadline: Option<Deadline>) -> String {
    deadline.map_or("next never".to_owned(), |deadline| format!("next {} {}", deadline.at.as_millis(), deadline.kind))
}

fn ended(state: &str, cause: Option<&str>) -> String {
    cause.map_or(state.to_owned(), |cause| format!("{state} {cause}"))
}

fn slot(slot: Slot) -> usize {
    slot.index()
}

fn slots(slots: Slots) -> String {
    match slots.iter().fold(0_u32, |bits, slot| bits | 1 << slot.index()) {
        0 => String::new(),
        bits => format!(" slots {bits}"),
    }
}

fn outcome(outcome: Outcome) -> String {
    let reason = outcome.reason.map_or(String::new(), |reason| format!(" reason {reason}"));
    format!(" operation_status {}{reason}", outcome.status)
}

fn of_app(output: Output) -> String {
    match output {
        Output::Send(token) => {
            let (name, operation) = match token.request() {
                Request::Operation(kind) => ("operation", format!(" operation {kind}")),
                Request::KeepAlive => ("keepAlive", String::new()),
                Request::GetCall => ("getCall", String::new()),
                other => panic!("{other:?}"),
            };
            format!("send request {name}{operation} number {}", token.number())
        }
        Output::State { from, to } => format!("state from {from} to {to}"),
        Output::Ended { cause, operations } => format!("ended cause {cause}{}", slots(operations)),
        Output::OperationAccepted(place) => format!("operationAccepted slot {}", slot(place)),
        Output::OperationRunning(place) => format!("operationRunning slot {}", slot(place)),
        Output::OperationEnded { slot: place, outcome: how } => {
            format!("operationEnded slot {}{}", slot(place), outcome(how))
        }
        Output::KeepAliveSucceeded => "keepAliveSucceeded".to_owned(),
        Output::KeepAliveFailed => "keepAliveFailed".to_owned(),
        Output::PresumedLost => "presumedLost".to_owned(),
        other => panic!("{other:?}"),
    }
}

fn of_service(output: service::Output) -> String {
    match output {
        service::Output::Answer { status, slot: place } => {
            let place = place.map_or(String::new(), |place| format!(" slot {}", slot(place)));
            format!("answer{place} status {status}")
        }
        service::Output::State { from, to } => format!("state from {from} to {to}"),
        service::Output::Ended { cause } => format!("ended cause {cause}"),
        service::Output::Phase { slot: place, phase, announce } => {
            let flag = if announce { " flag" } else { "" };
            format!("phase slot {} phase {phase}{flag}", slot(place))
        }
        service::Output::OperationEnded { slot: place, outcome: how } => {
            format!("operationEnded slot {}{}", slot(place), outcome(how))
        }
        other => panic!("{other:?}"),
    }
}

fn tell() -> String {
    let mut story = Story {
        app: app::Call::outgoing(CALL, Timestamp::ZERO, &APP),
        service: service::Call::outgoing(CALL, Timestamp::ZERO, &SERVICE),
        lines: String::new(),
    };
    story.service(900, service::Event::Peer(PeerEvent::Rings), None);
    story.service(4_200, service::Event::Peer(PeerEvent::Connects), None);
    let hints =
        OperationHints::NONE.with_context(ClientContext::hash("greeting")).with_takes_at_most(Duration::from_secs(30));
    story.app(60_000, app::Event::Ask { request: Request::Operation(OperationKind::Record), hints });
    story.service(61_000, service::Event::Media(MediaEvent::SpeechStarted), None);
    story.service(62_500, service::Event::Media(MediaEvent::SpeechStopped), None);
    // Each end is woken at its deadline, the earlier first, and the application's at the same time.
    loop {
        let due = |deadline: Option<Deadline>| deadline.map_or(u64::MAX, |deadline| deadline.at.as_millis());
        let (app, service) = (due(story.app.next_deadline()), due(story.service.next_deadline()));
        if app == u64::MAX && service == u64::MAX {
            return story.lines;
        }
        if app <= service {
            story.app(app, app::Event::Wake);
        } else {
            story.service(service, service::Event::Wake, None);
        }
    }
}

#[test]
fn the_drop_has_the_lines_that_every_language_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/drop.txt");
    let lines = tell();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &lines).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), lines, "UPDATE=1 writes what it is now");
}
