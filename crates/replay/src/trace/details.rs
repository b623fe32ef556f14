//! What an entry of a notification says beyond what the machines follow.

use std::borrow::Cow;

use serde_json::Value;

use crate::listed::listed;

/// An entry of a notification, with everything in it.
#[derive(Clone, Debug, Default)]
pub struct EntryData<'a> {
    pub(super) path: Cow<'a, str>,
    pub(super) change: Cow<'a, str>,
    pub(super) data: Data<'a>,
}

/// `resourceData`.
#[derive(Clone, Debug)]
pub(super) enum Data<'a> {
    /// As Graph writes it of a call or an operation.
    Plain(Plain<'a>),
    Any(Value),
}

impl Default for Data<'_> {
    fn default() -> Self {
        Self::Any(Value::Null)
    }
}

/// What matters of an object that says nothing of who takes part.
#[derive(Clone, Debug, Default)]
pub(super) struct Plain<'a> {
    pub(super) message: Option<&'a str>,
    pub(super) termination_reason: Option<&'a str>,
    pub(super) state: Option<&'a str>,
    pub(super) audio: Option<&'a str>,
    pub(super) tone: Option<(&'a str, Option<i64>)>,
    /// The names of members that say something and are not followed, in order.
    pub(super) unfollowed: Vec<&'a str>,
}

/// What a report of a call has that is followed, or that says nothing.
const FOLLOWED: [&str; 14] = [
    "@odata.type",
    "@odata.id",
    "@odata.etag",
    "@odata.context",
    "id",
    "state",
    "direction",
    "resultInfo",
    "mediaState",
    "toneInfo",
    "terminationReason",
    "callChainId",
    "tenantId",
    "callbackUri",
];

/// What a report of an operation has besides that is followed.
const OF_OPERATIONS: [&str; 3] = ["clientContext", "status", "completionReason"];

impl<'a> EntryData<'a> {
    pub(super) const fn plain(path: &'a str, change: &'a str, data: Plain<'a>) -> Self {
        Self { path: Cow::Borrowed(path), change: Cow::Borrowed(change), data: Data::Plain(data) }
    }

    pub(super) const fn any(path: String, change: String, data: Value) -> Self {
        Self { path: Cow::Owned(path), change: Cow::Owned(change), data: Data::Any(data) }
    }

    /// A member of what was not read as plain.
    pub(super) fn member(&self, name: &str) -> Option<&Value> {
        match &self.data {
            Data::Plain(_) => None,
            Data::Any(data) => data.get(name),
        }
    }

    /// `message` of its `resultInfo`, or the `terminationReason` of older versions.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        let message = match &self.data {
            Data::Plain(plain) => plain.message,
            Data::Any(_) => self.member("resultInfo").and_then(|result| result.get("message")?.as_str()),
        };
        message.filter(|text| !text.is_empty()).or_else(|| self.termination_reason())
    }

    /// The `terminationReason` of older versions.
    #[must_use]
    pub fn termination_reason(&self) -> Option<&str> {
        let reason = match &self.data {
            Data::Plain(plain) => plain.termination_reason,
            Data::Any(_) => self.member("terminationReason")?.as_str(),
        };
        reason.filter(|reason| !reason.is_empty())
    }

    /// The members that say something and are not followed: `myParticipantId and subject`. `media` is whether
    /// `mediaState` says something new. `None` if there are none.
    #[must_use]
    pub fn unfollowed(&self, media: bool) -> Option<String> {
        let mut names = self.names();
        if let (true, Some(audio)) = (media, self.audio()) {
            names.push(format!("mediaState (audio {audio:?})").into());
        }
        (!names.is_empty()).then(|| listed(&names))
    }

    /// The same of an operation.
    #[must_use]
    pub fn unfollowed_of_operation(&self) -> Option<String> {
        let mut names = self.names();
        names.retain(|name| !OF_OPERATIONS.contains(&&**name));
        (!names.is_empty()).then(|| listed(&names))
    }

    /// The members that say something and are not followed, of whatever.
    fn names(&self) -> Vec<Cow<'_, str>> {
        match &self.data {
            Data::Plain(plain) => plain.unfollowed.iter().copied().map(Cow::Borrowed).collect(),
            Data::Any(data) => {
                let members = data.as_object().into_iter().flatten();
                let unfollowed = members.filter(|(name, value)| !value.is_null() && !is_followed(name));
                unfollowed.map(|(name, _)| Cow::Borrowed(name.as_str())).collect()
            }
        }
    }

    /// The word for the state.
    #[must_use]
    pub fn state(&self) -> Option<&str> {
        match &self.data {
            Data::Plain(plain) => plain.state,
            Data::Any(data) => data.get("state")?.as_str(),
        }
    }

    /// The word for `audio` of its `mediaState`.
    #[must_use]
    pub fn audio(&self) -> Option<&str> {
        match &self.data {
            Data::Plain(plain) => plain.audio,
            Data::Any(data) => data.get("mediaState")?.get("audio")?.as_str(),
        }
    }

    /// The word for the tone of its `toneInfo`, and its number.
    #[must_use]
    pub fn tone(&self) -> Option<(&str, Option<i64>)> {
        match &self.data {
            Data::Plain(plain) => plain.tone,
            Data::Any(data) => {
                let tone = data.get("toneInfo")?;
                Some((tone.get("tone")?.as_str()?, tone.get("sequenceId").and_then(Value::as_i64)))
            }
        }
    }

    /// The part of the call that the path names, such as `participants`.
    #[must_use]
    pub fn part(&self) -> Option<&str> {
        let mut segments = self.path.split('/').skip_while(|segment| !segment.eq_ignore_ascii_case("calls"));
        segments.nth(2).map(|segment| segment.split('?').next().unwrap_or(segment)).filter(|part| !part.is_empty())
    }

    /// `created`, `updated` or `deleted`.
    #[must_use]
    pub fn change(&self) -> &str {
        &self.change
    }
}

/// Whether a member of `resourceData` is followed, or says nothing.
pub(super) fn is_followed(name: &str) -> bool {
    // Most are in the case of the pages.
    if matches!(name, "@odata.type" | "id" | "state" | "resultInfo") {
        return true;
    }
    name.contains("@odata.") || FOLLOWED.iter().any(|known| known.eq_ignore_ascii_case(name))
}
