//! Why a call ended: every line of the list of causes, first match first.

use call_lifecycle::app::{Call, Event, Request, Token};
use call_lifecycle::{CallReport, CallState, Cause, ResultInfo};
use testkit::bot::{Bot, STEADY, sends};
use testkit::{CALL, at};

/// Code, subcode, cause. The codes are those of the delete page's table, of the transfer page and of the issues.
const BY_CODE: &[(i32, i32, Cause)] = &[
    (408, 8537, Cause::KeepAliveExpired),
    (0, 7015, Cause::Transferred),
    (200, 7015, Cause::Transferred),
    (486, 0, Cause::Busy),
    (487, 0, Cause::Declined),
    (603, 0, Cause::Declined),
    (408, 1106, Cause::NoAnswer),
    (408, 10_057, Cause::NoAnswer),
    (408, 8544, Cause::NoAnswer),
    (408, 13_025, Cause::NoAnswer),
    (480, 10_037, Cause::NoAnswer),
    (480, 10_076, Cause::NoAnswer),
    (480, 10_134, Cause::NoAnswer),
    (480, 10_199, Cause::NoAnswer),
    (410, 301_005, Cause::MediaFailed),
    (500, 1005, Cause::MediaFailed),
    (200, 4097, Cause::RemoteHangUp),
    (200, 4521, Cause::RemoteHangUp),
    (200, 5000, Cause::RemoteHangUp),
    (200, 5001, Cause::RemoteHangUp),
    (200, 5014, Cause::RemoteHangUp),
    (200, 5300, Cause::RemoteHangUp),
    (200, 7000, Cause::RemoteHangUp),
    (200, 10_550, Cause::RemoteHangUp),
    (200, 18_503, Cause::RemoteHangUp),
    (200, 560_000, Cause::RemoteHangUp),
    (500, 7000, Cause::Failed),
    (500, 7700, Cause::Failed),
    (500, 1999, Cause::Failed),
    (500, 560_500, Cause::Failed),
    (410, 1, Cause::Failed),
    (404, 8522, Cause::Failed),
    (403, 7504, Cause::Failed),
    // A subcode alone says nothing: it is judged with its code.
    (500, 8537, Cause::Failed),
    (500, 7015, Cause::Failed),
    (200, 8537, Cause::RemoteHangUp),
    (200, 301_005, Cause::RemoteHangUp),
    (-1, 0, Cause::Failed),
    (i32::MAX, i32::MIN, Cause::Failed),
];

fn ended_with(code: i32, subcode: Option<i32>) -> Option<Cause> {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    bot.notify_end(at(1, 0, 0), code, subcode);
    assert_eq!(bot.call.result(), Some(ResultInfo::new(code, subcode)));
    bot.call.cause()
}

#[test]
fn by_code_and_subcode() {
    for &(code, subcode, cause) in BY_CODE {
        assert_eq!(ended_with(code, Some(subcode)), Some(cause), "{code}/{subcode}");
    }
}

#[test]
fn by_the_code_alone() {
    for (code, cause) in [
        (0, Cause::RemoteHangUp),
        (200, Cause::RemoteHangUp),
        (204, Cause::RemoteHangUp),
        (299, Cause::RemoteHangUp),
        (300, Cause::Failed),
        (199, Cause::Failed),
        (486, Cause::Busy),
        (408, Cause::NoAnswer),
        (480, Cause::NoAnswer),
        (487, Cause::Declined),
        (603, Cause::Declined),
        (410, Cause::Failed),
        (500, Cause::Failed),
    ] {
        assert_eq!(ended_with(code, None), Some(cause), "{code}");
    }
}

#[test]
fn no_code_is_unknown() {
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    bot.notify(at(1, 0, 0), CallState::Terminated);
    assert_eq!((bot.call.cause(), bot.call.result()), (Some(Cause::Unknown), None));
}

/// A call with a request of ours under way, ended with this code, or with none.
fn own(request: Request, code: Option<(i32, i32)>) -> Option<Cause> {
    let mut bot: Bot = Bot { call: Call::incoming(CALL, at(0, 0, 0), &STEADY) };
    let token = *sends(&bot.ask(at(0, 1, 0), request).1).first()?;
    bot.sent(at(0, 1, 0), token);
    bot.status(at(0, 1, 9), token, at(0, 1, 0), 202);
    match code {
        Some((code, subcode)) => bot.notify_end(at(0, 2, 0), code, Some(subcode)),
        None => bot.notify(at(0, 2, 0), CallState::Terminated),
    };
    bot.call.cause()
}

#[test]
fn an_own_request_under_way_comes_before_the_class_of_the_code() {
    for code in [None, Some((200, 4097)), Some((486, 0)), Some((603, 0)), Some((500, 1005)), Some((408, 10_057))] {
        assert_eq!(own(Request::Reject, code), Some(Cause::Rejected), "{code:?}");
        assert_eq!(own(Request::Redirect, code), Some(Cause::Redirected), "{code:?}");
        assert_eq!(own(Request::HangUp, code), Some(Cause::LocalHangUp), "{code:?}");
    }
}

#[test]
fn expiry_and_transfer_come_before_an_own_request() {
    for request in [Request::Reject, Request::Redirect, Request::HangUp] {
        assert_eq!(own(request, Some((408, 8537))), Some(Cause::KeepAliveExpired));
        assert_eq!(own(request, Some((0, 7015))), Some(Cause::Transferred));
        assert_eq!(own(request, Some((200, 7015))), Some(Cause::Transferred));
    }
}

#[test]
fn an_answer_or_a_transfer_under_way_explains_no_end() {
    assert_eq!(own(Request::Answer, Some((408, 1106))), Some(Cause::NoAnswer));
    assert_eq!(own(Request::Answer, None), Some(Cause::Unknown));
}

