//! The command line.

use crate::End;

pub const HELP: &str = "\
graph-call-replay: says what happened to each call of a trace, and why.

usage: graph-call-replay [--end app|service] [--json] [--svg FILE] TRACE

TRACE       a file with one JSON object a line, or - for the standard input
--end app   replay it as the application saw it (the default)
--end service
            replay what was asked of the service and what its media heard: prints what it would answer and notify
--json      one JSON object for each step, and at the end one for each call
--svg FILE  draw the timeline of the calls into FILE
--help      this

A line has `at`, in milliseconds as a number or an RFC 3339 time as a text, and at most one of:
  request       {\"id\": \"r1\", \"method\": \"POST\", \"url\": \"...\", \"body\": {...}}  the application sent this
  response      {\"to\": \"r1\", \"status\": 202, \"headers\": {...}, \"body\": {...}}
  failed        {\"to\": \"r1\"}  no response came
  notification  {\"value\": [...]}  the body that the service posted
  peer          {\"call\": \"<id>\", \"event\": \"rings\"}  service end only
  media         {\"call\": \"<id>\", \"event\": \"tone\", \"tone\": \"#\"}  service end only
At the service's end a request that creates a call has \"call\": \"<id>\" next to its id; operations are numbered from 1.
Blank lines are ignored. A notification's entry that names its call but cannot be read is rejected; the line is still good.
If the body of an answer cannot be read, the report says so.

A log is explained in the terms of the contract: calls follow the default policy, without a margin for how long a
notification was under way, so that 45 minutes are 45 minutes. Steps that only ask to send something are not printed: what
was sent is in the trace.

exit status: 0 if the whole trace was read, 1 if a result could not be written, 2 for bad usage, a trace that cannot be
opened or a bad line; what came before a bad line has been reported.
";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Args {
    pub end: End,
    pub json: bool,
    pub svg: Option<String>,
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
    let (mut end, mut json, mut svg, mut trace) = (End::App, false, None, None);
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
            "--svg" => svg = Some(value("a file")?),
            "--end" => {
                end = match value("app or service")?.as_str() {
                    "app" => End::App,
                    "service" => End::Service,
                    other => return Err(format!("found --end {other}, expected --end app or --end service")),
                };
            }
            option if option.starts_with("--") || (option.starts_with('-') && option.len() > 1) => {
                return Err(format!("found {argument}, expected --end, --json, --svg, --help or a trace"));
            }
            _ if trace.is_some() => return Err(format!("found a second trace, {argument}, expected one")),
            _ => trace = Some(argument.clone()),
        }
    }
    match trace {
        Some(trace) => Ok(Command::Replay(Args { end, json, svg, trace })),
        None => Err("found no trace, expected a file or -".to_owned()),
    }
}
