//! The Java file: constants, offsets, the lists as enumerations whose ordinals are the numbers, and
//! the functions as descriptors for java.lang.foreign.

use std::fmt::Write;

use crate::model::{NOTE, all_functions, declarations, lists, named, numbers, plain, pointer, type_name};

pub(crate) fn print() -> String {
    let mut out = format!(
        "// {NOTE}\npackage calllifecycle;\n\nimport java.lang.foreign.FunctionDescriptor;\nimport java.lang.foreign.ValueLayout;\nimport java.util.Map;\n\n/** The lists of the C ABI as enumerations; its numbers, offsets and functions. */\npublic final class Abi {{\n    private Abi() {{}}\n\n"
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
        let (name, prefix) = (type_name(list), format!("{}_", list.name.to_uppercase()));
        let words: Vec<String> = named(list)
            .iter()
            .map(|(name, _, text)| format!("{}({text:?})", name.strip_prefix(&prefix).unwrap_or(name)))
            .collect();
        let _ = writeln!(out, "\n    /** Its ordinals are the numbers of the list {}. */", list.name);
        let _ = writeln!(out, "    public enum {name} {{\n        {};\n", words.join(",\n        "));
        let _ = writeln!(
            out,
            "        private static final {name}[] ALL = values();\n        private final String word;\n"
        );
        let _ = writeln!(out, "        {name}(String word) {{\n            this.word = word;\n        }}\n");
        let _ = writeln!(
            out,
            "        /** The word. */\n        @Override\n        public String toString() {{\n            return word;\n        }}\n"
        );
        let _ = writeln!(
            out,
            "        /** By its number; null for NONE. */\n        static {name} of(byte number) {{\n            return (number & 0xff) == Abi.NONE ? null : ALL[number & 0xff];\n        }}\n    }}"
        );
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
        "u16" => "ValueLayout.JAVA_SHORT",
        "u64" | "usize" => "ValueLayout.JAVA_LONG",
        _ => "ValueLayout.JAVA_INT",
    }
}
