//! Texts: the words of the crate, and the fields of the answer.

use core::fmt::{self, Display, Formatter, Write};

use call_lifecycle::{
    CallReport, Deadline, OperationKind, OperationReport, OperationStatus, ReportedState, Slot, Timed, Timestamp,
    Verdict, app, service,
};

use crate::ends;

/// The requests that start no operation.
const PLAIN: [app::Request; 7] = [
    app::Request::KeepAlive,
    app::Request::GetCall,
    app::Request::HangUp,
    app::Request::Answer,
    app::Request::Reject,
    app::Request::Redirect,
    app::Request::Transfer,
];

/// Parses the word of a request.
pub(crate) fn request_of(word: &str) -> Option<app::Request> {
    let plain = PLAIN.into_iter().find(|request| request_word(*request) == word);
    plain.or_else(|| word.parse::<OperationKind>().ok().map(app::Request::Operation))
}

const fn request_word(request: app::Request) -> &'static str {
    match request {
        app::Request::KeepAlive => "keepAlive",
        app::Request::GetCall => "GET",
        app::Request::HangUp => "DELETE",
        app::Request::Answer => "answer",
        app::Request::Reject => "reject",
        app::Request::Redirect => "redirect",
        app::Request::Transfer => "transfer",
        app::Request::Operation(kind) => kind.as_str(),
        app::Request::Other => "other",
    }
}

/// The word of a request.
pub(crate) struct Request(pub(crate) app::Request);

impl Display for Request {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(request_word(self.0))
    }
}

/// An event of the application's end in words.
pub(crate) struct App<'a>(pub(crate) &'a app::Event);

impl Display for App<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            app::Event::Wake => f.write_str("wakes"),
            app::Event::Ask { request, .. } => write!(f, "asks to send {}", Request(*request)),
            app::Event::Sent { token, .. } => write!(f, "{} leaves", Request(token.request())),
            app::Event::Reply { token, reply, .. } => write!(f, "{} to {}", reply.status(), Request(token.request())),
            app::Event::Failed { token } => write!(f, "no reply to {}", Request(token.request())),
            app::Event::Call(report) => call_report(f, report),
            app::Event::Operation(report) => operation_report(f, report),
            app::Event::Created { .. } => f.write_str("created"),
            other => write!(f, "{other:?}"),
        }
    }
}

fn call_report(f: &mut Formatter<'_>, report: &CallReport) -> fmt::Result {
    if let Some(tone) = report.tone {
        return write!(f, "{}", tone.tone);
    }
    match report.reported() {
        ReportedState::Known(state) => write!(f, "{state}")?,
        ReportedState::Absent | ReportedState::Unknown => f.write_str(report.change.as_str())?,
    }
    report.result.map_or(Ok(()), |result| write!(f, " {result}"))
}

fn operation_report(f: &mut Formatter<'_>, report: &OperationReport) -> fmt::Result {
    f.write_str("operation ")?;
    f.write_str(report.status.map_or("changed", OperationStatus::as_str))?;
    report.reason.map_or(Ok(()), |reason| write!(f, ": {reason}"))
}

/// An event of the service's end in words, and the request if it is one.
pub(crate) struct Service<'a>(pub(crate) &'a service::Event, pub(crate) Option<(app::Token, Timestamp)>);

impl Display for Service<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        use service::MediaEvent::{
            BeepFailed, BeepFinished, MediaLost, PromptFailed, PromptFinished, RecordFailed, SpeechStarted,
            SpeechStopped, Tone,
        };
        match (self.0, self.1) {
            (_, Some((token, _))) => write!(f, "{}", Request(token.request())),
            (service::Event::Peer(peer), _) => write!(f, "the peer: {peer}"),
            (service::Event::Media(media), _) => match media {
                PromptFinished => f.write_str("the prompt is over"),
                PromptFailed => f.write_str("the prompt fails"),
                BeepFinished => f.write_str("the beep is over"),
                BeepFailed => f.write_str("the beep fails"),
                SpeechStarted => f.write_str("the caller speaks"),
                SpeechStopped => f.write_str("the caller falls silent"),
                Tone(tone) => write!(f, "the caller presses {}", tone.symbol().unwrap_or('?')),
                MediaLost => f.write_str("no media comes"),
                RecordFailed => f.write_str("the recording fails"),
                other => write!(f, "{other:?}"),
            },
            (_, None) => f.write_str("wakes"),
        }
    }
}

