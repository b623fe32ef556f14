//! The values that hold a call, in the caller's memory.
//!
//! A value is its tag, its policy and its call. The call borrows its policy from the value itself,
//! and a caller may move the value byte by byte. So the call is told where its policy is whenever the
//! value is used, before anything looks at it.

use core::mem::MaybeUninit;
use core::ptr::{addr_of, addr_of_mut};

use call_lifecycle::{app, service};

use crate::code::Fault;
use crate::declare::structs;
use crate::memory::{apart, input, output};

/// How many operations a call has room for at a time.
pub(crate) const SLOTS: usize = 4;

pub(crate) type App = app::Call<'static, SLOTS>;
pub(crate) type Service = service::Call<'static, SLOTS>;

structs! {
    /// The application's end of a call, with room for 4 operations at a time.
    ///
    /// What is in it is nobody else's business. It may be copied and moved byte by byte, within one
    /// process; what outlives the process is a snapshot.
    struct cl_app = 344 {
        /// Its content.
        opaque: [u64; 43],
    }

    /// The service's end of a call, with room for 4 operations at a time.
    ///
    /// What is in it is nobody else's business. It may be copied and moved byte by byte, within one
    /// process; what outlives the process is a snapshot.
    struct cl_service = 528 {
        /// Its content.
        opaque: [u64; 66],
    }
}

/// One end of a call, as it lies in the caller's memory.
pub(crate) trait End: Sized + 'static {
    /// The memory.
    type Memory;
    type Policy: 'static;
    /// What a value of this end begins with.
    const TAG: u64;

    /// Tells the call where its policy is.
    fn set_policy(&mut self, policy: &'static Self::Policy);
}

/// What the tags of this version have in common: "call", and the version of the layout of values,
/// which changes with every release that changes a machine.
const VERSION: u64 = 0x6361_6c6c_0001_0000;
/// The bits that say which end it is.
const END: u64 = 0xffff;

impl End for App {
    type Memory = cl_app;
    type Policy = app::Policy;
    const TAG: u64 = VERSION | b'A' as u64;

    #[inline(always)]
    fn set_policy(&mut self, policy: &'static app::Policy) {
        Self::set_policy(self, policy);
    }
}

impl End for Service {
    type Memory = cl_service;
    type Policy = service::Policy;
    const TAG: u64 = VERSION | b'S' as u64;

    #[inline(always)]
    fn set_policy(&mut self, policy: &'static service::Policy) {
        Self::set_policy(self, policy);
    }
}

/// A value: what its memory holds.
#[repr(C, align(8))]
pub(crate) struct Value<E: End> {
    tag: u64,
    policy: E::Policy,
    call: E,
}

const _: () = assert!(size_of::<Value<App>>() <= size_of::<cl_app>() && align_of::<Value<App>>() <= 8);
const _: () = assert!(size_of::<Value<Service>>() <= size_of::<cl_service>() && align_of::<Value<Service>>() <= 8);

/// Lends a policy for as long as a call that borrows it is looked at.
///
/// # Safety
/// The call must be told of another place of its policy before it is used after this one has gone.
unsafe fn lend<P>(policy: &P) -> &'static P {
    // SAFETY: the caller vouches for it.
    unsafe { &*core::ptr::from_ref(policy) }
}

