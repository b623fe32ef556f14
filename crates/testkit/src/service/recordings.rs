//! Recordings for scripts: requests, and calls that have come to each phase.

use call_lifecycle::record::{Profile, RecordPhase, RecordRequest, StopTones};
use call_lifecycle::service::MediaEvent;

use super::{START, Service};

type Call = Service<4>;

/// A `record` of the 2019 page in which every member is absent.
pub const fn record() -> RecordRequest {
    RecordRequest::new(Profile::Record)
}

/// The example of the 2019 page, `"loop": 5` and all.
pub fn example() -> RecordRequest {
    record()
        .with_prompts(1)
        .with_barge_in_allowed(true)
        .with_max_record_duration_in_seconds(1800)
        .with_initial_silence_timeout_in_seconds(10)
        .with_max_silence_timeout_in_seconds(2)
        .with_play_beep(true)
        .with_stream_while_recording(true)
        .with_stop_tones(stop_tones(["#", "11", "*"]))
}

pub fn stop_tones<const K: usize>(sequences: [&str; K]) -> StopTones {
    StopTones::parse(sequences).unwrap()
}

/// Prompts, a beep, 10 s of initial silence, 2 s of silence, a minute at most, `#` to stop; no
/// barge-in.
pub fn full() -> RecordRequest {
    let mut request = example().with_max_record_duration_in_seconds(60);
    request.barge_in_allowed = None;
    request
}

/// The same with or without prompts and beep.
pub fn with(prompts: bool, beep: bool) -> RecordRequest {
    full().with_prompts(u32::from(prompts)).with_play_beep(beep)
}

/// A recording that was asked for, and whose prompt and beep were played, at the beginning.
pub fn recording(request: RecordRequest) -> Call {
    let mut call = Call::connected();
    call.record(START, 1, request);
    if request.prompts > 0 {
        call.media(START, MediaEvent::PromptFinished);
    }
    if request.play_beep == Some(true) {
        call.media(START, MediaEvent::BeepFinished);
    }
    assert_eq!(call.phase(0), RecordPhase::Listening);
    call
}

/// A recording in this phase, which it entered at the beginning; if queued, behind another.
pub fn in_phase(phase: RecordPhase) -> (Call, usize) {
    let mut call = Call::connected();
    if phase == RecordPhase::Queued {
        call.play_prompt(START, 9, 1);
    }
    let slot = call.record(START, 1, full()).slot();
    let way: &[MediaEvent] = match phase {
        RecordPhase::Queued | RecordPhase::Prompting => &[],
        RecordPhase::Beeping => &[MediaEvent::PromptFinished],
        RecordPhase::Listening => &[MediaEvent::PromptFinished, MediaEvent::BeepFinished],
        RecordPhase::Speaking => &[MediaEvent::PromptFinished, MediaEvent::BeepFinished, MediaEvent::SpeechStarted],
        RecordPhase::Pausing | RecordPhase::Ended => &[
            MediaEvent::PromptFinished,
            MediaEvent::BeepFinished,
            MediaEvent::SpeechStarted,
            MediaEvent::SpeechStopped,
        ],
    };
    for fact in way {
        call.media(START, *fact);
    }
    if phase == RecordPhase::Ended {
        call.tones(START, "#");
    }
    assert_eq!(call.phase(slot), phase);
    (call, slot)
}
