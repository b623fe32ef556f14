//! The application's end as bytes, and back.

use super::Policy;
use super::call::Call;
use super::clocks::{Belief, Clocks, HangUp, Offset, Probe};
use super::life::{End, LastTone, Life, Own};
use super::operations::{Operation, Operations, Progress};
use crate::operation::table::{Encoded, Entry};
use crate::snapshot::{Digest, SNAPSHOT_VERSION, Sink, Source};
use crate::{
    CallState, Cause, ClientContext, CompletionReason, Id, OperationKind, ResultInfo, Snapshot, SnapshotError, Span,
    Timestamp,
};

/// Marks a snapshot as one of this end.
const END: u8 = b'A';

impl<'p, const N: usize> Call<'p, N> {
    fn encode(&self, sink: &mut dyn Sink) {
        sink.u8(SNAPSHOT_VERSION);
        sink.u8(END);
        sink.id(self.id);
        sink.time(self.now);
        sink.time(self.anchor);
        match &self.life {
            Life::Live(clocks) => {
                sink.u8(0);
                for at in [clocks.probe_at, clocks.side_at, clocks.bound_at] {
                    sink.u32(at.0);
                }
                for byte in [clocks.state as u8, clocks.probe as u8, clocks.hang_up as u8, clocks.belief as u8] {
                    sink.u8(byte);
                }
            }
            Life::Ended(end) => {
                let result = end.result();
                sink.u8(1);
                sink.u8(end.cause as u8);
                let subcode = result.and_then(|result| result.subcode);
                sink.u8(u8::from(result.is_some()).wrapping_add(u8::from(subcode.is_some())));
                if let Some(result) = result {
                    sink.u32(result.code as u32);
                }
                if let Some(subcode) = subcode {
                    sink.u32(subcode as u32);
                }
            }
        }
        sink.put(&self.attempt.to_le_bytes());
        sink.put(&self.last_tone.0.to_le_bytes());
        for byte in [self.failures, self.own.number(), u8::from(self.audio_active), u8::from(self.renewed)] {
            sink.u8(byte);
        }
        self.operations.encode(sink);
    }

    /// Sixty-four bits that stand for the whole state, the same on every target: a fixed hash of the snapshot's bytes.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let mut digest = Digest::new();
        self.encode(&mut digest);
        digest.0
    }

    /// The whole state as bytes.
    ///
    /// # Errors
    /// [`SnapshotError::TooLong`] if `MAX` is too small.
    pub fn snapshot<const MAX: usize>(&self) -> Result<Snapshot<MAX>, SnapshotError> {
        Snapshot::write(|sink| self.encode(sink))
    }

    /// Goes on where a snapshot was taken.
    ///
    /// # Errors
    /// [`SnapshotError`] for bytes that no machine under this policy can have written.
    pub fn restore(bytes: &[u8], policy: &'p Policy) -> Result<Self, SnapshotError> {
        let mut source = Source::open(bytes, END)?;
        let (id, now, anchor) = (source.id()?, source.time()?, source.time()?);
        let life = if source.bool()? { decode_end(&mut source)? } else { decode_clocks(&mut source)? };
        let call = Self {
            id,
            policy,
            now,
            anchor,
            life,
            attempt: source.u16()?,
            last_tone: LastTone(source.u16()?),
            failures: source.u8()?,
            own: source.one_of(Own::from_number)?,
            audio_active: source.bool()?,
            renewed: source.bool()?,
            operations: Operations::decode(&mut source)?,
        };
        let sound = call.is_sound();
        source.close(sound)?;
        Ok(call)
    }

    /// What holds for every machine after every step.
    fn is_sound(&self) -> bool {
        let tone_sound = self.last_tone.0 == 0 || self.last_tone == LastTone::of(i64::from(self.last_tone.0));
        let ended = matches!(self.life, Life::Ended(_));
        let operations_sound = self.operations.is_sound()
            && self.operations.iter().all(|(_, operation)| {
                let over = operation.is_ended();
                (over || !ended) && (!operation.watched || (operation.watchdog > self.now && !over))
            });
        tone_sound && operations_sound && self.anchor <= self.now && self.clocks_sound()
    }

    fn clocks_sound(&self) -> bool {
        let Life::Live(clocks) = &self.life else { return true };
        let confirmed = clocks.hang_up == HangUp::Confirmed;
        let expired = self.expiry().is_some_and(|expiry| expiry <= self.now);
        let hung_up = self.own.is_hang_up() || matches!(self.own, Own::Told(_));
        let states = match clocks.hang_up {
            HangUp::Confirmed => clocks.state == CallState::Terminating && hung_up,
            HangUp::Out => hung_up,
            HangUp::None => !self.own.is_hang_up(),
            HangUp::Asked | HangUp::Retry => self.own != Own::HangUp,
        } && (!matches!(self.own, Own::Told(_)) || clocks.state == CallState::Terminating);
        let lost = clocks.belief != Belief::Lost && (confirmed || clocks.is_lost() == expired);
        let future = [clocks.probe_at, clocks.side_at, clocks.bound_at]
            .into_iter()
            .all(|at| at == Offset::NONE || at.at(self.anchor).is_some_and(|at| at > self.now));
        // Only the end of time leaves a call without its bound, or a live one without its keepAlive.
        let far = self.now > Timestamp::MAX.saturating_sub(Span::MAX).saturating_sub(Span::MAX);
        let probing = clocks.state.is_live() && !confirmed;
        let armed = far || (clocks.bound_at != Offset::NONE && (clocks.probe_at != Offset::NONE || !probing));
        clocks.state != CallState::Terminated && states && lost && future && armed
    }
}

