//! How an incoming call came: `incomingContext`.

use serde::ser::{Serialize, Serializer};

use super::identity::{Identity, WriteIdentity};
use super::identity_set::{IDENTITY, IdentityHead, Room};
use crate::wire::json::object::{Fill, Kind, Object, members, write_members};
use crate::wire::json::{Failed, Source, Texts, keep_text};

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

    pub(in crate::wire) fn read<'de, const K: usize>(
        &mut self,
        texts: &mut Texts<'de, K>,
        room: Room,
        map: &mut dyn Source<'de>,
    ) -> Result<(), Failed> {
        texts.clear_all(room.at, CONTEXT);
        *self = Self::default();
        map.value(Fill(&mut ContextRead { texts, room, head: self }, Kind::OrNull))
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

    fn member(&mut self, key: ContextKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
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
