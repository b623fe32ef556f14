//! How a call was answered and how it ended, what the bot had to do with it, and what was silent.

use call_lifecycle::{CallState, Cause, ResultInfo};

use crate::answering::{Attempt, Outcome};
use crate::change::Begin;
use crate::clock::span;
use crate::codes::{self, Manner};
use crate::deeds::{Deed, SHORTLY};
use crate::diagnosis::Sentences;
use crate::phrases::{code, quoted, with_error};
use crate::reason;
use crate::side::Side;
use crate::story::{HangUp, Story};
use crate::trace::Act;
use crate::track::Track;

/// How long nothing must be notified until that is said: after a request that a notification
/// follows, after a redirect, which rings, and while a call is being established.
pub(super) const QUIET: u64 = 30_000;
const QUIET_RINGING: u64 = 180_000;

impl Sentences {
    pub(super) fn answer<S: Side>(&mut self, machine: &S, track: &Track, story: &Story) {
        let recording = matches!(track.begin, Begin::Incoming { recording: true });
        let within = self.frame.terms.answer_within(recording);
        let due = track.began.saturating_add(within);
        let waits = machine.state() == CallState::Incoming
            && self.frame.last >= due
            && !S::IS_SERVICE
            && story.answering.accepted().is_none();
        if story.overdue.is_some() || waits {
            let tried: Vec<String> =
                story.answering.of_incoming().map(|attempt| self.attempt(track, within, attempt)).collect();
            let accepted = |attempt: &Attempt| matches!(attempt.outcome, Outcome::Accepted(_));
            let late = match tried.len() {
                0 => "it was never answered, rejected or redirected".to_owned(),
                _ if story.answering.of_incoming().any(accepted) => tried.join("; "),
                _ if story.answering.of_incoming().all(|attempt| attempt.sent >= due) => tried.join("; "),
                _ => format!("{}, and no other followed in time", tried.join("; ")),
            };
            let which = if recording { ", as the call came for compliance recording," } else { "" };
            self.say(&format!("the {} to answer{which} were over at {}: {late}", span(within), self.at(due)));
        }
        let moved_on = story.overdue.is_none() && !waits && !S::IS_SERVICE;
        let unanswered = story.answering.all().find(|attempt| attempt.outcome == Outcome::Out);
        if let Some(Attempt { act, sent, .. }) =
            unanswered.filter(|attempt| moved_on && self.frame.last.saturating_sub(attempt.sent) >= QUIET)
        {
            self.say(&format!("the trace has no response to the {act} sent {}", self.at(*sent)));
        }
        if let Some(at) = story.redirect_over {
            self.say(&format!("nobody answered the redirected call while it rang: it ended at {}", self.at(at)));
        }
        if let Some((at, Cause::AnswerTimeout, _)) = story.ended {
            self.say(&format!(
                "nobody answered, rejected or redirected the call within {}: it ended at {}",
                span(within),
                self.at(at)
            ));
        }
    }

    /// What became of an answer, reject or redirect.
    fn attempt(&self, track: &Track, within: u64, Attempt { act, sent, outcome }: &Attempt) -> String {
        let late = sent.saturating_sub(track.began);
        let at = self.at(*sent);
        match outcome {
            Outcome::Refused(status, error) if late >= within => {
                let verify = match (status, &track.story.ended) {
                    (404, None) => ", so verify the call with a GET: a 404 to that says that it has ended",
                    _ => "",
                };
                let error = with_error(error.as_ref());
                format!(
                    "the {act} at {at} came {} after the call, and was refused with {status}{error}{verify}",
                    span(late)
                )
            }
            Outcome::Refused(status, error) => {
                format!("the {act} sent {at} was refused with {status}{}", with_error(error.as_ref()))
            }
            Outcome::NoResponse => format!("no response came to the {act} sent {at}"),
            Outcome::Out if late < within => format!("the trace has no response to the {act} sent {at}"),
            Outcome::Accepted(accepted) if late < within => {
                format!("the {act} sent {at} was only accepted at {}", self.at(*accepted))
            }
            Outcome::Out | Outcome::Accepted(_) => format!("the {act} at {at} came {} after the call", span(late)),
        }
    }

    /// An end that is not one of those that calls have every day.
    pub(super) fn end<S: Side>(&mut self, machine: &S, track: &Track, story: &Story) {
        let Some((at, cause, result)) = story.ended else { return };
        let result = result.or(machine.result()).or(story.announced);
        let reason = reason::of(track, cause, result);
        let told_elsewhere = matches!(
            cause,
            Cause::Abandoned
                | Cause::HangUpUnconfirmed
                | Cause::KeepAliveExpired
                | Cause::NotFound
                | Cause::AnswerTimeout
        );
        if told_elsewhere || (S::IS_SERVICE && result == machine.result()) {
            return;
        }
        if let Some(why) = reason.words.strip_prefix("ended before it was established: ") {
            let with = with(track, result);
            self.say(&format!("ended before it was established: {why}; it ended at {}{with}", self.at(at)));
        } else if !reason.usual && result.is_some() {
            let mut with = with(track, result);
            if machine.result().is_none() && story.announced.is_some() {
                with.push_str(", which came with the state terminating");
            }
            self.say(&format!("the call ended at {}{with}: {}", self.at(at), reason.words));
        } else if matches!(result.and_then(codes::of), Some((Manner::ByBot, _))) && story.hang_ups.count == 0 {
            self.say(&format!("the call was {}{}, whose DELETE is not in the trace", reason.words, code(result)));
        }
    }

