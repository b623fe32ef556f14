//! Deadlines: when they fire and what they do.

use super::Settings;
use super::outputs::Outputs;
use super::parts::Parts;
use crate::{CallState, Deadline, DeadlineKind, Timestamp, Trigger};

/// Works out the next deadline.
#[inline(never)]
pub(super) fn next<const N: usize>(parts: &Parts<N>, settings: &Settings) -> Option<Deadline> {
    let (span, kind) = match parts.state {
        CallState::Terminated => return None,
        CallState::Terminating => (settings.teardown, DeadlineKind::Teardown),
        CallState::Incoming => (settings.answer_deadline, DeadlineKind::Answer),
        CallState::Redirecting => (parts.redirect_timeout, DeadlineKind::Redirect),
        CallState::Establishing
        | CallState::Ringing
        | CallState::Established
        | CallState::Hold
        | CallState::Transferring
        | CallState::TransferAccepted => {
            let expiry = parts.keep_alive.deadline(settings);
            return Deadline::first(expiry, parts.media.deadline(&parts.operations));
        }
    };
    let of_state = Deadline::after(parts.entered, span.as_millis().into(), kind);
    if parts.state.is_live() { Deadline::first(parts.keep_alive.deadline(settings), of_state) } else { of_state }
}

/// Fires the deadlines up to `now`, in order of time and each at its own time, and returns the next one.
#[inline(never)]
pub(super) fn fire<const N: usize>(
    parts: &mut Parts<N>,
    settings: &Settings,
    mut due: Option<Deadline>,
    now: Timestamp,
    outputs: &mut Outputs<'_>,
) -> Option<Deadline> {
    // The call's own two or three, and one for each operation: each deadline ends what it belongs to.
    for _ in 0..N.saturating_add(3) {
        let Some(deadline) = due.filter(|due| due.at <= now) else { return due };
        outputs.at = deadline.at;
        match deadline.kind {
            DeadlineKind::KeepAliveExpiry => parts.apply(Trigger::KeepAliveExpired, outputs),
            DeadlineKind::Answer => parts.apply(Trigger::AnswerDeadline, outputs),
            DeadlineKind::Redirect => parts.apply(Trigger::RedirectTimeout, outputs),
            DeadlineKind::Teardown => parts.apply(Trigger::TeardownDeadline, outputs),
            kind => parts.media.on_due(kind, &mut parts.operations, outputs),
        };
        due = next(parts, settings);
    }
    due
}
