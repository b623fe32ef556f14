//! Both ends of a call, a host at the application's, and a network between them that drops, delays,
//! repeats and so reorders.

use core::time::Duration;
use std::collections::BTreeMap;

use call_lifecycle::app::{self, OperationHints, Reply, Token};
use call_lifecycle::record::{Profile, RecordRequest};
use call_lifecycle::service::{self, PeerEvent};
use call_lifecycle::{ClientContext, Id, Timestamp};

use crate::CALL;
use crate::bot::context;
use crate::chance::Chance;

/// How bad the network is.
#[derive(Clone, Copy, Debug)]
pub struct Weather {
    /// Of a hundred messages that many are lost, and that many come twice.
    pub lost: u64,
    pub doubled: u64,
    /// The longest that a message is under way, in milliseconds.
    pub slow: u64,
    /// Past this span since the last success no keepAlive and no answer to one is lost.
    pub mercy: Option<Duration>,
}

#[derive(Clone, Copy, Debug)]
enum Message {
    /// The host sends what the machine wished sent.
    Leaves(Token),
    /// It arrives at the service.
    Request(Token, Timestamp),
    /// A reply or a notification arrives at the application.
    Event(app::Event),
    /// The other side of the call does something.
    Peer(PeerEvent),
}

#[derive(Debug)]
pub struct World {
    pub app: app::Call<'static, 4>,
    pub service: service::Call<'static, 4>,
    pub now: Timestamp,
    pub told: Vec<(Timestamp, app::Output)>,
    pub weather: Weather,
    /// When the last keepAlive was sent whose 200 came back.
    pub success: Timestamp,
    under_way: BTreeMap<(Timestamp, u64), Message>,
    /// The contexts that the host gave its operations.
    contexts: BTreeMap<u16, ClientContext>,
    count: u64,
    chance: Chance,
}

/// The recording that the host asks for: half a minute at most.
const RECORDING: RecordRequest = RecordRequest::new(Profile::RecordResponse)
    .with_max_record_duration_in_seconds(30)
    .with_max_silence_timeout_in_seconds(5)
    .with_initial_silence_timeout_in_seconds(10)
    .with_play_beep(false);

/// Beep, silence and duration in sum, and what the network may add.
pub const RECORDING_TAKES: Duration = Duration::from_secs(80);

impl World {
    /// An outgoing call, created at `start`; the 201 has come at once.
    pub fn outgoing(
        start: Timestamp,
        app: &'static app::Policy,
        service: &'static service::Policy,
        weather: Weather,
        seed: u64,
    ) -> Self {
        let app = app::Call::outgoing(CALL, start, app);
        let service = service::Call::outgoing(CALL, start, service);
        Self::new(start, app, service, weather, seed)
    }

    /// An incoming call whose notification took `latency`.
    pub fn incoming(
        start: Timestamp,
        latency: Duration,
        app: &'static app::Policy,
        service: &'static service::Policy,
        weather: Weather,
        seed: u64,
    ) -> Self {
        let app = app::Call::incoming(CALL, start.saturating_add(latency), app);
        let service = service::Call::incoming(CALL, start, service);
        Self::new(start.saturating_add(latency), app, service, weather, seed)
    }

    const fn new(
        now: Timestamp,
        app: app::Call<'static, 4>,
        service: service::Call<'static, 4>,
        weather: Weather,
        seed: u64,
    ) -> Self {
        let chance = Chance::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        Self {
            app,
            service,
            now,
            told: Vec::new(),
            weather,
            success: now,
            under_way: BTreeMap::new(),
            contexts: BTreeMap::new(),
            count: 0,
            chance,
        }
    }

    pub fn peer(&mut self, at: Timestamp, event: PeerEvent) {
        self.later(at, Message::Peer(event));
    }

    pub fn ask(&mut self, request: app::Request) {
        let name = format!("operation {}", self.count);
        let hints = OperationHints::NONE.with_context(context(&name)).with_takes_at_most(RECORDING_TAKES);
        self.at_app(app::Event::Ask { request, hints });
        if let (Some((_, app::Output::Send(token))), Some(context)) = (self.told.last(), hints.context()) {
            self.contexts.insert(token.number(), context);
        }
    }

