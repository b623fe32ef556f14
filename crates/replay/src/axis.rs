//! The axis of time that every drawn call shares.

use std::fmt::Write;

use crate::clock::Clock;

/// The times at which the drawing begins and ends, and their positions on the page.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    first: u64,
    last: u64,
    left: f64,
    width: f64,
    clock: Clock,
}

/// The steps between two labels, in milliseconds.
const STEPS: [u64; 24] = [
    1,
    10,
    100,
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    15_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    900_000,
    1_800_000,
    3_600_000,
    7_200_000,
    10_800_000,
    21_600_000,
    43_200_000,
    86_400_000,
    604_800_000,
    2_592_000_000,
];
/// The most labels that fit.
const LABELS: u64 = 9;

impl Axis {
    pub fn new(first: u64, last: u64, left: f64, width: f64, clock: Clock) -> Self {
        // A trace of a single moment still has a width.
        let (first, last) = if first < last { (first, last) } else { (first.saturating_sub(1), first.max(1)) };
        Self { first, last, left, width, clock }
    }

    pub fn x(&self, at: u64) -> f64 {
        let share = (at.clamp(self.first, self.last) - self.first) as f64 / (self.last - self.first) as f64;
        self.left + share * self.width
    }

    pub fn holds(&self, at: u64) -> bool {
        (self.first..=self.last).contains(&at)
    }

    pub fn last(&self) -> u64 {
        self.last
    }

    /// A time without milliseconds that are zero.
    pub fn label(&self, at: u64) -> String {
        self.clock.brief(at)
    }

    /// The lines from `top` to `bottom`, with their labels below.
    pub fn draw(&self, out: &mut String, top: f64, bottom: f64) {
        let span = self.last - self.first;
        let step = STEPS.into_iter().find(|step| span / step < LABELS).unwrap_or(span / LABELS + 1);
        let origin = self.clock.origin();
        // From the first time that is a whole number of steps after the clock's own zero.
        let mut at = if self.first >= origin {
            origin.saturating_add((self.first - origin).div_ceil(step).saturating_mul(step))
        } else {
            self.first
        };
        while at <= self.last {
            let x = self.x(at);
            let _ = writeln!(out, r#"<path class="grid" d="M{x:.1} {top:.1}V{bottom:.1}"/>"#);
            let (anchor, label) = (
                if x > self.left + self.width - 24.0 {
                    "end"
                } else if x < self.left + 24.0 {
                    "start"
                } else {
                    "middle"
                },
                self.label(at),
            );
            let _ = writeln!(
                out,
                r#"<text class="tick" x="{x:.1}" y="{:.1}" text-anchor="{anchor}">{label}</text>"#,
                bottom + 15.0
            );
            let Some(next) = at.checked_add(step) else { return };
            at = next;
        }
    }
}
