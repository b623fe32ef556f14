//! Reports everything that happens, as text or as JSON.

use std::fmt::Write as _;
use std::io::{BufWriter, Write};

use crate::Stop;
use crate::calls::Calls;
use crate::change::{Aside, Step};
use crate::clock::Clock;
use crate::diagnosis;
use crate::json;
use crate::side::Side;
use crate::text;
use crate::trace::At;
use crate::track::Track;

pub struct Report<'w> {
    out: BufWriter<&'w mut dyn Write>,
    json: bool,
    clock: Clock,
    began: bool,
    last: u64,
    /// Used again in every step.
    text: String,
}

impl<'w> Report<'w> {
    pub fn new(out: &'w mut dyn Write, json: bool) -> Self {
        let out = BufWriter::with_capacity(1 << 16, out);
        let clock = Clock::new(At { millis: 0, wall: false });
        Self { out, json, clock, began: false, last: 0, text: String::new() }
    }

    pub fn clock(&self) -> Clock {
        self.clock
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
            if !self.json {
                let _ = writeln!(self.text, "{}\n", self.clock.describe());
            }
        }
    }

    pub fn flush(&mut self) -> Result<(), Stop> {
        self.out.flush().map_err(Stop::Write)
    }

    /// A call is seen for the first time.
    pub fn begin(&mut self, track: &Track) -> Result<(), Stop> {
        if !self.json {
            text::begin(&mut self.text, self.clock, track);
        }
        self.write()
    }

    /// A step of a call.
    #[inline]
    pub fn step<S: Side>(&mut self, track: &Track, machine: &S, step: &Step<'_>) -> Result<(), Stop> {
        if self.json {
            json::step(&mut self.text, track, machine, step);
        } else {
            text::step(&mut self.text, self.clock, track, machine, step);
        }
        self.write()
    }

    /// A line that is not about a known call.
    pub fn aside(&mut self, at: u64, line: u64, aside: Aside<'_>) -> Result<(), Stop> {
        if self.json {
            json::aside(&mut self.text, at, line, &aside);
        } else {
            text::aside(&mut self.text, self.clock.show(at), &aside);
        }
        self.write()
    }

    /// The trace has ended, or cannot be read past a line.
    pub fn end<S: Side>(&mut self, calls: &Calls<S>, unread: Option<u64>) -> Result<(), Stop> {
        for call in calls.all() {
            if self.json {
                json::summary(&mut self.text, call);
            } else {
                diagnosis::call(&mut self.text, self.clock, self.last, call);
            }
            self.write()?;
        }
        if !self.json {
            diagnosis::all(&mut self.text, self.clock, self.last, calls);
            if let Some(line) = unread {
                let _ = writeln!(self.text, "\nthe trace could not be read past line {line}");
            }
        }
        self.write()
    }

    #[inline]
    fn write(&mut self) -> Result<(), Stop> {
        let written = self.out.write_all(self.text.as_bytes()).map_err(Stop::Write);
        self.text.clear();
        written
    }
}
