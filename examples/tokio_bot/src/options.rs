//! How the bot is run, and why it is not.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::time::Duration;

use call_lifecycle_tokio::{Speed, wall};

use crate::{Plan, RestoreError};

/// How long the service may take to be there.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// How the bot is to be run.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the service is: `http://127.0.0.1:8080`.
    pub service: String,
    /// Where the bot is notified.
    pub callback: String,
    /// The bearer token of every request.
    pub token: Option<String>,
    /// How fast the service's clock goes; none to ask the service.
    pub speed: Option<Speed>,
    /// The clock on the wall, since the same moment in every run: by it the bot's own goes on while the bot does not.
    pub wall: fn() -> Duration,
    /// What the bot means to do.
    pub plan: Plan,
    /// How many requests are out at a time.
    pub requests: usize,
    /// Where it is written down what the bot is to go on from when it is started again; none to begin with nothing each time.
    pub state: Option<PathBuf>,
    /// Where recordings are saved; none to keep nothing.
    pub recordings: Option<PathBuf>,
    /// Whether to place a call, if there is none to go on with.
    pub place: bool,
    /// Whether to play the callers too, through the control API.
    pub demo: bool,
    /// Two random words that nobody else knows.
    pub seed: [u64; 2],
}

impl Options {
    /// The options of a service and a callback URI, with everything else as it is by default.
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
            recordings: None,
            place: false,
            demo: false,
            seed,
        }
    }
}

/// Why the bot did not run.
#[derive(Debug)]
pub enum Error {
    /// What an earlier bot has left cannot be read or written.
    State(io::Error),
    /// It cannot be gone on from: where it is, if it was kept, and why.
    Restore(Option<PathBuf>, RestoreError),
    /// The service was not there in time.
    NoService(String),
    /// The service has no clock to be asked for.
    NoClock,
    /// The control API refused.
    Control(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::State(error) => write!(f, "{error}"),
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
