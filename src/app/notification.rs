//! What notifications have reported of a call: its state, its audio and its tones.
//!
//! - **forward**: a state is applied only if [`crate::TRANSITIONS`] has a way to it from the
//!   present one; states may be skipped (choices 14 and 15). The same state again is no change, any
//!   other is stale. A word that is no state changes nothing (choice 10).
//! - `terminated`, and `deleted` whatever its body says (choice 12), end the call: see `live`.
//! - Audio is news if it differs from what was reported last.
//! - A tone is news if its place in the sequence lies ahead of the last one; the low 15 bits of
//!   `sequenceId` are compared.
//! - What comes with a stale state is ignored too.

use super::event::Output;
use crate::step::Outputs;
use crate::{CallReport, CallState, Verdict};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub(super) struct Reported {
    pub(super) last_tone: LastTone,
    pub(super) audio_active: bool,
    pub(super) state: CallState,
}

impl Reported {
    pub(super) const fn new(state: CallState) -> Self {
        Self { last_tone: LastTone(0), audio_active: false, state }
    }

    /// What becomes of a report of a state.
    #[inline(always)]
    pub(super) fn judge(&self, next: CallState) -> Verdict {
        if next as u8 == self.state as u8 {
            Verdict::NoChange
        } else if self.state.reaches(next) {
            Verdict::Applied
        } else {
            Verdict::Stale
        }
    }

    /// What a report says of audio, if that is news.
    #[inline]
    pub(super) fn audio_news(&self, report: &CallReport) -> Option<bool> {
        report.audio_active.filter(|active| *active != self.audio_active)
    }

    /// What a report says of audio and tones, next to the state that `verdict` judges.
    pub(super) fn on_sound(
        &mut self,
        mut verdict: Verdict,
        report: &CallReport,
        out: &mut Outputs<'_, Output>,
    ) -> Verdict {
        if let Some(active) = self.audio_news(report) {
            self.audio_active = active;
            out.push(Output::AudioActive(active));
            verdict = Verdict::Applied;
        }
        if let Some(tone) = report.tone {
            let place = LastTone::of(tone.sequence_id);
            let distance = self.last_tone.distance(place);
            if distance > 0 {
                self.last_tone = place;
                out.push(Output::Tone(tone.tone));
                verdict = Verdict::Applied;
            } else if distance < 0 && verdict == Verdict::NoChange {
                verdict = Verdict::Stale;
            }
        }
        verdict
    }
}

/// The place of the last tone in the sequence: its low 15 bits, and above them whether there was
/// one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct LastTone(pub(super) u16);

impl LastTone {
    const SEEN: u16 = 1 << 15;

    const fn of(sequence_id: i64) -> Self {
        Self(sequence_id as u16 | Self::SEEN)
    }

    /// Whether a machine could have written it.
    pub(super) const fn is_sound(self) -> bool {
        self.0 == 0 || self.0 & Self::SEEN != 0
    }

    /// How far `next` is ahead of this; 0 is the same tone, less an earlier one.
    const fn distance(self, next: Self) -> i16 {
        if self.0 & Self::SEEN == 0 {
            return 1;
        }
        // Sequence arithmetic in 15 bits: the sign of the difference, shifted up to the sign of the word.
        (next.0.wrapping_sub(self.0) << 1) as i16
    }
}
