//! By which ways a call came to its target: `callRoutes`.

use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};

use super::identity::{Identity, WriteIdentity};
use super::identity_set::{IDENTITY, IdentityHead, Room};
use crate::wire::json::object::{Fill, Kind, Object, members, write_members};
use crate::wire::json::{Element, Failed, List, Source, Text, Texts, Word, parsed};
use crate::words::words;

words! {
    /// How a call was routed (`routingType`).
    ///
    /// ```
    /// use call_lifecycle::wire::RoutingType;
    /// assert_eq!("selfFork".parse(), Ok(RoutingType::SelfFork));
    /// ```
    #[non_exhaustive]
    RoutingType {
        /// It was forwarded.
        Forwarded = 0, "forwarded",
        /// Its target was looked up.
        Lookup = 1, "lookup",
        /// It rings at several endpoints of one target.
        SelfFork = 2, "selfFork",
    }
}

/// One way by which a call came to its target: `callRoute`.
///
/// ```
/// use call_lifecycle::wire::{CallResource, RoutingType, json};
/// let call: CallResource = json::from_str(r#"{"callRoutes": [{"routingType": "forwarded",
///     "original": {"user": {"id": "1"}}, "final": {"user": {"id": "2"}}}]}"#)?;
/// let route = call.call_routes().next().unwrap();
/// assert_eq!(route.routing_type, Some(RoutingType::Forwarded));
/// assert_eq!(route.original.and_then(|identity| identity.id), Some("1"));
/// # Ok::<(), json::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct CallRoute<'t> {
    /// `routingType`; `None` for an unknown word.
    pub routing_type: Option<RoutingType>,
    /// `original`: who was called.
    pub original: Option<Identity<'t>>,
    /// `final`: to whom it came.
    pub last: Option<Identity<'t>>,
}

impl<'t> CallRoute<'t> {
    /// A way from one identity to another.
    #[must_use]
    pub const fn new(routing_type: RoutingType, original: Identity<'t>, last: Identity<'t>) -> Self {
        Self { routing_type: Some(routing_type), original: Some(original), last: Some(last) }
    }
}

/// How many are kept: no page says how many there may be, nor has an example with one.
const KEPT: usize = 4;
const ROUTE: usize = 2 * IDENTITY;
/// How many texts they have.
pub(in crate::wire) const ROUTES: usize = KEPT * ROUTE;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct RouteHead {
    routing_type: Option<RoutingType>,
    original: IdentityHead,
    last: IdentityHead,
}

/// A list of routes, of which the texts are from a place on among those of the body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::wire) struct Routes<const AT: usize> {
    count: u32,
    heads: [RouteHead; KEPT],
}

impl<const AT: usize> Routes<AT> {
    const fn at(index: usize) -> usize {
        AT.saturating_add(ROUTE.saturating_mul(index))
    }

    fn len(&self) -> usize {
        usize::try_from(self.count).unwrap_or(KEPT).min(KEPT)
    }

    pub(in crate::wire) fn iter<'t, const K: usize>(
        &'t self,
        texts: &'t Texts<'_, K>,
    ) -> impl Iterator<Item = CallRoute<'t>> {
        self.heads.iter().take(self.len()).enumerate().map(|(index, head)| {
            let at = Self::at(index);
            CallRoute {
                routing_type: head.routing_type,
                original: head.original.get(texts, at),
                last: head.last.get(texts, at.saturating_add(IDENTITY)),
            }
        })
    }

    pub(in crate::wire) fn push<'a, const K: usize>(&mut self, texts: &mut Texts<'a, K>, route: CallRoute<'a>) {
        let index = usize::try_from(self.count).unwrap_or(KEPT);
        if let Some(head) = self.heads.get_mut(index) {
            head.routing_type = route.routing_type;
            head.original.put(texts, Self::at(index), route.original);
            head.last.put(texts, Self::at(index).saturating_add(IDENTITY), route.last);
        }
        self.count = self.count.saturating_add(1);
    }

    pub(in crate::wire) fn read<'de, const K: usize>(
        &mut self,
        texts: &mut Texts<'de, K>,
        spare: usize,
        map: &mut dyn Source<'de>,
    ) -> Result<(), Failed> {
        texts.clear_all(AT, ROUTES);
        *self = Self::default();
        let element = &mut RoutesRead { routes: self, texts, spare };
        map.value(List { member: "callRoutes", or_null: true, element })
    }

    pub(in crate::wire) fn written<'t, 'a, const K: usize>(
        &'t self,
        texts: &'t Texts<'a, K>,
    ) -> Option<WriteRoutes<'t, 'a, AT, K>> {
        (self.count > 0).then_some(WriteRoutes(self, texts))
    }
}

