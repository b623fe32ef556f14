//! What an entry is, by its method and its address: a request to Graph's calling API, a notification
//! that was posted to the application, or neither.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use call_lifecycle::wire::{Entries, Notice, Target};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::trace::target;

/// How many addresses of notifications are remembered.
const MOST_ADDRESSES: usize = 256;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A request of the application to the calling API.
    Request,
    /// The service posted a notification.
    Notification,
    /// It is not about calls.
    Foreign,
}

/// Tells entries apart, and remembers where the application is notified.
#[derive(Debug, Default)]
pub struct Kinds {
    callbacks: HashSet<String>,
}

/// Where the application wants to be notified of a call.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wants {
    callback_uri: String,
}

impl Kinds {
    /// `agent` is the program that has sent it, by its header.
    pub fn of(&mut self, method: &str, url: &str, agent: Option<&str>, body: &[u8]) -> Kind {
        let is_post = method.eq_ignore_ascii_case("POST");
        if is_post && (self.callbacks.contains(address(url)) || notifies(body)) {
            self.remember(url);
            return Kind::Notification;
        }
        // What a browser asks before it sends the request itself.
        let is_request = !["OPTIONS", "CONNECT", "TRACE"].iter().any(|other| method.eq_ignore_ascii_case(other));
        if !is_request || !is_of_calls(url) {
            if is_post && (agent.is_some_and(is_service) || is_odd_notification(body)) {
                self.remember(url);
                return Kind::Notification;
            }
            return Kind::Foreign;
        }
        if let Some(Wants { callback_uri }) =
            Some(body).filter(|_| is_post).and_then(|body| serde_json::from_slice(body).ok())
        {
            self.remember(&callback_uri);
        }
        Kind::Request
    }

    fn remember(&mut self, url: &str) {
        if self.callbacks.len() < MOST_ADDRESSES && !self.callbacks.contains(address(url)) {
            self.callbacks.insert(address(url).to_owned());
        }
    }
}

/// The URL without its query.
pub(super) fn address(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/')
}

/// Whether a body notifies of a call or of something below it, in Graph's form.
fn notifies(body: &[u8]) -> bool {
    Entries::new(body).flatten().any(|entry| match entry.notice() {
        Ok(Notice::Call { .. } | Notice::Operation { .. }) => true,
        Ok(Notice::Other { call }) => call.is_some(),
        Err(_) => entry.target().is_ok_and(|target| target == Target::Calls || target.call().is_some()),
    })
}

/// Whether a program is the service that posts notifications.
fn is_service(agent: &str) -> bool {
    agent.get(.."Microsoft-Skype/".len()).is_some_and(|name| name.eq_ignore_ascii_case("Microsoft-Skype/"))
}

/// Whether a body that has no entries is a notification all the same: in the form that an application
/// gets until it answers one of them with 204, or of a type that only the service posts.
fn is_odd_notification(body: &[u8]) -> bool {
    let Ok(members) = serde_json::from_slice::<HashMap<String, &RawValue>>(body) else { return false };
    members.iter().any(|(name, value)| {
        let text = || serde_json::from_str::<Cow<'_, str>>(value.get()).ok();
        match name.as_str() {
            "@odata.type" => text().is_some_and(|kind| POSTED.iter().any(|posted| kind.eq_ignore_ascii_case(posted))),
            name => name.eq_ignore_ascii_case("callState") && text().is_some(),
        }
    })
}

/// What only the service posts.
const POSTED: [&str; 4] = [
    "#microsoft.graph.commsNotifications",
    "#microsoft.graph.commsNotification",
    "#microsoft.graph.participantJoiningNotification",
    "#microsoft.graph.participantLeftNotification",
];

/// Whether a URL is one of Graph's calling API, on any host.
fn is_of_calls(url: &str) -> bool {
    match target(url) {
        Ok(target) if target.call().is_some() => true,
        // Below any other path `calls` may be anything.
        Ok(Target::Calls) | Err(_) => is_below(url),
        Ok(_) => false,
    }
}

/// Whether the path has `communications/calls` or `app/calls`.
fn is_below(url: &str) -> bool {
    let mut segments = address(url).split('/').filter(|segment| !segment.is_empty());
    let mut before = "";
    segments.any(|segment| {
        let above = std::mem::replace(&mut before, segment);
        let is = |word: &str| above.eq_ignore_ascii_case(word);
        segment.eq_ignore_ascii_case("calls") && (is("communications") || is("app"))
    })
}
