//! The simulated world: every law at every event, the same from one seed everywhere, and predicates
//! that can fail.

use core::time::Duration;

use call_lifecycle::{Cause, CompletionReason, MAX_DURATION, Timestamp, app};
use call_lifecycle_sim::laws::Observation;
use call_lifecycle_sim::{
    App, Choices, ClockFaults, Failure, Fault, Faults, Law, Line, Outage, Service, Tally, Violation, Watch, World,
    joint,
};

const DAY: Timestamp = Timestamp::from_millis(24 * 3_600_000);

/// Runs lines; what was counted, and the first failure.
fn run(world: &World<'_>, lines: core::ops::Range<u64>, watch: &mut impl Watch) -> Result<u64, Failure> {
    let mut digest = 0_u64;
    for number in lines {
        let mut line = Line::new(world, number, world.chance(number));
        line.run(DAY, watch)?;
        digest = digest.rotate_left(5) ^ line.digest();
    }
    Ok(digest)
}

#[test]
fn every_law_at_every_event() {
    for faults in [Faults::NONE, Faults::BAD, Faults::BAD_CLOCKS, Faults::ENGINE] {
        let mut tally = Tally::default();
        run(&World::new(11).with_faults(faults), 0..60, &mut tally).unwrap_or_else(|failure| panic!("{failure}"));
        // Five of the step and five by trial for each event, and two of both ends for all that happens.
        assert!(tally.law_checks >= 12 * (tally.app_events + tally.service_events), "{tally:?}");
    }
}

#[test]
fn what_goes_wrong_does_go_wrong() {
    let mut tally = Tally::default();
    let world = World::new(5).with_faults(Faults::BAD_CLOCKS).with_trial_every(1_000);
    run(&world, 0..2_500, &mut tally).unwrap_or_else(|failure| panic!("{failure}"));
    for (fault, count) in Fault::ALL.iter().zip(tally.faults).filter(|(fault, _)| **fault != Fault::Crowded) {
        assert!(count > 0, "never {fault}");
    }
    // The answer's time-out is the service's to say, and an end without a code is rare.
    let never = [Cause::Unknown, Cause::AnswerTimeout];
    for (cause, count) in Cause::ALL.iter().zip(tally.app_causes).filter(|(cause, _)| !never.contains(cause)) {
        assert!(count > 0, "never {cause} at the application");
    }
    for (reason, count) in CompletionReason::ALL.iter().zip(tally.reasons) {
        assert!(count > 0 || *reason == CompletionReason::None, "never {reason}");
    }
    let [lost, revived] = tally.presumed_lost;
    assert!(lost > 0 && revived > 0, "{tally:?}");
}

/// Every message takes up to an hour: more are under way than there is room for, and the laws bear
/// that too.
#[test]
fn a_network_that_is_full_loses_messages() {
    let mut tally = Tally::default();
    let faults = Faults::NONE.with_delayed(1_000).with_delay(Duration::from_secs(3_600));
    run(&World::new(6).with_faults(faults), 0..200, &mut tally).unwrap_or_else(|failure| panic!("{failure}"));
    assert!(tally.faults[Fault::Crowded as usize] > 0, "{tally:?}");
}

#[test]
fn nothing_goes_wrong_where_nothing_may() {
    let mut tally = Tally::default();
    run(&World::new(3).with_faults(Faults::NONE), 0..300, &mut tally).unwrap();
    assert_eq!(tally.faults, [0; Fault::ALL.len()]);
    // Law *agreement*: nobody is lost whose keepAlives get through.
    assert_eq!((tally.keep_alives[2], tally.presumed_lost), (0, [0, 0]));
    assert_eq!(tally.app_causes[Cause::KeepAliveExpired as usize], 0);
    assert_eq!(tally.service_causes[Cause::KeepAliveExpired as usize], 0);
}

/// A change of what either machine does changes it too; then this is the new one.
const PINNED: u64 = 0x27f7_8a4c_37cc_30b5;

