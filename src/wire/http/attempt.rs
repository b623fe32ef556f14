//! One request that was sent.

use crate::Timestamp;
use crate::app::{Event, OperationHints, Reply, Token};

/// One request that was sent: which one, and when.
///
/// A host makes it when the request leaves and keeps it until the answer comes. The time of sending
/// counts: a keepAlive that succeeds extends the call from there (choice 2).
///
/// ```
/// use call_lifecycle::{Timestamp, app::{Request, Token}, wire::http::Attempt};
/// let attempt = Attempt::new(Token::new(Request::KeepAlive, 1), Timestamp::from_millis(900_000));
/// assert_eq!(attempt.sent_at().as_millis(), 900_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[must_use = "the event of the answer is made with it"]
pub struct Attempt {
    token: Token,
    sent: Timestamp,
}

impl Attempt {
    /// The request of this token leaves now.
    pub const fn new(token: Token, now: Timestamp) -> Self {
        Self { token, sent: now }
    }

    /// The token that [`crate::app::Output::Send`] gave.
    #[must_use]
    pub const fn token(self) -> Token {
        self.token
    }

    /// When the request was sent.
    #[must_use]
    pub const fn sent_at(self) -> Timestamp {
        self.sent
    }

    /// The event that says that the request was sent. Hand it to the machine when the request
    /// leaves.
    #[must_use]
    pub const fn sent_event(self) -> Event {
        Event::Sent { token: self.token, hints: OperationHints::NONE }
    }

    /// The event that says that no answer will come: the connection failed, or the answer took too
    /// long.
    #[must_use]
    pub const fn failed_event(self) -> Event {
        Event::Failed { token: self.token }
    }

    /// The event of an answer that the host has read itself; [`super::reply()`] reads one.
    #[must_use]
    pub const fn reply_event(self, reply: Reply) -> Event {
        Event::Reply { token: self.token, sent: self.sent, reply }
    }
}
