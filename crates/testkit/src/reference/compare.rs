//! A machine and its reference side by side: both take every event, and may differ in nothing.

use core::fmt::{Debug, Write};

use call_lifecycle::record::StopTones;
use call_lifecycle::{OperationKind, Step, Timestamp, app, service};
use call_lifecycle_sim::End;

use super::Predicted;
use super::app::App;
use super::app_script::Host;
use super::service::Service;

/// A machine and its reference.
pub trait Pair: Clone {
    type Event: Copy + Debug;
    type Machine: End<Event = Self::Event>;
    fn machine(&self) -> &Self::Machine;
    /// Ends take the event; what they differ in, if they do.
    fn step(&mut self, now: Timestamp, event: &Self::Event) -> Result<(), String>;
}

/// Collects what differs.
#[derive(Default)]
pub struct Differences(String);

impl Differences {
    pub fn compare<T: PartialEq + Debug>(&mut self, what: &str, reference: T, machine: T) {
        if reference != machine {
            let _ = write!(self.0, "\n  {what}:\n    reference {reference:?}\n    machine   {machine:?}");
        }
    }

    pub fn step<O: PartialEq + Debug + Clone>(&mut self, predicted: Predicted<O>, step: &Step<O>) {
        self.compare("verdict", predicted.verdict, step.verdict());
        let outputs: Vec<_> = step.outputs().iter().map(|timed| (timed.at, timed.output.clone())).collect();
        self.compare("outputs", predicted.outputs, outputs);
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
    pub fn new(machine: service::Call<'static, N>, texts: &[&[&str]]) -> Self {
        let (now, state, settings) = (machine.now(), machine.state(), *machine.policy().settings());
        let mut reference = Service::new(now, state, settings, u8::try_from(N).unwrap());
        for text in texts {
            let tones = StopTones::parse(text.iter().copied()).unwrap();
            reference.texts.push((tones, text.iter().map(|one| (*one).to_owned()).collect()));
        }
        Self { machine, reference }
    }
}

impl<const N: usize> Pair for ServicePair<N> {
    type Event = service::Event;
    type Machine = service::Call<'static, N>;

    fn machine(&self) -> &Self::Machine {
        &self.machine
    }

    fn step(&mut self, now: Timestamp, event: &service::Event) -> Result<(), String> {
        let predicted = self.reference.handle(now, event);
        let checked = self.machine.check(now, event);
        let step = self.machine.handle(now, *event);
        let mut differences = Differences::default();
        differences.compare("checked verdict", predicted.verdict, checked);
        differences.step(predicted, &step);
        let (reference, machine) = (&self.reference, &self.machine);
        differences.compare("state", reference.state(), machine.state());
        differences.compare("cause", reference.cause(), machine.cause());
        differences.compare("expiry", reference.expires_at().map(Timestamp::from_millis), machine.expires_at());
        differences.compare("deadline", reference.next_deadline(), machine.next_deadline());
        differences.compare("time", Timestamp::from_millis(reference.latest), machine.now());
        let mut views: Vec<_> = machine.operations().collect();
        for view in views.iter_mut().filter(|view| view.kind != OperationKind::Record) {
            view.profile = call_lifecycle::record::Profile::RecordResponse;
        }
        differences.compare("operations", reference.views(), views);
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

    fn step(&mut self, now: Timestamp, event: &app::Event) -> Result<(), String> {
        let predicted = self.reference.handle(now, event);
        let checked = self.machine.check(now, event);
        let step = self.machine.handle(now, *event);
        self.host.took(self.machine.now(), event, &step);
        let mut differences = Differences::default();
        differences.compare("checked verdict", predicted.verdict, checked);
        differences.step(predicted, &step);
        let (reference, machine) = (&self.reference, &self.machine);
        differences.compare("state", reference.state(), machine.state());
        differences.compare("cause", reference.cause(), machine.cause());
        differences.compare("result", reference.result(), machine.result());
        differences.compare("keepAlive", reference.keep_alive(), machine.keep_alive());
        differences.compare("audio", reference.audio_active(), machine.audio_active());
        differences.compare("hang-up", reference.hang_up_confirmed(), machine.hang_up_confirmed());
        differences.compare("deadline", reference.next_deadline(), machine.next_deadline());
        differences.compare("time", Timestamp::from_millis(reference.latest), machine.now());
        differences.compare("operations", reference.views(), machine.operations().collect());
        differences.result()
    }
}
