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
/// assert!(matches!(Body::from(&reject), Body::Of(_)));
/// assert!(matches!(Body::from(()), Body::Empty));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Body<'b> {
    /// No body.
    Empty,
    /// JSON that the host has written itself, for members that this crate does not know.
    Json(&'b str),
    /// The parameters of a method.
    Of(Parameters<'b>),
}

/// The parameters of a method, as a body: made from a reference to them.
///
/// Of all bodies only the writers of those are linked that a program makes one of.
///
/// ```
/// use call_lifecycle::wire::{Reject, http::{Body, Parameters}};
/// let reject = Reject::default();
/// let body: Body = (&reject).into();
/// let Body::Of(parameters) = body else { panic!() };
/// assert_eq!(parameters.name(), "reject");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Parameters<'b> {
    kind: Kind,
    body: &'b dyn Written,
}

impl<'b> Parameters<'b> {
    /// Those of a creation.
    pub(in crate::wire) const fn create(body: &'b Create<'b>) -> Self {
        Self { kind: Kind::Create, body }
    }

    /// Whose they are: `create`, the name of a method, or `operation`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self.kind {
            Kind::Create => "create",
            Kind::Answer => "answer",
            Kind::Reject => "reject",
            Kind::Redirect => "redirect",
            Kind::Transfer => "transfer",
            Kind::Record => "record",
            Kind::PlayPrompt => "playPrompt",
            Kind::CancelMediaProcessing => "cancelMediaProcessing",
            Kind::SendDtmfTones => "sendDtmfTones",
            Kind::Invite => "invite",
            Kind::Operation => "operation",
        }
    }

    pub(in crate::wire) const fn kind(&self) -> Kind {
        self.kind
    }
}

/// Whose parameters they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::wire) enum Kind {
    Create,
    Answer,
    Reject,
    Redirect,
    Transfer,
    Record,
    PlayPrompt,
    CancelMediaProcessing,
    SendDtmfTones,
    Invite,
    Operation,
}

/// Parameters that are written as JSON.
trait Written: fmt::Debug {
    fn write(&self, out: &mut dyn fmt::Write) -> Result<(), WriteError>;
}

impl From<()> for Body<'_> {
    fn from((): ()) -> Self {
        Self::Empty
    }
}

macro_rules! from {
    ($($kind:ident($type:ident),)+) => {$(
        impl Written for $type<'_> {
            fn write(&self, mut out: &mut dyn fmt::Write) -> Result<(), WriteError> {
                json::write(self, &mut out)
            }
        }

        impl<'b> From<&'b $type<'_>> for Body<'b> {
            fn from(body: &'b $type<'_>) -> Self {
                Self::Of(Parameters { kind: Kind::$kind, body })
            }
        }
    )+};
}

from! {
    Create(Create), Answer(Answer), Reject(Reject), Redirect(Redirect), Transfer(Transfer), Record(Record),
    PlayPrompt(PlayPrompt), CancelMediaProcessing(CancelMediaProcessing), SendDtmfTones(SendDtmfTones),
    Invite(Invite), Operation(OperationRequest),
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
            Self::Of(parameters) => parameters.body.write(out),
        }
    }
}
