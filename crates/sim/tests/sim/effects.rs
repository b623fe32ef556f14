//! Each simulated fault has its effect. That it is counted shows only that it was meant to happen.

use core::time::Duration;

use call_lifecycle::app::{self, Request};
use call_lifecycle::{Timestamp, service};
use call_lifecycle_sim::laws::Observation;
use call_lifecycle_sim::{App, ClockFaults, Fault, Faults, Line, Outage, Service, Watch, World};

const DAY: Timestamp = Timestamp::from_millis(24 * 3_600_000);

/// What one line shows of one of its ends.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// The digest that the last step left, and when it was.
    last: Option<(u64, Timestamp)>,
    /// When the host crashed last.
    crashed: Option<Timestamp>,
    /// How long it was down, at least, each time.
    pauses: Vec<u64>,
    /// Steps that began elsewhere than the last one ended: after a crash, and without one.
    lost_memory: [u32; 2],
    regressed: u32,
    /// How far the clock is ahead of true time, whenever this changed.
    ahead: Vec<i64>,
}

impl Seen {
    fn step(&mut self, at: Timestamp, now: Timestamp, before: u64, after: u64, regressed: bool) {
        let crashed = self.crashed.take();
        if let Some(crashed) = crashed {
            self.pauses.push(at.as_millis() - crashed.as_millis());
        }
        if self.last.is_some_and(|(last, _)| last != before) {
            self.lost_memory[usize::from(crashed.is_none())] += 1;
        }
        self.last = Some((after, at));
        self.regressed += u32::from(regressed);
        let ahead = i64::try_from(now.as_millis()).unwrap() - i64::try_from(at.as_millis()).unwrap();
        if self.ahead.last() != Some(&ahead) {
            self.ahead.push(ahead);
        }
    }

    /// How often the clock jumped ahead and back.
    fn jumps(&self) -> [usize; 2] {
        let count = |is: fn(i64, i64) -> bool| self.ahead.windows(2).filter(|pair| is(pair[0], pair[1])).count();
        [count(|before, after| before < after), count(|before, after| before > after)]
    }
}

#[derive(Clone, Debug, Default)]
struct SeenEnds {
    app: Seen,
    service: Seen,
    faults: [u32; Fault::ALL.len()],
    /// keepAlives that left, that arrived, and that were answered with each class of status.
    left: u32,
    arrived: u32,
    answered: [u32; 6],
    /// The longest time from a request to its reply.
    slowest: u64,
    waits: u32,
}

impl Watch for SeenEnds {
    fn app(&mut self, at: Timestamp, seen: &Observation<'_, App<'_>>) {
        self.app.step(at, seen.now, seen.before.digest(), seen.after.digest(), seen.step.clock_regressed());
        match *seen.event {
            app::Event::Sent { token, .. } if token.request() == Request::KeepAlive => self.left += 1,
            app::Event::Reply { token, sent, reply } if token.request() == Request::KeepAlive => {
                self.answered[usize::from(reply.status() / 100)] += 1;
                self.waits += u32::from(reply.retry_after().is_some());
                self.slowest = self.slowest.max(seen.now.as_millis().saturating_sub(sent.as_millis()));
            }
            _ => {}
        }
    }

    fn service(&mut self, at: Timestamp, seen: &Observation<'_, Service<'_>>) {
        self.service.step(at, seen.now, seen.before.digest(), seen.after.digest(), seen.step.clock_regressed());
        self.arrived += u32::from(*seen.event == service::Event::Request(service::Request::KeepAlive));
    }

    fn fault(&mut self, at: Timestamp, fault: Fault) {
        self.faults[fault as usize] += 1;
        match fault {
            Fault::AppCrashed => self.app.crashed = Some(at),
            Fault::ServiceCrashed => self.service.crashed = Some(at),
            _ => {}
        }
    }
}

/// What each of some lines shows.
fn lines(faults: Faults, count: u64) -> Vec<SeenEnds> {
    let world = World::new(21).with_faults(faults).with_trial_every(0);
    let line = |number| {
        let mut both = SeenEnds::default();
        Line::new(&world, number, world.chance(number)).run(DAY, &mut both).unwrap();
        both
    };
    (0..count).map(line).collect()
}

