//! JSON without an allocator: reads and writes every value of [`wire`](crate::wire).
//!
//! | file | what it has |
//! |---|---|
//! | `from` | [`from_str`] and [`from_slice`] |
//! | `reader`, `token` | the tokens of JSON |
//! | `straight`, `deserializer` | how objects get what the reader reads, and how serde does |
//! | `escapes`, `text` | texts with escapes, and where they are kept |
//! | `source`, `access` | what members and elements are read from, for any deserializer |
//! | `values`, `scalars`, `list`, `object` | how the members of the bodies are read |
//! | `write`, `serializer` | [`write()`] and [`to_slice`] |
//! | `error`, `fault` | [`ReadError`] and [`WriteError`], and what they are made of |

mod access;
mod deserializer;
mod error;
mod escapes;
mod fault;
mod from;
mod list;
pub(in crate::wire) mod object;
mod reader;
mod scalars;
mod serializer;
mod source;
mod straight;
mod text;
mod token;
mod values;
mod write;

pub use error::{ReadError, WriteError};
pub use escapes::TEXT_BYTES;
pub use from::{from_slice, from_str};
pub use reader::MAX_DEPTH;
pub use write::{to_slice, write};

pub(in crate::wire) use escapes::TextError;
pub(in crate::wire) use from::{object_of, text_of};
pub(in crate::wire) use list::List;
pub(in crate::wire) use reader::{NO_TEXT, Reader};
pub(in crate::wire) use source::{Element, Failed, Flag, Int, Listing, Source};
pub(in crate::wire) use text::{Piece, Texts, filled, texts};
pub(in crate::wire) use values::{Keep, Take, Text, Word, keep_text, parsed};
pub(in crate::wire) use write::into_slice;
