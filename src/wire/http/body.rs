//! The body of a request.

use core::fmt;

use crate::wire::json::{self, WriteError};
use crate::wire::request::{
    Answer, CancelMediaProcessing, Invite, OperationRequest, PlayPrompt, Record, Redirect, Reject, SendDtmfTones,
    Transfer,
};
use crate::wire::resource::Create;

/// The body of a request, borrowed from its parameters.
///
/// References to the parameters convert into it, and so does `()` for no body.
///
/// ```
/// use call_lifecycle::wire::{Reject, http::Body};
/// let reject = Reject::default();
/// assert!(matches!(Body::from(&reject), Body::Reject(_)));
/// assert!(matches!(Body::from(()), Body::Empty));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Body<'b> {
    /// No body.
    Empty,
    /// JSON that the host has written itself, for members that this crate does not know.
    Json(&'b str),
    /// The body that creates a call.
    Create(&'b Create<'b>),
    /// The body of `answer`.
    Answer(&'b Answer<'b>),
    /// The body of `reject`.
    Reject(&'b Reject<'b>),
    /// The body of `redirect`.
    Redirect(&'b Redirect<'b>),
    /// The body of `transfer`.
    Transfer(&'b Transfer<'b>),
    /// The body of `record` and `recordResponse`.
    Record(&'b Record<'b>),
    /// The body of `playPrompt`.
    PlayPrompt(&'b PlayPrompt<'b>),
    /// The body of `cancelMediaProcessing`.
    CancelMediaProcessing(&'b CancelMediaProcessing<'b>),
    /// The body of `sendDtmfTones`.
    SendDtmfTones(&'b SendDtmfTones<'b>),
    /// The body of `participants/invite`.
    Invite(&'b Invite<'b>),
    /// The body of any other operation.
    Operation(&'b OperationRequest<'b>),
}

impl From<()> for Body<'_> {
    fn from((): ()) -> Self {
        Self::Empty
    }
}

macro_rules! from {
    ($($variant:ident($type:ty),)+) => {$(
        impl<'b> From<&'b $type> for Body<'b> {
            fn from(body: &'b $type) -> Self {
                Self::$variant(body)
            }
        }
    )+};
}

from! {
    Create(Create<'b>), Answer(Answer<'b>), Reject(Reject<'b>), Redirect(Redirect<'b>), Transfer(Transfer<'b>),
    Record(Record<'b>), PlayPrompt(PlayPrompt<'b>), CancelMediaProcessing(CancelMediaProcessing<'b>),
    SendDtmfTones(SendDtmfTones<'b>), Invite(Invite<'b>), Operation(OperationRequest<'b>),
}

impl Body<'_> {
    /// Whether there is no body: then there is no `Content-Type` either.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Writes the body as JSON; nothing for [`Body::Empty`].
    ///
    /// # Errors
    /// [`WriteError`] if the parameters cannot be written, or `out` has no more room.
    pub fn write(&self, out: &mut impl fmt::Write) -> Result<(), WriteError> {
        match self {
            Self::Empty => Ok(()),
            Self::Json(text) => Ok(out.write_str(text)?),
            Self::Create(body) => json::write(body, out),
            Self::Answer(body) => json::write(body, out),
            Self::Reject(body) => json::write(body, out),
            Self::Redirect(body) => json::write(body, out),
            Self::Transfer(body) => json::write(body, out),
            Self::Record(body) => json::write(body, out),
            Self::PlayPrompt(body) => json::write(body, out),
            Self::CancelMediaProcessing(body) => json::write(body, out),
            Self::SendDtmfTones(body) => json::write(body, out),
            Self::Invite(body) => json::write(body, out),
            Self::Operation(body) => json::write(body, out),
        }
    }
}
