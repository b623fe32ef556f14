//! The application is notified: of its call, its operations and its roster, and with what trouble.

use core::time::Duration;
use std::borrow::Cow;
use std::sync::Arc;

use call_lifecycle::app::Event;
use call_lifecycle::service::Output;
use call_lifecycle::wire::{ApiVersion, Path, ServiceNotification, ServiceNotifications, Target};
use call_lifecycle::{
    CallReport, CallState, Cause, ChangeType, CompletionReason, Id, OperationReport, OperationStatus, ReportedState,
    ResultInfo, Timestamp, ToneInfo,
};
use serde_json::{Map, Value, json};

use super::Call;
use super::answer::{about, given};
use super::change::Change;
use super::desk::Desk;
use super::file::{File, Written};
use super::post::{Content, OfCall, Post};
use super::shape::{self, Shape};
use super::timeline::{Kind, Result};

/// How long a notification that is overtaken is held back at most, in milliseconds.
const OVERTAKEN_UP_TO: f64 = 5_000.0;

/// The result of a call that is established again after its transfer failed (source
/// `call-transfer`).
const TRANSFER_FAILED: ResultInfo = ResultInfo::new(500, Some(7000));

/// Whether an output is that a transfer has failed.
pub fn is_transfer_failed(output: Output) -> bool {
    let Output::State { from, to } = output else { return false };
    to == CallState::Established && matches!(from, CallState::Transferring | CallState::TransferAccepted)
}

/// Posts what an output says to the application. `before` is the machine before the step.
pub fn of(output: Output, before: &Call, call: &Call) -> Option<Event> {
    match output {
        _ if is_transfer_failed(output) => {
            Some(Event::Call(CallReport::state(CallState::Established).with_result(TRANSFER_FAILED)))
        }
        // The page of `reject` shows no state.
        Output::Ended { cause: Cause::Rejected } => Some(Event::Call(CallReport::new(ChangeType::Deleted))),
        Output::Tone { tone, sequence } => {
            let tone = ToneInfo::new(i64::from(sequence), tone);
            Some(Event::Call(CallReport::state(call.state()).with_tone(tone)))
        }
        _ => call.notification(before, output),
    }
}

/// The word that stands for a report in the timeline.
fn word(report: &CallReport) -> &'static str {
    match (report.tone, report.audio_active, report.state) {
        (Some(_), ..) => "tone",
        (None, Some(_), _) => "media active",
        (None, None, ReportedState::Known(state)) => state.as_str(),
        (None, None, _) => "deleted",
    }
}

/// A notification of an invite with those who were invited.
fn with_participants(body: &str, invited: Value) -> String {
    let mut body: Value = serde_json::from_str(body).unwrap_or_default();
    if let Some(Value::Object(members)) = body.pointer_mut("/value/0/resourceData") {
        members.insert("participants".to_owned(), invited);
    }
    body.to_string()
}

impl Desk {
    /// Notifies the application about its call.
    pub fn tell_of_call(&mut self, call: Id, file: &mut File, at: Timestamp, report: CallReport) {
        let (shape, seed) = (self.shape, self.seed);
        let report = shape.complete(report);
        let of_call = OfCall { report, version: shape.version(file.version), shape, seed };
        let content = match report.change {
            // The application knows nothing of this call yet: it gets all members.
            ChangeType::Created => {
                let body = of_call.write(call, |members| {
                    members.append(&mut given(file));
                    members.append(&mut about(file));
                });
                Content::Text(Arc::from(body))
            }
            _ => Content::Call(of_call),
        };
        let tone = report.tone.and_then(|tone| tone.tone.symbol()).map_or(Result::Nothing, Result::Tone);
        self.send(call, file, at, (Cow::Borrowed(word(&report)), tone), content);
    }

