//! `--end service`: requests, peers and media, and what the service would answer and notify.

use call_lifecycle::app::Token;
use call_lifecycle::record::Profile;
use call_lifecycle::service::{Event, PeerEvent};
use call_lifecycle::{CallState, Id, OperationKind, Rejection, ReportedState, Verdict};
use hashbrown::{HashMap, HashSet};

use crate::Stop;
use crate::aside::{Aside, OtherEnd};
use crate::calls::Calls;
use crate::change::{Asked, Begin, Change, What};
use crate::contract::Policies;
use crate::notified::first_sight;
use crate::occurrence::{Count, Occurrence};
use crate::operation::Written;
use crate::report::Report;
use crate::requests::{Expected, Namesake, Out, Requests};
use crate::side::Service;
use crate::trace::{Act, Entry, Fact, Guid, Line, Notification, Peer, PeerFact, Request, bodies};

#[derive(Debug)]
pub struct ServiceEnd<'p> {
    pub calls: Calls<Service<'p>>,
    /// How many operations the service has created: their ids are counted up.
    operations: u128,
    /// Requests whose answer by the log's service is still to come.
    pub(super) requests: Requests,
    /// The ids of operations in the log, with those that they have here.
    pub(super) aliases: HashMap<Id, Id>,
    /// The calls of which the trace says what the other side or the media did.
    pub(super) facts: HashSet<usize>,
    /// The entry of a notification that is read, as a hash, and whether it came shortly before too.
    pub(super) posted: Option<(u32, bool)>,
}

impl<'p> ServiceEnd<'p> {
    pub fn new(policies: &'p Policies) -> Self {
        Self {
            calls: Calls::new(policies),
            operations: 0,
            requests: Requests::default(),
            aliases: HashMap::new(),
            facts: HashSet::new(),
            posted: None,
        }
    }

    pub fn line(&mut self, number: u64, line: &Line<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        let at = line.at.millis;
        let created = match &line.fact {
            // Read first: a bad line makes no time pass.
            Fact::Response(response) => self.created_call(response)?,
            _ => None,
        };
        self.calls.pass(at, report)?;
        match &line.fact {
            Fact::Nothing => Ok(()),
            Fact::Response(response) => self.answered(at, number, response, created, report),
            Fact::Failed(failed) => self.not_answered(at, number, &failed.to, report),
            Fact::Request(request) => self.request(at, number, request, report),
            Fact::Peer(peer) => self.peer(at, number, peer, report),
            Fact::Media(media) => {
                let place = self.calls.known(media.call.0, at, report)?;
                self.fact(place);
                let told = Occurrence::new(at, number, What::Media(media.event));
                self.calls.handle(place, Event::Media(media.event), told, report)?;
                Ok(())
            }
            Fact::Notification(notification) => {
                let mut told = false;
                for (index, entry) in notification.entries.iter().enumerate() {
                    told |= self.entry(at, number, (index, entry), notification, report)?;
                }
                self.posted = None;
                if !told {
                    report.aside(at, number, Aside::OtherEnd(OtherEnd::Notification))?;
                }
                Ok(())
            }
        }
    }

