//! How the bot is run, and why it could not run.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use call_lifecycle_tokio::{Speed, wall};

use crate::{Plan, RestoreError};

/// How long to wait for the service.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// How to run the bot.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address of the service: `http://127.0.0.1:8080`.
    pub service: String,
    /// Where the bot is notified.
    pub callback: String,
    /// The bearer token of every request.
    pub token: Option<String>,
    /// The speed of the service's clock, or `None` to ask the service.
    pub speed: Option<Speed>,
    /// The system's time, from the same epoch in every run. The bot's clock goes on by it while the
    /// bot does not run.
    pub wall: fn() -> Duration,
    /// The plan.
    pub plan: Plan,
    /// How many requests are out at a time.
    pub requests: usize,
    /// The directory that stores what the bot continues from when it is started again, or `None` to
    /// store nothing.
    pub state: Option<PathBuf>,
    /// The file to which everything that is sent and comes back is appended as a trace, or `None`
    /// to record nothing.
    pub record: Option<PathBuf>,
    /// Where recordings are saved, or `None` not to save them.
    pub recordings: Option<PathBuf>,
    /// Whether to create a call, if there is no earlier one to continue.
    pub place: bool,
    /// Whether to play the callers too, through the control API.
    pub demo: bool,
    /// How notifications are checked, or `None` to take all of them.
    pub check: Option<Check>,
    /// Two secret random words.
    pub seed: [u64; 2],
}

/// How it is checked that notifications come from the service: each has a token that is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The id of the bot's application, for which tokens must be.
    pub app: String,
    /// Where the service has the OpenID metadata that leads to its keys.
    pub metadata: String,
}

impl Options {
    /// The options for a service and a callback URI, with defaults for everything else.
    #[must_use]
    pub fn new(service: &str, callback: &str, seed: [u64; 2]) -> Self {
        Self {
            service: service.to_owned(),
            callback: callback.to_owned(),
            token: None,
            speed: None,
            wall,
            plan: Plan::DEFAULT,
            requests: 64,
            state: None,
            record: None,
            recordings: None,
            place: false,
            demo: false,
            check: None,
            seed,
        }
    }
}

/// Why the bot did not run.
#[derive(Debug)]
pub enum Error {
    /// The stored files cannot be read or written.
    State(io::Error),
    /// The file of the trace cannot be written.
    Record(io::Error),
    /// The bot cannot continue from them: where they are, and why.
    Restore(Option<PathBuf>, RestoreError),
    /// The service did not answer in time.
    NoService(String),
    /// The service has no control API to ask for its clock.
    NoClock,
    /// The control API refused.
    Control(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::State(error) | Self::Record(error) => write!(f, "{error}"),
            Self::Restore(None, error) => write!(f, "{error}"),
            Self::Restore(Some(state), error) => write!(f, "{}: {error}", state.display()),
            Self::NoService(why) => {
                write!(f, "the service was not there within {} s ({why}): start it first", PATIENCE.as_secs())
            }
            Self::NoClock => f.write_str("the service has no control API to ask for its clock: give --speed"),
            Self::Control(why) => write!(f, "the control API refused: {why}"),
        }
    }
}

impl std::error::Error for Error {}
