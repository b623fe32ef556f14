//! What is restored after a kill: every field of what is kept, compared one by one. What is compared is taken apart
//! without `..`: a new field does not compile until somebody has said whether it is kept.

mod values;

use call_lifecycle::service::{Event, PeerEvent, Request};
use call_lifecycle::wire::Target;
use call_lifecycle::{OperationKind, Timestamp};
use graph_call_replay::trace::{Verb, Word};

use super::file::{File, Written};
use super::planned::{Fact, Planned};
use super::roster::{Person, Roster};
use super::{Asked, Call, Exchange, Restored, Seed, Setup};
use values::{NOW, at, file, id, setup, unusual};

/// Two files, field by field.
fn assert_same_file(one: &File, other: &File) {
    let File {
        direction,
        version,
        callback,
        given,
        media,
        is_group_call,
        began,
        operations,
        begun,
        to_come,
        // The villain is gone, and what the page shows begins anew.
        villains: _,
        roster,
        rolls,
        timeline: _,
    } = one;
    assert_eq!(*direction, other.direction);
    assert_eq!(*version, other.version);
    assert_eq!(*callback, other.callback);
    assert_eq!(*given, other.given);
    assert_eq!(*media, other.media);
    assert_eq!(*is_group_call, other.is_group_call);
    assert_eq!(*began, other.began);
    assert_eq!(*begun, other.begun);
    assert_eq!(*to_come, other.to_come);
    assert_eq!(*rolls, other.rolls);
    assert_eq!(operations.len(), other.operations.len());
    operations.iter().zip(&other.operations).for_each(|(one, other)| assert_same_operation(one, other));
    let (Some(one), Some(other)) = (roster.as_deref(), other.roster.as_deref()) else { panic!("no roster") };
    let Roster { people, came, changes, groups, transcription, tells_sharing } = one;
    assert_eq!(people.len(), other.people.len());
    people.iter().zip(&other.people).for_each(|(one, other)| assert_same_person(one, other));
    assert_eq!(*came, other.came);
    assert_eq!(*changes, other.changes);
    assert_eq!(*groups, other.groups);
    assert_eq!(*transcription, other.transcription);
    assert_eq!(*tells_sharing, other.tells_sharing);
}

fn assert_same_operation(one: &Written, other: &Written) {
    let Written { id, kind, method, context, version, prompts, recording, outcome, change } = one;
    assert_eq!(*id, other.id);
    assert_eq!(*kind, other.kind);
    assert_eq!(*method, other.method);
    assert_eq!(*context, other.context);
    assert_eq!(*version, other.version);
    assert_eq!(*prompts, other.prompts);
    assert_eq!(*recording, other.recording);
    assert_eq!(*outcome, other.outcome);
    assert_eq!(*change, other.change);
}

fn assert_same_person(one: &Person, other: &Person) {
    let Person { id, info, number, changed, muted, lobby, held, recording, shares } = one;
    assert_eq!(*id, other.id);
    assert_eq!(*info, other.info);
    assert_eq!(*number, other.number);
    assert_eq!(*changed, other.changed);
    assert_eq!(*muted, other.muted);
    assert_eq!(*lobby, other.lobby);
    assert_eq!(*held, other.held);
    assert_eq!(*recording, other.recording);
    assert_eq!(*shares, other.shares);
}

fn restore(exchange: &Exchange, setup: &Setup) -> Exchange {
    let mut text = String::new();
    exchange.store_head(&mut text);
    let calls = exchange.store_calls(&exchange.calls(), &mut text);
    exchange.store_end(calls, &mut text);
    let mut lines = text.lines();
    let mut restored = Restored::new(setup, lines.next().unwrap()).unwrap();
    lines.try_for_each(|line| restored.stored(line)).unwrap();
    restored.finish().unwrap()
}

#[test]
fn every_field_of_a_call_is_restored() {
    let (one, other) = (unusual(), restore(&unusual(), &setup()));
    assert_eq!((one.calls(), other.calls().len()), (other.calls(), 3));
    for id in one.calls() {
        assert_eq!(one.fleet.get(id), other.fleet.get(id), "a machine is as large as it needs to be");
        assert_same_file(&one.desk.files[&id], &other.desk.files[&id]);
        assert_eq!(other.desk.files[&id].timeline.said().len(), 0);
        assert!(other.desk.files[&id].villains.is_none());
    }
}

#[test]
fn every_field_of_an_exchange_is_restored_or_begins_anew() {
    let (one, other) = (unusual(), restore(&unusual(), &Setup { lenient: true, ..setup() }));
    let Exchange {
        fleet: _,
        desk,
        recent,
        bot,
        now,
        made,
        journal,
        lenient,
        app,
        callbacks,
        restoring,
        rolls,
        epoch,
        ids: _,
        tokens: _,
        seen,
        operations,
    } = other;
    assert_eq!(recent, one.recent);
    assert_eq!((bot, now, made), (one.bot, one.now, one.made));
    assert_eq!((journal.lines, journal.on), (31, false), "it goes on with the next line");
    // The settings are those of this run.
    assert!(lenient && !restoring);
    assert_eq!((app, rolls, epoch, operations, seen.is_none()), (Setup::APP, 0, 0, super::MOST_OPERATIONS, true));
    assert!(callbacks.place("http://127.0.0.1:9/").is_ok());
    let super::desk::Desk {
        seed,
        shape,
        files: _,
        texts: _,
        to_come,
        sift_at,
        by_hand,
        villains,
        deeds: _,
        posts,
        over,
        ended,
        recordings,
        counts,
    } = desk;
    assert_eq!((seed, shape, by_hand), (Seed(0xFEED), setup().shape, false), "the seed of its first run counts");
    assert_eq!((to_come.len(), to_come.peek().unwrap().0.0), (3 * values::to_come().len(), at(NOW)));
    assert_eq!(sift_at, super::desk::SIFT.max(2 * to_come.len()));
    assert_eq!((villains.iter().count(), posts.len(), over.len(), ended.len()), (0, 0, 0, 0));
    assert!(recordings.iter().eq(one.desk.recordings.iter()), "the oldest first");
    assert_eq!(recordings.iter().map(|(id, _)| id).collect::<Vec<_>>(), [id(9), id(2), id(5)]);
    assert_eq!(&*recordings.base, "http://127.0.0.1:8080");
    assert_eq!(counts, super::Counts { created: 3, ..super::Counts::default() });
    assert!(!restore(&unusual(), &setup()).lenient);
}

