//! Copies of HEAD, in which something is changed and the tests are run.

use std::error::Error;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{iter, thread};

/// What became of a test run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed,
    DoesNotCompile,
    /// A test still ran after [`MOST`]: a machine that asks to be woken forever, say.
    NeverEnds,
}

/// How long a run of tests may take: many times what it takes.
const MOST: Duration = Duration::from_secs(120);
/// How often a run is looked at.
const TICK: Duration = Duration::from_millis(20);

/// Where what is built of a copy goes, and how it is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builds {
    /// Into a folder that belongs to the copy, optimised: for tests that take long.
    Fast,
    /// Into a folder that belongs to the copy, without optimisation: for tests that are short.
    Soon,
    /// To what was built of the repository, so that dependencies are there already.
    WithTheRest,
}

/// A copy of HEAD.
pub struct Tree {
    pub source: PathBuf,
    out: PathBuf,
    builds: Builds,
}

impl Tree {
    /// Extracts HEAD with the present time, so that nothing that was built before passes for built
    /// of it.
    fn of_head(root: &Path, out: PathBuf, builds: Builds) -> Result<Self, Box<dyn Error>> {
        let source = out.join("tree");
        if source.exists() {
            fs::remove_dir_all(&source)?;
        }
        fs::create_dir_all(&source)?;
        let archive = out.join("head.tar");
        let git = Command::new("git").args(["archive", "HEAD", "-o"]).arg(&archive).current_dir(root).status()?;
        let tar = Command::new("tar").arg("-xmf").arg(&archive).current_dir(&source).status()?;
        if git.success() && tar.success() {
            Ok(Self { source, out, builds })
        } else {
            Err("HEAD cannot be copied with git and tar".into())
        }
    }

    /// Where the last run has printed to.
    pub fn log(&self) -> PathBuf {
        self.out.join("log.txt")
    }

    /// Builds the tests that these arguments name, and runs them.
    ///
    /// # Errors
    /// Cargo cannot be started, or fails before it compiles or runs anything.
    pub fn test(&self, arguments: &[&str]) -> Result<Outcome, Box<dyn Error>> {
        if !self.cargo_test(&["--no-run"], arguments)?.status()?.success() {
            return if fs::read_to_string(self.log())?.contains("error: could not compile") {
                Ok(Outcome::DoesNotCompile)
            } else {
                Err(format!("cargo test --no-run {arguments:?} fails: see {}", self.log().display()).into())
            };
        }
        let mut tests = self.cargo_test(&[], arguments)?;
        // A group, so that it can be ended with the tests that it runs.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut tests, 0);
        let mut tests = tests.spawn()?;
        let mut waited = Duration::ZERO;
        loop {
            if let Some(status) = tests.try_wait()? {
                return Ok(if status.success() { Outcome::Passed } else { Outcome::Failed });
            }
            if waited > MOST {
                if cfg!(unix) {
                    Command::new("kill").arg("-KILL").arg("--").arg(format!("-{}", tests.id())).status()?;
                }
                tests.kill()?;
                tests.wait()?;
                return Ok(Outcome::NeverEnds);
            }
            thread::sleep(TICK);
            waited += TICK;
        }
    }

    /// Cargo, which prints to the log.
    fn cargo_test(&self, before: &[&str], arguments: &[&str]) -> Result<Command, Box<dyn Error>> {
        let file = File::create(self.log())?;
        let mut cargo = crate::shell::cargo(&self.source);
        cargo.arg("test").args(before).args(arguments).env("CARGO_TERM_COLOR", "never").env_remove("UPDATE");
        let level = match self.builds {
            Builds::Fast => Some("1"),
            Builds::Soon => Some("0"),
            Builds::WithTheRest => None,
        };
        if let Some(level) = level {
            cargo.env("CARGO_TARGET_DIR", &self.out).env("CARGO_INCREMENTAL", "1");
            cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_PROFILE_DEV_OPT_LEVEL", level);
        } else {
            cargo.env("CARGO_TARGET_DIR", self.out.parent().unwrap_or(&self.out));
        }
        cargo.stdout(file.try_clone()?).stderr(file);
        Ok(cargo)
    }
}

/// Gives items out to copies of HEAD: one for each processor, where what is built belongs to the
/// copy. `work` gets a copy, and the items that no other copy has taken when it asks for the next.
pub fn share_out<T: Sync>(
    root: &Path,
    out: &Path,
    builds: Builds,
    items: &[T],
    work: impl Fn(&Tree, &mut dyn Iterator<Item = &T>) -> Result<(), Box<dyn Error>> + Sync,
) -> Result<(), Box<dyn Error>> {
    let next = AtomicUsize::new(0);
    let begin = |out: PathBuf| {
        let tree = Tree::of_head(root, out, builds)?;
        let end = work(&tree, &mut iter::from_fn(|| items.get(next.fetch_add(1, Ordering::Relaxed))));
        if end.is_err() {
            // The other copies stop, too.
            next.store(items.len(), Ordering::Relaxed);
        }
        end
    };
    if builds == Builds::WithTheRest {
        return begin(out.to_owned());
    }
    thread::scope(|scope| {
        let copies = 0..thread::available_parallelism()?.get().min(items.len());
        let threads: Vec<_> = copies
            .map(|number| out.join(number.to_string()))
            .map(|out| scope.spawn(|| begin(out).map_err(|error| error.to_string())))
            .collect();
        // The first error is returned once all of them have ended.
        let ends: Vec<_> = threads.into_iter().map(thread::ScopedJoinHandle::join).collect();
        ends.into_iter().try_for_each(|end| Ok(end.unwrap_or_else(|_| Err("a copy's thread panicked".into()))?))
    })
}
