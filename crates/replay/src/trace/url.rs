//! What the URL of a request names.

use call_lifecycle::wire::Target;

/// What the URL of a request names.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Url {
    /// What the machines know of it.
    pub target: Target,
    /// Whether it is below `/app`.
    pub app: bool,
    /// A part of a call, or a method, that they do not model.
    pub word: Option<Word>,
}

impl From<Target> for Url {
    fn from(target: Target) -> Self {
        Self { target, app: false, word: None }
    }
}

/// The last word of a URL: a place in the list of those that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(u8);

/// Parts of a call, then methods.
const WORDS: [&str; 22] = [
    "a participant",
    "participants",
    "audioRoutingGroups",
    "contentSharingSessions",
    "operations",
    "deltaParticipants",
    "changeScreenSharingRole",
    "logTeleconferenceDeviceQuality",
    "startRecording",
    "stopRecording",
    "startTranscription",
    "stopTranscription",
    "admitFromLobby",
    "removeFromLobby",
    "admitAllFromLobby",
    "muteAll",
    "configureMixer",
    "startHoldMusic",
    "stopHoldMusic",
    "sendDtmfTones",
    "unmute",
    "record",
];
/// The first of the methods.
const METHODS: u8 = 6;

impl Word {
    /// A single participant.
    pub const PARTICIPANT: Self = Self(0);

    /// It as a text.
    pub fn as_str(self) -> &'static str {
        WORDS.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// Whether it is a method.
    pub const fn is_method(self) -> bool {
        self.0 >= METHODS
    }

    /// The word of what stands behind the id of a call.
    pub fn of(url: &str) -> Option<Self> {
        let path = url.split(['?', '#']).next().unwrap_or(url);
        let mut segments = path.split('/').filter(|segment| !segment.is_empty()).rev();
        let (last, before) = (segments.next()?, segments.next()?);
        let bare = match last.split_at_checked(16) {
            Some((prefix, bare)) if prefix.eq_ignore_ascii_case("microsoft.graph.") => bare,
            _ => last,
        };
        let named = |text: &str| WORDS.iter().skip(1).position(|word| word.eq_ignore_ascii_case(text));
        match named(bare) {
            Some(place) => u8::try_from(place + 1).ok().map(Self),
            None if before.eq_ignore_ascii_case("participants") => Some(Self::PARTICIPANT),
            None => None,
        }
    }
}