/// The lines that have a fault of this kind, and those that have not: some lines are spared.
fn split(lines: Vec<SeenEnds>, fault: Fault) -> (Vec<SeenEnds>, Vec<SeenEnds>) {
    let (with, without): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.faults[fault as usize] > 0);
    assert!(with.len() > 10, "{fault} in {} lines", with.len());
    (with, without)
}

const MINUTE: Duration = Duration::from_secs(60);

#[test]
fn without_faults_nothing_of_it_happens() {
    for line in lines(Faults::NONE, 60) {
        for end in [&line.app, &line.service] {
            assert_eq!((end.lost_memory, end.regressed, end.ahead.as_slice()), ([0, 0], 0, &[0][..]));
        }
        assert_eq!(line.left, line.arrived);
        assert_eq!(line.answered[3..], [0, 0, 0][..], "{line:?}");
        assert!(line.slowest <= 200, "there and back: {line:?}");
    }
}

#[test]
fn a_crash_of_the_application_loses_what_was_not_saved_and_takes_its_time() {
    let crash = Outage::new(20 * MINUTE, 4 * MINUTE);
    let faults = Faults::NONE.with_app_crash(crash);
    let (mut forgot, mut crashes) = (0, 0);
    for line in lines(faults.with_snapshot_every(7 * MINUTE), 60) {
        assert!(line.app.pauses.iter().all(|pause| *pause >= 30_000), "down for an eighth at least: {line:?}");
        assert_eq!((line.app.lost_memory[1], line.service.lost_memory), (0, [0, 0]), "{line:?}");
        forgot += line.app.lost_memory[0];
        crashes += line.app.pauses.len();
    }
    assert!(forgot > 20 && crashes > 40, "{forgot} of {crashes}");
    // One that saves every step loses none.
    for line in lines(faults.with_snapshot_every(Duration::ZERO), 60) {
        assert_eq!(line.app.lost_memory, [0, 0], "{line:?}");
    }
}

/// Replies to what was sent before the application's last crash.
#[derive(Default)]
struct Lives {
    crashed: Option<Timestamp>,
    crashes: u32,
    from_before: u32,
}

impl Watch for Lives {
    fn app(&mut self, _at: Timestamp, seen: &Observation<'_, App<'_>>) {
        if let app::Event::Reply { sent, .. } = *seen.event {
            self.from_before += u32::from(self.crashed.is_some_and(|crashed| sent < crashed));
        }
    }

    fn fault(&mut self, at: Timestamp, fault: Fault) {
        if fault == Fault::AppCrashed {
            self.crashed = Some(at);
            self.crashes += 1;
        }
    }
}

/// A connection ends with its process, even if the process is there again before the reply.
#[test]
fn no_reply_outlives_a_crash_of_the_application() {
    let faults = Faults::NONE.with_app_crash(Outage::new(3 * MINUTE, Duration::from_secs(1)));
    let faults = faults.with_delayed(1_000).with_delay(3 * MINUTE).with_snapshot_every(Duration::ZERO);
    let world = World::new(7).with_faults(faults).with_begin_within(Duration::from_secs(60));
    let mut lives = Lives::default();
    for number in 0..60 {
        let mut line = Line::new(&world, number, world.chance(number));
        lives.crashed = None;
        line.run(DAY, &mut lives).unwrap();
    }
    assert!(lives.crashes > 300, "{} crashes", lives.crashes);
    assert_eq!(lives.from_before, 0);
}

#[test]
fn a_crash_of_the_service_loses_requests_but_no_memory() {
    let faults = Faults::NONE.with_service_crash(Outage::new(20 * MINUTE, 10 * MINUTE));
    let all = lines(faults, 60);
    let pauses: Vec<u64> = all.iter().flat_map(|line| line.service.pauses.clone()).collect();
    // Its own deadline may fire while it is down: the machine is woken when it is up again.
    assert!(pauses.len() > 40 && pauses.iter().all(|pause| *pause >= 75_000), "{pauses:?}");
    assert!(all.iter().all(|line| line.service.lost_memory == [0, 0]));
    let lost: u32 = all.iter().map(|line| line.left - line.arrived).sum();
    let (with, _) = split(all, Fault::CutOff);
    assert!(lost > 10 && with.iter().any(|line| line.arrived < line.left), "{lost}");
}

