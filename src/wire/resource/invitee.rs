//! Whom to call: `invitationParticipantInfo`.

use serde::ser::{Serialize, Serializer};

use super::identity::{Identity, WriteIdentity};
use super::identity_kind::{EndpointType, IdentityKind};
use super::identity_set::{IDENTITY, IdentityHead, Room};
use crate::wire::json::object::{Fill, Kind, Object, members, write_members};
use crate::wire::json::{Failed, Flag, Source, Text, Texts, Word, keep_text, parsed};

/// Whom to call: `invitationParticipantInfo`.
///
/// ```
/// use call_lifecycle::wire::{IdentityKind, Invitee, Redirect};
/// let user = Invitee::new(IdentityKind::User, "550fae72-d251-43ec-868c-373732c2704f").with_hidden(true);
/// let json = serde_json::to_string(&Redirect::default().with_target(user))?;
/// assert_eq!(serde_json::from_str::<Redirect>(&json)?.targets().collect::<Vec<_>>(), [user]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Invitee<'t> {
    /// `identity`: who it is.
    pub identity: Option<Identity<'t>>,
    /// `replacesCallId`: the call that this one replaces, in a transfer with consultation.
    pub replaces_call_id: Option<&'t str>,
    /// `participantId`
    pub participant_id: Option<&'t str>,
    /// `endpointType`
    pub endpoint_type: Option<EndpointType>,
    /// `hidden`: whether it is left out of the roster.
    pub hidden: Option<bool>,
    /// `removeFromDefaultAudioRoutingGroup`: whether it hears and is heard only in the groups that
    /// the application makes.
    pub remove_from_default_audio_routing_group: Option<bool>,
}

impl<'t> Invitee<'t> {
    /// An invitee with the id of an identity.
    #[must_use]
    pub const fn new(kind: IdentityKind, id: &'t str) -> Self {
        Self::of(Identity::new(kind, id))
    }

    /// An invitee with an identity.
    #[must_use]
    pub const fn of(identity: Identity<'t>) -> Self {
        Self {
            identity: Some(identity),
            replaces_call_id: None,
            participant_id: None,
            endpoint_type: None,
            hidden: None,
            remove_from_default_audio_routing_group: None,
        }
    }

    /// `id` of the identity.
    #[must_use]
    pub const fn id(&self) -> Option<&'t str> {
        match self.identity {
            Some(identity) => identity.id,
            None => None,
        }
    }

    /// Whose identity it is.
    #[must_use]
    pub const fn kind(&self) -> Option<IdentityKind> {
        match self.identity {
            Some(identity) => Some(identity.kind),
            None => None,
        }
    }

    /// The same invitee, for a call that replaces another one.
    #[must_use]
    pub const fn with_replaces_call_id(self, call: &'t str) -> Self {
        Self { replaces_call_id: Some(call), ..self }
    }

    /// The same with this `participantId`.
    #[must_use]
    pub const fn with_participant_id(self, id: &'t str) -> Self {
        Self { participant_id: Some(id), ..self }
    }

    /// The same with this `endpointType`.
    #[must_use]
    pub const fn with_endpoint_type(self, endpoint: EndpointType) -> Self {
        Self { endpoint_type: Some(endpoint), ..self }
    }

    /// The same, `hidden` or not.
    #[must_use]
    pub const fn with_hidden(self, hidden: bool) -> Self {
        Self { hidden: Some(hidden), ..self }
    }

    /// The same with this `removeFromDefaultAudioRoutingGroup`.
    #[must_use]
    pub const fn with_remove_from_default_audio_routing_group(self, remove: bool) -> Self {
        Self { remove_from_default_audio_routing_group: Some(remove), ..self }
    }
}

/// How many texts an invitee has: those of its identity, `replacesCallId` and `participantId`.
pub(in crate::wire) const INVITEE: usize = IDENTITY + 2;

/// An invitee without its texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::wire) struct InviteeHead {
    identity: IdentityHead,
    endpoint_type: Option<EndpointType>,
    hidden: Option<bool>,
    remove: Option<bool>,
}

