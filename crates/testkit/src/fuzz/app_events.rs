//! Any events at the application's end: every law after every step, and the reference next to it.

use core::time::Duration;

use call_lifecycle::{CallState, DeadlineKind, Timestamp};

use super::bytes::Bytes;
use super::play::{Trials, compared, ended, later, translated};
use super::watch::Watch;
use crate::reference::app_script;
use crate::reference::compare::AppPair;
use crate::reference::draw::{Draw, Swarm, time};

/// Longer scripts find no more in the same time.
const STEPS: usize = 100;

/// Runs the script.
pub fn run(data: &[u8], watch: &mut impl Watch) {
    let mut draw = Bytes::new(data);
    match draw.below(8) {
        0 => script::<0>(draw, watch),
        1 | 2 => script::<1>(draw, watch),
        _ => script::<4>(draw, watch),
    }
}

fn script<const N: usize>(mut draw: Bytes<'_>, watch: &mut impl Watch) {
    let swarm = Swarm::draw(&mut draw);
    let mut trials = Trials::new(&draw, watch);
    let (mut again, by) = (draw.clone(), later(&draw));
    let mut pair = AppPair::<N>::new(app_script::start(&mut draw));
    let (call, margin) = (&pair.machine, pair.machine.policy().settings().keep_alive().start_margin());
    // The margin of an incoming call is cut short where time begins, and not later.
    let cut = call.state() == CallState::Incoming && call.now() < Timestamp::ZERO.saturating_add(margin);
    let by = if cut { Duration::ZERO } else { by };
    let mut twin = app_script::start_later(&mut again, by);
    for _ in 0..STEPS {
        let over = pair.machine.state() == CallState::Terminated && draw.below(4) == 0;
        if draw.is_over() || over {
            break;
        }
        let now = time(&mut draw, pair.machine.now(), pair.machine.next_deadline(), DeadlineKind::GiveUp);
        let event = app_script::event(&mut draw, &pair.machine, &pair.host, now.max(pair.machine.now()), swarm);
        compared(&mut pair, now, &event, &mut trials, watch, |taken| translated(taken, &mut twin, by));
    }
    ended(&pair, &trials);
}
