//! The clock of the bot, and its first requests to the service.

use std::time::Duration;

use call_lifecycle::Timestamp;
use call_lifecycle_tokio::{Clock, Speed};
use hyper_util::client::legacy::connect::Connect;
use tokio::time::{Instant, sleep};

use crate::Bot;
use crate::book::Moment;
use crate::control::{Control, Refusal};
use crate::news::{Line, News};
use crate::options::{Error, Options, PATIENCE};

/// How long to wait before asking again.
const ASK_AGAIN: Duration = Duration::from_millis(500);

/// The bot's clock. Without calls of an earlier bot it shows the service's time. With such calls it
/// goes on from that bot's clock: it must not run backwards, nor miss time for which the calls had
/// no keepAlive, even if the service's clock stood still.
pub(crate) fn start(bot: &Bot, kept: Option<Moment>, wall: Duration, speed: Speed, now: Timestamp) -> Clock {
    // At the speed of that time, since the present speed may differ.
    let now = kept
        .filter(|_| !bot.is_idle())
        .map_or(now, |then| Clock::start(then.shown, then.speed).after(wall.saturating_sub(then.wall)));
    // The system's clock may have been set back.
    Clock::start(now.later(bot.latest()), speed)
}

/// Gets the service's clock, and tells the service where to notify incoming calls.
pub(crate) async fn begin<C>(
    options: &Options,
    start: impl Fn(Speed, Timestamp) -> Clock,
    control: &Control<C>,
    log: &mut impl FnMut(&Line),
) -> Result<Clock, Error>
where
    C: Connect + Clone + Send + Sync + 'static,
{
    let mut say = |at, text| log(&Line { at, call: None, news: News::Note(text) });
    let give_up = Instant::now() + PATIENCE;
    let mut said = false;
    let mut clock = options.speed.map(|speed| start(speed, Timestamp::ZERO));
    loop {
        let result = match clock {
            Some(_) => control.register(&options.callback).await,
            None => match control.clock().await {
                Ok((speed, now)) => {
                    clock = Some(start(speed, now));
                    continue;
                }
                Err(Refusal::Absent) => return Err(Error::NoClock),
                Err(refusal) => Err(refusal),
            },
        };
        match (result, clock) {
            (Ok(()), Some(clock)) => {
                say(Some(clock.now()), format!("incoming calls are notified to {}", options.callback));
                return Ok(clock);
            }
            (Err(Refusal::Absent), Some(clock)) => {
                let service = control.0.base();
                say(Some(clock.now()), format!("{service} has no control API: it has to know {}", options.callback));
                return Ok(clock);
            }
            (Err(Refusal::Other(why)), _) => return Err(Error::Control(why)),
            (Err(Refusal::Silent(why)), _) if Instant::now() >= give_up => return Err(Error::NoService(why)),
            (Err(Refusal::Silent(why)), _) if !said => {
                said = true;
                say(None, format!("waiting for the service at {}: {why}", control.0.base()));
            }
            _ => {}
        }
        sleep(ASK_AGAIN).await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use call_lifecycle::{CallReport, CallState, Id};

    use super::*;
    use crate::client::Client;
    use crate::pipes::{Answer, Pipes};
    use crate::{Input, Plan, Told};

    #[tokio::test(start_paused = true)]
    async fn a_clock_goes_on_if_there_is_a_call_that_goes_by_it() {
        let minutes = |minutes: u64| Timestamp::from_millis(minutes * 60_000);
        let [speed, other] = [60.0, 1.0].map(|times| Speed::new(times).unwrap());
        let moment = |speed| Some(Moment { shown: minutes(30), wall: Duration::from_secs(100), speed });
        let shown = |bot: &Bot, then: Option<Moment>, wall| {
            start(bot, then, Duration::from_secs(wall), speed, minutes(7)).now().as_millis()
        };
        let mut bot = Bot::new(Timestamp::ZERO, [1, 2], Plan::DEFAULT).unwrap();
        assert_eq!(shown(&bot, None, 110), 7 * 60_000);
        assert_eq!(shown(&bot, moment(speed), 110), 7 * 60_000);
        let entry = Told::Call { call: Id::from_u128(1), report: CallReport::state(CallState::Incoming) };
        let _effects = bot.handle(minutes(33), Input::Told { entries: vec![entry], unread: None });
        assert_eq!(shown(&bot, moment(speed), 110), 40 * 60_000);
        assert_eq!(shown(&bot, moment(other), 400), 35 * 60_000);
        assert_eq!(shown(&bot, moment(speed), 90), 33 * 60_000);
        assert_eq!(shown(&bot, None, 90), 33 * 60_000);
    }

    const CALLBACK: &str = "http://bot/api/calls";

    /// How it begins with a service that answers so, how long that takes in milliseconds, and what it says.
    async fn begins(speed: Option<Speed>, service: &Pipes) -> (Result<u64, Error>, u128, Vec<String>) {
        let mut options = Options::new("http://graph", CALLBACK, [1, 2]);
        options.speed = speed;
        let control = Control(Client::new(service.clone(), "http://graph", None));
        let (began, mut said) = (Instant::now(), Vec::new());
        let mut log = |line: &Line| said.push(line.news.to_string());
        let clock = begin(&options, |speed, now| Clock::start(now, speed), &control, &mut log).await;
        (clock.map(|clock| clock.now().as_millis()), began.elapsed().as_millis(), said)
    }

    fn service(get: Answer, post: Answer) -> Pipes {
        Pipes::new(move |asked| if asked.starts_with("GET /control ") { get.clone() } else { post.clone() })
    }

    fn clock() -> Answer {
        Answer::new(200, r#"{"speed": 60, "now": 5000}"#)
    }

    #[tokio::test(start_paused = true)]
    async fn it_takes_the_clock_of_the_service_and_says_where_it_is() {
        let there = service(clock(), Answer::new(200, "{}"));
        let (begun, took, said) = begins(None, &there).await;
        assert_eq!(
            (begun.unwrap(), took, said),
            (5_000, 0, vec![format!("incoming calls are notified to {CALLBACK}")])
        );
        let posted = there.asked.lock().unwrap()[1].clone();
        assert!(posted.ends_with(&format!(r#"{{"bot":{{"callbackUri":"{CALLBACK}"}}}}"#)), "{posted}");
        // With a speed it needs no clock, nor a control API.
        let absent = service(Answer::new(500, ""), Answer::new(404, ""));
        let (begun, took, said) = begins(Some(Speed::REAL), &absent).await;
        assert_eq!((begun.unwrap(), took), (0, 0));
        assert_eq!(said, [format!("http://graph has no control API: it has to know {CALLBACK}")]);
        assert_eq!(absent.count("GET"), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn it_waits_for_a_service_that_is_not_there_yet() {
        let asked = AtomicUsize::new(0);
        let late = Pipes::new(move |_| match asked.fetch_add(1, Ordering::Relaxed) {
            0..3 | 4 => Answer::new(503, ""),
            3 => clock(),
            _ => Answer::new(200, "{}"),
        });
        let (begun, took, said) = begins(None, &late).await;
        assert_eq!((begun.unwrap(), took), (35_000, 2_000));
        assert_eq!(said.len(), 2, "{said:?}");
        assert_eq!(said[0], "waiting for the service at http://graph: answered 503");
        // For 30 s. Each answer may take 5 s.
        let silent = service(Answer::new(200, "").after(Duration::from_secs(9)), clock());
        for (service, end, why) in [
            (service(Answer::new(503, ""), clock()), 30_000, "answered 503"),
            (service(clock(), Answer::new(503, "")), 30_000, "answered 503"),
            (silent, 32_500, "none within 5000 ms"),
        ] {
            let (begun, took, said) = begins(None, &service).await;
            assert!(matches!(&begun, Err(Error::NoService(text)) if text == why), "{begun:?}");
            assert_eq!((took, said.len()), (end, 1), "{said:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_service_that_is_no_use_is_not_waited_for() {
        let (begun, took, _) = begins(None, &service(Answer::new(404, ""), clock())).await;
        assert!(matches!(begun, Err(Error::NoClock)) && took == 0, "{begun:?}");
        let refuses = service(clock(), Answer::new(500, "no"));
        for (service, expected) in [
            (refuses, "answered 500 Internal Server Error: no"),
            (service(Answer::new(200, "no"), clock()), "says null"),
            (service(Answer::new(200, r#"{"speed": 0, "now": 1}"#), clock()), r#"says {"now":1,"speed":0}"#),
            (service(Answer::new(200, r#"{"speed": 1, "now": -1}"#), clock()), "in milliseconds"),
        ] {
            let (begun, took, _) = begins(None, &service).await;
            let Err(Error::Control(why)) = begun else { panic!("{begun:?}") };
            assert!(why.contains(expected) && took == 0, "{why}");
        }
    }
}
