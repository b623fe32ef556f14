//! The service's time: the one place where it is read.

use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use call_lifecycle::Timestamp;
use call_lifecycle::wire::http::RetryAfter;
use tokio::time::{Instant, sleep_until};

/// How many times faster than real time the service's clock runs, in thousandths. Whole numbers
/// avoid rounding by which a task would wake a moment too soon, again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed(NonZeroU64);

impl Speed {
    /// Real time.
    pub const REAL: Self = Self(NonZeroU64::MIN.saturating_add(999));
    /// What a speed must be.
    pub const EXPECTED: &'static str = "a number from 0.01 to 10000 with at most three decimals";

    /// A speed, or `None` if the number is not allowed.
    #[must_use]
    pub fn new(times: f64) -> Option<Self> {
        let thousandths = times * 1_000.0;
        let whole = thousandths.round();
        let is_good = (0.01..=10_000.0).contains(&times) && (thousandths - whole).abs() < 1e-6;
        NonZeroU64::new(whole as u64).filter(|_| is_good).map(Self)
    }

    /// How many times faster than real time.
    #[must_use]
    pub fn times(self) -> f64 {
        self.0.get() as f64 / 1_000.0
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.times())
    }
}

impl FromStr for Speed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let speed = text.parse().ok().and_then(Self::new);
        speed.ok_or_else(|| format!("the speed must be {}", Self::EXPECTED))
    }
}

/// Thousandths of nanoseconds in a millisecond.
const PARTS: u128 = 1_000_000_000;

/// The service's clock, driven by tokio's.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    base: Timestamp,
    origin: Instant,
    speed: Speed,
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock {
    /// A clock that shows `base` now.
    #[must_use]
    pub fn start(base: Timestamp, speed: Speed) -> Self {
        Self { base, origin: Instant::now(), speed }
    }

    /// A clock that goes as fast as the one on the wall, and shows the milliseconds since 1970.
    #[must_use]
    pub fn new() -> Self {
        let millis = u64::try_from(wall().as_millis()).unwrap_or(u64::MAX);
        Self::start(Timestamp::from_millis(millis), Speed::REAL)
    }

    /// A clock that shows the same now, and goes on at this speed.
    #[must_use]
    pub fn with_speed(self, speed: Speed) -> Self {
        Self::start(self.now(), speed)
    }

    /// How fast it runs.
    #[must_use]
    pub fn speed(&self) -> Speed {
        self.speed
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.after(self.origin.elapsed())
    }

    /// The time at so long after the start.
    #[must_use]
    pub fn after(&self, elapsed: Duration) -> Timestamp {
        // Nanoseconds, so that a fast clock does not leap.
        let elapsed = elapsed.as_nanos().saturating_mul(self.thousandths()) / PARTS;
        let elapsed = u64::try_from(elapsed).unwrap_or(u64::MAX);
        Timestamp::from_millis(self.base.as_millis().saturating_add(elapsed))
    }

    /// When it will show `at`. Never a moment sooner, so that nobody wakes for nothing. `None` past
    /// the end of tokio's time.
    #[must_use]
    pub fn instant(&self, at: Timestamp) -> Option<Instant> {
        let nanos = at.duration_since(self.base).as_millis() * PARTS;
        let nanos = u64::try_from(nanos.div_ceil(self.thousandths())).ok()?;
        self.origin.checked_add(Duration::from_nanos(nanos))
    }

    /// Waits until it shows `at`, or forever if it never will.
    pub async fn sleep_until(&self, at: Timestamp) {
        match self.instant(at) {
            Some(at) => sleep_until(at).await,
            None => std::future::pending().await,
        }
    }

    /// How long a span of the service's time takes in real time.
    #[must_use]
    pub fn real(&self, span: Duration) -> Duration {
        let nanos = span.as_millis() * PARTS / self.thousandths();
        Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
    }

    /// How much of the service's time passes in a span of real time.
    #[must_use]
    pub fn of_real(&self, span: Duration) -> Duration {
        let millis = span.as_nanos().saturating_mul(self.thousandths()) / PARTS;
        Duration::from_millis(u64::try_from(millis).unwrap_or(u64::MAX))
    }

    /// How long `Retry-After` asks to wait, in whole seconds of the service's time, rounded up.
    ///
    /// A service says it in real time, since that is what stock clients wait. A machine whose clock
    /// is turned up counts in the service's time. `None` if there is no such header that can be
    /// read, or if it is a date and there is no `Date`.
    ///
    /// ```
    /// use call_lifecycle::Timestamp;
    /// use call_lifecycle_tokio::{Clock, Speed};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let clock = Clock::start(Timestamp::ZERO, Speed::new(60.0).unwrap());
    /// assert_eq!(clock.retry_after([("retry-after", "2")]), Some(120));
    /// # }
    /// ```
    pub fn retry_after<N: AsRef<str>, V: AsRef<[u8]>>(&self, headers: impl IntoIterator<Item = (N, V)>) -> Option<u64> {
        let (mut wait, mut date) = (None, None);
        for (name, value) in headers {
            let read = || std::str::from_utf8(value.as_ref()).ok().and_then(RetryAfter::parse);
            let is = |known: &str| name.as_ref().eq_ignore_ascii_case(known);
            if is("Retry-After") {
                wait = wait.or_else(read);
            } else if is("Date") {
                date = date.or_else(read);
            }
        }
        let real = match (wait?, date) {
            (RetryAfter::Delay(delay), _) => delay,
            (at, Some(RetryAfter::Date(date))) => at.wait(date),
            _ => return None,
        };
        let span = self.of_real(real);
        Some(span.as_secs().saturating_add(u64::from(span.subsec_nanos() > 0)))
    }

    fn thousandths(&self) -> u128 {
        u128::from(self.speed.0.get())
    }
}