fn decode_end(source: &mut Source<'_>) -> Result<Life, SnapshotError> {
    let cause = source.one_of(Cause::from_number)?;
    let result = match source.u8()? {
        0 => None,
        1 => Some(ResultInfo::new(source.u32()? as i32, None)),
        2 => Some(ResultInfo::new(source.u32()? as i32, Some(source.u32()? as i32))),
        _ => return Err(source.impossible()),
    };
    Ok(Life::Ended(End::new(cause, result)))
}

fn decode_clocks(source: &mut Source<'_>) -> Result<Life, SnapshotError> {
    const PROBES: [Probe; 3] = [Probe::Idle, Probe::Asked, Probe::Out];
    const HANG_UPS: [HangUp; 5] = [HangUp::None, HangUp::Asked, HangUp::Out, HangUp::Retry, HangUp::Confirmed];
    const BELIEFS: [Belief; 3] = [Belief::Alive, Belief::Lost, Belief::Verifying];
    Ok(Life::Live(Clocks {
        probe_at: Offset(source.u32()?),
        side_at: Offset(source.u32()?),
        bound_at: Offset(source.u32()?),
        state: source.one_of(CallState::from_number)?,
        probe: source.one_of(|number| PROBES.get(usize::from(number)).copied())?,
        hang_up: source.one_of(|number| HANG_UPS.get(usize::from(number)).copied())?,
        belief: source.one_of(|number| BELIEFS.get(usize::from(number)).copied())?,
    }))
}

impl Encoded for Operation {
    fn is_sound(&self) -> bool {
        self.is_ended() || self.reason.is_none()
    }

    fn encode(&self, sink: &mut dyn Sink) {
        sink.id(self.id);
        sink.id(self.context.id());
        sink.time(self.watchdog);
        sink.u32(self.order);
        sink.put(&self.number.to_le_bytes());
        sink.u8(self.kind as u8);
        sink.u8(self.progress as u8);
        sink.tag(self.reason.map(|reason| reason as u8));
        for flag in [self.has_id, self.has_context, self.watched, self.endless, self.cancelled, self.doubtful] {
            sink.u8(u8::from(flag));
        }
    }

    fn decode(source: &mut Source<'_>) -> Result<Self, SnapshotError> {
        let id: Id = source.id()?;
        let context = ClientContext::from_id(source.id()?);
        let watchdog: Timestamp = source.time()?;
        Ok(Self {
            id,
            context,
            watchdog,
            order: source.u32()?,
            number: source.u16()?,
            kind: source.one_of(OperationKind::from_number)?,
            progress: source.one_of(|number| Progress::ALL.get(usize::from(number)).copied())?,
            reason: source.tag(CompletionReason::from_number)?,
            has_id: source.bool()?,
            has_context: source.bool()?,
            watched: source.bool()?,
            endless: source.bool()?,
            cancelled: source.bool()?,
            doubtful: source.bool()?,
        })
    }
}
