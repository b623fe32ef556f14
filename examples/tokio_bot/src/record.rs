//! Records what the bot sends and gets, as a trace that `graph-call-replay` explains.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;

use axum::body::Bytes;
use axum::http::Method;
use call_lifecycle::Timestamp;
use call_lifecycle_tokio::files::named;
use graph_call_replay::Recorder;

use crate::client::{Answered, Message};

/// What was seen: of a request, by its number.
#[derive(Clone, Debug)]
pub(crate) enum Seen {
    /// It leaves.
    Request(u64, Message),
    /// It was answered.
    Response(u64, Answered),
    /// No answer came.
    Failed(u64),
    /// The service posted this body.
    Notification(Bytes),
}

/// A trace that grows.
#[derive(Debug)]
pub(crate) struct Record {
    recorder: Recorder<File>,
    /// The trace's numbers of the requests that are out.
    out: HashMap<u64, u64>,
    has_failed: bool,
}

impl Record {
    /// Appends to a file: a bot that is started again goes on with it.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path).map_err(named(path))?;
        Ok(Self { recorder: Recorder::new(file), out: HashMap::new(), has_failed: false })
    }

    pub(crate) fn seen(&mut self, at: Timestamp, seen: &Seen) {
        match seen {
            Seen::Request(number, Message { method, path, json }) => {
                let body = json.as_deref().unwrap_or_default();
                let recorded = self.recorder.request(at, Method::as_str(method), path, body.as_bytes());
                self.out.insert(*number, recorded);
            }
            Seen::Response(number, Answered { status, headers, body }) => {
                if let Some(to) = self.out.remove(number) {
                    self.recorder.response(at, to, status.as_u16(), headers, body);
                }
            }
            Seen::Failed(number) => {
                if let Some(to) = self.out.remove(number) {
                    self.recorder.failed(at, to);
                }
            }
            Seen::Notification(body) => self.recorder.notification(at, body),
        }
    }

    /// The bot ends.
    pub(crate) fn end(&mut self, at: Timestamp) {
        self.recorder.time(at);
    }

    /// Why nothing is recorded any more, the first time that it is asked for.
    pub(crate) fn failure(&mut self) -> Option<String> {
        let error = self.recorder.error().filter(|_| !self.has_failed)?.to_string();
        self.has_failed = true;
        Some(error)
    }
}
