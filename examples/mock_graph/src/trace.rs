//! What a trace is, as `replay` reads it: the service takes requests in by the same words, plays scripts, and writes down what happened.

#[path = "../../replay/act.rs"]
pub mod act;
#[path = "../../replay/bodies.rs"]
pub mod bodies;
#[path = "../../replay/line.rs"]
pub mod line;
#[path = "../../replay/notification.rs"]
pub mod notification;
#[path = "../../replay/time.rs"]
pub mod time;
#[path = "../../replay/words.rs"]
pub mod words;
#[path = "../../replay/wrong.rs"]
pub mod wrong;
