//! From Graph to the machine: notifications, answers, and the answer to the creation of a call.

use call_lifecycle::app::{Event, Reply};
use call_lifecycle::wire::http::{self, Attempt, Content, CreateError};
use call_lifecycle::wire::{Entries, ErrorBody, Notice, Resource};
use call_lifecycle::{Id, Timestamp};

use super::texts::Texts;
use crate::app_event::cl_app_event;
use crate::code::{Fault, code};
use crate::declare::functions;
use crate::fields::{CL_NONE, bytes_of};
use crate::memory::{bytes, input, output, slots};
use crate::notice::cl_notice;

/// The most bytes of a body: 16 MiB, more than the service sends. Places in it fit 32 bits.
const MAX_BODY: usize = 1 << 24;

/// `what` of a notice, by the list `notice`.
const EVENT: u8 = 0;
const OTHER: u8 = 1;
const BAD_ENTRY: u8 = 2;
const BAD_JSON: u8 = 3;
const REFUSED: u8 = 4;

unsafe fn body<'m>(pointer: *const u8, length: usize) -> Result<&'m [u8], Fault> {
    if length > MAX_BODY {
        return Err(Fault::BodyTooLong);
    }
    // SAFETY: the caller vouches for the memory.
    unsafe { bytes(pointer, length) }
}

impl cl_notice {
    fn new(now: u64, what: u8, call: Option<Id>) -> Self {
        Self {
            event: cl_app_event::new(now, Event::Wake.number()),
            call: call.map_or([0; 16], bytes_of),
            location_at: 0,
            location_length: 0,
            token_at: 0,
            token_length: 0,
            code_at: 0,
            code_length: 0,
            message_at: 0,
            message_length: 0,
            what,
            operation: CL_NONE,
            reserved: [0; 6],
        }
    }

    fn set_event(&mut self, event: &Event) {
        self.event = cl_app_event::of(self.event.now, event);
    }

    fn set_message(&mut self, message: &impl core::fmt::Display, texts: &mut Texts<'_>) {
        let text = texts.say(message);
        (self.message_at, self.message_length) = (text.at, text.length);
    }

    fn set_recording(&mut self, location: Option<&str>, token: Option<&str>, texts: &mut Texts<'_>) {
        let (location, token) = (texts.put(location), texts.put(token));
        (self.location_at, self.location_length) = (location.at, location.length);
        (self.token_at, self.token_length) = (token.at, token.length);
    }

    fn set_error(&mut self, error: &ErrorBody<'_>, texts: &mut Texts<'_>) {
        let (code, message) = (texts.put(error.code()), texts.put(error.message()));
        (self.code_at, self.code_length) = (code.at, code.length);
        (self.message_at, self.message_length) = (message.at, message.length);
    }

    fn set_resource(&mut self, resource: &Resource<'_>, texts: &mut Texts<'_>) {
        self.operation = resource.operation_kind().map_or(CL_NONE, |kind| kind.number());
        self.set_recording(resource.location(), resource.access_token(), texts);
    }
}

/// What the next entry of a notification says, or what is wrong with it.
#[inline(never)]
fn next(entries: &mut Entries<'_>, now: u64, texts: &mut Texts<'_>) -> Option<cl_notice> {
    // Where it is: an entry is more than a kilobyte.
    let next = entries.next()?;
    let entry = match &next {
        Ok(entry) => entry,
        Err(error) => {
            let mut notice = cl_notice::new(now, BAD_JSON, None);
            notice.set_message(error, texts);
            return Some(notice);
        }
    };
    Some(match entry.notice() {
        Ok(Notice::Call { call, report }) => {
            let mut notice = cl_notice::new(now, EVENT, Some(call));
            notice.set_event(&Event::Call(report));
            notice
        }
        Ok(Notice::Operation { call, kind, report, location, access_token }) => {
            let mut notice = cl_notice::new(now, EVENT, Some(call));
            notice.operation = kind.map_or(CL_NONE, |kind| kind.number());
            notice.set_event(&Event::Operation(report));
            notice.set_recording(location, access_token, texts);
            notice
        }
        Ok(Notice::Other { call }) => cl_notice::new(now, OTHER, call),
        Err(error) => {
            let mut notice = cl_notice::new(now, BAD_ENTRY, None);
            notice.set_message(&error, texts);
            notice
        }
    })
}

