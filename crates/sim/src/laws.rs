//! The laws that speak of one step, as predicates: for tests, fuzzers and simulators, of this crate
//! and of others.
//!
//! Each predicate looks at an [`Observation`]: the machine before and after, the event and the
//! step. It reports what does not hold. The predicates need no allocator, do not panic, and know of
//! a machine only what [`End`] says.
//!
//! The laws *safe side* and *agreement* speak of both ends: see [`crate::joint`]. *Granularity*
//! speaks of whole runs; of one step, [`outputs_in_order`] checks that its outputs come in order of
//! time. *Total* (every event gives a step) holds if these checks return at all.
//!
//! ```
//! use call_lifecycle::{Id, Timestamp, app};
//! use call_lifecycle_sim::laws;
//!
//! let mut call = app::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
//! let due = call.next_deadline().unwrap().at;
//! let step = laws::handle_checked(&mut call, due, &app::Event::Wake)?;
//! assert_eq!(step.outputs().len(), 1); // a keepAlive is to be sent
//! # Ok::<(), call_lifecycle_sim::Violation>(())
//! ```

use core::time::Duration;

use call_lifecycle::{CallState, Slot, Slots, Step, Timed, Timestamp, Verdict};

use crate::{Effect, End, Law, Violation};

/// How many checks [`check_step`] makes.
pub(crate) const STEP_CHECKS: u32 = 5;
/// How many checks [`check_by_trial`] makes.
pub(crate) const TRIAL_CHECKS: u32 = 5;

/// One step of a machine, with the machine before and after it.
///
/// ```
/// use call_lifecycle::{Id, Timestamp, service};
/// use call_lifecycle_sim::laws::{self, Observation};
/// let before = service::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &service::Policy::DEFAULT);
/// let (mut after, now, event) = (before.clone(), Timestamp::from_millis(5), service::Event::Wake);
/// let step = after.handle(now, event);
/// let observed = Observation::new(&before, now, &event, &after, &step);
/// assert_eq!(laws::progress(&observed), Ok(()));
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Observation<'a, E: End> {
    /// The machine before.
    pub before: &'a E,
    /// The time that the machine was given.
    pub now: Timestamp,
    /// The event.
    pub event: &'a E::Event,
    /// The machine after.
    pub after: &'a E,
    /// What the machine returned.
    pub step: &'a Step<E::Output>,
}

impl<'a, E: End> Observation<'a, E> {
    /// Puts together what belongs to one step.
    #[must_use]
    pub const fn new(
        before: &'a E,
        now: Timestamp,
        event: &'a E::Event,
        after: &'a E,
        step: &'a Step<E::Output>,
    ) -> Self {
        Self { before, now, event, after, step }
    }
}

/// Handles an event, and checks every law that speaks of one step.
///
/// # Errors
/// The first law that does not hold. The machine has handled the event nevertheless.
pub fn handle_checked<E: End>(end: &mut E, now: Timestamp, event: &E::Event) -> Result<Step<E::Output>, Violation> {
    let before = end.clone();
    let step = end.handle(now, event.clone());
    let observed = Observation::new(&before, now, event, end, &step);
    check_step(&observed)?;
    check_by_trial(&observed)?;
    Ok(step)
}

/// Checks the laws that the step itself shows. This is cheap enough for every step of a long
/// simulation.
///
/// # Errors
/// The first law that does not hold.
pub fn check_step<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    progress(observed)?;
    forward(observed)?;
    once(observed)?;
    outputs_in_order(observed)?;
    clock_reported(observed)
}

/// Checks the laws that need a trial: a copy of the machine handles other events. This takes
/// several times the work of the step itself.
///
/// # Errors
/// The first law that does not hold.
pub fn check_by_trial<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    determinism(observed)?;
    inert(observed)?;
    clock_clamped(observed)?;
    round_trip(observed.after)?;
    no_hidden_deadline(observed.after)
}

/// Law *determinism*: handling the event again gives the same, and `check` predicts the verdict.
///
/// # Errors
/// What differs.
pub fn determinism<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    let holds = |holds, why| Violation::unless(holds, Law::Determinism, why);
    let mut again = observed.before.clone();
    holds(again.check(observed.now, observed.event) == observed.step.verdict(), "check and handle differ")?;
    let step = again.handle(observed.now, observed.event.clone());
    holds(step == *observed.step, "the same event gives another step")?;
    holds(again == *observed.after, "the same event leaves another machine")?;
    holds(again.has_digest_of(observed.after), "equal machines have different digests")
}

