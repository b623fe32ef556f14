//! What others hand to the task that holds the bot.

use axum::body::Bytes;
use tokio::sync::oneshot;

use crate::input::Input;
use crate::record::Seen;

/// A message to the task.
#[derive(Debug)]
pub(crate) enum Mail {
    /// Something for the bot, and what is recorded of it.
    Input(Input, Option<Seen>),
    /// Something to record.
    Seen(Seen),
    /// A notification with its body, and the sender that waits until it was handled.
    Told(Input, Bytes, oneshot::Sender<()>),
    /// Something for the log.
    Note(String),
}
