//! The laws that need a trial: a copy of the machine handles other events.

use core::time::Duration;

use call_lifecycle::{Step, Timed, Timestamp, Verdict};

use super::observation::Observation;
use crate::{Effect, End, Law, Violation};

/// Checks the laws that need a trial: a copy of the machine handles other events. This takes
/// several times the work of the step itself.
///
/// # Errors
/// The first law that does not hold.
pub fn check_by_trial<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    let mut again = observed.before.clone();
    handle_again(&mut again, observed)?;
    let (same_digest, survives) = observed.after.has_digest_and_survives(&again);
    Violation::unless(same_digest, Law::Determinism, OTHER_DIGEST)?;
    if *observed.event != E::WAKE {
        // A wake that is handled again does what a wake does.
        inert(observed)?;
    }
    clock_clamped(observed)?;
    Violation::unless(survives, Law::RoundTrip, NOT_RESTORED)?;
    // `again` is equal to the machine after the event by now: using it saves a copy.
    wake_early(observed.after, &mut again)
}

/// Law *determinism*: handling the event again gives the same, and `check` predicts the verdict.
///
/// # Errors
/// What differs.
pub fn determinism<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    let mut again = observed.before.clone();
    handle_again(&mut again, observed)?;
    Violation::unless(again.has_digest_of(observed.after), Law::Determinism, OTHER_DIGEST)
}

const OTHER_DIGEST: &str = "equal machines have different digests";

/// The law *determinism* but for the digest: `again`, which is the machine before the event, handles
/// it.
fn handle_again<E: End>(again: &mut E, observed: &Observation<'_, E>) -> Result<(), Violation> {
    let holds = |holds, why| Violation::unless(holds, Law::Determinism, why);
    let mut step = Step::new();
    holds(again.check(observed.now, observed.event) == observed.step.verdict(), "check and handle differ")?;
    again.handle_into(observed.now, observed.event, &mut step);
    holds(step == *observed.step, "the same event gives another step")?;
    holds(*again == *observed.after, "the same event leaves another machine")
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
    let (mut woken, mut wake) = (observed.before.clone(), Step::new());
    woken.handle_into(observed.now, &E::WAKE, &mut wake);
    holds(woken == *observed.after, "an event that was not applied changed something")?;
    let outputs = observed.step.outputs().iter().filter(|timed| E::effect(&timed.output) != Effect::Answer);
    holds(outputs.eq(wake.outputs()), "an event that was not applied had outputs")?;
    let same_deadline = wake.deadline_changed() == observed.step.deadline_changed();
    holds(same_deadline, "an event that was not applied moved the deadline")
}

/// Law *no hidden deadline*: early and repeated wakes make no difference.
///
/// # Errors
/// Which wake made a difference.
pub fn no_hidden_deadline<E: End>(end: &E) -> Result<(), Violation> {
    wake_early(end, &mut end.clone())
}

/// The same with `woken`, which is equal to the machine.
fn wake_early<E: End>(end: &E, woken: &mut E) -> Result<(), Violation> {
    let holds = |holds, why| Violation::unless(holds, Law::NoHiddenDeadline, why);
    let at = end.next_deadline().map_or(Timestamp::MAX, |due| due.at);
    let (mut exact, mut expected) = (end.clone(), Step::new());
    exact.handle_into(at, &E::WAKE, &mut expected);
    let now = end.now().as_millis();
    let early = at.as_millis().saturating_sub(1).max(now);
    let mut step = Step::new();
    for now in [now, now.midpoint(early), early] {
        woken.handle_into(Timestamp::from_millis(now), &E::WAKE, &mut step);
        let quiet = step.outputs().is_empty() && !step.deadline_changed() && step.verdict() == Verdict::NoChange;
        holds(quiet, "something was due before the deadline")?;
    }
    woken.handle_into(at, &E::WAKE, &mut step);
    holds(step == expected && *woken == exact, "an early wake made a difference")?;
    woken.handle_into(at, &E::WAKE, &mut step);
    holds(step.outputs().is_empty() && *woken == exact, "a second wake made a difference")
}

/// Law *clock*: an earlier time counts as the latest one, and loses no event.
///
/// # Errors
/// That the machine did something else than at the latest time.
pub fn clock_clamped<E: End>(observed: &Observation<'_, E>) -> Result<(), Violation> {
    if !observed.step.clock_regressed() {
        return Ok(());
    }
    let (mut other, mut step) = (observed.before.clone(), Step::new());
    other.handle_into(observed.before.now(), observed.event, &mut step);
    let same = step.verdict() == observed.step.verdict() && step.outputs() == observed.step.outputs();
    Violation::unless(same && other == *observed.after, Law::Clock, "an earlier time does not count as the latest one")
}

/// Law *round trip*: a restored machine is equal to the original.
///
/// # Errors
/// That it is not.
pub fn round_trip<E: End>(end: &E) -> Result<(), Violation> {
    Violation::unless(end.survives_a_snapshot(), Law::RoundTrip, NOT_RESTORED)
}

const NOT_RESTORED: &str = "the restored machine differs from the original";

/// Law *translation*: `other`, which has handled the same events `by` later, handles this one too
/// and does the same, `by` later.
///
/// # Errors
/// What it does differently.
pub fn translation<E: End>(observed: &Observation<'_, E>, other: &mut E, by: Duration) -> Result<(), Violation> {
    let holds = |holds, why| Violation::unless(holds, Law::Translation, why);
    let mut step = Step::new();
    other.handle_into(observed.now.saturating_add(by), &E::shifted(observed.event, by), &mut step);
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
