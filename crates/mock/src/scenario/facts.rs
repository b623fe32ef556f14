//! What was seen, held against what is expected.

use call_lifecycle::{CallState, Cause, Id, Timestamp};
use serde_json::{Map, Value};

use super::expect::{Expect, Requests, Short, What};
use super::span::Span;
use crate::exchange::{Deed, Over, Seen};

/// How many requests are listed.
const LISTED: usize = 6;

/// What is known at some time.
#[derive(Debug)]
pub struct Facts<'a> {
    /// When the scenario began.
    pub began: Timestamp,
    pub seen: &'a Seen,
    /// The calls that live.
    pub live: &'a [(Id, CallState)],
}

impl Facts<'_> {
    fn span(&self, at: Timestamp) -> u64 {
        at.as_millis().saturating_sub(self.began.as_millis())
    }

    /// Holds an expectation against what was seen.
    ///
    /// # Errors
    /// What was seen instead.
    pub fn check(&self, expect: &Expect) -> Result<String, String> {
        match &expect.what {
            What::Requests(requests) => self.requests(requests, expect.by),
            What::Ended(call, cause) => self.ended(*call, *cause, expect.by),
            What::State(call, state) => self.state(*call, *state),
        }
    }

    fn requests(&self, expected: &Requests, by: u64) -> Result<String, String> {
        let in_time = |deed: &Deed| (expected.since..=by).contains(&self.span(deed.at));
        let meant = |deed: &Deed| in_time(deed) && expected.means(deed);
        let matching = |deed: &&Deed| {
            meant(deed)
                && mismatch(&expected.with, deed).is_none()
                && expected.status.is_none_or(|status| status == deed.status)
        };
        let Some(after) = expected.after else {
            let found: Vec<&Deed> = self.seen.deeds.iter().filter(matching).collect();
            return self.count(expected, &found, || self.instead(expected, by));
        };
        // A request does not follow itself: the places in the list tell them apart.
        let anchors = self
            .seen
            .deeds
            .iter()
            .enumerate()
            .filter(|(_, deed)| deed.status == after && expected.means(deed) && self.span(deed.at) <= by);
        let mut results = anchors.map(|(place, anchor)| {
            let until = expected.span.map_or(by, |span| by.min(self.span(anchor.at).saturating_add(span)));
            // What was under way already is no answer to it.
            let follows =
                |deed: &&Deed| self.span(deed.at) < until || (expected.span.is_none() && self.span(deed.at) == until);
            let found: Vec<&Deed> = self.seen.deeds.iter().skip(place + 1).filter(matching).filter(follows).collect();
            self.count(expected, &found, || format!("none after {}", self.told(anchor)))
                .map_err(|seen| format!("{seen}; that was after {}", self.told(anchor)))
        });
        let Some(first) = results.next() else {
            return Err(format!("no {} was answered {after}: {}", expected.words, self.instead(expected, by)));
        };
        // Without a span only the first one counts.
        if expected.span.is_none() { first } else { results.fold(first, |all, one| all.and(one)) }
    }

    fn count(&self, expected: &Requests, found: &[&Deed], none: impl FnOnce() -> String) -> Result<String, String> {
        let count = found.len() as u64;
        let seen = if count == 0 { "none".to_owned() } else { format!("{count}: {}", self.list(found)) };
        if count < expected.least && count == 0 {
            Err(none())
        } else if count < expected.least || expected.most.is_some_and(|most| count > most) {
            Err(seen)
        } else {
            Ok(seen)
        }
    }

    /// What there is in the place of a request that is missing.
    fn instead(&self, expected: &Requests, by: u64) -> String {
        let in_time = |deed: &&Deed| self.span(deed.at) <= by && expected.is_about(deed);
        let close: Vec<&Deed> = self.seen.deeds.iter().filter(in_time).filter(|deed| expected.means(deed)).collect();
        if let Some(last) = close.last() {
            return match mismatch(&expected.with, last) {
                Some(why) => format!("none such, but {} in which {why}", self.told(last)),
                None => format!("none such, but {}", self.list(&close)),
            };
        }
        let others: Vec<&Deed> = self.seen.deeds.iter().filter(in_time).collect();
        if others.is_empty() {
            "none, nor any other request".to_owned()
        } else {
            format!("none, but {}", self.list(&others))
        }
    }

    /// The first requests and the last one.
    fn list(&self, deeds: &[&Deed]) -> String {
        let told = |deed: &&Deed| self.told(deed);
        match deeds {
            [first @ .., last] if deeds.len() > LISTED => {
                let first: Vec<String> = first.iter().take(LISTED - 1).map(told).collect();
                format!("{}, {} more, and {}", first.join(", "), deeds.len() - LISTED, told(last))
            }
            few => few.iter().map(told).collect::<Vec<_>>().join(", "),
        }
    }

    fn told(&self, deed: &Deed) -> String {
        let status = if deed.status == 0 { "cut off".to_owned() } else { deed.status.to_string() };
        format!("{} {status} at {}", deed.word, Span(self.span(deed.at)))
    }

    /// All that the bot asked for, one line each.
    pub fn all(&self) -> Vec<String> {
        let of = |deed: &Deed| deed.call.map_or_else(String::new, |call| format!(", {}", Short(call)));
        let lines = self.seen.deeds.iter().map(|deed| (deed.at, format!("{}{}", self.told(deed), of(deed))));
        let over = self.seen.over.iter().map(|over| (over.at, self.told_over(over)));
        let mut all: Vec<_> = lines.chain(over).collect();
        all.sort_by_key(|(at, _)| *at);
        all.into_iter().map(|(_, line)| line).collect()
    }

    fn told_over(&self, over: &Over) -> String {
        format!("{} ended at {}: {}", Short(over.call), Span(self.span(over.at)), over.cause)
    }

    fn ended(&self, call: Option<Id>, cause: Option<Cause>, by: u64) -> Result<String, String> {
        let over: Vec<&Over> = self.seen.over.iter().filter(|over| call.is_none_or(|call| call == over.call)).collect();
        let live = self.live.iter().find(|(id, _)| call.is_none_or(|call| call == *id));
        if let Some((id, state)) = live {
            return Err(format!("{} is {state}", Short(*id)));
        }
        let wrong = over.iter().find(|over| self.span(over.at) > by || cause.is_some_and(|cause| cause != over.cause));
        match (wrong, over.last()) {
            (Some(wrong), _) => Err(self.told_over(wrong)),
            (None, Some(last)) => Ok(self.told_over(last)),
            (None, None) => Err("there was no such call".to_owned()),
        }
    }

    fn state(&self, call: Option<Id>, state: CallState) -> Result<String, String> {
        let over = self.seen.over.iter().rfind(|over| call.is_none_or(|call| call == over.call));
        if let Some(over) = over.filter(|_| state != CallState::Terminated) {
            return Err(self.told_over(over));
        }
        let mut live = self.live.iter().filter(|(id, _)| call.is_none_or(|call| call == *id)).peekable();
        if live.peek().is_none() && state != CallState::Terminated {
            return Err("there is no such call".to_owned());
        }
        match live.find(|(_, is)| *is != state) {
            Some((id, is)) => Err(format!("{} is {is}", Short(*id))),
            None => Ok("so it is".to_owned()),
        }
    }
}

