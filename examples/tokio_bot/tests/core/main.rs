//! The core without a network: what goes in, and what comes out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod bench;
mod bounds;
mod killed;
mod reference;
mod stop;

use core::time::Duration;

use call_lifecycle::app::{Reply, Request};
use call_lifecycle::{CallReport, CallState, Cause, CompletionReason, Id, OperationReport, ResultInfo};
use tokio_bot::{Answer, Input, News, Outgoing, Plan, Recording, Told};

use bench::{Bench, CALL, OTHER, RECORD, completed, established, running};

#[test]
fn an_incoming_call_is_answered_recorded_kept_alive_and_hung_up() {
    let mut bench = Bench::new(Plan::DEFAULT);
    let record = bench.establish(CALL);
    bench.reply(CALL, record.token, running());
    bench.recorded(completed(&record));
    assert_eq!(bench.fetches, [(CALL, Recording { location: "http://h/1".into(), access_token: Some("t".into()) })]);
    bench.feed(Input::Fetched { call: CALL, bytes: Ok(44) });

    bench.pass(Duration::from_secs(60 * 100));
    assert!((6..=7).contains(&bench.said(|news| matches!(news, News::KeptAlive(_)))), "every 14 to 15 minutes");
    bench.answered(Request::HangUp, Answer::status(204));
    bench.state(CALL, CallState::Terminated);
    assert_eq!(bench.said(|news| *news == News::Ended(Cause::LocalHangUp, None)), 1);
    assert!(bench.bot.is_idle() && bench.bot.next_deadline().is_none());
}

#[test]
fn being_established_again_starts_nothing_again() {
    let mut bench = Bench::new(Plan::DEFAULT);
    let record = bench.establish(CALL);
    bench.reply(CALL, record.token, running());
    bench.state(CALL, CallState::Established);
    bench.state(CALL, CallState::Establishing);
    bench.state(CALL, CallState::Hold);
    bench.state(CALL, CallState::Established);
    assert_eq!(bench.sends, []);
}

#[test]
fn a_recording_that_is_notified_before_its_reply_or_twice_is_downloaded_once() {
    let mut bench = Bench::new(Plan::DEFAULT);
    let record = bench.establish(CALL);
    bench.recorded(completed(&record));
    bench.recorded(completed(&record));
    bench.reply(CALL, record.token, running());
    assert_eq!(bench.fetches.len(), 1);
    assert_eq!(bench.said(|news| matches!(news, News::OperationEnded(..))), 1);
}

#[test]
fn a_recording_whose_reply_was_lost_is_known_by_its_context() {
    let mut bench = Bench::new(Plan::DEFAULT);
    let record = bench.establish(CALL);
    bench.feed(Input::Failed { call: CALL, token: record.token, why: "lost".into() });
    bench.pass(Duration::from_secs(60));
    assert_eq!(bench.sends, [], "it may run: it is not asked for twice");
    bench.recorded(completed(&record));
    assert_eq!(bench.fetches.len(), 1);
}

/// The mock's scenario `gateway-record`: the service may have done it all the same.
#[test]
fn a_recording_that_is_answered_504_is_not_asked_for_twice() {
    let mut bench = Bench::new(Plan::DEFAULT);
    let record = bench.establish(CALL);
    bench.reply(CALL, record.token, Answer::status(504));
    bench.pass(Duration::from_secs(60));
    assert_eq!(bench.sends, [], "it may run");
    bench.recorded(completed(&record));
    assert_eq!(bench.fetches.len(), 1);
}

#[test]
fn a_recording_that_failed_is_not_downloaded() {
    let mut bench = Bench::new(Plan::DEFAULT);
    let record = bench.establish(CALL);
    bench.reply(CALL, record.token, running());
    bench.recorded(completed(&record).with_reason(CompletionReason::OperationCanceled));
    assert_eq!((bench.fetches.len(), bench.sends.len()), (0, 0));
    assert_eq!(bench.said(|news| matches!(news, News::OperationEnded(_, outcome) if !outcome.is_success())), 1);
}

#[test]
fn a_recording_that_is_put_off_is_asked_for_again_under_another_context() {
    let mut bench = Bench::new(Plan::DEFAULT);
    let first = bench.establish(CALL);
    let busy = Reply::new(429).with_retry_after(Duration::from_secs(20));
    bench.reply(CALL, first.token, Answer { reply: busy, ..Answer::status(429) });
    bench.pass(Duration::from_secs(19));
    assert_eq!(bench.sends, []);
    bench.pass(Duration::from_secs(1));
    let second = bench.sent(RECORD);
    assert_ne!(first.context, second.context);
}

