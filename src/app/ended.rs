//! The end of a call: how it comes about, and what is remembered of the call after it.
//!
//! A call ends once, with one cause. A later notification of the end may once fill in the code and
//! subcode that the first did not give (choices 6 and 13); it never changes the cause. Anything
//! else that comes after the end changes nothing.

use super::anchor::{Attempt, KeepAlive};
use super::context::Context;
use super::event::{Event, Output};
use super::explanation::Explanation;
use super::hang_up::HangUp;
use super::notification::{LastTone, Reported};
use super::offset::Offset;
use super::operations::Operations;
use super::view::KeepAliveView;
use crate::step::Outputs;
use crate::{CallReport, CallState, Cause, Rejection, ReportedState, ResultInfo, Timestamp, Verdict};

/// That the call ends, and what has shown it.
#[derive(Clone, Copy)]
pub(super) enum End {
    /// The bound has passed at which it is given up.
    GivenUp,
    /// A 404 to keepAlive, GET or DELETE.
    NotFound,
    /// A notification, or the body of a GET.
    Reported,
}

/// That the call has ended within a step.
#[derive(Clone, Copy)]
pub(super) struct Ending {
    pub(super) end: End,
    /// What became of the event; none if a deadline came before it.
    pub(super) verdict: Option<Verdict>,
    /// Whether there was a deadline before the step.
    pub(super) had_deadline: bool,
}

/// A call that has ended. The parts stand next to each other rather than as they were, so that they
/// take 24 bytes next to the context: then a call that lives or has ended takes no more than one
/// that lives. What no question asks for is part of snapshots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(C)]
pub(super) struct Ended<'p> {
    anchor: Timestamp,
    code: i32,
    subcode: i32,
    number: u16,
    pub(super) last_tone: LastTone,
    failures: u8,
    pub(super) cause: Cause,
    pub(super) explanation: Explanation,
    flags: u8,
    // At the place that it has in `Live`.
    pub(super) context: Context<'p>,
}

/// The bits of `Ended::flags`.
const CODE: u8 = 0b0001;
const SUBCODE: u8 = 0b0010;
const AUDIO_ACTIVE: u8 = 0b0100;
const RENEWED: u8 = 0b1000;

const _: () = assert!(size_of::<Ended<'_>>() <= 56);

const fn bit(is_set: bool, bit: u8) -> u8 {
    if is_set { bit } else { 0 }
}

impl<'p> Ended<'p> {
    pub(super) const fn new(
        context: Context<'p>,
        cause: Cause,
        result: Option<ResultInfo>,
        keep_alive: &KeepAlive,
        hang_up: &HangUp,
        reported: Reported,
    ) -> Self {
        let flags = bit(reported.audio_active, AUDIO_ACTIVE) | bit(keep_alive.is_renewed(), RENEWED);
        let mut ended = Self {
            context,
            anchor: keep_alive.anchor,
            code: 0,
            subcode: 0,
            number: keep_alive.number,
            last_tone: reported.last_tone,
            failures: keep_alive.failures,
            cause,
            explanation: hang_up.explanation,
            flags,
        };
        if let Some(result) = result {
            ended.learn(result);
        }
        ended
    }

    const fn has(&self, bit: u8) -> bool {
        self.flags & bit != 0
    }

    pub(super) const fn is_audio_active(&self) -> bool {
        self.has(AUDIO_ACTIVE)
    }

    /// The keepAlive as it was when the call ended.
    pub(super) const fn keep_alive(&self) -> KeepAlive {
        KeepAlive::at_rest(self.anchor, self.number, self.failures).restored(
            Offset::NONE,
            Attempt::Idle,
            false,
            self.has(RENEWED),
        )
    }

    /// What that keepAlive shows to the host.
    pub(super) const fn keep_alive_view(&self) -> KeepAliveView {
        KeepAliveView {
            expires_at: self.anchor.after(self.context.policy.settings().keep_alive.expiry),
            presumed_lost: false,
            failures: self.failures,
            in_flight: false,
        }
    }

    pub(super) const fn result(&self) -> Option<ResultInfo> {
        if !self.has(CODE) {
            return None;
        }
        Some(ResultInfo::new(self.code, if self.has(SUBCODE) { Some(self.subcode) } else { None }))
    }

    const fn learn(&mut self, result: ResultInfo) {
        self.code = result.code;
        self.flags |= CODE;
        if let Some(subcode) = result.subcode {
            self.subcode = subcode;
            self.flags |= SUBCODE;
        }
    }

    /// Whether `late` says what is missing: the code and subcode, or to the same code its subcode.
    const fn lacks(&self, late: ResultInfo) -> bool {
        !self.has(CODE) || (!self.has(SUBCODE) && self.code == late.code && late.subcode.is_some())
    }

    /// Handles an event that comes after the end.
    #[cfg_attr(target_os = "none", inline(never))]
    pub(super) fn on_event<const N: usize>(
        &mut self,
        event: &Event,
        operations: &mut Operations<N>,
        out: &mut Outputs<'_, Output>,
    ) -> Verdict {
        match event {
            Event::Wake => Verdict::NoChange,
            Event::Ask { .. } | Event::Sent { .. } => Verdict::Rejected(Rejection::Ended),
            // That the call is gone is known; any other reply is older than its end.
            Event::Reply { reply, .. } if reply.status == 404 => Verdict::NoChange,
            Event::Reply { .. } | Event::Failed { .. } | Event::Created { .. } => Verdict::Stale,
            Event::Call(report) => self.on_call(report, out),
            Event::Operation(report) => operations.on_report(report, out),
        }
    }

    fn on_call(&mut self, report: &CallReport, out: &mut Outputs<'_, Output>) -> Verdict {
        match (report.reported(), report.result) {
            (ReportedState::Known(CallState::Terminated), Some(late)) if self.lacks(late) => {
                self.learn(late);
                out.push(Output::ResultLearnt);
                Verdict::Applied
            }
            (ReportedState::Known(CallState::Terminated), _) => Verdict::NoChange,
            (ReportedState::Unknown, _) => Verdict::Rejected(Rejection::UnknownState),
            (ReportedState::Known(_) | ReportedState::Absent, _) => Verdict::Stale,
        }
    }
}