#[test]
fn the_reason_app_transferred_stands_for_the_code() {
    // The consultative example has no 7015 (choice 51), and the word is a fallback: an expiry stays one.
    for (code, cause) in [
        (None, Cause::Transferred),
        (Some((200, 0)), Cause::Transferred),
        (Some((500, 7000)), Cause::Transferred),
        (Some((408, 8537)), Cause::KeepAliveExpired),
    ] {
        let mut bot: Bot = Bot::adopted(CallState::TransferAccepted, &STEADY);
        bot.sent(at(0, 1, 0), Token::new(Request::HangUp, 0));
        let result = code.map(|(code, subcode)| ResultInfo::new(code, Some(subcode)));
        let mut report = CallReport::state(CallState::Terminated).with_app_transferred(true);
        report.result = result;
        bot.take(at(0, 2, 0), Event::Call(report));
        assert_eq!(bot.call.cause(), Some(cause), "{code:?}");
    }
}

#[test]
fn a_refused_request_explains_nothing() {
    for request in [Request::Reject, Request::Redirect] {
        let mut bot: Bot = Bot { call: Call::incoming(CALL, at(0, 0, 0), &STEADY) };
        let token = Token::new(request, 0);
        bot.sent(at(0, 1, 0), token);
        bot.status(at(0, 2, 0), token, at(0, 1, 0), 403);
        bot.notify_end(at(0, 3, 0), 200, Some(4097));
        assert_eq!(bot.call.cause(), Some(Cause::RemoteHangUp), "{request:?}");
    }
}

#[test]
fn a_request_without_a_reply_may_have_been_heard() {
    let mut bot: Bot = Bot { call: Call::incoming(CALL, at(0, 0, 0), &STEADY) };
    let token = Token::new(Request::Reject, 0);
    bot.sent(at(0, 1, 0), token);
    bot.take(at(0, 2, 0), Event::Failed { token });
    bot.notify(at(0, 3, 0), CallState::Terminated);
    assert_eq!(bot.call.cause(), Some(Cause::Rejected));
}

#[test]
fn a_failed_transfer_is_no_end() {
    let mut bot: Bot = Bot::adopted(CallState::TransferAccepted, &STEADY);
    let back = CallReport::state(CallState::Established).with_result(ResultInfo::new(500, Some(7000)));
    bot.take(at(0, 1, 0), Event::Call(back));
    assert_eq!((bot.call.state(), bot.call.cause(), bot.call.result()), (CallState::Established, None, None));
}

#[test]
fn what_the_service_says_of_a_cause_reads_back_as_it() {
    for &cause in Cause::ALL {
        let Some(result) = cause.result() else { continue };
        let read = if cause == Cause::LocalHangUp {
            // 200/7000 is "ended by the bot": whether that bot is this one only its own request says.
            CallReport::state(CallState::Terminated).with_result(result).cause(Some(Cause::LocalHangUp))
        } else {
            result.cause()
        };
        let expected = if cause == Cause::AnswerTimeout { Cause::NoAnswer } else { cause };
        assert_eq!(read, expected, "{cause}");
    }
}

/// A `deleted` without a code comes after a `terminating` that had one (the end may say less than what came before it).
#[test]
fn what_was_told_with_terminating_explains_an_end_without_a_code() {
    let told = CallReport::state(CallState::Terminating).with_result(ResultInfo::new(408, Some(8537)));
    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    bot.take(at(0, 1, 0), Event::Call(told));
    bot.notify(at(0, 2, 0), CallState::Terminated);
    assert_eq!(bot.call.cause(), Some(Cause::KeepAliveExpired));

    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    bot.take(at(0, 1, 0), Event::Call(told));
    bot.notify_end(at(0, 2, 0), 200, Some(4097));
    assert_eq!(bot.call.cause(), Some(Cause::RemoteHangUp), "the end's own code is the newer");

    let mut bot: Bot = Bot::adopted(CallState::Established, &STEADY);
    bot.take(at(0, 1, 0), Event::Call(told));
    bot.sleep(at(60, 0, 0));
    assert_eq!(bot.call.cause(), Some(Cause::KeepAliveExpired), "no end was notified at all");
}

/// The service was first: neither the hang-up that it confirms later nor the expiry explains the 404.
#[test]
fn what_was_told_with_terminating_explains_a_404() {
    let told = CallReport::state(CallState::Terminating).with_result(ResultInfo::new(486, None));
    let [delete, get] = [Request::HangUp, Request::GetCall].map(|request| Token::new(request, 0));
    let mut confirmed: Bot = Bot::adopted(CallState::Established, &STEADY);
    confirmed.take(at(0, 1, 0), Event::Call(told));
    confirmed.sent(at(0, 1, 1), delete);
    confirmed.status(at(0, 1, 2), delete, at(0, 1, 1), 204);
    let mut lost: Bot = Bot::adopted(CallState::Established, &STEADY);
    lost.take(at(0, 1, 0), Event::Call(told));
    lost.sleep(at(50, 0, 0));
    for mut bot in [confirmed, lost] {
        let now = bot.call.now();
        bot.status(now, get, now, 404);
        assert_eq!(bot.call.cause(), Some(Cause::Busy));
    }
}

#[test]
fn a_call_that_went_on_is_not_explained_by_an_old_reject() {
    let mut bot: Bot = Bot::adopted(CallState::Incoming, &STEADY);
    bot.sent(at(0, 1, 0), Token::new(Request::Reject, 0));
    bot.notify(at(0, 2, 0), CallState::Established);
    bot.notify_end(at(0, 3, 0), 200, Some(4097));
    assert_eq!(bot.call.cause(), Some(Cause::RemoteHangUp));
}
