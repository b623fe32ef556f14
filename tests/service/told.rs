//! What the application is told of each move and each end, member by member.

use call_lifecycle::service::{Event, MediaEvent, Output, PeerEvent, Request, notification};
use call_lifecycle::{CallReport, CallState, ClientContext, CompletionReason, Id, OperationKind, OperationReport, app};
use testkit::service::recordings::record;
use testkit::service::{Service, at};

type Call = Service<4>;

const OPERATION: Id = Id::from_u128(7);

/// A call with one operation, with what may end it.
fn with_operation(kind: OperationKind, context: Option<ClientContext>) -> (Call, Vec<Event>) {
    let (id, request) = (OPERATION, record());
    let asked = match kind {
        OperationKind::Record => Request::Record { id, context, request },
        OperationKind::PlayPrompt => Request::PlayPrompt { id, context, prompts: 1 },
        kind => Request::Start { id, context, kind },
    };
    let mut call = Call::connected();
    let step = call.handle(at(0, 1, 0), Event::Request(asked));
    assert!(step.verdict().is_applied(), "{kind}");
    let slot = call.operations().next().unwrap().slot;
    let cancel = Request::Start { id: Id::from_u128(8), context: None, kind: OperationKind::CancelMediaProcessing };
    let mut ends = vec![Event::Request(cancel)];
    ends.extend([true, false].map(|success| Event::Finished { slot, success }));
    let media = [MediaEvent::PromptFinished, MediaEvent::PromptFailed, MediaEvent::MediaLost, MediaEvent::RecordFailed];
    ends.extend(media.map(Event::Media));
    (call, ends)
}

#[test]
fn the_end_of_an_operation_is_told_in_full() {
    let mut told = 0;
    for &kind in OperationKind::ALL.iter().filter(|kind| !kind.completes_at_once()) {
        for context in [None, Some(ClientContext::hash("a context"))] {
            let (before, ends) = with_operation(kind, context);
            for end in ends {
                let mut after = before.clone();
                for timed in &after.handle(at(0, 2, 0), end) {
                    let Output::OperationEnded { outcome, .. } = timed.output else { continue };
                    let mut report = OperationReport::NONE.with_deleted(true).with_id(OPERATION);
                    (report.context, report.status, report.reason) = (context, Some(outcome.status), outcome.reason);
                    report.result = outcome.reason.and_then(CompletionReason::result);
                    let expected = Some(app::Event::Operation(report));
                    assert_eq!(notification(&before, &after, timed.output), expected, "{kind}, {end:?}");
                    told += 1;
                }
            }
        }
    }
    // Two of each kind that is no media, and as many as a prompt and a recording have, without a context and with one.
    let kinds = OperationKind::ALL.iter().filter(|kind| !kind.completes_at_once() && !kind.is_media()).count();
    assert_eq!(told, 2 * (2 * kinds + 3 + 3), "{kinds}");
}

#[test]
fn a_move_of_the_call_is_told_with_its_result() {
    let mut told = 0;
    for &state in CallState::ALL.iter().filter(|state| **state != CallState::Terminated) {
        for &peer in PeerEvent::ALL {
            let before = Call::in_state(state);
            let mut after = before.clone();
            for timed in &after.handle(at(0, 2, 0), Event::Peer(peer)) {
                let report = match timed.output {
                    Output::State { to, .. } => CallReport::state(to),
                    Output::Ended { cause } => {
                        let mut report = CallReport::state(CallState::Terminated);
                        report.result = cause.result();
                        report
                    }
                    output => panic!("{output:?}"),
                };
                assert_eq!(notification(&before, &after, timed.output), Some(app::Event::Call(report)));
                told += 1;
            }
        }
    }
    assert!(told > CallState::ALL.len(), "{told}");
}
