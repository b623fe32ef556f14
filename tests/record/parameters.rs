//! The parameters of `record` and `recordResponse`: every member's range and default in both profiles, and what a bad one is answered.

use core::time::Duration;

use call_lifecycle::record::{Member, ParameterError, Profile, RecordRequest, StopTones};
use call_lifecycle::{Rejection, Verdict};
use testkit::service::recordings::example;
use testkit::service::{START, Service, at};

/// The three timeouts: how to set one, and its name.
type Timeout = (fn(&mut RecordRequest, Option<i32>), Member, &'static str);

const TIMEOUTS: [Timeout; 3] = [
    (
        |request, value| request.initial_silence_timeout_in_seconds = value,
        Member::InitialSilence,
        "initialSilenceTimeoutInSeconds",
    ),
    (|request, value| request.max_silence_timeout_in_seconds = value, Member::MaxSilence, "maxSilenceTimeoutInSeconds"),
    (
        |request, value| request.max_record_duration_in_seconds = value,
        Member::MaxRecordDuration,
        "maxRecordDurationInSeconds",
    ),
];

const PROFILES: [Profile; 2] = [Profile::Record, Profile::RecordResponse];

/// The status that a request is answered with, and what the first step told.
fn asked(request: RecordRequest) -> (u16, Vec<String>) {
    let mut call = Service::<4>::connected();
    let said = call.record(START, 1, request);
    assert_eq!(said.verdict.is_applied(), said.status < 300);
    (said.status, said.told)
}

#[test]
fn a_timeout_of_zero_or_less_is_refused_in_either_profile() {
    for profile in PROFILES {
        for (set, member, name) in TIMEOUTS {
            for value in [0, -1, i32::MIN] {
                let mut request = RecordRequest::new(profile);
                set(&mut request, Some(value));
                let error = request.check().unwrap_err();
                let max = if profile == Profile::Record { i32::MAX } else { 120 };
                assert_eq!(error, ParameterError::Range { member, value: value.into(), min: 1, max: max.into() });
                assert_eq!(error.to_string(), format!("{name} is {value}, but must be 1 to {max}"));
                assert_eq!(asked(request), (400, vec![]));
            }
        }
    }
}

#[test]
fn a_timeout_of_record_response_is_1_to_120_seconds() {
    for (set, ..) in TIMEOUTS {
        for (value, status) in [(1, 200), (120, 200), (121, 400), (i32::MAX, 400)] {
            let mut request = RecordRequest::new(Profile::RecordResponse);
            set(&mut request, Some(value));
            assert_eq!(asked(request).0, status, "{value}");
        }
    }
}

#[test]
fn a_timeout_of_record_has_no_upper_bound() {
    for (set, ..) in TIMEOUTS {
        for value in [1, 120, 121, 1800, i32::MAX] {
            let mut request = RecordRequest::new(Profile::Record);
            set(&mut request, Some(value));
            assert_eq!(asked(request).0, 202, "{value}");
        }
    }
}

#[test]
fn an_absent_timeout_is_none_in_record_and_5_seconds_in_record_response() {
    for (profile, expected) in [(Profile::Record, None), (Profile::RecordResponse, Some(Duration::from_secs(5)))] {
        let parameters = RecordRequest::new(profile).check().unwrap();
        assert_eq!(parameters.initial_silence(), expected);
        assert_eq!(parameters.max_silence(), expected);
        assert_eq!(parameters.max_duration(), expected);
    }
}

#[test]
fn a_given_timeout_is_that_many_seconds() {
    for (index, (set, ..)) in TIMEOUTS.into_iter().enumerate() {
        for (value, seconds) in [(1, 1), (120, 120), (i32::MAX, 2_147_483_647)] {
            let mut request = RecordRequest::new(Profile::Record);
            set(&mut request, Some(value));
            let checked = request.check().unwrap();
            let all = [checked.initial_silence(), checked.max_silence(), checked.max_duration()];
            for (other, shown) in all.into_iter().enumerate() {
                assert_eq!(shown, (other == index).then_some(Duration::from_secs(seconds)));
            }
        }
    }
}

#[test]
fn record_takes_any_number_of_prompts_and_record_response_at_most_one() {
    for (profile, prompts, status) in [
        (Profile::Record, 0, 202),
        (Profile::Record, 1, 202),
        (Profile::Record, 2, 202),
        (Profile::Record, u32::MAX, 202),
        (Profile::RecordResponse, 0, 200),
        (Profile::RecordResponse, 1, 200),
        (Profile::RecordResponse, 2, 400),
        (Profile::RecordResponse, u32::MAX, 400),
    ] {
        let request = RecordRequest::new(profile).with_prompts(prompts).with_play_beep(false);
        let (answered, told) = asked(request);
        assert_eq!(answered, status, "{profile} {prompts}");
        if status < 300 {
            assert_eq!(told, [if prompts > 0 { "0 prompting" } else { "0 listening" }], "{profile} {prompts}");
        }
    }
    let error = RecordRequest::new(Profile::RecordResponse).with_prompts(2).check().unwrap_err();
    assert_eq!(error.to_string(), "prompts is 2, but must be 0 to 1");
}

#[test]
fn a_beep_is_played_unless_refused_in_record_response_and_only_if_asked_for_in_record() {
    for (profile, beep, phase) in [
        (Profile::Record, None, "0 listening"),
        (Profile::Record, Some(false), "0 listening"),
        (Profile::Record, Some(true), "0 beeping"),
        (Profile::RecordResponse, None, "0 beeping"),
        (Profile::RecordResponse, Some(false), "0 listening"),
        (Profile::RecordResponse, Some(true), "0 beeping"),
    ] {
        let mut request = RecordRequest::new(profile);
        request.play_beep = beep;
        assert_eq!(asked(request).1, [phase], "{profile} {beep:?}");
    }
}

#[test]
fn stream_while_recording_announces_the_location_in_either_profile() {
    for (profile, stream, told) in [
        (Profile::Record, None, "0 listening"),
        (Profile::Record, Some(false), "0 listening"),
        (Profile::Record, Some(true), "0 listening, announced"),
        (Profile::RecordResponse, None, "0 listening"),
        (Profile::RecordResponse, Some(false), "0 listening"),
        (Profile::RecordResponse, Some(true), "0 listening, announced"),
    ] {
        let mut request = RecordRequest::new(profile).with_play_beep(false);
        request.stream_while_recording = stream;
        assert_eq!(asked(request).1, [told], "{profile} {stream:?}");
        assert_eq!(request.check().unwrap().streams(), told.ends_with("announced"));
    }
}

#[test]
fn barge_in_is_off_unless_asked_for() {
    for barge_in in [None, Some(false)] {
        let mut call = Service::<4>::connected();
        let mut request = RecordRequest::new(Profile::RecordResponse).with_prompts(1);
        request.barge_in_allowed = barge_in;
        call.record(START, 1, request);
        assert_eq!(call.record(at(0, 1, 0), 2, request).told, [""; 0], "{barge_in:?}: it waits");
        let mut call = Service::<4>::connected();
        call.record(START, 1, request.with_profile(Profile::Record));
        assert_eq!(call.tones(at(0, 1, 0), "1").told, [""; 0], "{barge_in:?}: the prompt goes on");
    }
}

#[test]
fn the_profile_decides_the_status_of_the_answer() {
    assert_eq!(asked(RecordRequest::new(Profile::Record)).0, 202);
    assert_eq!(asked(RecordRequest::new(Profile::RecordResponse)).0, 200);
}

#[test]
fn a_refused_request_leaves_the_call_as_it_was() {
    let mut call = Service::<4>::connected();
    call.record(START, 1, example());
    let before = call.clone();
    let bad = example().with_max_record_duration_in_seconds(0);
    let said = call.record(START, 2, bad);
    assert_eq!((said.status, said.verdict), (400, Verdict::Rejected(Rejection::BadParameters)));
    assert_eq!(call, before);
}

#[test]
fn a_refused_barge_in_cancels_nothing() {
    let mut call = Service::<4>::connected();
    call.play_prompt(START, 1, 1);
    let before = call.clone();
    let bad = RecordRequest::new(Profile::RecordResponse)
        .with_barge_in_allowed(true)
        .with_max_record_duration_in_seconds(121);
    assert_eq!(call.record(START, 2, bad).status, 400);
    assert_eq!(call, before);
}

#[test]
fn the_example_of_the_page_is_accepted_and_legacy_by_the_new_ranges() {
    let example = example();
    assert_eq!(asked(example), (202, vec!["0 prompting".to_owned()]));
    let new = example.with_profile(Profile::RecordResponse);
    let error = new.check().unwrap_err().to_string();
    assert_eq!(error, "maxRecordDurationInSeconds is 1800, but must be 1 to 120");
}

#[test]
fn an_error_of_stop_tones_says_what_is_wrong() {
    for (sequences, text) in [
        (vec!["1", "123456789"], "a sequence of stopTones has 9 symbols, but at most 8 are allowed"),
        (vec!["1"; 9], "stopTones has more than 8 sequences: give fewer"),
        (vec![""], "a sequence of stopTones is empty: give at least one symbol"),
        (vec!["1x"], "stopTones has the symbol 'x', but only 0-9, *, # and A-D are DTMF symbols"),
    ] {
        let error = ParameterError::from(StopTones::parse(sequences).unwrap_err());
        assert_eq!(error.to_string(), text);
    }
}
