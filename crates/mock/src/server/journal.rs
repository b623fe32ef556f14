//! The journal that many tasks add to: lines wait in memory, and one write takes all that wait.
//!
//! A request that has added lines waits until they are written; only then is anybody answered or
//! notified.

use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::sync::Notify;
use tokio::task::yield_now;

use super::lock::locked;
use super::state::{State, Storing};

/// More than this does not wait in memory, in bytes.
const MOST: usize = 256 * 1_024;

/// Lines that wait to be written.
#[derive(Debug, Default)]
struct Waiting {
    text: String,
    /// How often something was added.
    added: u64,
}

/// The directory of a state, and what waits to be written there.
#[derive(Debug)]
struct Disk {
    state: State,
    /// The room of the lines that were written last.
    room: String,
}

/// What happens is written here, if there is a directory for it.
#[derive(Debug)]
pub struct Journal {
    disk: Option<Mutex<Disk>>,
    waiting: Mutex<Waiting>,
    added: AtomicU64,
    /// How much of what was added is written.
    written: AtomicU64,
    /// How long it is with what waits, in bytes.
    length: AtomicU64,
    /// From which length on it is started again.
    limit: u64,
    /// Set if it cannot be written: nothing is done any more, and the service stops.
    is_broken: AtomicBool,
    pub broken: Notify,
}

impl Journal {
    pub fn new(state: Option<State>) -> Self {
        Self {
            limit: state.as_ref().map_or(u64::MAX, State::limit),
            length: AtomicU64::new(state.as_ref().map_or(0, State::length)),
            disk: state.map(|state| Mutex::new(Disk { state, room: String::new() })),
            waiting: Mutex::default(),
            added: AtomicU64::new(0),
            written: AtomicU64::new(0),
            is_broken: AtomicBool::new(false),
            broken: Notify::new(),
        }
    }

    /// Adds lines. Those of one exchange must come in their order.
    pub fn add(&self, lines: &str) {
        if self.disk.is_none() || lines.is_empty() {
            return;
        }
        let mut waiting = locked(&self.waiting);
        waiting.text.push_str(lines);
        waiting.added += 1;
        self.added.store(waiting.added, Ordering::Release);
        self.length.fetch_add(lines.len() as u64, Ordering::Relaxed);
        let is_much = waiting.text.len() > MOST;
        drop(waiting);
        if is_much {
            self.write();
        }
    }

    /// How much was added, if some of it waits.
    pub fn waits(&self) -> Option<u64> {
        let added = self.added.load(Ordering::Acquire);
        (self.written.load(Ordering::Acquire) < added).then_some(added)
    }

    /// Writes all that waits, unless so much of it is written.
    pub fn write_up_to(&self, added: u64) {
        if self.written.load(Ordering::Acquire) < added {
            self.write();
        }
    }

    /// Writes all that waits.
    pub fn write(&self) {
        if let Some(disk) = self.disk.as_ref().filter(|_| self.waits().is_some()) {
            self.write_to(&mut locked(disk));
        }
    }

    /// The same, after the tasks that are ready have added what they have: one write takes it all.
    pub async fn write_with_others(&self) {
        if let Some(added) = self.waits() {
            yield_now().await;
            self.write_up_to(added);
        }
    }

    fn write_to(&self, disk: &mut Disk) {
        disk.room.clear();
        let mut waiting = locked(&self.waiting);
        std::mem::swap(&mut waiting.text, &mut disk.room);
        let added = waiting.added;
        drop(waiting);
        if let Err(error) = disk.state.append(&disk.room) {
            self.give_up("write the journal", &error);
        }
        // Those who wait find out then whether it is broken.
        self.written.store(added, Ordering::Release);
    }

    /// Whether it is longer than so many times its limit.
    pub fn is_long(&self, times: u64) -> bool {
        self.length.load(Ordering::Relaxed) > times.saturating_mul(self.limit)
    }

    /// Begins to store calls, with their first line. What was added before belongs to the journal
    /// that ends. `None` without a directory.
    pub fn begin(&self, head: &str) -> io::Result<Option<Storing>> {
        let Some(disk) = &self.disk else { return Ok(None) };
        let mut disk = locked(disk);
        self.write_to(&mut disk);
        self.length.store(0, Ordering::Relaxed);
        disk.state.begin(head).map(Some)
    }

    /// Finishes storing.
    pub fn finish(&self, storing: Storing) -> io::Result<()> {
        self.disk.as_ref().map_or(Ok(()), |disk| locked(disk).state.finish(storing))
    }

    /// Closes the directory, so that another program can use it.
    pub fn release(&self) -> io::Result<()> {
        self.disk.as_ref().map_or(Ok(()), |disk| locked(disk).state.release())
    }

