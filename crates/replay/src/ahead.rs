//! Reads lines ahead: while one thread replays them, another reads the next ones. To read a line
//! takes as long as to replay it.

use std::io::{BufRead, ErrorKind};
use std::sync::mpsc::sync_channel;
use std::thread::{self, Builder};

use memchr::{memchr, memchr_iter, memrchr};

use crate::error::Stop;
use crate::lines::{one, text_of};
use crate::trace::{Line, LineError};

/// With fewer bytes at once nothing is read ahead: there is too little to do.
const WORTH: usize = 1 << 16;
/// How many bytes of lines are handed over at once.
const PIECE: usize = 1 << 14;
/// How many pieces are ahead at most.
const PIECES: usize = 16;

/// The lines of a piece: the number of each, how many bytes it has, and what it says.
type Piece<'b> = Vec<(u64, usize, Result<Line<'b>, LineError>)>;

/// Takes the lines as they were read: the number of each, how many bytes it has, and what it says.
pub type Parsed<'e> = dyn FnMut(u64, usize, Result<Line<'_>, LineError>) -> Result<(), Stop> + 'e;

/// Hands each line that is not blank to `each`, as [`lines::each`](crate::lines::each) does, but
/// read. As long as many lines are there at once, they are read ahead.
pub fn each(trace: &mut dyn BufRead, number: &mut u64, each: &mut Parsed<'_>) -> Result<(), Stop> {
    let mut buffer = Vec::with_capacity(4_096);
    let mut ahead = Ahead::new();
    loop {
        let bytes = match trace.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            bytes => bytes.map_err(Stop::Read)?,
        };
        let whole = ahead.whole_lines(bytes);
        if whole > 0 {
            ahead.read(&bytes[..whole], number, each)?;
            trace.consume(whole);
            continue;
        }
        let mut text = |number: u64, text: Result<&str, LineError>| {
            each(number, text.as_ref().map_or(0, |text| text.len()), text.and_then(Line::read))
        };
        if !one(trace, number, &mut buffer, &mut text)? {
            return Ok(());
        }
    }
}

/// Whether lines are read ahead.
#[derive(Debug)]
struct Ahead {
    on: bool,
}

impl Ahead {
    /// Where there is more than one processor.
    fn new() -> Self {
        Self { on: thread::available_parallelism().is_ok_and(|count| count.get() > 1) }
    }

    /// How many bytes to read ahead: whole lines.
    fn whole_lines(&self, bytes: &[u8]) -> usize {
        if !self.on || bytes.len() < WORTH {
            return 0;
        }
        let whole = memrchr(b'\n', bytes).map_or(0, |last| last + 1);
        if whole < WORTH { 0 } else { whole }
    }

    /// Hands over the lines in these bytes.
    fn read(&mut self, bytes: &[u8], number: &mut u64, each: &mut Parsed<'_>) -> Result<(), Stop> {
        let before = *number;
        thread::scope(|scope| {
            let (sender, receiver) = sync_channel::<Piece<'_>>(PIECES);
            let reads = move || {
                let mut number = before;
                for piece in pieces(bytes) {
                    if sender.send(lines(piece, &mut number)).is_err() {
                        // It was enough.
                        return;
                    }
                }
            };
            if Builder::new().spawn_scoped(scope, reads).is_err() {
                self.on = false;
                let mut read = before;
                return pieces(bytes).try_for_each(|piece| take(lines(piece, &mut read), number, each));
            }
            receiver.into_iter().try_for_each(|piece| take(piece, number, each))
        })?;
        *number = before + memchr_iter(b'\n', bytes).count() as u64;
        Ok(())
    }
}

fn take(piece: Piece<'_>, number: &mut u64, each: &mut Parsed<'_>) -> Result<(), Stop> {
    for (this, bytes, line) in piece {
        *number = this;
        each(this, bytes, line)?;
    }
    Ok(())
}

/// Whole lines, about as many bytes as a piece has.
fn pieces(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let from = rest.len().min(PIECE) - 1;
        let end = memchr(b'\n', &rest[from..]).map_or(rest.len(), |place| from + place + 1);
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// The lines of a piece that are not blank.
fn lines<'b>(piece: &'b [u8], number: &mut u64) -> Piece<'b> {
    let mut lines = Vec::with_capacity(PIECE / 256);
    let mut rest = piece;
    while !rest.is_empty() {
        let (line, after) = rest.split_at(memchr(b'\n', rest).map_or(rest.len(), |end| end + 1));
        rest = after;
        *number += 1;
        if let Some(text) = text_of(line, *number) {
            lines.push((*number, text.as_ref().map_or(0, |text| text.len()), text.and_then(Line::read)));
        }
    }
    lines
}
