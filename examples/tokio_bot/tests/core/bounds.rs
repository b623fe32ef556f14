//! Which replies are tried again, how often and after how long, and which of too many is dropped.

use core::time::Duration;

use call_lifecycle::app::{Reply, Request};
use call_lifecycle::{CallReport, CallState, Id, Timestamp};
use tokio_bot::{Answer, Bot, Effect, Input, News, Plan, Told};

use super::bench::{Bench, CALL, OTHER, RECORD, completed, running};

/// A reply that says how long to wait.
fn told(status: u16, seconds: Option<u64>) -> Answer {
    let reply = Reply::new(status);
    let reply = seconds.map_or(reply, |seconds| reply.with_retry_after(Duration::from_secs(seconds)));
    Answer { reply, ..Answer::status(status) }
}

/// When each request of a kind leaves, from now on, in milliseconds. Each is answered at once by `answer`; with none of
/// these it fails. Others are not answered.
fn times(bench: &mut Bench, request: Request, span: u64, answer: impl Fn(usize) -> Option<Answer>) -> Vec<u64> {
    let (began, mut times) = (bench.now, Vec::new());
    let until = began.saturating_add(Duration::from_millis(span));
    loop {
        for out in std::mem::take(&mut bench.sends) {
            bench.feed(Input::Sent { call: out.call, token: out.token });
            if out.token.request() == request {
                times.push(bench.now.as_millis() - began.as_millis());
                match answer(times.len() - 1) {
                    Some(answer) => bench.reply(out.call, out.token, answer),
                    None => bench.feed(Input::Failed { call: out.call, token: out.token, why: "lost".into() }),
                }
            }
        }
        match bench.bot.next_deadline().filter(|due| *due <= until) {
            Some(due) => bench.now = due,
            None => {
                bench.now = until;
                return times;
            }
        }
        bench.feed(Input::Wake);
    }
}

/// Around each bound. (A 404 ends the call.)
const STATUSES: [u16; 20] =
    [300, 399, 400, 401, 403, 405, 407, 408, 409, 410, 428, 429, 430, 499, 500, 502, 503, 504, 505, 599];

fn is_again(status: u16) -> bool {
    matches!(status, 408 | 429 | 500..=599)
}

#[test]
fn an_answer_is_tried_five_times_if_the_status_is_one_of_these() {
    for status in STATUSES {
        let mut bench = Bench::new(Plan::DEFAULT);
        bench.state(CALL, CallState::Incoming);
        let found = times(&mut bench, Request::Answer, 14_999, |_| Some(told(status, None)));
        let expected: &[u64] = if is_again(status) { &[0, 1_000, 3_000, 6_000, 10_000] } else { &[0] };
        assert_eq!(found, expected, "{status}");
        assert_eq!(times(&mut bench, Request::Answer, 30_000, |_| None), [0; 0], "{status}: no more than that");
    }
    let mut bench = Bench::new(Plan::DEFAULT);
    bench.state(CALL, CallState::Incoming);
    assert_eq!(times(&mut bench, Request::Answer, 40_000, |_| None), [0, 1_000, 3_000, 6_000, 10_000], "no answer");
    // One that says when is waited for, as long as that is in time.
    for (seconds, second) in [(0, 1_000), (1, 1_000), (2, 2_000), (14, 14_000), (15, 1_000), (3_600, 1_000)] {
        let mut bench = Bench::new(Plan::DEFAULT);
        bench.state(CALL, CallState::Incoming);
        let again = |place| Some(if place == 0 { told(503, Some(seconds)) } else { told(202, None) });
        assert_eq!(times(&mut bench, Request::Answer, 14_999, again), [0, second], "{seconds}");
    }
}

#[test]
fn a_recording_is_asked_for_five_times_if_the_status_is_one_of_these() {
    for status in STATUSES {
        let mut bench = Bench::new(Plan::DEFAULT);
        let first = bench.establish(CALL);
        bench.reply(CALL, first.token, told(status, None));
        let found = times(&mut bench, RECORD, 120_000, |_| Some(told(status, None)));
        // 504 says nothing of what was done: it may run.
        let expected: &[u64] = if is_again(status) && status != 504 { &[5_000, 10_000, 15_000, 20_000] } else { &[] };
        assert_eq!(found, expected, "{status}");
    }
    for (seconds, second) in [(0, 5_000), (4, 5_000), (5, 5_000), (6, 6_000), (100, 100_000)] {
        let mut bench = Bench::new(Plan::DEFAULT);
        let first = bench.establish(CALL);
        bench.reply(CALL, first.token, told(429, Some(seconds)));
        assert_eq!(times(&mut bench, RECORD, 120_000, |_| Some(running())), [second], "{seconds}");
    }
}

/// A minute after it was taken, and each minute from then on, until it is connected.
#[test]
fn a_call_that_is_not_connected_is_looked_at_each_minute() {
    let looks = |until: CallState| {
        let mut bench = Bench::new(Plan::DEFAULT);
        let created = CallReport::state(CallState::Establishing);
        bench.feed(Input::Created { sent: bench.now, call: Ok((CALL, created)) });
        bench.state(CALL, until);
        times(&mut bench, Request::GetCall, 180_000, |_| Some(Answer::status(200)))
    };
    assert_eq!(looks(CallState::Establishing), [60_000, 120_000, 180_000]);
    assert_eq!(looks(CallState::Ringing), [60_000, 120_000, 180_000]);
    assert_eq!(looks(CallState::Hold), [0; 0]);
}

