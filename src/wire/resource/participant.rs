//! Who takes part: `participantInfo`, and what an incoming call says of how it came.

use serde::de::MapAccess;
use serde::ser::{Serialize, Serializer};

use super::identity::{EndpointType, IDENTITY, Identity, IdentityHead, Room, WriteIdentity};
use crate::wire::json::object::{Fill, Kind, Object, members, write_members};
use crate::wire::json::{Text, Texts, Word, keep_text, parsed};

/// Who takes part in a call: `participantInfo`, such as the `source` of a call.
///
/// ```
/// use call_lifecycle::wire::{Create, Identity, IdentityKind, ParticipantInfo};
/// let bot = Identity::new(IdentityKind::Application, "2891555a-92ff-42e6-80fa-6e1300c6b5c6");
/// let body = Create::default().with_source(ParticipantInfo::of(bot).with_language_id("en-US"));
/// let json = serde_json::to_string(&body)?;
/// assert_eq!(serde_json::from_str::<Create>(&json)?.source(), body.source());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ParticipantInfo<'t> {
    /// `identity`
    pub identity: Option<Identity<'t>>,
    /// `endpointType`
    pub endpoint_type: Option<EndpointType>,
    /// `countryCode`: two letters of ISO 3166-1.
    pub country_code: Option<&'t str>,
    /// `languageId`: the culture of the speaker.
    pub language_id: Option<&'t str>,
    /// `participantId`
    pub participant_id: Option<&'t str>,
    /// `region`: the home region.
    pub region: Option<&'t str>,
}

impl<'t> ParticipantInfo<'t> {
    /// Somebody with an identity.
    #[must_use]
    pub const fn of(identity: Identity<'t>) -> Self {
        Self {
            identity: Some(identity),
            endpoint_type: None,
            country_code: None,
            language_id: None,
            participant_id: None,
            region: None,
        }
    }

    /// The same with this `endpointType`.
    #[must_use]
    pub const fn with_endpoint_type(self, endpoint: EndpointType) -> Self {
        Self { endpoint_type: Some(endpoint), ..self }
    }

    /// The same with this `countryCode`.
    #[must_use]
    pub const fn with_country_code(self, code: &'t str) -> Self {
        Self { country_code: Some(code), ..self }
    }

    /// The same with this `languageId`.
    #[must_use]
    pub const fn with_language_id(self, language: &'t str) -> Self {
        Self { language_id: Some(language), ..self }
    }

    /// The same with this `participantId`.
    #[must_use]
    pub const fn with_participant_id(self, id: &'t str) -> Self {
        Self { participant_id: Some(id), ..self }
    }

    /// The same with this `region`.
    #[must_use]
    pub const fn with_region(self, region: &'t str) -> Self {
        Self { region: Some(region), ..self }
    }
}

/// How many texts it has: those of its identity, and four.
pub(in crate::wire) const PARTICIPANT: usize = IDENTITY + 4;

/// It without its texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::wire) struct ParticipantHead {
    identity: IdentityHead,
    endpoint_type: Option<EndpointType>,
}

impl ParticipantHead {
    /// `None` if nothing of it is there.
    pub(in crate::wire) fn get<'t, const K: usize>(
        &self,
        texts: &'t Texts<'_, K>,
        at: usize,
    ) -> Option<ParticipantInfo<'t>> {
        let text = |offset| texts.get(at.saturating_add(IDENTITY).saturating_add(offset));
        let info = ParticipantInfo {
            identity: self.identity.get(texts, at),
            endpoint_type: self.endpoint_type,
            country_code: text(0),
            language_id: text(1),
            participant_id: text(2),
            region: text(3),
        };
        (info != ParticipantInfo::default()).then_some(info)
    }

    pub(in crate::wire) fn put<'a, const K: usize>(
        &mut self,
        texts: &mut Texts<'a, K>,
        at: usize,
        info: ParticipantInfo<'a>,
    ) {
        let ParticipantInfo { identity, endpoint_type, country_code, language_id, participant_id, region } = info;
        self.identity.put(texts, at, identity);
        self.endpoint_type = endpoint_type;
        for (offset, text) in [country_code, language_id, participant_id, region].into_iter().enumerate() {
            texts.put(at.saturating_add(IDENTITY).saturating_add(offset), text);
        }
    }

    pub(in crate::wire) fn read<'de, A: MapAccess<'de>, const K: usize>(
        &mut self,
        texts: &mut Texts<'de, K>,
        room: Room,
        map: &mut A,
    ) -> Result<(), A::Error> {
        // A member that comes twice leaves nothing of the first.
        texts.clear_all(room.at, PARTICIPANT);
        *self = Self::default();
        map.next_value_seed(Fill(&mut ParticipantRead { texts, room, head: self }, Kind::OrNull))
    }
}

