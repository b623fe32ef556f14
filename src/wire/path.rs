//! What a URL or a notification's resource path names.

use core::fmt;

use crate::words::words;
use crate::{Id, OperationKind, ParseIdError};

words! {
    /// A method of a call: the last segment of a request's URL. Compared without regard to case, and with or without `microsoft.graph.` before it.
    ///
    /// ```
    /// use call_lifecycle::{OperationKind, wire::Method};
    /// assert_eq!(Method::from_word("KeepAlive"), Some(Method::KeepAlive));
    /// assert_eq!(Method::RecordResponse.operation(), Some(OperationKind::Record));
    /// assert_eq!(Method::KeepAlive.operation(), None);
    /// ```
    Method {
        /// `answer`
        Answer = "answer",
        /// `reject`
        Reject = "reject",
        /// `redirect`
        Redirect = "redirect",
        /// `transfer`
        Transfer = "transfer",
        /// `keepAlive`
        KeepAlive = "keepAlive",
        /// `record`, the 2019 page's.
        Record = "record",
        /// `recordResponse`, v1.0's.
        RecordResponse = "recordResponse",
        /// `playPrompt`
        PlayPrompt = "playPrompt",
        /// `cancelMediaProcessing`
        CancelMediaProcessing = "cancelMediaProcessing",
        /// `subscribeToTone`
        SubscribeToTone = "subscribeToTone",
        /// `sendDtmfTones`
        SendDtmfTones = "sendDtmfTones",
        /// `mute`, of the call or of a participant.
        Mute = "mute",
        /// `unmute`
        Unmute = "unmute",
        /// `updateRecordingStatus`
        UpdateRecordingStatus = "updateRecordingStatus",
        /// `addLargeGalleryView`
        AddLargeGalleryView = "addLargeGalleryView",
        /// `changeScreenSharingRole`: no operation, answered 202.
        ChangeScreenSharingRole = "changeScreenSharingRole",
        /// `participants/invite`
        Invite = "invite",
        /// `participants/muteAll`
        MuteAll = "muteAll",
        /// `participants/configureMixer`
        ConfigureMixer = "configureMixer",
        /// `participants/{id}/startHoldMusic`
        StartHoldMusic = "startHoldMusic",
        /// `participants/{id}/stopHoldMusic`
        StopHoldMusic = "stopHoldMusic",
    }
}

impl Method {
    /// The kind of the operation that it starts, where it starts one.
    #[must_use]
    pub fn operation(self) -> Option<OperationKind> {
        match self {
            Self::RecordResponse => Some(OperationKind::Record),
            other => OperationKind::from_word(other.word()),
        }
    }

    /// Whether it stands under `participants`.
    const fn is_of_participants(self) -> bool {
        matches!(self, Self::Invite | Self::MuteAll | Self::ConfigureMixer)
    }

    /// Whether it stands under `participants/{id}`.
    const fn is_of_participant(self) -> bool {
        matches!(self, Self::Mute | Self::StartHoldMusic | Self::StopHoldMusic | Self::ConfigureMixer)
    }

    fn of_segment(segment: &str) -> Option<Self> {
        let bare = match segment.split_at_checked(16) {
            Some((prefix, bare)) if prefix.eq_ignore_ascii_case("microsoft.graph.") => bare,
            _ => segment,
        };
        Self::from_word(bare)
    }
}

/// What a URL or a resource path names.
///
/// Read over: scheme and host, a leading slash or none, a trailing one, the query, and the prefixes `v1.0`, `beta`, `app`, `communications` and
/// `applications/{id}` in any order (source: the two pages and facts, ambiguity 56; the examples mix them). Segments are compared without regard to
/// case, ids parse in both spellings.
///
/// ```
/// use call_lifecycle::{Id, wire::{Method, Style, Target}};
/// let call = Id::parse("57dab8b1-894c-409a-b240-bd8beae78896").unwrap();
/// let operation = Id::parse("0fe0623f-d628-42ed-b4bd-8ac290072cc5").unwrap();
/// let target = Target::parse("/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5")?;
/// assert_eq!(target, Target::Operation { call, operation });
/// let url = "https://graph.microsoft.com/v1.0/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896/keepAlive";
/// assert_eq!(Target::parse(url)?, Target::Method { call, participant: None, method: Method::KeepAlive });
/// assert_eq!(target.path(Style::Url).unwrap().to_string(),
///     "/communications/calls/57dab8b1-894c-409a-b240-bd8beae78896/operations/0fe0623f-d628-42ed-b4bd-8ac290072cc5");
/// # Ok::<(), call_lifecycle::wire::PathError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Target {
    /// The collection of calls: a POST creates one.
    Calls,
    /// A call.
    Call {
        /// Its id.
        call: Id,
    },
    /// A method of a call.
    Method {
        /// The call.
        call: Id,
        /// The participant, under `participants/{id}`.
        participant: Option<Id>,
        /// The method.
        method: Method,
    },
    /// An operation of a call.
    Operation {
        /// The call.
        call: Id,
        /// Its own id.
        operation: Id,
    },
    /// The operations of a call. One example of a finished invite names `operations/participants`, which is read as this: the
    /// operation is then known by its `clientContext` alone (facts, ambiguity 43).
    Operations {
        /// The call.
        call: Id,
    },
    /// Another resource: one under a call, such as `participants`, or one that has nothing to do with calls.
    Other {
        /// The call, where the path names one.
        call: Option<Id>,
    },
}