    fn request(&mut self, at: u64, line: u64, request: &Request<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        let id: &str = &request.id;
        let (call, act) = Act::of(request.method, request.url);
        let namesake = self.requests.namesake(id, at);
        let Some(call) = call else {
            return match request.call {
                Some(Guid(call)) if act == Act::Create => self.create(at, line, id, call, report),
                _ => {
                    self.sent(id, (None, None), (act, namesake), at, None);
                    report.aside(at, line, Aside::sent(id, act, namesake))
                }
            };
        };
        let place = self.calls.known(call, at, report)?;
        let operation = Id::from_u128(self.operations + 1);
        let written = Written {
            context: act.starts().and_then(|_| bodies::context_text(request.body)),
            source: matches!(act, Act::Operation(OperationKind::Record, Profile::Record)),
            app: request.url.app,
        };
        let act = match act {
            Act::GetOperation(theirs) => Act::GetOperation(self.aliases.get(&theirs).copied().unwrap_or(theirs)),
            act => act,
        };
        let (asks, why) = bodies::service_request(act, request.body, operation);
        let mut told =
            Occurrence { note: why.as_deref(), namesake, ..Occurrence::new(at, line, What::Request { id, act }) };
        if let Some(kind) = act.starts() {
            told.asked = Some(Asked { kind, method: act.method(), written: Some(&written) });
        }
        let event = Event::Request(asks);
        let (state, before) = (self.calls.get(place).machine.state(), self.calls.get(place).track.operations.len());
        let verdict = self.calls.handle(place, event, told, report)?;
        let expected = self.last_status().map(|status| Expected { status, state });
        let operation = self.calls.get(place).track.last_operation().filter(|last| *last >= before);
        self.sent(id, (Some(place), operation), (act, namesake), at, expected);
        if verdict.is_applied() {
            self.operations += u128::from(act.starts().is_some());
            if act == Act::KeepAlive {
                self.calls.track(place).succeeded += 1;
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
        let state = self.calls.get(place).machine.state();
        let namesake = self.requests.namesake(id, at);
        let told = Occurrence { namesake, ..Occurrence::new(at, line, what) };
        self.sent(id, (Some(place), None), (Act::Create, namesake), at, Some(Expected { status, state }));
        self.calls.tell(place, told, verdict, &changes, report)
    }

    /// The log may have the answer of the service that it is from.
    fn sent(
        &mut self,
        id: &str,
        (call, operation): (Option<usize>, Option<usize>),
        (act, namesake): (Act, Option<Namesake>),
        at: u64,
        expected: Option<Expected>,
    ) {
        let out = Out { call, act, token: Token::new(act.request(), 0), sent: at, operation, expected };
        self.requests.sent(id, out, namesake, self.calls.count());
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
                self.fact(place);
                return self.calls.tell(place, Occurrence::new(at, line, what), verdict, changes, report);
            }
        };
        let place = self.calls.known(call, at, report)?;
        self.fact(place);
        self.calls.handle(place, Event::Peer(event), Occurrence::new(at, line, what), report)?;
        Ok(())
    }

    /// The trace says what the other side or the media did.
    fn fact(&mut self, place: usize) {
        self.facts.insert(place);
        let story = &mut self.calls.track(place).story;
        if story.differences.compared {
            story.differences.compared = false;
        }
    }

    /// What the log's service posted makes a call known; see `notified` for one that is. Whether
    /// anything was reported.
    fn entry(
        &mut self,
        at: u64,
        line: u64,
        (index, entry): (usize, &Entry),
        notification: &Notification<'_>,
        report: &mut Report<'_>,
    ) -> Result<bool, Stop> {
        let (call, begin) = match entry {
            Entry::Other(None) => return Ok(false),
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
        let known = self.calls.find(call);
        let place = match known {
            Some(place) => place,
            None => self.calls.begin(call, at, begin, report)?,
        };
        let story = &mut self.calls.track(place).story;
        story.differences.notified = Some(at);
        self.posted = Some(story.heard.posted(notification.body.get(), index));
        if known.is_some() {
            return match entry {
                Entry::Call(_, said) => self.notified(at, line, place, What::Call(said), report),
                Entry::Operation(_, kind, said) => self.notified_operation(at, line, place, *kind, said, report),
                _ => Ok(false),
            };
        }
        let told = |what| Occurrence { count: Count::No, ..Occurrence::new(at, line, what) };
        match entry {
            Entry::Call(_, said) if said.reported() == ReportedState::Known(CallState::Terminated) => {
                self.calls.handle(place, Event::Peer(PeerEvent::TornDown), told(What::Call(said)), report)?;
            }
            Entry::Call(_, said) if said.reported() == ReportedState::Unknown => {
                let why = Verdict::Rejected(Rejection::UnknownState);
                self.calls.tell(place, told(What::Call(said)), why, &[], report)?;
            }
            // A key that makes its call known is a key.
            Entry::Call(_, said) if said.tone.is_some() => {
                self.notified(at, line, place, What::Call(said), report)?;
            }
            Entry::Unreadable(_, found) => {
                let told = Occurrence { note: Some(found), ..told(What::Unreadable) };
                self.calls.tell(place, told, Verdict::Rejected(Rejection::BadParameters), &[], report)?;
            }
            _ => {}
        }
        Ok(true)
    }
}
