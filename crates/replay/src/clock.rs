//! How times and spans are shown.

use crate::put::{Put, puts};
use crate::trace::{At, day_of};
use std::fmt;

/// How times are shown: as the time of day if the first time is a text, else as the time since the
/// first line.
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

/// Sixteen aligned bytes: so many are checked at once to be ASCII, and fewer one by one.
#[repr(align(8))]
struct Words([u8; 16]);

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
        let mut shown = String::with_capacity(16);
        self.show(millis).put(&mut shown);
        if shown.ends_with(".000") {
            shown.truncate(shown.len() - 4);
        }
        shown
    }

    /// A time as the trace has it, for a line whose time does not count.
    pub fn raw(self, millis: u64) -> String {
        let whole = millis;
        if !self.first.wall {
            return format!("{millis} ms");
        }
        let (seconds, millis) = (millis % DAY / 1_000, millis % 1_000);
        let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        let fraction = format!(".{millis:03}");
        let fraction = if millis == 0 { "" } else { fraction.trim_end_matches('0') };
        format!("{}T{hours:02}:{minutes:02}:{seconds:02}{fraction}Z", day_of(whole))
    }

    /// Describes the times, for the first line of a report.
    pub fn describe(self) -> String {
        if !self.first.wall {
            return match self.first.millis {
                0 => "times are hh:mm:ss.mmm since the trace's first line, at 0".to_owned(),
                millis => format!("times are hh:mm:ss.mmm since the trace's first line, at {millis} ms"),
            };
        }
        format!("times are UTC, from {} on", day_of(self.first.millis))
    }
}

impl Shown {
    /// Whether it is before the first line, and shown as that.
    pub fn is_before_the_first(self) -> bool {
        self.millis < self.clock.first.millis
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.put(&mut text);
        f.write_str(&text)
    }
}

impl Put for Shown {
    fn put(&self, out: &mut String) {
        let first = self.clock.first;
        // A clock that ran backwards may show times before the first line: they count as that one.
        let millis = self.millis.max(first.millis);
        let (days, millis) = if first.wall {
            // The number of days since the trace's first.
            (millis / DAY - first.millis / DAY, millis % DAY)
        } else {
            (0, millis - first.millis)
        };
        if days > 0 {
            puts!(out, "+", days, "d ");
        }
        let hours = millis / 3_600_000;
        if hours > 99 {
            (hours / 100).put(out);
        }
        // The digits by hand: a long trace has a time on every line.
        let mut words = Words(*b"00:00:00.000\0\0\0\0");
        let Words(text) = &mut words;
        let digit = |value: u64| b'0' + (value % 10) as u8;
        for (place, value) in [(1, hours), (4, millis / 60_000 % 60), (7, millis / 1_000 % 60), (11, millis % 1_000)] {
            text[place] = digit(value);
            text[place - 1] = digit(value / 10);
        }
        text[9] = digit(millis % 1_000 / 100);
        out.push_str(std::str::from_utf8(text).ok().and_then(|text| text.get(..12)).unwrap_or_default());
    }
}

/// A span in words: `45 min`, `12.5 s`. It is exact, so that a bound that was passed by little does not
/// look as if it was kept: `45 min 1.2 s`.
pub fn span(millis: u64) -> String {
    match millis {
        0..1_000 => format!("{millis} ms"),
        1_000..120_000 => seconds(millis),
        120_000..10_800_000 => tenths(millis, 60_000, "min").unwrap_or_else(|| parts(0, millis)),
        _ => tenths(millis, 3_600_000, "h").unwrap_or_else(|| parts(millis / 3_600_000, millis % 3_600_000)),
    }
}

/// In whole units, or in tenths of them, if it is as many.
fn tenths(millis: u64, unit: u64, name: &str) -> Option<String> {
    let (whole, rest) = (millis / unit, millis % unit);
    match (rest * 10).is_multiple_of(unit) {
        false => None,
        true if rest == 0 => Some(format!("{whole} {name}")),
        true => Some(format!("{whole}.{} {name}", rest * 10 / unit)),
    }
}

fn parts(hours: u64, millis: u64) -> String {
    let (minutes, rest) = (millis / 60_000, millis % 60_000);
    let hours = (hours > 0).then(|| format!("{hours} h"));
    let minutes = (minutes > 0).then(|| format!("{minutes} min"));
    let seconds = (rest > 0).then(|| seconds(rest));
    [hours, minutes, seconds].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn seconds(millis: u64) -> String {
    match millis % 1_000 {
        0 => format!("{} s", millis / 1_000),
        rest => format!("{}.{} s", millis / 1_000, format!("{rest:03}").trim_end_matches('0')),
    }
}

#[cfg(test)]
mod tests {
    use super::span;

    #[test]
    fn spans_are_exact() {
        for (millis, said) in [
            (0, "0 ms"),
            (999, "999 ms"),
            (1_000, "1 s"),
            (12_500, "12.5 s"),
            (59_999, "59.999 s"),
            (60_050, "60.05 s"),
            (120_000, "2 min"),
            (750_000, "12.5 min"),
            (2_700_000, "45 min"),
            (2_701_200, "45 min 1.2 s"),
            (2_759_000, "45 min 59 s"),
            (4_499_900, "74 min 59.9 s"),
            (10_800_000, "3 h"),
            (12_600_000, "3.5 h"),
            (10_800_001, "3 h 0.001 s"),
            (93_784_000, "26 h 3 min 4 s"),
        ] {
            assert_eq!(span(millis), said);
        }
    }
}
