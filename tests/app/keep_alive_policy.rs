//! The settings of the application's end: their bounds, the jitter, the session timers of RFC 4028, and very small and very large ones.

use core::time::Duration;
use std::collections::BTreeSet;

use call_lifecycle::app::{Policy, Settings};
use call_lifecycle::{Cause, Id, KeepAlivePolicy, MAX_DURATION, PolicyField, Timestamp};
use testkit::bot::{Bot, STEADY_SETTINGS, ended, kept, time_of};
use testkit::chance::Chance;
use testkit::{CALL, at, ms};

const MS: Duration = Duration::from_millis(1);
const DAY: Duration = Duration::from_secs(60 * 24 * 60);

/// The settings with one field set; around another interval without what depends on it.
fn set(field: PolicyField, value: Duration) -> Settings {
    let (settings, graph) = (Settings::DEFAULT, KeepAlivePolicy::GRAPH);
    let keep_alive = match field {
        PolicyField::Expiry => graph.with_expiry(value),
        PolicyField::Interval => {
            graph.with_interval(value).with_jitter(Duration::ZERO).with_start_margin(Duration::ZERO)
        }
        PolicyField::Jitter => graph.with_jitter(value),
        PolicyField::StartMargin => graph.with_start_margin(value),
        PolicyField::ReplyTimeout => graph.with_reply_timeout(value),
        PolicyField::RetryInitial => graph.with_retry_initial(value),
        PolicyField::RetryMax => graph.with_retry_max(value),
        PolicyField::Abandon => graph.with_abandon(value),
        PolicyField::AnswerDeadline => return settings.with_answer_deadline(value),
        PolicyField::HangUpTimeout => return settings.with_hang_up_timeout(value),
        PolicyField::HangUpGiveUp => return settings.with_hang_up_give_up(value),
        PolicyField::OperationGrace => return settings.with_operation_grace(value),
        _ => unreachable!("no setting of this end"),
    };
    settings.with_keep_alive(keep_alive)
}

/// Each field with its least and greatest value, the others at their defaults.
fn bounds() -> Vec<(PolicyField, Duration, Duration)> {
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    vec![
        (PolicyField::Interval, MS, minutes(45).saturating_sub(MS)),
        (PolicyField::Jitter, Duration::ZERO, minutes(15).saturating_sub(MS)),
        (PolicyField::StartMargin, Duration::ZERO, minutes(30).saturating_sub(MS)),
        (PolicyField::ReplyTimeout, MS, DAY),
        (PolicyField::RetryInitial, MS, minutes(1)),
        (PolicyField::RetryMax, Duration::from_secs(5), DAY),
        (PolicyField::Abandon, MS, MAX_DURATION.saturating_sub(minutes(45))),
        (PolicyField::AnswerDeadline, MS, DAY),
        (PolicyField::HangUpTimeout, MS, DAY),
        (PolicyField::HangUpGiveUp, MS, DAY),
        (PolicyField::OperationGrace, MS, DAY),
    ]
}

#[test]
fn every_bound_is_allowed_and_one_more_is_not() {
    for (field, min, max) in bounds() {
        for value in [min, max] {
            assert!(Policy::new(set(field, value)).is_ok(), "{field} {value:?}");
        }
        let beyond = max.saturating_add(MS);
        assert!(Policy::new(set(field, beyond)).is_err(), "{field} {beyond:?}");
        if min != Duration::ZERO {
            let below = min.saturating_sub(MS);
            assert!(Policy::new(set(field, below)).is_err(), "{field} {below:?}");
        }
    }
}

#[test]
fn an_error_names_field_value_and_range() {
    for (field, min, max) in bounds() {
        if matches!(field, PolicyField::RetryMax | PolicyField::RetryInitial) {
            continue; // Each is bounded by the other: below.
        }
        let value = max.saturating_add(MS);
        let error = Policy::new(set(field, value)).unwrap_err();
        assert_eq!((error.field(), error.value(), error.min(), error.max()), (field, value, min, max));
        let text =
            format!("{field} is {} ms, but must be {} to {} ms", value.as_millis(), min.as_millis(), max.as_millis());
        assert_eq!(error.to_string(), text);
    }
    let error = Policy::new(set(PolicyField::RetryInitial, Duration::from_secs(61))).unwrap_err();
    assert_eq!(error.to_string(), "retry_initial is 61000 ms, but must be 1 to 60000 ms");
    let error = Policy::new(set(PolicyField::RetryMax, DAY.saturating_add(MS))).unwrap_err();
    assert_eq!((error.field(), error.max()), (PolicyField::RetryMax, DAY));
}

