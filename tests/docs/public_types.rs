//! What every public type promises at compile time: that it can be sent, shared, compared, hashed and printed.

use core::fmt::{Debug, Display};
use core::hash::Hash;

use call_lifecycle::{
    CallReport, CallState, Cause, ChangeType, ClientContext, ClientContextTooLong, Compact, CompletionReason, Deadline,
    DeadlineKind, Id, KeepAlivePolicy, Machine, OperationKind, OperationReport, OperationStatus, Outcome, ParseIdError,
    PolicyError, PolicyField, Rejection, ReportedState, ResultInfo, Slot, Slots, Snapshot, SnapshotError, Step, Timed,
    Timestamp, ToneInfo, Transition, Trigger, UnknownWord, Verdict,
};
use call_lifecycle::{app, record, service};

const fn value<T: Clone + Eq + Hash + Debug + Send + Sync + Unpin>() {}
const fn copied<T: Copy + Eq + Hash + Debug + Send + Sync + Unpin + 'static>() {}
const fn shown<T: Display>() {}
const fn error<T: core::error::Error + Copy + Eq + Send + Sync + 'static>() {}
const fn machine<M: Machine + Send + Sync>() {}

macro_rules! all {
    ($check:ident: $($name:ty,)+) => { $($check::<$name>();)+ };
}

const _: () = {
    all! { value:
        app::Call<'static, 0>, app::Call<'static, 4>, app::Call<'static, 32>,
        service::Call<'static, 0>, service::Call<'static, 4>, service::Call<'static, 8>,
        Step<app::Output>, Step<service::Output>, Snapshot<16>, Snapshot,
    }
    all! { copied:
        CallReport, CallState, Cause, ChangeType, ClientContext, Compact, CompletionReason, Deadline, DeadlineKind, Id,
        KeepAlivePolicy, OperationKind, OperationReport, OperationStatus, Outcome, PolicyField, Rejection,
        ReportedState, ResultInfo, Slot, Slots, Timed<app::Output>, Timestamp, ToneInfo, Transition, Trigger, Verdict,
        app::Body, app::OperationHints, app::Event, app::KeepAliveView, app::OperationView, app::Output, app::Policy, app::Reply,
        app::Request, app::Settings, app::Token,
        service::Event, service::MediaEvent, service::OperationView, service::Output, service::PeerEvent,
        service::Policy, service::Request, service::Settings,
        record::Member, record::PlayPromptParameters, record::Profile, record::RecordParameters, record::RecordPhase,
        record::RecordRequest, record::RecordTransition, record::RecordTrigger, record::StopTones, record::Tone,
    }
    all! { shown: Id, Compact, Timestamp, CallState, Cause, ResultInfo, Trigger, OperationKind, CompletionReason, }
    all! { error:
        ClientContextTooLong, ParseIdError, PolicyError, Rejection, SnapshotError, UnknownWord,
        record::ParameterError, record::StopToneError,
    }
    all! { machine: app::Call<'static, 4>, service::Call<'static, 4>, }
};

/// A borrowed policy may be shorter-lived than the program: a fleet owns its policies.
#[test]
fn a_call_borrows_its_policy_for_as_long_as_it_lives() {
    let policy = app::Policy::DEFAULT;
    let call: app::Call<'_, 1> = app::Call::outgoing(Id::from_u128(1), Timestamp::ZERO, &policy);
    assert_eq!(call.policy(), &policy);
}

/// No error leaves its reader without a word of what to do, and none ends in a full stop, since it may stand in a sentence.
#[test]
fn errors_say_what_was_wrong_and_what_is_possible() {
    let mut errors = vec![
        "x".parse::<CallState>().unwrap_err().to_string(),
        KeepAlivePolicy::session_timer(core::time::Duration::ZERO).unwrap_err().to_string(),
        ClientContext::new(&"x".repeat(300)).unwrap_err().to_string(),
        ParseIdError::Length { found: 3 }.to_string(),
        ParseIdError::Digit { index: 8 }.to_string(),
    ];
    errors.extend(REJECTIONS.map(|rejection| rejection.to_string()));
    errors.extend(SNAPSHOT_ERRORS.map(|error| error.to_string()));
    for error in errors {
        assert!(error.len() > 25 && !error.ends_with('.'), "{error}");
        assert!(error.starts_with(|c: char| c.is_lowercase()), "{error}");
    }
}

const REJECTIONS: [Rejection; 9] = [
    Rejection::Ended,
    Rejection::WrongState { state: CallState::Ringing },
    Rejection::UnknownState,
    Rejection::UnknownOperation,
    Rejection::NoFreeSlot,
    Rejection::QueueFull,
    Rejection::BadParameters,
    Rejection::WrongPhase,
    Rejection::UnderWay,
];

const SNAPSHOT_ERRORS: [SnapshotError; 7] = [
    SnapshotError::TooLong { needed: 9, capacity: 8 },
    SnapshotError::TooShort { length: 8 },
    SnapshotError::Trailing { length: 9, extra: 1 },
    SnapshotError::Version { found: 9 },
    SnapshotError::OtherEnd,
    SnapshotError::TooManySlots,
    SnapshotError::Impossible { before: 8 },
];

/// A host that knows no more than the trait drives the same machine.
#[test]
fn the_trait_is_the_machine() {
    macro_rules! same {
        ($end:ident) => {
            let id = Id::from_u128(7);
            let mut known = $end::Call::<4>::outgoing(id, Timestamp::ZERO, &$end::Policy::DEFAULT);
            let mut through = known.clone();
            assert_eq!(Machine::id(&through), id);
            while let Some(due) = known.next_deadline() {
                assert_eq!(Machine::next_deadline(&through), Some(due));
                let step = known.handle(due.at, $end::Event::Wake);
                assert_eq!(Machine::handle(&mut through, due.at, $end::Call::<4>::WAKE), step);
                assert_eq!(Machine::digest(&through), known.digest());
            }
            assert_eq!((known.state(), through.next_deadline()), (CallState::Terminated, None));
        };
    }
    same! { app }
    same! { service }
}
