//! Requests and tokens as texts: they stand in messages, which an operator reads.

use call_lifecycle::OperationKind;
use call_lifecycle::app::{Request, Token};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The word of a method that the crate does not know, if its answer is an operation.
const OTHER_OPERATION: &str = "otherOperation";

/// The word of a request: `keepAlive`, `getCall`, `record`, ...
pub(crate) const fn word(request: Request) -> &'static str {
    match request {
        Request::KeepAlive => "keepAlive",
        Request::GetCall => "getCall",
        Request::HangUp => "hangUp",
        Request::Answer => "answer",
        Request::Reject => "reject",
        Request::Redirect => "redirect",
        Request::Transfer => "transfer",
        Request::Operation(OperationKind::Other) => OTHER_OPERATION,
        Request::Operation(kind) => kind.as_str(),
        Request::Other => "other",
    }
}

/// The request of a word.
pub(crate) fn request(word: &str) -> Option<Request> {
    Some(match word {
        "keepAlive" => Request::KeepAlive,
        "getCall" => Request::GetCall,
        "hangUp" => Request::HangUp,
        "answer" => Request::Answer,
        "reject" => Request::Reject,
        "redirect" => Request::Redirect,
        "transfer" => Request::Transfer,
        "other" => Request::Other,
        OTHER_OPERATION => Request::Operation(OperationKind::Other),
        kind => Request::Operation(kind.parse().ok()?),
    })
}

/// Whether the service may get the request twice: the second one changes nothing, or is refused.
///
/// A second `record` records again, a second `playPrompt` is heard, a second `transfer` moves the
/// call again. Of a request that the crate does not know the worst is assumed.
#[must_use]
pub const fn may_be_repeated(request: Request) -> bool {
    match request {
        Request::KeepAlive
        | Request::GetCall
        | Request::HangUp
        | Request::Answer
        | Request::Reject
        | Request::Redirect => true,
        Request::Transfer | Request::Other => false,
        Request::Operation(kind) => matches!(
            kind,
            OperationKind::CancelMediaProcessing
                | OperationKind::SubscribeToTone
                | OperationKind::Mute
                | OperationKind::Unmute
                | OperationKind::MuteAll
                | OperationKind::StopHoldMusic
                | OperationKind::UpdateRecordingStatus
                | OperationKind::StopRecording
                | OperationKind::StopTranscription
                | OperationKind::AdmitFromLobby
                | OperationKind::RemoveFromLobby
                | OperationKind::AdmitAllFromLobby
        ),
    }
}

/// A request in a message.
pub(crate) mod as_word {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(request: &Request, to: S) -> Result<S::Ok, S::Error> {
        word(*request).serialize(to)
    }

    pub(crate) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Request, D::Error> {
        let text = String::deserialize(from)?;
        let expected = || format!("there is no request {text:?}, expected such as keepAlive, hangUp or record");
        request(&text).ok_or_else(|| serde::de::Error::custom(expected()))
    }
}

/// A token in a message: the word and the number.
pub(crate) mod as_token {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(token: &Token, to: S) -> Result<S::Ok, S::Error> {
        (word(token.request()), token.number()).serialize(to)
    }

    pub(crate) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Token, D::Error> {
        let (text, number) = <(String, u16)>::deserialize(from)?;
        let request =
            request(&text).ok_or_else(|| serde::de::Error::custom(format!("there is no request {text:?}")))?;
        Ok(Token::new(request, number))
    }
}

/// An id in a message, dashed.
pub(crate) mod as_id {
    use call_lifecycle::Id;

    use super::*;

    pub(crate) fn serialize<S: Serializer>(id: &Id, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(id)
    }

    pub(crate) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Id, D::Error> {
        Id::parse(&String::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

/// A time in a message, in milliseconds.
pub(crate) mod as_millis {
    use call_lifecycle::Timestamp;

    use super::*;

    pub(crate) fn serialize<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        at.as_millis().serialize(to)
    }

    pub(crate) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Timestamp, D::Error> {
        u64::deserialize(from).map(Timestamp::from_millis)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_has_its_own_word() {
        let plain = [
            Request::KeepAlive,
            Request::GetCall,
            Request::HangUp,
            Request::Answer,
            Request::Reject,
            Request::Redirect,
            Request::Transfer,
            Request::Other,
        ];
        let all: Vec<_> =
            plain.into_iter().chain(OperationKind::ALL.iter().map(|kind| Request::Operation(*kind))).collect();
        for one in &all {
            assert_eq!(request(word(*one)), Some(*one));
        }
        let mut words: Vec<_> = all.iter().map(|one| word(*one)).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), all.len());
        assert_eq!(request("keepalive"), None);
    }

    #[test]
    fn what_is_heard_or_recorded_twice_must_not_be_repeated() {
        for kind in
            [OperationKind::Record, OperationKind::PlayPrompt, OperationKind::SendDtmfTones, OperationKind::Invite]
        {
            assert!(!may_be_repeated(Request::Operation(kind)), "{kind:?}");
        }
        assert!(!may_be_repeated(Request::Transfer) && !may_be_repeated(Request::Other));
        assert!(may_be_repeated(Request::KeepAlive) && may_be_repeated(Request::HangUp));
    }
}
