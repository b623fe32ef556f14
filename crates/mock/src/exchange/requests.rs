//! Requests of applications are answered: what the machine is asked, and what it does not know.

use std::sync::Arc;

use call_lifecycle::record::Profile;
use call_lifecycle::service::{Event, Request};
use call_lifecycle::wire::{ApiVersion, Method, Target};
use call_lifecycle::{Id, OperationReport, OperationStatus, Outcome, Timestamp};
use graph_call_replay::trace::bodies::{self, object};
use graph_call_replay::trace::{Act, Part, Raw, Verb, Word};

use super::answer::Answer;
use super::answered::{Answered, reason};
use super::asked::{Asked, word};
use super::change::Change;
use super::control::in_words;
use super::events::answer_in;
use super::file::{Written, renewed};
use super::habits;
use super::villain::Which;
use super::{Exchange, quality, rules};

impl Exchange {
    /// Answers a request.
    pub fn request(&mut self, now: Timestamp, asked: &Asked<'_>) -> Answer {
        self.wake(now);
        self.desk.counts.requests += 1;
        let (call, act) = Act::of(asked.verb, asked.url());
        let which = Which::of(asked.verb, asked.target);
        let answer = self.troubled((call, act, which), |exchange| exchange.answer(call, act, asked));
        self.note(asked, which, &answer);
        answer
    }

    /// Answers a request with which nothing goes wrong.
    fn answer(&mut self, call: Option<Id>, act: Act, asked: &Asked<'_>) -> Answer {
        let target = asked.target;
        match (call, act) {
            (None, Act::Create) => {
                let (id, made) = self.fresh_id();
                let answer = self.create(id, asked);
                if answer.status == 201 {
                    self.made = made;
                }
                answer
            }
            (None, _) if target == Target::Calls => self.error(405, "calls are created by POST, and cannot be listed"),
            (None, Act::Other(part)) if quality::is_quality(part) => self.quality(asked.body),
            (None, _) => self.error(400, "Resource not found for the segment: this is a mock of /communications/calls"),
            (Some(_), Act::Other(part)) if part.is_unknown_method() && !self.lenient => {
                self.error(400, &unknown_method(part))
            }
            (Some(call), act) => self.ask(call, act, asked),
        }
    }

    /// Answers a request about a call.
    pub(super) fn ask(&mut self, id: Id, act: Act, asked: &Asked<'_>) -> Answer {
        if let Some(below) = asked.below {
            return self.ask_below(id, below, asked);
        }
        let Some(call) = self.fleet.get(id) else { return self.not_found() };
        match (act, asked.verb, asked.target) {
            (Act::GetOperation(operation), ..) => return self.read_operation(id, operation),
            (_, Verb::Get, Target::Operations { .. }) => return self.read_operations(id),
            _ => {}
        }
        let is_method = matches!((asked.verb, asked.target), (Verb::Post, Target::Method { .. }));
        if matches!(act, Act::Other(_)) && !is_method && act.starts().is_none() {
            let live = call.state().is_live();
            return if live { self.error(405, "this mock has no such resource of a call") } else { self.not_found() };
        }
        let waited = self.now.as_millis().saturating_sub(renewed(call).as_millis());
        let (callback, raw) = match self.read(act, asked) {
            Ok(read) => read,
            Err(why) => return self.refuse(id, act, &why),
        };
        let count = self.desk.files.get(&id).map_or(0, |file| file.begun) + 1;
        // Most requests start none.
        let operation = act.starts().map_or(Id::default(), |_| self.desk.seed.id("operation", id, count));
        let (request, why) = bodies::service_request(act, raw, operation);
        // What is out of range is said first.
        if why.is_none() {
            if let Some(answer) = self.insist(id, act, asked).or_else(|| self.crowded(id, act)) {
                return answer;
            }
        }
        let written = self.write_down(id, act, raw, operation, asked);
        let before = self.speak_as(id, act, asked.version(), callback);
        let Some(answered) = self.put(id, act, request) else { return self.not_found() };
        if answered.applied && act != Act::GetCall {
            self.journal.request(self.now, asked, raw.map(Raw::get), None);
        }
        let Some(file) = self.desk.files.get_mut(&id) else {
            // It has ended by this request.
            return self.shown(id, act, &answered, written.as_ref(), asked.version());
        };
        if answered.applied {
            match act {
                Act::KeepAlive => self.desk.counts.longest = self.desk.counts.longest.max(waited),
                Act::Answer => file.media = rules::media(asked.body).or(file.media),
                _ if act.starts().is_some() => file.begun = count,
                _ => {}
            }
            self.change_at_once(id, &answered, asked);
        } else {
            file.operations.retain(|written| written.id != operation);
            if let Some(before) = before {
                (file.version, file.callback) = before;
            }
        }
        match answered.status {
            404 => self.not_found(),
            400.. => {
                let message = why.unwrap_or_else(|| reason(answered.status, id, &self.fleet));
                let mut error = self.error(answered.status, &message);
                error.retry_after = (answered.status == 429).then_some(10);
                error
            }
            _ => self.shown(id, act, &answered, written.as_ref(), asked.version()),
        }
    }

    /// The answer to a request of a live call that lacks what the service requires, unless the mock
    /// is lenient. What is wrong with the body comes first.
    fn insist(&mut self, id: Id, act: Act, asked: &Asked<'_>) -> Option<Answer> {
        let state = self.fleet.get(id)?.state();
        if self.lenient || !state.is_live() {
            return None;
        }
        if let Err(why) = rules::require(asked.target, asked.body) {
            return Some(self.refuse(id, act, &why));
        }
        // In another state nothing of this kind can be asked: the machine says so.
        let file = self.desk.files.get(&id).filter(|_| state.is_connected())?;
        let (status, why) = match rules::unmet(asked.target, file) {
            Some((method, needed)) => (409, format!("{method} is supported only for {needed}: this is another one")),
            None => self.cannot(id, asked.target, asked.body)?,
        };
        self.desk.files.get_mut(&id)?.timeline.request(self.now, word(act), status);
        Some(self.error(status, &why))
    }

