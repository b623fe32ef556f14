//! What a machine returns for an event: a verdict, and what to do.

use core::fmt;

use crate::{CallState, Timestamp};

/// The most outputs of a step: `const` assertions at both ends prove that none needs more.
pub const MAX_OUTPUTS: usize = 22;

/// The result of an event.
///
/// Every verdict but [`Verdict::Applied`] means that the event itself changed nothing (law
/// *inert*). Every input may come twice. To recognise repeated messages by their ids is left to the
/// host (choice 16).
///
/// It is exhaustive: the laws are about these four.
///
/// ```
/// use call_lifecycle::{CallState, Rejection, Verdict};
/// assert!(Verdict::Applied.is_applied());
/// assert_eq!(Verdict::Rejected(Rejection::Ended).as_str(), "rejected");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub enum Verdict {
    /// The event was applied.
    Applied,
    /// The event says nothing new: a duplicate, or a wake with nothing due.
    NoChange,
    /// The event comes too late: the machine knows something newer.
    Stale,
    /// The event is not possible. The reason says what is wrong and what is possible.
    Rejected(Rejection),
}

impl Verdict {
    /// Whether the event was applied.
    #[must_use]
    pub const fn is_applied(self) -> bool {
        matches!(self, Self::Applied)
    }

    /// The word of the verdict, for logs and summaries.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::NoChange => "noChange",
            Self::Stale => "stale",
            Self::Rejected(_) => "rejected",
        }
    }
}

/// Why an event was rejected.
///
/// Later versions may have more reasons: a host logs them.
///
/// ```
/// use call_lifecycle::{CallState, Rejection};
/// let rejection = Rejection::WrongState { state: CallState::Establishing };
/// assert!(rejection.to_string().contains("establishing"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Rejection {
    /// The call has ended and accepts nothing.
    Ended,
    /// The transition table has no transition from this state.
    WrongState {
        /// The state that the call is in.
        state: CallState,
    },
    /// The state in the notification is not one of the ten known words. It changes nothing
    /// (choice 10).
    UnknownState,
    /// No operation of this call has that id, context or slot.
    UnknownOperation,
    /// Every slot holds an operation that has not ended. Nothing is lost: send the request again
    /// later.
    NoFreeSlot,
    /// The media queue is full. Nothing is lost: send the request again later.
    QueueFull,
    /// The parameters are not allowed in the profile.
    BadParameters,
    /// The media event does not fit the phase of the running operation.
    WrongPhase,
    /// The same request is already under way.
    UnderWay,
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ended => f.write_str("the call has ended: drop it"),
            Self::WrongState { state } => {
                write!(f, "not possible while the call is {state}: see the transition table for what is")
            }
            Self::UnknownState => f.write_str("the state is not one of the ten known words: ignored"),
            Self::UnknownOperation => f.write_str("this call has no such operation: check its id and clientContext"),
            Self::NoFreeSlot => {
                f.write_str("every operation slot is in use: wait for one to end, or give the call more slots")
            }
            Self::QueueFull => f.write_str("the media queue is full: wait for an operation to end, or cancel"),
            Self::BadParameters => f.write_str("the parameters are out of range: their own check says which"),
            Self::WrongPhase => f.write_str("no running operation waits for this media event: check its phase"),
            Self::UnderWay => f.write_str("the same request is already under way: wait for its reply"),
        }
    }
}

impl core::error::Error for Rejection {}

/// An output and the time from which it counts.
///
/// ```
/// use call_lifecycle::{Timed, Timestamp};
/// let timed = Timed::new(Timestamp::ZERO, "ended");
/// assert_eq!(timed.at.as_millis(), 0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Timed<O> {
    /// The time of the deadline that caused it, else the time of the step. The application's end
    /// sends at the time of the step.
    pub at: Timestamp,
    /// What to do.
    pub output: O,
}

impl<O> Timed<O> {
    /// An output that counts from `at`.
    #[must_use]
    pub const fn new(at: Timestamp, output: O) -> Self {
        Self { at, output }
    }
}

/// What a machine returns for one event.
///
/// ```
/// use call_lifecycle::{CallState, Id, Timestamp, app};
/// let mut call = app::Call::<4>::outgoing(Id::from_u128(1), Timestamp::ZERO, &app::Policy::DEFAULT);
/// let step = call.handle(Timestamp::ZERO, app::Event::Wake);
/// assert!(step.outputs().is_empty() && !step.clock_regressed());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[must_use = "a step holds what there is to do"]
#[repr(C)]
pub struct Step<O> {
    verdict: Verdict,
    pub(crate) clock_regressed: bool,
    deadline_changed: bool,
    outputs: heapless::Vec<Timed<O>, MAX_OUTPUTS>,
}

