//! Operations at the application's end: requested, accepted, running, ended, each once, at the latest with the call.

use core::time::Duration;

use call_lifecycle::app::{Body, Event, OperationHints, OperationView, Output, Reply, Request, Token};
use call_lifecycle::{
    CallState, Cause, CompletionReason, Id, OperationKind, OperationReport, OperationStatus, Outcome, Rejection,
    ResultInfo, Slot, Slots, Verdict,
};
use testkit::at;
use testkit::bot::{Bot, STEADY, context, deleted, outputs, sends, time_of, times_of, updated};

pub(crate) const DONE: Outcome = Outcome::new(OperationStatus::Completed);
pub(crate) const FAILED: Outcome = Outcome::new(OperationStatus::Failed);
pub(crate) const OK: Option<ResultInfo> = Some(ResultInfo::new(200, Some(0)));
const RECORD: Request = Request::Operation(OperationKind::Record);

pub(crate) fn bot<const N: usize>() -> Bot<N> {
    Bot::adopted(CallState::Established, &STEADY)
}

pub(crate) fn named(name: &str) -> OperationHints {
    OperationHints::NONE.with_context(context(name))
}

pub(crate) fn ask<const N: usize>(bot: &mut Bot<N>, kind: OperationKind, hints: OperationHints) -> Token {
    let (verdict, said) = bot.take(bot.call.now(), Event::Ask { request: Request::Operation(kind), hints });
    assert_eq!(verdict, Verdict::Applied);
    let token = *sends(&said).first().unwrap();
    bot.sent(bot.call.now(), token);
    token
}

pub(crate) fn answer<const N: usize>(
    bot: &mut Bot<N>,
    token: Token,
    status: u16,
    body: Body,
) -> (Verdict, Vec<Output>) {
    let now = bot.call.now();
    let (verdict, said) = bot.reply(now, token, now, Reply::new(status).with_body(body));
    (verdict, outputs(&said))
}

pub(crate) fn only<const N: usize>(bot: &Bot<N>) -> OperationView {
    let views: Vec<_> = bot.call.operations().collect();
    assert_eq!(views.len(), 1);
    *views.first().unwrap()
}

pub(crate) fn ended(slot: u8, outcome: Outcome) -> Vec<Output> {
    vec![Output::OperationEnded { slot: Slot::new(slot), outcome }]
}

#[test]
fn requested_accepted_running_ended() {
    let mut bot = bot::<4>();
    let token = ask(&mut bot, OperationKind::Record, named("r"));
    let view = only(&bot);
    assert_eq!((view.id, view.status, view.accepted), (None, OperationStatus::NotStarted, false));
    // The answer of 2019: 202, and the id from `Location` alone.
    let accepted = OperationReport::NONE.with_id(Id::from_u128(9));
    let (_, said) = answer(&mut bot, token, 202, Body::Operation(accepted));
    assert_eq!(said, [Output::OperationAccepted(Slot::new(0))]);
    let view = only(&bot);
    assert_eq!((view.id, view.status, view.accepted), (Some(Id::from_u128(9)), OperationStatus::NotStarted, true));
    let running = bot.operation(at(0, 1, 0), updated(9, OperationStatus::Running));
    assert_eq!(outputs(&running.1), [Output::OperationRunning(Slot::new(0))]);
    assert_eq!(bot.operation(at(0, 1, 0), updated(9, OperationStatus::Running)).0, Verdict::NoChange);
    assert_eq!(bot.operation(at(0, 1, 0), updated(9, OperationStatus::NotStarted)).0, Verdict::Stale);
    let (verdict, said) = bot.operation(at(0, 2, 0), deleted(9, OperationStatus::Completed, OK));
    assert_eq!((verdict, outputs(&said)), (Verdict::Applied, ended(0, DONE)));
    assert_eq!(only(&bot).status, OperationStatus::Completed);
}

#[test]
fn an_answer_of_running_is_accepted_and_running() {
    let mut bot = bot::<4>();
    let token = ask(&mut bot, OperationKind::Record, OperationHints::NONE);
    let (_, said) = answer(&mut bot, token, 200, Body::Operation(updated(9, OperationStatus::Running)));
    assert_eq!(said, [Output::OperationAccepted(Slot::new(0)), Output::OperationRunning(Slot::new(0))]);
    assert_eq!(answer(&mut bot, token, 200, Body::Empty), (Verdict::NoChange, vec![]), "repeated");
}

