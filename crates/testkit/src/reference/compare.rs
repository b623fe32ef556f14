//! A machine and its reference side by side: both take every event, and may differ in nothing.

use core::fmt::{Debug, Write};
use std::sync::Arc;

use call_lifecycle::{Machine, OperationKind, Step, Timestamp, app, service};
use call_lifecycle_sim::End;

use super::Predicted;
use super::app::{self as app_reference, App};
use super::app_script::Host;
use super::service::{self as service_reference, Service, Texts};

/// A machine and its reference.
pub trait Pair: Clone {
    type Event: Copy + Debug;
    type Machine: End<Event = Self::Event>;
    fn machine(&self) -> &Self::Machine;
    fn machine_mut(&mut self) -> &mut Self::Machine;
    /// The reference handles the event that the machine has handled with this step; what they
    /// differ in, if they do.
    fn follow(&mut self, now: Timestamp, event: &Self::Event, step: &Step<Output<Self>>) -> Result<(), String>;
    /// Whether the reference, where its diary is read anew from the first line, says what it said
    /// when each reading went on from the one before; what differs, if it does.
    fn reread(&self) -> Result<(), String>;

    /// Both handle the event; what they differ in, if they do.
    fn step(&mut self, now: Timestamp, event: &Self::Event) -> Result<(), String> {
        let checked = self.machine().check(now, event);
        let step = self.machine_mut().handle(now, *event);
        let mut differences = Differences::default();
        differences.compare("checked verdict, next to that of the step", step.verdict(), checked);
        differences.result()?;
        self.follow(now, event, &step)
    }
}

/// What the machine of a pair says.
pub type Output<P> = <<P as Pair>::Machine as Machine>::Output;

/// Collects what differs.
#[derive(Default)]
pub struct Differences(String);

impl Differences {
    pub fn compare<T: PartialEq + Debug>(&mut self, what: &str, reference: T, machine: T) {
        if reference != machine {
            let _ = write!(self.0, "\n  {what}:\n    reference {reference:?}\n    machine   {machine:?}");
        }
    }

    /// The same of all that the machine has of something.
    pub fn all<T: PartialEq + Debug, I: Iterator<Item = T>>(
        &mut self,
        what: &str,
        reference: &[T],
        machine: impl Fn() -> I,
    ) {
        let (mut same, mut expected) = (true, reference.iter());
        for one in machine() {
            same &= expected.next() == Some(&one);
        }
        if !same || expected.next().is_some() {
            self.compare(what, reference, &machine().collect::<Vec<_>>());
        }
    }

    pub fn step<O: PartialEq + Debug + Copy>(&mut self, predicted: Predicted<O>, step: &Step<O>) {
        self.compare("verdict", predicted.verdict, step.verdict());
        self.all("outputs", &predicted.outputs, || step.outputs().iter().map(|timed| (timed.at, timed.output)));
        self.compare("clock regressed", predicted.clock_regressed, step.clock_regressed());
        self.compare("deadline changed", predicted.deadline_changed, step.deadline_changed());
    }

    pub fn result(self) -> Result<(), String> {
        if self.0.is_empty() { Ok(()) } else { Err(self.0) }
    }
}

#[derive(Clone, Debug)]
pub struct ServicePair<const N: usize> {
    pub machine: service::Call<'static, N>,
    pub reference: Service,
}

impl<const N: usize> ServicePair<N> {
    /// `texts` are the stop tones that the requests will have, in words.
    pub fn new(machine: service::Call<'static, N>, texts: Arc<Texts>) -> Self {
        let (now, state, settings) = (machine.now(), machine.state(), *machine.policy().settings());
        let reference = Service::new(now, state, settings, u8::try_from(N).unwrap(), texts);
        Self { machine, reference }
    }
}

impl<const N: usize> Pair for ServicePair<N> {
    type Event = service::Event;
    type Machine = service::Call<'static, N>;

    fn machine(&self) -> &Self::Machine {
        &self.machine
    }

