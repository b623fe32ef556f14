//! The glue against a host that needs no clock: both ends must take in the same events, at the same
//! times, with the same steps.

use core::time::Duration;
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use call_lifecycle::app::{self, Request};
use call_lifecycle::service::{self, PeerEvent};
use call_lifecycle::{
    CallReport, CallState, Cause, DeadlineKind, Id, KeepAlivePolicy, Machine, Step, Timestamp, Verdict,
};
use embassy_bot::clock::Clock;
use embassy_bot::glue::{drive, instant, now};
use embassy_futures::join::join;
use embassy_sync::blocking_mutex::raw::NoopRawMutex;
use embassy_sync::channel::Channel;
use embassy_time::Timer;

const ID: Id = Id::from_u128(7);
/// No span of it is a whole number of ticks.
const APP: app::Settings = app::Settings::DEFAULT.with_keep_alive(
    KeepAlivePolicy::GRAPH
        .with_expiry(Duration::from_millis(2_700_001))
        .with_interval(Duration::from_millis(899_999))
        .with_jitter(Duration::from_millis(7_777))
        .with_reply_timeout(Duration::from_millis(30_003)),
);
const SERVICE: service::Settings = service::Settings::DEFAULT
    .with_expiry(Duration::from_millis(2_700_001))
    .with_answer_deadline(Duration::from_millis(15_001))
    .with_teardown(Duration::from_millis(9_999));
/// More steps than any of these calls needs: the glue spins.
const SPINS: usize = 2_000;

/// Every step that a machine took, and when.
type Taken<O> = Vec<(Timestamp, Step<O>)>;
type Script<E> = Vec<(Timestamp, E)>;
type Queue<E> = Channel<NoopRawMutex, E, 8>;

#[derive(Default)]
struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The time, which all tests of a process share: one has it at a time.
struct World {
    woken: Arc<Flag>,
    _alone: MutexGuard<'static, ()>,
}

impl World {
    fn new() -> Self {
        static ALONE: Mutex<()> = Mutex::new(());
        let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        // What the test before has left behind.
        while Clock::get().advance() {}
        Self { woken: Arc::default(), _alone: alone }
    }

    /// Polls a task until it sleeps.
    fn settle<F: Future>(&self, mut task: Pin<&mut F>) -> Poll<F::Output> {
        let waker = Waker::from(self.woken.clone());
        let mut polls = 0;
        loop {
            self.woken.0.store(false, Ordering::Relaxed);
            let poll = task.as_mut().poll(&mut Context::from_waker(&waker));
            if poll.is_ready() || !self.woken.0.load(Ordering::Relaxed) {
                return poll;
            }
            polls += 1;
            assert!(polls < SPINS, "the task is never asleep");
        }
    }

    /// Lets time pass until nobody waits for it.
    fn run<F: Future>(&self, mut task: Pin<&mut F>) -> Poll<F::Output> {
        loop {
            let poll = self.settle(task.as_mut());
            if poll.is_ready() || !Clock::get().advance() {
                return poll;
            }
        }
    }
}

/// Writes down every step.
fn noted<O: Clone>(taken: &RefCell<Taken<O>>, step: &Step<O>) -> ControlFlow<()> {
    taken.borrow_mut().push((now(), step.clone()));
    assert!(taken.borrow().len() < SPINS, "the glue spins");
    ControlFlow::Continue(())
}

/// What the glue does with the call.
fn by_the_glue<M: Machine>(world: &World, call: M, script: Script<M::Event>) -> Taken<M::Output> {
    let (taken, events) = (RefCell::default(), Queue::new());
    let happens = async {
        for (at, event) in script {
            Timer::at(instant(at)).await;
            events.send(event).await;
        }
    };
    let driven = drive(call, events.dyn_receiver(), |_, step| noted(&taken, step));
    assert!(world.run(pin!(join(happens, driven))).is_pending());
    taken.take()
}

/// What is to be done with it: at every time the events of that time, else the deadline's wake.
fn by_the_contract<M: Machine>(mut call: M, script: Script<M::Event>) -> Taken<M::Output> {
    let mut taken = Vec::new();
    let mut script = script.into_iter().peekable();
    loop {
        let deadline = call.next_deadline().map(|deadline| deadline.at);
        let (at, event) = match script.next_if(|(at, _)| deadline.is_none_or(|deadline| *at <= deadline)) {
            Some(event) => event,
            None => match deadline {
                Some(at) => (at, M::WAKE),
                None => return taken,
            },
        };
        taken.push((at, call.handle(at, event)));
    }
}

/// Both, with what happens so many milliseconds after the start.
fn both<M: Machine>(call: impl Fn(Timestamp) -> M, script: &[(u32, M::Event)]) -> Vec<(u64, M::Output)> {
    let world = World::new();
    let start = now();
    let at = |after: &u32| start.saturating_add(Duration::from_millis((*after).into()));
    let script: Script<M::Event> = script.iter().map(|(after, event)| (at(after), event.clone())).collect();
    let taken = by_the_glue(&world, call(start), script.clone());
    assert_eq!(taken, by_the_contract(call(start), script));
    told(&taken, start)
}

/// The outputs, with their times since the start.
fn told<O: Copy>(taken: &Taken<O>, start: Timestamp) -> Vec<(u64, O)> {
    let outputs = taken.iter().flat_map(|(_, step)| step.outputs());
    outputs.map(|timed| (timed.at.as_millis() - start.as_millis(), timed.output)).collect()
}