#[test]
fn an_answer_whose_reply_was_lost_is_repeated_in_time() {
    let mut bench = Bench::new(Plan::DEFAULT);
    bench.state(CALL, CallState::Incoming);
    let began = bench.now;
    for _ in 0..3 {
        let Outgoing { call, token, .. } = bench.sent(Request::Answer);
        bench.feed(Input::Failed { call, token, why: "lost".into() });
        bench.now = bench.bot.next_deadline().unwrap();
        bench.feed(Input::Wake);
    }
    assert!(bench.now.duration_since(began) < Duration::from_secs(13));
    bench.answered(Request::Answer, Answer::status(202));
    bench.pass(Duration::from_secs(14));
    assert_eq!(bench.said(|news| *news == News::AnswerOverdue), 0);
}

#[test]
fn an_answer_that_is_put_off_waits_as_long_as_told_if_that_is_in_time() {
    let mut bench = Bench::new(Plan::DEFAULT);
    bench.state(CALL, CallState::Incoming);
    let began = bench.now;
    for seconds in [10, 12, 15] {
        let busy = Reply::new(429).with_retry_after(Duration::from_secs(10));
        bench.answered(Request::Answer, Answer { reply: busy, ..Answer::status(429) });
        while bench.sends.is_empty() {
            bench.now = bench.bot.next_deadline().unwrap();
            bench.feed(Input::Wake);
        }
        assert_eq!(bench.now, began.saturating_add(Duration::from_secs(seconds)));
    }
}

#[test]
fn a_call_whose_notifications_are_lost_is_looked_at() {
    let mut bench = Bench::new(Plan::DEFAULT);
    bench.state(CALL, CallState::Incoming);
    bench.answered(Request::Answer, Answer::status(202));
    bench.pass(Duration::from_secs(60));
    bench.answered(Request::GetCall, established());
    bench.sent(RECORD);
}

#[test]
fn a_call_of_an_earlier_run_is_kept_alive_and_not_recorded_again() {
    let mut bench = Bench::new(Plan { stay: Duration::from_secs(60 * 20), ..Plan::DEFAULT });
    bench.state(CALL, CallState::Established);
    assert_eq!(bench.said(|news| *news == News::Adopted(CallState::Established)), 1);
    bench.answered(Request::GetCall, Answer::status(200));
    bench.pass(Duration::from_secs(60 * 20));
    assert_eq!(bench.said(|news| matches!(news, News::KeptAlive(_))), 1);
    bench.sent(Request::HangUp);
}

#[test]
fn a_late_notification_brings_no_call_back() {
    let mut bench = Bench::new(Plan::DEFAULT);
    bench.state(CALL, CallState::Incoming);
    bench.sends.clear();
    bench.state(CALL, CallState::Terminated);
    // Of another call the end comes first.
    bench.state(OTHER, CallState::Terminated);
    for call in [CALL, OTHER] {
        for state in [CallState::Incoming, CallState::Established, CallState::Terminated] {
            bench.state(call, state);
        }
    }
    bench.recorded(OperationReport::NONE.with_deleted(true));
    assert_eq!((bench.held(), bench.sends.len(), bench.fetches.len()), (vec![], 0, 0));
}

#[test]
fn a_forgotten_end_is_found_by_the_look_that_an_adoption_takes() {
    let mut bench = Bench::new(Plan::DEFAULT);
    bench.state(CALL, CallState::Established);
    bench.answered(Request::GetCall, Answer::status(404));
    assert_eq!(bench.said(|news| *news == News::Ended(Cause::NotFound, None)), 1);
    assert!(bench.bot.is_idle());
}

#[test]
fn a_full_bot_rejects_and_goes_on() {
    let mut bench = Bench::new(Plan { capacity: 1, ..Plan::DEFAULT });
    let record = bench.establish(CALL);
    bench.reply(CALL, record.token, running());
    bench.state(OTHER, CallState::Incoming);
    bench.answered(Request::Reject, Answer::status(202));
    bench.state(OTHER, CallState::Incoming);
    assert_eq!((bench.sends.len(), bench.held().len()), (0, 1), "once is enough");
    // One of an earlier run is left alone.
    bench.state(Id::from_u128(3), CallState::Established);
    assert_eq!(bench.said(|news| *news == News::NotAdopted), 1);

    bench.state(CALL, CallState::Terminated);
    bench.state(Id::from_u128(4), CallState::Incoming);
    bench.sent(Request::Answer);
}

