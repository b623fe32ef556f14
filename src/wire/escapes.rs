//! JSON's escapes.

use heapless::String;

use super::text::TextError;

/// Appends `raw` without its JSON escapes.
pub(super) fn unescape<const N: usize>(raw: &str, out: &mut String<N>) -> Result<(), TextError> {
    unescaped(raw, |text| out.push_str(text).map_err(|_| TextError::Full))
}

/// Whether `raw` can be unescaped, if there is room for it.
pub(super) fn check_escapes(raw: &str) -> Result<(), TextError> {
    unescaped(raw, |_| Ok(()))
}

/// Hands `raw` on without its escapes, piece by piece.
fn unescaped(raw: &str, mut push: impl FnMut(&str) -> Result<(), TextError>) -> Result<(), TextError> {
    let mut rest = raw;
    while let Some((plain, tail)) = rest.split_once('\\') {
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
    // `from_str_radix` takes a sign, which is no digit.
    if digits.starts_with('+') {
        return None;
    }
    Some((u16::from_str_radix(digits, 16).ok()?, rest))
}
