//! What the service notifies, and how the application's end judges it.

use call_lifecycle::app::{Event, Output, Request};
use call_lifecycle::record::Tone;
use call_lifecycle::{
    CallReport, CallState, Cause, ChangeType, Rejection, ReportedState, ResultInfo, ToneInfo, Verdict,
};
use testkit::at;
use testkit::bot::{Bot, STEADY, ended, keep_alive, outputs, time_of, times_of};

/// What can be reached from each live state, by hand from the pages (`application-post-calls`, note on the order of notifications), not from the crate's table.
const REACHABLE: [(&str, &str); 9] = [
    (
        "incoming",
        "establishing ringing established hold transferring transferAccepted redirecting terminating terminated",
    ),
    ("establishing", "ringing established hold transferring transferAccepted terminating terminated"),
    ("ringing", "established hold transferring transferAccepted terminating terminated"),
    ("established", "established hold transferring transferAccepted terminating terminated"),
    ("hold", "established hold transferring transferAccepted terminating terminated"),
    ("transferring", "established hold transferring transferAccepted terminating terminated"),
    ("transferAccepted", "established hold transferring transferAccepted terminating terminated"),
    ("redirecting", "terminating terminated"),
    ("terminating", "terminated"),
];

#[test]
fn forward_for_every_pair_of_states() {
    for (from, reachable) in REACHABLE {
        let from = from.parse::<CallState>().unwrap();
        for &to in CallState::ALL {
            let mut bot: Bot = Bot::adopted(from, &STEADY);
            let (verdict, said) = bot.notify(at(0, 1, 0), to);
            if to == from {
                assert_eq!((verdict, said), (Verdict::NoChange, vec![]), "{from} again");
            } else if reachable.split(' ').any(|word| word == to.as_str()) {
                let told = if to == CallState::Terminated { ended(Cause::Unknown) } else { Output::State { from, to } };
                assert_eq!((verdict, said), (Verdict::Applied, vec![(at(0, 1, 0), told)]), "{from} to {to}");
                assert_eq!(bot.call.state(), to);
            } else {
                assert_eq!((verdict, said), (Verdict::Stale, vec![]), "{from} to {to}");
                assert_eq!(bot.call.state(), from);
            }
        }
    }
}

#[test]
fn terminated_absorbs_every_state() {
    for &state in CallState::ALL {
        let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
        bot.notify_end(at(0, 1, 0), 200, Some(4097));
        let (verdict, said) = bot.notify(at(0, 2, 0), state);
        let expected = if state == CallState::Terminated { Verdict::NoChange } else { Verdict::Stale };
        assert_eq!((verdict, said), (expected, vec![]), "{state}");
        assert_eq!((bot.call.state(), bot.call.cause()), (CallState::Terminated, Some(Cause::RemoteHangUp)));
    }
}

#[test]
fn establishing_after_established_restarts_nothing() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    assert_eq!(bot.notify(at(0, 1, 0), CallState::Established).0, Verdict::Applied);
    assert_eq!(bot.notify(at(0, 1, 5), CallState::Establishing), (Verdict::Stale, vec![]));
    assert_eq!(bot.notify(at(0, 1, 9), CallState::Established), (Verdict::NoChange, vec![]), "nor does a repetition");
}

#[test]
fn what_rides_on_a_stale_notification_is_not_read() {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    let tone = Some(ToneInfo::new(1, Tone::Pound));
    let mut late = CallReport::state(CallState::Establishing).with_audio_active(true);
    late.tone = tone;
    assert_eq!(bot.take(at(0, 1, 0), Event::Call(late)), (Verdict::Stale, vec![]));
    assert!(!bot.call.audio_active());
}

#[test]
fn deleted_is_the_end_whatever_its_body_says() {
    for state in [ReportedState::Absent, ReportedState::Unknown, ReportedState::Known(CallState::Established)] {
        let mut bot: Bot = Bot::adopted(CallState::Incoming, &STEADY);
        let report = CallReport::new(ChangeType::Deleted).with_state(state);
        let (verdict, said) = bot.take(at(0, 1, 0), Event::Call(report));
        assert_eq!((verdict, said), (Verdict::Applied, vec![(at(0, 1, 0), ended(Cause::Unknown))]), "{state:?}");
    }
}

#[test]
fn updated_terminated_and_then_deleted_end_it_once() {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    let updated = CallReport::new(ChangeType::Updated).with_state(ReportedState::Known(CallState::Terminated));
    assert_eq!(outputs(&bot.take(at(0, 1, 0), Event::Call(updated)).1), [ended(Cause::Unknown)]);
    let deleted = CallReport::new(ChangeType::Deleted);
    assert_eq!(bot.take(at(0, 2, 0), Event::Call(deleted)), (Verdict::NoChange, vec![]));
}

#[test]
fn an_unknown_word_changes_nothing_and_is_reported() {
    for word in ["unknownFutureValue", "unhold", "idle", ""] {
        let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
        let mut woken = bot.clone();
        woken.wake(at(0, 1, 0));
        let report = CallReport::new(ChangeType::Updated).with_state(ReportedState::from(word)).with_audio_active(true);
        let (verdict, said) = bot.take(at(0, 1, 0), Event::Call(report));
        assert_eq!((verdict, said), (Verdict::Rejected(Rejection::UnknownState), vec![]), "{word}");
        assert_eq!(bot.call, woken.call);
    }
}

#[test]
fn a_notification_without_a_state_still_tells_of_media() {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    let report = CallReport::new(ChangeType::Updated).with_audio_active(true);
    assert_eq!(outputs(&bot.take(at(0, 1, 0), Event::Call(report)).1), [Output::AudioActive(true)]);
}

