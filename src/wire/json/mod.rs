//! JSON without an allocator: reads and writes every value of [`wire`](crate::wire).
//!
//! | file | what it has |
//! |---|---|
//! | `from` | [`from_str`] and [`from_slice`] |
//! | `reader`, `deserializer` | the tokens of JSON, and how serde gets them |
//! | `unescape`, `piece`, `text` | texts with escapes, and where they are kept |
//! | `values`, `scalars`, `list`, `object` | how the members of the bodies are read |
//! | `write`, `serializer`, `escape` | [`write()`] and [`to_slice`] |

mod deserializer;
mod error;
mod escape;
mod from;
mod list;
pub(in crate::wire) mod object;
mod piece;
mod reader;
mod scalars;
mod serializer;
mod text;
mod unescape;
mod values;
mod write;

pub use error::ReadError;
pub use from::{from_slice, from_str};
pub use reader::MAX_DEPTH;
pub use unescape::TEXT_BYTES;
pub use write::{WriteError, to_slice, write};

pub(in crate::wire) use deserializer::Items;
pub(in crate::wire) use from::text_of;
pub(in crate::wire) use list::{Element, List};
pub(in crate::wire) use piece::Piece;
pub(in crate::wire) use reader::{NO_TEXT, Reader};
pub(in crate::wire) use scalars::{Flag, Int};
pub(in crate::wire) use text::{Texts, filled, texts};
pub(in crate::wire) use values::{Keep, Take, Text, Word, parsed};
pub(in crate::wire) use write::into_slice;
