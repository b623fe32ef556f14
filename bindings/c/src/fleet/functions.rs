//! The functions of a fleet, which are the same at both ends but for their types.

/// The functions of a fleet of one end.
macro_rules! fleet {
    (
        $end:ty, $memory:ty, $event:ty, $settings:ty, $policy:path, $write:path,
        $size:ident, $new:ident, $insert:ident, $find:ident, $get:ident, $remove:ident, $length:ident,
        $next_deadline:ident, $handle:ident, $handle_all:ident, $wake:ident
    ) => {
        use call_lifecycle::Timestamp;
        use call_lifecycle::fleet::Handle;

        use crate::code::{Fault, code};
        use crate::memory::{apart, input, optional, output, slots};

        crate::declare::functions! {
            /// How many bytes of memory a fleet of so many calls takes, wherever it begins; 0 if there is no
            /// such fleet: 1 to 16,777,216 calls.
            fn $size(calls: u32) -> usize {
                crate::fleet::size::<$end>(calls)
            }

            /// Makes an empty fleet in lent memory, which stays where it is from now on. All of its calls
            /// have these settings (null: the defaults). `seed` are 16 secret bytes, by which ids are spread:
            /// nobody who does not know them can choose ids that collide.
            fn $new(fleet: *mut u8, length: usize, calls: u32, now: u64, seed: *const u8, settings: *const $settings) -> i32 {
                // SAFETY: the caller vouches for the memory.
                let policy = unsafe { optional(settings) }.and_then($policy);
                // SAFETY: likewise.
                code(policy.and_then(|policy| unsafe { crate::fleet::new::<$end>((fleet, length), calls, now, seed, policy) }))
            }

            /// Adds a copy of a call, which has the fleet's settings, and writes its handle. The handle of a
            /// call that was removed never finds another one.
            fn $insert(fleet: *mut u8, call: *const $memory, handle: *mut u64) -> i32 {
                let insert = || {
                    // SAFETY: the caller vouches for the memory.
                    let place = unsafe { output(handle) }?;
                    // SAFETY: likewise.
                    let mut head = unsafe { crate::fleet::find::<$end>(fleet) }?;
                    let mut room = core::mem::MaybeUninit::uninit();
                    // SAFETY: likewise.
                    let call = unsafe { crate::value::call::<$end>(call, &mut room) }?;
                    place.put(head.insert(call, call.policy())?);
                    Ok(())
                };
                code(insert())
            }

            /// Writes the handle of the call with an id: 16 bytes in the order of the digits.
            fn $find(fleet: *mut u8, id: *const u8, handle: *mut u64) -> i32 {
                let find = || {
                    // SAFETY: the caller vouches for the memory.
                    let place = unsafe { output(handle) }?;
                    // SAFETY: likewise.
                    let id = crate::fields::id_at(unsafe { input(id.cast::<[u8; 16]>()) }?);
                    // SAFETY: likewise.
                    let head = unsafe { crate::fleet::find::<$end>(fleet) }?;
                    place.put(head.fleet.find(id).ok_or(Fault::NoSuchCall)?.to_bits());
                    Ok(())
                };
                code(find())
            }

            /// Copies a call into a value, which the functions for one call look at.
            fn $get(fleet: *mut u8, handle: u64, call: *mut $memory) -> i32 {
                // SAFETY: the caller vouches for the memory.
                code(unsafe { crate::fleet::find::<$end>(fleet) }.and_then(|head| unsafe { head.copy(handle, call) }))
            }

            /// Removes a call. Unless `call` is null it is copied there first.
            fn $remove(fleet: *mut u8, handle: u64, call: *mut $memory) -> i32 {
                let remove = || {
                    // SAFETY: the caller vouches for the memory.
                    let head = unsafe { crate::fleet::find::<$end>(fleet) }?;
                    if !call.is_null() {
                        // SAFETY: likewise.
                        unsafe { head.copy(handle, call) }?;
                    }
                    head.fleet.remove(Handle::from_bits(handle)).map(|_| ()).ok_or(Fault::NoSuchCall)
                };
                code(remove())
            }

            /// Writes how many calls the fleet has.
            fn $length(fleet: *mut u8, length: *mut usize) -> i32 {
                let length = || {
                    // SAFETY: the caller vouches for the memory.
                    let place = unsafe { output(length) }?;
                    // SAFETY: likewise.
                    place.put(unsafe { crate::fleet::find::<$end>(fleet) }?.fleet.len());
                    Ok(())
                };
                code(length())
            }

            /// Writes the next deadline of all calls, or CL_NEVER.
            fn $next_deadline(fleet: *mut u8, at: *mut u64) -> i32 {
                // SAFETY: the caller vouches for the memory.
                code(unsafe { crate::fleet::find::<$end>(fleet) }.and_then(|head| unsafe { head.next_deadline(at) }))
            }

            /// Hands an event to the call of a handle.
            fn $handle(fleet: *mut u8, handle: u64, event: *const $event, step: *mut $crate::step::cl_step) -> i32 {
                // SAFETY: the caller vouches for the memory.
                code(unsafe { handle_one(fleet, handle, event, step) })
            }

            /// Hands events to the calls of handles, one after another: `count` of each, and of the steps and
            /// codes. A code says whether that event was handled; its step is of use only then.
            fn $handle_all(fleet: *mut u8, handles: *const u64, events: *const $event, steps: *mut $crate::step::cl_step, codes: *mut i32, count: usize) -> i32 {
                let all = || {
                    // SAFETY: the caller vouches for the memory.
                    let codes = unsafe { slots(codes, count) }?;
                    // SAFETY: likewise.
                    unsafe { slots(steps, count) }?;
                    for (index, place) in codes.iter_mut().enumerate() {
                        let (at, event) = (handles.wrapping_add(index), events.wrapping_add(index));
                        // SAFETY: likewise.
                        let handle = unsafe { input(at) };
                        // SAFETY: likewise.
                        let done = handle.and_then(|handle| unsafe { handle_one(fleet, *handle, event, steps.wrapping_add(index)) });
                        place.write(code(done));
                    }
                    Ok(())
                };
                code(all())
            }

            /// Wakes the call that is due first, if one is due at `now`, and writes its handle and its step;
            /// CL_NOTHING if none is. Call it until then.
            fn $wake(fleet: *mut u8, now: u64, handle: *mut u64, step: *mut $crate::step::cl_step) -> i32 {
                let wake = || {
                    // SAFETY: the caller vouches for the memory.
                    let (at, place) = (unsafe { output(handle) }?, unsafe { output(step) }?);
                    // SAFETY: likewise.
                    let head = unsafe { crate::fleet::find::<$end>(fleet) }?;
                    let (woken, outputs) = head.fleet.wake_next(Timestamp::from_millis(now)).ok_or(Fault::Nothing)?;
                    let call = head.fleet.get(woken).ok_or(Fault::NoSuchCall)?;
                    at.put(woken.to_bits());
                    $write(place, &outputs, call);
                    Ok(())
                };
                code(wake())
            }
        }

        unsafe fn handle_one(fleet: *mut u8, handle: u64, event: *const $event, step: *mut $crate::step::cl_step) -> Result<(), Fault> {
            // SAFETY: the caller vouches for the memory.
            let event = unsafe { input(event) }?;
            // SAFETY: likewise.
            let place = unsafe { output(step) }?;
            apart(event, step)?;
            // SAFETY: likewise.
            let mut head = unsafe { crate::fleet::find::<$end>(fleet) }?;
            let mut outputs = call_lifecycle::Step::new();
            let mut handled = Err(Fault::Nothing);
            event.with_event(|it| handled = head.handle(handle, event.now, it, &mut outputs).map(|_| ()))?;
            handled?;
            let call = head.fleet.get(Handle::from_bits(handle)).ok_or(Fault::NoSuchCall)?;
            $write(place, &outputs, call);
            Ok(())
        }
    };
}
pub(crate) use fleet;