    /// The answer to a request for one more operation than may be open.
    fn crowded(&mut self, id: Id, act: Act) -> Option<Answer> {
        let kind = act.starts().filter(|kind| !kind.completes_at_once())?;
        let open = self.fleet.get(id)?.operations().filter(|view| !view.status.is_end()).count();
        if open < self.operations {
            return None;
        }
        self.desk.files.get_mut(&id)?.timeline.request(self.now, kind.as_str(), 429);
        let why = format!("{open} operations of this call are open, and there may be no more: see --operations");
        Some(Answer { retry_after: Some(10), ..self.error(429, &why) })
    }

    /// From its answer, its reject or its redirect on, a call is notified at the address and in the
    /// version of that request. Returns how it was notified before.
    fn speak_as(
        &mut self,
        id: Id,
        act: Act,
        version: ApiVersion,
        callback: Option<Arc<str>>,
    ) -> Option<(ApiVersion, Arc<str>)> {
        let file = self.desk.files.get_mut(&id).filter(|_| is_reaction(act))?;
        let callback = callback.unwrap_or_else(|| Arc::clone(&file.callback));
        Some((std::mem::replace(&mut file.version, version), std::mem::replace(&mut file.callback, callback)))
    }

    /// The body of a request, and the new `callbackUri` in it. A body that is not read may be
    /// anything.
    fn read<'a>(&self, act: Act, asked: &Asked<'a>) -> Result<(Option<Arc<str>>, Option<Raw<'a>>), String> {
        // The machine knows nothing of this one, but the roster does.
        let is_role = matches!(asked.target, Target::Method { method: Method::ChangeScreenSharingRole, .. });
        let is_other = matches!(act, Act::Other(_)) && act.starts().is_none() && !is_role;
        let read = !is_other && !matches!(act, Act::KeepAlive | Act::GetCall | Act::HangUp);
        if !read || asked.body.trim().is_empty() {
            return Ok((None, None));
        }
        let raw: Raw<'a> = serde_json::from_str(asked.body).map_err(|error| in_words(&error))?;
        if object(Some(raw)).is_none() {
            return Err("the body is no object, expected one object of JSON".to_owned());
        }
        let callback = rules::callback(act, raw.get());
        if let Some(uri) = &callback {
            self.accept(uri)?;
        }
        Ok((callback, Some(raw)))
    }

    /// A request whose body is not JSON, or has an address that cannot be posted to.
    fn refuse(&mut self, id: Id, act: Act, why: &str) -> Answer {
        let Some(answered) = self.put(id, act, Request::BadBody) else { return self.not_found() };
        self.error(answered.status, why)
    }

    /// Stores the texts of an operation before it starts, since its notifications need them.
    fn write_down(
        &mut self,
        id: Id,
        act: Act,
        raw: Option<Raw<'_>>,
        operation: Id,
        asked: &Asked<'_>,
    ) -> Option<Written> {
        let (Some(kind), Some(file)) = (act.starts(), self.desk.files.get_mut(&id)) else { return None };
        let is_2019 = matches!(act, Act::Operation(_, Profile::Record));
        let context = bodies::context_text(raw).map(|text| Box::from(&*text));
        let version = if is_2019 { ApiVersion::Beta2019 } else { asked.version() };
        let method = act.method().map(|method| Box::from(method.as_str()));
        let prompts = raw.map_or(Some(habits::PROMPT), |raw| habits::plays(raw.get()));
        let change = Change::of(asked.target, asked.body).map(Box::new);
        let (recording, outcome) = (None, None);
        let written = Written { id: operation, kind, method, context, version, prompts, recording, outcome, change };
        file.operations.push(written.clone());
        Some(written)
    }

    /// Gives a request to the machine.
    fn put(&mut self, id: Id, act: Act, request: Request) -> Option<Answered> {
        let now = self.now;
        let step = self.feed_as(word(act), now, id, Event::Request(request))?;
        let (status, slot) = answer_in(&step)?;
        let view = slot.and_then(|slot| self.fleet.get(id)?.operation(slot));
        let operation = view.map(|view| {
            let mut report = OperationReport::NONE.with_id(view.id).with_status(view.status);
            report.context = view.context;
            report
        });
        if let Request::Start { id: begun, .. } = request {
            self.desk.with_file(id, |desk, file| match operation {
                Some(_) => desk.plan(id, file, now, habits::of_operation(begun)),
                // It is complete already.
                None => drop(file.end(begun, Outcome::new(OperationStatus::Completed))),
            });
        }
        Some(Answered { status, applied: step.verdict().is_applied(), operation })
    }
}

/// Whether it is how an application reacts to an incoming call.
fn is_reaction(act: Act) -> bool {
    matches!(act, Act::Answer | Act::Reject | Act::Redirect)
}

/// Why a method that no page and no metadata has is refused. Graph answers 400 where it has no such
/// segment, or no such action of that resource, whether there is the call or not.
fn unknown_method(part: Part) -> String {
    let name = part.word();
    let name = name.as_ref().map_or("", Word::as_str);
    format!(
        "Resource not found for the segment '{name}'. No page and no metadata of Graph has this method there: \
         see how it is spelled and where it stands, or start the mock with --lenient"
    )
}
