//! From the machine to Graph: the method and the path of a request.

use core::fmt;

use call_lifecycle::wire::ApiVersion;
use call_lifecycle::wire::http::{Body, RequestError, participant_request, request};

use super::texts::Texts;
use crate::app_event::request as request_of;
use crate::code::{Fault, code};
use crate::declare::functions;
use crate::fields::id_of;
use crate::memory::{bytes, input, optional, output};

impl From<RequestError> for Fault {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::BodyMissing { .. } => Self::BodyMissing,
            RequestError::WrongBody { .. } => Self::WrongBody,
            RequestError::ParticipantMissing { .. } => Self::ParticipantMissing,
            RequestError::NotOfParticipant => Self::NotOfParticipant,
            // A URL that only the host knows, or an error of a later version.
            _ => Self::UnknownRequest,
        }
    }
}

functions! {
    /// Writes the HTTP method (CL_VERB_) and the path of a request to send, to be appended to
    /// `https://graph.microsoft.com`, without a zero at its end. `body` is the JSON that will be sent:
    /// whether there has to be one is checked, and it is not looked at. `participant` is null, or 16
    /// bytes for a method of a participant. `version` is CL_API_VERSION_.
    /// (Only in a library with JSON.)
    fn cl_request(call: *const u8, participant: *const u8, request: u8, operation: u8, version: u8, body: *const u8, body_length: usize, verb: *mut u8, path: *mut u8, capacity: usize, length: *mut usize) -> i32 {
        // SAFETY: the caller vouches for the memory.
        code(unsafe { write((call, participant), (request, operation, version), (body, body_length), verb, (path, capacity, length)) })
    }
}

unsafe fn write(
    (call, participant): (*const u8, *const u8),
    (number, operation, version): (u8, u8, u8),
    body: (*const u8, usize),
    verb: *mut u8,
    (path, capacity, length): (*mut u8, usize, *mut usize),
) -> Result<(), Fault> {
    // SAFETY: the caller vouches for the memory.
    let call = id_of(*unsafe { input(call.cast::<[u8; 16]>()) }?);
    // SAFETY: likewise.
    let participant = unsafe { optional(participant.cast::<[u8; 16]>()) }?;
    // SAFETY: likewise.
    let body = unsafe { bytes(body.0, body.1) }?;
    // SAFETY: likewise.
    let verb = unsafe { output(verb) }?;
    // SAFETY: likewise.
    let mut texts = unsafe { Texts::new(path, capacity) }?;
    let version = match version {
        0 => ApiVersion::V1,
        1 => ApiVersion::Beta2019,
        _ => return Err(Fault::Version),
    };
    let body = core::str::from_utf8(body).map_err(|_| Fault::Text)?;
    let body = if body.is_empty() { Body::Empty } else { Body::Json(body) };
    let token = call_lifecycle::app::Token::new(request_of(number, operation)?, 0);
    let request = match participant {
        Some(participant) => participant_request(call, id_of(*participant), token, body)?,
        None => request(call, token, body)?,
    }
    .with_version(version);
    let _ = fmt::write(&mut texts, format_args!("{}", request.path()));
    verb.put(request.method().number());
    // SAFETY: likewise.
    unsafe { texts.finish(length) }
}
