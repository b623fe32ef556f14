//! The bodies of the operations without parameters that the machines check.

use heapless::Vec;
use serde::de::{Error, MapAccess, SeqAccess};
use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::read::{Object, members, object, write_members};
use super::resource::filled;
use super::text::{Texts, texts};
use super::values::{Element, Flag, Int, Keep, List, Text, Word};
use crate::record::Tone;
use crate::{ClientContext, ClientContextTooLong};

macro_rules! context {
    ($($name:ident),+) => {$(
        texts! { $name {
            /// `clientContext`
            client_context, with_client_context = 0;
        } }

        impl $name<'_> {
            /// The token of `clientContext`; an empty one is none.
            ///
            /// # Errors
            /// [`ClientContextTooLong`] past 256 UTF-16 units.
            pub fn context(&self) -> Result<Option<ClientContext>, ClientContextTooLong> {
                filled(self.client_context()).map(ClientContext::new).transpose()
            }
        }

        object!($name);
    )+};
}

context!(OperationRequest, CancelMediaProcessing, SendDtmfTones);

/// The body of any method that starts an operation, of which only `clientContext` is read: all that there is to know of `subscribeToTone`, `mute`,
/// `unmute`, `startHoldMusic`, `stopHoldMusic`, `addLargeGalleryView`, `updateRecordingStatus` and the like.
///
/// ```
/// use call_lifecycle::wire::OperationRequest;
/// let body: OperationRequest = serde_json::from_str(r#"{"clientContext": "c", "status": "recording"}"#)?;
/// assert_eq!(body.client_context(), Some("c"));
/// let body = OperationRequest::default().with_client_context("c");
/// assert_eq!(serde_json::to_string(&body)?, r#"{"clientContext":"c"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationRequest<'a> {
    texts: Texts<'a, 1>,
}

members! { ContextKey { ClientContext = "clientContext", } }

impl<'de> Object<'de> for OperationRequest<'de> {
    type Key = ContextKey;
    const WHAT: &'static str = "the body of a request";

    fn member<A: MapAccess<'de>>(
        &mut self,
        ContextKey::ClientContext: ContextKey,
        map: &mut A,
    ) -> Result<(), A::Error> {
        map.next_value_seed(Text(Keep(&mut self.texts, 0, "clientContext"))).map(drop)
    }
}

impl Serialize for OperationRequest<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "OperationRequest", { "clientContext": self.client_context(), })
    }
}

/// The body of `cancelMediaProcessing`.
///
/// ```
/// use call_lifecycle::wire::CancelMediaProcessing;
/// let body: CancelMediaProcessing = serde_json::from_str(r#"{"clientContext": "c"}"#)?;
/// assert_eq!((body.client_context(), body.all), (Some("c"), None));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CancelMediaProcessing<'a> {
    texts: Texts<'a, 1>,
    /// `all`, of which the page says little: all operations are cancelled either way (choice 37).
    pub all: Option<bool>,
}

members! { CancelKey { ClientContext = "clientContext", All = "all", } }

impl<'de> Object<'de> for CancelMediaProcessing<'de> {
    type Key = CancelKey;
    const WHAT: &'static str = "the body of cancelMediaProcessing";

    fn member<A: MapAccess<'de>>(&mut self, key: CancelKey, map: &mut A) -> Result<(), A::Error> {
        match key {
            CancelKey::All => self.all = map.next_value_seed(Flag("all"))?,
            CancelKey::ClientContext => drop(map.next_value_seed(Text(Keep(&mut self.texts, 0, "clientContext")))?),
        }
        Ok(())
    }
}

impl Serialize for CancelMediaProcessing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "CancelMediaProcessing", { "clientContext": self.client_context(), "all": self.all, })
    }
}

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
    /// The most tones that are read. Our choice: no page has a limit, and longer than this no menu or number is.
    pub const MAX: usize = MAX_TONES;

    /// `tones`
    #[must_use]
    pub fn tones(&self) -> &[Tone] {
        &self.tones
    }

    /// The same with one more tone; none past [`SendDtmfTones::MAX`].
    #[must_use]
    pub fn with_tone(mut self, tone: Tone) -> Option<Self> {
        self.tones.push(tone).ok().map(|()| self)
    }
}

members! { SendKey { ClientContext = "clientContext", Tones = "tones", Delay = "delayBetweenTonesMs", } }

impl<'de> Object<'de> for SendDtmfTones<'de> {
    type Key = SendKey;
    const WHAT: &'static str = "the body of sendDtmfTones";

    fn member<A: MapAccess<'de>>(&mut self, key: SendKey, map: &mut A) -> Result<(), A::Error> {
        match key {
            SendKey::Delay => self.delay_between_tones_ms = map.next_value_seed(Int::any("delayBetweenTonesMs"))?,
            SendKey::ClientContext => drop(map.next_value_seed(Text(Keep(&mut self.texts, 0, "clientContext")))?),
            SendKey::Tones => {
                self.tones.clear();
                map.next_value_seed(List { member: "tones", or_null: true, element: &mut Tones(&mut self.tones) })?;
            }
        }
        Ok(())
    }
}

struct Tones<'t, const N: usize>(&'t mut Vec<Tone, N>);

impl<'de, const N: usize> Element<'de> for Tones<'_, N> {
    fn next<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let read = |word: &str| {
            word.parse::<Tone>().map_err(|_| {
                let word = super::Segment::new(word);
                A::Error::custom(format_args!(
                    "tones has the word {word:?}, but must have tone0 to tone9, star, pound, a to d or flash"
                ))
            })
        };
        match seq.next_element_seed(Text(Word("tones", read)))? {
            None => return Ok(false),
            Some(None) => {}
            Some(Some(tone)) => {
                let tone = tone?;
                let pushed = self.0.push(tone);
                pushed.map_err(|_| {
                    A::Error::custom(format_args!("tones has more than {N} elements: send them in parts"))
                })?;
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
