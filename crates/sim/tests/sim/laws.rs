//! The predicates of the laws can fail: each is shown a step that is not what happened. Those of a
//! machine alone: see `laws_of_machines.rs`.
//!
//! But for `laws::outputs_in_order`: a step is written by the crate alone, and whatever its
//! machines are told, they write it in order of time.

use core::time::Duration;

use call_lifecycle::app::{Call, Event, Policy, Request};
use call_lifecycle::{CallReport, CallState, Id, OperationKind, ResultInfo, Step, Timestamp, app, service};
use call_lifecycle_sim::laws::{self, Observation};
use call_lifecycle_sim::{End, Ends, Law, Violation, joint};

type App = Call<'static, 4>;

const START: Timestamp = Timestamp::from_millis(5_000);
const LATER: Timestamp = Timestamp::from_millis(9_000);
const ESTABLISHED: Event = Event::Call(CallReport::state(CallState::Established));

fn call() -> App {
    App::outgoing(Id::from_u128(1), START, &Policy::DEFAULT)
}

/// The machine after an event, and the step.
fn after(event: Event) -> (App, Step<app::Output>) {
    let mut call = call();
    let step = call.handle(LATER, event);
    (call, step)
}

fn ended() -> (App, Step<app::Output>) {
    let report = CallReport::state(CallState::Terminated).with_result(ResultInfo::new(486, None));
    after(Event::Call(report))
}

#[track_caller]
fn says<T>(result: Result<T, Violation>, law: Law, why: &'static str) {
    assert_eq!(result.err(), Some(Violation::new(law, why)));
}

#[track_caller]
fn breaks(result: Result<(), Violation>, law: Law) {
    let broken = result.unwrap_err();
    assert_eq!(broken.law, law, "{broken}");
}

