//! The JavaScript module, and its types: every number as a constant, every list as words.

use std::fmt::Write;

use crate::model::{NOTE, camel, declarations, lists, named, numbers, pascal, plain};

/// Every constant: its name, and its value as JavaScript writes it.
fn constants() -> Vec<(String, String)> {
    let mut constants = Vec::new();
    for number in numbers() {
        // A time is a bigint where it does not fit a number.
        let value = if number.value == u64::MAX { "0xffffffffffffffffn".to_owned() } else { number.value.to_string() };
        constants.push((number.name, value));
    }
    for declaration in declarations() {
        let name = plain(declaration.name).to_uppercase();
        constants.push((format!("{name}_SIZE"), declaration.size.to_string()));
        for member in declaration.members {
            constants.push((format!("{name}_AT_{}", member.name.to_uppercase()), member.offset.to_string()));
        }
    }
    for list in lists() {
        constants.extend(named(list).into_iter().map(|(name, number, _)| (name, number.to_string())));
    }
    constants
}

pub(crate) fn module() -> String {
    let mut out = format!(
        "// {NOTE}\n\n// Numbers; `NAME_SIZE` is the size of a struct, and `NAME_AT_MEMBER` where a member of it is.\n"
    );
    for (name, value) in constants() {
        let _ = writeln!(out, "export const {name} = {value};");
    }
    out.push_str("\n// Words, by their numbers.\n");
    for list in lists() {
        let words: Vec<String> = list.words.iter().map(|word| format!("{:?}", word.text)).collect();
        let _ = writeln!(out, "export const {}Words = Object.freeze([{}]);", camel(list.name), words.join(", "));
    }
    out
}

pub(crate) fn types() -> String {
    let mut out = format!("// {NOTE}\n\n");
    for list in lists() {
        let words: Vec<String> = list.words.iter().map(|word| format!("{:?}", word.text)).collect();
        let _ = writeln!(out, "export type {} = {};", pascal(list.name), words.join(" | "));
        let _ = writeln!(out, "export const {}Words: readonly {}[];", camel(list.name), pascal(list.name));
    }
    out.push('\n');
    for (name, value) in constants() {
        let _ = writeln!(out, "export const {name}: {value};");
    }
    out
}
