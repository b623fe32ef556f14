//! What is due when, and what is done then.

use super::{Call, Output};
use crate::record::{RecordPhase, RecordTrigger};
use crate::{CallState, Deadline, DeadlineKind, Step, Timestamp, Trigger};

impl<const N: usize> Call<'_, N> {
    /// When to wake it next: later than the last `now`, or never. The answer may change with every call of [`Call::handle`], which says
    /// whether it did.
    #[must_use]
    pub fn next_deadline(&self) -> Option<Deadline> {
        let settings = self.policy.settings();
        let mut first = None;
        // One that lies past the end of time is none.
        let mut add = |from: Timestamp, millis: u64, kind| {
            let at = from.as_millis().checked_add(millis).map(Timestamp::from_millis);
            first = Deadline::first(first, at.map(|at| Deadline { at, kind }));
        };
        if self.state.is_live() {
            add(self.anchor, settings.expiry.as_millis().into(), DeadlineKind::KeepAliveExpiry);
        }
        let of_state = match self.state {
            CallState::Incoming => Some((settings.answer_deadline, DeadlineKind::Answer)),
            CallState::Redirecting => Some((self.redirect_timeout, DeadlineKind::Redirect)),
            CallState::Terminating => Some((settings.teardown, DeadlineKind::Teardown)),
            _ => None,
        };
        if let Some((span, kind)) = of_state {
            add(self.entered, span.as_millis().into(), kind);
        }
        if let Some((_, operation)) = self.operations.running() {
            let parameters = &operation.parameters;
            let (silence, kind) = match operation.phase {
                RecordPhase::Listening => (parameters.initial_silence_millis(), DeadlineKind::InitialSilence),
                RecordPhase::Pausing => (parameters.max_silence_millis(), DeadlineKind::MaxSilence),
                _ => (None, DeadlineKind::MaxSilence),
            };
            if let Some(millis) = silence {
                add(self.since, millis, kind);
            }
            let duration = parameters.max_duration_millis().filter(|_| operation.phase.is_recording());
            if let Some(millis) = duration {
                add(self.started, millis, DeadlineKind::MaxRecordDuration);
            }
        }
        first
    }

    /// Fires the deadlines up to `now`.
    #[inline(never)]
    pub(super) fn settle(&mut self, now: Timestamp, step: &mut Step<Output>) {
        // The call's own two or three, and one for each operation: each deadline ends what it belongs to.
        for _ in 0..N.saturating_add(3) {
            let Some(due) = self.next_deadline().filter(|due| due.at <= now) else { return };
            self.now = due.at;
            match due.kind {
                DeadlineKind::KeepAliveExpiry => self.apply(Trigger::KeepAliveExpired, step),
                DeadlineKind::Answer => self.apply(Trigger::AnswerDeadline, step),
                DeadlineKind::Redirect => self.apply(Trigger::RedirectTimeout, step),
                DeadlineKind::Teardown => self.apply(Trigger::TeardownDeadline, step),
                kind => self.media_due(kind, step),
            };
        }
    }

    /// A deadline of the running recording has passed.
    fn media_due(&mut self, kind: DeadlineKind, step: &mut Step<Output>) -> bool {
        let trigger = match kind {
            DeadlineKind::InitialSilence => RecordTrigger::InitialSilence,
            DeadlineKind::MaxSilence => RecordTrigger::MaxSilence,
            _ => RecordTrigger::MaxDuration,
        };
        self.operations.running().map(|(slot, _)| slot).is_some_and(|slot| self.advance(slot, trigger, step))
    }
}
