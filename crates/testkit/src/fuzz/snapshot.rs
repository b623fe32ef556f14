//! Snapshots of either end: restored anywhere they go on as the original did; changed ones are
//! refused, or are some other machine's.

use call_lifecycle::{CallState, SnapshotError, app, service};

use super::bytes::Bytes;
use super::play::{Player, Trials, handle, take};
use super::watch::Watch;
use crate::reference::draw::{Draw, Swarm, time};

const STEPS: usize = 100;
/// Room for the snapshots of all.
const ROOM: usize = 4096;

/// An end that is written down and read again.
trait Kept: Player {
    fn bytes(&self) -> Vec<u8>;
    /// Under the same policy, kept elsewhere.
    fn restored(&self, bytes: &[u8]) -> Result<Self, SnapshotError>;
    /// In a machine with more slots: whether that writes the same bytes, and does the same when it
    /// is woken next.
    fn fits_in_a_larger_one(&self, bytes: &[u8]) -> bool;
}

macro_rules! kept {
    ($end:ident, $small:literal in $large:literal) => {
        impl Kept for $end::Call<'static, $small> {
            fn bytes(&self) -> Vec<u8> {
                self.snapshot::<ROOM>().unwrap().as_bytes().to_vec()
            }

            fn restored(&self, bytes: &[u8]) -> Result<Self, SnapshotError> {
                Self::restore(bytes, self.policy())
            }

            fn fits_in_a_larger_one(&self, bytes: &[u8]) -> bool {
                let elsewhere = *self.policy();
                let mut large = $end::Call::<'_, $large>::restore(bytes, &elsewhere).unwrap();
                let same = large.snapshot::<ROOM>().unwrap().as_bytes() == bytes;
                let at = self.next_deadline().map_or(self.now(), |due| due.at);
                let step = self.clone().handle(at, $end::Event::Wake);
                same && large.digest() == self.digest() && large.handle(at, $end::Event::Wake) == step
            }
        }
    };
}

kept!(app, 1 in 2);
kept!(app, 4 in 9);
kept!(service, 1 in 2);
kept!(service, 4 in 9);

/// Runs the script.
pub fn run(data: &[u8], watch: &mut impl Watch) {
    let mut draw = Bytes::new(data);
    match draw.below(8) {
        0 => any::<app::Call<'static, 4>>(draw),
        1 => any::<service::Call<'static, 4>>(draw),
        2 => script::<app::Call<'static, 1>>(draw, watch),
        3 => script::<service::Call<'static, 1>>(draw, watch),
        4 | 5 => script::<app::Call<'static, 4>>(draw, watch),
        _ => script::<service::Call<'static, 4>>(draw, watch),
    }
}

/// Any bytes.
fn any<E: Kept>(mut draw: Bytes<'_>) {
    let call = E::start(&mut draw);
    read(&call, draw.rest());
}

/// What is restored from any bytes writes the same bytes; it may be in any state, and must get on
/// from there.
fn read<E: Kept>(call: &E, bytes: &[u8]) {
    let Ok(mut other) = call.restored(bytes) else { return };
    assert_eq!(other.bytes(), bytes, "written back");
    for _ in 0..8 {
        let Some(due) = other.next_deadline() else { return };
        assert!(due.at > other.now(), "restored with a deadline in the past: {other:?}");
        let _step = other.handle(due.at, E::WAKE);
    }
}

/// Cut here and there: the machine that was restored last goes on next to the one that was never
/// cut. The laws are asked of its steps alone: the other's are equal, and so are both machines
/// before and after.
fn script<E: Kept>(mut draw: Bytes<'_>, watch: &mut impl Watch) {
    let (swarm, mut call) = (Swarm::draw(&mut draw), E::start(&mut draw));
    let (mut host, mut copy) = (E::Host::default(), call.clone());
    let mut trials = Trials::new(&draw, watch);
    for _ in 0..STEPS {
        if draw.is_over() || (call.state() == CallState::Terminated && draw.below(4) == 0) {
            break;
        }
        if draw.below(4) == 0 {
            let bytes = call.bytes();
            assert!(call.fits_in_a_larger_one(&bytes), "in a larger machine it is another: {call:?}");
            copy = call.restored(&bytes).unwrap();
        }
        let now = time(&mut draw, call.now(), call.next_deadline(), E::LAST);
        let event = call.event(&mut draw, &host, now.later(call.now()), swarm);
        let step = handle(&mut call, now, &event, watch);
        assert_eq!(take(&mut copy, now, &event, &mut trials, watch), step, "restored, another step: {copy:?}");
        assert_eq!((&copy, copy.digest()), (&call, call.digest()), "restored, another machine");
        E::remember(&mut host, call.now(), &event, &step);
    }
    let mut bytes = call.bytes();
    for _ in 0..draw.below(3) {
        let at = usize::try_from(draw.below(bytes.len() as u64)).unwrap();
        bytes[at] = u8::try_from(draw.below(256)).unwrap();
    }
    bytes.truncate(bytes.len() - usize::try_from(draw.below(8)).unwrap() / 7);
    read(&call, &bytes);
}
