//! The laws that speak of both ends, as predicates.

use core::time::Duration;

use call_lifecycle::{Cause, CompletionReason, Slots, Timestamp, app, service};

use crate::window::{millis, span};
use crate::{End, Law, Violation};

/// Both ends of one call, each with what its own clock shows at the same moment.
///
/// ```
/// use call_lifecycle::{Id, Timestamp, app, service};
/// use core::time::Duration;
/// use call_lifecycle_sim::{Ends, joint};
/// let (id, sent) = (Id::from_u128(1), Timestamp::ZERO);
/// let arrived = Timestamp::from_millis(80);
/// let app = app::Call::<4>::outgoing(id, sent, &app::Policy::DEFAULT);
/// let service = service::Call::<4>::outgoing(id, arrived, &service::Policy::DEFAULT);
/// let ends = Ends::new(&app, arrived, &service, arrived);
/// assert_eq!(joint::safe_side(&ends, Duration::ZERO), Ok(()));
/// assert_eq!(joint::agreement(&ends), Ok(()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Ends<'a, 'p, const A: usize, const S: usize> {
    /// The application's end.
    pub app: &'a app::Call<'p, A>,
    /// What the application's clock shows.
    pub app_now: Timestamp,
    /// The service's end.
    pub service: &'a service::Call<'p, S>,
    /// What the service's clock shows.
    pub service_now: Timestamp,
}

impl<'a, 'p, const A: usize, const S: usize> Ends<'a, 'p, A, S> {
    /// Puts together both ends of one call.
    #[must_use]
    pub const fn new(
        app: &'a app::Call<'p, A>,
        app_now: Timestamp,
        service: &'a service::Call<'p, S>,
        service_now: Timestamp,
    ) -> Self {
        Self { app, app_now, service, service_now }
    }
}

/// Law *safe side*: while the call lives, the application believes in no more time until the expiry
/// than the service does.
///
/// The law holds of an incoming call if its notification came within the policy's `start_margin`,
/// and of an adopted call after its first success.
///
/// Clocks that run at different rates or jump may differ by `slack`: see
/// [`ClockFaults::slack`](crate::ClockFaults::slack), with the policy's `expiry`. It is zero for
/// clocks that are right.
///
/// # Errors
/// That the application believes in a later expiry.
pub fn safe_side<const A: usize, const S: usize>(ends: &Ends<'_, '_, A, S>, slack: Duration) -> Result<(), Violation> {
    safe_side_within(ends, millis(span(slack)))
}

/// Law *safe side*, with the slack in milliseconds.
pub(crate) fn safe_side_within<const A: usize, const S: usize>(
    ends: &Ends<'_, '_, A, S>,
    slack: u32,
) -> Result<(), Violation> {
    if ends.app.cause().is_some() || !ends.service.state().is_live() {
        return Ok(());
    }
    let holds = match (ends.app.keep_alive().expires_at, ends.service.expires_at()) {
        (_, None) => true,
        (None, Some(_)) => false,
        // The call has expired, and the service's host has not woken the machine yet.
        (_, Some(service)) if service <= ends.service_now => true,
        (Some(app), Some(service)) => {
            let believed = app.as_millis().saturating_sub(ends.app_now.as_millis());
            let left = service.as_millis().saturating_sub(ends.service_now.as_millis());
            believed <= left.saturating_add(u64::from(slack))
        }
    };
    Violation::unless(holds, Law::SafeSide, "the application believes in a later expiry than the service")
}

/// Law *agreement*, as far as it holds at every moment: what the application knows to be over is
/// over at the service too.
///
/// It says nothing where the application gave up by itself ([`Cause::Abandoned`],
/// [`Cause::HangUpUnconfirmed`]).
///
/// # Errors
/// What is over at the application, but not at the service.
pub fn agreement<const A: usize, const S: usize>(ends: &Ends<'_, '_, A, S>) -> Result<(), Violation> {
    agreement_with(ends, ends.service.open())
}

/// Law *agreement*, where it is known which operations are open at the service.
pub(crate) fn agreement_with<const A: usize, const S: usize>(
    ends: &Ends<'_, '_, A, S>,
    open: Slots,
) -> Result<(), Violation> {
    let holds = |holds, why| Violation::unless(holds, Law::Agreement, why);
    let (app, service) = (ends.app.state(), ends.service.state());
    if matches!(ends.app.cause(), Some(Cause::Abandoned | Cause::HangUpUnconfirmed)) {
        return Ok(());
    }
    holds(app.is_live() || !service.is_live(), "the call has ended at the application, but lives at the service")?;
    let ahead = app != service && !app.reaches(service) && service.is_live();
    holds(!ahead, "the application is ahead of the service")?;
    if open.is_empty() { Ok(()) } else { operations_agree(ends, open) }
}

/// The law *agreement* of operations, of which these are open at the service.
// Out of line, so that calls without any do not pay for its registers.
#[inline(never)]
fn operations_agree<const A: usize, const S: usize>(ends: &Ends<'_, '_, A, S>, open: Slots) -> Result<(), Violation> {
    let ended = |view: &app::OperationView| view.status.is_end() && view.reason != Some(CompletionReason::CallEnded);
    // Only what is open at the service can disagree, and that is little.
    for open in ends.service.operations().filter(|view| open.contains(view.slot)) {
        for view in ends.app.operations().filter(ended).filter(|view| is_same(view, &open)) {
            // Of several that the application may mean, the first counts.
            let over =
                ends.service.operations().find(|other| is_same(&view, other)).is_none_or(|other| other.status.is_end());
            Violation::unless(
                over,
                Law::Agreement,
                "an operation has ended at the application, but not at the service",
            )?;
        }
    }
    Ok(())
}

/// Whether both views are of one operation, as far as the application knows.
fn is_same(view: &app::OperationView, other: &service::OperationView) -> bool {
    match view.id {
        Some(id) => other.id == id,
        None => view.context.is_some() && (other.kind, other.context) == (view.kind, view.context),
    }
}

/// The longest time for which an application can believe in a call that is over.
///
/// It is the sum of the policy's `expiry`, `abandon` and `hang_up_timeout`, and of `delay`, the
/// longest time that a message takes. Clocks that are wrong need their slack in addition.
///
/// ```
/// use call_lifecycle::app;
/// use core::time::Duration;
/// use call_lifecycle_sim::joint;
/// // 45 minutes, 15 minutes, and a minute.
/// assert_eq!(joint::patience(&app::Policy::DEFAULT, Duration::ZERO), Duration::from_secs(60 * 61));
/// ```
#[must_use]
pub const fn patience(policy: &app::Policy, delay: Duration) -> Duration {
    let settings = policy.settings();
    let keep_alive = &settings.keep_alive();
    keep_alive
        .expiry()
        .saturating_add(keep_alive.abandon())
        .saturating_add(settings.hang_up_timeout())
        .saturating_add(delay)
}

/// Law *agreement*, as far as it has a bound: the application knows of the end of a call that has
/// been over for longer than its [`patience`].
///
/// # Errors
/// That the application still believes in the call.
pub fn over_in_time<const A: usize>(
    app: &app::Call<'_, A>,
    over_for: Duration,
    patience: Duration,
) -> Result<(), Violation> {
    let known = app.cause().is_some() || over_for <= patience;
    Violation::unless(known, Law::Agreement, "the call has been over for too long, but lives at the application")
}