/// What is checked of the event, the machine after and the step; the machine before is a new call.
fn seen<T>(
    now: Timestamp,
    event: Event,
    after: &App,
    step: &Step<app::Output>,
    law: impl Fn(&Observation<'_, App>) -> T,
) -> T {
    law(&Observation::new(&call(), now, &event, after, step))
}

#[test]
fn determinism_is_broken_by_another_step_or_another_machine() {
    let (moved, step) = after(ESTABLISHED);
    let (still, quiet) = after(Event::Wake);
    breaks(seen(LATER, ESTABLISHED, &moved, &quiet, laws::determinism), Law::Determinism);
    breaks(seen(LATER, ESTABLISHED, &still, &step, laws::determinism), Law::Determinism);
    assert_eq!(seen(LATER, ESTABLISHED, &moved, &step, laws::determinism), Ok(()));
}

#[test]
fn inert_is_broken_by_a_change_that_was_not_applied() {
    let (moved, _) = after(ESTABLISHED);
    let (still, quiet) = after(Event::Wake);
    breaks(seen(LATER, Event::Wake, &moved, &quiet, laws::inert), Law::Inert);
    assert_eq!(seen(LATER, Event::Wake, &still, &quiet, laws::inert), Ok(()));
}

#[test]
fn progress_is_broken_by_a_deadline_that_changed_without_a_word() {
    let (_, quiet) = after(Event::Wake);
    let (over, step) = ended();
    breaks(seen(LATER, Event::Wake, &over, &quiet, laws::progress), Law::Progress);
    assert_eq!(seen(LATER, Event::Wake, &over, &step, laws::progress), Ok(()));
}

#[test]
fn forward_is_broken_by_a_move_that_was_not_told() {
    let (moved, step) = after(ESTABLISHED);
    let (still, quiet) = after(Event::Wake);
    breaks(seen(LATER, ESTABLISHED, &moved, &quiet, laws::forward), Law::Forward);
    breaks(seen(LATER, ESTABLISHED, &still, &step, laws::forward), Law::Forward);
    // The same move once more starts where the call is not.
    let taken = Observation::new(&moved, LATER, &ESTABLISHED, &moved, &step);
    breaks(laws::forward(&taken), Law::Forward);
}

#[test]
fn once_is_broken_by_an_end_that_is_told_twice_or_never() {
    let (over, step) = ended();
    let (_, quiet) = after(Event::Wake);
    breaks(seen(LATER, Event::Wake, &over, &quiet, laws::once), Law::Once);
    let taken = Observation::new(&over, LATER, &Event::Wake, &over, &step);
    breaks(laws::once(&taken), Law::Once);
    // Another cause: the one call was busy, the other failed.
    let report = CallReport::state(CallState::Terminated).with_result(ResultInfo::new(500, None));
    let (failed, _) = after(Event::Call(report));
    let taken = Observation::new(&over, LATER, &Event::Wake, &failed, &quiet);
    breaks(laws::once(&taken), Law::Once);
}

#[test]
fn once_is_broken_by_an_operation_that_comes_or_goes_without_a_word() {
    let ask = Event::Ask { request: Request::Operation(OperationKind::Record), hints: app::OperationHints::NONE };
    let (mut without, _) = after(ESTABLISHED);
    let mut with = without.clone();
    let asked = with.handle(LATER, ask);
    assert!(without.open().is_empty() && !with.open().is_empty());
    let quiet = without.handle(LATER, Event::Wake);
    let once =
        |before: &App, event, after: &App, step| laws::once(&Observation::new(before, LATER, &event, after, step));
    let broken = |why| Err(Violation::new(Law::Once, why));
    assert_eq!(once(&without, ask, &with, &asked), Ok(()));
    assert_eq!(once(&with, Event::Wake, &without, &quiet), broken("an operation vanished without an output"));
    let many = "an operation ended twice, or was started by nothing or together with another";
    assert_eq!(once(&without, Event::Wake, &with, &asked), broken(many));
    let refused = "an event that was not applied started or ended something";
    assert_eq!(once(&without, ask, &with, &quiet), broken(refused));
    // Its end with its call, told of a call that had none.
    let mut ended = with.clone();
    let step = ended.handle(LATER, Event::Call(CallReport::state(CallState::Terminated)));
    assert_eq!(once(&with, Event::Wake, &ended, &step), Ok(()));
    assert_eq!(once(&without, Event::Wake, &ended, &step), broken(many));
}

#[test]
fn clock_is_broken_by_time_that_runs_backwards_unreported() {
    let (still, quiet) = after(Event::Wake);
    breaks(seen(Timestamp::ZERO, Event::Wake, &still, &quiet, laws::clock_reported), Law::Clock);
    breaks(seen(LATER, Event::Wake, &call(), &quiet, laws::clock_reported), Law::Clock);
    // An earlier time that is taken for another one.
    let (mut moved, event) = (call(), Event::Wake);
    let step = moved.handle(Timestamp::ZERO, event);
    assert_eq!(seen(Timestamp::ZERO, event, &moved, &step, laws::clock_clamped), Ok(()));
    breaks(seen(Timestamp::ZERO, event, &still, &step, laws::clock_clamped), Law::Clock);
}

#[test]
fn translation_is_broken_by_a_machine_that_was_led_elsewhere() {
    let by = Duration::from_secs(60);
    let (moved, step) = after(ESTABLISHED);
    let mut other = App::outgoing(Id::from_u128(1), START.saturating_add(by), &Policy::DEFAULT);
    let mut ahead = other.clone();
    assert_eq!(
        seen(LATER, ESTABLISHED, &moved, &step, |taken| laws::translation(taken, &mut other.clone(), by)),
        Ok(())
    );
    let _step = ahead.handle(LATER.saturating_add(by), ESTABLISHED);
    breaks(
        seen(LATER, ESTABLISHED, &moved, &step, |taken| laws::translation(taken, &mut ahead.clone(), by)),
        Law::Translation,
    );
    let _step = other.handle(LATER, Event::Ask { request: Request::HangUp, hints: app::OperationHints::NONE });
    breaks(
        seen(LATER, ESTABLISHED, &moved, &step, |taken| laws::translation(taken, &mut other.clone(), by)),
        Law::Translation,
    );
}

#[test]
fn safe_side_is_broken_by_a_start_that_is_believed_too_late() {
    let service = service::Call::<4>::outgoing(Id::from_u128(1), START, &service::Policy::DEFAULT);
    for (late, slack, holds) in [(0, 0, true), (1, 0, false), (1, 1, true), (900, 899, false)] {
        let app = App::outgoing(Id::from_u128(1), START.saturating_add(Duration::from_millis(late)), &Policy::DEFAULT);
        let both = Ends::new(&app, LATER, &service, LATER);
        assert_eq!(joint::safe_side(&both, Duration::from_millis(slack)).is_ok(), holds, "{late} ms, {slack} ms");
        if !holds {
            let why = "the application believes in a later expiry than the service";
            says(joint::safe_side(&both, Duration::from_millis(slack)), Law::SafeSide, why);
        }
        // A clock of the application's that is behind makes the same of it.
        let app = call();
        let behind = LATER.saturating_sub(Duration::from_millis(late));
        let both = Ends::new(&app, behind, &service, LATER);
        assert_eq!(
            joint::safe_side(&both, Duration::from_millis(slack)).is_ok(),
            holds,
            "{late} ms behind, {slack} ms"
        );
    }
}

/// At the end of time an end may have no expiry: the application then believes in none, and the service ends no call.
#[test]
fn safe_side_is_broken_by_an_application_that_believes_in_no_expiry() {
    let service = |at| service::Call::<4>::outgoing(Id::from_u128(1), at, &service::Policy::DEFAULT);
    let app = |at| App::outgoing(Id::from_u128(1), at, &Policy::DEFAULT);
    let holds = |app: Timestamp, service: Timestamp, app_call: &App, service_call: &service::Call<'_, 4>| {
        joint::safe_side(&Ends::new(app_call, app, service_call, service), Duration::ZERO).is_ok()
    };
    let last = Timestamp::MAX;
    assert!(!holds(last, START, &app(last), &service(START)), "the service has one");
    assert!(holds(last, last, &app(last), &service(last)), "neither has one");
    assert!(holds(START, last, &app(START), &service(last)), "the service has none");
}

