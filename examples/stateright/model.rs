//! The model: what is under way between both ends, what can happen next, and what must hold.
#![allow(
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::std_instead_of_core,
    reason = "the lints are the core's: this is a program for a computer with a screen"
)]

use core::time::Duration;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use call_lifecycle::app::{self, OperationHints, Reply, Request, Token};
use call_lifecycle::record::{Profile, RecordRequest};
use call_lifecycle::service::{self, PeerEvent};
use call_lifecycle::{CallState, Cause, Id, KeepAlivePolicy, Timestamp};
use call_lifecycle_sim::{Ends, Law, joint};
use stateright::{Checker, Model, Property};

/// How long the notification of an incoming call takes.
const LATENCY: Duration = Duration::from_secs(1);

/// The spans of the default policy in the same order, in seconds: fewer deadlines, fewer states.
static APP: app::Policy = match app::Policy::new(
    app::Settings::DEFAULT
        .with_keep_alive(
            KeepAlivePolicy::GRAPH
                .with_expiry(Duration::from_secs(3))
                .with_interval(Duration::from_secs(1))
                .with_jitter(Duration::ZERO)
                .with_start_margin(LATENCY)
                .with_reply_timeout(Duration::from_secs(1))
                .with_retry_initial(Duration::from_secs(1))
                .with_retry_max(Duration::from_secs(1))
                .with_abandon(Duration::from_secs(1)),
        )
        .with_answer_deadline(Duration::from_secs(2))
        .with_hang_up_timeout(Duration::from_secs(2))
        .with_hang_up_give_up(Duration::from_secs(2))
        .with_operation_grace(Duration::from_secs(1)),
) {
    Ok(policy) => policy,
    Err(_) => panic!("the spans are out of range"),
};

