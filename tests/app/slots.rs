//! The slots of the application's operations: how many there are, what a full call does, and who makes room.

use call_lifecycle::app::{Body, Event, OperationHints, Output, Reply, Request, Token};
use call_lifecycle::{
    CallState, Id, OperationKind, OperationReport, OperationStatus, Outcome, Rejection, ResultInfo, Slot, Slots,
    Verdict,
};
use testkit::at;
use testkit::bot::{Bot, STEADY, deleted, outputs, sends};

const OK: Option<ResultInfo> = Some(ResultInfo::new(200, Some(0)));
const RECORD: Request = Request::Operation(OperationKind::Record);
const CANCEL: OperationKind = OperationKind::CancelMediaProcessing;

#[test]
fn a_full_call_rejects_and_loses_nothing() {
    let mut bot = Bot::<1>::adopted(CallState::Established, &STEADY);
    bot.start(at(0, 1, 0), OperationKind::Record, 9, OperationHints::NONE);
    let before = bot.call.clone();
    assert_eq!(bot.ask(at(0, 1, 0), RECORD), (Verdict::Rejected(Rejection::NoFreeSlot), vec![]));
    let foreign = Event::Sent { token: Token::new(RECORD, 77), hints: OperationHints::NONE };
    assert_eq!(bot.take(at(0, 1, 0), foreign).0, Verdict::Rejected(Rejection::NoFreeSlot));
    assert_eq!(bot.call, before);
    assert_eq!(bot.ask(at(0, 1, 0), Request::Operation(CANCEL)).0, Verdict::Applied, "it can still be cancelled");
}

#[test]
fn the_oldest_ended_one_makes_room() {
    let mut bot = Bot::<3>::adopted(CallState::Established, &STEADY);
    for id in 1..=3 {
        bot.start(at(0, 1, 0), OperationKind::PlayPrompt, id, OperationHints::NONE);
    }
    for id in [1, 2] {
        bot.operation(at(0, 2, 0), deleted(id, OperationStatus::Completed, OK));
    }
    assert_eq!(bot.start(at(0, 3, 0), OperationKind::PlayPrompt, 4, OperationHints::NONE), Slot::new(0));
    let of = |id| deleted(id, OperationStatus::Completed, OK);
    assert_eq!(bot.operation(at(0, 4, 0), of(2)).0, Verdict::NoChange, "the second is still remembered");
    assert_eq!(bot.operation(at(0, 4, 0), of(1)).0, Verdict::Rejected(Rejection::UnknownOperation), "the first is not");
    assert_eq!(bot.start(at(0, 5, 0), OperationKind::PlayPrompt, 5, OperationHints::NONE), Slot::new(1));
}

#[test]
fn a_call_without_slots_tracks_none() {
    let mut bot = Bot::<0>::adopted(CallState::Established, &STEADY);
    assert_eq!(bot.ask(at(0, 1, 0), RECORD).0, Verdict::Rejected(Rejection::NoFreeSlot));
    assert_eq!(
        bot.operation(at(0, 1, 0), deleted(1, OperationStatus::Completed, OK)).0,
        Verdict::Rejected(Rejection::UnknownOperation)
    );
    let (verdict, said) = bot.ask(at(0, 1, 0), Request::Operation(OperationKind::SubscribeToTone));
    assert_eq!((verdict, sends(&said).len()), (Verdict::Applied, 1), "its answer completes it");
    let token = *sends(&said).first().unwrap();
    assert_eq!(bot.status(at(0, 1, 0), token, at(0, 1, 0), 200), (Verdict::Applied, vec![]));
    assert_eq!(bot.call.operations().count(), 0);
}

