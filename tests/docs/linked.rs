//! `firmware/linked` names every public function of the crate, as docs/public-api.txt lists them: so none is forgotten where no panic may be reached.

use std::fs;
use std::path::Path;

/// What is not linked: what features add, what formats, and what the compiler derives.
const LEFT_OUT: &str = "call_lifecycle::wire::";
const DERIVED: [&str; 5] = ["fmt", "format", "serialize", "deserialize", "default"];

#[test]
fn every_public_function_is_linked() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listing = fs::read_to_string(root.join("docs/public-api.txt")).unwrap();
    let folder = root.join("firmware/linked/src/bin/core");
    let sources: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap()).collect();
    let sources = without_generics(&sources.concat().replace("->", "").replace("=>", "")).replace("::::", "::");
    let is_linked = |owner: &str, name: &str| {
        if owner.starts_with(char::is_lowercase) {
            return sources.contains(&format!("{name}, (")) || sources.contains(&format!("{name}::, ("));
        }
        // Closures call methods, and what conversions and words have is named by a macro or between brackets.
        let named = [
            format!("{owner}::{name},"),
            format!("{owner}::{name}::,"),
            format!("{owner}::{name}("),
            format!(".{name}("),
        ];
        let by_owner = named.iter().any(|text| sources.contains(text));
        by_owner
            || (["from", "try_from", "into_iter", "from_str", "from_number", "as_str", "number"].contains(&name)
                && sources.contains(owner))
    };
    let mut seen = 0;
    for line in listing.lines() {
        let Some((_, signature)) = line.split_once("fn ").filter(|(before, _)| before.starts_with("pub")) else {
            continue;
        };
        let path = without_generics(signature.split('(').next().unwrap());
        let mut ends = path.rsplit("::");
        let (name, owner) = (ends.next().unwrap(), ends.next().unwrap());
        let owner = if owner == "Machine" { "M" } else { owner };
        if path.starts_with(LEFT_OUT) || DERIVED.contains(&name) {
            continue;
        }
        assert!(is_linked(owner, name), "{line}: not in firmware/linked/src/bin/core");
        seen += 1;
    }
    assert!(seen > 200, "{seen} functions: has the listing another form?");
}

fn without_generics(path: &str) -> String {
    let mut depth = 0;
    let outside = path.chars().filter(|symbol| {
        depth += i32::from(*symbol == '<');
        let is_outside = depth == 0;
        depth -= i32::from(*symbol == '>');
        is_outside
    });
    outside.collect()
}
