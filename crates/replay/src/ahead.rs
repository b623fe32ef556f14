//! Reads lines ahead: while one thread replays them, another reads the next ones. The first one reads
//! some too while it has none to replay. With one processor it reads a piece, and then replays it:
//! the code for either stays in the cache.

use std::collections::BTreeMap;
use std::io::{BufRead, ErrorKind};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Builder};

use memchr::{memchr, memrchr};

use crate::error::Stop;
use crate::lines::{one, text_of};
use crate::trace::{Line, LineError};

/// With fewer bytes at once lines are read one by one: there is too little to do.
const WORTH: usize = 1 << 16;
/// How many bytes of lines are handed over at once.
const PIECE: usize = 1 << 14;
/// How many pieces are ahead at most.
const PIECES: usize = 16;

/// A piece: how many lines it has, and those that are not blank: which of them each is, from 1, how
/// many bytes it has, and what it says.
type Piece<'b> = (u64, Vec<(u64, usize, Result<Line<'b>, LineError>)>);

/// Takes the lines as they were read: the number of each, how many bytes it has, and what it says.
pub type Parsed<'e> = dyn FnMut(u64, usize, Result<Line<'_>, LineError>) -> Result<(), Stop> + 'e;

/// Hands each line that is not blank to `each`, as [`lines::each`](crate::lines::each) does, but
/// read. As long as many lines are there at once, they are read by pieces.
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

/// Reads many lines at once.
#[derive(Debug)]
struct Ahead {
    /// Whether another thread does.
    on: bool,
}

impl Ahead {
    /// Where there is more than one processor.
    fn new() -> Self {
        Self { on: thread::available_parallelism().is_ok_and(|count| count.get() > 1) }
    }

    /// How many bytes to read at once: whole lines.
    fn whole_lines(&self, bytes: &[u8]) -> usize {
        if bytes.len() < WORTH {
            return 0;
        }
        let whole = memrchr(b'\n', bytes).map_or(0, |last| last + 1);
        if whole < WORTH { 0 } else { whole }
    }

    /// Hands over the lines in these bytes.
    fn read(&mut self, bytes: &[u8], number: &mut u64, each: &mut Parsed<'_>) -> Result<(), Stop> {
        let pieces = &Pieces { rest: Mutex::new(Rest { bytes, index: 0 }), is_first: *number == 0 };
        if !self.on {
            while let Some((_, piece)) = pieces.read() {
                take(piece, number, each)?;
            }
            return Ok(());
        }
        thread::scope(|scope| -> Result<(), Stop> {
            let (sender, receiver) = sync_channel(PIECES);
            let reads = move || {
                // Until none is left, or it was enough.
                while let Some((index, piece)) = pieces.read() {
                    if sender.send((index, piece)).is_err() {
                        return;
                    }
                }
            };
            self.on = Builder::new().spawn_scoped(scope, reads).is_ok();
            let (mut ready, mut next) = (BTreeMap::new(), 0);
            loop {
                ready.extend(receiver.try_iter());
                if let Some(piece) = ready.remove(&next) {
                    next += 1;
                    take(piece, number, each)?;
                } else if let Some((index, piece)) = pieces.read().or_else(|| receiver.recv().ok()) {
                    ready.insert(index, piece);
                } else {
                    return Ok(());
                }
            }
        })
    }
}

/// The pieces that nobody has read yet.
#[derive(Debug)]
struct Pieces<'b> {
    rest: Mutex<Rest<'b>>,
    /// Whether the trace begins with the first of them.
    is_first: bool,
}

#[derive(Debug)]
struct Rest<'b> {
    bytes: &'b [u8],
    /// Which piece is the next one.
    index: usize,
}

impl<'b> Pieces<'b> {
    /// Reads the next piece; with its place among all of them.
    fn read(&self) -> Option<(usize, Piece<'b>)> {
        let (index, piece) = self.rest.lock().unwrap_or_else(PoisonError::into_inner).take()?;
        Some((index, lines(piece, self.is_first && index == 0)))
    }
}

impl<'b> Rest<'b> {
    /// Whole lines, about as many bytes as a piece has; with their place.
    fn take(&mut self) -> Option<(usize, &'b [u8])> {
        let from = self.bytes.len().min(PIECE).checked_sub(1)?;
        let end = memchr(b'\n', &self.bytes[from..]).map_or(self.bytes.len(), |place| from + place + 1);
        let (piece, rest) = self.bytes.split_at(end);
        let taken = (self.index, piece);
        self.bytes = rest;
        self.index += 1;
        Some(taken)
    }
}

fn take((count, lines): Piece<'_>, number: &mut u64, each: &mut Parsed<'_>) -> Result<(), Stop> {
    let before = *number;
    for (place, bytes, line) in lines {
        *number = before + place;
        each(*number, bytes, line)?;
    }
    *number = before + count;
    Ok(())
}

/// The lines of a piece.
fn lines(piece: &[u8], is_first: bool) -> Piece<'_> {
    let mut lines = Vec::with_capacity(PIECE / 256);
    let (mut count, mut rest) = (0, piece);
    while !rest.is_empty() {
        let (line, after) = rest.split_at(memchr(b'\n', rest).map_or(rest.len(), |end| end + 1));
        rest = after;
        count += 1;
        if let Some(text) = text_of(line, is_first && count == 1) {
            lines.push((count, text.as_ref().map_or(0, |text| text.len()), text.and_then(Line::read)));
        }
    }
    (count, lines)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn lines_come_in_order_whichever_thread_reads_them() {
        [true, false].into_iter().for_each(come_in_order);
    }

    fn come_in_order(on: bool) {
        let mut trace = String::new();
        let mut given = Vec::new();
        for number in 1..=60_000_u64 {
            // Every seventh line is blank.
            if number.is_multiple_of(7) {
                trace.push('\n');
            } else {
                let _ = writeln!(trace, "{{\"at\": {number}}}");
                given.push((number, number));
            }
        }
        let (mut ahead, mut number, mut seen) = (Ahead { on }, 0, Vec::new());
        assert_eq!(ahead.whole_lines(trace.as_bytes()), trace.len());
        let mut each = |number: u64, _: usize, line: Result<Line<'_>, LineError>| {
            seen.push((number, line.unwrap().at.millis));
            Ok(())
        };
        ahead.read(trace.as_bytes(), &mut number, &mut each).unwrap();
        assert_eq!(number, 60_000);
        assert!(seen == given);
    }
}
