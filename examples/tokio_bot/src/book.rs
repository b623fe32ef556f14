//! A directory in which it is written down what the bot is to go on from.
//!
//! `clock.json` has what the bot's clock showed when it began, and what the one on the wall did. `calls.jsonl` has a line for each call that was touched, each time: the last one of a call counts. It is written anew once it is long. What is written is
//! the system's, so that it outlives this program, however it ends; not a power cut.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use call_lifecycle::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio_host::{lines, lock};

use crate::Bot;
use crate::kept::Kept;

/// What two clocks showed at one moment, in milliseconds.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Moment {
    shown: u64,
    wall: u64,
}

/// A file that is shorter is not written anew, in bytes; one that is longer, once it is so many times as long as it was.
const SHORT: u64 = 1_024 * 1_024;
const GROWTH: u64 = 4;

const CALLS: &str = "calls.jsonl";
const CLOCK: &str = "clock.json";
const PART: &str = "part";

#[derive(Debug)]
pub(crate) struct Book {
    directory: PathBuf,
    moment: Option<Moment>,
    /// The directory is this program's alone for as long as this is open.
    _alone: File,
    /// What is appended to; none where it has to be written anew, since it ends with who knows what.
    file: Option<File>,
    length: u64,
    most: u64,
}

impl Book {
    /// Opens a directory, makes it if need be, and reads what was kept.
    pub(crate) fn open(directory: &Path) -> io::Result<(Self, Vec<Kept>)> {
        let alone = lock(directory)?;
        let kept = read(&directory.join(CALLS))?;
        let moment = read(&directory.join(CLOCK))?.pop();
        let directory = directory.to_owned();
        Ok((Self { directory, moment, _alone: alone, file: None, length: 0, most: 0 }, kept))
    }

    /// What the clock of the earlier bot showed, and what the one on the wall did then.
    pub(crate) fn moment(&self) -> Option<(Timestamp, Duration)> {
        self.moment.map(|Moment { shown, wall }| (Timestamp::from_millis(shown), Duration::from_millis(wall)))
    }

    /// Writes down what both show now.
    pub(crate) fn set_moment(&mut self, shown: Timestamp, wall: Duration) -> io::Result<()> {
        let wall = u64::try_from(wall.as_millis()).unwrap_or(u64::MAX);
        let moment = Moment { shown: shown.as_millis(), wall };
        self.replace(CLOCK, &text(&[moment])?)?;
        self.moment = Some(moment);
        Ok(())
    }

    /// Writes a file anew, by another name until it is whole.
    fn replace(&self, name: &str, text: &str) -> io::Result<File> {
        let part = self.directory.join(PART);
        let mut file = File::create(&part)?;
        file.write_all(text.as_bytes())?;
        fs::rename(&part, self.directory.join(name))?;
        Ok(file)
    }

    /// Writes down what the last [`Bot::handle`] has changed, or everything.
    pub(crate) fn write(&mut self, bot: &Bot) -> io::Result<()> {
        match self.file.take().filter(|_| self.length <= self.most) {
            Some(mut file) => {
                let text = text(&bot.changes().map_err(io::Error::other)?)?;
                file.write_all(text.as_bytes())?;
                self.length += text.len() as u64;
                self.file = Some(file);
            }
            None => {
                let text = text(&bot.kept().map_err(io::Error::other)?)?;
                let file = self.replace(CALLS, &text)?;
                self.length = text.len() as u64;
                self.most = SHORT.max(self.length * GROWTH);
                self.file = Some(file);
            }
        }
        Ok(())
    }
}

/// The lines of a file; none if it is not there.
fn read<T: DeserializeOwned>(path: &Path) -> io::Result<Vec<T>> {
    let mut read = Vec::new();
    if path.try_exists()? {
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

        /// The calls of a bot that goes on from what is there.
        fn found(&self) -> Vec<(Id, CallState)> {
            let (_, kept) = Book::open(&self.directory).unwrap();
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
        let (mut book, kept) = Book::open(&stage.directory).unwrap();
        assert_eq!(kept, []);
        stage.told(1, CallState::Incoming);
        stage.told(2, CallState::Incoming);
        book.write(&stage.bot).unwrap();
        stage.told(2, CallState::Terminated);
        book.write(&stage.bot).unwrap();
        let (mut anew, mut before) = (0, 0);
        while anew < 3 {
            let states = [CallState::Establishing, CallState::Established, CallState::Hold, CallState::Established];
            stage.told(1, states[anew]);
            book.write(&stage.bot).unwrap();
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
        let (mut book, _) = Book::open(&stage.directory).unwrap();
        for (call, state) in [(1, CallState::Incoming), (2, CallState::Incoming), (1, CallState::Terminated)] {
            stage.told(call, state);
            book.write(&stage.bot).unwrap();
        }
        let path = stage.directory.join(CALLS);
        drop(book);
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(stage.found().len(), 1);
        fs::write(&path, &text[..text.len() - 5]).unwrap();
        assert_eq!(stage.found().len(), 2);
        // Behind it nothing is appended.
        let (mut book, _) = Book::open(&stage.directory).unwrap();
        book.write(&stage.bot).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap().lines().count(), 2);
        drop(book);
        assert_eq!(stage.found().len(), 1);

        fs::write(&path, format!("{text}{{\"cal\": 1}}\n")).unwrap();
        let why = Book::open(&stage.directory).unwrap_err().to_string();
        assert!(why.contains("calls.jsonl, line 4: unknown variant `cal`"), "{why}");
    }

    #[test]
    fn what_could_not_be_written_is_written_once_it_can_be() {
        let mut stage = Stage::new("full");
        let (mut book, _) = Book::open(&stage.directory).unwrap();
        // In the way of the file that everything is written to first.
        let part = stage.directory.join(PART);
        fs::create_dir(&part).unwrap();
        stage.told(1, CallState::Incoming);
        book.write(&stage.bot).unwrap_err();
        stage.told(2, CallState::Incoming);
        book.write(&stage.bot).unwrap_err();
        fs::remove_dir(&part).unwrap();
        stage.told(2, CallState::Establishing);
        book.write(&stage.bot).unwrap();
        drop(book);
        assert_eq!(stage.found().len(), 2);
    }
}
