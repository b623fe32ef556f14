//! The driver of one call.

use std::sync::Arc;

use call_lifecycle::Cause;
use call_lifecycle::app::{Call, Event, Policy};
use call_lifecycle::wire::{Create, http};

use crate::create::{self, CreateError};
use crate::engine::Engine;
use crate::machines::{Machines, One};
use crate::tap::{Tap, Tapped};
use crate::{Clock, Feed, HttpClient, Request, Update};

/// Drives the application's end of one call: sends what it wants sent, and wakes it at its
/// deadlines. The [front page](crate) has an example.
#[derive(Debug)]
pub struct Driver<'p, H, const N: usize = 4> {
    engine: Engine<'p, One<'p, N>, H, N>,
}

impl<'p, H: HttpClient> Driver<'p, H> {
    /// Creates a call, and returns its driver. For a call with another number of slots see
    /// [`create_call`].
    ///
    /// # Errors
    /// [`CreateError`] if the service refused, or no answer came.
    pub async fn create(client: H, clock: Clock, policy: &'p Policy, create: &Create<'_>) -> Result<Self, CreateError> {
        let call = create_call(&client, clock, policy, create).await?;
        Ok(Self::new(call, client, clock))
    }

    /// The same with a tap, which is told of the request that creates the call too.
    ///
    /// # Errors
    /// [`CreateError`] if the service refused, or no answer came. The tap was told of it.
    pub async fn create_tapped(
        client: H,
        clock: Clock,
        policy: &'p Policy,
        create: &Create<'_>,
        tap: impl Tap + 'static,
    ) -> Result<Self, CreateError> {
        let mut tap = Tapped(Some(Box::new(tap)));
        let call = create_and_tell(&client, clock, policy, create, &mut tap).await?;
        let mut driver = Self::new(call, client, clock);
        driver.engine.tap = tap;
        Ok(driver)
    }
}

/// Creates a call, and returns its machine.
///
/// # Errors
/// [`CreateError`] if the service refused, or no answer came.
pub async fn create_call<'p, const N: usize>(
    client: &impl HttpClient,
    clock: Clock,
    policy: &'p Policy,
    create: &Create<'_>,
) -> Result<Call<'p, N>, CreateError> {
    create_and_tell(client, clock, policy, create, &mut Tapped::default()).await
}

async fn create_and_tell<'p, const N: usize>(
    client: &impl HttpClient,
    clock: Clock,
    policy: &'p Policy,
    create: &Create<'_>,
    tap: &mut Tapped,
) -> Result<Call<'p, N>, CreateError> {
    let request = Request::new(&http::create(create))?;
    let sent = clock.now();
    let number = tap.request(sent, &request);
    let answer = client.send(request).await.map(|answer| answer.in_the_time_of(&clock)).map_err(Into::into);
    tap.answer(clock.now(), number, &answer);
    let created = create::read(&answer.map_err(CreateError::Http)?)?;
    let mut call = Call::outgoing(created.call, sent, policy);
    // All that a call which has just been created has to say to this is its state.
    let _step = call.handle(clock.now(), Event::Call(created.report));
    Ok(call)
}

impl<'p, H: HttpClient, const N: usize> Driver<'p, H, N> {
    /// A driver of a call that is there already: one that came in, or was restored from a snapshot.
    pub fn new(call: Call<'p, N>, client: H, clock: Clock) -> Self {
        Self { engine: Engine::new(One::new(call), Arc::new(client), clock) }
    }

    /// With a tap, which is told of all that the machine is fed from now on.
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

    /// The call.
    #[must_use]
    pub const fn call(&self) -> &Call<'p, N> {
        &self.engine.machines.call
    }

    /// The clock.
    #[must_use]
    pub const fn clock(&self) -> Clock {
        self.engine.clock
    }

    /// Drives the call until it has ended, and returns why it did. `on` is told what happens, and
    /// must not wait.
    ///
    /// A run that is dropped can be taken up again by another; answers that come in between are not
    /// lost.
    pub async fn run(&mut self, mut on: impl FnMut(&Call<'p, N>, Update<'_>)) -> Option<Cause> {
        self.engine.run(false, &mut on).await;
        self.call().cause()
    }

    /// Whether the call has ended.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.engine.machines.is_empty()
    }
}
