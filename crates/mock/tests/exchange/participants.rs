//! What participants of a call go through: they are muted, on hold or in the lobby, by requests and commands.

use call_lifecycle::Id;

use super::rosters::{MEETING, begun, comes, deed, id_of, roster, told, who};
use super::stage::{Stage, error, member};

#[test]
fn participants_are_muted_one_by_one_and_all_at_once() {
    let mut stage = Stage::new();
    let call = stage.established();
    let two = id_of(&mut stage, call, "2");
    let mute = format!("POST /participants/{two}/mute");
    assert_eq!(member(&stage.of(call, &mute, "{}"), "status"), "completed");
    assert_eq!(told(&mut stage), ["updated roster: A bot, 1, 2 muted"]);
    let number = |stage: &mut Stage| -> Vec<u64> {
        roster(stage, call).iter().map(|person| person["rosterSequenceNumber"].as_u64().unwrap()).collect()
    };
    let before = number(&mut stage);
    assert!(before[2] > before[1], "who changed last has the highest number: {before:?}");
    // Nothing changes: nothing is told.
    assert_eq!(stage.of(call, &mute, "{}").status, 200);
    assert_eq!(told(&mut stage), [""; 0]);
    deed(&mut stage, call, "unmutes", &format!(r#", "id": "{two}""#)).unwrap();
    assert_eq!(told(&mut stage), ["updated roster: A bot, 1, 2"]);
    let some = format!(r#"{{"participants": ["{two}", "nobody"]}}"#);
    assert_eq!(
        member(&stage.ask(&format!("POST /beta/communications/calls/{call}/participants/muteAll"), &some), "status"),
        "completed"
    );
    assert_eq!(told(&mut stage), ["updated roster: A bot, 1, 2 muted"]);
    let all = r#"{"participants": [""]}"#;
    stage.of(call, "POST /participants/muteAll", all);
    assert_eq!(told(&mut stage), ["updated roster: A bot, 1 muted, 2 muted"], "as on the page: all others");
    stage.of(call, "POST /mute", "{}");
    stage.of(call, "POST /unmute", "{}");
    assert_eq!(
        told(&mut stage),
        ["updated roster: A bot muted, 1 muted, 2 muted", "updated roster: A bot, 1 muted, 2 muted"]
    );
}

#[test]
fn only_one_hears_hold_music_at_a_time() {
    let mut stage = Stage::new();
    let call = stage.established();
    let (one, two) = (id_of(&mut stage, call, "1"), id_of(&mut stage, call, "2"));
    let of = |id: &str, method: &str| format!("POST /participants/{id}/{method}");
    assert_eq!(stage.of(call, &of(&one, "startHoldMusic"), "{}").status, 202);
    assert_eq!(told(&mut stage), [""; 0]);
    stage.pass(1_000);
    assert_eq!(told(&mut stage)[1..], ["updated roster: A bot, 1 held, 2"]);
    let message = error(&stage.of(call, &of(&two, "startHoldMusic"), "{}"), 409, "Conflict");
    assert!(message.contains(&one), "{message}");
    assert_eq!(stage.of(call, &of(&one, "startHoldMusic"), "{}").status, 202, "it is no other who hears it");
    stage.pass(1_000);
    stage.posts();
    assert_eq!(stage.of(call, &of(&one, "stopHoldMusic"), "{}").status, 202);
    stage.pass(1_000);
    assert_eq!(told(&mut stage)[1..], ["updated roster: A bot, 1, 2"]);
    assert_eq!(stage.of(call, &of(&two, "startHoldMusic"), "{}").status, 202);
}

#[test]
fn who_waits_in_the_lobby_is_admitted_or_turned_away() {
    let mut stage = Stage::new();
    let call = begun(&mut stage, MEETING);
    let [ann, ben, cem] = ["Ann", "Ben", "Cem"].map(|name| comes(&mut stage, call, "waits", name));
    assert_eq!(
        told(&mut stage),
        [
            "updated roster: Minutes, Olga, Ann waits",
            "updated roster: Minutes, Olga, Ann waits, Ben waits",
            "updated roster: Minutes, Olga, Ann waits, Ben waits, Cem waits"
        ]
    );
    assert!(deed(&mut stage, call, "shares", &format!(r#", "id": "{ann}""#)).unwrap_err().contains("lobby"));
    let ask = |stage: &mut Stage, request: &str| {
        let answer = stage.ask(&format!("POST /beta/communications/calls/{call}/participants/{request}"), "{}");
        assert_eq!(answer.status, 200, "{request}: {answer:?}");
        stage.pass(1_000);
        told(stage)
    };
    assert_eq!(
        ask(&mut stage, &format!("{ben}/admitFromLobby"))[1..],
        ["updated roster: Minutes, Olga, Ann waits, Ben, Cem waits"]
    );
    assert_eq!(
        ask(&mut stage, &format!("{cem}/removeFromLobby"))[1..],
        ["updated roster: Minutes, Olga, Ann waits, Ben"]
    );
    // Who is in is not removed from the lobby.
    assert_eq!(ask(&mut stage, &format!("{ben}/removeFromLobby")).len(), 1);
    let dan = comes(&mut stage, call, "waits", "Dan");
    told(&mut stage);
    assert_eq!(ask(&mut stage, "admitAllFromLobby")[1..], ["updated roster: Minutes, Olga, Ann, Ben, Dan"]);
    // A command may also let somebody in.
    let _ = comes(&mut stage, call, "waits", "Eli");
    let eli = id_of(&mut stage, call, "Eli");
    deed(&mut stage, call, "joins", &format!(r#", "id": "{eli}""#)).unwrap();
    deed(&mut stage, call, "leaves", &format!(r#", "id": "{dan}""#)).unwrap();
    assert_eq!(who(&mut stage, call), ["Minutes", "Olga", "Ann", "Ben", "Eli"]);
}

#[test]
fn a_command_about_a_participant_is_told_what_became_of_it() {
    let mut stage = Stage::new();
    let call = stage.create();
    assert!(deed(&mut stage, call, "joins", "").unwrap_err().contains("establishing"));
    assert!(deed(&mut stage, Id::from_u128(1), "joins", "").unwrap_err().contains("there is no call"));
    stage.pass(10_000);
    stage.all_posts();
    let id = r#", "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5""#;
    assert!(deed(&mut stage, call, "leaves", id).unwrap_err().contains("no participant 0fe0623f"));
    assert!(deed(&mut stage, call, "joins", id).unwrap().starts_with("applied"));
    assert!(deed(&mut stage, call, "joins", id).unwrap().starts_with("noChange"));
    assert!(deed(&mut stage, call, "unmutes", id).unwrap().starts_with("noChange"));
    let me = id_of(&mut stage, call, "A");
    assert!(deed(&mut stage, call, "leaves", &format!(r#", "id": "{me}""#)).unwrap_err().contains("DELETE"));
    assert_eq!(told(&mut stage), ["updated roster: A bot, 1, 2, Somebody"]);
    // There is an end.
    for _ in 0..96 {
        deed(&mut stage, call, "joins", "").unwrap();
    }
    assert!(deed(&mut stage, call, "joins", "").unwrap_err().contains("100 people"));
    let five = r#"{"participants": [{"identity": {"user": {"id": "5"}}}]}"#;
    let message = error(&stage.of(call, "POST /participants/invite", five), 409, "Conflict");
    assert!(message.contains("101 participants, expected 100"), "{message}");
}
