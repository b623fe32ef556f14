//! The lines of the log.

use std::fmt;

use call_lifecycle::app::Request;
use call_lifecycle::record::Tone;
use call_lifecycle::{CallState, Cause, Id, OperationKind, Outcome, ResultInfo, Timestamp};

/// A line of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The service's time, once it is known.
    pub at: Option<Timestamp>,
    /// The call that it is about.
    pub call: Option<Id>,
    /// What happened.
    pub news: News,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// A call came in: the first, the second, ...
    Rings(u32),
    /// A call came in and is rejected: there is no room, or the bot stops.
    Rejected(&'static str),
    /// A call is known by its notification only.
    Adopted(CallState),
    /// A call of an earlier bot.
    Resumed(CallState),
    /// A notification of a live call is ignored: there is no room for the call.
    NotAdopted,
    /// A call is being created.
    Placing,
    /// A call was created.
    Placed,
    /// No call was created, as far as is known.
    NotPlaced(String),
    /// The state changed.
    State(CallState, CallState),
    /// The call ended.
    Ended(Cause, Option<ResultInfo>),
    /// A keepAlive was answered: the call lives until then.
    KeptAlive(Option<Timestamp>),
    /// This many keepAlives in a row have failed.
    NotKeptAlive(u8),
    /// A keepAlive is due and is not sent, as was asked for.
    Withheld,
    /// The expiry passed.
    PresumedLost,
    /// The call was not lost.
    Revived,
    /// The call was not answered in time.
    AnswerOverdue,
    /// A recording or another operation is asked for.
    Asked(OperationKind),
    /// An operation was accepted.
    Accepted(OperationKind),
    /// An operation runs.
    Runs(OperationKind),
    /// An operation ended.
    OperationEnded(OperationKind, Outcome),
    /// This many operations should have ended by now.
    OperationsOverdue(usize),
    /// The caller pressed a key.
    Pressed(Tone),
    /// Audio is active, or no longer is.
    Audio(bool),
    /// A request was refused, or its answer could not be read.
    Refused(Request, u16, Option<String>),
    /// A request got no answer.
    Unanswered(Request, String),
    /// A recording is downloaded.
    Fetching,
    /// A recording of this many bytes was downloaded.
    Fetched(u64),
    /// A recording could not be downloaded.
    NotFetched(String),
    /// The bot has stayed in the call as long as it should.
    Leaving,
    /// A notification had an entry that could not be read.
    Unread(String),
    /// The bot stops and hangs up this many calls.
    Stopping(usize),
    /// Something about the bot itself.
    Note(String),
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(f, "{}  ", Clock(at))?,
            None => f.write_str("--:--:--  ")?,
        }
        match self.call {
            // The first of its four groups of digits is enough to tell a few calls apart.
            Some(call) => write!(f, "call {:08x}  {}", call.words()[0] >> 32, self.news),
            None => write!(f, "bot            {}", self.news),
        }
    }
}

/// A time of day: hours, minutes and seconds.
struct Clock(Timestamp);

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_millis() / 1_000;
        write!(f, "{:02}:{:02}:{:02}", seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60)
    }
}

