//! The C# file: enumerations, structs and functions, for .NET and Mono.

use std::fmt::Write;

use crate::model::{NOTE, all_functions, array, declarations, lists, named, numbers, pascal, pointer, type_name};

pub(crate) fn print() -> String {
    let mut out = format!(
        "// {NOTE}\nusing System;\nusing System.Runtime.InteropServices;\n\nnamespace CallLifecycle\n{{\n    public static class Numbers\n    {{\n"
    );
    for number in numbers() {
        let (kind, value) = if number.value == u64::MAX {
            ("ulong", "ulong.MaxValue".to_owned())
        } else {
            (if number.kind == "u8" { "byte" } else { "uint" }, number.value.to_string())
        };
        let _ = writeln!(out, "        public const {kind} {} = {value};", pascal(&number.name));
    }
    out.push_str("    }\n");
    for list in lists() {
        let _ = writeln!(out, "\n    public enum {} : byte\n    {{", type_name(list));
        for (name, number, text) in named(list) {
            let name = match name.strip_prefix(&format!("{}_", list.name.to_uppercase())) {
                Some(word) => pascal(word),
                None => pascal(&name),
            };
            let _ = writeln!(out, "        /// <summary>{}</summary>\n        {name} = {number},", escaped(text));
        }
        out.push_str("    }\n");
    }
    out.push_str("\n    /// <summary>The words of the enumerations, by their numbers.</summary>\n    public static class Words\n    {\n");
    for list in lists() {
        let words: Vec<String> = list.words.iter().map(|word| format!("{:?}", word.text)).collect();
        let _ = writeln!(
            out,
            "        public static readonly string[] {} = {{ {} }};",
            pascal(list.name),
            words.join(", ")
        );
    }
    out.push_str("    }\n");
    for declaration in declarations() {
        let _ = writeln!(
            out,
            "\n    [StructLayout(LayoutKind.Explicit, Size = {})]\n    public unsafe struct {}\n    {{",
            declaration.size, declaration.name
        );
        for member in declaration.members {
            let (element, length) = array(member.type_name);
            // With it a keyword is a name.
            let name = format!("{}{}", if member.name == "event" { "@" } else { "" }, member.name);
            let field = match (type_of(element), length) {
                (Some(element), Some(length)) => format!("fixed {element} {name}[{length}]"),
                (Some(element), None) => format!("{element} {name}"),
                // An array of structs is read at its offset.
                (None, _) => format!("fixed byte {name}[{}]", member.size),
            };
            let _ = writeln!(out, "        [FieldOffset({})] public {field};", member.offset);
        }
        out.push_str("    }\n");
    }
    out.push_str(
        "\n    public static unsafe class Native\n    {\n        public const string Library = \"call_lifecycle_c\";\n",
    );
    for function in all_functions() {
        let parameters: Vec<String> =
            function.parameters.iter().map(|(name, type_name)| format!("{} @{name}", passed(type_name))).collect();
        let _ = writeln!(
            out,
            "\n        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]\n        public static extern {} {}({});",
            passed(function.returns),
            function.name,
            parameters.join(", ")
        );
    }
    out.push_str("    }\n}\n");
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn type_of(type_name: &str) -> Option<&str> {
    Some(match type_name {
        "u8" => "byte",
        "u16" => "ushort",
        "u32" => "uint",
        "u64" => "ulong",
        "i32" => "int",
        "i64" => "long",
        _ => return None,
    })
}

fn passed(type_name: &str) -> String {
    match pointer(type_name) {
        Some(("usize", _)) => "UIntPtr*".to_owned(),
        Some(("c_char", _)) => "IntPtr".to_owned(),
        Some((to, _)) => format!("{}*", type_of(to).unwrap_or(to)),
        None if type_name == "usize" => "UIntPtr".to_owned(),
        None => type_of(type_name).unwrap_or(type_name).to_owned(),
    }
}
