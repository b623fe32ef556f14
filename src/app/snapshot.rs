//! The application's end as bytes, and back.

use super::anchor::{Attempt, KeepAlive};
use super::call::{Call, Life};
use super::context::Context;
use super::ended::Ended;
use super::explanation::Explanation;
use super::hang_up::{HangUp, Stage};
use super::live::Live;
use super::notification::{LastTone, Reported};
use super::offset::Offset;
use super::operation::{Operation, Progress};
use super::operations::Operations;
use super::policy::Policy;
use crate::operation::table::{Encoded, Entry};
use crate::snapshot::{Digest, SNAPSHOT_VERSION, Sink, Source};
use crate::time::Span;
use crate::{
    CallState, Cause, ClientContext, CompletionReason, Id, OperationKind, ResultInfo, Snapshot, SnapshotError,
    Timestamp,
};

/// Marks a snapshot as one of this end.
const END: u8 = b'A';

impl<'p, const N: usize> Call<'p, N> {
    fn encode(&self, sink: &mut (impl Sink + ?Sized)) {
        let Self { life, operations } = self;
        let context = life.context();
        sink.u8(SNAPSHOT_VERSION);
        sink.u8(END);
        sink.id(context.id);
        sink.time(context.now);
        let (keep_alive, explanation, last_tone, audio_active) = match life {
            Life::Live(Live { keep_alive, hang_up, reported, .. }) => {
                sink.time(keep_alive.anchor);
                sink.u8(0);
                for at in [keep_alive.due, hang_up.at, hang_up.give_up_at] {
                    sink.u32(at.0);
                }
                // A call that is presumed lost has the number 2; 1 was that of one about to be verified, with which no step ends.
                let lost = u8::from(keep_alive.is_presumed_lost()).wrapping_mul(2);
                sink.put(&[reported.state as u8, keep_alive.attempt() as u8, hang_up.stage as u8, lost]);
                (*keep_alive, hang_up.explanation, reported.last_tone, reported.audio_active)
            }
            Life::Ended(ended) => {
                let (keep_alive, result) = (ended.keep_alive(), ended.result());
                sink.time(keep_alive.anchor);
                sink.u8(1);
                sink.u8(ended.cause as u8);
                let subcode = result.and_then(|result| result.subcode);
                sink.u8(u8::from(result.is_some()).wrapping_add(u8::from(subcode.is_some())));
                if let Some(result) = result {
                    sink.u32(result.code as u32);
                }
                if let Some(subcode) = subcode {
                    sink.u32(subcode as u32);
                }
                (keep_alive, ended.explanation, ended.last_tone, ended.is_audio_active())
            }
        };
        sink.put(&keep_alive.number.to_le_bytes());
        sink.put(&last_tone.0.to_le_bytes());
        let renewed = u8::from(keep_alive.is_renewed());
        sink.put(&[keep_alive.failures, explanation.number(), u8::from(audio_active), renewed]);
        operations.encode(sink);
    }

    /// Sixty-four bits that stand for the whole state, the same on every target: a fixed hash of
    /// the snapshot's bytes.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let mut digest = Digest::new();
        let sink: &mut dyn Sink = &mut digest;
        self.encode(sink);
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
        let context = Context { id: source.id()?, policy, now: source.time()? };
        let anchor = source.time()?;
        let kind =
            if source.bool()? { Kind::Ended(decode_end(&mut source)?) } else { Kind::Live(decode_live(&mut source)?) };
        let (number, last_tone, failures) = (source.u16()?, LastTone(source.u16()?), source.u8()?);
        let explanation = source.one_of(Explanation::from_number)?;
        let (audio_active, renewed) = (source.bool()?, source.bool()?);
        let operations = Operations::decode(&mut source)?;
        let at_rest = KeepAlive::at_rest(anchor, number, failures);
        let (life, life_sound) = match kind {
            Kind::Live(parts) => {
                let lost = parts.lost != 0;
                let keep_alive = at_rest.restored(parts.due, parts.attempt, lost, renewed);
                let hang_up = HangUp { at: parts.at, stage: parts.stage, explanation, ..HangUp::new(parts.give_up_at) };
                let mut live = Live {
                    context,
                    keep_alive,
                    hang_up,
                    reported: Reported { last_tone, audio_active, state: parts.state },
                };
                live.find_first(&operations);
                let sound = parts.lost != 1 && live_is_sound(&live);
                (Life::Live(live), sound)
            }
            Kind::Ended((cause, result)) => {
                let keep_alive = at_rest.restored(Offset::NONE, Attempt::Idle, false, renewed);
                let hang_up = HangUp { explanation, ..HangUp::new(Offset::NONE) };
                let reported = Reported { last_tone, audio_active, state: CallState::Terminated };
                (Life::Ended(Ended::new(context, cause, result, &keep_alive, &hang_up, reported)), true)
            }
        };
        let sound = life_sound
            && last_tone.is_sound()
            && anchor <= context.now
            && operations_are_sound(&operations, matches!(life, Life::Ended(_)), context.now);
        source.close(sound)?;
        Ok(Self { life, operations })
    }
}

