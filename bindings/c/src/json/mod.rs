//! Graph's JSON (feature `json`): posted notifications and answers become events, and requests become
//! methods and paths.

mod incoming;
mod outgoing;
mod texts;

pub use incoming::{cl_created, cl_notices, cl_reply};
pub use outgoing::cl_request;

use crate::declare::Function;

pub(crate) const FUNCTIONS: [&[Function]; 2] = [incoming::FUNCTIONS, outgoing::FUNCTIONS];
