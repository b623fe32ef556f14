//! The laws that speak of one step, as predicates: for tests, fuzzers and simulators, this crate's and others'.
//!
//! Each takes the machine before and after, the event and the step, and says what is broken. They need no allocator, panic at nothing, and know of a
//! machine no more than [`End`] does. *Safe side* and *agreement* speak of both ends: see [`super::joint`]. *Granularity* speaks of whole runs; of one step
//! there is only that its outputs come in order of time. That every event gives a step (*total*) is seen by these checks coming back at all.
//!
//! ```
//! use call_lifecycle::sim::laws;
//! use call_lifecycle::{Id, Timestamp, app};
//!
//! let mut call = app::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
//! let due = call.next_deadline().unwrap().at;
//! let step = laws::checked(&mut call, due, &app::Event::Wake)?;
//! assert_eq!(step.outputs().len(), 1); // a keepAlive is to be sent
//! # Ok::<(), call_lifecycle::sim::Broken>(())
//! ```

use super::{Broken, End, Law, Told};
use crate::{CallState, Slot, Slots, Span, Step, Timed, Timestamp, Verdict};

/// One step, with what was before and after it.
///
/// ```
/// use call_lifecycle::sim::laws::{self, Taken};
/// use call_lifecycle::{Id, Timestamp, service};
/// let before = service::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &service::Policy::DEFAULT);
/// let (mut after, now, event) = (before.clone(), Timestamp::from_millis(5), service::Event::Wake);
/// let step = after.handle(now, event);
/// let taken = Taken { before: &before, now, event: &event, after: &after, step: &step };
/// assert_eq!(laws::progress(&taken), Ok(()));
/// ```
#[derive(Debug)]
pub struct Taken<'a, E: End> {
    /// The machine before.
    pub before: &'a E,
    /// The time that it was told.
    pub now: Timestamp,
    /// The event.
    pub event: &'a E::Event,
    /// The machine after.
    pub after: &'a E,
    /// What it answered.
    pub step: &'a Step<E::Output>,
}

/// Takes an event in, and checks every law that speaks of one step.
///
/// # Errors
/// The first law that is broken. The event was taken in nevertheless.
pub fn checked<E: End>(end: &mut E, now: Timestamp, event: &E::Event) -> Result<Step<E::Output>, Broken> {
    let before = end.clone();
    let step = end.handle(now, event.clone());
    let taken = Taken { before: &before, now, event, after: end, step: &step };
    at_a_glance(&taken)?;
    by_trial(&taken)?;
    Ok(step)
}

/// The laws that are seen by looking at the step: cheap enough for every step of a long simulation.
///
/// # Errors
/// The first law that is broken.
pub fn at_a_glance<E: End>(taken: &Taken<'_, E>) -> Result<(), Broken> {
    progress(taken)?;
    forward(taken)?;
    once(taken)?;
    order(taken)?;
    reported(taken)
}

/// The laws that are seen by trying out what else could have been: several times the work of the step itself.
///
/// # Errors
/// The first law that is broken.
pub fn by_trial<E: End>(taken: &Taken<'_, E>) -> Result<(), Broken> {
    determinism(taken)?;
    inert(taken)?;
    clamped(taken)?;
    round_trip(taken.after)?;
    no_hidden_deadline(taken.after)
}

/// Law *determinism*: once more gives the same, and asking first does too.
///
/// # Errors
/// What differs.
pub fn determinism<E: End>(taken: &Taken<'_, E>) -> Result<(), Broken> {
    let broken = |holds, why| Broken::unless(holds, Law::Determinism, why);
    let mut again = taken.before.clone();
    broken(again.check(taken.now, taken.event) == taken.step.verdict(), "check and handle differ")?;
    let step = again.handle(taken.now, taken.event.clone());
    broken(step == *taken.step, "the same event gives another step")?;
    broken(again == *taken.after, "the same event leaves another machine")?;
    broken(again.digest() == taken.after.digest(), "equal machines have different digests")
}

