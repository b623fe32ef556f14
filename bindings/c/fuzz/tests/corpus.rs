//! The body of the fuzz target `abi` over its corpus, on any toolchain.

use std::fs;
use std::path::Path;

#[test]
fn the_abi_says_what_the_machines_say() {
    let mut inputs = 0;
    for folder in ["corpus", "regressions"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fuzz").join(folder).join("abi");
        for file in fs::read_dir(folder).into_iter().flatten() {
            let file = file.unwrap().path();
            // Seen if it fails.
            println!("{}", file.display());
            abi_fuzz::run(&fs::read(file).unwrap());
            inputs += 1;
        }
    }
    assert!(inputs > 0, "there is no corpus");
}