static SERVICE: service::Policy = match service::Policy::new(
    service::Settings::DEFAULT
        .with_expiry(Duration::from_secs(3))
        .with_answer_deadline(Duration::from_secs(2))
        .with_teardown(Duration::from_secs(1)),
) {
    Ok(policy) => policy,
    Err(_) => panic!("the spans are out of range"),
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Message {
    /// A request, and when it was sent.
    Request(Token, Timestamp),
    /// A reply or a notification.
    Event(app::Event),
}

/// A message, and whether it may be repeated.
type UnderWay = (Message, bool);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct State {
    now: Timestamp,
    app: app::Call<'static, 0>,
    service: service::Call<'static, 0>,
    /// In a fixed order that is not one of time: any may arrive next.
    under_way: Vec<UnderWay>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Arrives(UnderWay),
    /// It arrives, and will arrive once more later.
    Repeats(UnderWay),
    Lost(UnderWay),
    Asks(Request),
    Peer(PeerEvent),
    /// Time passes until then.
    Time(Timestamp),
}

impl State {
    const fn both(&self) -> Ends<'_, 'static, 0, 0> {
        Ends::new(&self.app, self.now, &self.service, self.now)
    }
}

/// A model, and how far it goes.
pub(crate) struct Call {
    /// How many messages are under way at a time. More are lost.
    pub(crate) room: usize,
    /// From then on every message is lost, and nobody does anything.
    pub(crate) outage: Timestamp,
    /// What the application may request.
    pub(crate) asks: &'static [Request],
    /// What the other side may do.
    pub(crate) peer: &'static [PeerEvent],
    /// What some path must reach, as a check of how far the paths go.
    pub(crate) reached: Vec<Property<Self>>,
}

/// For each cause, that some call ends for it at that end.
macro_rules! ends_for {
    ($end:ident: $($cause:ident)*) => {
        [$(Property::sometimes(Cause::$cause.as_str(), |_, state: &State| state.$end.cause() == Some(Cause::$cause))),*]
    };
}

impl Call {
    /// Everything that can happen, with one message at a time.
    pub(crate) fn wide() -> Self {
        let mut reached = ends_for!(app:
            LocalHangUp RemoteHangUp Rejected Redirected Transferred KeepAliveExpired NotFound Declined Busy NoAnswer
            MediaFailed Abandoned HangUpUnconfirmed Failed Unknown
        )
        .to_vec();
        // The application learns of it as "no answer".
        reached.extend(ends_for!(service: AnswerTimeout));
        Self {
            room: 1,
            outage: Timestamp::from_millis(4_000),
            asks: &[Request::Answer, Request::Reject, Request::Redirect, Request::Transfer, Request::HangUp],
            peer: PeerEvent::ALL,
            reached,
        }
    }

    /// Messages that overtake one another, in what a plain call does.
    pub(crate) fn reordering() -> Self {
        Self {
            room: 2,
            outage: Timestamp::from_millis(3_000),
            asks: &[Request::Answer, Request::HangUp],
            peer: &[PeerEvent::Connects, PeerEvent::HangsUp],
            reached: ends_for!(app: LocalHangUp RemoteHangUp NotFound Abandoned HangUpUnconfirmed).to_vec(),
        }
    }

    /// Explores all of it, prints how much that is, and asserts the properties.
    ///
    /// It must be exactly `expected`: how many states can be reached, each counted once, and on how many ways from one
    /// to the next. Fewer are a search that was cut or machines that do less; more are machines that do more. Either is
    /// meant, and then written down, or an error.
    pub(crate) fn explore(self, name: &str, expected: (usize, usize)) {
        let checker = self.checker().spawn_bfs().join();
        let (states, starts) = (checker.unique_state_count(), checker.model().init_states().len());
        let transitions = checker.state_count() - starts;
        println!("{name}: {states} states, {transitions} transitions");
        checker.assert_properties();
        assert_eq!((states, transitions), expected, "{name}: states and transitions");
    }

    fn send(&self, state: &mut State, message: Message) {
        if state.under_way.len() < self.room && state.now < self.outage {
            state.under_way.push((message, true));
        }
    }

    /// Gives an event to the application's end, whose host sends its requests at once. Returns
    /// whether anything changed.
    fn at_app(&self, state: &mut State, event: app::Event) -> bool {
        let step = state.app.handle(state.now, event);
        for timed in &step {
            if let app::Output::Send(token) = timed.output {
                let _sent = state.app.handle(state.now, app::Event::Sent { token, hints: OperationHints::NONE });
                self.send(state, Message::Request(token, state.now));
            }
        }
        step.verdict().is_applied()
    }

    /// Gives an event to the service's end, whose host sends the answer and the notifications.
    fn at_service(&self, state: &mut State, event: service::Event, of: Option<(Token, Timestamp)>) -> bool {
        let before = state.service.clone();
        let step = state.service.handle(state.now, event);
        for timed in &step {
            if let (service::Output::Answer { status, slot }, Some((token, sent))) = (timed.output, of) {
                let body = service::answer_body(&state.service, token.request(), status, slot);
                let reply = Reply::new(status).with_body(body);
                self.send(state, Message::Event(app::Event::Reply { token, sent, reply }));
            } else if let Some(event) = service::notification(&before, &state.service, timed.output) {
                self.send(state, Message::Event(event));
            }
        }
        step.verdict().is_applied()
    }

    fn arrives(&self, state: &mut State, message: Message) -> bool {
        match message {
            Message::Event(event) => self.at_app(state, event),
            Message::Request(token, sent) => {
                // No operation is requested, so none needs an id or parameters.
                let recording = || RecordRequest::new(Profile::Record);
                let request = service::request(token.request(), Id::from_u128(0), None, recording);
                self.at_service(state, service::Event::Request(request), Some((token, sent)));
                // It is answered in any case.
                true
            }
        }
    }

    /// Both hosts keep their deadlines.
    fn time(&self, state: &mut State, now: Timestamp) -> bool {
        state.now = now;
        self.at_service(state, service::Event::Wake, None);
        self.at_app(state, app::Event::Wake);
        if now >= self.outage {
            state.under_way.clear();
        }
        true
    }
}

impl Model for Call {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let (id, sent, notified) = (Id::from_u128(1), Timestamp::ZERO, Timestamp::ZERO.saturating_add(LATENCY));
        let outgoing = State {
            now: sent,
            app: app::Call::outgoing(id, sent, &APP),
            service: service::Call::outgoing(id, sent, &SERVICE),
            under_way: Vec::new(),
        };
        let incoming = State {
            now: notified,
            app: app::Call::incoming(id, notified, &APP),
            service: service::Call::incoming(id, sent, &SERVICE),
            under_way: Vec::new(),
        };
        vec![outgoing, incoming]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        for &message in &state.under_way {
            actions.extend([Action::Arrives(message), Action::Lost(message)]);
            actions.extend(message.1.then_some(Action::Repeats(message)));
        }
        if state.now < self.outage {
            actions.extend(self.asks.iter().map(|&request| Action::Asks(request)));
            actions.extend(self.peer.iter().map(|&event| Action::Peer(event)));
        }
        let due = [state.app.next_deadline(), state.service.next_deadline()];
        actions.extend(due.into_iter().flatten().map(|due| due.at).min().map(Action::Time));
    }

    fn next_state(&self, state: &State, action: Action) -> Option<State> {
        let mut next = state.clone();
        if let Action::Arrives(gone) | Action::Repeats(gone) | Action::Lost(gone) = action {
            next.under_way.retain(|other| *other != gone);
        }
        let changed = match action {
            Action::Arrives((message, _)) => self.arrives(&mut next, message),
            Action::Repeats((message, _)) => {
                next.under_way.push((message, false));
                self.arrives(&mut next, message)
            }
            Action::Lost(_) => true,
            Action::Asks(request) => self.at_app(&mut next, app::Event::Ask { request, hints: OperationHints::NONE }),
            Action::Peer(event) => self.at_service(&mut next, service::Event::Peer(event), None),
            Action::Time(now) => self.time(&mut next, now),
        };
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        next.under_way.sort_by_cached_key(|message| hasher.hash_one(message));
        // What a machine does not apply leaves it as it was (law *inert*), as if it had been lost.
        changed.then_some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        let mut properties = vec![
            Property::always(Law::SafeSide.as_str(), |_, state: &State| {
                joint::safe_side(&state.both(), Duration::ZERO).is_ok()
            }),
            Property::always(Law::Agreement.as_str(), |_, state: &State| joint::agreement(&state.both()).is_ok()),
            Property::eventually("ends", |_, state: &State| {
                [state.app.state(), state.service.state()] == [CallState::Terminated; 2]
            }),
        ];
        properties.extend(self.reached.iter().cloned());
        properties
    }
}