impl InviteeHead {
    pub(in crate::wire) fn get<'t, const K: usize>(&self, texts: &'t Texts<'_, K>, at: usize) -> Invitee<'t> {
        let text = |offset| texts.get(at.saturating_add(offset));
        Invitee {
            identity: self.identity.get(texts, at),
            replaces_call_id: text(IDENTITY),
            participant_id: text(IDENTITY.saturating_add(1)),
            endpoint_type: self.endpoint_type,
            hidden: self.hidden,
            remove_from_default_audio_routing_group: self.remove,
        }
    }

    pub(in crate::wire) fn put<'a, const K: usize>(
        &mut self,
        texts: &mut Texts<'a, K>,
        at: usize,
        invitee: Invitee<'a>,
    ) {
        let Invitee { identity, replaces_call_id, participant_id, endpoint_type, hidden, .. } = invitee;
        self.identity.put(texts, at, identity);
        for (offset, text) in [replaces_call_id, participant_id].into_iter().enumerate() {
            texts.put(at.saturating_add(IDENTITY).saturating_add(offset), text);
        }
        let remove = invitee.remove_from_default_audio_routing_group;
        (self.endpoint_type, self.hidden, self.remove) = (endpoint_type, hidden, remove);
    }

    /// Reads an invitee; of `null` everything is absent.
    pub(in crate::wire) fn read<'de, const K: usize>(
        &mut self,
        texts: &mut Texts<'de, K>,
        room: Room,
        map: &mut dyn Source<'de>,
    ) -> Result<(), Failed> {
        // A member that comes twice leaves nothing of the first.
        texts.clear_all(room.at, INVITEE);
        *self = Self::default();
        map.value(Fill(&mut InviteeRead { texts, room: Some(room), head: self }, Kind::OrNull))
    }
}

members! { InviteeKey {
    Identity = "identity",
    ReplacesCallId = "replacesCallId",
    ParticipantId = "participantId",
    EndpointType = "endpointType",
    Hidden = "hidden",
    Remove = "removeFromDefaultAudioRoutingGroup",
} }

pub(super) struct InviteeRead<'t, 'de, const K: usize> {
    pub(super) texts: &'t mut Texts<'de, K>,
    /// `None` for one too many, of which the types are still checked.
    pub(super) room: Option<Room>,
    pub(super) head: &'t mut InviteeHead,
}

impl<'de, const K: usize> Object<'de> for InviteeRead<'_, 'de, K> {
    type Key = InviteeKey;
    const WHAT: &'static str = "an invitationParticipantInfo";

    fn member(&mut self, key: InviteeKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let (offset, member) = match key {
            InviteeKey::Identity => return self.head.identity.read(self.texts, self.room, map),
            InviteeKey::EndpointType => {
                let word = Word("endpointType", parsed::<EndpointType>);
                self.head.endpoint_type = map.value(Text(word))?.flatten();
                return Ok(());
            }
            InviteeKey::Hidden => {
                self.head.hidden = map.value(Flag("hidden"))?;
                return Ok(());
            }
            InviteeKey::Remove => {
                self.head.remove = map.value(Flag("removeFromDefaultAudioRoutingGroup"))?;
                return Ok(());
            }
            InviteeKey::ReplacesCallId => (IDENTITY, "replacesCallId"),
            InviteeKey::ParticipantId => (IDENTITY.saturating_add(1), "participantId"),
        };
        keep_text(self.texts, self.room.map(|room| room.at.saturating_add(offset)), member, map)
    }
}

pub(in crate::wire) struct WriteInvitee<'t>(pub(in crate::wire) Invitee<'t>);

impl Serialize for WriteInvitee<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "InvitationParticipantInfo", {
            "@odata.type": Some("#microsoft.graph.invitationParticipantInfo"),
            "identity": self.0.identity.map(WriteIdentity),
            "endpointType": self.0.endpoint_type.map(EndpointType::as_str),
            "hidden": self.0.hidden,
            "participantId": self.0.participant_id,
            "removeFromDefaultAudioRoutingGroup": self.0.remove_from_default_audio_routing_group,
            "replacesCallId": self.0.replaces_call_id,
        })
    }
}
