//! How a recording starts: prompt and beep, a caller who barges in or speaks already, and the announced location.

use call_lifecycle::record::RecordPhase;
use call_lifecycle::service::MediaEvent;
use call_lifecycle::{Rejection, Verdict};
use testkit::service::recordings::{full, recording, with};
use testkit::service::{START, Service, at};

type Call = Service<4>;

#[test]
fn a_caller_with_barge_in_cuts_the_prompt_by_speech() {
    let barge_in = |beep| with(true, beep).with_barge_in_allowed(true);
    let mut call = Call::connected();
    call.record(START, 1, barge_in(false));
    assert_eq!(call.media(at(0, 1, 0), MediaEvent::SpeechStarted).told, ["0 speaking, announced"]);
    let mut call = Call::connected();
    call.record(START, 1, barge_in(true));
    assert_eq!(call.media(at(0, 1, 0), MediaEvent::SpeechStarted).told, ["0 beeping"]);
    assert_eq!(call.media(at(0, 2, 0), MediaEvent::BeepFinished).told, ["0 speaking, announced"]);
    let late = call.media(at(0, 3, 0), MediaEvent::PromptFinished).verdict;
    assert_eq!(late, Verdict::Rejected(Rejection::WrongPhase), "the player's word of the cut prompt does no harm");
}

#[test]
fn only_speech_that_begins_during_the_prompt_cuts_it() {
    let mut call = Call::connected();
    call.media(START, MediaEvent::SpeechStarted);
    let barge_in = with(true, false).with_barge_in_allowed(true);
    assert_eq!(call.record(START, 1, barge_in).told, ["0 prompting"], "who speaks already has not heard it");
    assert_eq!(call.media(at(0, 1, 0), MediaEvent::SpeechStopped).told, [""; 0], "falling silent is no choice");
    assert_eq!(call.media(at(0, 2, 0), MediaEvent::SpeechStarted).told, ["0 speaking, announced"]);
}

#[test]
fn a_caller_with_barge_in_cuts_the_prompt_by_a_tone_which_counts() {
    let barge_in = with(true, false).with_barge_in_allowed(true);
    let mut call = Call::connected();
    call.record(START, 1, barge_in);
    assert_eq!(call.tones(at(0, 1, 0), "1").told, ["0 listening, announced"]);
    assert_eq!(call.tones(at(0, 2, 0), "1").told, ["0 completed, stopToneDetected"], "the first 1 counts towards 11");
    let mut call = Call::connected();
    call.record(START, 1, barge_in);
    assert_eq!(call.tones(at(0, 1, 0), "#").told, ["0 completed, stopToneDetected"]);
    let mut call = Call::connected();
    call.record(START, 1, barge_in.with_play_beep(true));
    call.media(at(0, 1, 0), MediaEvent::PromptFinished);
    assert_eq!(call.tones(at(0, 2, 0), "1").told, [""; 0], "a tone does not cut the beep");
    call.media(at(0, 3, 0), MediaEvent::BeepFinished);
    assert_eq!(call.tones(at(0, 4, 0), "1").told, ["0 completed, stopToneDetected"], "but counts");
}

#[test]
fn without_barge_in_neither_speech_nor_tones_cut_the_prompt_or_count() {
    let mut call = Call::connected();
    call.record(START, 1, full());
    assert_eq!(call.tones(at(0, 1, 0), "1#*1").verdict, Verdict::NoChange);
    call.media(at(0, 1, 0), MediaEvent::SpeechStarted);
    call.media(at(0, 2, 0), MediaEvent::SpeechStopped);
    assert_eq!(call.phase(0), RecordPhase::Prompting);
    call.media(at(0, 3, 0), MediaEvent::PromptFinished);
    call.tones(at(0, 3, 500), "1");
    call.media(at(0, 4, 0), MediaEvent::BeepFinished);
    assert_eq!(call.tones(at(0, 5, 0), "1").told, [""; 0], "the 1 before recording started is forgotten");
    assert_eq!(call.tones(at(0, 6, 0), "1").told, ["0 completed, stopToneDetected"]);
}

