//! The blob of `mediaConfig`: a long text.

use core::fmt::{self, Write};

use serde::ser::{Serialize, Serializer};

use crate::wire::json::{Piece, Take, TextError, Texts};

/// The blob of `appHostedMediaConfig`: the configuration of the application's media session, which
/// is JSON in a text, and often longer than [`TEXT_BYTES`](crate::wire::json::TEXT_BYTES).
///
/// It is borrowed from the input, where a long one still has its escapes. `Display` writes it
/// without them.
///
/// ```
/// use call_lifecycle::wire::{Answer, json};
/// let body: Answer = json::from_str(r#"{"mediaConfig": {"blob": "{\"mpUri\": \"net.tcp:\/\/bot\"}"}}"#)?;
/// assert_eq!(body.blob().unwrap().to_string(), r#"{"mpUri": "net.tcp://bot"}"#);
/// # Ok::<(), json::ReadError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Blob<'t> {
    text: &'t str,
    is_escaped: bool,
}

impl<'t> Blob<'t> {
    pub(super) const fn new(text: &'t str, is_escaped: bool) -> Self {
        Self { text, is_escaped }
    }

    /// The text, if it has no escapes.
    #[must_use]
    pub const fn as_str(&self) -> Option<&'t str> {
        if self.is_escaped { None } else { Some(self.text) }
    }

    /// The characters, without escapes.
    pub fn chars(&self) -> impl Iterator<Item = char> {
        let piece = if self.is_escaped { Piece::Raw(self.text) } else { Piece::Borrowed(self.text) };
        // The reader has checked the escapes.
        piece.symbols().map_while(Result::ok)
    }
}

impl PartialEq for Blob<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.chars().eq(other.chars())
    }
}

impl Eq for Blob<'_> {}

impl PartialEq<str> for Blob<'_> {
    fn eq(&self, other: &str) -> bool {
        self.chars().eq(other.chars())
    }
}

impl fmt::Display for Blob<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.chars().try_for_each(|symbol| f.write_char(symbol))
    }
}

impl fmt::Debug for Blob<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Blob").field(&format_args!("{self}")).finish()
    }
}

impl Serialize for Blob<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_str() {
            Some(text) => serializer.serialize_str(text),
            None => serializer.collect_str(self),
        }
    }
}

/// Keeps a blob as any other text or, where there is no room for it, as it is in the input.
pub(super) struct KeepBlob<'t, 'de, const K: usize> {
    pub(super) texts: &'t mut Texts<'de, K>,
    pub(super) at: usize,
}

impl<'de, const K: usize> Take<'de> for KeepBlob<'_, 'de, K> {
    type Value = ();

    fn member(&self) -> &'static str {
        "mediaConfig.blob"
    }

    fn advice(&self) -> &'static str {
        "; read it with `wire::json`, which lends a longer one"
    }

    fn take(self, piece: Piece<'de, '_>) -> Result<(), TextError> {
        let raw = match piece {
            Piece::Raw(text) => Some(text),
            Piece::Borrowed(_) | Piece::Passing(_) => None,
        };
        match (self.texts.take(self.at, piece), raw) {
            (Ok(()), _) => Ok(()),
            (Err(_), Some(text)) => {
                self.texts.lend(self.at, text);
                Ok(())
            }
            (Err(error), None) => Err(error),
        }
    }

    fn none(self) {
        self.texts.clear(self.at);
    }
}
