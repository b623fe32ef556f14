//! Times of a trace: how they are read, and how they are shown.

use std::borrow::Cow;
use std::fmt;

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
        f.write_str("whole milliseconds from 0 as a number, or an RFC 3339 time from 1970 on as a text, in `at`")
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
        let time = if is_rfc3339(text) { to_nanoseconds(text).parse::<jiff::Timestamp>().ok() } else { None };
        match time.map(|time| time.as_nanosecond().div_euclid(1_000_000)).map(u64::try_from) {
            Some(Ok(millis)) => Ok(At { millis, wall: true }),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}

/// The time with at most nine digits of its second's fraction: its reader takes no more.
fn to_nanoseconds(text: &str) -> Cow<'_, str> {
    let zone = text.rfind(['Z', 'z', '+', '-']).unwrap_or(text.len());
    match text.split_at_checked(29) {
        Some((kept, _)) if zone > 29 => Cow::Owned(format!("{kept}{}", &text[zone..])),
        _ => Cow::Borrowed(text),
    }
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

/// How times are shown: as the time of day where the trace begins with a text, else as what has passed since its first line.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    first: At,
}

/// A time to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    millis: u64,
    clock: Clock,
}

const DAY: u64 = 86_400_000;

impl Clock {
    pub fn new(first: At) -> Self {
        Self { first }
    }

    /// The time from which whole steps are counted: the first line's, or midnight.
    pub fn origin(self) -> u64 {
        if self.first.wall { self.first.millis - self.first.millis % DAY } else { self.first.millis }
    }

    pub fn show(self, millis: u64) -> Shown {
        Shown { millis, clock: self }
    }

    /// A time without milliseconds that are zero.
    pub fn brief(self, millis: u64) -> String {
        let shown = self.show(millis).to_string();
        shown.strip_suffix(".000").map_or_else(|| shown.clone(), str::to_owned)
    }

    /// A time as the trace has it, for one that does not count.
    pub fn raw(self, millis: u64) -> String {
        match i64::try_from(millis).map(jiff::Timestamp::from_millisecond) {
            Ok(Ok(time)) if self.first.wall => time.to_string(),
            _ => format!("{millis} ms"),
        }
    }

    /// What the times are, for the first line of a report.
    pub fn describe(self) -> String {
        if !self.first.wall {
            return match self.first.millis {
                0 => "times are hh:mm:ss.mmm since the trace's first line, at 0".to_owned(),
                millis => format!("times are hh:mm:ss.mmm since the trace's first line, at {millis} ms"),
            };
        }
        let millis = i64::try_from(self.first.millis).unwrap_or(i64::MAX);
        let day = jiff::Timestamp::from_millisecond(millis)
            .map_or_else(|_| String::new(), |time| time.strftime("%F").to_string());
        format!("times are UTC, from {day} on")
    }
}

impl Shown {
    /// Whether it is before the trace's first line, and shown as that.
    pub fn is_before_the_first(self) -> bool {
        self.millis < self.clock.first.millis
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.clock.first;
        // A clock that ran backwards may tell of times before the first line's: they count as that one.
        let millis = self.millis.max(first.millis);
        let (days, millis) = if first.wall {
            // The number of days since the trace's first.
            (millis / DAY - first.millis / DAY, millis % DAY)
        } else {
            (0, millis - first.millis)
        };
        if days > 0 {
            write!(f, "+{days}d ")?;
        }
        let hours = millis / 3_600_000;
        if hours > 99 {
            write!(f, "{}", hours / 100)?;
        }
        // The digits by hand: a long trace has a time on every line.
        let mut text = *b"00:00:00.000";
        let digit = |value: u64| b'0' + (value % 10) as u8;
        for (place, value) in [(1, hours), (4, millis / 60_000 % 60), (7, millis / 1_000 % 60), (11, millis % 1_000)] {
            text[place] = digit(value);
            text[place - 1] = digit(value / 10);
        }
        text[9] = digit(millis % 1_000 / 100);
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

/// A span in words: `45 min`, `12.5 s`.
pub fn span(millis: u64) -> String {
    let tenth = |millis: u64, unit: u64, name: &str| match (millis / unit, millis % unit * 10 / unit) {
        (whole, 0) => format!("{whole} {name}"),
        (whole, tenth) => format!("{whole}.{tenth} {name}"),
    };
    match millis {
        0..1_000 => format!("{millis} ms"),
        1_000..120_000 => tenth(millis, 1_000, "s"),
        120_000..10_800_000 => tenth(millis, 60_000, "min"),
        _ => tenth(millis, 3_600_000, "h"),
    }
}
