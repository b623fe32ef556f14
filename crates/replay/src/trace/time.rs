//! Times of a trace.

use std::fmt;

use jiff::civil::{Date, DateTime};
use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected, Visitor};

/// The `at` of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// As given where it is a number, since the Unix epoch where it is a text.
    pub millis: u64,
    /// Whether it was a text.
    pub wall: bool,
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Either)
    }
}

struct Either;

impl Visitor<'_> for Either {
    type Value = At;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("whole milliseconds from 0 as a number, or an RFC 3339 time from 1970 to 9999 as a text, in `at`")
    }

    fn visit_u64<E: Error>(self, millis: u64) -> Result<At, E> {
        Ok(At { millis, wall: false })
    }

    /// `5.0` and `1e3` are whole numbers too.
    fn visit_f64<E: Error>(self, millis: f64) -> Result<At, E> {
        if millis >= 0.0 && millis < 2.0_f64.powi(64) && millis.fract() == 0.0 {
            Ok(At { millis: millis as u64, wall: false })
        } else {
            Err(E::invalid_value(Unexpected::Float(millis), &self))
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<At, E> {
        match millis(text) {
            Some(millis) => Ok(At { millis, wall: true }),
            None => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}

/// The milliseconds since 1970 of an RFC 3339 time, up to the last moment of the year 9999.
pub fn millis(text: &str) -> Option<u64> {
    quickly(text).or_else(|| fully(text))
}

/// The same for a time in UTC with a fraction of three digits, or without: what programs write.
fn quickly(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    let (time, fraction) = match bytes.len() {
        20 => (bytes, 0),
        24 => {
            let [b'.', digits @ ..] = bytes.get(19..23)? else { return None };
            (bytes, digits.iter().try_fold(0, digit)?)
        }
        _ => return None,
    };
    let number = |from: usize, to: usize| time.get(from..to)?.iter().try_fold(0, digit);
    let is = |place: usize, mark: u8| time.get(place) == Some(&mark);
    let marks =
        is(4, b'-') && is(7, b'-') && is(10, b'T') && is(13, b':') && is(16, b':') && bytes.last() == Some(&b'Z');
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    // Days that not every month has are left to the other reader, as are leap seconds.
    if !marks
        || year < 1970
        || !(1..=12).contains(&month)
        || !(1..=28).contains(&day)
        || hour > 23
        || minute > 59
        || second > 59
    {
        return None;
    }
    let days = days_of(year, month, day);
    u64::try_from((((days * 24 + hour) * 60 + minute) * 60 + second) * 1_000 + fraction).ok()
}

/// A number with one digit more.
fn digit(number: i64, digit: &u8) -> Option<i64> {
    digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0'))
}

/// The same for every form.
fn fully(text: &str) -> Option<u64> {
    if !is_rfc3339(text) {
        return None;
    }
    let (local, zone) = text.split_at(text.rfind(['Z', 'z', '+', '-'])?);
    // Its reader takes no more than nine digits of a second's fraction.
    let local: DateTime = local.get(..29).unwrap_or(local).parse().ok()?;
    // The reader of whole times ends two days before the year does.
    let day = days_since_1970(local.date());
    let seconds =
        i64::from(local.hour()) * 3_600 + i64::from(local.minute()) * 60 + i64::from(local.second()) - offset(zone)?;
    let millis = (day * 86_400 + seconds) * 1_000 + i64::from(local.subsec_nanosecond()) / 1_000_000;
    u64::try_from(millis).ok()
}

/// The offset of a zone in seconds.
fn offset(zone: &str) -> Option<i64> {
    if matches!(zone, "Z" | "z") {
        return Some(0);
    }
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let east = if zone.starts_with('-') { -1 } else { 1 };
    (hours < 24 && minutes < 60).then_some(east * (hours * 3_600 + minutes * 60))
}

/// The days of the Gregorian calendar from 1 January 1970 on, by counting years from March.
fn days_since_1970(date: Date) -> i64 {
    days_of(date.year().into(), date.month().into(), date.day().into())
}

fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 719_469
}

/// Writes a time up to the year 9999, `2026-03-02T09:00:00.123Z`. False for a later one.
pub fn put_time(out: &mut String, millis: u64) -> bool {
    if millis > LAST {
        return false;
    }
    let (seconds, thousandths) = (millis / 1_000 % 86_400, millis % 1_000);
    let mut text = *b"T00:00:00.000Z";
    let mut digits = |from: usize, count: usize, value: u64| {
        let mut rest = value;
        for digit in text.iter_mut().skip(from).take(count).rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
    };
    digits(1, 2, seconds / 3_600);
    digits(4, 2, seconds / 60 % 60);
    digits(7, 2, seconds % 60);
    digits(10, 3, thousandths);
    out.push_str(&day_of(millis));
    out.push_str(std::str::from_utf8(&text).unwrap_or_default());
    true
}

/// The last millisecond of the year 9999.
const LAST: u64 = 253_402_300_799_999;

/// The day of a time, `2026-03-02`, also past the last one that the reader of times knows.
pub fn day_of(millis: u64) -> String {
    let day = i64::try_from(millis / 86_400_000).unwrap_or(i64::MAX);
    let date = day.checked_add(719_468).map(|day| {
        let era = day.div_euclid(146_097);
        let of_era = day.rem_euclid(146_097);
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        (year + era * 400 + later, month, day)
    });
    date.map_or_else(String::new, |(year, month, day)| format!("{year:04}-{month:02}-{day:02}"))
}

/// Whether the text has RFC 3339's shape; its reader here takes more forms.
fn is_rfc3339(text: &str) -> bool {
    let like = |text: &str, shape: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|(byte, shape)| match shape {
                b'0' => byte.is_ascii_digit(),
                b'T' => matches!(byte, b'T' | b't' | b' '),
                other => byte == other,
            })
    };
    let Some((date_time, rest)) = text.split_at_checked(19) else { return false };
    let zone = match rest.strip_prefix('.') {
        None => rest,
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
    };
    like(date_time, "0000-00-00T00:00:00")
        && (matches!(zone, "Z" | "z") || like(zone, "+00:00") || like(zone, "-00:00"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_up_to_the_last_one() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("1970-01-01T00:00:00+01:00", None),
            ("1970-03-01T00:00:00Z", Some(5_097_600_000)),
            ("2000-02-29T12:00:00Z", Some(951_825_600_000)),
            ("9999-12-31T23:59:59.999Z", Some(253_402_300_799_999)),
            ("9999-12-31T23:59:59.999-01:00", Some(253_402_304_399_999)),
            ("2026-02-29T00:00:00Z", None),
        ] {
            assert_eq!(millis(text), expected, "{text}");
        }
        for text in [
            "2026-03-02T09:00:00Z",
            "2026-03-02T09:00:00.123Z",
            "2026-02-28T23:59:59.999Z",
            "1970-01-01T00:00:00.000Z",
            "2026-00-02T09:00:00Z",
            "2026-03-32T09:00:00Z",
            "2026-03-00T09:00:00Z",
            "2026-03-02T24:00:00Z",
            "2026-03-02T09:60:00Z",
            "2026-03-02T09:00:60Z",
            "1969-12-31T23:59:59Z",
            "2026-03-02 09:00:00Z",
            "2026-03-02T09:00:00z",
            "2026-03-02T09:00:00.1x3Z",
            "2026-03-02T09:00:00.12Z",
            "2026-03-02T09:00:00+01:00",
            "2026-03-02T09:00:00.123+",
            "\u{e9}026-03-02T09:00:00",
        ] {
            assert_eq!(millis(text), fully(text), "{text}");
            assert!(quickly(text).is_none_or(|quick| Some(quick) == fully(text)), "{text}");
        }
        let mut written = String::new();
        for (millis, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_825_600_007, "2000-02-29T12:00:00.007Z"),
            (LAST, "9999-12-31T23:59:59.999Z"),
        ] {
            written.clear();
            assert!(put_time(&mut written, millis));
            assert_eq!(written, text);
        }
        assert!(!put_time(&mut written, LAST + 1));
        for (millis, day) in [(0, "1970-01-01"), (951_825_600_000, "2000-02-29"), (253_402_300_799_999, "9999-12-31")] {
            assert_eq!(day_of(millis), day);
        }
    }
}
