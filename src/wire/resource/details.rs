//! The objects inside a resource: `resultInfo`, `mediaState` and `toneInfo`.

use serde::ser::{Serialize, Serializer};

use crate::record::Tone;
use crate::wire::json::object::{Object, members, write_members};
use crate::wire::json::{Failed, Int, Keep, Source, Text, Texts, Word, parsed};
use crate::words;
use crate::{CallState, ReportedState, ResultInfo, ToneInfo};

/// The number of `resultInfo.message` among a resource's texts.
pub(in crate::wire) const MESSAGE: usize = 11;

members! { ResultKey {
    Code = "code",
    Subcode = "subcode" | "subCode",
    Message = "message",
} }

pub(in crate::wire) struct ResultRead<'t, 'de> {
    pub(in crate::wire) code: Option<i64>,
    pub(in crate::wire) subcode: Option<i64>,
    pub(in crate::wire) texts: &'t mut Texts<'de, 15>,
}

impl ResultRead<'_, '_> {
    pub(in crate::wire) fn result(&self) -> Option<ResultInfo> {
        // Both fit in 32 bits: `Int::code` checks that.
        let code = i32::try_from(self.code?).ok()?;
        Some(ResultInfo::new(code, self.subcode.and_then(|subcode| i32::try_from(subcode).ok())))
    }
}

impl<'de> Object<'de> for ResultRead<'_, 'de> {
    type Key = ResultKey;
    const WHAT: &'static str = "resultInfo";

    fn member(&mut self, key: ResultKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        match key {
            ResultKey::Code => self.code = map.value(Int::code("resultInfo.code"))?,
            // An old example has a word here. The state next to it counts (source `page-examples`).
            ResultKey::Subcode => {
                let subcode = Int { or_word: true, ..Int::code("resultInfo.subcode") };
                self.subcode = map.value(subcode)?;
            }
            ResultKey::Message => drop(map.value(Text(Keep(self.texts, MESSAGE, "resultInfo.message")))?),
        }
        Ok(())
    }
}

members! { MediaKey { Audio = "audio", } }

pub(in crate::wire) struct Media(pub(in crate::wire) Option<bool>);

impl<'de> Object<'de> for Media {
    type Key = MediaKey;
    const WHAT: &'static str = "mediaState";

    fn member(&mut self, MediaKey::Audio: MediaKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let audio = |word: &str| {
            let is = |known: &str| words::same(word, known);
            if is("active") { Some(true) } else { is("inactive").then_some(false) }
        };
        self.0 = map.value(Text(Word("mediaState.audio", audio)))?.flatten();
        Ok(())
    }
}

members! { ToneKey { SequenceId = "sequenceId", Tone = "tone", } }

#[derive(Default)]
pub(in crate::wire) struct Toned {
    pub(in crate::wire) sequence_id: Option<i64>,
    pub(in crate::wire) tone: Option<Tone>,
}

impl<'de> Object<'de> for Toned {
    type Key = ToneKey;
    const WHAT: &'static str = "toneInfo";

    fn member(&mut self, key: ToneKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        match key {
            // OData may write an Int64 as a text.
            ToneKey::SequenceId => {
                self.sequence_id = map.value(Int { or_text: true, ..Int::any("toneInfo.sequenceId") })?;
            }
            ToneKey::Tone => self.tone = map.value(Text(Word("toneInfo.tone", parsed::<Tone>)))?.flatten(),
        }
        Ok(())
    }
}

pub(in crate::wire) const fn state_word(state: ReportedState) -> Option<&'static str> {
    match state {
        ReportedState::Absent => None,
        ReportedState::Unknown => Some("unknownFutureValue"),
        ReportedState::Known(state) => Some(CallState::as_str(state)),
    }
}

/// Each of these objects has `@odata.type` where a service posts it, which its `typed` says.
pub(in crate::wire) struct WriteResult<'t> {
    result: Option<ResultInfo>,
    message: Option<&'t str>,
    typed: bool,
}

pub(in crate::wire) fn written_result(
    result: Option<ResultInfo>,
    message: Option<&str>,
    typed: bool,
) -> Option<WriteResult<'_>> {
    (result.is_some() || message.is_some()).then_some(WriteResult { result, message, typed })
}

impl Serialize for WriteResult<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "ResultInfo", {
            "@odata.type": self.typed.then_some("#microsoft.graph.resultInfo"),
            "code": self.result.map(|result| result.code),
            "subcode": self.result.and_then(|result| result.subcode),
            "message": self.message,
        })
    }
}

pub(in crate::wire) struct WriteMedia {
    pub(in crate::wire) active: bool,
    pub(in crate::wire) typed: bool,
}

impl Serialize for WriteMedia {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "MediaState", {
            "@odata.type": self.typed.then_some("#microsoft.graph.callMediaState"),
            "audio": Some(if self.active { "active" } else { "inactive" }),
        })
    }
}

pub(in crate::wire) struct WriteTone {
    pub(in crate::wire) info: ToneInfo,
    pub(in crate::wire) typed: bool,
}

impl Serialize for WriteTone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "ToneInfo", {
            "@odata.type": self.typed.then_some("#microsoft.graph.toneInfo"),
            "sequenceId": Some(self.info.sequence_id),
            "tone": Some(self.info.tone.as_str()),
        })
    }
}
