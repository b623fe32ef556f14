//! The laws that speak of both ends, as predicates.

use super::{Broken, Law};
use crate::{Cause, CompletionReason, Span, Timestamp, app, service};

/// Both ends of one call, each with what its own clock shows at the same moment.
///
/// ```
/// use call_lifecycle::sim::{Both, joint};
/// use call_lifecycle::{Id, Span, Timestamp, app, service};
/// let (id, sent) = (Id::from_u128(1), Timestamp::ZERO);
/// let arrived = Timestamp::from_millis(80);
/// let app = app::Call::<4>::outgoing(id, sent, &app::Policy::DEFAULT);
/// let service = service::Call::<4>::outgoing(id, arrived, &service::Policy::DEFAULT);
/// let both = Both { app: &app, service: &service, app_now: arrived, service_now: arrived };
/// assert_eq!(joint::safe_side(&both, Span::ZERO), Ok(()));
/// assert_eq!(joint::agreement(&both), Ok(()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Both<'a, 'p, const A: usize, const S: usize> {
    /// The application's end.
    pub app: &'a app::Call<'p, A>,
    /// The service's end.
    pub service: &'a service::Call<'p, S>,
    /// What the application's clock shows.
    pub app_now: Timestamp,
    /// What the service's clock shows.
    pub service_now: Timestamp,
}

/// Law *safe side*: while the call lives, the application leaves it no more time than the service does. Clocks that run at different rates or jump may be
/// apart by `slack`, as [`super::ClockFaults::slack`] computes it for the `expiry`; of clocks that are right it is zero.
///
/// It is to be asked of an incoming call whose notification came within its policy's `start_margin`, and of an adopted one after its first success.
///
/// # Errors
/// That the application believes in a later expiry.
pub fn safe_side<const A: usize, const S: usize>(both: &Both<'_, '_, A, S>, slack: Span) -> Result<(), Broken> {
    if both.app.cause().is_some() || !both.service.state().is_live() {
        return Ok(());
    }
    let holds = match (both.app.keep_alive().expires_at, both.service.expires_at()) {
        (_, None) => true,
        (None, Some(_)) => false,
        // Its time is up, and the service's host has not woken it yet.
        (_, Some(service)) if service <= both.service_now => true,
        (Some(app), Some(service)) => {
            let left = i128::from(app.as_millis()).wrapping_sub(i128::from(both.app_now.as_millis()));
            let truly = i128::from(service.as_millis()).wrapping_sub(i128::from(both.service_now.as_millis()));
            left <= truly.wrapping_add(i128::from(slack.as_millis()))
        }
    };
    Broken::unless(holds, Law::SafeSide, "the application believes in a later expiry than the service")
}

/// Law *agreement*, as far as it holds at every moment: what the application knows to be over is over. Where it gave up by itself ([`Cause::Abandoned`],
/// [`Cause::HangUpUnconfirmed`]) it knows nothing.
///
/// # Errors
/// What the application takes for over, and lives.
pub fn agreement<const A: usize, const S: usize>(both: &Both<'_, '_, A, S>) -> Result<(), Broken> {
    let broken = |holds, why| Broken::unless(holds, Law::Agreement, why);
    let (app, service) = (both.app.state(), both.service.state());
    if matches!(both.app.cause(), Some(Cause::Abandoned | Cause::HangUpUnconfirmed)) {
        return Ok(());
    }
    broken(app.is_live() || !service.is_live(), "the call has ended at the application, and lives")?;
    let ahead = app != service && !app.reaches(service) && service.is_live();
    broken(!ahead, "the application is ahead of the service")?;
    let ended = both.app.operations().filter(|view| view.status.is_end());
    for view in ended.filter(|view| view.reason != Some(CompletionReason::CallEnded)) {
        let same = |other: &service::OperationView| match view.id {
            Some(id) => other.id == id,
            None => view.context.is_some() && (other.kind, other.context) == (view.kind, view.context),
        };
        let over = both.service.operations().find(same).is_none_or(|other| other.status.is_end());
        broken(over, "an operation has ended at the application, and goes on")?;
    }
    Ok(())
}

/// The longest that an application can take a call for alive that is over: the `expiry` of what it believes, the `abandon` bound past it, and a
/// confirmation of its hang-up that was under way for `delay`, with the `hang_up_timeout` after it. Clocks that are wrong need their slack besides.
///
/// ```
/// use call_lifecycle::sim::joint;
/// use call_lifecycle::{Span, app};
/// // 45 minutes, 15 minutes, and a minute.
/// assert_eq!(joint::patience(&app::Policy::DEFAULT, Span::ZERO), Span::from_mins(61));
/// ```
#[must_use]
pub const fn patience(policy: &app::Policy, delay: Span) -> Span {
    let settings = policy.settings();
    let keep_alive = &settings.keep_alive;
    keep_alive.expiry.saturating_add(keep_alive.abandon).saturating_add(settings.hang_up_timeout).saturating_add(delay)
}

/// Law *agreement*, as far as it has a bound: of a call that has been over for longer than [`patience`] the application knows that it is.
///
/// # Errors
/// That the application still takes it for alive.
pub fn over_in_time<const A: usize>(app: &app::Call<'_, A>, over_for: Span, patience: Span) -> Result<(), Broken> {
    let known = app.cause().is_some() || over_for <= patience;
    Broken::unless(known, Law::Agreement, "the call has been over for long, and lives at the application")
}
