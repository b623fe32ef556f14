//! The body of `participants/invite`.

use serde::ser::{Serialize, Serializer};

use crate::wire::json::object::{Object, members, object, write_members};
use crate::wire::json::{Failed, Keep, Source, Text, Texts, filled, texts};
use crate::wire::resource::Invitee;
use crate::wire::resource::invitees::{Invitees, LIST};

use crate::{ClientContext, ClientContextTooLong};

/// The body of `participants/invite`.
///
/// ```
/// use call_lifecycle::wire::Invite;
/// let body: Invite = serde_json::from_str(r#"{"participants": [{"identity": {"phone": {"id": "+12345678901"}}}], "clientContext": "c"}"#)?;
/// assert_eq!((body.participant_count(), body.client_context()), (1, Some("c")));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invite<'a> {
    texts: Texts<'a, { 1 + LIST }>,
    participants: Invitees<1>,
}

texts! { Invite {
    /// `clientContext`
    client_context, with_client_context = 0;
} }

impl<'a> Invite<'a> {
    /// The first 25 `participants`. Its page allows 5 at once.
    pub fn participants(&self) -> impl Iterator<Item = Invitee<'_>> {
        self.participants.iter(&self.texts)
    }

    /// How many `participants` there are.
    #[must_use]
    pub const fn participant_count(&self) -> u32 {
        self.participants.count
    }

    /// The same with one more participant.
    #[must_use]
    pub fn with_participant(mut self, participant: Invitee<'a>) -> Self {
        self.participants.push(&mut self.texts, participant);
        self
    }

    /// The token of `clientContext`; an empty one is absent.
    ///
    /// # Errors
    /// [`ClientContextTooLong`] past 256 UTF-16 units.
    pub fn context(&self) -> Result<Option<ClientContext>, ClientContextTooLong> {
        filled(self.client_context()).map(ClientContext::new).transpose()
    }
}

members! { InviteKey { Participants = "participants", ClientContext = "clientContext", } }

impl<'de> Object<'de> for Invite<'de> {
    type Key = InviteKey;
    const WHAT: &'static str = "the body of invite";

    fn member(&mut self, key: InviteKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        match key {
            InviteKey::Participants => self.participants.read(&mut self.texts, "participants", map)?,
            InviteKey::ClientContext => {
                map.value(Text(Keep(&mut self.texts, 0, "clientContext")))?;
            }
        }
        Ok(())
    }
}

impl Serialize for Invite<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Invite", {
            "participants": self.participants.written(&self.texts),
            "clientContext": self.client_context(),
        })
    }
}

object!(Invite);
