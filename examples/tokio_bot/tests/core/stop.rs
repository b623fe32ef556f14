//! A stop: everything is hung up, and nothing is begun any more.

use core::time::Duration;

use call_lifecycle::app::Request;
use call_lifecycle::{CallReport, CallState, Id};
use tokio_bot::{Answer, Input, Plan};

use super::bench::{Bench, CALL, OTHER, RECORD, running};

#[test]
fn a_stop_puts_an_end_to_what_was_to_be_tried_again() {
    let mut bench = Bench::new(Plan::DEFAULT);
    bench.state(CALL, CallState::Incoming);
    bench.answered(Request::Answer, Answer::status(429));
    let other = bench.establish(OTHER);
    bench.reply(OTHER, other.token, Answer::status(429));
    bench.feed(Input::Place);
    bench.feed(Input::Stop);
    let created = Ok((Id::from_u128(3), CallReport::state(CallState::Established)));
    bench.feed(Input::Created { sent: bench.now, call: created });
    bench.pass(Duration::from_secs(30));
    let asked = |request| bench.sends.iter().filter(|out| out.token.request() == request).count();
    assert_eq!((asked(Request::HangUp), asked(Request::Answer), asked(RECORD)), (3, 0, 0), "{:?}", bench.sends);
}

#[test]
fn a_stop_hangs_up_everything_and_takes_nothing_in() {
    let mut bench = Bench::new(Plan::DEFAULT);
    let record = bench.establish(CALL);
    bench.reply(CALL, record.token, running());
    bench.feed(Input::Stop);
    bench.state(OTHER, CallState::Incoming);
    assert_eq!(bench.sends.pop().unwrap().token.request(), Request::Reject);
    bench.answered(Request::HangUp, Answer::status(204));
    assert!(!bench.bot.is_idle(), "its end was not told yet");
    bench.state(CALL, CallState::Terminated);
    assert!(bench.bot.is_idle() && bench.bot.next_deadline().is_none());
}
