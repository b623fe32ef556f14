//! What is declared, in a form that is easy to print: constants, lists, structs and functions, and
//! names in the manner of each language.

use call_lifecycle_c::{Declaration, Function, LAYOUT, LISTS, List, constants, functions, structs};

/// The line that every printed file begins with, after the sign of a comment.
pub(crate) const NOTE: &str = "Printed by bindings/abi from the declarations in bindings/c: do not edit.";

/// A number with a name without prefix, such as `HAS_CONTEXT`.
pub(crate) struct Number {
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) value: u64,
    pub(crate) docs: Vec<String>,
}

/// The numbers that are in no list: constants, the layout, and the numbers of structs and lists.
pub(crate) fn numbers() -> Vec<Number> {
    let mut numbers: Vec<Number> = constants()
        .iter()
        .flat_map(|(kind, constants)| {
            constants.iter().map(|constant| Number {
                name: constant.name.trim_start_matches("CL_").to_owned(),
                kind,
                value: constant.value,
                docs: docs(constant.docs),
            })
        })
        .collect();
    let counted = |name: String, value: usize, what: &str| Number {
        name,
        kind: "u32",
        value: value as u64,
        docs: vec![what.to_owned()],
    };
    numbers.push(counted("LAYOUT".to_owned(), LAYOUT as usize, "What `cl_layout` returns if this fits the library."));
    for (number, declaration) in structs().iter().enumerate() {
        let name = format!("STRUCT_{}", plain(declaration.name).to_uppercase());
        numbers.push(counted(name, number, &format!("The number of `{}` for `cl_size`.", declaration.name)));
    }
    for (number, list) in LISTS.iter().enumerate() {
        let name = format!("LIST_{}", list.name.to_uppercase());
        numbers.push(counted(name, number, &format!("The number of the list {} for `cl_word`.", list.name)));
    }
    numbers
}

pub(crate) fn lists() -> &'static [List] {
    LISTS
}

/// The numbers of a list with the names of their constants, without prefix: `CALL_STATE_INCOMING`.
pub(crate) fn named(list: &List) -> Vec<(String, u8, &'static str)> {
    let name = |word: &str| match word.strip_prefix("CL_") {
        Some(whole) => whole.to_owned(),
        None if list.name == "code" => screaming(word),
        None => format!("{}_{}", list.name.to_uppercase(), screaming(word)),
    };
    list.words.iter().map(|word| (name(word.name), word.number, word.text)).collect()
}

/// The name of the type of a list's numbers: of one that says what kind a struct is, with `Kind`.
pub(crate) fn type_name(list: &List) -> String {
    let kind = if matches!(list.name, "app_event" | "service_event" | "app_output" | "service_output" | "notice") {
        "Kind"
    } else {
        ""
    };
    format!("{}{kind}", pascal(list.name))
}

pub(crate) fn declarations() -> &'static [Declaration] {
    structs()
}

pub(crate) fn all_functions() -> impl Iterator<Item = &'static Function> {
    functions().iter().copied().flatten()
}

/// A documentation comment's lines without the space that Rust has before them.
pub(crate) fn docs(docs: &[&str]) -> Vec<String> {
    docs.iter().map(|line| line.strip_prefix(' ').unwrap_or(line).to_owned()).collect()
}

/// The name without `cl_`.
pub(crate) fn plain(name: &str) -> &str {
    name.trim_start_matches("cl_")
}

/// `keepAlive expiry` as `KEEP_ALIVE_EXPIRY`.
pub(crate) fn screaming(word: &str) -> String {
    let mut name = String::new();
    for letter in word.chars() {
        match letter {
            ' ' | '.' => name.push('_'),
            _ => {
                // A word that is in capitals stays one word.
                if letter.is_ascii_uppercase()
                    && !name.is_empty()
                    && word.chars().any(|letter| letter.is_ascii_lowercase())
                {
                    name.push('_');
                }
                name.push(letter.to_ascii_uppercase());
            }
        }
    }
    name
}

/// `keepAlive expiry`, `call_state` or `CALL_STATE` as `KeepAliveExpiry`, `CallState`.
pub(crate) fn pascal(name: &str) -> String {
    let name = name.replace('.', "_");
    let whole = if name.chars().any(|letter| letter.is_ascii_lowercase()) { name } else { name.to_lowercase() };
    whole
        .split(['_', ' '])
        .map(|part| {
            part.chars().take(1).map(|first| first.to_ascii_uppercase()).chain(part.chars().skip(1)).collect::<String>()
        })
        .collect()
}

/// `call_state` as `callState`.
pub(crate) fn camel(name: &str) -> String {
    let name = pascal(name);
    name.chars().take(1).map(|first| first.to_ascii_lowercase()).chain(name.chars().skip(1)).collect()
}

/// The element and the length of an array type, `[u8; 16]`; any other type has no length.
pub(crate) fn array(type_name: &str) -> (&str, Option<usize>) {
    let inner = type_name.trim_start_matches('[').trim_end_matches(']');
    match inner.split_once("; ") {
        Some((element, length)) => (element, length.parse().ok()),
        None => (type_name, None),
    }
}

/// What a pointer points to, and whether that is only read.
pub(crate) fn pointer(type_name: &str) -> Option<(&str, bool)> {
    // Types that come out of a macro have a space more, and their path.
    let pointed = type_name.strip_prefix('*')?.trim_start();
    let (to, is_read) = match pointed.strip_prefix("const ") {
        Some(to) => (to, true),
        None => (pointed.strip_prefix("mut ")?, false),
    };
    Some((to.rsplit("::").next().unwrap_or(to), is_read))
}

#[cfg(test)]
mod tests {
    use super::{array, camel, lists, named, pascal, pointer, screaming};

    #[test]
    fn names_are_those_of_each_language() {
        assert_eq!(screaming("keepAlive expiry"), "KEEP_ALIVE_EXPIRY");
        assert_eq!(screaming("tone0"), "TONE0");
        assert_eq!((screaming("v1.0"), screaming("GET")), ("V1_0".to_owned(), "GET".to_owned()));
        assert_eq!(pascal("call_state"), "CallState");
        assert_eq!(pascal("keepAlive expiry"), "KeepAliveExpiry");
        assert_eq!(pascal("BAD_KIND"), "BadKind");
        assert_eq!(camel("app_event"), "appEvent");
        assert_eq!(array("[u8; 16]"), ("u8", Some(16)));
        assert_eq!(array("u64"), ("u64", None));
        assert_eq!(pointer("*const cl_app"), Some(("cl_app", true)));
        assert_eq!(pointer("* mut crate::step::cl_step"), Some(("cl_step", false)));
        assert_eq!(pointer("u64"), None);
    }

    #[test]
    fn no_constant_has_two_values() {
        let mut seen = std::collections::HashMap::new();
        let words = lists().iter().flat_map(named).map(|(name, value, _)| (name, u64::from(value)));
        for (name, value) in words.chain(super::numbers().into_iter().map(|number| (number.name, number.value))) {
            assert_eq!(seen.insert(name.clone(), value), None, "{name}");
        }
    }
}
