//! When an event comes.

use core::time::Duration;

use crate::Timestamp;

/// When an event comes, after the one before it.
///
/// ```
/// use call_lifecycle::{Timestamp, script::When};
/// let (now, due) = (Timestamp::from_millis(10), Some(Timestamp::from_millis(900)));
/// assert_eq!(When::AtDeadline.at(now, due), Timestamp::from_millis(900));
/// assert_eq!(When::AtDeadline.at(now, None), now);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum When {
    /// At the same time.
    Now,
    /// A while later, whatever is due in between.
    After(Duration),
    /// A millisecond before the next deadline.
    BeforeDeadline,
    /// At the next deadline.
    AtDeadline,
    /// A millisecond after the next deadline.
    AfterDeadline,
    /// So long after the next deadline: the host was not woken.
    Late(Duration),
    /// Earlier: the clock was set back.
    Back(Duration),
}

impl When {
    /// Mostly now, soon, or at the next deadline.
    pub(super) fn drawn(kind: u8, size: u32) -> Self {
        let millis = |most: u32| Duration::from_millis(size.checked_rem(most).unwrap_or(0).into());
        match kind & 63 {
            0 => Self::Back(millis(7_200_000)),
            // Now and then for hours.
            1 if size & 7 == 0 => Self::Late(millis(32_400_000)),
            1 => Self::Late(millis(900_000)),
            2..=5 => Self::BeforeDeadline,
            6..=9 => Self::AfterDeadline,
            10..=25 => Self::AtDeadline,
            26..=33 => Self::After(millis(40_000)),
            34 | 35 => Self::After(millis(900_000)),
            36..=49 => Self::After(millis(2_000)),
            _ => Self::Now,
        }
    }

    /// The time, from the latest one and the next deadline of the machine.
    #[must_use]
    pub fn at(self, now: Timestamp, deadline: Option<Timestamp>) -> Timestamp {
        const MS: Duration = Duration::from_millis(1);
        let due = deadline.unwrap_or(now);
        match self {
            Self::Now => now,
            Self::After(span) => now.saturating_add(span),
            Self::BeforeDeadline => now.max(due.saturating_sub(MS)),
            Self::AtDeadline => due,
            Self::AfterDeadline => due.saturating_add(MS),
            Self::Late(span) => due.saturating_add(span),
            Self::Back(span) => now.saturating_sub(span),
        }
    }
}
