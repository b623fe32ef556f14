//! The Java file: constants, words, offsets, and the functions as descriptors for java.lang.foreign.

use std::fmt::Write;

use crate::model::{NOTE, all_functions, declarations, lists, named, numbers, plain, pointer};

pub(crate) fn print() -> String {
    let mut out = format!(
        "// {NOTE}\nimport java.lang.foreign.FunctionDescriptor;\nimport java.lang.foreign.ValueLayout;\nimport java.util.Map;\n\n/** Numbers, words, offsets and functions of the C ABI. */\nfinal class Abi {{\n    private Abi() {{}}\n\n"
    );
    for number in numbers() {
        let value = if number.value == u64::MAX {
            "long %s = -1L".to_owned()
        } else {
            // A number past the greatest int is the same bits as a negative one.
            format!("int %s = {}", number.value as u32 as i32)
        };
        let _ = writeln!(out, "    static final {};", value.replace("%s", &number.name));
    }
    for declaration in declarations() {
        let name = plain(declaration.name).to_uppercase();
        let _ = writeln!(out, "\n    static final int {name}_SIZE = {};", declaration.size);
        for member in declaration.members {
            let _ = writeln!(out, "    static final int {name}_AT_{} = {};", member.name.to_uppercase(), member.offset);
        }
    }
    for list in lists() {
        out.push('\n');
        for (name, number, _) in named(list) {
            let _ = writeln!(out, "    static final byte {name} = {number};");
        }
        let words: Vec<String> = list.words.iter().map(|word| format!("{:?}", word.text)).collect();
        let _ =
            writeln!(out, "    static final String[] {}_WORDS = {{{}}};", list.name.to_uppercase(), words.join(", "));
    }
    out.push_str("\n    /** Every function: what it returns, and what it takes. */\n    static final Map<String, FunctionDescriptor> FUNCTIONS = Map.ofEntries(\n");
    let functions: Vec<String> = all_functions()
        .map(|function| {
            let types: Vec<&str> = std::iter::once(function.returns)
                .chain(function.parameters.iter().map(|(_, type_name)| *type_name))
                .map(layout)
                .collect();
            format!("            Map.entry({:?}, FunctionDescriptor.of({}))", function.name, types.join(", "))
        })
        .collect();
    let _ = writeln!(out, "{});\n}}", functions.join(",\n"));
    out
}

fn layout(type_name: &str) -> &'static str {
    match type_name {
        _ if pointer(type_name).is_some() => "ValueLayout.ADDRESS",
        "u8" => "ValueLayout.JAVA_BYTE",
        "u64" | "usize" => "ValueLayout.JAVA_LONG",
        _ => "ValueLayout.JAVA_INT",
    }
}
