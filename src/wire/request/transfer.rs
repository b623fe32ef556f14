//! The body of `transfer`.

use serde::de::MapAccess;
use serde::ser::{Serialize, Serializer};

use crate::wire::json::object::{Object, members, object, write_members};
use crate::wire::json::{Keep, Text, Texts, texts};
use crate::wire::resource::Invitee;
use crate::wire::resource::invitee::{CONTEXT, Invitees, TEXTS, WriteInvitee, read_one};

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
    both: Invitees,
    has: [bool; 2],
}

texts! { Transfer {
    /// `clientContext`
    client_context, with_client_context = 1;
} }

impl<'a> Transfer<'a> {
    fn get(&self, index: usize) -> Option<Invitee<'_>> {
        self.has.get(index)?.then(|| self.both.get(&self.texts, index)).flatten()
    }

    fn with(mut self, index: usize, invitee: Invitee<'a>) -> Self {
        self.both.put(&mut self.texts, index, invitee);
        self.has(index, true);
        self
    }

    fn has(&mut self, index: usize, is: bool) {
        if let Some(has) = self.has.get_mut(index) {
            *has = is;
        }
        self.both.count = if self.has.contains(&true) { 2 } else { 0 };
    }

    /// `transferTarget`
    #[must_use]
    pub fn target(&self) -> Option<Invitee<'_>> {
        self.get(0)
    }

    /// The same with this `transferTarget`.
    #[must_use]
    pub fn with_target(self, target: Invitee<'a>) -> Self {
        self.with(0, target)
    }

    /// `transferee`
    #[must_use]
    pub fn transferee(&self) -> Option<Invitee<'_>> {
        self.get(1)
    }

    /// The same with this `transferee`.
    #[must_use]
    pub fn with_transferee(self, transferee: Invitee<'a>) -> Self {
        self.with(1, transferee)
    }
}

members! { TransferKey { Target = "transferTarget", Transferee = "transferee", ClientContext = "clientContext", } }

impl<'de> Object<'de> for Transfer<'de> {
    type Key = TransferKey;
    const WHAT: &'static str = "the body of transfer";

    fn member<A: MapAccess<'de>>(&mut self, key: TransferKey, map: &mut A) -> Result<(), A::Error> {
        let index = match key {
            TransferKey::Target => 0,
            TransferKey::Transferee => 1,
            TransferKey::ClientContext => {
                map.next_value_seed(Text(Keep(&mut self.texts, CONTEXT, "clientContext")))?;
                return Ok(());
            }
        };
        let is = read_one(&mut self.both, &mut self.texts, index, map)?;
        self.has(index, is);
        Ok(())
    }
}

impl Serialize for Transfer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Transfer", {
            "transferTarget": self.target().map(WriteInvitee),
            "transferee": self.transferee().map(WriteInvitee),
            "clientContext": self.client_context(),
        })
    }
}

object!(Transfer);
