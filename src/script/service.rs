//! What ties an event to the service's end.

use super::draw::once_in;
use super::play::Tied;
use crate::service::{Call, Event, Output, PeerEvent, Request};
use crate::{CallState, ClientContext, DeadlineKind, Id, Slot, Step, Timestamp};

/// One of some ids, so that a few are the same.
const fn some(id: Id) -> Id {
    let [_, low] = id.words();
    Id::from_words([0, low & 31])
}

fn context(drawn: Option<ClientContext>) -> Option<ClientContext> {
    drawn.map(|context| ClientContext::from_id(some(context.id())))
}

/// What lets the call go on.
const fn goes_on(state: CallState) -> PeerEvent {
    match state {
        CallState::Hold => PeerEvent::Resumes,
        CallState::Transferring | CallState::TransferAccepted => PeerEvent::TransferFailed,
        CallState::Established => PeerEvent::Holds,
        CallState::Terminating => PeerEvent::TornDown,
        _ => PeerEvent::Connects,
    }
}

fn request(drawn: Request, choice: u32) -> Request {
    match drawn {
        // An end is rare, so that calls live long.
        Request::HangUp | Request::Reject if !once_in(16, choice) => Request::KeepAlive,
        Request::Record { id, context: named, request } => {
            Request::Record { id: some(id), context: context(named), request }
        }
        Request::PlayPrompt { id, context: named, prompts } => {
            Request::PlayPrompt { id: some(id), context: context(named), prompts: prompts & 31 }
        }
        Request::Start { id, context: named, kind } => Request::Start { id: some(id), context: context(named), kind },
        Request::GetOperation(id) => Request::GetOperation(some(id)),
        Request::Redirect { targets, timeout } => Request::Redirect {
            targets: if once_in(8, choice) { targets } else { targets & 3 },
            timeout: timeout.map(|seconds| if once_in(4, choice) { seconds } else { 15 | seconds & 63 }),
        },
        other => other,
    }
}

impl<const N: usize> Tied for Call<'_, N> {
    type Memory = ();
    const LAST: DeadlineKind = DeadlineKind::KeepAliveExpiry;

    fn tied(&self, event: Event, choice: u32, _now: Timestamp, (): &()) -> Event {
        let state = self.state();
        match event {
            Event::Peer(peer) => {
                let next = state.next(peer.trigger());
                let ends = next.is_some_and(|next| !next.is_live());
                Event::Peer(if next.is_none() || ends && !once_in(16, choice) { goes_on(state) } else { peer })
            }
            Event::Request(drawn) => Event::Request(request(drawn, choice)),
            Event::Finished { slot, success } => {
                let index = u8::try_from(slot.index() & 7).unwrap_or(0);
                Event::Finished { slot: Slot::new(index), success }
            }
            other => other,
        }
    }

    fn remember((): &mut (), _now: Timestamp, _event: &Event, _step: &Step<Output>) {}
}
