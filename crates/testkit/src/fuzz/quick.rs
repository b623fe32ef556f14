//! What the scripts of both ends follow: the default policies and, mostly, some of a few seconds,
//! so that a short script sees everything end.

use core::time::Duration;

use call_lifecycle::record::{Profile, RecordRequest, StopTones};
use call_lifecycle::{KeepAlivePolicy, app, service};

use crate::reference::draw::Draw;

const SHORT: Duration = Duration::from_secs(8);
pub static POLICIES: [(app::Policy, service::Policy); 2] = [
    (app::Policy::DEFAULT, service::Policy::DEFAULT),
    match (
        app::Policy::new(
            app::Settings::DEFAULT
                .with_keep_alive(
                    KeepAlivePolicy::GRAPH
                        .with_expiry(SHORT)
                        .with_interval(Duration::from_secs(3))
                        .with_jitter(Duration::from_secs(1))
                        .with_start_margin(Duration::from_secs(2))
                        .with_reply_timeout(Duration::from_secs(1))
                        .with_retry_initial(Duration::from_millis(500))
                        .with_retry_max(Duration::from_secs(2))
                        .with_abandon(Duration::from_secs(5)),
                )
                .with_answer_deadline(Duration::from_secs(3))
                .with_hang_up_timeout(Duration::from_secs(2))
                .with_hang_up_give_up(Duration::from_secs(5))
                .with_operation_grace(Duration::from_secs(1)),
        ),
        service::Policy::new(
            service::Settings::DEFAULT
                .with_expiry(SHORT)
                .with_answer_deadline(Duration::from_secs(3))
                .with_teardown(Duration::from_secs(1)),
        ),
    ) {
        (Ok(app), Ok(service)) => (app, service),
        _ => panic!(),
    },
];

/// The recording that the application asks for.
pub fn recording(draw: &mut impl Draw) -> RecordRequest {
    RecordRequest::new(draw.one_of(Profile::ALL))
        .with_max_record_duration_in_seconds(3)
        .with_max_silence_timeout_in_seconds(1)
        .with_initial_silence_timeout_in_seconds(2)
        .with_play_beep(draw.below(2) == 0)
        .with_stop_tones(StopTones::parse(["12", "#"]).unwrap())
}
