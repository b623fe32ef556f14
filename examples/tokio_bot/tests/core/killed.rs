//! A bot that was killed, and goes on from what was kept. That nothing is missing there is looked
//! at after every input of every test (see `bench`).

use core::time::Duration;

use call_lifecycle::app::Request;
use call_lifecycle::fleet::StorageError;
use call_lifecycle::{CallState, Cause, Id, Timestamp};
use tokio_bot::{Answer, Bot, Input, Kept, News, Outgoing, Plan, RestoreError};

use super::bench::{Bench, CALL, OTHER, RECORD, completed, established, running};

/// A look at the call finds it established.
fn is_established(bench: &mut Bench) {
    let at = bench.sends.iter().position(|out| out.token.request() == Request::GetCall).unwrap();
    let Outgoing { call, token, .. } = bench.sends.remove(at);
    bench.reply(call, token, established());
}

#[test]
fn its_calls_are_kept_alive_as_if_nothing_had_been() {
    let mut bench = Bench::new(Plan::DEFAULT);
    let record = bench.establish(CALL);
    bench.reply(CALL, record.token, running());
    for minutes in [3, 20, 40, 1, 25] {
        // Whatever was out does not come back.
        bench.pass(Duration::from_secs(60));
        bench.killed_for(Duration::from_secs(60 * minutes));
        is_established(&mut bench);
        bench.pass(Duration::ZERO);
        while let Some(Outgoing { call, token, .. }) = bench.sends.pop() {
            assert!(matches!(token.request(), Request::KeepAlive | Request::GetCall), "{token:?}");
            bench.feed(Input::Sent { call, token });
            bench.reply(call, token, Answer::status(200));
        }
    }
    assert_eq!(bench.held(), [(CALL, CallState::Established)]);
    assert_eq!(bench.said(|news| *news == News::Resumed(CallState::Established)), 5);
    assert_eq!(bench.said(|news| *news == News::PresumedLost), 0);
    // The recording was not asked for again, but is known still.
    bench.recorded(completed(&record));
    assert_eq!(bench.fetches.len(), 1);
    // It stays for as long as it was to, from when it was established.
    bench.pass(Duration::from_secs(60 * 100));
    assert!(bench.sends.iter().any(|out| out.token.request() == Request::HangUp));
    assert_eq!(bench.said(|news| *news == News::Leaving), 1);
}

#[test]
fn a_call_that_rings_is_answered_again() {
    let mut bench = Bench::new(Plan::DEFAULT);
    bench.state(CALL, CallState::Incoming);
    bench.sent(Request::Answer);
    bench.killed_for(Duration::from_secs(5));
    bench.sends.retain(|out| out.token.request() != Request::GetCall);
    bench.answered(Request::Answer, Answer::status(202));
    bench.state(CALL, CallState::Established);
    bench.sent(RECORD);
}

#[test]
fn a_call_that_was_established_meanwhile_is_found_and_recorded() {
    let mut bench = Bench::new(Plan::DEFAULT);
    bench.state(CALL, CallState::Incoming);
    bench.answered(Request::Answer, Answer::status(202));
    bench.killed_for(Duration::from_secs(30));
    // It does not know that the answer was enough, either.
    bench.sends.retain(|out| out.token.request() != Request::Answer);
    is_established(&mut bench);
    bench.sent(RECORD);
}

#[test]
fn a_call_that_ended_meanwhile_is_found() {
    let mut bench = Bench::new(Plan::DEFAULT);
    let record = bench.establish(CALL);
    bench.reply(CALL, record.token, running());
    bench.killed_for(Duration::from_secs(60 * 50));
    bench.answered(Request::GetCall, Answer::status(404));
    assert_eq!(bench.said(|news| *news == News::Ended(Cause::NotFound, None)), 1);
    assert!(bench.bot.is_idle());
}

/// By its clock no call lives so long without a keepAlive; but the service's may have stood still.
#[test]
fn a_call_is_not_given_up_unasked() {
    for minutes in [44, 46, 61, 300] {
        let mut bench = Bench::new(Plan { stay: Duration::from_secs(60 * 1_000), ..Plan::DEFAULT });
        let record = bench.establish(CALL);
        bench.reply(CALL, record.token, running());
        bench.killed_for(Duration::from_secs(60 * minutes));
        is_established(&mut bench);
        bench.pass(Duration::from_secs(60 * 100));
        assert!(bench.said(|news| matches!(news, News::KeptAlive(_))) >= 6, "{minutes}");
        assert_eq!(bench.held(), [(CALL, CallState::Established)]);
    }
}

