//! What the service stores of a call next to its machine: texts, what will happen by itself, and
//! what happened.

use core::time::Duration;
use std::borrow::Cow;
use std::sync::Arc;

use call_lifecycle::wire::{ApiVersion, Direction, MediaConfig};
use call_lifecycle::{Id, OperationKind, Outcome, Timestamp};

use super::Call;
use super::change::Change;
use super::planned::Planned;
use super::roster::Roster;
use super::timeline::Timeline;
use super::villain::{Villain, Villains};

#[derive(Debug)]
pub struct File {
    pub direction: Direction,
    /// The version of the API that the application used last.
    pub version: ApiVersion,
    /// Where notifications are posted.
    pub callback: Arc<str>,
    /// The body that created the call, if it was an object, or what an incoming one says of its caller.
    pub given: Arc<str>,
    /// Who handles the media, as the application said last.
    pub media: Option<MediaConfig>,
    pub is_group_call: bool,
    pub began: Timestamp,
    pub operations: Vec<Written>,
    /// How many operations were started: their ids are derived from it.
    pub begun: u64,
    /// What will happen by itself, in no order.
    pub to_come: Vec<Planned>,
    pub villains: Option<Box<Villains>>,
    /// Who is in it, if that does not follow from how it began.
    pub roster: Option<Box<Roster>>,
    /// How many random numbers were drawn.
    pub rolls: u64,
    pub timeline: Timeline,
}

impl File {
    pub fn new(direction: Direction, version: ApiVersion, callback: Arc<str>, given: Arc<str>, now: Timestamp) -> Self {
        Self {
            direction,
            version,
            callback,
            given,
            media: None,
            is_group_call: false,
            began: now,
            operations: Vec::new(),
            begun: 0,
            to_come: Vec::new(),
            villains: None,
            roster: None,
            rolls: 0,
            timeline: Timeline::default(),
        }
    }

    /// The texts of an operation.
    pub fn operation(&self, id: Id) -> Option<&Written> {
        self.operations.iter().find(|written| written.id == id)
    }

    /// What goes wrong with its notifications; what does with `all`, if nothing else was said for it.
    pub fn villain(&self, all: &Villains) -> Villain {
        self.villains.as_ref().and_then(|own| own.of(None)).or_else(|| all.of(None)).unwrap_or_default()
    }
}

/// When the keepAlive clock of a call was last reset.
pub fn renewed(call: &Call) -> Timestamp {
    call.expires_at().map_or(call.now(), |at| at.saturating_sub(call.policy().settings().expiry()))
}

/// Whether it follows the 2019 page.
pub fn is_app(version: ApiVersion) -> bool {
    version == ApiVersion::Beta2019
}

/// Which version of the API a request, or a stored one, follows.
pub fn version(app: bool) -> ApiVersion {
    if app { ApiVersion::Beta2019 } else { ApiVersion::V1 }
}

/// The texts of an operation, and how it has ended.
#[derive(Clone, Debug)]
pub struct Written {
    pub id: Id,
    pub kind: OperationKind,
    /// The method, where its name is not that of the kind.
    pub method: Option<Box<str>>,
    pub context: Option<Box<str>>,
    pub version: ApiVersion,
    /// How long its prompts play, or `None` if they are endless.
    pub prompts: Option<Duration>,
    /// When its recording started.
    pub recording: Option<Timestamp>,
    /// How it has ended; `None` while it is open.
    pub outcome: Option<Outcome>,
    /// What it does to the roster once it is complete.
    pub change: Option<Box<Change>>,
}

impl Written {
    /// The word for it in the timeline.
    pub fn word(&self) -> Cow<'static, str> {
        self.method.as_deref().map_or(Cow::Borrowed(self.kind.as_str()), |method| Cow::Owned(method.to_owned()))
    }
}
