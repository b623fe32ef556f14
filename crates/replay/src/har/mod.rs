//! HAR files, as browsers and proxies save them, read as lines of a trace.
//!
//! The entries are read one by one: a file of any length takes the memory of two minutes of it.

mod batch;
mod counts;
mod entry;
mod kind;
mod pending;
mod split;
mod time;

use std::borrow::Cow;
use std::fmt;
use std::io::BufRead;
use std::num::NonZeroU32;

use crate::error::Stop;
use crate::lines::OnLine;
use crate::trace::{At, LineError, write};

pub use counts::Counts;

use batch::Responses;
use entry::{Entry, Response};
use kind::{Kind, Kinds};
use pending::Held;
use split::{Broken, Split};

/// How many bytes are looked at to tell a HAR file from a trace.
const LOOKED_AT: usize = 1 << 16;

/// Reads as much of a file as tells whether it is a HAR file: its first member is `log`. Returns
/// what was read, too.
pub fn detect(input: &mut dyn BufRead) -> std::io::Result<(bool, Vec<u8>)> {
    let mut read = Vec::new();
    loop {
        match has_log(&read) {
            Some(is_har) => return Ok((is_har, read)),
            None if read.len() >= LOOKED_AT => return Ok((false, read)),
            None => {}
        }
        // A pipe may give a byte at a time.
        let bytes = input.fill_buf()?;
        let count = bytes.len().min(512);
        if count == 0 {
            return Ok((false, read));
        }
        read.extend_from_slice(&bytes[..count]);
        input.consume(count);
    }
}

/// Whether the first member of an object is `log`. `None` if more must be read.
fn has_log(read: &[u8]) -> Option<bool> {
    let bom = b"\xef\xbb\xbf";
    if bom.starts_with(read) {
        return None;
    }
    let mut rest = read.strip_prefix(bom).unwrap_or(read).trim_ascii_start();
    for expected in [&b"{"[..], b"\"log\"", b":", b"{"] {
        match rest.strip_prefix(expected) {
            Some(after) => rest = after.trim_ascii_start(),
            None if expected.starts_with(rest) => return None,
            None => return Some(false),
        }
    }
    Some(true)
}

/// Hands the lines that a file gives to `each`, in order of their times. The number of the entry
/// that is being read is left in `number`. `speed` is how much faster than the clock on the wall
/// the service's clock went. What the entries were is returned whatever happens.
pub fn each(
    input: &mut dyn BufRead,
    number: &mut u64,
    speed: NonZeroU32,
    each: &mut OnLine<'_>,
) -> (Counts, Result<(), Stop>) {
    let mut reader = Reader {
        number,
        speed,
        first: None,
        each,
        kinds: Kinds::default(),
        held: Held::default(),
        counts: Counts::default(),
        stopped: None,
    };
    let read = Split::new(input).entries(|entry| reader.entry(entry));
    // What was read counts, whatever is wrong behind it.
    if reader.stopped.is_none() {
        reader.stopped = reader.pass_on(true).err();
    }
    let Reader { stopped, counts, number, .. } = reader;
    let read = match (stopped, read) {
        (Some(stop), _) => Err(stop),
        (None, Ok(())) => Ok(()),
        (None, Err(broken)) => {
            // It is in the next entry, or behind the last.
            *number += 1;
            Err(match broken {
                Broken::Read(error) => Stop::Read(error),
                Broken::Json(found, expected) => Stop::Line(LineError::new(found, expected)),
            })
        }
    };
    (counts, read)
}

struct Reader<'r, 'e> {
    number: &'r mut u64,
    speed: NonZeroU32,
    /// When the first entry began.
    first: Option<u64>,
    each: &'r mut OnLine<'e>,
    kinds: Kinds,
    held: Held,
    counts: Counts,
    stopped: Option<Stop>,
}

impl Reader<'_, '_> {
    /// Reads an entry, and passes on what is due. False if nothing more is to be read.
    fn entry(&mut self, text: Option<&[u8]>) -> bool {
        *self.number += 1;
        self.counts.entries += 1;
        let number = *self.number;
        let too_long = || LineError::new("the entry is longer than 64 MiB", "a shorter one");
        let done = match text.ok_or_else(too_long).and_then(|text| self.read(number, text)) {
            Ok(()) => self.pass_on(false),
            // If it ends here, what came before it is told.
            Err(error) => (self.each)(number, Err(error)).or_else(|stop| self.pass_on(true).and(Err(stop))),
        };
        *self.number = number;
        done.map_err(|stop| self.stopped = Some(stop)).is_ok()
    }

    fn pass_on(&mut self, at_end: bool) -> Result<(), Stop> {
        while let Some(line) = self.held.pop(at_end) {
            *self.number = line.number;
            (self.each)(line.number, Ok(line.text.trim_end()))?;
        }
        *self.number = self.counts.entries;
        Ok(())
    }

