//! A request of an application.

use std::borrow::Cow;

use call_lifecycle::wire::{ApiVersion, Target};
use graph_call_replay::trace::{Act, Url, Verb, Word};

use super::below::Below;
use super::file::version;

/// A request of an application.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Its HTTP method.
    pub verb: Verb,
    /// What its URL names.
    pub target: Target,
    /// The last word of its URL.
    pub word: Option<Word>,
    /// Whether it follows the 2019 page: `/app/calls`.
    pub app: bool,
    /// What it names below a call, if that is not the machine's.
    pub below: Option<Below<'a>>,
    /// Its body; empty if it has none.
    pub body: &'a str,
}

impl Asked<'_> {
    /// Its URL, as far as the machine knows it.
    pub(super) fn url(&self) -> Url {
        let mut url = Url::from(self.target);
        (url.app, url.word) = (self.app, self.word);
        url
    }

    /// The version of the API that it follows.
    pub(super) fn version(&self) -> ApiVersion {
        version(self.app)
    }
}

/// The word for a request in the timeline: that of its method, if nobody knows the method.
pub(super) fn word(act: Act) -> Cow<'static, str> {
    match act.method() {
        Some(method) if act.starts().is_some() => Cow::Owned(method.as_str().to_owned()),
        _ => Cow::Borrowed(act.as_str()),
    }
}
