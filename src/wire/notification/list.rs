//! The body that the service posts, as a bounded list of entries.

use heapless::Vec;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use super::entry::CommsNotification;
use crate::wire::json::object::{Fill, Filling, Kind, Object, members, write_members};
use crate::wire::json::{Element, Failed, List, Source};

/// The body that the service posts, with up to `N` entries of about 1.4 KB each.
/// [`Entries`](crate::wire::Entries) reads any number.
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
    /// A body to write; `None` for more than `N` entries.
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
        // The entries borrow for as long as the input lives.
        let mut body = CommsNotifications::<'de, N>::default();
        let mut all = Body { element: Push(&mut body.value), there: false };
        Filling(&mut all, Kind::Object).deserialize(deserializer)?;
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
    fn next(&mut self, seq: &mut dyn Source<'de>) -> Result<bool, Failed> {
        if self.0.is_full() {
            return match seq.skip()? {
                false => Ok(false),
                true => Err(seq.fail(format_args!(
                    "value has more than {N} {}: read it with `Entries`, which has no limit",
                    if N == 1 { "entry" } else { "entries" }
                ))),
            };
        }
        let mut entry = CommsNotification::default();
        if seq.element(Fill(&mut entry, Kind::Object))?.is_none() {
            return Ok(false);
        }
        // There is room, as checked above.
        Ok(self.0.push(entry).is_ok())
    }
}

members! { BodyKey { Value = "value", } }

/// The body that the service posts: its entries, and whether it has any.
pub(super) struct Body<E> {
    pub(super) element: E,
    pub(super) there: bool,
}

impl<'de, E: Element<'de>> Object<'de> for Body<E> {
    type Key = BodyKey;
    const WHAT: &'static str = "the body of a notification";

    fn member(&mut self, BodyKey::Value: BodyKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        self.there = true;
        map.value(List { member: "value", or_null: false, element: &mut self.element })
    }
}
