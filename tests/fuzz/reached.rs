//! What the corpora reach: every row of both tables of transitions, every cause, verdict, reason, kind, deadline and output, at each end where it can occur.

use std::collections::BTreeSet;
use std::fs;

use call_lifecycle::record::{RecordPhase, RecordTrigger};
use call_lifecycle::{
    ClientContext, CompletionReason, DeadlineKind, OperationKind, Outcome, Slots, Trigger, app, service,
};
use call_lifecycle_sim::laws::Observation;

use crate::expected::{app_output, expected, reason, record_row, row, service_output, verdict};
use crate::{folder, inputs, over};
use testkit::fuzz;
use testkit::fuzz::watch::Watch;
use testkit::reference::draw::{Dice, Draw};

/// What was seen, in words.
#[derive(Default)]
struct Reached(BTreeSet<String>);

impl Reached {
    fn saw(&mut self, what: String) {
        self.0.insert(what);
    }
}

impl Watch for Reached {
    fn app<const N: usize>(&mut self, taken: &Observation<'_, app::Call<'_, N>>) {
        let Observation { before, now, event, after, step, .. } = *taken;
        self.saw(format!("app: verdict {}", verdict(step.verdict())));
        if let app::Event::Ask { request: app::Request::Operation(kind), .. } = event {
            if step.verdict().is_applied() {
                self.saw(format!("app: {kind} is asked for"));
            }
        }
        let mut woken = before.clone();
        while let Some(due) = woken.next_deadline().filter(|due| due.at <= now) {
            self.saw(format!("app: deadline {}", due.kind));
            let _step = woken.handle(due.at, app::Event::Wake);
        }
        for timed in step {
            self.saw(format!("app: output {}", app_output(&timed.output)));
            match timed.output {
                app::Output::Ended { cause, operations } => {
                    self.saw(format!("app: cause {cause}"));
                    if !operations.is_empty() {
                        self.saw(reason("app", CompletionReason::CallEnded));
                    }
                }
                app::Output::OperationEnded { slot, outcome } => {
                    self.ended("app", outcome);
                    if let Some(view) = after.operation(slot) {
                        self.saw(format!("app: {} is over", view.kind));
                    }
                }
                _ => {}
            }
        }
    }

    fn service<const N: usize>(&mut self, taken: &Observation<'_, service::Call<'_, N>>) {
        let Observation { before, now, event, step, .. } = *taken;
        self.saw(format!("service: verdict {}", verdict(step.verdict())));
        if let (service::Event::Request(request), true) = (event, step.verdict().is_applied()) {
            match request {
                service::Request::Record { .. } => self.saw(format!("service: {} is asked for", OperationKind::Record)),
                service::Request::PlayPrompt { .. } => {
                    self.saw(format!("service: {} is asked for", OperationKind::PlayPrompt))
                }
                service::Request::Start { kind, .. } => self.saw(format!("service: {kind} is asked for")),
                _ => {}
            }
        }
        // Deadline by deadline, and then the event: so each move has one trigger.
        let mut call = before.clone();
        while let Some(due) = call.next_deadline().filter(|due| due.at <= now) {
            self.saw(format!("service: deadline {}", due.kind));
            self.moved(&mut call, due.at, service::Event::Wake, trigger_of(due.kind));
        }
        self.moved(&mut call, now, *event, trigger(event));
    }
}

impl Reached {
    fn moved<const N: usize>(
        &mut self,
        call: &mut service::Call<'_, N>,
        now: call_lifecycle::Timestamp,
        event: service::Event,
        trigger: Option<Trigger>,
    ) {
        let from = call.state();
        let mut phases = [RecordPhase::Queued; Slots::MAX];
        for view in call.operations() {
            phases[view.slot.index()] =
                view.phase.filter(|phase| *phase != RecordPhase::Ended).unwrap_or(RecordPhase::Queued);
        }
        let step = call.handle(now, event);
        if from != call.state() {
            let trigger = trigger.unwrap();
            self.saw(row(from, trigger, call.state()));
        }
        for timed in &step {
            self.saw(format!("service: output {}", service_output(&timed.output)));
            match timed.output {
                service::Output::Ended { cause } => self.saw(format!("service: cause {cause}")),
                service::Output::Phase { slot, phase, .. } => {
                    let before = core::mem::replace(&mut phases[slot.index()], phase);
                    self.saw(record_row(before, entered(before, phase), phase));
                }
                service::Output::OperationEnded { slot, outcome } => {
                    self.ended("service", outcome);
                    let view = call.operation(slot).unwrap();
                    self.saw(format!("service: {} is over", view.kind));
                    // The slot may be another's already, which is queued then.
                    let before = core::mem::replace(&mut phases[slot.index()], RecordPhase::Queued);
                    if let Some(trigger) = outcome.reason.and_then(ended_by).filter(|_| view.kind.is_media()) {
                        self.saw(record_row(before, trigger, RecordPhase::Ended));
                    }
                }
                service::Output::OperationsEnded(slots) => {
                    self.saw(reason("service", CompletionReason::CallEnded));
                    for view in slots.iter().filter_map(|slot| call.operation(slot)).filter(|view| view.kind.is_media())
                    {
                        self.saw(record_row(phases[view.slot.index()], RecordTrigger::CallEnded, RecordPhase::Ended));
                    }
                }
                _ => {}
            }
        }
    }

