//! The people who call, speak and run the bot: the script of the story.

use core::sync::atomic::Ordering;
use core::time::Duration;

use call_lifecycle::app::{OperationHints, Request};
use call_lifecycle::record::Tone;
use call_lifecycle::service::{MediaEvent, PeerEvent};
use call_lifecycle::{OperationKind, Timestamp, app, service};
use embassy_time::Timer;

use crate::Voice;
use crate::glue::instant;
use crate::network::{CONTEXT, Network};

#[derive(Clone, Copy, Debug)]
enum Does {
    Asks(Request, OperationHints),
    Peer(PeerEvent),
    Media(MediaEvent),
    Withholds,
}

/// The prompt, the beep and the recording are shorter than that.
const RECORDING: OperationHints =
    OperationHints::NONE.with_context(CONTEXT).with_takes_at_most(Duration::from_secs(90));

/// At which second, who does what.
const SCRIPT: &[(u64, &str, Does)] = &[
    (2, "the host answers", Does::Asks(Request::Answer, OperationHints::NONE)),
    (4, "the caller is through", Does::Peer(PeerEvent::Connects)),
    (1_920, "the host records", Does::Asks(Request::Operation(OperationKind::Record), RECORDING)),
    (1_923, "the caller speaks", Does::Media(MediaEvent::SpeechStarted)),
    (1_940, "the caller presses #", Does::Media(MediaEvent::Tone(Tone::Pound))),
    (2_760, "the host sends no keepAlive from here on", Does::Withholds),
];

/// Plays the script.
pub async fn people(network: &Network, voice: Voice) {
    for (second, what, does) in SCRIPT {
        let at = Timestamp::from_millis(second * 1_000);
        Timer::at(instant(at)).await;
        voice.tell(at, format_args!("{what}"));
        match *does {
            Does::Asks(request, hints) => network.bot.send(app::Event::Ask { request, hints }).await,
            Does::Peer(event) => network.service.send(service::Event::Peer(event)).await,
            Does::Media(event) => network.service.send(service::Event::Media(event)).await,
            Does::Withholds => network.withheld.store(true, Ordering::Relaxed),
        }
    }
}