/// Law *inert*: what was not applied is a wake.
///
/// # Errors
/// What the event did, though it was not applied.
pub fn inert<E: End>(taken: &Taken<'_, E>) -> Result<(), Broken> {
    if taken.step.verdict().is_applied() {
        return Ok(());
    }
    let broken = |holds, why| Broken::unless(holds, Law::Inert, why);
    let mut woken = taken.before.clone();
    let wake = woken.handle(taken.now, E::WAKE);
    broken(woken == *taken.after, "an event that was not applied changed something")?;
    let said = taken.step.outputs().iter().filter(|timed| E::told(&timed.output) != Told::Answer);
    broken(said.eq(wake.outputs()), "an event that was not applied had outputs")?;
    broken(wake.deadline_changed() == taken.step.deadline_changed(), "an event that was not applied moved the deadline")
}

/// Law *progress*: the next deadline lies ahead, and a step says whether it is another.
///
/// # Errors
/// What is wrong with the deadline.
pub fn progress<E: End>(taken: &Taken<'_, E>) -> Result<(), Broken> {
    let broken = |holds, why| Broken::unless(holds, Law::Progress, why);
    let next = taken.after.next_deadline();
    broken(next.is_none_or(|due| due.at > taken.after.now()), "the next deadline is in the past")?;
    let changed = taken.before.next_deadline() != next;
    broken(taken.step.deadline_changed() == changed, "the step is wrong about whether the deadline changed")
}

/// Law *no hidden deadline*: between now and the next deadline, early and repeated wakes make no difference.
///
/// # Errors
/// Which wake made one.
pub fn no_hidden_deadline<E: End>(end: &E) -> Result<(), Broken> {
    let broken = |holds, why| Broken::unless(holds, Law::NoHiddenDeadline, why);
    let at = end.next_deadline().map_or(Timestamp::MAX, |due| due.at);
    let mut exact = end.clone();
    let expected = exact.handle(at, E::WAKE);
    let now = end.now().as_millis();
    let early = at.as_millis().saturating_sub(1).max(now);
    let mut woken = end.clone();
    for now in [now, now.midpoint(early), early] {
        let step = woken.handle(Timestamp::from_millis(now), E::WAKE);
        let quiet = step.outputs().is_empty() && !step.deadline_changed() && step.verdict() == Verdict::NoChange;
        broken(quiet, "something was due before the deadline")?;
    }
    broken(woken.handle(at, E::WAKE) == expected && woken == exact, "an early wake made a difference")?;
    broken(woken.handle(at, E::WAKE).outputs().is_empty() && woken == exact, "a second wake made a difference")
}

/// Law *forward*: every move is one that the table has, each starts where the last one ended, and `terminated` absorbs.
///
/// # Errors
/// What is wrong with the moves.
pub fn forward<E: End>(taken: &Taken<'_, E>) -> Result<(), Broken> {
    let broken = |holds, why| Broken::unless(holds, Law::Forward, why);
    let mut state = taken.before.state();
    for timed in taken.step.outputs() {
        let to = match E::told(&timed.output) {
            Told::State(from, to) => {
                broken(from == state, "a move starts where the call is not")?;
                to
            }
            Told::Ended(..) => CallState::Terminated,
            Told::Operations(_) | Told::Answer | Told::Other => continue,
        };
        broken(E::may_move(state, to), "a move that the table does not have")?;
        state = to;
    }
    broken(state == taken.after.state(), "the call moved without a word")
}

/// Law *once*: the call and each operation end once, each that was started ends, and a cause stays.
///
/// # Errors
/// What ended too often, or not at all.
pub fn once<E: End>(taken: &Taken<'_, E>) -> Result<(), Broken> {
    let broken = |holds, why| Broken::unless(holds, Law::Once, why);
    let told = taken.step.outputs().iter().filter(|timed| matches!(E::told(&timed.output), Told::Ended(..))).count();
    let over = |end: &E| end.state() == CallState::Terminated;
    let expected = usize::from(over(taken.after) && !over(taken.before));
    broken(told == expected, "the call's end was not told once")?;
    let (cause, ended) = (taken.before.cause(), taken.after.cause().is_some());
    broken(ended || !over(taken.after), "an end without a cause")?;
    broken(!ended || !taken.after.state().is_live(), "a cause, and the call lives")?;
    broken(cause.is_none() || cause == taken.after.cause(), "another cause after the end")?;

    let (before, after) = (taken.before.open(), taken.after.open());
    broken(after.is_empty() || E::may_operate(taken.after.state()), "an operation outlived its call")?;
    let ends = |timed: &Timed<E::Output>| match E::told(&timed.output) {
        Told::Ended(_, slots) | Told::Operations(slots) => slots,
        Told::State(..) | Told::Answer | Told::Other => Slots::default(),
    };
    if before == after && taken.step.outputs().iter().all(|timed| ends(timed).is_empty()) {
        return Ok(());
    }
    let mut started = 0_usize;
    for slot in (0..=u8::MAX).map(Slot::new).take(Slots::MAX) {
        // Opened before or now, and ended now or open after.
        let ended = taken.step.outputs().iter().filter(|timed| ends(timed).contains(slot)).count();
        let opened = usize::from(after.contains(slot)).saturating_add(ended);
        let known = usize::from(before.contains(slot));
        broken(opened >= known, "an operation vanished without a word")?;
        started = started.saturating_add(opened.saturating_sub(known));
    }
    let most = usize::from(E::starts(taken.event));
    broken(started <= most, "an operation ended twice, or was started by nothing or together with another")?;
    broken(
        started == 0 || taken.step.verdict().is_applied(),
        "an event that was not applied started or ended something",
    )
}

