//! The service's end.

use core::mem::MaybeUninit;

use call_lifecycle::{CallState, Cause, Machine, Slot, Step, Timestamp, service};

use crate::code::{Fault, code};
use crate::declare::functions;
use crate::fields::{bytes_of, id_at};
use crate::memory::{apart, bytes, copy, input, optional, output};
use crate::operation::cl_operation;
use crate::service_event::cl_service_event;
use crate::service_step;
use crate::settings::{cl_service_settings, service_policy};
use crate::snapshot::Room;
use crate::step::cl_step;
use crate::value::{Service, call, call_mut, cl_service, is_apart, make, put};

/// The policy of settings that may be null.
unsafe fn policy(settings: *const cl_service_settings) -> Result<service::Policy, Fault> {
    // SAFETY: the caller vouches for the memory.
    service_policy(unsafe { optional(settings) }?)
}

/// Makes a call with an id that the caller lends.
unsafe fn begin(
    memory: *mut cl_service,
    id: *const u8,
    settings: *const cl_service_settings,
    new: impl FnOnce(call_lifecycle::Id, &'static service::Policy) -> Service,
) -> Result<(), Fault> {
    // SAFETY: the caller vouches for the memory.
    let id = unsafe { input(id.cast::<[u8; 16]>()) }?;
    // SAFETY: likewise.
    let policy = unsafe { policy(settings) };
    // SAFETY: likewise.
    unsafe { put(memory, policy, |policy| new(id_at(id), policy)) }
}

/// Looks at a call.
unsafe fn look<T>(memory: *const cl_service, look: impl FnOnce(&Service) -> Result<T, Fault>) -> Result<T, Fault> {
    let mut room = MaybeUninit::uninit();
    // SAFETY: the caller vouches for the memory, and the room stays until the end.
    look(unsafe { call::<Service>(memory, &mut room) }?)
}

functions! {
    /// Makes a call that the application creates just now: answer 201, with the state establishing. `id`
    /// are 16 bytes in the order of the digits. Without `settings` (null) the documented defaults hold.
    fn cl_service_outgoing(call: *mut cl_service, id: *const u8, now: u64, settings: *const cl_service_settings) -> i32 {
        let now = Timestamp::from_millis(now);
        // SAFETY: the caller vouches for the memory.
        code(unsafe { begin(call, id, settings, |id, policy| Service::outgoing(id, now, policy)) })
    }

    /// Makes a call that comes in just now: notify created.
    fn cl_service_incoming(call: *mut cl_service, id: *const u8, now: u64, settings: *const cl_service_settings) -> i32 {
        let now = Timestamp::from_millis(now);
        // SAFETY: the caller vouches for the memory.
        code(unsafe { begin(call, id, settings, |id, policy| Service::incoming(id, now, policy)) })
    }

    /// Makes a call that is already in some state, as at the beginning of a log. `state` is a
    /// CL_CALL_STATE_.
    fn cl_service_adopted(call: *mut cl_service, id: *const u8, now: u64, state: u8, settings: *const cl_service_settings) -> i32 {
        let now = Timestamp::from_millis(now);
        let state = CallState::from_number(state).ok_or(Fault::State);
        let begin = |state| {
            // SAFETY: the caller vouches for the memory.
            unsafe { begin(call, id, settings, |id, policy| Service::adopted(id, now, state, policy)) }
        };
        code(state.and_then(begin))
    }

    /// Makes a call that is seen for the first time as it ends: terminating, for a cause that is known
    /// otherwise. `cause` is a CL_CAUSE_.
    fn cl_service_ending(call: *mut cl_service, id: *const u8, now: u64, cause: u8, settings: *const cl_service_settings) -> i32 {
        let now = Timestamp::from_millis(now);
        let cause = Cause::from_number(cause).ok_or(Fault::Cause);
        let begin = |cause| {
            // SAFETY: the caller vouches for the memory.
            unsafe { begin(call, id, settings, |id, policy| Service::ending(id, now, cause, policy)) }
        };
        code(cause.and_then(begin))
    }

    /// Handles an event, and writes what became of it, what to answer and what to notify.
    fn cl_service_handle(call: *mut cl_service, event: *const cl_service_event, step: *mut cl_step) -> i32 {
        // SAFETY: the caller vouches for the memory.
        code(unsafe { handle(call, event, step) })
    }

    /// Writes how the call stands, as a step without outputs. Nothing changes.
    fn cl_service_view(call: *const cl_service, step: *mut cl_step) -> i32 {
        // SAFETY: the caller vouches for the memory.
        let place = unsafe { output(step) };
        let write = |call: &Service| place.map(|place| service_step::write(place, &Step::new(), call));
        // SAFETY: likewise.
        code(is_apart::<Service, _>(call, step).and_then(|()| unsafe { look(call, write) }))
    }

    /// Writes the call's id: 16 bytes in the order of the digits.
    fn cl_service_id(call: *const cl_service, id: *mut u8) -> i32 {
        // SAFETY: the caller vouches for the memory.
        let place = unsafe { output(id.cast::<[u8; 16]>()) };
        // SAFETY: likewise.
        code(unsafe { look(call, |call| place.map(|place| place.put(bytes_of(call.id())))) })
    }

    /// Writes the operation in a slot.
    fn cl_service_operation(call: *const cl_service, slot: u8, operation: *mut cl_operation) -> i32 {
        // SAFETY: the caller vouches for the memory.
        let place = unsafe { output(operation) };
        let write = |call: &Service| {
            let view = call.operation(Slot::new(slot)).ok_or(Fault::NoOperation)?;
            place.map(|place| place.put(view.into()))
        };
        // SAFETY: likewise.
        code(unsafe { look(call, write) })
    }

    /// Writes 64 bits that stand for the whole state: the same on every target.
    fn cl_service_digest(call: *const cl_service, digest: *mut u64) -> i32 {
        // SAFETY: the caller vouches for the memory.
        let place = unsafe { output(digest) };
        // SAFETY: likewise.
        code(unsafe { look(call, |call| place.map(|place| place.put(call.digest()))) })
    }

    /// Writes the whole state as bytes, and how many they are: at most CL_SNAPSHOT_MAX. With
    /// CL_TOO_SHORT only the length is written.
    fn cl_service_snapshot(call: *const cl_service, buffer: *mut u8, capacity: usize, length: *mut usize) -> i32 {
        let write = |call: &Service| {
            let snapshot: Room = call.snapshot()?;
            // SAFETY: the caller vouches for the memory.
            unsafe { copy(snapshot.as_bytes(), buffer, capacity, length) }
        };
        // SAFETY: likewise.
        code(unsafe { look(call, write) })
    }

    /// Makes the call that goes on where a snapshot was taken, under the settings that it had.
    fn cl_service_restore(call: *mut cl_service, snapshot: *const u8, length: usize, settings: *const cl_service_settings) -> i32 {
        // SAFETY: the caller vouches for the memory.
        let snapshot = unsafe { bytes(snapshot, length) };
        // SAFETY: likewise.
        let policy = unsafe { policy(settings) };
        let restore = |policy: &'static _| Ok(Service::restore(snapshot?, policy)?);
        // SAFETY: likewise.
        code(policy.and_then(|policy| unsafe { make(call, policy, restore) }))
    }
}

unsafe fn handle(memory: *mut cl_service, event: *const cl_service_event, step: *mut cl_step) -> Result<(), Fault> {
    // SAFETY: the caller vouches for the memory.
    let event = unsafe { input(event) }?;
    // SAFETY: likewise.
    let place = unsafe { output(step) }?;
    is_apart::<Service, _>(memory, step)?;
    apart(event, step)?;
    let now = Timestamp::from_millis(event.now);
    // SAFETY: likewise.
    let call = unsafe { call_mut::<Service>(memory) }?;
    let mut outputs = Step::new();
    event.with_event(|event| call.handle_into(now, event, &mut outputs))?;
    service_step::write(place, &outputs, call);
    Ok(())
}
