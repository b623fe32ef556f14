//! keepAlive, to the millisecond: when it is wished, from when a success counts, and what a failure costs.

use core::time::Duration;

use call_lifecycle::app::{Event, Output, Reply, Request};
use call_lifecycle::{CallState, Cause, DeadlineKind, Timestamp, Verdict};
use testkit::at;
use testkit::bot::{Bot, STEADY, keep_alive, outputs, sends, time_of, times_of};

#[test]
fn wished_every_fifteen_minutes_from_the_start_on() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    for round in 1..=8 {
        let due = at(15 * round, 0, 0);
        assert_eq!(bot.wake(at(15 * round - 1, 59, 999)), [], "a millisecond early");
        let number = u16::try_from(round).unwrap();
        assert_eq!(bot.wake(due), [(due, Output::Send(keep_alive(number)))]);
        let (verdict, said) = bot.keep_alive(number, due, due);
        assert_eq!((verdict, outputs(&said)), (Verdict::Applied, vec![Output::KeepAliveSucceeded]));
        assert_eq!(bot.expires_at(), at(15 * round + 45, 0, 0));
    }
}

#[test]
fn wished_in_every_live_state() {
    for &state in CallState::ALL.iter().filter(|state| state.is_live()) {
        let mut bot: Bot = Bot::adopted(state, &STEADY);
        let said = bot.sleep(at(15, 0, 0));
        assert_eq!(times_of(&said, Request::KeepAlive), [at(15, 0, 0)], "{state}");
        assert_eq!(bot.keep_alive(1, at(15, 0, 0), at(15, 0, 200)).0, Verdict::Applied);
        assert_eq!((bot.expires_at(), bot.next()), (at(60, 0, 0), at(30, 0, 0)), "{state}");
    }
}

#[test]
fn moving_through_the_states_leaves_the_schedule_alone() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    for (minute, state) in [(1, CallState::Ringing), (2, CallState::Established), (3, CallState::Transferring)] {
        assert_eq!(bot.notify(at(minute, 0, 0), state).0, Verdict::Applied);
        assert_eq!((bot.next(), bot.expires_at()), (at(15, 0, 0), at(45, 0, 0)));
    }
}

#[test]
fn counts_from_its_send_time_not_from_the_wish_nor_from_the_reply() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    bot.wake(at(15, 0, 0));
    bot.keep_alive(1, at(15, 0, 7), at(15, 0, 29));
    assert_eq!(bot.expires_at(), at(60, 0, 7));
    assert_eq!(bot.call.next_deadline().map(|due| (due.at, due.kind)), Some((at(30, 0, 7), DeadlineKind::KeepAlive)));
}

#[test]
fn a_late_success_counts_from_its_own_send_time() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    bot.sleep(at(15, 0, 0));
    bot.sent(at(15, 0, 0), keep_alive(1));
    // Overdue at 15:30, wished again at 15:35 and sent a second later.
    assert_eq!(time_of(&bot.sleep(at(15, 35, 0)), Output::KeepAliveFailed), Some(at(15, 30, 0)));
    bot.sent(at(15, 36, 0), keep_alive(2));
    let (verdict, said) = bot.status(at(15, 40, 0), keep_alive(1), at(15, 0, 0), 200);
    assert_eq!((verdict, outputs(&said)), (Verdict::Applied, vec![Output::KeepAliveSucceeded]));
    assert_eq!(bot.expires_at(), at(60, 0, 0));
    assert!(bot.call.keep_alive().in_flight, "the second attempt is still out");
    let (verdict, _) = bot.status(at(15, 41, 0), keep_alive(2), at(15, 36, 0), 200);
    assert_eq!((verdict, bot.expires_at()), (Verdict::Applied, at(60, 36, 0)));
}

#[test]
fn a_success_many_attempts_late_still_counts() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    let mut attempts = 0;
    while bot.next() < at(30, 0, 0) {
        for token in sends(&bot.wake(bot.next())) {
            attempts += 1;
            assert_eq!(token, keep_alive(attempts));
            bot.sent(bot.call.now(), token);
        }
    }
    assert!(attempts > 9, "{attempts} attempts");
    let (verdict, _) = bot.status(at(30, 0, 0), keep_alive(1), at(15, 0, 0), 200);
    assert_eq!((verdict, bot.expires_at()), (Verdict::Applied, at(60, 0, 0)));
    assert_eq!(bot.call.keep_alive().failures, 0);
}

