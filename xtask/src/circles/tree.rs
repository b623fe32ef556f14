//! The modules of a crate, with the names that each has.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::Visit;
use syn::{Attribute, Item};

use super::names::Names;

/// A module, by its place in [`Tree::modules`].
pub type Id = usize;

/// A module: a file, or a part of one.
#[derive(Default)]
pub struct Module {
    pub parent: Id,
    /// Its file, by the place in [`Tree::files`].
    pub file: usize,
    pub children: HashMap<String, Id>,
    /// What it defines.
    pub defined: Vec<String>,
    /// What it imports anywhere: see [`Names::imports`].
    pub imports: Vec<(String, Vec<String>)>,
    /// Every path that it names, its imports included.
    pub paths: Vec<Vec<String>>,
}

/// The modules of a crate. The first one is its root.
pub struct Tree {
    pub modules: Vec<Module>,
    /// The files, relative to the folder.
    pub files: Vec<String>,
    folder: PathBuf,
}

impl Tree {
    /// Reads a crate from the folder that has its `lib.rs` or `main.rs`.
    pub fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let root = ["lib.rs", "main.rs"].into_iter().map(|name| folder.join(name)).find(|path| path.exists());
        let root = root.ok_or_else(|| format!("{}: no lib.rs and no main.rs", folder.display()))?;
        let mut tree = Self { modules: Vec::new(), files: Vec::new(), folder: folder.to_owned() };
        tree.add_file(&root, folder, 0)?;
        Ok(tree)
    }

    /// Adds the module of a file. Files of its own modules are in `below`.
    fn add_file(&mut self, path: &Path, below: &Path, parent: Id) -> Result<Id, Box<dyn Error>> {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let items = syn::parse_file(&text).map_err(|error| format!("{}: {error}", path.display()))?.items;
        self.files.push(path.strip_prefix(&self.folder)?.display().to_string());
        self.add(items, self.files.len() - 1, below, parent)
    }

    fn add(&mut self, items: Vec<Item>, file: usize, below: &Path, parent: Id) -> Result<Id, Box<dyn Error>> {
        let id = self.modules.len();
        self.modules.push(Module { parent, file, ..Module::default() });
        let mut names = Names::default();
        for item in items {
            if is_left_out(attributes(&item)) {
                continue;
            }
            if let Item::Mod(module) = item {
                let name = module.ident.to_string();
                let folder = below.join(&name);
                let child = match module.content {
                    Some((_, items)) => self.add(items, file, &folder, id)?,
                    None => self.add_file(&file_of(&name, below)?, &folder, id)?,
                };
                self.modules[id].children.insert(name, child);
            } else {
                self.modules[id].defined.extend(definitions(&item));
                names.visit_item(&item);
            }
        }
        let imported = names.imports.iter().map(|(_, path)| path.clone());
        self.modules[id].paths = names.paths.into_iter().chain(imported).collect();
        self.modules[id].imports = names.imports;
        Ok(id)
    }
}

/// The file of a module.
fn file_of(name: &str, below: &Path) -> Result<PathBuf, String> {
    let files = [below.join(format!("{name}.rs")), below.join(name).join("mod.rs")];
    let file = files.into_iter().find(|path| path.exists());
    file.ok_or_else(|| format!("{}: no file for the module `{name}`", below.display()))
}

/// The names that an item defines.
fn definitions(item: &Item) -> Vec<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => match &item.ident {
            Some(ident) => ident,
            None => return defined_by_macro(item.mac.tokens.clone()),
        },
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return Vec::new(),
    };
    vec![ident.to_string()]
}

/// The names that the call of a macro defines: those that stand before a block, or after a word
/// such as `struct`.
fn defined_by_macro(tokens: TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    let mut before: [Option<String>; 2] = [None, None];
    for token in tokens {
        if let (TokenTree::Group(group), [_, Some(name)]) = (&token, &before) {
            if group.delimiter() == Delimiter::Brace {
                names.push(name.clone());
            }
        }
        let word = if let TokenTree::Ident(ident) = &token { Some(ident.to_string()) } else { None };
        let keyword = before[1].as_deref();
        if matches!(keyword, Some("const" | "enum" | "fn" | "static" | "struct" | "trait" | "type")) {
            names.extend(word.clone());
        }
        before = [before[1].take(), word];
    }
    names
}

/// Whether something is for tests or documentation alone.
pub fn is_left_out(attributes: &[Attribute]) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).any(|attribute| {
        attribute
            .parse_args::<syn::Path>()
            .is_ok_and(|condition| ["test", "doc", "doctest"].iter().any(|name| condition.is_ident(name)))
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
