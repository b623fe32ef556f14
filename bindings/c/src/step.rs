//! What comes back for an event: the same struct at both ends.

use core::mem::MaybeUninit;
use core::ptr::addr_of_mut;

use call_lifecycle::{Deadline, MAX_OUTPUTS, Rejection, Step, Verdict};

use crate::declare::{constants, structs};
use crate::fields::{CL_CLOCK_REGRESSED, CL_DEADLINE_CHANGED, CL_NONE, flag_if};
use crate::memory::Place;

constants! { STEPS: usize {
    /// The most outputs of a step.
    CL_MAX_OUTPUTS = MAX_OUTPUTS;
} }

structs! {
    /// Something to do, or to know.
    ///
    /// Members that the kind does not have are CL_NONE or 0. Of the application's end:
    ///
    /// | kind | members |
    /// |---|---|
    /// | send | request, operation, number |
    /// | state | from, to |
    /// | ended | cause, slots |
    /// | audioActive | flag |
    /// | tone | tone |
    /// | operationAccepted, operationRunning | slot |
    /// | operationEnded | slot, operation_status, reason |
    /// | operationsCancelled, operationsOverdue | slots |
    ///
    /// Of the service's end:
    ///
    /// | kind | members |
    /// |---|---|
    /// | answer | status, slot |
    /// | state | from, to |
    /// | ended | cause |
    /// | operationsEnded | slots |
    /// | phase | slot, phase, flag (announce the location now) |
    /// | operationEnded | slot, operation_status, reason |
    /// | tone | tone, sequence |
    struct cl_output = 32 {
        /// The time from which it counts.
        at: u64,
        /// Slots of operations, a bit each.
        slots: u32,
        /// `sequenceId` of a tone.
        sequence: u32,
        /// The number of the token of the request to send.
        number: u16,
        /// The HTTP status to answer.
        status: u16,
        /// CL_APP_OUTPUT_ or CL_SERVICE_OUTPUT_
        kind: u8,
        /// The request to send: CL_APP_REQUEST_
        request: u8,
        /// CL_OPERATION_KIND_ of a request that is an operation.
        operation: u8,
        /// The slot of an operation.
        slot: u8,
        /// The state before: CL_CALL_STATE_
        from: u8,
        /// The state now: CL_CALL_STATE_
        to: u8,
        /// CL_CAUSE_
        cause: u8,
        /// CL_TONE_
        tone: u8,
        /// CL_OPERATION_STATUS_
        operation_status: u8,
        /// CL_COMPLETION_REASON_
        reason: u8,
        /// CL_RECORD_PHASE_
        phase: u8,
        /// 0 or 1.
        flag: u8,
    }

    /// What an event did, what is to be done, and how the call stands afterwards: all that a host
    /// asks for after an event.
    ///
    /// Only the first `count` of `outputs` are written.
    struct cl_step = 728 {
        /// When to wake the call next, or CL_NEVER.
        next_deadline: u64,
        /// When the call expires, or expired; CL_NEVER past the end of time.
        expires_at: u64,
        /// CL_VERDICT_
        verdict: u8,
        /// Why the event was rejected: CL_REJECTION_ or CL_NONE.
        rejection: u8,
        /// The state: CL_CALL_STATE_
        state: u8,
        /// Why the call ended (at the service's end: or is ending): CL_CAUSE_ or CL_NONE.
        cause: u8,
        /// What the deadline is for: CL_DEADLINE_KIND_ or CL_NONE.
        deadline_kind: u8,
        /// What else is so: bits CL_CLOCK_REGRESSED and those after it.
        flags: u8,
        /// How many keepAlives have failed since the last success. (Application.)
        failures: u8,
        /// How many outputs there are.
        count: u8,
        /// What to do, in order of time.
        outputs: [cl_output; 22],
    }
}

const _: () = assert!(MAX_OUTPUTS == 22, "outputs has another length");

impl cl_output {
    /// An output of which nothing is known but its time and its kind.
    #[inline(always)]
    pub(crate) const fn new(at: u64, kind: u8) -> Self {
        Self {
            at,
            slots: 0,
            sequence: 0,
            number: 0,
            status: 0,
            kind,
            request: CL_NONE,
            operation: CL_NONE,
            slot: CL_NONE,
            from: CL_NONE,
            to: CL_NONE,
            cause: CL_NONE,
            tone: CL_NONE,
            operation_status: CL_NONE,
            reason: CL_NONE,
            phase: CL_NONE,
            flag: 0,
        }
    }
}

/// What of a step does not come from the core's step.
pub(crate) struct Standing {
    pub(crate) next_deadline: Option<Deadline>,
    pub(crate) expires_at: u64,
    pub(crate) state: u8,
    pub(crate) cause: u8,
    pub(crate) flags: u8,
    pub(crate) failures: u8,
}

/// Writes a step into the caller's memory, of which only what is written is touched.
#[inline(always)]
pub(crate) fn write<O>(
    mut place: Place<'_, cl_step>,
    step: &Step<O>,
    number: impl Fn(&O) -> u8,
    standing: &Standing,
    fill: impl Fn(&mut cl_output, &O),
) {
    let (verdict, rejection) = match step.verdict() {
        Verdict::Rejected(rejection) => (step.verdict().number(), Rejection::number(&rejection)),
        verdict => (verdict.number(), CL_NONE),
    };
    let (next_deadline, deadline_kind) = match standing.next_deadline {
        Some(deadline) => (deadline.at.as_millis(), deadline.kind.number()),
        None => (crate::fields::CL_NEVER, CL_NONE),
    };
    let flags = standing.flags
        | flag_if(step.clock_regressed(), CL_CLOCK_REGRESSED)
        | flag_if(step.deadline_changed(), CL_DEADLINE_CHANGED);
    let outputs = step.outputs();
    let place = place.as_mut_ptr();
    let head = Head {
        next_deadline,
        expires_at: standing.expires_at,
        verdict,
        rejection,
        state: standing.state,
        cause: standing.cause,
        deadline_kind,
        flags,
        failures: standing.failures,
        count: outputs.len() as u8,
    };
    // SAFETY: what comes before the outputs is a `Head`, as the assertion says.
    unsafe { place.cast::<Head>().write(head) };
    // SAFETY: the memory is that of a whole `cl_step`.
    let places = unsafe { addr_of_mut!((*place).outputs) }.cast::<[MaybeUninit<cl_output>; MAX_OUTPUTS]>();
    // SAFETY: a `MaybeUninit` of each of its outputs is a view of memory that need not be initialised.
    let places = unsafe { &mut *places };
    for (place, timed) in places.iter_mut().zip(outputs) {
        // In their places: what is copied was just written in parts, and waits for them.
        fill(place.write(cl_output::new(timed.at.as_millis(), number(&timed.output))), &timed.output);
    }
}

/// What of a [`cl_step`] comes before its outputs.
#[repr(C, align(8))]
struct Head {
    next_deadline: u64,
    expires_at: u64,
    verdict: u8,
    rejection: u8,
    state: u8,
    cause: u8,
    deadline_kind: u8,
    flags: u8,
    failures: u8,
    count: u8,
}

const _: () = {
    assert!(size_of::<Head>() == core::mem::offset_of!(cl_step, outputs));
    assert!(core::mem::offset_of!(Head, count) == core::mem::offset_of!(cl_step, count));
    assert!(core::mem::offset_of!(Head, verdict) == core::mem::offset_of!(cl_step, verdict));
};
