//! What a watcher of a replay is told.

use crate::error::Error;

/// At a line, or after one.
#[derive(Clone, Copy, Debug)]
pub enum Seen<'a> {
    Line(Position),
    /// A line that could not be read.
    Unread(&'a Error),
}

/// The progress of a replay.
#[derive(Clone, Copy, Debug)]
pub struct Position {
    pub line: u64,
    /// Those of the line.
    pub bytes: usize,
    /// Those before the line.
    pub calls: usize,
}
