//! Reports of a trace that is in memory.

use crate::error::Error;
use crate::replay::{End, Format, Replay};

/// What happened to each call of a trace and why, as text.
///
/// # Errors
///
/// [`Error::Line`] for the first line that cannot be understood. For the report, which has all other
/// lines too, see [`Replay::run`].
pub fn story(trace: &str, end: End) -> Result<String, Error> {
    let mut report = Vec::new();
    Replay::new(end).run(&mut trace.as_bytes(), &mut report).into_result()?;
    Ok(String::from_utf8_lossy(&report).into_owned())
}

/// The same as JSON: one object a line for each step, and at the end one for each call.
///
/// # Errors
///
/// Those of [`story`].
pub fn json(trace: &str, end: End) -> Result<String, Error> {
    let mut report = Vec::new();
    Replay::new(end).with_format(Format::Json).run(&mut trace.as_bytes(), &mut report).into_result()?;
    Ok(String::from_utf8_lossy(&report).into_owned())
}

/// The timeline of a trace's calls as an SVG document.
///
/// # Errors
///
/// Those of [`story`].
pub fn svg(trace: &str, end: End) -> Result<String, Error> {
    let replay = Replay::new(end).with_format(Format::Json).with_svg();
    let replayed = replay.run(&mut trace.as_bytes(), &mut std::io::sink()).into_result()?;
    Ok(replayed.svg.unwrap_or_default())
}
