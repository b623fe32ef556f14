//! What a story remembers of requests, and of the answers to them.

use call_lifecycle::{OperationKind, Verdict};

use crate::answering::Outcome;
use crate::change::{Change, Step};
use crate::deeds::Deed;
use crate::failure::Failure;
use crate::marks::Event;
use crate::odd::Refusal;
use crate::story::{HangUp, Story, Tick};
use crate::subject::Subject;
use crate::trace::{Act, GraphError};

impl Story {
    pub(super) fn request(&mut self, at: u64, act: Act, step: &Step<'_>, ended: bool) {
        // A line that is late may be from before the end.
        let before = |given: u64| self.ended.is_some_and(|(end, ..)| given < end);
        if (ended || self.is_to_ending(act, step)) && !step.given.is_some_and(before) {
            self.after_end.add(at);
            let not_found = self.not_found.is_some() || self.after_end_not_found > 0;
            self.after_not_found += u64::from(not_found);
            self.mark(at, Event::AfterEnd);
        }
        match act {
            Act::KeepAlive => {
                self.keep_alives.add(at);
                self.tick(at, Tick::Sent);
                let answer = step.changes.iter().find_map(|(_, change)| match change {
                    Change::Answer { status, .. } => Some(*status),
                    _ => None,
                });
                if let Some(status) = answer {
                    self.response(at, status, act, at, None);
                }
                if answer == Some(200) {
                    self.renewed = Some(at);
                    self.tick(at, Tick::Succeeded);
                    self.mark(at, Event::KeepAlive);
                }
            }
            Act::HangUp => {
                self.hang_ups.add(at);
                self.hang_up = HangUp::Out;
            }
            Act::Other(part) if part.removes_participant() => self.deed = Some((at, Deed::Removed)),
            Act::Operation(OperationKind::Invite, _) if !ended => self.deed = Some((at, Deed::Invited)),
            act => self.answering.sent(act, at),
        }
        let again = step.verdict == Verdict::NoChange && self.hang_ups.count > 1;
        if !ended
            && !matches!(step.verdict, Verdict::Rejected(_))
            && !again
            && !matches!(act, Act::KeepAlive | Act::Operation(..) | Act::Create | Act::GetOperation(_) | Act::Other(_))
        {
            self.mark(at, Event::Sent(act));
        }
    }

    pub(super) fn response(&mut self, at: u64, status: u16, act: Act, sent: u64, error: Option<&GraphError>) {
        let ended = self.ended.is_some();
        if status >= 400 {
            let told = ended || act == Act::KeepAlive || (status == 404 && proves(act));
            self.odd.refuse(Refusal { at: sent, act, status, why: None, told, error: error.cloned() });
        }
        let proves = proves(act);
        if ended {
            if status == 404 {
                self.after_end_not_found += 1;
            }
            let is_after = self.ended.is_some_and(|(end, ..)| end < sent);
            if is_after && (200..300).contains(&status) {
                self.after_end_accepted.get_or_insert((act, sent, status));
            }
            let after_not_found = self.was_not_found() && self.ended.is_some_and(|(ended, ..)| ended <= sent);
            let doubted = self.was_given_up() || after_not_found;
            if doubted && status == 200 && matches!(act, Act::KeepAlive | Act::GetCall) {
                self.alive_after.get_or_insert((act, sent));
                self.mark(at, Event::Heard(Subject::Answer(Some(act), Some(status))));
            }
        }
        if proves && self.part_not_found.is_some_and(|(_, asked)| asked <= sent) {
            self.verified.get_or_insert(at);
        }
        match (act, status) {
            (_, 404) if proves => {
                if self.not_found.is_none() {
                    self.not_found = Some((act, sent, at));
                }
                if act == Act::KeepAlive {
                    self.tick(at, Tick::NotFound);
                }
            }
            (Act::KeepAlive, 200) => {}
            (Act::KeepAlive, _) => {
                self.last_failure = Some(Failure::Status(status));
                self.last_failure_error = error.cloned();
            }
            (Act::HangUp, 200..=299) if self.hang_up_confirmed.is_none() => self.hang_up_confirmed = Some(at),
            // Accepted, and failed at once.
            (_, 200..=299) if error.is_some() => {
                let error = error.filter(|error| **error != GraphError::default()).cloned();
                self.odd.refuse(Refusal { at: sent, act, status, why: None, told: false, error });
            }
            (_, 200..=299) => self.answering.replied(act, sent, Outcome::Accepted(at)),
            (_, 400..) if !ended => {
                if self.deed.is_some_and(|(at, deed)| at == sent && matches!(deed, Deed::Removed | Deed::Invited)) {
                    self.deed = None;
                }
                if act == Act::HangUp {
                    self.hang_up = HangUp::Refused;
                }
                if status == 404 {
                    self.part_not_found.get_or_insert((act, sent));
                }
                self.answering.replied(act, sent, Outcome::Refused(status, error.cloned()));
                self.mark(at, Event::Refused(act, status));
            }
            _ => {}
        }
    }
}

/// Whether a 404 to this says that the call has ended (choice 7).
const fn proves(act: Act) -> bool {
    matches!(act, Act::KeepAlive | Act::GetCall | Act::HangUp)
}
