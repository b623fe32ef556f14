//! `--end service`: requests, peers and media, and what the service would answer and notify.

use call_lifecycle::record::Profile;
use call_lifecycle::service::{Event, PeerEvent};
use call_lifecycle::{CallState, Id, OperationKind, Rejection, ReportedState, Verdict};

use crate::Stop;
use crate::calls::{Calls, Count, Occurrence};
use crate::change::{Aside, Asked, Begin, Change, OtherEnd, What};
use crate::contract::Policies;
use crate::notified::first_sight;
use crate::report::Report;
use crate::side::Service;
use crate::trace::{Act, Entry, Fact, Guid, Line, LineError, Notification, Peer, PeerFact, Request, bodies};
use crate::track::Written;

#[derive(Debug)]
pub struct ServiceEnd<'p> {
    pub calls: Calls<Service<'p>>,
    /// How many operations the service has created: their ids are counted up.
    operations: u128,
}

impl<'p> ServiceEnd<'p> {
    pub fn new(policies: &'p Policies) -> Self {
        Self { calls: Calls::new(policies), operations: 0 }
    }

    pub fn line(&mut self, number: u64, line: &Line<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        let at = line.at.millis;
        if let Fact::Request(Request { method, url, call: None, .. }) = &line.fact {
            if Act::of(*method, *url) == (None, Act::Create) {
                let found = "there is no member `call` next to the `id` of a request that creates a call";
                return Err(LineError::new(found, "the id of the call in it").into());
            }
        }
        self.calls.pass(at, report)?;
        match &line.fact {
            Fact::Nothing => Ok(()),
            Fact::Response(response) => {
                let (to, status) = (&*response.to, response.status.0);
                report.aside(at, number, Aside::OtherEnd(OtherEnd::Response { to, status }))
            }
            Fact::Failed(failed) => report.aside(at, number, Aside::OtherEnd(OtherEnd::Failed { to: &failed.to })),
            Fact::Request(request) => self.request(at, number, request, report),
            Fact::Peer(peer) => self.peer(at, number, peer, report),
            Fact::Media(media) => {
                let place = self.calls.known(media.call.0, at, report)?;
                let told = Occurrence::new(at, number, What::Media(media.event));
                self.calls.handle(place, Event::Media(media.event), told, report)?;
                Ok(())
            }
            Fact::Notification(notification) => {
                let known = self.calls.all().len();
                notification
                    .entries
                    .iter()
                    .try_for_each(|entry| self.entry(at, number, entry, notification, report))?;
                if self.calls.all().len() == known {
                    report.aside(at, number, Aside::OtherEnd(OtherEnd::Notification))?;
                }
                Ok(())
            }
        }
    }

    fn request(&mut self, at: u64, line: u64, request: &Request<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        let id: &str = &request.id;
        let (call, act) = Act::of(request.method, request.url);
        let Some(call) = call else {
            return match request.call {
                Some(Guid(call)) if act == Act::Create => self.create(at, line, id, call, report),
                _ => report.aside(at, line, Aside::Unrelated { id }),
            };
        };
        let place = self.calls.known(call, at, report)?;
        let operation = Id::from_u128(self.operations + 1);
        let written = Written {
            context: if matches!(act, Act::Operation(..)) { bodies::context_text(request.body) } else { None },
            source: matches!(act, Act::Operation(OperationKind::Record, Profile::Record)),
            app: request.url.app,
        };
        let (asks, why) = bodies::service_request(act, request.body, operation);
        let mut told = Occurrence { note: why.as_deref(), ..Occurrence::new(at, line, What::Request { id, act }) };
        if let Act::Operation(kind, _) = act {
            told.asked = Some(Asked { kind, written: Some(&written) });
        }
        let event = Event::Request(asks);
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
        self.calls.tell(place, Occurrence::new(at, line, what), verdict, &changes, report)
    }

    fn peer(&mut self, at: u64, line: u64, peer: &Peer, report: &mut Report<'_>) -> Result<(), Stop> {
        let Guid(call) = peer.call;
        let what = What::Peer(peer.event);
        let event = match peer.event {
            PeerFact::Of(event) => event,
            PeerFact::Calls => {
                let incoming = [(at, Change::Incoming)];
                let (place, verdict, changes) = match self.calls.find(call) {
                    None => (
                        self.calls.begin(call, at, Begin::Incoming { recording: false }, report)?,
                        Verdict::Applied,
                        &incoming[..],
                    ),
                    Some(place) if self.calls.get(place).machine.state() == CallState::Incoming => {
                        (place, Verdict::NoChange, &[][..])
                    }
                    Some(place) => (place, Verdict::Stale, &[][..]),
                };
                return self.calls.tell(place, Occurrence::new(at, line, what), verdict, changes, report);
            }
        };
        let place = self.calls.known(call, at, report)?;
        self.calls.handle(place, Event::Peer(event), Occurrence::new(at, line, what), report)?;
        Ok(())
    }

    /// What the service posted is not an input. It only makes a call known.
    fn entry(
        &mut self,
        at: u64,
        line: u64,
        entry: &Entry,
        notification: &Notification<'_>,
        report: &mut Report<'_>,
    ) -> Result<(), Stop> {
        let (call, begin) = match entry {
            Entry::Other(None) => return Ok(()),
            Entry::Other(Some(call)) | Entry::Operation(call, ..) | Entry::Unreadable(call, _) => {
                (*call, Begin::Adopted(CallState::Established))
            }
            Entry::Call(call, said) => {
                let begin = match said.reported() {
                    ReportedState::Known(CallState::Incoming) => first_sight(said, notification),
                    ReportedState::Known(CallState::Terminating | CallState::Terminated) => {
                        Begin::Ending(said.cause(None))
                    }
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
        let told = |what| Occurrence { count: Count::No, ..Occurrence::new(at, line, what) };
        match entry {
            Entry::Call(_, said) if said.reported() == ReportedState::Known(CallState::Terminated) => {
                self.calls.handle(place, Event::Peer(PeerEvent::TornDown), told(What::Call(said)), report)?;
            }
            Entry::Call(_, said) if said.reported() == ReportedState::Unknown => {
                let why = Verdict::Rejected(Rejection::UnknownState);
                self.calls.tell(place, told(What::Call(said)), why, &[], report)?;
            }
            Entry::Unreadable(_, found) => {
                let told = Occurrence { note: Some(found), ..told(What::Unreadable) };
                self.calls.tell(place, told, Verdict::Rejected(Rejection::BadParameters), &[], report)?;
            }
            _ => {}
        }
        Ok(())
    }
}