/// Law *inert*: an event that was not applied does what a wake does.
///
/// # Errors
/// What the event did, though it was not applied.
pub fn inert<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    if observed.step.verdict().is_applied() {
        return Ok(());
    }
    let holds = |holds, why| Violation::unless(holds, Law::Inert, why);
    let mut woken = observed.before.clone();
    let wake = woken.handle(observed.now, E::WAKE);
    holds(woken == *observed.after, "an event that was not applied changed something")?;
    let outputs = observed.step.outputs().iter().filter(|timed| E::effect(&timed.output) != Effect::Answer);
    holds(outputs.eq(wake.outputs()), "an event that was not applied had outputs")?;
    let same_deadline = wake.deadline_changed() == observed.step.deadline_changed();
    holds(same_deadline, "an event that was not applied moved the deadline")
}

/// Law *progress*: the next deadline is later than now, and the step says whether it changed.
///
/// # Errors
/// What is wrong with the deadline.
pub fn progress<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    let holds = |holds, why| Violation::unless(holds, Law::Progress, why);
    let next = observed.after.next_deadline();
    holds(next.is_none_or(|due| due.at > observed.after.now()), "the next deadline is in the past")?;
    let changed = observed.before.next_deadline() != next;
    holds(observed.step.deadline_changed() == changed, "the step is wrong about whether the deadline changed")
}

/// Law *no hidden deadline*: early and repeated wakes make no difference.
///
/// # Errors
/// Which wake made a difference.
pub fn no_hidden_deadline<E: End>(end: &E) -> Result<(), Violation> {
    let holds = |holds, why| Violation::unless(holds, Law::NoHiddenDeadline, why);
    let at = end.next_deadline().map_or(Timestamp::MAX, |due| due.at);
    let mut exact = end.clone();
    let expected = exact.handle(at, E::WAKE);
    let now = end.now().as_millis();
    let early = at.as_millis().saturating_sub(1).max(now);
    let mut woken = end.clone();
    for now in [now, now.midpoint(early), early] {
        let step = woken.handle(Timestamp::from_millis(now), E::WAKE);
        let quiet = step.outputs().is_empty() && !step.deadline_changed() && step.verdict() == Verdict::NoChange;
        holds(quiet, "something was due before the deadline")?;
    }
    holds(woken.handle(at, E::WAKE) == expected && woken == exact, "an early wake made a difference")?;
    holds(woken.handle(at, E::WAKE).outputs().is_empty() && woken == exact, "a second wake made a difference")
}

/// Law *forward*: every move is one that the table has, each starts where the last one ended, and
/// `terminated` is final.
///
/// # Errors
/// What is wrong with the moves.
pub fn forward<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    let holds = |holds, why| Violation::unless(holds, Law::Forward, why);
    let mut state = observed.before.state();
    for timed in observed.step.outputs() {
        let to = match E::effect(&timed.output) {
            Effect::State(from, to) => {
                holds(from == state, "a move starts in a state that the call is not in")?;
                to
            }
            Effect::Ended(..) => CallState::Terminated,
            Effect::OperationsEnded(_) | Effect::Answer | Effect::Other => continue,
        };
        holds(E::may_move(state, to), "the table does not have this move")?;
        state = to;
    }
    holds(state == observed.after.state(), "the call moved without an output")
}

/// Law *once*: the call and each operation end once, each operation that started ends, and a cause
/// stays.
///
/// # Errors
/// What ended too often, or not at all.
pub fn once<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    call_ends_once(observed)?;
    operations_end_once(observed)
}

fn call_ends_once<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    let holds = |holds, why| Violation::unless(holds, Law::Once, why);
    let ends = |timed: &&Timed<E::Output>| matches!(E::effect(&timed.output), Effect::Ended(..));
    let reported = observed.step.outputs().iter().filter(ends).count();
    let over = |end: &E| end.state() == CallState::Terminated;
    let expected = usize::from(over(observed.after) && !over(observed.before));
    holds(reported == expected, "the call's end was not reported exactly once")?;
    let (cause, ended) = (observed.before.cause(), observed.after.cause().is_some());
    holds(ended || !over(observed.after), "the call ended without a cause")?;
    holds(!ended || !observed.after.state().is_live(), "the call has a cause of its end, but lives")?;
    holds(cause.is_none() || cause == observed.after.cause(), "the cause changed after the end")
}

