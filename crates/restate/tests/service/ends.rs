//! Stored and read after each event, the machine is the one that was never stored.

use call_lifecycle::Timestamp;
use call_lifecycle::service::{Call, Event, PeerEvent, Request};
use call_lifecycle_restate::SLOTS;
use call_lifecycle_restate::service::Facts;

use crate::engine::{CALL, CREATE, Engine, POLICY, create, peer, request};

#[test]
fn an_object_does_what_one_machine_does_however_late_its_wakes_are() {
    for seed in 1..200_u64 {
        let mut drawn = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut draw = |below: u64| {
            drawn ^= drawn << 13;
            drawn ^= drawn >> 7;
            drawn ^= drawn << 17;
            drawn % below
        };
        let mut engine = Engine::default();
        engine.asked(&create(Timestamp::ZERO, CREATE));
        let mut machine = Call::<SLOTS>::outgoing(CALL, Timestamp::ZERO, &POLICY);
        let mut now = 0;
        for _ in 0..12 {
            now += draw(30 * 60_000);
            let at = Timestamp::from_millis(now);
            // Wakes come up to now: some in time, some late, some not at all.
            while draw(3) > 0 && engine.wakes.iter().min().is_some_and(|wake| *wake <= at) {
                let late = now - engine.wakes.iter().min().unwrap().as_millis();
                engine.wake(&Facts, draw(late + 1));
            }
            if engine.stored.is_none() {
                break;
            }
            let (text, event) = match draw(5) {
                0 => (peer(at, "connects"), Event::Peer(PeerEvent::Connects)),
                1 => (peer(at, "holds"), Event::Peer(PeerEvent::Holds)),
                2 => (request(at, "GET", "", ""), Event::Request(Request::GetCall)),
                3 if draw(4) == 0 => (request(at, "DELETE", "", ""), Event::Request(Request::HangUp)),
                _ => (request(at, "POST", "/keepAlive", ""), Event::Request(Request::KeepAlive)),
            };
            engine.line(&text);
            let _step = machine.handle(at, event);
            assert_eq!(engine.kept().call.digest(), machine.digest(), "seed {seed} at {now}");
        }
    }
}
