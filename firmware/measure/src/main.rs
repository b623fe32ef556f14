//! What the program that begins at `entry` costs: flash, and the stack of its deepest path.
//!
//! `measure [--tree] ELF [FORBIDDEN...]`: the program is linked with `-Z emit-stack-sizes` and
//! `--emit-relocs`. It prints one line, `flash BYTES stack BYTES`, with `--tree` each function as
//! well. It fails if a symbol's name contains one of the forbidden words, if a function calls
//! itself by any way, or if one is called by a pointer: then the deepest path is not known.

mod elf;
mod graph;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let tree = arguments.first().is_some_and(|first| first == "--tree");
    arguments.drain(..usize::from(tree));
    let Some((path, forbidden)) = arguments.split_first() else {
        eprintln!("usage: measure [--tree] ELF [FORBIDDEN...]");
        return ExitCode::from(2);
    };
    match measured(path, forbidden, tree) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(wrong) => {
            eprintln!("{path}: {wrong}");
            ExitCode::FAILURE
        }
    }
}

fn measured(path: &str, forbidden: &[String], tree: bool) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let program = elf::Program::read(&bytes)?;
    if let Some(name) = program.names().find(|name| forbidden.iter().any(|word| name.contains(word.as_str()))) {
        return Err(format!("{name} is linked, and must not be"));
    }
    let deepest = graph::deepest(&program, "entry")?;
    if tree {
        for function in &program.functions {
            println!("{:6} bytes, frame {:4}: {}", function.size, function.frame, function.name);
        }
        for index in &deepest.path {
            println!("deepest: {:4} {}", program.functions[*index].frame, program.functions[*index].name);
        }
    }
    Ok(format!("flash {} stack {}", program.flash, deepest.bytes))
}
