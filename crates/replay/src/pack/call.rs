//! A call with everything that is known of it.

use call_lifecycle::Id;

use crate::answering::{Answering, Attempt, Outcome};
use crate::backwards::Backwards;
use crate::calls::Call;
use crate::change::Begin;
use crate::deeds::Deed;
use crate::differences::Differences;
use crate::heard::{Heard, Missed};
use crate::marks::{Event, Failure, Mark, Marks};
use crate::odd::{Odd, Oddities, Refusal};
use crate::operation::{Name, Operation, Written};
use crate::places::Places;
use crate::side::Side;
use crate::spare::Spare;
use crate::story::{HangUp, Story, Tick, Times};
use crate::subject::Subject;
use crate::trace::{Act, GraphError, Part, PeerFact, Verb, Word};
use crate::track::Track;

use super::{Pack, Packer, Unpacker, fields, variants};

/// Packs a call. `None` if it has something that cannot be packed.
pub fn pack<S: Side>(call: &Call<S>) -> Option<Box<[u8]>> {
    // What wakes a call is not needed once it has ended.
    let Call { machine, track, armed: _, ended: _ } = call;
    let mut out = Packer::new(track.began);
    // The beginning comes first, as it is: times are counted from it.
    out.number(track.began);
    out.text(&machine.stored()?);
    track.pack(&mut out)?;
    Some(out.finish())
}

/// Unpacks the call with this number.
pub fn unpack<S: Side>(bytes: &[u8], policies: S::Policies) -> Option<Call<S>> {
    let mut from = Unpacker::new(bytes);
    from.began = from.number()?;
    let stored = from.text()?;
    let track = Track::unpack(&mut from)?;
    let machine = S::restored(stored, track.begin.is_recording(), policies)?;
    Some(Call { machine, track, armed: None, ended: false })
}

impl Pack for Track {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        let Self {
            number,
            name,
            verdicts,
            succeeded,
            failed,
            operations,
            slots,
            spares,
            failed_at_once,
            kinds,
            methods,
            cancelled,
            token,
            state,
            begin,
            began,
            story,
            message,
        } = self;
        (*number, name.id()).pack(out)?;
        (*began, *begin, *state).pack(out)?;
        story.pack(out)?;
        (*verdicts, *succeeded, *failed).pack(out)?;
        operations.pack(out)?;
        slots.pack(out)?;
        spares.pack(out)?;
        failed_at_once.pack(out)?;
        kinds.pack(out)?;
        methods.pack(out)?;
        (*cancelled, *token).pack(out)?;
        message.pack(out)
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (number, id) = <(usize, Id)>::unpack(from)?;
        let (began, begin, state) = Pack::unpack(from)?;
        let mut track = Self::with_story(number, id, began, begin, Pack::unpack(from)?, state);
        (track.verdicts, track.succeeded, track.failed) = Pack::unpack(from)?;
        track.operations = Pack::unpack(from)?;
        track.slots = Pack::unpack(from)?;
        track.spares = Pack::unpack(from)?;
        track.failed_at_once = Pack::unpack(from)?;
        track.kinds = Pack::unpack(from)?;
        track.methods = Pack::unpack(from)?;
        (track.cancelled, track.token) = Pack::unpack(from)?;
        track.message = Pack::unpack(from)?;
        Some(track)
    }
}

/// Few slots are ever given: as many as those, from the first on.
impl Pack for Places {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        let used = self.0.iter().rposition(|place| *place != u32::MAX).map_or(0, |last| last + 1);
        used.pack(out)?;
        self.0.iter().take(used).try_for_each(|place| place.wrapping_add(2).pack(out))
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let mut places = Self::default();
        let used = usize::unpack(from)?;
        for place in places.0.get_mut(..used)? {
            *place = u32::unpack(from)?.wrapping_sub(2);
        }
        Some(places)
    }
}

/// A name that is not in the list of known ones is rare.
impl Pack for Word {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        match self {
            Self::Known(place) => place.pack(out),
            Self::Name(_) => None,
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        u8::unpack(from).map(Self::Known)
    }
}

impl Pack for Name {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        (self.0, self.1, self.2).pack(out)
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (kind, number, word) = Pack::unpack(from)?;
        Some(Self(kind, number, word))
    }
}

impl Pack for Answering {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        self.0.pack(out)
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Pack::unpack(from).map(Self)
    }
}

/// A long call has a tail, which is rare.
impl Pack for Marks {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        if !self.tail.is_empty() || self.left_out > 0 {
            return None;
        }
        self.head.pack(out)
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(Self { head: Pack::unpack(from)?, ..Self::default() })
    }
}

/// Most marks are of one moment.
impl Pack for Mark {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        let Self { at, until, count, event } = self;
        at.pack(out)?;
        event.pack(out)?;
        if at == until && *count == 1 { None } else { Some((*until, *count)) }.pack(out)
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (at, event) = Pack::unpack(from)?;
        let (until, count) = Option::<(u64, u64)>::unpack(from)?.unwrap_or((at, 1));
        Some(Self { at, until, count, event })
    }
}