#[test]
fn clocks_jump_both_ways_and_a_jump_back_is_seen() {
    let clocks = ClockFaults::NONE.with_jumps(30 * MINUTE, Duration::from_secs(40));
    let (mut jumps, mut regressed) = ([[0; 2]; 2], [0; 2]);
    for line in lines(Faults::NONE.with_clocks(clocks), 100) {
        for (index, end) in [&line.app, &line.service].into_iter().enumerate() {
            let [ahead, back] = end.jumps();
            jumps[index][0] += ahead;
            jumps[index][1] += back;
            regressed[index] += end.regressed;
            let most = end.ahead.windows(2).map(|pair| pair[0].abs_diff(pair[1])).max();
            assert!(most.is_none_or(|most| most <= 4 * 40_000), "{line:?}");
        }
    }
    assert!(jumps.as_flattened().iter().all(|count| *count > 20), "{jumps:?}");
    assert!(regressed.iter().all(|count| *count > 0), "{regressed:?}");
}

#[test]
fn clocks_run_too_fast_and_too_slow() {
    let clocks = ClockFaults::NONE.with_rate(100);
    let all = lines(Faults::NONE.with_clocks(clocks), 60);
    let ends = all.iter().flat_map(|line| [&line.app, &line.service]);
    let last: Vec<i64> = ends.filter_map(|end| end.ahead.last().copied()).collect();
    assert!(last.iter().any(|ahead| *ahead > 10) && last.iter().any(|ahead| *ahead < -10), "{last:?}");
    assert!(all.iter().all(|line| line.app.regressed == 0 && line.service.regressed == 0));
}

#[test]
fn what_is_lost_does_not_arrive() {
    let (with, without) = split(lines(Faults::NONE.with_lost(1_000), 120), Fault::Lost);
    assert!(with.iter().all(|line| line.arrived == 0 && line.answered == [0; 6]));
    assert!(with.iter().any(|line| line.left > 3), "and is sent again");
    assert!(without.iter().any(|line| line.answered[2] > 0));
}

#[test]
fn what_is_repeated_arrives_twice() {
    let (with, without) = split(lines(Faults::NONE.with_repeated(1_000), 120), Fault::Repeated);
    assert!(with.iter().all(|line| line.arrived >= line.left));
    let twice = with.iter().filter(|line| line.left > 0 && line.arrived == 2 * line.left).count();
    assert!(twice > 5, "{twice}");
    assert!(without.iter().all(|line| line.arrived == line.left));
}

#[test]
fn what_is_delayed_is_late() {
    let faults = Faults::NONE.with_delayed(1_000).with_delay(10 * MINUTE);
    let (with, without) = split(lines(faults, 120), Fault::Delayed);
    assert!(with.iter().filter(|line| line.slowest > 60_000).count() > 5);
    assert!(without.iter().all(|line| line.slowest <= 200));
}

#[test]
fn what_is_refused_never_reaches_the_service() {
    let (with, without) = split(lines(Faults::NONE.with_refused(1_000), 120), Fault::Refused);
    assert!(with.iter().all(|line| line.arrived == 0 && line.answered[2] == 0));
    let sum = |count: fn(&SeenEnds) -> u32| with.iter().map(count).sum::<u32>();
    assert!(sum(|line| line.answered[4]) > 10 && sum(|line| line.answered[5]) > 10 && sum(|line| line.waits) > 3);
    assert!(without.iter().any(|line| line.answered[2] > 0));
}

#[test]
fn a_partition_cuts_both_ways_and_ends() {
    let faults = Faults::NONE.with_partition(Outage::new(120 * MINUTE, 60 * MINUTE));
    let (with, _) = split(lines(faults, 120), Fault::CutOff);
    assert!(with.iter().any(|line| line.arrived < line.left), "requests");
    let answered = |line: &SeenEnds| line.answered.iter().sum::<u32>();
    assert!(with.iter().any(|line| answered(line) > 0 && line.arrived > 0), "and it ends");
}
