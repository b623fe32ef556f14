//! Who calls: the entries of a notification, with the whole call in them.

use core::iter::FusedIterator;

use serde::ser::{Serialize, Serializer};

use super::entries::Entries;
use crate::Id;
use crate::wire::json::object::{Fill, Kind, Object, members, object, write_members};
use crate::wire::json::{Failed, ReadError, Source, Texts, filled, keep_text};
use crate::wire::path::Target;
use crate::wire::resource::CallResource;

/// One entry of a notification, with what it says of the call besides its state: who calls
/// (`source`), whom (`targets`), to which meeting (`chatInfo`, `meetingInfo`), on whose behalf
/// (`incomingContext`).
///
/// A host reads the same body twice: once as
/// [`CommsNotification`](crate::wire::CommsNotification) for the machine, and once as this, for
/// itself, where the call is `incoming` or new.
///
/// ```
/// use call_lifecycle::wire::CallEntries;
/// let body = br##"{"value": [{"changeType": "created", "resource": "/app/calls/57DAB8B1894C409AB240BD8BEAE78896",
///     "resourceData": {"@odata.type": "#microsoft.graph.call", "state": "incoming", "tenantId": "t",
///         "source": {"identity": {"user": {"displayName": "Ada", "id": "8d1e6ab6"}}}}}]}"##;
/// let entry = CallEntries::new(body).next().unwrap()?;
/// let caller = entry.call().source().and_then(|source| source.identity).unwrap();
/// assert_eq!((caller.id, caller.display_name), (Some("8d1e6ab6"), Some("Ada")));
/// assert_eq!(entry.call_id().unwrap().to_string(), "57dab8b1-894c-409a-b240-bd8beae78896");
/// # Ok::<(), call_lifecycle::wire::json::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallNotification<'a> {
    texts: Texts<'a, 3>,
    call: CallResource<'a>,
}

impl<'a> CallNotification<'a> {
    /// An entry to write, with its call.
    #[must_use]
    pub fn new(change: crate::ChangeType, call: CallResource<'a>) -> Self {
        let mut entry = Self { call, ..Self::default() };
        entry.texts.set(0, change.as_str());
        entry
    }

    /// The same with this `resource`.
    #[must_use]
    pub fn with_resource(mut self, path: &'a str) -> Self {
        self.texts.set(1, path);
        self
    }

    /// The same with this `resourceUrl`.
    #[must_use]
    pub fn with_resource_url(mut self, path: &'a str) -> Self {
        self.texts.set(2, path);
        self
    }

    /// `changeType`, as it is spelled.
    #[must_use]
    pub fn change_type(&self) -> Option<&str> {
        self.texts.get(0)
    }

    /// `resource`
    #[must_use]
    pub fn resource(&self) -> Option<&str> {
        self.texts.get(1)
    }

    /// `resourceUrl`
    #[must_use]
    pub fn resource_url(&self) -> Option<&str> {
        self.texts.get(2)
    }

    /// The call. Every member is absent if the entry is about something else.
    #[must_use]
    pub const fn call(&self) -> &CallResource<'a> {
        &self.call
    }

    /// The id of the call, if the entry is about one: of `resourceUrl`, `resource` or, where the
    /// path names all calls, of the call itself. `None` for an operation, a participant and the
    /// like.
    #[must_use]
    pub fn call_id(&self) -> Option<Id> {
        let paths = [self.resource_url(), self.resource()];
        match paths.into_iter().filter_map(filled).find_map(|path| Target::parse(path).ok())? {
            Target::Call { call } => Some(call),
            Target::Calls => Id::parse(self.call.id_text()?).ok(),
            _ => None,
        }
    }
}

members! { CallEntryKey {
    ChangeType = "changeType",
    Resource = "resource",
    ResourceUrl = "resourceUrl",
    ResourceData = "resourceData",
} }

impl<'de> Object<'de> for CallNotification<'de> {
    type Key = CallEntryKey;
    const WHAT: &'static str = "an entry of a notification's value";

    fn member(&mut self, key: CallEntryKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let (index, member) = match key {
            CallEntryKey::ResourceData => {
                self.call = CallResource::default();
                return map.value(Fill(&mut self.call, Kind::OrArray));
            }
            CallEntryKey::ChangeType => (0, "changeType"),
            CallEntryKey::Resource => (1, "resource"),
            CallEntryKey::ResourceUrl => (2, "resourceUrl"),
        };
        keep_text(&mut self.texts, Some(index), member, map)
    }
}

object!(CallNotification);

impl Serialize for CallNotification<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "CommsNotification", {
            "@odata.type": Some("#microsoft.graph.commsNotification"),
            "changeType": self.change_type(),
            "resource": self.resource(),
            "resourceUrl": self.resource_url(),
            "resourceData": (self.call != CallResource::default()).then_some(&self.call),
        })
    }
}

/// The entries of the body that the service posts, one after another, with the whole call in each.
///
/// Errors are those of [`Entries`]; after an error comes nothing.
///
/// ```
/// use call_lifecycle::wire::CallEntries;
/// let error = CallEntries::new(br#"{"value": [{"resourceData": {"source": 5}}]}"#).next().unwrap().unwrap_err();
/// assert!(error.to_string().starts_with("invalid type: integer `5`, expected a participantInfo as an object"));
/// ```
#[derive(Clone, Debug)]
pub struct CallEntries<'b>(Entries<'b>);

impl<'b> CallEntries<'b> {
    /// The entries of a body.
    #[must_use]
    pub fn new(body: &'b [u8]) -> Self {
        Self(Entries::new(body))
    }
}

impl<'b> Iterator for CallEntries<'b> {
    type Item = Result<CallNotification<'b>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next_as()
    }
}

impl FusedIterator for CallEntries<'_> {}
