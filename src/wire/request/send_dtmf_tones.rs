//! The body of `sendDtmfTones`.

use heapless::Vec;
use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::operation::context;
use crate::record::Tone;
use crate::wire::json::object::{Object, members, write_members};
use crate::wire::json::{Element, Failed, Int, Keep, List, Source, Text, Texts, Word};
use crate::wire::path::Excerpt;
use crate::wire::text::Quoted;

const MAX_TONES: usize = 64;

/// The body of `sendDtmfTones`.
///
/// ```
/// use call_lifecycle::{record::Tone, wire::SendDtmfTones};
/// let body: SendDtmfTones = serde_json::from_str(r#"{"tones": ["tone1", "pound"], "delayBetweenTonesMs": 100}"#)?;
/// assert_eq!(body.tones(), [Tone::Tone1, Tone::Pound]);
/// let error = serde_json::from_str::<SendDtmfTones>(r#"{"tones": ["ding"]}"#).unwrap_err().to_string();
/// assert!(error.starts_with("tones has the word \"ding\", but must have tone0 to tone9, star, pound, a to d or flash"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SendDtmfTones<'a> {
    texts: Texts<'a, 1>,
    tones: Vec<Tone, MAX_TONES>,
    /// `delayBetweenTonesMs`
    pub delay_between_tones_ms: Option<i64>,
}

impl SendDtmfTones<'_> {
    /// The most tones that are read. No page has a limit; no menu and no number is longer.
    pub const MAX: usize = MAX_TONES;

    /// `tones`
    #[must_use]
    pub fn tones(&self) -> &[Tone] {
        &self.tones
    }

    /// The same with one more tone; `None` past [`SendDtmfTones::MAX`].
    #[must_use]
    pub fn with_tone(mut self, tone: Tone) -> Option<Self> {
        self.tones.push(tone).ok().map(|()| self)
    }
}

members! { SendKey { ClientContext = "clientContext", Tones = "tones", Delay = "delayBetweenTonesMs", } }

impl<'de> Object<'de> for SendDtmfTones<'de> {
    type Key = SendKey;
    const WHAT: &'static str = "the body of sendDtmfTones";

    fn member(&mut self, key: SendKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        match key {
            SendKey::Delay => self.delay_between_tones_ms = map.value(Int::any("delayBetweenTonesMs"))?,
            SendKey::ClientContext => drop(map.value(Text(Keep(&mut self.texts, 0, "clientContext")))?),
            SendKey::Tones => {
                self.tones.clear();
                map.value(List { member: "tones", or_null: true, element: &mut Tones(&mut self.tones) })?;
            }
        }
        Ok(())
    }
}

struct Tones<'t, const N: usize>(&'t mut Vec<Tone, N>);

impl<'de, const N: usize> Element<'de> for Tones<'_, N> {
    fn next(&mut self, seq: &mut dyn Source<'de>) -> Result<bool, Failed> {
        let read = |word: &str| word.parse::<Tone>().map_err(|_| Excerpt::new(word));
        match seq.element(Text(Word("tones", read)))? {
            None => return Ok(false),
            Some(None) => {}
            Some(Some(tone)) => {
                let tone = tone.map_err(|word| {
                    seq.fail(format_args!(
                        "tones has the word {}, but must have tone0 to tone9, star, pound, a to d or flash",
                        Quoted(word.as_str())
                    ))
                })?;
                let pushed = self.0.push(tone);
                pushed.map_err(|_| seq.fail(format_args!("tones has more than {N} elements: send them in parts")))?;
            }
        }
        Ok(true)
    }
}

impl Serialize for SendDtmfTones<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "SendDtmfTones", {
            "clientContext": self.client_context(),
            "tones": (!self.tones.is_empty()).then_some(WriteTones(&self.tones)),
            "delayBetweenTonesMs": self.delay_between_tones_ms,
        })
    }
}

struct WriteTones<'t>(&'t [Tone]);

impl Serialize for WriteTones<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for tone in self.0 {
            list.serialize_element(tone.as_str())?;
        }
        list.end()
    }
}

context!(SendDtmfTones);
