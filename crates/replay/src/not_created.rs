//! Requests to create a call that gave none, for the end of the report.

use std::fmt::Write;

use crate::escape::Text;
use crate::phrases::with_error;
use crate::trace::GraphError;

/// How many are told.
const TOLD: usize = 4;

#[derive(Debug, Default)]
pub struct NotCreated {
    told: Vec<String>,
    count: u64,
}

impl NotCreated {
    pub fn add(&mut self, to: &str, status: Option<u16>, error: Option<&GraphError>) {
        self.count += 1;
        if self.told.len() == TOLD {
            return;
        }
        let to = Text(to);
        self.told.push(match status {
            Some(status @ 200..=299) => {
                format!("the create request ({to}) was answered {status} without the id of a call")
            }
            Some(status) => format!("the create request ({to}) was refused with {status}{}", with_error(error)),
            None => format!("no response came to the create request ({to})"),
        });
    }

    /// The trace has no answer to it.
    pub fn unanswered(&mut self, id: &str) {
        self.count += 1;
        if self.told.len() < TOLD {
            self.told.push(format!("the trace has no response to the create request ({})", Text(id)));
        }
    }

    pub fn put(&self, out: &mut String) {
        for told in &self.told {
            let _ = writeln!(out, "  - {told}");
        }
        let more = self.count - self.told.len() as u64;
        if more > 0 {
            let _ = writeln!(out, "  - and {more} more that gave no call");
        }
    }
}
