//! A JSON reader that needs no allocator and can tell what comes next.

use core::fmt::{self, Write as _};

use heapless::String;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

mod escape;
mod serializer;
mod write;

pub(super) use write::into_slice;
pub use write::{WriteError, to_slice, write};

use super::escapes::{check_escapes, unescape};
use super::text::{TEXT_BYTES, TextError};
use super::values::ESCAPED;

/// Reads a value of this module from JSON, without an allocator.
///
/// Any reader of serde's will do; this one does what others do only in part: like `serde_json`, it takes codes as numbers or texts and its errors
/// name the member, and like `serde-json-core`, it needs no allocator. Objects and arrays may be [`MAX_DEPTH`] deep.
///
/// ```
/// use call_lifecycle::{ResultInfo, wire::{self, Resource}};
/// let call: Resource = wire::from_str(r#"{"resultInfo": {"code": "408", "subCode": "8537"}}"#)?;
/// assert_eq!(call.result, Some(ResultInfo::new(408, Some(8537))));
/// let error = wire::from_str::<Resource>("{\n  \"state\": 5}").unwrap_err();
/// assert_eq!(error.to_string(), "invalid type: integer `5`, expected a text in state, at line 2 column 12");
/// # Ok::<(), wire::JsonError>(())
/// ```
///
/// # Errors
/// [`JsonError`] if the text is no JSON, or not of this type.
pub fn from_str<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, JsonError> {
    seed_from_str(core::marker::PhantomData, text)
}

/// As [`from_str`], from bytes, which have to be UTF-8.
///
/// ```
/// use call_lifecycle::wire::{self, CommsNotifications};
/// let body: CommsNotifications = wire::from_slice(b"{\"value\": []}")?;
/// assert!(body.as_slice().is_empty());
/// # Ok::<(), wire::JsonError>(())
/// ```
///
/// # Errors
/// As [`from_str`].
pub fn from_slice<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, JsonError> {
    match core::str::from_utf8(bytes) {
        Ok(text) => from_str(text),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).and_then(|bytes| core::str::from_utf8(bytes).ok());
            Err(JsonError::custom(NO_TEXT).located(before.unwrap_or_default()))
        }
    }
}

/// As [`from_str`], with a seed, such as [`Each`](super::Each).
///
/// ```
/// use call_lifecycle::wire::{self, CommsNotification, Each};
/// let mut seen = 0;
/// let count = wire::seed_from_str(Each(|_: &CommsNotification<'_>| seen += 1), r#"{"value": [{}, {}, {}]}"#)?;
/// assert_eq!((count, seen), (3, 3));
/// # Ok::<(), wire::JsonError>(())
/// ```
///
/// # Errors
/// As [`from_str`].
pub fn seed_from_str<'de, S: DeserializeSeed<'de>>(seed: S, text: &'de str) -> Result<S::Value, JsonError> {
    let mut reader = Reader::new(text);
    let read = seed.deserialize(&mut reader).and_then(|value| reader.finish().map(|()| value));
    read.map_err(|error| error.located(reader.before()))
}

/// How deep objects and arrays may lie in one another.
///
/// ```
/// use call_lifecycle::wire::{self, MAX_DEPTH, OperationRequest};
/// let nested = |depth| format!("{{\"x\": {}{}}}", "[".repeat(depth), "]".repeat(depth));
/// assert!(wire::from_str::<OperationRequest>(&nested(MAX_DEPTH - 1)).is_ok());
/// assert!(wire::from_str::<OperationRequest>(&nested(MAX_DEPTH)).is_err());
/// ```
pub const MAX_DEPTH: usize = 64;

pub(super) const NO_TEXT: &str = "the bytes are no UTF-8";

#[derive(Clone, Debug)]
pub(super) struct Reader<'de> {
    text: &'de str,
    at: usize,
    depth: usize,
}

impl<'de> Reader<'de> {
    pub(super) const fn new(text: &'de str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// The text that was read.
    pub(super) fn before(&self) -> &'de str {
        self.text.get(..self.at).unwrap_or_default()
    }

    pub(super) const fn skip_all(&mut self) {
        self.at = self.text.len();
    }

    /// Enters an object or an array, if one begins here.
    pub(super) fn enters(&mut self, begin: u8) -> bool {
        let enters = self.peek() == Some(begin);
        if enters {
            self.skip(1);
            self.depth = self.depth.saturating_add(1);
        }
        enters
    }

