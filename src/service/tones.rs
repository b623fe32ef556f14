//! Notifications of tones: whether the application subscribed to them, and how many there were.

use super::{Output, Outputs};
use crate::record::Tone;

/// What the application gets of the tones that the caller presses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Tones {
    /// How many were notified; the number of the last one is its `sequenceId`.
    pub(super) notified: u32,
    pub(super) subscribed: bool,
}

impl Tones {
    pub(super) const NONE: Self = Self { notified: 0, subscribed: false };

    pub(super) const fn subscribe(&mut self) {
        self.subscribed = true;
    }

    /// Notifies of a tone if the application has subscribed, and says whether it has.
    pub(super) fn on_tone(&mut self, tone: Tone, outputs: &mut Outputs<'_>) -> bool {
        if self.subscribed {
            self.notified = self.notified.wrapping_add(1);
            outputs.push(Output::Tone { tone, sequence: self.notified });
        }
        self.subscribed
    }
}
