//! One script under hosts that wake a machine at every millisecond, at its deadlines, around them,
//! or not at all: all hear the same.

use core::time::Duration;

use call_lifecycle::{CallState, Id, KeepAlivePolicy, Timed, Timestamp, Verdict, app, service};

use super::bytes::Bytes;
use super::play::{Player, Trials, handle, take};
use super::watch::Watch;
use crate::reference::draw::{Draw, Swarm};

const STEPS: usize = 40;
/// A wait that is longer is woken through in so many steps.
const WAKES: u64 = 1_500;

static APP: app::Policy = match app::Policy::new(
    app::Settings::DEFAULT
        .with_keep_alive(
            KeepAlivePolicy::GRAPH
                .with_expiry(Duration::from_millis(800))
                .with_interval(Duration::from_millis(300))
                .with_jitter(Duration::from_millis(20))
                .with_start_margin(Duration::from_millis(100))
                .with_reply_timeout(Duration::from_millis(150))
                .with_retry_initial(Duration::from_millis(50))
                .with_retry_max(Duration::from_millis(200))
                .with_abandon(Duration::from_millis(400)),
        )
        .with_answer_deadline(Duration::from_millis(150))
        .with_hang_up_timeout(Duration::from_millis(300))
        .with_hang_up_give_up(Duration::from_millis(500))
        .with_operation_grace(Duration::from_millis(100)),
) {
    Ok(policy) => policy,
    Err(_) => panic!(),
};
static SERVICE: service::Policy = match service::Policy::new(
    service::Settings::DEFAULT
        .with_expiry(Duration::from_millis(1_500))
        .with_answer_deadline(Duration::from_millis(300))
        .with_teardown(Duration::from_millis(200)),
) {
    Ok(policy) => policy,
    Err(_) => panic!(),
};

/// How a host wakes a machine between two events.
#[derive(Clone, Copy, Debug)]
enum Host {
    /// Not at all.
    Sleeps,
    /// At each deadline exactly.
    AtDeadlines,
    /// A millisecond before, at and after each deadline, each time twice.
    Nervously,
    /// Every millisecond.
    Always,
}

/// A machine under one host, and all that it has said.
#[derive(Debug)]
struct Run<'w, E: Player, W: Watch> {
    end: E,
    host: Host,
    memory: E::Host,
    outputs: Vec<Timed<E::Output>>,
    verdicts: Vec<Verdict>,
    trials: Trials,
    watch: &'w mut W,
}

impl<'w, E: Player, W: Watch> Run<'w, E, W> {
    fn new(end: &E, host: Host, trials: Trials, watch: &'w mut W) -> Self {
        let (end, memory) = (end.clone(), E::Host::default());
        Self { end, host, memory, outputs: Vec::new(), verdicts: Vec::new(), trials, watch }
    }

    fn take(&mut self, now: Timestamp, event: &E::Event) -> Verdict {
        // One host shows that every law holds of each step; the millisecond host has too many of them.
        let step = match self.host {
            Host::AtDeadlines => take(&mut self.end, now, event, &mut self.trials, self.watch),
            _ => handle(&mut self.end, now, event, self.watch),
        };
        assert!(self.end.next_deadline().is_none_or(|due| due.at > now), "law progress: {:?}", self.end);
        E::remember(&mut self.memory, now, event, &step);
        self.outputs.extend(&step);
        step.verdict()
    }

    fn event(&mut self, now: Timestamp, event: &E::Event) {
        let verdict = self.take(now, event);
        self.verdicts.push(verdict);
    }

    /// Wakes the machine as this host does until something happens at `now`.
    fn wait(&mut self, now: Timestamp) {
        let due = |end: &E| end.next_deadline().map(|due| due.at).filter(|due| *due <= now);
        match self.host {
            Host::Sleeps => {}
            Host::AtDeadlines => {
                while let Some(due) = due(&self.end) {
                    self.take(due, &E::WAKE);
                }
            }
            Host::Nervously => {
                while let Some(due) = due(&self.end) {
                    let early = due.saturating_sub(Duration::from_millis(1)).later(self.end.now());
                    for time in [early, early, due, due] {
                        self.take(time, &E::WAKE);
                    }
                    let late = due.saturating_add(Duration::from_millis(1)).min(now);
                    // What falls due just then is woken for in its own turn.
                    if self.end.next_deadline().is_none_or(|due| due.at > late) {
                        self.take(late, &E::WAKE);
                    }
                }
            }
            Host::Always => {
                let wait = now.as_millis().saturating_sub(self.end.now().as_millis());
                let stride = wait / WAKES + 1;
                let mut time = self.end.now().as_millis();
                while time < now.as_millis() {
                    // Where a millisecond is too little, the deadlines are kept all the same.
                    let next = Timestamp::from_millis((time + stride).min(now.as_millis()));
                    time = due(&self.end).map_or(next, |due| due.min(next)).as_millis();
                    self.take(Timestamp::from_millis(time), &E::WAKE);
                }
            }
        }
    }
}

