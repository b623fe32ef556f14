//! The body that the service posts: a bounded list of entries, or each as it comes.

use core::marker::PhantomData;
use heapless::Vec;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess};
use serde::ser::{Serialize, Serializer};

use super::CommsNotification;
use super::json::{Items, JsonError, NO_TEXT, Reader};
use super::read::{Fill, KeySeed, Kind, Object, members, write_members};
use super::values::{Element, List};

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
            return match seq.next_element::<IgnoredAny>()? {
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

/// The entries of the body that the service posts, one after another: any number of them, without an allocator.
///
/// An entry comes before the rest of the text is read, so an error may follow entries that were good. After an error comes nothing.
///
/// ```
/// use call_lifecycle::wire::Entries;
/// let body = br#"{"value": [{"changeType": "updated"}, {"changeType": "deleted"}]}"#;
/// let entries = Entries::new(body).collect::<Result<Vec<_>, _>>()?;
/// assert_eq!(entries[1].change_type(), Some("deleted"));
/// let error = Entries::new(b"[]").next().unwrap().unwrap_err();
/// assert_eq!(error.to_string(), "invalid type: sequence, expected the body of a notification as an object, at line 1 column 1");
/// # Ok::<(), call_lifecycle::wire::JsonError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Entries<'b> {
    reader: Reader<'b>,
    at: At,
    first: bool,
    there: bool,
}

/// Where the reader is.
#[derive(Clone, Copy, Debug)]
enum At {
    Body,
    Members,
    Elements,
    /// At bytes that are no text.
    NoText,
    End,
}

impl<'b> Entries<'b> {
    /// The entries of a body.
    #[must_use]
    pub fn new(body: &'b [u8]) -> Self {
        let (text, at) = match core::str::from_utf8(body) {
            Ok(text) => (text, At::Body),
            Err(error) => {
                let before = body.get(..error.valid_up_to()).and_then(|bytes| core::str::from_utf8(bytes).ok());
                (before.unwrap_or_default(), At::NoText)
            }
        };
        Self { reader: Reader::new(text), at, first: true, there: false }
    }

    fn advance(&mut self) -> Result<Option<CommsNotification<'b>>, JsonError> {
        loop {
            match self.at {
                At::End => return Ok(None),
                At::NoText => {
                    self.reader.skip_all();
                    return Err(JsonError::custom(NO_TEXT));
                }
                At::Body if self.reader.enters(b'{') => (self.at, self.first) = (At::Members, true),
                // Another type: the error says which.
                At::Body => {
                    let mut body = Body { element: Nothing, there: false };
                    Fill(&mut body, Kind::Object).deserialize(&mut self.reader)?;
                    self.at = At::End;
                }
                At::Members => {
                    let mut members = Items { reader: &mut self.reader, first: self.first };
                    let key = members.next_key_seed(KeySeed::<BodyKey>(PhantomData))?;
                    self.first = members.first;
                    match key {
                        None => {
                            self.at = At::End;
                            self.reader.leave(b'}')?;
                            self.reader.finish()?;
                            if !self.there {
                                return Err(JsonError::missing_field("value"));
                            }
                        }
                        Some(None) => drop(members.next_value::<IgnoredAny>()?),
                        Some(Some(BodyKey::Value)) => {
                            self.there = true;
                            self.reader.colon()?;
                            if self.reader.enters(b'[') {
                                (self.at, self.first) = (At::Elements, true);
                            } else {
                                let list = List { member: "value", or_null: false, element: &mut Nothing };
                                list.deserialize(&mut self.reader)?;
                            }
                        }
                    }
                }
                At::Elements => {
                    let mut elements = Items { reader: &mut self.reader, first: self.first };
                    let mut entry = CommsNotification::default();
                    let next = elements.next_element_seed(Fill(&mut entry, Kind::Object))?;
                    self.first = elements.first;
                    if next.is_some() {
                        return Ok(Some(entry));
                    }
                    self.reader.leave(b']')?;
                    (self.at, self.first) = (At::Members, false);
                }
            }
        }
    }
}

/// Elements that are read elsewhere.
struct Nothing;

impl<'de> Element<'de> for Nothing {
    fn next<A: SeqAccess<'de>>(&mut self, _: &mut A) -> Result<bool, A::Error> {
        Ok(false)
    }
}

impl<'b> Iterator for Entries<'b> {
    type Item = Result<CommsNotification<'b>, JsonError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.advance();
        if next.is_err() {
            self.at = At::End;
        }
        next.map_err(|error| error.located(self.reader.before())).transpose()
    }
}

impl core::iter::FusedIterator for Entries<'_> {}

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
