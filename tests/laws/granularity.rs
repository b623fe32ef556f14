//! Law *granularity*: outputs, each with its own time, verdicts and state depend on the events alone, not on how often the host wakes the
//! service's end.

use core::time::Duration;
use std::sync::LazyLock;

use call_lifecycle::record::{Profile, RecordRequest, Tone};
use call_lifecycle::service::{Call, Event, MediaEvent, Output, PeerEvent, Policy, Request, Settings};
use call_lifecycle::{Id, OperationKind, Slot, Timed, Timestamp, Verdict};
use testkit::chance::Random;
use testkit::service::recordings::{example, record, stop_tones};
use testkit::service::{CALL, START, at};

type Machine = Call<'static, 4>;
type Script = Vec<(Timestamp, Event)>;

/// How a host wakes the machine between two events.
#[derive(Clone, Copy, Debug)]
enum Host {
    /// Never: only the events come, and one wake at the end.
    Sleeps,
    /// At each deadline exactly, as law *no hidden deadline* promises is enough.
    AtDeadlines,
    /// A millisecond before, at and after each deadline, each time twice.
    Nervously,
    /// Every so many milliseconds, late for most deadlines.
    Every(u64),
}

/// A machine, and all that it has said.
#[derive(Clone, Debug, PartialEq)]
struct Run {
    call: Machine,
    outputs: Vec<Timed<Output>>,
    verdicts: Vec<Verdict>,
}

impl Run {
    fn wake(&mut self, now: Timestamp) {
        let step = self.call.handle(now, Event::Wake);
        self.outputs.extend(&step);
        assert!(self.call.next_deadline().is_none_or(|due| due.at > self.call.now()), "law progress broken");
    }

    /// Wakes the machine as this host does until just before something happens at `now`.
    fn wait(&mut self, now: Timestamp, host: Host) {
        let due = |call: &Machine| call.next_deadline().map(|due| due.at).filter(|due| *due <= now);
        match host {
            Host::Sleeps => {}
            Host::AtDeadlines => {
                while let Some(due) = due(&self.call) {
                    self.wake(due);
                }
            }
            Host::Nervously => {
                while let Some(due) = due(&self.call) {
                    let early = due.saturating_sub(Duration::from_millis(1)).later(self.call.now());
                    let late = due.saturating_add(Duration::from_millis(1)).min(now);
                    for time in [early, early, due, due, late, late] {
                        self.wake(time);
                    }
                }
            }
            Host::Every(millis) => {
                let mut time = self.call.now().as_millis() / millis * millis + millis;
                while time < now.as_millis() {
                    self.wake(Timestamp::from_millis(time));
                    time += millis;
                }
            }
        }
    }

    fn of(call: &Machine, script: &Script, end: Timestamp, host: Host) -> Self {
        let mut run = Self { call: call.clone(), outputs: Vec::new(), verdicts: Vec::new() };
        for &(now, event) in script {
            run.wait(now, host);
            let step = run.call.handle(now, event);
            assert!(!step.clock_regressed(), "the script runs forwards");
            run.outputs.extend(&step);
            run.verdicts.push(step.verdict());
        }
        run.wait(end, host);
        run.wake(end);
        run
    }
}

/// Runs a script under every host, and expects the same of all.
fn same_under_every_host(call: &Machine, script: &Script, end: Timestamp, steps: &[u64]) -> Run {
    let first = Run::of(call, script, end, Host::Sleeps);
    let hosts = [Host::AtDeadlines, Host::Nervously].into_iter().chain(steps.iter().map(|step| Host::Every(*step)));
    for host in hosts {
        let other = Run::of(call, script, end, host);
        assert_eq!(other.outputs, first.outputs, "{host:?}: {script:?}");
        assert_eq!(other.verdicts, first.verdicts, "{host:?}: {script:?}");
        assert_eq!((other.call.digest(), &other.call), (first.call.digest(), &first.call), "{host:?}: {script:?}");
    }
    assert!(first.outputs.is_sorted_by_key(|timed| timed.at), "in order of time");
    first
}

const fn recording(id: u128, request: RecordRequest) -> Event {
    Event::Request(Request::Record { id: Id::from_u128(id), context: None, request })
}

const fn media(media: MediaEvent) -> Event {
    Event::Media(media)
}

#[test]
fn a_short_call_woken_every_millisecond() {
    let script = vec![
        (at(0, 1, 0), Event::Request(Request::Answer)),
        (at(0, 2, 0), Event::Peer(PeerEvent::Connects)),
        (at(0, 3, 0), recording(1, example())),
        (at(0, 4, 0), media(MediaEvent::PromptFinished)),
        (at(0, 4, 500), media(MediaEvent::BeepFinished)),
        (at(0, 6, 0), media(MediaEvent::SpeechStarted)),
        (at(0, 8, 0), media(MediaEvent::SpeechStopped)),
        (at(0, 12, 0), Event::Request(Request::HangUp)),
    ];
    let call = Call::incoming(CALL, START, &Policy::DEFAULT);
    let run = same_under_every_host(&call, &script, at(0, 40, 0), &[1, 7, 1_000]);
    assert_eq!(run.outputs.last().map(|timed| timed.at), Some(at(0, 22, 0)));
}

#[test]
fn an_unanswered_call_woken_every_millisecond() {
    let call = Call::incoming(CALL, START, &Policy::DEFAULT);
    let run = same_under_every_host(&call, &vec![], at(0, 30, 0), &[1, 250]);
    assert_eq!(run.outputs.len(), 1);
}

