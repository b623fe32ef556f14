//! The settings of both ends. They are checked when a call is made, and copied into its value.

use call_lifecycle::{KeepAlivePolicy, PolicyError, app, service};

use crate::code::{Fault, code};
use crate::declare::{functions, structs};
use crate::fields::{duration, millis};
use crate::memory::{input, output};

structs! {
    /// The settings of the application's end, in milliseconds. Take the defaults from
    /// `cl_app_settings_default` and change what is to be different.
    struct cl_app_settings = 48 {
        /// How long a call lives from its last successful keepAlive.
        expiry: u32,
        /// How often a keepAlive is asked for; less than `expiry`.
        interval: u32,
        /// By how much earlier than `interval` a call asks at most, by its id; less than `interval`.
        jitter: u32,
        /// How much earlier than its notification an incoming call may have begun.
        start_margin: u32,
        /// How long a request may take to leave, and then its reply to come.
        reply_timeout: u32,
        /// How long the first retry waits. Each waits twice as long as the one before.
        retry_initial: u32,
        /// How long a retry waits at most.
        retry_max: u32,
        /// How long past its expiry a call is verified before it is given up.
        abandon: u32,
        /// How long an incoming call may wait for an answer before that is reported overdue.
        answer_deadline: u32,
        /// How long after a confirmed DELETE the end may take before the call counts as ended.
        hang_up_timeout: u32,
        /// How long an unconfirmed DELETE is retried before the call counts as ended.
        hang_up_give_up: u32,
        /// How much later than its upper bound an operation may end before the call is verified.
        operation_grace: u32,
    }

    /// The settings of the service's end, in milliseconds. Take the defaults from
    /// `cl_service_settings_default` and change what is to be different.
    struct cl_service_settings = 16 {
        /// How long a call lives from its last keepAlive, or from its start.
        expiry: u32,
        /// How long an incoming call waits to be answered, rejected or redirected.
        answer_deadline: u32,
        /// How long it may take to take a call down.
        teardown: u32,
        /// Nothing yet: 0.
        reserved: u32,
    }

    /// Which setting is out of its range. (`field` is a number of the list CL_LIST_POLICY_FIELD.)
    struct cl_setting_error = 16 {
        /// The setting.
        field: u32,
        /// Its value, in milliseconds.
        value: u32,
        /// The least allowed.
        min: u32,
        /// The greatest allowed.
        max: u32,
    }
}

fn app_settings(settings: &app::Settings) -> cl_app_settings {
    let keep_alive = settings.keep_alive();
    cl_app_settings {
        expiry: millis(keep_alive.expiry()),
        interval: millis(keep_alive.interval()),
        jitter: millis(keep_alive.jitter()),
        start_margin: millis(keep_alive.start_margin()),
        reply_timeout: millis(keep_alive.reply_timeout()),
        retry_initial: millis(keep_alive.retry_initial()),
        retry_max: millis(keep_alive.retry_max()),
        abandon: millis(keep_alive.abandon()),
        answer_deadline: millis(settings.answer_deadline()),
        hang_up_timeout: millis(settings.hang_up_timeout()),
        hang_up_give_up: millis(settings.hang_up_give_up()),
        operation_grace: millis(settings.operation_grace()),
    }
}

fn service_settings(settings: &service::Settings) -> cl_service_settings {
    cl_service_settings {
        expiry: millis(settings.expiry()),
        answer_deadline: millis(settings.answer_deadline()),
        teardown: millis(settings.teardown()),
        reserved: 0,
    }
}

impl cl_app_settings {
    fn policy(&self) -> Result<app::Policy, PolicyError> {
        let keep_alive = KeepAlivePolicy::GRAPH
            .with_expiry(duration(self.expiry))
            .with_interval(duration(self.interval))
            .with_jitter(duration(self.jitter))
            .with_start_margin(duration(self.start_margin))
            .with_reply_timeout(duration(self.reply_timeout))
            .with_retry_initial(duration(self.retry_initial))
            .with_retry_max(duration(self.retry_max))
            .with_abandon(duration(self.abandon));
        let settings = app::Settings::DEFAULT
            .with_keep_alive(keep_alive)
            .with_answer_deadline(duration(self.answer_deadline))
            .with_hang_up_timeout(duration(self.hang_up_timeout))
            .with_hang_up_give_up(duration(self.hang_up_give_up))
            .with_operation_grace(duration(self.operation_grace));
        app::Policy::new(settings)
    }
}

impl cl_service_settings {
    fn policy(&self) -> Result<service::Policy, PolicyError> {
        let settings = service::Settings::DEFAULT
            .with_expiry(duration(self.expiry))
            .with_answer_deadline(duration(self.answer_deadline))
            .with_teardown(duration(self.teardown));
        service::Policy::new(settings)
    }
}

/// The policy of settings; without any, the default.
pub(crate) fn app_policy(settings: Option<&cl_app_settings>) -> Result<app::Policy, Fault> {
    settings.map_or(Ok(app::Policy::DEFAULT), |settings| settings.policy().map_err(|_| Fault::Setting))
}

/// The policy of settings; without any, the default.
pub(crate) fn service_policy(settings: Option<&cl_service_settings>) -> Result<service::Policy, Fault> {
    settings.map_or(Ok(service::Policy::DEFAULT), |settings| settings.policy().map_err(|_| Fault::Setting))
}

/// Says which setting is out of its range.
unsafe fn report<P>(checked: Result<P, PolicyError>, error: *mut cl_setting_error) -> Result<(), Fault> {
    let Err(fault) = checked else { return Ok(()) };
    // SAFETY: the caller vouches for the memory.
    unsafe { output(error) }?.put(cl_setting_error {
        field: u32::from(fault.field().number()),
        value: millis(fault.value()),
        min: millis(fault.min()),
        max: millis(fault.max()),
    });
    Err(Fault::Setting)
}

functions! {
    /// Writes the documented defaults of the application's end: Graph's contract.
    fn cl_app_settings_default(settings: *mut cl_app_settings) -> i32 {
        // SAFETY: the caller vouches for the memory.
        code(unsafe { output(settings) }.map(|place| place.put(app_settings(&app::Settings::DEFAULT))))
    }

    /// Checks settings. With CL_BAD_SETTING, `error` says which is the first one out of its range.
    fn cl_app_settings_check(settings: *const cl_app_settings, error: *mut cl_setting_error) -> i32 {
        // SAFETY: the caller vouches for the memory.
        let settings = unsafe { input(settings) };
        // SAFETY: likewise.
        code(settings.and_then(|settings| unsafe { report(settings.policy(), error) }))
    }

    /// Writes the documented defaults of the service's end.
    fn cl_service_settings_default(settings: *mut cl_service_settings) -> i32 {
        // SAFETY: the caller vouches for the memory.
        code(unsafe { output(settings) }.map(|place| place.put(service_settings(&service::Settings::DEFAULT))))
    }

    /// Checks settings. With CL_BAD_SETTING, `error` says which is the first one out of its range.
    fn cl_service_settings_check(settings: *const cl_service_settings, error: *mut cl_setting_error) -> i32 {
        // SAFETY: the caller vouches for the memory.
        let settings = unsafe { input(settings) };
        // SAFETY: likewise.
        code(settings.and_then(|settings| unsafe { report(settings.policy(), error) }))
    }
}