    /// Notes that what happens cannot be stored: nothing more may happen.
    pub fn give_up(&self, what: &str, error: &io::Error) {
        if !self.is_broken.swap(true, Ordering::AcqRel) {
            eprintln!("graph-call-mock: cannot {what}: {error}");
        }
        self.broken.notify_one();
    }

    /// Whether it has failed, so that nothing may be answered as done.
    pub fn is_broken(&self) -> bool {
        self.is_broken.load(Ordering::Acquire)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use call_lifecycle::Timestamp;

    use super::*;
    use crate::exchange::{Exchange, Setup};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn what_a_task_has_added_is_written_before_it_goes_on() {
        let directory = std::env::temp_dir().join(format!("graph-call-mock-journal-{}", std::process::id()));
        let setup = Setup { room: 1, ..Setup::default() };
        let new = || Ok(Exchange::new(Timestamp::ZERO, &setup).unwrap());
        let (state, _) = State::open(&directory, &setup, new).unwrap();
        let files = std::fs::read_dir(&directory).unwrap().map(|entry| entry.unwrap().path());
        let path = files.filter(|path| path.ends_with("journal-1.jsonl")).max().unwrap();
        let journal = Arc::new(Journal::new(Some(state)));
        let mut tasks = tokio::task::JoinSet::new();
        for number in 0..200 {
            let (journal, path) = (Arc::clone(&journal), path.clone());
            tasks.spawn(async move {
                let line = format!("line {number}\n");
                journal.add(&line);
                journal.write_with_others().await;
                assert!(std::fs::read_to_string(path).unwrap().contains(&line), "{number}");
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 200);
        assert!(journal.waits().is_none() && !journal.is_broken());
        // More than may wait is written at once.
        journal.add(&"x".repeat(MOST + 1));
        assert!(journal.waits().is_none());
        journal.add("old\n");
        let stored = journal.begin("head\n").unwrap().unwrap();
        assert!(std::fs::read_to_string(&path).unwrap().ends_with("old\n"), "what was added before belongs there");
        assert!(!journal.is_long(0));
        drop(stored);
        std::fs::remove_dir_all(directory).unwrap();
    }

    fn opened(name: &str) -> (std::path::PathBuf, State) {
        let directory = std::env::temp_dir().join(format!("graph-call-mock-journal-{name}-{}", std::process::id()));
        let _none = std::fs::remove_dir_all(&directory);
        let setup = Setup { room: 1, ..Setup::default() };
        let new = || Ok(Exchange::new(Timestamp::ZERO, &setup).unwrap());
        let (state, _) = State::open(&directory, &setup, new).unwrap();
        (directory, state)
    }

    /// It is long once it is longer than its limit, not once it is as long.
    #[test]
    fn a_journal_is_long_when_it_is_longer_than_its_limit() {
        let (directory, state) = opened("long");
        let journal = Journal::new(Some(state.with_journal_limit(10)));
        journal.add(&"x".repeat(10));
        assert!(!journal.is_long(1));
        journal.add("x");
        assert!(journal.is_long(1) && !journal.is_long(2));
        journal.add(&"x".repeat(9));
        assert!(!journal.is_long(2));
        journal.add("x");
        assert!(journal.is_long(2));
        drop(journal.begin("head\n").unwrap());
        assert!(!journal.is_long(1), "it counts from its beginning");
        // Without a directory nothing is written, and nothing waits.
        let none = Journal::new(None);
        none.add("x");
        assert!(!none.is_long(1) && none.waits().is_none() && none.begin("head\n").unwrap().is_none());
        std::fs::remove_dir_all(directory).unwrap();
    }

    #[test]
    fn so_much_waits_and_no_more() {
        let (directory, state) = opened("much");
        let journal = Journal::new(Some(state));
        journal.add(&"x".repeat(MOST));
        assert_eq!(journal.waits(), Some(1));
        journal.add("y");
        assert_eq!(journal.waits(), None);
        journal.add("");
        assert_eq!(journal.waits(), None, "nothing is no line");
        journal.add("z");
        journal.write_up_to(2);
        assert_eq!(journal.waits(), Some(3), "so much is written already");
        journal.write_up_to(3);
        assert_eq!(journal.waits(), None);
        std::fs::remove_dir_all(directory).unwrap();
    }

    /// What waits finds out that it is broken, and so does the service.
    #[tokio::test]
    async fn a_journal_that_cannot_be_written_is_broken() {
        let (directory, mut state) = opened("broken");
        state.break_for_test();
        let journal = Journal::new(Some(state));
        assert!(!journal.is_broken());
        journal.add("x\n");
        assert!(!journal.is_broken(), "it waits");
        journal.write_with_others().await;
        assert!(journal.is_broken() && journal.waits().is_none());
        tokio::time::timeout(std::time::Duration::from_secs(5), journal.broken.notified()).await.unwrap();
        std::fs::remove_dir_all(directory).unwrap();
    }
}
