//! What happened to a call and why, in plain words, below its timeline.

use std::fmt::Write;

use call_lifecycle::Cause;

use crate::call::Call;
use crate::frame::Frame;
use crate::phrases::several;
use crate::put::puts;
use crate::reason;
use crate::side::Side;
use crate::timeline;
use crate::times::Times;
use crate::track::Track;

/// A call at the end of the trace.
pub fn call<S: Side>(out: &mut String, frame: &Frame, Call { machine, track, .. }: &Call<S>) {
    puts!(out, "\ncall #", track.number, " ", track.name, "\n");
    puts!(out, "  ", machine.state());
    if let Some(why) = reason::in_words(machine, track) {
        puts!(out, ", ", why);
    }
    if let Some(result) = reason::result(machine, track) {
        puts!(out, ", code ", result);
    }
    if machine.presumed_lost() {
        out.push_str(", presumed lost");
    }
    out.push('\n');
    if let Some(message) = reason::message(track) {
        puts!(out, "  ", message, "\n");
    }
    out.push_str("  timeline\n");
    timeline::put(out, frame, track, &track.story);
    out.push_str("  diagnosis\n");
    let said = sentences(frame, machine, track);
    if said.is_empty() {
        puts!(out, "    - ", healthy(frame, machine, track), "\n");
    }
    for sentence in said {
        puts!(out, "    - ", sentence, "\n");
    }
}

/// What is unusual about a call, a sentence each.
pub fn sentences<S: Side>(frame: &Frame, machine: &S, track: &Track) -> Vec<String> {
    let story = &*track.story;
    let mut said = Sentences { frame: *frame, all: Vec::new() };
    if frame.newest_first {
        said.say("nothing can be told of the call, since the trace is newest first: --sort puts it in order");
        return said.all;
    }
    said.loss(machine, track, story);
    said.not_found(story, machine.result());
    said.requests_after_end(story);
    said.answer(machine, track, story);
    said.end(machine, track, story);
    said.deed(story);
    said.hang_up(machine, story);
    said.silence(machine, track, story);
    said.roster(story);
    said.transfer(story);
    said.operations(machine, track, story);
    said.refusals(story);
    if !S::IS_SERVICE {
        said.keys(story);
    }
    said.notifications(track, story);
    said.differences::<S>(story);
    said.all
}

/// The sentence of a call of which nothing is unusual.
fn healthy<S: Side>(frame: &Frame, machine: &S, track: &Track) -> String {
    let Some(why) = reason::in_words(machine, track) else {
        return "nothing unusual: the call lives on at the end of the trace".to_owned();
    };
    let code = reason::result(machine, track)
        .map_or_else(|| "without a code".to_owned(), |result| format!("with code {result}"));
    match machine.cause() {
        Some(cause @ (Cause::Failed | Cause::MediaFailed)) => format!("the call ended {code}: {cause}"),
        Some(Cause::Unknown) if track.story.given_reason.is_some() && reason::result(machine, track).is_none() => {
            format!("the call ended without a code: {why}")
        }
        Some(Cause::Unknown) => "the call ended without a code: why is not known".to_owned(),
        Some(Cause::LocalHangUp) if track.story.hang_ups.count > 0 => {
            format!("nothing unusual: {why}, by the DELETE sent {}", frame.clock.brief(track.story.hang_ups.first))
        }
        _ => format!("nothing unusual: {why}"),
    }
}

pub(super) struct Sentences {
    pub(super) frame: Frame,
    all: Vec<String>,
}

impl Sentences {
    pub(super) fn say(&mut self, sentence: &str) {
        self.all.push(sentence.to_owned());
    }

    /// A time without milliseconds that are zero.
    pub(super) fn at(&self, millis: u64) -> String {
        self.frame.clock.brief(millis)
    }

    /// `at 00:00:05`, or `between 00:00:05 and 00:01:00`.
    pub(super) fn when(&self, times: Times) -> String {
        match times.count {
            1 => format!("at {}", self.at(times.first)),
            _ => format!("between {} and {}", self.at(times.first), self.at(times.last)),
        }
    }
}

/// A summary of the calls of a trace.
#[derive(Debug, Default)]
pub struct Total {
    calls: u64,
    counts: Vec<(String, u64)>,
}

impl Total {
    pub fn add<S: Side>(&mut self, call: &Call<S>) {
        self.calls += 1;
        let what = match reason::in_words(&call.machine, &call.track) {
            Some(why) => why,
            None if call.machine.presumed_lost() => "presumed lost".into(),
            None => format!("{} at the end", call.machine.state()).into(),
        };
        match self.counts.iter_mut().find(|(known, _)| *known == what) {
            Some((_, count)) => *count += 1,
            None => self.counts.push((what.into_owned(), 1)),
        }
    }

    /// Says it, if there are several calls, or none.
    pub fn put(mut self, out: &mut String, frame: &Frame) {
        if self.calls == 0 {
            out.push_str("no call in this trace\n");
            return;
        }
        if self.calls == 1 {
            return;
        }
        self.counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        puts!(out, "\n", several(self.calls, "call"), " until ", frame.clock.brief(frame.last), "\n");
        for (what, count) in self.counts {
            let _ = writeln!(out, "  {count:>6}  {what}");
        }
    }
}
