//! The service's end.

use call_lifecycle::{Step, service};
use call_lifecycle_c::{cl_service, cl_service_event, cl_service_settings};
use testkit::reference::service_script;

use crate::event::{millis, service_event};
use crate::step::of_service;

crate::end::end! {
    service, cl_service, cl_service_settings, cl_service_event, service_event, of_service, Known, service_script::start::<4>,
    cl_service_handle, cl_service_view, cl_service_digest, cl_service_snapshot, cl_service_restore
}

fn settings(policy: &service::Policy) -> cl_service_settings {
    let all = policy.settings();
    cl_service_settings {
        expiry: millis(all.expiry()),
        answer_deadline: millis(all.answer_deadline()),
        teardown: millis(all.teardown()),
        reserved: 0,
    }
}

/// Nothing is known besides the call.
#[derive(Default)]
pub(crate) struct Known;

impl Known {
    /// An event that may well come next.
    fn event(
        &self,
        draw: &mut Bytes<'_>,
        call: &service::Call<'static, 4>,
        _: Timestamp,
        swarm: Swarm,
    ) -> service::Event {
        service_script::event(draw, call, swarm)
    }

    const fn took(&mut self, _: Timestamp, _: &service::Event, _: &Step<service::Output>) {}
}
