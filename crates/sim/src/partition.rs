//! When the network of a line is cut.

use call_lifecycle::Timestamp;

use crate::Outage;

/// The outages of the network, as a line asks for them: later and later. So the outage of one period
/// is worked out once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Partition {
    outage: Outage,
    seed: u64,
    /// When the period is over that was asked for last.
    over: Timestamp,
    /// The outage in it.
    begins: Timestamp,
    ends: Timestamp,
}

impl Partition {
    pub(crate) const fn new(outage: Outage, seed: u64) -> Self {
        Self { outage, seed, over: Timestamp::ZERO, begins: Timestamp::MAX, ends: Timestamp::ZERO }
    }

    /// Whether the network is cut at `now`, which is no earlier than when this was last asked.
    pub(crate) fn is_on(&mut self, now: Timestamp) -> bool {
        if self.over <= now {
            (self.begins, self.ends, self.over) = self.outage.of(self.seed, now);
        }
        self.begins <= now && now < self.ends
    }
}

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use call_lifecycle::Timestamp;

    use super::Partition;
    use crate::Outage;

    #[test]
    fn each_period_has_one_outage_and_the_period_zero_none() {
        let (hour, minute) = (3_600_000, 60_000);
        let outage = Outage::new(Duration::from_millis(hour), Duration::from_millis(8 * minute));
        let mut partition = Partition::new(outage, 7);
        let mut cut = [0_u64; 10];
        for (period, cut) in cut.iter_mut().enumerate() {
            let from = hour.saturating_mul(period as u64);
            let mut before = false;
            for second in (0..hour).step_by(1_000) {
                let now = Timestamp::from_millis(from.saturating_add(second));
                let on = partition.is_on(now);
                // A line that asks for the first time gets the same answer.
                assert_eq!(on, Partition::new(outage, 7).is_on(now));
                *cut = cut.saturating_add(u64::from(on));
                assert!(!on || before || *cut == 1, "two outages in period {period}");
                before = on;
            }
        }
        // An eighth of the longest, and the longest, in seconds.
        assert!(cut.iter().all(|seconds| (60..=480).contains(seconds)), "{cut:?}");
        let (begins, ends, over) = outage.of(7, Timestamp::ZERO);
        assert_eq!(over, Timestamp::from_millis(hour));
        let before = |at: Timestamp| Timestamp::from_millis(at.as_millis().saturating_sub(1));
        for (at, on) in [(before(begins), false), (begins, true), (before(ends), true), (ends, false)] {
            assert_eq!(Partition::new(outage, 7).is_on(at), on, "{at}");
        }
        let mut never = Partition::new(Outage::NEVER, 7);
        assert!([Timestamp::ZERO, Timestamp::MAX].into_iter().all(|now| !never.is_on(now)));
    }
}