    /// Notifies the application about an operation, with its recording if it has one.
    pub fn tell_of_operation(
        &mut self,
        call: Id,
        file: &mut File,
        at: Timestamp,
        written: &Written,
        report: OperationReport,
        recording: Option<(&str, &str)>,
    ) {
        let version = self.shape.version(written.version);
        let entry = ServiceNotification::operation(version, call, written.id, written.kind, report);
        let mut entry = self.shape.of(entry, report.result.map(shape::of_operation));
        if let Some(context) = &written.context {
            entry = entry.with_client_context(context);
        }
        if let Some((location, token)) = recording {
            entry = entry.with_location(location, token);
        }
        let Ok(mut body) = serde_json::to_string(&ServiceNotifications(&[entry])) else { return };
        if let Some(invited) = written.change.as_deref().and_then(Change::invited) {
            body = with_participants(&body, invited);
        }
        let result = report.reason.map(CompletionReason::as_str).or(report.status.map(OperationStatus::as_str));
        self.post(call, file, at, (written.word(), result.map_or(Result::Nothing, Result::Word)), body);
    }

    /// Notifies the application about everybody who is in its call.
    pub fn tell_of_roster(&mut self, call: Id, file: &mut File, at: Timestamp) {
        let people = Value::from(file.roster(self.seed, call).resources());
        self.tell_below(call, file, at, ("participants", "updated", "roster"), Some(people));
    }

    /// Notifies the application about something below its call.
    pub fn tell_below(
        &mut self,
        call: Id,
        file: &mut File,
        at: Timestamp,
        (below, change, word): (&str, &str, &'static str),
        data: Option<Value>,
    ) {
        let mut entry = Map::new();
        entry.insert("@odata.type".to_owned(), Value::from("#microsoft.graph.commsNotification"));
        entry.insert("changeType".to_owned(), Value::from(change));
        let (shape, version) = (self.shape, self.shape.version(file.version));
        for (key, of) in [("resource", ApiVersion::Beta2019), ("resourceUrl", ApiVersion::V1)] {
            let path = Target::Call { call }.path(of);
            // The service posts both, a page shows one (source `recorded-notifications`).
            let path = if shape == Shape::Of2026 { path } else { path.filter(|_| of == version).map(Path::compact) };
            if let Some(path) = path {
                entry.insert(key.to_owned(), Value::from(format!("{path}/{below}")));
            }
        }
        if let Some(data) = data {
            entry.insert("resourceData".to_owned(), data);
        }
        let body = json!({ "@odata.type": "#microsoft.graph.commsNotifications", "value": [entry] });
        self.post(call, file, at, (word.into(), Result::Nothing), body.to_string());
    }

    /// Posts a body, or does to it what was asked to go wrong.
    pub fn post(&mut self, call: Id, file: &mut File, at: Timestamp, said: (Cow<'static, str>, Result), body: String) {
        self.send(call, file, at, said, Content::Text(Arc::from(body)));
    }

    fn send(
        &mut self,
        call: Id,
        file: &mut File,
        at: Timestamp,
        (word, said): (Cow<'static, str>, Result),
        content: Content,
    ) {
        if file.callback.is_empty() {
            return;
        }
        let (villain, seed) = (file.villain(&self.villains), self.seed);
        let mut roll = |chance| seed.happens(chance, call, &mut file.rolls);
        if roll(villain.drop) {
            self.counts.dropped += 1;
            self.deeds.note("drop");
            return file.timeline.push(at, Kind::Notification, word, Result::Word("never posted"), Some(false));
        }
        let (twice, late, overtaken) = (roll(villain.repeat), roll(villain.delay), roll(villain.reorder));
        let mut away = |up_to: f64| {
            let millis = seed.roll(call, &mut file.rolls) * up_to;
            // Less than `up_to`, which fits.
            Duration::from_millis((millis as u32).into())
        };
        let mut due = at;
        if late {
            due = due.saturating_add(away(f64::from(villain.delay_up_to)));
        }
        if overtaken {
            due = due.saturating_add(away(OVERTAKEN_UP_TO));
        }
        let mut word = word;
        let tricks = [(twice, "repeat", "twice"), (late, "delay", "held back"), (overtaken, "reorder", "overtaken")];
        for (_, what, how) in tricks.into_iter().filter(|(happens, ..)| *happens) {
            self.deeds.note(what);
            word = Cow::Owned(format!("{word}, {how}"));
        }
        file.timeline.push(at, Kind::Notification, word, said, None);
        let post = Post { call, to: Arc::clone(&file.callback), content, due, overtaken };
        if twice {
            self.posts.push(post.clone());
        }
        self.posts.push(post);
    }
}
