//! Graph's metadata and this crate: `docs/graph.md` is made from `docs/graph-facts.txt`, and newer
//! metadata is held against that list.
//!
//! Without arguments it writes the page. `--check` says whether the page is that of the list. The
//! path of a metadata file (CSDL) makes it print what is new in there, gone or changed, and exit
//! with 1 if there is any; with `beta` after it the file is metadata of beta.

mod list;
mod metadata;
mod page;

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use list::{List, Version};

/// Writes the page, or compares metadata with the list.
pub fn run(root: &Path, arguments: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    let list = List::read(&fs::read_to_string(root.join("docs/graph-facts.txt"))?)?;
    let page = root.join("docs/graph.md");
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (file, version) = match words[..] {
        [] => {
            fs::write(&page, page::of(&list))?;
            return Ok(ExitCode::SUCCESS);
        }
        ["--check"] => {
            if fs::read_to_string(&page)?.replace("\r\n", "\n") == page::of(&list) {
                return Ok(ExitCode::SUCCESS);
            }
            println!("docs/graph.md is not that of docs/graph-facts.txt: run `cargo xtask graph`");
            return Ok(ExitCode::FAILURE);
        }
        [file] => (file, Version::V1),
        [file, "beta"] => (file, Version::Beta),
        _ => return Err("expected nothing, --check, or a metadata file, and `beta` if it is of beta".into()),
    };
    let differences = metadata::differences(&list, &fs::read_to_string(file)?, version)?;
    differences.iter().for_each(|line| println!("{line}"));
    if differences.is_empty() {
        println!("nothing is new");
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
