//! The Go file: the words. Structs, constants and functions come from the header, by cgo.

use std::fmt::Write;

use crate::model::{NOTE, camel, lists};

pub(crate) fn print() -> String {
    let mut out =
        format!("// {NOTE}\n\npackage calllifecycle\n\n// The words of the lists, by their numbers.\nvar (\n");
    for list in lists() {
        let words: Vec<String> = list.words.iter().map(|word| format!("{:?}", word.text)).collect();
        let _ = writeln!(out, "\t{}Words = [...]string{{{}}}", camel(list.name), words.join(", "));
    }
    out.push_str(")\n");
    out
}
