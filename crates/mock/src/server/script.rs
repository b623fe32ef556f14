//! Scripts: a file that plays the caller, one JSON object a line, in order of time.

use std::collections::VecDeque;

use call_lifecycle::Timestamp;

use crate::exchange::{Command, Exchange};

/// A script, and how far it has been played.
#[derive(Debug)]
pub struct Script {
    lines: VecDeque<(usize, u64, Command)>,
}

impl Script {
    /// Reads a script.
    ///
    /// # Errors
    /// The number of the line, what was found in it and what was expected.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut lines = VecDeque::new();
        let mut last = 0;
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let number = index + 1;
            let (at, command) = Command::read_line(line).map_err(|wrong| format!("line {number}: {wrong}"))?;
            if at < last {
                return Err(format!(
                    "line {number}: `at` is {at}, expected {last} or more: lines are in order of time"
                ));
            }
            last = at;
            lines.push_back((number, at, command));
        }
        Ok(Self { lines })
    }

    /// Starts the script.
    pub(super) fn begin(self, now: Timestamp) -> Playing {
        Playing { script: self, began: now }
    }
}

/// A running script.
#[derive(Debug)]
pub(super) struct Playing {
    script: Script,
    began: Timestamp,
}

impl Playing {
    /// Does what is due, and returns when to call it again.
    pub(super) fn play(&mut self, exchange: &mut Exchange, now: Timestamp) -> Option<Timestamp> {
        let due = |at: u64| Timestamp::from_millis(self.began.as_millis().saturating_add(at));
        while let Some((number, at, _)) = self.script.lines.front() {
            let (number, due) = (*number, due(*at));
            if due > now {
                return Some(due);
            }
            if let Some((_, _, command)) = self.script.lines.pop_front() {
                match exchange.control(due, command) {
                    Ok(told) => println!("script, line {number}: {told}"),
                    Err(refused) => println!("script, line {number}: {refused}"),
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Setup;

    /// The one who plays may wake late: what comes after a line counts from the line's own time.
    #[test]
    fn what_is_played_late_happens_at_its_time() {
        const SCRIPT: &str = r#"{"at": 0, "bot": {"callbackUri": "http://127.0.0.1:9/"}}
            {"at": 100, "peer": {"call": "57dab8b1-894c-409a-b240-bd8beae78896", "event": "calls"}}
            {"at": 100, "peer": {"call": "57dab8b1-894c-409a-b240-bd8beae78896", "event": "hangsUp"}}
            {"at": 9000, "forget": {"call": "57dab8b1-894c-409a-b240-bd8beae78896"}}"#;
        let at = Timestamp::from_millis;
        let mut exchange = Exchange::new(at(0), &Setup { room: 1, ..Setup::default() }).unwrap();
        let mut playing = Script::read(SCRIPT).unwrap().begin(at(50));
        for (now, next, happened) in [(50, Some(150), 50), (149, Some(150), 50), (5_000, Some(9_050), 150)] {
            assert_eq!(playing.play(&mut exchange, at(now)), next.map(at), "{now}");
            assert_eq!(exchange.now(), at(happened), "{now}");
        }
        assert_eq!((playing.play(&mut exchange, at(9_050)), exchange.now()), (None, at(9_050)));
    }
}