fn operations_end_once<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    let holds = |holds, why| Violation::unless(holds, Law::Once, why);
    let (before, after) = (observed.before.open(), observed.after.open());
    holds(after.is_empty() || E::may_operate(observed.after.state()), "an operation outlived its call")?;
    let ends = |timed: &Timed<E::Output>| match E::effect(&timed.output) {
        Effect::Ended(_, slots) | Effect::OperationsEnded(slots) => slots,
        Effect::State(..) | Effect::Answer | Effect::Other => Slots::default(),
    };
    if before == after && observed.step.outputs().iter().all(|timed| ends(timed).is_empty()) {
        return Ok(());
    }
    let mut started = 0_usize;
    for slot in (0..=u8::MAX).map(Slot::new).take(Slots::MAX) {
        // Whatever was open before, or opened now, has ended now or is open after.
        let ended = observed.step.outputs().iter().filter(|timed| ends(timed).contains(slot)).count();
        let opened = usize::from(after.contains(slot)).saturating_add(ended);
        let known = usize::from(before.contains(slot));
        holds(opened >= known, "an operation vanished without an output")?;
        started = started.saturating_add(opened.saturating_sub(known));
    }
    let most = usize::from(E::starts(observed.event));
    holds(started <= most, "an operation ended twice, or was started by nothing or together with another")?;
    let allowed = started == 0 || observed.step.verdict().is_applied();
    holds(allowed, "an event that was not applied started or ended something")
}

/// Law *clock*, as far as the step shows it: an earlier time is reported, the latest time counts,
/// and no output is early.
///
/// # Errors
/// What is wrong with the time.
pub fn clock_reported<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    let holds = |holds, why| Violation::unless(holds, Law::Clock, why);
    let backwards = observed.now < observed.before.now();
    holds(observed.step.clock_regressed() == backwards, "the step is wrong about whether time ran backwards")?;
    holds(observed.after.now() == observed.now.later(observed.before.now()), "the latest time does not count")?;
    // An output may be of long ago: a late 201 can show that the expiry has passed already.
    let none_early = observed.step.outputs().iter().all(|timed| timed.at <= observed.after.now());
    holds(none_early, "an output came before its time")
}

/// Law *clock*: an earlier time counts as the latest one, and loses no event.
///
/// # Errors
/// That the machine did something else than at the latest time.
pub fn clock_clamped<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    if !observed.step.clock_regressed() {
        return Ok(());
    }
    let mut other = observed.before.clone();
    let step = other.handle(observed.before.now(), observed.event.clone());
    let same = step.verdict() == observed.step.verdict() && step.outputs() == observed.step.outputs();
    Violation::unless(same && other == *observed.after, Law::Clock, "an earlier time does not count as the latest one")
}

/// A part of the law *granularity*: outputs come in order of time.
///
/// # Errors
/// That they do not.
pub fn outputs_in_order<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    let sorted = observed.step.outputs().is_sorted_by_key(|timed| timed.at);
    Violation::unless(sorted, Law::Granularity, "outputs are not in order of time")
}

/// Law *round trip*: a restored machine is equal to the original.
///
/// # Errors
/// That it is not.
pub fn round_trip<E: End>(end: &E) -> Result<(), Violation> {
    Violation::unless(end.survives_a_snapshot(), Law::RoundTrip, "the restored machine differs from the original")
}

/// Law *translation*: `other`, which has handled the same events `by` later, handles this one too
/// and does the same, `by` later.
///
/// # Errors
/// What it does differently.
pub fn translation<E: End>(observed: &Observation<'_, E>, other: &mut E, by: Duration) -> Result<(), Violation> {
    let holds = |holds, why| Violation::unless(holds, Law::Translation, why);
    let step = other.handle(observed.now.saturating_add(by), E::shifted(observed.event, by));
    let expected = observed.step.outputs().iter().map(|timed| Timed::new(timed.at.saturating_add(by), timed.output));
    holds(step.verdict() == observed.step.verdict(), "another verdict later")?;
    holds(step.outputs().iter().copied().eq(expected), "other outputs later")?;
    let flags = |step: &Step<E::Output>| (step.clock_regressed(), step.deadline_changed());
    holds(flags(&step) == flags(observed.step), "another step later")?;
    let due = |end: &E, by: Duration| end.next_deadline().map(|due| (due.at.saturating_add(by), due.kind));
    holds(due(other, Duration::ZERO) == due(observed.after, by), "another deadline later")?;
    let is = |end: &E| (end.state(), end.cause(), end.open());
    holds(is(other) == is(observed.after), "another machine later")
}
