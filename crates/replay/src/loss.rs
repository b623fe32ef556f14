//! The loss of a call for want of keepAlives, or how near it was, and what came after.

use std::fmt::Write;

use call_lifecycle::Cause;

use crate::change::Begin;
use crate::clock::span;
use crate::codes;
use crate::diagnosis::Sentences;
use crate::failure::Failure;
use crate::listed::listed;
use crate::odd::Refusal;
use crate::phrases::{code, failure_in_words, several, with_error};
use crate::put::put;
use crate::side::Side;
use crate::story::Story;
use crate::times::Times;
use crate::trace::Act;
use crate::track::Track;

impl Sentences {
    pub(super) fn loss<S: Side>(&mut self, machine: &S, track: &Track, story: &Story) {
        let expired = machine.cause() == Some(Cause::KeepAliveExpired);
        if expired || story.lost.is_some() || story.too_late.is_some() || story.alive_after.is_some() {
            self.lost(machine, track, story, expired);
        }
        self.failures(story);
        self.nearly(machine);
    }

    fn lost<S: Side>(&mut self, machine: &S, track: &Track, story: &Story, expired: bool) {
        let within = span(self.frame.terms.within);
        let renewed = self.renewed(track, story);
        if let Some(lost) = story.lost.filter(|lost| story.revived.is_none_or(|revived| revived < *lost)) {
            let mut sentence = format!("{renewed}: presumed lost at {}", self.at(lost));
            match (story.not_found, story.ended) {
                (_, Some((at, Cause::Abandoned, result))) => {
                    put!(sentence, "; {}", self.given_up(story, at, result.or(machine.result())));
                }
                (Some((act, sent, _)), Some(_)) => {
                    put!(sentence, "; the {act} at {} got 404", self.at(sent));
                }
                (_, Some((at, cause, result))) => {
                    put!(sentence, "; ended at {} with {cause}{}", self.at(at), code(result));
                }
                (_, None) if story.since_lost.count > 0 => {
                    let (many, heard) = self.heard_since(story);
                    put!(sentence, "; {many} came at {heard}, so it lived then");
                }
                (_, None) => sentence.push_str("; nobody has said yet whether it lives"),
            }
            self.say(&sentence);
        } else if let (true, Some((at, ..))) = (expired && !S::IS_SERVICE, story.ended) {
            let ended = format!("the service ended the call at {} with 408/8537", self.at(at));
            let early = machine.expires_at().map(|expires| expires.as_millis()).filter(|expires| at < *expires);
            match (early, story.renewed) {
                (None, _) => self.say(&format!("{renewed}: {ended}")),
                (Some(_), Some(renewed)) => self.say(&format!(
                    "{ended}: no keepAlive in {within}, though one of {} had succeeded by the trace; does another program or clock take part?",
                    self.at(renewed)
                )),
                (Some(_), None) => self.say(&format!("{ended}: no keepAlive in {within}, though the trace has known the call for less")),
            }
        } else if expired {
            let at = machine.expires_at().map_or(self.frame.last, |at| at.as_millis());
            self.say(&format!("{renewed}: the call expired at {}", self.at(at)));
        } else if let (Some(lost), Some(revived)) = (story.lost, story.revived) {
            let (lost, revived) = (self.at(lost), self.at(revived));
            self.say(&format!("presumed lost at {lost}, and revived by a keepAlive at {revived}: it was nearly lost"));
        }
        if let Some((act, sent)) = story.alive_after.filter(|_| story.was_given_up()) {
            self.say(&format!(
                "the {act} sent {} was answered 200 after the call had been given up: it was still alive then",
                self.at(sent)
            ));
        }
        if let Some(at) = story.too_late {
            self.say(&format!("the keepAlive that succeeded at {} came too late to revive the call: it had been sent more than {within} before", self.at(at)));
        }
    }

    /// When the call was kept alive last.
    fn renewed(&self, track: &Track, story: &Story) -> String {
        let within = span(self.frame.terms.within);
        if let Some(at) = story.renewed {
            return format!("last successful keepAlive {}, none within {within}", self.at(at));
        }
        let tried = match story.tried.unwrap_or(story.keep_alives.count) {
            0 => "none was sent".to_owned(),
            count => format!("{} sent, none succeeded", several(count, "keepAlive")),
        };
        let is_adopted = matches!(track.begin, Begin::Adopted(_) | Begin::Ending(_));
        let begun = if is_adopted { "was first seen" } else { "began" };
        format!("the call {begun} {}, and no keepAlive succeeded within {within} ({tried})", self.at(track.began))
    }

