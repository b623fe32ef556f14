//! Rules at their bounds: a refused DELETE, the backoff's doublings, a create that is told of late or early.

use core::time::Duration;

use call_lifecycle::app::{Call, Event, Output, Request, Token};
use call_lifecycle::{CallState, Cause, KeepAlivePolicy, MAX_DURATION, Timestamp, Verdict};
use testkit::bot::{Bot, STEADY, STEADY_SETTINGS, ended, keep_alive, kept, sends, time_of};
use testkit::{CALL, at};

const DELETE: Token = Token::new(Request::HangUp, 0);
const GET: Token = Token::new(Request::GetCall, 0);

/// An established call whose DELETE was sent at 1:00.
fn hanging_up() -> Bot {
    let mut bot = Bot::adopted(CallState::Established, &STEADY);
    bot.ask(at(1, 0, 0), Request::HangUp);
    bot.sent(at(1, 0, 0), DELETE);
    bot
}

/// A DELETE that is out bounds the call by three minutes; one that is refused bounds it no longer.
#[test]
fn a_refused_delete_gives_the_bound_back() {
    assert_eq!(time_of(&hanging_up().sleep(at(90, 0, 0)), ended(Cause::HangUpUnconfirmed)), Some(at(4, 0, 0)));
    for status in [401, 403, 409, 429, 500, 503] {
        let mut bot = hanging_up();
        bot.status(at(1, 0, 9), DELETE, at(1, 0, 0), status);
        // What is asked for again is never sent, so that the call is given up as any other.
        assert_eq!(time_of(&bot.sleep(at(90, 0, 0)), ended(Cause::Abandoned)), Some(at(60, 0, 0)), "{status}");
    }
    // The next DELETE bounds it anew, from the time at which it leaves.
    let mut bot = hanging_up();
    bot.status(at(1, 0, 9), DELETE, at(1, 0, 0), 500);
    bot.sleep(at(2, 0, 9));
    bot.sent(at(2, 0, 20), DELETE);
    assert_eq!(time_of(&bot.sleep(at(90, 0, 0)), ended(Cause::HangUpUnconfirmed)), Some(at(5, 0, 20)));
}

/// A keepAlive that succeeds meanwhile moves the bound that was given back.
#[test]
fn a_refused_delete_leaves_the_bound_to_the_keep_alive() {
    let mut bot = hanging_up();
    bot.status(at(1, 0, 9), DELETE, at(1, 0, 0), 409);
    bot.keep_alive(1, at(1, 30, 0), at(1, 30, 1));
    assert_eq!(time_of(&bot.sleep(at(90, 0, 0)), ended(Cause::Abandoned)), Some(at(61, 30, 0)));
}

/// Only a reply to the DELETE that is out refuses it: none before it is sent, and none after it has failed.
#[test]
fn a_refusal_of_no_delete_changes_nothing() {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    let before = bot.call.clone();
    assert_eq!(bot.status(Timestamp::ZERO, DELETE, Timestamp::ZERO, 500).0, Verdict::NoChange);
    assert_eq!(bot.call, before);
    let mut bot = hanging_up();
    bot.take(at(1, 0, 5), Event::Failed { token: DELETE });
    let before = (bot.call.digest(), bot.next());
    assert_eq!(bot.status(at(1, 0, 5), DELETE, at(1, 0, 0), 500).0, Verdict::NoChange);
    assert_eq!((bot.call.digest(), bot.next()), before);
    // The bound of the first DELETE stays.
    assert_eq!(time_of(&bot.sleep(at(90, 0, 0)), ended(Cause::HangUpUnconfirmed)), Some(at(4, 0, 0)));
}

/// The bound of a DELETE is never later than that of the call.
#[test]
fn a_late_delete_is_bounded_by_the_call() {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    bot.sleep(at(58, 0, 0));
    bot.ask(at(58, 0, 0), Request::HangUp);
    bot.sent(at(58, 0, 0), DELETE);
    assert_eq!(time_of(&bot.sleep(at(90, 0, 0)), ended(Cause::HangUpUnconfirmed)), Some(at(60, 0, 0)));
}

