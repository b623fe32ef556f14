//! When a call began, however the application learnt of it, and whether it is answered in time.

use core::time::Duration;

use call_lifecycle::app::{Call, Event, Output, Policy, Request, Token};
use call_lifecycle::{CallState, Cause, Timestamp, Verdict};
use testkit::bot::{Bot, STEADY, STEADY_SETTINGS, ended, kept, outputs, policy, time_of, times_of};
use testkit::{CALL, at};

#[test]
fn an_answer_is_overdue_once_and_that_ends_nothing() {
    let mut bot: Bot = Bot { call: Call::incoming(CALL, at(1, 0, 0), &STEADY) };
    assert_eq!(bot.sleep(at(1, 14, 999)), []);
    assert_eq!(bot.sleep(at(10, 0, 0)), [(at(1, 15, 0), Output::AnswerOverdue)]);
    assert_eq!((bot.call.state(), bot.call.cause()), (CallState::Incoming, None));
    assert_eq!(outputs(&bot.ask(at(11, 0, 0), Request::Answer).1).len(), 1, "it may still be tried");
}

#[test]
fn what_was_done_in_time_is_not_overdue() {
    for request in [Request::Answer, Request::Reject, Request::Redirect] {
        let mut bot: Bot = Bot { call: Call::incoming(CALL, at(1, 0, 0), &STEADY) };
        let token = Token::new(request, 0);
        bot.sent(at(1, 14, 999), token);
        bot.status(at(1, 15, 200), token, at(1, 14, 999), 202);
        assert_eq!(bot.sleep(at(10, 0, 0)), [], "{request:?}");
    }
    let mut bot: Bot = Bot { call: Call::incoming(CALL, at(1, 0, 0), &STEADY) };
    bot.notify(at(1, 14, 999), CallState::Establishing);
    assert_eq!(bot.sleep(at(10, 0, 0)), [], "somebody else answered");
}

#[test]
fn an_answer_that_was_refused_or_not_heard_is_overdue_after_all() {
    let answer = Token::new(Request::Answer, 0);
    for (sent, replied, overdue) in [
        (at(1, 5, 0), Some(at(1, 6, 0)), at(1, 15, 0)),
        (at(1, 14, 999), Some(at(1, 16, 0)), at(1, 16, 1)),
        (at(1, 14, 0), None, at(1, 44, 0)),
    ] {
        let mut bot: Bot = Bot { call: Call::incoming(CALL, at(1, 0, 0), &STEADY) };
        bot.sent(sent, answer);
        if let Some(replied) = replied {
            bot.status(replied, answer, sent, 503);
        }
        assert_eq!(bot.sleep(at(10, 0, 0)), [(overdue, Output::AnswerOverdue)]);
    }
    // What was reported is not reported again.
    let mut bot: Bot = Bot { call: Call::incoming(CALL, at(1, 0, 0), &STEADY) };
    bot.sleep(at(1, 20, 0));
    bot.sent(at(1, 20, 0), answer);
    bot.status(at(1, 21, 0), answer, at(1, 20, 0), 503);
    assert_eq!(bot.sleep(at(10, 0, 0)), []);
}

#[test]
fn the_start_of_an_incoming_call_is_a_margin_earlier() {
    let margin = Duration::from_secs(2);
    let settings = STEADY_SETTINGS.with_keep_alive(STEADY_SETTINGS.keep_alive().with_start_margin(margin));
    let mut bot: Bot = Bot { call: Call::incoming(CALL, at(1, 0, 0), kept(settings)) };
    assert_eq!(bot.expires_at(), at(45, 58, 0));
    let said = bot.sleep(at(15, 58, 0));
    assert_eq!(time_of(&said, Output::AnswerOverdue), Some(at(1, 13, 0)));
    assert_eq!(times_of(&said, Request::KeepAlive), [at(15, 58, 0)]);
    // From the first success on the margin is of no account.
    bot.keep_alive(1, at(15, 58, 0), at(15, 58, 0));
    assert_eq!(bot.expires_at(), at(60, 58, 0));
}

#[test]
fn calls_of_policy_based_recording_are_overdue_sooner() {
    let call: Call<'_, 0> = Call::incoming(CALL, at(1, 0, 0), &Policy::POLICY_RECORDING);
    assert_eq!(call.next_deadline().map(|due| due.at), Some(at(1, 3, 0)), "5 s less the margin of 2 s");
}

#[test]
fn a_margin_as_long_as_the_answer_deadline_is_overdue_at_once() {
    let keep_alive = STEADY_SETTINGS.keep_alive().with_start_margin(Duration::from_secs(5));
    let settings = STEADY_SETTINGS.with_keep_alive(keep_alive).with_answer_deadline(Duration::from_secs(5));
    let mut bot: Bot = Bot { call: Call::incoming(CALL, at(1, 0, 0), kept(settings)) };
    assert_eq!(bot.next(), at(1, 0, 1), "later than now: nobody spins");
    assert_eq!(outputs(&bot.wake(at(1, 0, 1))), [Output::AnswerOverdue]);
}

