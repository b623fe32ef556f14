//! Steps of the service's end.

use call_lifecycle::service::Output;
use call_lifecycle::{CallState, Cause, CompletionReason, OperationStatus, Outcome, Slot, Step};

use crate::code::Fault;
use crate::fields::{CL_NONE, bits, optional, slot, time_or_never};
use crate::memory::Place;
use crate::step::{self, Standing, cl_output, cl_step};
use crate::value::Service;

pub(crate) fn standing(call: &Service) -> Standing {
    Standing {
        next_deadline: call.next_deadline(),
        expires_at: time_or_never(call.expires_at()),
        state: call.state().number(),
        cause: call.cause().map_or(CL_NONE, Cause::number),
        flags: 0,
        failures: 0,
    }
}

pub(crate) fn write(place: Place<'_, cl_step>, step: &Step<Output>, call: &Service) {
    step::write(place, step, Output::number, &standing(call), fill);
}

#[inline(always)]
fn fill(this: &mut cl_output, output: &Output) {
    match *output {
        Output::Answer { status, slot: place } => {
            (this.status, this.slot) = (status, place.map_or(CL_NONE, slot));
        }
        Output::State { from, to } => (this.from, this.to) = (from.number(), to.number()),
        Output::Ended { cause } => this.cause = cause.number(),
        Output::OperationsEnded(slots) => this.slots = bits(slots),
        Output::Phase { slot: place, phase, announce } => {
            (this.slot, this.phase, this.flag) = (slot(place), phase.number(), u8::from(announce));
        }
        Output::OperationEnded { slot: place, outcome } => {
            this.slot = slot(place);
            this.operation_status = outcome.status.number();
            this.reason = outcome.reason.map_or(CL_NONE, CompletionReason::number);
        }
        Output::Tone { tone, sequence } => (this.tone, this.sequence) = (tone.number(), sequence),
    }
}

/// The core's output that an output of a step stands for.
pub(crate) fn output_of(this: &cl_output) -> Result<Output, Fault> {
    let state = |number| CallState::from_number(number).ok_or(Fault::Output);
    let slot = Slot::new(this.slot);
    Ok(match this.kind {
        0 => Output::Answer { status: this.status, slot: (this.slot != CL_NONE).then_some(slot) },
        1 => Output::State { from: state(this.from)?, to: state(this.to)? },
        2 => Output::Ended { cause: Cause::from_number(this.cause).ok_or(Fault::Output)? },
        5 => {
            let status = OperationStatus::from_number(this.operation_status).ok_or(Fault::Output)?;
            let mut outcome = Outcome::new(status);
            outcome.reason = optional(this.reason, CompletionReason::from_number, Fault::Output)?;
            Output::OperationEnded { slot, outcome }
        }
        3 | 4 | 6 => return Err(Fault::Nothing),
        _ => return Err(Fault::Output),
    })
}
