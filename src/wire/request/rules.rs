//! What the service requires of a request: members that must be there, and calls that have to be of
//! a kind.

use core::fmt;

use super::{Answer, Invite, OperationRequest, PlayPrompt, Record, Redirect, SendDtmfTones, Transfer};
use crate::wire::json::filled;
use crate::wire::path::Method;
use crate::wire::resource::{CallResource, Invitee, MediaConfig, MediaInfo, Prompt};

/// A member that the service requires is not there. The service answers 400.
///
/// Required is what the metadata has as not nullable (source `metadata`). Where a page says
/// otherwise, choice 68 says which of both counts.
///
/// ```
/// use call_lifecycle::wire::{BodyError, Transfer};
/// let error = Transfer::default().require().unwrap_err();
/// assert_eq!(error, BodyError::new("transferTarget", "whom to transfer the call to"));
/// assert_eq!(error.to_string(), "transferTarget is missing, but is required: whom to transfer the call to");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct BodyError {
    /// The member, with the members around it: `participants.identity`.
    pub member: &'static str,
    /// What it has to have.
    pub expected: &'static str,
}

impl BodyError {
    /// A member that is not there, and what it has to have.
    #[must_use]
    pub const fn new(member: &'static str, expected: &'static str) -> Self {
        Self { member, expected }
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is missing, but is required: {}", self.member, self.expected)
    }
}

impl core::error::Error for BodyError {}

type Checked = Result<(), BodyError>;

const fn require(is_there: bool, member: &'static str, expected: &'static str) -> Checked {
    if is_there { Ok(()) } else { Err(BodyError::new(member, expected)) }
}

fn identities<'t>(member: &'static str, mut list: impl Iterator<Item = Invitee<'t>>) -> Checked {
    require(list.all(|invitee| invitee.identity.is_some()), member, "who it is")
}

fn files<'t>(mut list: impl Iterator<Item = MediaInfo<'t>>) -> Checked {
    require(list.all(|file| filled(file.uri).is_some()), "mediaConfig.preFetchMedia.uri", "where the file is")
}

fn prompts<'t>(member: &'static str, uri: &'static str, list: impl Iterator<Item = Prompt<'t>>) -> Checked {
    for prompt in list {
        let (has_uri, has_id) = (filled(prompt.uri).is_some(), filled(prompt.resource_id).is_some());
        require(has_uri || has_id, member, "the file to play")?;
        require(has_uri, uri, "where the file is")?;
    }
    Ok(())
}

impl CallResource<'_> {
    /// Checks what the service requires of the creation of a call.
    ///
    /// # Errors
    /// [`BodyError`] for the first member that is not there.
    pub fn require(&self) -> Result<(), BodyError> {
        require(filled(self.callback_uri()).is_some(), "callbackUri", "where to post notifications")?;
        let source = self.source();
        require(source.is_none_or(|source| source.identity.is_some()), "source.identity", "who calls")?;
        identities("targets.identity", self.targets())?;
        files(self.pre_fetch())
    }
}

impl Answer<'_> {
    /// Checks what the service requires of an answer. `callbackUri` is not: its page says what is
    /// used in its place (choice 68).
    ///
    /// # Errors
    /// [`BodyError`] for the first member that is not there.
    pub fn require(&self) -> Result<(), BodyError> {
        require(self.media.is_some(), "mediaConfig", "a serviceHostedMediaConfig or an appHostedMediaConfig")?;
        files(self.pre_fetch())
    }
}

impl Redirect<'_> {
    /// Checks what the service requires of a redirect, its numbers apart:
    /// [`RedirectParameters`](crate::wire::RedirectParameters) checks these.
    ///
    /// # Errors
    /// [`BodyError`] for the first member that is not there.
    pub fn require(&self) -> Result<(), BodyError> {
        require(self.target_count() > 0, "targets", "whom to redirect the call to")?;
        identities("targets.identity", self.targets())
    }
}

impl Transfer<'_> {
    /// Checks what the service requires of a transfer.
    ///
    /// # Errors
    /// [`BodyError`] for the first member that is not there.
    pub fn require(&self) -> Result<(), BodyError> {
        let target = self.target();
        require(target.is_some(), "transferTarget", "whom to transfer the call to")?;
        identities("transferTarget.identity", target.into_iter())?;
        let transferee = self.transferee();
        require(transferee.is_none_or(|info| info.identity.is_some()), "transferee.identity", "who is transferred")
    }
}

