//! The laws that speak of one step, as predicates: for tests, fuzzers and simulators, of this crate
//! and of others.
//!
//! Each predicate looks at an [`Observation`]: the machine before and after, the event and the
//! step. It reports what does not hold. The predicates need no allocator, do not panic, and know of
//! a machine only what [`End`] says.
//!
//! The laws *safe side* and *agreement* speak of both ends: see [`crate::joint`]. *Granularity*
//! speaks of whole runs; of one step, [`outputs_in_order`] checks that its outputs come in order of
//! time. *Total* (every event gives a step) holds if these checks return at all.
//!
//! ```
//! use call_lifecycle::{Id, Timestamp, app};
//! use call_lifecycle_sim::laws;
//!
//! let mut call = app::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
//! let due = call.next_deadline().unwrap().at;
//! let step = laws::handle_checked(&mut call, due, &app::Event::Wake)?;
//! assert_eq!(step.outputs().len(), 1); // a keepAlive is to be sent
//! # Ok::<(), call_lifecycle_sim::Violation>(())
//! ```

mod observation;
mod seen;
mod step;
mod trial;

use call_lifecycle::{Step, Timestamp};

pub use observation::Observation;
pub(crate) use seen::Seen;
pub(crate) use step::Taken;
pub use step::{check_step, clock_reported, forward, once, outputs_in_order, progress};
pub use trial::{check_by_trial, clock_clamped, determinism, inert, no_hidden_deadline, round_trip, translation};

use crate::{End, Violation};

/// How many checks [`check_step`] makes.
pub(crate) const STEP_CHECKS: u32 = 5;
/// How many checks [`check_by_trial`] makes.
pub(crate) const TRIAL_CHECKS: u32 = 5;

/// Handles an event, and checks every law that speaks of one step.
///
/// # Errors
/// The first law that does not hold. The machine has handled the event nevertheless.
pub fn handle_checked<E: End>(end: &mut E, now: Timestamp, event: &E::Event) -> Result<Step<E::Output>, Violation> {
    let before = end.clone();
    // Filled in where it is returned, so that it is not copied.
    let mut checked = Ok(Step::new());
    if let Ok(step) = &mut checked {
        end.handle_into(now, event, step);
        let observed = Observation::new(&before, now, event, end, step);
        if let Err(broken) = check_step(&observed).and_then(|()| check_by_trial(&observed)) {
            checked = Err(broken);
        }
    }
    checked
}
