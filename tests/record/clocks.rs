//! The clocks of a recording, to the millisecond: initial silence, silence, duration, and what comes first at equal times.

use call_lifecycle::record::RecordPhase;
use call_lifecycle::service::{MediaEvent, PeerEvent};
use call_lifecycle::{CompletionReason, Timestamp};
use testkit::service::recordings::{full, record, recording, with};
use testkit::service::{Service, at};

type Call = Service<4>;

#[test]
fn initial_silence_runs_after_prompt_and_beep() {
    let mut call = Call::connected();
    call.record(at(1, 0, 0), 1, full());
    assert_eq!(call.deadline().unwrap().1, "keepAlive expiry", "no clock in the prompt");
    call.media(at(1, 30, 0), MediaEvent::PromptFinished);
    assert_eq!(call.deadline().unwrap().1, "keepAlive expiry", "no clock in the beep");
    call.media(at(1, 31, 0), MediaEvent::BeepFinished);
    assert_eq!(call.deadline(), Some((at(1, 41, 0), "initial silence")));
    assert_eq!(call.media(at(1, 40, 999), MediaEvent::SpeechStarted).told, ["0 speaking"], "in the last millisecond");
}

#[test]
fn initial_silence_runs_from_the_start_of_an_operation_without_prompt_and_beep() {
    let mut call = Call::connected();
    call.record(at(1, 0, 0), 1, with(false, false));
    let said = call.media(at(1, 10, 0), MediaEvent::SpeechStarted);
    assert_eq!(said.timed, ["1:10.000 0 failed, initialSilenceTimeout"], "speech at the limit comes too late");
}

#[test]
fn a_pause_one_millisecond_under_the_limit_goes_on_and_one_at_the_limit_ends() {
    let mut call = recording(full());
    let mut now = 1_000;
    for _ in 0..5 {
        call.media(Timestamp::from_millis(now), MediaEvent::SpeechStarted);
        call.media(Timestamp::from_millis(now + 500), MediaEvent::SpeechStopped);
        assert_eq!(call.deadline(), Some((Timestamp::from_millis(now + 2_500), "max silence")));
        now += 2_499;
    }
    assert_eq!(call.media(Timestamp::from_millis(now), MediaEvent::SpeechStarted).told, ["0 speaking"]);
    call.media(Timestamp::from_millis(now + 500), MediaEvent::SpeechStopped);
    let said = call.media(Timestamp::from_millis(now + 2_500), MediaEvent::SpeechStarted);
    assert_eq!(said.told, ["0 completed, maxSilenceTimeout"]);
}

#[test]
fn initial_silence_does_not_run_in_a_pause() {
    let mut request = full();
    request.max_silence_timeout_in_seconds = None;
    let mut call = recording(request);
    call.media(at(0, 1, 0), MediaEvent::SpeechStarted);
    call.media(at(0, 2, 0), MediaEvent::SpeechStopped);
    assert_eq!(call.wake(at(0, 59, 999)).told, [""; 0]);
    assert_eq!(call.phase(0), RecordPhase::Pausing);
}

#[test]
fn max_duration_runs_over_silence_speech_and_pause_from_the_start_of_recording() {
    let mut long = with(true, true);
    (long.initial_silence_timeout_in_seconds, long.max_silence_timeout_in_seconds) = (None, None);
    for phase in [RecordPhase::Listening, RecordPhase::Speaking, RecordPhase::Pausing] {
        let mut call = Call::connected();
        call.record(at(1, 0, 0), 1, long);
        call.media(at(2, 0, 0), MediaEvent::PromptFinished);
        call.media(at(2, 1, 0), MediaEvent::BeepFinished);
        if phase != RecordPhase::Listening {
            call.media(at(2, 30, 0), MediaEvent::SpeechStarted);
        }
        if phase == RecordPhase::Pausing {
            call.media(at(2, 40, 0), MediaEvent::SpeechStopped);
        }
        assert_eq!(call.wake(at(3, 0, 999)).told, [""; 0], "{phase}");
        assert_eq!(call.phase(0), phase);
        assert_eq!(call.wake(at(3, 1, 0)).timed, ["3:01.000 0 completed, maxRecordDurationReached"], "{phase}");
    }
}

#[test]
fn at_equal_times_silence_comes_before_duration() {
    let seconds = |initial, silence, duration| {
        record()
            .with_initial_silence_timeout_in_seconds(initial)
            .with_max_silence_timeout_in_seconds(silence)
            .with_max_record_duration_in_seconds(duration)
    };
    let mut call = recording(seconds(10, 1, 10));
    assert_eq!(call.wake(at(0, 10, 0)).told, ["0 failed, initialSilenceTimeout"]);
    let mut call = recording(seconds(10, 2, 5));
    call.media(at(0, 2, 0), MediaEvent::SpeechStarted);
    call.media(at(0, 3, 0), MediaEvent::SpeechStopped);
    assert_eq!(call.wake(at(0, 5, 0)).told, ["0 completed, maxSilenceTimeout"]);
}

#[test]
fn at_equal_times_the_calls_expiry_comes_before_the_recordings_clocks() {
    let mut call = Call::connected();
    let ten = record().with_initial_silence_timeout_in_seconds(10);
    call.record(at(44, 50, 0), 1, ten);
    let said = call.wake(at(45, 0, 0));
    assert_eq!(said.told, ["0 ended with the call", "established -> terminating"]);
    assert_eq!(call.operation(0).reason, Some(CompletionReason::CallEnded));
}

#[test]
fn at_equal_times_deadlines_come_before_the_event() {
    let mut call = recording(full());
    let said = call.tones(at(0, 10, 0), "#");
    assert_eq!(said.timed, ["0:10.000 0 failed, initialSilenceTimeout"]);
}

#[test]
fn without_limits_only_the_end_of_the_call_ends_it() {
    let mut call = recording(record());
    for minutes in 1..200 {
        assert_eq!(call.keep_alive(at(minutes * 40, 0, 0)), 200);
    }
    assert_eq!(call.phase(0), RecordPhase::Listening);
    let said = call.wake(at(200 * 45, 0, 0));
    assert_eq!(said.told[0], "0 ended with the call");
}

#[test]
fn a_recording_goes_on_while_the_call_is_on_hold() {
    let mut call = recording(full());
    call.peer(at(0, 1, 0), PeerEvent::Holds);
    assert_eq!(call.deadline(), Some((at(0, 10, 0), "initial silence")));
    call.peer(at(0, 2, 0), PeerEvent::Resumes);
    assert_eq!(call.wake(at(0, 10, 0)).told, ["0 failed, initialSilenceTimeout"]);
}
