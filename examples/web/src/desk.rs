//! Both ends of one call, and the messages between them.
//!
//! | line | what happens |
//! |---|---|
//! | `begin outgoing`, `begin incoming` | another call, at both ends |
//! | `app wake`, `service wake` | time has passed |
//! | `app ask REQUEST` | the application's host asks to send it |
//! | `app sent N`, `app failed N` | request N left; no reply to it will come |
//! | `app deliver N` | reply or notification N arrives, be it again or late |
//! | `service deliver N` | request N arrives |
//! | `service peer FACT`, `service media FACT` | what the other side does, by the crate's words; a tone by its symbol |
//! | `refuse N STATUS` | something on the way answers request N |
//! | `check` and any line of an end | what would happen |
//!
//! The answer has lines of fields, with tabs between them:
//!
//! | fields | |
//! |---|---|
//! | `step`, end, event, verdict, why | the result of an event |
//! | `out`, class, time, text | an output of that step |
//! | `message`, N, `request` / `reply` / `notification`, text | a message to send over the network now |
//! | `phase`, phase | what the player must do |
//! | `unknown`, line | a line that means nothing, or a message that is no longer kept |
//! | end, state, cause, kind, time, expiry, lost, note | how an end stands: its next deadline, when its call expires, whether it is presumed lost, and its keepAlives |
//! | `operation`, end, kind, status, reason | an operation in its slot |

use core::fmt::{self, Write};
use core::time::Duration;