    /// What the bot did shortly before the end.
    pub(super) fn deed(&mut self, story: &Story) {
        let Some((end, cause, _)) = story.ended else { return };
        let end = story.true_end.unwrap_or(end);
        let shortly = |at: u64| at <= end && end - at <= SHORTLY;
        if let Some((at, deed)) = story.deed.filter(|(at, _)| shortly(*at)) {
            let before = span(end - at);
            match deed {
                Deed::Removed => self.say(&format!(
                    "the bot removed a participant at {}, {before} before the end: that is likely why the call ended",
                    self.at(at)
                )),
                Deed::Invited => self.say(&format!("the bot sent an invite at {}, {before} before the end", self.at(at))),
                Deed::Replaced(act, by) => self.say(&format!(
                    "the bot's {act} of {} to call #{by} names this call in replacesCallId, {before} before the end: the service replaced it",
                    self.at(at)
                )),
            }
        }
        let hang_ups = story.hang_ups;
        match (cause, story.hang_up_confirmed) {
            _ if hang_ups.count == 0 => {}
            (Cause::LocalHangUp, Some(confirmed)) if hang_ups.count > 1 && !story.silent_end => self.say(&format!(
                "the application hung up: of {} DELETEs the one that was confirmed at {} ended the call",
                hang_ups.count,
                self.at(confirmed)
            )),
            (Cause::LocalHangUp, _) if story.is_hang_up_late() => {
                let Some((_, sent, at)) = story.not_found else { return };
                self.say(&format!(
                    "the DELETE sent {} was under way when the call ended, and got 404 at {}: it did not end the call",
                    self.at(sent),
                    self.at(at)
                ));
            }
            (Cause::LocalHangUp | Cause::HangUpUnconfirmed | Cause::NotFound | Cause::KeepAliveExpired, _) => {}
            // That one did nothing, and is told with the refusals.
            (_, None) if story.hang_up == HangUp::Refused => {}
            _ if shortly(hang_ups.first) => {
                let before = span(end - hang_ups.first);
                self.say(&format!("the bot sent a DELETE at {}, {before} before the end", self.at(hang_ups.first)));
            }
            _ => {}
        }
    }

    /// What should have been notified and was not.
    pub(super) fn silence<S: Side>(&mut self, machine: &S, track: &Track, story: &Story) {
        if S::IS_SERVICE {
            return;
        }
        let (heard, last) = (story.heard.all, self.frame.last);
        let until = story.ended.map_or(last, |(at, ..)| at).max(track.began);
        let (check, verify) = ("check that the service reaches the callbackUri", "verify the call with a GET");
        if heard.count == 0 {
            if track.begin == Begin::Created && until - track.began >= QUIET {
                self.say(&format!(
                    "nothing has been notified since the call was created at {}, in {}: {check}",
                    self.at(track.began),
                    span(until - track.began)
                ));
            }
            return;
        }
        if story.ended.is_some() {
            return;
        }
        let quiet = |since: u64| last.saturating_sub(since);
        match story.answering.accepted() {
            Some((act, at)) if heard.last <= at && quiet(at) >= patience(act) => {
                let still = match machine.state() {
                    CallState::Incoming => ", and the call is still incoming here",
                    _ => "",
                };
                self.say(&format!(
                    "the {act} was accepted at {}, and nothing has been notified since, in {}{still}: {}",
                    self.at(at),
                    span(quiet(at)),
                    // What follows an incoming call goes where its answer says.
                    if heard.count > u64::from(matches!(track.begin, Begin::Incoming { .. })) { verify } else { check }
                ));
            }
            _ if matches!(machine.state(), CallState::Establishing | CallState::Ringing)
                && quiet(heard.last) >= QUIET_RINGING =>
            {
                self.say(&format!(
                    "nothing has been notified since {}, in {}, and the call is still {}: {verify}",
                    self.at(heard.last),
                    span(quiet(heard.last)),
                    machine.state()
                ));
            }
            _ => self.stuck(machine.state(), story),
        }
    }

    /// A state that is to lead to the end and has not.
    fn stuck(&mut self, state: CallState, story: &Story) {
        let passes = matches!(state, CallState::Terminating | CallState::Transferring | CallState::TransferAccepted);
        let since = story.states.last().map_or(self.frame.last, |(at, _)| *at);
        let told = state == CallState::Terminating && story.hang_up_confirmed.is_some();
        let quiet = self.frame.last.saturating_sub(since.max(story.heard.all.last));
        if passes && !told && quiet >= QUIET {
            let quiet = span(quiet);
            self.say(&format!(
                "the call has been {state} since {}, and nothing was notified in the last {quiet}: verify the call with a GET",
                self.at(since)
            ));
        }
    }

    /// Since when nobody but applications takes part.
    pub(super) fn roster(&mut self, story: &Story) {
        let Some(since) = story.heard.nobody_since else { return };
        let at = self.at(since);
        match story.true_end.or(story.ended.map(|(at, ..)| at)) {
            Some(end) if end >= since => {
                self.say(&format!("no people were in the roster from {at} on, {} before the end", span(end - since)));
            }
            Some(_) => {}
            None => self.say(&format!("no people have been in the roster since {at}: the bot is alone in the call")),
        }
    }
}

/// ` with 500/1234, "Server Internal Error. ..."`: the message only where the code is not documented.
fn with(track: &Track, result: Option<ResultInfo>) -> String {
    let Some(result) = result else { return String::new() };
    match track.message.as_deref().filter(|_| codes::of(result).is_none()) {
        Some(message) => format!(" with {result}, {}", quoted(message)),
        None => format!(" with {result}"),
    }
}

/// How long nothing may follow what was accepted.
const fn patience(act: Act) -> u64 {
    match act {
        Act::Redirect => QUIET_RINGING,
        _ => QUIET,
    }
}
