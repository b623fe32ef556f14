//! Dates in headers: their forms, and a calendar that counts one day after the other.

use core::time::Duration;

use call_lifecycle::wire::http::RetryAfter;

#[test]
fn dates_in_their_three_forms() {
    for (text, seconds) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
        ("Sun Nov  6 08:49:37 1994", 784_111_777),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Tue, 29 Feb 2000 23:59:60 GMT", 951_868_800),
        ("Wed, 31 Dec 2025 23:59:59 GMT", 1_767_225_599),
        ("Thursday, 31-Dec-69 00:00:00 GMT", 3_155_673_600),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        ("  Sun, 06 Nov 1994 08:49:37 GMT ", 784_111_777),
    ] {
        assert_eq!(RetryAfter::parse(text), Some(RetryAfter::Date(seconds)), "{text}");
    }
    for text in [
        "",
        "Sun",
        "Sun,",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 06 Nov 1994 08:49:37 GMT GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Mon, 29 Feb 2100 00:00:00 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1969 08:49:37 GMT",
        "Sun, 06 Nov 19940 08:49:37 GMT",
        "Sun, 06 Nov +994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 1994 08:49:37:00 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sun Nov 123 08:49:37 1994",
        "1.5",
        "+1",
        "-1",
    ] {
        assert_eq!(RetryAfter::parse(text), None, "{text}");
    }
    assert_eq!(RetryAfter::Delay(Duration::from_secs(5)).wait(u64::MAX), Duration::from_secs(5));
    assert_eq!(RetryAfter::Date(u64::MAX).wait(0), Duration::from_secs(u64::MAX));
}

/// Each day comes 86,400 s after the one before it, in each form, and no month has a day more.
#[test]
fn each_day_follows_the_one_before_it() {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut seconds = 12 * 3_600 + 34 * 60 + 56;
    for year in 1970..2401 {
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let february = if is_leap { 29 } else { 28 };
        for (month, length) in MONTHS.into_iter().zip([31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
            for day in 1..=length + 1 {
                let expected = (day <= length).then_some(RetryAfter::Date(seconds));
                let long = format!("Thu, {day:02} {month} {year} 12:34:56 GMT");
                let old = format!("Thu {month} {day:2} 12:34:56 {year}");
                let short = format!("Thursday, {day:02}-{month}-{:02} 12:34:56 GMT", year % 100);
                // Two digits of a year are of 1970 to 2069.
                let texts = [Some(long), Some(old), Some(short).filter(|_| year < 2070)];
                for text in texts.into_iter().flatten() {
                    assert_eq!(RetryAfter::parse(&text), expected, "{text}");
                }
                seconds += expected.map_or(0, |_| 86_400);
            }
        }
    }
}