#[test]
fn one_seed_gives_one_digest() {
    let world = World::new(7).with_faults(Faults::BAD_CLOCKS).with_trial_every(u32::MAX);
    let digest = run(&world, 0..200, &mut Tally::default()).unwrap();
    assert_eq!(digest, PINNED, "{digest:#018x}");
    let other = world.with_seed(8);
    assert_ne!(run(&other, 0..200, &mut Tally::default()).unwrap(), digest);
    // A line depends on no other, and on nothing that happens to run before it or how often it is stopped.
    let mut line = Line::new(&world, 150, world.chance(150));
    let whole = line.clone().run(DAY, &mut Tally::default());
    for hour in 1..=24 {
        line.run(Timestamp::from_millis(hour * 3_600_000), &mut Tally::default()).unwrap();
    }
    let mut at_once = Line::new(&world, 150, world.chance(150));
    at_once.run(DAY, &mut Tally::default()).unwrap();
    assert_eq!((whole, line.digest()), (Ok(()), at_once.digest()));
}

/// With clocks that are wrong the law holds within the bound that is stated, and not without it: so
/// the faults bite, and the predicate sees it.
#[test]
fn clocks_that_are_wrong_need_their_slack() {
    let world = World::new(2).with_faults(Faults::BAD_CLOCKS).with_trial_every(u32::MAX);
    run(&world, 0..300, &mut Tally::default()).unwrap();
    let failure = run(&world.with_slack(Duration::ZERO), 0..300, &mut Tally::default()).unwrap_err();
    assert_eq!(failure.violation.law, Law::SafeSide, "{failure}");
    // That line alone fails again, at the same time.
    let alone = run(&world.with_slack(Duration::ZERO), failure.line..failure.line + 1, &mut Tally::default());
    assert_eq!(alone.unwrap_err(), failure);
}

/// Two clocks side by side, the one as slow and the other as fast as may be: they are no further
/// apart than what is stated, and nearly that far.
#[test]
fn the_slack_of_rates_is_no_larger_than_needed() {
    let span = Duration::from_secs(60 * 60);
    for rate in [1, 100, 5_000] {
        let faults = ClockFaults::NONE.with_rate(rate);
        let (slow, fast) = (1e6 - f64::from(rate), 1e6 + f64::from(rate));
        // While the slow one says that the span has passed, the fast one says more.
        let apart = span.as_secs_f64() * 1e3 * (fast / slow - 1.0);
        let stated = faults.slack(span).as_secs_f64() * 1e3;
        assert!(
            apart <= stated && stated <= apart * (1.0 + 4.0 * f64::from(rate) / 1e6) + 3.0,
            "{rate}: {apart}, {stated}"
        );
    }
    let jumps = ClockFaults::NONE.with_jumps(Duration::from_secs(1_800), Duration::from_secs(1));
    assert_eq!(jumps.slack(span), Duration::from_secs(2 * (2 + 2)));
}

/// What only a crash can show: the application goes on from what it wrote, however old that is.
#[test]
fn crashes_alone() {
    let lasts = Duration::from_secs(4 * 60);
    let faults = Faults::NONE
        .with_app_crash(Outage::new(Duration::from_secs(20 * 60), lasts))
        .with_service_crash(Outage::new(Duration::from_secs(33 * 60), lasts))
        .with_snapshot_every(Duration::from_secs(7 * 60));
    let mut tally = Tally::default();
    run(&World::new(9).with_faults(faults), 0..120, &mut tally).unwrap_or_else(|failure| panic!("{failure}"));
    assert!(tally.faults[Fault::AppCrashed as usize] > 100 && tally.faults[Fault::ServiceCrashed as usize] > 100);
}

/// Nothing ever gets through: both ends end the call by themselves, within their bounds.
#[test]
fn a_partition_forever() {
    let cut = Outage::new(MAX_DURATION, MAX_DURATION);
    let mut tally = Tally::default();
    let world = World::new(1).with_faults(Faults::NONE.with_partition(cut));
    run(&world, 0..100, &mut tally).unwrap_or_else(|failure| panic!("{failure}"));
    assert_eq!(tally.keep_alives[1], 0);
    let ended: u64 = tally.app_causes.iter().sum();
    assert_eq!(
        ended,
        tally.app_causes[Cause::Abandoned as usize] + tally.app_causes[Cause::HangUpUnconfirmed as usize]
    );
    assert!(tally.app_causes[Cause::Abandoned as usize] > 50, "{tally:?}");
}

