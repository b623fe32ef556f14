//! What the engine reaches of the service's end: the object and the way out, with what the engine is
//! told of them.

use std::time::Duration;

use restate_sdk::endpoint::{Builder, Endpoint};
use restate_sdk::service::IntoServiceDefinition;

use super::calls::Calls;
use super::notify::Notify;
use super::object::ServiceCall;
use crate::endpoint::options;

impl Calls {
    /// The object `ServiceCall` and the service `Notify`, bound: add an identity key, or services of
    /// your own, and build it.
    #[must_use]
    pub fn endpoint(&self) -> Builder {
        let object = options(&self.limits, &[(ServiceCall::HANDLERS, Duration::ZERO)]);
        let service = options(&self.limits, &[(Notify::HANDLERS, self.limits.request)]);
        Endpoint::builder()
            .bind(ServiceCall(self.clone()).into_service_definition().options(object))
            .bind(Notify(self.clone()).into_service_definition().options(service))
    }
}
