//! Deadlines: which comes first, when they fire and what they do.
//!
//! In a step the deadlines that are due fire first. Then the event is handled. After that the first
//! of the deadlines is worked out, once, and its kind is remembered, so that its time is one look
//! away.

use super::event::Outputs;
use super::parts::Parts;
use super::policy::Settings;
use crate::{CallState, Deadline, DeadlineKind, Timestamp, Trigger};

/// The first deadline, as [`find_first`] has left it.
pub(super) fn first<const N: usize>(parts: &Parts<N>, settings: &Settings) -> Option<Deadline> {
    let kind = parts.first?;
    let at = match kind {
        DeadlineKind::KeepAliveExpiry => parts.keep_alive.expires_at(settings),
        DeadlineKind::Answer => parts.entered.after(settings.answer_deadline),
        DeadlineKind::Redirect => parts.entered.after(parts.redirect_timeout),
        DeadlineKind::Teardown => parts.entered.after(settings.teardown),
        kind => parts.media.limit(kind, &parts.operations),
    };
    Some(Deadline { at: at?, kind })
}

/// Works out which deadline is the first; of equal ones it is the one whose kind comes first.
#[inline(never)]
pub(super) fn find_first<const N: usize>(parts: &mut Parts<N>, settings: &Settings) -> Option<Deadline> {
    let (at, kind) = match parts.state {
        CallState::Terminated => (None, DeadlineKind::Teardown),
        CallState::Terminating => (parts.entered.after(settings.teardown), DeadlineKind::Teardown),
        CallState::Incoming => (parts.entered.after(settings.answer_deadline), DeadlineKind::Answer),
        CallState::Redirecting => (parts.entered.after(parts.redirect_timeout), DeadlineKind::Redirect),
        CallState::Establishing
        | CallState::Ringing
        | CallState::Established
        | CallState::Hold
        | CallState::Transferring
        | CallState::TransferAccepted => (None, DeadlineKind::KeepAliveExpiry),
    };
    let mut first = at.map(|at| Deadline { at, kind });
    if parts.state.is_live() {
        let at = parts.keep_alive.expires_at(settings);
        let expiry = at.map(|at| Deadline { at, kind: DeadlineKind::KeepAliveExpiry });
        first = Deadline::first(Deadline::first(expiry, first), parts.media.first_limit(&parts.operations));
    }
    parts.first = first.map(|first| first.kind);
    first
}

/// Fires the deadlines up to `now`, in order of time and each at its own time, and returns the
/// first that is left.
#[inline(never)]
pub(super) fn fire<const N: usize>(
    parts: &mut Parts<N>,
    mut due: Option<Deadline>,
    now: Timestamp,
    settings: &Settings,
    outputs: &mut Outputs<'_>,
) -> Option<Deadline> {
    // The call's own two or three, and one for each operation: each deadline ends what it belongs to.
    for _ in 0..N.saturating_add(3) {
        let Some(deadline) = due.filter(|due| due.at <= now) else { break };
        outputs.at = deadline.at;
        match deadline.kind {
            DeadlineKind::KeepAliveExpiry => parts.apply(Trigger::KeepAliveExpired, outputs),
            DeadlineKind::Answer => parts.apply(Trigger::AnswerDeadline, outputs),
            DeadlineKind::Redirect => parts.apply(Trigger::RedirectTimeout, outputs),
            DeadlineKind::Teardown => parts.apply(Trigger::TeardownDeadline, outputs),
            kind => parts.media.on_due(kind, &mut parts.operations, outputs),
        };
        due = find_first(parts, settings);
    }
    outputs.at = now;
    due
}
