//! The body that creates a call.

use serde::de::MapAccess;
use serde::ser::{Serialize, Serializer};

use crate::wire::json::object::{Object, members, object, write_members};
use crate::wire::json::{Keep, Text, Texts, texts};
use crate::wire::resource::invitee::{CALLBACK_URI, Invitees, KEPT, TEXTS, read_list, written_list};
use crate::wire::resource::{Invitee, MediaConfig, Modalities};

/// The body of a request that creates a call: a call resource, with its targets.
///
/// ```
/// use call_lifecycle::wire::{Create, IdentityKind, Invitee, MediaConfig};
/// let target = Invitee::new(IdentityKind::User, "112f7296-5fa4-42ca-bae8-6a692b15d4b8");
/// let mut body = Create::default().with_callback_uri("https://bot.contoso.com/callback").with_target(target);
/// body.media = Some(MediaConfig::ServiceHosted);
/// let json = serde_json::to_string(&body)?;
/// assert_eq!(serde_json::from_str::<Create>(&json)?, body);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Create<'a> {
    texts: Texts<'a, TEXTS>,
    targets: Invitees,
    /// `requestedModalities`
    pub requested: Modalities,
    /// `mediaConfig`
    pub media: Option<MediaConfig>,
}

texts! { Create {
    /// `callbackUri`: where notifications are posted.
    callback_uri, with_callback_uri = 0;
    /// `tenantId`
    tenant_id, with_tenant_id = 1;
} }

impl<'a> Create<'a> {
    /// The first 25 `targets`.
    pub fn targets(&self) -> impl Iterator<Item = Invitee<'_>> {
        (0..KEPT).filter_map(|index| self.targets.get(&self.texts, index))
    }

    /// The same with one more target.
    #[must_use]
    pub fn with_target(mut self, target: Invitee<'a>) -> Self {
        self.targets.push(&mut self.texts, target);
        self
    }
}

members! { CreateKey {
    CallbackUri = "callbackUri",
    Targets = "targets",
    Requested = "requestedModalities",
    Media = "mediaConfig",
    TenantId = "tenantId",
} }

impl<'de> Object<'de> for Create<'de> {
    type Key = CreateKey;
    const WHAT: &'static str = "the body of a new call";

    fn member<A: MapAccess<'de>>(&mut self, key: CreateKey, map: &mut A) -> Result<(), A::Error> {
        match key {
            CreateKey::Targets => read_list(&mut self.targets, &mut self.texts, "targets", map)?,
            CreateKey::Requested => self.requested.read("requestedModalities", map)?,
            CreateKey::Media => self.media = MediaConfig::read(map)?,
            CreateKey::CallbackUri => {
                map.next_value_seed(Text(Keep(&mut self.texts, CALLBACK_URI, "callbackUri")))?;
            }
            CreateKey::TenantId => drop(map.next_value_seed(Text(Keep(&mut self.texts, 1, "tenantId")))?),
        }
        Ok(())
    }
}

impl Serialize for Create<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Call", {
            "@odata.type": Some("#microsoft.graph.call"),
            "callbackUri": self.callback_uri(),
            "targets": written_list(&self.targets, &self.texts),
            "requestedModalities": self.requested.written(),
            "mediaConfig": self.media,
            "tenantId": self.tenant_id(),
        })
    }
}

object!(Create);
