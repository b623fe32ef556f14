//! Why an operation ended, and the codes that say so.

use super::{OperationKind, OperationStatus};
use crate::ResultInfo;
use crate::words::words;

words! {
    /// Why an operation ended (`completionReason`).
    ///
    /// The reasons of recordings are those of source `recordoperation`; those of prompts and tones
    /// are from sources `playpromptoperation` and `call-senddtmftones`.
    ///
    /// Later versions may have more reasons, as Graph may.
    ///
    /// ```
    /// use call_lifecycle::{CompletionReason, OperationStatus};
    /// let reason = CompletionReason::StopToneDetected;
    /// assert_eq!(reason.status(), OperationStatus::Completed);
    /// assert_eq!(reason.result().unwrap().subcode, Some(8514));
    /// ```
    #[non_exhaustive]
    CompletionReason {
        /// Cancelled by `cancelMediaProcessing`, or by a request that cut in.
        OperationCanceled = 0, "operationCanceled",
        /// A stop tone was pressed. Recognised by this word or by 200/8514 (choice 28).
        StopToneDetected = 1, "stopToneDetected",
        /// The recording has reached its longest duration.
        MaxRecordDurationReached = 2, "maxRecordDurationReached",
        /// Nobody spoke. A failure, whatever `status` says (choice 26).
        InitialSilenceTimeout = 3, "initialSilenceTimeout",
        /// The caller fell silent: the normal end of speech, so a success (choice 27).
        MaxSilenceTimeout = 4, "maxSilenceTimeout",
        /// A prompt could not be played.
        PlayPromptFailed = 5, "playPromptFailed",
        /// The beep could not be played.
        PlayBeepFailed = 6, "playBeepFailed",
        /// No media came.
        MediaReceiveTimeout = 7, "mediaReceiveTimeout",
        /// Another failure.
        UnspecifiedError = 8, "unspecifiedError",
        /// The word `none`: as if no reason was given.
        None = 9, "none",
        /// A prompt or tones were played to their end.
        CompletedSuccessfully = 10, "completedSuccessfully",
        /// A prompt or tones were cancelled.
        MediaOperationCanceled = 11, "mediaOperationCanceled",
        /// The word `unknown`, which is no success (choice 39).
        Unknown = 12, "unknown",
        /// The call ended first. This word is not Graph's: no notification reports it (choice 34).
        CallEnded = 13, "callEnded",
    }
}

impl CompletionReason {
    /// The status with which an operation ends for this reason.
    #[must_use]
    pub const fn status(self) -> OperationStatus {
        match self {
            Self::StopToneDetected
            | Self::MaxRecordDurationReached
            | Self::MaxSilenceTimeout
            | Self::CompletedSuccessfully => OperationStatus::Completed,
            Self::OperationCanceled
            | Self::InitialSilenceTimeout
            | Self::PlayPromptFailed
            | Self::PlayBeepFailed
            | Self::MediaReceiveTimeout
            | Self::UnspecifiedError
            | Self::None
            | Self::MediaOperationCanceled
            | Self::Unknown
            | Self::CallEnded => OperationStatus::Failed,
        }
    }

    /// The `resultInfo` that belongs to it, if one is known (source `media-codes`).
    #[must_use]
    pub const fn result(self) -> Option<ResultInfo> {
        let mut rows: &[ResultRow] = &RESULTS;
        while let [(reason, code, subcode), rest @ ..] = rows {
            if *reason as u8 == self as u8 {
                return Some(ResultInfo::new(*code as i32, Some(*subcode as i32)));
            }
            rows = rest;
        }
        None
    }

    /// The reason that `resultInfo` means if there is no `completionReason`, as in v1.0
    /// (choice 29).
    pub(crate) const fn of(kind: OperationKind, result: ResultInfo) -> Option<Self> {
        let Some(given) = result.subcode else { return None };
        let mut rows: &[ResultRow] = &RESULTS;
        while let [(reason, code, subcode), rest @ ..] = rows {
            // A subcode of 0 says nothing, and a cancelled recording has another reason than a cancelled prompt.
            let meant = match reason {
                Self::OperationCanceled => matches!(kind, OperationKind::Record),
                _ => *subcode != 0,
            };
            if meant && *code as i32 == result.code && *subcode as i32 == given {
                return Some(*reason);
            }
            rows = rest;
        }
        None
    }
}

type ResultRow = (CompletionReason, u16, u16);

/// The code and subcode that go with a reason.
const RESULTS: [ResultRow; 9] = [
    (CompletionReason::OperationCanceled, 400, 8508),
    (CompletionReason::MediaOperationCanceled, 400, 8508),
    (CompletionReason::StopToneDetected, 200, 8514),
    (CompletionReason::MaxRecordDurationReached, 200, 8515),
    (CompletionReason::InitialSilenceTimeout, 400, 8510),
    (CompletionReason::MaxSilenceTimeout, 200, 0),
    (CompletionReason::CompletedSuccessfully, 200, 0),
    (CompletionReason::PlayPromptFailed, 500, 8511),
    (CompletionReason::UnspecifiedError, 500, 8512),
];
