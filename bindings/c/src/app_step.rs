//! Steps of the application's end.

use call_lifecycle::app::Output;
use call_lifecycle::{Cause, CompletionReason, Step};

use crate::app_event_of::operation_of;
use crate::fields::{
    CL_AUDIO_ACTIVE, CL_HANG_UP_CONFIRMED, CL_IN_FLIGHT, CL_NONE, CL_PRESUMED_LOST, bits, flag_if, slot, time_or_never,
};
use crate::memory::Place;
use crate::step::{self, Standing, cl_output, cl_step};
use crate::value::App;

pub(crate) fn standing(call: &App) -> Standing {
    let keep_alive = call.keep_alive();
    let flags = flag_if(keep_alive.presumed_lost, CL_PRESUMED_LOST)
        | flag_if(keep_alive.in_flight, CL_IN_FLIGHT)
        | flag_if(call.audio_active(), CL_AUDIO_ACTIVE)
        | flag_if(call.hang_up_confirmed(), CL_HANG_UP_CONFIRMED);
    Standing {
        next_deadline: call.next_deadline(),
        expires_at: time_or_never(keep_alive.expires_at),
        state: call.state().number(),
        cause: call.cause().map_or(CL_NONE, Cause::number),
        flags,
        failures: keep_alive.failures,
    }
}

pub(crate) fn write(place: Place<'_, cl_step>, step: &Step<Output>, call: &App) {
    step::write(place, step, Output::number, &standing(call), fill);
}

#[inline(always)]
fn fill(this: &mut cl_output, output: &Output) {
    match *output {
        Output::Send(token) => {
            this.request = token.request().number();
            this.operation = operation_of(token.request());
            this.number = token.number();
        }
        Output::State { from, to } => (this.from, this.to) = (from.number(), to.number()),
        Output::Ended { cause, operations } => (this.cause, this.slots) = (cause.number(), bits(operations)),
        Output::AudioActive(active) => this.flag = u8::from(active),
        Output::Tone(tone) => this.tone = tone.number(),
        Output::OperationAccepted(place) | Output::OperationRunning(place) => this.slot = slot(place),
        Output::OperationEnded { slot: place, outcome } => {
            this.slot = slot(place);
            this.operation_status = outcome.status.number();
            this.reason = outcome.reason.map_or(CL_NONE, CompletionReason::number);
        }
        Output::OperationsCancelled(slots) | Output::OperationsOverdue(slots) => this.slots = bits(slots),
        Output::ResultLearnt
        | Output::KeepAliveSucceeded
        | Output::KeepAliveFailed
        | Output::PresumedLost
        | Output::Revived
        | Output::AnswerOverdue => {}
    }
}
