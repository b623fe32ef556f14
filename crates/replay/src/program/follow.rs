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

    fn read_on(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(into)?;
        self.place += count as u64;
        Ok(count)
    }

    /// Goes on where the end was found: at the beginning if the file was cut off, or with another one that has taken its
    /// name. Nothing if there is no more now.
    fn go_on(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.file.metadata()?.len() < self.place {
            self.note("the file was cut off: it is read from its beginning again");
            self.file.seek(SeekFrom::Start(0))?;
            self.place = 0;
            return self.read_on(into);
        }
        // Between two files there may be none for a moment.
        let Ok(named) = fs::metadata(&self.path) else { return Ok(0) };
        if is_one(&named, &self.file.metadata()?) {
            return Ok(0);
        }
        let Ok(file) = File::open(&self.path) else { return Ok(0) };
        // What was written to this one since its end was found, before the other one was there.
        let rest = self.read_on(into)?;
        if rest > 0 {
            return Ok(rest);
        }
        self.note("another file has taken the place of this one: that is read from its beginning");
        (self.file, self.place) = (file, 0);
        self.read_on(into)
    }
}

impl Read for Follow {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut waited = Duration::ZERO;
        loop {
            let mut count = self.read_on(into)?;
            if count == 0 && !into.is_empty() {
                count = self.go_on(into)?;
            }
            if count > 0 || into.is_empty() {
                return Ok(count);
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

#[cfg(all(test, unix))]
mod tests {
    use std::io::Write;

    use super::*;

    /// The end was found; then its writer goes on, and changes files.
    #[test]
    fn what_was_written_before_another_file_was_there_is_read_before_that() {
        let path = std::env::temp_dir().join(format!("graph-call-replay-turns-{}", std::process::id()));
        let old = path.with_extension("old");
        fs::write(&path, "one").unwrap();
        let mut follow = Follow::open(path.to_str().unwrap(), None, Stop::default(), Notes::default()).unwrap();
        let mut buffer = [0; 8];
        assert_eq!(follow.read(&mut buffer).unwrap(), 3);
        fs::rename(&path, &old).unwrap();
        fs::OpenOptions::new().append(true).open(&old).and_then(|mut old| old.write_all(b"two ")).unwrap();
        fs::write(&path, "three").unwrap();
        for expected in [&b"two "[..], b"three", b""] {
            let count = follow.go_on(&mut buffer).unwrap();
            assert_eq!(&buffer[..count], expected);
        }
        assert_eq!(follow.notes.borrow().len(), 1);
        fs::remove_file(path).unwrap();
        fs::remove_file(old).unwrap();
    }
}