#[test]
fn the_bot_misses_no_deadline() {
    let policy = app::Policy::new(APP).unwrap();
    let established = app::Event::Call(CallReport::state(CallState::Established));
    let first = app::Token::new(Request::KeepAlive, 1);
    let script = [
        (3, established),
        (900_000, app::Event::Sent { token: first, hints: app::OperationHints::NONE }),
        // No reply ever comes.
        (2_000_003, established),
    ];
    let outputs = both(|start| app::Call::<0>::outgoing(ID, start, &policy), &script);
    assert!(outputs.contains(&(2_700_001, app::Output::PresumedLost)));
    let (_, last) = outputs.last().unwrap();
    assert!(matches!(last, app::Output::Ended { cause: Cause::Abandoned, .. }), "{last:?}");
}

#[test]
fn the_service_misses_no_deadline() {
    let policy = service::Policy::new(SERVICE).unwrap();
    let asks = service::Event::Request;
    let script = [
        (15_000, asks(service::Request::Answer)),
        (15_003, service::Event::Peer(PeerEvent::Connects)),
        (2_700_000, asks(service::Request::KeepAlive)),
        // The last millisecond, and several at once.
        (5_400_000, asks(service::Request::KeepAlive)),
        (5_400_000, asks(service::Request::GetCall)),
    ];
    let outputs = both(|start| service::Call::<0>::incoming(ID, start, &policy), &script);
    let expected = [
        (5_400_000 + 2_700_001, service::Output::State { from: CallState::Established, to: CallState::Terminating }),
        (5_400_000 + 2_700_001 + 9_999, service::Output::Ended { cause: Cause::KeepAliveExpired }),
    ];
    assert_eq!(outputs[outputs.len() - 2..], expected);
}

/// The answer comes at the very millisecond at which it is too late.
#[test]
fn an_event_at_a_deadline_comes_after_it() {
    let policy = service::Policy::new(SERVICE).unwrap();
    let call = |start| service::Call::<0>::incoming(ID, start, &policy);
    let answer = service::Event::Request(service::Request::Answer);
    let expected = vec![
        (15_001, service::Output::Ended { cause: Cause::AnswerTimeout }),
        (15_001, service::Output::Answer { status: 404, slot: None }),
    ];
    assert_eq!(both(call, &[(15_001, answer)]), expected, "the event is there before the timer");

    let (world, taken, events) = (World::new(), RefCell::default(), Queue::new());
    let start = now();
    let mut driven = pin!(drive(call(start), events.dyn_receiver(), |_, step| noted(&taken, step)));
    assert!(world.run(driven.as_mut()).is_pending());
    events.try_send(answer).unwrap();
    assert!(world.settle(driven.as_mut()).is_pending());
    assert_eq!(taken.borrow().len(), 2, "a wake and the event");
    assert_eq!(told(&taken.take(), start), expected, "the timer is there before the event");
}

/// What comes at one time is handled at that time, each once; then the task sleeps.
#[test]
fn a_clock_that_stands_still_keeps_nobody_awake() {
    let (world, taken, events) = (World::new(), RefCell::default(), Queue::new());
    let start = now();
    let policy = app::Policy::new(APP).unwrap();
    let call = app::Call::<0>::outgoing(ID, start, &policy);
    let states = [CallState::Ringing, CallState::Established, CallState::Hold, CallState::Established];
    for state in states {
        events.try_send(app::Event::Call(CallReport::state(state))).unwrap();
    }
    let mut driven = pin!(drive(call, events.dyn_receiver(), |_, step| noted(&taken, step)));
    for _ in 0..100 {
        // All but the first time somebody wakes it for nothing.
        assert!(world.settle(driven.as_mut()).is_pending());
    }
    let verdicts: Vec<_> = taken.borrow().iter().map(|(at, step)| (*at, step.verdict())).collect();
    assert_eq!(verdicts, [(start, Verdict::Applied); 4]);
}

#[test]
fn without_a_deadline_it_waits_for_events_alone() {
    let (world, taken, events) = (World::new(), RefCell::default(), Queue::new());
    let mut call = service::Call::<0>::incoming(ID, now(), &service::Policy::DEFAULT);
    let step = call.handle(now(), service::Event::Request(service::Request::Reject));
    assert!(step.verdict().is_applied() && call.next_deadline().is_none());
    let mut driven = pin!(drive(call, events.dyn_receiver(), |_, step| noted(&taken, step)));
    assert!(world.settle(driven.as_mut()).is_pending());
    assert!(!Clock::get().advance(), "it waits for a time");
    events.try_send(service::Event::Request(service::Request::GetCall)).unwrap();
    assert!(world.run(driven.as_mut()).is_pending());
    let answers: Vec<_> = taken.borrow().iter().map(|(_, step)| step.outputs()[0].output).collect();
    assert_eq!(answers, [service::Output::Answer { status: 404, slot: None }]);
}

#[test]
fn it_is_over_when_the_host_says_so() {
    let (world, events) = (World::new(), Queue::new());
    let start = now();
    let policy = service::Policy::new(SERVICE).unwrap();
    let call = service::Call::<0>::incoming(ID, start, &policy);
    let due = call.next_deadline().unwrap();
    assert_eq!(due.kind, DeadlineKind::Answer);
    let driven = drive(call.clone(), events.dyn_receiver(), |_, step| {
        if step.outputs().is_empty() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let Poll::Ready(driven) = world.run(pin!(driven)) else { panic!("the task goes on") };
    let mut expected = call;
    let _step = expected.handle(due.at, service::Event::Wake);
    assert_eq!((driven.digest(), now()), (expected.digest(), due.at));
}
