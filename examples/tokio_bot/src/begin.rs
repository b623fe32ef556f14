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
    use call_lifecycle::{CallReport, CallState, Id};

    use super::*;
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
}
