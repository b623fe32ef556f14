//! `--end service`: what was asked of the service and what its media heard, and what it would answer and notify.

use call_lifecycle::service::{Event, PeerEvent};
use call_lifecycle::{CallState, Id, Rejection, ReportedState, Verdict};

use super::Stop;
use super::act::Act;
use super::bodies;
use super::calls::{Calls, Count, Told};
use super::change::{Aside, Begin, Change, Step, What};
use super::line::{Entry, Fact, Line, Peer, Request};
use super::report::Report;
use super::side::Service;
use super::words::{Guid, PeerFact};
use super::wrong::Wrong;

#[derive(Debug)]
pub struct ServiceEnd {
    pub calls: Calls<Service>,
    /// How many operations the service has created: their ids are counted up.
    operations: u128,
}

impl ServiceEnd {
    pub fn new(stories: bool) -> Self {
        Self { calls: Calls::new(stories), operations: 0 }
    }

    pub fn line(&mut self, number: u64, line: &Line<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        let at = line.at.millis;
        if let Fact::Request(Request { method, url, call: None, .. }) = &line.fact {
            if Act::of(*method, url.0) == (None, Act::Create) {
                let found = "a request that creates a call without the member `call`";
                return Err(Wrong::new(found, "the id of the call in it").into());
            }
        }
        self.calls.pass(at, report)?;
        match &line.fact {
            Fact::Nothing | Fact::Response(_) | Fact::Failed(_) => Ok(()),
            Fact::Request(request) => self.request(at, number, request, report),
            Fact::Peer(peer) => self.peer(at, number, peer, report),
            Fact::Media(media) => {
                let place = self.calls.known(media.call.0, at, report)?;
                let told = told(at, number, What::Media(media.event));
                self.calls.handle(place, Event::Media(media.event), told, report)?;
                Ok(())
            }
            Fact::Notification(notification) => {
                notification.0.iter().try_for_each(|entry| self.entry(at, number, entry, report))
            }
        }
    }

    fn request(&mut self, at: u64, line: u64, request: &Request<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        let id: &str = &request.id;
        let (call, act) = Act::of(request.method, request.url.0);
        let Some(call) = call else {
            return match request.call {
                Some(Guid(call)) if act == Act::Create => self.create(at, line, id, call, report),
                _ => report.aside(at, line, Aside::Unrelated { id }),
            };
        };
        let place = self.calls.known(call, at, report)?;
        let operation = Id::from_u128(self.operations + 1);
        let mut told = told(at, line, What::Request { id, act });
        if let Act::Operation(kind, _) = act {
            told.asked = Some(kind);
        }
        let event = Event::Request(bodies::service_request(act, request.body, operation));
        let verdict = self.calls.handle(place, event, told, report)?;
        if verdict.is_applied() {
            match act {
                Act::Operation(..) => self.operations += 1,
                Act::KeepAlive => self.calls.track(place).succeeded += 1,
                _ => {}
            }
        }
        Ok(())
    }

    fn create(&mut self, at: u64, line: u64, id: &str, call: Id, report: &mut Report<'_>) -> Result<(), Stop> {
        let (place, status, verdict) = match self.calls.find(call) {
            Some(place) => {
                let state = self.calls.get(place).machine.state();
                (place, 409, Verdict::Rejected(Rejection::WrongState { state }))
            }
            None => (self.calls.begin(call, at, Begin::Created, report)?, 201, Verdict::Applied),
        };
        let what = What::Request { id, act: Act::Create };
        let changes = [(at, Change::Answer { status, operation: None })];
        let told = Step { at, line: Some(line), what, verdict, regressed: false, changes: &changes };
        self.calls.tell(place, &told, report)
    }

    fn peer(&mut self, at: u64, line: u64, peer: &Peer, report: &mut Report<'_>) -> Result<(), Stop> {
        let Guid(call) = peer.call;
        let what = What::Peer(peer.event);
        let event = match peer.event {
            PeerFact::Of(event) => event,
            PeerFact::Calls => {
                let (place, verdict) = match self.calls.find(call) {
                    None => (self.calls.begin(call, at, Begin::Incoming, report)?, Verdict::Applied),
                    Some(place) if self.calls.get(place).machine.state() == CallState::Incoming => {
                        (place, Verdict::NoChange)
                    }
                    Some(place) => (place, Verdict::Stale),
                };
                let told = Step { at, line: Some(line), what, verdict, regressed: false, changes: &[] };
                return self.calls.tell(place, &told, report);
            }
        };
        let place = self.calls.known(call, at, report)?;
        self.calls.handle(place, Event::Peer(event), told(at, line, what), report)?;
        Ok(())
    }

    /// What the service itself posted is no input: it only makes a call known.
    fn entry(&mut self, at: u64, line: u64, entry: &Entry, report: &mut Report<'_>) -> Result<(), Stop> {
        let (call, begin) = match entry {
            Entry::Other => return Ok(()),
            Entry::Operation(call, ..) => (*call, Begin::Adopted(CallState::Established)),
            Entry::Call(call, said) => {
                let begin = match said.reported() {
                    ReportedState::Known(CallState::Incoming) => Begin::Incoming,
                    ReportedState::Known(state) => Begin::Adopted(state),
                    ReportedState::Absent | ReportedState::Unknown => Begin::Adopted(CallState::Established),
                };
                (*call, begin)
            }
        };
        if self.calls.find(call).is_some() {
            return Ok(());
        }
        let place = self.calls.begin(call, at, begin, report)?;
        if let (Begin::Adopted(CallState::Terminated), Entry::Call(_, said)) = (begin, entry) {
            // The machine takes it as ending; its end is known.
            let told = Told { at, line, what: What::Call(said), count: Count::No, asked: None };
            self.calls.handle(place, Event::Peer(PeerEvent::TornDown), told, report)?;
        }
        Ok(())
    }
}

fn told(at: u64, line: u64, what: What<'_>) -> Told<'_> {
    Told { at, line, what, count: Count::Verdict, asked: None }
}
