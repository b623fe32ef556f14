//! Where a path leads, through modules, imports and names that are exported again.

use super::tree::{Id, Tree};

/// Through how many imports a path is followed.
const DEEPEST: usize = 16;
/// As how many imports a glob counts. Each glob of a module is tried, so the ways multiply: four
/// modules with ten globs each have ten thousand.
const GLOB: usize = 4;

/// Where a path leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'t> {
    /// To a module.
    Module(Id),
    /// To something that a file defines, by its name there.
    Defined(usize, &'t str),
    /// Out of the crate.
    Outside,
    /// To no name that the module has.
    Unknown,
}

impl Tree {
    /// Where a path leads that stands in a module.
    pub fn resolve(&self, from: Id, path: &[String]) -> Target<'_> {
        self.find(from, path, 0)
    }

    fn find(&self, from: Id, path: &[String], depth: usize) -> Target<'_> {
        // Imports that name each other have no end.
        let Some((first, rest)) = path.split_first().filter(|_| depth < DEEPEST) else { return Target::Unknown };
        let start = match first.as_str() {
            "crate" => Target::Module(0),
            "self" => Target::Module(from),
            "super" => Target::Module(self.modules[from].parent),
            name => self.member(from, name, depth),
        };
        match start {
            Target::Module(id) if !rest.is_empty() => self.find(id, rest, depth),
            target => target,
        }
    }

    /// What a name is in a module.
    fn member(&self, id: Id, name: &str, depth: usize) -> Target<'_> {
        let module = &self.modules[id];
        if let Some(child) = module.children.get(name) {
            return Target::Module(*child);
        }
        if let Some(name) = module.defined.iter().find(|defined| *defined == name) {
            return Target::Defined(module.file, name);
        }
        let by_name = module.imports.iter().filter(|(imported, _)| imported == name);
        let mut found = Target::Unknown;
        for (_, path) in by_name {
            found = match self.find(id, path, depth + 1) {
                Target::Unknown => Target::Outside,
                known => return known,
            };
        }
        for (_, path) in module.imports.iter().filter(|(imported, _)| imported == "*") {
            match self.find(id, path, depth + GLOB) {
                Target::Module(other) if other != id => match self.member(other, name, depth + GLOB) {
                    Target::Unknown | Target::Outside => {}
                    known => return known,
                },
                _ => {}
            }
        }
        found
    }
}
