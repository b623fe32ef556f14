//! What the service notifies, and how it is judged.

use call_lifecycle::{
    CallReport, CallState, Cause, OperationReport, OperationStatus, Rejection, ReportedState, Verdict,
};

use super::app::App;
use super::app_diary::Line;
use super::calls;
use super::operations::Progress;
use super::outcomes::{judge, says_ended};
use super::under_way::OurRequest;

impl App {
    /// A notification of the call, or the body of a GET.
    pub fn notified(&mut self, report: &CallReport) -> Verdict {
        let reported = calls::reported_state(report);
        if self.ended() {
            // "A later end may once fill in a missing code and subcode, never another cause" (law *forward*).
            return match (reported, report.result) {
                (ReportedState::Unknown, _) => Verdict::Rejected(Rejection::UnknownState),
                (ReportedState::Known(CallState::Terminated), Some(late)) if calls::fills_in(self.result(), late) => {
                    self.write(Line::ResultLearnt(late));
                    Verdict::Applied
                }
                (ReportedState::Known(CallState::Terminated), _) => Verdict::NoChange,
                _ => Verdict::Stale,
            };
        }
        let mut verdict = Verdict::NoChange;
        match reported {
            ReportedState::Unknown => return Verdict::Rejected(Rejection::UnknownState),
            ReportedState::Known(CallState::Terminated) => {
                // Where the end says nothing itself, what was told with `terminating` counts.
                let told = if let OurRequest::ServiceSaid(cause) = self.own() { cause } else { Cause::Unknown };
                let cause = calls::reported_cause(report, self.own().cause()).unwrap_or(told);
                self.end(cause, report.result);
                return Verdict::Applied;
            }
            ReportedState::Known(state) if state != self.state() => {
                if !calls::reaches(self.state(), state) {
                    return Verdict::Stale;
                }
                self.enter(state);
                if let (CallState::Terminating, Some(cause)) = (state, calls::reported_cause(report, None)) {
                    self.write(Line::ServiceSaid(cause));
                }
                verdict = Verdict::Applied;
            }
            _ => {}
        }
        if let Some(active) = report.audio_active.filter(|active| *active != self.audio_active()) {
            self.write(Line::Audio(active));
            verdict = Verdict::Applied;
        }
        if let Some(info) = report.tone {
            // "Only its low 15 bits are compared": ahead is what is less than half of them ahead.
            const PLACES: u64 = 1 << 15;
            let place = info.sequence_id as u64 % PLACES;
            let last = self
                .lines()
                .rev()
                .find_map(|(_, line)| if let Line::Tone { place, .. } = line { Some(*place) } else { None });
            let ahead = last.map_or(1, |last| (PLACES + place - last) % PLACES);
            if (1..PLACES / 2).contains(&ahead) {
                self.write(Line::Tone { place, tone: info.tone });
                verdict = Verdict::Applied;
            } else if ahead != 0 && verdict == Verdict::NoChange {
                verdict = Verdict::Stale;
            }
        }
        verdict
    }

    pub fn audio_active(&self) -> bool {
        let next = |active, line: &Line| if let Line::Audio(on) = line { *on } else { active };
        self.read.audio.of(&self.diary, || false, |active, _, line| next(active, line))
    }

    pub fn enter(&mut self, to: CallState) {
        let from = self.state();
        if from != to {
            self.write(Line::Moved { from, to });
        }
    }

    /// A notification of an operation. "The first end wins" (choice 35).
    pub fn notified_operation(&mut self, report: &OperationReport) -> Verdict {
        let Some(index) = self.meant(report) else { return Verdict::Rejected(Rejection::UnknownOperation) };
        if self.outcome(index).is_some() {
            return if says_ended(report) { Verdict::NoChange } else { Verdict::Stale };
        }
        let learnt = self.learn(index, report);
        if says_ended(report) {
            let outcome = judge(self.operation(index).kind, report);
            self.write(Line::OperationEnded { index, outcome });
            return Verdict::Applied;
        }
        // It tells of one that the service has accepted, at least.
        let (before, running) = (self.progress(index), report.status == Some(OperationStatus::Running));
        if running && before < Progress::Running {
            self.write(Line::Running(index));
        } else if !running && before < Progress::Accepted {
            self.write(Line::Accepted(index));
        } else if !learnt {
            return if !running && before == Progress::Running { Verdict::Stale } else { Verdict::NoChange };
        }
        Verdict::Applied
    }
}
