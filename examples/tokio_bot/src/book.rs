//! A directory that stores what the bot continues from.
//!
//! `calls.jsonl` gets a line each time a call is touched; the last line of a call counts. It is
//! rewritten once it is long. `clock.json` is written before it: what the bot's clock and the
//! system's clock showed then. What is written survives the end of this program, however it ends,
//! but not a power cut.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use call_lifecycle::Timestamp;
use call_lifecycle_tokio::Speed;
use call_lifecycle_tokio::files::{lines, lock, named, wrong};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::Bot;
use crate::kept::Kept;

/// What two clocks showed at the same moment: the bot's, with its speed, and the system's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) shown: Timestamp,
    pub(crate) wall: Duration,
    pub(crate) speed: Speed,
}

/// The same as it is stored, in milliseconds.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Written {
    shown: u64,
    wall: u64,
    speed: f64,
}

/// A file shorter than this many bytes is not rewritten. A longer one is, once it has grown by this
/// factor.
const SHORT: u64 = 1_024 * 1_024;
const GROWTH: u64 = 4;

const CALLS: &str = "calls.jsonl";
const CLOCK: &str = "clock.json";
const PART: &str = "part";

#[derive(Debug)]
pub(crate) struct Book {
    directory: PathBuf,
    /// Locks the directory for this program.
    _alone: File,
    /// The file to append to, or `None` if it must be rewritten because its end is unknown.
    file: Option<File>,
    length: u64,
    most: u64,
}

impl Book {
    /// Opens a directory, creates it if it does not exist, and reads what was stored: the clock of
    /// the earlier bot, and its calls.
    pub(crate) fn open(directory: &Path) -> io::Result<(Self, Option<Moment>, Vec<Kept>)> {
        let alone = lock(directory)?;
        let kept = read(&directory.join(CALLS))?;
        let clock = directory.join(CLOCK);
        let moment = read::<Written>(&clock)?.pop().map(|written| {
            let speed = Speed::new(written.speed).ok_or_else(|| wrong(&clock, 1, Speed::EXPECTED))?;
            let (shown, wall) = (Timestamp::from_millis(written.shown), Duration::from_millis(written.wall));
            Ok::<_, io::Error>(Moment { shown, wall, speed })
        });
        let directory = directory.to_owned();
        Ok((Self { directory, _alone: alone, file: None, length: 0, most: 0 }, moment.transpose()?, kept))
    }

    /// Stores what the last [`Bot::handle`] has changed; or everything, with the clocks.
    pub(crate) fn write(&mut self, bot: &Bot, now: impl FnOnce() -> Moment) -> io::Result<()> {
        if self.file.is_none() || self.length > self.most {
            match self.write_anew(bot, now()) {
                Ok(()) => return Ok(()),
                Err(error) if self.file.is_none() => return Err(error),
                // There may still be room for a line. It is rewritten later.
                Err(_) => self.most = self.length * GROWTH,
            }
        }
        let text = text(&bot.changes().map_err(io::Error::other)?)?;
        if let Some(mut file) = self.file.take() {
            file.write_all(text.as_bytes()).map_err(named(&self.directory.join(CALLS)))?;
            self.file = Some(file);
        }
        self.length += text.len() as u64;
        Ok(())
    }

    fn write_anew(&mut self, bot: &Bot, now: Moment) -> io::Result<()> {
        let wall = u64::try_from(now.wall.as_millis()).unwrap_or(u64::MAX);
        let clock = Written { shown: now.shown.as_millis(), wall, speed: now.speed.times() };
        self.replace(CLOCK, &text(&[clock])?)?;
        let text = text(&bot.kept().map_err(io::Error::other)?)?;
        self.file = Some(self.replace(CALLS, &text)?);
        self.length = text.len() as u64;
        self.most = SHORT.max(self.length * GROWTH);
        Ok(())
    }

    /// Rewrites a file, under another name until it is complete.
    fn replace(&self, name: &str, text: &str) -> io::Result<File> {
        let (part, path) = (self.directory.join(PART), self.directory.join(name));
        let written = File::create(&part).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            fs::rename(&part, &path)?;
            Ok(file)
        });
        written.map_err(|error| {
            let _gone = fs::remove_file(&part);
            named(&path)(error)
        })
    }
}

/// The lines of a file; no lines if it does not exist.
fn read<T: DeserializeOwned>(path: &Path) -> io::Result<Vec<T>> {
    let mut read = Vec::new();
    if path.try_exists().map_err(named(path))? {
        lines(path, true, |line| {
            read.push(serde_json::from_str(line).map_err(|error| error.to_string())?);
            Ok(())
        })?;
    }
    Ok(read)
}