/// Headers as lines, `Name: value` each. A line without a colon is no header.
fn headers(lines: &[u8]) -> impl Iterator<Item = (&str, &[u8])> {
    let mut rest = Some(lines);
    let lines = core::iter::from_fn(move || {
        let lines = rest?;
        let parts = parted(lines, b'\n');
        rest = parts.map(|(_, rest)| rest);
        Some(parts.map_or(lines, |(line, _)| line))
    });
    lines.filter_map(|line| {
        let (name, value) = parted(line, b':')?;
        Some((core::str::from_utf8(name).ok()?.trim(), value.trim_ascii()))
    })
}

/// What comes before and after the first such byte.
fn parted(bytes: &[u8], byte: u8) -> Option<(&[u8], &[u8])> {
    let (before, rest) = bytes.split_at_checked(bytes.iter().position(|it| *it == byte)?)?;
    Some((before, rest.get(1..)?))
}

functions! {
    /// Reads a posted notification (commsNotifications): an entry each becomes a notice, whose event has
    /// this `now` and is ready for the call that the notice names. Entries that are not for the machine
    /// (rosters and the like) and entries that cannot be understood are notices too; a body that is no
    /// JSON is one, the last. `count` and `text_length` say how many notices and how many bytes of text
    /// there are: if there is less room, CL_TOO_SHORT is returned and what was written is of no use.
    /// (Only in a library with JSON.)
    fn cl_notices(json: *const u8, length: usize, now: u64, notices: *mut cl_notice, capacity: usize, count: *mut usize, text: *mut u8, text_capacity: usize, text_length: *mut usize) -> i32 {
        // SAFETY: the caller vouches for the memory.
        code(unsafe { all((json, length), now, (notices, capacity, count), (text, text_capacity, text_length)) })
    }

    /// Reads the answer to a request: `notice->event` becomes the reply that is handed to the machine.
    /// Of `asked`, `now`, `sent`, `request`, `operation`, `number` and `status` are read. `headers` are
    /// lines, `Name: value`; Location, Retry-After and Date matter. It cannot fail for what the service
    /// sent: if the body cannot be read, the message says why, and the event says what the status says.
    /// (Only in a library with JSON.)
    fn cl_reply(asked: *const cl_app_event, headers: *const u8, headers_length: usize, body: *const u8, body_length: usize, notice: *mut cl_notice, text: *mut u8, text_capacity: usize, text_length: *mut usize) -> i32 {
        // SAFETY: the caller vouches for the memory.
        code(unsafe { reply(asked, (headers, headers_length), (body, body_length), notice, (text, text_capacity, text_length)) })
    }

    /// Reads the answer to the request that creates a call: `notice->call` is its id, and the event what
    /// the answer says of it. `what` is refused if the service refused, with its code and message, and
    /// with `status` and `retry_after` in the event; and badEntry if the answer names no call.
    /// (Only in a library with JSON.)
    fn cl_created(now: u64, status: u16, headers: *const u8, headers_length: usize, body: *const u8, body_length: usize, notice: *mut cl_notice, text: *mut u8, text_capacity: usize, text_length: *mut usize) -> i32 {
        // SAFETY: the caller vouches for the memory.
        code(unsafe { created((now, status), (headers, headers_length), (body, body_length), notice, (text, text_capacity, text_length)) })
    }
}

/// A part of the caller's memory that is read.
type Read = (*const u8, usize);
/// A buffer of the caller's for texts, and where their length goes.
type Written = (*mut u8, usize, *mut usize);