#[test]
fn as_many_slots_as_there_can_be() {
    let mut bot = Bot::<{ Slots::MAX }>::adopted(CallState::Established, &STEADY);
    for id in 0..32 {
        let slot = bot.start(at(0, 1, 0), OperationKind::Invite, id, OperationHints::NONE);
        assert_eq!(slot.index() as u128, id);
    }
    assert_eq!(bot.ask(at(0, 1, 0), RECORD).0, Verdict::Rejected(Rejection::NoFreeSlot));
    let call = bot.call.snapshot::<4096>().unwrap();
    assert_eq!(call_lifecycle::app::Call::restore(call.as_bytes(), &STEADY).as_ref(), Ok(&bot.call));
    let (_, said) = bot.notify(at(0, 2, 0), CallState::Terminated);
    let all: Slots = (0..32).map(Slot::new).collect();
    assert!(matches!(said.as_slice(), [(_, Output::Ended { operations, .. })] if *operations == all));
    for index in 0..32 {
        let view = bot.call.operation(Slot::new(index)).unwrap();
        assert_eq!((view.slot, view.id), (Slot::new(index), Some(Id::from_u128(index.into()))));
    }
    assert_eq!(bot.call.operation(Slot::new(32)), None);
}

/// A record that was never answered must not block the call forever: "a record that never completes leaks".
#[test]
fn an_operation_whose_request_got_no_reply_makes_room_when_all_are_taken() {
    let mut bot = Bot::<2>::adopted(CallState::Established, &STEADY);
    let [first, second, third] = [1, 2, 3].map(|number| Token::new(RECORD, number));
    for token in [first, second] {
        bot.sent(at(0, 1, 0), token);
        assert_eq!(bot.take(at(0, 2, 0), Event::Failed { token }).0, Verdict::Applied);
    }
    assert_eq!(bot.call.operations().count(), 2, "they may exist, so they stay while there is room");
    let (verdict, said) = bot.take(at(0, 3, 0), Event::Sent { token: third, hints: OperationHints::NONE });
    let outcome = Outcome::new(OperationStatus::Failed);
    assert_eq!(verdict, Verdict::Applied);
    assert_eq!(outputs(&said), [Output::OperationEnded { slot: Slot::new(0), outcome }]);
    // One that was heard of after all is not given up.
    let report = OperationReport::NONE.with_id(Id::from_u128(7));
    let reply = Reply::new(202).with_body(Body::Operation(report));
    bot.reply(at(0, 4, 0), second, at(0, 1, 0), reply);
    let fourth = Event::Sent { token: Token::new(RECORD, 4), hints: OperationHints::NONE };
    assert_eq!(bot.take(at(0, 5, 0), fourth).0, Verdict::Rejected(Rejection::NoFreeSlot));
}

/// Of an operation without id and context no notification can tell the end.
#[test]
fn an_operation_that_its_answer_gave_no_name_makes_room_when_all_are_taken() {
    let mut bot = Bot::<2>::adopted(CallState::Established, &STEADY);
    let mute = Token::new(Request::Operation(OperationKind::Mute), 1);
    bot.sent(at(0, 1, 0), mute);
    bot.status(at(0, 1, 0), mute, at(0, 1, 0), 200);
    bot.start(at(0, 2, 0), OperationKind::Record, 9, OperationHints::NONE);
    assert_eq!(bot.call.operations().filter(|operation| !operation.status.is_end()).count(), 2);
    let (verdict, said) =
        bot.take(at(0, 3, 0), Event::Sent { token: Token::new(RECORD, 4), hints: OperationHints::NONE });
    let outcome = Outcome::new(OperationStatus::Failed);
    assert_eq!(verdict, Verdict::Applied);
    assert_eq!(outputs(&said), [Output::OperationEnded { slot: Slot::new(0), outcome }]);
}

#[test]
fn a_request_reported_twice_opens_no_second_operation() {
    let mut bot = Bot::<4>::adopted(CallState::Established, &STEADY);
    let token = Token::new(RECORD, 1);
    bot.sent(at(0, 1, 0), token);
    bot.status(at(0, 2, 0), token, at(0, 1, 0), 500);
    assert_eq!(bot.take(at(0, 3, 0), Event::Sent { token, hints: OperationHints::NONE }).0, Verdict::NoChange);
    assert_eq!(bot.call.operations().count(), 1);
}