#[test]
fn nothing_is_begun_in_a_call_that_was_to_be_hung_up() {
    for is_answered in [false, true] {
        let mut bench = Bench::new(Plan::DEFAULT);
        bench.state(CALL, CallState::Incoming);
        if is_answered {
            bench.answered(Request::Answer, Answer::status(202));
            bench.state(CALL, CallState::Establishing);
        }
        bench.feed(Input::Stop);
        bench.killed_for(Duration::from_secs(5));
        bench.pass(Duration::from_secs(60));
        bench.state(CALL, CallState::Established);
        let asked = |request: Request| bench.sends.iter().filter(|out| out.token.request() == request).count();
        assert_eq!((asked(Request::HangUp), asked(Request::Answer), asked(RECORD)), (1, 0, 0), "{:?}", bench.sends);
    }
}

#[test]
fn a_call_that_was_to_be_hung_up_is_so_however_late() {
    for minutes in [1, 44, 50, 300] {
        let mut bench = Bench::new(Plan::DEFAULT);
        let record = bench.establish(CALL);
        bench.reply(CALL, record.token, running());
        bench.feed(Input::Stop);
        bench.killed_for(Duration::from_secs(60 * minutes));
        bench.pass(Duration::from_secs(60));
        bench.sends.retain(|out| out.token.request() == Request::HangUp);
        bench.answered(Request::HangUp, Answer::status(204));
        assert_eq!(bench.held(), [(CALL, CallState::Terminating)], "{minutes}");
    }
}

#[test]
fn an_answer_is_tried_as_often_as_without_a_kill() {
    let mut bench = Bench::new(Plan::DEFAULT);
    bench.state(CALL, CallState::Incoming);
    for _ in 0..4 {
        bench.sends.retain(|out| out.token.request() == Request::Answer);
        let Outgoing { call, token, .. } = bench.sent(Request::Answer);
        bench.feed(Input::Failed { call, token, why: "lost".into() });
        bench.killed_for(Duration::from_secs(2));
    }
    assert_eq!(bench.sends.iter().filter(|out| out.token.request() == Request::Answer).count(), 1);
}

#[test]
fn a_hang_up_goes_on_and_what_is_over_stays_so() {
    let mut bench = Bench::new(Plan { stay: Duration::from_secs(60), ..Plan::DEFAULT });
    let record = bench.establish(CALL);
    bench.reply(CALL, record.token, Answer::status(400));
    bench.state(OTHER, CallState::Incoming);
    bench.state(OTHER, CallState::Terminated);
    bench.sends.clear();
    bench.pass(Duration::from_secs(60));
    // It was never heard of.
    assert_eq!(bench.sends.pop().unwrap().token.request(), Request::HangUp);
    bench.killed_for(Duration::from_secs(60));
    bench.sends.retain(|out| out.token.request() != Request::GetCall);
    bench.answered(Request::HangUp, Answer::status(204));
    bench.state(CALL, CallState::Terminated);
    bench.state(OTHER, CallState::Established);
    assert_eq!((bench.held(), bench.sends.len()), (vec![], 0));
    bench.killed_for(Duration::from_secs(60));
    bench.state(CALL, CallState::Established);
    assert_eq!((bench.held(), bench.sends.len()), (vec![], 0));
}

#[test]
fn a_withheld_call_stays_so() {
    let mut bench = Bench::new(Plan { withhold: Some(1), ..Plan::DEFAULT });
    let record = bench.establish(CALL);
    bench.reply(CALL, record.token, Answer::status(400));
    bench.killed_for(Duration::from_secs(60 * 20));
    bench.pass(Duration::from_secs(60 * 10));
    assert_eq!(bench.said(|news| *news == News::Withheld), 1);
    // Counted from one again.
    bench.state(OTHER, CallState::Incoming);
    assert_eq!(bench.said(|news| *news == News::Rings(1)), 2);
}

#[test]
fn what_nobody_has_kept_is_refused() {
    let mut bench = Bench::new(Plan::DEFAULT);
    for call in [CALL, OTHER] {
        bench.state(call, CallState::Incoming);
    }
    let restore = |plan: Plan, kept: Vec<Kept>| Bot::restore(Timestamp::ZERO, [1, 2], plan, kept).map(drop);
    let plan = |capacity| Plan { capacity, ..Plan::DEFAULT };
    let kept = || bench.bot.kept().unwrap();
    assert_eq!(restore(plan(2), kept()), Ok(()));
    assert_eq!(restore(plan(1), kept()), Err(RestoreError::Room { calls: 2, capacity: 1 }));
    assert!(matches!(restore(plan(0), kept()), Err(RestoreError::Storage(StorageError { .. }))));
    assert_eq!(restore(plan(2), vec![Kept::Over("who".into())]), Err(RestoreError::Id("who".into())));
    let over = kept().into_iter().chain([CALL, OTHER].map(|call: Id| Kept::Over(call.to_string())));
    assert_eq!(restore(plan(1), over.collect()), Ok(()), "those that are over need no room");
    let text = serde_json::to_string(&kept()[0]).unwrap();
    let bad = text.replacen("[1,", "[9,", 1);
    let error = restore(plan(2), vec![serde_json::from_str(&bad).unwrap()]).unwrap_err();
    assert!(error.to_string().contains("version 9"), "{error}");
}
