//! The diagnosis: requests that were refused, and tones that were late.

use call_lifecycle::{CallState, OperationKind};

use crate::clock::span;
use crate::diagnosis::Sentences;
use crate::escape::Text;
use crate::listed::listed;
use crate::odd::Refusal;
use crate::phrases::{self, several, with_error};
use crate::story::Story;
use crate::trace::Act;

/// How many refusals are told one by one.
const TOLD_REFUSALS: usize = 4;

impl Sentences {
    /// What the service refused. Refused keepAlives are told with those that failed.
    pub(super) fn refusals(&mut self, story: &Story) {
        let others = story.odd.refusals.iter().filter(|refusal| !is_told_elsewhere(story, refusal));
        for refusal in others.clone().take(TOLD_REFUSALS) {
            let (act, at, status) = (refusal.act, self.at(refusal.at), refusal.status);
            let why = refusal.why.as_ref().map_or_else(String::new, |why| format!(": {}", Text(why)));
            let error = with_error(refusal.error.as_ref());
            let verify = self.to_verify(story, refusal);
            let soon = self.too_soon(story, refusal);
            let early = too_early(story, refusal);
            let refused = if status < 300 {
                format!("was answered {status} and failed at once")
            } else {
                format!("was refused with {status}")
            };
            self.say(&format!("the {act} sent {at} {refused}{error}{why}{verify}{soon}{early}"));
        }
        if let Some(act) = story.no_response_to.filter(|act| story.overdue.is_none() || !is_answer(*act)) {
            let (many, at) = (story.no_response.count, self.at(story.no_response.first));
            let more =
                if many > 1 { format!(", nor to {} after it", several(many - 1, "request")) } else { String::new() };
            self.say(&format!(
                "no response came to the {act} sent {at}{more}: whether the service got it is not known"
            ));
        }
        let all = story.odd.refused.count;
        let untold = story.odd.refusals.iter().filter(|refusal| !refusal.told);
        let elsewhere = untold.count() - others.clone().count();
        let told = others.count().min(TOLD_REFUSALS) + elsewhere;
        match all.saturating_sub(told as u64) {
            0 => {}
            1 => self.say("and 1 other request was refused"),
            more => self.say(&format!("and {more} other requests were refused")),
        }
    }

    /// That the next such request did not wait as long as `Retry-After` says, and was refused too.
    fn too_soon(&self, story: &Story, refusal: &Refusal) -> String {
        let Some(wait) = refusal.error.as_ref().and_then(|error| error.retry_after) else { return String::new() };
        let until = refusal.at.saturating_add(wait.saturating_mul(1_000));
        let is_next = |other: &&Refusal| other.act == refusal.act && other.at > refusal.at;
        match story.odd.refusals.iter().find(is_next) {
            Some(next) if next.at < until => {
                format!(
                    "; the next one was sent {} after it, too soon, and refused with {}",
                    span(next.at - refusal.at),
                    next.status
                )
            }
            _ => String::new(),
        }
    }

    /// What a 404 to a request for a part of the call leaves open.
    fn to_verify(&self, story: &Story, refusal: &Refusal) -> String {
        let asked = Some((refusal.act, refusal.at));
        if refusal.status != 404 || refusal.why.is_some() || story.part_not_found != asked {
            return String::new();
        }
        match (story.verified, story.ended, story.heard_since) {
            (Some(at), None, _) => format!("; an answer of {} shows that the call lives all the same", self.at(at)),
            (Some(at), Some(_), _) => format!("; an answer of {} says more of the call", self.at(at)),
            (None, Some((at, ..)), _) => format!("; the end of the call became known at {}", self.at(at)),
            (None, None, Some(at)) => {
                format!("; a notification of {} shows that the call lives all the same", self.at(at))
            }
            (None, None, None) => {
                "; this may be about a part of the call only, so verify the call with a GET: a 404 to that says that it has ended".to_owned()
            }
        }
    }

