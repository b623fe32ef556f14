//! `--html`: one page with the calls of a trace, their timelines, and each line with its JSON.
//!
//! The page is written as the trace is read, so that it takes no memory: its head, every line, and
//! at the end a row for each call. What comes from the log is in blocks of text that no browser
//! takes for anything else; the page's script reads them and shows them as text.

mod hash;

use std::fmt::Write as _;
use std::io::{BufWriter, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::Stop;
use crate::call::Call;
use crate::diagnosis;
use crate::frame::Frame;
use crate::kept::KeptCalls;
use crate::reason;
use crate::side::Side;
use crate::story::Tick;
use crate::summary;

const BODY: &str = include_str!("page.html");
const SCRIPT: &str = include_str!("page.js");
const STYLE: &str = include_str!("page.css");

pub struct Page<'w> {
    out: BufWriter<&'w mut dyn Write>,
    /// Used again for each line.
    line: String,
    first: Option<u64>,
    wall: bool,
}

impl<'w> Page<'w> {
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out: BufWriter::with_capacity(1 << 16, out), line: String::new(), first: None, wall: false }
    }

    /// Writes everything before the lines.
    pub fn begin(&mut self) -> Result<(), Stop> {
        let hash = |text: &str| STANDARD.encode(hash::sha256(text.as_bytes()));
        let policy = format!(
            "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
            hash(SCRIPT),
            hash(STYLE)
        );
        let _ = write!(
            self.line,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>Calls of a trace</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{BODY}\
             <script type=\"text/plain\" id=\"data-lines\">\n"
        );
        self.write()
    }

    /// The time of the first line.
    pub fn time(&mut self, millis: u64, wall: bool) {
        self.first = Some(millis);
        self.wall = wall;
    }

    /// A line of the report, of the call with this number, or of none (0).
    pub fn line(&mut self, call: usize, text: &str, json: &str) -> Result<(), Stop> {
        let text = text.trim_end();
        if text.is_empty() {
            return Ok(());
        }
        let _ = write!(self.line, "{call}\t{}\t", Value::from(text));
        self.line.push_str(json.trim_end());
        self.line.push('\n');
        self.safely()
    }

    /// The calls, and the end of the page.
    pub fn end<S: Side>(&mut self, frame: &Frame, calls: &KeptCalls<S>, unread: u64) -> Result<(), Stop> {
        self.line.push_str("</script>\n<script type=\"text/plain\" id=\"data-calls\">\n");
        self.write()?;
        for call in calls.iter() {
            row(&mut self.line, frame, &call);
            self.safely()?;
        }
        let (first, wall) = (self.first.unwrap_or(0), self.wall);
        let last = frame.last.max(first);
        let _ = write!(
            self.line,
            "</script>\n<script type=\"text/plain\" id=\"data-about\">\
             {{\"wall\":{wall},\"first\":{first},\"last\":{last},\"unread\":{unread}}}</script>\n\
             <script>{SCRIPT}</script>\n</body>\n</html>\n"
        );
        self.write()?;
        self.out.flush().map_err(Stop::Write)
    }

    /// Writes the line with no tag in it: in JSON `<` can only be in a text, where it may be
    /// escaped.
    fn safely(&mut self) -> Result<(), Stop> {
        if self.line.contains('<') {
            self.line = self.line.replace('<', "\\u003c");
        }
        self.write()
    }

    fn write(&mut self) -> Result<(), Stop> {
        let written = self.out.write_all(self.line.as_bytes()).map_err(Stop::Write);
        self.line.clear();
        written
    }
}

/// What the page knows of a call, as one line of JSON.
fn row<S: Side>(out: &mut String, frame: &Frame, call: &Call<S>) {
    let Call { machine, track, .. } = call;
    let story = &*track.story;
    let mut what = machine.state().to_string();
    if let Some(why) = reason::in_words(machine, track) {
        let _ = write!(what, ", {why}");
    }
    if machine.presumed_lost() {
        what.push_str(", presumed lost");
    }
    let ended = story.ended.map(|(at, ..)| at);
    let to = ended.unwrap_or(frame.last).max(track.began);
    let odd = diagnosis::sentences(frame, machine, track).len();
    let _ = write!(
        out,
        "{{\"n\":{},\"id\":\"{}\",\"what\":{},\"odd\":{odd},\"from\":{},\"to\":{to},\"live\":{}",
        track.number,
        track.name,
        Value::from(what),
        track.began,
        ended.is_none()
    );
    if let Some(cause) = machine.cause() {
        let _ = write!(out, ",\"cause\":\"{cause}\"");
    }
    if let Some(lost) = story.lost {
        let _ = write!(out, ",\"lost\":[{lost},{}]", story.revived.unwrap_or(to).max(lost));
    }
    let list = |out: &mut String, name: &str, parts: &mut dyn Iterator<Item = String>| {
        let _ = write!(out, ",\"{name}\":[");
        for (place, part) in parts.enumerate() {
            out.push_str(if place > 0 { "," } else { "" });
            out.push_str(&part);
        }
        out.push(']');
    };
    list(out, "states", &mut story.states.iter().map(|(at, state)| format!("[{at},\"{state}\"]")));
    list(out, "ticks", &mut story.ticks.iter().map(|(at, tick)| format!("[{at},\"{}\"]", word(*tick))));
    let operations = track.listed().map(|operation| match operation.ended {
        Some(ended) => format!("[{},{ended}]", operation.requested),
        None => format!("[{},null]", operation.requested),
    });
    list(out, "operations", &mut { operations });
    let mut text = String::new();
    diagnosis::call(&mut text, frame, call);
    let _ = write!(out, ",\"text\":{},\"json\":", Value::from(text.trim()));
    let mut json = String::new();
    summary::put(&mut json, frame, call);
    out.push_str(json.trim_end());
    out.push_str("}\n");
}

fn word(tick: Tick) -> &'static str {
    match tick {
        Tick::Sent => "sent",
        Tick::Succeeded => "succeeded",
        Tick::Failed => "failed",
        Tick::NotFound => "notFound",
    }
}