#[test]
fn expiry_and_abandon_fit_together() {
    let half = Duration::from_millis(1 << 30);
    let fits = |expiry, abandon| {
        let keep_alive = KeepAlivePolicy::GRAPH.with_expiry(expiry).with_abandon(abandon);
        Policy::new(Settings::DEFAULT.with_keep_alive(keep_alive)).is_ok()
    };
    assert!(fits(half, half.saturating_sub(MS)) && !fits(half, half), "their sum is at most MAX_DURATION");
    assert!(!fits(Duration::ZERO, half) && !fits(MAX_DURATION, MS));
    assert_eq!(Policy::new(set(PolicyField::Expiry, Duration::ZERO)).unwrap_err().field(), PolicyField::Expiry);
}

#[test]
fn the_defaults_are_what_the_page_says() {
    let graph = KeepAlivePolicy::GRAPH;
    assert_eq!((graph.expiry(), graph.interval()), (Duration::from_secs(60 * 45), Duration::from_secs(60 * 15)));
    assert_eq!((graph.reply_timeout(), graph.abandon()), (Duration::from_secs(30), Duration::from_secs(60 * 15)));
    assert_eq!(Settings::DEFAULT.answer_deadline(), Duration::from_secs(15));
    assert_eq!(Settings::DEFAULT.hang_up_timeout(), Duration::from_secs(60));
    assert_eq!(Policy::new(Settings::DEFAULT), Ok(Policy::DEFAULT));
}

#[test]
fn any_interval_below_the_expiry_is_allowed() {
    for millis in [1, 10 * 60_000, 15 * 60_000, 45 * 60_000 - 1] {
        let keep_alive = KeepAlivePolicy::GRAPH
            .with_interval(Duration::from_millis(millis))
            .with_jitter(Duration::ZERO)
            .with_start_margin(Duration::ZERO);
        let bot: Bot = Bot::outgoing(kept(Settings::DEFAULT.with_keep_alive(keep_alive)));
        assert_eq!(bot.next(), ms(millis));
    }
}

#[test]
fn jitter_is_the_calls_own_and_within_its_bound() {
    let graph = KeepAlivePolicy::GRAPH;
    let mut chance = Chance::new(7);
    for _ in 0..10_000 {
        let id = Id::from_words([chance.next(), chance.next()]);
        let interval = graph.interval_of(id);
        assert_eq!(interval, graph.interval_of(id), "the same id, the same interval");
        assert!(
            interval <= graph.interval() && interval >= graph.interval().saturating_sub(graph.jitter()),
            "{interval:?}"
        );
    }
    // Pinned: a fleet that restarts from snapshots on another target must keep its schedule.
    assert_eq!(graph.interval_of(CALL), Duration::from_millis(PINNED.into()));
}

