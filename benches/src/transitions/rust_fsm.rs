//! The table as `rust-fsm` has it.

rust_fsm::state_machine! {
    #[derive(Clone, Copy, Debug)]
    #[state_machine(input(call_lifecycle::Trigger), state(call_lifecycle::CallState))]
    pub call(Incoming)

    Incoming => {
        Answer => Establishing,
        Redirect => Redirecting,
        Reject => Terminated,
        AnswerDeadline => Terminated,
        HangUp => Terminating,
        PeerHangsUp => Terminating,
        KeepAliveExpired => Terminating,
        MediaFailed => Terminating
    },
    Establishing => {
        PeerRings => Ringing,
        PeerConnects => Established,
        PeerDeclines => Terminated,
        PeerBusy => Terminated,
        PeerNoAnswer => Terminated,
        PeerFails => Terminated,
        HangUp => Terminating,
        PeerHangsUp => Terminating,
        KeepAliveExpired => Terminating,
        MediaFailed => Terminating
    },
    Ringing => {
        PeerConnects => Established,
        PeerDeclines => Terminated,
        PeerBusy => Terminated,
        PeerNoAnswer => Terminated,
        PeerFails => Terminated,
        HangUp => Terminating,
        PeerHangsUp => Terminating,
        KeepAliveExpired => Terminating,
        MediaFailed => Terminating
    },
    Established => {
        PeerHolds => Hold,
        Transfer => Transferring,
        HangUp => Terminating,
        PeerHangsUp => Terminating,
        KeepAliveExpired => Terminating,
        MediaFailed => Terminating
    },
    Hold => {
        PeerResumes => Established,
        HangUp => Terminating,
        PeerHangsUp => Terminating,
        KeepAliveExpired => Terminating,
        MediaFailed => Terminating
    },
    Transferring => {
        TransferAccepted => TransferAccepted,
        TransferFailed => Established,
        HangUp => Terminating,
        PeerHangsUp => Terminating,
        KeepAliveExpired => Terminating,
        MediaFailed => Terminating
    },
    TransferAccepted => {
        TransferFailed => Established,
        TransferCompleted => Terminated,
        HangUp => Terminating,
        PeerHangsUp => Terminating,
        KeepAliveExpired => Terminating,
        MediaFailed => Terminating
    },
    Redirecting => {
        Redirected => Terminated,
        RedirectFailed => Terminated,
        RedirectTimeout => Terminated,
        HangUp => Terminating,
        PeerHangsUp => Terminating,
        KeepAliveExpired => Terminating,
        MediaFailed => Terminating
    },
    Terminating => {
        TornDown => Terminated,
        TeardownDeadline => Terminated
    }
}
