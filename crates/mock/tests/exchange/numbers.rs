//! The numbers in a roster: those of streams, and of changes.

use call_lifecycle::Id;

use super::rosters::{comes, deed, id_of, roster};
use super::stage::Stage;

/// The numbers of the streams of each participant.
fn streams(stage: &mut Stage, call: Id) -> Vec<Vec<String>> {
    let of = |person: &serde_json::Value| {
        let streams = person["mediaStreams"].as_array().unwrap();
        streams.iter().map(|stream| stream["sourceId"].as_str().unwrap().to_owned()).collect()
    };
    roster(stage, call).iter().map(of).collect()
}

/// The number of the last change of each participant.
fn changes(stage: &mut Stage, call: Id) -> Vec<u64> {
    roster(stage, call).iter().map(|person| person["rosterSequenceNumber"].as_u64().unwrap()).collect()
}

#[test]
fn each_participant_has_two_numbers_for_its_streams() {
    let mut stage = Stage::new();
    let call = stage.established();
    assert_eq!(streams(&mut stage, call), [["1"], ["3"], ["5"]]);
    // A screen has the second number.
    let two = id_of(&mut stage, call, "2");
    let one = id_of(&mut stage, call, "1");
    deed(&mut stage, call, "shares", &format!(r#", "id": "{one}""#)).unwrap();
    assert_eq!(streams(&mut stage, call), [&["1"][..], &["3", "4"], &["5"]]);
    // The numbers of who has left are nobody's again.
    assert_eq!(stage.of(call, &format!("DELETE /participants/{two}"), "").status, 204);
    comes(&mut stage, call, "joins", "Eva");
    assert_eq!(streams(&mut stage, call), [&["1"][..], &["3", "4"], &["7"]]);
    // Who waits has no stream, and gets its own when it is let in.
    let fay = comes(&mut stage, call, "waits", "Fay");
    comes(&mut stage, call, "joins", "Gus");
    assert_eq!(streams(&mut stage, call), [&["1"][..], &["3", "4"], &["7"], &[], &["11"]]);
    deed(&mut stage, call, "joins", &format!(r#", "id": "{fay}""#)).unwrap();
    assert_eq!(streams(&mut stage, call), [&["1"][..], &["3", "4"], &["7"], &["9"], &["11"]]);
}

#[test]
fn each_change_has_the_next_number_and_a_removal_is_one() {
    let mut stage = Stage::new();
    let call = stage.established();
    assert_eq!(changes(&mut stage, call), [1, 2, 3]);
    let (one, two) = (id_of(&mut stage, call, "1"), id_of(&mut stage, call, "2"));
    let of = |id: &str| format!(r#", "id": "{id}""#);
    deed(&mut stage, call, "mutes", &of(&one)).unwrap();
    assert_eq!(changes(&mut stage, call), [1, 4, 3]);
    // By a request, which is the fifth.
    assert_eq!(stage.of(call, &format!("DELETE /participants/{two}"), "").status, 204);
    deed(&mut stage, call, "unmutes", &of(&one)).unwrap();
    assert_eq!(changes(&mut stage, call), [1, 6]);
    // By the other side: seven, eight and nine.
    let eva = comes(&mut stage, call, "joins", "Eva");
    deed(&mut stage, call, "leaves", &of(&eva)).unwrap();
    deed(&mut stage, call, "mutes", &of(&one)).unwrap();
    assert_eq!(changes(&mut stage, call), [1, 9]);
    // What changes nothing has no number, and who is turned away has left: ten and eleven.
    deed(&mut stage, call, "mutes", &of(&one)).unwrap();
    let fay = comes(&mut stage, call, "waits", "Fay");
    let turn = format!("POST /beta/communications/calls/{call}/participants/{fay}/removeFromLobby");
    assert_eq!(stage.ask(&turn, "{}").status, 200);
    stage.pass(1_000);
    deed(&mut stage, call, "unmutes", &of(&one)).unwrap();
    assert_eq!(changes(&mut stage, call), [1, 12]);
}