/// A failure among many calls needs no search for the call: its line is the only one that has to run again.
#[test]
fn a_line_that_fails_among_many_fails_again_alone() {
    let world = World::new(7).with_faults(Faults::BAD_CLOCKS).with_slack(Duration::ZERO).with_trial_every(64);
    let (mut tally, mut failures) = (Tally::default(), 0);
    for number in 0..300 {
        let mut line = Line::new(&world, number, world.chance(number));
        let Err(failure) = line.run(DAY, &mut tally) else { continue };
        failures += 1;
        // Its number and the seed are all that there is to know.
        let again = World::new(7).with_faults(Faults::BAD_CLOCKS).with_slack(Duration::ZERO).with_trial_every(64);
        let mut alone = Line::new(&again, failure.line, again.chance(failure.line));
        assert_eq!(alone.run(DAY, &mut Tally::default()), Err(failure));
        assert_eq!((failure.line, alone.digest()), (number, line.digest()));
    }
    assert!((2..300).contains(&failures), "{failures}");
}

/// When the service's end was over.
#[derive(Default)]
struct Over(Option<Timestamp>);

impl Watch for Over {
    fn service(&mut self, at: Timestamp, taken: &Observation<'_, Service<'_>>) {
        if taken.after.cause().is_some() {
            self.0.get_or_insert(at);
        }
    }
}

/// The crate's own ends cannot believe in a call for too long, but an application whose clock is put back again and again can: the law says so
/// once its patience is over, and no sooner.
#[test]
fn a_call_that_is_over_for_too_long_is_told() {
    let clocks = ClockFaults::NONE.with_jumps(Duration::from_secs(20 * 60), Duration::from_secs(3 * 3_600));
    let cut = Outage::new(Duration::from_secs(3_600), Duration::from_secs(12 * 3_600));
    let faults = Faults::NONE.with_clocks(clocks).with_partition(cut);
    // It is claimed that the clocks are right.
    let world = World::new(3).with_faults(faults).with_slack(Duration::ZERO).with_trial_every(u32::MAX);
    let patience = joint::patience(world.app_policy(), Duration::ZERO);
    let why = "the call has been over for too long, but lives at the application";
    let mut told = 0;
    for number in 0..600 {
        let mut over = Over::default();
        let run = Line::new(&world, number, world.chance(number)).run(DAY, &mut over);
        let Err(failure) = run else { continue };
        let over_for = over.0.map_or(Duration::ZERO, |since| failure.at.duration_since(since));
        if failure.violation == Violation::new(Law::Agreement, why) {
            told += 1;
            assert!(over_for > patience, "{failure}: it is over for {over_for:?}");
        }
    }
    assert!(told > 10, "{told}");
}

/// A watch that looks for what a law of the reader's own would.
#[derive(Default)]
struct Expiries(Vec<(Timestamp, Timestamp)>);

impl Watch for Expiries {
    fn app(&mut self, at: Timestamp, taken: &Observation<'_, App<'_>>) {
        if taken.step.outputs().iter().any(|timed| timed.output == app::Output::PresumedLost) {
            self.0.push((at, taken.before.keep_alive().expires_at.unwrap()));
        }
    }

    fn service(&mut self, at: Timestamp, taken: &Observation<'_, Service<'_>>) {
        assert!(at >= taken.after.now() || taken.step.clock_regressed());
    }
}

#[test]
fn who_watches_sees_every_step() {
    let mut seen = Expiries::default();
    run(&World::new(4), 0..400, &mut seen).unwrap();
    assert!(!seen.0.is_empty());
    // Woken at its deadline or, after a crash, when it is up again.
    assert!(seen.0.iter().all(|(at, expiry)| at >= expiry), "{seen:?}", seen = seen.0);
}

/// Choices that are always the harmless one make a call on which nothing goes wrong.
#[test]
fn harmless_choices_are_harmless() {
    struct Harmless;
    impl Choices for Harmless {
        fn below(&mut self, _bound: u32) -> u32 {
            0
        }
    }
    let faults =
        Faults::BAD.with_partition(Outage::NEVER).with_app_crash(Outage::NEVER).with_service_crash(Outage::NEVER);
    let mut tally = Tally::default();
    Line::new(&World::new(1).with_faults(faults), 0, Harmless).run(DAY, &mut tally).unwrap();
    assert_eq!(tally.faults, [0; Fault::ALL.len()]);
    assert!(tally.app_events > 0);
}

#[test]
fn a_broken_law_says_which_and_where() {
    let violation = Violation::new(Law::Agreement, "the call has ended at the application, but lives at the service");
    let failure = Failure::new(8, Timestamp::from_millis(90), violation);
    let expected =
        "line 8 at 90 ms: law agreement broken: the call has ended at the application, but lives at the service";
    assert_eq!(failure.to_string(), expected);
}
