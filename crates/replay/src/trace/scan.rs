//! Goes through JSON from mark to mark. What it does not know well it leaves to a full reader:
//! `None` says nothing but that.

use super::raw::Raw;

/// A text, and how far it was read.
#[derive(Clone, Debug)]
pub struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// Whether no control character and no escape is anywhere in the text, so that none is looked for in
    /// its texts.
    is_tame: bool,
}

impl<'a> Scan<'a> {
    pub fn new(text: &'a str) -> Self {
        // All of it, without a way out: many bytes at once.
        let is_tame = text.bytes().fold(true, |is_tame, byte| is_tame & (byte >= b' ') & (byte != b'\\'));
        Self { text, at: 0, is_tame }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// The next byte that is not white space.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        self.at = past_blanks(bytes, self.at);
        bytes.get(self.at).copied()
    }

    /// Takes a byte that has to come next.
    #[inline]
    pub fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// Whether nothing follows.
    pub fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// The name of the next member of an object that was entered, with its colon. `Some(None)` at
    /// the object's end.
    #[inline]
    fn member(&mut self, first: &mut bool) -> Option<Option<&'a str>> {
        let bytes = self.text.as_bytes();
        let mut at = past_blanks(bytes, self.at);
        match (*bytes.get(at)?, *first) {
            (b'}', _) => {
                self.at = at + 1;
                return Some(None);
            }
            (b',', false) => at = past_blanks(bytes, at + 1),
            (_, true) => {}
            _ => return None,
        }
        *first = false;
        let (name, end) = self.text_at(at)?;
        at = past_blanks(bytes, end);
        self.at = at + 1;
        (bytes.get(at) == Some(&b':')).then_some(Some(name))
    }

    /// A text without escapes.
    #[inline]
    pub fn text(&mut self) -> Option<&'a str> {
        let (text, end) = self.text_at(past_blanks(self.text.as_bytes(), self.at))?;
        self.at = end;
        Some(text)
    }

    /// The text without escapes that begins here, and where what follows begins.
    #[inline]
    fn text_at(&self, at: usize) -> Option<(&'a str, usize)> {
        let (mark, rest) = self.text.as_bytes().get(at..)?.split_first()?;
        let length = if self.is_tame { plain::<true>(rest) } else { plain::<false>(rest) };
        if *mark != b'"' || rest.get(length) != Some(&b'"') {
            return None;
        }
        let end = at + 1 + length;
        Some((self.text.get(at + 1..end)?, end + 1))
    }

    pub(super) fn plain(&self) -> usize {
        if self.is_tame { plain::<true>(self.rest()) } else { plain::<false>(self.rest()) }
    }

    /// A whole number.
    pub fn number(&mut self) -> Option<u64> {
        self.peek()?;
        let rest = self.rest();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if matches!(rest.get(digits), Some(b'.' | b'e' | b'E')) || (digits > 1 && rest.first() == Some(&b'0')) {
            return None;
        }
        let from = self.at;
        self.at += digits;
        self.text.get(from..self.at)?.parse().ok()
    }

    /// A text without escapes, or `null`.
    #[inline]
    pub fn text_or_null(&mut self) -> Option<Option<&'a str>> {
        if self.peek()? == b'n' { self.null().map(|()| None) } else { self.text().map(Some) }
    }

    pub fn null(&mut self) -> Option<()> {
        self.word("null")
    }

    /// What was passed over since.
    pub fn since(&self, before: &Self) -> Option<Raw<'a>> {
        self.text.get(before.at..self.at).map(Raw::of)
    }
}

/// Where the next byte is that is not white space.
#[inline]
fn past_blanks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\r' | b'\n') = bytes.get(at) {
        at += 1;
    }
    at
}

/// How many bytes come before a quotation mark or, unless the text is tame, an escape or a control
/// character. Eight at a time.
#[inline]
fn plain<const IS_TAME: bool>(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 0xff;
    let mut plain = 0;
    let mut words = bytes.chunks_exact(8);
    for word in words.by_ref() {
        let word = u64::from_le_bytes(word.try_into().unwrap_or_default());
        // A byte below `bound` borrows from its highest bit. So may one above it, which does not matter.
        let below = |word: u64, bound: u64| word.wrapping_sub(ONES * bound) & !word;
        let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
        let odd = if IS_TAME { 0 } else { below(word, 0x20) | is(b'\\') };
        let marks = (odd | is(b'"')) & (ONES * 0x80);
        if marks != 0 {
            return plain + (marks.trailing_zeros() >> 3) as usize;
        }
        plain += 8;
    }
    plain + words.remainder().iter().take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20)).count()
}

/// Reads the members of an object.
#[inline]
pub fn each<'a>(scan: &mut Scan<'a>, mut read: impl FnMut(&mut Scan<'a>, &'a str) -> Option<()>) -> Option<()> {
    scan.take(b'{')?;
    let mut first = true;
    while let Some(name) = scan.member(&mut first)? {
        read(scan, name)?;
    }
    Some(())
}

/// A member that may come once.
#[inline]
pub fn set<T>(member: &mut Option<T>, value: T) -> Option<()> {
    if member.is_some() {
        return None;
    }
    *member = Some(value);
    Some(())
}
