//! The states of a call, and the causes of its end.

use call_lifecycle::{CallReport, CallState, Cause, ChangeType, ReportedState, ResultInfo, Trigger};

use CallState::{
    Established, Establishing, Hold, Incoming, Redirecting, Ringing, Terminated, Terminating, TransferAccepted,
    Transferring,
};

/// Neither terminating nor terminated.
pub fn live(state: CallState) -> bool {
    state != Terminating && state != Terminated
}

/// Where both sides are connected, so that operations can be started (choice 63: from `established`
/// on).
pub fn connected(state: CallState) -> bool {
    [Established, Hold, Transferring, TransferAccepted].contains(&state)
}

/// The table of a call's transitions, row for row (`docs/call-table.md`).
pub fn next(from: CallState, trigger: Trigger) -> Option<CallState> {
    use Trigger as T;
    match (from, trigger) {
        (Incoming, T::Answer) => Some(Establishing),
        (Incoming, T::Redirect) => Some(Redirecting),
        (Incoming, T::Reject | T::AnswerDeadline) => Some(Terminated),
        (Establishing, T::PeerRings) => Some(Ringing),
        (Establishing | Ringing, T::PeerConnects) => Some(Established),
        (Establishing | Ringing, T::PeerDeclines | T::PeerBusy | T::PeerNoAnswer | T::PeerFails) => Some(Terminated),
        (Established, T::PeerHolds) => Some(Hold),
        (Hold, T::PeerResumes) => Some(Established),
        (Established, T::Transfer) => Some(Transferring),
        (Transferring, T::TransferAccepted) => Some(TransferAccepted),
        (Transferring | TransferAccepted, T::TransferFailed) => Some(Established),
        (TransferAccepted, T::TransferCompleted) => Some(Terminated),
        (Redirecting, T::Redirected | T::RedirectFailed | T::RedirectTimeout) => Some(Terminated),
        (state, T::HangUp | T::PeerHangsUp | T::KeepAliveExpired | T::MediaFailed) if live(state) => Some(Terminating),
        (Terminating, T::TornDown | T::TeardownDeadline) => Some(Terminated),
        _ => None,
    }
}

/// Whether some row leads to this state by this trigger.
pub fn leads_to(trigger: Trigger, to: CallState) -> bool {
    CallState::ALL.iter().any(|&from| next(from, trigger) == Some(to))
}

/// Whether one or more rows lead from one state to the other (law *forward*).
pub fn reaches(from: CallState, to: CallState) -> bool {
    let mut reached = Vec::new();
    let mut open = vec![from];
    while let Some(state) = open.pop() {
        for next in Trigger::ALL.iter().filter_map(|&trigger| next(state, trigger)) {
            if !reached.contains(&next) {
                reached.push(next);
                open.push(next);
            }
        }
    }
    reached.contains(&to)
}

/// Why a call ends that the trigger takes out of the live states.
pub fn cause_of(trigger: Trigger) -> Cause {
    use Trigger as T;
    match trigger {
        T::Reject => Cause::Rejected,
        T::AnswerDeadline => Cause::AnswerTimeout,
        T::PeerDeclines => Cause::Declined,
        T::PeerBusy => Cause::Busy,
        T::PeerNoAnswer => Cause::NoAnswer,
        T::PeerFails => Cause::Failed,
        T::Redirected | T::RedirectFailed | T::RedirectTimeout => Cause::Redirected,
        T::TransferCompleted => Cause::Transferred,
        T::HangUp => Cause::LocalHangUp,
        T::PeerHangsUp => Cause::RemoteHangUp,
        T::KeepAliveExpired => Cause::KeepAliveExpired,
        T::MediaFailed => Cause::MediaFailed,
        other => panic!("{other} ends no live call"),
    }
}

/// The cause that a report of an end gives: that of the first row which matches. None where nothing
/// tells.
pub fn reported_cause(report: &CallReport, own: Option<Cause>) -> Option<Cause> {
    let code = report.result.map(|result| (result.code, result.subcode));
    match code {
        Some((408, Some(8537))) => return Some(Cause::KeepAliveExpired),
        Some((0 | 200, Some(7015))) => return Some(Cause::Transferred),
        _ if report.app_transferred => return Some(Cause::Transferred),
        _ => {}
    }
    own.or_else(|| match code? {
        (486, _) => Some(Cause::Busy),
        (487 | 603, _) => Some(Cause::Declined),
        (408 | 480, _) => Some(Cause::NoAnswer),
        (410, Some(301_005)) | (500, Some(1005)) => Some(Cause::MediaFailed),
        // "0 is used as success too" (choice 18).
        (0 | 200..=299, _) => Some(Cause::RemoteHangUp),
        _ => Some(Cause::Failed),
    })
}

/// "`notified deleted` on a call means terminated, whatever its body says."
pub fn reported_state(report: &CallReport) -> ReportedState {
    if report.change == ChangeType::Deleted { ReportedState::Known(Terminated) } else { report.state }
}

/// Whether a late code says what the first did not: all of it, or the subcode to the same code.
pub fn fills_in(known: Option<ResultInfo>, late: ResultInfo) -> bool {
    match known {
        None => true,
        Some(known) => known.subcode.is_none() && known.code == late.code && late.subcode.is_some(),
    }
}