    fn ended(&mut self, end: &str, outcome: Outcome) {
        self.saw(format!("{end}: an operation {}", outcome.status));
        if let Some(why) = outcome.reason {
            self.saw(reason(end, why));
        }
    }
}

const fn trigger_of(kind: DeadlineKind) -> Option<Trigger> {
    match kind {
        DeadlineKind::KeepAliveExpiry => Some(Trigger::KeepAliveExpired),
        DeadlineKind::Answer => Some(Trigger::AnswerDeadline),
        DeadlineKind::Redirect => Some(Trigger::RedirectTimeout),
        DeadlineKind::Teardown => Some(Trigger::TeardownDeadline),
        _ => None,
    }
}

const fn trigger(event: &service::Event) -> Option<Trigger> {
    match event {
        service::Event::Peer(peer) => Some(peer.trigger()),
        service::Event::Request(service::Request::Answer) => Some(Trigger::Answer),
        service::Event::Request(service::Request::Reject) => Some(Trigger::Reject),
        service::Event::Request(service::Request::Redirect { .. }) => Some(Trigger::Redirect),
        service::Event::Request(service::Request::Transfer) => Some(Trigger::Transfer),
        service::Event::Request(service::Request::HangUp) => Some(Trigger::HangUp),
        _ => None,
    }
}

/// What takes an operation from one phase to another that is not its end.
fn entered(from: RecordPhase, to: RecordPhase) -> RecordTrigger {
    match to {
        RecordPhase::Prompting => RecordTrigger::StartPrompt,
        RecordPhase::Beeping => RecordTrigger::StartBeep,
        RecordPhase::Listening => RecordTrigger::StartSilent,
        RecordPhase::Speaking if from.is_recording() => RecordTrigger::SpeechStarted,
        RecordPhase::Speaking => RecordTrigger::StartSpeaking,
        RecordPhase::Pausing => RecordTrigger::SpeechStopped,
        RecordPhase::Queued | RecordPhase::Ended => panic!("nothing enters {to} by a phase"),
    }
}

/// What ends an operation for this reason.
fn ended_by(reason: CompletionReason) -> Option<RecordTrigger> {
    // The word for a cancelled `playPrompt`.
    let reason =
        if reason == CompletionReason::MediaOperationCanceled { CompletionReason::OperationCanceled } else { reason };
    RecordTrigger::ALL.iter().copied().find(|trigger| trigger.reason() == Some(reason))
}

type Body = fn(&[u8], &mut Reached);

/// The targets of whose corpora this is asked.
const TARGETS: [(&str, Body); 3] = [
    ("app_events", fuzz::app_events::run),
    ("service_events", fuzz::service_events::run),
    ("record", fuzz::record::run),
];

fn reached() -> Reached {
    let mut reached = Reached::default();
    for (target, body) in TARGETS {
        over(target, body, &mut reached);
    }
    reached
}

#[test]
fn the_corpora_reach_every_row_and_every_outcome() {
    let (reached, expected) = (reached(), expected());
    let missing: Vec<_> = expected.difference(&reached.0).collect();
    assert!(missing.is_empty(), "the corpora do not reach {missing:#?}");
    // What is reached and not expected is a hole in the list above.
    let unknown: Vec<_> = reached.0.difference(&expected).collect();
    assert!(unknown.is_empty(), "expected, too: {unknown:#?}");
}

/// Inputs of the corpora, cut somewhere and gone on with at random: one that reaches something new joins the corpus.
#[test]
#[ignore = "writes into fuzz/corpus: for after the corpora were made anew"]
fn search_for_what_the_corpora_do_not_reach() {
    const TRIES: u64 = 3_000_000;
    let (mut reached, expected) = (reached(), expected());
    let corpora =
        TARGETS.map(|(target, _)| inputs(target).into_iter().map(|file| fs::read(file).unwrap()).collect::<Vec<_>>());
    let mut dice = Dice::new(1);
    for turn in 0..TRIES {
        if expected.is_subset(&reached.0) {
            return;
        }
        let index = usize::try_from(turn % 3).unwrap();
        let (target, body) = TARGETS[index];
        let mut input = dice.one_of(&corpora[index]);
        input.truncate(usize::try_from(dice.below(input.len() as u64 + 1)).unwrap());
        input.extend((0..dice.below(40)).map(|_| u8::try_from(dice.below(256)).unwrap()));
        let mut seen = Reached::default();
        body(&input, &mut seen);
        if !seen.0.is_subset(&reached.0) {
            let name = ClientContext::hash(&format!("{input:?}")).id().compact().to_string();
            fs::write(folder(target).join(name.to_lowercase()), input).unwrap();
            reached.0.extend(seen.0);
        }
    }
    panic!("not found: {:#?}", expected.difference(&reached.0).collect::<Vec<_>>());
}
