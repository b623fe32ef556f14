//! A 404 that said that a call had ended, an end that was notified late, and requests after an end.

use call_lifecycle::{Cause, ResultInfo};

use crate::clock::span;
use crate::codes;
use crate::diagnosis::Sentences;
use crate::phrases::several;
use crate::story::Story;

/// How long after an end a request may have been on its way already.
const AT_ONCE: u64 = 1_000;

impl Sentences {
    /// A 404 that ended the call, and what came after it.
    pub(super) fn not_found(&mut self, story: &Story, result: Option<ResultInfo>) {
        let (Some((act, sent, at)), Some((_, Cause::NotFound, _))) = (story.not_found, story.ended) else { return };
        let answer = format!("the {act} sent {} got 404 at {}", self.at(sent), self.at(at));
        let (many, heard) = self.heard_since(story);
        let came = if heard.is_empty() { String::new() } else { format!(", though {many} came at {heard}") };
        if let Some((act, sent)) = story.alive_after {
            let and = if heard.is_empty() { ", though" } else { " and" };
            let told = format!("{came}{and} the {act} sent {} was answered 200", self.at(sent));
            let end = self.late_end(story, at, result).map_or_else(String::new, |end| format!("; {end}"));
            self.say(&format!("{answer}{told}: the call still lived then, and why there was a 404 is not known{end}"));
            return;
        }
        let rest = match self.late_end(story, at, result) {
            Some(end) => format!("{came}; {end}"),
            None if !heard.is_empty() => format!("{came}, and no notification of the end"),
            None if story.heard.all.count == 0 => ", and the trace has no notification of it at all".to_owned(),
            None => format!(
                ", and its last notification is missing from the trace, whose last one is of {}",
                self.at(story.heard.all.last)
            ),
        };
        self.say(&format!("{answer}: the call had ended{rest}"));
    }

    /// The end that was notified only after the call had been taken as ended.
    pub(super) fn late_end(&self, story: &Story, taken: u64, result: Option<ResultInfo>) -> Option<String> {
        let end = story.true_end?;
        let with = result.map_or_else(String::new, |result| {
            let words = codes::of(result).map_or_else(String::new, |(_, words)| format!(": {words}"));
            format!(", with {result}{words}")
        });
        let after = span(end.saturating_sub(taken));
        Some(format!("its end was only notified at {}, {after} later{with}", self.at(end)))
    }

    /// Requests to a call that is gone. What to do is said where the trace shows it.
    pub(super) fn requests_after_end(&mut self, story: &Story) {
        let after = story.after_end;
        let all_alive = story.alive_after.is_some() && (story.after_end_not_found == 0 || story.was_not_found());
        if after.count == 0 || all_alive {
            return;
        }
        let gone = match story.ended {
            _ if story.was_given_up() => "had been given up",
            Some((at, ..)) if at <= after.first => "had ended",
            _ => "was ending or had ended",
        };
        let advice = match story.ended {
            _ if story.after_not_found > 0 => ": stop at the first 404 and free what belongs to the call".to_owned(),
            Some(_) if story.was_given_up() && story.after_end_not_found == 0 => {
                ": the trace has no answer that says whether it still lived".to_owned()
            }
            Some(_) if story.was_given_up() => ": a 404 then said that it had ended".to_owned(),
            // It may have been on its way.
            Some((at, ..)) if after.last >= at && after.last - at < AT_ONCE => {
                format!(", {} after its end was known", span(after.last - at))
            }
            Some((at, ..)) => {
                format!(": its end was known at {}, so stop there and free what belongs to the call", self.at(at))
            }
            None => String::new(),
        };
        let accepted = story.after_end_accepted.filter(|_| story.alive_after.is_none());
        let accepted = accepted.map_or_else(String::new, |(act, sent, status)| {
            format!("; the {act} sent {} was answered {status} all the same", self.at(sent))
        });
        let requests = several(after.count, "request");
        self.say(&format!("{requests} to a call that {gone}, {}{advice}{accepted}", self.when(after)));
    }
}
