//! The phases of a recording, and the one table of their transitions.

use crate::CompletionReason;
use crate::words::words;

words! {
    /// The phase of a media operation at the service's end.
    ///
    /// `playPrompt` shares the queue and has only `queued`, `prompting` and `ended`.
    ///
    /// It is exhaustive: another phase would change the table, and with it what the laws say.
    ///
    /// ```
    /// use call_lifecycle::record::{RecordPhase, RecordTrigger};
    /// assert_eq!(RecordPhase::Pausing.next(RecordTrigger::SpeechStarted), Some(RecordPhase::Speaking));
    /// ```
    RecordPhase {
        /// Waiting for the media operations before it.
        Queued = 0, "queued",
        /// The prompts are being played.
        Prompting = 1, "prompting",
        /// The beep is being played. No clock runs: the beep does not count as silence (choice 30).
        Beeping = 2, "beeping",
        /// Recording; nobody has spoken yet. The clock of initial silence runs.
        Listening = 3, "listening",
        /// Recording; the caller speaks.
        Speaking = 4, "speaking",
        /// Recording; the caller has fallen silent. The clock of the longest silence runs.
        Pausing = 5, "pausing",
        /// Over.
        Ended = 6, "ended",
    }
}

impl RecordPhase {
    /// Whether the recording itself has started, so that the clock of the longest duration runs.
    #[must_use]
    pub const fn is_recording(self) -> bool {
        matches!(self, Self::Listening | Self::Speaking | Self::Pausing)
    }

    /// Whether it is neither waiting nor over.
    #[must_use]
    pub const fn is_running(self) -> bool {
        !matches!(self, Self::Queued | Self::Ended)
    }
}

words! {
    /// What moves a media operation from phase to phase.
    ///
    /// It is exhaustive: another trigger would change the table, and with it what the laws say.
    ///
    /// ```
    /// use call_lifecycle::{CompletionReason, record::RecordTrigger};
    /// assert_eq!(RecordTrigger::StopTone.reason(), Some(CompletionReason::StopToneDetected));
    /// ```
    RecordTrigger {
        /// It is its turn, and it has prompts.
        StartPrompt = 0, "start prompt",
        /// It is its turn, or its prompts are over, and it has a beep.
        StartBeep = 1, "start beep",
        /// Recording starts in silence.
        StartSilent = 2, "start recording",
        /// Recording starts while the caller speaks.
        StartSpeaking = 3, "start recording in speech",
        /// The caller starts to speak.
        SpeechStarted = 4, "speech starts",
        /// The caller stops speaking.
        SpeechStopped = 5, "speech stops",
        /// The prompts of a `playPrompt` are over.
        PromptsPlayed = 6, "prompts played",
        /// Cancelled.
        Cancel = 7, "cancel",
        /// A stop tone.
        StopTone = 8, "stop tone",
        /// The longest duration is reached.
        MaxDuration = 9, "max duration",
        /// Nobody spoke.
        InitialSilence = 10, "initial silence",
        /// The caller fell silent.
        MaxSilence = 11, "max silence",
        /// A prompt failed.
        PromptFailed = 12, "prompt fails",
        /// The beep failed.
        BeepFailed = 13, "beep fails",
        /// No media comes.
        MediaLost = 14, "media lost",
        /// The recording failed.
        RecordFailed = 15, "record fails",
        /// The call ended.
        CallEnded = 16, "call ends",
    }
}

impl RecordTrigger {
    /// The completion reason of a recording that ends by this, or `None` for a trigger that does
    /// not end one.
    #[must_use]
    pub const fn reason(self) -> Option<CompletionReason> {
        match self {
            Self::StartPrompt
            | Self::StartBeep
            | Self::StartSilent
            | Self::StartSpeaking
            | Self::SpeechStarted
            | Self::SpeechStopped => None,
            Self::PromptsPlayed => Some(CompletionReason::CompletedSuccessfully),
            Self::Cancel => Some(CompletionReason::OperationCanceled),
            Self::StopTone => Some(CompletionReason::StopToneDetected),
            Self::MaxDuration => Some(CompletionReason::MaxRecordDurationReached),
            Self::InitialSilence => Some(CompletionReason::InitialSilenceTimeout),
            Self::MaxSilence => Some(CompletionReason::MaxSilenceTimeout),
            Self::PromptFailed => Some(CompletionReason::PlayPromptFailed),
            Self::BeepFailed => Some(CompletionReason::PlayBeepFailed),
            Self::MediaLost => Some(CompletionReason::MediaReceiveTimeout),
            Self::RecordFailed => Some(CompletionReason::UnspecifiedError),
            Self::CallEnded => Some(CompletionReason::CallEnded),
        }
    }
}