impl Target {
    /// Reads a URL or a path.
    ///
    /// # Errors
    /// [`PathError`] if it is empty, or if an id in it is none.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let path = text.split(['?', '#']).next().unwrap_or_default().trim();
        let path = match path.split_once("://") {
            Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
            None => path,
        };
        let mut segments = path.split('/').filter(|segment| !segment.is_empty()).peekable();
        if segments.peek().is_none() {
            return Err(PathError::Empty);
        }
        loop {
            let Some(segment) = segments.next() else { return Ok(Self::Other { call: None }) };
            let is = |word: &str| segment.eq_ignore_ascii_case(word);
            if is("calls") {
                break;
            }
            if is("applications") {
                segments.next();
            } else if !(is("v1.0") || is("beta") || is("app") || is("communications")) {
                return Ok(Self::Other { call: None });
            }
        }
        let Some(first) = segments.next() else { return Ok(Self::Calls) };
        if first.eq_ignore_ascii_case("logTeleconferenceDeviceQuality") {
            return Ok(Self::Other { call: None });
        }
        let call = id("calls", first)?;
        let Some(segment) = segments.next() else { return Ok(Self::Call { call }) };
        let target = if segment.eq_ignore_ascii_case("operations") {
            match segments.next() {
                None => Self::Operations { call },
                Some(word) if word.eq_ignore_ascii_case("participants") => Self::Operations { call },
                Some(text) => Self::Operation { call, operation: id("operations", text)? },
            }
        } else if segment.eq_ignore_ascii_case("participants") {
            Self::of_participants(call, segments.next(), segments.next())?
        } else {
            match Method::of_segment(segment) {
                Some(method) if !method.is_of_participants() => Self::Method { call, participant: None, method },
                _ => Self::Other { call: Some(call) },
            }
        };
        Ok(if segments.next().is_some() { Self::Other { call: Some(call) } } else { target })
    }

    fn of_participants(call: Id, first: Option<&str>, second: Option<&str>) -> Result<Self, PathError> {
        let other = Self::Other { call: Some(call) };
        let Some(first) = first else { return Ok(other) };
        let Some(second) = second else {
            return Ok(match Method::of_segment(first) {
                Some(method) if method.is_of_participants() => Self::Method { call, participant: None, method },
                _ => other,
            });
        };
        match Method::of_segment(second) {
            Some(method) if method.is_of_participant() => {
                Ok(Self::Method { call, participant: Some(id("participants", first)?), method })
            }
            _ => Ok(other),
        }
    }

    /// The call that it names.
    #[must_use]
    pub const fn call(self) -> Option<Id> {
        match self {
            Self::Call { call }
            | Self::Method { call, .. }
            | Self::Operation { call, .. }
            | Self::Operations { call } => Some(call),
            Self::Calls => None,
            Self::Other { call } => call,
        }
    }

    /// The operation that it names.
    #[must_use]
    pub const fn operation(self) -> Option<Id> {
        match self {
            Self::Operation { operation, .. } => Some(operation),
            Self::Calls | Self::Call { .. } | Self::Method { .. } | Self::Operations { .. } | Self::Other { .. } => {
                None
            }
        }
    }

    /// The path, in one of the ways that the pages write it; none for [`Target::Other`], of which only the call is known.
    #[must_use]
    pub const fn path(self, style: Style) -> Option<Path> {
        match self {
            Self::Other { .. } => None,
            Self::Calls
            | Self::Call { .. }
            | Self::Method { .. }
            | Self::Operation { .. }
            | Self::Operations { .. } => Some(Path { target: self, style }),
        }
    }
}

fn id(collection: &'static str, text: &str) -> Result<Id, PathError> {
    Id::parse(text).map_err(|error| PathError::Id { collection, text: Segment::new(text), error })
}

