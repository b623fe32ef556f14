//! The body of `playPrompt`.

use serde::ser::{Serialize, Serializer};

use crate::record::{ParameterError, PlayPromptParameters};
use crate::wire::json::object::{Object, members, write_members};
use crate::wire::json::{Failed, Flag, Keep, Source, Text};
use crate::wire::resource::prompts::{CONTEXT, Media, media};

/// The body of `playPrompt`.
///
/// ```
/// use call_lifecycle::{record::PlayPromptParameters, wire::{PlayPrompt, Prompt}};
/// let prompt = Prompt::new("https://bot.contoso.com/hello.wav");
/// let body = PlayPrompt::default().with_prompt(prompt).with_client_context("hello");
/// assert!(PlayPromptParameters::try_from(&body).is_ok());
/// let error = PlayPromptParameters::try_from(&PlayPrompt::default()).unwrap_err();
/// assert_eq!(error.to_string(), "prompts is 0, but must be 1 to 20");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlayPrompt<'a> {
    media: Media<'a>,
    /// `loop` (beta): the prompts are played until they are cancelled.
    pub endless: Option<bool>,
}

media!(PlayPrompt);

impl TryFrom<&PlayPrompt<'_>> for PlayPromptParameters {
    type Error = ParameterError;

    fn try_from(body: &PlayPrompt<'_>) -> Result<Self, ParameterError> {
        Self::check(body.media.count, body.endless.unwrap_or(false))
    }
}

members! { PlayKey { Prompts = "prompts", Loop = "loop", ClientContext = "clientContext", } }

impl<'de> Object<'de> for PlayPrompt<'de> {
    type Key = PlayKey;
    const WHAT: &'static str = "the body of playPrompt";

    fn member(&mut self, key: PlayKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        match key {
            PlayKey::Prompts => self.media.read_prompts(map)?,
            PlayKey::Loop => self.endless = map.value(Flag("loop"))?,
            PlayKey::ClientContext => {
                map.value(Text(Keep(&mut self.media.texts, CONTEXT, "clientContext")))?;
            }
        }
        Ok(())
    }
}

impl Serialize for PlayPrompt<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "PlayPrompt", {
            "clientContext": self.client_context(),
            "prompts": self.media.written_prompts(),
            "loop": self.endless,
        })
    }
}