/// From when it is established, or from when it was first seen if it never is.
#[test]
fn it_stays_as_long_as_it_is_to() {
    let plan = Plan { stay: Duration::from_millis(123_456), ..Plan::DEFAULT };
    let mut bench = Bench::new(plan.clone());
    bench.state(CALL, CallState::Incoming);
    bench.answered(Request::Answer, Answer::status(202));
    bench.now = bench.now.saturating_add(Duration::from_secs(9));
    bench.state(CALL, CallState::Establishing);
    bench.state(CALL, CallState::Established);
    let record = bench.sent(RECORD);
    bench.reply(CALL, record.token, running());
    assert_eq!(times(&mut bench, Request::HangUp, 123_455, |_| Some(Answer::status(204))), [0; 0]);
    assert_eq!(times(&mut bench, Request::HangUp, 1, |_| Some(Answer::status(204))), [1]);
    assert_eq!(bench.said(|news| *news == News::Leaving), 1);
    // One that is adopted is not established anew.
    let mut bench = Bench::new(plan);
    bench.state(CALL, CallState::Establishing);
    bench.sends.clear();
    bench.pass(Duration::from_secs(9));
    bench.state(CALL, CallState::Established);
    let left = times(&mut bench, Request::HangUp, 200_000, |_| Some(Answer::status(204)));
    assert_eq!(left, [123_456 - 9_000]);
}

/// Eight requests of a call are out at most: one more fails at once, and the machine asks again later.
#[test]
fn eight_requests_of_a_call_are_out_and_no_more() {
    let mut bench = Bench::new(Plan::DEFAULT);
    let record = bench.establish(CALL);
    bench.reply(CALL, record.token, running());
    let mut out = Vec::new();
    let until = bench.now.saturating_add(Duration::from_secs(44 * 60));
    while let Some(due) = bench.bot.next_deadline().filter(|due| *due <= until) {
        bench.now = due;
        bench.feed(Input::Wake);
        for sent in std::mem::take(&mut bench.sends) {
            bench.feed(Input::Sent { call: CALL, token: sent.token });
            out.push(sent.token);
        }
    }
    assert_eq!(out.len(), 8, "{out:?}");
    // One that comes back makes room for one.
    bench.feed(Input::Failed { call: CALL, token: out[0], why: "lost".into() });
    bench.now = bench.bot.next_deadline().unwrap();
    while bench.sends.is_empty() {
        bench.feed(Input::Wake);
        bench.now = bench.bot.next_deadline().unwrap();
    }
    assert_eq!(bench.sends.len(), 1);
}

#[test]
fn sixty_four_recordings_are_downloaded_at_a_time() {
    let mut bench = Bench::new(Plan::DEFAULT);
    // So many lines take long to restore after each.
    bench.is_checked = false;
    let record = |bench: &mut Bench, number: u128| {
        let call = Id::from_u128(1_000 + number);
        let asked = bench.establish(call);
        bench.reply(call, asked.token, running());
        let recording = tokio_bot::Recording { location: "http://h/1".into(), access_token: None };
        bench.told(Told::Operation { call, report: completed(&asked), recording: Some(recording) });
        bench.sends.clear();
        bench.fetches.len()
    };
    for number in 1..=64 {
        assert_eq!(record(&mut bench, number), number as usize);
    }
    assert_eq!(record(&mut bench, 65), 64, "the newest is not downloaded");
    assert_eq!(bench.said(|news| matches!(news, News::NotFetched(_))), 1);
    bench.feed(Input::Fetched { call: CALL, bytes: Err("lost".into()) });
    assert_eq!((record(&mut bench, 66), record(&mut bench, 67)), (65, 65), "one that is done makes room for one");
}

/// Of 4,096 calls it is known that they are over. Of more the first is asked after again.
#[test]
fn so_many_ended_calls_are_remembered() {
    let mut bot = Bot::new(Timestamp::ZERO, [1, 2], Plan::DEFAULT).unwrap();
    let report = |state| move |id: u128| Told::Call { call: Id::from_u128(id), report: CallReport::state(state) };
    let entries = (1..=4_097).map(report(CallState::Terminated)).collect();
    assert_eq!(bot.handle(Timestamp::ZERO, Input::Told { entries, unread: None }), []);
    let mut is_adopted = |id: u128| {
        let entries = vec![report(CallState::Established)(id)];
        let effects = bot.handle(Timestamp::ZERO, Input::Told { entries, unread: None });
        effects.iter().any(|effect| matches!(effect, Effect::Send(out) if out.token.request() == Request::GetCall))
    };
    assert!(!is_adopted(2) && !is_adopted(4_097));
    assert!(is_adopted(1) && !is_adopted(2));
}

/// A call that is being created has its place already; and what stops takes none in.
#[test]
fn a_place_that_is_asked_for_is_taken() {
    let plan = Plan { capacity: 2, ..Plan::DEFAULT };
    let mut bench = Bench::new(plan);
    bench.feed(Input::Place);
    assert!(!bench.bot.is_idle(), "it waits for a call");
    bench.state(CALL, CallState::Incoming);
    assert_eq!(bench.sends.pop().unwrap().token.request(), Request::Answer);
    bench.state(OTHER, CallState::Incoming);
    assert_eq!(bench.sends.pop().unwrap().token.request(), Request::Reject);
    bench.feed(Input::Place);
    assert_eq!(bench.said(|news| matches!(news, News::NotPlaced(_))), 1);
    bench.feed(Input::Created { sent: bench.now, call: Err("no".into()) });
    assert_eq!(bench.said(|news| matches!(news, News::NotPlaced(_))), 2);
    bench.state(Id::from_u128(9), CallState::Incoming);
    assert_eq!(bench.sends.pop().unwrap().token.request(), Request::Answer, "there is room again");
    bench.feed(Input::Stop);
    bench.feed(Input::Place);
    assert_eq!(bench.said(|news| matches!(news, News::Placing)), 1);
}
