//! One event of a call at the service's end without an engine: stored bytes and a message go in; an
//! answer, notifications, the next wake and bytes to store come out.
//!
//! Nothing is read here but the arguments, so that a handler that is run again comes to the same.

use std::collections::VecDeque;

use call_lifecycle::service::{Call, Event, Output, Policy};
use call_lifecycle::wire::{Create, json};
use call_lifecycle::{CallState, Id, Slot, Timestamp, Verdict};
use graph_call_replay::trace::{Act, Fact, Line, PeerFact, Raw, Request, bodies};

use super::host::{Host, Update};
use super::kept::Kept;
use super::message::Post;
use super::words;
use crate::arm::{LINGERS, lazy};
use crate::kept::KeptError;
use crate::message::{Answer, Wake};
use crate::object::Store;

/// How many events of the host one event can lead to.
const MOST_EVENTS: usize = 32;

/// A message to the object of a call.
#[derive(Debug)]
#[non_exhaustive]
pub enum Message<'a> {
    /// A request of the application, or something that the other side or the media did.
    Line(&'a Line<'a>),
    /// A deadline; and the time, where the wake is not stale.
    Wake(Wake, Timestamp),
}

/// What there is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// What a request is answered.
    pub answer: Option<Answer>,
    /// Notifications to post.
    pub posts: Vec<Post>,
    /// A wake to send, at that time.
    pub wake: Option<Timestamp>,
    /// What to store, last.
    pub store: Store,
    /// The last verdict of the machine; `None` if it was not asked.
    pub verdict: Option<Verdict>,
}

impl Done {
    const NOTHING: Self = Self { answer: None, posts: Vec::new(), wake: None, store: Store::Nothing, verdict: None };

    fn answered(answer: Answer) -> Self {
        Self { answer: Some(answer), ..Self::NOTHING }
    }
}

/// Whether a wake is the one that the stored call waits for.
///
/// # Errors
/// [`KeptError`] if the bytes cannot be read.
pub fn awaits(policy: &Policy, stored: Option<&[u8]>, wake: Wake) -> Result<bool, KeptError> {
    let Some(bytes) = stored else { return Ok(false) };
    Ok(Kept::read(bytes, policy)?.armed == Some(wake.at))
}

/// Handles one message.
///
/// # Errors
/// [`KeptError`] if the stored bytes cannot be read. Nothing is to be done then.
pub fn step(
    policy: &Policy,
    host: &dyn Host,
    id: Id,
    stored: Option<&[u8]>,
    message: Message<'_>,
) -> Result<Done, KeptError> {
    let kept = stored.map(|bytes| Kept::read(bytes, policy)).transpose()?;
    let mut stage = Stage { host, id, kept, posts: Vec::new(), said: None, events: VecDeque::new(), verdict: None };
    let answer = match message {
        Message::Wake(wake, now) => {
            let Some(kept) = stage.kept.as_mut().filter(|kept| kept.armed == Some(wake.at)) else {
                return Ok(Done::NOTHING);
            };
            if has_ended(kept) && now >= lingers_until(kept) {
                return Ok(Done { store: Store::Clear, ..Done::NOTHING });
            }
            kept.armed = None;
            stage.feed(now.later(wake.at), Event::Wake);
            None
        }
        Message::Line(line) => {
            let at = Timestamp::from_millis(line.at.millis);
            match &line.fact {
                Fact::Request(request) => Some(stage.request(policy, at, request)),
                Fact::Peer(peer) => {
                    stage.peer(policy, at, peer.event);
                    None
                }
                Fact::Media(media) => {
                    stage.feed(at, Event::Media(media.event));
                    None
                }
                _ => None,
            }
        }
    };
    stage.finish(answer)
}

struct Stage<'p, 'h> {
    host: &'h dyn Host,
    id: Id,
    kept: Option<Kept<'p>>,
    posts: Vec<Post>,
    /// What the machine answers.
    said: Option<(u16, Option<Slot>)>,
    events: VecDeque<Event>,
    verdict: Option<Verdict>,
}

