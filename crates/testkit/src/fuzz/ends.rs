//! Both ends of a call, joined by a network that loses, delays, repeats and reorders what it
//! carries: the laws of each end after every step, and those of both.

use core::time::Duration;

use call_lifecycle::app::{self, OperationHints, Reply, Token};
use call_lifecycle::{CallState, ClientContext, Id, OperationKind, Timestamp, service};
use call_lifecycle_sim::{End, Ends, joint};

use super::bytes::Bytes;
use super::play::{Trials, take};
use super::quick::{POLICIES, recording};
use super::watch::Watch;
use crate::reference::draw::{Draw, Swarm};
use crate::reference::service_script;

const STEPS: usize = 150;
/// So many messages are under way at most; then the oldest is lost.
const UNDER_WAY: usize = 8;

#[derive(Clone, Copy, Debug)]
enum Message {
    /// To the service: which request, and when it was sent.
    Request(Token, Timestamp, service::Request),
    /// To the application.
    Event(app::Event),
}

struct World<'a, W> {
    draw: Bytes<'a>,
    watch: &'a mut W,
    trials: Trials,
    swarm: Swarm,
    now: Timestamp,
    app: app::Call<'static, 4>,
    service: service::Call<'static, 4>,
    under_way: Vec<Message>,
    /// What the application wished sent and its host has not sent yet.
    wished: Vec<(Token, Option<ClientContext>)>,
    asked: u128,
    sent: u128,
}

/// Runs the script.
pub fn run(data: &[u8], watch: &mut impl Watch) {
    let mut draw = Bytes::new(data);
    let swarm = Swarm::draw(&mut draw);
    let (for_app, for_service) = &POLICIES[usize::from(draw.below(4) != 0)];
    let start = Timestamp::from_millis(draw.one_of(&[1_000_000, 1_000_000, 0, u64::MAX - 20_000]));
    let id = Id::from_u128(u128::from(draw.below(4)));
    let margin = for_app.settings().keep_alive().start_margin();
    let (app, service) = match draw.below(4) {
        // As late as the margin allows, or at once.
        0 => {
            let late = start.saturating_add(draw.one_of(&[Duration::ZERO, margin]));
            (app::Call::incoming(id, late, for_app), service::Call::incoming(id, start, for_service))
        }
        _ => (app::Call::outgoing(id, start, for_app), service::Call::outgoing(id, start, for_service)),
    };
    let now = app.now();
    let trials = Trials::new(&draw, watch);
    let (under_way, wished, asked, sent) = (Vec::new(), Vec::new(), 0, 0);
    let mut world = World { draw, watch, trials, swarm, now, app, service, under_way, wished, asked, sent };
    for _ in 0..STEPS {
        if world.draw.is_over() {
            break;
        }
        world.step();
        world.laws();
    }
    world.run_out();
}