impl Pack for Begin {
    fn pack(&self, out: &mut Packer) -> Option<()> {
        match self {
            Self::Created => out.byte(0),
            Self::Incoming { recording } => out.byte(1 + u8::from(*recording)),
            Self::Adopted(state) => {
                out.byte(3);
                state.pack(out)?;
            }
            Self::Ending(cause) => {
                out.byte(4);
                cause.pack(out)?;
            }
        }
        Some(())
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(match from.byte()? {
            0 => Self::Created,
            recording @ (1 | 2) => Self::Incoming { recording: recording == 2 },
            3 => Self::Adopted(Pack::unpack(from)?),
            4 => Self::Ending(Pack::unpack(from)?),
            _ => return None,
        })
    }
}

variants!(Act {
    0 => Create, 1 => KeepAlive, 2 => GetCall, 3 => HangUp, 4 => Answer, 5 => Reject, 6 => Redirect, 7 => Transfer,
    8 => Operation(kind, profile), 9 => GetOperation(id), 10 => Other(part),
});
variants!(Verb { 0 => Get, 1 => Post, 2 => Delete, 3 => Other, 4 => Patch });
variants!(PeerFact { 0 => Calls, 1 => Of(event) });
variants!(Failure { 0 => Status(status), 1 => NoResponse, 2 => Overdue });
variants!(Tick { 0 => Sent, 1 => Succeeded, 2 => Failed, 3 => NotFound });
variants!(HangUp { 0 => Out, 1 => Refused, 2 => Failed });
variants!(Deed { 0 => Removed, 1 => Replaced(act, number), 2 => Invited });
variants!(Outcome { 0 => Out, 1 => Accepted(at), 2 => Refused(status, error), 3 => NoResponse });
variants!(Event {
    0 => State(state), 1 => KeepAlive, 2 => KeepAliveFailed(failure), 3 => PresumedLost, 4 => Revived,
    5 => AnswerOverdue, 6 => Sent(act), 7 => Refused(act, status), 8 => OperationStarted(name),
    9 => OperationEnded(name, outcome), 10 => OperationEndedWithCall(name), 11 => OperationOverdue(name),
    12 => Ended(cause, result), 13 => Created, 14 => Duplicate(what), 15 => Late(what), 16 => Rejected(what),
    17 => AfterEnd, 18 => Heard(what), 19 => ReallyEnded(result),
    20 => EndNotified(result),
});
variants!(Subject {
    0 => State(state), 1 => UnknownState, 2 => Tone(tone), 3 => Call, 4 => Other, 5 => Unreadable,
    6 => Operation(kind), 7 => Request(act), 8 => Answer(act, status), 9 => Created, 10 => Peer(fact),
    11 => Media(event), 12 => Time,
});
fields!(Part { verb, word });
fields!(GraphError { code, message, inner, inner_message, retry_after });
fields!(Backwards { steps, by, lines, last });
fields!(Times { count, first, last });
fields!(Odd { times, subjects });
fields!(Refusal { at, told, act, status, why, error });
fields!(Oddities {
    repeated,
    overtaken,
    late,
    late_state,
    rejected,
    refused,
    refusals,
    unknown_operations,
    past_slots,
    unreadable,
    first_unreadable,
    contradictions,
    unknown_states,
    unknown_state_words,
    notified,
});
fields!(Missed { at, key, after });
fields!(Heard {
    all,
    since_lost,
    since_lost_first,
    keys,
    missed,
    missed_count,
    unknown_tones,
    unknown_tones_count,
    audio,
    people,
    nobody_since,
    recent,
    next
});
fields!(Differences { told, count, renewed_here, compared, notified });
fields!(Attempt { act, sent, outcome });
fields!(Spare { place, context, corrected });
fields!(Written { context, source, app });
fields!(Operation {
    id,
    kind,
    method,
    nth,
    status,
    reason,
    result,
    message,
    context,
    endless,
    requested,
    ended,
    listed,
    failed_by,
    known,
    written,
    told_after,
    asked,
    overdue,
});
fields!(Story {
    states,
    ticks,
    undrawn,
    marks,
    keep_alives,
    tried,
    failures,
    overdue_failures,
    answered_late,
    slowest,
    last_failure,
    last_failure_error,
    renewed,
    lost,
    revived,
    not_found,
    after_end,
    after_end_not_found,
    after_not_found,
    alive_after,
    true_end,
    established,
    heard,
    deed,
    part_not_found,
    verified,
    odd,
    shared_context,
    corrected,
    differences,
    hang_ups,
    hang_up_confirmed,
    hang_up,
    answering,
    overdue,
    redirect_over,
    created_late,
    too_late,
    transfer_failed,
    backwards,
    ended,
    announced,
    live_result,
    given_reason,
    silent_end,
    no_response,
    no_response_to,
});
