//! `--follow`: a trace that grows.

use std::cell::RefCell;
use std::fs::{self, File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::Duration;

use signal_hook::consts::SIGINT;
use signal_hook::flag;

/// How often the file is looked at.
const POLL: Duration = Duration::from_millis(100);

/// What there is to say of the file itself, next to what is in it.
pub type Notes = Rc<RefCell<Vec<String>>>;

/// A file whose end is waited at.
#[derive(Debug)]
pub struct Follow {
    path: PathBuf,
    file: File,
    /// How far it was read.
    place: u64,
    /// How long nothing may come before it is taken for the end. `None` waits forever.
    idle: Option<Duration>,
    /// Whether this is the end, as somebody wants.
    stop: Stop,
    notes: Notes,
}

/// Ends the wait for more from outside.
pub type Stop = Arc<AtomicBool>;

/// Ctrl-C ends the wait, and a second one the program.
pub fn at_interrupt() -> io::Result<Stop> {
    let stop = Stop::default();
    flag::register_conditional_shutdown(SIGINT, 130, Stop::clone(&stop))?;
    flag::register(SIGINT, Stop::clone(&stop))?;
    Ok(stop)
}

impl Follow {
    pub fn open(path: &str, idle: Option<Duration>, stop: Stop, notes: Notes) -> io::Result<Self> {
        let path = PathBuf::from(path);
        let file = File::open(&path)?;
        Ok(Self { path, file, place: 0, idle, stop, notes })
    }

    fn note(&self, text: &str) {
        self.notes.borrow_mut().push(text.to_owned());
    }

    /// Goes on at the beginning if the file was cut off, or with another one that has taken its name
    /// (its rest was read by then). Whether there may be more to read at once.
    fn look(&mut self) -> io::Result<bool> {
        if self.file.metadata()?.len() < self.place {
            self.note("the file was cut off: it is read from its beginning again");
            self.file.seek(SeekFrom::Start(0))?;
            self.place = 0;
            return Ok(true);
        }
        // Between two files there may be none for a moment.
        let Ok(named) = fs::metadata(&self.path) else { return Ok(false) };
        if is_one(&named, &self.file.metadata()?) {
            return Ok(false);
        }
        let Ok(file) = File::open(&self.path) else { return Ok(false) };
        self.note("another file has taken the place of this one: that is read from its beginning");
        (self.file, self.place) = (file, 0);
        Ok(true)
    }
}

impl Read for Follow {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut waited = Duration::ZERO;
        loop {
            let count = self.file.read(into)?;
            self.place += count as u64;
            if count > 0 || into.is_empty() {
                return Ok(count);
            }
            if self.look()? {
                continue;
            }
            if self.stop.load(Ordering::Relaxed) || self.idle.is_some_and(|idle| waited >= idle) {
                return Ok(0);
            }
            sleep(POLL);
            waited += POLL;
        }
    }
}

#[cfg(unix)]
fn is_one(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Elsewhere a file that is replaced by another is known by its length alone.
#[cfg(not(unix))]
fn is_one(_: &Metadata, _: &Metadata) -> bool {
    true
}
