//! The exchange: every call of the service, without a clock, a network or a file. It is told the
//! time, what is requested and what the other side does. It says what to answer, what to post and
//! when to wake it, by the same two methods as the machines.

// Where to look:
//
// - calls, setup, machine, file, desk: the exchange, and what it holds of each call
// - asked, requests, rules, create, answered, answer: a request, and its answer
// - operations, recording, quality: what requests start, and what is left of it
// - below, ask_below, groups: what is below a call
// - roster, gather, change, alter, people: who is in a call, and how that changes
// - events, act, planned, habits, peers, control: what happens, by itself and by commands
// - notify, post, shape, callbacks: notifications, how they look and where they may go
// - villain, trouble, deeds, tokens: what goes wrong on purpose
// - timeline, view, live, seen, watch: what is shown, and what is noted
// - journal, store, restore, kept: what is stored and restored
// - ids, texts: the ids of requests, and texts that calls have in common

mod act;
mod alter;
mod answer;
mod answered;
mod ask_below;
mod asked;
mod below;
mod callbacks;
mod calls;
mod change;
mod control;
mod create;
mod deeds;
mod desk;
mod events;
mod file;
mod gather;
mod groups;
mod habits;
mod ids;
mod journal;
#[cfg(test)]
mod kept;
mod live;
mod machine;
mod notify;
mod operations;
mod peers;
mod people;
mod planned;
mod post;
mod quality;
mod recording;
mod requests;
mod restore;
mod roster;
mod rules;
mod seen;
mod setup;
mod shape;
mod store;
mod texts;
mod timeline;
mod tokens;
mod trouble;
mod view;
mod villain;
mod watch;

pub use answer::{Answer, Fate};
pub use asked::Asked;
pub use below::Below;
pub use callbacks::{Callbacks, Place, is_link_local};
pub use calls::Exchange;
pub(crate) use control::in_words;
pub use control::{Command, CommandResult};
pub use desk::Counts;
pub use ids::Ids;
pub use live::Live;
pub use machine::MOST as MOST_OPERATIONS;
pub use peers::Refused;
pub use post::Post;
pub use recording::{PATH as RECORDINGS, Recording};
pub use restore::Restored;
pub use seen::{Deed, Over, Seen};
pub use setup::Setup;
pub use shape::Shape;
pub use tokens::Token;
pub use villain::{Seed, Villain};

use machine::Call;