impl fmt::Display for News {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rings(number) => write!(f, "rings: call number {number}; answering"),
            Self::Rejected(why) => write!(f, "rings, and is rejected: {why}"),
            Self::Adopted(state) => write!(f, "is {state}, and was never heard of: taken over, and looked at"),
            Self::Resumed(state) => write!(f, "is {state}, and goes on from where it was kept"),
            Self::NotAdopted => f.write_str("lives, was never heard of, and there is no room for it: left to expire"),
            Self::Placing => f.write_str("asking for a new call"),
            Self::Placed => f.write_str("was created"),
            Self::NotPlaced(why) => {
                write!(f, "no call was created: {}; if there is one after all, it will be notified", Plain(why))
            }
            Self::State(from, to) => write!(f, "{from} -> {to}"),
            Self::Ended(cause, None) => write!(f, "ended: {cause}"),
            Self::Ended(cause, Some(result)) => {
                write!(f, "ended: {cause} (code {}", result.code)?;
                result.subcode.map_or(Ok(()), |subcode| write!(f, ", subcode {subcode}"))?;
                f.write_str(")")
            }
            Self::KeptAlive(Some(until)) => write!(f, "kept alive until {}", Clock(*until)),
            Self::KeptAlive(None) => f.write_str("kept alive"),
            Self::NotKeptAlive(failures) => write!(f, "keepAlive failed, {failures} in a row: trying again"),
            Self::Withheld => f.write_str("keepAlive is due, and withheld as asked: the service will end the call"),
            Self::PresumedLost => f.write_str("45 minutes without a keepAlive: presumed lost, asking after it"),
            Self::Revived => f.write_str("lives after all"),
            Self::AnswerOverdue => f.write_str("should have been answered by now"),
            Self::Asked(kind) => write!(f, "asking for {kind}"),
            Self::Accepted(kind) => write!(f, "{kind} accepted"),
            Self::Runs(kind) => write!(f, "{kind} runs"),
            Self::OperationEnded(kind, outcome) => {
                write!(f, "{kind} {}", outcome.status)?;
                outcome.reason.map_or(Ok(()), |reason| write!(f, ": {reason}"))
            }
            Self::OperationsOverdue(1) => f.write_str("an operation should have ended by now: looking at the call"),
            Self::OperationsOverdue(count) => {
                write!(f, "{count} operations should have ended by now: looking at the call")
            }
            Self::Pressed(tone) => write!(f, "the caller pressed {}", tone.symbol().unwrap_or('?')),
            Self::Audio(true) => f.write_str("audio is active"),
            Self::Audio(false) => f.write_str("audio is no longer active"),
            Self::Refused(request, status, why) => {
                write!(f, "{} answered {status}", word(*request))?;
                why.as_ref().map_or(Ok(()), |why| write!(f, ": {}", Plain(why)))
            }
            Self::Unanswered(request, why) => write!(f, "{} got no answer: {}", word(*request), Plain(why)),
            Self::Fetching => f.write_str("downloading the recording"),
            Self::Fetched(bytes) => write!(f, "recording of {bytes} bytes downloaded"),
            Self::NotFetched(why) => write!(f, "recording not downloaded: {}", Plain(why)),
            Self::Leaving => f.write_str("stayed long enough: hanging up"),
            Self::Unread(why) => write!(f, "an entry of a notification is ignored: {}", Plain(why)),
            Self::Stopping(1) => f.write_str("stopping: hanging up 1 call"),
            Self::Stopping(calls) => write!(f, "stopping: hanging up {calls} calls"),
            Self::Note(text) => write!(f, "{}", Plain(text)),
        }
    }
}

/// Text from elsewhere, in one line, without control characters, and not too long.
struct Plain<'t>(&'t str);

impl fmt::Display for Plain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 300;
        for symbol in self.0.chars().take(MOST) {
            if symbol.is_control() { write!(f, "{}", symbol.escape_default())? } else { write!(f, "{symbol}")? }
        }
        if self.0.chars().nth(MOST).is_some() { f.write_str(" ...") } else { Ok(()) }
    }
}

/// What a request is called in the log.
const fn word(request: Request) -> &'static str {
    match request {
        Request::KeepAlive => "keepAlive",
        Request::GetCall => "GET of the call",
        Request::HangUp => "DELETE",
        Request::Answer => "answer",
        Request::Reject => "reject",
        Request::Redirect => "redirect",
        Request::Transfer => "transfer",
        Request::Operation(kind) => kind.as_str(),
        Request::Other => "another request",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_its_time_its_call_and_plain_words() {
        let call = Id::parse("57dab8b1-894c-409a-b240-bd8beae78896").unwrap();
        let line = Line {
            at: Some(Timestamp::from_millis(((24 + 3) * 3_600 + 4 * 60 + 5) * 1_000 + 999)),
            call: Some(call),
            news: News::Ended(Cause::KeepAliveExpired, Some(ResultInfo::new(408, Some(8537)))),
        };
        assert_eq!(line.to_string(), "03:04:05  call 57dab8b1  ended: keepAliveExpired (code 408, subcode 8537)");
    }

    #[test]
    fn what_others_say_is_one_short_line() {
        let hostile = format!("a\nb\u{1b}[2J{}", "x".repeat(1_000));
        let text = News::Note(hostile).to_string();
        assert!(text.starts_with("a\\nb\\u{1b}[2Jxxx") && text.ends_with("x ..."));
        assert!(text.len() < 330);
    }
}
