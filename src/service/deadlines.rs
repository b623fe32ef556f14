//! Deadlines: which comes first, when they fire and what they do.
//!
//! In a step the deadlines that are due fire first. Then the event is handled. After that the first
//! of the deadlines is worked out, once, and its kind is remembered, so that its time is one look
//! away.

use super::event::Outputs;
use super::parts::Parts;
use super::policy::Policy;
use crate::{CallState, Deadline, DeadlineKind, Timestamp};

/// The first deadline, as [`find_first`] has left it.
pub(super) fn first<const N: usize>(parts: &Parts<'_, N>) -> Option<Deadline> {
    of(parts.first?, parts)
}

/// A deadline with the time at which it fires; none past the end of time.
#[cfg_attr(target_os = "none", inline(never))]
fn of<const N: usize>(kind: DeadlineKind, parts: &Parts<'_, N>) -> Option<Deadline> {
    let Policy(settings) = parts.policy;
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
pub(super) fn find_first<const N: usize>(parts: &mut Parts<'_, N>) {
    let mut first: Option<Deadline> = None;
    // In the order of the kinds: of equal ones the one that comes first is kept.
    let mut consider = |kind| {
        let deadline = of(kind, parts);
        if deadline.is_some_and(|deadline| first.is_none_or(|first| deadline.at < first.at)) {
            first = deadline;
        }
    };
    if parts.state.is_live() {
        consider(DeadlineKind::KeepAliveExpiry);
    }
    match parts.state {
        CallState::Incoming => consider(DeadlineKind::Answer),
        CallState::Redirecting => consider(DeadlineKind::Redirect),
        CallState::Terminating => consider(DeadlineKind::Teardown),
        CallState::Establishing
        | CallState::Ringing
        | CallState::Established
        | CallState::Hold
        | CallState::Transferring
        | CallState::TransferAccepted
        | CallState::Terminated => {}
    }
    if let Some(silence) = parts.media.silence(&parts.operations) {
        consider(silence);
    }
    if parts.media.running.is_some() {
        consider(DeadlineKind::MaxRecordDuration);
    }
    parts.first = first.map(|first| first.kind);
}

/// Fires the deadlines up to `now`, in order of time and each at its own time.
#[inline(never)]
pub(super) fn fire<const N: usize>(parts: &mut Parts<'_, N>, now: Timestamp, outputs: &mut Outputs<'_>) {
    // The call's own two or three, and one for each operation: each deadline ends what it belongs to.
    for _ in 0..N.saturating_add(3) {
        let Some(deadline) = first(parts).filter(|due| due.at <= now) else { break };
        outputs.at = deadline.at;
        parts.on_due(deadline.kind, outputs);
        find_first(parts);
    }
    outputs.at = now;
}