    /// Keys that came late, or with a report that did not count.
    pub(super) fn keys(&mut self, story: &Story) {
        let heard = &story.heard;
        for missed in &story.missed.keys {
            let (key, at) = (phrases::tone(missed.key), self.at(missed.at));
            match missed.after {
                Some(after) => {
                    self.say(&format!("tone {key} came late, at {at}, after tone {}", phrases::tone(after)));
                }
                None => match (heard.of_same_number(missed.key), story.ended) {
                    (_, Some((end, ..))) if end <= missed.at => {
                        self.say(&format!("tone {key} was notified at {at}, after the end of the call"));
                    }
                    (Some(other), _) if missed.key.sequence_id == 0 => self.say(&format!(
                        "tone {key} came at {at} with no other number than tone {}: it did not count, since without numbers a key cannot be told from a repetition",
                        phrases::tone(other)
                    )),
                    (Some(other), _) => self.say(&format!(
                        "tone {key} came at {at} with the number of tone {}: it did not count",
                        phrases::tone(other)
                    )),
                    (None, _) => self.say(&format!("tone {key} came at {at} with a report that did not count")),
                },
            }
        }
        for (at, told) in &story.odd.contradictions {
            self.say(&format!("{told}, at {}", self.at(*at)));
        }
        for (at, tone) in &story.missed.unknown {
            self.say(&format!("a tone that is not known came at {}: {tone}", self.at(*at)));
        }
        let more = story.missed.unknown_count - story.missed.unknown.len() as u64;
        if more > 0 {
            self.say(&format!("and {} not known", several(more, "other tone")));
        }
        let more = story.missed.count - story.missed.keys.len() as u64;
        if more > 0 {
            self.say(&format!("and {} late", several(more, "other tone")));
        }
        let any_late = story.missed.keys.iter().any(|missed| missed.after.is_some());
        // A tone that is not known has a number too.
        let gaps = if story.missed.unknown_count == 0 { heard.gaps() } else { Vec::new() };
        if let Some(&(first, last)) = gaps.first() {
            let which =
                if first == last { format!("sequenceId {first}") } else { format!("sequenceIds {first} to {last}") };
            let more = if gaps.len() > 1 { ", and there are other such gaps" } else { "" };
            self.say(&format!(
                "the trace has no tone with {which}, though it has those before and after{more}: keys may be missing"
            ));
        }
        if let (true, Some(keys)) = (any_late, heard.keys_in_order()) {
            let keys: Vec<String> = keys.iter().map(|key| phrases::tone(*key)).collect();
            self.say(&format!("in order of their numbers the tones are {}", listed(&keys)));
        }
    }
}

/// That the call had not been established yet when a request was sent that needs an established one.
fn too_early(story: &Story, refusal: &Refusal) -> String {
    let needs = matches!(refusal.act, Act::Transfer)
        || refusal.act.operation().is_some_and(|kind| {
            matches!(kind, OperationKind::Record | OperationKind::PlayPrompt | OperationKind::SendDtmfTones)
        });
    let of_state = !matches!(refusal.status, 401 | 403 | 404 | 429 | 500..);
    let sent_in = story.states.iter().rev().find(|(at, _)| *at <= refusal.at);
    match sent_in {
        Some((_, state @ (CallState::Incoming | CallState::Establishing | CallState::Ringing)))
            if needs && of_state && refusal.why.is_none() =>
        {
            format!("; the call was {state} then, and a {} needs an established one", refusal.act)
        }
        _ => String::new(),
    }
}

/// Whether a refusal is told with something else, such as the time to answer.
fn is_told_elsewhere(story: &Story, refusal: &Refusal) -> bool {
    refusal.told || (is_answer(refusal.act) && story.overdue.is_some())
}

const fn is_answer(act: Act) -> bool {
    matches!(act, Act::Answer | Act::Reject | Act::Redirect)
}
