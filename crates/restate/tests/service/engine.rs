//! A small engine in memory: it stores what a step says, and keeps wakes and notifications.

use call_lifecycle::service::Policy;
use call_lifecycle::{Id, Timestamp};
use call_lifecycle_restate::service::{Done, Facts, Host, Kept, Message, Post, step};
use call_lifecycle_restate::{Answer, Store, Wake};
use graph_call_replay::trace::Line;

pub(crate) const CALL: Id = Id::from_u128(0xAB);
pub(crate) const CALLBACK: &str = "https://bot.example/calls";
pub(crate) static POLICY: Policy = Policy::DEFAULT;
/// A body that creates a call.
pub(crate) const CREATE: &str = r##"{"@odata.type":"#microsoft.graph.call","callbackUri":"https://bot.example/calls",
    "targets":[{"@odata.type":"#microsoft.graph.invitationParticipantInfo","identity":{"user":{"id":"112f7296-5fa4-42ca-bae8-6a692b15d4b8"}}}],
    "requestedModalities":["audio"],"mediaConfig":{"@odata.type":"#microsoft.graph.serviceHostedMediaConfig"}}"##;

pub(crate) const fn minutes(minutes: u64) -> Timestamp {
    Timestamp::from_millis(minutes * 60_000)
}

/// The line of a request below the call.
pub(crate) fn request(at: Timestamp, method: &str, below: &str, body: &str) -> String {
    let body = if body.is_empty() { String::new() } else { format!(r#","body":{body}"#) };
    let path = format!("/communications/calls/{CALL}{below}");
    format!(r#"{{"at":{},"request":{{"id":"r","method":"{method}","url":"{path}"{body}}}}}"#, at.as_millis())
}

pub(crate) fn create(at: Timestamp, body: &str) -> String {
    let millis = at.as_millis();
    format!(r#"{{"at":{millis},"request":{{"id":"r","method":"POST","url":"/communications/calls","body":{body}}}}}"#)
}

pub(crate) fn peer(at: Timestamp, event: &str) -> String {
    format!(r#"{{"at":{},"peer":{{"call":"{CALL}","event":"{event}"}}}}"#, at.as_millis())
}

/// What the engine has of one call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Engine {
    pub(crate) stored: Option<Vec<u8>>,
    /// Wakes on their way.
    pub(crate) wakes: Vec<Timestamp>,
    /// How many there were.
    pub(crate) woken: usize,
    /// Notifications. One whose key was there before is dropped.
    pub(crate) posts: Vec<Post>,
}

impl Engine {
    /// A call that was created at 0, and is established.
    pub(crate) fn established() -> Self {
        let mut engine = Self::default();
        assert_eq!(engine.asked(&create(Timestamp::ZERO, CREATE)).status, 201);
        engine.line(&peer(Timestamp::from_millis(1_000), "connects"));
        engine
    }

    pub(crate) fn line(&mut self, text: &str) -> Done {
        self.line_for(&Facts, text)
    }

    pub(crate) fn line_for(&mut self, host: &dyn Host, text: &str) -> Done {
        self.step(host, Message::Line(&Line::read(text).unwrap()))
    }

    /// What a request is answered.
    pub(crate) fn asked(&mut self, text: &str) -> Answer {
        self.line(text).answer.unwrap()
    }

    pub(crate) fn step(&mut self, host: &dyn Host, message: Message<'_>) -> Done {
        let done = step(&POLICY, host, CALL, self.stored.as_deref(), message).unwrap();
        self.wakes.extend(done.wake);
        for post in &done.posts {
            assert!(self.posts.iter().all(|other| other.key() != post.key()), "{post:?} is there already");
            self.posts.push(post.clone());
        }
        match &done.store {
            Store::Nothing => {}
            Store::Set(bytes) => self.stored = Some(bytes.clone()),
            Store::Clear => self.stored = None,
        }
        done
    }

    /// Delivers the first wake, late by so much.
    pub(crate) fn wake(&mut self, host: &dyn Host, late: u64) -> Done {
        let at = *self.wakes.iter().min().unwrap();
        self.wakes.retain(|wake| *wake != at);
        self.woken += 1;
        self.step(host, Message::Wake(Wake { at }, Timestamp::from_millis(at.as_millis() + late)))
    }

    pub(crate) fn kept(&self) -> Kept<'static> {
        Kept::read(self.stored.as_deref().unwrap(), &POLICY).unwrap()
    }

    /// What was notified last, as JSON.
    pub(crate) fn last(&self) -> serde_json::Value {
        let body: serde_json::Value = serde_json::from_str(&self.posts.last().unwrap().body).unwrap();
        body["value"][0].clone()
    }
}
