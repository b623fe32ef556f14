//! The application's end of a call, with room for few operations until it has more.
//!
//! Most calls have few operations, and a call without room for many is small: less is moved about
//! and fetched for each line.

use call_lifecycle::app::{Call, Event, Output, Policy};
use call_lifecycle::{Deadline, Id, Machine, Slots, Step, Timestamp};

/// As many as most calls have.
const FEW: usize = 3;
/// The most bytes of a machine with so many operations.
const STORED: usize = 1_024;

/// A call of the application's end.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum App<'p> {
    Few(Call<'p, FEW>),
    Many(Box<Call<'p, { Slots::MAX }>>),
}

/// The same of either.
macro_rules! either {
    ($app:expr, $call:ident => $what:expr) => {
        match $app {
            $crate::roomy::App::Few($call) => $what,
            $crate::roomy::App::Many($call) => $what,
        }
    };
}
pub(crate) use either;

impl<'p> App<'p> {
    /// The call that was stored, with as much room as it needs.
    pub fn restore(bytes: &[u8], policy: &'p Policy) -> Option<Self> {
        match Call::restore(bytes, policy) {
            Ok(few) => Some(Self::Few(few)),
            Err(_) => Some(Self::Many(Box::new(Call::restore(bytes, policy).ok()?))),
        }
    }

    /// Makes room for more operations, if every slot is taken and the event may start one. Slots keep
    /// their numbers: a free one is taken before that of an operation that has ended.
    #[inline]
    fn make_room(&mut self, event: &Event) {
        let Self::Few(few) = self else { return };
        if matches!(event, Event::Sent { .. } | Event::Reply { .. }) && few.operations().count() == FEW {
            let stored = few.snapshot::<STORED>().ok();
            let many = stored.and_then(|stored| Call::restore(stored.as_bytes(), few.policy()).ok());
            if let Some(many) = many {
                *self = Self::Many(Box::new(many));
            }
        }
    }
}

impl Machine for App<'_> {
    type Event = Event;
    type Output = Output;
    const WAKE: Event = Event::Wake;

    fn id(&self) -> Id {
        either!(self, call => call.id())
    }

    #[inline]
    fn handle_into(&mut self, now: Timestamp, event: &Event, step: &mut Step<Output>) {
        self.make_room(event);
        match self {
            Self::Few(call) => call.handle_into(now, event, step),
            Self::Many(call) => call.handle_into(now, event, step),
        }
    }

    #[inline]
    fn next_deadline(&self) -> Option<Deadline> {
        either!(self, call => call.next_deadline())
    }

    fn digest(&self) -> u64 {
        either!(self, call => call.digest())
    }
}

#[cfg(test)]
mod tests {
    use call_lifecycle::app::{Body, OperationHints, Reply, Request, Token};
    use call_lifecycle::{OperationKind, OperationReport, OperationStatus};

    use super::*;

    /// A call that grows is the same as one that had all the room from the beginning.
    #[test]
    fn a_call_that_grows_is_as_one_that_had_the_room() {
        let (id, mut rng) = (Id::from_u128(7), 88_172_645_463_325_252_u64);
        let mut all = Call::<{ Slots::MAX }>::outgoing(id, Timestamp::ZERO, &Policy::DEFAULT);
        let mut grown = App::Few(Call::outgoing(id, Timestamp::ZERO, &Policy::DEFAULT));
        for number in 1..=400_u16 {
            rng ^= rng << 13;
            rng ^= rng >> 7;
            rng ^= rng << 17;
            let now = Timestamp::from_millis(u64::from(number) * 100);
            let token = Token::new(Request::Operation(OperationKind::PlayPrompt), number);
            let said = |id: u128, status| {
                let mut report = OperationReport::default();
                (report.id, report.status) = (Some(Id::from_u128(id)), Some(status));
                report
            };
            let running = Body::Operation(said(number.into(), OperationStatus::Running));
            let mut ended = said(u128::from(1 + rng % u64::from(number)), OperationStatus::Completed);
            ended.deleted = true;
            let events = [
                Event::Sent { token, hints: OperationHints::NONE },
                Event::Reply { token, sent: now, reply: Reply::new(200).with_body(running) },
                Event::Operation(ended),
            ];
            for event in events.iter().take(1 + (rng >> 40) as usize % 3) {
                let (mut one, mut other) = (Step::new(), Step::new());
                Machine::handle_into(&mut all, now, event, &mut one);
                grown.handle_into(now, event, &mut other);
                assert_eq!((one, all.digest()), (other, grown.digest()), "{event:?}");
            }
        }
        assert!(matches!(grown, App::Many(_)));
        assert!(all.operations().count() > FEW);
    }
}
