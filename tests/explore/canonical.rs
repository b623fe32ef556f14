//! The graph of a machine closes only over what its behaviour depends on: times relative to now, and counters relative to their last value.
//!
//! A machine is written as its snapshot, brought into its canonical form there, and restored: so every state explored is one that `restore` takes for
//! possible. That a state and its canonical form behave alike is not believed but checked, in every state found: see `single.rs`.

use core::time::Duration;

use call_lifecycle::service::OperationView;
use call_lifecycle::{CallState, Machine, app, service};

use testkit::laws::{Bytes as _, End};

/// Every canonical state's now: so long after the epoch that nothing is cut off there.
pub(crate) const NOW: u64 = 1_000_000_000;

/// Every canonical state's last keepAlive has this number.
pub(crate) const ATTEMPT: u16 = 100;

/// A machine that can be explored.
pub(crate) trait Explored: End {
    /// The same with its times as if now were [`NOW`], and without what it does not depend on any more.
    fn canonical(&self) -> Self;
    /// The event by the numbers that this state has for those of its canonical form.
    fn named(&self, event: &Self::Event) -> Self::Event;
    /// The output without the numbers that count up.
    fn plain(output: &Self::Output) -> Self::Output;
    /// How long it lives at the most if nothing but time happens any more, in milliseconds.
    fn lives_at_most(&self) -> u64;
}

/// The bytes of a snapshot, with fields of known places.
struct Bytes(Vec<u8>);

impl Bytes {
    fn u64(&self, at: usize) -> u64 {
        u64::from_le_bytes(self.0[at..at + 8].try_into().unwrap())
    }

    fn u32(&self, at: usize) -> u32 {
        u32::from_le_bytes(self.0[at..at + 4].try_into().unwrap())
    }

    fn u16(&self, at: usize) -> u16 {
        u16::from_le_bytes(self.0[at..at + 2].try_into().unwrap())
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        self.0[at..at + bytes.len()].copy_from_slice(bytes);
    }

    fn fill(&mut self, at: usize, length: usize) {
        self.0[at..at + length].fill(0);
    }

    /// Shifts a time, and cuts its age off at `oldest`.
    fn shift(&mut self, at: usize, now: u64, oldest: u64) {
        let time = self.u64(at);
        let time = if time > now { NOW + (time - now) } else { NOW - (now - time).min(oldest) };
        self.put(at, &time.to_le_bytes());
    }

    /// Where the first fields of the operations stand, of which there are `count` from `at` on to the end.
    fn operations(&self, at: usize, count: usize) -> Vec<usize> {
        let length = (self.0.len() - at - 1).checked_div(count).map_or(0, |each| each - 1);
        let mut places = Vec::new();
        let mut at = at;
        while self.0[at] != u8::MAX {
            places.push(at + 1);
            at += 1 + length;
        }
        places
    }

    /// Their order counted from 0 again; returns the old numbers by their rank.
    fn rank(&mut self, orders: &[usize]) -> Vec<u32> {
        let mut old: Vec<u32> = orders.iter().map(|&at| self.u32(at)).collect();
        let now = old.clone();
        old.sort_unstable();
        for (&at, order) in orders.iter().zip(now) {
            let rank = u32::try_from(old.binary_search(&order).unwrap()).unwrap();
            self.put(at, &rank.to_le_bytes());
        }
        old
    }
}

const HEAD: usize = 18;

/// Where what follows the clocks, or the end, of an application's machine stands.
fn rest(state: CallState, bytes: &Bytes) -> usize {
    if state == CallState::Terminated { 37 + 4 * usize::from(bytes.0[36]) } else { 51 }
}

