//! Why something was rejected or did not count, for readers of a trace.

use call_lifecycle::{CallReport, CallState, Cause, Rejection, ReportedState, Slots};

use crate::change::{Step, What};
use crate::clock::span;
use crate::escape::Text;
use crate::phrases;
use crate::put::puts;
use crate::side::Side;
use crate::trace::{Act, EntryData};

/// Why something about an operation that is only listed is rejected.
pub const PAST_SLOTS: &str = "about an operation past those that are followed at once: it is only listed";

/// Why an answer to a create request changes nothing.
pub const KNOWN_BEFORE: &str = "the call was known before";
/// Why a key changes nothing.
pub const SAME_NUMBER: &str = "another key had this number";
/// Why the first notification of the end of a call changes nothing.
pub const TAKEN_AS_ENDED: &str = "the call had been taken as ended without it";

/// Why the call's machine rejected it.
pub fn in_words<S: Side>(why: Rejection, what: &What<'_>) -> String {
    match (why, *what) {
        (Rejection::Ended, _) => "the call has ended".to_owned(),
        (Rejection::WrongState { state }, What::Request { act: Act::Create, .. }) => {
            format!("there is a call of this id already, which is {state}")
        }
        (Rejection::WrongState { state }, _) => format!("not possible while the call is {state}"),
        (Rejection::UnknownState, _) => "an unknown state changes nothing".to_owned(),
        (Rejection::UnknownOperation, What::Request { .. }) => "the call has no operation of this id".to_owned(),
        (Rejection::UnknownOperation, What::Operation(..)) => {
            "an operation that the trace did not ask for: neither its id nor its clientContext is known".to_owned()
        }
        (Rejection::UnknownOperation, _) => PAST_SLOTS.to_owned(),
        (Rejection::QueueFull, _) => {
            format!("{} media operations run or wait already", call_lifecycle::service::MAX_MEDIA)
        }
        (Rejection::NoFreeSlot, _) if S::IS_SERVICE => format!("{} operations are open already", Slots::MAX),
        (Rejection::NoFreeSlot, _) => {
            format!("{} operations are open, as many as are followed at once: this one is only listed", Slots::MAX)
        }
        (Rejection::BadParameters, _) => "its body is not what the method takes".to_owned(),
        (Rejection::WrongPhase, _) => "no operation that runs waits for it".to_owned(),
        (Rejection::UnderWay, _) => "the same request is under way".to_owned(),
        (other, _) => other.to_string(),
    }
}

/// Why something stale did not count.
pub fn stale<S: Side>(machine: &S, step: &Step<'_>) -> String {
    if let (Some((_, before)), None) = (step.extra.late_key, machine.cause()) {
        return format!("tone {} came before", phrases::tone(before));
    }
    if matches!(machine.cause(), Some(Cause::Abandoned | Cause::HangUpUnconfirmed)) && is_notified(&step.what) {
        return "the call had been given up, which this shows to be wrong".to_owned();
    }
    if machine.cause() == Some(Cause::NotFound) && is_notified(&step.what) {
        return "a 404 had said that the call had ended, which this contradicts".to_owned();
    }
    if step.extra.repeated {
        return "this is known".to_owned();
    }
    match step.what {
        What::Response { act: Act::KeepAlive, status: 200, .. } if machine.cause().is_none() => {
            "a newer keepAlive has succeeded".to_owned()
        }
        What::Response { act: Act::KeepAlive, .. } | What::Failed { act: Act::KeepAlive, .. }
            if machine.cause().is_none() =>
        {
            "a newer keepAlive was sent".to_owned()
        }
        What::Operation(..) => "the operation is further already".to_owned(),
        _ => format!("the call is {} already", machine.state()),
    }
}

/// Whether it shows that the call lives, or lived until then.
const fn is_notified(what: &What<'_>) -> bool {
    let alive = matches!(what, What::Response { act: Act::KeepAlive | Act::GetCall, status: 200, .. });
    alive || matches!(what, What::Call(_) | What::Other | What::Operation(..) | What::Unreadable)
}

/// Whether a report is the first that tells the end of its call.
pub fn is_first_of_end(said: &CallReport, step: &Step<'_>) -> bool {
    step.extra.first && said.reported() == ReportedState::Known(CallState::Terminated)
}

/// What a report says that changed nothing and repeats nothing.
pub fn not_followed(step: &Step<'_>) -> String {
    if let Some((tone, number)) = step.extra.unknown_tone {
        return format!("a tone that is not known: {}", phrases::unknown_tone(tone, number));
    }
    let said = match step.what {
        What::Operation(..) => step.extra.details.and_then(EntryData::unfollowed_of_operation),
        _ => step.extra.unfollowed(),
    };
    let said = said.unwrap_or_else(|| "resultInfo".to_owned());
    let why = if step.extra.media { "which changes nothing" } else { "which is not followed" };
    format!("an update of {said}, {why}")
}

/// Why something changes nothing that says something else than was known.
pub const fn contradicts(what: &What<'_>) -> &'static str {
    match what {
        What::Repeated { .. } => "another answer is known",
        _ => "another end is known",
    }
}

/// Says why something changed nothing, in brackets; nothing where that is as it should be.
pub fn no_change(out: &mut String, step: &Step<'_>) {
    let why = match step.what {
        What::Other => return,
        What::Created { .. } => KNOWN_BEFORE,
        What::Request { .. } => "the call is ending already",
        what if step.extra.contradicts => contradicts(&what),
        What::Call(_) if step.extra.same_number => SAME_NUMBER,
        What::Call(said) if is_first_of_end(said, step) => TAKEN_AS_ENDED,
        What::Operation(..) if step.extra.update => return puts!(out, "  [", Text(&not_followed(step)), "]"),
        What::Operation(..) if !step.extra.repeated => "the operation had ended with the call",
        What::Response { status: 404, .. } => "the end of the call is known",
        What::Failed { sent, .. } => {
            let waited = span(step.at.saturating_sub(sent));
            return puts!(out, "  [no change: nothing waits for it any more, ", waited, " after the request]");
        }
        What::Response { .. } => "the first answer, after a notification of what it says",
        What::Call(_) if !step.extra.repeated && !step.extra.first => {
            return puts!(out, "  [", Text(&not_followed(step)), "]");
        }
        _ => "this is known",
    };
    puts!(out, "  [no change: ", why, "]");
}