struct RoutesRead<'t, 'de, const AT: usize, const K: usize> {
    routes: &'t mut Routes<AT>,
    texts: &'t mut Texts<'de, K>,
    spare: usize,
}

impl<'de, const AT: usize, const K: usize> Element<'de> for RoutesRead<'_, 'de, AT, K> {
    fn next(&mut self, seq: &mut dyn Source<'de>) -> Result<bool, Failed> {
        let index = usize::try_from(self.routes.count).ok().filter(|index| *index < KEPT);
        let room = index.map(|index| Room { at: Routes::<AT>::at(index), spare: self.spare });
        let mut head = RouteHead::default();
        let mut read = RouteRead { texts: self.texts, room, head: &mut head };
        if seq.element(Fill(&mut read, Kind::OrNull))?.is_none() {
            return Ok(false);
        }
        if let Some(place) = index.and_then(|index| self.routes.heads.get_mut(index)) {
            *place = head;
        }
        let count = self.routes.count.checked_add(1);
        self.routes.count = count.ok_or_else(|| seq.fail(format_args!("there are too many elements to count")))?;
        Ok(true)
    }
}

members! { RouteKey { RoutingType = "routingType", Original = "original", Final = "final", } }

struct RouteRead<'t, 'de, const K: usize> {
    texts: &'t mut Texts<'de, K>,
    /// `None` for one too many, of which the types are still checked.
    room: Option<Room>,
    head: &'t mut RouteHead,
}

impl<'de, const K: usize> Object<'de> for RouteRead<'_, 'de, K> {
    type Key = RouteKey;
    const WHAT: &'static str = "a callRoute";

    fn member(&mut self, key: RouteKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        match key {
            RouteKey::RoutingType => {
                let word = Word("callRoutes.routingType", parsed::<RoutingType>);
                self.head.routing_type = map.value(Text(word))?.flatten();
                Ok(())
            }
            RouteKey::Original => self.head.original.read(self.texts, self.room, map),
            RouteKey::Final => {
                let room = self.room.map(|room| Room { at: room.at.saturating_add(IDENTITY), ..room });
                self.head.last.read(self.texts, room, map)
            }
        }
    }
}

pub(in crate::wire) struct WriteRoutes<'t, 'a, const AT: usize, const K: usize>(&'t Routes<AT>, &'t Texts<'a, K>);

impl<const AT: usize, const K: usize> Serialize for WriteRoutes<'_, '_, AT, K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if usize::try_from(self.0.count).map_or(true, |count| count > KEPT) {
            let count = self.0.count;
            return Err(S::Error::custom(format_args!("callRoutes has {count} elements, of which {KEPT} were kept")));
        }
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for route in self.0.iter(self.1) {
            list.serialize_element(&WriteRoute(route))?;
        }
        list.end()
    }
}

struct WriteRoute<'t>(CallRoute<'t>);

impl Serialize for WriteRoute<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "CallRoute", {
            "@odata.type": Some("#microsoft.graph.callRoute"),
            "routingType": self.0.routing_type.map(RoutingType::as_str),
            "original": self.0.original.map(WriteIdentity),
            "final": self.0.last.map(WriteIdentity),
        })
    }
}
