//! The network between both ends: channels, and wires with latency.

use core::sync::atomic::{AtomicBool, Ordering};

use call_lifecycle::app::Token;
use call_lifecycle::record::{Profile, RecordRequest, StopTones};
use call_lifecycle::{ClientContext, Id, Timestamp, app, service};
use embassy_sync::blocking_mutex::raw::CriticalSectionRawMutex;
use embassy_sync::channel::Channel;
use embassy_time::{Duration, Instant, Timer};

/// The one call of the story.
pub const CALL: Id = Id::from_u128(0x57da_b8b1_894c_409a_b240_bd8b_eae7_8896);
/// Its one recording.
pub const RECORDING: Id = Id::from_u128(0x0fe0_623f_d628_42ed_b4bd_8ac2_9007_2cc5);
/// The context by which the bot recognises it.
pub const CONTEXT: ClientContext = ClientContext::from_id(RECORDING);
/// How long a message is on its way.
pub const LATENCY: Duration = Duration::from_millis(40);

/// More than are ever in one. If it is full, a message is lost, as on any network. The machines can
/// cope with that.
const ROOM: usize = 8;

/// A queue that any task, or an interrupt, can fill.
pub type Queue<T> = Channel<CriticalSectionRawMutex, T, ROOM>;

/// A request of the bot.
#[derive(Clone, Copy, Debug)]
pub struct Sent {
    /// Its token.
    pub token: Token,
    /// When it left.
    pub at: Timestamp,
}

/// A wire between two ends. What is on it was sent at that time, and arrives [`LATENCY`] later.
#[derive(Debug)]
pub struct Wire<T>(Queue<(Instant, T)>);

impl<T> Wire<T> {
    /// Sends it, or loses it.
    pub fn send(&self, message: T) {
        let _lost = self.0.try_send((Instant::now(), message));
    }

    async fn carry(&self, mut arrives: impl FnMut(T)) -> ! {
        loop {
            let (left, message) = self.0.receive().await;
            Timer::at(left + LATENCY).await;
            arrives(message);
        }
    }
}

/// Everything between the ends.
#[derive(Debug)]
pub struct Network {
    /// Events for the bot.
    pub bot: Queue<app::Event>,
    /// Events for the service.
    pub service: Queue<service::Event>,
    /// The requests among these, in the same order.
    pub asked: Queue<Sent>,
    /// To the service.
    pub requests: Wire<Sent>,
    /// To the bot: replies and notifications.
    pub replies: Wire<app::Event>,
    /// The bot's host sends no keepAlive.
    pub withheld: AtomicBool,
}

impl Network {
    /// With nothing on it.
    #[expect(clippy::new_without_default, reason = "a `static` needs a `const fn`")]
    pub const fn new() -> Self {
        Self {
            bot: Channel::new(),
            service: Channel::new(),
            asked: Channel::new(),
            requests: Wire(Channel::new()),
            replies: Wire(Channel::new()),
            withheld: AtomicBool::new(false),
        }
    }

    /// Carries what the bot sends.
    pub async fn carry_requests(&self) -> ! {
        self.requests
            .carry(|sent| {
                let request = service::request(sent.token.request(), RECORDING, Some(CONTEXT), recording);
                if self.service.try_send(service::Event::Request(request)).is_ok() {
                    // As many as of the others.
                    let _has_room = self.asked.try_send(sent);
                }
            })
            .await
    }

    /// Carries what the service sends.
    pub async fn carry_replies(&self) -> ! {
        self.replies
            .carry(|event| {
                let _lost = self.bot.try_send(event);
            })
            .await
    }

    /// Whether the bot's host sends no keepAlive.
    pub fn withholds(&self) -> bool {
        self.withheld.load(Ordering::Relaxed)
    }
}

/// The request to record, up to a `#`.
fn recording() -> RecordRequest {
    // One stop tone always fits.
    let stop_tones = StopTones::parse(["#"]).unwrap_or(StopTones::NONE);
    RecordRequest::new(Profile::Record).with_max_record_duration_in_seconds(60).with_stop_tones(stop_tones)
}
