//! Long random walks with fixed seeds, all laws checked after every step.

use core::time::Duration;

use call_lifecycle::app::{self, Output, Reply, Token};
use call_lifecycle::{CallReport, CallState, MAX_DURATION, Timestamp};
use testkit::bot::outputs;
use testkit::chance::Chance;
use testkit::laws::{self, End};
use testkit::scripts::{App, START, app_events, app_starts, service_events, service_starts, soon};

const STEPS: usize = 100_000;

fn drawn<T: Clone>(chance: &mut Chance, list: &[T]) -> T {
    list.get(usize::try_from(chance.below(list.len() as u64)).unwrap()).unwrap().clone()
}

/// A walk: from a start by drawn events until the call has ended and was prodded a little longer, then from another.
fn walk<E: End>(seed: u64, starts: &[E], mut event: impl FnMut(&mut Chance, &E, &[E::Output]) -> E::Event) {
    let mut chance = Chance::new(seed);
    let mut call = drawn(&mut chance, starts);
    let mut reached = std::collections::BTreeSet::new();
    let mut said: Vec<E::Output> = Vec::new();
    for _ in 0..STEPS {
        let now = match chance.below(40) {
            0 => call.now().saturating_sub(Duration::from_millis(777)),
            1 => call.now().saturating_add(Duration::from_secs(60 * 50)),
            _ => soon(&call, &mut chance),
        };
        let event = event(&mut chance, &call, &said);
        let step = laws::checked(&mut call, now, &event);
        said = step.outputs().iter().map(|timed| timed.output).collect();
        reached.insert(call.state());
        let spent = call.now() > START.saturating_add(MAX_DURATION);
        if spent || (call.state() == CallState::Terminated && chance.below(8) == 0) {
            call = drawn(&mut chance, starts);
            said.clear();
        }
    }
    assert_eq!(reached.len(), CallState::ALL.len(), "the walk has seen {reached:?}");
}

/// A host that mostly does as it is told, and otherwise anything.
fn host(chance: &mut Chance, call: &App, said: &[Output], any: &[app::Event]) -> app::Event {
    let asked: Vec<Token> =
        said.iter().filter_map(|output| if let Output::Send(token) = output { Some(*token) } else { None }).collect();
    if !asked.is_empty() && chance.below(4) != 0 {
        return app::Event::Sent { token: drawn(chance, &asked), hints: app::OperationHints::NONE };
    }
    match chance.below(10) {
        0..=3 => {
            // A reply to the machine's own last keepAlive, of a plausible age.
            let number = u16::try_from(chance.below(6)).unwrap();
            let token = Token::new(app::Request::KeepAlive, number);
            let age = Duration::from_millis(u32::try_from(chance.below(60_000)).unwrap().into());
            let status = chance.one_of(&[200, 200, 200, 200, 429, 503, 403]);
            app::Event::Reply { token, sent: call.now().saturating_sub(age), reply: Reply::new(status) }
        }
        4..=6 => app::Event::Wake,
        7 => app::Event::Call(CallReport::state(chance.one_of(&CallState::ALL[..8]))),
        _ => drawn(chance, any),
    }
}

#[test]
fn the_application_walks_a_hundred_thousand_steps() {
    let times = [START, Timestamp::ZERO, START.saturating_add(Duration::from_secs(60 * 20))];
    let any = app_events(&times);
    walk(0x5eed, &app_starts(START), |chance, call, said| host(chance, call, said, &any));
}

#[test]
fn the_service_walks_a_hundred_thousand_steps() {
    let any = service_events();
    walk(0xfeed, &service_starts(START), |chance, _, _| drawn(chance, &any));
}

/// A walk is the same on every target: the digests along it are folded into one number, which is pinned.
#[test]
fn a_walk_is_pinned() {
    let mut chance = Chance::new(77);
    let any = app_events(&[START]);
    let mut digests = 0_u64;
    for start in app_starts(START) {
        let mut bot = testkit::bot::Bot { call: start };
        let mut said = Vec::new();
        for _ in 0..200 {
            let event = host(&mut chance, &bot.call, &said, &any);
            said = outputs(&bot.take(soon(&bot.call, &mut chance), event).1);
            digests = digests.rotate_left(7) ^ bot.call.digest();
        }
    }
    assert_eq!(digests, PINNED, "{digests:#018x}");
}

/// A change of what the machine does changes it too; then this is the new one.
const PINNED: u64 = 0xa4b1_0760_24fd_f461;
