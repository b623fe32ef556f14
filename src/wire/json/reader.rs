//! Reads the tokens of JSON: texts, numbers, words and the marks between them.

use super::escapes::TextError;
use super::fault::Fault;
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
    pub(in crate::wire) const fn enter(&mut self) -> Result<(), Fault> {
        if self.depth >= MAX_DEPTH {
            return Err(Fault::Deep);
        }
        self.skip(1);
        self.depth = self.depth.saturating_add(1);
        Ok(())
    }

    /// Leaves the object or the array that has to end here.
    pub(in crate::wire) fn leave(&mut self, end: u8) -> Result<(), Fault> {
        self.depth = self.depth.saturating_sub(1);
        if self.takes(end) {
            return Ok(());
        }
        Err(if end == b'}' { Fault::ObjectEnd } else { Fault::ArrayEnd })
    }

    /// Makes sure that nothing follows.
    pub(in crate::wire) fn finish(&mut self) -> Result<(), Fault> {
        if self.peek().is_none() { Ok(()) } else { Err(Fault::End) }
    }

    /// The next byte that is not white space.
    #[inline]
    pub(in crate::wire) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.skip(1),
                byte => return byte.copied(),
            }
        }
    }

    /// The service's bodies are far shorter than a number can count.
    const fn skip(&mut self, bytes: usize) {
        self.at = self.at.wrapping_add(bytes);
    }

    /// Reads a byte if it comes next.
    #[inline]
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.skip(usize::from(is_next));
        is_next
    }

    /// The colon after the name of a member.
    #[inline]
    pub(in crate::wire) fn colon(&mut self) -> Result<(), Fault> {
        if self.takes(b':') { Ok(()) } else { Err(Fault::Colon) }
    }

    /// Reads a word that has to be there.
    pub(super) fn word<T>(&mut self, word: &str, value: T) -> Result<T, Fault> {
        match self.text.get(self.at..) {
            Some(rest) if rest.starts_with(word) => {
                self.skip(word.len());
                Ok(value)
            }
            _ => Err(Fault::Value),
        }
    }

    /// Reads the text whose first quote was just seen, and returns it with its escapes, and whether it
    /// has any.
    pub(super) fn raw(&mut self) -> Result<(&'de str, bool), Fault> {
        self.skip(1);
        let start = self.at;
        if self.plain() == Some(b'"') {
            let raw = self.text.get(start..self.at).unwrap_or_default();
            self.skip(1);
            return Ok((raw, false));
        }
        self.escaped(start)
    }

    /// Goes on to the end of a text, an escape or a control character.
    fn plain(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        self.skip(plain_bytes(bytes.get(self.at..)?));
        bytes.get(self.at).copied()
    }

    /// Goes on with a text that was read up to an escape.
    #[inline(never)]
    fn escaped(&mut self, start: usize) -> Result<(&'de str, bool), Fault> {
        loop {
            match self.plain() {
                Some(b'"') => {
                    let raw = self.text.get(start..self.at).unwrap_or_default();
                    self.skip(1);
                    return Ok((raw, true));
                }
                Some(b'\\') => self.escape()?,
                None => return Err(Fault::OpenText),
                Some(_) => return Err(Fault::Control),
            }
        }
    }

    /// Reads an escape in a text.
    fn escape(&mut self) -> Result<(), Fault> {
        let mut bytes = self.text.as_bytes().get(self.at..).unwrap_or_default().iter().skip(1);
        self.skip(2);
        let known = match bytes.next() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => true,
            Some(b'u') => {
                self.skip(4);
                (0..4).all(|_| bytes.next().is_some_and(u8::is_ascii_hexdigit))
            }
            _ => false,
        };
        if known { Ok(()) } else { Err(TextError::Escape.into()) }
    }

    /// Reads a number, and returns its digits.
    pub(super) fn digits(&mut self) -> Result<&'de str, Fault> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_of_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let text = rest.get(..rest.bytes().take_while(is_of_number).count()).unwrap_or_default();
        if !is_number(text) {
            return Err(Fault::Number);
        }
        self.skip(text.len());
        Ok(text)
    }

    /// Whether there is another element or member; reads the comma before it.
    pub(in crate::wire) fn another(&mut self, first: &mut bool, end: u8) -> bool {
        let first = core::mem::replace(first, false);
        match self.peek() {
            Some(b',') if !first => {
                self.skip(1);
                true
            }
            // The end that is missing is looked for when the object or the array is left.
            byte => first && byte.is_some_and(|byte| byte != end),
        }
    }
}

/// How many bytes of a text come before its end, an escape or a control character. Eight at a time:
/// most of a body is texts.
fn plain_bytes(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 0xff;
    let mut rest = bytes;
    while let Some((word, after)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*word);
        // A byte below `bound` borrows from its highest bit. So may one above it, which does not matter.
        let below = |word: u64, bound: u64| word.wrapping_sub(ONES.wrapping_mul(bound));
        let turned = |bits: u64| word ^ ONES.wrapping_mul(bits);
        // Quotes change places with blanks, and are next to the control characters then.
        let marks = (below(turned(2), 0x21) | below(turned(0x5c), 1)) & !word & ONES.wrapping_mul(0x80);
        if marks != 0 {
            let plain = bytes.len().wrapping_sub(rest.len());
            return plain.wrapping_add((marks.trailing_zeros() >> 3) as usize);
        }
        rest = after;
    }
    bytes.len().wrapping_sub(rest.len()).wrapping_add(last_plain_bytes(rest))
}

/// The same of the last bytes of a body.
#[cold]
fn last_plain_bytes(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20)).count()
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