/// The waits after failures, one after another, of a call that is not given up for weeks.
fn waits(initial: Duration, max: Duration, count: u16) -> Vec<Duration> {
    // It has expired when it fails first: the expiry itself asks at once.
    let expiry = Duration::from_millis(2);
    let keep_alive_policy = KeepAlivePolicy::GRAPH
        .with_expiry(expiry)
        .with_interval(Duration::from_millis(1))
        .with_jitter(Duration::ZERO)
        .with_start_margin(Duration::ZERO)
        .with_retry_initial(initial)
        .with_retry_max(max)
        .with_abandon(MAX_DURATION.saturating_sub(expiry));
    let mut bot: Bot = Bot::outgoing(kept(STEADY_SETTINGS.with_keep_alive(keep_alive_policy)));
    bot.sleep(Timestamp::from_millis(1_000));
    (1..=count)
        .map(|number| {
            let failed = bot.call.now();
            bot.sent(failed, keep_alive(number));
            bot.status(failed, keep_alive(number), failed, 503);
            loop {
                let due = bot.next();
                let said = bot.wake(due);
                assert_eq!(bot.call.cause(), None, "after {number} failures");
                if sends(&said).contains(&keep_alive(number + 1)) {
                    return due.duration_since(failed);
                }
            }
        })
        .collect()
}

#[test]
fn the_wait_doubles_from_a_millisecond_to_a_day() {
    let day = Duration::from_secs(24 * 3_600);
    let expected: Vec<Duration> = (0..34).map(|doublings| Duration::from_millis(1 << doublings).min(day)).collect();
    assert_eq!(waits(Duration::from_millis(1), day, 34), expected);
}

/// More failures than a byte counts are as many as a byte counts.
#[test]
fn the_wait_stays_at_its_cap_however_often_it_fails() {
    let hour = Duration::from_secs(3_600);
    let waits = waits(Duration::from_secs(1), hour, 300);
    assert!(waits[12..].iter().all(|wait| *wait == hour), "{waits:?}");
}

/// The policy's bounds may meet: then every wait is the same.
#[test]
fn a_wait_whose_bounds_meet_does_not_double() {
    assert_eq!(waits(Duration::from_secs(7), Duration::from_secs(7), 5), [Duration::from_secs(7); 5]);
}

#[test]
fn a_create_that_was_sent_in_the_future_is_no_news() {
    for (seconds, millis) in [(0, 1), (60, 0), (3_600, 0)] {
        for state in [CallState::Incoming, CallState::Establishing, CallState::Established] {
            let mut bot: Bot = Bot { call: Call::adopted(CALL, at(2, 0, 0), state, &STEADY) };
            let before = bot.call.clone();
            let sent = at(2, seconds, millis);
            assert_eq!(bot.take(at(2, 0, 0), Event::Created { sent }), (Verdict::NoChange, vec![]));
            assert_eq!(bot.call, before, "{state}");
        }
    }
    let mut bot: Bot = Bot { call: Call::adopted(CALL, at(2, 0, 0), CallState::Established, &STEADY) };
    assert_eq!(bot.take(at(2, 0, 0), Event::Created { sent: Timestamp::MAX }).0, Verdict::NoChange);
    assert_eq!((bot.expires_at(), bot.next()), (at(47, 0, 0), at(17, 0, 0)));
}

/// A create of so long ago that the call would be given up says no more than that.
#[test]
fn a_create_is_no_longer_ago_than_the_bound() {
    let expires = |now: Timestamp, sent: Timestamp| {
        let mut bot: Bot = Bot { call: Call::adopted(CALL, now, CallState::Established, &STEADY) };
        bot.take(now, Event::Created { sent });
        (bot.call.cause(), bot.call.keep_alive().expires_at)
    };
    let now = at(100, 0, 0);
    // An hour: 45 minutes to the expiry and 15 to the bound.
    assert_eq!(expires(now, at(40, 0, 1)), (None, Some(at(85, 0, 1))));
    assert_eq!(expires(now, at(40, 0, 0)).0, Some(Cause::Abandoned));
    assert_eq!(expires(now, Timestamp::ZERO).0, Some(Cause::Abandoned));
}

/// The reply to a GET proves life at the time at which the GET was sent, and no later.
#[test]
fn a_get_of_the_future_counts_as_now() {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    bot.sleep(at(50, 0, 0));
    bot.status(at(50, 0, 0), GET, at(59, 0, 0), 200);
    assert_eq!(time_of(&bot.sleep(at(90, 0, 0)), ended(Cause::Abandoned)), Some(at(65, 0, 0)));
    assert_eq!(bot.call.next_deadline().map(|due| due.at), None);
    let said = bot.take(at(91, 0, 0), Event::Created { sent: at(1, 0, 0) });
    assert!(!said.1.iter().any(|(_, output)| matches!(output, Output::Ended { .. })), "{said:?}");
}
