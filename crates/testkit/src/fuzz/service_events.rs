//! Any events at the service's end: every law after every step, and the reference next to it.

use call_lifecycle::{CallState, DeadlineKind};

use super::bytes::Bytes;
use super::play::{Trials, compared, ended, later, translated};
use super::watch::Watch;
use crate::reference::compare::ServicePair;
use crate::reference::draw::{Draw, Swarm, time};
use crate::reference::service_script;

/// Longer scripts find no more in the same time.
const STEPS: usize = 100;

/// Runs the script.
pub fn run(data: &[u8], watch: &mut impl Watch) {
    let mut draw = Bytes::new(data);
    match draw.below(8) {
        0 => script::<0>(draw, watch),
        1 => script::<1>(draw, watch),
        2 | 3 => script::<10>(draw, watch),
        _ => script::<4>(draw, watch),
    }
}

fn script<const N: usize>(mut draw: Bytes<'_>, watch: &mut impl Watch) {
    let swarm = Swarm::draw(&mut draw);
    let mut trials = Trials::new(&draw, watch);
    let by = later(&draw);
    let mut twin = service_script::start_later(&mut draw.clone(), by);
    let mut pair = ServicePair::<N>::new(service_script::start(&mut draw), service_script::texts());
    for _ in 0..STEPS {
        let over = pair.machine.state() == CallState::Terminated && draw.below(4) == 0;
        if draw.is_over() || over {
            break;
        }
        let event = service_script::event(&mut draw, &pair.machine, swarm);
        let due = pair.machine.next_deadline();
        let now = time(&mut draw, pair.machine.now(), due, DeadlineKind::KeepAliveExpiry);
        compared(&mut pair, now, &event, &mut trials, watch, |taken| translated(taken, &mut twin, by));
    }
    ended(&pair, &trials);
}
