//! Who takes part: `participantInfo`.

use serde::ser::{Serialize, Serializer};

use super::identity::{Identity, WriteIdentity};
use super::identity_kind::EndpointType;
use super::identity_set::{IDENTITY, IdentityHead, Room};
use crate::wire::json::object::{Fill, Kind, Object, members, write_members};
use crate::wire::json::{Failed, Source, Text, Texts, Word, keep_text, parsed};

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

    pub(in crate::wire) fn read<'de, const K: usize>(
        &mut self,
        texts: &mut Texts<'de, K>,
        room: Room,
        map: &mut dyn Source<'de>,
    ) -> Result<(), Failed> {
        // A member that comes twice leaves nothing of the first.
        texts.clear_all(room.at, PARTICIPANT);
        *self = Self::default();
        map.value(Fill(&mut ParticipantRead { texts, room, head: self }, Kind::OrNull))
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

    fn member(&mut self, key: ParticipantKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let (offset, member) = match key {
            ParticipantKey::Identity => return self.head.identity.read(self.texts, Some(self.room), map),
            ParticipantKey::EndpointType => {
                let word = Word("endpointType", parsed::<EndpointType>);
                self.head.endpoint_type = map.value(Text(word))?.flatten();
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
