//! What the service's end tells the application's, for programs that have both: tests, simulators and
//! mock services.

use core::mem::MaybeUninit;

use call_lifecycle::app::{Body, Event, Reply};
use call_lifecycle::{Slot, Timestamp, service};

use crate::app_event::{cl_app_event, request};
use crate::code::{Fault, code};
use crate::declare::functions;
use crate::fields::CL_NONE;
use crate::memory::{input, output};
use crate::service_step::output_of;
use crate::step::cl_output;
use crate::value::{Service, call, cl_service};

functions! {
    /// Writes the notification that the service posts for an output of a step, as an event of the
    /// application's end at `now`. `before` is a copy of the call from before the step, `after` the
    /// call. For outputs that no notification tells of, CL_NOTHING is returned.
    fn cl_service_notification(before: *const cl_service, after: *const cl_service, output: *const cl_output, now: u64, event: *mut cl_app_event) -> i32 {
        // SAFETY: the caller vouches for the memory.
        code(unsafe { notification(before, after, output, now, event) })
    }

    /// Writes the reply to a request of the application's end: status and body of the answer in an
    /// output of the service's step (CL_NOTHING for any other output). Only `now`, `sent`, `request`,
    /// `operation` and `number` of `event` are read.
    fn cl_service_reply(call: *const cl_service, output: *const cl_output, event: *mut cl_app_event) -> i32 {
        // SAFETY: the caller vouches for the memory.
        code(unsafe { reply(call, output, event) })
    }
}

unsafe fn notification(
    before: *const cl_service,
    after: *const cl_service,
    from: *const cl_output,
    now: u64,
    event: *mut cl_app_event,
) -> Result<(), Fault> {
    let (mut room, mut other) = (MaybeUninit::uninit(), MaybeUninit::uninit());
    // SAFETY: the caller vouches for the memory, and the rooms stay until the end.
    let before = unsafe { call::<Service>(before, &mut room) }?;
    // SAFETY: likewise.
    let after = unsafe { call::<Service>(after, &mut other) }?;
    // SAFETY: likewise.
    let from = output_of(unsafe { input(from) }?)?;
    // SAFETY: likewise.
    let place = unsafe { output(event) }?;
    let told = service::notification(before, after, from).ok_or(Fault::Nothing)?;
    place.put(cl_app_event::of(now, &told));
    Ok(())
}

unsafe fn reply(memory: *const cl_service, from: *const cl_output, event: *mut cl_app_event) -> Result<(), Fault> {
    let mut room = MaybeUninit::uninit();
    // SAFETY: the caller vouches for the memory, and the room stays until the end.
    let call = unsafe { call::<Service>(memory, &mut room) }?;
    // SAFETY: likewise.
    let from = *unsafe { input(from) }?;
    // SAFETY: likewise. It is copied, since it is written afterwards.
    let asked = *unsafe { input(event.cast_const()) }?;
    // SAFETY: likewise.
    let place = unsafe { output(event) }?;
    let service::Output::Answer { status, .. } = output_of(&from)? else { return Err(Fault::Nothing) };
    let slot = (from.slot != CL_NONE).then(|| Slot::new(from.slot));
    let request = request(asked.request, asked.operation)?;
    let body: Body = service::answer_body(call, request, status, slot);
    let reply = Reply::new(status).with_body(body);
    let sent = Timestamp::from_millis(asked.sent);
    place.put(cl_app_event::of(asked.now, &Event::Reply { token: asked.token()?, sent, reply }));
    Ok(())
}
