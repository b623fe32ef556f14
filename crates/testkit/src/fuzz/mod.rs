//! The bodies of the fuzz targets. They run under libFuzzer and, over the committed corpora, as
//! ordinary tests: see fuzz/README.md.
//!
//! A body reads its input as a script: who begins, under which policy, and then one event after
//! another, each with its time. So every input is a script, and every change of a byte is another
//! one.

pub mod bytes;
pub mod play;
pub mod quick;
pub mod watch;

pub mod app_events;
pub mod body;
pub mod ends;
pub mod fleet;
pub mod granularity;
pub mod ids;
pub mod members;
pub mod record;
pub mod replay;
pub mod service_events;
pub mod snapshot;
pub mod wire;
