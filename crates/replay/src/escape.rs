//! Texts of a log, so that none can pass for a line of the report.
//!
//! Control characters, line ends and what turns the direction of writing are written as `\u{..}`.
//! A text that is too long is cut.

use std::fmt::{self, Write};

use crate::put::Put;

/// How many characters of a text are shown.
const SHOWN: usize = 300;

/// Whether a character would change how a line looks, instead of standing in it.
pub fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Whether a text can be shown as it is.
fn is_plain(text: &str) -> bool {
    text.len() <= SHOWN && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// A text of the log, escaped.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a>(pub &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_plain(self.0) {
            return f.write_str(self.0);
        }
        for (place, character) in self.0.chars().enumerate() {
            if place == SHOWN {
                return f.write_str("...");
            }
            if is_unsafe(character) {
                write!(f, "\\u{{{:x}}}", u32::from(character))?;
            } else {
                f.write_char(character)?;
            }
        }
        Ok(())
    }
}

impl Put for Text<'_> {
    fn put(&self, out: &mut String) {
        if is_plain(self.0) {
            out.push_str(self.0);
        } else {
            let _ = write!(out, "{self}");
        }
    }
}

/// The same as an owned text.
pub fn text(given: &str) -> String {
    Text(given).to_string()
}

/// A JSON string with nothing in it that is more than a character.
pub fn json(out: &mut String, text: &str) {
    // All of it, without a way out: many bytes at once.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') & (byte != b'"') & (byte != b'\\');
    if text.bytes().fold(true, |plain, byte| plain & is_plain(byte)) {
        out.push('"');
        out.push_str(text);
        out.push('"');
        return;
    }
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if is_unsafe(character) => {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_ends_a_line_or_turns_it() {
        for (given, shown) in [
            ("r1", "r1"),
            ("caf\u{e9} \u{4f60}", "caf\u{e9} \u{4f60}"),
            ("a\nb", "a\\u{a}b"),
            ("\u{1b}[31m", "\\u{1b}[31m"),
            ("\u{202e}x", "\\u{202e}x"),
            ("\u{85}\u{2028}", "\\u{85}\\u{2028}"),
        ] {
            assert_eq!(text(given), shown);
            let mut quoted = String::new();
            json(&mut quoted, given);
            assert_eq!(serde_json::from_str::<String>(&quoted).ok().as_deref(), Some(given));
            assert!(!quoted.chars().any(is_unsafe), "{quoted:?}");
        }
        assert_eq!(text(&"x".repeat(1_000)).len(), SHOWN + 3);
        for given in ["r1", "a\nb"] {
            let mut put = String::new();
            Text(given).put(&mut put);
            assert_eq!(put, text(given));
        }
    }
}