impl Requests {
    /// Whether a request is about the call.
    fn is_about(&self, deed: &Deed) -> bool {
        self.call.is_none_or(|call| deed.call == Some(call))
    }

    /// Whether a request is of this kind, apart from its body and its answer.
    fn means(&self, deed: &Deed) -> bool {
        // A recording may be downloaded at any time: that is no request about a call.
        let of_kind = if self.words.0.is_empty() {
            deed.word != "download"
        } else {
            self.words.0.iter().any(|word| *word == deed.word)
        };
        of_kind && self.is_about(deed)
    }
}

/// The first member of a body that is not as expected.
fn mismatch(expected: &Map<String, Value>, deed: &Deed) -> Option<String> {
    if expected.is_empty() {
        return None;
    }
    let body: Value = serde_json::from_str(&deed.body).unwrap_or_default();
    differs(&mut String::new(), &Value::Object(expected.clone()), &body)
}

/// Where a value lacks something that is expected: members may be more, and elements of an array
/// may be more and in any order.
fn differs(path: &mut String, expected: &Value, found: &Value) -> Option<String> {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => expected.iter().find_map(|(name, expected)| {
            let before = path.len();
            path.push_str(if before == 0 { "" } else { "." });
            path.push_str(name);
            let wrong = match found.get(name) {
                Some(found) => differs(path, expected, found),
                None => Some(format!("`{path}` is absent, expected {expected}")),
            };
            path.truncate(before);
            wrong
        }),
        (Value::Array(expected), Value::Array(all)) => {
            let missing = expected
                .iter()
                .find(|expected| all.iter().all(|one| differs(&mut String::new(), expected, one).is_some()))?;
            Some(format!("`{path}` is {found}, expected {missing} in it"))
        }
        _ if expected == found => None,
        // 5 and 5.0 are the same.
        (Value::Number(expected), Value::Number(found)) if expected.as_f64() == found.as_f64() => None,
        _ if path.is_empty() => Some(format!("there is {found}, expected {expected}")),
        _ => Some(format!("`{path}` is {found}, expected {expected}")),
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::exchange::Seed;

    /// What is said of keepAlives at these times, each with the status of its answer.
    fn check(by: u64, members: &str, deeds: &[(u64, u16)]) -> Result<String, String> {
        let began = Timestamp::from_millis(7_000);
        let mut seen = Seen::default();
        seen.deeds.extend(deeds.iter().map(|&(after, status)| Deed {
            at: Timestamp::from_millis(7_000 + after),
            word: Cow::Borrowed("keepAlive"),
            call: None,
            status,
            body: Box::from(""),
        }));
        let members = serde_json::from_str(&format!(r#"{{"request": "keepAlive", {members}}}"#)).unwrap();
        let expect = Expect::new(by, members, None, Seed(1)).unwrap();
        Facts { began, seen: &seen, live: &[] }.check(&expect)
    }

    /// The first millisecond after the span is no part of it; a scenario includes its last one.
    #[test]
    fn a_span_ends_before_its_last_millisecond_and_a_scenario_with_it() {
        for (at, within) in [(1_001, true), (1_499, true), (1_500, false), (1_501, false)] {
            let none = check(9_000, r#""after": 429, "for": 500, "atMost": 0"#, &[(1_000, 429), (at, 200)]);
            assert_eq!(none.is_err(), within, "{at}: {none:?}");
            let one = check(9_000, r#""after": 429, "for": 500, "exactly": 1"#, &[(1_000, 429), (at, 200)]);
            assert_eq!(one.is_ok(), within, "{at}: {one:?}");
        }
        for (at, within) in [(1_001, true), (8_999, true), (9_000, true), (9_001, false)] {
            let one = check(9_000, r#""after": 429, "exactly": 1"#, &[(1_000, 429), (at, 200)]);
            assert_eq!(one.is_ok(), within, "{at}: {one:?}");
            let one = check(9_000, r#""status": 200, "exactly": 1"#, &[(1_000, 429), (at, 200)]);
            assert_eq!(one.is_ok(), within, "{at}: {one:?}");
        }
        for (since, within) in [(1_999, true), (2_000, true), (2_001, false)] {
            let one = check(9_000, &format!(r#""since": {since}, "exactly": 1"#), &[(2_000, 200)]);
            assert_eq!(one.is_ok(), within, "{since}: {one:?}");
        }
    }

    /// It counts after each that was answered so, and the last of them counts if it came in time.
    #[test]
    fn each_span_counts_from_its_own_request() {
        let each = r#""after": 429, "for": 500, "exactly": 1"#;
        assert!(check(9_000, each, &[(1_000, 429), (1_499, 200), (3_000, 429), (3_499, 200)]).is_ok());
        assert!(check(9_000, each, &[(1_000, 429), (1_499, 200), (3_000, 429), (3_500, 200)]).is_err());
        assert!(check(9_000, each, &[(1_000, 429), (1_500, 200), (3_000, 429), (3_499, 200)]).is_err());
        for (at, is_there) in [(9_000, true), (9_001, false)] {
            let none = check(9_000, r#""after": 429, "atMost": 0"#, &[(at, 429)]);
            assert_eq!(none.is_ok(), is_there, "{at}: {none:?}");
        }
    }
}
