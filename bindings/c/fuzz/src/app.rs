//! The application's end.

use call_lifecycle::{Step, app};
use call_lifecycle_c::{cl_app, cl_app_event, cl_app_settings};
use testkit::reference::app_script::{self, Host};

use crate::event::{app_event, millis};
use crate::step::of_app;

crate::end::end! {
    app, cl_app, cl_app_settings, cl_app_event, app_event, of_app, Known, app_script::start::<4>,
    cl_app_handle, cl_app_view, cl_app_digest, cl_app_snapshot, cl_app_restore
}

fn settings(policy: &app::Policy) -> cl_app_settings {
    let (all, keep_alive) = (policy.settings(), policy.settings().keep_alive());
    cl_app_settings {
        expiry: millis(keep_alive.expiry()),
        interval: millis(keep_alive.interval()),
        jitter: millis(keep_alive.jitter()),
        start_margin: millis(keep_alive.start_margin()),
        reply_timeout: millis(keep_alive.reply_timeout()),
        retry_initial: millis(keep_alive.retry_initial()),
        retry_max: millis(keep_alive.retry_max()),
        abandon: millis(keep_alive.abandon()),
        answer_deadline: millis(all.answer_deadline()),
        hang_up_timeout: millis(all.hang_up_timeout()),
        hang_up_give_up: millis(all.hang_up_give_up()),
        operation_grace: millis(all.operation_grace()),
    }
}

/// What a host knows besides the call.
#[derive(Default)]
pub(crate) struct Known(Host);

impl Known {
    /// An event that may well come next.
    pub(crate) fn event(&self, draw: &mut Bytes<'_>, call: &Call, now: Timestamp, swarm: Swarm) -> app::Event {
        app_script::event(draw, call, &self.0, now.max(call.now()), swarm)
    }

    fn took(&mut self, now: Timestamp, event: &app::Event, step: &Step<app::Output>) {
        self.0.took(now, event, step);
    }
}

type Call = app::Call<'static, 4>;
