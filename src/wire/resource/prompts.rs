//! The prompts of a media operation, and the other texts of its body.

use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};

use super::media_info::{MediaInfo, MediaInfoRead, WriteMediaInfo};
use crate::record::MAX_PROMPTS;
use crate::wire::json::object::{Fill, Kind, Object, members, write_members};
use crate::wire::json::{Element, Failed, Int, List, Source, Texts, filled};
use crate::{ClientContext, ClientContextTooLong};

/// How many prompts are kept with their texts; the number of them all is counted.
const KEPT: usize = MAX_PROMPTS as usize;

/// A prompt: `mediaInfo` and `loop`.
///
/// ```
/// use call_lifecycle::wire::{PlayPrompt, Prompt};
/// let body: PlayPrompt = serde_json::from_str(r#"{"prompts": [{"mediaInfo": {"uri": "https://cdn.contoso.com/beep.wav"}, "loop": 5}]}"#)?;
/// let beep = Prompt::new("https://cdn.contoso.com/beep.wav").with_repeat(5);
/// assert_eq!(body.prompts().collect::<Vec<_>>(), [beep]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Prompt<'t> {
    /// `mediaInfo.uri`: where the WAV file is.
    pub uri: Option<&'t str>,
    /// `mediaInfo.resourceId`: a name for the file, under which the service may keep it.
    pub resource_id: Option<&'t str>,
    /// `loop`: how often it is played.
    pub repeat: Option<i64>,
}

impl<'t> Prompt<'t> {
    /// A prompt that is played once.
    #[must_use]
    pub const fn new(uri: &'t str) -> Self {
        Self { uri: Some(uri), resource_id: None, repeat: None }
    }

    /// The same prompt with a name under which the service may keep the file.
    #[must_use]
    pub const fn with_resource_id(self, name: &'t str) -> Self {
        Self { resource_id: Some(name), ..self }
    }

    /// The same prompt, played so often.
    #[must_use]
    pub const fn with_repeat(self, times: i64) -> Self {
        Self { repeat: Some(times), ..self }
    }
}

/// What both bodies have: the prompts and, in one buffer with them, the other texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::wire) struct Media<'a> {
    pub(in crate::wire) texts: Texts<'a, { 2 + 2 * KEPT }>,
    pub(in crate::wire) count: u32,
    repeats: [Option<i64>; KEPT],
}

pub(in crate::wire) const CONTEXT: usize = 0;
pub(in crate::wire) const FORMAT: usize = 1;

/// The number of the texts of a prompt.
const fn uri(prompt: usize) -> usize {
    prompt.saturating_mul(2).saturating_add(2)
}

const fn resource_id(prompt: usize) -> usize {
    uri(prompt).saturating_add(1)
}

impl<'a> Media<'a> {
    pub(in crate::wire) fn prompts(&self) -> impl Iterator<Item = Prompt<'_>> {
        let count = usize::try_from(self.count).unwrap_or(KEPT);
        self.repeats.iter().take(count).enumerate().map(|(index, repeat)| Prompt {
            uri: self.texts.get(uri(index)),
            resource_id: self.texts.get(resource_id(index)),
            repeat: *repeat,
        })
    }

    pub(in crate::wire) fn push(&mut self, prompt: Prompt<'a>) {
        let index = usize::try_from(self.count).unwrap_or(KEPT);
        self.count = self.count.saturating_add(1);
        if let Some(repeat) = self.repeats.get_mut(index) {
            *repeat = prompt.repeat;
            for (at, text) in [(uri(index), prompt.uri), (resource_id(index), prompt.resource_id)] {
                text.into_iter().for_each(|text| self.texts.set(at, text));
            }
        }
    }

    pub(in crate::wire) fn context(&self) -> Result<Option<ClientContext>, ClientContextTooLong> {
        filled(self.texts.get(CONTEXT)).map(ClientContext::new).transpose()
    }

    pub(in crate::wire) fn read_prompts<'de: 'a>(&mut self, map: &mut dyn Source<'de>) -> Result<(), Failed>
    where
        Self: Element<'de>,
    {
        // A member that comes twice leaves nothing of the first.
        (2..uri(KEPT)).for_each(|index| self.texts.clear(index));
        (self.count, self.repeats) = (0, [None; KEPT]);
        map.value(List { member: "prompts", or_null: true, element: self })
    }

    pub(in crate::wire) fn written_prompts(&self) -> Option<WritePrompts<'_, 'a>> {
        (self.count > 0).then_some(WritePrompts(self))
    }
}