    fn later(&mut self, at: Timestamp, message: Message) {
        self.count += 1;
        self.under_way.insert((at, self.count), message);
    }

    /// Over the network: lost, once or twice, each after another while.
    fn send(&mut self, message: Message, merciful: bool) {
        let copies = match self.chance.below(100) {
            n if n < self.weather.lost && !merciful => 0,
            n if n >= 100 - self.weather.doubled => 2,
            _ => 1,
        };
        for _ in 0..copies {
            let slow = self.chance.below(self.weather.slow + 1);
            self.later(self.now.saturating_add(Duration::from_millis(slow)), message);
        }
    }

    fn merciful(&self, token: Token) -> bool {
        let since = self.now.duration_since(self.success);
        token.request() == app::Request::KeepAlive && self.weather.mercy.is_some_and(|mercy| since >= mercy)
    }

    fn at_app(&mut self, event: app::Event) {
        if let app::Event::Reply { token, sent, reply } = event
            && token.request() == app::Request::KeepAlive
            && reply.status() == 200
        {
            self.success = self.success.later(sent);
        }
        let step = self.app.handle(self.now, event);
        for timed in &step {
            self.told.push((timed.at, timed.output));
            if let app::Output::Send(token) = timed.output {
                let busy = Duration::from_millis(u32::try_from(self.chance.below(40)).unwrap().into());
                self.later(self.now.saturating_add(busy), Message::Leaves(token));
            }
        }
    }

    fn at_service(&mut self, event: service::Event, of: Option<(Token, Timestamp)>) {
        let before = self.service.clone();
        let step = self.service.handle(self.now, event);
        for timed in &step {
            if let (service::Output::Answer { status, slot }, Some((token, sent))) = (timed.output, of) {
                let body = service::answer_body(&self.service, token.request(), status, slot);
                let reply = Reply::new(status).with_body(body);
                let merciful = self.merciful(token);
                self.send(Message::Event(app::Event::Reply { token, sent, reply }), merciful);
            } else if let Some(event) = service::notification(&before, &self.service, timed.output) {
                self.send(Message::Event(event), false);
            }
        }
    }

    fn request(&self, token: Token) -> service::Request {
        let id = Id::from_u128(1_000 + u128::from(token.number()));
        let context = self.contexts.get(&token.number()).copied();
        service::request(token.request(), id, context, || RECORDING)
    }

    fn deliver(&mut self, message: Message) {
        match message {
            Message::Leaves(token) => {
                self.at_app(app::Event::Sent { token, hints: OperationHints::NONE });
                let merciful = self.merciful(token);
                self.send(Message::Request(token, self.now), merciful);
            }
            Message::Request(token, sent) => {
                let request = self.request(token);
                self.at_service(service::Event::Request(request), Some((token, sent)));
            }
            Message::Event(event) => self.at_app(event),
            Message::Peer(event) => self.at_service(service::Event::Peer(event), None),
        }
    }

    /// Lets time pass, with both ends woken at their deadlines, and `check`s after everything that
    /// happens.
    pub fn run(&mut self, until: Timestamp, mut check: impl FnMut(&Self)) {
        loop {
            let app = self.app.next_deadline().map(|due| due.at);
            let service = self.service.next_deadline().map(|due| due.at);
            let message = self.under_way.first_key_value().map(|((at, _), _)| *at);
            let Some(next) = [app, service, message].into_iter().flatten().min().filter(|next| *next <= until) else {
                break;
            };
            self.now = next;
            if message == Some(next) {
                let (_, message) = self.under_way.pop_first().unwrap();
                self.deliver(message);
            } else if service == Some(next) {
                self.at_service(service::Event::Wake, None);
                assert!(self.service.next_deadline().is_none_or(|due| due.at > next), "law progress broken: at {next}");
            } else {
                self.at_app(app::Event::Wake);
                assert!(self.app.next_deadline().is_none_or(|due| due.at > next), "law progress broken: at {next}");
            }
            check(self);
        }
        self.now = until;
    }

    /// The application's open operations.
    pub fn open(&self) -> usize {
        self.app.operations().filter(|view| !view.status.is_end()).count()
    }
}