pub(crate) fn verdict(out: &mut impl Write, verdict: Verdict) -> fmt::Result {
    match verdict {
        Verdict::Rejected(why) => writeln!(out, "{}\t{why}", verdict.as_str()),
        Verdict::Applied | Verdict::NoChange | Verdict::Stale => writeln!(out, "{}\t", verdict.as_str()),
    }
}

pub(crate) fn step(out: &mut impl Write, end: &str, event: impl Display, is: Verdict) -> fmt::Result {
    write!(out, "step\t{end}\t{event}\t")?;
    verdict(out, is)
}

/// The kind of the operation in a slot.
fn kind(kind: Option<OperationKind>) -> &'static str {
    kind.map_or("an operation", OperationKind::as_str)
}

pub(crate) fn app_output(out: &mut impl Write, timed: &Timed<app::Output>, app: &ends::App) -> fmt::Result {
    use app::Output;
    let kind = |slot: Slot| kind(app.operation(slot).map(|view| view.kind));
    let at = timed.at.as_millis();
    match timed.output {
        Output::Send(token) => writeln!(out, "out\tsend\t{at}\tsend {}", Request(token.request())),
        Output::State { from, to } => writeln!(out, "out\tstate\t{at}\t{from} → {to}"),
        Output::Ended { cause, operations } => {
            write!(out, "out\tended\t{at}\tended: {cause}")?;
            operations.iter().try_for_each(|slot| write!(out, ", {} with it", kind(slot)))?;
            out.write_str("\n")
        }
        Output::ResultLearnt => writeln!(out, "out\tnote\t{at}\tthe code of the end is known now"),
        Output::AudioActive(true) => writeln!(out, "out\tnote\t{at}\taudio flows"),
        Output::AudioActive(false) => writeln!(out, "out\tnote\t{at}\taudio no longer flows"),
        Output::Tone(tone) => writeln!(out, "out\tnote\t{at}\tthe caller pressed {}", tone.symbol().unwrap_or('?')),
        Output::KeepAliveSucceeded => writeln!(out, "out\trenewed\t{at}\tkeepAlive succeeded"),
        Output::KeepAliveFailed => writeln!(out, "out\tfailed\t{at}\tkeepAlive failed: it is tried again"),
        Output::PresumedLost => writeln!(out, "out\tlost\t{at}\tpresumed lost"),
        Output::Revived => writeln!(out, "out\tgood\t{at}\tnot lost after all"),
        Output::AnswerOverdue => writeln!(out, "out\tbad\t{at}\tthe answer is overdue"),
        Output::OperationAccepted(slot) => writeln!(out, "out\tgood\t{at}\t{} accepted", kind(slot)),
        Output::OperationRunning(slot) => writeln!(out, "out\tgood\t{at}\t{} runs", kind(slot)),
        Output::OperationEnded { slot, outcome } => {
            let reason = outcome.reason.map_or(outcome.status.as_str(), |reason| reason.as_str());
            writeln!(out, "out\tended\t{at}\t{} ended: {reason}", kind(slot))
        }
        Output::OperationsCancelled(slots) => writeln!(out, "out\tended\t{at}\t{} cancelled", slots.len()),
        Output::OperationsOverdue(slots) => writeln!(out, "out\tbad\t{at}\t{} overdue", slots.len()),
    }
}

