//! A directory that stores what happens, so that a service that was killed continues where it was.
//!
//! `calls-N.jsonl` has every call as it was when number N was stored; `journal-N.jsonl` is what
//! happened since, as a trace. Once number N is complete, earlier ones are deleted. What is written
//! survives the end of this program, however it ends, but not a power cut.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use call_lifecycle_tokio::files::{lines, lock, wrong};

use crate::exchange::{Exchange, Restored, Setup};

/// The length, in bytes, from which on a journal is started again.
const LONG: u64 = 64 * 1_024 * 1_024;

/// A `--state` directory: the calls that were stored, and the journal after them.
#[derive(Debug)]
pub struct State {
    directory: PathBuf,
    /// Locks the directory for this program.
    alone: File,
    /// The number of the present journal.
    number: u64,
    journal: File,
    length: u64,
    /// From which length on it is started again.
    limit: u64,
    /// Whether a line could not be written.
    broken: bool,
}

/// The calls that are being stored.
#[derive(Debug)]
pub struct Storing {
    number: u64,
    file: BufWriter<File>,
}

impl Storing {
    /// Adds lines to the file.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn write(&mut self, text: &str) -> io::Result<()> {
        self.file.write_all(text.as_bytes())
    }
}

const CALLS: &str = "calls";
const JOURNAL: &str = "journal";

fn name(directory: &Path, kind: &str, number: u64) -> PathBuf {
    directory.join(format!("{kind}-{number}.jsonl"))
}

/// The numbers of the files of a kind, in order.
fn numbers(directory: &Path, kind: &str) -> io::Result<Vec<u64>> {
    let mut numbers = Vec::new();
    for entry in fs::read_dir(directory)? {
        let name = entry?.file_name();
        let number = name.to_str().and_then(|name| name.strip_prefix(kind)?.strip_prefix('-')?.strip_suffix(".jsonl"));
        numbers.extend(number.and_then(|number| number.parse::<u64>().ok()));
    }
    numbers.sort_unstable();
    Ok(numbers)
}

impl State {
    /// Opens a directory, creates it if it does not exist, and restores the exchange from it.
    ///
    /// # Errors
    /// If it cannot be read or written, if another program uses it, or if this program did not
    /// write its files: the file, the line and why.
    pub fn open(
        directory: &Path,
        setup: &Setup,
        new: impl FnOnce() -> io::Result<Exchange>,
    ) -> io::Result<(Self, Exchange)> {
        let alone = lock(directory)?;
        let mut exchange = match numbers(directory, CALLS)?.last() {
            Some(number) => Self::read(directory, *number, setup)?,
            None => new()?,
        };
        exchange.write_journal();
        let journals = numbers(directory, JOURNAL)?;
        let number = journals.last().map_or(0, |number| number + 1);
        let mut length = 0;
        for journal in &journals {
            length += fs::metadata(name(directory, JOURNAL, *journal))?.len();
        }
        let mut state = Self {
            directory: directory.to_owned(),
            alone,
            number,
            journal: Self::create(directory, number)?,
            length,
            limit: LONG,
            broken: false,
        };
        if !journals.is_empty() && !numbers(directory, CALLS)?.is_empty() && length <= LONG {
            // The journal goes on: what was restored is what is stored.
            return Ok((state, exchange));
        }
        // The present is stored at once, since a journal alone does not include what was before.
        let mut text = String::new();
        exchange.store_head(&mut text);
        let mut storing = state.begin(&text)?;
        text.clear();
        let calls = exchange.store_calls(&exchange.calls(), &mut text);
        exchange.store_end(calls, &mut text);
        storing.write(&text)?;
        state.finish(storing)?;
        Ok((state, exchange))
    }

    fn read(directory: &Path, number: u64, setup: &Setup) -> io::Result<Exchange> {
        let path = name(directory, CALLS, number);
        let mut restored = None;
        lines(&path, false, |line| match &mut restored {
            None => {
                restored = Some(Restored::new(setup, line)?);
                Ok(())
            }
            Some(restored) => restored.stored(line),
        })?;
        let mut restored = restored.ok_or_else(|| wrong(&path, 1, "expected `exchange`, but it is empty"))?;
        for journal in numbers(directory, JOURNAL)?.into_iter().filter(|journal| *journal >= number) {
            lines(&name(directory, JOURNAL, journal), true, |line| restored.journal(line))?;
        }
        restored.finish().map_err(|why| wrong(&path, 1, &why))
    }

    fn create(directory: &Path, number: u64) -> io::Result<File> {
        OpenOptions::new().create(true).append(true).open(name(directory, JOURNAL, number))
    }

    /// Appends lines to the journal. They then survive the end of this program.
    pub fn append(&mut self, text: &str) -> io::Result<()> {
        if self.broken {
            return Err(io::Error::other("an earlier line could not be written"));
        }
        self.length += text.len() as u64;
        // No line may follow half a line: it would become part of it.
        let written = self.journal.write_all(text.as_bytes());
        self.broken = written.is_err();
        written
    }

    /// Closes the directory, so that another program can use it.
    pub fn release(&self) -> io::Result<()> {
        self.alone.unlock()
    }

    /// Sets the length of the journal, in bytes, from which on the calls are stored and it is
    /// started again. At twice that length requests wait until this is done. 64 MiB unless set.
    #[must_use]
    pub fn with_journal_limit(mut self, limit: u64) -> Self {
        self.limit = limit;
        self
    }

