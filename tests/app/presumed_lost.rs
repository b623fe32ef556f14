//! Past the expiry: presumed lost, verified, revived, given up, or ended by a 404 or a notification.

use core::time::Duration;

use call_lifecycle::app::{Body, Event, Output, Reply, Request, Token};
use call_lifecycle::{CallReport, CallState, Cause, DeadlineKind, ResultInfo, Timestamp, Verdict};
use testkit::at;
use testkit::bot::{Bot, STEADY, STEADY_SETTINGS, ended, keep_alive, kept, outputs, sends, time_of, times_of};

const GET: Token = Token::new(Request::GetCall, 0);

/// A call whose host has sent nothing until now.
fn unsent_until(now: Timestamp) -> Bot {
    let mut bot = Bot::adopted(CallState::Established, &STEADY);
    bot.sleep(now);
    bot
}

#[test]
fn at_forty_five_minutes_to_the_millisecond() {
    let mut bot = unsent_until(at(44, 59, 999));
    assert!(!bot.call.keep_alive().presumed_lost);
    assert_eq!(
        bot.call.next_deadline().map(|due| (due.at, due.kind)),
        Some((at(45, 0, 0), DeadlineKind::KeepAliveExpiry))
    );
    let said = bot.wake(at(45, 0, 0));
    assert_eq!(said.first(), Some(&(at(45, 0, 0), Output::PresumedLost)));
    assert!(sends(&said).contains(&GET), "it is verified at once: {said:?}");
    assert!(bot.call.keep_alive().presumed_lost);
    assert_eq!((bot.call.state(), bot.call.cause()), (CallState::Established, None), "which is not terminated");
}

#[test]
fn reported_once_with_its_own_time_however_late_the_host_wakes() {
    let mut bot = unsent_until(at(40, 0, 0));
    let said = bot.wake(at(50, 0, 0));
    assert_eq!(said.first(), Some(&(at(45, 0, 0), Output::PresumedLost)));
    assert!(said.iter().skip(1).all(|(time, _)| *time == at(50, 0, 0)), "what is sent is sent now: {said:?}");
    assert_eq!(time_of(&bot.sleep(at(59, 0, 0)), Output::PresumedLost), None);
}

#[test]
fn verified_and_tried_on_until_the_bound() {
    let mut bot = unsent_until(at(44, 59, 999));
    let said = bot.sleep(at(59, 59, 999));
    let gets = times_of(&said, Request::GetCall);
    assert_eq!(gets.first(), Some(&at(45, 0, 0)));
    assert!(gets.len() > 15, "{gets:?}");
    assert!(times_of(&said, Request::KeepAlive).len() > 15);
    assert_eq!(bot.sleep(at(60, 0, 0)).first(), Some(&(at(60, 0, 0), ended(Cause::Abandoned))));
    assert_eq!((bot.call.state(), bot.call.next_deadline()), (CallState::Terminated, None));
}

#[test]
fn an_attempt_that_is_out_when_the_expiry_passes_goes_on() {
    let mut bot = unsent_until(at(44, 59, 990));
    bot.sent(at(44, 59, 990), keep_alive(1));
    let said = bot.sleep(at(45, 0, 0));
    assert_eq!(outputs(&said), [Output::PresumedLost, Output::Send(GET)], "no second attempt");
    let (verdict, said) = bot.status(at(45, 0, 5), keep_alive(1), at(44, 59, 990), 200);
    assert_eq!((verdict, outputs(&said)), (Verdict::Applied, vec![Output::KeepAliveSucceeded, Output::Revived]));
    assert_eq!((bot.expires_at(), bot.call.keep_alive().presumed_lost), (at(89, 59, 990), false));
}

#[test]
fn revived_by_a_keep_alive_whose_expiry_lies_ahead() {
    let mut bot = unsent_until(at(50, 0, 0));
    let (_, said) = bot.keep_alive(1, at(50, 0, 0), at(50, 0, 60));
    assert_eq!(outputs(&said), [Output::KeepAliveSucceeded, Output::Revived]);
    assert_eq!((bot.expires_at(), bot.next()), (at(95, 0, 0), at(65, 0, 0)));
    // And lost once more, if nothing follows.
    assert_eq!(time_of(&bot.sleep(at(95, 0, 0)), Output::PresumedLost), Some(at(95, 0, 0)));
}

