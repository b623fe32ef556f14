//! Circles between the files of a crate: files that, by way of others, use each other.
//!
//! A file uses another if it names something that is defined there, in a `use` or in a path. A name
//! that is exported again counts for the file that defines it. What is compiled for tests or
//! documentation alone does not count.

mod graph;
mod names;
mod resolve;
mod tree;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use graph::Graph;
use tree::Tree;

/// The crates that must have no circle.
const CRATES: [&str; 4] = ["src", "crates/sim/src", "crates/tokio/src", "crates/restate/src"];

/// Lists the circles; one is a failure. `--arrows` shows what each file uses.
pub fn run(root: &Path, arguments: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    let (show_arrows, folders): (bool, Vec<&str>) = match arguments {
        [] => (false, CRATES.to_vec()),
        [word] if word == "--arrows" => (true, CRATES.to_vec()),
        [folder] if !folder.starts_with('-') => (false, vec![folder]),
        [word, folder] if word == "--arrows" => (true, vec![folder]),
        other => return Err(format!("unknown arguments {other:?}: expected [--arrows] [FOLDER]").into()),
    };
    let mut found = 0;
    for folder in folders {
        let tree = Tree::read(&root.join(folder))?;
        let graph = Graph::of(&tree)?;
        if show_arrows {
            print!("{graph}");
        }
        let circles = graph.circles();
        println!("{folder}: {} files, {} arrows, {} circles", tree.files.len(), graph.arrows(), circles.len());
        for circle in &circles {
            println!("  a circle of {} files:\n{}", circle.len(), graph.describe(circle));
        }
        found += circles.len();
    }
    if found == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    println!("imports are to go one way: move what both files need into a third one");
    Ok(ExitCode::FAILURE)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A crate of these files, in a folder that is made for it.
    fn circles(name: &str, files: &[(&str, &str)]) -> Result<String, Box<dyn Error>> {
        let folder = std::env::temp_dir().join(format!("circles-{}-{name}", std::process::id()));
        for (file, text) in files {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().ok_or("a folder")?)?;
            fs::write(path, text)?;
        }
        let tree = Tree::read(&folder);
        fs::remove_dir_all(&folder)?;
        let tree = tree?;
        let graph = Graph::of(&tree)?;
        Ok(graph.circles().iter().map(|circle| graph.describe(circle)).collect::<Vec<_>>().join("\n"))
    }

    #[test]
    fn a_name_that_is_exported_again_counts_for_the_file_that_defines_it() {
        let files = [
            ("lib.rs", "mod a; mod b; pub use a::A;"),
            ("a.rs", "pub struct A; fn f() { super::b::g() }"),
            ("b/mod.rs", "mod c; pub use c::g; #[cfg(test)] mod tests { use crate::A; }"),
            ("b/c.rs", "pub fn g() { assert!(matches!(1, 1)) }"),
        ];
        assert_eq!(circles("none", &files).unwrap(), "");
        let mut round = files;
        round[3].1 = "pub fn g() { assert!(crate::A == crate::A) }";
        assert_eq!(circles("one", &round).unwrap(), "    a.rs -> b/c.rs: g\n    b/c.rs -> a.rs: A");
    }

    #[test]
    fn names_come_from_macros_and_globs_too() {
        let files = [
            ("lib.rs", "mod a; mod b; mod words;"),
            ("words.rs", "macro_rules! words { ($name:ident {}) => { enum $name {} }; } pub(crate) use words;"),
            ("a.rs", "use crate::words::words; use crate::b::*; words! { Word {} } struct S(B);"),
            ("b.rs", "pub struct B; fn f() { use crate::a as other; let _: other::Word; }"),
        ];
        // A name alone that a glob brings is found, too.
        assert_eq!(circles("globs", &files).unwrap(), "    a.rs -> b.rs: B\n    b.rs -> a.rs: Word");
    }

    #[test]
    fn a_path_that_leads_nowhere_is_an_error() {
        let files = [("lib.rs", "mod a;"), ("a.rs", "use crate::b::B;")];
        assert_eq!(circles("nowhere", &files).unwrap_err().to_string(), "a.rs: where is crate::b::B defined?");
    }
}
