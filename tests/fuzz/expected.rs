//! All that there is to be reached, in the words in which it is seen.

use std::collections::BTreeSet;

use call_lifecycle::record::{RECORD_TRANSITIONS, RecordPhase, RecordTrigger};
use call_lifecycle::{
    CallState, Cause, CompletionReason, DeadlineKind, OperationKind, Rejection, TRANSITIONS, Trigger, Verdict, app,
    service,
};

pub(crate) fn row(from: CallState, trigger: Trigger, to: CallState) -> String {
    format!("the call: {from}, {trigger}, {to}")
}

pub(crate) fn record_row(from: RecordPhase, trigger: RecordTrigger, to: RecordPhase) -> String {
    format!("a recording: {from}, {trigger}, {to}")
}

pub(crate) fn reason(end: &str, reason: CompletionReason) -> String {
    format!("{end}: an operation ended by {reason}")
}

pub(crate) fn verdict(verdict: Verdict) -> String {
    match verdict {
        Verdict::Rejected(Rejection::WrongState { .. }) => "rejected, wrong state".to_owned(),
        other => format!("{other:?}"),
    }
}

/// A name for each output, and all names.
macro_rules! outputs {
    ($name:ident, $all:ident, $end:ident: $($output:ident),+) => {
        pub(crate) const fn $name(output: &$end::Output) -> &'static str {
            match output {
                $($end::Output::$output { .. } => stringify!($output),)+
            }
        }
        const $all: &[&str] = &[$(stringify!($output)),+];
    };
}

outputs!(app_output, APP_OUTPUTS, app: Send, State, Ended, ResultLearnt, AudioActive, Tone, KeepAliveSucceeded, KeepAliveFailed, PresumedLost, Revived,
    AnswerOverdue, OperationAccepted, OperationRunning, OperationEnded, OperationsCancelled, OperationsOverdue);
outputs!(service_output, SERVICE_OUTPUTS, service: Answer, State, Ended, OperationsEnded, Phase, OperationEnded, Tone);

/// All that there is to be reached.
pub(crate) fn expected() -> BTreeSet<String> {
    use Rejection::{
        BadParameters, Ended, NoFreeSlot, QueueFull, UnderWay, UnknownOperation, UnknownState, WrongPhase, WrongState,
    };
    let mut all = BTreeSet::new();
    all.extend(TRANSITIONS.iter().map(|one| row(one.from, one.trigger, one.to)));
    all.extend(RECORD_TRANSITIONS.iter().map(|one| record_row(one.from, one.trigger, one.to)));
    for (end, outputs) in [("app", APP_OUTPUTS), ("service", SERVICE_OUTPUTS)] {
        all.extend(outputs.iter().map(|name| format!("{end}: output {name}")));
        all.extend(["completed", "failed"].map(|status| format!("{end}: an operation {status}")));
        let verdicts = [Verdict::Applied, Verdict::NoChange, Verdict::Stale];
        all.extend(verdicts.map(|one| format!("{end}: verdict {}", verdict(one))));
    }
    let rejections = |end: &'static str, rejections: &[Rejection]| {
        let all = rejections.iter().map(|one| format!("{end}: verdict {}", verdict(Verdict::Rejected(*one))));
        all.collect::<Vec<_>>()
    };
    let wrong = WrongState { state: CallState::Incoming };
    all.extend(rejections("app", &[Ended, wrong, UnderWay, NoFreeSlot, UnknownOperation, UnknownState]));
    let of_service = [Ended, wrong, UnknownOperation, BadParameters, QueueFull, NoFreeSlot, WrongPhase];
    all.extend(rejections("service", &of_service));
    for &cause in Cause::ALL {
        // An application cannot tell why nobody answered; a service knows why each call ended, but for one that was ending when it was first seen.
        if cause != Cause::AnswerTimeout {
            all.insert(format!("app: cause {cause}"));
        }
        if !matches!(cause, Cause::NotFound | Cause::Abandoned | Cause::HangUpUnconfirmed) {
            all.insert(format!("service: cause {cause}"));
        }
    }
    for &why in CompletionReason::ALL {
        if why != CompletionReason::None {
            all.insert(reason("app", why));
        }
    }
    all.extend(RecordTrigger::ALL.iter().filter_map(|trigger| trigger.reason()).map(|why| reason("service", why)));
    all.extend([CompletionReason::MediaOperationCanceled, CompletionReason::Unknown].map(|why| reason("service", why)));
    for &kind in OperationKind::ALL {
        all.extend(["app", "service"].map(|end| format!("{end}: {kind} is asked for")));
        all.insert(format!("app: {kind} is over"));
        // What is complete with its answer is no operation afterwards.
        if !kind.completes_at_once() {
            all.insert(format!("service: {kind} is over"));
        }
    }
    let of_app = [
        DeadlineKind::KeepAliveExpiry,
        DeadlineKind::Answer,
        DeadlineKind::GiveUp,
        DeadlineKind::KeepAlive,
        DeadlineKind::HangUp,
        DeadlineKind::Operation,
    ];
    for kind in DeadlineKind::ALL {
        let at_app = of_app.contains(kind);
        if at_app {
            all.insert(format!("app: deadline {kind}"));
        }
        if !at_app || matches!(kind, DeadlineKind::KeepAliveExpiry | DeadlineKind::Answer) {
            all.insert(format!("service: deadline {kind}"));
        }
    }
    all
}
