//! The command line.

use core::num::NonZeroU32;
use core::time::Duration;

use crate::End;
use crate::contract::{Contract, read_span};

pub const HELP: &str = "\
graph-call-replay: says what happened to each call of a trace, and why.

usage: graph-call-replay [options] TRACE

TRACE       a file with one JSON object a line, or a HAR file of a browser or proxy; or - for the standard input
--end app   replay it as the application saw it (the default)
--end service
            replay what was asked of the service and what its media heard: prints what it would answer and notify
--json      one JSON object for each step, and at the end one for each call
--svg FILE  draw the timeline of the calls into FILE
--html FILE write a page for a browser into FILE: each call with its timeline, its story and the JSON of each line
--sort      put the lines in order of their times first, such as those of a trace that is newest first
--speed N   of a HAR file: the service's clock went N times as fast as that on the wall, as a mock's
--follow    wait at the end of the trace for more, and tell what is new at once: with the diagnosis of each call as it
            ends. Time passes with the lines. Ctrl-C ends it, with the summary
--idle SECONDS
            with --follow: end, with the summary, if nothing came for so long
--strict    stop at the first line that cannot be read, instead of reporting it and reading on
--help      this

The contract, where it is not Graph's; a SPAN is a number with ms, s, min or h:
--policy-recording        5 s to answer every call, as in policy-based recording; without it this holds for calls whose
                          notification has ComplianceRecording among its inviteReasons
--answer-within SPAN      to answer, reject or redirect a call: 15s
--keep-alive-within SPAN  within which a keepAlive must succeed: 45min
--keep-alive-every SPAN   from one keepAlive to the next: 15min, or a third of --keep-alive-within if that is no more
--session-timer SPAN      a session timer of RFC 4028 in place of keepAlives, such as 30min

