//! Why a request cannot be made.

use core::fmt;

use crate::wire::path::Method;

/// Why there is no HTTP request for a token and a body.
///
/// ```
/// use call_lifecycle::{Id, app::{Request, Token}, wire::http};
/// let error = http::request(Id::from_u128(1), Token::new(Request::Answer, 1), ()).unwrap_err();
/// assert_eq!(error.to_string(), "answer needs a body: give its parameters, or JSON of your own");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum RequestError {
    /// [`crate::app::Request::Other`] and [`crate::OperationKind::Other`] say only that there is
    /// another request. The host that asked for it knows its URL.
    UnknownRequest,
    /// The method needs a body.
    BodyMissing {
        /// The method.
        method: Method,
    },
    /// The method takes another body. `None` is the request that reads or ends a call.
    WrongBody {
        /// The method.
        method: Option<Method>,
    },
    /// The method is one of a participant.
    ParticipantMissing {
        /// The method.
        method: Method,
    },
    /// The request is not one of a participant.
    NotOfParticipant,
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownRequest => {
                f.write_str("the URL of another request is not known here: send it as the one who asked for it")
            }
            Self::BodyMissing { method } => {
                write!(f, "{method} needs a body: give its parameters, or JSON of your own")
            }
            Self::WrongBody { method: Some(method) } => {
                write!(f, "{method} takes another body: give its own parameters, or JSON of your own")
            }
            Self::WrongBody { method: None } => f.write_str("GET and DELETE take no body: give `()`"),
            Self::ParticipantMissing { method } => {
                write!(f, "{method} is a method of a participant: use `participant_request`")
            }
            Self::NotOfParticipant => f.write_str(
                "only mute, startHoldMusic, stopHoldMusic, admitFromLobby and removeFromLobby are methods of a \
                     participant: use `request`",
            ),
        }
    }
}

impl core::error::Error for RequestError {}
