//! The body that the service posts, entry by entry.

use core::iter::FusedIterator;

use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess};

use super::entry::CommsNotification;
use super::list::Body;
use crate::wire::json::object::{Filling, Kind, Name, Object};
use crate::wire::json::{Element, Failed, Items, Listing, NO_TEXT, ReadError, Reader, Source, text_of};

/// The entries of the body that the service posts, one after another: any number of them, without
/// an allocator.
///
/// An entry comes before the rest of the text is read, so an error may follow entries that were
/// good. After an error comes nothing.
///
/// ```
/// use call_lifecycle::wire::Entries;
/// let body = br#"{"value": [{"changeType": "updated"}, {"changeType": "deleted"}]}"#;
/// let entries = Entries::new(body).collect::<Result<Vec<_>, _>>()?;
/// assert_eq!(entries[1].change_type(), Some("deleted"));
/// let error = Entries::new(b"[]").next().unwrap().unwrap_err();
/// assert_eq!(error.to_string(), "invalid type: sequence, expected the body of a notification as an object, at line 1 column 1");
/// # Ok::<(), call_lifecycle::wire::json::ReadError>(())
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
        let (text, at) = match text_of(body) {
            Ok(text) => (text, At::Body),
            Err(before) => (before, At::NoText),
        };
        Self { reader: Reader::new(text), at, first: true, there: false }
    }

    /// The next entry, as the type that is asked for. After an error comes nothing.
    pub(super) fn next_as<E: Object<'b> + Default>(&mut self) -> Option<Result<E, ReadError>> {
        let next = self.advance();
        if next.is_err() {
            self.at = At::End;
        }
        next.map_err(|error| error.located(self.reader.before())).transpose()
    }

    fn advance<E: Object<'b> + Default>(&mut self) -> Result<Option<E>, ReadError> {
        let mut body = Body { element: Nothing, there: false };
        loop {
            match self.at {
                At::End => return Ok(None),
                At::NoText => {
                    self.reader.skip_all();
                    return Err(ReadError::custom(NO_TEXT));
                }
                At::Body if self.reader.peek() == Some(b'{') => {
                    self.reader.enter()?;
                    (self.at, self.first) = (At::Members, true);
                }
                // Another type: the error says which.
                At::Body => {
                    Filling(&mut body, Kind::Object).deserialize(&mut self.reader)?;
                    self.at = At::End;
                }
                At::Members => {
                    let mut members = Items { reader: &mut self.reader, first: self.first };
                    let key = members.next_key_seed(Name(&body))?;
                    self.first = members.first;
                    match key {
                        None => {
                            self.at = At::End;
                            self.reader.leave(b'}')?;
                            if !self.there {
                                return Err(ReadError::missing_field("value"));
                            }
                            self.reader.finish()?;
                        }
                        Some(None) => drop(members.next_value::<IgnoredAny>()?),
                        Some(Some(_)) => {
                            self.there = true;
                            self.reader.colon()?;
                            if self.reader.peek() == Some(b'[') {
                                self.reader.enter()?;
                                (self.at, self.first) = (At::Elements, true);
                            } else {
                                let list = Listing { member: "value", or_null: false, element: &mut Nothing };
                                list.deserialize(&mut self.reader)?;
                            }
                        }
                    }
                }
                At::Elements => {
                    let mut elements = Items { reader: &mut self.reader, first: self.first };
                    let mut entry = E::default();
                    let next = elements.next_element_seed(Filling(&mut entry, Kind::Object))?;
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

impl<'b> Iterator for Entries<'b> {
    type Item = Result<CommsNotification<'b>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_as()
    }
}

impl FusedIterator for Entries<'_> {}

/// Elements that are read elsewhere.
struct Nothing;

impl<'de> Element<'de> for Nothing {
    fn next(&mut self, _: &mut dyn Source<'de>) -> Result<bool, Failed> {
        Ok(false)
    }
}
