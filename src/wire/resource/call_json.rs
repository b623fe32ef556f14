//! The call resource as JSON.

use serde::ser::{Serialize, Serializer};

use super::call::{CHAT_AT, CONTEXT_AT, CallResource, MEETING_AT, SOURCE_AT, SPARE};
use super::chat::{ChatInfo, WriteChat};
use super::identity_set::Room;
use super::incoming_context::WriteContext;
use super::meeting::WriteMeeting;
use super::options::{CallOptions, WriteOptions};
use super::participant::WriteParticipant;
use super::report::Direction;
use crate::wire::json::object::{Object, members, object, write_members};
use crate::wire::json::{Failed, Source, Text, Word, keep_text, parsed};

members! { CallKey {
    CallbackUri = "callbackUri",
    TenantId = "tenantId",
    Subject = "subject",
    Id = "id",
    CallChainId = "callChainId",
    MyParticipantId = "myParticipantId",
    Direction = "direction",
    Source = "source",
    Targets = "targets",
    Requested = "requestedModalities",
    Media = "mediaConfig",
    Options = "callOptions",
    ChatInfo = "chatInfo",
    MeetingInfo = "meetingInfo",
    IncomingContext = "incomingContext",
    CallRoutes = "callRoutes",
} }

impl<'de> Object<'de> for CallResource<'de> {
    type Key = CallKey;
    const WHAT: &'static str = "a call";

    fn member(&mut self, key: CallKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let texts = &mut self.texts;
        let room = |at| Room { at, spare: SPARE };
        // The numbers are those of the getters.
        let (index, member) = match key {
            CallKey::Direction => {
                self.direction = map.value(Text(Word("direction", parsed::<Direction>)))?.flatten();
                return Ok(());
            }
            CallKey::Requested => return self.requested.read("requestedModalities", map),
            CallKey::Options => {
                self.options = CallOptions::read(map)?;
                return Ok(());
            }
            CallKey::Media => {
                let flags = (&mut self.media, &mut self.remove_from_default_audio_group);
                return self.media_parts.read(texts, flags, map);
            }
            CallKey::Targets => return self.targets.read(texts, "targets", map),
            CallKey::Source => return self.source.read(texts, room(SOURCE_AT), map),
            CallKey::ChatInfo => return ChatInfo::read(texts, CHAT_AT, map),
            CallKey::MeetingInfo => return self.meeting.read(texts, room(MEETING_AT), map),
            CallKey::IncomingContext => return self.context.read(texts, room(CONTEXT_AT), map),
            CallKey::CallRoutes => return self.routes.read(texts, SPARE, map),
            CallKey::CallbackUri => (0, "callbackUri"),
            CallKey::TenantId => (1, "tenantId"),
            CallKey::Subject => (2, "subject"),
            CallKey::Id => (3, "id"),
            CallKey::CallChainId => (4, "callChainId"),
            CallKey::MyParticipantId => (5, "myParticipantId"),
        };
        keep_text(texts, Some(index), member, map)
    }
}

object!(CallResource);

impl Serialize for CallResource<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_incoming = self.direction == Some(Direction::Incoming);
        write_members!(serializer, "Call", {
            "@odata.type": Some("#microsoft.graph.call"),
            "id": self.id_text(),
            "direction": self.direction.map(Direction::as_str),
            "subject": self.subject(),
            "callbackUri": self.callback_uri(),
            "callChainId": self.call_chain_id(),
            "callRoutes": self.routes.written(&self.texts),
            "source": self.source().map(WriteParticipant),
            "targets": self.targets.written(&self.texts),
            "requestedModalities": self.requested.written(),
            "callOptions": self.options.map(|options| WriteOptions { options, is_incoming }),
            "mediaConfig": self.media_parts.written(&self.texts, self.media, self.remove_from_default_audio_group),
            "chatInfo": self.chat_info().map(WriteChat),
            "meetingInfo": self.meeting_info().map(WriteMeeting),
            "incomingContext": self.incoming_context().map(WriteContext),
            "myParticipantId": self.my_participant_id(),
            "tenantId": self.tenant_id(),
        })
    }
}
