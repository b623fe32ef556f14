//! Times, ids and slots at their edges.

use core::time::Duration;

use call_lifecycle::wire::CommsNotifications;
use call_lifecycle::{ClientContext, Id, ParseIdError, Slot, Slots, Snapshot, Timestamp, app, service};

/// The numbers that a type has where the program does not say others.
#[test]
fn sizes_that_are_not_said() {
    const fn of_app<const N: usize>(_: Option<app::Call<'_, N>>) -> usize {
        N
    }
    const fn of_service<const N: usize>(_: Option<service::Call<'_, N>>) -> usize {
        N
    }
    const fn of_list<const N: usize>(_: Option<&CommsNotifications<'_, N>>) -> usize {
        N
    }
    const fn of_bytes<const MAX: usize>(_: Option<&Snapshot<MAX>>) -> usize {
        MAX
    }
    assert_eq!((of_app(None::<app::Call<'_>>), of_service(None::<service::Call<'_>>)), (4, 4));
    assert_eq!((of_list(None::<&CommsNotifications<'_>>), of_bytes(None::<&Snapshot>)), (4, 1_024));
}

#[test]
fn points_in_time_stay_within_time() {
    let (one, late) = (Duration::from_millis(1), Timestamp::from_millis(u64::MAX - 1));
    assert_eq!(late.checked_add(one), Some(Timestamp::MAX));
    assert_eq!(Timestamp::MAX.checked_add(one), None);
    assert_eq!(late.saturating_add(one), Timestamp::MAX);
    assert_eq!(Timestamp::MAX.saturating_add(one), Timestamp::MAX);
    assert_eq!(Timestamp::MAX.saturating_sub(one), late);
    assert_eq!(Timestamp::ZERO.saturating_sub(one), Timestamp::ZERO);
    assert_eq!(Timestamp::MAX.duration_since(late), one);
    assert_eq!(late.duration_since(Timestamp::MAX), Duration::ZERO);
    assert_eq!(Timestamp::MAX.duration_since(Timestamp::ZERO), Duration::from_millis(u64::MAX));
    assert_eq!(Timestamp::ZERO.checked_add(Duration::from_millis(u64::MAX)), Some(Timestamp::MAX));
    for past_the_end in [Duration::from_millis(u64::MAX) + one, Duration::MAX] {
        assert_eq!(Timestamp::ZERO.saturating_add(past_the_end), Timestamp::MAX);
        assert_eq!(Timestamp::MAX.saturating_sub(past_the_end), Timestamp::ZERO);
    }
    assert_eq!(Timestamp::ZERO.saturating_add(Duration::from_micros(1_999)), Timestamp::from_millis(1));
    assert_eq!((late.later(Timestamp::ZERO), Timestamp::ZERO.later(late)), (late, late));
}

#[test]
fn times_are_printed_with_their_unit() {
    assert_eq!(Timestamp::from_millis(2_700_000).to_string(), "2700000 ms");
}

#[test]
fn an_id_has_its_digits_and_dashes_in_their_places() {
    let text = "57dab8b1-894c-409a-b240-bd8beae78896";
    let id = Id::parse(text).unwrap();
    assert_eq!(id.to_string(), text);
    assert_eq!(text.parse(), Ok(id));
    assert_eq!(id.compact().to_string(), text.replace('-', "").to_uppercase());
    assert_eq!(id.as_u128(), 0x57da_b8b1_894c_409a_b240_bd8b_eae7_8896);
    assert_eq!(Id::from_words(id.words()), id);
    for index in 0..text.len() {
        let mut wrong = text.to_owned();
        wrong.replace_range(index..=index, "g");
        assert_eq!(Id::parse(&wrong), Err(ParseIdError::Digit { index }));
        let dashed = text.as_bytes().get(index) == Some(&b'-');
        wrong.replace_range(index..=index, if dashed { "0" } else { "-" });
        assert_eq!(Id::parse(&wrong), Err(ParseIdError::Digit { index }), "a digit for a dash, or a dash for a digit");
    }
    for found in [0, 31, 33, 35, 37, 64] {
        assert_eq!(Id::parse(&"0".repeat(found)), Err(ParseIdError::Length { found }));
    }
}

#[test]
fn a_client_context_has_at_most_256_utf_16_units() {
    assert!(ClientContext::new(&"x".repeat(256)).is_ok());
    assert_eq!(ClientContext::new(&"x".repeat(257)).map_err(|error| error.units), Err(257));
    assert!(ClientContext::new(&"\u{1f4de}".repeat(128)).is_ok(), "two units each");
    assert_eq!(ClientContext::new(&"\u{1f4de}".repeat(129)).map_err(|error| error.units), Err(258));
    let known = Id::from_u128(0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    assert_eq!(ClientContext::hash("a").id(), known, "a known value of FNV-1a");
    assert_eq!(ClientContext::from_id(known), ClientContext::hash("a"));
}

#[test]
fn a_set_has_the_slots_that_were_put_in() {
    let all: Slots = (0..32).map(Slot::new).collect();
    assert_eq!((all.len(), all.iter().count()), (Slots::MAX, Slots::MAX));
    let two = Slots::default().with(Slot::new(31)).with(Slot::new(3)).with(Slot::new(3));
    assert_eq!(two.iter().map(Slot::index).collect::<Vec<_>>(), [3, 31], "in order, each once");
    assert_eq!((two.len(), two.is_empty(), Slots::default().is_empty()), (2, false, true));
    for outside in [32, u8::MAX].map(Slot::new) {
        assert_eq!(two.with(outside), two);
        assert!(!all.contains(outside));
    }
}