#[test]
fn agreement_is_broken_by_an_end_that_was_none() {
    let service = service::Call::<4>::outgoing(Id::from_u128(1), START, &service::Policy::DEFAULT);
    let both = |app: &App| joint::agreement(&Ends::new(app, LATER, &service, LATER));
    assert_eq!(both(&call()), Ok(()));
    breaks(both(&ended().0), Law::Agreement);
    says(both(&ended().0), Law::Agreement, "the call has ended at the application, but lives at the service");
    // Established at the application, and nobody has answered.
    says(both(&after(ESTABLISHED).0), Law::Agreement, "the application is ahead of the service");
}

#[test]
fn agreement_is_broken_by_an_operation_that_goes_on() {
    use call_lifecycle::{ClientContext, OperationKind, OperationReport, OperationStatus};
    let (id, context) = (Id::from_u128(77), Some(ClientContext::new("greeting").unwrap()));
    let mut service = service::Call::<4>::outgoing(Id::from_u128(1), START, &service::Policy::DEFAULT);
    let _step = service.handle(LATER, service::Event::Peer(service::PeerEvent::Connects));
    let kind = OperationKind::Invite;
    let _step = service.handle(LATER, service::Event::Request(service::Request::Start { id, context, kind }));
    let (mut app, _) = after(ESTABLISHED);
    let hints = app::OperationHints::NONE.with_context(context.unwrap());
    let _step = app.handle(LATER, Event::Ask { request: Request::Operation(kind), hints });
    let both = |app: &App| joint::agreement(&Ends::new(app, LATER, &service, LATER));
    assert_eq!(both(&app), Ok(()));
    for named in [Some(id), None] {
        let mut told = app.clone();
        let status = Some(OperationStatus::Completed);
        let mut report = OperationReport::NONE.with_deleted(true);
        (report.id, report.context, report.status) = (named, context, status);
        let step = told.handle(LATER, Event::Operation(report));
        assert!(step.verdict().is_applied());
        says(both(&told), Law::Agreement, "an operation has ended at the application, but not at the service");
    }
}

/// Two operations of one kind and one context: which of them has ended, the application cannot know.
#[test]
fn agreement_takes_the_first_of_two_operations_that_look_alike() {
    use call_lifecycle::{ClientContext, OperationKind, OperationReport, OperationStatus, Slot};
    let (kind, context) = (OperationKind::Invite, Some(ClientContext::new("greeting").unwrap()));
    let mut service = service::Call::<4>::outgoing(Id::from_u128(1), START, &service::Policy::DEFAULT);
    let _step = service.handle(LATER, service::Event::Peer(service::PeerEvent::Connects));
    for id in [Id::from_u128(77), Id::from_u128(78)] {
        let _step = service.handle(LATER, service::Event::Request(service::Request::Start { id, context, kind }));
    }
    let (mut app, _) = after(ESTABLISHED);
    let hints = app::OperationHints::NONE.with_context(context.unwrap());
    let _step = app.handle(LATER, Event::Ask { request: Request::Operation(kind), hints });
    let mut report = OperationReport::NONE.with_deleted(true);
    (report.context, report.status) = (context, Some(OperationStatus::Completed));
    let _step = app.handle(LATER, Event::Operation(report));
    for (slot, agrees) in [(1, false), (0, true)] {
        let mut service = service.clone();
        let finished = service::Event::Finished { slot: Slot::new(slot), success: true };
        assert!(service.handle(LATER, finished).verdict().is_applied());
        let both = joint::agreement(&Ends::new(&app, LATER, &service, LATER));
        assert_eq!(both.is_ok(), agrees, "slot {slot} has ended: {both:?}");
    }
}
