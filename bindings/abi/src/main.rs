//! Prints what other languages need of the C ABI: `cargo run -p abi` writes the files, `--check`
//! compares them, and fails where one differs.
//!
//! Everything comes from the declarations in `call-lifecycle-c`: names, sizes, offsets, words.

mod c;
mod csharp;
mod erlang;
mod go;
mod java;
mod javascript;
mod model;
mod python;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

/// A file, from `bindings`, and what it is printed by.
type File = (&'static str, fn() -> String);

const FILES: [File; 8] = [
    ("c/include/call_lifecycle.h", c::print),
    ("csharp/Abi.cs", csharp::print),
    ("erlang/call_lifecycle.hrl", erlang::print),
    ("go/abi.go", go::print),
    ("java/calllifecycle/Abi.java", java::print),
    ("javascript/src/abi.mjs", javascript::module),
    ("javascript/src/abi.d.mts", javascript::types),
    ("python/call_lifecycle/_abi.py", python::print),
];

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let check = match std::env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [] => false,
        [option] if option == "--check" => true,
        _ => {
            eprintln!("usage: abi [--check]\n\nWrites the printed files of bindings; --check compares them instead.");
            return Ok(ExitCode::from(2));
        }
    };
    let bindings = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut differ = 0;
    for (name, print) in FILES {
        let (path, text) = (bindings.join(name), print());
        if check {
            if std::fs::read_to_string(&path).ok().as_deref() != Some(&text) {
                eprintln!("bindings/{name} is not what the declarations say: run `cargo run -p abi`");
                differ += 1;
            }
        } else {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&path, text)?;
            println!("bindings/{name}");
        }
    }
    Ok(if differ == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
