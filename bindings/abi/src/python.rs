//! The Python module: constants, words, each struct as a format of `struct`, and the functions for
//! `ctypes`.

use std::fmt::Write;

use crate::model::{NOTE, all_functions, array, declarations, lists, named, numbers, pascal, plain, pointer};

pub(crate) fn print() -> String {
    let mut out = format!(
        "# {NOTE}\n\"\"\"Numbers, words, structs and functions of the C ABI.\"\"\"\n\nimport ctypes\nfrom typing import Final, Literal\n\n"
    );
    for number in numbers() {
        let _ = writeln!(out, "{}: Final = {}", number.name, number.value);
    }
    for list in lists() {
        out.push('\n');
        for (name, number, _) in named(list) {
            let _ = writeln!(out, "{name}: Final = {number}");
        }
        let words: Vec<String> = list.words.iter().map(|word| format!("{:?}", word.text)).collect();
        let _ = writeln!(out, "{} = Literal[\n    {},\n]", pascal(list.name), words.join(",\n    "));
        let name = format!("{}_WORDS", list.name.to_uppercase());
        let _ =
            writeln!(out, "{name}: Final[tuple[{}, ...]] = (\n    {},\n)", pascal(list.name), words.join(",\n    "));
    }
    out.push_str("\n# Each struct for the module `struct`: its format, its members and where they are.\n");
    for declaration in declarations() {
        let name = plain(declaration.name).to_uppercase();
        let format: String =
            declaration.members.iter().map(|member| format_of(member.type_name, member.size)).collect();
        let members: Vec<String> = declaration.members.iter().map(|member| format!("{:?}", member.name)).collect();
        let _ = writeln!(out, "{name}_SIZE: Final = {}\n{name}_FORMAT: Final = \"={format}\"", declaration.size);
        let _ = writeln!(out, "{name}_MEMBERS: Final = ({},)", members.join(", "));
        for member in declaration.members {
            let _ = writeln!(out, "{name}_AT_{}: Final = {}", member.name.to_uppercase(), member.offset);
        }
    }
    out.push_str("\n\n# Functions: what they return, and what they take.\nFUNCTIONS: Final = {\n");
    for function in all_functions() {
        let parameters: Vec<String> = function.parameters.iter().map(|(_, type_name)| passed(type_name)).collect();
        let parameters = if parameters.is_empty() { "()".to_owned() } else { format!("({},)", parameters.join(", ")) };
        let _ = writeln!(out, "    {:?}: ({}, {parameters}),", function.name, passed(function.returns));
    }
    out.push_str("}\n");
    out
}

fn format_of(type_name: &str, size: usize) -> String {
    match array(type_name) {
        (_, Some(_)) => format!("{size}s"),
        ("u8", None) => "B".to_owned(),
        ("u16", None) => "H".to_owned(),
        ("u32", None) => "I".to_owned(),
        ("i32", None) => "i".to_owned(),
        ("u64", None) => "Q".to_owned(),
        ("i64", None) => "q".to_owned(),
        // A struct in a struct.
        _ => format!("{size}s"),
    }
}

fn type_of(type_name: &str) -> String {
    match type_name {
        "u8" | "u16" | "u32" | "u64" => format!("ctypes.c_uint{}", &type_name[1..]),
        "i32" | "i64" => format!("ctypes.c_int{}", &type_name[1..]),
        "usize" => "ctypes.c_size_t".to_owned(),
        other => other.to_owned(),
    }
}

/// Pointers are passed as addresses, whatever they point to: a bytearray, an array, a structure.
fn passed(type_name: &str) -> String {
    match pointer(type_name) {
        Some(("c_char", _)) => "ctypes.c_char_p".to_owned(),
        Some(_) => "ctypes.c_void_p".to_owned(),
        None => type_of(type_name),
    }
}
