//! Reads what an entry of a notification says beyond what the machines follow, when a report needs it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::details::EntryData;
use super::notification::Notification;

/// An entry with the names that Graph gives its members; nothing else of it is looked at.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Named {
    #[serde(default)]
    resource_url: Option<String>,
    #[serde(default)]
    resource: Option<String>,
    change_type: String,
    #[serde(default)]
    resource_data: Option<Value>,
}

/// The entry at an index of `value` in a body with Graph's names. All others are passed over.
struct At(usize);

impl<'de> DeserializeSeed<'de> for At {
    type Value = Option<Named>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for At {
    type Value = Option<Named>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        for _ in 0..self.0 {
            if entries.next_element::<IgnoredAny>()?.is_none() {
                return Ok(None);
            }
        }
        let named = entries.next_element()?;
        while entries.next_element::<IgnoredAny>()?.is_some() {}
        Ok(named)
    }
}

/// A body of which one entry is read.
struct Of(usize);

impl<'de> Visitor<'de> for Of {
    type Value = Option<Named>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut named = None;
        while let Some(name) = members.next_key::<Cow<'de, str>>()? {
            if name == "value" {
                if named.is_some() {
                    return Err(A::Error::duplicate_field("value"));
                }
                named = Some(members.next_value_seed(At(self.0))?);
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(named.flatten())
    }
}

impl<'a> Notification<'a> {
    /// Everything that the entry at this index of `value` says.
    #[must_use]
    pub fn details(&self, index: usize) -> EntryData<'a> {
        self.details.get(index).cloned().unwrap_or_else(|| self.details_fully(index))
    }

    /// The same with every spelling.
    pub(super) fn details_fully(&self, index: usize) -> EntryData<'a> {
        self.named(index).unwrap_or_else(|| self.unnamed(index))
    }

    /// The same, if the members have Graph's names.
    fn named(&self, index: usize) -> Option<EntryData<'a>> {
        let named = serde_json::Deserializer::from_str(self.body.get()).deserialize_map(Of(index)).ok()??;
        let Named { resource_url, resource, change_type, resource_data } = named;
        let path = resource_url.or(resource)?;
        Some(EntryData::any(path, change_type, resource_data.unwrap_or_default()))
    }

    /// The same for any other names.
    fn unnamed(&self, index: usize) -> EntryData<'a> {
        let body: BTreeMap<String, Value> = serde_json::from_str(self.body.get()).unwrap_or_default();
        let value = body.into_iter().find(|(name, _)| name.eq_ignore_ascii_case("value")).map(|(_, value)| value);
        let Some(Value::Array(entries)) = value else { return EntryData::default() };
        let Some(Value::Object(mut entry)) = entries.into_iter().nth(index) else { return EntryData::default() };
        let path = ["resourceUrl", "resource"].into_iter().find_map(|name| Some(entry.get(name)?.as_str()?.to_owned()));
        let change = entry.get("changeType").and_then(Value::as_str).unwrap_or_default().to_owned();
        let data = entry.remove("resourceData").unwrap_or_default();
        EntryData::any(path.unwrap_or_default(), change, data)
    }

    /// Whether the body has this text anywhere, in any case.
    #[must_use]
    pub fn mentions(&self, text: &str) -> bool {
        self.body.get().to_ascii_lowercase().contains(&text.to_ascii_lowercase())
    }
}
