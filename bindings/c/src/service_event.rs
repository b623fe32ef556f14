//! Events of the service's end: a flat struct, and the core's event that it stands for.

use call_lifecycle::record::{Profile, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{Event, MediaEvent, PeerEvent, Request};
use call_lifecycle::{ClientContext, OperationKind, Slot};

use crate::code::{Fault, code};
use crate::declare::{functions, structs};
use crate::fields::{
    CL_HAS_CONTEXT, CL_HAS_INITIAL_SILENCE, CL_HAS_MAX_DURATION, CL_HAS_MAX_SILENCE, CL_HAS_TIMEOUT, CL_NONE, flag,
    id_of, optional_flag,
};
use crate::memory::output;

structs! {
    /// An event of the service's end.
    ///
    /// `cl_service_event_init` makes one in which every member is absent; set those that the kind has.
    /// The others are ignored.
    ///
    /// | kind | members |
    /// |---|---|
    /// | wake | |
    /// | request | request, and of redirect: targets, timeout; of record: id, context, profile, prompts, barge_in_allowed, play_beep, stream_while_recording, the three timeouts, stop_tones; of playPrompt: id, context, prompts; of start: id, context, operation; of getOperation: id |
    /// | peer | peer |
    /// | media | media; of tone: tone |
    /// | finished | slot, success |
    struct cl_service_event = 144 {
        /// The time, in milliseconds, of a clock that never goes back.
        now: u64,
        /// The id of an operation, in the order of its digits.
        id: [u8; 16],
        /// The clientContext of an operation, as `cl_context` makes it of a text (CL_HAS_CONTEXT).
        context: [u8; 16],
        /// `stopTones`: up to 8 sequences of up to 8 symbols (0-9, *, #, A-D), each filled up with
        /// zeros.
        stop_tones: [u8; 64],
        /// How many prompts there are.
        prompts: u32,
        /// How many targets a redirect has.
        targets: u32,
        /// `timeout` of a redirect, in seconds (CL_HAS_TIMEOUT).
        timeout: i32,
        /// `initialSilenceTimeoutInSeconds` (CL_HAS_INITIAL_SILENCE).
        initial_silence_timeout: i32,
        /// `maxSilenceTimeoutInSeconds` (CL_HAS_MAX_SILENCE).
        max_silence_timeout: i32,
        /// `maxRecordDurationInSeconds` (CL_HAS_MAX_DURATION).
        max_record_duration: i32,
        /// Which optional members are there: bits CL_HAS_.
        has: u32,
        /// CL_SERVICE_EVENT_
        kind: u8,
        /// CL_SERVICE_REQUEST_
        request: u8,
        /// CL_OPERATION_KIND_
        operation: u8,
        /// CL_PEER_EVENT_
        peer: u8,
        /// CL_MEDIA_EVENT_
        media: u8,
        /// CL_TONE_
        tone: u8,
        /// The slot of an operation.
        slot: u8,
        /// Whether an operation did what it was for: 0 or 1.
        success: u8,
        /// CL_PROFILE_
        profile: u8,
        /// `bargeInAllowed`: 0, 1 or CL_NONE.
        barge_in_allowed: u8,
        /// `playBeep`: 0, 1 or CL_NONE.
        play_beep: u8,
        /// `streamWhileRecording`: 0, 1 or CL_NONE.
        stream_while_recording: u8,
    }
}

impl cl_service_event {
    /// An event in which every member is absent.
    pub(crate) const fn new(now: u64, kind: u8) -> Self {
        Self {
            now,
            id: [0; 16],
            context: [0; 16],
            stop_tones: [0; 64],
            prompts: 0,
            targets: 0,
            timeout: 0,
            initial_silence_timeout: 0,
            max_silence_timeout: 0,
            max_record_duration: 0,
            has: 0,
            kind,
            request: CL_NONE,
            operation: CL_NONE,
            peer: CL_NONE,
            media: CL_NONE,
            tone: CL_NONE,
            slot: CL_NONE,
            success: 0,
            profile: Profile::RecordResponse.number(),
            barge_in_allowed: CL_NONE,
            play_beep: CL_NONE,
            stream_while_recording: CL_NONE,
        }
    }

    fn optional(&self, bit: u32, value: i32) -> Option<i32> {
        (self.has & bit != 0).then_some(value)
    }

    /// Makes the core's event and hands it on.
    #[inline(always)]
    pub(crate) fn with_event(&self, then: impl FnOnce(&Event)) -> Result<(), Fault> {
        then(&match self.kind {
            0 => Event::Wake,
            1 => Event::Request(self.request()?),
            2 => Event::Peer(PeerEvent::from_number(self.peer).ok_or(Fault::Peer)?),
            3 => Event::Media(self.media()?),
            4 => Event::Finished { slot: Slot::new(self.slot), success: flag(self.success)? },
            _ => return Err(Fault::Kind),
        });
        Ok(())
    }

    fn request(&self) -> Result<Request, Fault> {
        let id = id_of(self.id);
        Ok(match self.request {
            0 => Request::KeepAlive,
            1 => Request::GetCall,
            2 => Request::HangUp,
            3 => Request::Answer,
            4 => Request::Reject,
            5 => Request::Redirect { targets: self.targets, timeout: self.optional(CL_HAS_TIMEOUT, self.timeout) },
            6 => Request::Transfer,
            7 => Request::Record { id, context: self.context(), request: self.recording()? },
            8 => Request::PlayPrompt { id, context: self.context(), prompts: self.prompts },
            9 => {
                let kind = OperationKind::from_number(self.operation).ok_or(Fault::Operation)?;
                Request::Start { id, context: self.context(), kind }
            }
            10 => Request::GetOperation(id),
            11 => Request::BadBody,
            12 => Request::Other,
            _ => return Err(Fault::Request),
        })
    }

    const fn context(&self) -> Option<ClientContext> {
        if self.has & CL_HAS_CONTEXT != 0 { Some(ClientContext::from_id(id_of(self.context))) } else { None }
    }

    fn recording(&self) -> Result<RecordRequest, Fault> {
        let mut request = RecordRequest::new(Profile::from_number(self.profile).ok_or(Fault::Profile)?);
        request.prompts = self.prompts;
        request.barge_in_allowed = optional_flag(self.barge_in_allowed)?;
        request.play_beep = optional_flag(self.play_beep)?;
        request.stream_while_recording = optional_flag(self.stream_while_recording)?;
        request.initial_silence_timeout_in_seconds =
            self.optional(CL_HAS_INITIAL_SILENCE, self.initial_silence_timeout);
        request.max_silence_timeout_in_seconds = self.optional(CL_HAS_MAX_SILENCE, self.max_silence_timeout);
        request.max_record_duration_in_seconds = self.optional(CL_HAS_MAX_DURATION, self.max_record_duration);
        request.stop_tones = self.stop_tones()?;
        Ok(request)
    }

    /// Each sequence ends at its first zero, and the list at its first empty sequence. Nothing follows
    /// an end.
    fn stop_tones(&self) -> Result<StopTones, Fault> {
        let mut tones = StopTones::NONE;
        let mut over = false;
        for sequence in self.stop_tones.chunks(StopTones::MAX_SYMBOLS) {
            let length = sequence.iter().take_while(|symbol| **symbol != 0).count();
            let (symbols, rest) = sequence.split_at_checked(length).ok_or(Fault::StopTones)?;
            if rest.iter().any(|symbol| *symbol != 0) || (over && length != 0) {
                return Err(Fault::StopTones);
            }
            over = length == 0;
            if !over {
                let symbols = core::str::from_utf8(symbols).map_err(|_| Fault::StopTones)?;
                tones = tones.with(symbols).map_err(|_| Fault::StopTones)?;
            }
        }
        Ok(tones)
    }

    fn media(&self) -> Result<MediaEvent, Fault> {
        Ok(match self.media {
            0 => MediaEvent::PromptFinished,
            1 => MediaEvent::PromptFailed,
            2 => MediaEvent::BeepFinished,
            3 => MediaEvent::BeepFailed,
            4 => MediaEvent::SpeechStarted,
            5 => MediaEvent::SpeechStopped,
            6 => MediaEvent::Tone(Tone::from_number(self.tone).ok_or(Fault::Tone)?),
            7 => MediaEvent::MediaLost,
            8 => MediaEvent::RecordFailed,
            _ => return Err(Fault::Media),
        })
    }
}

functions! {
    /// Makes an event of a kind in which every member is absent.
    fn cl_service_event_init(event: *mut cl_service_event, now: u64, kind: u8) -> i32 {
        // SAFETY: the caller vouches for the memory.
        code(unsafe { output(event) }.map(|place| place.put(cl_service_event::new(now, kind))))
    }
}
