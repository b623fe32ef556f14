//! Writes texts with their escapes.

use core::fmt::{self, Write};

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
