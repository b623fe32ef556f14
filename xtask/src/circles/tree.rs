//! The modules of a crate, with the names that each has.

use std::collections::HashMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenTree;
use syn::visit::Visit;
use syn::{Attribute, Item, Meta};

use super::macros::{Macro, defined_by_call};
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
    /// The macros that it calls between its items.
    called: Vec<String>,
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
    macros: HashMap<String, Macro>,
}

impl Tree {
    /// Reads a crate from its first file, or from the folder that has its `lib.rs` or `main.rs`.
    pub fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let roots = [path.to_owned(), path.join("lib.rs"), path.join("main.rs")];
        let root = roots.into_iter().find(|path| path.is_file());
        let root = root.ok_or_else(|| format!("{}: no lib.rs and no main.rs", path.display()))?;
        let folder = root.parent().unwrap_or(path).to_owned();
        let mut tree = Self { modules: Vec::new(), files: Vec::new(), folder, macros: HashMap::new() };
        tree.add_files(&[root], 0)?;
        for module in &mut tree.modules {
            let defined = module.called.iter().flat_map(|name| Macro::defined(&tree.macros, name));
            module.defined.extend(defined);
        }
        Ok(tree)
    }

    /// Adds the module of a file, or of several that stand for each other on different targets: they
    /// count as one.
    fn add_files(&mut self, paths: &[PathBuf], parent: Id) -> Result<Id, Box<dyn Error>> {
        let (mut items, mut names) = (Vec::new(), Vec::new());
        for path in paths {
            let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
            items.extend(syn::parse_file(&text).map_err(|error| format!("{}: {error}", path.display()))?.items);
            names.push(path.strip_prefix(&self.folder)?.display().to_string());
        }
        self.files.push(names.join(" or "));
        let below = paths.first().map(|path| below(path, self.modules.is_empty())).unwrap_or_default();
        self.add(items, self.files.len() - 1, &below, parent)
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
                let child = match module.content {
                    Some((_, items)) => self.add(items, file, &below.join(&name), id)?,
                    None => self.add_files(&files_of(&name, &module.attrs, below)?, id)?,
                };
                self.modules[id].children.insert(name, child);
            } else {
                if let Item::Macro(item) = &item {
                    match &item.ident {
                        Some(name) => drop(self.macros.insert(name.to_string(), Macro::of(item.mac.tokens.clone()))),
                        None => self.modules[id]
                            .called
                            .extend(item.mac.path.segments.last().map(|one| one.ident.to_string())),
                    }
                }
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

/// Where the files of the modules in a file are.
fn below(path: &Path, is_root: bool) -> PathBuf {
    if is_root || path.ends_with("mod.rs") {
        return path.parent().unwrap_or(path).to_owned();
    }
    path.with_extension("")
}

/// The file of a module, or those that its attributes name.
fn files_of(name: &str, attributes: &[Attribute], below: &Path) -> Result<Vec<PathBuf>, String> {
    let named: Vec<PathBuf> = attributes.iter().filter_map(path_in).map(|path| below.join(path)).collect();
    if !named.is_empty() {
        return Ok(named);
    }
    let files = [below.join(format!("{name}.rs")), below.join(name).join("mod.rs")];
    let file = files.into_iter().find(|path| path.exists());
    file.map(|file| vec![file]).ok_or_else(|| format!("{}: no file for the module `{name}`", below.display()))
}

/// The text of `path = "..."` that an attribute gives under a condition.
fn path_in(attribute: &Attribute) -> Option<String> {
    let Meta::List(list) = &attribute.meta else { return None };
    let condition = list.tokens.clone().into_iter();
    let mut rest = condition.skip_while(|token| !matches!(token, TokenTree::Ident(word) if word == "path"));
    // After `path` and `=`.
    Some(rest.nth(2)?.to_string().trim_matches('"').to_owned())
}

/// The names that an item defines.
fn definitions(item: &Item) -> Vec<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => match &item.ident {
            Some(ident) => ident,
            None => return defined_by_call(item.mac.tokens.clone()),
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
