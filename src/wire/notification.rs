//! `commsNotifications`: what the service posts to an application.

use core::fmt;

use heapless::Vec;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess};
use serde::ser::{Serialize, Serializer};

use super::read::{Element, Fill, Keep, Kind, List, Object, Text, members, object, write_members};
use super::resource::{CHANGE_TYPE, RESOURCE, RESOURCE_URL, filled};
use super::{IdError, PathError, Resource, Segment, Target};
use crate::{CallReport, ChangeType, Id, OperationKind, OperationReport};

/// One entry of a notification.
///
/// The path may be in `resource` (2019), in `resourceUrl` (v1.0) or in both; `resourceData` may be an object or an array, whose elements are then
/// read one over the other. Members may come in any order. Entries of other resources (rosters, meetings) are read as well, and are
/// [`Notice::Other`].
///
/// ```
/// use call_lifecycle::{CallState, ReportedState, wire::{CommsNotification, Notice}};
/// let entry: CommsNotification = serde_json::from_str(r#"{"changeType": "updated",
///     "resourceUrl": "communications/calls/57DAB8B1894C409AB240BD8BEAE78896", "resourceData": {"state": "established"}}"#)?;
/// let Notice::Call { call, report } = entry.notice().unwrap() else { panic!() };
/// assert_eq!(call.to_string(), "57dab8b1-894c-409a-b240-bd8beae78896");
/// assert_eq!(report.state, ReportedState::Known(CallState::Established));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct CommsNotification<'a> {
    data: Resource<'a>,
}

impl PartialEq for CommsNotification<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.data == other.data && self.data.texts == other.data.texts
    }
}

impl Eq for CommsNotification<'_> {}

impl<'a> CommsNotification<'a> {
    /// An entry to write: with its change, and its `resourceData`.
    #[must_use]
    pub fn new(change: ChangeType, data: Resource<'a>) -> Self {
        let mut entry = Self { data };
        entry.data.texts.set(CHANGE_TYPE, change.word());
        // The data may be a copy of another entry's.
        entry.data.texts.clear(RESOURCE);
        entry.data.texts.clear(RESOURCE_URL);
        entry
    }

    /// The same with this `resource`.
    #[must_use]
    pub fn with_resource(mut self, path: &'a str) -> Self {
        self.data.texts.set(RESOURCE, path);
        self
    }

    /// The same with this `resourceUrl`.
    #[must_use]
    pub fn with_resource_url(mut self, path: &'a str) -> Self {
        self.data.texts.set(RESOURCE_URL, path);
        self
    }

    /// `changeType`, as it is spelled.
    #[must_use]
    pub fn change_type(&self) -> Option<&str> {
        self.data.texts.get(CHANGE_TYPE)
    }

    /// `resource`.
    #[must_use]
    pub fn resource(&self) -> Option<&str> {
        self.data.texts.get(RESOURCE)
    }

    /// `resourceUrl`.
    #[must_use]
    pub fn resource_url(&self) -> Option<&str> {
        self.data.texts.get(RESOURCE_URL)
    }

    /// `resourceData`, with every member absent if there is none.
    #[must_use]
    pub const fn data(&self) -> &Resource<'a> {
        &self.data
    }

    /// What the paths name: the first of `resourceUrl`, `resource` and `@odata.id` of the data that names a call or an operation.
    ///
    /// # Errors
    /// [`NoticeError::NoPath`] if there is none of the three; [`NoticeError::Path`] if one that was looked at has an invalid id.
    pub fn target(&self) -> Result<Target, NoticeError> {
        let paths =
            [("resourceUrl", self.resource_url()), ("resource", self.resource()), ("@odata.id", self.data.odata_id())];
        let mut found = None;
        for (member, path) in paths {
            let Some(path) = filled(path) else { continue };
            match Target::parse(path) {
                Ok(target @ Target::Other { .. }) => found = found.or(Some(target)),
                Ok(target) => return Ok(target),
                Err(error) => return Err(NoticeError::Path { member, error }),
            }
        }
        found.ok_or(NoticeError::NoPath)
    }

    /// What the entry says.
    ///
    /// The id of an operation is that of the path; where the path names none (`operations/participants`), it is that of the data and, where
    /// that is `null`, none: then `clientContext` alone names it.
    ///
    /// # Errors
    /// [`NoticeError`] if the path or the id is missing or invalid, or if `changeType` is missing or no known word.
    pub fn notice(&self) -> Result<Notice<'_>, NoticeError> {
        let target = self.target()?;
        let other = Ok(Notice::Other { call: target.call() });
        match target {
            Target::Call { call } => Ok(Notice::Call { call, report: self.data.call_report(self.change()?) }),
            Target::Calls if self.data.is_call() => match self.data.id()? {
                Some(call) => Ok(Notice::Call { call, report: self.data.call_report(self.change()?) }),
                None => Err(NoticeError::NoId),
            },
            Target::Operation { call, operation } => self.operation(call, Some(operation)),
            Target::Operations { call } if self.data.is_operation() => self.operation(call, self.data.id()?),
            Target::Calls | Target::Operations { .. } | Target::Method { .. } | Target::Other { .. } => other,
        }
    }

    fn operation(&self, call: Id, id: Option<Id>) -> Result<Notice<'_>, NoticeError> {
        let deleted = self.change()? == ChangeType::Deleted;
        Ok(Notice::Operation {
            call,
            kind: self.data.operation_kind(),
            report: self.data.report_of(deleted, id),
            location: self.data.location(),
            access_token: self.data.access_token(),
        })
    }

    fn change(&self) -> Result<ChangeType, NoticeError> {
        match self.change_type() {
            None => Err(NoticeError::NoChange),
            Some(word) => ChangeType::from_word(word).ok_or(NoticeError::Change { word: Segment::new(word) }),
        }
    }
}

