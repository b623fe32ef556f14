//! What the URL of a request names.

use call_lifecycle::Id;
use call_lifecycle::wire::{Method, PathError, Target};
use memchr::{memchr2, memrchr};

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

impl Url {
    pub(super) fn parse(text: &str) -> Result<Self, PathError> {
        let target = target(text)?;
        let word = matches!(target, Target::Other { .. } | Target::Method { .. }).then(|| Word::of(text)).flatten();
        Ok(Self { target, app: text.contains("/app/calls"), word })
    }
}

/// What a URL or a path names.
pub(crate) fn target(text: &str) -> Result<Target, PathError> {
    quick_target(text).map_or_else(|| Target::parse(text), Ok)
}

/// Where programs have the calls.
const CALLS: [&str; 4] =
    ["/v1.0/communications/calls", "/communications/calls", "/app/calls", "/beta/communications/calls"];

/// The same as programs write it: without a query, and in the case of the pages.
fn quick_target(text: &str) -> Option<Target> {
    let path = text.strip_prefix("https://graph.microsoft.com").unwrap_or(text);
    let rest = CALLS.iter().find_map(|calls| path.strip_prefix(calls))?;
    if rest.is_empty() {
        return Some(Target::Calls);
    }
    let (call, rest) = leading_id(rest)?;
    match rest {
        "" => Some(Target::Call { call }),
        "/keepAlive" => Some(Target::Method { call, participant: None, method: Method::KeepAlive }),
        "/recordResponse" => Some(Target::Method { call, participant: None, method: Method::RecordResponse }),
        "/playPrompt" => Some(Target::Method { call, participant: None, method: Method::PlayPrompt }),
        _ => match leading_id(rest.strip_prefix("/operations")?)? {
            (operation, "") => Some(Target::Operation { call, operation }),
            _ => None,
        },
    }
}

/// The id of a segment in either spelling, and what comes after it.
fn leading_id(path: &str) -> Option<(Id, &str)> {
    let path = path.strip_prefix('/')?;
    let length = if path.as_bytes().get(8) == Some(&b'-') { 36 } else { 32 };
    let (id, rest) = path.split_at_checked(length)?;
    (rest.is_empty() || rest.starts_with('/')).then_some((Id::parse(id).ok()?, rest))
}

impl From<Target> for Url {
    fn from(target: Target) -> Self {
        Self { target, app: false, word: None }
    }
}

/// The last word of a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A place in the list of those that are known.
    Known(u8),
    /// Another one, which may be the name of a method that is not known.
    Name(Name),
}

/// A short text of letters, digits and dashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    bytes: [u8; Self::MAX],
    len: u8,
}

impl Name {
    /// A name of a method is seldom longer; of one that is, this is the beginning.
    const MAX: usize = 39;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_is_read_quickly_names_the_same_as_any_other() {
        const ID: &str = "57dab8b1-894c-409a-b240-bd8beae78896";
        let ids = [ID, "57DAB8B1894C409AB240BD8BEAE78896", "57dab8b1-894c-409a-b240-bd8beae7889", "57dab8b1", "\u{e9}"];
        let starts = [
            "/v1.0/communications/calls",
            "https://graph.microsoft.com/beta/communications/calls",
            "https://graph.microsoft.com.evil/communications/calls",
            "/communications/calls",
            "communications/calls",
            "/app/calls",
            "/app/callsx",
            "/APP/calls",
        ];
        let ends = [
            "",
            "/",
            "/keepAlive",
            "/keepAlive/",
            "/keepalive",
            "/keepAlive?x=/",
            "#",
            "?$select=id",
            "/recordResponse",
            "/playPrompt",
            "/record",
            "/operations",
            "/operations/",
            "/operations/participants",
            "/participants",
            "/participants/invite",
            "/answer",
            " ",
            "/x/y",
        ];
        let mut quick = 0;
        let mut same = |text: &str| {
            let full = Target::parse(text);
            let found = quick_target(text);
            assert!(found.is_none_or(|found| Ok(found) == full), "{text}: {found:?} {full:?}");
            quick += usize::from(found.is_some());
        };
        for start in starts {
            same(start);
            for id in ids {
                for end in ends {
                    same(&format!("{start}/{id}{end}"));
                    same(&format!("{start}//{id}{end}"));
                    same(&format!("{start}/{ID}/operations/{id}{end}"));
                }
            }
        }
        assert!(quick > 40, "{quick}");
    }
}