    /// Leaves an object or an array at its end.
    pub(super) fn leave(&mut self, end: u8) -> Result<(), JsonError> {
        self.depth = self.depth.saturating_sub(1);
        let what = if end == b'}' { "a comma or the end of the object" } else { "a comma or the end of the array" };
        self.expect(end, what)
    }

    /// Makes sure that nothing follows.
    pub(super) fn finish(&mut self) -> Result<(), JsonError> {
        if self.peek().is_none() { Ok(()) } else { Err(JsonError::custom("expected nothing after the value")) }
    }

    /// The next byte that is no white space.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
        self.skip(blank);
        rest.get(blank).copied()
    }

    const fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    fn expect(&mut self, byte: u8, what: &str) -> Result<(), JsonError> {
        if self.peek() == Some(byte) {
            self.skip(1);
            return Ok(());
        }
        Err(JsonError::custom(format_args!("expected {what}")))
    }

    /// The colon after the name of a member.
    pub(super) fn colon(&mut self) -> Result<(), JsonError> {
        self.expect(b':', "a colon")
    }

    fn word<T>(&mut self, word: &str, value: T) -> Result<T, JsonError> {
        match self.text.get(self.at..) {
            Some(rest) if rest.starts_with(word) => {
                self.skip(word.len());
                Ok(value)
            }
            _ => Err(JsonError::custom("expected a value")),
        }
    }

    /// A text with its escapes, and whether it has any; `at` is at its first quote.
    fn raw(&mut self) -> Result<(&'de str, bool), JsonError> {
        self.expect(b'"', "a text")?;
        let start = self.at;
        let mut escaped = false;
        let mut bytes = self.text.as_bytes().get(start..).unwrap_or_default().iter();
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' => {
                    let raw = self.text.get(start..self.at).unwrap_or_default();
                    self.skip(1);
                    return Ok((raw, escaped));
                }
                b'\\' => {
                    escaped = true;
                    self.skip(2);
                    let known = match bytes.next() {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => true,
                        Some(b'u') => {
                            self.skip(4);
                            (0..4).all(|_| bytes.next().is_some_and(u8::is_ascii_hexdigit))
                        }
                        _ => false,
                    };
                    if !known {
                        return Err(TextError::Escape.into());
                    }
                }
                0..0x20 => return Err(JsonError::custom("a control character in a text has to be escaped")),
                _ => self.skip(1),
            }
        }
        Err(JsonError::custom("a text has no end"))
    }

    fn text<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, JsonError> {
        match self.raw()? {
            (text, false) => visitor.visit_borrowed_str(text),
            (raw, true) => {
                let mut text = String::<TEXT_BYTES>::new();
                unescape(raw, &mut text)?;
                visitor.visit_str(&text)
            }
        }
    }

    fn number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, JsonError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_of_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let text = rest.get(..rest.bytes().take_while(|byte| is_of_number(byte)).count()).unwrap_or_default();
        if !is_number(text) {
            return Err(JsonError::custom("expected a number"));
        }
        self.skip(text.len());
        if let Ok(value) = text.parse() {
            visitor.visit_i64(value)
        } else if let Ok(value) = text.parse() {
            visitor.visit_u64(value)
        } else {
            visitor.visit_f64(text.parse().map_err(|_| JsonError::custom("expected a number"))?)
        }
    }

    /// Enters an object or an array, reads it, and leaves it.
    fn nested<T>(&mut self, end: u8, read: impl FnOnce(&mut Self) -> Result<T, JsonError>) -> Result<T, JsonError> {
        if self.depth >= MAX_DEPTH {
            return Err(JsonError::custom(format_args!("objects and arrays are more than {MAX_DEPTH} deep")));
        }
        self.skip(1);
        self.depth = self.depth.saturating_add(1);
        let value = read(self)?;
        self.leave(end)?;
        Ok(value)
    }
}

