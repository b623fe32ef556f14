//! Both ends of a call, and the network between them, as tasks of an async executor, without std
//! and without an allocator.
//!
//! [`glue`] is the part to copy. The rest is a demonstration of it: see `README.md`.
#![no_std]

pub mod bot;
pub mod clock;
pub mod glue;
pub mod network;
pub mod people;
pub mod service;

use core::fmt;

use call_lifecycle::Timestamp;

/// Who prints a line of the story.
pub type Print = fn(fmt::Arguments<'_>);

/// Prints lines of the story for one part of it.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    /// Its name.
    pub name: &'static str,
    /// What prints it.
    pub print: Print,
}

impl Voice {
    /// Prints what happened, and when.
    pub fn tell(self, at: Timestamp, what: fmt::Arguments<'_>) {
        (self.print)(format_args!("{}  {:7}  {what}", Time(at), self.name));
    }
}

/// A time of the story, which begins at midnight.
#[derive(Clone, Copy, Debug)]
pub struct Time(pub Timestamp);

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = self.0.as_millis();
        let (hours, minutes, seconds) = (millis / 3_600_000, millis / 60_000 % 60, millis / 1_000 % 60);
        write!(f, "{hours}:{minutes:02}:{seconds:02}.{:03}", millis % 1_000)
    }
}
