//! Why a call ended, in words: by its code where that is known, and by whether it was established.

use std::borrow::Cow;

use call_lifecycle::{CallState, Cause, ResultInfo};

use crate::change::Begin;
use crate::codes::{self, Manner};
use crate::phrases::{meaning, quoted};
use crate::put::puts;
use crate::side::Side;
use crate::track::Track;

/// Why a call ended.
#[derive(Clone, Debug)]
pub struct Reason {
    pub words: Cow<'static, str>,
    /// Whether the machine's word for the cause may stand next to it.
    pub fits: bool,
    pub usual: bool,
}

/// Whether nothing shows that the call was ever connected, though its beginning is known.
pub fn is_never_established(track: &Track) -> bool {
    let from_start = match track.begin {
        Begin::Created | Begin::Incoming { .. } => true,
        Begin::Adopted(state) => {
            matches!(state, CallState::Incoming | CallState::Establishing | CallState::Ringing)
        }
        Begin::Ending(_) => false,
    };
    from_start && !track.story.established
}

pub fn of(track: &Track, cause: Cause, result: Option<ResultInfo>) -> Reason {
    let known = result.and_then(codes::of);
    let by_machine = cause;
    // The code may have come after the end, or from the log of a service.
    let cause = match (cause, result) {
        (Cause::Unknown | Cause::RemoteHangUp, Some(result)) => result.cause(),
        (cause, _) => cause,
    };
    // The DELETE was only on its way when something else ended the call.
    let cause = match (cause, result) {
        (Cause::LocalHangUp, result) if track.story.is_hang_up_late() => {
            result.map_or(Cause::Unknown, ResultInfo::cause)
        }
        (cause, _) => cause,
    };
    let own = matches!(
        cause,
        Cause::LocalHangUp
            | Cause::Rejected
            | Cause::Redirected
            | Cause::Transferred
            | Cause::AnswerTimeout
            | Cause::KeepAliveExpired
            | Cause::NotFound
            | Cause::Abandoned
            | Cause::HangUpUnconfirmed
    );
    let never = is_never_established(track);
    let (words, fits, usual) = match (cause, known) {
        (Cause::Abandoned | Cause::HangUpUnconfirmed, _) if track.story.true_end.is_some() => {
            let words = known.map_or_else(String::new, |(_, words)| format!(": {words}"));
            (format!("given up, though it only ended later{words}").into(), true, false)
        }
        (Cause::Abandoned | Cause::HangUpUnconfirmed, _) if track.story.alive_after.is_some() => {
            ("given up, though it still lived".into(), true, false)
        }
        (Cause::Abandoned, _) if track.story.since_lost.count > 0 => {
            ("given up, though notifications came".into(), true, false)
        }
        (Cause::NotFound, _) if track.story.alive_after.is_some() => {
            ("the service answered 404, though it still lived".into(), true, false)
        }
        (Cause::NotFound, _) if track.story.true_end.is_some() => {
            let words = known.map_or_else(String::new, |(_, words)| format!(": {words}"));
            (format!("the service answered 404, and notified the end later{words}").into(), true, false)
        }
        (Cause::LocalHangUp, _) if never => ("the application hung up before it was established".into(), true, true),
        (Cause::Redirected, known) if result.is_some_and(|result| result.code >= 400) => {
            let words = known.map(|(_, words)| words).or(result.map(|result| meaning(result.cause())));
            let words = words.unwrap_or_default().replace("the callee", "its target");
            (format!("{}, and {words}", meaning(cause)).into(), true, false)
        }
        (cause, _) if own => (meaning(cause).into(), true, true),
        (Cause::Unknown, _) if result.is_none() && track.story.given_reason.is_some() => {
            let before = if never { "ended before it was established: " } else { "" };
            let reason = given_reason(track.story.given_reason.as_deref().unwrap_or_default());
            (format!("{before}{reason}").into(), false, true)
        }
        (_, known) if never => {
            let fits = !matches!(known, Some((Manner::ByBot, _)));
            (before_established(track, (cause, result), known).into(), fits, false)
        }
        // What the words of these say is over once a call is established.
        (Cause::NoAnswer | Cause::Declined | Cause::Busy, known)
            if is_connected(track) && (known.is_none() || matches!(track.begin, Begin::Incoming { .. })) =>
        {
            let words = match result {
                Some(result) if result.code == 408 => "timed out after it had been established",
                _ => "broken off after it had been established",
            };
            (words.into(), false, false)
        }
        (_, Some((manner, words))) => (words.into(), manner != Manner::ByBot, manner != Manner::Unusual),
        (cause, None) => (meaning(cause).into(), true, matches!(cause, Cause::RemoteHangUp)),
    };
    Reason { words, fits: fits && cause == by_machine, usual }
}

