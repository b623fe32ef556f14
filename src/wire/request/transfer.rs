//! The body of `transfer`.

use serde::ser::{Serialize, Serializer};

use crate::wire::json::object::{Object, members, object, write_members};
use crate::wire::json::{Failed, Keep, Source, Text, Texts, texts};
use crate::wire::resource::identity_set::{IDENTITY, Room};
use crate::wire::resource::invitee::{INVITEE, InviteeHead, WriteInvitee};
use crate::wire::resource::participant::{PARTICIPANT, ParticipantHead, WriteParticipant};
use crate::wire::resource::{Invitee, ParticipantInfo};

// Where the texts of each part begin.
const TARGET_AT: usize = 1;
const TRANSFEREE_AT: usize = TARGET_AT + INVITEE;
const SPARE: usize = TRANSFEREE_AT + PARTICIPANT;
const TEXTS: usize = SPARE + IDENTITY;

/// The body of `transfer`: blind with `transferTarget` alone; with consultation if that has
/// `replacesCallId`; in a group call with `transferee`.
///
/// ```
/// use call_lifecycle::wire::Transfer;
/// let body: Transfer = serde_json::from_str(r#"{"transferTarget": {"identity": {"user": {"id": "1"}}, "replacesCallId": "2"}}"#)?;
/// assert_eq!(body.target().and_then(|target| target.replaces_call_id), Some("2"));
/// assert_eq!(body.transferee(), None);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transfer<'a> {
    texts: Texts<'a, TEXTS>,
    target: InviteeHead,
    transferee: ParticipantHead,
}

texts! { Transfer {
    /// `clientContext`, which is in an example of its page and in no metadata.
    client_context, with_client_context = 0;
} }

impl<'a> Transfer<'a> {
    /// `transferTarget`; `None` if nothing of it is there.
    #[must_use]
    pub fn target(&self) -> Option<Invitee<'_>> {
        let target = self.target.get(&self.texts, TARGET_AT);
        (target != Invitee::default()).then_some(target)
    }

    /// The same with this `transferTarget`.
    #[must_use]
    pub fn with_target(mut self, target: Invitee<'a>) -> Self {
        self.target.put(&mut self.texts, TARGET_AT, target);
        self
    }

    /// `transferee`; `None` if nothing of it is there.
    #[must_use]
    pub fn transferee(&self) -> Option<ParticipantInfo<'_>> {
        self.transferee.get(&self.texts, TRANSFEREE_AT)
    }

    /// The same with this `transferee`.
    #[must_use]
    pub fn with_transferee(mut self, transferee: ParticipantInfo<'a>) -> Self {
        self.transferee.put(&mut self.texts, TRANSFEREE_AT, transferee);
        self
    }
}

members! { TransferKey { Target = "transferTarget", Transferee = "transferee", ClientContext = "clientContext", } }

impl<'de> Object<'de> for Transfer<'de> {
    type Key = TransferKey;
    const WHAT: &'static str = "the body of transfer";

    fn member(&mut self, key: TransferKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let texts = &mut self.texts;
        match key {
            TransferKey::Target => self.target.read(texts, Room { at: TARGET_AT, spare: SPARE }, map),
            TransferKey::Transferee => self.transferee.read(texts, Room { at: TRANSFEREE_AT, spare: SPARE }, map),
            TransferKey::ClientContext => map.value(Text(Keep(texts, 0, "clientContext"))).map(drop),
        }
    }
}

impl Serialize for Transfer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Transfer", {
            "transferTarget": self.target().map(WriteInvitee),
            "transferee": self.transferee().map(WriteParticipant),
            "clientContext": self.client_context(),
        })
    }
}

object!(Transfer);
