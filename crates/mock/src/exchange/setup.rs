//! The settings of an exchange.

use call_lifecycle::Id;

use super::{Callbacks, Seed, Shape};

/// The settings of an exchange.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The most calls that live at a time.
    pub room: usize,
    /// The seed of ids, of recordings' tokens and of trouble.
    pub seed: Seed,
    /// The address of the service: `http://127.0.0.1:8080`.
    pub base: Box<str>,
    /// Whether nothing happens by itself: scripts and the control API play everybody.
    pub by_hand: bool,
    /// Whether bodies without members that the service requires are accepted, methods on calls of
    /// another kind, and methods that nobody knows.
    pub lenient: bool,
    /// How notifications look.
    pub shape: Shape,
    /// The id of the application that is called, and for which notifications are signed.
    pub app: Id,
    /// Where notifications may be posted.
    pub callbacks: Callbacks,
}

impl Default for Setup {
    /// Ten thousand calls of an application whose id is [`Setup::APP`], which is notified at
    /// loopback.
    fn default() -> Self {
        Self {
            room: 10_000,
            seed: Seed(0),
            base: Box::default(),
            by_hand: false,
            lenient: false,
            shape: Shape::default(),
            app: Self::APP,
            callbacks: Callbacks::default(),
        }
    }
}

impl Setup {
    /// The id of the application if nobody says another: 11111111-2222-3333-4444-555555555555.
    pub const APP: Id = Id::from_u128(0x1111_1111_2222_3333_4444_5555_5555_5555);
}
