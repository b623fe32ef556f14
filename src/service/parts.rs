//! The parts of a call, and how they act together: each event, and each deadline that fires, goes to the part it is about.
//!
//! Handlers of events are not inlined: each has a frame of its own, and a small stack need not hold them all.

use super::keep_alive::KeepAlive;
use super::media::Media;
use super::offset::Offset;
use super::operations::Operations;
use super::tones::Tones;
use super::{MediaEvent, Output, Outputs, PeerEvent, Settings};
use crate::{CallState, Cause, Deadline, DeadlineKind, Rejection, Span, Timestamp, Trigger, Verdict};

/// What events and deadlines change of a call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Parts<const N: usize> {
    pub(super) keep_alive: KeepAlive,
    /// When the state was entered.
    pub(super) entered: Timestamp,
    pub(super) media: Media,
    /// How long the redirect that was asked for may ring.
    pub(super) redirect_timeout: Span,
    pub(super) state: CallState,
    /// Fixed when the call leaves its live states.
    pub(super) cause: Option<Cause>,
    pub(super) tones: Tones,
    /// The next deadline, from [`Parts::last_moved`].
    pub(super) next: Offset,
    pub(super) operations: Operations<N>,
}

impl<const N: usize> Parts<N> {
    pub(super) const fn new(now: Timestamp, state: CallState) -> Self {
        Self {
            keep_alive: KeepAlive::started(now),
            entered: now,
            media: Media::NONE,
            redirect_timeout: Span::ZERO,
            state,
            cause: None,
            tones: Tones::NONE,
            next: Offset::NEVER,
            operations: Operations::new(),
        }
    }

    /// The last keepAlive or change of state, whichever is later.
    const fn last_moved(&self) -> Timestamp {
        self.keep_alive.anchor.later(self.entered)
    }

    /// The next deadline, as it was worked out last.
    pub(super) const fn next_deadline(&self) -> Option<Deadline> {
        self.next.deadline(self.last_moved())
    }

    /// Works the next deadline out, and keeps it.
    #[inline(never)]
    pub(super) fn work_out(&mut self, settings: &Settings) -> Option<Deadline> {
        let next = self.first_deadline(settings);
        self.next = Offset::of(next, self.last_moved());
        next
    }

    /// The first of the deadlines of the parts.
    pub(super) fn first_deadline(&self, settings: &Settings) -> Option<Deadline> {
        let (span, kind) = match self.state {
            CallState::Terminated => return None,
            CallState::Terminating => (settings.teardown, DeadlineKind::Teardown),
            CallState::Incoming => (settings.answer_deadline, DeadlineKind::Answer),
            CallState::Redirecting => (self.redirect_timeout, DeadlineKind::Redirect),
            CallState::Establishing
            | CallState::Ringing
            | CallState::Established
            | CallState::Hold
            | CallState::Transferring
            | CallState::TransferAccepted => {
                return Deadline::first(self.keep_alive.deadline(settings), self.media.deadline(&self.operations));
            }
        };
        let of_state = Deadline::after(self.entered, span.as_millis().into(), kind);
        if self.state.is_live() { Deadline::first(self.keep_alive.deadline(settings), of_state) } else { of_state }
    }

    /// Fires the deadlines up to `now`, in order of time and each at its own time, and returns the next one.
    #[inline(never)]
    pub(super) fn fire(
        &mut self,
        mut due: Option<Deadline>,
        now: Timestamp,
        settings: &Settings,
        outputs: &mut Outputs<'_>,
    ) -> Option<Deadline> {
        // The call's own two or three, and one for each operation: each deadline ends what it belongs to.
        for _ in 0..N.saturating_add(3) {
            let Some(deadline) = due.filter(|due| due.at <= now) else { break };
            outputs.at = deadline.at;
            match deadline.kind {
                DeadlineKind::KeepAliveExpiry => self.apply(Trigger::KeepAliveExpired, outputs),
                DeadlineKind::Answer => self.apply(Trigger::AnswerDeadline, outputs),
                DeadlineKind::Redirect => self.apply(Trigger::RedirectTimeout, outputs),
                DeadlineKind::Teardown => self.apply(Trigger::TeardownDeadline, outputs),
                kind => self.media.on_due(kind, &mut self.operations, outputs),
            };
            due = self.work_out(settings);
        }
        outputs.at = now;
        due
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
        match media {
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
        }
    }
}
