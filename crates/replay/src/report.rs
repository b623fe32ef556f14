//! Reports everything that happens, as text or as JSON.

use std::fmt::Write as _;
use std::io::Write;

use crate::Stop;
use crate::aside::Aside;
use crate::asides;
use crate::call::Call;
use crate::change::Step;
use crate::clock::Clock;
use crate::contract::{Contract, Terms};
use crate::diagnosis::{self, Total};
use crate::error::Unit;
use crate::frame::Frame;
use crate::har::Counts;
use crate::html::Page;
use crate::json;
use crate::json_asides;
use crate::kept::KeptCalls;
use crate::not_created::NotCreated;
use crate::order::Order;
use crate::side::Side;
use crate::summary;
use crate::text;
use crate::trace::{At, LineError};
use crate::track::Track;

/// How many bytes are written at once.
const AT_ONCE: usize = 1 << 16;

pub struct Report<'w> {
    out: &'w mut dyn Write,
    json: bool,
    /// Whether each line is told at once.
    news: bool,
    unit: Unit,
    clock: Clock,
    began: bool,
    last: u64,
    terms: Terms,
    /// Requests to create a call that were refused.
    not_created: NotCreated,
    /// What is not written yet.
    text: String,
    /// The page with everything, if one is written, and its texts, used again.
    page: Option<Page<'w>>,
    both: (String, String),
}

impl<'w> Report<'w> {
    pub fn new(out: &'w mut dyn Write, json: bool, contract: Contract, terms: Terms) -> Self {
        let clock = Clock::new(At { millis: 0, wall: false });
        let chosen = if json { contract.json() } else { contract.describe().map(|said| said + "\n") };
        let mut text = String::with_capacity(AT_ONCE + AT_ONCE / 8);
        text.extend(chosen);
        let not_created = NotCreated::default();
        Self {
            out,
            json,
            news: false,
            unit: Unit::Line,
            clock,
            began: false,
            last: 0,
            terms,
            not_created,
            text,
            page: None,
            both: Default::default(),
        }
    }

    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// Within which a keepAlive is answered.
    pub fn reply_within(&self) -> u64 {
        self.terms.reply
    }

    /// The latest time of any line.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// A line begins.
    #[inline]
    pub fn line(&mut self, at: At) {
        self.last = self.last.max(at.millis);
        if !self.began {
            self.began = true;
            self.clock = Clock::new(at);
            if let Some(page) = &mut self.page {
                page.time(at.millis, at.wall);
            }
            if !self.json {
                let _ = writeln!(self.text, "{}\n", self.clock.describe());
            }
        }
    }

    pub fn flush(&mut self) -> Result<(), Stop> {
        self.write_out()?;
        self.out.flush().map_err(Stop::Write)
    }

    /// Everything is written to a page too.
    pub fn with_page(&mut self, page: &'w mut dyn Write) -> Result<(), Stop> {
        self.page.insert(Page::new(page)).begin()
    }

    /// Says something of a call, or of none (0), as text or as JSON; to the page both.
    #[inline]
    fn say(&mut self, call: usize, text: impl FnOnce(&mut String), json: impl FnOnce(&mut String)) -> Result<(), Stop> {
        if let Some(page) = &mut self.page {
            let (as_text, as_json) = &mut self.both;
            text(as_text);
            json(as_json);
            page.line(call, as_text, as_json)?;
            self.text.push_str(if self.json { as_json } else { as_text });
            as_text.clear();
            as_json.clear();
        } else if self.json {
            json(&mut self.text);
        } else {
            text(&mut self.text);
        }
        self.write()
    }

    /// A call is seen for the first time.
    pub fn begin(&mut self, track: &Track) -> Result<(), Stop> {
        let clock = self.clock;
        self.say(track.number, |out| text::begin(out, clock, track), |_| {})
    }

    /// A step of a call.
    #[inline]
    pub fn step<S: Side>(&mut self, track: &Track, machine: &S, step: &Step<'_>) -> Result<(), Stop> {
        let (clock, terms) = (self.clock, self.terms);
        self.say(
            track.number,
            |out| text::step(out, clock, &terms, track, machine, step),
            |out| json::step(out, track, machine, step),
        )
    }

