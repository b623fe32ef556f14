//! The calls of a host of the service's end: what its object and its way out share.

use std::fmt;
use std::sync::Arc;

use call_lifecycle::service::Policy;
use call_lifecycle_tokio::{Clock, HttpClient};

use super::host::Host;
use crate::calls::Limits;
use crate::client::Client;

/// The calls of a host of the service's end.
#[derive(Clone)]
pub struct Calls {
    pub(super) policy: &'static Policy,
    pub(super) clock: Clock,
    pub(super) host: Arc<dyn Host>,
    pub(super) client: Client,
    pub(super) limits: Limits,
}

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Calls").field("policy", self.policy).field("clock", &self.clock).finish_non_exhaustive()
    }
}

impl Calls {
    /// Calls with this policy, whose notifications leave by this client.
    ///
    /// The client is given the whole address instead of a path, as the application wrote it in
    /// `callbackUri`. Where applications are not trusted it must refuse addresses that are not
    /// theirs. `Graph::new("")` of `call-lifecycle-tokio` posts to any.
    ///
    /// All hosts of a cluster need clocks that show about the same:
    /// [`shared_clock`](crate::shared_clock).
    pub fn new(policy: &'static Policy, clock: Clock, client: impl HttpClient, host: impl Host) -> Self {
        Self { policy, clock, host: Arc::new(host), client: Client::new(client), limits: Limits::DEFAULT }
    }

    /// With other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }
}