members! { ParticipantKey {
    Identity = "identity",
    EndpointType = "endpointType",
    CountryCode = "countryCode",
    LanguageId = "languageId",
    ParticipantId = "participantId",
    Region = "region",
} }

struct ParticipantRead<'t, 'de, const K: usize> {
    texts: &'t mut Texts<'de, K>,
    room: Room,
    head: &'t mut ParticipantHead,
}

impl<'de, const K: usize> Object<'de> for ParticipantRead<'_, 'de, K> {
    type Key = ParticipantKey;
    const WHAT: &'static str = "a participantInfo";

    fn member<A: MapAccess<'de>>(&mut self, key: ParticipantKey, map: &mut A) -> Result<(), A::Error> {
        let (offset, member) = match key {
            ParticipantKey::Identity => return self.head.identity.read(self.texts, Some(self.room), map),
            ParticipantKey::EndpointType => {
                let word = Word("endpointType", parsed::<EndpointType>);
                self.head.endpoint_type = map.next_value_seed(Text(word))?.flatten();
                return Ok(());
            }
            ParticipantKey::CountryCode => (0, "countryCode"),
            ParticipantKey::LanguageId => (1, "languageId"),
            ParticipantKey::ParticipantId => (2, "participantId"),
            ParticipantKey::Region => (3, "region"),
        };
        let place = self.room.at.saturating_add(IDENTITY).saturating_add(offset);
        keep_text(self.texts, Some(place), member, map)
    }
}

pub(in crate::wire) struct WriteParticipant<'t>(pub(in crate::wire) ParticipantInfo<'t>);

impl Serialize for WriteParticipant<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "ParticipantInfo", {
            "@odata.type": Some("#microsoft.graph.participantInfo"),
            "identity": self.0.identity.map(WriteIdentity),
            "endpointType": self.0.endpoint_type.map(EndpointType::as_str),
            "countryCode": self.0.country_code,
            "languageId": self.0.language_id,
            "participantId": self.0.participant_id,
            "region": self.0.region,
        })
    }
}

/// How a call came: `incomingContext` of an incoming call.
///
/// ```
/// use call_lifecycle::wire::{CallResource, json};
/// let call: CallResource = json::from_str(r#"{"incomingContext": {"sourceParticipantId": "5",
///     "onBehalfOf": {"user": {"id": "6"}}}}"#)?;
/// let context = call.incoming_context().unwrap();
/// assert_eq!(context.source_participant_id, Some("5"));
/// assert_eq!(context.on_behalf_of.and_then(|identity| identity.id), Some("6"));
/// # Ok::<(), json::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct IncomingContext<'t> {
    /// `observedParticipantId`: whom the application observes, in policy-based recording.
    pub observed_participant_id: Option<&'t str>,
    /// `sourceParticipantId`: who started the call.
    pub source_participant_id: Option<&'t str>,
    /// `onBehalfOf`: on whose behalf the call came.
    pub on_behalf_of: Option<Identity<'t>>,
    /// `transferor`: who transferred the call.
    pub transferor: Option<Identity<'t>>,
}

impl<'t> IncomingContext<'t> {
    /// The same with this `observedParticipantId`.
    #[must_use]
    pub const fn with_observed_participant_id(self, id: &'t str) -> Self {
        Self { observed_participant_id: Some(id), ..self }
    }

    /// The same with this `sourceParticipantId`.
    #[must_use]
    pub const fn with_source_participant_id(self, id: &'t str) -> Self {
        Self { source_participant_id: Some(id), ..self }
    }