#[test]
fn one_rule_for_every_kind() {
    for &kind in OperationKind::ALL {
        for status in [OperationStatus::NotStarted, OperationStatus::Running] {
            let mut bot = bot::<4>();
            let token = ask(&mut bot, kind, OperationHints::NONE);
            answer(&mut bot, token, 200, Body::Operation(updated(9, status)));
            assert_eq!(only(&bot).status, status, "{kind}: a notification follows");
            let (verdict, said) = bot.operation(at(0, 1, 0), deleted(9, OperationStatus::Completed, OK));
            assert_eq!((verdict, outputs(&said)), (Verdict::Applied, ended(0, DONE)), "{kind}");
        }
        for (status, outcome) in [(OperationStatus::Completed, DONE), (OperationStatus::Failed, FAILED)] {
            let mut bot = bot::<4>();
            let token = ask(&mut bot, kind, OperationHints::NONE);
            let (_, said) = answer(&mut bot, token, 200, Body::Operation(updated(9, status)));
            assert_eq!(said, ended(0, outcome), "{kind}: its answer is its end");
            assert_eq!(bot.operation(at(0, 1, 0), deleted(9, OperationStatus::Completed, OK)).0, Verdict::NoChange);
        }
    }
}

#[test]
fn a_refused_request_has_ended() {
    for status in [400, 403, 409, 429, 500] {
        let mut bot = bot::<4>();
        let token = ask(&mut bot, OperationKind::Record, OperationHints::NONE);
        assert_eq!(answer(&mut bot, token, status, Body::Empty), (Verdict::Applied, ended(0, FAILED)), "{status}");
    }
    // A 404 may be about the call as well: it is verified.
    let mut bot = bot::<4>();
    let token = ask(&mut bot, OperationKind::Record, OperationHints::NONE);
    let (_, said) = answer(&mut bot, token, 404, Body::Empty);
    assert!(said.contains(&Output::Send(Token::new(Request::GetCall, 0))) && said.len() == 2, "{said:?}");
    assert_eq!((only(&bot).status, bot.call.cause()), (OperationStatus::Failed, None));
}

#[test]
fn every_2xx_accepts_a_request_and_nothing_else_does() {
    // A 404 ends the call.
    for status in (100..=599).filter(|status| *status != 404) {
        assert_eq!(Reply::new(status).is_success(), status / 100 == 2, "{status}");
        let mut bot = bot::<4>();
        let token = ask(&mut bot, OperationKind::Record, OperationHints::NONE);
        let (_, said) = answer(&mut bot, token, status, Body::Operation(updated(9, OperationStatus::Running)));
        assert_eq!(said.contains(&Output::OperationAccepted(Slot::new(0))), status / 100 == 2, "{status}: {said:?}");
    }
}

#[test]
fn a_notification_before_the_reply_is_matched_by_its_context() {
    let mut bot = bot::<4>();
    ask(&mut bot, OperationKind::PlayPrompt, named("a"));
    let second = ask(&mut bot, OperationKind::PlayPrompt, named("b"));
    let early = deleted(22, OperationStatus::Completed, OK).with_context(context("b"));
    assert_eq!(outputs(&bot.operation(at(0, 1, 0), early).1), ended(1, DONE));
    // The reply after the end re-opens nothing.
    let (verdict, said) = answer(&mut bot, second, 200, Body::Operation(updated(22, OperationStatus::Running)));
    assert_eq!((verdict, said), (Verdict::NoChange, vec![]));
    assert_eq!(bot.operation(at(0, 2, 0), early).0, Verdict::NoChange);
}

