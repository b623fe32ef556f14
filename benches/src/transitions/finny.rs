//! The table as `finny` has it: a type for each state and for each trigger.

use call_lifecycle::{CallState, Trigger};
use finny::decl::{BuiltFsm, FsmBuilder};
use finny::inspect::null::InspectNull;
use finny::{FsmCurrentState, FsmEventQueueNull, FsmFactory, FsmFrontend, FsmTimersNull, finny_fsm};

/// Two types must not share a name, so the trigger `TransferAccepted` is `TargetAccepts` here.
macro_rules! call {
    (
        states: $($state:ident),+;
        triggers: $($trigger:ident = $name:ident),+;
        $($from:ident: $($by:ident => $to:ident),+;)+
    ) => {
        $(#[derive(Default)] pub struct $state;)+
        $(#[derive(Clone)] pub struct $name;)+

        #[finny_fsm]
        fn call(mut fsm: FsmBuilder<Call, ()>) -> BuiltFsm {
            fsm.initial_state::<Incoming>();
            $(fsm.state::<$state>();)+
            $($(fsm.state::<$from>().on_event::<$by>().transition_to::<$to>();)+)+
            fsm.build()
        }

        pub fn event(trigger: Trigger) -> Event {
            match trigger { $(Trigger::$trigger => $name.into(),)+ }
        }

        pub fn call_state(machine: &Machine) -> CallState {
            match machine.get_current_states() {
                [FsmCurrentState::State(state)] => match state { $(CallCurrentState::$state => CallState::$state,)+ },
                [FsmCurrentState::Stopped] => panic!("not started"),
            }
        }
    };
}

call! {
    states: Incoming, Establishing, Ringing, Established, Hold, Transferring, TransferAccepted, Redirecting, Terminating, Terminated;
    triggers: Answer = Answer, Redirect = Redirect, Reject = Reject, AnswerDeadline = AnswerDeadline, PeerRings = PeerRings,
        PeerConnects = PeerConnects, PeerDeclines = PeerDeclines, PeerBusy = PeerBusy, PeerNoAnswer = PeerNoAnswer,
        PeerFails = PeerFails, PeerHolds = PeerHolds, PeerResumes = PeerResumes, Transfer = Transfer,
        TransferAccepted = TargetAccepts, TransferFailed = TransferFailed, TransferCompleted = TransferCompleted,
        Redirected = Redirected, RedirectFailed = RedirectFailed, RedirectTimeout = RedirectTimeout, HangUp = HangUp,
        PeerHangsUp = PeerHangsUp, KeepAliveExpired = KeepAliveExpired, MediaFailed = MediaFailed, TornDown = TornDown,
        TeardownDeadline = TeardownDeadline;
    Incoming: Answer => Establishing, Redirect => Redirecting, Reject => Terminated, AnswerDeadline => Terminated,
        HangUp => Terminating, PeerHangsUp => Terminating, KeepAliveExpired => Terminating, MediaFailed => Terminating;
    Establishing: PeerRings => Ringing, PeerConnects => Established, PeerDeclines => Terminated, PeerBusy => Terminated,
        PeerNoAnswer => Terminated, PeerFails => Terminated,
        HangUp => Terminating, PeerHangsUp => Terminating, KeepAliveExpired => Terminating, MediaFailed => Terminating;
    Ringing: PeerConnects => Established, PeerDeclines => Terminated, PeerBusy => Terminated, PeerNoAnswer => Terminated,
        PeerFails => Terminated,
        HangUp => Terminating, PeerHangsUp => Terminating, KeepAliveExpired => Terminating, MediaFailed => Terminating;
    Established: PeerHolds => Hold, Transfer => Transferring,
        HangUp => Terminating, PeerHangsUp => Terminating, KeepAliveExpired => Terminating, MediaFailed => Terminating;
    Hold: PeerResumes => Established,
        HangUp => Terminating, PeerHangsUp => Terminating, KeepAliveExpired => Terminating, MediaFailed => Terminating;
    Transferring: TargetAccepts => TransferAccepted, TransferFailed => Established,
        HangUp => Terminating, PeerHangsUp => Terminating, KeepAliveExpired => Terminating, MediaFailed => Terminating;
    TransferAccepted: TransferFailed => Established, TransferCompleted => Terminated,
        HangUp => Terminating, PeerHangsUp => Terminating, KeepAliveExpired => Terminating, MediaFailed => Terminating;
    Redirecting: Redirected => Terminated, RedirectFailed => Terminated, RedirectTimeout => Terminated,
        HangUp => Terminating, PeerHangsUp => Terminating, KeepAliveExpired => Terminating, MediaFailed => Terminating;
    Terminating: TornDown => Terminated, TeardownDeadline => Terminated;
}

pub type Event = CallEvents;
/// Without what the table does not need: queue, inspector and timers do nothing.
pub type Machine = FsmFrontend<Call, FsmEventQueueNull<Call>, InspectNull, FsmTimersNull>;

pub fn machine() -> Machine {
    let mut machine =
        Call::new_with((), FsmEventQueueNull::new(), InspectNull::new(), FsmTimersNull).expect("it is built");
    machine.start().expect("it starts");
    machine
}
