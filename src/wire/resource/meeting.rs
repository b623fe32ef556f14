//! The meeting of a call: `meetingInfo`.

use serde::ser::{Serialize, Serializer};

use super::identity::{Identity, WriteIdentity};
use super::identity_set::{IDENTITY, IdentityHead, Room};
use super::type_name;
use crate::wire::json::object::{Fill, Kind, Object, members, write_members};
use crate::wire::json::{Failed, Flag, Source, Text, Texts, Word, filled, keep_text};
use crate::words;

/// How a meeting is named: the kinds of `meetingInfo`.
///
/// ```
/// use call_lifecycle::wire::{MeetingInfo, MeetingKey};
/// let meeting = MeetingInfo::join_meeting_id("1234567", Some("psw123"));
/// assert_eq!(meeting.key, MeetingKey::JoinMeetingId { id: "1234567", passcode: Some("psw123") });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MeetingKey<'t> {
    /// `organizerMeetingInfo`: by its `organizer`, next to `chatInfo`.
    Organizer(Identity<'t>),
    /// `tokenMeetingInfo`: by its `token`.
    Token(&'t str),
    /// `joinMeetingIdMeetingInfo`: by its `joinMeetingId`.
    JoinMeetingId {
        /// `joinMeetingId`
        id: &'t str,
        /// `passcode`, if the meeting has one.
        passcode: Option<&'t str>,
    },
}

/// The meeting that a call joins: `meetingInfo`.
///
/// ```
/// use call_lifecycle::wire::{Create, Identity, IdentityKind, MeetingInfo};
/// let bob = Identity::new(IdentityKind::User, "5810cede-f3cc-42eb-b2c1-e9bd5d53ec96");
/// let meeting = MeetingInfo::organizer(bob).with_allow_conversation_without_host(true);
/// let json = serde_json::to_string(&Create::default().with_meeting_info(meeting))?;
/// assert_eq!(serde_json::from_str::<Create>(&json)?.meeting_info(), Some(meeting));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct MeetingInfo<'t> {
    /// How the meeting is named.
    pub key: MeetingKey<'t>,
    /// `allowConversationWithoutHost`, which is in the metadata of beta and in examples of v1.0.
    pub allow_conversation_without_host: Option<bool>,
}

impl<'t> MeetingInfo<'t> {
    /// The meeting of an organizer.
    #[must_use]
    pub const fn organizer(organizer: Identity<'t>) -> Self {
        Self { key: MeetingKey::Organizer(organizer), allow_conversation_without_host: None }
    }

    /// The meeting of a token.
    #[must_use]
    pub const fn token(token: &'t str) -> Self {
        Self { key: MeetingKey::Token(token), allow_conversation_without_host: None }
    }

    /// The meeting of a `joinMeetingId`.
    #[must_use]
    pub const fn join_meeting_id(id: &'t str, passcode: Option<&'t str>) -> Self {
        Self { key: MeetingKey::JoinMeetingId { id, passcode }, allow_conversation_without_host: None }
    }

    /// The same with this `allowConversationWithoutHost`.
    #[must_use]
    pub const fn with_allow_conversation_without_host(self, allow: bool) -> Self {
        Self { allow_conversation_without_host: Some(allow), ..self }
    }
}

/// How many texts a meeting has: those of its organizer, and three.
pub(in crate::wire) const MEETING: usize = IDENTITY + 3;
const TOKEN: usize = IDENTITY;
const JOIN_ID: usize = IDENTITY + 1;
const PASSCODE: usize = IDENTITY + 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum KeyKind {
    Organizer,
    Token,
    JoinMeetingId,
}

impl KeyKind {
    fn of_type(name: &str) -> Option<Self> {
        let is = |known: &str| words::same(type_name::of_any(name), known);
        if is("organizerMeetingInfo") {
            Some(Self::Organizer)
        } else if is("tokenMeetingInfo") {
            Some(Self::Token)
        } else {
            is("joinMeetingIdMeetingInfo").then_some(Self::JoinMeetingId)
        }
    }
}

/// A meeting without its texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::wire) struct MeetingHead {
    organizer: IdentityHead,
    allow: Option<bool>,
}

