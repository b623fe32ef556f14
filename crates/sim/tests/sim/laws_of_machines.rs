//! The predicates that speak of a machine alone can fail: they are shown one that is not the
//! crate's, made worse from outside.

use core::time::Duration;

use call_lifecycle::app::{self, Event, Policy};
use call_lifecycle::{CallState, Cause, Deadline, Id, Machine, Slots, Step, Timestamp, Verdict};
use call_lifecycle_sim::{Effect, End, Law, Violation, laws};

type App = app::Call<'static, 4>;

const START: Timestamp = Timestamp::from_millis(5_000);

/// A call in bad hands: its deadline is told too late, and some of its wakes are counted, which no
/// snapshot keeps.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Worse {
    call: App,
    late: Duration,
    counts_from: Timestamp,
    wakes: u32,
}

impl Worse {
    fn new(late: Duration, counts_from: Timestamp) -> Self {
        Self { call: App::outgoing(Id::from_u128(1), START, &Policy::DEFAULT), late, counts_from, wakes: 0 }
    }
}

impl Machine for Worse {
    type Event = Event;
    type Output = app::Output;
    const WAKE: Event = Event::Wake;

    fn id(&self) -> Id {
        self.call.id()
    }

    fn handle_into(&mut self, now: Timestamp, event: &Event, step: &mut Step<app::Output>) {
        self.wakes = self.wakes.wrapping_add(u32::from(now >= self.counts_from));
        self.call.handle_into(now, event, step);
    }

    fn next_deadline(&self) -> Option<Deadline> {
        let due = self.call.next_deadline()?;
        Some(Deadline::new(due.at.saturating_add(self.late), due.kind))
    }

    fn digest(&self) -> u64 {
        self.call.digest()
    }
}

impl End for Worse {
    fn state(&self) -> CallState {
        self.call.state()
    }

    fn now(&self) -> Timestamp {
        self.call.now()
    }

    fn cause(&self) -> Option<Cause> {
        self.call.cause()
    }

    fn check(&self, now: Timestamp, event: &Event) -> Verdict {
        self.call.check(now, event)
    }

    fn open(&self) -> Slots {
        self.call.open()
    }

    fn survives_a_snapshot(&self) -> bool {
        self.wakes == 0 && self.call.survives_a_snapshot()
    }

    fn starts(event: &Event) -> bool {
        App::starts(event)
    }

    fn effect(output: &app::Output) -> Effect {
        App::effect(output)
    }

    fn shifted(event: &Event, by: Duration) -> Event {
        App::shifted(event, by)
    }

    fn may_move(from: CallState, to: CallState) -> bool {
        App::may_move(from, to)
    }

    fn may_operate(state: CallState) -> bool {
        App::may_operate(state)
    }
}

#[test]
fn no_hidden_deadline_is_broken_by_what_is_due_before_it_and_by_wakes_that_count() {
    let due = Worse::new(Duration::ZERO, Timestamp::MAX).next_deadline().unwrap().at;
    let law = |late, counts_from| laws::no_hidden_deadline(&Worse::new(Duration::from_millis(late), counts_from));
    let broken = |why| Err(Violation::new(Law::NoHiddenDeadline, why));
    assert_eq!(law(0, Timestamp::MAX), Ok(()));
    assert_eq!(law(1, Timestamp::MAX), broken("something was due before the deadline"));
    assert_eq!(law(0, START), broken("an early wake made a difference"));
    assert_eq!(law(0, due), broken("a second wake made a difference"));
}

#[test]
fn round_trip_is_broken_by_what_a_snapshot_does_not_keep() {
    let mut worse = Worse::new(Duration::ZERO, START);
    assert_eq!(laws::round_trip(&worse), Ok(()));
    let _step = worse.handle(START, Event::Wake);
    let broken = Violation::new(Law::RoundTrip, "the restored machine differs from the original");
    assert_eq!(laws::round_trip(&worse), Err(broken));
}