/// Makes a value in its place in the caller's memory.
///
/// # Safety
/// As every function of the ABI.
pub(crate) unsafe fn put<E: End>(
    memory: *mut E::Memory,
    policy: Result<E::Policy, Fault>,
    call: impl FnOnce(&'static E::Policy) -> E,
) -> Result<(), Fault> {
    // SAFETY: a value takes no more than its memory, whose alignment it has.
    let value = unsafe { output(memory) }?.as_mut_ptr().cast::<Value<E>>();
    // SAFETY: it is the place of a value, of which nothing is read that was not written.
    unsafe {
        addr_of_mut!((*value).policy).write(policy?);
        addr_of_mut!((*value).tag).write(E::TAG);
    }
    // SAFETY: it was just written, and whatever uses the call is told where the policy is by then.
    let policy = unsafe { lend(&*addr_of!((*value).policy)) };
    // SAFETY: as above.
    unsafe { addr_of_mut!((*value).call).write(call(policy)) };
    Ok(())
}

/// Makes a value in the caller's memory, where a call can be made at all.
///
/// # Safety
/// As every function of the ABI.
pub(crate) unsafe fn make<E: End>(
    memory: *mut E::Memory,
    policy: E::Policy,
    call: impl FnOnce(&'static E::Policy) -> Result<E, Fault>,
) -> Result<(), Fault> {
    // SAFETY: a value takes no more than its memory, whose alignment it has.
    let value = unsafe { output(memory) }?.as_mut_ptr().cast::<Value<E>>();
    // SAFETY: whatever uses the call is told where the policy is by then.
    let call = call(unsafe { lend(&policy) })?;
    // SAFETY: as above.
    unsafe { value.write(Value { tag: E::TAG, policy, call }) };
    Ok(())
}

/// Whether a value of this end is in the memory.
#[inline(always)]
unsafe fn find<E: End>(memory: *const E::Memory) -> Result<*const Value<E>, Fault> {
    // SAFETY: the first word is there, and any bits are a number.
    let tag = unsafe { input(memory.cast::<Aligned>()) }?.0;
    if tag == E::TAG { Ok(memory.cast()) } else { Err(no_value(tag)) }
}

/// What is wrong with memory that begins with another tag.
const fn no_value(tag: u64) -> Fault {
    if tag & !END == VERSION & !END || tag >> 32 != VERSION >> 32 { Fault::NoCall } else { Fault::OtherVersion }
}

/// The first word of a value, with the alignment of values on every target.
#[repr(C, align(8))]
struct Aligned(u64);

/// The call in a value, to be changed.
///
/// # Safety
/// As every function of the ABI; what is returned is gone before the memory is used again.
#[inline(always)]
pub(crate) unsafe fn call_mut<'m, E: End>(memory: *mut E::Memory) -> Result<&'m mut E, Fault> {
    // SAFETY: the caller vouches for the memory.
    let value = unsafe { find::<E>(memory) }?.cast_mut();
    // SAFETY: a value of this end is there.
    let (policy, call) = unsafe { (addr_of!((*value).policy), addr_of_mut!((*value).call)) };
    // SAFETY: it is there, and nobody writes to it.
    let policy = unsafe { &*policy };
    // SAFETY: it is there, and nobody else has it.
    let call = unsafe { &mut *call };
    // SAFETY: every use of the value tells it anew, as here.
    call.set_policy(unsafe { lend(policy) });
    Ok(call)
}

/// A copy of the call in a value that nobody changes.
///
/// It is a copy, since the call must be told where its policy is, and several threads may read one
/// value.
///
/// # Safety
/// As every function of the ABI; `room` stays where it is while what is returned is used.
#[inline(always)]
pub(crate) unsafe fn call<E: End>(memory: *const E::Memory, room: &mut MaybeUninit<Value<E>>) -> Result<&E, Fault> {
    // SAFETY: the caller vouches for the memory.
    let value = unsafe { find::<E>(memory) }?;
    // SAFETY: a value is plain memory, and there is as much of it at both places, which do not overlap.
    unsafe { core::ptr::copy_nonoverlapping(value, room.as_mut_ptr(), 1) };
    // SAFETY: it was just copied.
    unsafe { call_mut::<E>(room.as_mut_ptr().cast()) }.map(|call| &*call)
}

/// Whether the memory of a value shares no byte with a struct.
pub(crate) fn is_apart<E: End, T>(memory: *const E::Memory, other: *const T) -> Result<(), Fault> {
    apart(memory.cast::<Value<E>>(), other)
}