#[test]
fn a_notification_that_it_waits_is_its_acceptance() {
    let waits = updated(11, OperationStatus::NotStarted).with_context(context("a"));
    let mut bot = bot::<4>();
    let token = ask(&mut bot, OperationKind::PlayPrompt, named("a"));
    assert_eq!(outputs(&bot.operation(at(0, 1, 0), waits).1), [Output::OperationAccepted(Slot::new(0))]);
    assert_eq!(answer(&mut bot, token, 200, Body::Empty), (Verdict::NoChange, vec![]));
    // Where the answer came first and named none, its id is news.
    let mut bot = self::bot::<4>();
    let token = ask(&mut bot, OperationKind::PlayPrompt, named("a"));
    answer(&mut bot, token, 200, Body::Empty);
    assert_eq!(bot.operation(at(0, 1, 0), waits), (Verdict::Applied, vec![]));
    assert_eq!(only(&bot).id, Some(Id::from_u128(11)));
}

#[test]
fn once_the_id_is_known_it_decides() {
    let mut bot = bot::<4>();
    let first = ask(&mut bot, OperationKind::PlayPrompt, named("same"));
    answer(&mut bot, first, 200, Body::Operation(updated(11, OperationStatus::Running)));
    ask(&mut bot, OperationKind::PlayPrompt, named("same"));
    let of = |id| deleted(id, OperationStatus::Completed, OK).with_context(context("same"));
    assert_eq!(outputs(&bot.operation(at(0, 1, 0), of(11)).1), ended(0, DONE), "by its id");
    assert_eq!(outputs(&bot.operation(at(0, 1, 0), of(22)).1), ended(1, DONE), "the other has no id yet");
    assert_eq!(bot.operation(at(0, 1, 0), of(33)).0, Verdict::Rejected(Rejection::UnknownOperation));
}

/// Contexts are the caller's to keep apart; where two are the same, what has ended is not meant.
#[test]
fn of_two_with_the_same_context_the_open_one_is_meant() {
    let mut bot = bot::<4>();
    ask(&mut bot, OperationKind::PlayPrompt, named("same"));
    let second = ask(&mut bot, OperationKind::PlayPrompt, named("same"));
    answer(&mut bot, second, 503, Body::Empty);
    let report = updated(11, OperationStatus::Running).with_context(context("same"));
    assert_eq!(outputs(&bot.operation(at(0, 1, 0), report).1), [Output::OperationRunning(Slot::new(0))]);
}

#[test]
fn a_notification_without_an_id_is_matched_by_its_context() {
    // The invite example has an id of null.
    let mut bot = bot::<4>();
    let token = ask(&mut bot, OperationKind::Invite, named("guests"));
    answer(&mut bot, token, 200, Body::Operation(updated(9, OperationStatus::Running)));
    let mut report = deleted(0, OperationStatus::Completed, OK).with_context(context("guests"));
    report.id = None;
    assert_eq!(outputs(&bot.operation(at(0, 1, 0), report).1), ended(0, DONE));
}

#[test]
fn neither_id_nor_context_is_nobodys() {
    let mut bot = bot::<4>();
    ask(&mut bot, OperationKind::Record, OperationHints::NONE);
    let early = deleted(9, OperationStatus::Completed, OK);
    assert_eq!(bot.operation(at(0, 1, 0), early), (Verdict::Rejected(Rejection::UnknownOperation), vec![]));
    let mut nameless = early;
    nameless.id = None;
    assert_eq!(bot.operation(at(0, 1, 0), nameless).0, Verdict::Rejected(Rejection::UnknownOperation));
}

#[test]
fn one_that_another_program_sent_is_tracked_from_its_sent_on() {
    let mut bot = bot::<4>();
    let token = Token::new(RECORD, 500);
    assert_eq!(bot.take(at(0, 1, 0), Event::Sent { token, hints: named("x") }), (Verdict::Applied, vec![]));
    assert_eq!(only(&bot).context, Some(context("x")));
    answer(&mut bot, token, 200, Body::Operation(updated(9, OperationStatus::Running)));
    assert_eq!(only(&bot).status, OperationStatus::Running);
    let stranger = Token::new(RECORD, 501);
    assert_eq!(answer(&mut bot, stranger, 200, Body::Empty).0, Verdict::Rejected(Rejection::UnknownOperation));
}

