//! The identity of an invitee: `identitySet`, of which the member that has an id counts.

use serde::de::{Error, MapAccess};
use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::wire::json::object::{Fill, Key, Kind, Object, members, write_members};
use crate::wire::json::{Keep, Piece, Take, Text, Texts};
use crate::words::words;

words! {
    /// Whose identity it is: the member of `identitySet` that holds it.
    ///
    /// ```
    /// use call_lifecycle::wire::IdentityKind;
    /// assert_eq!("user".parse::<IdentityKind>(), Ok(IdentityKind::User));
    /// ```
    #[non_exhaustive]
    IdentityKind {
        /// A user of the tenant.
        User = 0, "user",
        /// An application.
        Application = 1, "application",
        /// An application's endpoint that has a number or a name.
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
pub(in crate::wire) struct IdentityRead<'t, 'de, const K: usize> {
    pub(in crate::wire) texts: &'t mut Texts<'de, K>,
    pub(in crate::wire) place: Option<usize>,
    pub(in crate::wire) kind: &'t mut Option<IdentityKind>,
}

impl<const K: usize> IdentityRead<'_, '_, K> {
    pub(in crate::wire) fn forget(&mut self) {
        *self.kind = None;
        self.place.into_iter().for_each(|place| self.texts.clear(place));
    }
}

impl<'de, const K: usize> Object<'de> for IdentityRead<'_, 'de, K> {
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

struct IdRead<'s, 't, 'de, const K: usize> {
    identity: &'s mut IdentityRead<'t, 'de, K>,
    kind: IdentityKind,
}

impl<'de, const K: usize> Object<'de> for IdRead<'_, '_, 'de, K> {
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

/// Keeps an id if there is one. An identity without an id is absent, and leaves that of another
/// kind as it is.
struct KeepId<'t, 'de, const K: usize> {
    texts: &'t mut Texts<'de, K>,
    place: Option<usize>,
}

impl<'de, const K: usize> Take<'de> for KeepId<'_, 'de, K> {
    type Value = ();

    fn member(&self) -> &'static str {
        "identity.id"
    }

    fn take<E: Error>(self, piece: Piece<'de, '_>) -> Result<(), E> {
        let member = self.member();
        self.place.map_or(Ok(()), |place| Keep(self.texts, place, member).take(piece))
    }
}

pub(in crate::wire) struct WriteIdentity<'t>(pub(in crate::wire) IdentityKind, pub(in crate::wire) Option<&'t str>);

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
