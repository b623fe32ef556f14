//! What the scripts of both ends follow: the default policies and, mostly, some of a few seconds, so that a short script sees everything end.

use call_lifecycle::record::{Profile, RecordRequest, StopTones};
use call_lifecycle::{KeepAlivePolicy, Span, app, service};

use crate::reference::drive::Draw;

const SHORT: Span = Span::from_secs(8);
pub static POLICIES: [(app::Policy, service::Policy); 2] = [
    (app::Policy::DEFAULT, service::Policy::DEFAULT),
    match (
        app::Policy::new(app::Settings {
            keep_alive: KeepAlivePolicy {
                expiry: SHORT,
                interval: Span::from_secs(3),
                jitter: Span::from_secs(1),
                start_margin: Span::from_secs(2),
                reply_timeout: Span::from_secs(1),
                retry_initial: Span::from_millis(500),
                retry_max: Span::from_secs(2),
                abandon: Span::from_secs(5),
            },
            answer_deadline: Span::from_secs(3),
            hang_up_timeout: Span::from_secs(2),
            hang_up_give_up: Span::from_secs(5),
            operation_grace: Span::from_secs(1),
        }),
        service::Policy::new(service::Settings {
            expiry: SHORT,
            answer_deadline: Span::from_secs(3),
            teardown: Span::from_secs(1),
        }),
    ) {
        (Ok(app), Ok(service)) => (app, service),
        _ => panic!(),
    },
];

/// The recording that the application asks for.
pub fn recording(draw: &mut impl Draw) -> RecordRequest {
    RecordRequest {
        max_record_duration_in_seconds: Some(3),
        max_silence_timeout_in_seconds: Some(1),
        initial_silence_timeout_in_seconds: Some(2),
        play_beep: Some(draw.below(2) == 0),
        stop_tones: StopTones::parse(["12", "#"]).unwrap(),
        ..RecordRequest::new(draw.one_of(Profile::ALL))
    }
}
