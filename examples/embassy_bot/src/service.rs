//! The service's end: how its host acts on a step.

use core::ops::ControlFlow;

use call_lifecycle::app::{Event as Reaches, Reply};
use call_lifecycle::service::{Call, Output, Policy};
use call_lifecycle::{CallReport, CallState, Step, service};

use crate::Voice;
use crate::glue::{drive, now};
use crate::network::{CALL, Network};

static POLICY: Policy = Policy::DEFAULT;

/// Starts a call and follows it to its end. Returns whether it has ended.
pub async fn service(network: &Network, voice: Voice) -> bool {
    let start = now();
    voice.tell(start, format_args!("somebody calls the bot"));
    let call = Call::<4>::incoming(CALL, start, &POLICY);
    network.replies.send(Reaches::Call(CallReport::state(call.state())));
    let host = Host { network, voice };
    let call = drive(call, network.service.dyn_receiver(), |call, step| host.act(call, step)).await;
    voice.tell(call.now(), format_args!("{}, digest {:016x}", call.state(), call.digest()));
    call.state() == CallState::Terminated
}

struct Host<'n> {
    network: &'n Network,
    voice: Voice,
}

impl Host<'_> {
    fn act(&self, call: &Call<'static, 4>, step: &Step<Output>) -> ControlFlow<()> {
        let mut over = ControlFlow::Continue(());
        for timed in step {
            let tell = |what| self.voice.tell(timed.at, what);
            match timed.output {
                Output::Answer { status, slot } => self.answer(call, status, slot),
                Output::State { to, .. } => tell(format_args!("{to}")),
                Output::Phase { phase, .. } => tell(format_args!("the recording is {phase}")),
                Output::Ended { cause } => {
                    tell(format_args!("the call has ended: {cause}"));
                    over = ControlFlow::Break(());
                }
                Output::OperationsEnded(_) | Output::OperationEnded { .. } | Output::Tone { .. } => {}
            }
            // The call before the step is needed only if one recording could cut in on another.
            if let Some(event) = service::notification(call, call, timed.output) {
                self.network.replies.send(event);
            }
        }
        over
    }

    fn answer(&self, call: &Call<'static, 4>, status: u16, slot: Option<call_lifecycle::Slot>) {
        // Requests are answered in the order in which they were asked.
        let Ok(sent) = self.network.asked.try_receive() else { return };
        let request = sent.token.request();
        self.voice.tell(call.now(), format_args!("{request:?} is answered {status}"));
        let reply = Reply::new(status).with_body(service::answer_body(call, request, status, slot));
        self.network.replies.send(Reaches::Reply { token: sent.token, sent: sent.at, reply });
    }
}
