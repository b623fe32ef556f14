//! The parts of a call, and how they act together: each event goes to the part that it is about.
//!
//! Handlers of events are not inlined, so that a small stack need not hold the frames of all of
//! them at a time.

use super::event::{MediaEvent, Output, Outputs, PeerEvent};
use super::keep_alive::KeepAlive;
use super::media::Media;
use super::operations::Operations;
use super::policy::Policy;
use super::tones::Tones;

use crate::time::Span;
use crate::{CallState, Cause, DeadlineKind, Rejection, Timestamp, Trigger, Verdict};

/// What events and deadlines change of a call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Parts<'p, const N: usize> {
    pub(super) policy: &'p Policy,
    pub(super) keep_alive: KeepAlive,
    /// When the state was entered.
    pub(super) entered: Timestamp,
    pub(super) media: Media,
    /// How long the redirect that was asked for may ring.
    pub(super) redirect_timeout: Span,
    pub(super) state: CallState,
    /// Why the call is ending or has ended. It is set when the call leaves its live states.
    pub(super) cause: Option<Cause>,
    /// Which deadline comes first, as `deadlines` has worked it out.
    pub(super) first: Option<DeadlineKind>,
    pub(super) tones: Tones,
    pub(super) operations: Operations<N>,
}

impl<'p, const N: usize> Parts<'p, N> {
    pub(super) const fn new(now: Timestamp, state: CallState, policy: &'p Policy) -> Self {
        Self {
            policy,
            keep_alive: KeepAlive::started(now),
            entered: now,
            media: Media::NONE,
            redirect_timeout: Span(0),
            state,
            cause: None,
            first: None,
            tones: Tones::NONE,
            operations: Operations::new(),
        }
    }

    /// Moves the call by the table, if the table has a way.
    pub(super) fn apply(&mut self, trigger: Trigger, outputs: &mut Outputs<'_>) -> bool {
        let from = self.state;
        let Some(to) = from.next(trigger) else { return false };
        self.state = to;
        self.entered = outputs.at;
        if from.is_live() && !to.is_live() {
            self.cause = Some(Cause::of(trigger));
            self.media.running = None;
            let ended = self.operations.end_all();
            if !ended.is_empty() {
                outputs.push(Output::OperationsEnded(ended));
            }
        }
        outputs.push(match (to, self.cause) {
            (CallState::Terminated, Some(cause)) => Output::Ended { cause },
            _ => Output::State { from, to },
        });
        true
    }

    /// A deadline fires.
    pub(super) fn on_due(&mut self, kind: DeadlineKind, outputs: &mut Outputs<'_>) {
        let trigger = match kind {
            DeadlineKind::KeepAliveExpiry => Trigger::KeepAliveExpired,
            DeadlineKind::Answer => Trigger::AnswerDeadline,
            DeadlineKind::Redirect => Trigger::RedirectTimeout,
            DeadlineKind::Teardown => Trigger::TeardownDeadline,
            kind => {
                self.media.on_due(kind, &mut self.operations, outputs);
                return self.media.start_next(&mut self.operations, outputs);
            }
        };
        self.apply(trigger, outputs);
    }

    #[inline(never)]
    pub(super) fn on_peer(&mut self, peer: PeerEvent, outputs: &mut Outputs<'_>) -> Verdict {
        let trigger = peer.trigger();
        if self.apply(trigger, outputs) {
            return Verdict::Applied;
        }
        let state = self.state;
        if CallState::ALL.iter().any(|from| from.next(trigger) == Some(state)) {
            Verdict::NoChange
        } else if !state.is_live() {
            Verdict::Stale
        } else {
            Verdict::Rejected(Rejection::WrongState { state })
        }
    }

    #[inline(never)]
    pub(super) fn on_media(&mut self, media: MediaEvent, outputs: &mut Outputs<'_>) -> Verdict {
        if !self.state.is_live() {
            return Verdict::Stale;
        }
        let operations = &mut self.operations;
        let verdict = match media {
            MediaEvent::SpeechStarted => self.media.on_speech(true, operations, outputs),
            MediaEvent::SpeechStopped => self.media.on_speech(false, operations, outputs),
            MediaEvent::Tone(tone) => {
                let notified = self.tones.on_tone(tone, outputs);
                let counted = self.media.on_tone(tone, operations, outputs);
                if notified || counted { Verdict::Applied } else { Verdict::NoChange }
            }
            MediaEvent::PromptFinished
            | MediaEvent::PromptFailed
            | MediaEvent::BeepFinished
            | MediaEvent::BeepFailed
            | MediaEvent::MediaLost
            | MediaEvent::RecordFailed => self.media.on_player(media, operations, outputs),
        };
        if verdict.is_applied() {
            self.media.start_next(operations, outputs);
        }
        verdict
    }
}