impl<W: Watch> World<'_, W> {
    fn step(&mut self) {
        match self.draw.below(24) {
            0..=6 if !self.under_way.is_empty() => self.deliver(),
            7 if !self.under_way.is_empty() && self.swarm.has(7) => {
                let lost = self.any();
                self.under_way.remove(lost);
            }
            8 if !self.under_way.is_empty() && self.swarm.has(8) => self.refuse(),
            9..=12 if !self.wished.is_empty() => self.send(),
            13 | 14 => {
                let request = self.request();
                let hints = self.hints();
                self.at_app(app::Event::Ask { request, hints });
            }
            15 if self.swarm.has(9) => {
                let event = service_script::event(&mut self.draw, &self.service, self.swarm);
                // Requests come over the network.
                if !matches!(event, service::Event::Request(_)) {
                    self.at_service(&event, None);
                }
            }
            16 => {
                let event = service_script::media(&mut self.draw, &self.service, self.swarm);
                self.at_service(&service::Event::Media(event), None);
            }
            17..=20 => self.wake(),
            21 => {
                let later = self.draw.one_of(&[1, 40, 700, 2_000, 3_000]);
                self.pass(self.now.saturating_add(Duration::from_millis(later)));
            }
            22 if self.wished.len() > 1 => {
                // Never sent at all.
                let (token, _) = self.wished.remove(0);
                self.at_app(app::Event::Failed { token });
            }
            _ => {
                let event = service::Event::Peer(service::PeerEvent::Connects);
                self.at_service(&event, None);
            }
        }
    }

    /// One of the messages, mostly the oldest.
    fn any(&mut self) -> usize {
        if self.draw.below(3) == 0 { usize::try_from(self.draw.below(self.under_way.len() as u64)).unwrap() } else { 0 }
    }

    fn deliver(&mut self) {
        let index = self.any();
        let message = self.under_way[index];
        let starts = |request| service::Call::<4>::starts(&service::Event::Request(request));
        let operation = matches!(message, Message::Request(_, _, request) if starts(request));
        // Some come twice, but what starts an operation: its id comes with it, and two would share that.
        let again = self.swarm.has(6) && self.draw.below(4) == 0 && !operation;
        if !again {
            self.under_way.remove(index);
        }
        match message {
            Message::Request(token, sent, request) => {
                self.at_service(&service::Event::Request(request), Some((token, sent)));
            }
            Message::Event(event) => self.at_app(event),
        }
    }

    /// Something between the ends answers in the service's place, or says that there will be no
    /// answer.
    fn refuse(&mut self) {
        let index = self.any();
        let Message::Request(token, sent, _) = self.under_way[index] else { return };
        self.under_way.remove(index);
        match self.draw.one_of(&[0, 401, 429, 500, 503]) {
            0 => self.at_app(app::Event::Failed { token }),
            status => {
                let retry_after = (self.draw.below(2) == 0).then_some(Duration::from_secs(1));
                let reply = Reply::new(status);
                let reply = retry_after.map_or(reply, |wait| reply.with_retry_after(wait));
                self.at_app(app::Event::Reply { token, sent, reply });
            }
        }
    }

    fn carry(&mut self, message: Message) {
        self.under_way.push(message);
        if self.under_way.len() > UNDER_WAY {
            self.under_way.remove(0);
        }
    }

    /// The host sends what the application wished sent longest ago.
    fn send(&mut self) {
        let (token, context) = self.wished.remove(0);
        self.at_app(app::Event::Sent { token, hints: OperationHints::NONE });
        self.sent += 1;
        // Numbers of what has no slot are not unique.
        let id = Id::from_u128(1_000 + self.sent);
        let request = service::request(token.request(), id, context, || recording(&mut self.draw));
        self.carry(Message::Request(token, self.now, request));
    }

    fn request(&mut self) -> app::Request {
        use app::Request::{Answer, GetCall, HangUp, KeepAlive, Operation, Redirect, Reject, Transfer};
        match (self.app.state(), self.draw.below(8)) {
            (CallState::Incoming, choice) => {
                [Answer, Answer, Answer, Answer, Answer, Reject, Redirect, KeepAlive][choice as usize]
            }
            (_, 0) => self.draw.one_of(&[HangUp, GetCall, Transfer, KeepAlive]),
            (_, 1..=3) => Operation(OperationKind::Record),
            (_, 4) => Operation(OperationKind::PlayPrompt),
            (_, 5) => Operation(OperationKind::CancelMediaProcessing),
            (_, 6) => Operation(self.draw.one_of(OperationKind::ALL)),
            _ => KeepAlive,
        }
    }

    fn hints(&mut self) -> OperationHints {
        let takes_at_most = (self.draw.below(2) == 0).then_some(Duration::from_secs(10));
        self.asked += 1;
        let context = (self.draw.below(4) != 0).then_some(ClientContext::from_id(Id::from_u128(self.asked)));
        let hints = OperationHints::NONE;
        let hints = takes_at_most.map_or(hints, |bound| hints.with_takes_at_most(bound));
        context.map_or(hints, |context| hints.with_context(context))
    }

    fn at_app(&mut self, event: app::Event) {
        let context = if let app::Event::Ask { hints, .. } = event { hints.context() } else { None };
        let step = take(&mut self.app, self.now, &event, &mut self.trials, self.watch);
        for timed in &step {
            if let app::Output::Send(token) = timed.output {
                self.wished.push((token, context));
            }
        }
        let old = self.wished.len().saturating_sub(UNDER_WAY);
        self.wished.drain(..old);
    }

    fn at_service(&mut self, event: &service::Event, of: Option<(Token, Timestamp)>) {
        let before = self.service.clone();
        let step = take(&mut self.service, self.now, event, &mut self.trials, self.watch);
        for timed in &step {
            match (timed.output, of) {
                (service::Output::Answer { status, slot }, Some((token, sent))) => {
                    let body = service::answer_body(&self.service, token.request(), status, slot);
                    let reply = Reply::new(status).with_body(body);
                    self.carry(Message::Event(app::Event::Reply { token, sent, reply }));
                }
                (output, _) => {
                    if let Some(event) = service::notification(&before, &self.service, output) {
                        self.carry(Message::Event(event));
                    }
                }
            }
        }
    }

    /// Time passes; the service keeps its deadlines, the application's host is late.
    fn pass(&mut self, until: Timestamp) {
        while let Some(due) = self.service.next_deadline().filter(|due| due.at <= until) {
            self.now = due.at.later(self.now);
            self.at_service(&service::Event::Wake, None);
        }
        self.now = until.later(self.now);
    }

    /// The next deadline of either end.
    fn due(&self) -> Option<Timestamp> {
        [self.app.next_deadline(), self.service.next_deadline()].into_iter().flatten().map(|due| due.at).min()
    }

    /// To the next deadline of either end, or just before or past it.
    fn wake(&mut self) {
        let Some(due) = self.due() else { return };
        let due = match self.draw.below(8) {
            0 => due.saturating_sub(Duration::from_millis(1)),
            1 => due.saturating_add(Duration::from_millis(1)),
            _ => due,
        };
        self.pass(due);
        self.at_app(app::Event::Wake);
    }

    /// What holds of both ends at any time.
    fn laws(&self) {
        let both = Ends::new(&self.app, self.now, &self.service, self.now);
        let held = joint::safe_side(&both, Duration::ZERO).and_then(|()| joint::agreement(&both));
        held.unwrap_or_else(|broken| panic!("{broken}: {both:?}"));
    }

    /// Nothing gets through any more: each end comes to an end by itself, within its bounds.
    fn run_out(mut self) {
        let (of_app, of_service) = (self.app.policy().settings(), self.service.policy().settings());
        let bound = [
            of_app.keep_alive().expiry(),
            of_app.keep_alive().abandon(),
            of_app.hang_up_give_up(),
            of_app.hang_up_timeout(),
        ]
        .into_iter()
        .fold(of_service.expiry(), Duration::saturating_add);
        let Some(bound) = self.now.checked_add(bound) else { return };
        self.under_way.clear();
        while let Some(due) = self.due() {
            let ends = (&self.app, &self.service);
            assert!(due <= bound, "law agreement broken: an end outlives its bounds: {ends:?}");
            self.pass(due);
            self.at_app(app::Event::Wake);
            self.laws();
        }
        assert_eq!((self.app.state(), self.service.state()), (CallState::Terminated, CallState::Terminated));
    }
}
