//! Hanging up from the application's end: confirmed, never confirmed, and what keepAlive does meanwhile.

use core::time::Duration;

use call_lifecycle::app::{Call, Event, Output, Reply, Request, Token};
use call_lifecycle::{CallState, Cause, Rejection, Verdict};
use testkit::bot::{Bot, STEADY, ended, keep_alive, outputs, sends, time_of, times_of};
use testkit::{CALL, at};

const DELETE: Token = Token::new(Request::HangUp, 0);

const fn entered_terminating() -> Output {
    Output::State { from: CallState::Established, to: CallState::Terminating }
}

/// An established call whose DELETE was sent at 1:00.
fn hanging_up() -> Bot {
    let mut bot = Bot::adopted(CallState::Established, &STEADY);
    let (verdict, said) = bot.ask(at(1, 0, 0), Request::HangUp);
    assert_eq!((verdict, sends(&said)), (Verdict::Applied, vec![DELETE]));
    bot.sent(at(1, 0, 0), DELETE);
    bot
}

#[test]
fn terminating_once_a_2xx_came_and_not_before() {
    let mut bot = hanging_up();
    assert_eq!(bot.call.state(), CallState::Established);
    let (verdict, said) = bot.status(at(1, 1, 0), DELETE, at(1, 0, 0), 204);
    assert_eq!((verdict, outputs(&said)), (Verdict::Applied, vec![entered_terminating()]));
    assert!(bot.call.hang_up_confirmed());
}

#[test]
fn confirmed_and_no_end_for_sixty_seconds_is_an_end() {
    let mut bot = hanging_up();
    bot.status(at(1, 1, 0), DELETE, at(1, 0, 0), 204);
    assert_eq!(bot.wake(at(2, 0, 999)), []);
    assert_eq!(bot.wake(at(2, 1, 0)), [(at(2, 1, 0), ended(Cause::LocalHangUp))]);
}

#[test]
fn confirmed_and_notified_is_the_ordinary_end() {
    let mut bot = hanging_up();
    bot.status(at(1, 1, 0), DELETE, at(1, 0, 0), 204);
    assert_eq!(bot.notify(at(1, 2, 0), CallState::Terminating), (Verdict::NoChange, vec![]), "known from the 204");
    assert_eq!(outputs(&bot.notify_end(at(1, 3, 0), 200, Some(7000)).1), [ended(Cause::LocalHangUp)]);
    assert_eq!(bot.call.next_deadline(), None);
}

#[test]
fn the_notifications_may_overtake_the_204() {
    let mut bot = hanging_up();
    assert_eq!(bot.notify(at(1, 0, 1), CallState::Terminating).0, Verdict::Applied);
    assert_eq!(outputs(&bot.notify_end(at(1, 0, 2), 200, Some(7000)).1), [ended(Cause::LocalHangUp)]);
    assert_eq!(bot.status(at(1, 0, 3), DELETE, at(1, 0, 0), 204), (Verdict::Stale, vec![]));
}

#[test]
fn no_keep_alive_once_it_is_confirmed() {
    let mut bot = hanging_up();
    bot.status(at(1, 1, 0), DELETE, at(1, 0, 0), 202);
    assert_eq!(times_of(&bot.sleep(at(90, 0, 0)), Request::KeepAlive), []);
}

#[test]
fn keep_alive_goes_on_until_the_2xx() {
    let mut bot = Bot::<4>::adopted(CallState::Established, &STEADY);
    bot.sleep(at(14, 0, 0));
    bot.ask(at(14, 0, 0), Request::HangUp);
    bot.sent(at(14, 0, 0), DELETE);
    bot.status(at(14, 0, 1), DELETE, at(14, 0, 0), 503);
    assert_eq!(times_of(&bot.sleep(at(15, 0, 0)), Request::KeepAlive), [at(15, 0, 0)]);
    bot.keep_alive(1, at(15, 0, 0), at(15, 0, 1));
    assert_eq!(bot.expires_at(), at(60, 0, 0));
}

#[test]
fn a_keep_alive_that_is_out_when_it_is_confirmed_harms_nothing() {
    let mut bot = hanging_up();
    bot.sent(at(1, 0, 1), keep_alive(1));
    bot.status(at(1, 0, 2), DELETE, at(1, 0, 0), 204);
    assert_eq!(outputs(&bot.status(at(1, 0, 3), keep_alive(1), at(1, 0, 1), 404).1), [ended(Cause::LocalHangUp)]);
}

#[test]
fn never_answered_is_tried_again_and_given_up_unconfirmed() {
    let mut bot = hanging_up();
    let mut tries = 1;
    let cause = loop {
        let due = bot.next();
        for (now, output) in bot.wake(due) {
            match output {
                Output::Send(DELETE) => {
                    tries += 1;
                    bot.sent(now, DELETE);
                }
                Output::Ended { cause, .. } => assert_eq!((now, cause), (at(4, 0, 0), Cause::HangUpUnconfirmed)),
                other => assert_eq!(other, Output::Send(keep_alive(1))),
            }
        }
        if let Some(cause) = bot.call.cause() {
            break cause;
        }
    };
    // 30 s without a reply and 5 s of waiting each, three minutes long.
    assert_eq!((cause, tries), (Cause::HangUpUnconfirmed, 6));
}

