//! The bodies that name whom to call: `redirect`, `transfer` and `invite`.

use serde::de::MapAccess;
use serde::ser::{Serialize, Serializer};

use super::Invitee;
use super::invitee::{
    CALLBACK_URI, CONTEXT, Invitees, KEPT, MAX_TARGETS, TEXTS, WriteInvitee, read_list, read_one, written_list,
};
use super::read::{Object, members, object, write_members};
use super::resource::filled;
use super::text::{Texts, texts};
use super::values::{Int, Keep, Text};
use crate::record::{Member, ParameterError};
use crate::{ClientContext, ClientContextTooLong, Span};

/// The body of `redirect`.
///
/// ```
/// use call_lifecycle::{Span, wire::{Redirect, RedirectParameters}};
/// let mut body: Redirect = serde_json::from_str(r#"{"targets": [{"identity": {"user": {"id": "1"}}}], "timeout": 99}"#)?;
/// let error = RedirectParameters::try_from(&body).unwrap_err();
/// assert_eq!(error.to_string(), "timeout is 99, but must be 15 to 90");
/// body.timeout = None;
/// assert_eq!(RedirectParameters::try_from(&body).unwrap().timeout, Span::from_secs(55));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redirect<'a> {
    texts: Texts<'a, TEXTS>,
    targets: Invitees,
    /// `timeout`, in seconds.
    pub timeout: Option<i64>,
}

texts! { Redirect {
    /// `callbackUri`
    callback_uri, with_callback_uri = 0;
} }

impl<'a> Redirect<'a> {
    /// The first 25 `targets`.
    pub fn targets(&self) -> impl Iterator<Item = Invitee<'_>> {
        (0..KEPT).filter_map(|index| self.targets.get(&self.texts, index))
    }

    /// How many `targets` there are.
    #[must_use]
    pub const fn target_count(&self) -> u32 {
        self.targets.count
    }

    /// The same with one more target.
    #[must_use]
    pub fn with_target(mut self, target: Invitee<'a>) -> Self {
        self.targets.push(&mut self.texts, target);
        self
    }
}

/// Checked parameters of a redirect. (Source: its page: 15 to 90 s, by default 55 s for one target and 60 s for several; up to 25 targets, rung
/// at once.)
///
/// ```
/// use call_lifecycle::wire::{Redirect, RedirectParameters};
/// let error = RedirectParameters::try_from(&Redirect::default()).unwrap_err();
/// assert_eq!(error.to_string(), "targets is 0, but must be 1 to 25");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct RedirectParameters {
    /// How many targets there are.
    pub targets: u32,
    /// How long they are rung.
    pub timeout: Span,
}

impl TryFrom<&Redirect<'_>> for RedirectParameters {
    type Error = ParameterError;

    fn try_from(body: &Redirect<'_>) -> Result<Self, ParameterError> {
        let targets = body.targets.count;
        let default = match targets {
            1 => 55,
            2..=MAX_TARGETS => 60,
            _ => {
                return Err(ParameterError::range(Member::RedirectTargets, targets.into(), 1, MAX_TARGETS.into()));
            }
        };
        let timeout = match body.timeout {
            None => default,
            Some(seconds @ 15..=90) => u32::try_from(seconds).unwrap_or(default),
            Some(seconds) => return Err(ParameterError::range(Member::RedirectTimeout, seconds, 15, 90)),
        };
        Ok(Self { targets, timeout: Span::from_secs(timeout) })
    }
}

members! { RedirectKey { Targets = "targets", Timeout = "timeout", CallbackUri = "callbackUri", } }

impl<'de> Object<'de> for Redirect<'de> {
    type Key = RedirectKey;
    const WHAT: &'static str = "the body of redirect";

    fn member<A: MapAccess<'de>>(&mut self, key: RedirectKey, map: &mut A) -> Result<(), A::Error> {
        match key {
            RedirectKey::Targets => read_list(&mut self.targets, &mut self.texts, "targets", map)?,
            RedirectKey::Timeout => self.timeout = map.next_value_seed(Int::any("timeout"))?,
            RedirectKey::CallbackUri => {
                map.next_value_seed(Text(Keep(&mut self.texts, CALLBACK_URI, "callbackUri")))?;
            }
        }
        Ok(())
    }
}

impl Serialize for Redirect<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Redirect", {
            "targets": written_list(&self.targets, &self.texts),
            "timeout": self.timeout,
            "callbackUri": self.callback_uri(),
        })
    }
}

/// The body of `transfer`: blind with `transferTarget` alone; with consultation if that has `replacesCallId`; in a group call with `transferee`.
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
    texts: Texts<'a, TEXTS>,
    participants: Invitees,
}

texts! { Invite {
    /// `clientContext`
    client_context, with_client_context = 1;
} }

impl<'a> Invite<'a> {
    /// The first 25 `participants`. (5 may be invited at once: the page.)
    pub fn participants(&self) -> impl Iterator<Item = Invitee<'_>> {
        (0..KEPT).filter_map(|index| self.participants.get(&self.texts, index))
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

    /// The token of `clientContext`; an empty one is none.
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

    fn member<A: MapAccess<'de>>(&mut self, key: InviteKey, map: &mut A) -> Result<(), A::Error> {
        match key {
            InviteKey::Participants => read_list(&mut self.participants, &mut self.texts, "participants", map)?,
            InviteKey::ClientContext => {
                map.next_value_seed(Text(Keep(&mut self.texts, CONTEXT, "clientContext")))?;
            }
        }
        Ok(())
    }
}

impl Serialize for Invite<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Invite", {
            "participants": written_list(&self.participants, &self.texts),
            "clientContext": self.client_context(),
        })
    }
}

object!(Redirect, Transfer, Invite);
