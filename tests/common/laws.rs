//! The named laws as checks of one step, for either end: tests, walks and fuzz targets share them.
#![allow(dead_code, reason = "each user needs its part")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::arithmetic_side_effects, reason = "a check may panic")]

use call_lifecycle::{
    CallState, Cause, Machine, OperationStatus, Slot, Slots, Span, Step, TRANSITIONS, Timed, Timestamp, Verdict, app,
    service,
};

/// What an output says that the laws ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// The call has moved.
    State(CallState, CallState),
    /// The call has ended, and these operations with it.
    Ended(Cause, Slots),
    /// Operations have ended while the call goes on.
    Operations(Slots),
    /// The answer to the event itself.
    Answer,
    /// Anything else.
    Other,
}

/// What the laws need to know of a machine beside the two verbs.
pub(crate) trait End: Machine {
    fn state(&self) -> CallState;
    fn now(&self) -> Timestamp;
    fn cause(&self) -> Option<Cause>;
    fn verdict_of(&self, now: Timestamp, event: &Self::Event) -> Verdict;
    /// The operations in their slots, and whether each is open.
    fn open(&self) -> Vec<(Slot, bool)>;
    fn snapshot_bytes(&self) -> Vec<u8>;
    fn restored(&self, bytes: &[u8]) -> Self;
    /// The event with the times that it names.
    fn shifted(event: &Self::Event, span: Span) -> Self::Event;
    fn told(output: &Self::Output) -> Told;
    /// Whether one move is what the law *forward* allows at this end.
    fn may_move(from: CallState, to: CallState) -> bool;
    /// Whether operations may be open in this state.
    fn may_operate(state: CallState) -> bool;
}

impl<const N: usize> End for app::Call<'static, N> {
    fn state(&self) -> CallState {
        app::Call::state(self)
    }

    fn now(&self) -> Timestamp {
        app::Call::now(self)
    }

    fn cause(&self) -> Option<Cause> {
        app::Call::cause(self)
    }

    fn verdict_of(&self, now: Timestamp, event: &app::Event) -> Verdict {
        self.check(now, event)
    }

    fn open(&self) -> Vec<(Slot, bool)> {
        self.operations().map(|view| (view.slot, !view.status.is_end())).collect()
    }

    fn snapshot_bytes(&self) -> Vec<u8> {
        self.snapshot::<4096>().unwrap().as_bytes().to_vec()
    }

    fn restored(&self, bytes: &[u8]) -> Self {
        Self::restore(bytes, self.policy()).unwrap()
    }

    fn shifted(event: &app::Event, span: Span) -> app::Event {
        match *event {
            app::Event::Reply { token, sent, reply } => {
                app::Event::Reply { token, sent: sent.saturating_add(span), reply }
            }
            app::Event::Created { sent } => app::Event::Created { sent: sent.saturating_add(span) },
            event => event,
        }
    }

    fn told(output: &app::Output) -> Told {
        match *output {
            app::Output::State { from, to } => Told::State(from, to),
            app::Output::Ended { cause, operations } => Told::Ended(cause, operations),
            app::Output::OperationEnded { slot, .. } => Told::Operations(Slots::default().with(slot)),
            app::Output::OperationsCancelled(slots) => Told::Operations(slots),
            _ => Told::Other,
        }
    }

    fn may_move(from: CallState, to: CallState) -> bool {
        from.reaches(to)
    }

    fn may_operate(state: CallState) -> bool {
        state != CallState::Terminated
    }
}

impl<const N: usize> End for service::Call<'static, N> {
    fn state(&self) -> CallState {
        service::Call::state(self)
    }

    fn now(&self) -> Timestamp {
        service::Call::now(self)
    }

    fn cause(&self) -> Option<Cause> {
        service::Call::cause(self)
    }

    fn verdict_of(&self, now: Timestamp, event: &service::Event) -> Verdict {
        self.check(now, event)
    }

    fn open(&self) -> Vec<(Slot, bool)> {
        let open = |status: OperationStatus| !status.is_end();
        self.operations().map(|view| (view.slot, open(view.status))).collect()
    }

    fn snapshot_bytes(&self) -> Vec<u8> {
        self.snapshot::<4096>().unwrap().as_bytes().to_vec()
    }

    fn restored(&self, bytes: &[u8]) -> Self {
        Self::restore(bytes, self.policy()).unwrap()
    }

    fn shifted(event: &service::Event, _span: Span) -> service::Event {
        *event
    }

    fn told(output: &service::Output) -> Told {
        match *output {
            service::Output::State { from, to } => Told::State(from, to),
            service::Output::Ended { cause } => Told::Ended(cause, Slots::default()),
            service::Output::OperationsEnded(slots) => Told::Operations(slots),
            service::Output::OperationEnded { slot, .. } => Told::Operations(Slots::default().with(slot)),
            service::Output::Answer { .. } => Told::Answer,
            _ => Told::Other,
        }
    }

    fn may_move(from: CallState, to: CallState) -> bool {
        TRANSITIONS.iter().any(|row| row.from == from && row.to == to)
    }

    fn may_operate(state: CallState) -> bool {
        state.is_live()
    }
}

