//! What the service notifies, and how it is judged.

use super::Output;
use super::call::Call;
use super::clocks::{HangUp, Offset, Probe};
use super::life::{End, LastTone, Life, Own};
use super::operations::Progress;
use crate::{CallReport, CallState, Cause, OperationReport, OperationStatus, Rejection, ReportedState, Step, Verdict};

impl<const N: usize> Call<'_, N> {
    /// A notification of the call, or the body of a GET.
    pub(super) fn on_call(&mut self, report: &CallReport, step: &mut Step<Output>) -> Verdict {
        let reported = report.reported();
        if let Life::Ended(end) = &mut self.life {
            // A later end may once fill in what the first did not say, and never changes the cause.
            return match (reported, report.result) {
                (ReportedState::Known(CallState::Terminated), Some(late)) if end.lacks(late) => {
                    *end = End::new(end.cause, Some(late));
                    self.say(step, Output::ResultLearnt);
                    Verdict::Applied
                }
                (ReportedState::Known(CallState::Terminated), _) => Verdict::NoChange,
                (ReportedState::Unknown, _) => Verdict::Rejected(Rejection::UnknownState),
                (ReportedState::Known(_) | ReportedState::Absent, _) => Verdict::Stale,
            };
        }
        let verdict = match reported {
            ReportedState::Unknown => return Verdict::Rejected(Rejection::UnknownState),
            ReportedState::Known(CallState::Terminated) => {
                let cause = match report.cause(self.own.cause()) {
                    Cause::Unknown => self.own.or(Cause::Unknown),
                    known => known,
                };
                self.end(self.now, cause, &report.result, step);
                return Verdict::Applied;
            }
            ReportedState::Known(next) => self.on_state(next, report, step),
            ReportedState::Absent => Verdict::NoChange,
        };
        if verdict == Verdict::Stale { verdict } else { self.on_sound(verdict, report, step) }
    }

    /// A report of a state that is not the end of a call that lives.
    fn on_state(&mut self, next: CallState, report: &CallReport, step: &mut Step<Output>) -> Verdict {
        let verdict = self.judged(next);
        if verdict.is_applied() {
            self.enter(next, step);
            if next == CallState::Terminating {
                self.learn_cause(report);
            }
        }
        verdict
    }

    /// A report of a state in which nothing is due that is not due now: neither the end nor `terminating`.
    #[inline(always)]
    pub(super) fn on_live_state(&mut self, next: CallState, step: &mut Step<Output>) -> Verdict {
        let verdict = self.judged(next);
        if verdict.is_applied() {
            self.enter_at_once(next, step);
        }
        verdict
    }

    /// What becomes of a report of a state.
    #[inline(always)]
    fn judged(&self, next: CallState) -> Verdict {
        let state = self.state();
        if next == state {
            Verdict::NoChange
        } else if state.reaches(next) {
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

    /// What a report says of audio and tones, beside the state that `verdict` judges.
    fn on_sound(&mut self, mut verdict: Verdict, report: &CallReport, step: &mut Step<Output>) -> Verdict {
        if let Some(active) = self.audio_news(report) {
            self.audio_active = active;
            self.say(step, Output::AudioActive(active));
            verdict = Verdict::Applied;
        }
        if let Some(tone) = report.tone {
            let place = LastTone::of(tone.sequence_id);
            let distance = self.last_tone.distance(place);
            if distance > 0 {
                self.last_tone = place;
                self.say(step, Output::Tone(tone.tone));
                verdict = Verdict::Applied;
            } else if distance < 0 && verdict == Verdict::NoChange {
                verdict = Verdict::Stale;
            }
        }
        verdict
    }

    /// What a report of `terminating` says of the cause, where the end itself may say nothing.
    fn learn_cause(&mut self, report: &CallReport) {
        let told = report.cause(None);
        if (self.own == Own::None && told != Cause::Unknown)
            || matches!(told, Cause::KeepAliveExpired | Cause::Transferred)
        {
            self.own = Own::Told(told);
        }
    }

    /// Enters another live state, or `terminating`.
    pub(super) fn enter(&mut self, to: CallState, step: &mut Step<Output>) {
        self.enter_at_once(to, step);
    }

    #[inline(always)]
    fn enter_at_once(&mut self, to: CallState, step: &mut Step<Output>) {
        let Life::Live(clocks) = &mut self.life else { return };
        let from = clocks.state;
        if from == to {
            return;
        }
        clocks.state = to;
        if to.is_connected() && !self.own.is_hang_up() {
            // The call went on, so that no reject or redirect will explain its end.
            self.own = Own::None;
        }
        if clocks.hang_up == HangUp::None {
            // The answer deadline was that of `incoming`.
            clocks.side_at = Offset::NONE;
        }
        if !to.is_live() {
            // No keepAlive any more. Past the expiry the call is verified on, in the same rhythm.
            clocks.probe = if clocks.is_lost() { Probe::Asked } else { Probe::Idle };
            if !clocks.is_lost() {
                clocks.probe_at = Offset::NONE;
            }
        }
        step.push(self.now, Output::State { from, to });
    }

    /// A notification of an operation.
    #[cfg_attr(target_pointer_width = "32", inline(never))]
    pub(super) fn on_operation(&mut self, report: &OperationReport, step: &mut Step<Output>) -> Verdict {
        let Some(slot) = self.operations.of(report) else {
            return Verdict::Rejected(Rejection::UnknownOperation);
        };
        let Some(operation) = self.operations.get_mut(slot) else { return Verdict::NoChange };
        if operation.progress.is_end() {
            // The first end wins: a repeated one is no news, anything else is late (choices 34 and 35).
            return if report.is_end() { Verdict::NoChange } else { Verdict::Stale };
        }
        let learnt = operation.learn(report);
        if report.is_end() {
            let outcome = report.judge(operation.kind);
            self.close(slot, outcome, step);
            return Verdict::Applied;
        }
        let progress = match report.status {
            Some(OperationStatus::Running) => Progress::Running,
            _ => Progress::Accepted,
        };
        let late = progress < operation.progress;
        if self.advance(slot, progress, step) {
            return Verdict::Applied;
        }
        match (late, learnt) {
            (_, true) => Verdict::Applied,
            (true, false) => Verdict::Stale,
            (false, false) => Verdict::NoChange,
        }
    }
}
