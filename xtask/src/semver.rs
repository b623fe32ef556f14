//! Whether the public API keeps what an earlier commit promised, by `cargo semver-checks`.
//!
//! The baseline is the package of the last release (the newest tag `v*`); before the first release,
//! the package as it was before the last change of `docs/public-api.txt`. A change that breaks
//! users needs a new line in the section "Unreleased" of the changelog, and passes with one.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::{env, fs};

const LIST: &str = "docs/public-api.txt";
const INSTALL: &str = "CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 cargo install --locked cargo-semver-checks";

/// Compares with the baseline, or with the commit that is given.
pub fn run(root: &Path, arguments: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    let given = match arguments {
        [] => None,
        [commit] => Some(commit.clone()),
        other => return Err(format!("unknown arguments {other:?}: there is only a commit").into()),
    };
    if !succeeds(cargo(root).args(["semver-checks", "--version"])) {
        println!("SKIPPED: cargo-semver-checks is not installed; in four minutes it is: {INSTALL}");
        return Ok(ExitCode::SUCCESS);
    }
    let Some(baseline) = given.or_else(|| baseline(root)) else {
        println!("SKIPPED: the history is too short to have an earlier API");
        return Ok(ExitCode::SUCCESS);
    };
    let package = package(root, &baseline)?;
    println!("compared with the package of {baseline}");
    let checked = cargo(root)
        .args(["semver-checks", "--package", "call-lifecycle", "--only-explicit-features"])
        .args(["--features", "wire,serde,defmt", "--baseline-root"])
        .arg(&package)
        .output()?;
    print!("{}{}", String::from_utf8_lossy(&checked.stdout), String::from_utf8_lossy(&checked.stderr));
    if checked.status.success() {
        return Ok(ExitCode::SUCCESS);
    }
    if !String::from_utf8_lossy(&checked.stderr).contains("Summary") {
        return Err("cargo-semver-checks could not compare them".into());
    }
    let before = git(root, &["show", &format!("{baseline}:CHANGELOG.md")]).unwrap_or_default();
    let now = fs::read_to_string(root.join("CHANGELOG.md"))?;
    let known: Vec<&str> = unreleased(&before).collect();
    if unreleased(&now).any(|line| !known.contains(&line)) {
        println!("it breaks users, and the changelog has a new line about what is unreleased");
        return Ok(ExitCode::SUCCESS);
    }
    println!("it breaks users: tell them in a line of CHANGELOG.md, in the section Unreleased");
    Ok(ExitCode::FAILURE)
}

/// The entries about what is not released yet.
fn unreleased(changelog: &str) -> impl Iterator<Item = &str> {
    let section = changelog.split("\n## ").find(|section| section.starts_with("[Unreleased]"));
    section.unwrap_or_default().lines().filter(|line| line.starts_with("- "))
}

/// The last release, or the commit before the last change of the API.
fn baseline(root: &Path) -> Option<String> {
    if let Some(tag) = git(root, &["describe", "--tags", "--abbrev=0", "--match", "v*"]) {
        return Some(tag);
    }
    if git(root, &["diff", "--name-only", "HEAD", "--", LIST]).is_some() {
        return git(root, &["rev-parse", "--short", "HEAD"]);
    }
    let last = git(root, &["log", "-1", "--format=%H", "--", LIST])?;
    git(root, &["rev-parse", "--verify", "--quiet", "--short", &format!("{last}^")])
}

/// The package of a commit, unpacked.
fn package(root: &Path, commit: &str) -> Result<PathBuf, Box<dyn Error>> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let (folder, sources) = (target.join("semver"), target.join("semver/sources"));
    let _absent = fs::remove_dir_all(&sources);
    fs::create_dir_all(&sources)?;
    let mut archive = Command::new("git").current_dir(root).args(["archive", commit]).stdout(Stdio::piped()).spawn()?;
    let packed = archive.stdout.take().ok_or("git archive has no output")?;
    let unpacked = Command::new("tar").arg("-xC").arg(&sources).stdin(packed).status()?.success();
    if !archive.wait()?.success() || !unpacked {
        return Err(format!("the sources of {commit} cannot be unpacked").into());
    }
    let packages = cargo(&sources)
        .args(["package", "--quiet", "--no-verify", "--allow-dirty", "--package", "call-lifecycle", "--target-dir"])
        .arg(&folder)
        .status()?;
    if !packages.success() {
        return Err(format!("the package of {commit} cannot be made").into());
    }
    let archives = fs::read_dir(folder.join("package"))?.filter_map(Result::ok).map(|entry| entry.path());
    let is_package = |path: &PathBuf| path.extension().is_some_and(|end| end == "crate");
    let newest =
        archives.filter(is_package).max_by_key(|path| fs::metadata(path).and_then(|file| file.modified()).ok());
    let newest = newest.ok_or("cargo made no package")?;
    let place = folder.join("package").join(newest.file_stem().ok_or("a package without a name")?);
    let _absent = fs::remove_dir_all(&place);
    let unpacked = Command::new("tar").arg("-xzf").arg(&newest).arg("-C").arg(folder.join("package")).status()?;
    if !unpacked.success() {
        return Err("the package cannot be unpacked".into());
    }
    // It lies in this workspace's folder, and is none of its members.
    let manifest = place.join("Cargo.toml");
    let text = fs::read_to_string(&manifest)?;
    fs::write(&manifest, text + "\n[workspace]\n")?;
    Ok(place)
}

fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder);
    command
}

fn succeeds(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// What git says; none if it fails or says nothing.
fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").current_dir(root).args(arguments).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.trim().is_empty()).then(|| text.trim_end().to_owned())
}