impl<'p> Stage<'p, '_> {
    fn request(&mut self, policy: &'p Policy, at: Timestamp, request: &Request<'_>) -> Answer {
        let (call, act) = Act::of(request.method, request.url);
        let text = request.body.map_or("{}", Raw::get);
        if act == Act::Create {
            return self.create(policy, at, text);
        }
        if call.is_some_and(|call| call != self.id) {
            return words::error(400, "the path names another call than the key of the object");
        }
        let Some(kept) = &mut self.kept else { return words::not_found() };
        let starts = act.starts();
        kept.requests = kept.requests.wrapping_add(1);
        kept.operations = kept.operations.wrapping_add(u32::from(starts.is_some()));
        let operation = operation(self.id, kept.operations);
        let (asked, why) = bodies::service_request(act, request.body, operation);
        let context = starts.and_then(|_| bodies::context_text(request.body));
        if let Some(text) = context.as_deref().filter(|text| text.len() <= Kept::LONGEST_TEXT) {
            kept.contexts.push((operation, text.to_owned()));
        }
        // A reject ends the call at once, and the address that it names is told of that.
        let address = words::callback(act, text).map(|named| std::mem::replace(&mut kept.callback, named));
        self.feed(at, Event::Request(asked));
        self.forget();
        let (status, slot) = self.said.take().unwrap_or((404, None));
        let Some(kept) = &mut self.kept else { return words::not_found() };
        if let Some(before) = address.filter(|_| !(200..300).contains(&status)) {
            kept.callback = before;
        }
        let shown = slot.and_then(|slot| kept.call.operation(slot)).map(|view| (view.id, view.kind));
        match (act, status, starts) {
            (Act::GetCall, 200, _) => words::call(status, &kept.call),
            (Act::Answer | Act::Reject | Act::Redirect, 200..=299, _) => words::status(status, &kept.call, None),
            (_, 200..=299, Some(kind)) => {
                words::operation(status, kept, shown.unwrap_or((operation, kind)), context.as_deref(), true)
            }
            (Act::GetOperation(_), 200, _) => match shown {
                Some(shown) => {
                    let context = kept.contexts.iter().find(|(id, _)| *id == shown.0).map(|(_, text)| text.as_str());
                    words::operation(status, kept, shown, context, false)
                }
                None => words::not_found(),
            },
            _ => words::status(status, &kept.call, why.as_deref()),
        }
    }

    /// The call is created, unless it is there already.
    fn create(&mut self, policy: &'p Policy, at: Timestamp, text: &str) -> Answer {
        let body: Create<'_> = match json::from_str(text) {
            Ok(body) => body,
            Err(error) => return words::error(400, &error.to_string()),
        };
        if let Err(error) = body.require() {
            return words::error(400, &error.to_string());
        }
        let Some(callback) = body.callback_uri().filter(|uri| uri.len() <= Kept::LONGEST_TEXT) else {
            return words::error(400, "there is no member `callbackUri`, expected where to post notifications");
        };
        if self.kept.is_some() {
            return words::error(409, "there is such a call already");
        }
        let kept = self.kept.insert(Kept::new(Call::outgoing(self.id, at, policy), callback.to_owned()));
        let answer = words::call(201, &kept.call);
        self.begun(at);
        answer
    }

    fn peer(&mut self, policy: &'p Policy, at: Timestamp, fact: PeerFact) {
        match fact {
            PeerFact::Calls if self.kept.is_none() => {
                let callback = self.host.callback(self.id);
                self.kept = Some(Kept::new(Call::incoming(self.id, at, policy), callback));
                self.post(words::incoming(self.id));
                self.begun(at);
            }
            PeerFact::Calls => {}
            PeerFact::Of(event) => self.feed(at, Event::Peer(event)),
        }
    }

    fn begun(&mut self, at: Timestamp) {
        self.tell(at, Update::Begun);
        self.drain(at);
    }

    /// Hands an event to the machine; then what the host says that happens.
    fn feed(&mut self, at: Timestamp, event: Event) {
        self.handle(at, event);
        let due = self.kept.as_mut().is_some_and(|kept| {
            let is_due = kept.memory.due.is_some_and(|due| due <= at);
            if is_due {
                kept.memory.due = None;
            }
            is_due
        });
        if due {
            self.tell(at, Update::Due);
        }
        self.drain(at);
    }

    fn drain(&mut self, at: Timestamp) {
        for _ in 0..MOST_EVENTS {
            let Some(event) = self.events.pop_front() else { break };
            self.handle(at, event);
        }
        self.events.clear();
    }

    fn handle(&mut self, at: Timestamp, event: Event) {
        let Some(kept) = &mut self.kept else { return };
        let before = kept.call.clone();
        let step = kept.call.handle(at, event);
        self.verdict = Some(step.verdict());
        for timed in &step {
            let Some(kept) = &self.kept else { return };
            let body = words::notified(self.host, &before, kept, timed.output);
            if let Some(body) = body {
                self.post(body);
            }
            if let Output::Answer { status, slot } = timed.output {
                self.said = Some((status, slot));
            }
            self.tell(at, Update::Output(*timed));
        }
        self.forget();
    }

    /// Forgets the texts of operations that have ended.
    fn forget(&mut self) {
        let Some(kept) = &mut self.kept else { return };
        let call = &kept.call;
        let is_open = |id: Id| call.operations().any(|view| view.id == id && !view.status.is_end());
        kept.contexts.retain(|(id, _)| is_open(*id));
    }

    fn tell(&mut self, at: Timestamp, update: Update) {
        let Some(kept) = &mut self.kept else { return };
        let events = self.host.on(at.later(kept.call.now()), &kept.call, update, &mut kept.memory);
        self.events.extend(events);
    }

    fn post(&mut self, body: String) {
        let Some(kept) = self.kept.as_mut().filter(|kept| !kept.callback.is_empty()) else { return };
        kept.notified = kept.notified.wrapping_add(1);
        self.posts.push(Post { call: self.id, number: kept.notified, to: kept.callback.clone(), body });
    }

    fn finish(self, answer: Option<Answer>) -> Result<Done, KeptError> {
        let Self { kept, posts, verdict, .. } = self;
        let Some(mut kept) = kept else { return Ok(answer.map_or(Done::NOTHING, Done::answered)) };
        let machine = if has_ended(&kept) {
            kept.memory.due = None;
            Some(lingers_until(&kept))
        } else {
            kept.call.next_deadline().map(|deadline| deadline.at)
        };
        let next = [machine, kept.memory.due].into_iter().flatten().min();
        let wake = lazy(&mut kept.armed, next);
        Ok(Done { answer, posts, wake, store: Store::Set(kept.write()?), verdict })
    }
}

fn has_ended(kept: &Kept<'_>) -> bool {
    kept.call.state() == CallState::Terminated
}

fn lingers_until(kept: &Kept<'_>) -> Timestamp {
    kept.call.now().saturating_add(LINGERS)
}

/// The id of an operation: it follows from the call and from how many there were.
fn operation(call: Id, count: u32) -> Id {
    // Odd, so that different counts give different ids.
    const SPREAD: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
    Id::from_u128(call.as_u128() ^ u128::from(count).wrapping_mul(SPREAD))
}
