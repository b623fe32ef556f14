//! The escapes of JSON, undone and written.

use core::fmt::{self, Write};

use heapless::String;

use crate::wire::text::split_at;

/// How many bytes the escaped free texts of one object may have together, once unescaped.
///
/// A text without escapes is borrowed from the input and has no limit; access tokens, which are
/// long, have none. A text with escapes cannot be borrowed, so it is kept here: every object that
/// has free texts (a notification, a resource, a request) has one buffer of this size for all of
/// them, rather than one for each text, which would make the objects large. More is an error that
/// says so. The size is our choice: the longest `clientContext` that is allowed is 768 bytes of
/// UTF-8.
///
/// ```
/// use call_lifecycle::wire::{Record, json::TEXT_BYTES};
/// let short = format!(r#"{{"clientContext": "\u0041{}"}}"#, "x".repeat(TEXT_BYTES - 1));
/// assert_eq!(serde_json::from_str::<Record>(&short)?.client_context().map(str::len), Some(TEXT_BYTES));
/// let long = format!(r#"{{"clientContext": "\u0041{}"}}"#, "x".repeat(TEXT_BYTES));
/// let error = serde_json::from_str::<Record>(&long).unwrap_err().to_string();
/// assert!(error.contains("clientContext") && error.contains("at most 1024 bytes"), "{error}");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub const TEXT_BYTES: usize = 1024;

/// Why a text could not be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::wire) enum TextError {
    /// No room left for an escaped text.
    Full,
    /// An escape that JSON does not have, or half a surrogate pair.
    Escape,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => {
                write!(f, "the texts with escapes of one object may have at most {TEXT_BYTES} bytes together")
            }
            Self::Escape => {
                f.write_str("the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX, surrogates in pairs")
            }
        }
    }
}

/// Appends `raw` without its JSON escapes.
pub(super) fn unescape<const N: usize>(raw: &str, out: &mut String<N>) -> Result<(), TextError> {
    unescaped(raw, |text| out.push_str(text).map_err(|_| TextError::Full))
}

/// Whether `raw`, which the reader has read, can be unescaped if there is room for it: surrogates come in
/// pairs.
pub(super) fn check_escapes(raw: &str) -> Result<(), TextError> {
    // The reader knows the other escapes.
    if raw.as_bytes().windows(2).any(|pair| pair == b"\\u") { unescaped(raw, |_| Ok(())) } else { Ok(()) }
}

/// Hands `raw` on without its escapes, piece by piece.
fn unescaped(raw: &str, mut push: impl FnMut(&str) -> Result<(), TextError>) -> Result<(), TextError> {
    let mut rest = raw;
    while let Some((plain, tail)) = split_at(rest, b'\\') {
        push(plain)?;
        let (symbol, after) = escape(tail).ok_or(TextError::Escape)?;
        push(symbol.encode_utf8(&mut [0; 4]))?;
        rest = after;
    }
    push(rest)
}

/// The characters of a text, without its escapes.
pub(super) struct Symbols<'a>(pub(super) &'a str);

impl Iterator for Symbols<'_> {
    type Item = Result<char, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut rest = self.0.chars();
        let symbol = rest.next()?;
        self.0 = rest.as_str();
        if symbol != '\\' {
            return Some(Ok(symbol));
        }
        let escaped = escape(self.0);
        self.0 = escaped.map_or("", |(_, rest)| rest);
        Some(escaped.map(|(symbol, _)| symbol).ok_or(TextError::Escape))
    }
}

/// The character whose escape goes on with `text` after the backslash, and what follows it.
fn escape(text: &str) -> Option<(char, &str)> {
    let mut after = text.chars();
    let symbol = match after.next()? {
        symbol @ ('"' | '\\' | '/') => symbol,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode(after.as_str()),
        _ => return None,
    };
    Some((symbol, after.as_str()))
}

/// The character whose escape goes on with `text` after `\u`, and what follows it.
fn unicode(text: &str) -> Option<(char, &str)> {
    let (first, rest) = unit(text)?;
    if let Some(symbol) = char::from_u32(u32::from(first)) {
        return Some((symbol, rest));
    }
    let (second, rest) = unit(rest.strip_prefix("\\u")?)?;
    let symbol = char::decode_utf16([first, second]).next()?.ok()?;
    Some((symbol, rest))
}

/// Four hexadecimal digits, and what follows them.
fn unit(text: &str) -> Option<(u16, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    // `from_str_radix` takes a sign, which is not a digit.
    if digits.starts_with('+') {
        return None;
    }
    Some((u16::from_str_radix(digits, 16).ok()?, rest))
}

/// A text in quotes.
pub(super) fn write_text(out: &mut impl Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    Escaping(out).write_str(text)?;
    out.write_char('"')
}

/// Escapes what is written through it.
pub(super) struct Escaping<'o, W>(pub(super) &'o mut W);

impl<W: Write> Write for Escaping<'_, W> {
    fn write_str(&mut self, mut rest: &str) -> fmt::Result {
        let special = |byte: u8| matches!(byte, b'"' | b'\\' | 0..0x20);
        while let Some(place) = rest.bytes().position(special) {
            let (plain, tail) = rest.split_at_checked(place).unwrap_or((rest, ""));
            self.0.write_str(plain)?;
            let mut symbols = tail.chars();
            match symbols.next() {
                Some('"') => self.0.write_str("\\\"")?,
                Some('\\') => self.0.write_str("\\\\")?,
                Some('\u{8}') => self.0.write_str("\\b")?,
                Some('\u{c}') => self.0.write_str("\\f")?,
                Some('\n') => self.0.write_str("\\n")?,
                Some('\r') => self.0.write_str("\\r")?,
                Some('\t') => self.0.write_str("\\t")?,
                Some(control) => write!(self.0, "\\u{:04x}", u32::from(control))?,
                None => {}
            }
            rest = symbols.as_str();
        }
        self.0.write_str(rest)
    }
}
