//! The body that the service posts, entry by entry.

use core::iter::FusedIterator;

use serde::de::Error as _;

use super::entry::CommsNotification;
use super::list::Body;
use crate::wire::json::object::{Filling, Kind, Object};
use crate::wire::json::{Element, Failed, Listing, NO_TEXT, ReadError, Reader, Source, text_of};

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
        let error = match self.advance() {
            Ok(false) => return None,
            Ok(true) => {
                let mut entry = E::default();
                match self.reader.object(Filling(&mut entry, Kind::Object)) {
                    Ok(()) => return Some(Ok(entry)),
                    Err(error) => error,
                }
            }
            Err(error) => error,
        };
        self.at = At::End;
        Some(Err(error.located(self.reader.before())))
    }

    /// Goes to the next entry, and says whether there is one.
    fn advance(&mut self) -> Result<bool, ReadError> {
        let Self { reader, at, first, there } = self;
        loop {
            match *at {
                At::End => return Ok(false),
                At::NoText => {
                    reader.skip_all();
                    return Err(ReadError::custom(NO_TEXT));
                }
                At::Body if reader.peek() == Some(b'{') => {
                    reader.enter()?;
                    (*at, *first) = (At::Members, true);
                }
                // Another type: the error says which.
                At::Body => {
                    reader.object(Filling(&mut Body { element: Nothing, there: false }, Kind::Object))?;
                    *at = At::End;
                }
                At::Members => match reader.is_named(first, "value")? {
                    None => {
                        *at = At::End;
                        reader.leave(b'}')?;
                        if !*there {
                            return Err(ReadError::missing_field("value"));
                        }
                        reader.finish()?;
                    }
                    Some(false) => {
                        reader.colon()?;
                        reader.ignore()?;
                    }
                    Some(true) => {
                        *there = true;
                        reader.colon()?;
                        if reader.peek() == Some(b'[') {
                            reader.enter()?;
                            (*at, *first) = (At::Elements, true);
                        } else {
                            reader.list(Listing { member: "value", or_null: false, element: &mut Nothing })?;
                        }
                    }
                },
                At::Elements if reader.another(first, b']') => return Ok(true),
                At::Elements => {
                    reader.leave(b']')?;
                    (*at, *first) = (At::Members, false);
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