pub(crate) fn service_output(
    out: &mut impl Write,
    timed: &Timed<service::Output>,
    before: &ends::Service,
    service: &ends::Service,
) -> fmt::Result {
    use service::Output;
    let kind = |slot: Slot| kind(service.operation(slot).or_else(|| before.operation(slot)).map(|view| view.kind));
    let at = timed.at.as_millis();
    match timed.output {
        Output::Answer { status, .. } => {
            writeln!(out, "out\t{}\t{at}\tanswers {status}", if status < 400 { "good" } else { "bad" })
        }
        Output::State { from, to } => writeln!(out, "out\tstate\t{at}\t{from} → {to}"),
        Output::Ended { cause } => writeln!(out, "out\tended\t{at}\tended: {cause}"),
        Output::OperationsEnded(slots) => {
            write!(out, "out\tended\t{at}\tended with the call:")?;
            slots.iter().try_for_each(|slot| write!(out, " {}", kind(slot)))?;
            writeln!(out, "\nphase\tended")
        }
        Output::Phase { slot, phase, .. } => writeln!(out, "out\tphase\t{at}\t{}: {phase}\nphase\t{phase}", kind(slot)),
        Output::OperationEnded { slot, outcome } => {
            let reason = outcome.reason.map_or(outcome.status.as_str(), |reason| reason.as_str());
            writeln!(out, "out\tended\t{at}\t{} ended: {reason}\nphase\tended", kind(slot))
        }
        Output::Tone { tone, .. } => writeln!(out, "out\tnote\t{at}\ttone {}", tone.symbol().unwrap_or('?')),
    }
}

/// A time, or nothing.
struct Millis(Option<Timestamp>);

impl Display for Millis {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.map_or(Ok(()), |at| write!(f, "{}", at.as_millis()))
    }
}

fn end(
    out: &mut impl Write,
    state: impl Display,
    cause: Option<call_lifecycle::Cause>,
    due: Option<Deadline>,
) -> fmt::Result {
    let (cause, kind) = (cause.map_or("", |cause| cause.as_str()), due.map_or("", |due| due.kind.as_str()));
    write!(out, "{state}\t{cause}\t{kind}\t{}\t", Millis(due.map(|due| due.at)))
}

/// The state of the application's end.
pub(crate) fn app(out: &mut impl Write, app: &ends::App) -> fmt::Result {
    let keep_alive = app.keep_alive();
    out.write_str("app\t")?;
    end(out, app.state(), app.cause(), app.next_deadline())?;
    let expires = keep_alive.expires_at.filter(|_| app.cause().is_none());
    write!(out, "{}\t", Millis(expires))?;
    out.write_str(if keep_alive.presumed_lost { "presumed lost\t" } else { "\t" })?;
    match (keep_alive.in_flight, keep_alive.failures) {
        (true, 0) => writeln!(out, "one is out"),
        (false, 0) => writeln!(out),
        (_, failures) => writeln!(out, "{failures} failed in a row"),
    }?;
    app.operations().try_for_each(|view| {
        let reason = view.reason.map_or("", |reason| reason.as_str());
        let accepted = if view.accepted { view.status.as_str() } else { "requested" };
        writeln!(out, "operation\tapp\t{}\t{accepted}\t{reason}", view.kind)
    })
}

/// The state of the service's end.
pub(crate) fn service(out: &mut impl Write, service: &ends::Service) -> fmt::Result {
    out.write_str("service\t")?;
    end(out, service.state(), service.cause(), service.next_deadline())?;
    let expires = service.expires_at().filter(|_| service.state().is_live());
    writeln!(out, "{}\t\t", Millis(expires))?;
    service.operations().try_for_each(|view| {
        let reason = view.reason.map_or("", |reason| reason.as_str());
        let status = view.phase.map_or(view.status.as_str(), |phase| phase.as_str());
        writeln!(out, "operation\tservice\t{}\t{status}\t{reason}", view.kind)
    })
}
