//! What was read of Graph's JSON: an event that is ready for the machine, and texts for the host.

use crate::app_event::cl_app_event;
use crate::declare::structs;

structs! {
    /// What an entry of a notification, or an answer, says: an event for the machine, and texts for the
    /// host. Texts are UTF-8 in the buffer that was lent for them, where they begin at `_at` and have
    /// `_length` bytes; a length of 0 is no text.
    struct cl_notice = 152 {
        /// The event, with `now`; only if `what` is event.
        event: cl_app_event,
        /// The id of the call that it is about, in the order of its digits; zeros if it is not known.
        call: [u8; 16],
        /// `recordingLocation` of a recording.
        location_at: u32,
        /// Its length.
        location_length: u32,
        /// `recordingAccessToken` of a recording.
        token_at: u32,
        /// Its length.
        token_length: u32,
        /// `error.code` of an answer that refuses.
        code_at: u32,
        /// Its length.
        code_length: u32,
        /// What is wrong with the entry or the body, or `error.message` of an answer that refuses.
        message_at: u32,
        /// Its length.
        message_length: u32,
        /// CL_NOTICE_
        what: u8,
        /// The kind of operation, where an entry names it: CL_OPERATION_KIND_ or CL_NONE.
        operation: u8,
        /// Nothing yet.
        reserved: [u8; 6],
    }
}
