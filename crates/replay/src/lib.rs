//! Reads what a Microsoft Graph calling bot or its service logged, and says what happened to each
//! call and why.
//!
//! A log is a [trace]: one JSON object a line. It is replayed through the machines of
//! [`call_lifecycle`]; what they say of each line is the report.
//!
//! ```
//! use graph_call_replay::{End, story};
//!
//! let trace = r#"
//! {"at": "2026-03-02T09:00:00Z", "request": {"id": "r1", "method": "POST", "url": "/communications/calls", "body": {}}}
//! {"at": "2026-03-02T09:00:01Z", "response": {"to": "r1", "status": 201, "body": {"id": "57dab8b1-894c-409a-b240-bd8beae78896"}}}
//! {"at": "2026-03-02T10:00:00Z"}
//! "#;
//! let story = story(trace, End::App)?;
//! assert!(story.contains("presumed lost: no keepAlive has succeeded within 45 min"));
//! # Ok::<_, graph_call_replay::Error>(())
//! ```
//!
//! | | |
//! |---|---|
//! | [`story`], [`json`], [`svg`] | a trace in memory, as text, as JSON lines, as a drawing |
//! | [`Replay`] | a trace of any length from a reader, with the report to a writer |
//! | [`Recorder`] | writes what a host feeds its machines, as a trace |
//! | [`trace`] | the format of a trace, for programs that write or read one |
//! | [`program`] | the command line program `graph-call-replay` |
//!
//! A line that cannot be read is reported, and the rest is read. An [`Error`] names the line, what was found on it and what was expected.
#![deny(missing_docs)]
#![forbid(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod program;
pub mod trace;

mod error;
mod recorder;
mod replay;
mod replayed;

mod absorb;
mod ahead;
mod answering;
mod answers;
mod app_answers;
mod app_end;
mod aside;
mod asides;
mod axis;
mod backwards;
mod call;
mod calls;
mod change;
mod changes;
mod clock;
mod codes;
mod compared;
mod contract;
mod deeds;
mod diagnosis;
mod differences;
mod ending;
mod escape;
mod extra;
mod failure;
mod findings;
mod frame;
mod gone;
mod graph;
mod har;
mod heard;
mod html;
mod id_text;
mod in_memory;
mod json;
mod json_asides;
mod json_members;
mod kept;
mod keys;
mod legend;
mod lines;
mod listed;
mod log_differences;
mod log_operations;
mod loss;
mod marks;
mod not_created;
mod notified;
mod occurrence;
mod odd;
mod operation;
mod order;
mod outputs;
mod pack;
mod phrases;
mod places;
mod put;
mod rare;
mod reason;
mod refusals;
mod replacing;
mod replies;
mod report;
mod requests;
mod roomy;
mod service_end;
mod side;
mod spare;
mod started;
mod story;
mod subject;
mod summary;
mod svg;
mod text;
mod text_change;
mod timeline;
mod times;
mod track;
mod unfinished;
mod verdicts;
mod watched;
mod why;

pub use contract::Contract;
pub use error::Error;
pub use in_memory::{json, story, svg};
pub use recorder::Recorder;
pub use replay::{End, Format, Replay};
pub use replayed::Replayed;

use error::Stop;
