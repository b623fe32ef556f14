//! JSON bodies built from a script: mutated bytes seldom have a member twice, `null` in an odd
//! place or a long text with escapes, and these have little else.

use std::fmt::Write as _;

use super::bytes::Bytes;
use super::members::{BODIES, IDENTITY, MEMBERS, NUMBERS, Shape};
use crate::reference::draw::Draw;
use Shape::{Flag, Number, Object, Objects, Text, Word, Words};

/// A JSON value, as a script has it.
#[derive(Clone, Debug)]
pub enum Json {
    /// A number, a text with its quotes and escapes, `true`, `false` or `null`.
    Leaf(String),
    /// An array.
    List(Vec<Self>),
    /// An object: the name of each member, as it is spelled, and its value.
    Object(Vec<(String, String, Self)>),
}

impl Json {
    /// The body of a script.
    pub fn of(script: &[u8]) -> Self {
        let mut script = Script { draw: Bytes::new(script), room: 6000 };
        let members = script.draw.one_of(BODIES);
        script.object(members, 5)
    }

    /// The text of the body; with `last`, only the last member of each name, which is the one that
    /// counts.
    pub fn text(&self, last: bool) -> String {
        let mut text = String::new();
        self.write(last, &mut text);
        text
    }

    fn write(&self, last: bool, out: &mut String) {
        match self {
            Self::Leaf(text) => out.push_str(text),
            Self::List(all) => {
                for (index, element) in all.iter().enumerate() {
                    out.push(if index == 0 { '[' } else { ',' });
                    element.write(last, out);
                }
                out.push_str(if all.is_empty() { "[]" } else { "]" });
            }
            Self::Object(all) => {
                out.push('{');
                for (index, (name, spelled, value)) in all.iter().enumerate() {
                    if last && all[index + 1..].iter().any(|(later, ..)| later == name) {
                        continue;
                    }
                    out.push_str(if out.ends_with('{') { "" } else { "," });
                    out.push_str(spelled);
                    out.push(':');
                    // Only one identity is kept, so an earlier one does not come back for a later one without an id.
                    value.write(last && !is_identity(name), out);
                }
                out.push('}');
            }
        }
    }
}

/// Whether a member of this name is a set of identities.
fn is_identity(name: &str) -> bool {
    MEMBERS.iter().any(|(known, shape)| *known == name && matches!(shape, Object(members) if *members == IDENTITY))
}

/// What is left of a script, and how many characters its body may still have, about.
struct Script<'a> {
    draw: Bytes<'a>,
    room: usize,
}

impl Script<'_> {
    fn object(&mut self, members: &[&str], depth: usize) -> Json {
        let count = self.draw.below(7);
        let mut all = Vec::new();
        for _ in 0..count {
            let name = match self.draw.below(32) {
                1 => MEMBERS[self.draw.below(MEMBERS.len() as u64) as usize].0,
                2 => "other",
                // One that is there already.
                3..12 if !all.is_empty() => {
                    let (name, ..): (String, String, Json) = self.draw.one_of(&all);
                    let known = members.iter().find(|known| **known == name);
                    known.copied().unwrap_or("other")
                }
                _ => self.draw.one_of(members),
            };
            let spelled = if self.draw.below(16) == 1 { self.spelled(name) } else { format!("\"{name}\"") };
            let shape = MEMBERS.iter().find(|(known, _)| *known == name).map_or(Text, |(_, shape)| *shape);
            let value = self.value(shape, depth);
            all.push((name.to_string(), spelled, value));
        }
        Json::Object(all)
    }

    fn value(&mut self, shape: Shape, depth: usize) -> Json {
        let (shape, depth) = match self.draw.below(24) {
            0 | 1 => return Json::Leaf("null".to_string()),
            2 => (self.draw.one_of(MEMBERS).1, depth),
            // An array where none is meant to be: of data it is as good as an object.
            3 => return self.list(depth, |script, depth| script.value(shape, depth)),
            _ => (shape, depth),
        };
        match shape {
            Text => Json::Leaf(self.any_text()),
            Flag => Json::Leaf(self.draw.one_of(&["true", "false"]).to_string()),
            Number => Json::Leaf(match self.draw.below(4) {
                0 => format!("\"{}\"", self.draw.one_of(NUMBERS)),
                _ => self.draw.one_of(NUMBERS).to_string(),
            }),
            Word(words) => Json::Leaf(self.word(words)),
            Words(words) => self.list(depth, |script, _| Json::Leaf(script.word(words))),
            Object(_) | Objects(_) if depth == 0 => Json::List(Vec::new()),
            Object(members) => self.object(members, depth - 1),
            Objects(members) => self.list(depth, |script, depth| match script.draw.below(8) {
                0 => Json::Leaf("null".to_string()),
                _ => script.object(members, depth),
            }),
        }
    }

    /// An array, whose last element may come so often that not all of them are kept.
    fn list(&mut self, depth: usize, mut element: impl FnMut(&mut Self, usize) -> Json) -> Json {
        let Some(depth) = depth.checked_sub(1) else { return Json::List(Vec::new()) };
        let mut all: Vec<Json> = (0..self.draw.below(4)).map(|_| element(self, depth)).collect();
        let again = self.draw.one_of(&[0, 0, 0, 0, 0, 8, 20, 25, 64]);
        if let Some(last) = all.last().cloned() {
            let length = last.text(false).len() * again;
            if length <= self.room {
                self.room -= length;
                all.extend(std::iter::repeat_n(last, again));
            }
        }
        Json::List(all)
    }

    fn word(&mut self, words: &[&str]) -> String {
        let word = self.draw.one_of(words);
        match self.draw.below(8) {
            0 => self.any_text(),
            1 => self.spelled(word),
            2 => self.spelled(&word.to_uppercase()),
            _ => format!("\"{word}\""),
        }
    }

    /// A text with some of its characters as escapes.
    fn spelled(&mut self, text: &str) -> String {
        let every = self.draw.one_of(&[1, 2, 5]);
        let mut out = "\"".to_string();
        for (index, symbol) in text.chars().enumerate() {
            if index % every == 0 { escape(symbol, &mut out) } else { out.push(symbol) }
        }
        out + "\""
    }

    /// A short text, or one about as long as what there is room for: a word of 64 bytes, a context
    /// of 256 units, texts of 1024 bytes.
    fn any_text(&mut self) -> String {
        let lengths: &[usize] = &[0, 1, 2, 3, 8, 9, 32, 63, 64, 65, 255, 256, 257, 511, 512, 513, 1023, 1024, 1025];
        let length = self.draw.one_of(lengths).min(self.room);
        self.room -= length;
        let mut out = "\"".to_string();
        match self.draw.below(16) {
            0 => out.push_str("\\ud83d"),
            1 => out.push_str("\\ud83d\\ude00"),
            2 => out.push_str("\\/\\b\\f\\n\\r\\t\\\\\\\""),
            3 => out.push_str("\\u+041"),
            4..8 => out.push_str("\\u0041"),
            _ => {}
        }
        let symbol = self.draw.one_of(&['x', '1', '#', ' ', 'é', '😀', '\u{fffd}']);
        let escaped = self.draw.below(4) == 1;
        for _ in 0..length {
            if escaped { escape(symbol, &mut out) } else { out.push(symbol) }
        }
        out + "\""
    }
}

fn escape(symbol: char, out: &mut String) {
    for unit in symbol.encode_utf16(&mut [0; 2]) {
        write!(out, "\\u{unit:04x}").unwrap();
    }
}
