//! What the entries of a HAR file were.

use std::fmt::Write;

use crate::order::Order;
use crate::phrases::several;

/// What the entries of a file were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many there were.
    pub entries: u64,
    /// How many requests to the calling API, and how many of them got no answer.
    pub requests: u64,
    pub unanswered: u64,
    /// How many notifications, and how many the application answered with an error or not at all.
    pub notifications: u64,
    pub refused: u64,
    /// How many are not about calls.
    pub foreign: u64,
    /// How the times of requests and notifications go from entry to entry.
    pub order: Order,
}

impl Counts {
    /// As text.
    pub fn put(&self, out: &mut String) {
        let entries = if self.entries == 1 { "1 entry".to_owned() } else { format!("{} entries", self.entries) };
        let but = |count: u64, what: &str| if count > 0 { format!(" ({count} {what})") } else { String::new() };
        // Text into a string cannot fail.
        let _ = writeln!(
            out,
            "\nof {entries}: {} to the calling API{}, {}{}, and {} about something else, ignored",
            several(self.requests, "request"),
            but(self.unanswered, "without an answer"),
            several(self.notifications, "notification"),
            but(self.refused, "answered with an error or not at all"),
            self.foreign,
        );
    }

    /// As JSON.
    pub fn put_json(&self, out: &mut String) {
        let Self { entries, requests, unanswered, notifications, refused, foreign, order: _ } = self;
        let _ = writeln!(
            out,
            r#"{{"har":{{"entries":{entries},"requests":{requests},"unanswered":{unanswered},"notifications":{notifications},"refused":{refused},"foreign":{foreign}}}}}"#,
        );
    }
}