#[test]
fn the_location_is_announced_when_recording_starts_where_it_streams_and_not_before() {
    let mut call = Call::connected();
    assert_eq!(call.record(START, 1, full()).told, ["0 prompting"]);
    assert_eq!(call.media(at(0, 5, 0), MediaEvent::PromptFinished).told, ["0 beeping"]);
    assert_eq!(call.media(at(0, 6, 0), MediaEvent::BeepFinished).told, ["0 listening, announced"]);
    assert_eq!(call.media(at(0, 7, 0), MediaEvent::SpeechStarted).told, ["0 speaking"], "once");
}

#[test]
fn the_location_waits_for_the_end_where_it_does_not_stream() {
    for stream in [None, Some(false)] {
        let mut call = Call::connected();
        let mut request = with(false, false);
        request.stream_while_recording = stream;
        assert_eq!(call.record(START, 1, request).told, ["0 listening"]);
        assert_eq!(call.tones(at(0, 1, 0), "#").told, ["0 completed, stopToneDetected"]);
    }
}

#[test]
fn who_speaks_when_recording_starts_has_spoken() {
    for (prompts, beep) in [(false, false), (true, false), (false, true), (true, true)] {
        // Before the request, during what is played first, and in its very last moment.
        for speaks in 0..3 {
            let mut call = Call::connected();
            let mut told = Vec::new();
            if speaks == 0 {
                call.media(START, MediaEvent::SpeechStarted);
            }
            told.extend(call.record(START, 1, with(prompts, beep)).told);
            if speaks == 1 {
                told.extend(call.media(START, MediaEvent::SpeechStarted).told);
            }
            if prompts {
                told.extend(call.media(START, MediaEvent::PromptFinished).told);
            }
            if speaks == 2 {
                told.extend(call.media(START, MediaEvent::SpeechStarted).told);
            }
            if beep {
                told.extend(call.media(START, MediaEvent::BeepFinished).told);
            }
            assert_eq!(call.phase(0), RecordPhase::Speaking, "{prompts} {beep} {speaks}: {told:?}");
            assert_eq!(call.deadline().unwrap().1, "max record duration");
        }
    }
}

#[test]
fn who_fell_silent_before_recording_starts_has_not_spoken() {
    let mut call = Call::connected();
    call.record(START, 1, full());
    call.media(at(0, 1, 0), MediaEvent::SpeechStarted);
    call.media(at(0, 2, 0), MediaEvent::PromptFinished);
    call.media(at(0, 3, 0), MediaEvent::SpeechStopped);
    assert_eq!(call.media(at(0, 4, 0), MediaEvent::BeepFinished).told, ["0 listening, announced"]);
    assert_eq!(call.deadline(), Some((at(0, 14, 0), "initial silence")));
}

#[test]
fn speech_after_a_recording_counts_for_the_next_one() {
    let mut call = recording(with(false, false));
    call.tones(at(0, 1, 0), "#");
    call.media(at(0, 2, 0), MediaEvent::SpeechStarted);
    assert_eq!(call.record(at(0, 3, 0), 2, with(false, false)).told, ["1 speaking, announced"]);
}

#[test]
fn prompt_then_beep_then_recording() {
    let phases = |prompts, beep| {
        let mut call = Call::connected();
        let mut told = call.record(START, 1, with(prompts, beep)).told;
        for fact in [MediaEvent::PromptFinished, MediaEvent::BeepFinished] {
            told.extend(call.media(START, fact).told);
        }
        told
    };
    assert_eq!(phases(false, false), ["0 listening, announced"]);
    assert_eq!(phases(true, false), ["0 prompting", "0 listening, announced"]);
    assert_eq!(phases(false, true), ["0 beeping", "0 listening, announced"]);
    assert_eq!(phases(true, true), ["0 prompting", "0 beeping", "0 listening, announced"]);
}