impl<'de> Element<'de> for Media<'de> {
    fn next(&mut self, seq: &mut dyn Source<'de>) -> Result<bool, Failed> {
        let index = usize::try_from(self.count).unwrap_or(KEPT);
        let at = (index < KEPT).then_some(uri(index));
        let mut prompt = PromptRead { texts: &mut self.texts, at, repeat: None };
        if seq.element(Fill(&mut prompt, Kind::OrNull))?.is_none() {
            return Ok(false);
        }
        let read = prompt.repeat;
        if let Some(repeat) = self.repeats.get_mut(index) {
            *repeat = read;
        }
        self.count = self
            .count
            .checked_add(1)
            .ok_or_else(|| seq.fail(format_args!("prompts has too many elements to count")))?;
        Ok(true)
    }
}

members! { PromptKey { MediaInfo = "mediaInfo", Loop = "loop", } }

/// Reads a prompt: its `mediaInfo` into two places, and how often it is played.
pub(in crate::wire) struct PromptRead<'t, 'de, const K: usize> {
    pub(in crate::wire) texts: &'t mut Texts<'de, K>,
    /// `None` for one too many, of which the types are still checked.
    pub(in crate::wire) at: Option<usize>,
    pub(in crate::wire) repeat: Option<i64>,
}

impl<'de, const K: usize> Object<'de> for PromptRead<'_, 'de, K> {
    type Key = PromptKey;
    const WHAT: &'static str = "an element of prompts";

    fn member(&mut self, key: PromptKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        match key {
            PromptKey::Loop => self.repeat = map.value(Int::any("prompts.loop"))?,
            PromptKey::MediaInfo => {
                let names = ["prompts.mediaInfo.uri", "prompts.mediaInfo.resourceId"];
                MediaInfoRead { texts: self.texts, at: self.at, names }.read(map)?;
            }
        }
        Ok(())
    }
}

pub(in crate::wire) struct WritePrompts<'t, 'a>(&'t Media<'a>);

impl Serialize for WritePrompts<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.count > MAX_PROMPTS {
            return Err(S::Error::custom(format_args!(
                "prompts has {} elements, of which {KEPT} were kept",
                self.0.count
            )));
        }
        let mut list = serializer.serialize_seq(usize::try_from(self.0.count).ok())?;
        for prompt in self.0.prompts() {
            list.serialize_element(&WritePrompt(prompt))?;
        }
        list.end()
    }
}

pub(in crate::wire) struct WritePrompt<'t>(pub(in crate::wire) Prompt<'t>);

impl Serialize for WritePrompt<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Prompt { uri, resource_id, repeat } = self.0;
        let info = MediaInfo { uri, resource_id };
        write_members!(serializer, "MediaPrompt", {
            "@odata.type": Some("#microsoft.graph.mediaPrompt"),
            "mediaInfo": (info != MediaInfo::default()).then_some(WriteMediaInfo(info)),
            "loop": repeat,
        })
    }
}

/// The getters and setters that both bodies have.
macro_rules! media {
    ($name:ident) => {
        impl<'a> $name<'a> {
            /// The first 20 of `prompts`.
            pub fn prompts(&self) -> impl Iterator<Item = $crate::wire::Prompt<'_>> {
                self.media.prompts()
            }

            /// How many `prompts` there are.
            #[must_use]
            pub const fn prompt_count(&self) -> u32 {
                self.media.count
            }

            /// The same with one more prompt.
            #[must_use]
            pub fn with_prompt(mut self, prompt: $crate::wire::Prompt<'a>) -> Self {
                self.media.push(prompt);
                self
            }

            /// `clientContext`.
            #[must_use]
            pub fn client_context(&self) -> Option<&str> {
                self.media.texts.get($crate::wire::resource::prompts::CONTEXT)
            }

            /// The same with this `clientContext`.
            #[must_use]
            pub fn with_client_context(mut self, text: &'a str) -> Self {
                self.media.texts.set($crate::wire::resource::prompts::CONTEXT, text);
                self
            }

            /// The token of `clientContext`; an empty one is absent.
            ///
            /// # Errors
            /// [`ClientContextTooLong`](crate::ClientContextTooLong) past 256 UTF-16 units.
            pub fn context(&self) -> Result<Option<$crate::ClientContext>, $crate::ClientContextTooLong> {
                self.media.context()
            }
        }
        $crate::wire::json::object::object!($name);
    };
}
pub(in crate::wire) use media;