#[test]
fn only_a_connected_call_may_start_one() {
    for &state in CallState::ALL.iter().filter(|state| **state != CallState::Terminated) {
        let mut bot = Bot::<4>::adopted(state, &STEADY);
        let (verdict, _) = bot.ask(at(0, 1, 0), RECORD);
        let connected = "established hold transferring transferAccepted".split(' ').any(|word| word == state.as_str());
        let expected = if connected { Verdict::Applied } else { Verdict::Rejected(Rejection::WrongState { state }) };
        assert_eq!(verdict, expected, "{state}");
    }
}

#[test]
fn every_open_one_ends_with_the_call() {
    let mut bot = bot::<4>();
    ask(&mut bot, OperationKind::Record, OperationHints::NONE);
    bot.start(at(0, 1, 0), OperationKind::PlayPrompt, 2, OperationHints::NONE.with_endless(true));
    bot.start(at(0, 1, 0), OperationKind::Invite, 3, OperationHints::NONE);
    bot.operation(at(0, 2, 0), deleted(3, OperationStatus::Completed, OK));
    let said = outputs(&bot.notify_end(at(0, 3, 0), 200, Some(4097)).1);
    let operations: Slots = [Slot::new(0), Slot::new(1)].into_iter().collect();
    assert_eq!(said, [Output::Ended { cause: Cause::RemoteHangUp, operations }]);
    let reasons: Vec<_> = bot.call.operations().map(|view| (view.status, view.reason)).collect();
    let with_call = (OperationStatus::Failed, Some(CompletionReason::CallEnded));
    assert_eq!(reasons, [with_call, with_call, (OperationStatus::Completed, None)]);
    // A real completion comes too late, and re-opens nothing.
    assert_eq!(bot.operation(at(0, 4, 0), deleted(2, OperationStatus::Completed, OK)), (Verdict::NoChange, vec![]));
    assert_eq!(bot.call.operations().nth(1).unwrap().reason, Some(CompletionReason::CallEnded));
}

#[test]
fn the_first_end_wins() {
    let mut bot = bot::<4>();
    bot.start(at(0, 1, 0), OperationKind::Record, 9, OperationHints::NONE);
    let stopped = deleted(9, OperationStatus::Completed, Some(ResultInfo::new(200, Some(8514))))
        .with_reason(CompletionReason::StopToneDetected);
    let cancelled = deleted(9, OperationStatus::Failed, Some(ResultInfo::new(400, Some(8508))));
    assert_eq!(bot.operation(at(0, 2, 0), stopped).0, Verdict::Applied);
    assert_eq!(bot.operation(at(0, 2, 1), cancelled), (Verdict::NoChange, vec![]));
    assert_eq!(bot.operation(at(0, 2, 2), updated(9, OperationStatus::Running)), (Verdict::Stale, vec![]));
    assert_eq!(only(&bot).reason, Some(CompletionReason::StopToneDetected));
}

#[test]
fn an_overdue_one_is_verified_and_ends_nothing() {
    let mut bot = bot::<4>();
    let hints = OperationHints::NONE.with_takes_at_most(Duration::from_secs(60));
    let slot = bot.start(at(0, 1, 0), OperationKind::Record, 9, hints);
    assert_eq!(bot.sleep(at(1, 30, 999)), []);
    let overdue = Output::OperationsOverdue(Slots::default().with(slot));
    // 60 s and a grace of 30.
    assert_eq!(outputs(&bot.wake(at(1, 31, 0))), [overdue, Output::Send(Token::new(Request::GetCall, 0))]);
    assert_eq!(only(&bot).status, OperationStatus::Running);
    assert_eq!(time_of(&bot.sleep(at(14, 0, 0)), overdue), None, "once");
    assert_eq!(outputs(&bot.operation(at(14, 0, 0), deleted(9, OperationStatus::Completed, OK)).1), ended(0, DONE));
}

#[test]
fn one_that_ended_in_time_is_not_overdue() {
    let mut bot = bot::<4>();
    let hints = OperationHints::NONE.with_takes_at_most(Duration::from_secs(60));
    bot.start(at(0, 1, 0), OperationKind::Record, 9, hints);
    bot.operation(at(1, 30, 0), deleted(9, OperationStatus::Completed, OK));
    assert_eq!(times_of(&bot.sleep(at(14, 0, 0)), Request::GetCall), []);
}
