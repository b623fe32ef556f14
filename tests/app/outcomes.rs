//! How an operation ended, judged from status, reason and code together.

use CompletionReason as Why;
use call_lifecycle::app::{OperationHints, Output};
use call_lifecycle::{
    CallState, CompletionReason, Id, OperationKind, OperationReport, OperationStatus, Outcome, ResultInfo,
};
use testkit::at;
use testkit::bot::{Bot, STEADY, outputs};

const COMPLETED: Option<OperationStatus> = Some(OperationStatus::Completed);
const FAILED: Option<OperationStatus> = Some(OperationStatus::Failed);

type Case = (OperationKind, Option<OperationStatus>, Option<Why>, Option<(i32, i32)>, bool, Option<Why>);

/// Kind, status, reason and code of the notification; whether that is success, and the reason told. By hand from the pages and
/// choices 26 to 29 and 39.
const CASES: &[Case] = &[
    // As it should be.
    (OperationKind::PlayPrompt, COMPLETED, None, Some((200, 0)), true, None),
    (OperationKind::PlayPrompt, COMPLETED, None, None, true, None),
    (OperationKind::PlayPrompt, COMPLETED, None, Some((0, 0)), true, None),
    (
        OperationKind::PlayPrompt,
        COMPLETED,
        Some(Why::CompletedSuccessfully),
        Some((200, 0)),
        true,
        Some(Why::CompletedSuccessfully),
    ),
    (OperationKind::Invite, COMPLETED, None, None, true, None),
    (OperationKind::Record, COMPLETED, Some(Why::StopToneDetected), None, true, Some(Why::StopToneDetected)),
    (
        OperationKind::Record,
        COMPLETED,
        Some(Why::MaxSilenceTimeout),
        Some((200, 0)),
        true,
        Some(Why::MaxSilenceTimeout),
    ),
    // The v1.0 resource has no reason: it is derived from the pair.
    (OperationKind::Record, COMPLETED, None, Some((200, 8515)), true, Some(Why::MaxRecordDurationReached)),
    (OperationKind::Record, COMPLETED, None, Some((200, 8514)), true, Some(Why::StopToneDetected)),
    (OperationKind::Record, FAILED, None, Some((400, 8508)), false, Some(Why::OperationCanceled)),
    (OperationKind::Record, FAILED, None, Some((400, 8510)), false, Some(Why::InitialSilenceTimeout)),
    (OperationKind::Record, FAILED, None, Some((500, 8511)), false, Some(Why::PlayPromptFailed)),
    (OperationKind::Record, FAILED, None, Some((500, 8512)), false, Some(Why::UnspecifiedError)),
    (OperationKind::PlayPrompt, FAILED, None, Some((400, 8508)), false, Some(Why::MediaOperationCanceled)),
    // Not on the subcode alone.
    (OperationKind::Record, FAILED, None, Some((500, 8515)), false, None),
    (OperationKind::Record, COMPLETED, None, Some((200, 8508)), true, None),
    // The word `none` is as if there were none.
    (OperationKind::Record, COMPLETED, Some(Why::None), Some((200, 8514)), true, Some(Why::StopToneDetected)),
    (OperationKind::Record, COMPLETED, Some(Why::None), None, true, None),
    // Silence from the start is a failure with either status.
    (OperationKind::Record, COMPLETED, Some(Why::InitialSilenceTimeout), None, false, Some(Why::InitialSilenceTimeout)),
    (
        OperationKind::Record,
        FAILED,
        Some(Why::InitialSilenceTimeout),
        Some((400, 8510)),
        false,
        Some(Why::InitialSilenceTimeout),
    ),
    (
        OperationKind::Record,
        COMPLETED,
        Some(Why::InitialSilenceTimeout),
        Some((200, 0)),
        false,
        Some(Why::InitialSilenceTimeout),
    ),
    // The status says completed, the rest does not.
    (OperationKind::SendDtmfTones, COMPLETED, None, Some((500, 9999)), false, None),
    (
        OperationKind::SendDtmfTones,
        COMPLETED,
        Some(Why::MediaOperationCanceled),
        None,
        false,
        Some(Why::MediaOperationCanceled),
    ),
    (OperationKind::PlayPrompt, COMPLETED, Some(Why::Unknown), None, false, Some(Why::Unknown)),
    (OperationKind::PlayPrompt, COMPLETED, Some(Why::Unknown), Some((200, 0)), false, Some(Why::Unknown)),
    (
        OperationKind::Record,
        COMPLETED,
        Some(Why::StopToneDetected),
        Some((500, 8512)),
        false,
        Some(Why::StopToneDetected),
    ),
    (OperationKind::Record, COMPLETED, Some(Why::PlayBeepFailed), None, false, Some(Why::PlayBeepFailed)),
    // The rest says success, the status does not.
    (OperationKind::Record, FAILED, Some(Why::StopToneDetected), Some((200, 8514)), false, Some(Why::StopToneDetected)),
    (OperationKind::PlayPrompt, FAILED, None, Some((200, 0)), false, None),
    // Deleted is the end, but without `completed` no success.
    (OperationKind::Record, None, None, Some((200, 8514)), false, Some(Why::StopToneDetected)),
    (OperationKind::Record, Some(OperationStatus::Running), None, None, false, None),
    (OperationKind::Record, Some(OperationStatus::NotStarted), None, None, false, None),
];

