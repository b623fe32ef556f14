//! What happened to a call and why, in plain words, below its timeline.

use std::fmt::Write;

use call_lifecycle::Cause;

use crate::calls::{Call, Calls};
use crate::change::Begin;
use crate::clock::{Clock, span};
use crate::phrases::{cause_in_words, code, failure_in_words, several};
use crate::side::Side;
use crate::story::{Story, Times};
use crate::timeline;
use crate::track::Track;

macro_rules! put {
    ($out:expr, $($argument:tt)*) => { let _ = write!($out, $($argument)*); };
}

/// 45 minutes: the default policy's, at either end.
const EXPIRY: u64 = 2_700_000;

pub fn call<S: Side>(out: &mut String, clock: Clock, last: u64, Call { machine, track, .. }: &Call<S>) {
    let Some(story) = &track.story else { return };
    put!(out, "\ncall #{} {}\n", track.number, track.name);
    let mut state = machine.state().to_string();
    if let Some(cause) = machine.cause() {
        put!(state, ", {}", cause_in_words(cause));
    }
    if let Some(result) = machine.result() {
        put!(state, ", code {result}");
    }
    if machine.presumed_lost() {
        state.push_str(", presumed lost");
    }
    put!(out, "  {state}\n  timeline\n");
    timeline::put(out, clock, last, track, story);
    out.push_str("  diagnosis\n");
    let mut said = Sentences { out, clock, any: false };
    said.loss(machine, track, story, last);
    said.not_found(story);
    said.answer(track, story);
    said.hang_up(machine, story);
    said.transfer(story);
    said.operations(machine, track, story);
    said.refusals(story);
    said.notifications(track, story);
    if !said.any {
        let code = machine.result().map_or_else(|| "without a code".to_owned(), |result| format!("with code {result}"));
        let healthy = match machine.cause() {
            Some(cause @ (Cause::Failed | Cause::MediaFailed)) => format!("the call ended {code}: {cause}"),
            Some(Cause::Unknown) => "the call ended without a code: why is not known".to_owned(),
            Some(cause) => format!("nothing unusual: {}", cause_in_words(cause)),
            None => "nothing unusual: the call lives on at the end of the trace".to_owned(),
        };
        said.say(&healthy);
    }
}

/// `at 00:00:05`, or `between 00:00:05 and 00:01:00`.
pub(super) fn when(clock: Clock, times: Times) -> String {
    match times.count {
        1 => format!("at {}", clock.brief(times.first)),
        _ => format!("between {} and {}", clock.brief(times.first), clock.brief(times.last)),
    }
}

pub(super) struct Sentences<'o> {
    out: &'o mut String,
    pub(super) clock: Clock,
    any: bool,
}