fn text(lines: &[impl Serialize]) -> io::Result<String> {
    let mut text = String::new();
    for line in lines {
        text += &serde_json::to_string(line)?;
        text.push('\n');
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use call_lifecycle::{CallReport, CallState, Id};

    use super::*;
    use crate::{Input, Plan, Told};

    const NOW: Moment = Moment { shown: Timestamp::ZERO, wall: Duration::from_secs(5), speed: Speed::REAL };

    struct Stage {
        directory: PathBuf,
        bot: Bot,
    }

    impl Stage {
        fn new(name: &str) -> Self {
            let directory = std::env::temp_dir().join(format!("tokio-bot-book-{}-{name}", std::process::id()));
            let _ = fs::remove_dir_all(&directory);
            Self { directory, bot: Bot::new(Timestamp::ZERO, [1, 2], Plan::DEFAULT).unwrap() }
        }

        fn told(&mut self, call: u128, state: CallState) {
            let entry = Told::Call { call: Id::from_u128(call), report: CallReport::state(state) };
            let _effects = self.bot.handle(Timestamp::ZERO, Input::Told { entries: vec![entry], unread: None });
        }

        /// The calls of a bot that continues from what is stored.
        fn found(&self) -> Vec<(Id, CallState)> {
            let (_, _, kept) = Book::open(&self.directory).unwrap();
            let bot = Bot::restore(Timestamp::ZERO, [1, 2], Plan::DEFAULT, kept).unwrap();
            bot.calls().collect()
        }
    }

    impl Drop for Stage {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.directory);
        }
    }

    #[test]
    fn what_was_written_is_found_however_often_it_was_written_anew() {
        let mut stage = Stage::new("found");
        let (mut book, _, kept) = Book::open(&stage.directory).unwrap();
        assert_eq!(kept, []);
        stage.told(1, CallState::Incoming);
        stage.told(2, CallState::Incoming);
        book.write(&stage.bot, || NOW).unwrap();
        stage.told(2, CallState::Terminated);
        book.write(&stage.bot, || NOW).unwrap();
        let (mut anew, mut before) = (0, 0);
        while anew < 3 {
            let states = [CallState::Establishing, CallState::Established, CallState::Hold, CallState::Established];
            stage.told(1, states[anew]);
            book.write(&stage.bot, || NOW).unwrap();
            anew += usize::from(book.length < before);
            before = book.length;
            assert!(book.length < 2 * SHORT);
        }
        let found: Vec<_> = stage.bot.calls().collect();
        drop(book);
        assert_eq!((stage.found(), found.len()), (found, 1));
    }

    #[test]
    fn a_line_that_was_cut_off_is_none_and_a_wrong_one_is_named() {
        let mut stage = Stage::new("cut");
        let (mut book, ..) = Book::open(&stage.directory).unwrap();
        for (call, state) in [(1, CallState::Incoming), (2, CallState::Incoming), (1, CallState::Terminated)] {
            stage.told(call, state);
            book.write(&stage.bot, || NOW).unwrap();
        }
        let path = stage.directory.join(CALLS);
        drop(book);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(stage.found().len(), 1);
        fs::write(&path, &text[..text.len() - 5]).unwrap();
        assert_eq!(stage.found().len(), 2);
        // Nothing is appended behind it.
        let (mut book, ..) = Book::open(&stage.directory).unwrap();
        book.write(&stage.bot, || NOW).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 2);
        drop(book);
        assert_eq!(stage.found().len(), 1);

        fs::write(&path, format!("{text}{{\"cal\": 1}}\n")).unwrap();
        let why = Book::open(&stage.directory).unwrap_err().to_string();
        assert!(why.contains("calls.jsonl, line 4: unknown variant `cal`"), "{why}");
    }

    #[test]
    fn clocks_are_found_too() {
        let stage = Stage::new("clocks");
        let (mut book, moment, _) = Book::open(&stage.directory).unwrap();
        assert!(moment.is_none());
        let (shown, wall, speed) = (Timestamp::from_millis(7), Duration::from_millis(8), Speed::new(0.25).unwrap());
        book.write(&stage.bot, || Moment { shown, wall, speed }).unwrap();
        drop(book);
        let moment = Book::open(&stage.directory).unwrap().1.unwrap();
        assert_eq!((moment.shown, moment.wall, moment.speed), (shown, wall, speed));
        fs::write(stage.directory.join(CLOCK), "{\"shown\": 1, \"wall\": 2, \"speed\": 0}\n").unwrap();
        let why = Book::open(&stage.directory).unwrap_err().to_string();
        assert!(why.contains("clock.json, line 1") && why.contains(Speed::EXPECTED), "{why}");
    }

    #[test]
    fn what_is_long_is_appended_to_where_it_cannot_be_written_anew() {
        let mut stage = Stage::new("long");
        let (mut book, ..) = Book::open(&stage.directory).unwrap();
        stage.told(1, CallState::Incoming);
        book.write(&stage.bot, || NOW).unwrap();
        fs::create_dir(stage.directory.join(PART)).unwrap();
        book.most = 0;
        stage.told(2, CallState::Incoming);
        book.write(&stage.bot, || NOW).unwrap();
        assert!(book.most > book.length);
        // Once it can be, it is, when it has grown by so much.
        fs::remove_dir(stage.directory.join(PART)).unwrap();
        let (most, mut before) = (book.most, 0);
        while book.length > before {
            before = book.length;
            assert!(before < most + SHORT, "it only grows");
            stage.told(2, CallState::Establishing);
            book.write(&stage.bot, || NOW).unwrap();
        }
        assert!(before > most);
        drop(book);
        assert_eq!(stage.found().len(), 2);
    }

    #[test]
    fn what_could_not_be_written_is_written_once_it_can_be() {
        let mut stage = Stage::new("full");
        let (mut book, ..) = Book::open(&stage.directory).unwrap();
        // In the way of the file that everything is written to first.
        let part = stage.directory.join(PART);
        fs::create_dir(&part).unwrap();
        stage.told(1, CallState::Incoming);
        book.write(&stage.bot, || NOW).unwrap_err();
        stage.told(2, CallState::Incoming);
        book.write(&stage.bot, || NOW).unwrap_err();
        fs::remove_dir(&part).unwrap();
        stage.told(2, CallState::Establishing);
        book.write(&stage.bot, || NOW).unwrap();
        drop(book);
        assert_eq!(stage.found().len(), 2);
    }
}