/// The ways in which the pages write a path.
///
/// ```
/// use call_lifecycle::{Id, wire::{Style, Target}};
/// let path = |style| Target::Call { call: Id::from_u128(0xAB) }.path(style).unwrap().to_string();
/// assert_eq!(path(Style::Url), "/communications/calls/00000000-0000-0000-0000-0000000000ab");
/// assert_eq!(path(Style::Notification), "/communications/calls/000000000000000000000000000000AB");
/// assert_eq!(path(Style::AppUrl), "/app/calls/00000000-0000-0000-0000-0000000000ab");
/// assert_eq!(path(Style::AppNotification), "/app/calls/000000000000000000000000000000AB");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Style {
    /// `/communications/calls/` with dashed ids: what requests are sent to.
    Url,
    /// `/communications/calls/` with undashed upper-case ids: v1.0's notifications.
    Notification,
    /// `/app/calls/` with dashed ids: the 2019 page's requests and `Location`.
    AppUrl,
    /// `/app/calls/` with undashed upper-case ids: the 2019 page's notification.
    AppNotification,
}

/// A path to write; made by [`Target::path`].
///
/// ```
/// use call_lifecycle::{Id, wire::{Method, Style, Target}};
/// let target = Target::Method { call: Id::from_u128(1), participant: Some(Id::from_u128(2)), method: Method::StartHoldMusic };
/// let path = target.path(Style::Url).unwrap().to_string();
/// assert!(path.ends_with("/participants/00000000-0000-0000-0000-000000000002/startHoldMusic"));
/// assert_eq!(Target::parse(&path), Ok(target));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Path {
    target: Target,
    style: Style,
}

impl Path {
    fn id(self, f: &mut fmt::Formatter<'_>, collection: &str, id: Id) -> fmt::Result {
        match self.style {
            Style::Url | Style::AppUrl => write!(f, "/{collection}/{id}"),
            Style::Notification | Style::AppNotification => write!(f, "/{collection}/{}", id.compact()),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.style {
            Style::Url | Style::Notification => "/communications",
            Style::AppUrl | Style::AppNotification => "/app",
        })?;
        let Some(call) = self.target.call() else { return f.write_str("/calls") };
        self.id(f, "calls", call)?;
        match self.target {
            Target::Operation { operation, .. } => self.id(f, "operations", operation),
            Target::Operations { .. } => f.write_str("/operations"),
            Target::Method { participant, method, .. } => {
                if let Some(participant) = participant {
                    self.id(f, "participants", participant)?;
                } else if method.is_of_participants() {
                    f.write_str("/participants")?;
                }
                write!(f, "/{method}")
            }
            Target::Calls | Target::Call { .. } | Target::Other { .. } => Ok(()),
        }
    }
}

impl serde::Serialize for Path {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The start of a segment, for an error: its first [`Segment::MAX`] bytes.
///
/// ```
/// use call_lifecycle::wire::{PathError, Target};
/// let Err(PathError::Id { text, .. }) = Target::parse("/app/calls/{id}/record") else { panic!() };
/// assert_eq!(text.as_str(), "{id}");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Segment {
    bytes: [u8; Self::MAX],
    len: u8,
}

impl Segment {
    /// The most bytes that are kept.
    pub const MAX: usize = 40;

    pub(super) fn new(text: &str) -> Self {
        let mut bytes = [0; Self::MAX];
        let mut len = 0;
        // Whole characters only.
        let end = (0..=text.len().min(Self::MAX)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        for (to, from) in bytes.iter_mut().zip(text.as_bytes().iter().take(end)) {
            *to = *from;
            len = u8::saturating_add(len, 1);
        }
        Self { bytes, len }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.bytes.get(..usize::from(self.len)).and_then(|bytes| core::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Debug for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// Why a path names nothing.
///
/// ```
/// use call_lifecycle::wire::Target;
/// let error = Target::parse("/communications/calls/42/keepAlive").unwrap_err();
/// assert_eq!(error.to_string(), "the segment after calls is \"42\": an id has 32 hexadecimal digits, \
///     or those with 4 dashes (36 bytes), but the text has 2 bytes");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum PathError {
    /// There is no path.
    Empty,
    /// A segment that has to be an id is none.
    Id {
        /// The collection that it stands after.
        collection: &'static str,
        /// The segment.
        text: Segment,
        /// What is wrong with it.
        error: ParseIdError,
    },
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => {
                f.write_str("the path is empty, but must name a resource, such as /communications/calls/{id}")
            }
            Self::Id { collection, text, error } => write!(f, "the segment after {collection} is {text:?}: {error}"),
        }
    }
}

impl core::error::Error for PathError {}