/// Law *clock*, as far as the step shows it: an earlier time is reported, the latest one counts, and nothing is told before its time.
///
/// # Errors
/// What is wrong with the time.
pub fn reported<E: End>(taken: &Taken<'_, E>) -> Result<(), Broken> {
    let broken = |holds, why| Broken::unless(holds, Law::Clock, why);
    let backwards = taken.now < taken.before.now();
    broken(taken.step.clock_regressed() == backwards, "the step is wrong about whether time ran backwards")?;
    broken(taken.after.now() == taken.now.later(taken.before.now()), "the latest time does not count")?;
    // It may be of long ago: a late 201 can show that the expiry has passed already.
    let told = taken.step.outputs().iter().all(|timed| timed.at <= taken.after.now());
    broken(told, "an output was told before its time")
}

/// Law *clock*: an earlier time counts as the last one, and loses no event.
///
/// # Errors
/// What was done otherwise than at the last time.
pub fn clamped<E: End>(taken: &Taken<'_, E>) -> Result<(), Broken> {
    if !taken.step.clock_regressed() {
        return Ok(());
    }
    let mut other = taken.before.clone();
    let step = other.handle(taken.before.now(), taken.event.clone());
    let same = step.verdict() == taken.step.verdict() && step.outputs() == taken.step.outputs();
    Broken::unless(same && other == *taken.after, Law::Clock, "an earlier time does not count as the last one")
}

/// Of law *granularity*: outputs come in order of time.
///
/// # Errors
/// That they do not.
pub fn order<E: End>(taken: &Taken<'_, E>) -> Result<(), Broken> {
    let sorted = taken.step.outputs().is_sorted_by_key(|timed| timed.at);
    Broken::unless(sorted, Law::Granularity, "outputs are not in order of time")
}

/// Law *round trip*: what is restored is what was.
///
/// # Errors
/// That it is not.
pub fn round_trip<E: End>(end: &E) -> Result<(), Broken> {
    Broken::unless(end.survives_a_snapshot(), Law::RoundTrip, "what is restored is not what was")
}

/// Law *translation*: `other`, which was led the same way `by` later, takes the event in too, and answers the same, `by` later.
///
/// # Errors
/// What it does otherwise.
pub fn translation<E: End>(taken: &Taken<'_, E>, other: &mut E, by: Span) -> Result<(), Broken> {
    let broken = |holds, why| Broken::unless(holds, Law::Translation, why);
    let step = other.handle(taken.now.saturating_add(by), E::shifted(taken.event, by));
    let expected =
        taken.step.outputs().iter().map(|timed| Timed { at: timed.at.saturating_add(by), output: timed.output });
    broken(step.verdict() == taken.step.verdict(), "another verdict later")?;
    broken(step.outputs().iter().copied().eq(expected), "other outputs later")?;
    let said = |step: &Step<E::Output>| (step.clock_regressed(), step.deadline_changed());
    broken(said(&step) == said(taken.step), "another step later")?;
    let due = |end: &E, by: Span| end.next_deadline().map(|due| (due.at.saturating_add(by), due.kind));
    broken(due(other, Span::ZERO) == due(taken.after, by), "another deadline later")?;
    let is = |end: &E| (end.state(), end.cause(), end.open());
    broken(is(other) == is(taken.after), "another machine later")
}
