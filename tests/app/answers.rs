//! What the answer to a request says of an operation: whether it is one, and whether it has ended.

use call_lifecycle::app::{Body, OperationHints, Output, Request, Token};
use call_lifecycle::{Id, OperationKind, OperationReport, OperationStatus, Rejection, Slot, Verdict};
use testkit::at;
use testkit::bot::{context, deleted, outputs, updated};

use crate::operations::{DONE, FAILED, OK, answer, ask, bot, ended, named, only};

/// "Only `completed` or `failed` in the answer ends an operation at once", for every kind.
#[test]
fn an_answer_without_a_status_is_no_end() {
    for &kind in OperationKind::ALL {
        let answers = [
            Body::Empty,
            Body::Operation(OperationReport::NONE),
            Body::Operation(OperationReport::NONE.with_id(Id::from_u128(9))),
        ];
        for body in answers {
            if kind == OperationKind::Other && body == Body::Empty {
                continue;
            }
            let mut bot = bot::<4>();
            let token = ask(&mut bot, kind, named("c"));
            let (_, said) = answer(&mut bot, token, 200, body);
            assert_eq!(said, [Output::OperationAccepted(Slot::new(0))], "{kind}");
            let failed = deleted(9, OperationStatus::Failed, None).with_context(context("c"));
            assert_eq!(outputs(&bot.operation(at(0, 2, 0), failed).1), ended(0, FAILED), "{kind}");
        }
    }
}

#[test]
fn an_answer_that_is_no_operation_ends_a_request_that_might_have_been_one() {
    let mut bot = bot::<4>();
    let token = ask(&mut bot, OperationKind::Other, named("c"));
    assert_eq!(answer(&mut bot, token, 204, Body::Empty), (Verdict::Applied, ended(0, DONE)));
    assert_eq!(answer(&mut bot, token, 204, Body::Empty), (Verdict::NoChange, vec![]), "twice");
    let token = ask(&mut bot, OperationKind::Other, named("d"));
    assert_eq!(answer(&mut bot, token, 403, Body::Empty), (Verdict::Applied, ended(1, FAILED)));
}

/// A POST that is answered with an operation is an operation, whatever its method.
#[test]
fn an_answer_that_is_an_operation_opens_one() {
    let requests = [Request::Other, Request::Transfer, Request::Answer, Request::Reject, Request::Redirect];
    for request in requests {
        let mut bot = bot::<4>();
        let token = Token::new(request, 7);
        bot.sent(at(0, 1, 0), token);
        let running = Body::Operation(updated(9, OperationStatus::Running));
        let opened = [Output::OperationAccepted(Slot::new(0)), Output::OperationRunning(Slot::new(0))];
        let (verdict, said) = answer(&mut bot, token, 202, running);
        assert_eq!(verdict, Verdict::Applied);
        assert_eq!(said, opened, "{request:?}");
        assert_eq!((only(&bot).kind, only(&bot).id), (OperationKind::Other, Some(Id::from_u128(9))));
        assert_eq!(answer(&mut bot, token, 202, running).1, [], "twice");
        assert_eq!(outputs(&bot.operation(at(0, 2, 0), deleted(9, OperationStatus::Failed, None)).1), ended(0, FAILED));
        assert_eq!(answer(&mut bot, token, 202, running).1, [], "after the end");
    }
    // A refusal opens none, nor does the answer to a keepAlive.
    let mut bot = bot::<4>();
    let running = Body::Operation(updated(9, OperationStatus::Running));
    answer(&mut bot, Token::new(Request::Other, 1), 500, running);
    answer(&mut bot, Token::new(Request::KeepAlive, 1), 200, running);
    assert_eq!(bot.call.operations().count(), 0);
}

#[test]
fn an_answer_can_be_the_whole_life_of_an_operation_that_nobody_knew() {
    for (status, outcome) in [(OperationStatus::Completed, DONE), (OperationStatus::Failed, FAILED)] {
        let mut bot = bot::<4>();
        let body = Body::Operation(OperationReport::NONE.with_status(status));
        assert_eq!(answer(&mut bot, Token::new(Request::Other, 1), 202, body).1, ended(0, outcome));
        assert_eq!(answer(&mut bot, Token::new(Request::Other, 1), 202, body).1, [], "twice");
    }
}

#[test]
fn another_operation_needs_no_slot_until_its_answer_names_it() {
    let mut bot = bot::<1>();
    bot.start(at(0, 1, 0), OperationKind::Record, 1, OperationHints::NONE);
    let token = ask(&mut bot, OperationKind::Other, named("c"));
    let running = Body::Operation(updated(9, OperationStatus::Running));
    let full = answer(&mut bot, token, 202, running);
    assert_eq!(full, (Verdict::Rejected(Rejection::NoFreeSlot), vec![]), "and there is no room");
    bot.operation(at(0, 2, 0), deleted(1, OperationStatus::Completed, OK));
    let opened = vec![Output::OperationAccepted(Slot::new(0)), Output::OperationRunning(Slot::new(0))];
    assert_eq!(answer(&mut bot, token, 202, running), (Verdict::Applied, opened));
    assert_eq!(only(&bot).kind, OperationKind::Other);
}

/// What found no slot has a number of its own, so that its reply ends no later request.
#[test]
fn a_reply_to_what_found_no_slot_means_no_other_request() {
    for kind in [OperationKind::Other, OperationKind::Mute] {
        let mut bot = bot::<1>();
        bot.start(at(0, 1, 0), OperationKind::Record, 1, OperationHints::NONE);
        let without = ask(&mut bot, kind, OperationHints::NONE);
        assert!(without.number() >= 1 << 15, "{without:?}");
        bot.operation(at(0, 2, 0), deleted(1, OperationStatus::Completed, OK));
        assert_eq!(bot.sent(at(0, 2, 0), without), Verdict::Applied);
        let with = ask(&mut bot, kind, OperationHints::NONE);
        assert_ne!(with, without);
        bot.sent(at(0, 2, 0), with);
        for status in [429, 204] {
            assert_eq!(answer(&mut bot, without, status, Body::Empty), (Verdict::Applied, vec![]), "{status}");
        }
        assert_eq!(answer(&mut bot, with, 429, Body::Empty).1, ended(0, FAILED));
    }
}

/// An answer that is an operation is not taken for that of an operation which was asked for.
#[test]
fn two_requests_of_one_number_have_two_operations() {
    let mut bot = bot::<4>();
    let asked = ask(&mut bot, OperationKind::Other, OperationHints::NONE);
    bot.sent(at(0, 1, 0), asked);
    let other = Token::new(Request::Other, asked.number());
    bot.sent(at(0, 1, 0), other);
    let running = |id| Body::Operation(updated(id, OperationStatus::Running));
    answer(&mut bot, other, 202, running(9));
    answer(&mut bot, asked, 202, running(8));
    let ids: Vec<_> = bot.call.operations().map(|operation| operation.id.map(Id::as_u128)).collect();
    assert_eq!(ids, [Some(8), Some(9)]);
}
