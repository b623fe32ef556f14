//! Sees what happens while a line runs.

use call_lifecycle::Timestamp;

use crate::laws::Observation;
use crate::{App, Fault, Service};

/// Sees what happens while a line runs. Every method does nothing by default.
///
/// ```
/// use call_lifecycle::Timestamp;
/// use core::time::Duration;
/// use call_lifecycle_sim::{Fault, Line, Watch, World};
/// #[derive(Default)]
/// struct Losses(u32);
/// impl Watch for Losses {
///     fn fault(&mut self, _at: Timestamp, fault: Fault) {
///         self.0 += u32::from(fault == Fault::Lost);
///     }
/// }
/// let (world, mut losses) = (World::new(1), Losses::default());
/// for number in 0..20 {
///     Line::new(&world, number, world.chance(number)).run(Timestamp::MAX, &mut losses)?;
/// }
/// assert!(losses.0 > 0);
/// # Ok::<(), call_lifecycle_sim::Failure>(())
/// ```
pub trait Watch {
    /// The application's end has handled an event, at a true time.
    fn app(&mut self, at: Timestamp, observed: &Observation<'_, App<'_>>) {
        let _ = (at, observed);
    }

    /// The service's end has handled an event, at a true time.
    fn service(&mut self, at: Timestamp, observed: &Observation<'_, Service<'_>>) {
        let _ = (at, observed);
    }

    /// Something went wrong, at a true time.
    fn fault(&mut self, at: Timestamp, fault: Fault) {
        let _ = (at, fault);
    }

    /// This many laws were checked.
    fn checked(&mut self, laws: u32) {
        let _ = laws;
    }
}