    /// The length of the present journal, in bytes.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The length from which on it is started again.
    #[must_use]
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// Nothing more can be written.
    #[cfg(test)]
    pub fn break_for_test(&mut self) {
        self.broken = true;
    }

    /// Begins to store calls with their first line, and starts a new journal.
    pub fn begin(&mut self, head: &str) -> io::Result<Storing> {
        self.number += 1;
        self.journal = Self::create(&self.directory, self.number)?;
        self.length = 0;
        // It has another name until it is complete.
        let file = BufWriter::new(File::create(name(&self.directory, "unfinished", self.number))?);
        let mut storing = Storing { number: self.number, file };
        storing.write(head)?;
        Ok(storing)
    }

    /// Finishes storing: earlier files are deleted.
    pub fn finish(&mut self, storing: Storing) -> io::Result<()> {
        let Storing { number, file } = storing;
        file.into_inner().map_err(io::IntoInnerError::into_error)?;
        fs::rename(name(&self.directory, "unfinished", number), name(&self.directory, CALLS, number))?;
        for kind in [CALLS, JOURNAL, "unfinished"] {
            for old in numbers(&self.directory, kind)?.into_iter().filter(|old| *old < number) {
                fs::remove_file(name(&self.directory, kind, old))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use call_lifecycle::Timestamp;

    use super::*;

    fn directory(name: &str) -> PathBuf {
        let directory = std::env::temp_dir().join(format!("graph-call-mock-state-{name}-{}", std::process::id()));
        let _none = fs::remove_dir_all(&directory);
        directory
    }

    fn open(directory: &Path) -> io::Result<(State, Exchange)> {
        let setup = Setup { room: 1, ..Setup::default() };
        State::open(directory, &setup, || Ok(Exchange::new(Timestamp::ZERO, &setup).unwrap()))
    }

    fn files(directory: &Path) -> Vec<String> {
        let names = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name.ends_with(".jsonl")).collect();
        names.sort();
        names
    }

    fn store(state: &mut State, exchange: &Exchange, directory: &Path) -> Vec<String> {
        let mut text = String::new();
        exchange.store_head(&mut text);
        let mut storing = state.begin(&text).unwrap();
        assert_eq!((state.length(), state.limit()), (0, LONG));
        let found = files(directory);
        text.clear();
        exchange.store_end(0, &mut text);
        storing.write(&text).unwrap();
        state.finish(storing).unwrap();
        found
    }

    /// The journals of all runs are read in the order of their numbers: 10 is after 9.
    #[test]
    fn each_run_goes_on_where_the_last_one_ended() {
        let directory = directory("runs");
        for run in 0..13 {
            let (mut state, exchange) = open(&directory).unwrap();
            assert_eq!(exchange.now(), Timestamp::from_millis(run));
            assert_eq!(state.number, run + 1);
            state.append(&format!("{{\"at\":{}}}\n", run + 1)).unwrap();
            assert_eq!(state.length(), (run + 1) * 9 + (run + 1).saturating_sub(9));
        }
        let mut expected: Vec<String> = (1..=13).map(|number| format!("journal-{number}.jsonl")).collect();
        expected.push("calls-1.jsonl".to_owned());
        expected.sort();
        assert_eq!(files(&directory), expected);
        // Once it is stored, what was before is not needed.
        let (mut state, exchange) = open(&directory).unwrap();
        let found = store(&mut state, &exchange, &directory);
        assert!(found.contains(&"unfinished-15.jsonl".to_owned()));
        assert_eq!(files(&directory), ["calls-15.jsonl", "journal-15.jsonl"]);
        drop(state);
        // What was being stored when it was killed counts for nothing, and is gone after the next time.
        fs::write(name(&directory, "unfinished", 16), "{}").unwrap();
        let (mut state, exchange) = open(&directory).unwrap();
        assert_eq!((exchange.now(), state.number), (Timestamp::from_millis(13), 16));
        store(&mut state, &exchange, &directory);
        assert_eq!(files(&directory), ["calls-17.jsonl", "journal-17.jsonl"]);
        fs::remove_dir_all(&directory).unwrap();
    }

    #[test]
    fn two_programs_do_not_use_one_directory() {
        let directory = directory("two");
        let (state, _) = open(&directory).unwrap();
        assert!(open(&directory).is_err());
        state.release().unwrap();
        assert!(open(&directory).is_ok());
        fs::remove_dir_all(&directory).unwrap();
    }

    /// After half a line nothing may follow, even once there is room again.
    #[cfg(target_os = "linux")]
    #[test]
    fn after_a_line_that_could_not_be_written_none_is() {
        let directory = directory("full");
        let (mut state, _) = open(&directory).unwrap();
        state.append("{\"at\":1}\n").unwrap();
        let good = std::mem::replace(&mut state.journal, OpenOptions::new().write(true).open("/dev/full").unwrap());
        assert!(state.append("{\"at\":2}\n").is_err());
        state.journal = good;
        assert!(state.append("{\"at\":3}\n").unwrap_err().to_string().contains("earlier line"));
        let text = fs::read_to_string(name(&directory, JOURNAL, state.number)).unwrap();
        assert_eq!(text, "{\"at\":1}\n");
        fs::remove_dir_all(&directory).unwrap();
    }
}
