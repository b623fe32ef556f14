//! The service's end, from its diary.

use call_lifecycle::record::{RecordPhase, RecordRequest, StopTones, Tone};
use call_lifecycle::service::{Event, OperationView, Output, PeerEvent, Settings};
use call_lifecycle::{
    CallState, Cause, ClientContext, CompletionReason, Deadline, DeadlineKind, Id, OperationKind, OperationStatus,
    Outcome, Rejection, Slot, Timestamp, Trigger, Verdict,
};

use super::outcomes::media;
use super::{Predicted, Time, after, calls, first, millis};

/// What can stand in the diary.
#[derive(Clone, Debug)]
pub enum Line {
    Answered {
        status: u16,
        slot: Option<Slot>,
    },
    /// A keepAlive was answered 200.
    Renewed,
    Moved {
        trigger: Trigger,
        from: CallState,
        to: CallState,
    },
    /// A redirect was accepted, and rings so long.
    RingsFor(u64),
    Subscribed,
    Opened(Operation),
    Entered {
        number: usize,
        phase: RecordPhase,
        announce: bool,
    },
    Ended {
        number: usize,
        outcome: Outcome,
    },
    /// These operations ended with the call.
    EndedWithCall(Vec<usize>),
    /// The caller starts or stops speaking.
    Speech(bool),
    /// A tone that counts towards the stop tones of an operation.
    Entry {
        number: usize,
        tone: Tone,
    },
    /// A tone of which the application is notified.
    Notified {
        tone: Tone,
        sequence: u32,
    },
}

/// A request for an operation that was accepted; its number counts those from 0.
#[derive(Clone, Debug)]
pub struct Operation {
    pub number: usize,
    pub slot: Slot,
    pub kind: OperationKind,
    pub id: Id,
    pub context: Option<ClientContext>,
    /// Of a recording.
    pub request: Option<RecordRequest>,
}

/// The reference of the service's end.
#[derive(Clone, Debug)]
pub struct Service {
    pub settings: Settings,
    /// How many operations it has room for.
    pub slots: u8,
    pub diary: Vec<(Time, Line)>,
    /// How it began: when, in what state, and for what cause if it was ending already.
    pub began: (Time, CallState, Option<Cause>),
    /// The latest time that it was told.
    pub latest: Time,
    /// What the stop tones of the requests say, in words.
    pub texts: Vec<(StopTones, Vec<String>)>,
}

impl Service {
    /// A call that begins in this state: `establishing` if it is outgoing, else `incoming`; or one
    /// that is adopted in it.
    pub fn new(now: Timestamp, state: CallState, settings: Settings, slots: u8) -> Self {
        let now = now.as_millis();
        let (state, cause) =
            if calls::live(state) { (state, None) } else { (CallState::Terminating, Some(Cause::Unknown)) };
        Self { settings, slots, diary: Vec::new(), began: (now, state, cause), latest: now, texts: Vec::new() }
    }

    pub fn handle(&mut self, now: Timestamp, event: &Event) -> Predicted<Output> {
        let (before, page) = (self.next_deadline(), self.diary.len());
        let clock_regressed = now.as_millis() < self.latest;
        // Time that runs backwards is clamped (law *clock*).
        let now = now.as_millis().max(self.latest);
        // "Due deadlines fire first, in order of time, each at its own time, then the event is handled" (law *granularity*).
        while let Some(due) = self.next_deadline().filter(|due| due.at.as_millis() <= now) {
            self.latest = due.at.as_millis();
            self.fire(due.kind);
        }
        self.latest = now;
        let verdict = match event {
            Event::Wake => Verdict::NoChange,
            Event::Request(request) => self.request(request),
            Event::Peer(peer) => self.peer(*peer),
            Event::Media(heard) => self.media(*heard),
            Event::Finished { slot, success } => self.finished(*slot, *success),
            other => unreachable!("a new event: {other:?}"),
        };
        let told = self.diary[page..].iter();
        let outputs = told.filter_map(|(at, line)| Some((Timestamp::from_millis(*at), self.output(line)?))).collect();
        Predicted { verdict, outputs, clock_regressed, deadline_changed: before != self.next_deadline() }
    }

