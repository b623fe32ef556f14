//! The resource of a call or an operation in JSON.

use serde::ser::{Serialize, Serializer};

use super::details::{MESSAGE, Media, ResultRead, Toned, WriteMedia, WriteTone, state_word, written_result};
use super::report::{Direction, Resource};
use crate::wire::json::object::{Fill, Kind, Object, members, object, write_members};
use crate::wire::json::{Failed, Keep, Source, Text, Word, parsed};
use crate::{CompletionReason, OperationStatus, ReportedState, ToneInfo};

members! { ResourceKey {
    ODataType = "@odata.type",
    ODataId = "@odata.id",
    Etag = "@odata.etag",
    Id = "id",
    State = "state",
    Direction = "direction",
    ResultInfo = "resultInfo",
    TerminationReason = "terminationReason",
    MediaState = "mediaState",
    ToneInfo = "toneInfo",
    CallbackUri = "callbackUri",
    ClientContext = "clientContext",
    Status = "status",
    CompletionReason = "completionReason",
    RecordResourceLocation = "recordResourceLocation",
    RecordResourceAccessToken = "recordResourceAccessToken",
    RecordingLocation = "recordingLocation",
    RecordingAccessToken = "recordingAccessToken",
} }

impl<'de> Object<'de> for Resource<'de> {
    type Key = ResourceKey;
    const WHAT: &'static str = "the resource of a call or an operation";

    fn member(&mut self, key: ResourceKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        // The numbers are those of the getters.
        let (index, member) = match key {
            ResourceKey::State => {
                let word = map.value(Text(Word("state", |word: &str| ReportedState::from(word))))?;
                self.state = word.unwrap_or_default();
                return Ok(());
            }
            ResourceKey::Direction => {
                self.direction = map.value(Text(Word("direction", parsed::<Direction>)))?.flatten();
                return Ok(());
            }
            ResourceKey::Status => {
                self.status = map.value(Text(Word("status", parsed::<OperationStatus>)))?.flatten();
                return Ok(());
            }
            ResourceKey::CompletionReason => {
                let reason = Word("completionReason", parsed::<CompletionReason>);
                self.reason = map.value(Text(reason))?.flatten();
                return Ok(());
            }
            ResourceKey::ResultInfo => {
                self.texts.clear(MESSAGE);
                let mut read = ResultRead { code: None, subcode: None, texts: &mut self.texts };
                map.value(Fill(&mut read, Kind::OrNull))?;
                self.result = read.result();
                return Ok(());
            }
            ResourceKey::MediaState => {
                let mut read = Media(None);
                map.value(Fill(&mut read, Kind::OrNull))?;
                self.audio_active = read.0;
                return Ok(());
            }
            ResourceKey::ToneInfo => {
                let mut read = Toned::default();
                map.value(Fill(&mut read, Kind::OrNull))?;
                self.tone = read.tone.map(|tone| ToneInfo { sequence_id: read.sequence_id.unwrap_or(0), tone });
                return Ok(());
            }
            ResourceKey::ODataType => (0, "@odata.type"),
            ResourceKey::ODataId => (1, "@odata.id"),
            ResourceKey::Etag => (2, "@odata.etag"),
            ResourceKey::Id => (3, "id"),
            ResourceKey::ClientContext => (4, "clientContext"),
            ResourceKey::RecordResourceLocation => (5, "recordResourceLocation"),
            ResourceKey::RecordResourceAccessToken => (6, "recordResourceAccessToken"),
            ResourceKey::RecordingLocation => (7, "recordingLocation"),
            ResourceKey::RecordingAccessToken => (8, "recordingAccessToken"),
            ResourceKey::CallbackUri => (9, "callbackUri"),
            ResourceKey::TerminationReason => (10, "terminationReason"),
        };
        map.value(Text(Keep(&mut self.texts, index, member)))?;
        Ok(())
    }
}
object!(Resource);

impl Serialize for Resource<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Resource", {
            "@odata.type": self.odata_type(),
            "@odata.id": self.odata_id(),
            "@odata.etag": self.odata_etag(),
            "id": self.id_text(),
            "state": state_word(self.state),
            "direction": self.direction.map(Direction::as_str),
            "callbackUri": self.callback_uri(),
            "clientContext": self.client_context(),
            "status": self.status.map(OperationStatus::as_str),
            "resultInfo": written_result(self.result, self.message(), false),
            "terminationReason": self.termination_reason(),
            "mediaState": self.audio_active.map(|active| WriteMedia { active, typed: false }),
            "toneInfo": self.tone.map(|info| WriteTone { info, typed: false }),
            "recordResourceLocation": self.record_resource_location(),
            "recordResourceAccessToken": self.record_resource_access_token(),
            "recordingLocation": self.recording_location(),
            "recordingAccessToken": self.recording_access_token(),
            "completionReason": self.reason.map(CompletionReason::as_str),
        })
    }
}
