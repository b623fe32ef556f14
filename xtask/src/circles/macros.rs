//! What macros define: the names in their calls, and the names in the macros of the crate.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The words before the name of what is defined.
const KEYWORDS: [&str; 7] = ["const", "enum", "fn", "static", "struct", "trait", "type"];

/// What a macro of the crate defines wherever it is called.
#[derive(Debug, Default)]
pub struct Macro {
    defines: Vec<String>,
    /// The macros that it calls.
    calls: Vec<String>,
}

impl Macro {
    /// A macro by its rules.
    pub fn of(rules: TokenStream) -> Self {
        let mut found = Self::default();
        for token in rules {
            // The patterns define nothing.
            if let TokenTree::Group(group) = token {
                found.read(group.stream());
            }
        }
        found
    }

    fn read(&mut self, tokens: TokenStream) {
        let mut before: [Option<String>; 2] = [None, None];
        for token in tokens {
            let word = match &token {
                TokenTree::Ident(word) => Some(word.to_string()),
                TokenTree::Punct(mark) if mark.as_char() == '!' => Some("!".to_owned()),
                _ => None,
            };
            match (&before, &word, &token) {
                ([_, Some(keyword)], Some(name), _) if KEYWORDS.contains(&keyword.as_str()) => {
                    self.defines.push(name.clone());
                }
                ([Some(name), Some(mark)], _, TokenTree::Group(_)) if mark == "!" => self.calls.push(name.clone()),
                _ => {}
            }
            before = [before[1].take(), word];
        }
    }

    /// What a call of the macro with this name defines, if it is one of the crate.
    pub fn defined(macros: &HashMap<String, Self>, name: &str) -> Vec<String> {
        let (mut defined, mut seen, mut open) = (Vec::new(), HashSet::new(), vec![name]);
        while let Some(name) = open.pop() {
            if let Some(called) = macros.get(name).filter(|_| seen.insert(name)) {
                defined.extend(called.defines.iter().cloned());
                open.extend(called.calls.iter().map(String::as_str));
            }
        }
        defined
    }
}

/// The names that the call of a macro defines: those that stand before a block or after a word such
/// as `struct`, and constants that stand before `=` in a block.
pub fn defined_by_call(tokens: TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    let mut before: [Option<String>; 2] = [None, None];
    for token in tokens {
        if let (TokenTree::Group(group), [_, Some(name)]) = (&token, &before) {
            if group.delimiter() == Delimiter::Brace {
                names.push(name.clone());
                names.extend(constants(group.stream()));
            }
        }
        let word = if let TokenTree::Ident(ident) = &token { Some(ident.to_string()) } else { None };
        let keyword = before[1].as_deref();
        if keyword.is_some_and(|keyword| KEYWORDS.contains(&keyword)) {
            names.extend(word.clone());
        }
        before = [before[1].take(), word];
    }
    names
}

/// The names of constants in a block.
fn constants(tokens: TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    let mut before = None;
    for token in tokens {
        let ends =
            matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '=' && mark.spacing() == Spacing::Alone);
        names.extend(before.take().filter(|_| ends));
        before = match token {
            TokenTree::Ident(word) => Some(word.to_string()).filter(|word| !word.chars().any(char::is_lowercase)),
            _ => None,
        };
    }
    names
}