/// What the two kinds of calls have of their own.
enum Kind {
    Live(Parts),
    Ended((Cause, Option<ResultInfo>)),
}

struct Parts {
    due: Offset,
    at: Offset,
    give_up_at: Offset,
    state: CallState,
    attempt: Attempt,
    stage: Stage,
    lost: u8,
}

fn decode_end(source: &mut Source<'_>) -> Result<(Cause, Option<ResultInfo>), SnapshotError> {
    let cause = source.one_of(Cause::from_number)?;
    let result = match source.u8()? {
        0 => None,
        1 => Some(ResultInfo::new(source.u32()? as i32, None)),
        2 => Some(ResultInfo::new(source.u32()? as i32, Some(source.u32()? as i32))),
        _ => return Err(source.impossible()),
    };
    Ok((cause, result))
}

fn decode_live(source: &mut Source<'_>) -> Result<Parts, SnapshotError> {
    Ok(Parts {
        due: Offset(source.u32()?),
        at: Offset(source.u32()?),
        give_up_at: Offset(source.u32()?),
        state: source.one_of(CallState::from_number)?,
        attempt: source.one_of(|number| Attempt::ALL.get(usize::from(number)).copied())?,
        stage: source.one_of(|number| Stage::ALL.get(usize::from(number)).copied())?,
        lost: source.one_of(|number| (number <= 2).then_some(number))?,
    })
}

/// What holds for the operations of every machine after every step.
fn operations_are_sound<const N: usize>(operations: &Operations<N>, ended: bool, now: Timestamp) -> bool {
    operations.is_sound()
        && operations.iter().all(|(_, operation)| {
            let over = operation.is_ended();
            (over || !ended) && (!operation.watched || (operation.watchdog > now && !over))
        })
}

/// What holds for every call that lives after every step.
fn live_is_sound(live: &Live<'_>) -> bool {
    let Live { context, keep_alive, hang_up, reported } = live;
    let (state, explanation) = (reported.state, hang_up.explanation);
    let confirmed = hang_up.is_confirmed();
    let expired = keep_alive.expiry(context).is_some_and(|expiry| expiry <= context.now);
    let is_reported = matches!(explanation, Explanation::Reported(_));
    let hung_up = explanation.is_hang_up() || is_reported;
    let states = match hang_up.stage {
        Stage::Confirmed => state == CallState::Terminating && hung_up,
        Stage::Sent => hung_up,
        Stage::NotAsked => !explanation.is_hang_up(),
        Stage::Asked | Stage::Retry => explanation != Explanation::HangUp,
    } && (!is_reported || state == CallState::Terminating);
    let lost = confirmed || keep_alive.is_presumed_lost() == expired;
    let future = [keep_alive.due, hang_up.at, hang_up.give_up_at]
        .into_iter()
        .all(|at| at.is_none() || at.at(keep_alive.anchor).is_some_and(|at| at > context.now));
    // Only the end of time leaves a call without its bound, or a live one without its keepAlive.
    let far = context.now > Timestamp::MAX.saturating_before(Span::MAX).saturating_before(Span::MAX);
    let probing = state.is_live() && !confirmed;
    let armed = far || (!hang_up.give_up_at.is_none() && (!keep_alive.due.is_none() || !probing));
    state != CallState::Terminated && states && lost && future && armed
}

impl Encoded for Operation {
    fn is_sound(&self) -> bool {
        self.is_ended() || self.reason.is_none()
    }

    fn encode(&self, sink: &mut (impl Sink + ?Sized)) {
        sink.id(self.id);
        sink.id(self.context.id());
        sink.time(self.watchdog);
        sink.u32(self.order);
        sink.put(&self.number.to_le_bytes());
        sink.put(&[self.kind as u8, self.progress as u8]);
        sink.tag(self.reason.map(|reason| reason as u8));
        let flags = [self.has_id, self.has_context, self.watched, self.endless, self.cancelled, self.doubtful];
        sink.put(&flags.map(u8::from));
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