    /// A line that is not about a known call.
    pub fn aside(&mut self, at: u64, line: u64, aside: Aside<'_>) -> Result<(), Stop> {
        if let Aside::NotCreated { to, status, error } = aside {
            self.not_created.add(to, status, error);
        }
        let clock = self.clock;
        self.say(0, |out| asides::put(out, clock.show(at), &aside), |out| json_asides::aside(out, at, line, &aside))
    }

    /// What the trace is read by, and whether each line is told at once.
    pub fn of(&mut self, unit: Unit, news: bool) {
        (self.unit, self.news) = (unit, news);
    }

    /// A line has been told.
    #[inline]
    pub fn news(&mut self) -> Result<(), Stop> {
        if self.news { self.flush() } else { Ok(()) }
    }

    /// A call has ended: if there are news, its diagnosis is one.
    pub fn ended<S: Side>(&mut self, call: &Call<S>) -> Result<(), Stop> {
        if !self.news || self.json {
            return Ok(());
        }
        let frame = Frame { clock: self.clock, last: self.last, terms: self.terms, newest_first: false };
        for sentence in diagnosis::sentences(&frame, &call.machine, &call.track) {
            let _ = write!(self.text, "{}", self.clock.show(self.last));
            call.track.put_tag(&mut self.text);
            let _ = writeln!(self.text, "- {sentence}");
        }
        self.write()
    }

    /// What the entries of a HAR file were.
    pub fn counts(&mut self, counts: &Counts) -> Result<(), Stop> {
        if self.json {
            counts.put_json(&mut self.text);
        } else {
            counts.put(&mut self.text);
        }
        self.write()
    }

    /// A line that cannot be read.
    pub fn unread(&mut self, line: u64, error: &LineError) -> Result<(), Stop> {
        let unit = self.unit.as_str();
        let text = |out: &mut String| {
            let _ = writeln!(out, "?? {unit} {line} cannot be read: {error}");
        };
        self.say(0, text, |out| json_asides::unread(out, line, error))
    }

    /// Requests to create a call that have had no answer by the end of the trace.
    pub fn not_created(&mut self, ids: &[&str]) {
        ids.iter().for_each(|id| self.not_created.unanswered(id));
    }

    /// The trace has ended, or cannot be read past a line.
    pub fn end<S: Side>(
        &mut self,
        calls: &KeptCalls<S>,
        past: Option<u64>,
        unread: u64,
        order: &Order,
    ) -> Result<(), Stop> {
        let frame =
            Frame { clock: self.clock, last: self.last, terms: self.terms, newest_first: order.is_newest_first() };
        if let Some(page) = &mut self.page {
            page.end(&frame, calls, unread)?;
        }
        let mut total = Total::default();
        for call in calls.iter() {
            if self.json {
                summary::put(&mut self.text, &frame, &call);
            } else {
                diagnosis::call(&mut self.text, &frame, &call);
                total.add(&call);
            }
            self.write()?;
        }
        if self.json {
            order.warnings().for_each(|(name, text)| json_asides::warning(&mut self.text, name, text));
        } else {
            total.put(&mut self.text, &frame);
            // Newest first, each answer comes before its request.
            if !frame.newest_first {
                self.not_created.put(&mut self.text);
            }
            for (_, warning) in order.warnings() {
                let _ = writeln!(self.text, "\n{warning}");
            }
            if let Some(line) = past {
                let _ = writeln!(self.text, "\nthe trace could not be read past {} {line}", self.unit.as_str());
            } else if unread > 0 {
                let unit = if unread == 1 { self.unit.as_str() } else { self.unit.plural() };
                let _ = writeln!(self.text, "\n{unread} {unit} of the trace could not be read");
            }
        }
        self.write()
    }

    #[inline]
    fn write(&mut self) -> Result<(), Stop> {
        if self.text.len() < AT_ONCE { Ok(()) } else { self.write_out() }
    }

    fn write_out(&mut self) -> Result<(), Stop> {
        let written = self.out.write_all(self.text.as_bytes()).map_err(Stop::Write);
        self.text.clear();
        written
    }
}
