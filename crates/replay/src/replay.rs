//! Replays a trace and writes a report.

use std::io::{BufRead, Read, Write};
use std::num::NonZeroU32;

use crate::ahead;
use crate::app_end::AppEnd;
use crate::calls::Calls;
use crate::contract::Contract;
use crate::error::{Error, Stop, Unit};
use crate::har;
use crate::lines;
use crate::order::{self, Order};
use crate::replayed::Replayed;
use crate::report::Report;
use crate::requests::Requests;
use crate::roomy::App;
use crate::service_end::ServiceEnd;
use crate::side::{Service, Side};
use crate::svg as drawing;
use crate::trace::{Line, LineError};
use crate::watched::{Position, Seen};

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
/// let trace = "{\"at\": 0}\n{\"at\": -1}\n{\"at\": 1}\n";
/// let mut report = Vec::new();
/// let replayed = Replay::new(End::App).with_format(Format::Json).run(&mut trace.as_bytes(), &mut report);
/// // The second line is reported, and the third is read.
/// assert_eq!(replayed.unread(), 1);
/// let error = replayed.into_result().unwrap_err();
/// assert_eq!(error.line(), Some(2));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Replay {
    end: End,
    format: Format,
    svg: bool,
    strict: bool,
    sort: bool,
    news: bool,
    speed: NonZeroU32,
    contract: Contract,
}

impl Replay {
    /// Through this end of the calls, with a report as text and no drawing.
    pub const fn new(end: End) -> Self {
        Self {
            end,
            format: Format::Text,
            svg: false,
            strict: false,
            sort: false,
            news: false,
            speed: NonZeroU32::MIN,
            contract: Contract::GRAPH,
        }
    }

    /// With the report in this format.
    pub const fn with_format(self, format: Format) -> Self {
        Self { format, ..self }
    }

    /// With a drawing of the timeline. It keeps the story of every call in memory.
    pub const fn with_svg(self) -> Self {
        Self { svg: true, ..self }
    }

    /// Ends at the first line that cannot be read. Otherwise such a line is reported, and the rest
    /// is read.
    pub const fn with_strict(self) -> Self {
        Self { strict: true, ..self }
    }

    /// With the lines in order of their times. This reads the whole trace into memory.
    pub const fn with_sort(self) -> Self {
        Self { sort: true, ..self }
    }

    /// For a trace that grows while it is read: each line is told at once, and the diagnosis of each
    /// call as it ends.
    pub const fn with_news(self) -> Self {
        Self { news: true, ..self }
    }

    /// For a HAR file of a service whose clock was turned up, such as a mock's: it went so many times
    /// as fast as the clock on the wall, by which the file has its times.
    pub const fn with_speed(self, times: NonZeroU32) -> Self {
        Self { speed: times, ..self }
    }

    /// With a contract other than Graph's. One that [`Contract::check`] refuses is not used.
    pub const fn with_contract(self, contract: Contract) -> Self {
        Self { contract, ..self }
    }

    /// Reads the trace to its end and writes the report. A line that cannot be read is reported,
    /// and ends the replay with [`with_strict`](Self::with_strict) only.
    pub fn run(self, trace: &mut dyn BufRead, report: &mut dyn Write) -> Replayed {
        self.run_watched(trace, report, None, &mut |_| {})
    }

    /// The same, and writes a page for a browser: the calls with their timelines, and each line with
    /// its JSON. It is one file of HTML that loads nothing, and is written as the trace is read.
    ///
    /// ```
    /// use graph_call_replay::{End, Replay};
    ///
    /// let trace = "{\"at\": 0, \"request\": {\"id\": \"r1\", \"method\": \"POST\", \"url\": \"/communications/calls\"}}";
    /// let mut page = Vec::new();
    /// let replayed = Replay::new(End::App).run_with_page(&mut trace.as_bytes(), &mut std::io::sink(), &mut page);
    /// assert!(replayed.into_result().is_ok());
    /// assert!(page.starts_with(b"<!doctype html>"));
    /// ```
    pub fn run_with_page(self, trace: &mut dyn BufRead, report: &mut dyn Write, page: &mut dyn Write) -> Replayed {
        self.run_watched(trace, report, Some(page), &mut |_| {})
    }

    /// The same, with the progress at each line.
    pub(crate) fn run_watched<'w>(
        self,
        trace: &mut dyn BufRead,
        report: &'w mut dyn Write,
        page: Option<&'w mut dyn Write>,
        watch: &mut dyn FnMut(Seen<'_>),
    ) -> Replayed {
        let (contract, policies) = match self.contract.policies() {
            Ok(policies) => (self.contract, policies),
            Err(_) => (Contract::GRAPH, Contract::GRAPH.policies().unwrap_or_default()),
        };
        let mut report = Report::new(report, self.format == Format::Json, contract, policies.terms);
        if let Some(Err(stop)) = page.map(|page| report.with_page(page)) {
            return Replayed { calls: 0, svg: None, unread: 0, error: Some(stop.at(Unit::Line, 0)) };
        }
        match self.end {
            End::App => self.through(AppEnd::new(&policies), trace, report, watch),
            End::Service => self.through(ServiceEnd::new(&policies), trace, report, watch),
        }
    }

