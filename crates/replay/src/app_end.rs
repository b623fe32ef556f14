//! `--end app`: the trace as the application saw it.

use call_lifecycle::app::{Event, OperationHints, Token};
use call_lifecycle::{Rejection, Verdict};

use crate::Stop;
use crate::aside::{Aside, OtherEnd};
use crate::calls::Calls;
use crate::change::{Asked, What};
use crate::contract::Policies;
use crate::deeds::Replacing;
use crate::occurrence::Occurrence;
use crate::report::Report;
use crate::requests::{Out, Requests};
use crate::roomy::App;
use crate::side::Side;
use crate::trace::{Act, Fact, Line, Request, bodies};

#[derive(Debug)]
pub struct AppEnd<'p> {
    pub calls: Calls<App<'p>>,
    pub requests: Requests,
    /// Requests that name a call to replace.
    pub(super) replacing: Vec<Replacing>,
}

impl<'p> AppEnd<'p> {
    pub fn new(policies: &'p Policies) -> Self {
        Self { calls: Calls::new(policies), requests: Requests::default(), replacing: Vec::new() }
    }

    pub fn line(&mut self, number: u64, line: &Line<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        let at = line.at.millis;
        if let Fact::Response(response) = &line.fact {
            // Read first: a bad line makes no time pass.
            let read = self.read(response)?;
            self.calls.pass(at, report)?;
            return self.response(at, number, response, read, report);
        }
        self.calls.pass(at, report)?;
        match &line.fact {
            Fact::Nothing | Fact::Response(_) => Ok(()),
            Fact::Peer(peer) => report.aside(at, number, Aside::OtherEnd(OtherEnd::Peer(peer.event))),
            Fact::Media(media) => report.aside(at, number, Aside::OtherEnd(OtherEnd::Media(media.event))),
            Fact::Request(request) => self.request(at, number, request, report),
            Fact::Failed(failed) => self.failed(at, number, &failed.to, report),
            Fact::Notification(notification) if notification.entries.is_empty() => {
                report.aside(at, number, Aside::Empty)
            }
            Fact::Notification(notification) => (0..notification.entries.len())
                .try_for_each(|index| self.entry(at, number, (notification, index), report)),
        }
    }

    fn request(&mut self, at: u64, line: u64, request: &Request<'_>, report: &mut Report<'_>) -> Result<(), Stop> {
        let id: &str = &request.id;
        let (call, act) = Act::of(request.method, request.url);
        let namesake = self.requests.namesake(id, at);
        let Some(call) = call else {
            report.aside(at, line, Aside::sent(id, act, namesake))?;
            self.requests.sent(
                id,
                Out { call: None, act, token: Token::new(act.request(), 0), sent: at, operation: None, expected: None },
                namesake,
                self.calls.count(),
            );
            return Ok(());
        };
        let place = self.calls.known(call, at, report)?;
        self.replaces(at, place, act, request);
        let track = self.calls.track(place);
        // From 2^15 on a number means that there was no slot.
        track.token = (track.token + 1) % (1 << 15);
        let token = Token::new(act.request(), track.token);
        let (hints, asked) = match act.operation() {
            Some(_) => (bodies::hints(act, request.body), Asked::by(act)),
            None => (OperationHints::NONE, None),
        };
        let told = Occurrence { asked, namesake, ..Occurrence::new(at, line, What::Request { id, act }) };
        let before = self.calls.get(place).track.operations.len();
        let verdict = self.calls.handle(place, Event::Sent { token, hints }, told, report)?;
        // Never before what was sent earlier: this is the time of sending for the machine.
        let sent = self.calls.get(place).machine.now().as_millis();
        let track = self.calls.track(place);
        if let (Some(asked), Verdict::Rejected(Rejection::NoFreeSlot)) = (asked, verdict) {
            track.keep_spare(asked.kind, hints.context(), sent);
        }
        let operation = track.last_operation().filter(|_| track.operations.len() > before);
        if let Some(operation) = operation {
            track.is_asked(operation, &hints);
        }
        self.requests.sent(
            id,
            Out { call: Some(place), act, token, sent, operation, expected: None },
            namesake,
            self.calls.count(),
        );
        Ok(())
    }
}
