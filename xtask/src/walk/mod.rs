//! How far one event walks through the files of `src`, in a build without optimisation.
//!
//! A reader who follows an event opens the files that it passes, and turns back to a file as often
//! as the event does. Both are counted, and limited for the event that every bot has: a keepAlive
//! that is answered.

mod count;
mod places;
mod trace;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use count::Walk;
use places::Places;

use crate::shell;

/// An event of `examples/event.rs`.
struct Event {
    /// The program's argument.
    argument: &'static str,
    what: &'static str,
    limits: Option<Limits>,
}

/// How many files and returns are allowed.
struct Limits {
    files: usize,
    returns: usize,
}

const EVENTS: [Event; 3] = [
    Event {
        argument: "keep-alive",
        what: "a keepAlive's 200 through app::Call::handle",
        limits: Some(Limits { files: 9, returns: 12 }),
    },
    Event { argument: "dtmf", what: "a tone that stops a recording, at the service's end", limits: None },
    Event { argument: "notification", what: "a notification from JSON to app::Call::handle", limits: None },
];

/// Prints the table; a limit that is exceeded is a failure. `--list` shows the files, too.
pub fn run(root: &Path, arguments: &[String]) -> Result<ExitCode, Box<dyn Error>> {
    let list = match arguments {
        [] => false,
        [word] if word == "--list" => true,
        other => return Err(format!("unknown arguments {other:?}: there is only --list").into()),
    };
    let program = build(root)?;
    let walks = EVENTS.map(|event| Ok((walk(&program, root, event.argument)?, event)));
    let walks = walks.into_iter().collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    println!("| one event, without optimisation | files of `src` | functions | changes of file | of these, returns |");
    println!("|---|---|---|---|---|");
    for (Walk { files, functions, changes, returns, .. }, event) in &walks {
        println!("| {} | {} | {functions} | {changes} | {returns} |", event.what, files.len());
    }
    let mut ok = true;
    for (walk, event) in &walks {
        if list {
            println!("\n{}:\n    {}\n{}", event.what, walk.files.join("\n    "), walk.steps.join(" "));
        }
        let Some(Limits { files, returns }) = event.limits else { continue };
        if walk.files.len() > files || walk.returns > returns {
            println!("{}: more than {files} files or {returns} returns; --list shows them", event.what);
            ok = false;
        }
    }
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Traces and counts one event.
fn walk(program: &Path, root: &Path, argument: &str) -> Result<Walk, Box<dyn Error>> {
    let trace = trace::run(program, argument)?;
    let mut places = Places::new(program, &trace, root)?;
    let between = places.between("traced_from_here", "traced_to_here", &trace.addresses)?;
    Ok(Walk::count(&between))
}

/// Builds the example `event` without optimisation, whatever the profiles say.
fn build(root: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let target = shell::target(root).join("walk");
    let status = shell::cargo(root)
        .args(["build", "--quiet", "--package", "xtask", "--example", "event"])
        .args(["--config", "profile.dev.package.call-lifecycle.opt-level=0"])
        .arg("--target-dir")
        .arg(&target)
        .env("CARGO_PROFILE_DEV_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
        .status()?;
    if !status.success() {
        return Err("the example `event` of xtask does not build".into());
    }
    Ok(target.join("debug/examples/event"))
}
