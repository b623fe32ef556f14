//! A week of the service's time, in a simulated network: the mock and the bot as they are, every
//! villainy, partitions, and either of them killed. It is deterministic: `SEED=n` shows another
//! week.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod net;
mod people;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use call_lifecycle::{CallState, Cause, Id, Timestamp};
use call_lifecycle_tokio::Speed;
use graph_call_mock::exchange::{Exchange, Seed, Setup};
use graph_call_mock::server::state::State;
use graph_call_mock::server::{Mock, Settings};
use tokio_bot::{Line, News, Options, run};
use turmoil::net::TcpListener;

use net::{Connector, Sockets};
use people::{People, sim_elapsed};

const MINUTE: u64 = 60_000;
const DAY: u64 = 24 * 60 * MINUTE;

/// What is left of a run.
struct Run {
    /// Each line with when it was said: the bot's clock and the service's part when the service is
    /// down.
    log: Vec<(Duration, Line)>,
    people: People,
    /// The calls that the bot held when it had stopped.
    held: Vec<(Id, CallState)>,
    /// The calls that lived in the service an hour later.
    live: usize,
}

/// A fresh directory, which is removed with it.
struct Directory(PathBuf);

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A minute of the service's time is a second here.
fn real(millis: u64) -> Duration {
    Duration::from_millis(millis / 60)
}

fn simulated(seed: u64, name: &str, span: u64) -> Run {
    let directory = Directory(std::env::temp_dir().join(format!("tokio-bot-{}-{name}", std::process::id())));
    let _ = std::fs::remove_dir_all(&directory.0);
    let people = Rc::new(RefCell::new(People::new(seed, Timestamp::from_millis(span))));
    let log = Rc::new(RefCell::new(Vec::new()));
    let held = Rc::new(RefCell::new(None));
    let live = Rc::new(RefCell::new(usize::MAX));

    let end = span + 150 * MINUTE;
    let mut sim = turmoil::Builder::new()
        .rng_seed(seed)
        .tick_duration(Duration::from_millis(20))
        .simulation_duration(real(end + 80 * MINUTE))
        .min_message_latency(Duration::from_millis(1))
        .max_message_latency(Duration::from_millis(60))
        .tcp_capacity(1_024)
        .build();
    {
        let (people, live, state) = (Rc::clone(&people), Rc::clone(&live), directory.0.join("mock"));
        sim.host("mock", move || {
            let (people, live, state) = (Rc::clone(&people), Rc::clone(&live), state.clone());
            async move {
                let mut setup =
                    Setup { room: 500, seed: Seed(seed), base: Box::from("http://mock:80"), ..Setup::default() };
                setup.callbacks.allow("bot").unwrap();
                let new = || Ok(Exchange::new(Timestamp::ZERO, &setup).unwrap());
                let (state, exchange) = State::open(&state, &setup, new)?;
                let mut settings = Settings { state: Some(state), ..Settings::new(Speed::new(60.0).unwrap()) };
                settings.hosts.allow("mock");
                let mock = Mock::new(exchange, Connector, settings);
                let listener = Sockets(TcpListener::bind("0.0.0.0:80").await?);
                let played = mock.clone();
                tokio::task::spawn_local(async move {
                    loop {
                        tokio::time::sleep(Duration::from_millis(100)).await;
                        played.with(|exchange, now| {
                            if exchange.has_bot() {
                                people.borrow_mut().act(exchange, now);
                            }
                            *live.borrow_mut() = exchange.calls().len();
                        });
                    }
                });
                mock.run(listener, std::future::pending()).await?;
                Ok(())
            }
        });
    }
    {
        let (log, held, state) = (Rc::clone(&log), Rc::clone(&held), directory.0.join("bot"));
        sim.host("bot", move || {
            let (log, held) = (Rc::clone(&log), Rc::clone(&held));
            let mut options = Options::new("http://mock:80", "http://bot:80/api/calls", [seed, 1]);
            options.plan.capacity = 500;
            options.state = Some(state.clone());
            options.wall = sim_elapsed;
            async move {
                let listener = Sockets(TcpListener::bind("0.0.0.0:80").await?);
                let stop = tokio::time::sleep(real(end).saturating_sub(sim_elapsed()));
                let log = |line: &Line| log.borrow_mut().push((sim_elapsed(), line.clone()));
                let left = run(options, listener, Connector, stop, log).await;
                *held.borrow_mut() = Some(left.map_err(|error| error.to_string())?);
                Ok(())
            }
        });
    }
    // What the bot did not know of expires after its end.
    sim.client("clock", async move {
        tokio::time::sleep(real(end + 60 * MINUTE)).await;
        Ok(())
    });
    let mut trouble = fastrand::Rng::with_seed(seed ^ 1);
    let mut next = real(3 * 60 * MINUTE);
    let mut over = None;
    loop {
        let now = sim.elapsed();
        if over.is_some_and(|(at, _)| at <= now) {
            match over.take() {
                Some((_, Some(host))) => sim.bounce(host),
                _ => sim.repair("mock", "bot"),
            }
        }
        if now >= next && now < real(span) {
            // Up to a quarter of an hour; seldom somebody pulls the plug.
            let killed = ["mock", "bot"].get(trouble.usize(0..8)).copied();
            match killed {
                Some(host) => sim.crash(host),
                None => sim.partition("mock", "bot"),
            }
            let lasts = real(trouble.u64(1..15) * MINUTE);
            over = Some((now + lasts, killed));
            next = now + lasts + real(trouble.u64(60..360) * MINUTE);
        }
        if sim.step().unwrap() {
            break;
        }
    }
    drop(sim);
    let taken = |cell: Rc<RefCell<_>>| Rc::try_unwrap(cell).ok().unwrap().into_inner();
    Run {
        log: taken(log),
        people: Rc::try_unwrap(people).ok().unwrap().into_inner(),
        held: held.take().unwrap(),
        live: live.take(),
    }
}

