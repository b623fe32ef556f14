//! Notifications of tones: whether the application has subscribed to them, and how many there were.

use super::event::{Output, Outputs};
use crate::record::Tone;

/// The application's subscription to tones.
// Packed, so that it takes five bytes and not eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(Rust, packed)]
pub(super) struct Tones {
    /// How many tones were notified. It is the `sequenceId` of the last one.
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
