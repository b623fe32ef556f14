//! Replays a trace and writes a report.

use std::io::{BufRead, Write};

use crate::app_end::AppEnd;
use crate::calls::Calls;
use crate::error::{Error, Stop};
use crate::report::Report;
use crate::service_end::ServiceEnd;
use crate::side::{App, Service, Side};
use crate::svg as drawing;
use crate::trace::{Line, LineError};

/// Which end of the calls a trace is replayed through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The trace as the application saw it.
    App,
    /// The trace as the service saw it: requests, peers and media.
    Service,
}

/// The format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Lines for people.
    Text,
    /// One JSON object for each step, and at the end one for each call.
    Json,
}

/// How a trace is replayed.
///
/// ```
/// use graph_call_replay::{End, Format, Replay};
///
/// let trace = "{\"at\": 0}\n{\"at\": -1}\n";
/// let mut report = Vec::new();
/// let replayed = Replay::new(End::App).with_format(Format::Json).run(&mut trace.as_bytes(), &mut report);
/// let error = replayed.into_result().unwrap_err();
/// assert_eq!(error.line(), Some(2));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Replay {
    end: End,
    format: Format,
    svg: bool,
}

/// The result of a replay, in addition to its report.
#[derive(Debug)]
pub struct Replayed {
    calls: usize,
    svg: Option<String>,
    error: Option<Error>,
}

impl Replayed {
    /// The number of calls in the trace.
    #[must_use]
    pub const fn calls(&self) -> usize {
        self.calls
    }

    /// The timeline of the calls as an SVG document, if [`Replay::with_svg`] asked for it.
    #[must_use]
    pub fn svg(&self) -> Option<&str> {
        self.svg.as_deref()
    }

    /// Why the replay ended before its trace did. The report covers what came before.
    #[must_use]
    pub const fn error(&self) -> Option<&Error> {
        self.error.as_ref()
    }

    /// The error, if there is one.
    ///
    /// # Errors
    ///
    /// The one of [`error`](Self::error).
    pub fn into_result(self) -> Result<Self, Error> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self),
        }
    }
}

impl Replay {
    /// Through this end of the calls, with a report as text and no drawing.
    pub const fn new(end: End) -> Self {
        Self { end, format: Format::Text, svg: false }
    }

    /// With the report in this format.
    pub const fn with_format(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// With a drawing of the timeline. It keeps the story of every call in memory.
    pub const fn with_svg(self) -> Self {
        Self { svg: true, ..self }
    }

    /// Reads the trace to its end, or to the first line that cannot be understood, and writes the
    /// report.
    pub fn run(self, trace: &mut dyn BufRead, report: &mut dyn Write) -> Replayed {
        self.run_watched(trace, report, &mut |_| {})
    }

    /// The same, with the progress at each line.
    pub(crate) fn run_watched(
        self,
        trace: &mut dyn BufRead,
        report: &mut dyn Write,
        watch: &mut dyn FnMut(Position),
    ) -> Replayed {
        let stories = self.svg || self.format == Format::Text;
        match self.end {
            End::App => self.through(AppEnd::new(stories), trace, report, watch),
            End::Service => self.through(ServiceEnd::new(stories), trace, report, watch),
        }
    }

    fn through<E: Lines>(
        self,
        mut end: E,
        trace: &mut dyn BufRead,
        out: &mut dyn Write,
        watch: &mut dyn FnMut(Position),
    ) -> Replayed {
        let mut report = Report::new(out, self.format == Format::Json);
        let mut number = 0;
        let read = lines(trace, &mut number, |number, text| {
            let line = Line::read(text)?;
            report.line(line.at);
            watch(Position { line: number, bytes: text.len(), calls: end.calls().all().len() });
            end.line(number, &line, &mut report)
        });
        let mut error = read.err().map(|stop| stop.at(number));
        if !matches!(error, Some(Error::Write(_))) {
            let ended = report.end(end.calls(), error.as_ref().and_then(Error::line));
            error = error.or(ended.err().map(|stop| stop.at(number)));
        }
        let is_drawn = self.svg && !matches!(error, Some(Error::Write(_)));
        let svg = is_drawn.then(|| drawing::draw(end.calls(), report.clock(), report.last()));
        let flushed = report.flush();
        let error = error.or(flushed.err().map(|stop| stop.at(number)));
        Replayed { calls: end.calls().all().len(), svg, error }
    }
}

/// The progress of a replay.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Position {
    pub(crate) line: u64,
    /// Those of the line.
    pub(crate) bytes: usize,
    /// Those before the line.
    pub(crate) calls: usize,
}

/// An end of the calls, line by line.
trait Lines {
    type Side: Side;
    fn line(&mut self, number: u64, line: &Line<'_>, report: &mut Report<'_>) -> Result<(), Stop>;
    fn calls(&self) -> &Calls<Self::Side>;
}

impl Lines for AppEnd {
    type Side = App;

    fn line(&mut self, number: u64, line: &Line<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        Self::line(self, number, line, report)
    }

    fn calls(&self) -> &Calls<App> {
        &self.calls
    }
}

impl Lines for ServiceEnd {
    type Side = Service;

    fn line(&mut self, number: u64, line: &Line<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        Self::line(self, number, line, report)
    }

    fn calls(&self) -> &Calls<Service> {
        &self.calls
    }
}

/// Passes on each line that is not blank, with its number, in one buffer.
fn lines(
    input: &mut dyn BufRead,
    number: &mut u64,
    mut each: impl FnMut(u64, &str) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        *number += 1;
        if input.read_until(b'\n', &mut buffer).map_err(Stop::Read)? == 0 {
            return Ok(());
        }
        let text = std::str::from_utf8(&buffer).map_err(|error| {
            LineError::new(format_args!("the line is no UTF-8 text ({error})"), "one JSON object on it")
        })?;
        // A byte order mark may stand before the first line.
        let text = if *number == 1 { text.trim_start_matches('\u{feff}') } else { text }.trim();
        if !text.is_empty() {
            each(*number, text)?;
        }
    }
}

/// What happened to each call of a trace and why, as text.
///
/// # Errors
///
/// [`Error::Line`] for the first line that cannot be understood. For the report up to there see
/// [`Replay::run`].
pub fn story(trace: &str, end: End) -> Result<String, Error> {
    let mut report = Vec::new();
    Replay::new(end).run(&mut trace.as_bytes(), &mut report).into_result()?;
    Ok(String::from_utf8_lossy(&report).into_owned())
}

/// The same as JSON: one object a line for each step, and at the end one for each call.
///
/// # Errors
///
/// Those of [`story`].
pub fn json(trace: &str, end: End) -> Result<String, Error> {
    let mut report = Vec::new();
    Replay::new(end).with_format(Format::Json).run(&mut trace.as_bytes(), &mut report).into_result()?;
    Ok(String::from_utf8_lossy(&report).into_owned())
}

/// The timeline of a trace's calls as an SVG document.
///
/// # Errors
///
/// Those of [`story`].
pub fn svg(trace: &str, end: End) -> Result<String, Error> {
    let replay = Replay::new(end).with_format(Format::Json).with_svg();
    let replayed = replay.run(&mut trace.as_bytes(), &mut std::io::sink()).into_result()?;
    Ok(replayed.svg.unwrap_or_default())
}
