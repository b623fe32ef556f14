//! A call that is due whenever it is told to be: any time at all, also such as no rule of the
//! domain comes near.

use call_lifecycle::{Deadline, DeadlineKind, Id, Machine, Step, Timestamp, Verdict};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Toy {
    pub id: Id,
    pub due: Option<Timestamp>,
    /// How often it was woken for its deadline.
    pub woken: u64,
    /// What happens to the deadline then.
    pub then: Then,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Then {
    /// It has no other.
    Nothing,
    /// The next is so many milliseconds after the wake.
    Again(u64),
    /// It stays, against the law *progress*.
    Stuck,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ToyEvent {
    Wake,
    Due(Option<Timestamp>),
}

impl Toy {
    pub fn new(id: u128, due: Option<u64>) -> Self {
        Self { id: Id::from_u128(id), due: due.map(Timestamp::from_millis), woken: 0, then: Then::Nothing }
    }

    pub fn then(self, then: Then) -> Self {
        Self { then, ..self }
    }
}

impl Machine for Toy {
    type Event = ToyEvent;
    type Output = u64;
    const WAKE: ToyEvent = ToyEvent::Wake;

    fn id(&self) -> Id {
        self.id
    }

    fn handle_into(&mut self, now: Timestamp, event: &ToyEvent, step: &mut Step<u64>) {
        step.begin(false);
        let before = self.due;
        match event {
            ToyEvent::Due(due) => self.due = *due,
            ToyEvent::Wake if self.due.is_some_and(|due| due <= now) => {
                self.woken += 1;
                assert!(step.try_push(now, self.woken));
                self.due = match self.then {
                    Then::Nothing => None,
                    Then::Again(millis) => now.as_millis().checked_add(millis).map(Timestamp::from_millis),
                    Then::Stuck => self.due,
                };
            }
            ToyEvent::Wake => {}
        }
        step.finish(Verdict::Applied, self.due != before);
    }

    fn next_deadline(&self) -> Option<Deadline> {
        self.due.map(|at| Deadline::new(at, DeadlineKind::Answer))
    }

    fn digest(&self) -> u64 {
        let [high, low] = self.id.words();
        let due = self.due.map_or(0, |due| due.as_millis().wrapping_mul(31).wrapping_add(1));
        high ^ low.wrapping_mul(7) ^ due ^ self.woken.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }
}
