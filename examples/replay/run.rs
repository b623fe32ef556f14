//! The replay itself: a trace in, a report out.

mod act;
mod answers;
mod app_end;
mod args;
mod axis;
mod bodies;
mod calls;
mod change;
mod changes;
mod diagnosis;
mod findings;
mod graph;
mod json;
mod line;
mod marks;
mod notification;
mod notified;
mod odd;
mod outputs;
mod phrases;
mod progress;
mod report;
mod requests;
mod service_end;
mod side;
mod spare;
mod story;
mod subject;
mod svg;
mod text;
mod time;
mod timeline;
mod track;
mod why;
mod words;
mod wrong;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};

use app_end::AppEnd;
use args::{Args, Command, End};
use calls::Calls;
use line::Line;
use progress::Progress;
use report::Report;
use service_end::ServiceEnd;
use side::Side;
use wrong::Wrong;

/// Why a replay ends before its trace does.
#[derive(Debug)]
pub enum Stop {
    /// A bad line.
    Wrong(Wrong),
    /// The trace could not be read on.
    Input(io::Error),
    /// The report could not be written.
    Output(io::Error),
}

impl From<Wrong> for Stop {
    fn from(wrong: Wrong) -> Self {
        Self::Wrong(wrong)
    }
}

const OK: u8 = 0;
const NOT_WRITTEN: u8 = 1;
const BAD_INPUT: u8 = 2;

/// Replays as the arguments say and returns the exit status. `terminal` is whether `err` is one.
pub fn run(
    arguments: &[String],
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    err: &mut dyn Write,
    terminal: bool,
) -> u8 {
    let args = match args::read(arguments) {
        Ok(Command::Help) => return if out.write_all(args::HELP.as_bytes()).is_ok() { OK } else { NOT_WRITTEN },
        Ok(Command::Replay(args)) => args,
        Err(wrong) => {
            let _ = writeln!(err, "replay: {wrong}\n(--help says more)");
            return BAD_INPUT;
        }
    };
    let mut opened;
    let (input, size): (&mut dyn BufRead, _) = if args.trace == "-" {
        (input, None)
    } else {
        match File::open(&args.trace).and_then(|file| Ok((file.metadata()?, file))) {
            Ok((metadata, _)) if metadata.is_dir() => {
                let _ = writeln!(err, "replay: found {}, a directory, expected a trace", args.trace);
                return BAD_INPUT;
            }
            Ok((metadata, file)) => {
                opened = BufReader::with_capacity(1 << 18, file);
                (&mut opened, metadata.is_file().then_some(metadata.len()))
            }
            Err(error) => {
                let _ =
                    writeln!(err, "replay: found no trace {} that can be opened ({error}), expected one", args.trace);
                return BAD_INPUT;
            }
        }
    };
    let stories = !args.json || args.svg.is_some();
    let progress = Progress::new(size, terminal);
    match args.end {
        End::App => {
            let mut end = AppEnd::new(stories);
            let each = |end: &mut AppEnd, number: u64, line: &Line<'_>, report: &mut Report<'_>| {
                end.line(number, line, report)
            };
            replay(&args, input, out, err, progress, &mut end, each, |end| &end.calls)
        }
        End::Service => {
            let mut end = ServiceEnd::new(stories);
            let each = |end: &mut ServiceEnd, number: u64, line: &Line<'_>, report: &mut Report<'_>| {
                end.line(number, line, report)
            };
            replay(&args, input, out, err, progress, &mut end, each, |end| &end.calls)
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "what a program has")]
fn replay<E, S: Side>(
    args: &Args,
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    err: &mut dyn Write,
    mut progress: Progress,
    end: &mut E,
    mut each: impl FnMut(&mut E, u64, &Line<'_>, &mut Report<'_>) -> Result<(), Stop>,
    calls: impl Fn(&E) -> &Calls<S>,
) -> u8 {
    let mut report = Report::new(out, args.json);
    let mut number = 0;
    let stopped = lines(input, &mut number, |number, text| {
        let line = Line::read(text)?;
        report.line(line.at);
        progress.line(number, text.len(), calls(end).all().len(), err);
        each(end, number, &line, &mut report)
    });
    progress.clear(err);
    let mut status = OK;
    match &stopped {
        Ok(()) => {}
        Err(Stop::Output(_)) => status = NOT_WRITTEN,
        Err(Stop::Wrong(_) | Stop::Input(_)) => status = BAD_INPUT,
    }
    let unread = matches!(status, BAD_INPUT).then_some(number);
    if status != NOT_WRITTEN && report.end(calls(end), unread).is_err() {
        status = NOT_WRITTEN;
    }
    if let Some(file) = args.svg.as_ref().filter(|_| status != NOT_WRITTEN) {
        let drawing = svg::draw(calls(end), report.clock(), report.last());
        if let Err(error) = std::fs::write(file, drawing) {
            let _ = writeln!(err, "replay: found no way to write {file} ({error}), expected a place for the drawing");
            status = status.max(NOT_WRITTEN);
        }
    }
    // The report first, so that the message stands below what it ends.
    if report.flush().is_err() {
        status = status.max(NOT_WRITTEN);
    }
    let _ = match stopped {
        Err(Stop::Wrong(wrong)) => writeln!(err, "{}: line {number}: {wrong}", args.trace),
        Err(Stop::Input(error)) => writeln!(err, "{}: line {number}: it cannot be read ({error})", args.trace),
        // A reader that has had enough, as `head` has, is no error to speak of.
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(Stop::Output(error)) => writeln!(err, "replay: found no way to write the report ({error}), expected one"),
        Ok(()) => Ok(()),
    };
    status
}

/// Hands on each line that is not blank, with its number, in one buffer.
fn lines(
    input: &mut dyn BufRead,
    number: &mut u64,
    mut each: impl FnMut(u64, &str) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        *number += 1;
        if input.read_until(b'\n', &mut buffer).map_err(Stop::Input)? == 0 {
            return Ok(());
        }
        let text = std::str::from_utf8(&buffer).map_err(|error| {
            Wrong::new(format_args!("the line is no UTF-8 text ({error})"), "one JSON object on it")
        })?;
        // A byte order mark may stand before the first line.
        let text = if *number == 1 { text.trim_start_matches('\u{feff}') } else { text }.trim();
        if !text.is_empty() {
            each(*number, text)?;
        }
    }
}
