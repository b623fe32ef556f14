//! JSON without an allocator: reads and writes every value of [`wire`](crate::wire).
//!
//! | file | what it has |
//! |---|---|
//! | `from` | [`from_str`] and [`from_slice`] |
//! | `reader`, `deserializer` | the tokens of JSON, and how serde gets them |
//! | `escapes`, `text` | texts with escapes, and where they are kept |
//! | `source`, `access` | what members and elements are read from, for any deserializer |
//! | `values`, `scalars`, `list`, `object` | how the members of the bodies are read |
//! | `write`, `serializer` | [`write()`] and [`to_slice`] |
//! | `error` | [`ReadError`] and [`WriteError`] |

mod access;
mod deserializer;
mod error;
mod escapes;
mod from;
mod list;
pub(in crate::wire) mod object;
mod reader;
mod scalars;
mod serializer;
mod source;
mod text;
mod values;
mod write;

pub use error::{ReadError, WriteError};
pub use escapes::TEXT_BYTES;
pub use from::{from_slice, from_str};
pub use reader::MAX_DEPTH;
pub use write::{to_slice, write};

pub(in crate::wire) use deserializer::Items;
pub(in crate::wire) use escapes::TextError;
pub(in crate::wire) use from::text_of;
pub(in crate::wire) use list::List;
pub(in crate::wire) use reader::{NO_TEXT, Reader};
pub(in crate::wire) use source::{Element, Failed, Flag, Int, Listing, Source};
pub(in crate::wire) use text::{Piece, Texts, filled, texts};
pub(in crate::wire) use values::{Keep, Take, Text, Word, keep_text, parsed};
pub(in crate::wire) use write::into_slice;
