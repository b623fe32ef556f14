//! The reference: both ends of a call once more, slow and obvious, as the specification that the
//! machines are compared with.
//!
//! A machine keeps a few fields and must keep them right. The reference keeps a **diary**,
//! everything that ever happened with its time, and nothing else: every question (what state is it
//! in, when does it expire, who runs, what was dialled) is answered by reading the diary from its
//! first line. So there is nothing here that could be forgotten, reset too early or moved wrongly,
//! and each answer reads like the sentence that it comes from. What is asked most is read on from
//! where the last reading stopped ([`diary`]), and now and then anew, with the same answer.
//!
//! It shares the vocabulary with the crate (events, outputs, states, causes, settings) and no code:
//! the table of the call's transitions, the classes of codes, the outcomes of operations and the
//! ranges of parameters are written down here a second time, from the documents.
//!
//! - [`diary`]: how a diary is read
//! - [`calls`]: the table of a call's states, and the causes of its end
//! - [`outcomes`]: how operations end, and how they are answered
//! - [`service_diary`], [`courses`], [`service`], [`requests`] and [`media`]: the service's end
//! - [`app_diary`], [`under_way`], [`app`], [`keep_alive`], [`due`], [`replies`], [`notices`] and
//!   [`operations`]: the application's end
//! - [`draw`], [`app_script`] and [`service_script`]: what may happen next
//! - [`compare`]: a machine and its reference side by side
//! - [`drive`]: random scripts, and the shortest one that shows a difference

pub mod app;
pub mod app_diary;
pub mod app_script;
pub mod calls;
pub mod compare;
pub mod courses;
pub mod diary;
pub mod draw;
pub mod drive;
pub mod due;
pub mod keep_alive;
pub mod media;
pub mod notices;
pub mod operations;
pub mod outcomes;
pub mod replies;
pub mod requests;
pub mod service;
pub mod service_diary;
pub mod service_script;
pub mod under_way;

use core::time::Duration;

use call_lifecycle::{Deadline, DeadlineKind, Timestamp, Verdict};

/// Milliseconds.
pub type Time = u64;

/// What a step should say.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicted<O> {
    pub verdict: Verdict,
    pub outputs: Vec<(Timestamp, O)>,
    pub clock_regressed: bool,
    pub deadline_changed: bool,
}

/// Shifted by this time; never, if that is past the end of time (law *progress*).
pub const fn after(at: Time, millis: u64) -> Option<Time> {
    at.checked_add(millis)
}

pub fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

/// The first of some deadlines: in order of time, and at the same time in order of their kinds (law
/// *granularity*).
pub fn first(deadlines: impl IntoIterator<Item = (Option<Time>, DeadlineKind)>) -> Option<Deadline> {
    let known = deadlines.into_iter().filter_map(|(at, kind)| Some((at?, kind)));
    known.min().map(|(at, kind)| Deadline::new(Timestamp::from_millis(at), kind))
}
