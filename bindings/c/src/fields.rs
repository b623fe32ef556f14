//! What members of structs have in common: numbers that stand for nothing, bits of `has` and of
//! `flags`, and how ids, times and flags are written.

use core::time::Duration;

use call_lifecycle::{Id, Slot, Slots, Timestamp};

use crate::code::Fault;
use crate::declare::constants;

constants! { NUMBERS: u64 {
    /// A time that never comes: there is no deadline, or no expiry.
    CL_NEVER = u64::MAX;
} }

constants! { BYTES: u8 {
    /// The number of what is absent.
    CL_NONE = 255;
    /// The state of a report that has a word which is no known state.
    CL_UNKNOWN = 254;
} }

constants! { HAS: u32 {
    /// `context` is there.
    CL_HAS_CONTEXT = 1;
    /// `id` is there. (An event of the service's end always has it where it needs one.)
    CL_HAS_ID = 2;
    /// `code` is there.
    CL_HAS_CODE = 4;
    /// `subcode` is there; it counts only with `code`.
    CL_HAS_SUBCODE = 8;
    /// `retry_after` is there.
    CL_HAS_RETRY_AFTER = 16;
    /// `takes_at_most` is there.
    CL_HAS_TAKES_AT_MOST = 32;
    /// `timeout` is there.
    CL_HAS_TIMEOUT = 64;
    /// `initial_silence_timeout` is there.
    CL_HAS_INITIAL_SILENCE = 128;
    /// `max_silence_timeout` is there.
    CL_HAS_MAX_SILENCE = 256;
    /// `max_record_duration` is there.
    CL_HAS_MAX_DURATION = 512;
} }

constants! { FLAGS: u8 {
    /// `now` was earlier than in an earlier step; the call went on as if no time had passed.
    CL_CLOCK_REGRESSED = 1;
    /// `next_deadline` has changed: arm the timer anew.
    CL_DEADLINE_CHANGED = 2;
    /// The expiry has passed, and the call has not ended. (Application.)
    CL_PRESUMED_LOST = 4;
    /// A keepAlive was sent, and its reply is awaited. (Application.)
    CL_IN_FLIGHT = 8;
    /// Audio flows, by the last notification that said so or denied it. (Application.)
    CL_AUDIO_ACTIVE = 16;
    /// The application has asked the service to end the call, and the service has confirmed it.
    /// (Application.)
    CL_HANG_UP_CONFIRMED = 32;
} }

/// An id as bytes, most significant first: in the order of its digits.
pub(crate) const fn bytes_of(id: Id) -> [u8; 16] {
    id.as_u128().to_be_bytes()
}

pub(crate) const fn id_of(bytes: [u8; 16]) -> Id {
    Id::from_u128(u128::from_be_bytes(bytes))
}

/// The id of bytes at any address.
#[cfg_attr(target_os = "none", inline(never))]
pub(crate) fn id_at(bytes: &[u8; 16]) -> Id {
    if !cfg!(target_os = "none") {
        return id_of(*bytes);
    }
    // Small processors read a word only where it is aligned.
    Id::from_u128(bytes.iter().fold(0, |value, byte| value << 8 | u128::from(*byte)))
}

/// A duration of milliseconds, worked out in 32 bits: small processors have no longer division.
pub(crate) const fn duration(millis: u32) -> Duration {
    Duration::new((millis / 1_000) as u64, millis % 1_000 * 1_000_000)
}

/// The milliseconds of a duration of a policy, which are at most 2³² − 1.
pub(crate) const fn millis(duration: Duration) -> u32 {
    (duration.as_secs() as u32).wrapping_mul(1_000).wrapping_add(duration.subsec_millis())
}

/// A time that may never come.
pub(crate) const fn time_or_never(time: Option<Timestamp>) -> u64 {
    match time {
        Some(time) => time.as_millis(),
        None => CL_NEVER,
    }
}

/// The bits of slots.
pub(crate) fn bits(slots: Slots) -> u32 {
    slots.iter().fold(0, |bits, slot| bits | 1_u32.checked_shl(slot.index() as u32).unwrap_or(0))
}

pub(crate) const fn slot(slot: Slot) -> u8 {
    slot.index() as u8
}

/// A bit of `flags`, where something is so.
pub(crate) const fn flag_if(is: bool, flag: u8) -> u8 {
    if is { flag } else { 0 }
}

/// A flag that is there.
pub(crate) const fn flag(byte: u8) -> Result<bool, Fault> {
    match byte {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(Fault::Flag),
    }
}

/// A flag that may be absent.
pub(crate) fn optional_flag(byte: u8) -> Result<Option<bool>, Fault> {
    if byte == CL_NONE { Ok(None) } else { flag(byte).map(Some) }
}

/// The value of a number that may be absent.
pub(crate) fn optional<T>(byte: u8, from_number: impl Fn(u8) -> Option<T>, fault: Fault) -> Result<Option<T>, Fault> {
    if byte == CL_NONE { Ok(None) } else { from_number(byte).map(Some).ok_or(fault) }
}
