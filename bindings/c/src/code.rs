//! What a function returns: whether it did what it was asked for, and if not, why.

use call_lifecycle::SnapshotError;

use crate::declare::Word;

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $variant:ident = $number:literal, $name:ident, $sentence:literal;)+) => {
        /// Why a function did nothing. The numbers never change.
        #[cfg_attr(not(all(feature = "json", feature = "fleet")), expect(dead_code, reason = "some are of these"))]
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Fault { $($(#[doc = $doc])* $variant = $number,)+ }

        /// It worked.
        pub const CL_OK: i32 = 0;
        $($(#[doc = $doc])* pub const $name: i32 = $number;)+

        pub(crate) const CODES: &[Word] = &[
            Word { number: 0, name: "ok", text: "it worked" },
            $(Word { number: $number, name: stringify!($name), text: $sentence },)+
        ];
    };
}

codes! {
    /// A pointer is null.
    Null = 1, CL_NULL, "a pointer is null: give the address of memory of your own";
    /// A pointer is not a multiple of 8.
    Misaligned = 2, CL_MISALIGNED, "a pointer is not aligned: values and structs lie at multiples of 8 bytes";
    /// No value was made in this memory.
    NoCall = 3, CL_NO_CALL, "there is no call of this end in that memory: make one with outgoing, incoming, adopted or restore";
    /// The value is one of another version of the library.
    OtherVersion = 4, CL_OTHER_VERSION, "the value was made by another version of the library: store snapshots, not memory";
    /// Structs that must not overlap do.
    Overlap = 5, CL_OVERLAP, "two structs overlap: give each its own memory";
    /// `kind` has no such number.
    Kind = 6, CL_BAD_KIND, "kind is no kind of event";
    /// `request` has no such number.
    Request = 7, CL_BAD_REQUEST, "request is no request of this end";
    /// `operation` has no such number.
    Operation = 8, CL_BAD_OPERATION, "operation is no kind of operation";
    /// `body` has no such number.
    Body = 9, CL_BAD_BODY, "body is neither empty nor a call nor an operation";
    /// `change` has no such number.
    Change = 10, CL_BAD_CHANGE, "change is neither created nor updated nor deleted";
    /// `state` has no such number.
    State = 11, CL_BAD_STATE, "state is no state of a call, nor CL_UNKNOWN or CL_NONE where these are allowed";
    /// `tone` has no such number.
    Tone = 12, CL_BAD_TONE, "tone is no tone";
    /// `operation_status` has no such number.
    Status = 13, CL_BAD_STATUS, "operation_status is no status of an operation";
    /// `reason` has no such number.
    Reason = 14, CL_BAD_REASON, "reason is no completionReason";
    /// A flag is neither 0 nor 1.
    Flag = 15, CL_BAD_FLAG, "a flag is neither 0 nor 1, nor CL_NONE where it may be absent";
    /// `peer` has no such number.
    Peer = 16, CL_BAD_PEER, "peer is no event of the other side";
    /// `media` has no such number.
    Media = 17, CL_BAD_MEDIA, "media is no event of the media";
    /// `profile` has no such number.
    Profile = 18, CL_BAD_PROFILE, "profile is neither record nor recordResponse";
    /// `stop_tones` has a symbol that is not DTMF, or a sequence after an empty one.
    StopTones = 19, CL_BAD_STOP_TONES, "stop_tones has a symbol that is no DTMF symbol, or a gap: send the event badBody instead, as the service answers 400";
    /// `cause` has no such number.
    Cause = 20, CL_BAD_CAUSE, "cause is no cause of an end";
    /// A setting is out of its range.
    Setting = 21, CL_BAD_SETTING, "a setting is out of range: the check of the settings says which, and what is allowed";
    /// The buffer is too short; the length that is needed was written.
    TooShort = 22, CL_TOO_SHORT, "the buffer is too short: the length that is needed was written";
    /// No slot of the call has an operation of that number.
    NoOperation = 23, CL_NO_OPERATION, "that slot has no operation";
    /// The snapshot is too long for any call.
    SnapshotTooLong = 24, CL_SNAPSHOT_TOO_LONG, "the snapshot is longer than any snapshot of a call";
    /// The snapshot ends too early.
    SnapshotTooShort = 25, CL_SNAPSHOT_TOO_SHORT, "the snapshot ends too early";
    /// There are bytes after the snapshot.
    SnapshotTrailing = 26, CL_SNAPSHOT_TRAILING, "there are bytes after the snapshot";
    /// The snapshot has another version.
    SnapshotVersion = 27, CL_SNAPSHOT_VERSION, "the snapshot has a version that this library does not know";
    /// The snapshot is one of the other end.
    SnapshotOtherEnd = 28, CL_SNAPSHOT_OTHER_END, "the snapshot is one of the other end";
    /// The snapshot has more operations than a value has slots.
    SnapshotTooManySlots = 29, CL_SNAPSHOT_TOO_MANY_SLOTS, "the snapshot has more operation slots than a call has here";
    /// No call under these settings can have written the snapshot.
    SnapshotImpossible = 30, CL_SNAPSHOT_IMPOSSIBLE, "no call under these settings can have written the snapshot";
    /// A text is not UTF-8.
    Text = 31, CL_BAD_TEXT, "a text is not UTF-8";
    /// There is nothing to write: this output is no notification.
    Nothing = 32, CL_NOTHING, "there is nothing to write: this output is not notified, or is no answer";
    /// An output has a number that no list has.
    Output = 33, CL_BAD_OUTPUT, "a member of the output has no such number: hand in an output of a step as it came";
    /// A body is longer than 16 MiB.
    BodyTooLong = 34, CL_BODY_TOO_LONG, "the body is longer than 16 MiB: the service sends no such body";
    /// The method needs a body.
    BodyMissing = 35, CL_BODY_MISSING, "the method needs a body: give the JSON of its parameters";
    /// The method takes no body.
    WrongBody = 36, CL_WRONG_BODY, "the method takes no body: give none";
    /// The method is one of a participant.
    ParticipantMissing = 37, CL_PARTICIPANT_MISSING, "the method is one of a participant: give the participant's id";
    /// The method does not belong to a participant.
    NotOfParticipant = 38, CL_NOT_OF_PARTICIPANT, "the method does not belong to a participant: give no participant";
    /// Only the host knows the URL of the request.
    UnknownRequest = 39, CL_UNKNOWN_REQUEST, "only the host knows the URL of the request: send it as the one who asked for it";
    /// `version` has no such number.
    Version = 40, CL_BAD_API_VERSION, "version is no version of Graph's API";
    /// No fleet was made in this memory.
    NoFleet = 41, CL_NO_FLEET, "there is no fleet of this end in that memory: make one";
    /// The memory of the fleet was moved.
    FleetMoved = 42, CL_FLEET_MOVED, "the memory of the fleet was moved: it has to stay where the fleet was made";
    /// The number of calls is out of range.
    BadCount = 43, CL_BAD_COUNT, "a fleet has 1 to 16777216 calls";
    /// The fleet has other settings than the call.
    OtherSettings = 44, CL_OTHER_SETTINGS, "the call has other settings than the fleet: all calls of a fleet share their settings";
    /// The fleet has a call with that id.
    IdTaken = 45, CL_ID_TAKEN, "the fleet has a call with that id already: hand the event to that one";
    /// Every place of the fleet is taken.
    FleetFull = 46, CL_FLEET_FULL, "every place of the fleet is taken: remove calls that have ended, or make a larger one";
    /// The fleet has no call of that handle or id.
    NoSuchCall = 47, CL_NO_SUCH_CALL, "the fleet has no call with that handle or id: it was removed, or never added";
}

impl From<SnapshotError> for Fault {
    fn from(error: SnapshotError) -> Self {
        match error {
            SnapshotError::TooLong { .. } => Self::SnapshotTooLong,
            SnapshotError::TooShort { .. } => Self::SnapshotTooShort,
            SnapshotError::Trailing { .. } => Self::SnapshotTrailing,
            SnapshotError::Version { .. } => Self::SnapshotVersion,
            SnapshotError::OtherEnd => Self::SnapshotOtherEnd,
            SnapshotError::TooManySlots => Self::SnapshotTooManySlots,
            // Another error of a later version.
            _ => Self::SnapshotImpossible,
        }
    }
}

/// What a function of the ABI returns for a result.
pub(crate) fn code(result: Result<(), Fault>) -> i32 {
    match result {
        Ok(()) => CL_OK,
        Err(fault) => fault as i32,
    }
}
