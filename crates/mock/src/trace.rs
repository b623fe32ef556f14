//! What a trace is, as `replay` reads it: the service takes requests in by the same words, plays scripts, and writes down what happened.

#[path = "../../../examples/replay/act.rs"]
pub mod act;
#[path = "../../../examples/replay/bodies.rs"]
pub mod bodies;
#[path = "../../../examples/replay/line.rs"]
pub mod line;
#[path = "../../../examples/replay/notification.rs"]
pub mod notification;
#[path = "../../../examples/replay/time.rs"]
pub mod time;
#[path = "../../../examples/replay/words.rs"]
pub mod words;
#[path = "../../../examples/replay/wrong.rs"]
pub mod wrong;
