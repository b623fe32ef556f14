//! What ties an event to the application's end.

use core::time::Duration;

use std::vec::Vec;

use super::draw::once_in;
use super::play::Tied;
use crate::app::{Body, Call, Event, OperationHints, Output, Reply, Request, Token};
use crate::{
    CallReport, CallState, ChangeType, ClientContext, DeadlineKind, Id, OperationReport, OperationStatus,
    ReportedState, Step, Timestamp,
};

/// What the host of an application's end remembers: requests that it was asked to send, those that
/// left, and those of them that are not answered, each with the latest first.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    wished: Vec<Token>,
    left: Vec<(Timestamp, Token)>,
    awaited: Vec<(Timestamp, Token)>,
}

impl Memory {
    /// So many of each are remembered.
    const MOST: usize = 4;

    /// What a host would do next: send what was asked for, or hand on the reply to it.
    fn follows(&self, drawn: &Event, choice: u32) -> Option<Event> {
        if let Some(&token) = self.wished.first() {
            return Some(Event::Sent { token, hints: OperationHints::NONE });
        }
        let &(sent, token) = self.awaited.first()?;
        let drawn = if let Event::Reply { reply, .. } = drawn { reply } else { &Reply::new(200) };
        Some(Event::Reply { token, sent, reply: reply(drawn, token, choice) })
    }
}

/// One of a few ids, so that some are the same.
const fn few(id: Id) -> Id {
    let [_, low] = id.words();
    Id::from_words([0, low & 3])
}

const fn few_contexts(context: ClientContext) -> ClientContext {
    ClientContext::from_id(few(context.id()))
}

/// One of a list.
fn one<T: Copy>(list: &[T], choice: u32) -> Option<T> {
    let index = usize::try_from(choice).ok()?.checked_rem(list.len())?;
    list.get(index).copied()
}

/// The end of a call is told now and then only, so that calls live long.
const fn call_report(mut report: CallReport, choice: u32) -> CallReport {
    let is_end = matches!(report.state, ReportedState::Known(CallState::Terminated | CallState::Terminating));
    if is_end && !once_in(16, choice) {
        report.state = ReportedState::Known(CallState::Established);
    }
    if !once_in(16, choice) {
        report.change = ChangeType::Updated;
    }
    report
}

fn operation_report(mut report: OperationReport) -> OperationReport {
    report.id = report.id.map(few);
    report.context = report.context.map(few_contexts);
    report
}

fn hints(hints: OperationHints) -> OperationHints {
    hints.context().map_or(hints, |context| hints.with_context(few_contexts(context)))
}

fn reply(drawn: &Reply, token: Token, choice: u32) -> Reply {
    const STATUSES: [u16; 16] = [200, 200, 200, 200, 200, 200, 200, 200, 202, 204, 204, 401, 409, 429, 500, 503];
    let status = match once_in(16, choice) {
        // Any, but not often one that ends the call.
        true => {
            if choice & 7 == 0 {
                404
            } else {
                drawn.status()
            }
        }
        false => one(&STATUSES, choice >> 8).unwrap_or(200),
    };
    let body = match *drawn.body() {
        Body::Empty if matches!(token.request(), Request::Operation(_)) => {
            let running = OperationReport::NONE.with_status(OperationStatus::Running);
            Body::Operation(running.with_id(Id::from_words([0, u64::from(choice & 3)])))
        }
        Body::Empty => Body::Empty,
        Body::Call(report) => Body::Call(call_report(report, choice)),
        Body::Operation(report) => Body::Operation(operation_report(report)),
    };
    let reply = Reply::new(status).with_body(body);
    drawn.retry_after().map_or(reply, |wait| reply.with_retry_after(wait))
}

impl<const N: usize> Tied for Call<'_, N> {
    type Memory = Memory;
    const LAST: DeadlineKind = DeadlineKind::GiveUp;

    fn tied(&self, event: Event, choice: u32, now: Timestamp, memory: &Memory) -> Event {
        if choice >> 31 == 0 {
            if let Some(next) = memory.follows(&event, choice) {
                return next;
            }
        }
        let free = once_in(8, choice);
        let wished = one(&memory.wished, choice >> 4).filter(|_| !free);
        let left = one(&memory.left, choice >> 4).filter(|_| !free);
        match event {
            Event::Wake => Event::Wake,
            // An end is rare, so that calls live long.
            Event::Ask { request: Request::HangUp, hints } if !once_in(16, choice) => {
                Event::Ask { request: Request::KeepAlive, hints }
            }
            Event::Ask { request, hints: drawn } => Event::Ask { request, hints: hints(drawn) },
            Event::Sent { token, hints: drawn } => Event::Sent { token: wished.unwrap_or(token), hints: hints(drawn) },
            Event::Reply { token, sent, reply: drawn } => {
                let (sent, token) = left.unwrap_or((sent, token));
                Event::Reply { token, sent, reply: reply(&drawn, token, choice) }
            }
            Event::Failed { token } => Event::Failed { token: left.map_or(token, |(_, token)| token) },
            Event::Call(report) => Event::Call(call_report(report, choice)),
            Event::Operation(report) => Event::Operation(operation_report(report)),
            Event::Created { sent } => {
                let earlier = Duration::from_millis(sent.as_millis() & 0xf_ffff);
                Event::Created { sent: if free { sent } else { now.saturating_sub(earlier) } }
            }
        }
    }

    fn remember(memory: &mut Memory, now: Timestamp, event: &Event, step: &Step<Output>) {
        match *event {
            Event::Sent { token, .. } => {
                memory.wished.retain(|wished| *wished != token);
                for list in [&mut memory.left, &mut memory.awaited] {
                    list.insert(0, (now, token));
                    list.truncate(Memory::MOST);
                }
            }
            Event::Reply { token, .. } | Event::Failed { token } => {
                memory.awaited.retain(|(_, awaited)| *awaited != token);
            }
            _ => {}
        }
        for timed in step {
            if let Output::Send(token) = timed.output {
                memory.wished.insert(0, token);
                memory.wished.truncate(Memory::MOST);
            }
        }
    }
}
