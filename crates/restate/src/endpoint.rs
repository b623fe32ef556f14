//! What the engine reaches: the object and the service, with what the engine is told of them.

use std::time::Duration;

use restate_sdk::endpoint::{Builder, Endpoint, HandlerOptions, ServiceOptions};
use restate_sdk::service::IntoServiceDefinition;

use crate::app_call::AppCall;
use crate::calls::{Calls, Limits};
use crate::graph::Graph;

impl Calls {
    /// The object `AppCall` and the service `Graph`, bound: add an identity key, or services of your
    /// own, and build it.
    #[must_use]
    pub fn endpoint(&self) -> Builder {
        let object =
            options(&self.limits, &[(AppCall::HANDLERS, Duration::ZERO), (AppCall::WAITING, self.limits.request)]);
        let service = options(&self.limits, &[(Graph::HANDLERS, self.limits.request)]);
        Endpoint::builder()
            .bind(AppCall(self.clone()).into_service_definition().options(object))
            .bind(Graph(self.clone()).into_service_definition().options(service))
    }
}

/// What the engine is told of a service: of its handlers, and of how long they wait at most.
pub(crate) fn options(limits: &Limits, handlers: &[(&[&str], Duration)]) -> ServiceOptions {
    let mut options = ServiceOptions::new()
        .journal_retention(Duration::ZERO)
        .idempotency_retention(limits.repeats)
        // A call whose host cannot read it waits for one that can.
        .retry_policy_initial_interval(Duration::from_millis(100))
        .retry_policy_max_interval(Duration::from_secs(5))
        .retry_policy_max_attempts(u64::from(u32::MAX));
    for (names, waits) in handlers {
        for name in *names {
            let handler = HandlerOptions::new()
                .inactivity_timeout(limits.handler.saturating_add(*waits))
                .abort_timeout(limits.handler)
                .journal_retention(Duration::ZERO)
                .idempotency_retention(limits.repeats);
            options = options.handler(*name, handler);
        }
    }
    options
}