/// Where it stands, and that it is accepted, is of the run that restores: what was accepted once is accepted again only
/// until then.
#[test]
fn what_a_restored_exchange_requires_is_what_its_settings_say() {
    for lenient in [false, true] {
        let mut exchange = restore(&unusual(), &Setup { lenient, by_hand: true, ..setup() });
        assert!(exchange.desk.by_hand);
        assert!(exchange.accept("http://bot.example/").is_err());
        let path = format!("/communications/calls/{}/somethingUnknown", id(0xCA11));
        let ask = |exchange: &mut Exchange, path: &str, body| {
            let (verb, target) = (Verb::Post, Target::parse(path).unwrap());
            let asked = Asked { verb, target, word: Word::of(path), app: false, below: None, body };
            exchange.request(at(NOW), &asked).status
        };
        assert_eq!(ask(&mut exchange, &path, "{}") == 400, !lenient);
        assert_eq!(ask(&mut exchange, "/communications/calls", r#"{"callbackUri": "http://bot.example/"}"#), 400);
        assert_eq!(exchange.made, 12, "it is no call");
        let body = r#"{"callbackUri": "http://127.0.0.1:9/", "targets": [{"identity": {"user": {"id": "1"}}}]}"#;
        assert_eq!(ask(&mut exchange, "/communications/calls", body), 201);
        assert_eq!((exchange.made, exchange.calls().contains(&Seed(0xFEED).created(13))), (13, true));
    }
}

/// What was due before the end of the journal has happened, or nothing waits for it; what is due at its end has not.
#[test]
fn what_is_to_come_now_still_comes_and_what_was_to_come_does_not() {
    let mut exchange = unusual();
    let file = exchange.desk.files.get_mut(&id(0xCA12)).unwrap();
    let due = |at: Timestamp| Planned { at, fact: Fact::Peer(PeerEvent::Rings) };
    file.to_come = vec![due(at(NOW - 1)), due(at(NOW)), due(at(NOW + 1))];
    let other = restore(&exchange, &setup());
    assert_eq!(other.desk.files[&id(0xCA12)].to_come, [due(at(NOW)), due(at(NOW + 1))]);
}

/// The most that a call can have is stored, too.
#[test]
fn a_call_with_all_its_operations_and_the_longest_texts_is_stored() {
    let mut exchange = Exchange::new(Timestamp::ZERO, &setup()).unwrap();
    let mut machine = Call::incoming(id(1), Timestamp::ZERO);
    machine.feed(at(1), Event::Request(Request::Answer));
    machine.feed(at(2), Event::Peer(PeerEvent::Connects));
    for number in 0..super::MOST_OPERATIONS {
        let context = Some(call_lifecycle::ClientContext::hash(&format!("{number}{}", "x".repeat(250))));
        let kind = OperationKind::SendDtmfTones;
        machine.feed(at(3), Event::Request(Request::Start { id: id(100 + number as u128), kind, context }));
    }
    assert!(exchange.begin(machine, file(true, None)));
    assert_eq!(exchange.store_calls(&exchange.calls(), &mut String::new()), 1);
    assert_eq!(restore(&exchange, &setup()).fleet.get(id(1)), exchange.fleet.get(id(1)));
}

/// What a line of the store may not be.
#[test]
fn a_store_that_is_cut_off_or_counts_wrongly_is_refused() {
    let exchange = unusual();
    let (mut head, mut calls) = (String::new(), String::new());
    exchange.store_head(&mut head);
    assert_eq!(exchange.store_calls(&exchange.calls(), &mut calls), 3);
    let stored = |count: u64, room: usize| {
        let mut restored = Restored::new(&Setup { room, ..setup() }, head.trim_end())?;
        calls.lines().try_for_each(|line| restored.stored(line))?;
        let mut end = String::new();
        exchange.store_end(count, &mut end);
        end.lines().try_for_each(|line| restored.stored(line))?;
        restored.finish()
    };
    assert!(stored(3, 3).is_ok());
    for count in [2, 4] {
        assert!(stored(count, 4).unwrap_err().contains("3 calls are there of"), "{count}");
    }
    assert!(stored(3, 2).unwrap_err().contains("no room"));
    let mut restored = Restored::new(&setup(), head.trim_end()).unwrap();
    assert!(restored.stored(head.trim_end()).unwrap_err().contains("twice"));
    assert!(restored.finish().unwrap_err().contains("cut off"));
    assert!(Restored::new(&setup(), calls.lines().next().unwrap()).unwrap_err().contains("`exchange`"));
}