    fn read(&mut self, number: u64, text: &[u8]) -> Result<(), LineError> {
        let entry: Entry<'_> = serde_json::from_slice(text).map_err(|error| LineError::json(&error))?;
        let missing = |member| move || LineError::new(format_args!("there is no member `{member}`"), "one");
        let request = entry.request.as_ref().ok_or_else(missing("request"))?;
        let method = request.method().ok_or_else(missing("method"))?;
        let url = request.url().ok_or_else(missing("url"))?;
        let body = request.body();
        if batch::is_of_batches(method, url) {
            return self.batch(number, &entry, &body?);
        }
        let kind = self.kinds.of(method, url, request.agent(), body.as_deref().unwrap_or_default());
        if kind == Kind::Foreign {
            self.counts.foreign += 1;
            return Ok(());
        }
        let body = body?;
        let (sent, answered) = times(&entry)?;
        let response = entry.response.as_ref();
        let status = response.and_then(Response::status);
        if kind == Kind::Notification {
            self.counts.notifications += 1;
            self.counts.refused += u64::from(!status.is_some_and(|status| (200..400).contains(&status)));
            self.hold(sent, number, |line| write::notification(line, &body));
        } else {
            // Before anything is held back: a bad answer makes the whole entry bad.
            let answer = response.zip(status).map(|(response, status)| Ok((response, status, response.body()?)));
            let answer = answer.transpose()?;
            self.counts.requests += 1;
            self.hold(sent, number, |line| write::request(line, number, method, url, &body, None));
            if let Some((response, status, body)) = answer {
                let told = response.told();
                self.hold(answered, number, |line| write::response(line, number, status, &told, &body));
            } else {
                self.counts.unanswered += 1;
                self.hold(answered, number, |line| write::failed(line, number));
            }
        }
        self.began(number, sent);
        Ok(())
    }

    /// Reads requests that were sent together.
    fn batch(&mut self, number: u64, entry: &Entry<'_>, sent_body: &[u8]) -> Result<(), LineError> {
        let mut requests = batch::requests(sent_body);
        requests.retain(|request| self.kinds.of(&request.method, &request.url, None, request.body()) == Kind::Request);
        if requests.is_empty() {
            self.counts.foreign += 1;
            return Ok(());
        }
        let (sent, answered) = times(entry)?;
        let answer = entry.response.as_ref().and_then(|response| Some((response, response.status()?)));
        let answer_body = answer.map_or(Ok(Cow::default()), |(response, _)| response.body())?;
        let responses = Responses::of(&answer_body);
        for (place, request) in requests.iter().enumerate() {
            let id = format_args!("{number}.{}", place + 1);
            self.counts.requests += 1;
            self.hold(sent, number, |line| {
                write::request(line, id, &request.method, &request.url, request.body(), None)
            });
            match (responses.to(request), answer) {
                (Some(response), _) => self.hold(answered, number, |line| {
                    write::response(line, id, response.status, &response.told(), response.body())
                }),
                // The batch as a whole was refused.
                (None, Some((response, status @ 400..))) => self
                    .hold(answered, number, |line| write::response(line, id, status, &response.told(), &answer_body)),
                (None, _) => {
                    self.counts.unanswered += 1;
                    self.hold(answered, number, |line| write::failed(line, id));
                }
            }
        }
        self.began(number, sent);
        Ok(())
    }

    /// An entry began then.
    fn began(&mut self, number: u64, sent: u64) {
        self.held.began(sent);
        self.counts.order.line(number, At { millis: sent, wall: true });
    }

    fn hold(&mut self, at: u64, number: u64, member: impl FnOnce(&mut String) -> fmt::Result) {
        let first = *self.first.get_or_insert(at);
        let times = u64::from(self.speed.get());
        // What came before the first entry is as long before it.
        let after = at.saturating_sub(first).saturating_mul(times);
        let millis = first.saturating_add(after).saturating_sub(first.saturating_sub(at).saturating_mul(times));
        let mut text = String::new();
        write::line(&mut text, At { millis, wall: true }, member);
        self.held.push(at, number, text);
    }
}

/// When an entry's request was sent, and when it was answered.
fn times(entry: &Entry<'_>) -> Result<(u64, u64), LineError> {
    let missing = || LineError::new("there is no member `startedDateTime`", "one");
    let started = entry.started_date_time.as_deref().ok_or_else(missing)?;
    let sent = time::millis(started).ok_or_else(|| {
        let found = format_args!("`startedDateTime` is {started:?}");
        LineError::new(found, "an ISO 8601 time from 1970 on")
    })?;
    Ok((sent, sent.saturating_add(entry.took())))
}
