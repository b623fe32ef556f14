//! What a step has to say, from the core's step and the call.

use call_lifecycle::{Deadline, Slot, Slots, Step, Timestamp, Verdict, app, service};
use call_lifecycle_c::*;

/// An output as the members that its kind has; the others are absent.
pub(crate) fn output(at: Timestamp, kind: u8) -> cl_output {
    // SAFETY: any bits are one.
    let zeros: cl_output = unsafe { std::mem::zeroed() };
    let (at, none) = (at.as_millis(), CL_NONE);
    cl_output {
        at,
        kind,
        request: none,
        operation: none,
        slot: none,
        from: none,
        to: none,
        cause: none,
        tone: none,
        operation_status: none,
        reason: none,
        phase: none,
        ..zeros
    }
}

fn place(slot: Slot) -> u8 {
    u8::try_from(slot.index()).unwrap()
}

fn bits(slots: Slots) -> u32 {
    slots.iter().map(|slot| 1 << slot.index()).sum()
}

pub(crate) fn of_app(at: Timestamp, output_of: &app::Output) -> cl_output {
    use app::Output::*;
    let mut this = output(at, output_of.number());
    match *output_of {
        Send(token) => {
            let event = crate::event::app_event(0, &app::Event::Failed { token });
            (this.request, this.operation, this.number) = (event.request, event.operation, event.number);
        }
        State { from, to } => (this.from, this.to) = (from.number(), to.number()),
        Ended { cause, operations } => (this.cause, this.slots) = (cause.number(), bits(operations)),
        AudioActive(active) => this.flag = u8::from(active),
        Tone(tone) => this.tone = tone.number(),
        OperationAccepted(slot) | OperationRunning(slot) => this.slot = place(slot),
        OperationEnded { slot, outcome } => {
            this.slot = place(slot);
            this.operation_status = outcome.status.number();
            this.reason = outcome.reason.map_or(CL_NONE, |reason| reason.number());
        }
        OperationsCancelled(slots) | OperationsOverdue(slots) => this.slots = bits(slots),
        ResultLearnt | KeepAliveSucceeded | KeepAliveFailed | PresumedLost | Revived | AnswerOverdue => {}
    }
    this
}

pub(crate) fn of_service(at: Timestamp, output_of: &service::Output) -> cl_output {
    use service::Output::*;
    let mut this = output(at, output_of.number());
    match *output_of {
        Answer { status, slot } => (this.status, this.slot) = (status, slot.map_or(CL_NONE, place)),
        State { from, to } => (this.from, this.to) = (from.number(), to.number()),
        Ended { cause } => this.cause = cause.number(),
        OperationsEnded(slots) => this.slots = bits(slots),
        Phase { slot, phase, announce } => {
            (this.slot, this.phase, this.flag) = (place(slot), phase.number(), u8::from(announce));
        }
        OperationEnded { slot, outcome } => {
            this.slot = place(slot);
            this.operation_status = outcome.status.number();
            this.reason = outcome.reason.map_or(CL_NONE, |reason| reason.number());
        }
        Tone { tone, sequence } => (this.tone, this.sequence) = (tone.number(), sequence),
    }
    this
}

/// How a call stands, as a step says it.
pub(crate) struct Stands {
    pub(crate) next: Option<Deadline>,
    pub(crate) expires: Option<Timestamp>,
    pub(crate) state: u8,
    pub(crate) cause: u8,
    pub(crate) flags: u8,
    pub(crate) failures: u8,
}

impl Stands {
    pub(crate) fn app(call: &app::Call<'_, 4>) -> Self {
        let keep_alive = call.keep_alive();
        let flag = |is: bool, bit: u8| if is { bit } else { 0 };
        Self {
            next: call.next_deadline(),
            expires: keep_alive.expires_at,
            state: call.state().number(),
            cause: call.cause().map_or(CL_NONE, |cause| cause.number()),
            flags: flag(keep_alive.presumed_lost, CL_PRESUMED_LOST)
                | flag(keep_alive.in_flight, CL_IN_FLIGHT)
                | flag(call.audio_active(), CL_AUDIO_ACTIVE)
                | flag(call.hang_up_confirmed(), CL_HANG_UP_CONFIRMED),
            failures: keep_alive.failures,
        }
    }

    pub(crate) fn service(call: &service::Call<'_, 4>) -> Self {
        Self {
            next: call.next_deadline(),
            expires: call.expires_at(),
            state: call.state().number(),
            cause: call.cause().map_or(CL_NONE, |cause| cause.number()),
            flags: 0,
            failures: 0,
        }
    }

    /// What the step has to say, of a step of the core's.
    pub(crate) fn is<O>(&self, said: &cl_step, step: &Step<O>, of: impl Fn(Timestamp, &O) -> cl_output) {
        let rejection = match step.verdict() {
            Verdict::Rejected(rejection) => rejection.number(),
            _ => CL_NONE,
        };
        let mut flags = self.flags;
        flags |= if step.clock_regressed() { CL_CLOCK_REGRESSED } else { 0 };
        flags |= if step.deadline_changed() { CL_DEADLINE_CHANGED } else { 0 };
        assert_eq!((said.verdict, said.rejection), (step.verdict().number(), rejection), "the verdict");
        assert_eq!((said.state, said.cause), (self.state, self.cause), "state and cause");
        let next = self.next.map_or((CL_NEVER, CL_NONE), |next| (next.at.as_millis(), next.kind.number()));
        assert_eq!((said.next_deadline, said.deadline_kind), next, "the deadline");
        assert_eq!(said.expires_at, self.expires.map_or(CL_NEVER, |at| at.as_millis()), "the expiry");
        assert_eq!((said.flags, said.failures), (flags, self.failures), "flags and failures");
        let outputs = step.outputs();
        assert_eq!(usize::from(said.count), outputs.len(), "the number of outputs");
        for (said, timed) in said.outputs.iter().zip(outputs) {
            let expected = of(timed.at, &timed.output);
            assert_eq!(crate::memory::bytes_of(said), crate::memory::bytes_of(&expected), "{said:?}, not {expected:?}");
        }
    }
}
