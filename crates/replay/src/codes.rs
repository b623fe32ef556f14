//! What the pairs of code and subcode mean with which the service ends a call: one table.
//!
//! A subcode alone says nothing (choice 19). The pairs of source `call-delete` come first, then those
//! of source `call-transfer`, then what users of source `comms-samples` report.

use call_lifecycle::ResultInfo;

/// How an end is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// As calls end.
    Usual,
    /// The same, by somebody at a telephone: who hangs up before the call is established declines it.
    Telephone,
    /// By the bot's own request.
    ByBot,
    /// Worth a sentence; it can happen before the call is established too.
    Unusual,
}

use Manner::{ByBot, Telephone, Unusual, Usual};

/// Code, subcode, manner, words.
const ENDS: [(i32, i32, Manner, &str); 35] = [
    (200, 4097, Usual, "another participant ended the call"),
    (200, 4521, Usual, "the other participant ended the call, which had two"),
    (200, 5000, Unusual, "another participant removed the bot from the call"),
    (200, 5001, Usual, "the call was ended"),
    (200, 5002, Usual, "everybody else had left the call"),
    (200, 5003, Usual, "the conversation was ended"),
    (200, 5007, Usual, "the participant who had started the group call left it"),
    (200, 5010, Usual, "only one participant was left"),
    (200, 5012, Unusual, "the roster of the incoming call had no participants"),
    (200, 5013, Unusual, "nobody joined the call"),
    (200, 5014, Unusual, "the host of the call could not be determined"),
    (200, 5020, Usual, "only hidden participants were left"),
    (200, 5030, Unusual, "the time of the breakout room was over"),
    (200, 5300, Unusual, "the participant was removed from the call"),
    (200, 5855, Unusual, "waited in the lobby for too long, and was removed"),
    (200, 7000, ByBot, "ended by the bot itself"),
    (200, 7015, Usual, "the transfer was completed"),
    (200, 10550, ByBot, "ended by the bot itself, which left the call"),
    (200, 18503, Usual, "the other party left the call, which had two"),
    (200, 540_000, Telephone, "the user at the telephone hung up"),
    (200, 560_000, Telephone, "the user at the telephone ended the call"),
    (0, 7015, Usual, "the call was transferred"),
    (408, 8537, Unusual, "the service had no keepAlive in time, and cleaned up the inactive call"),
    (408, 1106, Unusual, "that the call was accepted was not acknowledged in time"),
    (408, 10057, Unusual, "no device of the callee answered the service"),
    (410, 301_005, Unusual, "the media connection failed"),
    (480, 10037, Unusual, "the callee has no device that can be called"),
    (480, 10076, Unusual, "the callee could not be reached"),
    (480, 10134, Unusual, "the call could not be routed"),
    (480, 10199, Unusual, "private calls to the callee are disabled"),
    (500, 1005, Unusual, "the media of the bot could not be connected"),
    (500, 7000, Unusual, "the transfer failed"),
    (500, 7700, Unusual, "the transfer failed at its target"),
    (408, 8544, Unusual, "the callee was not reached in time"),
    (500, 560_500, Unusual, "the telephone network failed"),
];

/// The pairs of media operations (source `media-codes`).
const MEDIA: [(i32, i32, &str); 10] = [
    (200, 8514, "a stop tone was detected"),
    (200, 8515, "the longest duration was reached"),
    (400, 8508, "it was cancelled"),
    (400, 8510, "nobody spoke in time"),
    (400, 8535, "the format of the file is not supported"),
    (400, 8536, "the file could not be downloaded"),
    (500, 8511, "the prompt could not be played"),
    (500, 8512, "the service failed inside"),
    (500, 8572, "the service was shut down while it played"),
    (500, 9999, "the service names no reason"),
];

/// What the result of an operation means, if its pair is known.
pub fn of_operation(result: ResultInfo) -> Option<&'static str> {
    let subcode = result.subcode?;
    let media = MEDIA.iter().find(|(code, known, _)| (*code, *known) == (result.code, subcode));
    media.map(|(.., words)| *words).or_else(|| of(result).map(|(_, words)| words))
}

/// How the end with this result is told, if its pair is known.
pub fn of(result: ResultInfo) -> Option<(Manner, &'static str)> {
    let subcode = result.subcode?;
    let known = ENDS.iter().find(|(code, known, ..)| (*code, *known) == (result.code, subcode));
    known.map(|(_, _, manner, words)| (*manner, *words))
}

/// `DiagCode: 403#1.@` of a message: `403#1`.
pub fn diag_code(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once("DiagCode:")?;
    let rest = rest.trim_start();
    let end = rest.find(|character: char| !(character.is_ascii_alphanumeric() || character == '#'));
    Some(&rest[..end.unwrap_or(rest.len())]).filter(|code| !code.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_has_its_own_words() {
        for (place, (code, subcode, _, words)) in ENDS.iter().enumerate() {
            let others = &ENDS[place + 1..];
            assert!(!others.iter().any(|other| (other.0, other.1) == (*code, *subcode)), "{code}/{subcode}");
            assert!(!others.iter().any(|other| other.3 == *words), "{words}");
        }
    }

    #[test]
    fn a_subcode_alone_says_nothing() {
        assert_eq!(of(ResultInfo::new(200, Some(7000))), Some((ByBot, "ended by the bot itself")));
        assert_eq!(of(ResultInfo::new(500, Some(7000))), Some((Unusual, "the transfer failed")));
        assert_eq!(of(ResultInfo::new(200, None)), None);
        assert_eq!(of(ResultInfo::new(486, Some(5000))), None);
    }

    #[test]
    fn the_diag_code_of_a_message() {
        for (message, code) in [
            ("The conversation has ended. DiagCode: 0#5002.@", Some("0#5002")),
            ("DiagCode: 403#1.@", Some("403#1")),
            ("DiagCode:480#10037.@ more", Some("480#10037")),
            ("DiagCode: ", None),
            ("no code", None),
        ] {
            assert_eq!(diag_code(message), code, "{message}");
        }
    }
}