use call_lifecycle::record::{Profile, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{MediaEvent, PeerEvent};
use call_lifecycle::{CallReport, ClientContext, Id, OperationKind, Timestamp, ToneInfo, app, service};

use crate::ends::{App, Service};
use crate::say;

/// How many messages are kept: one that is older cannot arrive any more.
const KEPT: usize = 128;

// How a recording of the page ends, if nothing ends it earlier.
const INITIAL_SILENCE: i32 = 10;
const MAX_SILENCE: i32 = 5;
const MAX_DURATION: i32 = 60;
const TAKES_AT_MOST: Duration = Duration::from_secs((INITIAL_SILENCE + MAX_DURATION) as u64);

#[derive(Clone, Copy)]
enum Message {
    /// What the application sends, and when it left.
    Request { token: app::Token, hints: app::OperationHints, sent: Timestamp },
    /// A reply or a notification.
    Told(app::Event),
}

enum Event {
    App(app::Event),
    /// With the request that it is, to which the answer goes.
    Service(service::Event, Option<(app::Token, Timestamp)>),
}

/// Both ends of one call.
pub struct Desk {
    app: App,
    service: Service,
    messages: [Option<Message>; KEPT],
    /// How many messages there were.
    count: usize,
    /// How many operations were asked for.
    operations: u32,
}

impl Desk {
    /// An outgoing call. Both ends begin at once, as if the create request took no time.
    pub fn outgoing(now: Timestamp) -> Self {
        let id = Id::from_u128(1);
        let app = app::Call::outgoing(id, now, &app::Policy::DEFAULT);
        Self::new(app, service::Call::outgoing(id, now, &service::Policy::DEFAULT))
    }

    fn incoming(now: Timestamp) -> Self {
        let id = Id::from_u128(1);
        let app = app::Call::incoming(id, now, &app::Policy::DEFAULT);
        Self::new(app, service::Call::incoming(id, now, &service::Policy::DEFAULT))
    }

    fn new(app: App, service: Service) -> Self {
        Self { app, service, messages: [None; KEPT], count: 0, operations: 0 }
    }

    /// Handles a line and writes the answer.
    ///
    /// # Errors
    /// If `out` returns one.
    pub fn take(&mut self, now: Timestamp, line: &str, out: &mut impl Write) -> fmt::Result {
        let mut words = line.split(' ');
        let known = match words.next() {
            Some("begin") => self.begin(now, words.next()),
            Some("refuse") => self.refuse(words, out)?,
            Some("check") => {
                let end = words.next();
                let verdict = self.event(now, end, words).map(|event| match event {
                    Event::App(event) => self.app.check(now, &event),
                    Event::Service(event, _) => self.service.check(now, &event),
                });
                match verdict {
                    Some(verdict) => return say::verdict(out, verdict),
                    None => false,
                }
            }
            end => match self.event(now, end, words) {
                Some(Event::App(event)) => {
                    self.app_takes(now, &event, out)?;
                    true
                }
                Some(Event::Service(event, of)) => {
                    self.service_takes(now, event, of, out)?;
                    true
                }
                None => false,
            },
        };
        if !known {
            writeln!(out, "unknown\t{line}")?;
        }
        say::app(out, &self.app)?;
        say::service(out, &self.service)
    }

    fn begin(&mut self, now: Timestamp, way: Option<&str>) -> bool {
        *self = match way {
            Some("outgoing") => Self::outgoing(now),
            Some("incoming") => Self::incoming(now),
            _ => return false,
        };
        true
    }

    /// Parses a line for either end.
    fn event<'a>(&self, now: Timestamp, end: Option<&str>, mut words: impl Iterator<Item = &'a str>) -> Option<Event> {
        let (verb, what) = (words.next()?, words.next().unwrap_or_default());
        let event = match (end?, verb) {
            ("app", "wake") => Event::App(app::Event::Wake),
            ("app", "ask") => Event::App(self.ask(say::request_of(what)?)),
            ("app", "deliver") => match self.message(what)? {
                Message::Told(event) => Event::App(event),
                Message::Request { .. } => return None,
            },
            ("app", "sent" | "failed") => {
                let Message::Request { token, hints, .. } = self.message(what)? else { return None };
                let left = verb == "sent";
                Event::App(if left { app::Event::Sent { token, hints } } else { app::Event::Failed { token } })
            }
            ("service", "wake") => Event::Service(service::Event::Wake, None),
            ("service", "deliver") => {
                let Message::Request { token, hints, sent } = self.message(what)? else { return None };
                // The service's id of an operation: any new one.
                let id = hints.context().map_or(Id::from_u128(0), ClientContext::id);
                let request = service::request(token.request(), id, hints.context(), recording);
                Event::Service(service::Event::Request(request), Some((token, sent.min(now))))
            }
            ("service", "peer") => Event::Service(service::Event::Peer(what.parse::<PeerEvent>().ok()?), None),
            ("service", "media") => Event::Service(service::Event::Media(media(what)?), None),
            _ => return None,
        };
        Some(event)
    }

    /// Parses a request. An operation gets a context, by which a notification that overtakes the
    /// reply finds it.
    fn ask(&self, request: app::Request) -> app::Event {
        let mut hints = app::OperationHints::NONE;
        if let app::Request::Operation(kind) = request {
            hints = hints.with_context(ClientContext::from_id(Id::from_u128(u128::from(self.operations))));
            if kind == OperationKind::Record {
                hints = hints.with_takes_at_most(TAKES_AT_MOST);
            }
        }
        app::Event::Ask { request, hints }
    }

    fn message(&self, number: &str) -> Option<Message> {
        let number: usize = number.parse().ok()?;
        let kept = number < self.count && self.count - number <= KEPT;
        if kept { self.messages[number % KEPT] } else { None }
    }

    fn put(&mut self, message: Message, out: &mut impl Write) -> fmt::Result {
        let number = self.count;
        self.messages[number % KEPT] = Some(message);
        self.count += 1;
        match &message {
            Message::Request { token, .. } => {
                writeln!(out, "message\t{number}\trequest\t{}", say::Request(token.request()))
            }
            Message::Told(event @ app::Event::Reply { .. }) => {
                writeln!(out, "message\t{number}\treply\t{}", say::App(event))
            }
            Message::Told(event) => writeln!(out, "message\t{number}\tnotification\t{}", say::App(event)),
        }
    }

    fn app_takes(&mut self, now: Timestamp, event: &app::Event, out: &mut impl Write) -> fmt::Result {
        let step = self.app.handle(now, *event);
        say::step(out, "app", say::App(event), step.verdict())?;
        let hints = match event {
            app::Event::Ask { hints, .. } => *hints,
            _ => app::OperationHints::NONE,
        };
        for timed in &step {
            say::app_output(out, timed, &self.app)?;
        }
        for timed in &step {
            if let app::Output::Send(token) = timed.output {
                if matches!(token.request(), app::Request::Operation(_)) {
                    self.operations += 1;
                }
                self.put(Message::Request { token, hints, sent: now }, out)?;
            }
        }
        Ok(())
    }

    fn service_takes(
        &mut self,
        now: Timestamp,
        event: service::Event,
        of: Option<(app::Token, Timestamp)>,
        out: &mut impl Write,
    ) -> fmt::Result {
        let before = self.service.clone();
        let step = self.service.handle(now, event);
        say::step(out, "service", say::Service(&event, of), step.verdict())?;
        for timed in &step {
            say::service_output(out, timed, &before, &self.service)?;
        }
        for timed in &step {
            let told = match (timed.output, of) {
                (service::Output::Answer { status, slot }, Some((token, sent))) => {
                    let body = service::answer_body(&self.service, token.request(), status, slot);
                    Some(app::Event::Reply { token, sent, reply: app::Reply::new(status).with_body(body) })
                }
                (service::Output::Tone { tone, sequence }, _) => {
                    let tone = ToneInfo::new(i64::from(sequence), tone);
                    Some(app::Event::Call(CallReport::state(self.service.state()).with_tone(tone)))
                }
                (output, _) => service::notification(&before, &self.service, output),
            };
            if let Some(told) = told {
                self.put(Message::Told(told), out)?;
            }
        }
        Ok(())
    }

    /// The service does not hear of the request.
    fn refuse<'a>(
        &mut self,
        mut words: impl Iterator<Item = &'a str>,
        out: &mut impl Write,
    ) -> Result<bool, fmt::Error> {
        let message = words.next().and_then(|number| self.message(number));
        let status = words.next().and_then(|status| status.parse().ok());
        let (Some(Message::Request { token, sent, .. }), Some(status)) = (message, status) else { return Ok(false) };
        let told = app::Event::Reply { token, sent, reply: app::Reply::new(status) };
        self.put(Message::Told(told), out)?;
        Ok(true)
    }
}

fn recording() -> RecordRequest {
    RecordRequest::new(Profile::Record)
        .with_initial_silence_timeout_in_seconds(INITIAL_SILENCE)
        .with_max_silence_timeout_in_seconds(MAX_SILENCE)
        .with_max_record_duration_in_seconds(MAX_DURATION)
        .with_play_beep(true)
        .with_stop_tones(StopTones::parse(["#", "11", "*"]).unwrap_or_default())
}

fn media(word: &str) -> Option<MediaEvent> {
    let event = match word {
        "promptFinished" => MediaEvent::PromptFinished,
        "promptFailed" => MediaEvent::PromptFailed,
        "beepFinished" => MediaEvent::BeepFinished,
        "beepFailed" => MediaEvent::BeepFailed,
        "speechStarted" => MediaEvent::SpeechStarted,
        "speechStopped" => MediaEvent::SpeechStopped,
        "mediaLost" => MediaEvent::MediaLost,
        "recordFailed" => MediaEvent::RecordFailed,
        symbol => MediaEvent::Tone(Tone::from_symbol(symbol.chars().next()?)?),
    };
    Some(event)
}
