//! What happened, as lines of a trace. `replay --end service` reads them, and so does an exchange
//! that is restored.
//!
//! Only what a machine has applied is written: by the law *inert* nothing else has changed it.
//! Deadlines are not written: by the law *granularity* they follow from the rest. A line that has a
//! time only says how far they had gone.

use std::fmt::Write;

use call_lifecycle::service::{Event, MediaEvent};
use call_lifecycle::wire::{ApiVersion, Method, Target};
use call_lifecycle::{Id, Timestamp};
use graph_call_replay::trace::{PeerFact, Verb, Word, media_word, peer_word};
use serde_json::Value;

use super::Asked;

/// A line about a keepAlive has fewer bytes.
const USUAL: usize = 256;
/// More room is given back, in bytes.
const MUCH: usize = 16 * 1_024;

#[derive(Debug, Default)]
pub struct Journal {
    /// Whether the journal is on.
    pub on: bool,
    text: String,
    /// How many lines there were, including those that were taken.
    pub lines: u64,
    /// The time of the last line.
    last: Timestamp,
    /// The time of the last thing that deadlines caused.
    caused: Timestamp,
}

impl Journal {
    /// A journal that goes on after so many lines.
    pub fn after(lines: u64) -> Self {
        Self { lines, ..Self::default() }
    }

    /// Gives away the lines that were written since the last call. If deadlines caused something
    /// after the last line, a line says that it was so late already: what they caused is about to be
    /// told.
    pub fn give(&mut self, take: impl FnOnce(&str)) {
        if self.caused > self.last {
            self.line(self.caused, |_| Ok(()));
        }
        take(&self.text);
        // Room for the next line stays, but not for the many of a bad moment.
        if self.text.capacity() > MUCH {
            self.text = String::new();
        }
        self.text.clear();
    }

    /// Notes that a deadline has caused something, or that an operation has completed by itself.
    pub fn caused(&mut self, at: Timestamp) {
        self.caused = self.caused.later(at);
    }

    fn line(&mut self, at: Timestamp, member: impl FnOnce(&mut String) -> std::fmt::Result) {
        if !self.on {
            return;
        }
        self.lines += 1;
        self.last = self.last.later(at);
        self.text.reserve(USUAL);
        // Text into a string cannot fail.
        self.text.push_str(r#"{"at":"#);
        push_number(&mut self.text, at.as_millis());
        self.text.push(',');
        let _ = member(&mut self.text);
        if self.text.ends_with(',') {
            self.text.pop();
        }
        self.text.push_str("}\n");
    }

    /// Writes what the other side did, or what was heard. Requests have other lines. The rest
    /// follows from these.
    pub fn fact(&mut self, at: Timestamp, call: Id, event: Event) {
        match event {
            Event::Peer(peer) => self.peer(at, call, PeerFact::Of(peer)),
            Event::Media(media) => self.line(at, |text| {
                write!(text, r#""media":{{"call":"{call}","event":"{}""#, media_word(media))?;
                if let MediaEvent::Tone(tone) = media {
                    write!(text, r#","tone":"{}""#, tone.symbol().unwrap_or('#'))?;
                }
                text.write_char('}')
            }),
            _ => {}
        }
    }

    pub fn peer(&mut self, at: Timestamp, call: Id, fact: PeerFact) {
        self.line(at, |text| write!(text, r#""peer":{{"call":"{call}","event":"{}"}}"#, peer_word(fact)));
    }

    /// Writes where incoming calls are notified.
    pub fn bot(&mut self, at: Timestamp, uri: &str) {
        let uri = Value::from(uri);
        self.command(at, &format!(r#"{{"bot":{{"callbackUri":{uri}}}}}"#));
    }

    /// Writes a command that no machine knows. To a reader of traces it is a request that is not about a call.
    pub fn command(&mut self, at: Timestamp, body: &str) {
        let number = self.lines;
        self.line(at, |text| {
            write!(text, r#""request":{{"id":"{number}","method":"POST","url":"/control","body":{body}}}"#)
        });
    }

    /// Writes a request, with its body if that is JSON. `creates` is the call that it has created.
    pub fn request(&mut self, at: Timestamp, asked: &Asked<'_>, body: Option<&str>, creates: Option<Id>) {
        let version = if asked.app { ApiVersion::Beta2019 } else { ApiVersion::V1 };
        let number = self.lines;
        self.line(at, |text| {
            let method = match asked.verb {
                Verb::Get => "GET",
                Verb::Delete => "DELETE",
                Verb::Patch => "PATCH",
                Verb::Post | Verb::Other => "POST",
            };
            text.push_str(r#""request":{"id":""#);
            push_number(text, number);
            text.extend([r#"","method":""#, method, r#"","url":""#]);
            match (asked.target.path(version), asked.target) {
                // Nearly all of them, and without the formatter of paths.
                (_, Target::Method { call, method: Method::KeepAlive, .. }) if version == ApiVersion::V1 => {
                    write!(text, "/communications/calls/{call}/keepAlive\"")?;
                }
                (Some(path), _) => {
                    write!(text, "{path}")?;
                    text.push('"');
                }
                (None, Target::Other { call: Some(call) }) if asked.below.is_some() => {
                    // Its ids have no characters that JSON would escape.
                    let below = asked.below.map(|below| below.to_string()).unwrap_or_default();
                    write!(text, "/communications/calls/{call}{below}\"")?;
                }
                (None, Target::Other { call: Some(call) }) => {
                    let word = asked.word.filter(|word| word.is_method());
                    write!(text, "/communications/calls/{call}/{}\"", word.as_ref().map_or("other", Word::as_str))?;
                }
                (None, _) => text.write_str("/other\"")?,
            }
            if let Some(id) = creates {
                write!(text, r#","call":"{id}""#)?;
            }
            if let Some(body) = body {
                // JSON texts cannot hold line breaks. Outside of texts they are white space.
                write!(text, r#","body":{}"#, body.replace(['\n', '\r'], " "))?;
            }
            text.write_char('}')
        });
    }
}

/// Adds a number in decimal digits, without the formatter: each line has two.
fn push_number(text: &mut String, number: u64) {
    text.push_str(itoa::Buffer::new().format(number));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_in_decimal_digits() {
        for number in [0, 9, 10, 1_234_567_890, u64::MAX] {
            let mut text = "n".to_owned();
            push_number(&mut text, number);
            assert_eq!(text, format!("n{number}"));
        }
    }
}
