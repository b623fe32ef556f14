//! The service's end of every call.

use call_lifecycle::app::{self, Reply, Token};
use call_lifecycle::fleet::{Fleet, Storage, StorageError};
use call_lifecycle::record::{Profile, RecordRequest};
use call_lifecycle::service::{Call, Event, Output, Policy};
use call_lifecycle::{Id, Step, Timestamp, service};

use super::{LATENCY, Line, filled};

static POLICY: Policy = Policy::DEFAULT;

pub(super) type ServiceCall = Call<'static, 0>;

pub(super) struct Service<'s> {
    fleet: Fleet<'s, ServiceCall>,
    batch: Vec<(Id, Event)>,
    pub(super) events: u64,
    pub(super) renewed: u64,
    pub(super) expired: u64,
}

impl<'s> Service<'s> {
    pub(super) fn new(storage: Storage<'s, ServiceCall>, ids: &[Id]) -> Result<Self, StorageError> {
        let fleet = filled([3, 4], storage, ids, |id, began| Call::outgoing(id, began, &POLICY))?;
        Ok(Self { fleet, batch: Vec::new(), events: 0, renewed: 0, expired: 0 })
    }

    /// Requests, each named by the id in its path.
    pub(super) fn take_in(
        &mut self,
        now: Timestamp,
        asked: &[(Id, (Token, Timestamp))],
        answers: &mut Line<app::Event>,
    ) {
        let Self { fleet, batch, events, renewed, expired } = self;
        batch.clear();
        batch.extend(asked.iter().map(|(id, (token, _))| {
            // None of them starts an operation.
            let request = service::request(token.request(), *id, None, || RecordRequest::new(Profile::Record));
            (*id, Event::Request(request))
        }));
        fleet.handle_all(now, batch, |index, result| {
            let (Ok((call, step)), Some((_, (token, sent)))) = (result, asked.get(index)) else { return };
            for timed in step {
                if let Output::Answer { status, .. } = timed.output {
                    *renewed += u64::from(status == 200);
                    let body = service::answer_body(call, token.request(), status, None);
                    let reply = Reply::new(status).with_body(body);
                    let event = app::Event::Reply { token: *token, sent: *sent, reply };
                    answers.push_back((now.saturating_add(LATENCY), (call.id(), event)));
                }
            }
            *expired += notify(call, step, now, answers);
        });
        *events += batch.len() as u64;
    }

    /// Wakes what is due, and notifies.
    pub(super) fn wake(&mut self, now: Timestamp, answers: &mut Line<app::Event>) {
        let Self { fleet, events, expired, .. } = self;
        fleet.wake_due(now, |_, call, step| {
            *events += 1;
            *expired += notify(call, step, now, answers);
        });
    }

    pub(super) const fn next_deadline(&self) -> Option<Timestamp> {
        self.fleet.next_deadline()
    }

    pub(super) fn digest(&self) -> u64 {
        self.fleet.digest()
    }
}

/// Posts the notifications of a step. Returns how many calls it ended.
fn notify(call: &ServiceCall, step: &Step<Output>, now: Timestamp, answers: &mut Line<app::Event>) -> u64 {
    // Without operations the machine before the step is not needed.
    let told = step.into_iter().filter_map(|timed| service::notification(call, call, timed.output));
    answers.extend(told.map(|event| (now.saturating_add(LATENCY), (call.id(), event))));
    step.into_iter().filter(|timed| matches!(timed.output, Output::Ended { .. })).count() as u64
}