#[test]
fn rejections_are_bounded() {
    let mut bench = Bench::new(Plan { capacity: 1, ..Plan::DEFAULT });
    for id in 1..=200 {
        bench.state(Id::from_u128(id), CallState::Incoming);
    }
    let rejects = bench.sends.iter().filter(|out| out.token.request() == Request::Reject).count();
    assert_eq!(rejects, 64);
    let Outgoing { call, token, .. } = bench.sends.pop().unwrap();
    bench.feed(Input::Failed { call, token, why: "lost".into() });
    bench.state(Id::from_u128(201), CallState::Incoming);
    assert_eq!(bench.sends.len(), 65, "one answer, 63 rejections and the one that has room now");
}

#[test]
fn a_created_call_whose_notification_was_faster_is_its_own() {
    let mut bench = Bench::new(Plan::DEFAULT);
    let sent = bench.now;
    bench.feed(Input::Place);
    bench.now = sent.saturating_add(Duration::from_secs(2));
    bench.state(CALL, CallState::Established);
    bench.answered(Request::GetCall, Answer::status(200));
    bench.feed(Input::Created { sent, call: Ok((CALL, CallReport::state(CallState::Establishing))) });
    assert_eq!(bench.held(), [(CALL, CallState::Established)]);
    bench.sent(RECORD);
}

#[test]
fn a_created_call_whose_reply_was_lost_is_found_by_its_notifications() {
    let mut bench = Bench::new(Plan::DEFAULT);
    bench.feed(Input::Place);
    bench.feed(Input::Created { sent: bench.now, call: Err("none within 10000 ms".into()) });
    assert!(bench.bot.is_idle());
    bench.state(CALL, CallState::Establishing);
    bench.answered(Request::GetCall, Answer::status(200));
    bench.state(CALL, CallState::Established);
    assert_eq!(bench.sends, [], "it may be another's, of an earlier run");
    bench.pass(Duration::from_secs(60 * 16));
    assert_eq!(bench.said(|news| matches!(news, News::KeptAlive(_))), 1);
}

#[test]
fn a_withheld_call_is_dropped_and_the_others_live() {
    let mut bench = Bench::new(Plan { withhold: Some(2), ..Plan::DEFAULT });
    for call in [CALL, OTHER] {
        let record = bench.establish(call);
        bench.reply(call, record.token, Answer::status(400));
    }
    bench.pass(Duration::from_secs(60 * 44));
    assert_eq!(bench.said(|news| *news == News::Withheld), 1, "said once");
    let report = CallReport::state(CallState::Terminated).with_result(ResultInfo::new(408, Some(8537)));
    bench.pass(Duration::from_secs(60));
    bench.told(Told::Call { call: OTHER, report });
    assert_eq!(bench.said(|news| matches!(news, News::Ended(Cause::KeepAliveExpired, Some(_)))), 1);
    assert_eq!(bench.held(), [(CALL, CallState::Established)]);
}

#[test]
fn a_hang_up_is_tried_until_the_network_is_back() {
    let mut bench = Bench::new(Plan { stay: Duration::from_secs(60), ..Plan::DEFAULT });
    let record = bench.establish(CALL);
    bench.reply(CALL, record.token, Answer::status(400));
    bench.pass(Duration::from_secs(60));
    let until = bench.now.saturating_add(Duration::from_secs(60 * 20));
    while bench.now < until {
        let Outgoing { call, token, .. } = bench.sends.pop().unwrap();
        bench.feed(Input::Sent { call, token });
        bench.feed(Input::Failed { call, token, why: "lost".into() });
        while bench.sends.is_empty() {
            bench.now = bench.bot.next_deadline().unwrap();
            bench.feed(Input::Wake);
        }
    }
    bench.sends.retain(|out| out.token.request() == Request::HangUp);
    bench.answered(Request::HangUp, Answer::status(204));
    assert_eq!(bench.held(), [(CALL, CallState::Terminating)]);
}

#[test]
fn what_waits_to_be_sent_is_not_sent_twice() {
    let mut bench = Bench::new(Plan::DEFAULT);
    let record = bench.establish(CALL);
    bench.reply(CALL, record.token, Answer::status(400));
    // Nothing leaves for ten minutes from the first keepAlive on: the machine asks for it every 30 s.
    let until = bench.now.saturating_add(Duration::from_secs(60 * 25));
    while let Some(due) = bench.bot.next_deadline().filter(|due| *due <= until) {
        bench.now = due;
        bench.feed(Input::Wake);
    }
    bench.sent(Request::KeepAlive);
}
