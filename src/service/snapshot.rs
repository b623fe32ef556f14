//! The service's end as bytes, and back.

use super::keep_alive::KeepAlive;
use super::media::Media;
use super::operations::{Operation, Operations};
use super::parts::Parts;
use super::tones::Tones;
use super::{Call, Policy};
use crate::operation::table::{Encoded, Entry};
use crate::record::{Heard, Profile, RecordParameters, RecordPhase, StopTones};
use crate::snapshot::{Digest, SNAPSHOT_VERSION, Sink, Source};
use crate::{
    CallState, Cause, ClientContext, CompletionReason, OperationKind, Snapshot, SnapshotError, Span,
};

/// Marks a snapshot as one of this end.
const END: u8 = b'S';

impl<'p, const N: usize> Call<'p, N> {
    fn encode(&self, sink: &mut dyn Sink) {
        let Parts { keep_alive, entered, media, redirect_timeout, state, cause, tones, first: _, operations } =
            &self.parts;
        sink.u8(SNAPSHOT_VERSION);
        sink.u8(END);
        sink.id(self.id);
        for time in [self.now, keep_alive.anchor, *entered, media.started, media.since] {
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
        let parts = Parts {
            keep_alive,
            entered,
            media: Media { started, since, heard, speaking, running: operations.running() },
            redirect_timeout: Span::from_millis(redirect_timeout),
            state,
            cause,
            tones: Tones { notified, subscribed },
            first: None,
            operations,
        };
        let call = Self::new(id, now, parts, policy);
        let sound = call.is_sound();
        source.close(sound)?;
        Ok(call)
    }

    /// What holds for every machine after every step.
    fn is_sound(&self) -> bool {
        let Parts { keep_alive, entered, media, state, cause, operations, .. } = &self.parts;
        let times = [keep_alive.anchor, *entered, media.started, media.since].into_iter().all(|time| time <= self.now);
        let cause = cause.is_some() != state.is_live();
        let heard = usize::from(media.heard.count) <= StopTones::MAX_SYMBOLS;
        let open = || operations.iter().map(|(_, operation)| operation).filter(|operation| !operation.is_ended());
        let running = open().filter(|operation| operation.kind.is_media() && operation.phase.is_running()).count();
        let queued = open().any(|operation| operation.kind.is_media() && operation.phase == RecordPhase::Queued);
        let queue = running <= 1 && (running == 1 || !queued);
        let operations = operations.is_sound() && (state.is_connected() || open().next().is_none());
        let future = self.next_deadline().is_none_or(|deadline| deadline.at > self.now);
        times && cause && heard && queue && operations && future
    }
}

impl Encoded for Operation {
    fn encode(&self, sink: &mut dyn Sink) {
        sink.id(self.id);
        sink.id(self.context.id());
        let parameters = &self.parameters;
        sink.u8(parameters.profile as u8);
        for flag in [parameters.has_prompts, parameters.barge_in, parameters.beep, parameters.stream] {
            sink.u8(u8::from(flag));
        }
        for seconds in [parameters.initial_silence, parameters.max_silence, parameters.max_duration] {
            sink.u32(seconds);
        }
        let (symbols, lengths) = parameters.stop_tones.words();
        for word in symbols {
            sink.u32(word);
        }
        sink.u32(lengths);
        sink.u32(self.order);
        sink.u8(self.kind as u8);
        sink.u8(self.phase as u8);
        sink.u8(u8::from(self.success));
        sink.tag(self.reason.map(|reason| reason as u8));
        sink.u8(u8::from(self.has_context));
    }

    fn decode(source: &mut Source<'_>) -> Result<Self, SnapshotError> {
        let id = source.id()?;
        let context = ClientContext::from_id(source.id()?);
        let parameters = RecordParameters {
            profile: source.one_of(Profile::from_number)?,
            has_prompts: source.bool()?,
            barge_in: source.bool()?,
            beep: source.bool()?,
            stream: source.bool()?,
            initial_silence: source.u32()?,
            max_silence: source.u32()?,
            max_duration: source.u32()?,
            stop_tones: {
                let mut symbols = [0; StopTones::MAX];
                for word in &mut symbols {
                    *word = source.u32()?;
                }
                let lengths = source.u32()?;
                StopTones::from_words(symbols, lengths).ok_or_else(|| source.impossible())?
            },
        };
        Ok(Self {
            id,
            context,
            parameters,
            order: source.u32()?,
            kind: source.one_of(OperationKind::from_number)?,
            phase: source.one_of(RecordPhase::from_number)?,
            success: source.bool()?,
            reason: source.tag(CompletionReason::from_number)?,
            has_context: source.bool()?,
        })
    }

    /// Whether parameters, phase and end go together.
    fn is_sound(&self) -> bool {
        let seconds = [self.parameters.initial_silence, self.parameters.max_silence, self.parameters.max_duration];
        let ended = self.phase == RecordPhase::Ended;
        let phase = match self.kind {
            OperationKind::Record => true,
            OperationKind::PlayPrompt => {
                matches!(self.phase, RecordPhase::Queued | RecordPhase::Prompting | RecordPhase::Ended)
            }
            _ => matches!(self.phase, RecordPhase::Queued | RecordPhase::Ended),
        };
        let outcome = match self.reason {
            Some(reason) => ended && (reason.status() == crate::OperationStatus::Completed) == self.success,
            None => ended || !self.success,
        };
        phase && outcome && seconds.into_iter().all(|seconds| seconds <= i32::MAX as u32)
    }
}
