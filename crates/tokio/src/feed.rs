//! How a driver is fed while it runs.

use std::error::Error;
use std::fmt;

use call_lifecycle::Id;
use call_lifecycle::app::Event;
use call_lifecycle::wire::Create;
use call_lifecycle::wire::http::{self, CallbackError};
use tokio::sync::{mpsc, oneshot};

use crate::create::CreateError;
use crate::{Ask, Request};

/// How many inputs wait for a driver at most. Anyone who feeds it waits for room.
const ROOM: usize = 1_024;

/// What comes to a driver.
#[derive(Debug)]
pub(crate) enum Input {
    Callback(Vec<u8>),
    Event(Id, Event),
    Ask(Id, Ask),
    Create(Request, oneshot::Sender<Result<Id, CreateError>>),
    Stop,
}

/// Feeds a driver while it runs. Clones feed the same driver.
#[derive(Clone, Debug)]
pub struct Feed(mpsc::Sender<Input>);

/// The driver has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended;

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the driver has ended")
    }
}

impl Error for Ended {}

/// Why a notification was not taken.
#[derive(Debug)]
#[non_exhaustive]
pub enum FeedError {
    /// Nothing in it can be read.
    Unreadable(CallbackError),
    /// The driver has ended.
    Ended,
}

impl From<Ended> for FeedError {
    fn from(_: Ended) -> Self {
        Self::Ended
    }
}

impl fmt::Display for FeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(f),
            Self::Ended => Ended.fmt(f),
        }
    }
}

impl Error for FeedError {}

impl Feed {
    pub(crate) fn new() -> (Self, mpsc::Receiver<Input>) {
        let (sender, inbox) = mpsc::channel(ROOM);
        (Self(sender), inbox)
    }

    async fn send(&self, input: Input) -> Result<(), Ended> {
        self.0.send(input).await.map_err(|_| Ended)
    }

    /// The body of a notification that the service posted. Entries that cannot be read do not keep
    /// the others out.
    ///
    /// # Errors
    /// [`FeedError`] if nothing in the body can be read, or the driver has ended.
    pub async fn callback(&self, body: impl Into<Vec<u8>>) -> Result<(), FeedError> {
        let body = body.into();
        let (mut first, mut is_empty) = (None, true);
        for posted in http::callback(&body) {
            match posted {
                Ok(_) => is_empty = false,
                Err(error) => first = first.or(Some(error)),
            }
        }
        match first.filter(|_| is_empty) {
            Some(error) => Err(FeedError::Unreadable(error)),
            None => Ok(self.send(Input::Callback(body)).await?),
        }
    }

    /// An event for a call, of a source of your own.
    ///
    /// # Errors
    /// If the driver has ended.
    pub async fn event(&self, call: Id, event: Event) -> Result<(), Ended> {
        self.send(Input::Event(call, event)).await
    }

    /// Sends a request about a call, if the call permits it.
    ///
    /// # Errors
    /// If the driver has ended.
    pub async fn ask(&self, call: Id, ask: Ask) -> Result<(), Ended> {
        self.send(Input::Ask(call, ask)).await
    }

    /// Creates a call, and returns its id. Of a [`Driver`](crate::Driver), which drives one call,
    /// this is
    /// refused.
    ///
    /// # Errors
    /// [`CreateError`] if the service refused, no answer came, or the driver has no room or has
    /// ended.
    pub async fn create(&self, create: &Create<'_>) -> Result<Id, CreateError> {
        let request = Request::new(&http::create(create))?;
        let (reply, created) = oneshot::channel();
        self.send(Input::Create(request, reply)).await.map_err(|_| CreateError::Ended)?;
        created.await.unwrap_or(Err(CreateError::Ended))
    }

    /// Hangs up every call. The driver ends once all have ended.
    ///
    /// # Errors
    /// If the driver has ended.
    pub async fn stop(&self) -> Result<(), Ended> {
        self.send(Input::Stop).await
    }
}