/// A row of [`RECORD_TRANSITIONS`].
///
/// ```
/// use call_lifecycle::record::{RECORD_TRANSITIONS, RecordPhase};
/// assert!(RECORD_TRANSITIONS.iter().all(|row| row.from != RecordPhase::Ended));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct RecordTransition {
    /// The phase that it leaves.
    pub from: RecordPhase,
    /// What moves the operation.
    pub trigger: RecordTrigger,
    /// The phase that it enters.
    pub to: RecordPhase,
}

/// One row for each trigger of each line.
macro_rules! transitions {
    ($($from:ident: $($trigger:ident),+ => $to:ident;)+) => {
        &[$($(RecordTransition {
            from: RecordPhase::$from, trigger: RecordTrigger::$trigger, to: RecordPhase::$to,
        },)+)+]
    };
}

/// Every transition of a media operation. Nothing else happens.
///
/// The parameters, and whether the caller speaks, decide which of the four starts is taken. Before
/// recording starts, a stop tone counts only if `bargeInAllowed` lets the caller enter before the
/// prompt has finished.
///
#[doc = include_str!("../../docs/record-table.md")]
pub const RECORD_TRANSITIONS: &[RecordTransition] = transitions! {
    Queued: StartPrompt => Prompting;
    Queued: StartBeep => Beeping;
    Queued: StartSilent => Listening;
    Queued: StartSpeaking => Speaking;
    Queued: Cancel, CallEnded => Ended;
    Prompting: StartBeep => Beeping;
    Prompting: StartSilent => Listening;
    Prompting: StartSpeaking => Speaking;
    Prompting: PromptsPlayed, PromptFailed, StopTone, Cancel, MediaLost, RecordFailed, CallEnded => Ended;
    Beeping: StartSilent => Listening;
    Beeping: StartSpeaking => Speaking;
    Beeping: BeepFailed, StopTone, Cancel, MediaLost, RecordFailed, CallEnded => Ended;
    Listening: SpeechStarted => Speaking;
    Listening: InitialSilence, MaxDuration, StopTone, Cancel, MediaLost, RecordFailed, CallEnded => Ended;
    Speaking: SpeechStopped => Pausing;
    Speaking: MaxDuration, StopTone, Cancel, MediaLost, RecordFailed, CallEnded => Ended;
    Pausing: SpeechStarted => Speaking;
    Pausing: MaxSilence, MaxDuration, StopTone, Cancel, MediaLost, RecordFailed, CallEnded => Ended;
};

const PHASES: usize = RecordPhase::ALL.len();
const TRIGGERS: usize = RecordTrigger::ALL.len();

/// Where each trigger leads from each phase, as the phase's number plus one; 0 where it leads
/// nowhere.
#[expect(clippy::indexing_slicing, reason = "a panic here is a compile error")]
const NEXT: [[u8; TRIGGERS]; PHASES] = {
    let mut next = [[0; TRIGGERS]; PHASES];
    let mut rest = RECORD_TRANSITIONS;
    while let [row, tail @ ..] = rest {
        let cell = &mut next[row.from as usize][row.trigger as usize];
        assert!(*cell == 0, "two rows of RECORD_TRANSITIONS have the same phase and trigger");
        assert!(
            matches!(row.to, RecordPhase::Ended) == row.trigger.reason().is_some(),
            "a trigger ends an operation exactly if it has a reason"
        );
        *cell = row.to as u8 + 1;
        rest = tail;
    }
    next
};

#[expect(clippy::indexing_slicing, reason = "a panic here is a compile error")]
const _: () = {
    let mut phase = 0;
    while phase < PHASES {
        let ended = phase == RecordPhase::Ended as usize;
        let ends = NEXT[phase][RecordTrigger::CallEnded as usize] == RecordPhase::Ended as u8 + 1;
        assert!(ended != ends, "every phase but ended must end with the call");
        let mut entered = phase == RecordPhase::Queued as usize;
        let mut from = 0;
        while from < PHASES {
            let mut trigger = 0;
            while trigger < TRIGGERS {
                entered |= NEXT[from][trigger] as usize == phase + 1;
                trigger += 1;
            }
            from += 1;
        }
        assert!(entered, "a phase of RECORD_TRANSITIONS cannot be reached");
        phase += 1;
    }
};

impl RecordPhase {
    /// Where `trigger` leads from here, or `None` where it leads nowhere.
    #[must_use]
    pub fn next(self, trigger: RecordTrigger) -> Option<Self> {
        let cell = *NEXT.get(self as usize)?.get(trigger as usize)?;
        Self::ALL.get(usize::from(cell).checked_sub(1)?).copied()
    }
}
