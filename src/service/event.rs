//! What goes into the service's end, and what comes out of it.

use crate::record::{RecordPhase, RecordRequest, Tone};
use crate::words::words;
use crate::{CallState, Cause, ClientContext, Id, OperationKind, Outcome, Slot, Slots, Trigger};

/// A request of the application, and the answers to it.
///
/// | request | while | answer |
/// |---|---|---|
/// | `KeepAlive` | live | 200, and the expiry moves; 404 once `terminating` |
/// | `GetCall` | not `terminated` | 200 |
/// | `HangUp` | live, `terminating` | 204 |
/// | `Answer`, `Reject`, `Redirect` | `incoming` | 202; 400 for a redirect out of range |
/// | `Transfer` | `established` | 202 |
/// | `Record`, `PlayPrompt`, `Start` | connected | 200 or 202 by the method's page; 400 out of range; 429 with the media queue full or every slot in use |
/// | `GetOperation` | not `terminated` | 200; 404 for an id that no slot holds |
/// | `BadBody` | live | 400 |
/// | `Other` | live | 202 |
///
/// In another live state the answer is 409 (400 comes first), after the end 404 (429 and 409 are our choice: no page names a code). While `terminating` only GET and
/// DELETE are answered otherwise than by 404.
///
/// ```
/// use call_lifecycle::service::{Call, Event, Output, Policy, Request};
/// use call_lifecycle::{Id, Timestamp};
/// let mut call = Call::<4>::incoming(Id::from_u128(1), Timestamp::ZERO, &Policy::DEFAULT);
/// let step = call.handle(Timestamp::ZERO, Event::Request(Request::Answer));
/// assert_eq!(step.outputs()[0].output, Output::Answer { status: 202, slot: None });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub enum Request {
    /// `POST .../keepAlive`, which has no body.
    KeepAlive,
    /// `GET` of the call.
    GetCall,
    /// `DELETE` of the call.
    HangUp,
    /// `POST .../answer`
    Answer,
    /// `POST .../reject`
    Reject,
    /// `POST .../redirect`
    Redirect {
        /// How many targets: 1 to [`Request::REDIRECT_TARGETS`].
        targets: u32,
        /// `timeout` in seconds: 15 to 90, absent 55 for one target and 60 for several (source `call-redirect`). An old
        /// example has 99, which is answered 400 (choice 44).
        timeout: Option<i32>,
    },
    /// `POST .../transfer`
    Transfer,
    /// `POST .../record` or `.../recordResponse`
    Record {
        /// The new operation's id, of the host's making.
        id: Id,
        /// `clientContext`
        context: Option<ClientContext>,
        /// The parameters, which the machine checks.
        request: RecordRequest,
    },
    /// `POST .../playPrompt`
    PlayPrompt {
        /// The new operation's id, of the host's making.
        id: Id,
        /// `clientContext`
        context: Option<ClientContext>,
        /// How many prompts: 1 to [`crate::record::MAX_PROMPTS`].
        prompts: u32,
    },
    /// Any other method that starts an operation. `record` and `playPrompt` given here are answered 400: they have parameters.
    Start {
        /// The new operation's id, of the host's making.
        id: Id,
        /// `clientContext`
        context: Option<ClientContext>,
        /// Which method.
        kind: OperationKind,
    },
    /// `GET .../operations/{id}`
    GetOperation(Id),
    /// A request whose body could not be read as what its method needs.
    BadBody,
    /// A request to anything else below the call, which the machine does not model.
    Other,
}

impl Request {
    /// The most targets of a redirect (redirect page).
    pub const REDIRECT_TARGETS: u32 = 25;
}

words! {
    /// What the other side, or the network, does.
    ///
    /// ```
    /// use call_lifecycle::service::PeerEvent;
    /// assert_eq!("hangsUp".parse::<PeerEvent>(), Ok(PeerEvent::HangsUp));
    /// ```
    PeerEvent {
        /// It is alerted.
        Rings = 0, "rings",
        /// It connects.
        Connects = 1, "connects",
        /// It declines.
        Declines = 2, "declines",
        /// It is busy.
        Busy = 3, "busy",
        /// It does not answer.
        NoAnswer = 4, "noAnswer",
        /// The call could not be set up.
        Fails = 5, "fails",
        /// It hangs up.
        HangsUp = 6, "hangsUp",
        /// It puts the call on hold.
        Holds = 7, "holds",
        /// It takes the call back from hold.
        Resumes = 8, "resumes",
        /// The target of a transfer accepts.
        TransferAccepted = 9, "transferAccepted",
        /// A transfer fails.
        TransferFailed = 10, "transferFailed",
        /// A transfer is complete.
        TransferCompleted = 11, "transferCompleted",
        /// A redirect is complete.
        Redirected = 12, "redirected",
        /// A redirect fails.
        RedirectFailed = 13, "redirectFailed",
        /// The media of the call fails, and with it the call.
        MediaFailed = 14, "mediaFailed",
        /// The call is taken down.
        TornDown = 15, "tornDown",
    }
}