/// What an entry of a notification says, in the core's words.
///
/// ```
/// use call_lifecycle::{CompletionReason, OperationKind, wire::{CommsNotification, Notice}};
/// let entry: CommsNotification = serde_json::from_str(r##"{"changeType": "deleted", "resource":
///     "/app/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5",
///     "resourceData": {"@odata.type": "#microsoft.graph.recordOperation", "status": "completed",
///         "recordResourceLocation": "https:\/\/file.location\/1", "completionReason": "stopToneDetected"}}"##)?;
/// let Notice::Operation { kind, report, location, .. } = entry.notice().unwrap() else { panic!() };
/// assert_eq!((kind, report.reason), (Some(OperationKind::Record), Some(CompletionReason::StopToneDetected)));
/// assert_eq!(location, Some("https://file.location/1"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notice<'n> {
    /// A call changed.
    Call {
        /// The call.
        call: Id,
        /// What is said of it.
        report: CallReport,
    },
    /// An operation changed; `deleted` is its end.
    Operation {
        /// The call.
        call: Id,
        /// The kind, where `@odata.type` names it.
        kind: Option<OperationKind>,
        /// What is said of it.
        report: OperationReport,
        /// Where the recording is.
        location: Option<&'n str>,
        /// The token that the location needs.
        access_token: Option<&'n str>,
    },
    /// Another resource changed, such as a call's roster.
    Other {
        /// The call, where the path names one.
        call: Option<Id>,
    },
}

members! { NotificationKey {
    ChangeType = "changeType",
    Resource = "resource",
    ResourceUrl = "resourceUrl",
    ResourceData = "resourceData",
} }

impl<'de> Object<'de> for CommsNotification<'de> {
    type Key = NotificationKey;
    const WHAT: &'static str = "an entry of a notification's value";

    fn member<A: MapAccess<'de>>(&mut self, key: NotificationKey, map: &mut A) -> Result<(), A::Error> {
        let (index, member) = match key {
            NotificationKey::ResourceData => return map.next_value_seed(Fill(&mut self.data, Kind::OrArray)),
            NotificationKey::ChangeType => (CHANGE_TYPE, "changeType"),
            NotificationKey::Resource => (RESOURCE, "resource"),
            NotificationKey::ResourceUrl => (RESOURCE_URL, "resourceUrl"),
        };
        map.next_value_seed(Text(Keep(&mut self.data.texts, index, member)))?;
        Ok(())
    }
}
object!(CommsNotification);

impl Serialize for CommsNotification<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "CommsNotification", {
            "changeType": self.change_type(),
            "resource": self.resource(),
            "resourceUrl": self.resource_url(),
            "resourceData": (self.data != Resource::default()).then_some(&self.data),
        })
    }
}

/// The body that the service posts, with up to `N` entries (about 1.4 KB each); [`Each`] reads any number of them.
///
/// ```
/// use call_lifecycle::wire::CommsNotifications;
/// let body: CommsNotifications = serde_json::from_str(r#"{"value": [{"changeType": "updated"}, {"changeType": "deleted"}]}"#)?;
/// assert_eq!(body.as_slice().len(), 2);
/// let error = serde_json::from_str::<CommsNotifications<1>>(r#"{"value": [{}, {}]}"#).unwrap_err();
/// assert!(error.to_string().starts_with("value has more than 1 entry"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommsNotifications<'a, const N: usize = 4> {
    value: Vec<CommsNotification<'a>, N>,
}

impl<'a, const N: usize> CommsNotifications<'a, N> {
    /// A body to write; none for more than `N` entries.
    #[must_use]
    pub fn new(entries: &[CommsNotification<'a>]) -> Option<Self> {
        Vec::from_slice(entries).ok().map(|value| Self { value })
    }

    /// The entries, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[CommsNotification<'a>] {
        &self.value
    }
}

impl<'de: 'a, 'a, const N: usize> Deserialize<'de> for CommsNotifications<'a, N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Read under its own lifetime, which the value then outlives.
        let mut body = CommsNotifications::<'de, N>::default();
        let mut all = Body { element: Push(&mut body.value), there: false };
        Fill(&mut all, Kind::Object).deserialize(deserializer)?;
        if !all.there {
            return Err(D::Error::missing_field("value"));
        }
        Ok(body)
    }
}