#[test]
fn a_week_loses_no_call_that_the_contract_would_have_kept_and_leaks_none() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(8);
    let days = std::env::var("DAYS").ok().and_then(|days| days.parse().ok()).unwrap_or(7);
    let Run { log, people, held, live } = simulated(seed, "week", days * DAY);
    assert_eq!(held, [], "the bot holds these still");
    assert_eq!(live, 0, "the service has as many still");

    let resumed = log.iter().filter(|(_, line)| matches!(line.news, News::Resumed(_))).count();
    assert!(days < 7 || resumed > 0, "the bot was never killed in a call");
    let (mut known, mut ended) = (BTreeMap::new(), BTreeMap::<Id, (Duration, Cause)>::new());
    for (at, Line { call, news, .. }) in &log {
        let Some(call) = *call else { continue };
        match news {
            News::Rings(_) | News::Adopted(_) | News::Placed => drop(known.entry(call).or_insert(at)),
            News::Ended(cause, _) => {
                assert_eq!(ended.insert(call, (*at, *cause)), None, "{call} ends twice");
            }
            _ => {}
        }
    }
    let causes = people.over.values().fold(BTreeMap::<&str, u32>::new(), |mut causes, over| {
        *causes.entry(&over.cause).or_default() += 1;
        causes
    });
    println!("{} rang, {} forgotten; {resumed} resumed by a bot that had been killed", people.calls, people.forgotten);
    if std::env::var_os("LOG").is_some() {
        log.iter().for_each(|(_, line)| println!("{line}"));
    }
    println!("{} lines, {} calls known to the bot; as the service ended them: {causes:?}", log.len(), known.len());
    assert!(people.over.len() as u64 > 50 * days, "{} calls", people.over.len());

    let mut latest = Duration::ZERO;
    for (id, at) in &known {
        let Some((ended_at, cause)) = ended.get(id) else { panic!("{id}, known since {at:?}, leaks") };
        let Some(over) = people.over.get(id) else { panic!("{id} ended with {cause} for the bot alone") };
        assert_ne!(over.cause, "keepAliveExpired", "{id} was lost; the bot says {cause}");
        latest = latest.max(ended_at.saturating_sub(over.at));
    }
    // A second is a minute of the service's time.
    println!("the bot knew at most {} minutes late", latest.as_secs());
    let unknown: BTreeSet<&str> =
        people.over.iter().filter(|(id, _)| !known.contains_key(id)).map(|(_, over)| &*over.cause).collect();
    // A call of which the bot has heard nothing rang in vain.
    assert!(
        unknown.iter().all(|cause| ["answerTimeout", "remoteHangUp", "mediaFailed"].contains(cause)),
        "{unknown:?}"
    );
    // The machine's own bound: 45 minutes without a keepAlive and 15 of asking, whatever gets through.
    assert!(latest < Duration::from_secs(62), "{} minutes", latest.as_secs());
}

#[test]
fn a_seed_is_a_day() {
    let [one, other] = ["one", "other"].map(|name| simulated(21, name, DAY / 2));
    assert!(one.log.len() > 200);
    assert_eq!(one.log, other.log);
    assert_eq!(one.people.over, other.people.over);
}
