//! Which file uses which, and the circles among them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::resolve::Target;
use super::tree::Tree;

/// Files, and what each names of the others.
pub struct Graph<'t> {
    files: &'t [String],
    /// By the file that uses and the file that is used: the names.
    uses: BTreeMap<(usize, usize), BTreeSet<&'t str>>,
}

impl<'t> Graph<'t> {
    /// The arrows of a crate.
    ///
    /// # Errors
    /// A path that leads nowhere: what it names is defined in a way that is not understood here.
    pub fn of(tree: &'t Tree) -> Result<Self, String> {
        let mut uses: BTreeMap<(usize, usize), BTreeSet<&'t str>> = BTreeMap::new();
        for (id, module) in tree.modules.iter().enumerate() {
            for path in &module.paths {
                let in_crate = path.first().is_some_and(|first| first == "crate" || first == "super");
                match tree.resolve(id, path) {
                    Target::Defined(file, name) if file != module.file => {
                        uses.entry((module.file, file)).or_default().insert(name);
                    }
                    Target::Unknown if in_crate => {
                        return Err(format!("{}: where is {} defined?", tree.files[module.file], path.join("::")));
                    }
                    Target::Defined(..) | Target::Module(_) | Target::Outside | Target::Unknown => {}
                }
            }
        }
        Ok(Self { files: &tree.files, uses })
    }

    /// How many arrows there are.
    pub fn arrows(&self) -> usize {
        self.uses.len()
    }

    /// The circles: files of which each reaches each other one.
    pub fn circles(&self) -> Vec<Vec<usize>> {
        let mut circles: Vec<Vec<usize>> = Vec::new();
        let reached: Vec<BTreeSet<usize>> = (0..self.files.len()).map(|file| self.reached(file)).collect();
        for file in 0..self.files.len() {
            if reached[file].contains(&file) && !circles.iter().any(|circle| circle.contains(&file)) {
                circles.push(reached[file].iter().copied().filter(|other| reached[*other].contains(&file)).collect());
            }
        }
        circles
    }

    /// What a file reaches by one arrow or more.
    fn reached(&self, file: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut open = vec![file];
        while let Some(from) = open.pop() {
            let next = self.uses.range((from, 0)..=(from, usize::MAX)).map(|((_, to), _)| *to);
            open.extend(next.filter(|to| reached.insert(*to)));
        }
        reached
    }

    /// The arrows between the files of a circle, one a line.
    pub fn describe(&self, circle: &[usize]) -> String {
        let within = self.uses.iter().filter(|((from, to), _)| circle.contains(from) && circle.contains(to));
        let lines = within.map(|((from, to), names)| self.line(*from, *to, names));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn line(&self, from: usize, to: usize, names: &BTreeSet<&'t str>) -> String {
        let names: Vec<&str> = names.iter().copied().collect();
        format!("    {} -> {}: {}", self.files[from], self.files[to], names.join(", "))
    }
}

impl fmt::Display for Graph<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uses.iter().try_for_each(|((from, to), names)| writeln!(f, "{}", self.line(*from, *to, names)))
    }
}