A line has `at`, in milliseconds as a number or an RFC 3339 time as a text, and at most one of:
  request       {\"id\": \"r1\", \"method\": \"POST\", \"url\": \"...\", \"body\": {...}}  the application sent this
  response      {\"to\": \"r1\", \"status\": 202, \"headers\": {...}, \"body\": {...}}
  failed        {\"to\": \"r1\"}  no response came
  notification  {\"value\": [...]}  the body that the service posted
  peer          {\"call\": \"<id>\", \"event\": \"rings\"}  service end only
  media         {\"call\": \"<id>\", \"event\": \"tone\", \"tone\": \"#\"}  service end only
At the service's end a request that creates a call has \"call\": \"<id>\" next to its id, or its answer names the call;
operations are numbered from 1. So the log of an application can be replayed there: what was notified stands for what the
other side did, and where the log's service answered or notified something else than is expected, that is told.
Blank lines are ignored. A notification's entry that names its call but cannot be read is rejected; the line is still good.
If the body of an answer cannot be read, the report says so.

A log is explained in the terms of the contract: calls follow the default policy, without a margin for how long a
notification was under way, so that 45 minutes are 45 minutes, unless options say otherwise. Steps that only ask to send
something are not printed: what was sent is in the trace. Spans are exact: 45 min 1.2 s, not 45 min.

A HAR file has requests and their answers; those to the calling API, on any host, and what was posted to the
application's callback URI count, and all others are ignored. Lines in the report are then numbered by entries. Save what
mitmproxy has seen with --set hardump=FILE; its own flow files are not read.

A line that cannot be read is reported, and the rest is read. A line has at most 16 MiB, an entry 64.

exit status: 0 if the whole trace was read, 1 if a result could not be written, 2 for bad usage, a trace that cannot be
opened or a line that could not be read.
";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Args {
    pub end: End,
    pub json: bool,
    pub svg: Option<String>,
    pub html: Option<String>,
    pub sort: bool,
    pub speed: Option<NonZeroU32>,
    pub follow: bool,
    pub idle: Option<Duration>,
    pub strict: bool,
    pub contract: Contract,
    pub trace: String,
}

/// The result of the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    Help,
    Replay(Args),
}

/// Reads the command line; the error says what was found and what was expected.
pub fn read(arguments: &[String]) -> Result<Command, String> {
    let (mut end, mut json, mut svg, mut html, mut trace) = (End::App, false, None, None, None);
    let (mut sort, mut speed, mut strict, mut contract) = (false, None, false, Contract::GRAPH);
    let (mut within, mut every, mut session) = (None, None, None);
    let (mut follow, mut idle) = (false, None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name, Some(value.to_owned())),
            _ => (argument.as_str(), None),
        };
        let mut value = |what: &str| {
            inline
                .clone()
                .or_else(|| rest.next().cloned())
                .ok_or_else(|| format!("found {name} alone, expected {what} after it"))
        };
        match name {
            "--help" | "-h" => return Ok(Command::Help),
            "--json" if inline.is_none() => json = true,
            "--html" => html = Some(value("a file")?),
            "--svg" => svg = Some(value("a file")?),
            "--end" => {
                end = match value("app or service")?.as_str() {
                    "app" => End::App,
                    "service" => End::Service,
                    other => return Err(format!("found --end {other}, expected --end app or --end service")),
                };
            }
            "--sort" if inline.is_none() => sort = true,
            "--speed" => {
                let times = value("a whole number")?;
                let wrong = |_| format!("found --speed {times}, expected a whole number from 1 on");
                speed = Some(times.parse().map_err(wrong)?);
            }
            "--follow" if inline.is_none() => follow = true,
            "--idle" => {
                let seconds = value("a number of seconds")?;
                let wrong = || format!("found --idle {seconds}, expected a number of seconds");
                let span = seconds.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
                idle = Some(span.ok_or_else(wrong)?);
            }
            "--strict" if inline.is_none() => strict = true,
            "--policy-recording" if inline.is_none() => contract = contract.with_policy_recording(),
            "--answer-within" => contract = contract.with_answer_within(span(name, value("a span such as 15s")?)?),
            "--keep-alive-within" => within = Some(span(name, value("a span such as 45min")?)?),
            "--keep-alive-every" => every = Some(span(name, value("a span such as 15min")?)?),
            "--session-timer" => session = Some(span(name, value("a span such as 30min")?)?),
            option if option.starts_with("--") || (option.starts_with('-') && option.len() > 1) => {
                return Err(format!(
                    "found {argument}, expected --end, --json, --svg, an option that --help lists, or a trace"
                ));
            }
            _ if trace.is_some() => return Err(format!("found a second trace, {argument}, expected one")),
            _ => trace = Some(argument.clone()),
        }
    }
    match trace {
        Some(_) if idle.is_some() && !follow => Err("found --idle without --follow, expected both".to_owned()),
        Some(_) if sort && follow => {
            Err("found --sort and --follow, expected one: what is to be sorted has to be there".to_owned())
        }
        Some(trace) if trace == "-" && follow => {
            Err("found --follow with the standard input, expected a file: a pipe is waited at anyway".to_owned())
        }
        Some(trace) => {
            // In whatever order they stand.
            if let Some(expires) = session {
                let timed = contract.with_session_timer(expires);
                contract = timed
                    .map_err(|error| format!("found --session-timer out of range ({error}), expected 90s or more"))?;
            }
            contract = within.map_or(contract, |within| contract.with_keep_alive_within(within));
            contract = every.map_or(contract, |every| contract.with_keep_alive_every(every));
            let wrong = |error| format!("found times that no contract has ({error}), expected times in that range");
            contract.check().map_err(wrong)?;
            Ok(Command::Replay(Args { end, json, svg, html, sort, speed, follow, idle, strict, contract, trace }))
        }
        None => Err("found no trace, expected a file or -".to_owned()),
    }
}

fn span(name: &str, text: String) -> Result<Duration, String> {
    read_span(&text).ok_or_else(|| format!("found {name} {text}, expected a number with ms, s, min or h"))
}
