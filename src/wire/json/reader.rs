//! Reads the tokens of JSON: texts, numbers, words and the marks between them.

use serde::de::Error as _;

use super::error::ReadError;
use super::escapes::TextError;
use crate::wire::text::split_at;

/// What is wrong with bytes that are no text.
pub(in crate::wire) const NO_TEXT: &str = "the bytes are not UTF-8";

/// How deep objects and arrays may be nested.
///
/// ```
/// use call_lifecycle::wire::{OperationRequest, json::{self, MAX_DEPTH}};
/// let nested = |depth| format!("{{\"x\": {}{}}}", "[".repeat(depth), "]".repeat(depth));
/// assert!(json::from_str::<OperationRequest>(&nested(MAX_DEPTH - 1)).is_ok());
/// assert!(json::from_str::<OperationRequest>(&nested(MAX_DEPTH)).is_err());
/// ```
pub const MAX_DEPTH: usize = 64;

/// A text, and how far it was read.
#[derive(Clone, Debug)]
pub(in crate::wire) struct Reader<'de> {
    text: &'de str,
    at: usize,
    depth: usize,
}

impl<'de> Reader<'de> {
    pub(in crate::wire) const fn new(text: &'de str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    /// The text that was read.
    pub(in crate::wire) fn before(&self) -> &'de str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// Takes the rest of the text as read.
    pub(in crate::wire) const fn skip_all(&mut self) {
        self.at = self.text.len();
    }

    /// Enters the object or the array that begins here.
    pub(in crate::wire) fn enter(&mut self) -> Result<(), ReadError> {
        if self.depth >= MAX_DEPTH {
            return Err(ReadError::custom(format_args!("objects and arrays are more than {MAX_DEPTH} deep")));
        }
        self.skip(1);
        self.depth = self.depth.saturating_add(1);
        Ok(())
    }

    /// Leaves the object or the array that has to end here.
    pub(in crate::wire) fn leave(&mut self, end: u8) -> Result<(), ReadError> {
        self.depth = self.depth.saturating_sub(1);
        let what = if end == b'}' { "a comma or the end of the object" } else { "a comma or the end of the array" };
        self.expect(end, what)
    }

    /// Makes sure that nothing follows.
    pub(in crate::wire) fn finish(&mut self) -> Result<(), ReadError> {
        if self.peek().is_none() { Ok(()) } else { Err(ReadError::custom("expected nothing after the value")) }
    }

    /// The next byte that is not white space.
    pub(in crate::wire) fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).count();
        self.skip(blank);
        rest.get(blank).copied()
    }

    const fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    /// Reads a byte that has to be there.
    fn expect(&mut self, byte: u8, what: &str) -> Result<(), ReadError> {
        if self.peek() == Some(byte) {
            self.skip(1);
            return Ok(());
        }
        Err(ReadError::custom(format_args!("expected {what}")))
    }

    /// The colon after the name of a member.
    pub(in crate::wire) fn colon(&mut self) -> Result<(), ReadError> {
        self.expect(b':', "a colon")
    }

    /// Reads a word that has to be there.
    pub(super) fn word<T>(&mut self, word: &str, value: T) -> Result<T, ReadError> {
        match self.text.get(self.at..) {
            Some(rest) if rest.starts_with(word) => {
                self.skip(word.len());
                Ok(value)
            }
            _ => Err(ReadError::custom("expected a value")),
        }
    }

    /// Reads a text, and returns it with its escapes, and whether it has any.
    pub(super) fn raw(&mut self) -> Result<(&'de str, bool), ReadError> {
        self.expect(b'"', "a text")?;
        let start = self.at;
        let mut escaped = false;
        loop {
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let plain = plain_bytes(rest);
            self.skip(plain);
            let mut bytes = rest.get(plain..).unwrap_or_default().iter();
            match bytes.next() {
                None => return Err(ReadError::custom("a text has no end")),
                Some(b'"') => {
                    let raw = self.text.get(start..self.at).unwrap_or_default();
                    self.skip(1);
                    return Ok((raw, escaped));
                }
                Some(b'\\') => {
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
                Some(_) => return Err(ReadError::custom("a control character in a text has to be escaped")),
            }
        }
    }

    /// Reads a number, and returns its digits.
    pub(super) fn digits(&mut self) -> Result<&'de str, ReadError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_of_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let text = rest.get(..rest.bytes().take_while(is_of_number).count()).unwrap_or_default();
        if !is_number(text) {
            return Err(ReadError::custom("expected a number"));
        }
        self.skip(text.len());
        Ok(text)
    }

    /// Whether there is another element or member; reads the comma before it.
    pub(super) fn another(&mut self, first: &mut bool, end: u8) -> bool {
        let first = core::mem::replace(first, false);
        match self.peek() {
            Some(byte) if byte == end => false,
            Some(_) if first => true,
            Some(b',') => {
                self.skip(1);
                true
            }
            // The end that is missing is looked for when the object or the array is left.
            _ => false,
        }
    }
}

/// How many bytes of a text come before its end, an escape or a control character. Eight at a time:
/// most of a body is texts.
fn plain_bytes(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 0xff;
    let mut plain = 0_usize;
    let mut words = bytes.chunks_exact(8);
    for word in words.by_ref() {
        let word = u64::from_le_bytes(word.try_into().unwrap_or_default());
        // A byte below `bound` borrows from its highest bit. So may one above it, which does not matter.
        let below = |word: u64, bound: u64| word.wrapping_sub(ONES.wrapping_mul(bound)) & !word;
        let is = |byte: u8| below(word ^ ONES.wrapping_mul(u64::from(byte)), 1);
        let marks = (below(word, 0x20) | is(b'"') | is(b'\\')) & ONES.wrapping_mul(0x80);
        if marks != 0 {
            return plain.saturating_add((marks.trailing_zeros() >> 3) as usize);
        }
        plain = plain.saturating_add(8);
    }
    let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | 0..0x20);
    plain.saturating_add(words.remainder().iter().take_while(is_plain).count())
}

/// Whether a text is a number in JSON: no leading zeros, digits on both sides of the point, digits
/// in the exponent.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (text, exponent) = match split_at(text, b'e').or_else(|| split_at(text, b'E')) {
        Some((text, exponent)) => (text, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let (whole, part) = match split_at(text, b'.') {
        Some((whole, part)) => (whole, Some(part)),
        None => (text, None),
    };
    digits(whole) && (whole == "0" || !whole.starts_with('0')) && part.is_none_or(digits) && exponent.is_none_or(digits)
}