/// Runs the script.
pub fn run(data: &[u8], watch: &mut impl Watch) {
    let mut draw = Bytes::new(data);
    let (id, begins) = (Id::from_u128(7), Timestamp::from_millis(1_000_000));
    let (way, state) = (draw.below(4), draw.one_of(CallState::ALL));
    if draw.below(4) == 0 {
        let call = match way {
            0 => app::Call::<3>::incoming(id, begins, &APP),
            1 => app::Call::outgoing(id, begins, &APP),
            2 => app::Call::adopted(id, begins, CallState::Established, &APP),
            _ => app::Call::adopted(id, begins, state, &APP),
        };
        // What an application sends, it sends when it is woken: the deadlines are the least that its host keeps.
        same(&call, &[Host::AtDeadlines, Host::Nervously, Host::Always], draw, watch);
    } else {
        let call = match way {
            0 => service::Call::<3>::incoming(id, begins, &SERVICE),
            1 => service::Call::outgoing(id, begins, &SERVICE),
            2 => service::Call::adopted(id, begins, CallState::Established, &SERVICE),
            _ => service::Call::adopted(id, begins, state, &SERVICE),
        };
        same(&call, &[Host::Sleeps, Host::AtDeadlines, Host::Nervously, Host::Always], draw, watch);
    }
}

/// Draws a script under the first host, and expects the same of the others.
fn same<E: Player>(call: &E, hosts: &[Host], mut draw: Bytes<'_>, watch: &mut impl Watch) {
    let swarm = Swarm::draw(&mut draw);
    let (first, others) = hosts.split_first().unwrap();
    let trials = Trials::new(&draw, watch);
    let mut run = Run::new(call, *first, trials, watch);
    let (mut script, mut end) = (Vec::new(), call.now());
    while !draw.is_over() && script.len() < STEPS {
        end = forwards(&mut draw, &run.end);
        run.wait(end);
        let event = run.end.event(&mut draw, &run.memory, end, swarm);
        run.event(end, &event);
        script.push((end, event));
    }
    let end = end.saturating_add(Duration::from_secs(2));
    run.wait(end);
    run.take(end, &E::WAKE);
    let Run { end: machine, outputs, verdicts, watch, .. } = run;
    for host in others {
        let mut run = Run::new(call, *host, trials, watch);
        for (now, event) in &script {
            run.wait(*now);
            run.event(*now, event);
        }
        run.wait(end);
        run.take(end, &E::WAKE);
        assert_eq!(run.outputs, outputs, "{host:?}: {script:?}");
        assert_eq!(run.verdicts, verdicts, "{host:?}: {script:?}");
        assert_eq!((run.end.digest(), &run.end), (machine.digest(), &machine), "{host:?}: {script:?}");
    }
}

/// A time that is not earlier: at the deadline, around it, soon or now.
fn forwards<E: Player>(draw: &mut Bytes<'_>, end: &E) -> Timestamp {
    let (now, one) = (end.now(), Duration::from_millis(1));
    // To a deadline that is far only now and then: waking at every millisecond until there takes its time.
    let near = |due: &Timestamp| due.duration_since(now) < Duration::from_secs(4);
    let due = end.next_deadline().map(|due| due.at).filter(near).unwrap_or(now);
    match draw.below(16) {
        0 => due.saturating_sub(one).later(now),
        1 => due.saturating_add(one),
        2..=5 => due,
        6 => now.saturating_add(Duration::from_millis(draw.below(1 << 11))),
        7..=9 => now.saturating_add(Duration::from_millis(draw.below(1 << 8))),
        _ => now,
    }
}
