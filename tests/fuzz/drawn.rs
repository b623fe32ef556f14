//! What a script draws: the mistakes that a host or a service may make, and answers to what was asked.
#![cfg(feature = "arbitrary")]

use std::collections::{BTreeMap, BTreeSet};

use arbitrary::{Arbitrary, Unstructured};
use call_lifecycle::script::Script;
use call_lifecycle::{CallState, Id, Timestamp, app, service};

const SCRIPTS: u8 = 200;

fn scripts<E: for<'a> Arbitrary<'a>>() -> impl Iterator<Item = Script<E>> {
    (0..SCRIPTS).map(|seed| Script::arbitrary(&mut Unstructured::new(&[255, 0, seed])).unwrap())
}

/// Below, at and above each bound, and without what may be absent.
#[test]
fn requests_are_drawn_on_both_sides_of_their_bounds() {
    let mut drawn: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for script in scripts::<service::Event>() {
        let mut call: service::Call<'_, 4> = service::Call::adopted(
            Id::from_u128(1),
            Timestamp::ZERO,
            CallState::Established,
            &service::Policy::DEFAULT,
        );
        script.play(&mut call, Timestamp::ZERO, |_, _, event, _| {
            let service::Event::Request(request) = event else { return };
            let side = |value: i64, least: i64, most: i64| match value {
                value if value < least => "below",
                value if value > most => "above",
                _ => "within",
            };
            let mut saw = |what, side: &str| _ = drawn.entry(what).or_default().insert(side.to_owned());
            match *request {
                service::Request::PlayPrompt { prompts, .. } => saw("prompts", side(prompts.into(), 1, 20)),
                service::Request::Redirect { targets, timeout } => {
                    saw("targets", side(targets.into(), 1, 25));
                    saw("timeout", timeout.map_or("absent", |seconds| side(seconds.into(), 15, 90)));
                }
                service::Request::Start { kind, .. } => {
                    saw("start", if kind.is_media() { "of media" } else { "of others" });
                }
                _ => {}
            }
        });
    }
    let all = |sides: &[&str]| sides.iter().map(|side| (*side).to_owned()).collect();
    let expected = BTreeMap::from([
        ("prompts", all(&["above", "below", "within"])),
        ("start", all(&["of media", "of others"])),
        ("targets", all(&["above", "below", "within"])),
        ("timeout", all(&["above", "absent", "below", "within"])),
    ]);
    assert_eq!(drawn, expected);
}

/// Most replies are the first to a request that has left; some are late, repeated or to none.
#[test]
fn most_replies_answer_what_was_not_answered_yet() {
    let (mut first, mut again, mut to_none) = (0, 0, 0);
    for script in scripts::<app::Event>() {
        let mut call: app::Call<'_, 4> =
            app::Call::adopted(Id::from_u128(1), Timestamp::ZERO, CallState::Established, &app::Policy::DEFAULT);
        let (mut out, mut answered) = (BTreeSet::new(), BTreeSet::new());
        let name = |token: app::Token| format!("{token:?}");
        script.play(&mut call, Timestamp::ZERO, |_, _, event, _| match event {
            app::Event::Sent { token, .. } => {
                answered.remove(&name(*token));
                out.insert(name(*token));
            }
            app::Event::Reply { token, .. } if out.remove(&name(*token)) => {
                first += 1;
                answered.insert(name(*token));
            }
            app::Event::Reply { token, .. } if answered.contains(&name(*token)) => again += 1,
            app::Event::Reply { .. } => to_none += 1,
            app::Event::Failed { token } => _ = out.remove(&name(*token)),
            _ => {}
        });
    }
    let said = format!("{first} first replies, {again} again, {to_none} to nothing that was sent");
    assert!(first > again + to_none && again > 100 && to_none > 100, "{said}");
}
