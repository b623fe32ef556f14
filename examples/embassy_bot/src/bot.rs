//! The application's end: what its host does with what a step asks for.

use core::ops::ControlFlow;
use core::time::Duration;

use call_lifecycle::app::{Call, Event, OperationHints, Output, Policy, Request, Settings, Token};
use call_lifecycle::{CallState, KeepAlivePolicy, ReportedState, Step, Timestamp};

use crate::glue::{drive, now};
use crate::network::{CALL, LATENCY, Network, Sent};
use crate::{Time, Voice};

/// Graph's policy, without jitter and with the known latency as its margin.
const POLICY: Policy = match Policy::new(Settings::DEFAULT.with_keep_alive(
    KeepAlivePolicy::GRAPH.with_jitter(Duration::ZERO).with_start_margin(Duration::from_millis(LATENCY.as_millis())),
)) {
    Ok(policy) => policy,
    // Not possible: all of it is in range.
    Err(_) => Policy::DEFAULT,
};

/// Waits for a call and follows it to its end. Returns whether it has ended.
pub async fn bot(network: &Network, voice: Voice) -> bool {
    while !begins(&network.bot.receive().await) {}
    let start = now();
    voice.tell(start, format_args!("a call comes in"));
    let mut host = Host { network, voice, withheld: 0 };
    let call = Call::<4>::incoming(CALL, start, &POLICY);
    let call = drive(call, network.bot.dyn_receiver(), |call, step| host.act(call, step)).await;
    let (state, withheld) = (call.state(), host.withheld);
    voice.tell(call.now(), format_args!("{state}, {withheld} keepAlives withheld, digest {:016x}", call.digest()));
    state == CallState::Terminated
}

/// Before there is a call, only its first notification matters.
fn begins(event: &Event) -> bool {
    matches!(event, Event::Call(report) if report.reported() == ReportedState::Known(CallState::Incoming))
}

struct Host<'n> {
    network: &'n Network,
    voice: Voice,
    withheld: u32,
}

impl Host<'_> {
    fn act(&mut self, call: &Call<'_, 4>, step: &Step<Output>) -> ControlFlow<()> {
        let mut over = ControlFlow::Continue(());
        for timed in step {
            let tell = |what| self.voice.tell(timed.at, what);
            match timed.output {
                Output::Send(token) => self.send(token, timed.at),
                Output::State { to, .. } => tell(format_args!("{to}")),
                Output::KeepAliveSucceeded => {
                    if let Some(expiry) = call.keep_alive().expires_at {
                        tell(format_args!("kept alive, until {}", Time(expiry)));
                    }
                }
                Output::PresumedLost => tell(format_args!("presumed lost")),
                Output::OperationEnded { outcome, .. } => {
                    let reason = outcome.reason.map_or("no reason", |reason| reason.as_str());
                    tell(format_args!("the recording has {}: {reason}", outcome.status));
                }
                Output::Ended { cause, .. } => {
                    tell(format_args!("the call has ended: {cause}"));
                    over = ControlFlow::Break(());
                }
                Output::ResultLearnt
                | Output::AudioActive(_)
                | Output::Tone(_)
                | Output::KeepAliveFailed
                | Output::Revived
                | Output::AnswerOverdue
                | Output::OperationAccepted(_)
                | Output::OperationRunning(_)
                | Output::OperationsCancelled(_)
                | Output::OperationsOverdue(_) => {}
            }
        }
        over
    }

    fn send(&mut self, token: Token, at: Timestamp) {
        if token.request() == Request::KeepAlive && self.network.withholds() {
            if self.withheld == 0 {
                self.voice.tell(at, format_args!("a keepAlive is due, and withheld"));
            }
            self.withheld = self.withheld.saturating_add(1);
            return;
        }
        // What cannot be reported to the machine is not sent: the machine asks again.
        if self.network.bot.try_send(Event::Sent { token, hints: OperationHints::NONE }).is_ok() {
            self.network.requests.send(Sent { token, at });
        }
    }
}
