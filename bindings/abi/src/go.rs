//! The Go file: the lists as types with constants and words. Structs and functions come from the
//! header, by cgo.

use std::fmt::Write;

use crate::model::{NOTE, camel, lists, named, pascal, type_name};

/// In Go the zero of a type is what is absent, so that a struct literal names only what is there: a
/// constant is one more than its number, and `NONE` (255) is 0.
pub(crate) fn print() -> String {
    let mut out = format!("// {NOTE}\n\npackage calllifecycle\n");
    for list in lists() {
        let (name, words) = (type_name(list), format!("{}Words", camel(list.name)));
        let prefix = format!("{}_", list.name.to_uppercase());
        let _ = writeln!(out, "\n// {name} is one of the list {}; 0 is none of them.\ntype {name} uint8\n", list.name);
        let named = named(list);
        let constants: Vec<String> = named
            .iter()
            .map(|(constant, _, _)| format!("{name}{}", pascal(constant.strip_prefix(&prefix).unwrap_or(constant))))
            .collect();
        let width = constants.iter().map(String::len).max().unwrap_or(0);
        out.push_str("const (\n");
        for (constant, (_, number, _)) in constants.iter().zip(&named) {
            let _ = writeln!(out, "\t{constant:width$} {name} = {}", number + 1);
        }
        out.push_str(")\n\n");
        let texts: Vec<String> = list.words.iter().map(|word| format!("{:?}", word.text)).collect();
        let _ = writeln!(out, "var {words} = [...]string{{\n\t\"\",\n\t{},\n}}\n", texts.join(",\n\t"));
        let _ = writeln!(
            out,
            "// String is the word.\nfunc (v {name}) String() string {{ return word({words}[:], uint8(v)) }}"
        );
    }
    out
}