#[test]
fn a_late_success_never_rewinds() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    bot.sleep(at(15, 0, 0));
    bot.sent(at(15, 0, 0), keep_alive(1));
    bot.sleep(at(15, 35, 0));
    bot.keep_alive(2, at(15, 35, 0), at(15, 36, 0));
    let before = bot.call.clone();
    let (verdict, said) = bot.status(at(15, 36, 0), keep_alive(1), at(15, 0, 0), 200);
    assert_eq!((verdict, said), (Verdict::Stale, vec![]));
    assert_eq!(bot.call, before);
    assert_eq!(bot.expires_at(), at(60, 35, 0));
}

#[test]
fn a_repeated_reply_changes_nothing() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    bot.sleep(at(15, 0, 0));
    bot.keep_alive(1, at(15, 0, 0), at(15, 0, 100));
    for status in [200, 500, 429, 403] {
        let (verdict, said) = bot.status(at(15, 0, 200), keep_alive(1), at(15, 0, 0), status);
        assert_eq!((verdict, said), (Verdict::NoChange, vec![]), "{status}");
    }
    assert_eq!((bot.expires_at(), bot.next()), (at(60, 0, 0), at(30, 0, 0)));
}

#[test]
fn a_send_time_in_the_future_counts_as_now() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    bot.sleep(at(15, 0, 0));
    bot.sent(at(15, 0, 0), keep_alive(1));
    bot.status(at(15, 0, 1), keep_alive(1), at(44, 0, 0), 200);
    assert_eq!(bot.expires_at(), at(60, 0, 1));
}

#[test]
fn a_lost_reply_is_a_failure_after_thirty_seconds() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    bot.sleep(at(15, 0, 0));
    bot.sent(at(15, 0, 3), keep_alive(1));
    assert_eq!(bot.wake(at(15, 30, 2)), []);
    assert_eq!(bot.wake(at(15, 30, 3)), [(at(15, 30, 3), Output::KeepAliveFailed)]);
    assert_eq!((bot.call.keep_alive().failures, bot.expires_at()), (1, at(45, 0, 0)));
    assert_eq!(bot.wake(at(15, 35, 3)), [(at(15, 35, 3), Output::Send(keep_alive(2)))]);
}

#[test]
fn one_attempt_at_a_time() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    bot.sleep(at(15, 0, 0));
    bot.sent(at(15, 0, 0), keep_alive(1));
    let (verdict, said) = bot.ask(at(15, 0, 1), Request::KeepAlive);
    assert!(matches!(verdict, Verdict::Rejected(_)) && said.is_empty(), "{verdict:?}");
    assert_eq!(times_of(&bot.sleep(at(15, 34, 999)), Request::KeepAlive), []);
}

#[test]
fn an_unasked_send_is_accepted_with_an_attempt_out() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    bot.sleep(at(15, 0, 0));
    bot.sent(at(15, 0, 0), keep_alive(1));
    assert_eq!(bot.sent(at(15, 10, 0), keep_alive(900)), Verdict::Applied);
    assert_eq!(bot.next(), at(15, 40, 0), "its own reply is waited for");
    assert_eq!(bot.status(at(15, 11, 0), keep_alive(1), at(15, 0, 0), 200).0, Verdict::Applied);
    assert_eq!(bot.expires_at(), at(60, 0, 0));
    assert_eq!(bot.status(at(15, 12, 0), keep_alive(900), at(15, 10, 0), 200).0, Verdict::Applied);
    assert_eq!((bot.expires_at(), bot.next()), (at(60, 10, 0), at(30, 10, 0)));
}

#[test]
fn an_unasked_send_long_before_it_is_due_counts_too() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    bot.keep_alive(44, at(2, 0, 0), at(2, 0, 50));
    assert_eq!((bot.expires_at(), bot.next()), (at(47, 0, 0), at(17, 0, 0)));
}

#[test]
fn asked_and_never_sent_is_asked_again_and_is_no_attempt() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    let said = bot.sleep(at(16, 30, 0));
    let wishes: Vec<Timestamp> = (0..=3).map(|n| at(15, 30 * n, 0)).collect();
    assert_eq!(times_of(&said, Request::KeepAlive), wishes);
    assert!(sends(&said).iter().all(|token| *token == keep_alive(1)), "the same wish has the same token");
    assert_eq!((bot.call.keep_alive().failures, bot.call.keep_alive().in_flight), (0, false));
}

#[test]
fn every_failure_is_retried_and_extends_nothing() {
    for status in [400, 401, 403, 408, 409, 429, 500, 502, 503, 504, 302, 100, 0, 201, 202, 204] {
        let mut bot: Bot = Bot::outgoing(&STEADY);
        bot.sleep(at(15, 0, 0));
        bot.sent(at(15, 0, 0), keep_alive(1));
        let (verdict, said) = bot.status(at(15, 1, 0), keep_alive(1), at(15, 0, 0), status);
        assert_eq!((verdict, outputs(&said)), (Verdict::Applied, vec![Output::KeepAliveFailed]), "{status}");
        assert_eq!((bot.expires_at(), bot.next()), (at(45, 0, 0), at(15, 6, 0)), "{status}");
        assert_eq!(bot.call.cause(), None);
    }
}