impl<const N: usize> Explored for app::Call<'static, N> {
    fn canonical(&self) -> Self {
        let mut bytes = Bytes(self.snapshot_bytes());
        let keep_alive = self.policy().settings().keep_alive();
        let now = bytes.u64(HEAD);
        let anchor = bytes.u64(HEAD + 8);
        // Past the expiry and its bound it is of no account when the last success was; and a GET may defer the bound for long.
        let oldest = millis(keep_alive.expiry() + keep_alive.abandon()) + 1;
        bytes.shift(HEAD + 8, now, oldest);
        bytes.shift(HEAD, now, oldest);
        let rest = rest(self.state(), &bytes);
        if self.state() != CallState::Terminated {
            let moved = bytes.u64(HEAD + 8);
            for at in [35, 39, 43] {
                let offset = bytes.u32(at);
                if offset != u32::MAX {
                    // From its anchor to now, and on from there to the anchor that has moved.
                    let due = NOW + (anchor + u64::from(offset) - now);
                    bytes.put(at, &u32::try_from(due - moved).unwrap().to_le_bytes());
                }
            }
        }
        bytes.put(rest, &ATTEMPT.to_le_bytes());
        // The backoff doubles up to its cap; more failures make no difference.
        let mut most = 1;
        while keep_alive.retry_initial().as_millis() << (most - 1) < keep_alive.retry_max().as_millis() {
            most += 1;
        }
        bytes.0[rest + 4] = bytes.0[rest + 4].min(most);
        let operations = bytes.operations(rest + 8, self.operations().count());
        let orders: Vec<usize> = operations.iter().map(|at| at + 40).collect();
        let own: Vec<bool> = orders.iter().map(|&at| bytes.u32(at) == u32::from(bytes.u16(at + 4))).collect();
        bytes.rank(&orders);
        for (at, own) in operations.into_iter().zip(own) {
            if own {
                // The machine's own number is the order.
                bytes.0.copy_within(at + 40..at + 42, at + 44);
            }
            let watched = bytes.0[at + 51] == 1;
            if watched {
                bytes.shift(at + 32, now, oldest);
            } else {
                bytes.fill(at + 32, 8);
            }
        }
        self.restored(&bytes.0)
    }

    fn named(&self, event: &app::Event) -> app::Event {
        let bytes = Bytes(self.snapshot_bytes());
        let rest = rest(self.state(), &bytes);
        let attempt = bytes.u16(rest);
        let mut orders: Vec<u32> =
            bytes.operations(rest + 8, self.operations().count()).iter().map(|at| bytes.u32(at + 40)).collect();
        orders.sort_unstable();
        orders.push(orders.last().map_or(0, |last| last + 1));
        let name = |token: app::Token| {
            let number = match token.request() {
                app::Request::KeepAlive => token.number().wrapping_sub(ATTEMPT).wrapping_add(attempt),
                app::Request::Operation(_) => orders
                    .get(usize::from(token.number()))
                    .map_or(token.number(), |order| u16::try_from(*order).unwrap()),
                _ => token.number(),
            };
            app::Token::new(token.request(), number)
        };
        match *event {
            app::Event::Sent { token, hints } => app::Event::Sent { token: name(token), hints },
            app::Event::Reply { token, sent, reply } => app::Event::Reply { token: name(token), sent, reply },
            app::Event::Failed { token } => app::Event::Failed { token: name(token) },
            event => event,
        }
    }

    fn plain(output: &app::Output) -> app::Output {
        match *output {
            app::Output::Send(token) => app::Output::Send(app::Token::new(token.request(), 0)),
            output => output,
        }
    }

    fn lives_at_most(&self) -> u64 {
        let settings = self.policy().settings();
        let lost = settings.keep_alive().expiry().saturating_add(settings.keep_alive().abandon());
        millis(lost.max(settings.hang_up_timeout()).max(settings.hang_up_give_up()))
    }
}

impl<const N: usize> Explored for service::Call<'static, N> {
    fn canonical(&self) -> Self {
        let mut bytes = Bytes(self.snapshot_bytes());
        let now = bytes.u64(HEAD);
        let oldest = millis(self.policy().settings().expiry());
        let running = self.operations().find(|view| view.phase.is_some_and(|phase| phase.is_running()));
        let recording = running.is_some_and(|view: OperationView| view.phase.is_some_and(|phase| phase.is_recording()));
        let timed = matches!(self.state(), CallState::Incoming | CallState::Redirecting | CallState::Terminating);
        bytes.shift(HEAD + 8, now, oldest);
        // When the state was entered matters where the state has a deadline; when the recording started, while there is one.
        for (at, matters) in [(HEAD + 16, timed), (HEAD + 24, recording), (HEAD + 32, recording)] {
            if matters {
                bytes.shift(at, now, 200_000);
            } else {
                bytes.fill(at, 8);
            }
        }
        bytes.shift(HEAD, now, 0);
        if running.is_some() {
            // No stop tone of the lists is longer than two symbols.
            let window = bytes.u32(58) & 0xff;
            bytes.put(58, &window.to_le_bytes());
            bytes.0[62] = bytes.0[62].min(2);
        } else {
            bytes.fill(58, 5);
        }
        if self.state() != CallState::Redirecting {
            bytes.fill(63, 4);
        }
        bytes.fill(67, 4);
        let operations = bytes.operations(75, self.operations().count());
        let orders: Vec<usize> = operations.iter().map(|at| at + 85).collect();
        bytes.rank(&orders);
        for (view, at) in self.operations().zip(operations) {
            if view.status.is_end() {
                // Its parameters are of no account any more; its end is.
                bytes.fill(at + 33, 52);
            }
        }
        self.restored(&bytes.0)
    }

    fn named(&self, event: &service::Event) -> service::Event {
        *event
    }

    fn plain(output: &service::Output) -> service::Output {
        match *output {
            service::Output::Tone { tone, .. } => service::Output::Tone { tone, sequence: 0 },
            output => output,
        }
    }

    fn lives_at_most(&self) -> u64 {
        let settings = self.policy().settings();
        let live = if self.state().is_live() { settings.expiry() } else { Duration::ZERO };
        millis(live + settings.teardown())
    }
}

/// What is behind the verb `digest`: two canonical states are one exactly if their digests are.
pub(crate) fn same_digest<E: Machine>(a: &E, b: &E) {
    assert_eq!(a == b, a.digest() == b.digest(), "a digest that says otherwise: {a:?}, {b:?}");
}

pub(crate) fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap()
}
