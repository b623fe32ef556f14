//! Times of a trace.

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