#[test]
fn a_late_code_is_filled_in_once_and_the_cause_stays() {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    bot.status(at(0, 1, 0), keep_alive(1), at(0, 1, 0), 404);
    assert_eq!((bot.call.cause(), bot.call.result()), (Some(Cause::NotFound), None));
    let (verdict, said) = bot.notify_end(at(0, 2, 0), 486, Some(1));
    assert_eq!((verdict, outputs(&said)), (Verdict::Applied, vec![Output::ResultLearnt]));
    assert_eq!((bot.call.cause(), bot.call.result()), (Some(Cause::NotFound), Some(ResultInfo::new(486, Some(1)))));
    assert_eq!(bot.notify_end(at(0, 3, 0), 200, Some(4097)), (Verdict::NoChange, vec![]));
    assert_eq!(bot.call.result(), Some(ResultInfo::new(486, Some(1))));
}

#[test]
fn a_code_that_is_known_is_not_replaced() {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    bot.notify_end(at(0, 1, 0), 200, Some(4097));
    assert_eq!(bot.notify_end(at(0, 2, 0), 500, None), (Verdict::NoChange, vec![]));
    assert_eq!(
        (bot.call.cause(), bot.call.result()),
        (Some(Cause::RemoteHangUp), Some(ResultInfo::new(200, Some(4097))))
    );
}

#[test]
fn a_missing_subcode_is_filled_in_to_the_same_code() {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    bot.notify_end(at(0, 1, 0), 200, None);
    assert_eq!(bot.notify_end(at(0, 2, 0), 500, Some(1)).0, Verdict::NoChange, "of another code");
    assert_eq!(bot.notify_end(at(0, 2, 0), 200, Some(4097)).0, Verdict::Applied);
    assert_eq!(bot.notify_end(at(0, 3, 0), 200, Some(5001)).0, Verdict::NoChange);
    assert_eq!(bot.call.result(), Some(ResultInfo::new(200, Some(4097))));
}

#[test]
fn a_late_state_cannot_fill_in_a_code() {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    bot.notify(at(0, 1, 0), CallState::Terminated);
    let late = CallReport::state(CallState::Terminating).with_result(ResultInfo::new(500, None));
    assert_eq!(bot.take(at(0, 2, 0), Event::Call(late)), (Verdict::Stale, vec![]));
    assert_eq!(bot.call.result(), None);
}

#[test]
fn audio_is_told_at_its_edges_alone() {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    let mut told = Vec::new();
    for active in [false, true, true, false, false, true] {
        let report = CallReport::state(CallState::Established).with_audio_active(active);
        let (verdict, said) = bot.take(at(0, 1, 0), Event::Call(report));
        assert_eq!(verdict, if said.is_empty() { Verdict::NoChange } else { Verdict::Applied });
        told.extend(outputs(&said));
    }
    assert_eq!(told, [Output::AudioActive(true), Output::AudioActive(false), Output::AudioActive(true)]);
    assert_eq!(bot.notify(at(0, 2, 0), CallState::Established).0, Verdict::NoChange, "no word is no change");
    assert!(bot.call.audio_active());
}

/// What a tone with this sequence id comes to after those before it.
fn tone(bot: &mut Bot, sequence_id: i64) -> (Verdict, usize) {
    let tone = ToneInfo::new(sequence_id, Tone::Tone7);
    let (verdict, said) = bot.take(at(0, 1, 0), Event::Call(CallReport::state(CallState::Established).with_tone(tone)));
    assert!(said.iter().all(|(_, output)| *output == Output::Tone(Tone::Tone7)));
    (verdict, said.len())
}

#[test]
fn tones_are_told_once_and_forward_by_their_sequence() {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    assert_eq!(tone(&mut bot, 1), (Verdict::Applied, 1));
    assert_eq!(tone(&mut bot, 1), (Verdict::NoChange, 0), "repeated");
    assert_eq!(tone(&mut bot, 2), (Verdict::Applied, 1));
    assert_eq!(tone(&mut bot, 1), (Verdict::Stale, 0), "late");
    assert_eq!(tone(&mut bot, 9), (Verdict::Applied, 1), "some were lost");
}

#[test]
fn a_sequence_may_begin_anywhere_and_run_far() {
    for start in [0, 1, i64::from(u16::MAX) - 2, i64::from(u32::MAX) - 2, (1 << 15) - 3] {
        let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
        for step in 0..6 {
            assert_eq!(tone(&mut bot, start + step), (Verdict::Applied, 1), "{start} + {step}");
        }
        assert_eq!(tone(&mut bot, start + 4).0, Verdict::Stale);
    }
}

#[test]
fn a_tone_on_a_notification_of_a_new_state_comes_with_it() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    let tone = Some(ToneInfo::new(1, Tone::Star));
    let mut report = CallReport::state(CallState::Established).with_audio_active(true);
    report.tone = tone;
    let (verdict, said) = bot.take(at(0, 1, 0), Event::Call(report));
    let entered = Output::State { from: CallState::Establishing, to: CallState::Established };
    assert_eq!(
        (verdict, outputs(&said)),
        (Verdict::Applied, vec![entered, Output::AudioActive(true), Output::Tone(Tone::Star)])
    );
}

#[test]
fn terminating_without_an_end_leaks_nothing() {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    bot.notify(at(1, 0, 0), CallState::Terminating);
    let said = bot.sleep(at(120, 0, 0));
    assert_eq!(times_of(&said, Request::KeepAlive), [], "it would be answered 404");
    assert_eq!(times_of(&said, Request::GetCall).first(), Some(&at(45, 0, 0)), "verified once it is overdue");
    assert_eq!(time_of(&said, ended(Cause::Abandoned)), Some(at(60, 0, 0)));
    assert_eq!(bot.call.next_deadline(), None);
}