    fn through<E: Lines>(
        self,
        mut end: E,
        trace: &mut dyn BufRead,
        mut report: Report<'_>,
        watch: &mut dyn FnMut(Seen<'_>),
    ) -> Replayed {
        let (mut number, mut unread, mut first) = (0, 0, None);
        let (begun, unit, detected) = match har::detect(trace) {
            Ok((true, begun)) => (begun, Unit::Entry, Ok(())),
            Ok((false, begun)) => (begun, Unit::Line, Ok(())),
            Err(error) => (Vec::new(), Unit::Line, Err(Stop::Read(error))),
        };
        report.of(unit, self.news);
        let mut order = Order::default();
        let mut each = |number: u64, bytes: usize, line: Result<Line<'_>, LineError>| {
            watch(Seen::Line(Position { line: number, bytes, calls: end.calls().count() }));
            let read = line.map_err(Stop::Line).and_then(|line| {
                order.line(number, line.at);
                report.line(line.at);
                end.line(number, &line, &mut report)?;
                report.news()
            });
            match read {
                Err(Stop::Line(error)) if !self.strict => {
                    unread += 1;
                    report.unread(number, &error)?;
                    let error = Stop::Line(error).at(unit, number);
                    watch(Seen::Unread(&error));
                    first.get_or_insert(error);
                    Ok(())
                }
                read => read,
            }
        };
        let (trace, mut counts) = (&mut begun.as_slice().chain(trace), None);
        let read = detected.and_then(|()| {
            if unit == Unit::Line && !self.sort {
                return ahead::each(trace, &mut number, &mut each);
            }
            let mut texts = |number: u64, text: Result<&str, LineError>| {
                each(number, text.as_ref().map_or(0, |text| text.len()), text.and_then(Line::read))
            };
            let mut source = |number: &mut u64, each: &mut lines::OnLine<'_>| match unit {
                Unit::Line => lines::each(trace, number, each),
                Unit::Entry => {
                    let (found, read) = har::each(trace, number, self.speed, each);
                    counts = Some(found);
                    read
                }
            };
            match self.sort {
                true => order::sorted(source, &mut number, &mut texts),
                false => source(&mut number, &mut texts),
            }
        });
        let stopped = read.err().map(|stop| stop.at(unit, number));
        unread += u64::from(matches!(stopped, Some(Error::Line { .. } | Error::Entry { .. })));
        let is_written = !matches!(stopped, Some(Error::Write(_)));
        if let Some(error) = stopped.as_ref().filter(|_| first.is_some() && is_written) {
            watch(Seen::Unread(error));
        }
        let past = stopped.as_ref().and_then(Error::line);
        // That nothing more can be written comes before what could not be read.
        let mut error = if is_written { first.or(stopped) } else { stopped };
        let writes = |error: &Option<Error>| !matches!(error, Some(Error::Write(_)));
        // Of a file whose entries were put in order, that order counts.
        if let Some(counts) = counts.as_ref().filter(|_| order.falls()) {
            order = counts.order;
        }
        if writes(&error) {
            report.not_created(&end.requests().creates_out());
            let ended = report.end(end.calls().kept(), past, unread, &order);
            let ended = ended.and_then(|()| counts.map_or(Ok(()), |counts| report.counts(&counts)));
            error = error.or(ended.err().map(|stop| stop.at(unit, number)));
        }
        let is_drawn = self.svg && writes(&error);
        let svg = is_drawn.then(|| drawing::draw(end.calls().kept(), report.clock(), report.last()));
        let flushed = report.flush();
        let error = error.or(flushed.err().map(|stop| stop.at(unit, number)));
        Replayed { calls: end.calls().count(), svg, unread, error }
    }
}

/// An end of the calls, line by line.
trait Lines {
    type Side: Side;
    fn line(&mut self, number: u64, line: &Line<'_>, report: &mut Report<'_>) -> Result<(), Stop>;
    fn calls(&self) -> &Calls<Self::Side>;
    fn requests(&self) -> &Requests;
}

impl<'p> Lines for AppEnd<'p> {
    type Side = App<'p>;

    fn line(&mut self, number: u64, line: &Line<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        Self::line(self, number, line, report)
    }

    fn calls(&self) -> &Calls<App<'p>> {
        &self.calls
    }

    fn requests(&self) -> &Requests {
        &self.requests
    }
}

impl<'p> Lines for ServiceEnd<'p> {
    type Side = Service<'p>;

    fn line(&mut self, number: u64, line: &Line<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        Self::line(self, number, line, report)
    }

    fn calls(&self) -> &Calls<Service<'p>> {
        &self.calls
    }

    fn requests(&self) -> &Requests {
        &self.requests
    }
}
