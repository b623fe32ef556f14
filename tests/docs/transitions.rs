//! Every trigger in every state of both tables, against lists written by hand from the field's documentation and not from the crate's tables.

use call_lifecycle::record::{RECORD_TRANSITIONS, RecordPhase, RecordTrigger};
use call_lifecycle::{CallState, TRANSITIONS, Trigger};

/// From (several parted by blanks), triggers (parted by commas), to.
type Lines = &'static [(&'static str, &'static str, &'static str)];

const CALL: Lines = &[
    ("incoming", "answer", "establishing"),
    ("incoming", "redirect", "redirecting"),
    ("incoming", "reject, answer deadline", "terminated"),
    ("establishing", "peer rings", "ringing"),
    ("establishing ringing", "peer connects", "established"),
    ("establishing ringing", "peer declines, peer busy, peer no answer, peer fails", "terminated"),
    ("established", "peer holds", "hold"),
    ("hold", "peer resumes", "established"),
    ("established", "transfer", "transferring"),
    ("transferring", "target accepts", "transferAccepted"),
    ("transferring transferAccepted", "transfer fails", "established"),
    ("transferAccepted", "transfer completes", "terminated"),
    ("redirecting", "redirected, redirect fails, redirect timeout", "terminated"),
    (
        "incoming establishing ringing established hold transferring transferAccepted redirecting",
        "hang up, peer hangs up, keepAlive expired, media failed",
        "terminating",
    ),
    ("terminating", "torn down, teardown deadline", "terminated"),
];

/// A trigger contains a comma here, so they are parted by semicolons.
const RECORD: Lines = &[
    ("queued", "start prompt", "prompting"),
    ("queued prompting", "start beep", "beeping"),
    ("queued prompting beeping", "start recording", "listening"),
    ("queued prompting beeping", "start recording in speech", "speaking"),
    ("listening pausing", "speech starts", "speaking"),
    ("speaking", "speech stops", "pausing"),
    ("prompting", "prompts played; prompt fails", "ended"),
    ("beeping", "beep fails", "ended"),
    ("listening", "initial silence", "ended"),
    ("pausing", "max silence", "ended"),
    ("listening speaking pausing", "max duration", "ended"),
    ("prompting beeping listening speaking pausing", "stop tone; media lost; record fails", "ended"),
    ("queued prompting beeping listening speaking pausing", "cancel; call ends", "ended"),
];

fn expected(lines: Lines, between: &str, from: &str, trigger: &str) -> Option<&'static str> {
    let mut found = lines.iter().filter(|(states, triggers, _)| {
        states.split(' ').any(|s| s == from) && triggers.split(between).any(|t| t == trigger)
    });
    let to = found.next().map(|(.., to)| *to);
    assert!(found.next().is_none(), "the list has {from}, {trigger} twice");
    to
}

/// How many rows the lines stand for; a word with a typing error matches nothing, and this shows it.
fn rows(lines: Lines, between: &str) -> usize {
    lines.iter().map(|(states, triggers, _)| states.split(' ').count() * triggers.split(between).count()).sum()
}

#[test]
fn every_trigger_in_every_state() {
    for &from in CallState::ALL {
        for &trigger in Trigger::ALL {
            let to = from.next(trigger).map(CallState::as_str);
            assert_eq!(to, expected(CALL, ", ", from.as_str(), trigger.as_str()), "{trigger} in {from}");
        }
    }
    assert_eq!(rows(CALL, ", "), TRANSITIONS.len());
}

#[test]
fn every_record_trigger_in_every_phase() {
    for &from in RecordPhase::ALL {
        for &trigger in RecordTrigger::ALL {
            let to = from.next(trigger).map(RecordPhase::as_str);
            assert_eq!(to, expected(RECORD, "; ", from.as_str(), trigger.as_str()), "{trigger} in {from}");
        }
    }
    assert_eq!(rows(RECORD, "; "), RECORD_TRANSITIONS.len());
}

#[test]
fn what_is_over_stays_over() {
    assert!(Trigger::ALL.iter().all(|&trigger| CallState::Terminated.next(trigger).is_none()));
    assert!(RecordTrigger::ALL.iter().all(|&trigger| RecordPhase::Ended.next(trigger).is_none()));
    assert!(CallState::ALL.iter().all(|&state| !CallState::Terminated.reaches(state)));
}

/// `reaches` is one or more steps along the hand-written list, found here by walking from each state in turn.
#[test]
fn reaches_is_the_closure() {
    for &from in CallState::ALL {
        let mut reached: Vec<&str> = Vec::new();
        let mut open = vec![from.as_str()];
        while let Some(state) = open.pop() {
            for (states, _, to) in CALL {
                if states.split(' ').any(|s| s == state) && !reached.contains(to) {
                    reached.push(to);
                    open.push(to);
                }
            }
        }
        for &to in CallState::ALL {
            assert_eq!(from.reaches(to), reached.contains(&to.as_str()), "{from} reaches {to}");
        }
    }
}

/// Pairs that a host meets: what a late or repeated notification may and may not do.
#[test]
fn reaches_in_examples() {
    use CallState::{
        Established, Establishing, Hold, Incoming, Redirecting, Ringing, Terminating, TransferAccepted, Transferring,
    };
    assert!(Incoming.reaches(Established) && Established.reaches(Established) && Hold.reaches(TransferAccepted));
    assert!(TransferAccepted.reaches(Transferring), "a failed transfer can be tried again");
    assert!(!Established.reaches(Establishing) && !Established.reaches(Ringing) && !Ringing.reaches(Ringing));
    assert!(!Redirecting.reaches(Established) && !Terminating.reaches(Terminating) && !Establishing.reaches(Incoming));
}

#[test]
fn live_and_connected() {
    let words = |has: fn(CallState) -> bool| {
        CallState::ALL.iter().copied().filter(|&state| has(state)).map(CallState::as_str).collect::<Vec<_>>().join(" ")
    };
    let live = "incoming establishing ringing established hold transferring transferAccepted redirecting";
    assert_eq!(words(CallState::is_live), live);
    assert_eq!(words(CallState::is_connected), "established hold transferring transferAccepted");
}
