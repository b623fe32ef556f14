//! Any events at the service's end: every law after every step, and the reference beside it.

use call_lifecycle::{CallState, DeadlineKind};

use super::bytes::Bytes;
use super::play::{compared, later, translated};
use super::watch::Watch;
use crate::reference::compare::ServicePair;
use crate::reference::drive::{Draw, Swarm, time};
use crate::reference::service_script;

/// The reference reads its diary anew for every answer: longer scripts take more than their share
/// of time.
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
    let by = later(&draw);
    let mut twin = service_script::start_later(&mut draw.clone(), by);
    let mut pair = ServicePair::<N>::new(service_script::start(&mut draw), &service_script::TEXTS);
    for _ in 0..STEPS {
        let ended = pair.machine.state() == CallState::Terminated && draw.below(4) == 0;
        if draw.is_over() || ended {
            return;
        }
        let event = service_script::event(&mut draw, &pair.machine, swarm);
        let due = pair.machine.next_deadline();
        let now = time(&mut draw, pair.machine.now(), due, DeadlineKind::KeepAliveExpiry);
        compared(&mut pair, now, &event, watch, |taken| translated(taken, &mut twin, by));
    }
}