#[test]
fn status_reason_and_code_are_judged_together() {
    for &(kind, status, reason, code, success, told) in CASES {
        let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
        let slot = bot.start(at(0, 1, 0), kind, 9, OperationHints::NONE);
        let result = code.map(|(code, subcode)| ResultInfo::new(code, Some(subcode)));
        let mut report = OperationReport::NONE.with_deleted(true).with_id(Id::from_u128(9));
        (report.status, report.reason, report.result) = (status, reason, result);
        let mut expected = Outcome::new(if success { OperationStatus::Completed } else { OperationStatus::Failed });
        expected.reason = told;
        let said = outputs(&bot.operation(at(0, 2, 0), report).1);
        assert_eq!(said, [Output::OperationEnded { slot, outcome: expected }], "{kind} {status:?} {reason:?} {code:?}");
        let view = bot.call.operations().next().unwrap();
        assert_eq!((view.status, view.reason), (expected.status, expected.reason));
    }
}

#[test]
fn each_reason_has_the_status_of_its_page() {
    let good = "stopToneDetected maxRecordDurationReached maxSilenceTimeout completedSuccessfully";
    for &reason in Why::ALL {
        let expected = good.split(' ').any(|word| word == reason.as_str());
        assert_eq!(Outcome::of(reason).is_success(), expected, "{reason}");
        let mut report = OperationReport::NONE.with_deleted(true).with_reason(reason);
        report.status = COMPLETED;
        // `none` is no reason at all, so that the status stands.
        assert_eq!(report.judge(OperationKind::Record).is_success(), expected || reason == Why::None, "{reason}");
    }
}

#[test]
fn a_reason_and_its_pair_say_the_same() {
    for &reason in Why::ALL {
        let Some(result) = reason.result() else { continue };
        assert_eq!(result.is_success(), Outcome::of(reason).is_success(), "{reason}");
        let kind = match reason {
            Why::MediaOperationCanceled => OperationKind::PlayPrompt,
            _ => OperationKind::Record,
        };
        let report = OperationReport::NONE.with_deleted(true).with_status(reason.status()).with_result(result);
        let derived = report.judge(kind).reason;
        // 200/0 is any good end.
        let expected = (result != ResultInfo::new(200, Some(0))).then_some(reason);
        assert_eq!(derived, expected, "{reason}");
    }
}

#[test]
fn null_idle_and_unknown_words_mean_pending() {
    for word in ["idle", "null", "", "unknownFutureValue", "done"] {
        assert_eq!(word.parse::<OperationStatus>().ok(), None, "{word}");
    }
    for status in [None, Some(OperationStatus::NotStarted), Some(OperationStatus::Running)] {
        let mut report = OperationReport::NONE;
        report.status = status;
        assert!(!report.is_end());
        assert!(report.with_deleted(true).is_end());
    }
    assert_eq!("Running".parse::<OperationStatus>(), Ok(OperationStatus::Running), "the invite example's spelling");
}