    fn machine_mut(&mut self) -> &mut Self::Machine {
        &mut self.machine
    }

    fn follow(&mut self, now: Timestamp, event: &service::Event, step: &Step<service::Output>) -> Result<(), String> {
        let predicted = self.reference.handle(now, event);
        let mut differences = Differences::default();
        differences.step(predicted, step);
        let (reference, machine) = (&self.reference, &self.machine);
        differences.compare("state", reference.state(), machine.state());
        differences.compare("cause", reference.cause(), machine.cause());
        differences.compare("expiry", reference.expires_at().map(Timestamp::from_millis), machine.expires_at());
        differences.compare("deadline", reference.next_deadline(), machine.next_deadline());
        differences.compare("time", Timestamp::from_millis(reference.latest), machine.now());
        differences.all("operations", &reference.views(), || {
            machine.operations().map(|mut view| {
                if view.kind != OperationKind::Record {
                    view.profile = call_lifecycle::record::Profile::RecordResponse;
                }
                view
            })
        });
        differences.result()
    }

    fn reread(&self) -> Result<(), String> {
        let anew = Service { read: service_reference::Readings::default(), ..self.reference.clone() };
        let said = |one: &Service| (one.state(), one.cause(), one.expires_at(), one.next_deadline());
        let mut differences = Differences::default();
        differences.compare("what is read anew", said(&anew), said(&self.reference));
        differences.compare("operations, read anew", &*anew.views(), &*self.reference.views());
        differences.result()
    }
}

#[derive(Clone, Debug)]
pub struct AppPair<const N: usize> {
    pub machine: app::Call<'static, N>,
    pub reference: App,
    pub host: Host,
}

impl<const N: usize> AppPair<N> {
    pub fn new(machine: app::Call<'static, N>) -> Self {
        let (now, state, settings) = (machine.now(), machine.state(), *machine.policy().settings());
        let interval = settings.keep_alive().interval_of(machine.id());
        let reference = App::new(now, state, settings, interval, u8::try_from(N).unwrap());
        Self { machine, reference, host: Host::default() }
    }
}

impl<const N: usize> Pair for AppPair<N> {
    type Event = app::Event;
    type Machine = app::Call<'static, N>;

    fn machine(&self) -> &Self::Machine {
        &self.machine
    }

    fn machine_mut(&mut self) -> &mut Self::Machine {
        &mut self.machine
    }

    fn follow(&mut self, now: Timestamp, event: &app::Event, step: &Step<app::Output>) -> Result<(), String> {
        let predicted = self.reference.handle(now, event);
        self.host.took(self.machine.now(), event, step);
        let mut differences = Differences::default();
        differences.step(predicted, step);
        let (reference, machine) = (&self.reference, &self.machine);
        differences.compare("state", reference.state(), machine.state());
        differences.compare("cause", reference.cause(), machine.cause());
        differences.compare("result", reference.result(), machine.result());
        differences.compare("keepAlive", reference.keep_alive(), machine.keep_alive());
        differences.compare("audio", reference.audio_active(), machine.audio_active());
        differences.compare("hang-up", reference.hang_up_confirmed(), machine.hang_up_confirmed());
        differences.compare("deadline", reference.next_deadline(), machine.next_deadline());
        differences.compare("time", Timestamp::from_millis(reference.latest), machine.now());
        differences.all("operations", &reference.views(), || machine.operations());
        differences.result()
    }

    fn reread(&self) -> Result<(), String> {
        let anew = App { read: app_reference::Readings::default(), ..self.reference.clone() };
        let call = |one: &App| (one.state(), one.cause(), one.result(), one.keep_alive(), one.audio_active());
        let more = |one: &App| (one.hang_up(), one.own(), one.next_deadline(), one.last_number(), one.renewed());
        let mut differences = Differences::default();
        differences.compare("what is read anew", call(&anew), call(&self.reference));
        differences.compare("what is read anew", more(&anew), more(&self.reference));
        differences.compare("operations, read anew", &*anew.views(), &*self.reference.views());
        differences.result()
    }
}
