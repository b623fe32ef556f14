//! A toy machine that does and says what it is told to. It is honest as it is made.

use core::hash::{Hash, Hasher};
use core::time::Duration;

use call_lifecycle::{CallState, Cause, Deadline, DeadlineKind, Id, Machine, Slots, Step, Timestamp, Verdict};
use call_lifecycle_sim::{Effect, End};

pub(crate) const NOW: Timestamp = Timestamp::from_millis(10);
pub(crate) const THEN: Timestamp = Timestamp::from_millis(12);
pub(crate) const DUE: Timestamp = Timestamp::from_millis(40);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Event {
    Wake,
    Note,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Output {
    Said(u8),
    Answer,
    Moved(CallState, CallState),
    Ended(Cause),
}

/// What the toy says of an event other than a wake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Says {
    pub(crate) verdict: Verdict,
    /// Milliseconds after the event.
    pub(crate) output: Option<(u64, Output)>,
    /// Whether it is wrong about a clock that ran backwards.
    pub(crate) mistakes_time: bool,
    pub(crate) deadline_changed: bool,
}

#[derive(Clone, Debug, Eq)]
pub(crate) struct Toy {
    pub(crate) now: Timestamp,
    pub(crate) state: CallState,
    pub(crate) cause: Option<Cause>,
    pub(crate) open: Slots,
    pub(crate) due: Option<Deadline>,
    pub(crate) says: Says,
    pub(crate) predicts: Option<Verdict>,
    /// What it says when it is woken.
    pub(crate) on_wake: Option<Output>,
    /// No part of what makes two of them equal.
    pub(crate) salt: u64,
}

impl Toy {
    fn parts(&self) -> impl PartialEq + Hash + '_ {
        let Self { now, state, cause, open, due, says, predicts, on_wake, salt: _ } = self;
        (now, state, cause, open, due, says, predicts, on_wake)
    }

    pub(crate) fn step(&self, now: Timestamp, event: Event) -> Step<Output> {
        self.clone().handle(now, event)
    }
}

impl PartialEq for Toy {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Hash for Toy {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

impl Machine for Toy {
    type Event = Event;
    type Output = Output;
    const WAKE: Event = Event::Wake;

    fn id(&self) -> Id {
        Id::from_u128(1)
    }

    fn handle_into(&mut self, now: Timestamp, event: &Event, step: &mut Step<Output>) {
        let backwards = now < self.now;
        step.begin(backwards != (self.says.mistakes_time && *event == Event::Note));
        self.now = self.now.later(now);
        if *event == Event::Wake {
            if let Some(output) = self.on_wake {
                assert!(step.try_push(self.now, output));
            }
            return step.finish(Verdict::NoChange, false);
        }
        if let Some((after, output)) = self.says.output {
            assert!(step.try_push(self.now.saturating_add(Duration::from_millis(after)), output));
        }
        step.finish(self.says.verdict, self.says.deadline_changed);
    }

    fn next_deadline(&self) -> Option<Deadline> {
        self.due
    }

    fn digest(&self) -> u64 {
        self.now.as_millis() ^ self.salt
    }
}

impl End for Toy {
    fn state(&self) -> CallState {
        self.state
    }

    fn now(&self) -> Timestamp {
        self.now
    }

    fn cause(&self) -> Option<Cause> {
        self.cause
    }

    fn check(&self, now: Timestamp, event: &Event) -> Verdict {
        self.predicts.unwrap_or_else(|| self.step(now, *event).verdict())
    }

    fn open(&self) -> Slots {
        self.open
    }

    fn survives_a_snapshot(&self) -> bool {
        true
    }

    fn effect(output: &Output) -> Effect {
        match *output {
            Output::Said(_) => Effect::Other,
            Output::Answer => Effect::Answer,
            Output::Moved(from, to) => Effect::State(from, to),
            Output::Ended(cause) => Effect::Ended(cause, Slots::default()),
        }
    }

    fn starts(_event: &Event) -> bool {
        false
    }

    fn shifted(event: &Event, _by: Duration) -> Event {
        *event
    }

    fn may_move(from: CallState, to: CallState) -> bool {
        (from, to) == (CallState::Established, CallState::Hold) || to == CallState::Terminated
    }

    fn may_operate(state: CallState) -> bool {
        state.is_live()
    }
}

pub(crate) const fn quiet(verdict: Verdict) -> Says {
    Says { verdict, output: None, mistakes_time: false, deadline_changed: false }
}

pub(crate) fn honest(says: Says) -> Toy {
    Toy {
        now: NOW,
        state: CallState::Established,
        cause: None,
        open: Slots::default(),
        due: Some(Deadline::new(DUE, DeadlineKind::KeepAlive)),
        says,
        predicts: None,
        on_wake: None,
        salt: 0,
    }
}
