//! The service's end as bytes, and back.

use super::deadlines;
use super::keep_alive::KeepAlive;
use super::media::Media;
use super::operations::Operations;
use super::parts::Parts;
use super::policy::Policy;
use super::tones::Tones;
use crate::operation::table::Entry;
use crate::record::{Heard, RecordPhase, StopTones};
use crate::snapshot::{SNAPSHOT_VERSION, Sink, Source};
use crate::time::Span;
use crate::{CallState, Cause, Id, SnapshotError, Timestamp};

/// Marks a snapshot as one of this end.
const END: u8 = b'S';

pub(super) fn encode<const N: usize>(id: Id, now: Timestamp, parts: &Parts<'_, N>, sink: &mut (impl Sink + ?Sized)) {
    let Parts { keep_alive, entered, media, redirect_timeout, state, cause, tones, first: _, operations, policy: _ } =
        parts;
    sink.u8(SNAPSHOT_VERSION);
    sink.u8(END);
    sink.id(id);
    for time in [now, keep_alive.anchor, *entered, media.started, media.since] {
        sink.time(time);
    }
    sink.u32(media.heard.window);
    sink.u8(media.heard.count);
    sink.u32(redirect_timeout.as_millis());
    sink.u32(tones.notified);
    sink.u8(*state as u8);
    sink.tag(cause.map(|cause| cause as u8));
    sink.u8(u8::from(media.speaking));
    sink.u8(u8::from(tones.subscribed));
    operations.encode(sink);
}

/// The call's id, its latest time and its parts.
pub(super) fn decode<'p, const N: usize>(
    bytes: &[u8],
    policy: &'p Policy,
) -> Result<(Id, Timestamp, Parts<'p, N>), SnapshotError> {
    let mut source = Source::open(bytes, END)?;
    let (id, now) = (source.id()?, source.time()?);
    let keep_alive = KeepAlive::started(source.time()?);
    let entered = source.time()?;
    let (started, since) = (source.time()?, source.time()?);
    let heard = Heard { window: source.u32()?, count: source.u8()? };
    let redirect_timeout = source.u32()?;
    if Span::from_millis(redirect_timeout).as_millis() != redirect_timeout {
        return Err(source.impossible());
    }
    let notified = source.u32()?;
    let (state, cause) = (source.one_of(CallState::from_number)?, source.tag(Cause::from_number)?);
    let (speaking, subscribed) = (source.bool()?, source.bool()?);
    let operations = Operations::decode(&mut source)?;
    let mut parts = Parts {
        policy,
        keep_alive,
        entered,
        media: Media { started, since, heard, speaking, running: operations.running() },
        redirect_timeout: Span::from_millis(redirect_timeout),
        state,
        cause,
        first: None,
        tones: Tones { notified, subscribed },
        operations,
    };
    deadlines::find_first(&mut parts);
    let sound = is_sound(&parts, now) && deadlines::first(&parts).is_none_or(|deadline| deadline.at > now);
    source.close(sound)?;
    Ok((id, now, parts))
}

/// What holds for every machine after every step.
fn is_sound<const N: usize>(parts: &Parts<'_, N>, now: Timestamp) -> bool {
    let Parts { keep_alive, entered, media, state, cause, operations, .. } = parts;
    let times = [keep_alive.anchor, *entered, media.started, media.since].into_iter().all(|time| time <= now);
    let cause = cause.is_some() != state.is_live();
    let heard = usize::from(media.heard.count) <= StopTones::MAX_SYMBOLS;
    let open = || operations.iter().map(|(_, operation)| operation).filter(|operation| !operation.is_ended());
    let running = open().filter(|operation| operation.kind.is_media() && operation.phase.is_running()).count();
    let queued = open().any(|operation| operation.kind.is_media() && operation.phase == RecordPhase::Queued);
    let queue = running <= 1 && (running == 1 || !queued);
    let operations = operations.is_sound() && (state.is_connected() || open().next().is_none());
    times && cause && heard && queue && operations
}