/// Whether it is known to have been connected.
fn is_connected(track: &Track) -> bool {
    track.story.established && !matches!(track.begin, Begin::Ending(_))
}

/// The `terminationReason` of an end that has no code.
fn given_reason(reason: &str) -> String {
    match reason {
        "AppInitiated" => "ended by the application (the reason given is \"AppInitiated\")".to_owned(),
        other => format!("the service gave the reason {}", quoted(other)),
    }
}

fn before_established(
    track: &Track,
    (cause, result): (Cause, Option<ResultInfo>),
    known: Option<(Manner, &'static str)>,
) -> String {
    let why = match (known, cause) {
        (Some((Manner::ByBot, words)), _) => words.trim_start_matches("ended "),
        (Some((Manner::Unusual, words)), _) => words,
        (_, Cause::Unknown) if result.is_none() => "no reason was given",
        (Some((Manner::Telephone, words)), _) if track.begin == Begin::Created => words,
        (_, Cause::RemoteHangUp | Cause::Unknown) => match track.begin {
            Begin::Incoming { .. } if track.story.answering.accepted().is_some() => "the caller hung up",
            Begin::Incoming { .. } => "the caller gave up, and nobody had answered",
            _ => "nobody answered",
        },
        (Some((Manner::Usual | Manner::Telephone, words)), _) => words,
        (None, Cause::Declined)
            if result.is_some_and(|result| result.code == 487) && matches!(track.begin, Begin::Incoming { .. }) =>
        {
            "the caller gave up before it was answered"
        }
        (None, Cause::NoAnswer) if matches!(track.begin, Begin::Incoming { .. }) => "the bot did not answer in time",
        (None, cause) => meaning(cause),
    };
    // Who is called when a call comes in is the bot.
    let why = match track.begin {
        Begin::Incoming { .. } => why.replace("the callee", "the bot"),
        _ => why.to_owned(),
    };
    format!("ended before it was established: {why}")
}

/// The same of a call that has ended.
pub fn of_machine<S: Side>(machine: &S, track: &Track) -> Option<Reason> {
    // The service's machine has a code for each cause: it says no more than that.
    let result = result(machine, track).filter(|result| !S::IS_SERVICE || machine.result() != Some(*result));
    Some(of(track, machine.cause()?, result))
}

/// The code of a call's end. At the service's end it is that of the log, if it has one.
pub fn result<S: Side>(machine: &S, track: &Track) -> Option<ResultInfo> {
    let logged = track.story.ended.and_then(|(.., result)| result).filter(|_| S::IS_SERVICE);
    logged.or(machine.result()).or(track.story.announced)
}

/// The same with the machine's word for the cause where it fits.
pub fn in_words<S: Side>(machine: &S, track: &Track) -> Option<Cow<'static, str>> {
    let cause = machine.cause()?;
    let Reason { words, fits, .. } = of_machine(machine, track)?;
    let alone = !fits || words == cause.as_str();
    if alone {
        return Some(words);
    }
    let mut both = String::with_capacity(64);
    puts!(&mut both, cause, " (", words, ")");
    Some(both.into())
}

/// The message of a call's end with its DiagCode, as a line.
pub fn message(track: &Track) -> Option<String> {
    let message = track.message.as_deref()?;
    let code = codes::diag_code(message).map_or_else(String::new, |code| format!(", DiagCode {code}"));
    let story = &track.story;
    // That of an end stands above.
    let of_what = match (story.ended, story.live_result, story.transfer_failed) {
        (None, Some((.., result)), _) | (None, None, Some((_, Some(result)))) => format!("of {result}: "),
        _ => String::new(),
    };
    Some(format!("message {of_what}{}{code}", quoted(message)))
}
