//! Where each target's memory is, and how its programs are linked.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(bare)");
    let target = env::var("TARGET").unwrap_or_default();
    let is_bare = ["thumb", "riscv32", "wasm32", "s390x"].iter().any(|bare| target.starts_with(bare));
    if !is_bare {
        return;
    }
    println!("cargo:rustc-cfg=bare");
    // Of the machines that QEMU plays.
    let regions = match target.as_str() {
        "thumbv6m-none-eabi" => "FLASH : ORIGIN = 0, LENGTH = 256K  RAM : ORIGIN = 0x20000000, LENGTH = 16K",
        "thumbv7m-none-eabi" => "FLASH : ORIGIN = 0, LENGTH = 256K  RAM : ORIGIN = 0x20000000, LENGTH = 64K",
        "thumbv7em-none-eabi" => "FLASH : ORIGIN = 0, LENGTH = 4M  RAM : ORIGIN = 0x20000000, LENGTH = 4M",
        _ if target.starts_with("riscv32") => "RAM : ORIGIN = 0x80000000, LENGTH = 16M",
        _ if target.starts_with("wasm32") => return link(&["--export=said", "--export=length"]),
        _ if target.starts_with("s390x") => return link(&["-static"]),
        _ => return,
    };
    let aliases = if target.starts_with("riscv32") { RISCV } else { "" };
    let out = env::var("OUT_DIR").unwrap_or_default();
    if let Err(error) = fs::write(Path::new(&out).join("memory.x"), format!("MEMORY {{ {regions} }}\n{aliases}")) {
        println!("cargo:warning=memory.x: {error}");
    }
    println!("cargo:rustc-link-search={out}");
    if target.starts_with("riscv32") {
        link(&["-Tmemory.x"]);
    }
    link(&["-Tlink.x"]);
    if env::var_os("CARGO_FEATURE_LOG").is_some() {
        println!("cargo:rustc-link-arg-bin=log=-Tdefmt.x");
        // Else only errors are in the program.
        println!("cargo:rustc-env=DEFMT_LOG=info");
    }
}

/// All is in memory: the machine has no flash.
const RISCV: &str = "
REGION_ALIAS(\"REGION_TEXT\", RAM);
REGION_ALIAS(\"REGION_RODATA\", RAM);
REGION_ALIAS(\"REGION_DATA\", RAM);
REGION_ALIAS(\"REGION_BSS\", RAM);
REGION_ALIAS(\"REGION_HEAP\", RAM);
REGION_ALIAS(\"REGION_STACK\", RAM);
";

fn link(args: &[&str]) {
    for arg in args {
        println!("cargo:rustc-link-arg-bins={arg}");
    }
}
