//! Circles between the files of a crate: files that, by way of others, use each other.
//!
//! A file uses another if it names something that is defined there, in a `use` or in a path. A name
//! that is exported again counts for the file that defines it. What is compiled for tests or
//! documentation alone does not count.

mod graph;
mod macros;
mod names;
mod resolve;
mod tree;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use graph::Graph;
use tree::Tree;

/// Lists the circles; one is a failure. `--arrows` shows what each file uses.
pub fn run(root: &Path, arguments: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    let (show_arrows, files): (bool, Vec<String>) = match arguments {
        [] => (false, crates(root)?),
        [word] if word == "--arrows" => (true, crates(root)?),
        [folder] if !folder.starts_with('-') => (false, roots(root, folder)),
        [word, folder] if word == "--arrows" => (true, roots(root, folder)),
        other => return Err(format!("unknown arguments {other:?}: expected [--arrows] [FOLDER]").into()),
    };
    let mut found = 0;
    for file in files {
        let tree = Tree::read(&root.join(&file))?;
        let graph = Graph::of(&tree)?;
        if show_arrows {
            print!("{graph}");
        }
        let circles = graph.circles();
        println!("{file}: {} files, {} arrows, {} circles", tree.files.len(), graph.arrows(), circles.len());
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

/// The `lib.rs` and `main.rs` of the workspace's crates, none of which may have a circle. (Another
/// program, such as a fuzz target, is one file.)
fn crates(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let said = crate::shell::cargo(root).args(["metadata", "--no-deps", "--format-version=1"]).output()?;
    let metadata: serde_json::Value = serde_json::from_slice(&said.stdout)?;
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let targets = list(&metadata["packages"]).into_iter().flat_map(|package| list(&package["targets"]));
    let files: Vec<String> = targets
        .filter_map(|target| {
            let file = Path::new(target["src_path"].as_str()?).strip_prefix(root).ok()?;
            let is_first = file.ends_with("src/lib.rs") || file.ends_with("src/main.rs");
            is_first.then(|| file.to_string_lossy().into_owned())
        })
        .collect();
    if files.is_empty() { Err("cargo metadata names no crate".into()) } else { Ok(files) }
}

/// The first files of the crates in a folder: the library's and the program's. If there is neither,
/// the folder, for which [`Tree::read`] returns the error.
fn roots(root: &Path, folder: &str) -> Vec<String> {
    let files = ["lib.rs", "main.rs"].map(|name| format!("{folder}/{name}"));
    let files: Vec<String> = files.into_iter().filter(|file| root.join(file).exists()).collect();
    if files.is_empty() { vec![folder.to_owned()] } else { files }
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
    fn names_that_a_macro_of_the_crate_defines_are_found_where_it_is_called() {
        let files = [
            ("lib.rs", "mod a; mod b; mod inner; mod outer;"),
            ("inner.rs", "macro_rules! inner { ($v:expr) => { pub const LIST: u8 = $v; }; } pub(crate) use inner;"),
            ("outer.rs", "macro_rules! outer { ($v:expr) => { crate::inner::inner! { $v } }; } pub(crate) use outer;"),
            ("a.rs", "crate::outer::outer! { crate::b::NUMBER }"),
            ("b.rs", "numbers! { NAMES: u8 { NUMBER = 1; } } fn f() { crate::a::LIST }"),
        ];
        let expected = "    a.rs -> b.rs: NUMBER\n    b.rs -> a.rs: LIST";
        assert_eq!(circles("macros", &files).unwrap(), expected);
    }

    #[test]
    fn files_that_stand_for_each_other_count_as_one() {
        let files = [
            ("lib.rs", "mod a; #[cfg_attr(x, path = \"b/one.rs\")] #[cfg_attr(y, path = \"b/two.rs\")] mod b;"),
            ("a.rs", "pub struct A; fn f() { crate::b::g() }"),
            ("b/one.rs", "pub fn g() {}"),
            ("b/two.rs", "pub fn g() { crate::a::A }"),
        ];
        let one = "b/one.rs or b/two.rs";
        assert_eq!(circles("paths", &files).unwrap(), format!("    a.rs -> {one}: g\n    {one} -> a.rs: A"));
    }

    #[test]
    fn a_path_that_leads_nowhere_is_an_error() {
        let files = [("lib.rs", "mod a;"), ("a.rs", "use crate::b::B;")];
        assert_eq!(circles("nowhere", &files).unwrap_err().to_string(), "a.rs: where is crate::b::B defined?");
    }
}
