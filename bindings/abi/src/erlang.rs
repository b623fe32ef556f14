//! The Erlang header: numbers, and the words as atoms.

use std::fmt::Write;

use crate::model::{NOTE, declarations, lists, named, numbers, plain};

pub(crate) fn print() -> String {
    let mut out = format!("%% {NOTE}\n\n");
    let mut define = |name: &str, value: String| _ = writeln!(out, "-define(CL_{name}, {value}).");
    for number in numbers() {
        define(&number.name, number.value.to_string());
    }
    for declaration in declarations() {
        let name = plain(declaration.name).to_uppercase();
        define(&format!("{name}_SIZE"), declaration.size.to_string());
        for member in declaration.members {
            define(&format!("{name}_AT_{}", member.name.to_uppercase()), member.offset.to_string());
        }
    }
    for list in lists() {
        for (name, number, _) in named(list) {
            define(&name, number.to_string());
        }
        // A code is a sentence, and no word: a binary.
        let written = |text: &str| if list.name == "code" { format!("<<{text:?}>>") } else { format!("'{text}'") };
        let words: Vec<String> = list.words.iter().map(|word| written(word.text)).collect();
        define(&format!("{}_WORDS", list.name.to_uppercase()), format!("{{{}}}", words.join(", ")));
    }
    out
}
