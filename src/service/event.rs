//! Events and outputs: what goes into the service's end, and what comes out of it.

use super::request::Request;
use crate::record::{RecordPhase, Tone};
use crate::words::words;
use crate::{CallState, Cause, Outcome, Slot, Slots, Trigger};

words! {
    /// What the other side, or the network, does.
    ///
    /// Later versions may have more events: a host makes them and seldom matches on them.
    ///
    /// ```
    /// use call_lifecycle::service::PeerEvent;
    /// assert_eq!("hangsUp".parse::<PeerEvent>(), Ok(PeerEvent::HangsUp));
    /// ```
    #[non_exhaustive]
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
    /// Returns the column of the transition table.
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

/// What is heard on the call, and what became of what was played.
///
/// Later versions may have more events: a host makes them and seldom matches on them.
///
/// ```
/// use call_lifecycle::{record::Tone, service::MediaEvent};
/// assert_ne!(MediaEvent::Tone(Tone::Pound), MediaEvent::SpeechStarted);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
#[non_exhaustive]
pub enum MediaEvent {
    /// All prompts with all their loops were played.
    PromptFinished,
    /// A prompt could not be played.
    PromptFailed,
    /// The beep was played.
    BeepFinished,
    /// The beep could not be played.
    BeepFailed,
    /// The caller starts to speak.
    ///
    /// Report it at all times: a recording that starts while the caller speaks is in speech from
    /// its start.
    SpeechStarted,
    /// The caller stops speaking.
    SpeechStopped,
    /// The caller presses a tone.
    Tone(Tone),
    /// No media comes. The running recording ends, and the call goes on.
    MediaLost,
    /// The running recording fails.
    RecordFailed,
}

/// Everything that can happen to the service's end.
///
/// Later versions may have more events: a host makes them and seldom matches on them.
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
#[non_exhaustive]
pub enum Event {
    /// Time has passed. Early, late and repeated wakes do no harm.
    Wake,
    /// The application sent a request; the step holds the answer.
    Request(Request),
    /// The other side did something.
    Peer(PeerEvent),
    /// Something was heard or played.
    Media(MediaEvent),
    /// An operation that is not a media operation has ended.
    Finished {
        /// Its slot.
        slot: Slot,
        /// Whether it did what it was for.
        success: bool,
    },
}

/// What the service's end answers, notifies, or wants played.
///
/// It is exhaustive: a host acts on each output, so it must learn at compile time that there is
/// another to act on.
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
    /// The answer to this step's request. It comes before what follows from the request.
    Answer {
        /// The HTTP status.
        status: u16,
        /// The operation that the request started, or asked for.
        slot: Option<Slot>,
    },
    /// The call is in another state: notify `updated`.
    State {
        /// The state before.
        from: CallState,
        /// The state now.
        to: CallState,
    },
    /// The call has ended: notify `deleted`, with [`Cause::result`].
    ///
    /// The notification of a rejected call has no `state`, as on its page (source `call-reject`).
    Ended {
        /// Why.
        cause: Cause,
    },
    /// These operations ended with the call. No notification says so.
    OperationsEnded(Slots),
    /// A media operation has entered a phase: play its prompts or its beep, or record.
    Phase {
        /// Its slot.
        slot: Slot,
        /// The phase.
        phase: RecordPhase,
        /// Whether to announce the recording's location now: recording has started, and
        /// `streamWhileRecording` asks for it.
        announce: bool,
    },
    /// An operation has ended: notify `deleted`, and for a completed recording its location and
    /// token.
    ///
    /// A `recordResponse` that cuts in ends operations, and can get the slot of one of them in the
    /// same step. Then this is about the operation that had the slot before the step.
    OperationEnded {
        /// Its slot.
        slot: Slot,
        /// How.
        outcome: Outcome,
    },
    /// The caller pressed a tone, and the application has subscribed to tones: notify `updated`
    /// with `toneInfo`.
    Tone {
        /// The tone.
        tone: Tone,
        /// `sequenceId`
        sequence: u32,
    },
}

/// The outputs of a step of this end, while it is made.
pub(super) type Outputs<'s> = crate::step::Outputs<'s, Output>;
