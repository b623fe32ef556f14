//! The C header, for C99 and C++.

use std::fmt::Write;

use crate::model::{NOTE, all_functions, array, declarations, docs, lists, named, numbers, pointer};

pub(crate) fn print() -> String {
    let mut out = String::new();
    let _ = write!(out, "/* {NOTE} */\n{HEAD}");
    for number in numbers() {
        comment(&mut out, &number.docs, "");
        let name = &number.name;
        match (number.kind, number.value) {
            ("u64", u64::MAX) => _ = writeln!(out, "#define CL_{name} UINT64_MAX"),
            (_, value) if value > 9_999 => _ = writeln!(out, "#define CL_{name} UINT32_C({value:#010x})"),
            (_, value) => _ = writeln!(out, "#define CL_{name} {value}"),
        }
    }
    for list in lists() {
        let _ = writeln!(out, "\n/* The list CL_LIST_{}. */\nenum {{", list.name.to_uppercase());
        let words = named(list);
        for (index, (name, number, text)) in words.iter().enumerate() {
            let comma = if index + 1 == words.len() { "" } else { "," };
            let _ = writeln!(out, "    CL_{name} = {number}{comma} /* {text} */");
        }
        out.push_str("};\n");
    }
    for declaration in declarations() {
        out.push('\n');
        comment(&mut out, &docs(declaration.docs), "");
        let _ = writeln!(out, "typedef struct CL_ALIGNED {} {{", declaration.name);
        for member in declaration.members {
            comment(&mut out, &docs(member.docs), "    ");
            let (element, length) = array(member.type_name);
            let length = length.map(|length| format!("[{length}]")).unwrap_or_default();
            let _ = writeln!(out, "    {} {}{length};", type_of(element), member.name);
        }
        let _ = writeln!(out, "}} {};", declaration.name);
    }
    out.push_str("\n/* What the compiler makes of it is what the library has. */\n");
    for declaration in declarations() {
        let name = declaration.name;
        let _ = writeln!(out, "CL_ASSERT(size_{name}, sizeof({name}) == {});", declaration.size);
        for member in declaration.members {
            let _ = writeln!(
                out,
                "CL_ASSERT(offset_{name}_{member}, offsetof({name}, {member}) == {offset});",
                member = member.name,
                offset = member.offset
            );
        }
    }
    for function in all_functions() {
        out.push('\n');
        comment(&mut out, &docs(function.docs), "");
        let parameters: Vec<String> =
            function.parameters.iter().map(|(name, type_name)| parameter(name, type_name)).collect();
        let parameters = if parameters.is_empty() { "void".to_owned() } else { parameters.join(", ") };
        let _ = writeln!(out, "{}({parameters});", parameter(function.name, function.returns));
    }
    out.push_str(TAIL);
    out
}

const HEAD: &str = r#"/* The lifecycle of a Microsoft Graph call, at both ends. bindings/README.md has the rules. */
#ifndef CALL_LIFECYCLE_H
#define CALL_LIFECYCLE_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
#define CL_ALIGNED __attribute__((aligned(8)))
#elif defined(_MSC_VER)
#define CL_ALIGNED __declspec(align(8))
#else
#define CL_ALIGNED /* The memory of values and structs has to be a multiple of 8. */
#endif

#if defined(__cplusplus)
#define CL_ASSERT(name, condition) static_assert(condition, #name)
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define CL_ASSERT(name, condition) _Static_assert(condition, #name)
#else
#define CL_ASSERT(name, condition) typedef char cl_assert_##name[(condition) ? 1 : -1]
#endif

#ifdef __cplusplus
extern "C" {
#endif

"#;

const TAIL: &str = r"
#ifdef __cplusplus
}
#endif

#endif
";

fn comment(out: &mut String, lines: &[String], indent: &str) {
    match lines {
        [] => {}
        [line] => _ = writeln!(out, "{indent}/* {line} */"),
        [first, rest @ ..] => {
            let _ = writeln!(out, "{indent}/* {first}");
            for line in rest {
                let _ = writeln!(out, "{}", format!("{indent} * {line}").trim_end());
            }
            let _ = writeln!(out, "{indent} */");
        }
    }
}

fn parameter(name: &str, type_name: &str) -> String {
    match pointer(type_name) {
        Some((to, true)) => format!("const {} *{name}", type_of(to)),
        Some((to, false)) => format!("{} *{name}", type_of(to)),
        None => format!("{} {name}", type_of(type_name)),
    }
}

fn type_of(type_name: &str) -> &str {
    match type_name {
        "u8" => "uint8_t",
        "u16" => "uint16_t",
        "u32" => "uint32_t",
        "u64" => "uint64_t",
        "i32" => "int32_t",
        "i64" => "int64_t",
        "usize" => "size_t",
        "c_char" => "char",
        other => other,
    }
}