impl<const N: usize> Serialize for CommsNotifications<'_, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "CommsNotifications", { "value": Some(self.as_slice()), })
    }
}

struct Push<'t, 'de, const N: usize>(&'t mut Vec<CommsNotification<'de>, N>);

impl<'de, const N: usize> Element<'de> for Push<'_, 'de, N> {
    fn next<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        if self.0.is_full() {
            return match seq.next_element::<serde::de::IgnoredAny>()? {
                None => Ok(false),
                Some(_) => Err(A::Error::custom(format_args!(
                    "value has more than {N} {}: read it with `Each`, which has no limit",
                    if N == 1 { "entry" } else { "entries" }
                ))),
            };
        }
        let mut entry = CommsNotification::default();
        if seq.next_element_seed(Fill(&mut entry, Kind::Object))?.is_none() {
            return Ok(false);
        }
        // There is room: it was looked for above.
        Ok(self.0.push(entry).is_ok())
    }
}

/// Reads the body that the service posts, handing on each entry as it comes, in one buffer: any number of them needs no allocator.
///
/// It is a seed: give it to the reader with `deserialize`, and the number of entries comes back. What was handed on before an error stays so.
///
/// ```
/// use call_lifecycle::wire::{CommsNotification, Each};
/// use serde::de::DeserializeSeed;
/// let body = r#"{"value": [{"changeType": "updated"}, {"changeType": "deleted"}]}"#;
/// let mut changes = Vec::new();
/// let each = Each(|entry: &CommsNotification<'_>| changes.push(entry.change_type().unwrap().to_string()));
/// // With serde-json-core: `&mut serde_json_core::de::Deserializer::new(body.as_bytes(), None)`.
/// let count = each.deserialize(&mut serde_json::Deserializer::from_str(body))?;
/// assert_eq!((count, changes), (2, vec!["updated".to_string(), "deleted".to_string()]));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Each<F>(pub F);

impl<'de, F: FnMut(&CommsNotification<'de>)> DeserializeSeed<'de> for Each<F> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        let mut all = Body { element: HandOn { f: self.0, count: 0 }, there: false };
        Fill(&mut all, Kind::Object).deserialize(deserializer)?;
        if all.there { Ok(all.element.count) } else { Err(D::Error::missing_field("value")) }
    }
}

struct HandOn<F> {
    f: F,
    count: usize,
}

impl<'de, F: FnMut(&CommsNotification<'de>)> Element<'de> for HandOn<F> {
    fn next<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let mut entry = CommsNotification::default();
        if seq.next_element_seed(Fill(&mut entry, Kind::Object))?.is_none() {
            return Ok(false);
        }
        self.count = self.count.saturating_add(1);
        (self.f)(&entry);
        Ok(true)
    }
}

members! { BodyKey { Value = "value", } }

struct Body<E> {
    element: E,
    there: bool,
}

impl<'de, E: Element<'de>> Object<'de> for Body<E> {
    type Key = BodyKey;
    const WHAT: &'static str = "the body of a notification";

    fn member<A: MapAccess<'de>>(&mut self, BodyKey::Value: BodyKey, map: &mut A) -> Result<(), A::Error> {
        self.there = true;
        map.next_value_seed(List { member: "value", or_null: false, element: &mut self.element })
    }
}

/// Why an entry of a notification says nothing.
///
/// ```
/// use call_lifecycle::wire::{CommsNotification, NoticeError};
/// let entry: CommsNotification = serde_json::from_str(r#"{"changeType": "updated"}"#).unwrap();
/// assert_eq!(entry.notice(), Err(NoticeError::NoPath));
/// assert_eq!(NoticeError::NoPath.to_string(), "the entry has neither resource nor resourceUrl: one must name the resource that changed");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum NoticeError {
    /// No path.
    NoPath,
    /// A path that names nothing.
    Path {
        /// Where the path is.
        member: &'static str,
        /// What is wrong with it.
        error: PathError,
    },
    /// The path names the collection of calls, and `resourceData` has no `id`.
    NoId,
    /// The id of the resource is none.
    Id(IdError),
    /// No `changeType`.
    NoChange,
    /// A `changeType` that is no known word.
    Change {
        /// What it is.
        word: Segment,
    },
}

impl From<IdError> for NoticeError {
    fn from(error: IdError) -> Self {
        Self::Id(error)
    }
}

impl fmt::Display for NoticeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPath => {
                f.write_str("the entry has neither resource nor resourceUrl: one must name the resource that changed")
            }
            Self::Path { member, error } => write!(f, "in {member}, {error}"),
            Self::NoId => f.write_str("resourceData has no id, and the path names all calls: one must name the call"),
            Self::Id(error) => write!(f, "in resourceData, {error}"),
            Self::NoChange => f.write_str("the entry has no changeType: it must be created, updated or deleted"),
            Self::Change { word } => write!(f, "changeType is {word:?}, but must be created, updated or deleted"),
        }
    }
}

impl core::error::Error for NoticeError {}