/// Whether a text is a number of JSON's: no leading zeros, digits on both sides of the point, digits in the exponent.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (text, exponent) = match text.split_once(['e', 'E']) {
        Some((text, exponent)) => (text, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, part) = match text.split_once('.') {
        Some((whole, part)) => (whole, Some(part)),
        None => (text, None),
    };
    digits(whole) && (whole == "0" || !whole.starts_with('0')) && part.is_none_or(digits) && exponent.is_none_or(digits)
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.peek() {
            Some(b'"') => self.text(visitor),
            Some(b'{') => self.nested(b'}', |reader| visitor.visit_map(Items { reader, first: true })),
            Some(b'[') => self.nested(b']', |reader| visitor.visit_seq(Items { reader, first: true })),
            Some(b'-' | b'0'..=b'9') => self.number(visitor),
            Some(b't') => self.word("true", true).and_then(|value| visitor.visit_bool(value)),
            Some(b'f') => self.word("false", false).and_then(|value| visitor.visit_bool(value)),
            Some(b'n') => self.word("null", ()).and_then(|()| visitor.visit_unit()),
            _ => Err(JsonError::custom("expected a value")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.peek() {
            Some(b'n') => self.word("null", ()).and_then(|()| visitor.visit_none()),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        // The text is then unescaped where it is kept, and the error of one that is too long names its member.
        if name == ESCAPED && self.peek() == Some(b'"') {
            let (raw, escaped) = self.raw()?;
            if escaped {
                check_escapes(raw)?;
            }
            return visitor.visit_newtype_struct(Raw(raw));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        match self.peek() {
            // What is ignored need not fit in a buffer.
            Some(b'"') => self.raw().and_then(|_| visitor.visit_unit()),
            _ => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier
    }
}

/// A text with its escapes.
struct Raw<'de>(&'de str);

impl<'de> Deserializer<'de> for Raw<'de> {
    type Error = JsonError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, JsonError> {
        visitor.visit_borrowed_str(self.0)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The elements of an array, or the members of an object.
pub(super) struct Items<'r, 'de> {
    pub(super) reader: &'r mut Reader<'de>,
    pub(super) first: bool,
}

impl Items<'_, '_> {
    /// Whether there is another one, past the comma before it.
    fn another(&mut self, end: u8) -> Result<bool, JsonError> {
        let first = core::mem::replace(&mut self.first, false);
        match self.reader.peek() {
            Some(byte) if byte == end => Ok(false),
            Some(_) if first => Ok(true),
            Some(b',') => {
                self.reader.skip(1);
                Ok(true)
            }
            // The end that is missing is looked for, and missed, when this is left.
            _ => Ok(false),
        }
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = JsonError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, JsonError> {
        if self.another(b']')? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = JsonError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, JsonError> {
        if !self.another(b'}')? {
            return Ok(None);
        }
        if self.reader.peek() != Some(b'"') {
            return Err(JsonError::custom("expected the name of a member"));
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, JsonError> {
        self.reader.colon()?;
        seed.deserialize(&mut *self.reader)
    }
}

/// Why a text could not be read: what is wrong, in at most [`JsonError::MESSAGE_BYTES`] bytes, and where.
///
/// ```
/// use call_lifecycle::wire::{self, Resource};
/// let error = wire::from_str::<Resource>(r#"{"id": "#).unwrap_err();
/// assert_eq!(error.to_string(), "expected a value, at line 1 column 7");
/// assert_eq!((error.line, error.column), (1, 7));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// The line, from 1.
    pub line: usize,
    /// How many bytes of the line were read.
    pub column: usize,
    message: String<{ Self::MESSAGE_BYTES }>,
}

impl JsonError {
    /// The most bytes of a message; a longer one is cut.
    pub const MESSAGE_BYTES: usize = 192;

    /// What is wrong. It may quote the input, and so is not logged by `defmt`.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// With the place that follows the text `before`.
    pub(super) fn located(self, before: &str) -> Self {
        let line = before.bytes().filter(|byte| *byte == b'\n').count().saturating_add(1);
        let column = before.rsplit('\n').next().map_or(0, str::len);
        Self { line, column, ..self }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, at line {} column {}", self.message, self.line, self.column)
    }
}

impl core::error::Error for JsonError {}

impl serde::de::Error for JsonError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let mut cut = Cut(String::new());
        // It cannot fail: what does not fit is cut.
        let _ = write!(cut, "{message}");
        Self { line: 0, column: 0, message: cut.0 }
    }
}

impl From<TextError> for JsonError {
    fn from(error: TextError) -> Self {
        Self::custom(error)
    }
}

/// Writes what fits.
struct Cut<const N: usize>(String<N>);

impl<const N: usize> fmt::Write for Cut<N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for symbol in text.chars() {
            if self.0.push(symbol).is_err() {
                break;
            }
        }
        Ok(())
    }
}