impl Sentences<'_> {
    pub(super) fn say(&mut self, sentence: &str) {
        self.any = true;
        put!(self.out, "    - {sentence}\n");
    }

    /// The loss of the call by inactivity, or how near it was.
    fn loss<S: Side>(&mut self, machine: &S, track: &Track, story: &Story, last: u64) {
        let clock = self.clock;
        let expired = machine.cause() == Some(Cause::KeepAliveExpired);
        let renewed = match story.renewed {
            Some(at) => format!("last successful keepAlive {}, none within 45 min", clock.brief(at)),
            None => {
                let from = clock.brief(track.began);
                let tried = match story.keep_alives.count {
                    0 => "none was sent".to_owned(),
                    count => format!("{} sent, none succeeded", several(count, "keepAlive")),
                };
                let begun = if matches!(track.begin, Begin::Adopted(_) | Begin::Ending(_)) {
                    "was first seen"
                } else {
                    "began"
                };
                format!("the call {begun} {from}, and no keepAlive succeeded within 45 min ({tried})")
            }
        };
        if let Some(lost) = story.lost.filter(|lost| story.revived.is_none_or(|revived| revived < *lost)) {
            let mut sentence = format!("{renewed}: presumed lost at {}", clock.brief(lost));
            match (story.not_found, story.ended) {
                (Some((act, sent, _)), Some(_)) => {
                    put!(sentence, "; the {act} at {} got 404", clock.brief(sent));
                }
                (_, Some((at, Cause::Abandoned, _))) => {
                    put!(sentence, "; nothing was heard of it for 15 min more: given up at {}", clock.brief(at));
                }
                (_, Some((at, cause, result))) => {
                    put!(sentence, "; ended at {} with {cause}{}", clock.brief(at), code(result));
                }
                (_, None) => sentence.push_str("; nobody has said yet whether it lives"),
            }
            self.say(&sentence);
        } else if let (true, Some((at, ..))) = (expired && !S::IS_SERVICE, story.ended) {
            let ended = format!("the service ended the call at {} with 408/8537", clock.brief(at));
            let early = machine.expires_at().map(|expires| expires.as_millis()).filter(|expires| at < *expires);
            match (early, story.renewed) {
                (None, _) => self.say(&format!("{renewed}: {ended}")),
                (Some(_), Some(renewed)) => self.say(&format!(
                    "{ended}: no keepAlive in 45 min, though one of {} had succeeded by the trace; does another program or clock take part?",
                    clock.brief(renewed)
                )),
                (Some(_), None) => self.say(&format!("{ended}: no keepAlive in 45 min, though the trace has known the call for less")),
            }
        } else if expired {
            let at = machine.expires_at().map_or(last, |at| at.as_millis());
            self.say(&format!("{renewed}: the call expired at {}", clock.brief(at)));
        } else if let (Some(lost), Some(revived)) = (story.lost, story.revived) {
            let (lost, revived) = (clock.brief(lost), clock.brief(revived));
            self.say(&format!("presumed lost at {lost}, and revived by a keepAlive at {revived}: it was nearly lost"));
        }
        if let Some(at) = story.too_late {
            self.say(&format!("the keepAlive that succeeded at {} came too late to revive the call: it had been sent more than 45 min before", clock.brief(at)));
        }
        if story.failures.count > 0 {
            let why = story.last_failure.map_or_else(String::new, |why| {
                format!(", {}{}", if story.failures.count == 1 { "" } else { "the last one: " }, failure_in_words(why))
            });
            self.say(&format!(
                "{} failed {}{why}; no failure extends the 45 min",
                several(story.failures.count, "keepAlive"),
                when(clock, story.failures)
            ));
        }
        let alive = machine.cause().is_none() && !machine.presumed_lost();
        if let Some(at) = machine
            .expires_at()
            .map(|at| at.as_millis())
            .filter(|at| alive && *at > last && last.saturating_add(EXPIRY / 3) > *at)
        {
            let left = span(at.saturating_sub(last));
            self.say(&format!("unless a keepAlive succeeds, the call expires at {}, in {left}", clock.brief(at)));
        }
    }

    fn not_found(&mut self, story: &Story) {
        let clock = self.clock;
        if let (Some((act, sent, at)), Some((_, Cause::NotFound, _))) = (story.not_found, story.ended) {
            let (sent, at) = (clock.brief(sent), clock.brief(at));
            self.say(&format!(
                "the {act} sent {sent} got 404 at {at}: the call had ended, and its last notification is missing from the trace"
            ));
        }
        let after = story.after_end;
        if after.count > 0 {
            let gone = if story.ended.is_some_and(|(at, ..)| at <= after.first) {
                "had ended"
            } else {
                "was ending or had ended"
            };
            self.say(&format!(
                "{} to a call that {gone}, {}: stop at the first 404 and free what belongs to the call",
                several(after.count, "request"),
                when(clock, after)
            ));
        }
    }

    fn answer(&mut self, track: &Track, story: &Story) {
        let clock = self.clock;
        if let Some(overdue) = story.overdue {
            let late = match story.answer {
                Some((act, at)) => {
                    format!(
                        "the {act} at {} came {} after the call",
                        clock.brief(at),
                        span(at.saturating_sub(track.began))
                    )
                }
                None => "it was never answered, rejected or redirected".to_owned(),
            };
            self.say(&format!("the 15 s to answer were over at {}: {late}", clock.brief(overdue)));
        }
        if let Some(at) = story.redirect_over {
            self.say(&format!("nobody answered the redirected call while it rang: it ended at {}", clock.brief(at)));
        }
        if let Some((at, Cause::AnswerTimeout, _)) = story.ended {
            self.say(&format!(
                "nobody answered, rejected or redirected the call within 15 s: it ended at {}",
                clock.brief(at)
            ));
        }
    }
}

/// Summarises the calls of a trace, if there are several.
pub fn all<S: Side>(out: &mut String, clock: Clock, last: u64, calls: &Calls<S>) {
    let calls = calls.all();
    if calls.is_empty() {
        out.push_str("no call in this trace\n");
        return;
    }
    if calls.len() == 1 {
        return;
    }
    let mut counts: Vec<(String, u64)> = Vec::new();
    for call in calls {
        let what = match call.machine.cause() {
            Some(cause) => cause_in_words(cause),
            None if call.machine.presumed_lost() => "presumed lost".to_owned(),
            None => format!("{} at the end", call.machine.state()),
        };
        match counts.iter_mut().find(|(known, _)| *known == what) {
            Some((_, count)) => *count += 1,
            None => counts.push((what, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    put!(out, "\n{} calls until {}\n", calls.len(), clock.brief(last));
    for (what, count) in counts {
        put!(out, "  {count:>6}  {what}\n");
    }
}