impl MeetingHead {
    /// `None` if nothing names a meeting.
    pub(in crate::wire) fn get<'t, const K: usize>(
        &self,
        texts: &'t Texts<'_, K>,
        at: usize,
    ) -> Option<MeetingInfo<'t>> {
        let text = |offset| texts.get(at.saturating_add(offset));
        let key = match (self.organizer.get(texts, at), text(TOKEN), text(JOIN_ID)) {
            (Some(organizer), ..) => MeetingKey::Organizer(organizer),
            (None, Some(token), _) => MeetingKey::Token(token),
            (None, None, Some(id)) => MeetingKey::JoinMeetingId { id, passcode: text(PASSCODE) },
            (None, None, None) => return None,
        };
        Some(MeetingInfo { key, allow_conversation_without_host: self.allow })
    }

    pub(in crate::wire) fn put<'a, const K: usize>(
        &mut self,
        texts: &mut Texts<'a, K>,
        at: usize,
        meeting: MeetingInfo<'a>,
    ) {
        texts.clear_all(at, MEETING);
        *self = Self { allow: meeting.allow_conversation_without_host, ..Self::default() };
        let mut put = |offset, text| texts.put(at.saturating_add(offset), text);
        match meeting.key {
            MeetingKey::Organizer(organizer) => self.organizer.put(texts, at, Some(organizer)),
            MeetingKey::Token(token) => put(TOKEN, Some(token)),
            MeetingKey::JoinMeetingId { id, passcode } => {
                put(JOIN_ID, Some(id));
                put(PASSCODE, passcode);
            }
        }
    }

    pub(in crate::wire) fn read<'de, const K: usize>(
        &mut self,
        texts: &mut Texts<'de, K>,
        room: Room,
        map: &mut dyn Source<'de>,
    ) -> Result<(), Failed> {
        texts.clear_all(room.at, MEETING);
        *self = Self::default();
        let mut read = MeetingRead { texts, room, head: self, kind: None };
        map.value(Fill(&mut read, Kind::OrNull))?;
        let kind = read.kind;
        self.settle(texts, room.at, kind);
        Ok(())
    }

    /// Leaves the members of one kind alone: that of the type or, where there is none, the first
    /// kind of which there are members.
    fn settle<const K: usize>(&mut self, texts: &mut Texts<'_, K>, at: usize, kind: Option<KeyKind>) {
        // An empty text names no meeting.
        let has = |offset| filled(texts.get(at.saturating_add(offset))).is_some();
        let organizer = self.organizer.get(texts, at).is_some();
        let kind = kind.or(match (organizer, has(TOKEN)) {
            (true, _) => Some(KeyKind::Organizer),
            (false, true) => Some(KeyKind::Token),
            (false, false) => has(JOIN_ID).then_some(KeyKind::JoinMeetingId),
        });
        let (token, join_id) = (has(TOKEN), has(JOIN_ID));
        let mut clear = |offset| texts.clear(at.saturating_add(offset));
        if kind != Some(KeyKind::Token) || !token {
            clear(TOKEN);
        }
        if kind != Some(KeyKind::JoinMeetingId) || !join_id {
            clear(JOIN_ID);
        }
        if kind != Some(KeyKind::Organizer) {
            self.organizer.put(texts, at, None);
        }
        if texts.get(at.saturating_add(JOIN_ID)).is_none() {
            texts.clear(at.saturating_add(PASSCODE));
        }
        if self.get(texts, at).is_none() {
            self.allow = None;
        }
    }
}

members! { MeetingInfoKey {
    Type = "@odata.type",
    Allow = "allowConversationWithoutHost",
    Organizer = "organizer",
    Token = "token",
    JoinMeetingId = "joinMeetingId",
    Passcode = "passcode",
} }

struct MeetingRead<'t, 'de, const K: usize> {
    texts: &'t mut Texts<'de, K>,
    room: Room,
    head: &'t mut MeetingHead,
    kind: Option<KeyKind>,
}

impl<'de, const K: usize> Object<'de> for MeetingRead<'_, 'de, K> {
    type Key = MeetingInfoKey;
    const WHAT: &'static str = "meetingInfo";

    fn member(&mut self, key: MeetingInfoKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let (offset, member) = match key {
            MeetingInfoKey::Type => {
                self.kind = map.value(Text(Word("meetingInfo.@odata.type", KeyKind::of_type)))?.flatten();
                return Ok(());
            }
            MeetingInfoKey::Allow => {
                self.head.allow = map.value(Flag("meetingInfo.allowConversationWithoutHost"))?;
                return Ok(());
            }
            MeetingInfoKey::Organizer => return self.head.organizer.read(self.texts, Some(self.room), map),
            MeetingInfoKey::Token => (TOKEN, "meetingInfo.token"),
            MeetingInfoKey::JoinMeetingId => (JOIN_ID, "meetingInfo.joinMeetingId"),
            MeetingInfoKey::Passcode => (PASSCODE, "meetingInfo.passcode"),
        };
        keep_text(self.texts, Some(self.room.at.saturating_add(offset)), member, map)
    }
}

pub(in crate::wire) struct WriteMeeting<'t>(pub(in crate::wire) MeetingInfo<'t>);

impl Serialize for WriteMeeting<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (name, organizer, token, id, passcode) = match self.0.key {
            MeetingKey::Organizer(organizer) => {
                ("#microsoft.graph.organizerMeetingInfo", Some(organizer), None, None, None)
            }
            MeetingKey::Token(token) => ("#microsoft.graph.tokenMeetingInfo", None, Some(token), None, None),
            MeetingKey::JoinMeetingId { id, passcode } => {
                ("#microsoft.graph.joinMeetingIdMeetingInfo", None, None, Some(id), passcode)
            }
        };
        write_members!(serializer, "MeetingInfo", {
            "@odata.type": Some(name),
            "organizer": organizer.map(WriteIdentity),
            "token": token,
            "joinMeetingId": id,
            "passcode": passcode,
            "allowConversationWithoutHost": self.0.allow_conversation_without_host,
        })
    }
}