impl PeerEvent {
    /// The column of the transition table.
    #[must_use]
    pub const fn trigger(self) -> Trigger {
        match self {
            Self::Rings => Trigger::PeerRings,
            Self::Connects => Trigger::PeerConnects,
            Self::Declines => Trigger::PeerDeclines,
            Self::Busy => Trigger::PeerBusy,
            Self::NoAnswer => Trigger::PeerNoAnswer,
            Self::Fails => Trigger::PeerFails,
            Self::HangsUp => Trigger::PeerHangsUp,
            Self::Holds => Trigger::PeerHolds,
            Self::Resumes => Trigger::PeerResumes,
            Self::TransferAccepted => Trigger::TransferAccepted,
            Self::TransferFailed => Trigger::TransferFailed,
            Self::TransferCompleted => Trigger::TransferCompleted,
            Self::Redirected => Trigger::Redirected,
            Self::RedirectFailed => Trigger::RedirectFailed,
            Self::MediaFailed => Trigger::MediaFailed,
            Self::TornDown => Trigger::TornDown,
        }
    }
}

/// What is heard, and what the player says.
///
/// ```
/// use call_lifecycle::{record::Tone, service::MediaEvent};
/// assert_ne!(MediaEvent::Tone(Tone::Pound), MediaEvent::SpeechStarted);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub enum MediaEvent {
    /// All prompts with all their loops were played.
    PromptFinished,
    /// A prompt could not be played.
    PromptFailed,
    /// The beep was played.
    BeepFinished,
    /// The beep could not be played.
    BeepFailed,
    /// The caller starts to speak. Tracked at all times: who speaks already when recording starts has spoken.
    SpeechStarted,
    /// The caller stops speaking.
    SpeechStopped,
    /// The caller presses a tone.
    Tone(Tone),
    /// No media comes: the running recording ends, the call goes on.
    MediaLost,
    /// The running recording fails.
    RecordFailed,
}

/// Everything that can happen to the service's end.
///
/// ```
/// use call_lifecycle::service::{Call, Event, PeerEvent, Policy};
/// use call_lifecycle::{CallState, Id, Timestamp};
/// let mut call = Call::<0>::outgoing(Id::from_u128(1), Timestamp::ZERO, &Policy::DEFAULT);
/// let _step = call.handle(Timestamp::from_millis(900), Event::Peer(PeerEvent::Connects));
/// assert_eq!(call.state(), CallState::Established);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
pub enum Event {
    /// Time has passed. Early, late and repeated wakes do no harm.
    Wake,
    /// The application sent a request; the step holds the answer.
    Request(Request),
    /// The other side did something.
    Peer(PeerEvent),
    /// Something was heard or played.
    Media(MediaEvent),
    /// An operation that is none of the media queue's is done.
    Finished {
        /// Its slot.
        slot: Slot,
        /// Whether it did what it was for.
        success: bool,
    },
}

/// What the service's end answers, notifies of, or wants played.
///
/// ```
/// use call_lifecycle::service::{Call, Event, Output, Policy};
/// use call_lifecycle::{CallState, Id, Timestamp};
/// let mut call = Call::<0>::outgoing(Id::from_u128(1), Timestamp::ZERO, &Policy::DEFAULT);
/// // Woken an hour late: the call expired at 45 minutes, and each output says when it was.
/// let step = call.handle(Timestamp::from_millis(6_300_000), Event::Wake);
/// assert_eq!(step.outputs()[0].at.as_millis(), 2_700_000);
/// assert_eq!(step.outputs()[0].output, Output::State { from: CallState::Establishing, to: CallState::Terminating });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Output {
    /// The answer to the request of this step; it comes before what follows from the request.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The operation that was started and is pending, or was asked for.
        slot: Option<Slot>,
    },
    /// The call is in another state: notify `updated`.
    State {
        /// The state before.
        from: CallState,
        /// The state now.
        to: CallState,
    },
    /// The call has ended: notify `deleted`, with [`Cause::result`]; a rejected call without `state`, as on its page.
    Ended {
        /// Why.
        cause: Cause,
    },
    /// These operations ended with the call. No notification tells of it.
    OperationsEnded(Slots),
    /// A media operation has entered a phase: play its prompts or its beep, or record.
    Phase {
        /// Its slot.
        slot: Slot,
        /// The phase.
        phase: RecordPhase,
        /// Announce the recording's location now: recording has started, and `streamWhileRecording` asks for it.
        announce: bool,
    },
    /// An operation has ended: notify `deleted`, a completed recording with its location and token. In a table that is full, the request that made it
    /// end (a `recordResponse` that cuts in) may have got its slot in the same step: what ended is then the operation that was there before.
    OperationEnded {
        /// Its slot.
        slot: Slot,
        /// How.
        outcome: Outcome,
    },
    /// A tone to which the application has subscribed: notify `updated` with `toneInfo`.
    Tone {
        /// The tone.
        tone: Tone,
        /// `sequenceId`
        sequence: u32,
    },
}
