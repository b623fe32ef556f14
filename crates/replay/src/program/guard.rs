//! That no output takes the place of the trace, or of another output.

use std::fs;
use std::path::{Path, PathBuf};

/// Why the outputs cannot be written: each is an option and its file.
pub fn overwritten(trace: &str, outputs: &[(&str, &str)]) -> Option<String> {
    let trace_file = if trace == "-" { standard_input() } else { Some(PathBuf::from(trace)) };
    for (place, (option, file)) in outputs.iter().enumerate() {
        if trace_file.as_deref().is_some_and(|trace| is_same(trace, Path::new(file))) {
            return Some(format!("found {option} {file}, which is the trace, expected another file"));
        }
        let others = outputs.iter().take(place);
        if let Some((other, _)) = others.clone().find(|(_, other)| is_same(Path::new(other), Path::new(file))) {
            return Some(format!("found {other} and {option} with the same file {file}, expected another one"));
        }
    }
    None
}

/// Whether two paths are one file: by their names, through links, or as two names of one file.
fn is_same(one: &Path, other: &Path) -> bool {
    // A terminal or `/dev/null` loses nothing.
    let is_other = |path: &Path| fs::metadata(path).is_ok_and(|metadata| !metadata.is_file());
    if is_other(one) || is_other(other) {
        return false;
    }
    if one == other {
        return true;
    }
    if let (Ok(one), Ok(other)) = (fs::canonicalize(one), fs::canonicalize(other)) {
        if one == other {
            return true;
        }
    }
    is_one_file(one, other)
}

#[cfg(unix)]
fn is_one_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(one), Ok(other)) = (fs::metadata(one), fs::metadata(other)) else { return false };
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_one_file(_: &Path, _: &Path) -> bool {
    false
}

/// The standard input by its name, where it has one.
fn standard_input() -> Option<PathBuf> {
    let path = PathBuf::from("/dev/stdin");
    (cfg!(unix) && path.exists()).then_some(path)
}