impl Invite<'_> {
    /// Checks what the service requires of an invitation.
    ///
    /// # Errors
    /// [`BodyError`] for the first member that is not there.
    pub fn require(&self) -> Result<(), BodyError> {
        require(self.participant_count() > 0, "participants", "whom to invite")?;
        identities("participants.identity", self.participants())
    }
}

impl PlayPrompt<'_> {
    /// Checks what the service requires of `playPrompt`.
    ///
    /// # Errors
    /// [`BodyError`] for the first member that is not there.
    pub fn require(&self) -> Result<(), BodyError> {
        require(self.prompt_count() > 0, "prompts", "what to play")?;
        prompts("prompts.mediaInfo", "prompts.mediaInfo.uri", self.prompts())
    }
}

impl Record<'_> {
    /// Checks what the service requires of a recording, its numbers apart: [`Record::check`] checks
    /// these. It needs no prompt.
    ///
    /// # Errors
    /// [`BodyError`] for the first member that is not there.
    pub fn require(&self) -> Result<(), BodyError> {
        prompts("prompts.mediaInfo", "prompts.mediaInfo.uri", self.prompts())
    }
}

impl SendDtmfTones<'_> {
    /// Checks what the service requires of `sendDtmfTones`.
    ///
    /// # Errors
    /// [`BodyError`] if there are no tones.
    pub fn require(&self) -> Result<(), BodyError> {
        require(!self.tones().is_empty(), "tones", "what to send")
    }
}

impl OperationRequest<'_> {
    /// Checks what the service requires of the method that it is the body of.
    ///
    /// ```
    /// use call_lifecycle::wire::{Method, OperationRequest};
    /// let body = OperationRequest::default();
    /// assert!(body.require(Method::Mute).is_ok());
    /// assert_eq!(body.require(Method::ChangeScreenSharingRole).unwrap_err().member, "role");
    /// ```
    ///
    /// # Errors
    /// [`BodyError`] for the first member that is not there, or has an unknown word.
    pub fn require(&self, method: Method) -> Result<(), BodyError> {
        match method {
            Method::UpdateRecordingStatus => {
                require(self.status.is_some(), "status", "notRecording, recording or failed")
            }
            Method::ChangeScreenSharingRole => require(self.role.is_some(), "role", "viewer or sharer"),
            Method::MuteAll => require(self.participant_count() > 0, "participants", "the ids of those to mute"),
            Method::StartHoldMusic => {
                prompts("customPrompt.mediaInfo", "customPrompt.mediaInfo.uri", self.custom_prompt().into_iter())
            }
            _ => Ok(()),
        }
    }
}

/// What kind of call a method needs. Without one the service answers 409 (choice 69).
///
/// ```
/// use call_lifecycle::wire::{MediaConfig, Method, Precondition};
/// let needed = Precondition::of(Method::PlayPrompt).unwrap();
/// assert_eq!(needed, Precondition::ServiceHosted);
/// assert!(!needed.is_met(Some(MediaConfig::AppHosted), true));
/// assert_eq!(needed.to_string(), "a call with serviceHostedMediaConfig");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Precondition {
    /// The service hosts the media (sources `call-playprompt`, `call-record` and
    /// `call-subscribetotone`).
    ServiceHosted,
    /// It is a group call (sources `call-mute` and `participant-invite`).
    GroupCall,
    /// It is a group call, and the application hosts the media (source
    /// `call-changescreensharingrole`).
    AppHostedGroupCall,
}

impl Precondition {
    /// What a method needs, where its page says so.
    #[must_use]
    pub const fn of(method: Method) -> Option<Self> {
        match method {
            Method::PlayPrompt | Method::Record | Method::RecordResponse | Method::SubscribeToTone => {
                Some(Self::ServiceHosted)
            }
            Method::Mute | Method::Unmute | Method::Invite => Some(Self::GroupCall),
            Method::ChangeScreenSharingRole => Some(Self::AppHostedGroupCall),
            _ => None,
        }
    }

    /// Whether a call is of this kind. Media of which nothing was said are the service's (choice
    /// 69); [`CallResource::is_group_call`] says what a group call is.
    #[must_use]
    pub fn is_met(self, media: Option<MediaConfig>, is_group_call: bool) -> bool {
        let is_app_hosted = media == Some(MediaConfig::AppHosted);
        match self {
            Self::ServiceHosted => !is_app_hosted,
            Self::GroupCall => is_group_call,
            Self::AppHostedGroupCall => is_group_call && is_app_hosted,
        }
    }
}

impl fmt::Display for Precondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ServiceHosted => "a call with serviceHostedMediaConfig",
            Self::GroupCall => "a group call",
            Self::AppHostedGroupCall => "a group call with appHostedMediaConfig",
        })
    }
}
