//! Passes over values of JSON that nothing is read of.

use super::raw::Raw;
use super::scan::Scan;

/// How deep objects and arrays may be in each other: as many as a word has bits.
const MAX_DEPTH: u32 = 64;

impl<'a> Scan<'a> {
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

    pub(super) fn word(&mut self, word: &str) -> Option<()> {
        self.rest().starts_with(word.as_bytes()).then(|| self.at += word.len())
    }
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
