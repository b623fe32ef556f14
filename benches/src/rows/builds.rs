//! Today's build, and that of an older commit in a separate work tree under `target`.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::results::beside_manifest;

/// The programs of one commit.
pub struct Build {
    root: PathBuf,
}

/// What is built: the package, and the example in it. The first is this program.
const PROGRAMS: [(&str, Option<&str>); 3] =
    [("call-lifecycle-benches", None), ("testkit", Some("measured")), ("call-lifecycle-sim", Some("simulate"))];

/// What measures is the same at both: these are copied to the older commit.
const COPIED: [&str; 6] = [
    "benches/src/main.rs",
    "benches/src/timed.rs",
    "benches/src/rows/mod.rs",
    "benches/src/rows/builds.rs",
    "benches/src/rows/count.rs",
    "crates/testkit/examples/measured.rs",
];

/// Builds both, the older one first.
pub fn both(commit: &str) -> Result<(Build, Build), String> {
    let now = Build { root: beside_manifest("..") };
    let old = Build { root: now.root.join("target/against").join(commit) };
    if !old.root.exists() {
        let path = old.root.to_string_lossy().into_owned();
        run(&now.root, "git", &["worktree", "add", "--quiet", "--detach", &path, commit])?;
    }
    for file in COPIED {
        let to = old.root.join(file);
        let copied = to.parent().map_or(Ok(()), std::fs::create_dir_all);
        let copied = copied.and_then(|()| std::fs::copy(now.root.join(file), &to));
        copied.map_err(|error| format!("{}: {error}", to.display()))?;
    }
    for build in [&old, &now] {
        for (package, example) in PROGRAMS {
            let example = example.map_or_else(Vec::new, |example| vec!["--example", example]);
            let arguments = [vec!["build", "--release", "--quiet", "--package", package], example].concat();
            run(&build.root, "cargo", &arguments)?;
        }
    }
    Ok((old, now))
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<(), String> {
    let status = Command::new(program).args(arguments).current_dir(folder).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{program} {} in {}: {status}", arguments.join(" "), folder.display())),
        Err(error) => Err(format!("{program}: {error}")),
    }
}

impl Build {
    pub fn benches(&self) -> PathBuf {
        self.root.join("target/release/call-lifecycle-benches")
    }

    pub fn example(&self, name: &str) -> PathBuf {
        self.root.join("target/release/examples").join(name)
    }

    /// One turn of what only the clock shows.
    pub fn turn(&self) -> Vec<(String, f64)> {
        let output = Command::new(self.benches()).arg("timed").output();
        let text = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        let line = |line: &str| line.rsplit_once('\t').and_then(|(name, ns)| Some((name.to_owned(), ns.parse().ok()?)));
        text.lines().filter_map(line).collect()
    }
}
