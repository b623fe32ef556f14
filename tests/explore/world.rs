//! Both ends, and what is under way between them.

use core::hash::{BuildHasher, BuildHasherDefault};
use core::time::Duration;
use std::hash::DefaultHasher;

use call_lifecycle::app::{self, OperationHints, Reply, Token};
use call_lifecycle::record::{Profile, RecordRequest};
use call_lifecycle::service::{self, PeerEvent};
use call_lifecycle::{Id, OperationKind, Timestamp, Verdict};

use crate::canonical::{ATTEMPT, Explored, NOW};
use crate::lists::{START, UNIT};
use testkit::bot::context;

/// A request or a reply that is older than this is lost: so late a success has long expired.
const LATEST: u64 = 4 * UNIT;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Message {
    /// The host is to send this.
    Wish(Token),
    /// It was sent then.
    Request(Token, Timestamp),
    /// A reply or a notification.
    Event(app::Event),
}

impl Message {
    /// What it wishes, is or answers; none of a notification.
    pub(crate) const fn request(&self) -> Option<app::Request> {
        match self {
            Self::Wish(token) | Self::Request(token, _) | Self::Event(app::Event::Reply { token, .. }) => {
                Some(token.request())
            }
            Self::Event(_) => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Action {
    /// A message arrives.
    Arrives(Message),
    /// It arrives, and is on its way once more.
    Repeats(Message),
    Lost(Message),
    /// The host asks for it.
    Asks(app::Request),
    Peer(PeerEvent),
    /// So many milliseconds pass.
    Time(u64),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct World<const N: usize> {
    pub(crate) app: app::Call<'static, N>,
    pub(crate) service: service::Call<'static, N>,
    /// In a fixed order, which is none of time: any may arrive next.
    pub(crate) under_way: Vec<Message>,
    /// The recording was asked for.
    pub(crate) recorded: bool,
}

/// A recording of a second at most.
const RECORDING: RecordRequest = RecordRequest::new(Profile::RecordResponse)
    .with_max_record_duration_in_seconds(1)
    .with_max_silence_timeout_in_seconds(1)
    .with_initial_silence_timeout_in_seconds(1)
    .with_play_beep(false);

/// What the recording takes, and the network.
const TAKES: Duration = Duration::from_millis(2 * UNIT);

pub(crate) const RECORD: app::Request = app::Request::Operation(OperationKind::Record);

impl<const N: usize> World<N> {
    const fn new(app: app::Call<'static, N>, service: service::Call<'static, N>) -> Self {
        Self { app, service, under_way: Vec::new(), recorded: false }
    }

    /// More than there is room for is lost.
    fn send(&mut self, message: Message, room: usize) {
        if self.under_way.len() < room {
            self.under_way.push(message);
        }
    }

    fn at_app(&mut self, event: app::Event, room: usize) -> Verdict {
        let step = self.app.handle(self.app.now(), event);
        self.heed(&step, room)
    }

    fn heed(&mut self, step: &call_lifecycle::Step<app::Output>, room: usize) -> Verdict {
        for timed in step {
            if let app::Output::Send(token) = timed.output {
                self.send(Message::Wish(token), room);
            }
        }
        step.verdict()
    }

    fn at_service(&mut self, now: Timestamp, event: service::Event, of: Option<(Token, Timestamp)>, room: usize) {
        let before = self.service.clone();
        let step = self.service.handle(now, event);
        for timed in &step {
            if let (service::Output::Answer { status, slot }, Some((token, sent))) = (timed.output, of) {
                let body = service::answer_body(&self.service, token.request(), status, slot);
                let reply = Reply::new(status).with_body(body);
                self.send(Message::Event(app::Event::Reply { token, sent, reply }), room);
            } else if let Some(event) = service::notification(&before, &self.service, timed.output) {
                self.send(Message::Event(event), room);
            }
        }
    }

    fn request(token: Token) -> service::Request {
        service::request(token.request(), Id::from_u128(1), Some(context("one")), || RECORDING)
    }

    fn arrives(&mut self, message: Message, room: usize) {
        let now = self.app.now();
        match message {
            Message::Wish(token) => {
                self.at_app(app::Event::Sent { token, hints: OperationHints::NONE }, room);
                self.send(Message::Request(token, now), room);
            }
            Message::Request(token, sent) => {
                self.at_service(now, service::Event::Request(Self::request(token)), Some((token, sent)), room);
            }
            Message::Event(event) => {
                self.at_app(event, room);
            }
        }
    }

    /// What comes of an action.
    pub(crate) fn after(&self, action: Action, room: usize) -> Self {
        let mut world = self.clone();
        match action {
            Action::Arrives(message) | Action::Lost(message) | Action::Repeats(message) => {
                let index = world.under_way.iter().position(|other| *other == message).unwrap();
                if !matches!(action, Action::Repeats(_)) {
                    world.under_way.remove(index);
                }
                if !matches!(action, Action::Lost(_)) {
                    world.arrives(message, room);
                }
            }
            Action::Asks(request) => {
                let context = (request == RECORD).then(|| context("one"));
                let none = OperationHints::NONE;
                let hints = context.map_or(none, |context| none.with_context(context).with_takes_at_most(TAKES));
                let verdict = world.at_app(app::Event::Ask { request, hints }, room);
                world.recorded |= request == RECORD && verdict.is_applied();
            }
            Action::Peer(event) => world.at_service(self.service.now(), service::Event::Peer(event), None, room),
            Action::Time(millis) => {
                let now = Timestamp::from_millis(self.app.now().as_millis() + millis);
                // Both hosts keep their deadlines; what the service says then is under way before the application wakes.
                world.at_service(now, service::Event::Wake, None, room);
                let step = world.app.handle(now, app::Event::Wake);
                world.heed(&step, room);
            }
        }
        world.canonical()
    }

    /// How long until one of the ends has something to do.
    pub(crate) fn until_due(&self) -> Option<u64> {
        let app = self.app.next_deadline().map(|due| due.at);
        let service = self.service.next_deadline().map(|due| due.at);
        let due = [app, service].into_iter().flatten().min()?;
        Some(due.as_millis().saturating_sub(self.app.now().as_millis()))
    }

    /// As at [`Explored::canonical`], with the messages' times and numbers.
    pub(crate) fn canonical(&self) -> Self {
        assert_eq!(self.app.now(), self.service.now());
        let now = self.app.now();
        let behind = now.as_millis() - NOW;
        let attempt = self.app.named(&app::Event::Failed { token: Token::new(app::Request::KeepAlive, ATTEMPT) });
        let app::Event::Failed { token: last } = attempt else { panic!("another event") };
        let named = |token: Token| match token.request() {
            app::Request::KeepAlive => {
                let number = token.number().wrapping_sub(last.number()).wrapping_add(ATTEMPT);
                Token::new(token.request(), number)
            }
            _ => token,
        };
        let moved = |sent: Timestamp| {
            (now.as_millis().saturating_sub(sent.as_millis()) <= LATEST)
                .then(|| Timestamp::from_millis(sent.as_millis() - behind))
        };
        let message = |message: &Message| {
            Some(match *message {
                // A host that is late may send what was wished before, but not forever.
                Message::Wish(token) if named(token).number().wrapping_add(1) == ATTEMPT => return None,
                Message::Wish(token) => Message::Wish(named(token)),
                Message::Request(token, sent) => Message::Request(named(token), moved(sent)?),
                Message::Event(app::Event::Reply { token, sent, reply }) => {
                    Message::Event(app::Event::Reply { token: named(token), sent: moved(sent)?, reply })
                }
                Message::Event(event) => Message::Event(event),
            })
        };
        let mut under_way: Vec<Message> = self.under_way.iter().filter_map(message).collect();
        under_way.sort_by_cached_key(|message| BuildHasherDefault::<DefaultHasher>::default().hash_one(message));
        Self { app: self.app.canonical(), service: self.service.canonical(), under_way, ..self.clone() }
    }
}

pub(crate) fn outgoing<const N: usize>() -> World<N> {
    let (app, service) = (crate::lists::app_outgoing(START), crate::lists::service_outgoing());
    World::new(app, service).canonical()
}

/// An incoming call whose notification took `latency`.
pub(crate) fn incoming<const N: usize>(latency: Duration) -> World<N> {
    let now = START.saturating_add(latency);
    let mut service: service::Call<'static, N> = crate::lists::service_incoming();
    let _step = service.handle(now, service::Event::Wake);
    World::new(crate::lists::app_incoming(now), service).canonical()
}
