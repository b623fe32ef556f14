//! Goes through JSON from mark to mark. What it does not know well it leaves to a full reader:
//! `None` says nothing but that.

use super::raw::Raw;

/// A text, and how far it was read.
#[derive(Clone, Debug)]
pub struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// Whether no control character is anywhere in the text, so that none is looked for in its texts.
    is_tame: bool,
}

/// How deep objects and arrays may be in each other: as many as a word has bits.
const MAX_DEPTH: u32 = 64;

impl<'a> Scan<'a> {
    pub fn new(text: &'a str) -> Self {
        // All of it, without a way out: many bytes at once.
        let least = text.bytes().fold(u8::MAX, |least, byte| least.min(byte));
        Self { text, at: 0, is_tame: least >= b' ' }
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// The next byte that is not white space.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            match self.text.as_bytes().get(self.at) {
                Some(b' ' | b'\t' | b'\r' | b'\n') => self.at += 1,
                byte => return byte.copied(),
            }
        }
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
        match self.peek()? {
            b'}' => {
                self.at += 1;
                return Some(None);
            }
            b',' if !*first => self.at += 1,
            _ if *first => {}
            _ => return None,
        }
        *first = false;
        let name = self.text()?;
        self.take(b':')?;
        Some(Some(name))
    }

    /// A text without escapes.
    #[inline]
    pub fn text(&mut self) -> Option<&'a str> {
        self.take(b'"')?;
        let from = self.at;
        let end = from + self.plain();
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        self.at = end + 1;
        self.text.get(from..end)
    }

    fn plain(&self) -> usize {
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

    /// Passes over a value.
    pub fn value(&mut self) -> Option<Raw<'a>> {
        self.within(MAX_DEPTH)
    }

    /// The same of one that is not so deep that it matters how deep it stands.
    pub fn shallow_value(&mut self) -> Option<Raw<'a>> {
        self.within(MAX_DEPTH / 2)
    }

    fn within(&mut self, most: u32) -> Option<Raw<'a>> {
        self.peek()?;
        let from = self.at;
        self.pass(most)?;
        self.text.get(from..self.at).map(Raw::of)
    }

    /// What was passed over since.
    pub fn since(&self, before: &Self) -> Option<Raw<'a>> {
        self.text.get(before.at..self.at).map(Raw::of)
    }

    fn pass(&mut self, most: u32) -> Option<()> {
        // The bit of each open object or array is whether it is an object.
        let (mut depth, mut objects) = (0_u32, 0_u64);
        loop {
            // A value begins here.
            match self.peek()? {
                b'"' => self.any_text()?,
                open @ (b'{' | b'[') => {
                    if depth == most {
                        return None;
                    }
                    self.at += 1;
                    depth += 1;
                    objects = objects << 1 | u64::from(open == b'{');
                    let is_empty = self.peek()? == open + 2;
                    if !is_empty {
                        if open == b'{' {
                            self.any_name()?;
                        }
                        continue;
                    }
                }
                b'-' | b'0'..=b'9' => self.any_number()?,
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                b'n' => self.word("null")?,
                _ => return None,
            }
            // A value ends here, or an object or array that has no more of them.
            loop {
                if depth == 0 {
                    return Some(());
                }
                let is_object = objects & 1 == 1;
                match self.peek()? {
                    b',' => {
                        self.at += 1;
                        if is_object {
                            self.any_name()?;
                        }
                        break;
                    }
                    close if close == if is_object { b'}' } else { b']' } => {
                        self.at += 1;
                        depth -= 1;
                        objects >>= 1;
                    }
                    _ => return None,
                }
            }
        }
    }

    fn any_name(&mut self) -> Option<()> {
        self.peek().filter(|byte| *byte == b'"')?;
        self.any_text()?;
        self.take(b':')
    }

    /// A text with escapes or none.
    fn any_text(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            self.at += self.plain();
            match *self.rest() {
                [b'"', ..] => {
                    self.at += 1;
                    return Some(());
                }
                [b'\\', b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => self.at += 2,
                [b'\\', b'u', one, two, three, four, ..]
                    if [one, two, three, four].iter().all(u8::is_ascii_hexdigit) =>
                {
                    self.at += 6;
                }
                _ => return None,
            }
        }
    }

    /// A number without an exponent.
    fn any_number(&mut self) -> Option<()> {
        let rest = self.rest();
        let minus = usize::from(rest.first() == Some(&b'-'));
        let digits = |from: usize| rest.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
        let whole = digits(minus);
        if whole == 0 || (whole > 1 && rest.get(minus) == Some(&b'0')) {
            return None;
        }
        let mut length = minus + whole;
        if rest.get(length) == Some(&b'.') {
            let part = digits(length + 1);
            if part == 0 {
                return None;
            }
            length += 1 + part;
        }
        if matches!(rest.get(length), Some(b'e' | b'E')) {
            return None;
        }
        self.at += length;
        Some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.rest().starts_with(word.as_bytes()).then(|| self.at += word.len())
    }
}

/// How many bytes come before a quotation mark, an escape or, unless the text is tame, a control
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
        let control = if IS_TAME { 0 } else { below(word, 0x20) };
        let marks = (control | is(b'"') | is(b'\\')) & (ONES * 0x80);
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
    member.replace(value).is_none().then_some(())
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::*;

    #[test]
    fn values_are_those_of_a_full_reader() {
        for text in [
            "null",
            "true",
            "false",
            "0",
            "-0",
            "12",
            "-1.5",
            "01",
            "1.",
            "-",
            ".5",
            "1e3",
            "tru",
            "\"\"",
            "\"a",
            "\"\\u00e9\"",
            "\"\\u00g9\"",
            "\"\\x\"",
            "\"\u{1}\"",
            "\"\u{e9}\\\\\"",
            "[]",
            "[ ]",
            "[1 , 2]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "{}",
            "{ }",
            "{\"a\":1}",
            "{\"a\" : [{\"b\":null}] }",
            "{\"a\":1,}",
            "{\"a\"}",
            "{a:1}",
            "{\"a\":1]",
            "[1}",
            "[[[]]",
            "]",
            "",
            "{,}",
        ] {
            let mut scan = Scan::new(text);
            let passed = scan.value().filter(|_| scan.is_at_end()).map(Raw::get);
            let full = serde_json::from_str::<&RawValue>(text).ok().map(RawValue::get);
            // Numbers with an exponent are left to the full reader.
            assert!(passed == full || (passed.is_none() && text.contains('e')), "{text}: {passed:?} {full:?}");
        }
    }

    #[test]
    fn deep_values_are_left_to_the_full_reader() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(Scan::new(&nested(64)).value().is_some());
        assert!(Scan::new(&nested(65)).value().is_none());
    }
}
