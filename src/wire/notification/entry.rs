//! `commsNotification`: one entry of what the service posts to an application.

use serde::ser::{Serialize, Serializer};

use crate::ChangeType;
use crate::wire::json::object::{Fill, Kind, Object, members, object, write_members};
use crate::wire::json::{Failed, Keep, Source, Text};
use crate::wire::resource::{CHANGE_TYPE, RESOURCE, RESOURCE_URL, Resource};

/// One entry of a notification.
///
/// The path may be in `resource` (2019), in `resourceUrl` (v1.0) or in both. `resourceData` may be
/// an object or an array; the members of a later element of the array replace those of an earlier
/// one. Members may come in any order. Entries about other resources (rosters, meetings) are read
/// as well, and are [`Notice::Other`](crate::wire::Notice::Other).
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
    /// An entry to write, with its change and its `resourceData`.
    #[must_use]
    pub fn new(change: ChangeType, data: Resource<'a>) -> Self {
        let mut entry = Self { data };
        entry.data.texts.set(CHANGE_TYPE, change.as_str());
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

    /// `resourceData`. Every member is absent if the entry has none.
    #[must_use]
    pub const fn data(&self) -> &Resource<'a> {
        &self.data
    }
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

    fn member(&mut self, key: NotificationKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let (index, member) = match key {
            NotificationKey::ResourceData => {
                self.data.forget();
                return map.value(Fill(&mut self.data, Kind::OrArray));
            }
            NotificationKey::ChangeType => (CHANGE_TYPE, "changeType"),
            NotificationKey::Resource => (RESOURCE, "resource"),
            NotificationKey::ResourceUrl => (RESOURCE_URL, "resourceUrl"),
        };
        map.value(Text(Keep(&mut self.data.texts, index, member)))?;
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