/// One step, with what was before and after.
#[derive(Debug)]
pub(crate) struct Taken<'a, E: End> {
    pub(crate) before: &'a E,
    pub(crate) now: Timestamp,
    pub(crate) event: &'a E::Event,
    pub(crate) after: &'a E,
    pub(crate) step: &'a Step<E::Output>,
}

/// Law *determinism*: once more gives the same.
pub(crate) fn law_determinism<E: End>(taken: &Taken<'_, E>) {
    let mut again = taken.before.clone();
    assert_eq!(taken.before.verdict_of(taken.now, taken.event), taken.step.verdict(), "check is not handle: {taken:?}");
    let step = again.handle(taken.now, taken.event.clone());
    assert_eq!((&step, &again), (taken.step, taken.after), "not deterministic: {taken:?}");
    assert_eq!(again.digest(), taken.after.digest());
}

/// Law *inert*: what was not applied is a wake.
pub(crate) fn law_inert<E: End>(taken: &Taken<'_, E>) {
    if taken.step.verdict().is_applied() {
        return;
    }
    let mut woken = taken.before.clone();
    let wake = woken.handle(taken.now, E::WAKE);
    assert_eq!(&woken, taken.after, "changed, though not applied: {taken:?}");
    let said: Vec<Timed<E::Output>> =
        taken.step.outputs().iter().filter(|timed| E::told(&timed.output) != Told::Answer).copied().collect();
    assert_eq!(said, wake.outputs(), "said something, though not applied: {taken:?}");
    assert_eq!(wake.deadline_changed(), taken.step.deadline_changed());
}

/// Law *progress*: the next deadline lies ahead, and a step says whether it is another.
pub(crate) fn law_progress<E: End>(taken: &Taken<'_, E>) {
    let next = taken.after.next_deadline();
    assert!(next.is_none_or(|due| due.at > taken.after.now()), "a deadline in the past: {taken:?}");
    assert_eq!(taken.step.deadline_changed(), taken.before.next_deadline() != next, "deadline_changed: {taken:?}");
}

/// Law *no hidden deadline*: between now and the next deadline, early and repeated wakes make no difference.
pub(crate) fn law_no_hidden_deadline<E: End>(call: &E) {
    let end = call.next_deadline().map_or(Timestamp::MAX, |due| due.at);
    let mut exact = call.clone();
    let expected = exact.handle(end, E::WAKE);
    let early = end.as_millis().saturating_sub(1);
    let middle = call.now().as_millis() + (early.saturating_sub(call.now().as_millis())) / 2;
    let mut woken = call.clone();
    for now in [call.now().as_millis(), middle, early] {
        let step = woken.handle(Timestamp::from_millis(now.max(call.now().as_millis())), E::WAKE);
        assert!(step.outputs().is_empty() && !step.deadline_changed(), "due before its deadline: {call:?}: {step:?}");
        assert_eq!(step.verdict(), Verdict::NoChange);
    }
    assert_eq!(woken.handle(end, E::WAKE), expected, "an early wake made a difference: {call:?}");
    assert_eq!(woken, exact);
    let twice = woken.handle(end, E::WAKE);
    assert!(twice.outputs().is_empty() && woken == exact, "a second wake made a difference: {call:?}");
}

/// Law *forward*: every move is one that the table has, each starts where the last one ended, and `terminated` absorbs.
pub(crate) fn law_forward<E: End>(taken: &Taken<'_, E>) {
    let mut state = taken.before.state();
    for timed in taken.step.outputs() {
        let to = match E::told(&timed.output) {
            Told::State(from, to) => {
                assert_eq!(from, state, "a move from elsewhere: {taken:?}");
                to
            }
            Told::Ended(..) => CallState::Terminated,
            Told::Operations(_) | Told::Answer | Told::Other => continue,
        };
        assert!(E::may_move(state, to), "{state} to {to}: {taken:?}");
        state = to;
    }
    assert_eq!(state, taken.after.state(), "moved without a word: {taken:?}");
}