    pub fn write(&mut self, line: Line) {
        self.diary.push((self.latest, line));
    }

    /// What the host is told of a line.
    fn output(&self, line: &Line) -> Option<Output> {
        Some(match line {
            Line::Answered { status, slot } => Output::Answer { status: *status, slot: *slot },
            Line::Moved { to: CallState::Terminated, .. } => Output::Ended { cause: self.cause()? },
            Line::Moved { from, to, .. } => Output::State { from: *from, to: *to },
            Line::Entered { number, phase, announce } => {
                Output::Phase { slot: self.operation(*number).slot, phase: *phase, announce: *announce }
            }
            Line::Ended { number, outcome } => {
                Output::OperationEnded { slot: self.operation(*number).slot, outcome: *outcome }
            }
            Line::EndedWithCall(numbers) => {
                Output::OperationsEnded(numbers.iter().map(|number| self.operation(*number).slot).collect())
            }
            Line::Notified { tone, sequence } => Output::Tone { tone: *tone, sequence: *sequence },
            Line::Renewed | Line::RingsFor(_) | Line::Subscribed => return None,
            Line::Opened(_) | Line::Speech(_) | Line::Entry { .. } => return None,
        })
    }

    /// The moves of the call, each with its time.
    fn moves(&self) -> impl DoubleEndedIterator<Item = (Time, Trigger, CallState, CallState)> {
        self.diary.iter().filter_map(|(at, line)| match line {
            Line::Moved { trigger, from, to } => Some((*at, *trigger, *from, *to)),
            _ => None,
        })
    }

    /// Where its last move has brought it.
    pub fn state(&self) -> CallState {
        self.moves().next_back().map_or(self.began.1, |(.., to)| to)
    }

    /// Since when it is in that state.
    fn entered(&self) -> Time {
        self.moves().next_back().map_or(self.began.0, |(at, ..)| at)
    }

    /// What took it out of the live states.
    pub fn cause(&self) -> Option<Cause> {
        let left = self.moves().find(|(.., from, to)| calls::live(*from) && !calls::live(*to));
        left.map(|(_, trigger, ..)| calls::cause_of(trigger)).or(self.began.2)
    }

    /// 45 minutes after the latest successful keepAlive, or after the start (keepAlive page).
    pub fn expires_at(&self) -> Option<Time> {
        let mut renewals = self.diary.iter().filter(|(_, line)| matches!(line, Line::Renewed));
        let anchor = renewals.next_back().map_or(self.began.0, |(at, _)| *at);
        after(anchor, millis(self.settings.expiry()))
    }

    /// "Default 55 s for one target": also of a redirect that was under way when the call was
    /// adopted.
    fn rings_until(&self) -> Option<Time> {
        let accepted = self.diary.iter().rev().find_map(|(_, line)| match line {
            Line::RingsFor(millis) => Some(*millis),
            _ => None,
        });
        after(self.entered(), accepted.unwrap_or(55_000))
    }

    pub fn next_deadline(&self) -> Option<Deadline> {
        let state = self.state();
        let expiry = self.expires_at().filter(|_| calls::live(state));
        let since = |in_state, span| after(self.entered(), millis(span)).filter(|_| state == in_state);
        let mut deadlines = vec![
            (expiry, DeadlineKind::KeepAliveExpiry),
            (since(CallState::Incoming, self.settings.answer_deadline()), DeadlineKind::Answer),
            (self.rings_until().filter(|_| state == CallState::Redirecting), DeadlineKind::Redirect),
            (since(CallState::Terminating, self.settings.teardown()), DeadlineKind::Teardown),
        ];
        deadlines.extend(self.media_deadlines());
        first(deadlines)
    }