#[test]
fn not_revived_by_a_success_that_is_itself_expired() {
    // A success that was sent at 3:00 comes back at 50:00: it proves life at 3:00, and 3:00 + 45 min is over.
    let mut bot = unsent_until(at(3, 0, 0));
    bot.sent(at(3, 0, 0), keep_alive(1));
    bot.sleep(at(50, 0, 0));
    let (verdict, said) = bot.status(at(50, 0, 0), keep_alive(1), at(3, 0, 0), 200);
    assert_eq!(verdict, Verdict::Applied);
    assert_eq!((time_of(&said, Output::Revived), bot.call.keep_alive().presumed_lost), (None, true));
    assert_eq!(bot.expires_at(), at(48, 0, 0));
}

#[test]
fn revival_is_decided_to_the_millisecond() {
    for (late, revived) in [(0, false), (1, true)] {
        let mut bot = unsent_until(at(3, 0, late));
        bot.sent(at(3, 0, late), keep_alive(1));
        bot.sleep(at(48, 0, 0));
        let (_, said) = bot.status(at(48, 0, 0), keep_alive(1), at(3, 0, late), 200);
        assert_eq!(time_of(&said, Output::Revived).is_some(), revived, "{late} ms");
        assert_eq!(bot.call.keep_alive().presumed_lost, !revived);
    }
}

#[test]
fn a_get_renews_nothing_and_moves_only_the_bound() {
    let mut bot = unsent_until(at(45, 0, 0));
    let reply = Reply::new(200).with_body(Body::Call(CallReport::state(CallState::Established)));
    let (verdict, said) = bot.reply(at(52, 0, 30), GET, at(52, 0, 0), reply);
    assert_eq!((verdict, time_of(&said, Output::Revived)), (Verdict::Applied, None));
    assert_eq!((bot.expires_at(), bot.call.keep_alive().presumed_lost), (at(45, 0, 0), true));
    assert_eq!(
        time_of(&bot.sleep(at(70, 0, 0)), ended(Cause::Abandoned)),
        Some(at(67, 0, 0)),
        "15 min after it was sent"
    );
}

#[test]
fn a_get_never_draws_the_bound_nearer() {
    let mut bot = unsent_until(at(30, 0, 0));
    bot.reply(at(30, 0, 0), GET, at(10, 0, 0), Reply::new(200));
    assert_eq!((bot.expires_at(), bot.call.keep_alive().presumed_lost), (at(45, 0, 0), false));
    assert_eq!(time_of(&bot.sleep(at(60, 0, 0)), ended(Cause::Abandoned)), Some(at(60, 0, 0)));
}

#[test]
fn a_get_that_fails_moves_nothing() {
    for status in [401, 403, 429, 500, 503] {
        let mut bot = unsent_until(at(45, 0, 0));
        bot.status(at(55, 0, 0), GET, at(55, 0, 0), status);
        assert_eq!(time_of(&bot.sleep(at(80, 0, 0)), ended(Cause::Abandoned)), Some(at(60, 0, 0)), "{status}");
    }
}

#[test]
fn a_body_of_get_is_judged_like_a_notification() {
    let body = |state| Reply::new(200).with_body(Body::Call(CallReport::state(state)));
    let mut bot = unsent_until(at(45, 0, 0));
    let (_, said) = bot.reply(at(46, 0, 0), GET, at(45, 0, 0), body(CallState::Establishing));
    assert!(sends(&said).len() == said.len(), "nothing but what is due is said: {said:?}");
    assert_eq!(bot.call.state(), CallState::Established, "it is older than what is known");
    bot.reply(at(46, 0, 0), GET, at(45, 0, 0), body(CallState::Hold));
    assert_eq!(bot.call.state(), CallState::Hold);
    bot.reply(at(46, 0, 0), GET, at(45, 0, 0), body(CallState::Terminated));
    assert_eq!((bot.call.state(), bot.call.cause()), (CallState::Terminated, Some(Cause::Unknown)));
}

