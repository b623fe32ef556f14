//! A bar while it runs, on a terminal only.

use std::io::{IsTerminal, stderr};
use std::time::Instant;

const WIDTH: u64 = 40;

/// How far it is.
#[derive(Debug)]
pub struct Progress {
    of: u64,
    done: u64,
    begun: Instant,
    terminal: bool,
}

impl Progress {
    pub fn new(of: u64) -> Self {
        Self { of, done: 0, begun: Instant::now(), terminal: stderr().is_terminal() }
    }

    pub fn step(&mut self, calls: u64) {
        let before = self.done * 200 / self.of;
        self.done += calls;
        if self.terminal && self.done * 200 / self.of != before {
            let full = usize::try_from(self.done * WIDTH / self.of).unwrap_or(0);
            let bar = format!("{:<width$}", "#".repeat(full), width = WIDTH as usize);
            eprint!("\r[{bar}] {} of {} calls", self.done, self.of);
        }
    }

    /// Takes the bar away; the seconds it took.
    pub fn done(self) -> f64 {
        if self.terminal {
            eprint!("\r{:80}\r", "");
        }
        self.begun.elapsed().as_secs_f64()
    }
}