#[test]
fn a_transport_error_is_a_failure_too() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    bot.sleep(at(15, 0, 0));
    bot.sent(at(15, 0, 0), keep_alive(1));
    let failed = Event::Failed { token: keep_alive(1) };
    assert_eq!(outputs(&bot.take(at(15, 0, 9), failed).1), [Output::KeepAliveFailed]);
    assert_eq!(bot.next(), at(15, 5, 9));
    assert_eq!(bot.take(at(15, 0, 9), failed), (Verdict::NoChange, vec![]), "once");
}

#[test]
fn the_wait_doubles_up_to_its_cap() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    bot.sleep(at(15, 0, 0));
    for (number, wait) in (1..).zip([5, 10, 20, 40, 60, 60, 60, 60]) {
        let now = bot.call.now();
        bot.sent(now, keep_alive(number));
        bot.status(now, keep_alive(number), now, 503);
        let retry = now.saturating_add(Duration::from_secs(wait));
        assert_eq!(bot.next(), retry, "after {number} failures");
        assert_eq!(sends(&bot.wake(retry)), [keep_alive(number + 1)]);
    }
    // A success sets it back.
    let now = bot.call.now();
    bot.keep_alive(9, now, now);
    let due = bot.next();
    bot.wake(due);
    bot.sent(due, keep_alive(10));
    bot.status(due, keep_alive(10), due, 503);
    assert_eq!(bot.next(), due.saturating_add(Duration::from_secs(5)));
}

/// 429 at 15:00 with `Retry-After`: when the next attempt is wished.
fn retried_after(seconds: u32) -> Timestamp {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    bot.sleep(at(15, 0, 0));
    bot.sent(at(15, 0, 0), keep_alive(1));
    let reply = Reply::new(429).with_retry_after(Duration::from_secs(seconds.into()));
    bot.reply(at(15, 0, 0), keep_alive(1), at(15, 0, 0), reply);
    assert_eq!(bot.expires_at(), at(45, 0, 0));
    bot.next()
}

#[test]
fn retry_after_is_honoured_if_it_fits_before_the_expiry() {
    assert_eq!(retried_after(1), at(15, 1, 0), "sooner than the backoff");
    assert_eq!(retried_after(90), at(16, 30, 0), "later than the backoff's cap");
    assert_eq!(retried_after(30 * 60 - 1), at(44, 59, 0));
    assert_eq!(retried_after(30 * 60), at(15, 5, 0), "at the expiry is too late");
    assert_eq!(retried_after(60 * 60), at(15, 5, 0));
    assert_eq!(retried_after(0), at(15, 5, 0), "none at all is no time");
}

#[test]
fn retry_after_past_the_expiry_is_not_honoured() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    bot.sleep(at(45, 0, 0));
    bot.sent(at(45, 0, 0), keep_alive(1));
    let reply = Reply::new(429).with_retry_after(Duration::from_secs(2));
    bot.reply(at(45, 0, 0), keep_alive(1), at(45, 0, 0), reply);
    assert_eq!(bot.next(), at(45, 5, 0));
}

#[test]
fn not_found_ends_the_call_on_the_spot() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    bot.sleep(at(15, 0, 0));
    bot.sent(at(15, 0, 0), keep_alive(1));
    let (verdict, said) = bot.status(at(15, 0, 80), keep_alive(1), at(15, 0, 0), 404);
    assert_eq!((verdict, said), (Verdict::Applied, vec![(at(15, 0, 80), testkit::bot::ended(Cause::NotFound))]));
    assert_eq!((bot.call.state(), bot.call.next_deadline()), (CallState::Terminated, None));
    // No endless heartbeat: nothing is sent any more, and a repeated 404 is known.
    assert_eq!(bot.wake(at(500, 0, 0)), []);
    assert_eq!(bot.status(at(500, 0, 0), keep_alive(1), at(15, 0, 0), 404).0, Verdict::NoChange);
}

#[test]
fn allowed_before_established_and_its_404_is_believed() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    assert_eq!(sends(&bot.ask(at(0, 10, 0), Request::KeepAlive).1), [keep_alive(1)]);
    bot.sent(at(0, 10, 0), keep_alive(1));
    bot.status(at(0, 10, 1), keep_alive(1), at(0, 10, 0), 404);
    assert_eq!(bot.call.cause(), Some(Cause::NotFound));
}
