//! The table as `statig` has it: a handler for each state, and a superstate for what all live ones
//! have in common.

use call_lifecycle::{CallState, Trigger};
use statig::prelude::*;

#[derive(Default)]
pub struct Call;

#[state_machine(initial = "State::incoming()", state(derive(Clone, Copy, Debug)))]
impl Call {
    #[state(superstate = "live")]
    fn incoming(event: &Trigger) -> Outcome<State> {
        match event {
            Trigger::Answer => Transition(State::establishing()),
            Trigger::Redirect => Transition(State::redirecting()),
            Trigger::Reject | Trigger::AnswerDeadline => Transition(State::terminated()),
            _ => Super,
        }
    }

    #[state(superstate = "connecting")]
    fn establishing(event: &Trigger) -> Outcome<State> {
        match event {
            Trigger::PeerRings => Transition(State::ringing()),
            _ => Super,
        }
    }

    #[state(superstate = "connecting")]
    fn ringing() -> Outcome<State> {
        Super
    }

    #[state(superstate = "live")]
    fn established(event: &Trigger) -> Outcome<State> {
        match event {
            Trigger::PeerHolds => Transition(State::hold()),
            Trigger::Transfer => Transition(State::transferring()),
            _ => Super,
        }
    }

    #[state(superstate = "live")]
    fn hold(event: &Trigger) -> Outcome<State> {
        match event {
            Trigger::PeerResumes => Transition(State::established()),
            _ => Super,
        }
    }

    #[state(superstate = "live")]
    fn transferring(event: &Trigger) -> Outcome<State> {
        match event {
            Trigger::TransferAccepted => Transition(State::transfer_accepted()),
            Trigger::TransferFailed => Transition(State::established()),
            _ => Super,
        }
    }

    #[state(superstate = "live")]
    fn transfer_accepted(event: &Trigger) -> Outcome<State> {
        match event {
            Trigger::TransferFailed => Transition(State::established()),
            Trigger::TransferCompleted => Transition(State::terminated()),
            _ => Super,
        }
    }

    #[state(superstate = "live")]
    fn redirecting(event: &Trigger) -> Outcome<State> {
        match event {
            Trigger::Redirected | Trigger::RedirectFailed | Trigger::RedirectTimeout => Transition(State::terminated()),
            _ => Super,
        }
    }

    #[state]
    fn terminating(event: &Trigger) -> Outcome<State> {
        match event {
            Trigger::TornDown | Trigger::TeardownDeadline => Transition(State::terminated()),
            _ => Handled,
        }
    }

    #[state]
    fn terminated() -> Outcome<State> {
        Handled
    }

    #[superstate(superstate = "live")]
    fn connecting(event: &Trigger) -> Outcome<State> {
        match event {
            Trigger::PeerConnects => Transition(State::established()),
            Trigger::PeerDeclines | Trigger::PeerBusy | Trigger::PeerNoAnswer | Trigger::PeerFails => {
                Transition(State::terminated())
            }
            _ => Super,
        }
    }

    #[superstate]
    fn live(event: &Trigger) -> Outcome<State> {
        match event {
            Trigger::HangUp | Trigger::PeerHangsUp | Trigger::KeepAliveExpired | Trigger::MediaFailed => {
                Transition(State::terminating())
            }
            _ => Handled,
        }
    }
}

/// The machine, ready to go.
pub type Machine = statig::blocking::InitializedStateMachine<Call>;

pub fn machine() -> Machine {
    Call.uninitialized_state_machine().init()
}

pub const fn call_state(state: State) -> CallState {
    match state {
        State::Incoming {} => CallState::Incoming,
        State::Establishing {} => CallState::Establishing,
        State::Ringing {} => CallState::Ringing,
        State::Established {} => CallState::Established,
        State::Hold {} => CallState::Hold,
        State::Transferring {} => CallState::Transferring,
        State::TransferAccepted {} => CallState::TransferAccepted,
        State::Redirecting {} => CallState::Redirecting,
        State::Terminating {} => CallState::Terminating,
        State::Terminated {} => CallState::Terminated,
    }
}