impl<O> Step<O> {
    /// An empty step, for [`crate::Machine::handle_into`] to fill in.
    pub const fn new() -> Self {
        Self {
            verdict: Verdict::NoChange,
            clock_regressed: false,
            deadline_changed: false,
            outputs: heapless::Vec::new(),
        }
    }

    /// Clears the step. An implementation of [`crate::Machine`] calls this first.
    #[inline]
    pub fn begin(&mut self, clock_regressed: bool) {
        self.clock_regressed = clock_regressed;
        self.deadline_changed = false;
        self.outputs.clear();
    }

    /// Adds an output, in order of time, and returns whether there was room: a step holds
    /// [`MAX_OUTPUTS`].
    #[inline]
    pub fn try_push(&mut self, at: Timestamp, output: O) -> bool {
        let at = self.in_order(at);
        self.outputs.push(Timed { at, output }).is_ok()
    }

    /// The time from which the next output counts: no earlier than the last one.
    ///
    /// The start of a call that is learnt late can make something due before what was added
    /// already.
    #[inline]
    fn in_order(&self, at: Timestamp) -> Timestamp {
        self.outputs.last().map_or(at, |last| at.later(last.at))
    }

    /// Sets the verdict, and whether `next_deadline()` has changed. An implementation of
    /// [`crate::Machine`] calls this last: a [`crate::fleet::Fleet`] asks for the deadline only if
    /// it has changed.
    #[inline]
    pub const fn finish(&mut self, verdict: Verdict, deadline_changed: bool) {
        self.verdict = verdict;
        self.deadline_changed = deadline_changed;
    }

    /// The verdict on the event.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Whether `now` was earlier than in an earlier step. The machine went on as if no time had
    /// passed.
    #[must_use]
    pub const fn clock_regressed(&self) -> bool {
        self.clock_regressed
    }

    /// Whether `next_deadline()` has changed: only then does a host need to re-arm its timer.
    #[must_use]
    pub const fn deadline_changed(&self) -> bool {
        self.deadline_changed
    }

    /// What to do, in order of time.
    #[must_use]
    pub fn outputs(&self) -> &[Timed<O>] {
        self.outputs.as_slice()
    }
}

/// Where the outputs of a step are written, and the time from which they count.
///
/// That is a deadline's own time while the deadline fires, and then the event's.
pub(crate) struct Outputs<'s, O> {
    pub(crate) at: Timestamp,
    pub(crate) step: &'s mut Step<O>,
}

impl<'s, O> Outputs<'s, O> {
    pub(crate) const fn new(at: Timestamp, step: &'s mut Step<O>) -> Self {
        Self { at, step }
    }

    /// Adds an output that counts from [`Outputs::at`]. There is room for it, as the assertions
    /// next to each machine's list of outputs prove.
    // Out of line where bytes are dear: an output is small, and is added in many places.
    #[cfg_attr(target_os = "none", inline(never))]
    pub(crate) fn push(&mut self, output: O) {
        // Written only where it changes, which it hardly ever does.
        if let Some(last) = self.step.outputs.last() {
            if self.at.0 < last.at.0 {
                self.at = last.at;
            }
        }
        let _has_room = self.step.outputs.push(Timed { at: self.at, output }).is_ok();
        debug_assert!(_has_room, "MAX_OUTPUTS is too small");
    }

    /// Takes the next place for an output that is not known yet; [`Outputs::fill`] gives it.
    pub(crate) fn reserve(&mut self, meanwhile: O) -> usize {
        let place = self.step.outputs.len();
        self.push(meanwhile);
        place
    }

    /// Gives the output of a place that [`Outputs::reserve`] took.
    pub(crate) fn fill(&mut self, place: usize, output: O) {
        if let Some(timed) = self.step.outputs.get_mut(place) {
            timed.output = output;
        }
    }
}

impl<O> Default for Step<O> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a, O> IntoIterator for &'a Step<O> {
    type Item = &'a Timed<O>;
    type IntoIter = core::slice::Iter<'a, Timed<O>>;

    fn into_iter(self) -> Self::IntoIter {
        self.outputs().iter()
    }
}

#[cfg(feature = "defmt")]
impl<O: defmt::Format> defmt::Format for Step<O> {
    fn format(&self, f: defmt::Formatter<'_>) {
        defmt::write!(
            f,
            "{} clock_regressed={} deadline_changed={} {}",
            self.verdict,
            self.clock_regressed,
            self.deadline_changed,
            self.outputs()
        );
    }
}