    fn fire(&mut self, kind: DeadlineKind) {
        let moved = match kind {
            DeadlineKind::KeepAliveExpiry => self.step(Trigger::KeepAliveExpired),
            DeadlineKind::Answer => self.step(Trigger::AnswerDeadline),
            DeadlineKind::Redirect => self.step(Trigger::RedirectTimeout),
            DeadlineKind::Teardown => self.step(Trigger::TeardownDeadline),
            DeadlineKind::InitialSilence => return self.end_running(CompletionReason::InitialSilenceTimeout),
            DeadlineKind::MaxSilence => return self.end_running(CompletionReason::MaxSilenceTimeout),
            _ => return self.end_running(CompletionReason::MaxRecordDurationReached),
        };
        assert!(moved, "{kind} is no deadline in {}", self.state());
    }

    /// Moves the call by the table; not at all where the table has no way. Its operations end with
    /// it (comms-samples issues 114 and 376).
    pub fn step(&mut self, trigger: Trigger) -> bool {
        let from = self.state();
        let Some(to) = calls::next(from, trigger) else { return false };
        let open: Vec<usize> =
            self.operations().filter(|one| !self.has_ended(one.number)).map(|one| one.number).collect();
        if !calls::live(to) && !open.is_empty() {
            self.write(Line::EndedWithCall(open));
        }
        self.write(Line::Moved { trigger, from, to });
        true
    }

    fn peer(&mut self, peer: PeerEvent) -> Verdict {
        let (state, trigger) = (self.state(), peer.trigger());
        if self.step(trigger) {
            Verdict::Applied
        } else if calls::leads_to(trigger, state) {
            // The call is already where this would have brought it: said twice.
            Verdict::NoChange
        } else if !calls::live(state) {
            Verdict::Stale
        } else {
            Verdict::Rejected(Rejection::WrongState { state })
        }
    }

    /// Every operation that was ever accepted.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.diary
            .iter()
            .filter_map(|(_, line)| if let Line::Opened(operation) = line { Some(operation) } else { None })
    }

    pub fn operation(&self, number: usize) -> &Operation {
        self.operations().nth(number).unwrap()
    }

    /// How an operation has ended.
    pub fn outcome(&self, number: usize) -> Option<Outcome> {
        self.diary.iter().find_map(|(_, line)| match line {
            Line::Ended { number: ended, outcome } if *ended == number => Some(*outcome),
            Line::EndedWithCall(ended) if ended.contains(&number) => {
                Some(super::outcomes::by_reason(CompletionReason::CallEnded))
            }
            _ => None,
        })
    }

    pub fn has_ended(&self, number: usize) -> bool {
        self.outcome(number).is_some()
    }

    /// Who stands in a slot: the last to whom it was given.
    pub fn occupant(&self, slot: Slot) -> Option<&Operation> {
        self.operations().filter(|operation| operation.slot == slot).last()
    }

    /// The slot for a new operation: one that was never given, else that of the ended one that was
    /// requested first. None if all are open.
    pub fn slot_for_another(&self) -> Option<Slot> {
        let slots = || (0..self.slots).map(Slot::new);
        slots().find(|slot| self.occupant(*slot).is_none()).or_else(|| {
            let ended = slots().filter_map(|slot| self.occupant(slot)).filter(|one| self.has_ended(one.number));
            ended.min_by_key(|one| one.number).map(|one| one.slot)
        })
    }

    /// What the machine should show of its slots.
    pub fn views(&self) -> Vec<OperationView> {
        let occupants = (0..self.slots).filter_map(|slot| self.occupant(Slot::new(slot)));
        occupants.map(|operation| self.view(operation)).collect()
    }

    fn view(&self, operation: &Operation) -> OperationView {
        use call_lifecycle::record::Profile;
        let outcome = self.outcome(operation.number);
        let phase = self.phase(operation.number);
        let mut view = OperationView::new(operation.slot, operation.kind, operation.id);
        view.context = operation.context;
        view.status = match (outcome, phase) {
            (Some(outcome), _) => outcome.status,
            (None, RecordPhase::Queued) if media(operation.kind) => OperationStatus::NotStarted,
            (None, _) => OperationStatus::Running,
        };
        view.reason = outcome.and_then(|outcome| outcome.reason);
        view.phase = media(operation.kind).then_some(phase);
        // Of no meaning but for a recording.
        view.profile = operation.request.map_or(Profile::RecordResponse, |request| request.profile);
        view
    }
}
