//! The driver of many calls.

use std::sync::Arc;

use call_lifecycle::app::{Call, Policy};
use call_lifecycle::fleet::Fleet;

use crate::engine::Engine;
use crate::machines::Many;
use crate::tap::{Tap, Tapped};
use crate::{Clock, Feed, HttpClient, Update};

/// Drives the application's ends of many calls in one task.
///
/// - Calls that the host creates by [`Feed::create`], or that are in the fleet already.
/// - Calls that come in: they wait for the host to answer them, by [`Feed::ask`]. If there is no
///   room, they are rejected as busy.
/// - Calls of an earlier run: a notification of a call that is not known adopts it, and its state
///   is asked for.
///
/// A call that has ended is removed.
///
/// ```no_run
/// # async fn host() -> Result<(), Box<dyn std::error::Error>> {
/// use call_lifecycle::fleet::Fleet;
/// use call_lifecycle::{CallState, app::{Call, Output, Policy, Request}, wire::{Answer, Create}};
/// use call_lifecycle_tokio::{Ask, Clock, FleetDriver, Update, storage};
/// # use call_lifecycle_tokio::{Request as HttpRequest, Response};
/// # let client = async |_: HttpRequest| Ok::<_, std::io::Error>(Response::new(200));
///
/// let clock = Clock::new();
/// let fleet = Fleet::new(clock.now(), [0x5eed, 0xf00d], storage::<Call<'static, 4>>(1_000))?;
/// let mut driver = FleetDriver::new(fleet, client, clock, &Policy::DEFAULT);
/// let feed = driver.feed();
/// tokio::spawn(async move {
///     let create = Create::default().with_callback_uri("https://bot.contoso.com/api/calls");
///     println!("created {}", feed.create(&create).await?);
///     Ok::<_, call_lifecycle_tokio::CreateError>(())
/// });
/// driver.run(|call, update| println!("{} {update}", call.id())).await;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct FleetDriver<'s, 'p, H, const N: usize = 4> {
    engine: Engine<'p, Many<'s, 'p, N>, H, N>,
}

impl<'s, 'p, H: HttpClient, const N: usize> FleetDriver<'s, 'p, H, N> {
    /// A driver of the calls in a fleet, and of those that come. New calls follow this policy.
    pub fn new(fleet: Fleet<'s, Call<'p, N>>, client: H, clock: Clock, policy: &'p Policy) -> Self {
        Self { engine: Engine::new(Many::new(fleet, policy), Arc::new(client), clock) }
    }

    /// With a tap, which is told of all that the machines are fed from now on.
    #[must_use]
    pub fn with_tap(mut self, tap: impl Tap + 'static) -> Self {
        self.engine.tap = Tapped(Some(Box::new(tap)));
        self
    }

    /// What feeds this driver while it runs.
    #[must_use]
    pub fn feed(&self) -> Feed {
        self.engine.feed.clone()
    }

    /// The fleet.
    #[must_use]
    pub const fn fleet(&self) -> &Fleet<'s, Call<'p, N>> {
        &self.engine.machines.fleet
    }

    /// The clock.
    #[must_use]
    pub const fn clock(&self) -> Clock {
        self.engine.clock
    }

    /// Drives the calls until [`Feed::stop`] has hung them up and all have ended. `on` is told what
    /// happens, and must not wait.
    ///
    /// A run that is dropped can be taken up again by another; answers that come in between are not
    /// lost.
    pub async fn run(&mut self, mut on: impl FnMut(&Call<'p, N>, Update<'_>)) {
        self.engine.run(true, &mut on).await;
    }
}
