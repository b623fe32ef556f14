//! An `identitySet` as it is read: of its members the last one that has an id counts.

use super::identity::Identity;
use super::identity_kind::{EndpointType, IdentityKind};
use crate::wire::json::object::{Fill, Key, Kind, Object, members};
use crate::wire::json::{Failed, Flag, Source, Text, Texts, Word, filled, keep_text, parsed};

/// How many texts an identity has: `id`, `displayName`, `tenantId` and its detail.
pub(in crate::wire) const IDENTITY: usize = 4;

/// Where the texts of an identity are, and where the next member of the set is read before it is
/// known whether it counts.
#[derive(Clone, Copy)]
pub(in crate::wire) struct Room {
    pub(in crate::wire) at: usize,
    pub(in crate::wire) spare: usize,
}

/// An identity without its texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::wire) struct IdentityHead {
    kind: Option<IdentityKind>,
    hidden: Option<bool>,
    endpoint_type: Option<EndpointType>,
}

impl IdentityHead {
    pub(in crate::wire) fn get<'t, const K: usize>(&self, texts: &'t Texts<'_, K>, at: usize) -> Option<Identity<'t>> {
        let text = |offset| texts.get(at.saturating_add(offset));
        Some(Identity {
            kind: self.kind?,
            id: text(0),
            display_name: text(1),
            tenant_id: text(2),
            detail: text(3),
            hidden: self.hidden,
            endpoint_type: self.endpoint_type,
        })
    }

    pub(in crate::wire) fn put<'a, const K: usize>(
        &mut self,
        texts: &mut Texts<'a, K>,
        at: usize,
        identity: Option<Identity<'a>>,
    ) {
        texts.clear_all(at, IDENTITY);
        *self = Self::default();
        let Some(Identity { kind, id, display_name, tenant_id, detail, hidden, endpoint_type }) = identity else {
            return;
        };
        *self = Self { kind: Some(kind), hidden, endpoint_type };
        for (offset, text) in [id, display_name, tenant_id, detail].into_iter().enumerate() {
            texts.put(at.saturating_add(offset), text);
        }
    }

    /// Reads a set. Without a room only the types are checked.
    pub(in crate::wire) fn read<'de, const K: usize>(
        &mut self,
        texts: &mut Texts<'de, K>,
        room: Option<Room>,
        map: &mut dyn Source<'de>,
    ) -> Result<(), Failed> {
        // A member that comes twice leaves nothing of the first.
        if let Some(room) = room {
            texts.clear_all(room.at, IDENTITY);
        }
        *self = Self::default();
        map.value(Fill(&mut SetRead { texts, room, head: self }, Kind::OrNull))?;
        if self.kind.is_none() {
            *self = Self::default();
        }
        Ok(())
    }
}

/// A member of `identitySet`.
pub(in crate::wire) enum SetKey {
    Of(IdentityKind),
    EndpointType,
}

impl Key for SetKey {
    fn from_name(name: &str) -> Option<Self> {
        match name {
            "endpointType" => Some(Self::EndpointType),
            name => IdentityKind::ALL.iter().copied().find(|kind| kind.as_str() == name).map(Self::Of),
        }
    }

    fn number(self) -> u8 {
        match self {
            Self::EndpointType => u8::MAX,
            Self::Of(kind) => kind.number(),
        }
    }

    fn from_number(number: u8) -> Option<Self> {
        if number == u8::MAX { Some(Self::EndpointType) } else { IdentityKind::from_number(number).map(Self::Of) }
    }
}

struct SetRead<'t, 'de, const K: usize> {
    texts: &'t mut Texts<'de, K>,
    room: Option<Room>,
    head: &'t mut IdentityHead,
}

impl<'de, const K: usize> Object<'de> for SetRead<'_, 'de, K> {
    type Key = SetKey;
    const WHAT: &'static str = "identity";

    fn member(&mut self, key: SetKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let SetKey::Of(kind) = key else {
            let word = Word("identity.endpointType", parsed::<EndpointType>);
            self.head.endpoint_type = map.value(Text(word))?.flatten();
            return Ok(());
        };
        let spare = self.room.map(|room| room.spare);
        if let Some(spare) = spare {
            self.texts.clear_all(spare, IDENTITY);
        }
        let mut one = OneRead { texts: self.texts, at: spare, kind, hidden: None };
        map.value(Fill(&mut one, Kind::OrNull))?;
        let hidden = one.hidden;
        let Some(Room { at, spare }) = self.room else { return Ok(()) };
        // An empty id is no id.
        let has_id = filled(self.texts.get(spare)).is_some();
        let is_there = (0..IDENTITY).any(|offset| self.texts.get(spare.saturating_add(offset)).is_some());
        // One without an id leaves that of another kind as it is.
        let is_free = self.head.kind.is_none_or(|known| known == kind) || filled(self.texts.get(at)).is_none();
        if has_id || is_there && is_free {
            self.texts.relocate(spare, at, IDENTITY);
            (self.head.kind, self.head.hidden) = (Some(kind), hidden);
        } else if self.head.kind == Some(kind) {
            self.texts.clear_all(at, IDENTITY);
            (self.head.kind, self.head.hidden) = (None, None);
        }
        self.texts.clear_all(spare, IDENTITY);
        Ok(())
    }
}

members! { IdentityKey {
    Id = "id",
    DisplayName = "displayName",
    TenantId = "tenantId",
    Hidden = "hidden",
    Email = "email",
    ApplicationType = "applicationType",
    AcsResourceId = "azureCommunicationServicesResourceId",
} }

struct OneRead<'t, 'de, const K: usize> {
    texts: &'t mut Texts<'de, K>,
    at: Option<usize>,
    kind: IdentityKind,
    hidden: Option<bool>,
}

impl<'de, const K: usize> Object<'de> for OneRead<'_, 'de, K> {
    type Key = IdentityKey;
    const WHAT: &'static str = "a member of identity";

    fn member(&mut self, key: IdentityKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let (offset, member, of) = match key {
            IdentityKey::Hidden => {
                self.hidden = map.value(Flag("identity.hidden"))?;
                return Ok(());
            }
            IdentityKey::Id => (0, "identity.id", None),
            IdentityKey::DisplayName => (1, "identity.displayName", None),
            IdentityKey::TenantId => (2, "identity.tenantId", None),
            IdentityKey::Email => (3, "identity.email", Some(IdentityKind::Guest)),
            IdentityKey::ApplicationType => (3, "identity.applicationType", Some(IdentityKind::Application)),
            IdentityKey::AcsResourceId => {
                let of = IdentityKind::AzureCommunicationServicesUser;
                (3, "identity.azureCommunicationServicesResourceId", Some(of))
            }
        };
        let is_its_own = of.is_none_or(|of| of == self.kind);
        let place = self.at.filter(|_| is_its_own).map(|at| at.saturating_add(offset));
        keep_text(self.texts, place, member, map)
    }
}
