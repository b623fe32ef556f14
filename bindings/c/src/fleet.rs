//! Many calls of one end in memory that the caller lends, with the next deadline of all of them.
//!
//! The memory begins with a [`Head`], at the first multiple of 64 bytes; the places of the calls, the
//! tree of their deadlines and the index of their ids come after it. They hold addresses of one
//! another, so a fleet stays where it is: its head knows its own address.

use call_lifecycle::fleet::{Entry, Fleet, Handle, Node, Place, Refusal, Storage, entries_for, nodes_for};
use call_lifecycle::{Id, Machine, Step, Timestamp};

use crate::code::Fault;
use crate::memory::{input, output};
use crate::value::{End, make};

/// What is aligned to as much as the parts of a fleet are.
const ALIGNMENT: usize = 64;
/// The most calls of a fleet.
const MAX_CALLS: u32 = 1 << 24;

const _: () = assert!(align_of::<Place<crate::value::App>>() == ALIGNMENT && align_of::<Node>() == ALIGNMENT);

/// What the memory of a fleet begins with.
#[repr(C, align(64))]
pub(crate) struct Head<E: End> {
    tag: u64,
    address: usize,
    policy: E::Policy,
    fleet: Fleet<'static, E>,
}

/// A fleet that was found, and the policy of its calls.
///
/// They are apart, as the calls borrow the policy while the fleet is changed.
pub(crate) struct Found<'m, E: End> {
    policy: &'static E::Policy,
    pub(crate) fleet: &'m mut Fleet<'static, E>,
}

/// Where the parts of a fleet begin, from the head, and where they end.
struct Plan {
    places: usize,
    nodes: usize,
    entries: usize,
    end: usize,
}

impl Plan {
    /// The plan for so many calls, or nothing if there is no such fleet.
    fn of<E: End>(calls: u32) -> Option<Self> {
        if calls == 0 || calls > MAX_CALLS {
            return None;
        }
        let calls = calls as usize;
        let places = size_of::<Head<E>>();
        let nodes = places.checked_add(calls.checked_mul(size_of::<Place<E>>())?)?;
        let entries = nodes.checked_add(nodes_for(calls).checked_mul(size_of::<Node>())?)?;
        let end = entries.checked_add(entries_for(calls).checked_mul(size_of::<Entry>())?)?;
        (end <= isize::MAX as usize - ALIGNMENT).then_some(Self { places, nodes, entries, end })
    }
}

/// The tag of a fleet's head: that of a value, with another last byte.
const fn tag<E: End>() -> u64 {
    E::TAG ^ 0x20
}

/// How many bytes a fleet takes at most, wherever its memory begins; 0 if there is no such fleet.
pub(crate) fn size<E: End>(calls: u32) -> usize {
    Plan::of::<E>(calls).map_or(0, |plan| plan.end.saturating_add(ALIGNMENT))
}

/// The first multiple of 64 bytes in the memory.
fn head_of<E: End>(memory: *mut u8) -> Result<*mut Head<E>, Fault> {
    if memory.is_null() {
        return Err(Fault::Null);
    }
    let skipped = memory.addr().wrapping_neg() % ALIGNMENT;
    Ok(memory.wrapping_add(skipped).cast())
}

