//! The program `graph-call-replay`.

mod args;
mod follow;
mod guard;
mod progress;

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Write, stderr, stdin, stdout};
use std::process::ExitCode;
use std::thread::available_parallelism;

use args::Command;
use follow::{Follow, Notes, Stop};
use progress::Progress;

use crate::watched::Seen;
use crate::{Error, Format, Replay};

/// How many lines that could not be read are named on the terminal. The report has all.
const NAMED: u64 = 10;

/// How much of a trace is read at once by one processor: little enough to stay in the cache until it has been replayed.
const BUFFER: usize = 1 << 18;
/// The same by two threads, which wait for each other at its end.
const SHARED_BUFFER: usize = 1 << 22;

/// The exit status: the whole trace was read.
pub const OK: u8 = 0;
/// The exit status: a result could not be written.
pub const NOT_WRITTEN: u8 = 1;
/// The exit status: bad usage, a trace that cannot be opened, or a line that could not be read.
pub const BAD_INPUT: u8 = 2;

/// Runs the program with the arguments and streams of this process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    let terminal = stderr().is_terminal();
    // Without it Ctrl-C ends the program at once.
    let stop = arguments.iter().any(|argument| argument == "--follow").then(follow::at_interrupt);
    let stop = stop.and_then(Result::ok).unwrap_or_default();
    ExitCode::from(run_until(
        &arguments,
        &mut stdin().lock(),
        &mut stdout().lock(),
        &mut stderr().lock(),
        terminal,
        &stop,
    ))
}

/// Runs the program with these arguments and streams, and returns its exit status. `terminal` is
/// whether `err` is one.
pub fn run(
    arguments: &[String],
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    err: &mut dyn Write,
    terminal: bool,
) -> u8 {
    run_until(arguments, input, out, err, terminal, &Stop::default())
}

fn run_until(
    arguments: &[String],
    input: &mut dyn BufRead,
    out: &mut dyn Write,
    err: &mut dyn Write,
    terminal: bool,
    stop: &Stop,
) -> u8 {
    let args = match args::read(arguments) {
        Ok(Command::Help) => return if out.write_all(args::HELP.as_bytes()).is_ok() { OK } else { NOT_WRITTEN },
        Ok(Command::Replay(args)) => args,
        Err(wrong) => {
            let _ = writeln!(err, "graph-call-replay: {wrong}\n(--help says more)");
            return BAD_INPUT;
        }
    };
    let written = [("--svg", &args.svg), ("--html", &args.html)];
    let written: Vec<_> = written.iter().filter_map(|(option, file)| Some((*option, file.as_deref()?))).collect();
    if let Some(why) = guard::overwritten(&args.trace, &written) {
        let _ = writeln!(err, "graph-call-replay: {why}");
        return BAD_INPUT;
    }
    let notes = Notes::default();
    let (mut opened, mut followed);
    let (input, size): (&mut dyn BufRead, _) = if args.trace == "-" {
        (input, None)
    } else if args.follow {
        match open(&args.trace).and_then(|_| {
            let follow = Follow::open(&args.trace, args.idle, Stop::clone(stop), Notes::clone(&notes));
            follow.map_err(|error| format!("found no trace {} that can be opened ({error}), expected one", args.trace))
        }) {
            Ok(file) => {
                followed = BufReader::with_capacity(1 << 16, file);
                (&mut followed, None)
            }
            Err(why) => {
                let _ = writeln!(err, "graph-call-replay: {why}");
                return BAD_INPUT;
            }
        }
    } else {
        match open(&args.trace) {
            Ok((file, size)) => {
                opened = file;
                (&mut opened, size)
            }
            Err(why) => {
                let _ = writeln!(err, "graph-call-replay: {why}");
                return BAD_INPUT;
            }
        }
    };
    let mut replay = Replay::new(args.end).with_format(if args.json { Format::Json } else { Format::Text });
    replay = replay.with_contract(args.contract);
    if args.svg.is_some() {
        replay = replay.with_svg();
    }
    if args.sort {
        replay = replay.with_sort();
    }
    if let Some(times) = args.speed {
        replay = replay.with_speed(times);
    }
    if args.follow {
        replay = replay.with_news();
    }
    if args.strict {
        replay = replay.with_strict();
    }
    let mut page = match args.html.as_ref().map(|file| (file, File::create(file))) {
        None => None,
        Some((_, Ok(page))) => Some(page),
        Some((file, Err(error))) => {
            let _ = writeln!(
                err,
                "graph-call-replay: found no way to write {file} ({error}), expected a place for the page"
            );
            return NOT_WRITTEN;
        }
    };
    let page = page.as_mut().map(|page| page as &mut dyn Write);
    let mut progress = Progress::new(size, terminal);
    let (mut unread, mut unit) = (0, "lines");
    let replayed = replay.run_watched(input, out, page, &mut |seen| match seen {
        Seen::Line(position) => {
            say(&notes, &args.trace, err);
            progress.line(position, err);
        }
        Seen::Unread(error) => {
            unread += 1;
            if matches!(error, Error::Entry { .. }) {
                unit = "entries";
            }
            if unread <= NAMED {
                progress.clear(err);
                let _ = writeln!(err, "{}: {error}", args.trace);
            }
        }
    });
    progress.clear(err);
    say(&notes, &args.trace, err);
    if unread > NAMED {
        let _ = writeln!(err, "{}: {unread} {} in all could not be read", args.trace, unit);
    }
    let mut status = OK;
    if let (Some(file), Some(drawing)) = (&args.svg, replayed.svg()) {
        if let Err(error) = std::fs::write(file, drawing) {
            let _ = writeln!(
                err,
                "graph-call-replay: found no way to write {file} ({error}), expected a place for the drawing"
            );
            status = NOT_WRITTEN;
        }
    }
    let (of_error, _) = match replayed.error() {
        None => (OK, Ok(())),
        // A reader that stops early, such as `head`, is not an error.
        Some(Error::Write(error)) if error.kind() == io::ErrorKind::BrokenPipe => (NOT_WRITTEN, Ok(())),
        Some(error @ Error::Write(_)) => (NOT_WRITTEN, writeln!(err, "graph-call-replay: {error}")),
        // It has been named.
        Some(Error::Line { .. } | Error::Entry { .. }) if unread > 0 => (BAD_INPUT, Ok(())),
        Some(error) => (BAD_INPUT, writeln!(err, "{}: {error}", args.trace)),
    };
    status.max(of_error)
}

/// Says what was noted of a trace that is followed since the last time.
fn say(notes: &Notes, trace: &str, err: &mut dyn Write) {
    for note in notes.borrow_mut().drain(..) {
        let _ = writeln!(err, "{trace}: {note}");
    }
}

/// The trace, and its size if it has one; or why it cannot be opened.
fn open(trace: &str) -> Result<(BufReader<File>, Option<u64>), String> {
    match File::open(trace).and_then(|file| Ok((file.metadata()?, file))) {
        Ok((metadata, _)) if metadata.is_dir() => Err(format!("found {trace}, a directory, expected a trace")),
        Ok((metadata, file)) => {
            let is_shared = available_parallelism().is_ok_and(|count| count.get() > 1);
            let buffer = if is_shared { SHARED_BUFFER } else { BUFFER };
            Ok((BufReader::with_capacity(buffer, file), metadata.is_file().then_some(metadata.len())))
        }
        Err(error) => Err(format!("found no trace {trace} that can be opened ({error}), expected one")),
    }
}
