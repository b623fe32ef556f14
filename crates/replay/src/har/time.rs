//! Times of a HAR file.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::trace;

/// The milliseconds since 1970 of a time in ISO 8601, with any offset. Without one it is UTC.
pub fn millis(text: &str) -> Option<u64> {
    let text = text.trim();
    if let Some(millis) = trace::millis(text) {
        return Some(millis);
    }
    let time = text.parse::<Timestamp>().or_else(|_| {
        let local: DateTime = text.parse()?;
        local.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp())
    });
    u64::try_from(time.ok()?.as_millisecond()).ok()
}
