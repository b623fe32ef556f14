//! The application's end.

use core::mem::MaybeUninit;

use call_lifecycle::{CallState, Machine, Slot, Step, Timestamp, app};

use crate::app_event::cl_app_event;
use crate::app_step;
use crate::code::{Fault, code};
use crate::declare::functions;
use crate::fields::{bytes_of, id_at};
use crate::memory::{apart, bytes, copy, input, optional, output};
use crate::operation::{cl_operation, cl_result};
use crate::settings::{app_policy, cl_app_settings};
use crate::snapshot::Room;
use crate::step::cl_step;
use crate::value::{App, call, call_mut, cl_app, is_apart, make, put};

/// The policy of settings that may be null.
#[inline(always)]
unsafe fn policy(settings: *const cl_app_settings) -> Result<app::Policy, Fault> {
    // SAFETY: the caller vouches for the memory.
    app_policy(unsafe { optional(settings) }?)
}

/// Makes a call with an id that the caller lends.
unsafe fn begin(
    memory: *mut cl_app,
    id: *const u8,
    settings: *const cl_app_settings,
    new: impl FnOnce(call_lifecycle::Id, &'static app::Policy) -> App,
) -> Result<(), Fault> {
    // SAFETY: the caller vouches for the memory.
    let id = unsafe { input(id.cast::<[u8; 16]>()) }?;
    // SAFETY: likewise.
    let policy = unsafe { policy(settings) };
    // SAFETY: likewise.
    unsafe { put(memory, policy, |policy| new(id_at(id), policy)) }
}

/// Looks at a call.
unsafe fn look<T>(memory: *const cl_app, look: impl FnOnce(&App) -> Result<T, Fault>) -> Result<T, Fault> {
    let mut room = MaybeUninit::uninit();
    // SAFETY: the caller vouches for the memory, and the room stays until the end.
    look(unsafe { call::<App>(memory, &mut room) }?)
}

functions! {
    /// Makes a call that the application created: establishing, from the time at which the create
    /// request was sent. `id` are 16 bytes in the order of the digits. Without `settings` (null) the
    /// documented defaults hold.
    fn cl_app_outgoing(call: *mut cl_app, id: *const u8, sent: u64, settings: *const cl_app_settings) -> i32 {
        let sent = Timestamp::from_millis(sent);
        // SAFETY: the caller vouches for the memory.
        code(unsafe { begin(call, id, settings, |id, policy| App::outgoing(id, sent, policy)) })
    }

    /// Makes a call that was notified as incoming just now.
    fn cl_app_incoming(call: *mut cl_app, id: *const u8, now: u64, settings: *const cl_app_settings) -> i32 {
        let now = Timestamp::from_millis(now);
        // SAFETY: the caller vouches for the memory.
        code(unsafe { begin(call, id, settings, |id, policy| App::incoming(id, now, policy)) })
    }

    /// Makes a call that lives already, as after a restart without a snapshot. `state` is a
    /// CL_CALL_STATE_.
    fn cl_app_adopted(call: *mut cl_app, id: *const u8, now: u64, state: u8, settings: *const cl_app_settings) -> i32 {
        let now = Timestamp::from_millis(now);
        let state = CallState::from_number(state).ok_or(Fault::State);
        let begin = |state| {
            // SAFETY: the caller vouches for the memory.
            unsafe { begin(call, id, settings, |id, policy| App::adopted(id, now, state, policy)) }
        };
        code(state.and_then(begin))
    }

    /// Handles an event, and writes what became of it and what there is to do.
    fn cl_app_handle(call: *mut cl_app, event: *const cl_app_event, step: *mut cl_step) -> i32 {
        // SAFETY: the caller vouches for the memory.
        code(unsafe { handle(call, event, step) })
    }

    /// Writes how the call stands, as a step without outputs. Nothing changes.
    fn cl_app_view(call: *const cl_app, step: *mut cl_step) -> i32 {
        // SAFETY: the caller vouches for the memory.
        let place = unsafe { output(step) };
        let write = |call: &App| place.map(|place| app_step::write(place, &Step::new(), call));
        // SAFETY: likewise.
        code(is_apart::<App, _>(call, step).and_then(|()| unsafe { look(call, write) }))
    }

    /// Writes the call's id: 16 bytes in the order of the digits.
    fn cl_app_id(call: *const cl_app, id: *mut u8) -> i32 {
        // SAFETY: the caller vouches for the memory.
        let place = unsafe { output(id.cast::<[u8; 16]>()) };
        // SAFETY: likewise.
        code(unsafe { look(call, |call| place.map(|place| place.put(bytes_of(call.id())))) })
    }

    /// Writes the code and the subcode with which the call ended, where the service gave them; `has`
    /// says so (CL_HAS_CODE, CL_HAS_SUBCODE).
    fn cl_app_result(call: *const cl_app, result: *mut cl_result) -> i32 {
        // SAFETY: the caller vouches for the memory.
        let place = unsafe { output(result) };
        // SAFETY: likewise.
        code(unsafe { look(call, |call| place.map(|place| place.put(cl_result::of(call.result())))) })
    }

    /// Writes the operation in a slot.
    fn cl_app_operation(call: *const cl_app, slot: u8, operation: *mut cl_operation) -> i32 {
        // SAFETY: the caller vouches for the memory.
        let place = unsafe { output(operation) };
        let write = |call: &App| {
            let view = call.operation(Slot::new(slot)).ok_or(Fault::NoOperation)?;
            place.map(|place| place.put(view.into()))
        };
        // SAFETY: likewise.
        code(unsafe { look(call, write) })
    }

    /// Writes 64 bits that stand for the whole state: the same on every target.
    fn cl_app_digest(call: *const cl_app, digest: *mut u64) -> i32 {
        // SAFETY: the caller vouches for the memory.
        let place = unsafe { output(digest) };
        // SAFETY: likewise.
        code(unsafe { look(call, |call| place.map(|place| place.put(call.digest()))) })
    }

    /// Writes the whole state as bytes, and how many they are: at most CL_SNAPSHOT_MAX. With
    /// CL_TOO_SHORT only the length is written.
    fn cl_app_snapshot(call: *const cl_app, buffer: *mut u8, capacity: usize, length: *mut usize) -> i32 {
        let write = |call: &App| {
            let snapshot: Room = call.snapshot()?;
            // SAFETY: the caller vouches for the memory.
            unsafe { copy(snapshot.as_bytes(), buffer, capacity, length) }
        };
        // SAFETY: likewise.
        code(unsafe { look(call, write) })
    }

    /// Makes the call that goes on where a snapshot was taken, under the settings that it had.
    fn cl_app_restore(call: *mut cl_app, snapshot: *const u8, length: usize, settings: *const cl_app_settings) -> i32 {
        // SAFETY: the caller vouches for the memory.
        let snapshot = unsafe { bytes(snapshot, length) };
        // SAFETY: likewise.
        let policy = unsafe { policy(settings) };
        let restore = |policy: &'static _| Ok(App::restore(snapshot?, policy)?);
        // SAFETY: likewise.
        code(policy.and_then(|policy| unsafe { make(call, policy, restore) }))
    }
}

unsafe fn handle(memory: *mut cl_app, event: *const cl_app_event, step: *mut cl_step) -> Result<(), Fault> {
    // SAFETY: the caller vouches for the memory.
    let event = unsafe { input(event) }?;
    // SAFETY: likewise.
    let place = unsafe { output(step) }?;
    is_apart::<App, _>(memory, step)?;
    apart(event, step)?;
    let now = Timestamp::from_millis(event.now);
    // SAFETY: likewise.
    let call = unsafe { call_mut::<App>(memory) }?;
    let mut outputs = Step::new();
    event.with_event(|event| run(call, now, event, &mut outputs))?;
    app_step::write(place, &outputs, call);
    Ok(())
}

/// In one place for every kind of event.
#[inline(never)]
fn run(call: &mut App, now: Timestamp, event: &app::Event, step: &mut Step<app::Output>) {
    call.handle_into(now, event, step);
}
