//! A summary of what did not count: repeated, late, rejected, refused, unreadable.

use call_lifecycle::CallState;

use crate::subject::Subject;
use crate::times::Times;
use crate::trace::{Act, GraphError};

/// How many different subjects are named.
const NAMED: usize = 4;
/// How many refusals are remembered.
const REFUSALS: usize = 16;

/// How often something happened, and what it was about.
#[derive(Clone, Debug, Default)]
pub struct Odd {
    pub times: Times,
    pub subjects: Vec<Subject>,
}

impl Odd {
    pub fn add(&mut self, at: u64, subject: Subject) {
        self.times.add(at);
        if self.subjects.len() < NAMED && !self.subjects.contains(&subject) {
            self.subjects.push(subject);
        }
    }
}

/// A request that was refused.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// When it was sent.
    pub at: u64,
    pub act: Act,
    pub status: u16,
    /// Why the machine refused it, at the service's end.
    pub why: Option<String>,
    /// Whether it is told with something else.
    pub told: bool,
    /// The error in the body of the answer.
    pub error: Option<GraphError>,
}

#[derive(Clone, Debug, Default)]
pub struct Oddities {
    pub repeated: Odd,
    /// First answers that came after a notification of what they say.
    pub overtaken: Odd,
    pub late: Odd,
    /// The first late report of a state, and the state that the call was in.
    pub late_state: Option<(CallState, CallState)>,
    pub rejected: Odd,
    pub refused: Times,
    pub refusals: Vec<Refusal>,
    /// Other create requests whose answers named this call, by when they were sent.
    pub created_again: Times,
    /// Requests that had the id of another one that was out.
    pub namesakes: Times,
    pub unknown_operations: Times,
    /// How many were about operations past those that are tracked at once.
    pub past_slots: Times,
    pub unreadable: Times,
    pub first_unreadable: Option<String>,
    /// Ends that were notified otherwise before.
    pub contradictions: Vec<(u64, String)>,
    /// States that are not known, and their first words.
    pub unknown_states: Times,
    pub unknown_state_words: Vec<String>,
}

impl Oddities {
    /// A request was refused. Those that are told with something else are only listed.
    pub fn refuse(&mut self, refusal: Refusal) {
        if !refusal.told {
            self.refused.add(refusal.at);
        }
        if self.refusals.len() < REFUSALS {
            self.refusals.push(refusal);
        }
    }

    /// An end was notified that is not the one that is known. The first few are told.
    pub fn contradiction(&mut self, at: u64, told: impl FnOnce() -> String) {
        if self.contradictions.len() < NAMED {
            self.contradictions.push((at, told()));
        }
    }

    /// A state was notified that is not known.
    pub fn unknown_state(&mut self, at: u64, word: &str) {
        self.unknown_states.add(at);
        if self.unknown_state_words.len() < NAMED && !self.unknown_state_words.iter().any(|known| known == word) {
            self.unknown_state_words.push(word.to_owned());
        }
    }
}