#[test]
fn a_call_of_hours_woken_every_second() {
    let keep_alive = Event::Request(Request::KeepAlive);
    let script = vec![
        (at(0, 1, 0), Event::Peer(PeerEvent::Rings)),
        (at(0, 9, 0), Event::Peer(PeerEvent::Connects)),
        (at(15, 0, 0), keep_alive),
        (at(59, 59, 999), keep_alive),
        (at(100, 0, 0), recording(1, record())),
        // Too late, by an hour.
        (at(160, 0, 0), keep_alive),
    ];
    let call = Call::outgoing(CALL, START, &Policy::DEFAULT);
    let run = same_under_every_host(&call, &script, at(200, 0, 0), &[1_000, 60_000]);
    assert!(run.outputs.iter().any(|timed| timed.at == at(104, 59, 999)));
}

#[test]
fn a_queue_woken_every_millisecond() {
    let limited = |seconds| record().with_max_record_duration_in_seconds(seconds);
    let silent = limited(3).with_initial_silence_timeout_in_seconds(3);
    let script = vec![
        (at(0, 1, 0), Event::Peer(PeerEvent::Connects)),
        (at(0, 2, 0), recording(1, limited(5))),
        (at(0, 2, 0), recording(2, silent)),
        (at(0, 2, 0), recording(3, limited(4))),
        (at(0, 3, 0), recording(4, limited(1))),
        // The table is full; then, at the very end of the first, it is not any more.
        (at(0, 6, 999), recording(5, limited(1))),
        (at(0, 7, 0), recording(6, limited(1))),
        (at(0, 12, 0), media(MediaEvent::SpeechStarted)),
    ];
    let call = Call::outgoing(CALL, START, &Policy::DEFAULT);
    let run = same_under_every_host(&call, &script, at(0, 40, 0), &[1, 999, 5_000]);
    assert_eq!(run.call.operations().filter(|operation| operation.status.is_end()).count(), 4);
}

/// Every event that a host may bring, with numbers from a small range.
fn any_event(random: &mut Random) -> Event {
    let id = Id::from_u128(u128::from(random.below(6)));
    let seconds = |random: &mut Random| (random.below(3) > 0).then(|| i32::try_from(random.below(8)).unwrap());
    let flag = |random: &mut Random| random.pick(&[None, Some(false), Some(true)]);
    match random.below(20) {
        0 => Event::Wake,
        1 => Event::Request(random.pick(&[Request::GetCall, Request::BadBody, Request::Other, Request::Transfer])),
        2 | 3 => Event::Request(Request::KeepAlive),
        4 => Event::Request(random.pick(&[Request::Answer, Request::Reject, Request::HangUp])),
        5 => Event::Request(Request::Redirect { targets: 1, timeout: random.pick(&[None, Some(15), Some(14)]) }),
        6..=8 => {
            let id = random.below(6).into();
            let profile = random.pick(&[Profile::Record, Profile::RecordResponse]);
            let mut request = RecordRequest::new(profile).with_prompts(u32::from(random.below(4) == 0));
            request.barge_in_allowed = flag(random);
            request.initial_silence_timeout_in_seconds = seconds(random);
            request.max_silence_timeout_in_seconds = seconds(random);
            request.max_record_duration_in_seconds = seconds(random);
            request.play_beep = random.pick(&[None, Some(false), Some(false), Some(true)]);
            request.stream_while_recording = flag(random);
            recording(id, request.with_stop_tones(stop_tones(["#", "11"])))
        }
        9 => Event::Request(Request::PlayPrompt { id, context: None, prompts: 1 }),
        10 => Event::Request(Request::Start { id, context: None, kind: random.pick(OperationKind::ALL) }),
        11 => Event::Finished { slot: Slot::new(u8::try_from(random.below(5)).unwrap()), success: true },
        12 | 13 => Event::Peer(random.pick(&[PeerEvent::Rings, PeerEvent::Connects, PeerEvent::Connects])),
        14 if random.below(3) == 0 => Event::Peer(random.pick(PeerEvent::ALL)),
        14 | 15 => media(MediaEvent::Tone(random.pick(&[Tone::Tone1, Tone::Pound, Tone::Flash]))),
        16 => media(MediaEvent::SpeechStarted),
        17 => media(MediaEvent::SpeechStopped),
        _ => media(random.pick(&[
            MediaEvent::PromptFinished,
            MediaEvent::PromptFinished,
            MediaEvent::BeepFinished,
            MediaEvent::PromptFailed,
            MediaEvent::MediaLost,
        ])),
    }
}

#[test]
fn random_scripts_under_every_host() {
    // Short spans, and times in half seconds: many deadlines fall together, and many events on a deadline.
    static SHORT: LazyLock<Policy> = LazyLock::new(|| {
        let settings = Settings::DEFAULT.with_expiry(Duration::from_secs(20)).with_teardown(Duration::from_secs(3));
        Policy::new(settings).unwrap()
    });
    let mut random = Random(45);
    let mut said = 0;
    for round in 0..400 {
        let mut now = 0;
        let mut script = Script::new();
        for _ in 0..40 {
            now += 500 * random.below(5);
            script.push((Timestamp::from_millis(now), any_event(&mut random)));
        }
        let policy: &Policy = if round % 3 == 0 { &Policy::DEFAULT } else { &SHORT };
        let mut call =
            if round % 4 == 0 { Call::incoming(CALL, START, policy) } else { Call::outgoing(CALL, START, policy) };
        if round % 2 == 1 {
            let _step = call.handle(START, Event::Peer(PeerEvent::Connects));
        }
        let end = Timestamp::from_millis(now + 4_000_000 * (round % 2));
        said += same_under_every_host(&call, &script, end, &[333, 1_500]).outputs.len();
    }
    assert!(said > 10_000, "{said}: scripts that show little");
}
