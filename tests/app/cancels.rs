//! What a cancel ends: looped prompts, once it was answered, and nothing else.

use core::time::Duration;

use call_lifecycle::app::{Body, OperationHints, Output};
use call_lifecycle::{
    CompletionReason, Id, OperationKind, OperationReport, OperationStatus, Outcome, ResultInfo, Slot, Slots, Verdict,
};
use testkit::at;
use testkit::bot::{context, deleted, outputs, time_of};

use crate::operations::{DONE, FAILED, answer, ask, bot, ended, named};

const CANCEL: OperationKind = OperationKind::CancelMediaProcessing;

#[test]
fn a_cancels_answer_alone_ends_no_other() {
    let mut bot = bot::<4>();
    bot.start(at(0, 1, 0), OperationKind::Record, 9, OperationHints::NONE);
    let token = ask(&mut bot, CANCEL, OperationHints::NONE);
    let done = OperationReport::NONE.with_status(OperationStatus::Completed);
    assert_eq!(answer(&mut bot, token, 200, Body::Operation(done)).1, ended(1, DONE));
    // Nor does the end of the grace: it is asked after.
    let overdue = Output::OperationsOverdue(Slots::default().with(Slot::new(0)));
    assert_eq!(time_of(&bot.sleep(at(1, 0, 0)), overdue), Some(at(0, 31, 0)));
    assert_eq!(bot.call.operations().next().unwrap().status, OperationStatus::Running);
    let cancelled = deleted(9, OperationStatus::Failed, Some(ResultInfo::new(400, Some(8508))));
    let outcome = Outcome::new(OperationStatus::Failed).with_reason(CompletionReason::OperationCanceled);
    assert_eq!(outputs(&bot.operation(at(1, 2, 0), cancelled).1), ended(0, outcome));
}

#[test]
fn a_looped_prompt_ends_when_its_cancel_was_answered_and_the_grace_is_over() {
    let mut bot = bot::<4>();
    let hints = OperationHints::NONE.with_takes_at_most(Duration::from_secs(1)).with_endless(true);
    let slot = bot.start(at(0, 1, 0), OperationKind::PlayPrompt, 9, hints);
    assert_eq!(bot.sleep(at(10, 0, 0)), [], "no watchdog for a loop");
    bot.wake(at(10, 0, 0));
    let token = ask(&mut bot, CANCEL, OperationHints::NONE);
    answer(&mut bot, token, 200, Body::Empty);
    assert_eq!(bot.sleep(at(10, 29, 999)), []);
    let told = Output::OperationsCancelled(Slots::default().with(slot));
    assert_eq!(bot.wake(at(10, 30, 0)), [(at(10, 30, 0), told)]);
    let view = bot.call.operations().next().unwrap();
    assert_eq!((view.status, view.reason), (OperationStatus::Failed, Some(CompletionReason::MediaOperationCanceled)));
}

#[test]
fn a_looped_prompt_whose_end_is_notified_ends_with_that() {
    let mut bot = bot::<4>();
    bot.start(at(0, 1, 0), OperationKind::PlayPrompt, 9, OperationHints::NONE.with_endless(true));
    let token = ask(&mut bot, CANCEL, OperationHints::NONE);
    answer(&mut bot, token, 200, Body::Empty);
    let report = deleted(9, OperationStatus::Failed, Some(ResultInfo::new(400, Some(8508))));
    assert_eq!(bot.operation(at(0, 5, 0), report).0, Verdict::Applied);
    assert_eq!(bot.sleep(at(10, 0, 0)), []);
}

#[test]
fn a_loop_that_began_after_the_cancel_was_sent_goes_on() {
    let mut bot = bot::<4>();
    let token = ask(&mut bot, CANCEL, OperationHints::NONE);
    bot.start(at(0, 0, 5), OperationKind::PlayPrompt, 9, OperationHints::NONE.with_endless(true));
    answer(&mut bot, token, 200, Body::Empty);
    assert_eq!(bot.sleep(at(10, 0, 0)), []);
    assert_eq!(bot.call.operations().nth(1).unwrap().status, OperationStatus::Running);
}

#[test]
fn a_repeated_answer_to_a_cancel_does_not_put_off_its_effect() {
    let mut bot = bot::<4>();
    let slot = bot.start(at(0, 1, 0), OperationKind::PlayPrompt, 9, OperationHints::NONE.with_endless(true));
    let token = ask(&mut bot, CANCEL, OperationHints::NONE);
    answer(&mut bot, token, 200, Body::Empty);
    bot.wake(at(0, 20, 0));
    assert_eq!(answer(&mut bot, token, 200, Body::Empty), (Verdict::NoChange, vec![]));
    let told = Output::OperationsCancelled(Slots::default().with(slot));
    assert_eq!(time_of(&bot.sleep(at(10, 0, 0)), told), Some(at(0, 31, 0)));
}

/// That the cancel runs was told before: its answer says nothing new of it, and still ends what came before.
#[test]
fn an_answer_to_a_cancel_that_runs_already_is_applied() {
    let mut bot = bot::<4>();
    let slot = bot.start(at(0, 1, 0), OperationKind::PlayPrompt, 9, OperationHints::NONE.with_endless(true));
    let token = ask(&mut bot, CANCEL, named("cancel"));
    let runs = OperationReport::NONE.with_status(OperationStatus::Running);
    bot.operation(at(0, 1, 1), runs.with_id(Id::from_u128(10)).with_context(context("cancel")));
    let body = Body::Operation(runs);
    assert_eq!(answer(&mut bot, token, 200, body), (Verdict::Applied, vec![]));
    assert_eq!(answer(&mut bot, token, 200, body), (Verdict::NoChange, vec![]), "once");
    let told = Output::OperationsCancelled(Slots::default().with(slot));
    assert_eq!(time_of(&bot.sleep(at(10, 0, 0)), told), Some(at(0, 31, 1)));
}

#[test]
fn a_cancel_that_was_refused_is_not_answered_later() {
    let mut bot = bot::<4>();
    bot.start(at(0, 1, 0), OperationKind::PlayPrompt, 9, OperationHints::NONE.with_endless(true));
    let token = ask(&mut bot, CANCEL, OperationHints::NONE);
    assert_eq!(answer(&mut bot, token, 503, Body::Empty).1, ended(1, FAILED));
    assert_eq!(answer(&mut bot, token, 200, Body::Empty), (Verdict::NoChange, vec![]), "the first end wins");
    assert_eq!(bot.sleep(at(10, 0, 0)), []);
}