    /// The same with this `onBehalfOf`.
    #[must_use]
    pub const fn with_on_behalf_of(self, identity: Identity<'t>) -> Self {
        Self { on_behalf_of: Some(identity), ..self }
    }

    /// The same with this `transferor`.
    #[must_use]
    pub const fn with_transferor(self, identity: Identity<'t>) -> Self {
        Self { transferor: Some(identity), ..self }
    }
}

/// How many texts it has: two, and those of two identities.
pub(in crate::wire) const CONTEXT: usize = 2 + 2 * IDENTITY;
const ON_BEHALF_OF: usize = 2;
const TRANSFEROR: usize = ON_BEHALF_OF + IDENTITY;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::wire) struct ContextHead {
    on_behalf_of: IdentityHead,
    transferor: IdentityHead,
}

impl ContextHead {
    /// `None` if nothing of it is there.
    pub(in crate::wire) fn get<'t, const K: usize>(
        &self,
        texts: &'t Texts<'_, K>,
        at: usize,
    ) -> Option<IncomingContext<'t>> {
        let context = IncomingContext {
            observed_participant_id: texts.get(at),
            source_participant_id: texts.get(at.saturating_add(1)),
            on_behalf_of: self.on_behalf_of.get(texts, at.saturating_add(ON_BEHALF_OF)),
            transferor: self.transferor.get(texts, at.saturating_add(TRANSFEROR)),
        };
        (context != IncomingContext::default()).then_some(context)
    }

    pub(in crate::wire) fn put<'a, const K: usize>(
        &mut self,
        texts: &mut Texts<'a, K>,
        at: usize,
        context: IncomingContext<'a>,
    ) {
        texts.put(at, context.observed_participant_id);
        texts.put(at.saturating_add(1), context.source_participant_id);
        self.on_behalf_of.put(texts, at.saturating_add(ON_BEHALF_OF), context.on_behalf_of);
        self.transferor.put(texts, at.saturating_add(TRANSFEROR), context.transferor);
    }

    pub(in crate::wire) fn read<'de, A: MapAccess<'de>, const K: usize>(
        &mut self,
        texts: &mut Texts<'de, K>,
        room: Room,
        map: &mut A,
    ) -> Result<(), A::Error> {
        texts.clear_all(room.at, CONTEXT);
        *self = Self::default();
        map.next_value_seed(Fill(&mut ContextRead { texts, room, head: self }, Kind::OrNull))
    }
}

members! { ContextKey {
    Observed = "observedParticipantId",
    Source = "sourceParticipantId",
    OnBehalfOf = "onBehalfOf",
    Transferor = "transferor",
} }

struct ContextRead<'t, 'de, const K: usize> {
    texts: &'t mut Texts<'de, K>,
    room: Room,
    head: &'t mut ContextHead,
}

impl<'de, const K: usize> Object<'de> for ContextRead<'_, 'de, K> {
    type Key = ContextKey;
    const WHAT: &'static str = "incomingContext";

    fn member<A: MapAccess<'de>>(&mut self, key: ContextKey, map: &mut A) -> Result<(), A::Error> {
        let Self { texts, room, head } = self;
        let room = |offset| Room { at: room.at.saturating_add(offset), ..*room };
        match key {
            ContextKey::Observed => keep_text(texts, Some(room(0).at), "observedParticipantId", map),
            ContextKey::Source => keep_text(texts, Some(room(1).at), "sourceParticipantId", map),
            ContextKey::OnBehalfOf => head.on_behalf_of.read(texts, Some(room(ON_BEHALF_OF)), map),
            ContextKey::Transferor => head.transferor.read(texts, Some(room(TRANSFEROR)), map),
        }
    }
}

pub(in crate::wire) struct WriteContext<'t>(pub(in crate::wire) IncomingContext<'t>);

impl Serialize for WriteContext<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "IncomingContext", {
            "@odata.type": Some("#microsoft.graph.incomingContext"),
            "observedParticipantId": self.0.observed_participant_id,
            "onBehalfOf": self.0.on_behalf_of.map(WriteIdentity),
            "sourceParticipantId": self.0.source_participant_id,
            "transferor": self.0.transferor.map(WriteIdentity),
        })
    }
}
