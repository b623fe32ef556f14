//! What happens to calls, in order of time: what is due, what comes by itself, and what is told.

use std::borrow::Cow;
use std::cmp::Reverse;

use call_lifecycle::service::{Event, Output};
use call_lifecycle::{Id, Slot, Step, Timestamp};

use super::planned::Fact;
use super::timeline::{Kind, Result as Said};
use super::{Exchange, machine, view};

/// The answer in a step, if the event was a request: its status, and the operation that it names.
pub(super) fn answer_in(step: &Step<Output>) -> Option<(u16, Option<Slot>)> {
    step.outputs().iter().find_map(|timed| match timed.output {
        Output::Answer { status, slot } => Some((status, slot)),
        _ => None,
    })
}

impl Exchange {
    /// Lets time pass: deadlines fire, and what happens by itself happens, in order of time. At the
    /// same time deadlines come first, as in the machines.
    pub fn wake(&mut self, now: Timestamp) {
        self.pass(now, |_| true);
        self.desk.recordings.pass(self.now);
    }

    /// The same, with a choice of what happens by itself.
    pub(super) fn pass(&mut self, now: Timestamp, comes: impl Fn(Fact) -> bool) {
        self.now = self.now.later(now);
        loop {
            let due = self.fleet.next_deadline().filter(|due| *due <= self.now);
            let planned = self.desk.to_come.peek().map(|Reverse(first)| *first).filter(|(at, _)| *at <= self.now);
            match (due, planned) {
                (Some(due), planned) if planned.is_none_or(|(at, _)| due <= at) => {
                    let (desk, journal) = (&mut self.desk, &mut self.journal);
                    self.fleet.wake_due(due, |_, call, step| {
                        if !step.outputs().is_empty() {
                            journal.caused(due);
                        }
                        desk.act(None, call, step);
                    });
                    self.bury(due);
                }
                (_, Some((at, id))) => {
                    self.desk.to_come.pop();
                    self.come(at, id, &comes);
                }
                (_, None) => return,
            }
        }
    }

    /// Handles something that happens by itself, unless the call has ended or no longer waits for
    /// it.
    fn come(&mut self, at: Timestamp, id: Id, comes: impl Fn(Fact) -> bool) {
        let (Some(file), Some(call)) = (self.desk.files.get_mut(&id), self.fleet.get(id)) else { return };
        let Some(place) = file.to_come.iter().position(|planned| planned.at == at && comes(planned.fact)) else {
            return;
        };
        let fact = file.to_come.remove(place).fact;
        if let Some(event) = fact.event(call) {
            self.feed(at, id, event);
        }
    }

    /// Gives a call an event and acts on the outputs. `None` for a call that does not exist.
    pub(super) fn feed(&mut self, at: Timestamp, id: Id, event: Event) -> Option<Step<Output>> {
        self.feed_as(Cow::Borrowed(""), at, id, event)
    }

    /// The same. A request has a word that stands for it in the timeline.
    pub(super) fn feed_as(
        &mut self,
        word: Cow<'static, str>,
        at: Timestamp,
        id: Id,
        event: Event,
    ) -> Option<Step<Output>> {
        // Another operation may get the slot of one that has ended: only then the call before matters.
        let before = machine::starts(&event).then(|| self.fleet.get(id).cloned()).flatten();
        let step = self.fleet.handle(at, id, event).ok()?;
        if let (Some((status, _)), Some(file)) = (answer_in(&step), self.desk.files.get_mut(&id)) {
            file.timeline.request(at, word, status);
        }
        if let Some(file) = self.desk.files.get_mut(&id).filter(|_| step.verdict().is_applied()) {
            match event {
                Event::Peer(peer) => file.timeline.push(at, Kind::Peer, peer.as_str(), Said::Nothing, None),
                Event::Media(media) => file.timeline.media(at, media),
                _ => {}
            }
            match event {
                // The journal has no word for it: it follows from the start of the operation.
                Event::Finished { .. } => self.journal.caused(at),
                _ => self.journal.fact(at, id, event),
            }
        }
        if let Some(call) = self.fleet.get(id) {
            self.desk.act(before.as_ref(), call, &step);
        }
        self.bury(at);
        Some(step)
    }

    /// Removes calls that have ended. Requests about them are answered 404, as the machine would.
    fn bury(&mut self, at: Timestamp) {
        for id in std::mem::take(&mut self.desk.over) {
            let (Some(call), Some(mut file)) = (self.fleet.remove(id), self.desk.files.remove(&id)) else { continue };
            if let Some(cause) = call.cause() {
                file.timeline.push(at, Kind::Clock, "terminated", Said::Word(cause.as_str()), None);
                self.note_over(id, at, cause);
            }
            self.desk.counts.ended += 1;
            view::remember(&mut self.desk.ended, &call, &file, (self.desk.seed, at));
        }
    }
}
