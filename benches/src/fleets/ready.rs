//! What an ordinary notification costs a fleet: events that are ready, and no host around it.

use std::hint::black_box;

use call_lifecycle::app::{self, Call};
use call_lifecycle::{CallReport, CallState, Step, Timestamp};

use super::calls::{Event, START, Setup, notifications};
use super::host::Mode;
use super::ours::{self, Calls, Name};
use super::{Drive, in_portions};

/// Events that are made ready at a time: few enough to be near when they are needed, as those that
/// were just read from a socket are.
const READY: usize = 256;

/// Has so many notifications of random calls handled, one after the other or in batches.
/// Without a mode they are made ready, and that is all.
pub fn notify<K: Name>(setup: &Setup, mode: Option<Mode>, count: usize, drive: Drive<'_>) {
    let stream = notifications(setup.calls(), count);
    ours::fleet::<0, _>(setup, |fleet| {
        let keys: Vec<K> = fleet.iter().map(|(handle, call)| K::of(handle, call.id())).collect();
        let stream: Vec<(K, CallState)> = stream
            .into_iter()
            .filter_map(|(call, event)| match event {
                Event::Notified { state, .. } => Some((keys[call as usize], state)),
                Event::Sent { .. } | Event::Answered { .. } => None,
            })
            .collect();
        let mut ready = Vec::with_capacity(READY);
        in_portions(&stream, READY, drive, |some| {
            ready.clear();
            ready.extend(some.iter().map(|(key, state)| (*key, app::Event::Call(CallReport::state(*state)))));
            match mode {
                Some(mode) => handle(fleet, mode, &ready),
                None => drop(black_box(&ready)),
            }
        });
    });
}

/// Apart, so that nothing is known of the events but what they are.
#[inline(never)]
fn handle<K: Name>(fleet: &mut Calls<'_, Call<'static, 0>>, mode: Mode, ready: &[(K, app::Event)]) {
    let now = Timestamp::from_millis(START);
    let mut step = Step::new();
    let mut outputs = 0;
    match mode {
        Mode::Batch => fleet.handle_all(now, ready, |_, result| {
            outputs += result.map_or(0, |(_, step)| step.outputs().len());
        }),
        Mode::Each => {
            for (key, event) in ready {
                if fleet.handle_into(now, *key, event, &mut step).is_ok() {
                    outputs += step.outputs().len();
                }
            }
        }
        Mode::AskEach => {
            for (key, event) in ready {
                if fleet.handle_into(now, *key, event, &mut step).is_ok() {
                    outputs += step.outputs().len();
                }
                black_box(fleet.next_deadline());
            }
        }
    }
    black_box(outputs);
}
