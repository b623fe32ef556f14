//! Stop tones: the symbols, the bounds, and the matcher against a slow and obvious one.

use call_lifecycle::record::{StopToneError, StopTones, Tone};
use call_lifecycle::service::MediaEvent;
use testkit::chance::Random;
use testkit::service::recordings::{record, stop_tones};
use testkit::service::{START, Service, at};

const SYMBOLS: &str = "0123456789*#ABCD";

/// A recording that these sequences stop.
fn stopped_by(stop_tones: StopTones) -> Service<2> {
    let mut call = Service::<2>::connected();
    call.record(START, 1, record().with_stop_tones(stop_tones));
    call
}

/// How many of the tones it takes to stop; none if they do not.
fn stops_after(sequences: &[&str], tones: &str) -> Option<usize> {
    let mut call = stopped_by(StopTones::parse(sequences.iter().copied()).unwrap());
    let end = |symbol: char| call.tones(at(0, 1, 0), &symbol.to_string()).told == ["0 completed, stopToneDetected"];
    tones.chars().position(end).map(|index| index + 1)
}

#[test]
fn there_are_16_symbols_in_either_case_and_each_stops() {
    assert_eq!(SYMBOLS.chars().count(), 16);
    for symbol in SYMBOLS.chars() {
        let upper = symbol.to_string();
        let tone = Tone::from_symbol(symbol).unwrap();
        assert_eq!((tone.symbol(), Tone::from_symbol(symbol.to_ascii_lowercase())), (Some(symbol), Some(tone)));
        for spelt in [upper.clone(), upper.to_ascii_lowercase()] {
            for other in SYMBOLS.chars() {
                let expected = (other == symbol).then_some(1);
                assert_eq!(stops_after(&[&spelt], &other.to_string()), expected, "{spelt} {other}");
            }
        }
    }
}

#[test]
fn other_symbols_are_refused() {
    for symbol in ['E', 'e', 'x', ' ', '+', '!', '\0', '٣', '１', '\u{10ffff}'] {
        assert_eq!(Tone::from_symbol(symbol), None);
        let text = format!("1{symbol}");
        assert_eq!(StopTones::parse([text.as_str()]), Err(StopToneError::Symbol { symbol }));
    }
}

#[test]
fn at_most_8_sequences_of_at_most_8_symbols() {
    assert_eq!(StopTones::parse(["12345678"; 8]).unwrap().len(), 8);
    assert_eq!(StopTones::parse(["1"; 9]), Err(StopToneError::TooMany));
    assert_eq!(StopTones::parse(["123456789"]), Err(StopToneError::TooLong { symbols: 9 }));
    assert_eq!(StopTones::parse(["1", ""]), Err(StopToneError::Empty));
    assert!(StopTones::parse([]).unwrap().is_empty());
    // The last place and the last symbol count like the first.
    let full = ["1", "2", "3", "4", "5", "6", "7", "ABCDABCD"];
    assert_eq!(stops_after(&full, "ABCDABCD"), Some(8));
    assert_eq!(stops_after(&full, "ABCDABC0"), None);
    assert_eq!(stops_after(&full, "BCDABCD"), None, "one symbol short");
}

#[test]
fn how_many_sequences_there_are() {
    for count in 0..=8 {
        let tones = StopTones::parse(vec!["0"; count]).unwrap();
        assert_eq!((tones.len(), tones.is_empty()), (count, count == 0));
    }
}

#[test]
fn the_sequences_of_the_page_stop_each_on_its_own() {
    let page = ["#", "11", "*"];
    assert_eq!(stops_after(&page, "#"), Some(1));
    assert_eq!(stops_after(&page, "*"), Some(1));
    assert_eq!(stops_after(&page, "11"), Some(2));
    assert_eq!(stops_after(&page, "1"), None);
    assert_eq!(stops_after(&page, "1213141"), None, "the two must be next to each other");
    assert_eq!(stops_after(&page, "12311"), Some(5));
}

#[test]
fn overlapping_sequences_are_matched_at_once() {
    assert_eq!(stops_after(&["112"], "1112"), Some(4), "the first 1 is given up for the next");
    assert_eq!(stops_after(&["1213", "13"], "12121213"), Some(8));
    assert_eq!(stops_after(&["123", "2"], "123"), Some(2), "the shorter one within ends it first");
    assert_eq!(stops_after(&["1234", "23"], "1234"), Some(3));
    assert_eq!(stops_after(&["ABAB"], "ABAABAB"), Some(7));
    assert_eq!(stops_after(&["00"], "0"), None, "an empty history is no row of zeros");
}

#[test]
fn a_hook_flash_interrupts_a_sequence() {
    assert_eq!(stops_after(&["11"], "1!1"), None);
    assert_eq!(stops_after(&["11"], "1!11"), Some(4));
    assert_eq!(stops_after(&["1"], "!1"), Some(2));
    assert_eq!(stops_after(&["0"], "!"), None, "it is no zero");
    assert_eq!(stops_after(&["10"], "1!0"), None);
    assert_eq!(Tone::Flash.symbol(), None);
}

#[test]
fn without_stop_tones_no_tone_stops() {
    assert_eq!(stops_after(&[], &SYMBOLS.repeat(4)), None);
}

#[test]
fn what_was_pressed_before_a_recording_does_not_count_for_it() {
    let mut call = stopped_by(stop_tones(["11"]));
    call.tones(at(0, 1, 0), "1");
    call.media(at(0, 2, 0), MediaEvent::MediaLost);
    call.tones(at(0, 3, 0), "1");
    call.record(at(0, 4, 0), 2, record().with_stop_tones(stop_tones(["11"])));
    assert_eq!(call.tones(at(0, 5, 0), "1").told, [""; 0]);
    assert_eq!(call.tones(at(0, 6, 0), "1").told, ["1 completed, stopToneDetected"]);
}

/// The reference: the whole history as text, which stops if it ends with a sequence.
#[test]
fn the_matcher_agrees_with_a_slow_and_obvious_one() {
    let mut random = Random(20_190_702);
    let (mut stopped, mut went_on) = (0, 0);
    for round in 0..3_000 {
        // Few symbols make many overlaps, all of them make every value.
        let alphabet: Vec<char> =
            SYMBOLS.chars().skip(round % 13).take(if round % 4 == 0 { 16 } else { 2 + round % 2 }).collect();
        let count = 1 + random.below(8);
        let sequence = |random: &mut Random| -> String {
            let length = 1 + random.below(8);
            (0..length).map(|_| random.pick(&alphabet)).collect()
        };
        let sequences: Vec<String> = (0..count).map(|_| sequence(&mut random)).collect();
        let mut call = stopped_by(StopTones::parse(sequences.iter().map(String::as_str)).unwrap());
        let mut history = String::new();
        for _ in 0..60 {
            let symbol = if random.below(12) == 0 { '!' } else { random.pick(&alphabet) };
            history.push(symbol);
            let expected = sequences.iter().any(|sequence| history.ends_with(sequence.as_str()));
            let said = call.tones(at(0, 1, 0), &symbol.to_string()).told;
            assert_eq!(!said.is_empty(), expected, "{sequences:?} after {history}");
            if expected {
                stopped += 1;
                break;
            }
            went_on += 1;
        }
    }
    assert!(stopped > 1_000 && went_on > 10_000, "{stopped} {went_on}: a stream that shows little");
}