/// The real time since 1970. This clock goes on while the program does not run.
#[must_use]
pub fn wall() -> Duration {
    #[expect(clippy::disallowed_methods, reason = "a host reads clocks; its machines do not")]
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn it_goes_as_fast_as_it_is_told_and_wakes_on_time() {
        for (speed, shown) in [(0.01, 30), (1.0, 3_000), (7.0, 21_000), (59.999, 179_997), (1_000.0, 3_000_000)] {
            let base = Timestamp::from_millis(1_000_000);
            let clock = Clock::start(base, Speed::new(speed).unwrap());
            tokio::time::advance(Duration::from_secs(3)).await;
            assert_eq!(clock.now().as_millis(), 1_000_000 + shown);
            for span in [1, 999, 900_001] {
                let at = clock.now().saturating_add(Duration::from_millis(span));
                sleep_until(clock.instant(at).unwrap()).await;
                assert!(clock.now() >= at, "{speed} {span}");
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn it_goes_on_as_fast_as_it_went() {
        let (then, speed) = (Timestamp::from_millis(5), Speed::new(60.0).unwrap());
        let clock = Clock::start(Clock::start(then, speed).after(Duration::from_millis(1_500)), speed);
        assert_eq!(clock.now().as_millis(), 90_005);
        tokio::time::advance(Duration::from_millis(1)).await;
        assert_eq!(clock.now().as_millis(), 90_065);
        assert_eq!(Clock::start(then, speed).after(Duration::MAX), Timestamp::MAX);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_real_in_a_header_is_more_on_a_fast_clock() {
        let clock = |speed| Clock::start(Timestamp::ZERO, Speed::new(speed).unwrap());
        for (speed, value, expected) in [
            (1.0, "30", Some(30)),
            (60.0, "1", Some(60)),
            (0.01, "30", Some(1)),
            (1.5, "1", Some(2)),
            (60.0, "0", Some(0)),
            (10_000.0, "18446744073709551615", Some(18_446_744_073_709_552)),
            (60.0, "soon", None),
            (60.0, "Sun, 06 Nov 1994 08:49:37 GMT", None),
        ] {
            assert_eq!(clock(speed).retry_after([("Retry-After", value)]), expected, "{speed} {value}");
        }
        let dates = [("DATE", "Sun, 06 Nov 1994 08:49:37 GMT"), ("retry-after", "Sun, 06 Nov 1994 08:49:40 GMT")];
        assert_eq!(clock(60.0).retry_after(dates), Some(180));
        assert_eq!(clock(60.0).retry_after([("date", "x"), ("x-retry-after", "1")]), None);
        let past = [("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"), ("Date", "Sun, 06 Nov 1994 08:49:40 GMT")];
        assert_eq!(clock(60.0).retry_after(past), Some(0));
        // Of a header that is there thrice the first that can be read counts.
        let [one, two, three] = ["soon", "2", "3"].map(|value| ("Retry-After", value));
        for (headers, expected) in [([one, two, three], 2), ([three, one, two], 3), ([one, three, two], 3)] {
            assert_eq!(clock(1.0).retry_after(headers), Some(expected), "{headers:?}");
        }
        let [early, late] = ["Sun, 06 Nov 1994 08:49:30 GMT", "Sun, 06 Nov 1994 08:49:37 GMT"];
        let at = ("Retry-After", "Sun, 06 Nov 1994 08:49:40 GMT");
        for (dates, expected) in [([early, late], 10), ([late, early], 3), (["x", late], 3)] {
            let [first, second] = dates.map(|date| ("Date", date));
            assert_eq!(clock(1.0).retry_after([first, at, second]), Some(expected), "{dates:?}");
        }
    }

    #[test]
    fn a_speed_is_a_number_of_thousandths() {
        for (text, is_good) in [
            ("60", true),
            ("0.01", true),
            ("10000", true),
            ("0.001", false),
            ("10001", false),
            ("1.0005", false),
            ("NaN", false),
            ("-1", false),
            ("", false),
        ] {
            assert_eq!(text.parse::<Speed>().is_ok(), is_good, "{text}");
        }
    }
}