unsafe fn all(
    json: Read,
    now: u64,
    (notices, capacity, count): (*mut cl_notice, usize, *mut usize),
    (text, text_capacity, text_length): Written,
) -> Result<(), Fault> {
    // SAFETY: the caller vouches for the memory.
    let body = unsafe { body(json.0, json.1) }?;
    // SAFETY: likewise.
    let mut places = unsafe { slots(notices, capacity) }?.iter_mut();
    // SAFETY: likewise.
    let mut texts = unsafe { Texts::new(text, text_capacity) }?;
    let mut entries = Entries::new(body);
    let mut found = 0_usize;
    while let Some(notice) = next(&mut entries, now, &mut texts) {
        found = found.saturating_add(1);
        if let Some(place) = places.next() {
            place.write(notice);
        }
    }
    // SAFETY: likewise.
    unsafe { output(count) }?.put(found);
    // SAFETY: likewise.
    unsafe { texts.finish(text_length) }?;
    if found > capacity { Err(Fault::TooShort) } else { Ok(()) }
}

unsafe fn reply(
    asked: *const cl_app_event,
    lines: Read,
    answer: Read,
    notice: *mut cl_notice,
    (text, text_capacity, text_length): Written,
) -> Result<(), Fault> {
    // SAFETY: the caller vouches for the memory.
    let asked = unsafe { input(asked) }?;
    // SAFETY: likewise.
    let lines = unsafe { body(lines.0, lines.1) }?;
    // SAFETY: likewise.
    let answer = unsafe { body(answer.0, answer.1) }?;
    // SAFETY: likewise.
    let place = unsafe { output(notice) }?;
    // SAFETY: likewise.
    let mut texts = unsafe { Texts::new(text, text_capacity) }?;
    let attempt = Attempt::new(asked.token()?, Timestamp::from_millis(asked.sent));
    let reply = http::reply(attempt, asked.status, headers(lines), answer);
    let mut notice = cl_notice::new(asked.now, EVENT, None);
    notice.set_event(&reply.event());
    match &reply.content {
        Content::Resource(resource) => notice.set_resource(resource, &mut texts),
        Content::Error(error) => notice.set_error(error, &mut texts),
        Content::Unreadable(error) => notice.set_message(error, &mut texts),
        Content::BadId(error) => notice.set_message(error, &mut texts),
        _ => {}
    }
    place.put(notice);
    // SAFETY: likewise.
    unsafe { texts.finish(text_length) }
}

unsafe fn created(
    (now, status): (u64, u16),
    lines: Read,
    answer: Read,
    notice: *mut cl_notice,
    (text, text_capacity, text_length): Written,
) -> Result<(), Fault> {
    // SAFETY: the caller vouches for the memory.
    let lines = unsafe { body(lines.0, lines.1) }?;
    // SAFETY: likewise.
    let answer = unsafe { body(answer.0, answer.1) }?;
    // SAFETY: likewise.
    let place = unsafe { output(notice) }?;
    // SAFETY: likewise.
    let mut texts = unsafe { Texts::new(text, text_capacity) }?;
    let notice = match http::created(status, headers(lines), answer) {
        Ok(created) => {
            let mut notice = cl_notice::new(now, EVENT, Some(created.call));
            notice.set_event(&Event::Call(created.report));
            notice
        }
        Err(CreateError::Refused { status, retry_after, error }) => {
            let mut notice = cl_notice::new(now, REFUSED, None);
            let reply = Reply::new(status);
            notice.event.set_reply(&retry_after.map_or(reply, |wait| reply.with_retry_after(wait)));
            notice.set_error(&error, &mut texts);
            notice
        }
        Err(error) => {
            let mut notice = cl_notice::new(now, BAD_ENTRY, None);
            notice.set_message(&error, &mut texts);
            notice
        }
    };
    place.put(notice);
    // SAFETY: likewise.
    unsafe { texts.finish(text_length) }
}
