//! An exchange of which nothing is as it would be by itself. The values are written without `..`: a new field does not
//! compile until it has one.

use core::time::Duration;
use std::sync::Arc;

use call_lifecycle::service::{Event, PeerEvent, Request};
use call_lifecycle::wire::{ApiVersion, Direction, MediaConfig};
use call_lifecycle::{CompletionReason, Id, OperationKind, OperationStatus, Outcome, Timestamp};

use crate::exchange::change::Change;
use crate::exchange::file::{File, Written};
use crate::exchange::planned::{Fact, Planned};
use crate::exchange::recording::Recording;
use crate::exchange::roster::{Group, Person, Roster, Transcription};
use crate::exchange::timeline::{Kind, Result as Said, Timeline};
use crate::exchange::villain::{Villain, Villains};
use crate::exchange::{Call, Exchange, Seed, Setup};

pub const NOW: u64 = 7_654_321;

pub fn at(millis: u64) -> Timestamp {
    Timestamp::from_millis(millis)
}

pub fn id(number: u128) -> Id {
    Id::from_u128(number)
}

fn person(number: u32, is_odd: bool) -> Person {
    Person {
        id: id(0xB0B0_0000 + u128::from(number)),
        info: format!(r#"{{"identity":{{"user":{{"displayName":"\u00e9 {number}"}}}}}}"#).into(),
        number: 2 * number + 1,
        changed: 1_000 + u64::from(number),
        muted: is_odd,
        lobby: !is_odd,
        held: is_odd,
        recording: is_odd.then(|| "recording".into()),
        shares: (!is_odd).then(|| "5e5510".into()),
    }
}

/// A roster in which nothing is as it would be by itself.
fn roster(is_odd: bool) -> Roster {
    Roster {
        people: vec![person(5, is_odd), person(3, !is_odd), person(4, is_odd)],
        came: 41,
        changes: 4_242,
        groups: vec![Group {
            id: "g-1".into(),
            routing_mode: "multicast".into(),
            sources: vec!["a".into(), "b".into()],
            receivers: vec!["c".into()],
        }],
        transcription: Some(Transcription { active: is_odd, since: 12_345 }),
        tells_sharing: is_odd,
    }
}

fn changes() -> Vec<Change> {
    let who = || Box::<str>::from("b0b00000-0000-0000-0000-000000000005");
    vec![
        Change::Invite(r#"[{"identity":{"user":{"id":"1"}}}]"#.into()),
        Change::Mute(Some(who()), true),
        Change::Mute(None, false),
        Change::MuteAll(vec![who(), "other".into()]),
        Change::Hold(who(), true),
        Change::Hold(who(), false),
        Change::Admit(Some(who())),
        Change::Admit(None),
        Change::Turn(who()),
        Change::Share(true),
        Change::Share(false),
        Change::Record("failed".into()),
        Change::Transcribe(true),
        Change::Transcribe(false),
    ]
}

/// Operations of every kind, with every reason, change and mark between them.
fn operations() -> Vec<Written> {
    let (reasons, changes) = (CompletionReason::ALL, changes());
    let count = OperationKind::ALL.len().max(reasons.len() + 2).max(changes.len());
    (0..count)
        .map(|place| {
            let is_odd = place % 2 == 1;
            let bare = [OperationStatus::Completed, OperationStatus::Failed].into_iter().map(Outcome::new);
            Written {
                id: id(0x0FE0_0000 + place as u128),
                kind: OperationKind::ALL[place % OperationKind::ALL.len()],
                method: is_odd.then(|| format!("method{place}").into()),
                context: (place % 3 > 0).then(|| format!("\"\u{e9}\" {place}\n").into()),
                version: if is_odd { ApiVersion::Beta2019 } else { ApiVersion::V1 },
                prompts: (place % 3 < 2).then(|| Duration::from_millis(1_001 + place as u64)),
                recording: (place % 3 != 1).then(|| at(2_002 + place as u64)),
                // The last is open.
                outcome: reasons.iter().map(|reason| Outcome::of(*reason)).chain(bare).nth(place),
                change: changes.get(place).cloned().map(Box::new),
            }
        })
        .collect()
}

/// Everything that may be to come, from now on.
pub fn to_come() -> Vec<Planned> {
    let peers = PeerEvent::ALL.iter().map(|event| Fact::Peer(*event));
    let facts = peers.chain([Fact::Played(id(1)), Fact::Beeped(id(2)), Fact::Finished(id(3))]);
    facts.enumerate().map(|(place, fact)| Planned { at: at(NOW + place as u64), fact }).collect()
}

/// What is stored next to a machine, with nothing as it is at first.
pub fn file(is_odd: bool, media: Option<MediaConfig>) -> File {
    let mut timeline = Timeline::default();
    timeline.push(at(1), Kind::Peer, "calls", Said::Nothing, None);
    File {
        direction: if is_odd { Direction::Incoming } else { Direction::Outgoing },
        version: if is_odd { ApiVersion::Beta2019 } else { ApiVersion::V1 },
        callback: Arc::from(format!("http://127.0.0.1:{}/\u{e9}", 1_000 + u16::from(is_odd))),
        given: Arc::from("{\"subject\": \"\u{e9}\\\"\\n\"}"),
        media,
        is_group_call: is_odd,
        began: at(123_457),
        operations: operations(),
        begun: 77,
        to_come: to_come(),
        villains: Some(Box::new(Villains::default())),
        roster: Some(Box::new(roster(is_odd))),
        rolls: 99,
        timeline,
    }
}

pub fn setup() -> Setup {
    Setup { room: 4, seed: Seed(3), base: "http://127.0.0.1:8080".into(), ..Setup::default() }
}

/// An exchange with two calls of which nothing is usual.
pub fn unusual() -> Exchange {
    let mut exchange = Exchange::new(at(NOW), &Setup { seed: Seed(0xFEED), ..setup() }).unwrap();
    exchange.write_journal();
    let mut machine = Call::incoming(id(0xCA11), at(NOW - 5_000));
    machine.feed(at(NOW - 4_000), Event::Request(Request::Answer));
    machine.feed(at(NOW - 3_000), Event::Peer(PeerEvent::Connects));
    for number in 1..=5 {
        let kind = OperationKind::SendDtmfTones;
        let id = id(0x0FF0 + number);
        machine.feed(at(NOW - 2_000), Event::Request(Request::Start { id, kind, context: None }));
    }
    assert!(exchange.begin(machine, file(true, Some(MediaConfig::AppHosted))));
    assert!(exchange.begin(Call::outgoing(id(0xCA12), at(NOW - 1)), file(false, Some(MediaConfig::ServiceHosted))));
    assert!(exchange.begin(Call::outgoing(id(0xCA13), at(NOW)), file(false, None)));
    exchange.bot = Some(Arc::from("http://127.0.0.1:9/\u{e9}"));
    exchange.made = 12;
    exchange.rolls = 5;
    exchange.journal.lines = 31;
    exchange.desk.villains.set(Villain { drop: 1.0, ..Villain::default() });
    // Not in the order of their ids.
    for (number, millis) in [(9, 1_234), (2, 0), (5, 99_999)] {
        exchange.desk.recordings.put(id(number), Recording { millis, ended: at(millis + 1) });
    }
    exchange
}

impl Call {
    pub fn feed(&mut self, now: Timestamp, event: Event) {
        let step = call_lifecycle::Machine::handle(self, now, event);
        assert!(step.verdict().is_applied(), "{event:?}: {:?}", step.verdict());
    }
}
