//! Whose identity an invitee's is: `identitySet`, of which the member that has an id counts.

use serde::de::{Error, MapAccess};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::invitee::TEXTS;
use super::read::{Fill, Key, Kind, Object, members, write_members};
use super::text::{Piece, Texts};
use super::values::{Keep, Take, Text};
use crate::words::words;

words! {
    /// Whose identity it is: the member of `identitySet` that holds it.
    ///
    /// ```
    /// use call_lifecycle::wire::IdentityKind;
    /// assert_eq!("user".parse::<IdentityKind>(), Ok(IdentityKind::User));
    /// ```
    IdentityKind {
        /// A user of the tenant.
        User = 0, "user",
        /// An application.
        Application = 1, "application",
        /// An application's endpoint with a number or a name of its own.
        ApplicationInstance = 2, "applicationInstance",
        /// A telephone.
        Phone = 3, "phone",
        /// A guest.
        Guest = 4, "guest",
        /// A device.
        Device = 5, "device",
    }
}

impl Key for IdentityKind {
    fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// Reads whose identity it is, and keeps the id at its place among the texts, if it has one.
pub(super) struct IdentityRead<'t, 'de> {
    pub(super) texts: &'t mut Texts<'de, TEXTS>,
    pub(super) place: Option<usize>,
    pub(super) kind: &'t mut Option<IdentityKind>,
}

impl IdentityRead<'_, '_> {
    pub(super) fn forget(&mut self) {
        *self.kind = None;
        self.place.into_iter().for_each(|place| self.texts.clear(place));
    }
}

impl<'de> Object<'de> for IdentityRead<'_, 'de> {
    type Key = IdentityKind;
    const WHAT: &'static str = "identity";

    fn member<A: MapAccess<'de>>(&mut self, kind: IdentityKind, map: &mut A) -> Result<(), A::Error> {
        // Nothing is left of an earlier one of the same kind.
        if *self.kind == Some(kind) {
            self.forget();
        }
        map.next_value_seed(Fill(&mut IdRead { identity: self, kind }, Kind::OrNull))
    }
}

members! { IdKey { Id = "id", } }

struct IdRead<'s, 't, 'de> {
    identity: &'s mut IdentityRead<'t, 'de>,
    kind: IdentityKind,
}

impl<'de> Object<'de> for IdRead<'_, '_, 'de> {
    type Key = IdKey;
    const WHAT: &'static str = "a member of identity";

    fn member<A: MapAccess<'de>>(&mut self, IdKey::Id: IdKey, map: &mut A) -> Result<(), A::Error> {
        let Self { identity, kind } = self;
        let id = KeepId { texts: identity.texts, place: identity.place };
        if map.next_value_seed(Text(id))?.is_some() {
            *identity.kind = Some(*kind);
        } else if *identity.kind == Some(*kind) {
            identity.forget();
        }
        Ok(())
    }
}

/// Keeps an id where there is one: an identity without is none, and leaves that of another kind as it is.
struct KeepId<'t, 'de> {
    texts: &'t mut Texts<'de, TEXTS>,
    place: Option<usize>,
}

impl<'de> Take<'de> for KeepId<'_, 'de> {
    type Value = ();

    fn member(&self) -> &'static str {
        "identity.id"
    }

    fn take<E: Error>(self, piece: Piece<'de, '_>) -> Result<(), E> {
        let member = self.member();
        self.place.map_or(Ok(()), |place| Keep(self.texts, place, member).take(piece))
    }
}

pub(super) struct WriteIdentity<'t>(pub(super) IdentityKind, pub(super) Option<&'t str>);

impl Serialize for WriteIdentity<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("IdentitySet", 2)?;
        object.serialize_field("@odata.type", "#microsoft.graph.identitySet")?;
        object.serialize_field(self.0.as_str(), &WriteId(self.1))?;
        object.end()
    }
}

struct WriteId<'t>(Option<&'t str>);

impl Serialize for WriteId<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Identity", {
            "@odata.type": Some("#microsoft.graph.identity"),
            "id": self.0,
        })
    }
}