#[test]
fn a_refused_delete_is_tried_again_later() {
    for status in [401, 403, 409, 429, 500, 503] {
        let mut bot = hanging_up();
        assert_eq!(bot.status(at(1, 0, 9), DELETE, at(1, 0, 0), status).0, Verdict::Applied);
        assert_eq!(bot.call.state(), CallState::Established, "{status}");
        assert_eq!(bot.wake(at(2, 0, 8)), [], "{status}");
        assert_eq!(sends(&bot.wake(at(2, 0, 9))), [DELETE], "{status}");
    }
    let mut bot = hanging_up();
    let reply = Reply::new(429).with_retry_after(Duration::from_secs(7));
    bot.reply(at(1, 0, 9), DELETE, at(1, 0, 0), reply);
    assert_eq!(sends(&bot.wake(at(1, 7, 9))), [DELETE], "as the service said");
    let mut bot = hanging_up();
    bot.take(at(1, 0, 9), Event::Failed { token: DELETE });
    assert_eq!(sends(&bot.wake(at(1, 5, 9))), [DELETE], "soon, where nobody answered");
}

/// "No reply to DELETE at all" is what gives a hang-up up: a refusal is a reply, and the call lives.
#[test]
fn a_refused_delete_ends_nothing() {
    let mut bot = hanging_up();
    bot.status(at(1, 0, 9), DELETE, at(1, 0, 0), 500);
    bot.sleep(at(14, 0, 0));
    bot.sent(at(14, 0, 0), keep_alive(1));
    bot.keep_alive(1, at(14, 0, 0), at(14, 0, 1));
    let said = bot.sleep(at(20, 0, 0));
    assert_eq!((bot.call.state(), times_of(&said, Request::HangUp).is_empty()), (CallState::Established, false));
    bot.notify_end(at(20, 0, 1), 200, Some(4097));
    assert_eq!(bot.call.cause(), Some(Cause::RemoteHangUp), "what was refused explains nothing");
}

#[test]
fn what_was_refused_explains_no_end_unless_an_earlier_one_got_no_answer() {
    let mut bot = hanging_up();
    bot.status(at(1, 0, 9), DELETE, at(1, 0, 0), 409);
    bot.notify_end(at(1, 1, 0), 200, Some(4097));
    assert_eq!(bot.call.cause(), Some(Cause::RemoteHangUp));
    let mut bot = hanging_up();
    bot.sleep(at(1, 35, 0));
    bot.sent(at(1, 35, 0), DELETE);
    bot.status(at(1, 35, 9), DELETE, at(1, 35, 0), 409);
    bot.notify_end(at(1, 36, 0), 200, Some(7000));
    assert_eq!(bot.call.cause(), Some(Cause::LocalHangUp));
}

#[test]
fn a_call_that_shows_itself_after_a_failed_delete_goes_on() {
    let get = Token::new(Request::GetCall, 0);
    for proof in [keep_alive(1), get] {
        let mut bot = hanging_up();
        bot.take(at(1, 10, 0), Event::Failed { token: DELETE });
        bot.sleep(at(2, 0, 0));
        bot.sent(at(2, 0, 0), proof);
        bot.status(at(2, 0, 1), proof, at(2, 0, 0), 200);
        bot.sleep(at(10, 0, 0));
        assert_eq!(bot.call.cause(), None, "{proof:?}");
    }
    // A DELETE that is still out may yet have its effect.
    let mut bot = hanging_up();
    bot.sent(at(1, 10, 0), keep_alive(1));
    bot.keep_alive(1, at(1, 10, 0), at(1, 10, 1));
    assert_eq!(time_of(&bot.sleep(at(9, 0, 0)), ended(Cause::HangUpUnconfirmed)), Some(at(4, 0, 0)));
}

#[test]
fn a_confirmation_after_several_tries_confirms() {
    let mut bot = hanging_up();
    bot.sleep(at(1, 35, 0));
    bot.sent(at(1, 35, 0), DELETE);
    // The reply to the first, late.
    bot.status(at(1, 36, 0), DELETE, at(1, 0, 0), 204);
    assert_eq!(time_of(&bot.sleep(at(9, 0, 0)), ended(Cause::LocalHangUp)), Some(at(2, 36, 0)));
}

#[test]
fn not_found_to_delete_ends_on_the_spot() {
    let mut bot = hanging_up();
    let (verdict, said) = bot.status(at(1, 0, 2), DELETE, at(1, 0, 0), 404);
    assert_eq!((verdict, outputs(&said)), (Verdict::Applied, vec![ended(Cause::NotFound)]));
}