/// Makes a fleet.
///
/// # Safety
/// As every function of the ABI: there are `length` bytes.
pub(crate) unsafe fn new<E: End + Machine>(
    (memory, length): (*mut u8, usize),
    calls: u32,
    now: u64,
    seed: *const u8,
    policy: E::Policy,
) -> Result<(), Fault> {
    let head = head_of::<E>(memory)?;
    let plan = Plan::of::<E>(calls).ok_or(Fault::BadCount)?;
    // SAFETY: the caller vouches for the memory.
    let seed = id_words(*unsafe { input(seed.cast::<[u8; 16]>()) }?);
    let skipped = head.addr().wrapping_sub(memory.addr());
    if length < plan.end.saturating_add(skipped) {
        return Err(Fault::TooShort);
    }
    let (calls, base) = (calls as usize, head.cast::<u8>());
    let (places, nodes, entries) = (
        base.wrapping_add(plan.places).cast::<Place<E>>(),
        base.wrapping_add(plan.nodes).cast::<Node>(),
        base.wrapping_add(plan.entries).cast::<Entry>(),
    );
    for index in 0..calls {
        // SAFETY: the plan has room for so many, aligned as the head is.
        unsafe { places.wrapping_add(index).write(Place::VACANT) };
    }
    for index in 0..nodes_for(calls) {
        // SAFETY: likewise.
        unsafe { nodes.wrapping_add(index).write(Node::EMPTY) };
    }
    for index in 0..entries_for(calls) {
        // SAFETY: likewise.
        unsafe { entries.wrapping_add(index).write(Entry::EMPTY) };
    }
    // SAFETY: they were just written, and nobody but the fleet has them.
    let places = unsafe { core::slice::from_raw_parts_mut(places, calls) };
    // SAFETY: likewise.
    let nodes = unsafe { core::slice::from_raw_parts_mut(nodes, nodes_for(calls)) };
    // SAFETY: likewise.
    let entries = unsafe { core::slice::from_raw_parts_mut(entries, entries_for(calls)) };
    let storage = Storage::new(places, nodes, entries);
    let fleet = Fleet::new(Timestamp::from_millis(now), seed, storage).map_err(|_| Fault::BadCount)?;
    // SAFETY: the head comes first in the plan.
    unsafe { head.write(Head { tag: tag::<E>(), address: head.addr(), policy, fleet }) };
    Ok(())
}

fn id_words(bytes: [u8; 16]) -> [u64; 2] {
    Id::from_u128(u128::from_be_bytes(bytes)).words()
}

/// The fleet in the memory.
///
/// # Safety
/// As every function of the ABI.
pub(crate) unsafe fn find<'m, E: End>(memory: *mut u8) -> Result<Found<'m, E>, Fault> {
    let head = head_of::<E>(memory)?;
    // SAFETY: the caller vouches for the memory, in which any bits are numbers.
    let (found, address) = *unsafe { input(head.cast::<(u64, usize)>()) }?;
    if found != tag::<E>() {
        return Err(Fault::NoFleet);
    }
    if address != head.addr() {
        return Err(Fault::FleetMoved);
    }
    // SAFETY: a fleet was made here.
    let (policy, fleet) = unsafe { (&raw const (*head).policy, &raw mut (*head).fleet) };
    // SAFETY: it is there, and nobody writes to it. It stays where it is, and the calls of the fleet are
    // not used but by the fleet; a call that leaves it is told of another place.
    let policy = unsafe { &*policy };
    // SAFETY: it is there, and nobody else has it.
    Ok(Found { policy, fleet: unsafe { &mut *fleet } })
}

impl<E: End + Machine + Clone> Found<'_, E>
where
    E::Policy: PartialEq + Clone,
{
    /// Adds a call that has the fleet's settings.
    pub(crate) fn insert(&mut self, call: &E, policy: &E::Policy) -> Result<u64, Fault> {
        if policy != self.policy {
            return Err(Fault::OtherSettings);
        }
        let mut call = call.clone();
        call.set_policy(self.policy);
        self.fleet.insert(call).map(Handle::to_bits).map_err(|refused| match refused.reason {
            Refusal::IdTaken => Fault::IdTaken,
            _ => Fault::FleetFull,
        })
    }

    /// Copies a call into a value.
    ///
    /// # Safety
    /// As every function of the ABI.
    pub(crate) unsafe fn copy(&self, handle: u64, value: *mut E::Memory) -> Result<(), Fault> {
        let call = self.fleet.get(Handle::from_bits(handle)).ok_or(Fault::NoSuchCall)?;
        // SAFETY: the caller vouches for the memory.
        unsafe { make(value, self.policy.clone(), |_| Ok(call.clone())) }
    }

    pub(crate) fn handle(
        &mut self,
        handle: u64,
        now: u64,
        event: &E::Event,
        step: &mut Step<E::Output>,
    ) -> Result<&E, Fault> {
        let (handle, now) = (Handle::from_bits(handle), Timestamp::from_millis(now));
        self.fleet.handle_into(now, handle, event, step).map_err(|_| Fault::NoSuchCall)?;
        self.fleet.get(handle).ok_or(Fault::NoSuchCall)
    }

    /// Writes the next deadline.
    ///
    /// # Safety
    /// As every function of the ABI.
    pub(crate) unsafe fn next_deadline(&self, at: *mut u64) -> Result<(), Fault> {
        // SAFETY: the caller vouches for the memory.
        unsafe { output(at) }?.put(crate::fields::time_or_never(self.fleet.next_deadline()));
        Ok(())
    }
}

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
