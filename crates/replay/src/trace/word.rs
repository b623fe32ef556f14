//! The last word of a URL: a part of a call, or a method, by its name.

use call_lifecycle::Id;
use memchr::{memchr2, memrchr};

/// The last word of a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A place in the list of those that are known.
    Known(u8),
    /// Another one, which may be the name of a method that is not known.
    Name(Name),
}

/// A short text of letters, digits, dashes and underscores.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    bytes: [u8; Self::MAX],
    len: u8,
}

impl Name {
    /// A name of a method is seldom longer; of one that is, this is the beginning.
    const MAX: usize = 39;

    /// The name of a method that is known to be one.
    pub(super) const fn method(text: &str) -> Self {
        let mut name = Self { bytes: [0; Self::MAX], len: text.len() as u8 };
        let (to, _) = name.bytes.split_at_mut(text.len());
        to.copy_from_slice(text.as_bytes());
        name
    }

    fn of(text: &str) -> Option<Self> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        // A number is no name, nor is an id.
        let begins = text.starts_with(|first: char| first.is_ascii_alphabetic());
        if !begins || !text.bytes().all(fits) || Id::parse(text).is_ok() {
            return None;
        }
        let mut name = Self { bytes: [0; Self::MAX], len: 0 };
        for (to, from) in name.bytes.iter_mut().zip(text.bytes()) {
            *to = from;
            name.len += 1;
        }
        Some(name)
    }

    fn as_str(&self) -> &str {
        self.bytes.get(..usize::from(self.len)).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// Parts of a call, then methods.
const WORDS: [&str; 26] = [
    "a participant",
    "the call",
    "an operation",
    "an audioRoutingGroup",
    "a contentSharingSession",
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
const METHODS: u8 = 10;

/// The last segment of a path that is not empty, and what is before it.
fn last_segment(path: &str) -> Option<(&str, &str)> {
    let path = path.trim_end_matches('/');
    let from = memrchr(b'/', path.as_bytes()).map_or(0, |slash| slash + 1);
    let (above, last) = path.split_at_checked(from)?;
    (!last.is_empty()).then_some((above, last))
}

impl Word {
    /// A single participant.
    pub const PARTICIPANT: Self = Self::Known(0);
    pub(super) const CALL: Self = Self::Known(1);
    pub(super) const OPERATION: Self = Self::Known(2);
    const ROUTING_GROUP: Self = Self::Known(3);
    const SHARING_SESSION: Self = Self::Known(4);
    pub(super) const OPERATIONS: Self = Self::Known(8);

    /// It as a text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(place) => WORDS.get(usize::from(*place)).copied().unwrap_or_default(),
            Self::Name(name) => name.as_str(),
        }
    }

    /// Whether it is a method, or may be one.
    pub const fn is_method(&self) -> bool {
        !matches!(self, Self::Known(..METHODS))
    }

    /// This word.
    pub fn named(word: &str) -> Option<Self> {
        let known = WORDS.iter().position(|known| known.eq_ignore_ascii_case(word));
        known.and_then(|place| u8::try_from(place).ok()).map(Self::Known).or_else(|| Name::of(word).map(Self::Name))
    }

    /// The word of what stands behind the id of a call.
    pub fn of(url: &str) -> Option<Self> {
        let path = url.get(..memchr2(b'?', b'#', url.as_bytes()).unwrap_or(url.len())).unwrap_or(url);
        let (above, last) = last_segment(path)?;
        let (_, before) = last_segment(above)?;
        let is = |namespace: &str, word: &str| namespace.eq_ignore_ascii_case(word);
        // Whatever stands below these is an id.
        if is(before, "audioRoutingGroups") {
            return Some(Self::ROUTING_GROUP);
        }
        if is(before, "contentSharingSessions") {
            return Some(Self::SHARING_SESSION);
        }
        let bare = match last.rsplit_once('.') {
            Some((namespace, bare)) if is(namespace, "microsoft.graph") || is(namespace, "graph") => bare,
            _ => last,
        };
        let bare = bare.strip_suffix("()").unwrap_or(bare);
        match Self::named(bare) {
            Some(known @ Self::Known(_)) => Some(known),
            // An id has digits, and the name of a method has none.
            _ if before.eq_ignore_ascii_case("participants")
                && !bare.bytes().all(|byte| byte.is_ascii_alphabetic()) =>
            {
                Some(Self::PARTICIPANT)
            }
            named => named,
        }
    }
}
