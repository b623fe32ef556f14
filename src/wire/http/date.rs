//! The date of an HTTP header (RFC 9110, section 5.6.7).

use crate::wire::text::split_at;

/// The seconds since 1970 of an HTTP date in any of its three forms, all in UTC:
/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and
/// `Sun Nov  6 08:49:37 1994`.
///
/// The name of the day is not compared with the date. A year of two digits is one from 1970 to
/// 2069.
pub(super) fn parse(text: &str) -> Option<u64> {
    let mut words = text.split(|symbol: char| symbol.is_ascii_whitespace()).filter(|word| !word.is_empty());
    let first = words.next()?;
    let (day, month, year, time) = if first.ends_with(',') {
        let second = words.next()?;
        let (day, month, year) = match split_at(second, b'-') {
            Some((day, rest)) => {
                let (month, year) = split_at(rest, b'-')?;
                let year = number(year, 2)?;
                (day, month, if year < 70 { year.checked_add(2000)? } else { year.checked_add(1900)? })
            }
            None => (second, words.next()?, number(words.next()?, 4)?),
        };
        let time = words.next()?;
        if words.next()? != "GMT" {
            return None;
        }
        (number(day, 2)?, month, year, time)
    } else {
        let (month, day, time, year) = (words.next()?, words.next()?, words.next()?, words.next()?);
        (number(day, day.len().min(2))?, month, number(year, 4)?, time)
    };
    if words.next().is_some() {
        return None;
    }
    let days = days_since_1970(year, month, day)?;
    let (hour, rest) = split_at(time, b':')?;
    let (minute, second) = split_at(rest, b':')?;
    let (hour, minute, second) = (number(hour, 2)?, number(minute, 2)?, number(second, 2)?);
    // A leap second is written as 60.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let of_day = hour.checked_mul(3_600)?.checked_add(minute.checked_mul(60)?)?.checked_add(second)?;
    days.checked_mul(86_400)?.checked_add(of_day)
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<u64> {
    if text.len() != digits || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

const MONTHS: [(&str, u64); 12] = [
    ("Jan", 31),
    ("Feb", 28),
    ("Mar", 31),
    ("Apr", 30),
    ("May", 31),
    ("Jun", 30),
    ("Jul", 31),
    ("Aug", 31),
    ("Sep", 30),
    ("Oct", 31),
    ("Nov", 30),
    ("Dec", 31),
];

fn days_since_1970(year: u64, month: &str, day: u64) -> Option<u64> {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let index = MONTHS.iter().position(|(name, _)| *name == month)?;
    let (_, length) = MONTHS.get(index)?;
    let length = if index == 1 && is_leap { 29 } else { *length };
    if year < 1970 || day == 0 || day > length {
        return None;
    }
    let before: u64 = MONTHS.iter().take(index).map(|(_, days)| days).sum();
    let this_year = before.checked_add(u64::from(index > 1 && is_leap))?.checked_add(day)?.checked_sub(1)?;
    // Every fourth year before this one is a leap year, but every hundredth, but every four-hundredth.
    let last = year.checked_sub(1)?;
    let leap_years = |year: u64| (year / 4).saturating_sub(year / 100).saturating_add(year / 400);
    let leap_days = leap_years(last).checked_sub(leap_years(1969))?;
    year.checked_sub(1970)?.checked_mul(365)?.checked_add(leap_days)?.checked_add(this_year)
}
