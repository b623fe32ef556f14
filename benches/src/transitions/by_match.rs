//! The table as one would write it without one.

use call_lifecycle::{CallState, Trigger};

pub const fn next(state: CallState, trigger: Trigger) -> Option<CallState> {
    use {CallState as S, Trigger as T};
    Some(match (state, trigger) {
        (S::Incoming, T::Answer) => S::Establishing,
        (S::Incoming, T::Redirect) => S::Redirecting,
        (S::Incoming, T::Reject | T::AnswerDeadline) => S::Terminated,
        (S::Establishing, T::PeerRings) => S::Ringing,
        (S::Establishing | S::Ringing, T::PeerConnects) => S::Established,
        (S::Establishing | S::Ringing, T::PeerDeclines | T::PeerBusy | T::PeerNoAnswer | T::PeerFails) => S::Terminated,
        (S::Established, T::PeerHolds) => S::Hold,
        (S::Hold, T::PeerResumes) => S::Established,
        (S::Established, T::Transfer) => S::Transferring,
        (S::Transferring, T::TransferAccepted) => S::TransferAccepted,
        (S::Transferring | S::TransferAccepted, T::TransferFailed) => S::Established,
        (S::TransferAccepted, T::TransferCompleted) => S::Terminated,
        (S::Redirecting, T::Redirected | T::RedirectFailed | T::RedirectTimeout) => S::Terminated,
        (S::Terminating, T::TornDown | T::TeardownDeadline) => S::Terminated,
        (S::Terminating | S::Terminated, _) => return None,
        (_, T::HangUp | T::PeerHangsUp | T::KeepAliveExpired | T::MediaFailed) => S::Terminating,
        _ => return None,
    })
}
