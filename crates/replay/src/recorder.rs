//! Writes what a host feeds its machines, as a trace.

use std::io::{self, Write};

use call_lifecycle::service::MediaEvent;
use call_lifecycle::{Id, Timestamp};

use crate::trace::write::{self, AnswerHeaders};
use crate::trace::{At, PeerFact};

/// Writes what a host feeds its machines as a [trace](crate::trace), line by line: the requests it
/// sends, their answers, and what the service posts.
///
/// A host calls a method for each thing that happens, with the time that it gives its machines.
/// Each line is handed to the writer by one `write_all` with its line break, so that a program that
/// is killed leaves whole lines, at most one of them cut off. Nothing is buffered in addition: for
/// many calls use a [`BufWriter`](io::BufWriter).
///
/// No method fails, so that a full disk ends no call. The first error of the writer is kept for
/// [`error`](Self::error), and nothing is written after it: what is there can still be read.
///
/// Of the headers of answers only `Location` and `Retry-After` are written, and no header of a
/// request: no token of the host gets into the trace. Bodies are written as they are, with the
/// names of people and the tokens of recordings that may be in them.
///
/// ```
/// use call_lifecycle::Timestamp;
/// use graph_call_replay::{End, Recorder, story};
///
/// let mut recorder = Recorder::new(Vec::new());
/// let minutes = |minutes: u64| Timestamp::from_millis(minutes * 60_000);
/// let create = recorder.request(minutes(0), "POST", "/v1.0/communications/calls", b"{}");
/// let body = br#"{"id": "57dab8b1-894c-409a-b240-bd8beae78896", "state": "establishing"}"#;
/// recorder.response(minutes(0), create, 201, [("Retry-After", "5")], body);
/// recorder.time(minutes(60));
/// let trace = String::from_utf8(recorder.finish()?)?;
/// assert!(story(&trace, End::App)?.contains("presumed lost: no keepAlive has succeeded within 45 min"));
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Recorder<W> {
    out: W,
    /// Used again for every line.
    line: String,
    wall: bool,
    requests: u64,
    lines: u64,
    error: Option<io::Error>,
}

impl<W: Write> Recorder<W> {
    /// A recorder with times as numbers: the milliseconds of the machines.
    pub const fn new(out: W) -> Self {
        Self { out, line: String::new(), wall: false, requests: 0, lines: 0, error: None }
    }

    /// With times as RFC 3339 texts: for machines whose time is that since the Unix epoch. A time
    /// after the year 9999 stays a number.
    #[must_use]
    pub fn with_wall_time(self) -> Self {
        Self { wall: true, ..self }
    }

    /// The host sent a request: its method, its URL or path, and its body, empty if there is none.
    /// Returns the number by which its answer names it: from 1 on, in the order of the requests.
    ///
    /// A body that is no JSON is written as a text.
    pub fn request(&mut self, at: Timestamp, method: &str, url: &str, body: &[u8]) -> u64 {
        self.sent(at, method, url, body, None)
    }

    /// At the service's end: a request came that has created this call. Returns its number too.
    pub fn create(&mut self, at: Timestamp, url: &str, body: &[u8], call: Id) -> u64 {
        self.sent(at, "POST", url, body, Some(call))
    }

    /// The answer to a request came. A status that HTTP does not have is written as a failure.
    ///
    /// A `Retry-After` with a date is written as the seconds after the answer's `Date`, if it has
    /// one: a trace has no other clock.
    pub fn response<N: AsRef<str>, V: AsRef<[u8]>>(
        &mut self,
        at: Timestamp,
        to: u64,
        status: u16,
        headers: impl IntoIterator<Item = (N, V)>,
        body: &[u8],
    ) {
        if !(100..=599).contains(&status) {
            return self.failed(at, to);
        }
        let mut told = AnswerHeaders::default();
        headers.into_iter().for_each(|(name, value)| told.header(name.as_ref(), value.as_ref()));
        self.line(at, |line| write::response(line, format_args!("r{to}"), status, &told, body));
    }

    /// No answer came to a request.
    pub fn failed(&mut self, at: Timestamp, to: u64) {
        self.line(at, |line| write::failed(line, format_args!("r{to}")));
    }

    /// The service posted this body.
    pub fn notification(&mut self, at: Timestamp, body: &[u8]) {
        self.line(at, |line| write::notification(line, body));
    }

    /// At the service's end: the other side did something.
    pub fn peer(&mut self, at: Timestamp, call: Id, fact: PeerFact) {
        self.line(at, |line| write::peer(line, call, fact));
    }

    /// At the service's end: something was heard or played.
    pub fn media(&mut self, at: Timestamp, call: Id, media: MediaEvent) {
        self.line(at, |line| write::media(line, call, media));
    }

    /// Time has passed, such as until the host ends: what was due by then is told.
    pub fn time(&mut self, at: Timestamp) {
        self.line(at, |_| Ok(()));
    }

    /// How many lines were written.
    #[must_use]
    pub const fn lines(&self) -> u64 {
        self.lines
    }

    /// The writer's first error. Nothing was written after it.
    #[must_use]
    pub const fn error(&self) -> Option<&io::Error> {
        self.error.as_ref()
    }

    /// The writer.
    #[must_use]
    pub const fn get_ref(&self) -> &W {
        &self.out
    }

    /// The writer, to flush it or to take what was written.
    #[must_use]
    pub const fn get_mut(&mut self) -> &mut W {
        &mut self.out
    }

    /// Flushes the writer and returns it.
    ///
    /// # Errors
    ///
    /// The writer's first error, or that of flushing it.
    pub fn finish(mut self) -> io::Result<W> {
        match self.error {
            Some(error) => Err(error),
            None => self.out.flush().map(|()| self.out),
        }
    }

    fn sent(&mut self, at: Timestamp, method: &str, url: &str, body: &[u8], creates: Option<Id>) -> u64 {
        self.requests = self.requests.wrapping_add(1);
        let id = self.requests;
        self.line(at, |line| write::request(line, format_args!("r{id}"), method, url, body, creates));
        id
    }

    fn line(&mut self, at: Timestamp, member: impl FnOnce(&mut String) -> std::fmt::Result) {
        if self.error.is_some() {
            return;
        }
        self.line.clear();
        write::line(&mut self.line, At { millis: at.as_millis(), wall: self.wall }, member);
        match self.out.write_all(self.line.as_bytes()) {
            Ok(()) => self.lines += 1,
            Err(error) => self.error = Some(error),
        }
    }
}