/// Law *once*: the call and each operation end once, each that was started ends, and a cause stays.
pub(crate) fn law_once<E: End>(taken: &Taken<'_, E>) {
    let told: Vec<Told> = taken.step.outputs().iter().map(|timed| E::told(&timed.output)).collect();
    let ends = told.iter().filter(|told| matches!(told, Told::Ended(..))).count();
    let over = |call: &E| usize::from(call.state() == CallState::Terminated);
    assert_eq!(over(taken.before) + ends, over(taken.after), "the end is told {ends} times: {taken:?}");
    if let Some(cause) = taken.before.cause() {
        assert_eq!(taken.after.cause(), Some(cause), "another cause: {taken:?}");
    }
    let is_open = |call: &E, slot: Slot| usize::from(call.open().contains(&(slot, true)));
    let mut started = 0;
    for index in 0..Slots::MAX {
        let slot = Slot::new(u8::try_from(index).unwrap());
        let ended = told
            .iter()
            .filter(|told| matches!(told, Told::Ended(_, slots) | Told::Operations(slots) if slots.contains(slot)))
            .count();
        // Opened before or now, and ended now or open after.
        let opened = (is_open(taken.after, slot) + ended).checked_sub(is_open(taken.before, slot));
        started += opened.unwrap_or_else(|| panic!("{slot:?} vanished: {taken:?}"));
    }
    assert!(started <= 1, "{started} operations from one event: {taken:?}");
    assert!(started == 0 || taken.step.verdict().is_applied(), "started, though not applied: {taken:?}");
    if !E::may_operate(taken.after.state()) {
        assert!(taken.after.open().iter().all(|(_, open)| !open), "outlived its call: {taken:?}");
    }
}

/// Law *clock*: an earlier time counts as the last one, is reported, and loses no event.
pub(crate) fn law_clock<E: End>(taken: &Taken<'_, E>) {
    assert_eq!(taken.step.clock_regressed(), taken.now < taken.before.now(), "{taken:?}");
    assert_eq!(taken.after.now(), taken.now.later(taken.before.now()), "{taken:?}");
    if taken.step.clock_regressed() {
        let mut clamped = taken.before.clone();
        let step = clamped.handle(taken.before.now(), taken.event.clone());
        assert_eq!(&clamped, taken.after, "not clamped: {taken:?}");
        assert_eq!((step.verdict(), step.outputs()), (taken.step.verdict(), taken.step.outputs()));
    }
    assert!(taken.step.outputs().iter().all(|timed| timed.at <= taken.after.now()), "told before its time: {taken:?}");
}

/// Law *round trip*: what is restored is what was, to the bit, at any point.
pub(crate) fn law_round_trip<E: End>(call: &E) {
    let bytes = call.snapshot_bytes();
    let restored = call.restored(&bytes);
    assert_eq!(&restored, call);
    assert_eq!((restored.snapshot_bytes(), restored.digest()), (bytes, call.digest()));
}

/// Law *translation*: `other`, which was led the same way `span` later, answers the same, `span` later.
pub(crate) fn law_translation<E: End>(taken: &Taken<'_, E>, other: &mut E, span: Span) {
    let step = other.handle(taken.now.saturating_add(span), E::shifted(taken.event, span));
    let shift = |at: Timestamp| at.saturating_add(span);
    assert_eq!(step.verdict(), taken.step.verdict(), "{taken:?}");
    let expected: Vec<_> =
        taken.step.outputs().iter().map(|timed| Timed { at: shift(timed.at), output: timed.output }).collect();
    assert_eq!(step.outputs(), expected, "{taken:?}");
    assert_eq!(
        (step.clock_regressed(), step.deadline_changed()),
        (taken.step.clock_regressed(), taken.step.deadline_changed())
    );
    let due = |call: &E, by: Span| call.next_deadline().map(|due| (due.at.saturating_add(by), due.kind));
    assert_eq!(due(other, Span::ZERO), due(taken.after, span), "{taken:?}");
    assert_eq!(
        (other.state(), other.cause(), other.open()),
        (taken.after.state(), taken.after.cause(), taken.after.open())
    );
}

/// Outputs come in order of time.
pub(crate) fn law_order<E: End>(taken: &Taken<'_, E>) {
    assert!(taken.step.outputs().is_sorted_by_key(|timed| timed.at), "out of order: {taken:?}");
}

/// Takes an event in, and checks what holds of every step.
pub(crate) fn checked<E: End>(call: &mut E, now: Timestamp, event: &E::Event) -> Step<E::Output> {
    let before = call.clone();
    let step = call.handle(now, event.clone());
    let taken = Taken { before: &before, now, event, after: call, step: &step };
    law_determinism(&taken);
    law_inert(&taken);
    law_progress(&taken);
    law_forward(&taken);
    law_once(&taken);
    law_clock(&taken);
    law_order(&taken);
    law_round_trip(call);
    law_no_hidden_deadline(call);
    step
}