/// The service may have acted on a DELETE whose answer was lost: then the 404 to the next is its effect.
#[test]
fn not_found_after_a_lost_answer_is_our_own_hang_up() {
    let mut bot = hanging_up();
    bot.sleep(at(1, 35, 0));
    bot.sent(at(1, 35, 0), DELETE);
    bot.status(at(1, 35, 1), DELETE, at(1, 35, 0), 404);
    assert_eq!(bot.call.cause(), Some(Cause::LocalHangUp));
}

#[test]
fn not_found_after_a_reject_or_a_redirect_is_theirs() {
    for (request, cause) in [(Request::Reject, Cause::Rejected), (Request::Redirect, Cause::Redirected)] {
        let mut bot = Bot::<4>::adopted(CallState::Incoming, &STEADY);
        let token = Token::new(request, 0);
        bot.sent(at(0, 1, 0), token);
        bot.status(at(0, 2, 0), token, at(0, 1, 0), 202);
        bot.sleep(at(15, 0, 0));
        bot.sent(at(15, 0, 0), keep_alive(1));
        bot.status(at(15, 0, 1), keep_alive(1), at(15, 0, 0), 404);
        assert_eq!(bot.call.cause(), Some(cause));
    }
}

#[test]
fn asked_for_and_not_sent_is_asked_for_again() {
    let mut bot = Bot::<4>::adopted(CallState::Established, &STEADY);
    bot.ask(at(1, 0, 0), Request::HangUp);
    assert_eq!(bot.wake(at(1, 29, 999)), []);
    assert_eq!(sends(&bot.wake(at(1, 30, 0))), [DELETE]);
    assert_eq!(bot.call.cause(), None);
    // What was never sent is no reason: the other side ended it.
    bot.notify_end(at(1, 40, 0), 200, Some(4097));
    assert_eq!(bot.call.cause(), Some(Cause::RemoteHangUp));
}

#[test]
fn asked_for_twice_is_under_way() {
    let mut bot = hanging_up();
    assert_eq!(bot.ask(at(1, 0, 1), Request::HangUp), (Verdict::Rejected(Rejection::UnderWay), vec![]));
}

#[test]
fn unasked_it_counts_as_well() {
    let mut bot = Bot::<4>::adopted(CallState::Established, &STEADY);
    assert_eq!(bot.sent(at(1, 0, 0), Token::new(Request::HangUp, 77)), Verdict::Applied);
    bot.notify_end(at(1, 0, 5), 200, Some(5001));
    assert_eq!(bot.call.cause(), Some(Cause::LocalHangUp));
}

#[test]
fn permitted_in_every_state_incoming_included() {
    for &state in CallState::ALL.iter().filter(|state| **state != CallState::Terminated) {
        let mut bot: Bot = Bot { call: Call::adopted(CALL, at(0, 0, 0), state, &STEADY) };
        assert_eq!(sends(&bot.ask(at(0, 1, 0), Request::HangUp).1), [DELETE], "{state}");
        bot.sent(at(0, 1, 0), DELETE);
        bot.status(at(0, 2, 0), DELETE, at(0, 1, 0), 204);
        assert_eq!(bot.call.state(), CallState::Terminating);
        assert_eq!(time_of(&bot.sleep(at(9, 0, 0)), ended(Cause::LocalHangUp)), Some(at(1, 2, 0)), "{state}");
    }
}

#[test]
fn an_ended_call_is_not_hung_up() {
    let mut bot = hanging_up();
    bot.notify_end(at(1, 0, 1), 200, None);
    assert_eq!(bot.ask(at(1, 0, 2), Request::HangUp), (Verdict::Rejected(Rejection::Ended), vec![]));
    assert_eq!(bot.sent(at(1, 0, 2), DELETE), Verdict::Rejected(Rejection::Ended));
}

#[test]
fn a_get_does_not_put_off_giving_up() {
    let mut bot = hanging_up();
    bot.status(at(1, 0, 1), DELETE, at(1, 0, 0), 204);
    bot.status(at(1, 30, 0), Token::new(Request::GetCall, 0), at(1, 30, 0), 200);
    assert_eq!(time_of(&bot.sleep(at(9, 0, 0)), ended(Cause::LocalHangUp)), Some(at(2, 0, 1)));
}

#[test]
fn the_expiry_passes_while_a_delete_is_out() {
    let mut bot = Bot::<4>::adopted(CallState::Established, &STEADY);
    bot.sleep(at(44, 0, 0));
    bot.ask(at(44, 0, 0), Request::HangUp);
    bot.sent(at(44, 0, 0), DELETE);
    let said = bot.sleep(at(60, 0, 0));
    assert_eq!(time_of(&said, Output::PresumedLost), Some(at(45, 0, 0)));
    assert_eq!(time_of(&said, ended(Cause::HangUpUnconfirmed)), Some(at(47, 0, 0)));
}
