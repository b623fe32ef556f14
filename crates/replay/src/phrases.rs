//! Outcomes and causes in words.

use call_lifecycle::{CallReport, Cause, Outcome, ReportedState, ResultInfo, ToneInfo};

use crate::clock::span;
use crate::contract::Terms;
use crate::escape::Text;
use crate::failure::Failure;
use crate::put::{Put, puts};
use crate::trace::GraphError;

pub fn outcome_in_words(outcome: Outcome) -> String {
    let mut words = String::new();
    outcome.put(&mut words);
    words
}

impl Put for Outcome {
    fn put(&self, out: &mut String) {
        self.status.put(out);
        if let Some(reason) = self.reason {
            puts!(out, ", ", reason);
        }
    }
}

/// What a cause means.
pub fn meaning(cause: Cause) -> &'static str {
    match cause {
        Cause::LocalHangUp => "the application hung up",
        Cause::RemoteHangUp => "the other side hung up",
        Cause::Rejected => "the application rejected it",
        Cause::Redirected => "the application redirected it",
        Cause::Transferred => "it was transferred",
        Cause::AnswerTimeout => "nobody answered it in time",
        Cause::KeepAliveExpired => "no keepAlive succeeded in time",
        Cause::NotFound => "the service answered 404: it had ended, and it is not known how",
        Cause::Declined => "the callee declined",
        Cause::Busy => "the callee was busy",
        Cause::NoAnswer => "the callee did not answer",
        Cause::MediaFailed => "its media failed",
        Cause::Abandoned => "given up: lost, and nothing proved otherwise",
        Cause::HangUpUnconfirmed => "given up: the hang-up was never confirmed",
        Cause::Failed => "it failed",
        Cause::Unknown => "the service gave no reason",
        other => other.as_str(),
    }
}

/// A text of the log in quotes.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", Text(text))
}

/// The error of an answer, its texts in quotes: `"8523: This call cannot be transferred"`.
pub fn graph_error(error: &GraphError) -> String {
    let inner = error.inner.as_deref().map_or_else(String::new, |inner| format!(", {}", Text(inner)));
    let code = error.code.as_deref().map_or_else(String::new, |code| format!("{}{inner}", Text(code)));
    let message = match (&error.message, &error.inner_message) {
        (Some(message), Some(inner)) => Some(format!("{} ({})", Text(message), Text(inner))),
        (one, other) => one.as_ref().or(other.as_ref()).map(|message| Text(message).to_string()),
    };
    let said = match message {
        Some(message) if code.is_empty() => format!("\"{message}\""),
        Some(message) => format!("\"{code}: {message}\""),
        None if code.is_empty() => String::new(),
        None => format!("\"{code}\""),
    };
    match error.retry_after {
        Some(seconds) if said.is_empty() => format!("Retry-After {seconds} s"),
        Some(seconds) => format!("{said}, Retry-After {seconds} s"),
        None => said,
    }
}

/// `, "8523: ..."` if there is one.
pub fn with_error(error: Option<&GraphError>) -> String {
    error.map_or_else(String::new, |error| format!(", {}", graph_error(error)))
}

/// A tone and its number: `2 (sequenceId 7)`. The machines take one without a number for one with 0.
pub fn tone(key: ToneInfo) -> String {
    let symbol = key.tone.symbol().map_or_else(|| key.tone.as_str().to_owned(), |symbol| symbol.to_string());
    match key.sequence_id {
        0 => format!("{symbol} (sequenceId 0 or none)"),
        number => format!("{symbol} (sequenceId {number})"),
    }
}

/// A tone that is not known, and its number: `"tone17" (sequenceId 7)`.
pub fn unknown_tone(tone: &str, number: Option<i64>) -> String {
    let number = number.map_or_else(String::new, |number| format!(" (sequenceId {number})"));
    format!("{}{number}", quoted(tone))
}

/// A code in brackets, if there is one.
pub fn code(result: Option<ResultInfo>) -> String {
    let mut code = String::new();
    if let Some(result) = result {
        puts!(&mut code, " (", result, ")");
    }
    code
}

pub fn failure_in_words(failure: Failure, terms: &Terms) -> String {
    match failure {
        Failure::Status(status) => format!("answered {status}"),
        Failure::NoResponse => "no response came".to_owned(),
        Failure::Overdue => format!("no answer within {}", span(terms.reply)),
    }
}

/// `1 keepAlive`, `3 keepAlives`.
pub fn several(count: u64, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Writes what a notification or a body says about the call.
pub fn report(out: &mut String, said: &CallReport) {
    let state = match said.state {
        ReportedState::Known(state) => state.as_str(),
        ReportedState::Unknown => "an unknown state",
        ReportedState::Absent => "without a state",
    };
    out.push_str(state);
    if let Some(result) = said.result {
        puts!(out, " ", result);
    }
}