#[test]
fn not_found_means_expired_once_it_is_presumed_lost() {
    for token in [keep_alive(1), GET, Token::new(Request::HangUp, 0)] {
        for (now, cause) in [(at(44, 59, 999), Cause::NotFound), (at(45, 0, 0), Cause::KeepAliveExpired)] {
            let mut bot = unsent_until(at(44, 0, 0));
            assert_eq!(bot.status(now, token, at(44, 0, 0), 404).0, Verdict::Applied);
            assert_eq!(bot.call.cause(), Some(cause), "{token:?} at {now}");
        }
    }
}

#[test]
fn not_found_to_other_requests_asks_only_to_verify() {
    let requests = [Request::Answer, Request::Reject, Request::Redirect, Request::Transfer, Request::Other];
    for request in requests {
        let mut bot = unsent_until(at(1, 0, 0));
        let (verdict, said) = bot.status(at(1, 0, 0), Token::new(request, 0), at(1, 0, 0), 404);
        assert_eq!((verdict, outputs(&said)), (Verdict::Applied, vec![Output::Send(GET)]), "{request:?}");
        assert_eq!(bot.call.cause(), None);
    }
}

#[test]
fn the_notification_of_the_expiry_ends_it() {
    for now in [at(20, 0, 0), at(46, 0, 0)] {
        let mut bot = unsent_until(now);
        assert_eq!(bot.notify_end(now, 408, Some(8537)).1, [(now, ended(Cause::KeepAliveExpired))]);
        assert_eq!(bot.call.result(), Some(ResultInfo::new(408, Some(8537))));
    }
}

#[test]
fn another_notification_of_the_end_keeps_its_own_cause() {
    let mut bot = unsent_until(at(46, 0, 0));
    bot.notify_end(at(46, 0, 0), 200, Some(4097));
    assert_eq!(bot.call.cause(), Some(Cause::RemoteHangUp));
}

#[test]
fn a_notification_of_life_revives_nothing() {
    let mut bot = unsent_until(at(46, 0, 0));
    assert_eq!(bot.notify(at(46, 0, 0), CallState::Hold).0, Verdict::Applied);
    assert!(bot.call.keep_alive().presumed_lost);
    assert_eq!(time_of(&bot.sleep(at(60, 0, 0)), ended(Cause::Abandoned)), Some(at(60, 0, 0)));
}

#[test]
fn failures_past_the_expiry_end_nothing_before_the_bound() {
    let mut bot = unsent_until(at(45, 0, 0));
    let mut number = 0;
    while bot.call.cause().is_none() {
        number += 1;
        let now = bot.call.now();
        assert!(now < at(60, 0, 0), "it outlived the bound");
        bot.sent(now, keep_alive(number));
        bot.status(now, keep_alive(number), now, if number % 2 == 0 { 503 } else { 403 });
        bot.wake(bot.next());
    }
    assert!(number > 10, "{number} attempts");
    assert_eq!(bot.call.now(), at(60, 0, 0));
    assert_eq!(bot.call.cause(), Some(Cause::Abandoned));
}

#[test]
fn a_short_abandon_bound_is_kept() {
    let keep_alive = STEADY_SETTINGS.keep_alive().with_abandon(Duration::from_millis(1));
    let policy = kept(STEADY_SETTINGS.with_keep_alive(keep_alive));
    let mut bot: Bot = Bot::outgoing(policy);
    let said = bot.sleep(at(45, 0, 1));
    assert_eq!(time_of(&said, ended(Cause::Abandoned)), Some(at(45, 0, 1)));
}

#[test]
fn a_host_that_slept_through_everything_is_told_in_order() {
    let mut bot: Bot = Bot::outgoing(&STEADY);
    let step = bot.call.handle(at(600, 0, 0), Event::Wake);
    let said: Vec<_> = step.outputs().iter().map(|timed| (timed.at, timed.output)).collect();
    assert_eq!(said, [(at(45, 0, 0), Output::PresumedLost), (at(60, 0, 0), ended(Cause::Abandoned))]);
}
