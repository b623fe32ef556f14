//! What happens on a line.

/// What a line does next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Due {
    AppWakes,
    ServiceWakes,
    Message,
    People,
    AppClockJumps,
    ServiceClockJumps,
    AppCrashes,
    ServiceCrashes,
}
