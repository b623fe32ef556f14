//! The paths that items name.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{ItemUse, Macro, UseTree};

/// What items name.
#[derive(Default)]
pub struct Names {
    pub paths: Vec<Vec<String>>,
    /// What they import: the name here, and the path. The name `*` stands for all names of the
    /// path.
    pub imports: Vec<(String, Vec<String>)>,
}

impl<'ast> Visit<'ast> for Names {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.paths.push(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        flatten(&item.tree, &mut Vec::new(), &mut self.imports);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        self.visit_path(&called.path);
        self.scan(called.tokens.clone());
    }
}

impl Names {
    /// Finds paths in tokens that are not parsed: names with `::` between them.
    fn scan(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match &token {
                TokenTree::Ident(ident) if colons == 2 && !path.is_empty() => path.push(ident.to_string()),
                TokenTree::Ident(ident) => {
                    self.paths.push(std::mem::take(&mut path));
                    path.push(ident.to_string());
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    colons += 1;
                    continue;
                }
                TokenTree::Group(group) => {
                    self.scan(group.stream());
                    self.paths.push(std::mem::take(&mut path));
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => self.paths.push(std::mem::take(&mut path)),
            }
            colons = 0;
        }
        self.paths.push(path);
    }
}

/// The names that a `use` brings, each with its path.
fn flatten(tree: &UseTree, path: &mut Vec<String>, imports: &mut Vec<(String, Vec<String>)>) {
    let mut import = |name: String, last: Option<String>| {
        let path: Vec<String> = path.iter().cloned().chain(last.filter(|last| last != "self")).collect();
        let name = if name == "self" { path.last().cloned().unwrap_or_default() } else { name };
        imports.push((name, path));
    };
    match tree {
        UseTree::Name(name) => import(name.ident.to_string(), Some(name.ident.to_string())),
        UseTree::Rename(rename) => import(rename.rename.to_string(), Some(rename.ident.to_string())),
        UseTree::Glob(_) => import("*".to_owned(), None),
        UseTree::Path(tree) => {
            path.push(tree.ident.to_string());
            flatten(&tree.tree, path, imports);
            path.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, path, imports)),
    }
}