/// What the documented mix gives for the pages' id: `((high ^ rotate(low, 32)) * 0x9e3779b97f4a7c15 >> 32) * 60001 >> 32` earlier than 15 min.
const PINNED: u32 = {
    let (high, low) = (0x57da_b8b1_894c_409a_u64, 0xb240_bd8b_eae7_8896_u64);
    let mixed = (high ^ low.rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    900_000 - ((mixed * 60_001) >> 32) as u32
};

#[test]
fn jitter_spreads_a_fleet_even_one_that_counts_its_ids_up() {
    let graph = KeepAlivePolicy::GRAPH;
    let counted = |n: u64| Id::from_words([0, n]);
    let high = |n: u64| Id::from_words([n << 32, 0]);
    for make in [counted as fn(u64) -> Id, high] {
        // 6000 calls over 60 buckets of a second: 100 each if the spread were perfect.
        let mut buckets = [0_u32; 61];
        for n in 0..6_000 {
            let early = graph.interval().saturating_sub(graph.interval_of(make(n))).as_millis();
            if let Some(bucket) = buckets.get_mut((early / 1_000) as usize) {
                *bucket += 1;
            }
        }
        let seconds = buckets.get(..60).unwrap();
        assert!(seconds.iter().all(|count| (50..=200).contains(count)), "{buckets:?}");
    }
}

#[test]
fn jitter_reaches_both_of_its_ends() {
    let policy = KeepAlivePolicy::GRAPH.with_jitter(Duration::from_millis(3));
    let seen: BTreeSet<u128> = (0..200).map(|n| policy.interval_of(Id::from_u128(n)).as_millis()).collect();
    assert_eq!(seen, BTreeSet::from([899_997, 899_998, 899_999, 900_000]));
    let none = KeepAlivePolicy::GRAPH.with_jitter(Duration::ZERO);
    assert!((0..200).all(|n| none.interval_of(Id::from_u128(n)) == Duration::from_secs(60 * 15)));
}

#[test]
fn jitter_moves_the_wishes_of_a_call() {
    let policy = kept(Settings::DEFAULT);
    let mut bot: Bot = Bot::outgoing(policy);
    let first = ms(u64::from(PINNED));
    assert_eq!(bot.next(), first);
    bot.wake(first);
    bot.keep_alive(1, first, first);
    assert_eq!(bot.next(), ms(2 * u64::from(PINNED)));
}

#[test]
fn session_timers_of_rfc_4028() {
    // Section 7.2: refresh at half the interval; section 10: BYE at min(32 s, a third) before the expiry.
    for (session, interval, expiry) in [(1800, 900, 1768), (90, 45, 60), (96, 48, 64), (97, 48, 65), (3600, 1800, 3568)]
    {
        let policy = KeepAlivePolicy::session_timer(Duration::from_secs(session)).unwrap();
        let seconds = |span: Duration| span.as_secs();
        assert_eq!((seconds(policy.interval()), seconds(policy.expiry())), (interval, expiry), "{session}");
        assert_eq!((policy.jitter(), policy.start_margin()), (Duration::ZERO, Duration::ZERO));
        let margin = Duration::from_secs(session).saturating_sub(policy.expiry());
        assert_eq!(policy.reply_timeout(), margin, "timer F, or what a short session has");
        assert!(Policy::new(Settings::DEFAULT.with_keep_alive(policy)).is_ok());
    }
    let error = KeepAlivePolicy::session_timer(Duration::from_millis(89_999)).unwrap_err();
    assert_eq!(
        (error.field(), error.value(), error.min()),
        (PolicyField::SessionExpires, Duration::from_millis(89_999), Duration::from_secs(90))
    );
    assert!(KeepAlivePolicy::session_timer(MAX_DURATION).unwrap().check().is_ok());
}

#[test]
fn a_session_is_refreshed_at_half_and_lost_before_the_other_side_ends_it() {
    let keep_alive = KeepAlivePolicy::session_timer(Duration::from_secs(1800)).unwrap();
    let mut bot: Bot = Bot::outgoing(kept(Settings::DEFAULT.with_keep_alive(keep_alive)));
    assert_eq!(bot.next(), at(15, 0, 0));
    let said = bot.sleep(at(30, 0, 0));
    assert_eq!(time_of(&said, call_lifecycle::app::Output::PresumedLost), Some(at(29, 28, 0)));
}

#[test]
fn the_least_policy_there_is_still_ends() {
    let least = KeepAlivePolicy::GRAPH
        .with_expiry(Duration::from_millis(2))
        .with_interval(MS)
        .with_jitter(Duration::ZERO)
        .with_start_margin(Duration::ZERO)
        .with_reply_timeout(MS)
        .with_retry_initial(MS)
        .with_retry_max(MS)
        .with_abandon(MS);
    let settings = Settings::DEFAULT
        .with_keep_alive(least)
        .with_answer_deadline(MS)
        .with_hang_up_timeout(MS)
        .with_hang_up_give_up(MS)
        .with_operation_grace(MS);
    let mut bot: Bot = Bot::outgoing(kept(settings));
    let said = bot.sleep(ms(3));
    assert_eq!(time_of(&said, ended(Cause::Abandoned)), Some(ms(3)));
}

#[test]
fn the_greatest_policy_there_is_still_ends() {
    let keep_alive = KeepAlivePolicy::GRAPH
        .with_expiry(MAX_DURATION.saturating_sub(MS))
        .with_interval(MAX_DURATION.saturating_sub(Duration::from_millis(2)))
        .with_jitter(Duration::ZERO)
        .with_start_margin(Duration::ZERO)
        .with_reply_timeout(DAY)
        .with_retry_initial(DAY)
        .with_retry_max(DAY)
        .with_abandon(MS);
    let settings = STEADY_SETTINGS.with_keep_alive(keep_alive);
    let start = Timestamp::from_millis(1 << 62);
    let mut call: call_lifecycle::app::Call<'_, 0> = call_lifecycle::app::Call::outgoing(CALL, start, kept(settings));
    let mut wakes = 0;
    while let Some(due) = call.next_deadline() {
        let _step = call.handle(due.at, call_lifecycle::app::Event::Wake);
        wakes += 1;
        assert!(wakes < 10, "{wakes} wakes");
    }
    assert_eq!((call.cause(), call.now()), (Some(Cause::Abandoned), start.saturating_add(MAX_DURATION)));
}

#[test]
fn a_policy_that_cannot_be_kept_is_refused_field_by_field() {
    // Each of these would have to spin, to lose the call at once, or to send after the expiry.
    for (field, value) in [
        (PolicyField::Interval, Duration::ZERO),
        (PolicyField::Interval, Duration::from_secs(60 * 45)),
        (PolicyField::Jitter, Duration::from_secs(60 * 15)),
        (PolicyField::StartMargin, Duration::from_secs(60 * 30)),
        (PolicyField::ReplyTimeout, Duration::ZERO),
        (PolicyField::RetryInitial, Duration::ZERO),
        (PolicyField::Abandon, Duration::ZERO),
    ] {
        assert_eq!(Policy::new(set(field, value)).unwrap_err().field(), field, "{value:?}");
    }
}
