//! Texts cut at a byte, and texts in quotes.
//!
//! The searches of `str` for a character have bounds checks and more code; what is looked for here is
//! ASCII.

use core::fmt::{self, Write};

/// What comes before and after the first such byte.
pub(in crate::wire) fn split_at(text: &str, byte: u8) -> Option<(&str, &str)> {
    parted(text, text.bytes().position(|it| it == byte)?)
}

/// What comes before and after the last such byte.
pub(in crate::wire) fn rsplit_at(text: &str, byte: u8) -> Option<(&str, &str)> {
    let after = text.bytes().rev().position(|it| it == byte)?;
    parted(text, text.len().checked_sub(after)?.checked_sub(1)?)
}

fn parted(text: &str, at: usize) -> Option<(&str, &str)> {
    let (before, rest) = text.split_at_checked(at)?;
    Some((before, rest.get(1..)?))
}

/// A text in quotes, with control characters as numbers.
pub(in crate::wire) struct Quoted<'t>(pub(in crate::wire) &'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for symbol in self.0.chars() {
            match symbol {
                '"' | '\\' => {
                    f.write_char('\\')?;
                    f.write_char(symbol)?;
                }
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                _ if symbol.is_control() => write!(f, "\\u{{{:x}}}", u32::from(symbol))?,
                _ => f.write_char(symbol)?,
            }
        }
        f.write_char('"')
    }
}

#[cfg(test)]
mod tests {
    use core::fmt::Write as _;

    use heapless::String;

    use super::{Quoted, rsplit_at, split_at};

    fn said(message: core::fmt::Arguments<'_>) -> String<64> {
        let mut text = String::new();
        let _ = text.write_fmt(message);
        text
    }

    #[test]
    fn texts_are_cut_at_the_first_or_the_last_byte() {
        assert_eq!(split_at("a/b/c", b'/'), Some(("a", "b/c")));
        assert_eq!(rsplit_at("a/b/c", b'/'), Some(("a/b", "c")));
        assert_eq!((split_at("é/", b'/'), rsplit_at("/é", b'/')), (Some(("é", "")), Some(("", "é"))));
        assert_eq!((split_at("abc", b'/'), rsplit_at("", b'/')), (None, None));
    }

    #[test]
    fn quotes_are_those_of_rust_for_what_can_be_seen_and_for_control_characters() {
        for text in ["", "a \"b\" \\ c", "é\n\r\t", "\u{1}\u{7f}\u{85}"] {
            assert_eq!(said(format_args!("{}", Quoted(text))), said(format_args!("{text:?}")));
        }
    }
}
