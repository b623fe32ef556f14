//! Days of calls whose application's end outlives its hosts: which calls expire all the same.

use call_lifecycle::{Cause, Timestamp, app, service};
use call_lifecycle_sim::laws::Observation;
use call_lifecycle_sim::{App, Fault, Faults, Line, Service, Tally, Watch, World};

const DAY: Timestamp = Timestamp::from_millis(24 * 3_600_000);

/// How a call ended at either end, and when the application had believed that it expired.
#[derive(Default)]
struct Ends {
    app: Option<(Timestamp, Cause)>,
    service: Option<(Timestamp, Cause)>,
    presumed_lost: Option<Timestamp>,
}

impl Watch for Ends {
    fn app(&mut self, at: Timestamp, observed: &Observation<'_, App<'_>>) {
        for timed in observed.step.outputs() {
            match timed.output {
                app::Output::Ended { cause, .. } => self.app = Some((at, cause)),
                app::Output::PresumedLost => self.presumed_lost = Some(at),
                _ => {}
            }
        }
    }

    fn service(&mut self, at: Timestamp, observed: &Observation<'_, Service<'_>>) {
        for timed in observed.step.outputs() {
            if let service::Output::Ended { cause } = timed.output {
                self.service = Some((at, cause));
            }
        }
    }
}

/// Runs 2,000 calls of a day, and returns how each ended.
fn day(faults: Faults) -> Vec<Ends> {
    let world = World::new(9).with_faults(faults).with_trial_every(u32::MAX);
    let ends = |number| {
        let mut ends = Ends::default();
        let run = Line::new(&world, number, world.chance(number)).run(DAY, &mut ends);
        run.unwrap_or_else(|failure| panic!("{failure}"));
        ends
    };
    (0..2_000).map(ends).collect()
}

fn expired(day: &[Ends]) -> impl Iterator<Item = &Ends> {
    day.iter().filter(|ends| ends.service.is_some_and(|(_, cause)| cause == Cause::KeepAliveExpired))
}

/// The contract would have kept none of them: the bot had hung up, no DELETE was heard for three
/// minutes, and the application gave the call up. Nobody keeps it alive then, and it expires.
#[test]
fn a_call_expires_only_if_it_was_hung_up_and_no_delete_was_heard() {
    let day = day(Faults::ENGINE);
    let expired: Vec<_> = expired(&day).collect();
    assert!(!expired.is_empty(), "nothing of this kind happened");
    for ends in expired {
        let (given_up, cause) = ends.app.unwrap();
        assert_eq!(cause, Cause::HangUpUnconfirmed);
        assert!(given_up < ends.service.unwrap().0);
    }
}

/// None of them was lost: the service had ended it before, and its only notification was lost.
#[test]
fn a_call_is_presumed_lost_only_if_it_had_ended() {
    let day = day(Faults::ENGINE);
    let lost: Vec<_> = day.iter().filter_map(|ends| Some((ends.presumed_lost?, ends.service))).collect();
    assert!(!lost.is_empty(), "nothing of this kind happened");
    for (presumed, service) in lost {
        assert!(service.unwrap().0 < presumed);
    }
}

/// With hosts that forget, and stay away for longer than a call lives, calls are lost that somebody
/// wanted kept.
#[test]
fn hosts_without_an_engine_lose_calls_that_they_would_have_kept() {
    let day = day(Faults::BAD);
    let wanted = |ends: &&Ends| ends.app.is_none_or(|(_, cause)| cause != Cause::HangUpUnconfirmed);
    assert!(expired(&day).filter(wanted).count() > 20);
}

#[test]
fn hosts_come_and_go_and_the_network_is_bad() {
    let mut tally = Tally::default();
    let world = World::new(9).with_faults(Faults::ENGINE).with_trial_every(64);
    for number in 0..400 {
        Line::new(&world, number, world.chance(number)).run(DAY, &mut tally).unwrap();
    }
    for fault in [Fault::AppCrashed, Fault::Repeated, Fault::Delayed, Fault::CutOff, Fault::Lost] {
        assert!(tally.faults[fault as usize] > 100, "{fault}: {tally:?}");
    }
    assert!(tally.keep_alives[1] > 1_000, "{tally:?}");
}
