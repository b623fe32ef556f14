//! Outcomes and causes in words.

use call_lifecycle::{CallReport, Cause, Outcome, ReportedState, ResultInfo};

use crate::marks::Failure;

pub fn outcome_in_words(outcome: Outcome) -> String {
    match outcome.reason {
        Some(reason) => format!("{}, {reason}", outcome.status),
        None => outcome.status.to_string(),
    }
}

/// A cause and its meaning.
pub fn cause_in_words(cause: Cause) -> String {
    let means = match cause {
        Cause::LocalHangUp => "the application hung up",
        Cause::RemoteHangUp => "the other side hung up",
        Cause::Rejected => "the application rejected it",
        Cause::Redirected => "the application redirected it",
        Cause::Transferred => "it was transferred",
        Cause::AnswerTimeout => "nobody answered it in time",
        Cause::KeepAliveExpired => "no keepAlive succeeded within 45 min",
        Cause::NotFound => "the service answered 404: it had ended, and it is not known how",
        Cause::Declined => "the callee declined",
        Cause::Busy => "the callee was busy",
        Cause::NoAnswer => "the callee did not answer",
        Cause::MediaFailed => "its media failed",
        Cause::Abandoned => "given up: lost, and nothing proved otherwise",
        Cause::HangUpUnconfirmed => "given up: the hang-up was never confirmed",
        Cause::Failed => "it failed",
        Cause::Unknown => "the service gave no reason",
        _ => return cause.to_string(),
    };
    format!("{cause} ({means})")
}

/// A code in brackets, if there is one.
pub fn code(result: Option<ResultInfo>) -> String {
    result.map_or_else(String::new, |result| format!(" ({result})"))
}

pub fn failure_in_words(failure: Failure) -> String {
    match failure {
        Failure::Status(status) => format!("answered {status}"),
        Failure::NoResponse => "no response came".to_owned(),
        Failure::Overdue => "no answer within 30 s".to_owned(),
    }
}

/// `1 keepAlive`, `3 keepAlives`.
pub fn several(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// What a notification or a body says about the call.
pub fn report(said: &CallReport) -> String {
    let state = match said.state {
        ReportedState::Known(state) => state.as_str(),
        ReportedState::Unknown => "an unknown state",
        ReportedState::Absent => "without a state",
    };
    said.result.map_or_else(|| state.to_owned(), |result| format!("{state} {result}"))
}
