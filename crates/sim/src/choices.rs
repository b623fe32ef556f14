//! Where a simulation's decisions come from.

/// A source of decisions.
///
/// 0 is always the harmless choice: nothing is lost, and nobody is in a hurry. So a script of
/// decisions becomes simpler if its numbers are lowered.
///
/// ```
/// use call_lifecycle_sim::Choices;
/// /// Nothing ever goes wrong.
/// struct Harmless;
/// impl Choices for Harmless {
///     fn below(&mut self, _bound: u32) -> u32 { 0 }
/// }
/// assert!(!Harmless.happens(999));
/// ```
pub trait Choices {
    /// A number below `bound`, or 0 if that is 0.
    fn below(&mut self, bound: u32) -> u32;

    /// Whether something happens that happens `per_mille` times in a thousand.
    fn happens(&mut self, per_mille: u32) -> bool {
        per_mille > 0 && self.below(1_000) >= 1_000_u32.saturating_sub(per_mille)
    }

    /// One item of a list, of which the first is the harmless one.
    fn one_of<T: Copy>(&mut self, first: T, others: &[T]) -> T {
        let count = u32::try_from(others.len()).unwrap_or(u32::MAX).saturating_add(1);
        let index = self.below(count) as usize;
        index.checked_sub(1).and_then(|index| others.get(index)).copied().unwrap_or(first)
    }
}

/// The bits of a number, well mixed: the finalizer of Steele, Lea and Flood's SplitMix64.
pub(crate) const fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Decisions that follow from a seed, the same on every target.
///
/// The generator is SplitMix64. No secret should depend on it.
///
/// ```
/// use call_lifecycle_sim::{Chance, Choices};
/// let (mut one, mut other) = (Chance::new(7), Chance::new(7));
/// assert_eq!(one.below(1_000), other.below(1_000));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Chance(u64);

impl Chance {
    /// The decisions of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }
}

impl Choices for Chance {
    fn below(&mut self, bound: u32) -> u32 {
        let drawn = mixed(self.0);
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        // The upper half of the product: no division, and next to no bias for bounds this small.
        let scaled = (drawn >> 32).wrapping_mul(u64::from(bound)) >> 32;
        u32::try_from(scaled).unwrap_or(0)
    }
}
