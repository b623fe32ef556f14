//! The table as `smlang` has it.

use call_lifecycle::{CallState, Trigger};

smlang::statemachine! {
    derive_states: [Clone, Copy, Debug],
    derive_events: [Clone, Copy, Debug],
    transitions: {
        *Incoming + Answer = Establishing,
        Incoming + Redirect = Redirecting,
        Incoming + Reject = Terminated,
        Incoming + AnswerDeadline = Terminated,
        Establishing + PeerRings = Ringing,
        Establishing | Ringing + PeerConnects = Established,
        Establishing | Ringing + PeerDeclines = Terminated,
        Establishing | Ringing + PeerBusy = Terminated,
        Establishing | Ringing + PeerNoAnswer = Terminated,
        Establishing | Ringing + PeerFails = Terminated,
        Established + PeerHolds = Hold,
        Hold + PeerResumes = Established,
        Established + Transfer = Transferring,
        Transferring + TargetAccepts = TransferAccepted,
        Transferring | TransferAccepted + TransferFailed = Established,
        TransferAccepted + TransferCompleted = Terminated,
        Redirecting + Redirected = Terminated,
        Redirecting + RedirectFailed = Terminated,
        Redirecting + RedirectTimeout = Terminated,
        Incoming | Establishing | Ringing | Established | Hold | Transferring | TransferAccepted | Redirecting + HangUp = Terminating,
        Incoming | Establishing | Ringing | Established | Hold | Transferring | TransferAccepted | Redirecting + PeerHangsUp = Terminating,
        Incoming | Establishing | Ringing | Established | Hold | Transferring | TransferAccepted | Redirecting + KeepAliveExpired = Terminating,
        Incoming | Establishing | Ringing | Established | Hold | Transferring | TransferAccepted | Redirecting + MediaFailed = Terminating,
        Terminating + TornDown = Terminated,
        Terminating + TeardownDeadline = Terminated,
    }
}

/// Nothing is done on the way.
pub struct Nothing;

impl StateMachineContext for Nothing {}

pub const fn event(trigger: Trigger) -> Events {
    match trigger {
        Trigger::Answer => Events::Answer,
        Trigger::Redirect => Events::Redirect,
        Trigger::Reject => Events::Reject,
        Trigger::AnswerDeadline => Events::AnswerDeadline,
        Trigger::PeerRings => Events::PeerRings,
        Trigger::PeerConnects => Events::PeerConnects,
        Trigger::PeerDeclines => Events::PeerDeclines,
        Trigger::PeerBusy => Events::PeerBusy,
        Trigger::PeerNoAnswer => Events::PeerNoAnswer,
        Trigger::PeerFails => Events::PeerFails,
        Trigger::PeerHolds => Events::PeerHolds,
        Trigger::PeerResumes => Events::PeerResumes,
        Trigger::Transfer => Events::Transfer,
        Trigger::TransferAccepted => Events::TargetAccepts,
        Trigger::TransferFailed => Events::TransferFailed,
        Trigger::TransferCompleted => Events::TransferCompleted,
        Trigger::Redirected => Events::Redirected,
        Trigger::RedirectFailed => Events::RedirectFailed,
        Trigger::RedirectTimeout => Events::RedirectTimeout,
        Trigger::HangUp => Events::HangUp,
        Trigger::PeerHangsUp => Events::PeerHangsUp,
        Trigger::KeepAliveExpired => Events::KeepAliveExpired,
        Trigger::MediaFailed => Events::MediaFailed,
        Trigger::TornDown => Events::TornDown,
        Trigger::TeardownDeadline => Events::TeardownDeadline,
    }
}

pub const fn call_state(state: States) -> CallState {
    match state {
        States::Incoming => CallState::Incoming,
        States::Establishing => CallState::Establishing,
        States::Ringing => CallState::Ringing,
        States::Established => CallState::Established,
        States::Hold => CallState::Hold,
        States::Transferring => CallState::Transferring,
        States::TransferAccepted => CallState::TransferAccepted,
        States::Redirecting => CallState::Redirecting,
        States::Terminating => CallState::Terminating,
        States::Terminated => CallState::Terminated,
    }
}
