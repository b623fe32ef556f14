//! Replies to what the bot sent.

use core::time::Duration;

use call_lifecycle::app::{Event, Request, Token};
use call_lifecycle::{Id, Timestamp};

use crate::bot::{Bot, POLICY};
use crate::input::Answer;
use crate::news::News;
use crate::plan::RECORD_AGAIN;
use crate::timers::Due;

/// The status that says nothing about what was done.
const GATEWAY_TIMEOUT: u16 = 504;

impl Bot {
    pub(crate) fn on_answer(&mut self, now: Timestamp, call: Id, token: Token, sent: Timestamp, answer: Answer) {
        let Answer { reply, recording, why } = answer;
        let request = token.request();
        if reply.status() == GATEWAY_TIMEOUT && matches!(request, Request::Operation(_)) {
            let why = format!("{GATEWAY_TIMEOUT} does not say whether it was done");
            return self.on_failure(now, call, token, why);
        }
        self.is_back(call, token);
        if !reply.is_success() || why.is_some() {
            self.log(now, Some(call), News::Refused(request, reply.status(), why));
        }
        self.feed(now, call, Event::Reply { token, sent, reply });
        self.act(now, recording.as_ref());
        if matches!(reply.status(), 408 | 429 | 500..=599) {
            self.again(now, call, request, reply.retry_after());
        }
    }

    pub(crate) fn on_failure(&mut self, now: Timestamp, call: Id, token: Token, why: String) {
        self.is_back(call, token);
        self.log(now, Some(call), News::Unanswered(token.request(), why));
        self.feed(now, call, Event::Failed { token });
        self.act(now, None);
        // A recording may be running: its notification will say so. To answer twice does no harm.
        if token.request() == Request::Answer {
            self.again(now, call, Request::Answer, None);
        }
    }

    /// Notes that a request is no longer out.
    fn is_back(&mut self, call: Id, token: Token) {
        if token.request() == Request::Reject {
            self.rejecting = self.rejecting.saturating_sub(1);
        }
        if let Some(host) = self.hosts.get_mut(&call) {
            host.out.retain(|out| *out != token);
        }
    }

    /// Repeats what the plan asked for. The machine repeats everything else.
    fn again(&mut self, now: Timestamp, call: Id, request: Request, told: Option<Duration>) {
        let Some(host) = self.hosts.get(&call) else { return };
        let (due, at) = match request {
            Request::Answer => (Due::Answer, host.answer_again(now, told, POLICY.settings().answer_deadline())),
            Request::Operation(_) => {
                let wait = told.map_or(RECORD_AGAIN, |told| told.max(RECORD_AGAIN));
                (Due::Record, now.saturating_add(wait))
            }
            _ => return,
        };
        self.timers.arm(call, due, at);
    }
}