    /// How a lost call was given up, and whether rightly.
    fn given_up(&self, story: &Story, at: u64, result: Option<call_lifecycle::ResultInfo>) -> String {
        let given_up = self.at(at);
        let (many, heard) = self.heard_since(story);
        let end = story.true_end.map(|end| {
            let with = result.map_or_else(String::new, |result| {
                let words = codes::of(result).map_or_else(String::new, |(_, words)| format!(" ({words})"));
                format!(" with {result}{words}")
            });
            format!("the call really ended at {}{with}", self.at(end))
        });
        match (!heard.is_empty(), end) {
            (true, Some(end)) => format!("given up at {given_up}, though {many} came at {heard}, and {end}"),
            (true, None) => format!("given up at {given_up}, though {many} came at {heard}"),
            (false, Some(end)) => format!("given up at {given_up}, though {end}"),
            (false, None) => {
                format!("nothing was heard of it for {} more: given up at {given_up}", span(self.frame.terms.abandon))
            }
        }
    }

    /// The notifications since the call was presumed lost or a 404 ended it: how many, and when.
    pub(super) fn heard_since(&self, story: &Story) -> (&'static str, String) {
        let mut heard: Vec<String> = story.since_lost_first.iter().map(|at| self.at(*at)).collect();
        let more = story.since_lost.count - heard.len() as u64;
        if more > 0 {
            heard.push(format!("{more} more until {}", self.at(story.since_lost.last)));
        }
        let many = if story.since_lost.count == 1 { "a notification" } else { "notifications" };
        (many, listed(&heard))
    }

    fn failures(&mut self, story: &Story) {
        let late = story.answered_late;
        if late.count > 0 {
            let reply = span(self.frame.terms.reply);
            let slowest = span(story.slowest);
            self.say(&match late.count {
                1 => format!("the keepAlive that was answered 200 at {} had waited {slowest} for it, and not {reply} at most: it counts all the same", self.at(late.first)),
                many => format!("{many} keepAlives were answered 200 only after more than {reply}, {}, the slowest after {slowest}: they count all the same", self.when(late)),
            });
        }
        let anyway = story.answered_all_the_same;
        if anyway.count > 0 {
            let when = self.when(anyway);
            self.say(&match anyway.count {
                1 => format!("a keepAlive that was said to have no response was answered 200 {when}: it counts all the same"),
                many => format!("{many} keepAlives that were said to have no response were answered 200, {when}: they count all the same"),
            });
        }
        let failed = story.failures.count.saturating_sub(late.count + anyway.count);
        if failed == 0 {
            return;
        }
        let reasons = self.reasons(story);
        let why = story.last_failure.map_or_else(String::new, |why| {
            if reasons.len() > 1 {
                let last = match why {
                    Failure::Status(_) => String::new(),
                    other => format!(", the last one: {}", failure_in_words(other, &self.frame.terms)),
                };
                return format!(" ({}){last}", reasons.join("; "));
            }
            let last = if failed == 1 { "" } else { "the last one: " };
            let error = with_error(story.last_failure_error.as_ref());
            format!(", {last}{}{error}", failure_in_words(why, &self.frame.terms))
        });
        self.say(&format!(
            "{} failed {}{why}; no failure extends the {}",
            several(failed, "keepAlive"),
            self.when(Times { count: failed, ..story.failures }),
            span(self.frame.terms.within)
        ));
    }

    /// With what keepAlives were refused: each of it once.
    fn reasons(&self, story: &Story) -> Vec<String> {
        let ended = story.ended.map_or(u64::MAX, |(at, ..)| at);
        let is_meant =
            |refusal: &&Refusal| refusal.act == Act::KeepAlive && refusal.status != 404 && refusal.at < ended;
        let mut reasons: Vec<String> = Vec::new();
        for Refusal { status, error, .. } in story.odd.refusals.iter().filter(is_meant) {
            let said = format!("answered {status}{}", with_error(error.as_ref()));
            if !reasons.contains(&said) {
                reasons.push(said);
            }
        }
        reasons
    }

    /// That the call is to expire soon after the trace ends.
    fn nearly<S: Side>(&mut self, machine: &S) {
        let last = self.frame.last;
        let alive = machine.cause().is_none() && !machine.presumed_lost();
        let soon = last.saturating_add(self.frame.terms.within / 3);
        let expires = machine.expires_at().map(|at| at.as_millis());
        if let Some(at) = expires.filter(|at| alive && *at > last && soon > *at) {
            let left = span(at.saturating_sub(last));
            self.say(&format!("unless a keepAlive succeeds, the call expires at {}, in {left}", self.at(at)));
        }
    }
}
