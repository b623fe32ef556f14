//! keepAlive at the service's end: a call without one for long enough has expired.
//!
//! A request while the call is live renews it and is answered 200. Once the call is `terminating`
//! or `terminated` the answer is 404 and nothing is renewed.

use super::policy::Settings;
use crate::Timestamp;

/// When the last keepAlive came, or the call began (choice 1: the start of a call is its creation).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct KeepAlive {
    pub(super) anchor: Timestamp,
}

impl KeepAlive {
    pub(super) const fn started(at: Timestamp) -> Self {
        Self { anchor: at }
    }

    pub(super) const fn renew(&mut self, at: Timestamp) {
        self.anchor = at;
    }

    pub(super) const fn expires_at(self, settings: &Settings) -> Option<Timestamp> {
        self.anchor.after(settings.expiry)
    }
}
