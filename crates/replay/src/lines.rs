//! The lines of a trace, one by one, each of bounded length.

use std::io::{BufRead, Read};

use crate::error::Stop;
use crate::trace::LineError;

/// The most bytes of a line.
const LONGEST: u64 = 16 << 20;
/// How much of a line that is too long is passed over. A line without an end is read no further.
const PASSED_OVER: u64 = 1 << 30;

/// Takes what a trace gives: the number of the line, or of the entry of a HAR file, and its text.
pub type OnLine<'e> = dyn FnMut(u64, Result<&str, LineError>) -> Result<(), Stop> + 'e;

/// Hands each line that is not blank to `each`, with its number from 1 on. The number of the line
/// that is being read is left in `number`.
pub fn each(trace: &mut dyn BufRead, number: &mut u64, each: &mut OnLine<'_>) -> Result<(), Stop> {
    let mut buffer = Vec::with_capacity(4_096);
    while one(trace, number, &mut buffer, each)? {}
    Ok(())
}

/// Reads one line; whether there was one.
pub(super) fn one(
    trace: &mut dyn BufRead,
    number: &mut u64,
    buffer: &mut Vec<u8>,
    each: &mut OnLine<'_>,
) -> Result<bool, Stop> {
    buffer.clear();
    *number += 1;
    if (&mut *trace).take(LONGEST + 1).read_until(b'\n', buffer).map_err(Stop::Read)? == 0 {
        return Ok(false);
    }
    if buffer.len() as u64 > LONGEST && buffer.last() != Some(&b'\n') {
        *buffer = Vec::new();
        let ends = pass_over(trace)?;
        each(*number, Err(too_long()))?;
        if !ends {
            let why = format!("it does not end within {} GiB", PASSED_OVER >> 30);
            return Err(Stop::Read(std::io::Error::other(why)));
        }
    } else if let Some(text) = text_of(buffer, *number == 1) {
        each(*number, text)?;
    }
    Ok(true)
}

/// The text of a line, unless it is blank.
pub(super) fn text_of(line: &[u8], is_first: bool) -> Option<Result<&str, LineError>> {
    if line.len() as u64 > LONGEST + 1 {
        return Some(Err(too_long()));
    }
    if is_first && (line.starts_with(b"\xff\xfe") || line.starts_with(b"\xfe\xff")) {
        return Some(Err(LineError::new("the trace begins as UTF-16 does", "UTF-8")));
    }
    let text = std::str::from_utf8(line)
        .map_err(|error| LineError::new(format_args!("the line is no UTF-8 text ({error})"), "one JSON object on it"));
    // A byte order mark may stand before the first line.
    let text = text.map(|text| if is_first { text.trim_start_matches('\u{feff}') } else { text }.trim());
    Some(text).filter(|text| !text.as_ref().is_ok_and(|text| text.is_empty()))
}

fn too_long() -> LineError {
    let most = LONGEST >> 20;
    LineError::new(format_args!("the line is longer than {most} MiB"), "one JSON object on a line")
}

/// Passes over the rest of a line, without keeping it; whether it ends.
fn pass_over(trace: &mut dyn BufRead) -> Result<bool, Stop> {
    let mut passed = 0;
    while passed < PASSED_OVER {
        let bytes = trace.fill_buf().map_err(Stop::Read)?;
        if bytes.is_empty() {
            return Ok(true);
        }
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(bytes.len(), |place| place + 1);
        passed += length as u64;
        trace.consume(length);
        if end.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
