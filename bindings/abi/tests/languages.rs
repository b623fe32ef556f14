//! What `bindings/languages.md` shows is what is tested: every block of it is a part of the file
//! that is named above it.

use std::path::{Path, PathBuf};
use std::{fs, io};

fn bindings() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Lines without the indentation that all of them have.
fn dedented(lines: &[&str]) -> Vec<String> {
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let common = lines.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    lines.iter().map(|line| line.get(common..).unwrap_or_default().to_owned()).collect()
}

/// The file that is named above each block, and the block; blocks of plain text are left out.
fn blocks(page: &str) -> Vec<(String, Vec<String>)> {
    let (mut blocks, mut file, mut lines) = (Vec::new(), String::new(), page.lines());
    while let Some(line) = lines.next() {
        if let Some(named) = line.strip_prefix("From [`").and_then(|rest| rest.split('`').next()) {
            named.clone_into(&mut file);
        } else if line.starts_with("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if line != "```text" {
                blocks.push((std::mem::take(&mut file), dedented(&block)));
            }
        }
    }
    blocks
}

#[test]
fn every_block_is_a_part_of_the_file_that_is_named_above_it() -> io::Result<()> {
    let blocks = blocks(&fs::read_to_string(bindings().join("languages.md"))?);
    assert!(blocks.len() >= 8, "{} blocks", blocks.len());
    for (file, block) in blocks {
        let text = fs::read_to_string(bindings().join(&file))?;
        let lines: Vec<&str> = text.lines().collect();
        assert!(block.len() >= 7, "{file}: {} lines", block.len());
        assert!(
            lines.windows(block.len()).any(|part| dedented(part) == block),
            "languages.md shows what is not in {file}"
        );
    }
    Ok(())
}

#[test]
fn what_has_a_script_is_named_in_the_readme() -> io::Result<()> {
    let readme = fs::read_to_string(bindings().join("README.md"))?;
    for entry in fs::read_dir(bindings())? {
        let path = entry?.path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.join("test").is_file() {
            assert!(readme.contains(&format!("({name}/")), "README.md names nothing in {name}/");
        }
    }
    Ok(())
}
