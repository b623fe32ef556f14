//! How a bot continues where an earlier one was.

use call_lifecycle::app::{Call, Request};
use call_lifecycle::{CallState, Timestamp};

use crate::bot::{Bot, POLICY};
use crate::news::News;

impl Bot {
    /// The latest time at which something happened to one of its calls, as far as it knows.
    pub(crate) fn latest(&self) -> Timestamp {
        self.fleet.iter().map(|(_, call)| call.now()).max().unwrap_or(Timestamp::ZERO)
    }

    /// Continues where an earlier bot was. Notifications may have been lost meanwhile, and requests
    /// that were out get no reply.
    pub(crate) fn resume(&mut self, now: Timestamp) {
        let calls = self.fleet.iter().map(|(_, call)| (call.id(), call.state(), call.keep_alive().expires_at));
        for (call, state, expires_at) in calls.collect::<Vec<_>>() {
            self.log(now, Some(call), News::Resumed(state));
            if state.is_live() && expires_at.is_some_and(|at| at <= now) {
                // There was no keepAlive for too long. Only the service knows whether the call lives: its clock may have stood still.
                self.fleet.remove(call);
                let _room = self.fleet.insert(Call::adopted(call, now, state, &POLICY));
            }
            self.ask(now, call, Request::GetCall);
            // The machine repeats everything else that got no reply. To answer twice does no harm.
            if self.hosts.get(&call).is_some_and(|host| host.leaving) {
                self.leave(now, call);
            } else if state == CallState::Incoming {
                self.answer(now, call);
            }
            self.act(now, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use call_lifecycle::{Id, KeepAlivePolicy};

    use super::*;
    use crate::plan::{Host, Plan};

    fn at(millis: u64) -> Timestamp {
        Timestamp::from_millis(millis)
    }

    /// At the very time at which a call would have expired only the service knows whether it lives.
    #[test]
    fn a_call_that_expires_just_now_is_asked_after() {
        let expiry = KeepAlivePolicy::GRAPH.expiry();
        for (late, adopted) in [(-1, false), (0, true), (1, true)] {
            let mut bot = Bot::new(at(0), [1, 2], Plan::DEFAULT).unwrap();
            let machine = Call::outgoing(Id::from_u128(1), at(5_000), &POLICY);
            let expires = machine.keep_alive().expires_at.unwrap();
            assert_eq!(expires, at(5_000).saturating_add(expiry));
            bot.fleet.insert(machine).unwrap();
            bot.hosts.insert(Id::from_u128(1), Host::new(at(5_000), false, false));
            bot.resume(at(expires.as_millis().saturating_add_signed(late)));
            let found = bot.fleet.get(Id::from_u128(1)).unwrap();
            assert_eq!(found.keep_alive().expires_at == Some(expires), !adopted, "{late}");
            assert!(!found.keep_alive().presumed_lost);
        }
    }
}