#[test]
fn an_adopted_call_is_what_its_notification_said() {
    for &state in CallState::ALL {
        let call: Call<'_, 0> = Call::adopted(CALL, at(3, 0, 0), state, &STEADY);
        let expected = if state == CallState::Terminated { CallState::Terminating } else { state };
        assert_eq!((call.state(), call.keep_alive().expires_at), (expected, Some(at(48, 0, 0))), "{state}");
        assert!(call.next_deadline().is_some(), "it ends at some time");
    }
    let mut bot: Bot = Bot::adopted(CallState::Terminated, &STEADY);
    bot.notify_end(Timestamp::ZERO, 486, None);
    assert_eq!(bot.call.cause(), Some(Cause::Busy));
}

#[test]
fn the_201_that_comes_after_notifications_tells_of_the_start() {
    let mut bot: Bot = Bot { call: Call::adopted(CALL, at(2, 0, 0), CallState::Established, &STEADY) };
    assert_eq!(bot.take(at(3, 0, 0), Event::Created { sent: at(1, 59, 0) }).0, Verdict::Applied);
    assert_eq!((bot.expires_at(), bot.next()), (at(46, 59, 0), at(16, 59, 0)), "everything runs from the start");
    assert_eq!(time_of(&bot.sleep(at(90, 0, 0)), ended(Cause::Abandoned)), Some(at(61, 59, 0)));
}

#[test]
fn a_late_201_does_not_undo_a_success() {
    let mut bot: Bot = Bot { call: Call::adopted(CALL, at(2, 0, 0), CallState::Established, &STEADY) };
    bot.keep_alive(1, at(4, 0, 0), at(4, 0, 1));
    bot.take(at(5, 0, 0), Event::Created { sent: at(1, 0, 0) });
    assert_eq!((bot.expires_at(), bot.next()), (at(49, 0, 0), at(19, 0, 0)));
}

#[test]
fn a_201_later_than_the_first_notification_moves_nothing_later() {
    let mut bot: Bot = Bot { call: Call::adopted(CALL, at(2, 0, 0), CallState::Established, &STEADY) };
    bot.take(at(5, 0, 0), Event::Created { sent: at(4, 0, 0) });
    assert_eq!(bot.expires_at(), at(47, 0, 0));
}

#[test]
fn a_201_of_long_ago_is_lost_in_the_same_step() {
    static LATE: Policy = policy(STEADY_SETTINGS);
    let mut bot: Bot = Bot { call: Call::adopted(CALL, at(50, 0, 0), CallState::Established, &LATE) };
    let (_, said) = bot.take(at(51, 0, 0), Event::Created { sent: at(1, 0, 0) });
    assert_eq!(time_of(&said, Output::PresumedLost), Some(at(46, 0, 0)));
    assert!(bot.next() > at(51, 0, 0));
}

/// A GET has shown the call since.
#[test]
fn a_late_201_leaves_the_bound_that_a_get_has_moved() {
    let mut bot: Bot = Bot { call: Call::adopted(CALL, at(2, 0, 0), CallState::Established, &STEADY) };
    bot.sleep(at(50, 0, 0));
    bot.status(at(50, 0, 0), Token::new(Request::GetCall, 0), at(50, 0, 0), 200);
    assert_eq!(bot.take(at(51, 0, 0), Event::Created { sent: at(1, 0, 0) }).0, Verdict::Applied);
    assert_eq!(time_of(&bot.sleep(at(90, 0, 0)), ended(Cause::Abandoned)), Some(at(65, 0, 0)));
}

/// What would be due past the end of time is never due (law *progress*).
#[test]
fn an_answer_that_failed_at_the_end_of_time_is_not_overdue() {
    let keep_alive = STEADY_SETTINGS.keep_alive().with_start_margin(STEADY_SETTINGS.answer_deadline());
    let settings = STEADY_SETTINGS.with_keep_alive(keep_alive);
    for (left, due) in [(9, None), (60, Some(15))] {
        let now = Timestamp::MAX.saturating_sub(Duration::from_secs(left));
        let mut bot: Bot = Bot { call: Call::incoming(CALL, now, kept(settings)) };
        bot.keep_alive(1, now, now);
        bot.take(now, Event::Failed { token: Token::new(Request::Answer, 0) });
        let expected = due.map(|seconds| now.saturating_add(Duration::from_secs(seconds)));
        assert_eq!(bot.call.next_deadline().map(|due| due.at), expected, "{left} s before the end of time");
    }
}

#[test]
fn a_policy_that_is_moved_next_to_its_call_goes_on_as_the_same_one() {
    let (before, after) = (policy(STEADY_SETTINGS), policy(STEADY_SETTINGS));
    let mut moved = Call::<4>::outgoing(CALL, Timestamp::ZERO, &before);
    let mut other = moved.clone();
    moved.set_policy(&after);
    assert!(core::ptr::eq(moved.policy(), &after));
    while let Some(due) = other.next_deadline() {
        assert_eq!(moved.handle(due.at, Event::Wake), other.handle(due.at, Event::Wake));
        assert_eq!((moved.digest(), moved.next_deadline()), (other.digest(), other.next_deadline()));
    }
    moved.set_policy(&before);
    assert!(core::ptr::eq(moved.policy(), &before), "an ended call has one too");
}
