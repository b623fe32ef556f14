//! A fleet in memory that the caller lends.
//!
//! The memory begins with a [`Head`], at the first multiple of 64 bytes; the places of the calls, the
//! tree of their deadlines and the index of their ids come after it. They hold addresses of one
//! another, so a fleet stays where it is: its head knows its own address.

use call_lifecycle::fleet::{Entry, Fleet, Node, Place, Storage, entries_for, nodes_for};
use call_lifecycle::{Id, Machine, Timestamp};

use super::found::Found;
use crate::code::Fault;
use crate::memory::input;
use crate::value::End;

/// What is aligned to as much as the parts of a fleet are.
const ALIGNMENT: usize = 64;
/// The most calls of a fleet.
const MAX_CALLS: u32 = 1 << 24;

const _: () = assert!(align_of::<Place<crate::value::App>>() == ALIGNMENT && align_of::<Node>() == ALIGNMENT);

/// What the memory of a fleet begins with.
#[repr(C, align(64))]
pub(super) struct Head<E: End> {
    tag: u64,
    address: usize,
    policy: E::Policy,
    fleet: Fleet<'static, E>,
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
