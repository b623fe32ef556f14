//! The story of a call.

use super::packer::{Pack, Packer, Unpacker, fields, variants};
use crate::answering::{Answering, Attempt, Outcome};
use crate::backwards::Backwards;
use crate::deeds::Deed;
use crate::failure::Failure;
use crate::heard::Heard;
use crate::keys::{Missed, MissedKeys};
use crate::log_differences::Differences;
use crate::marks::{Event, Mark, Marks};
use crate::odd::{Odd, Oddities, Refusal};
use crate::rare::Rare;
use crate::story::{HangUp, Story, Tick};
use crate::subject::Subject;
use crate::times::Times;
use crate::trace::{Act, GraphError, Part, PeerFact, Verb};

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
    20 => EndNotified(result), 21 => CreatedAgain,
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
    created_again,
    namesakes,
    unknown_operations,
    past_slots,
    unreadable,
    first_unreadable,
    contradictions,
    unknown_states,
    unknown_state_words,
});
fields!(Missed { at, key, after });
fields!(Heard { all, keys, audio, people, nobody_since, recent, next, states });
fields!(Differences { told, count, posted, renewed_here, compared, notified });
fields!(Attempt { act, sent, outcome });
fields!(Story {
    states,
    ticks,
    undrawn,
    marks,
    keep_alives,
    tried,
    last_failure,
    renewed,
    established,
    heard,
    hang_ups,
    hang_up_confirmed,
    hang_up,
    answering,
    ended,
    silent_end,
    true_end,
    rare
});
fields!(Rare {
    failures,
    overdue_failures,
    answered_late,
    slowest,
    answered_all_the_same,
    last_failure_error,
    lost,
    revived,
    not_found,
    after_end,
    after_end_not_found,
    after_not_found,
    after_end_accepted,
    alive_after,
    deed,
    part_not_found,
    verified,
    heard_since,
    no_response,
    no_response_to,
    odd,
    shared_context,
    corrected,
    differences,
    overdue,
    redirect_over,
    created_late,
    too_late,
    transfer_failed,
    backwards,
    announced,
    live_result,
    given_reason,
    since_lost,
    since_lost_first,
    missed
});
fields!(MissedKeys { keys, count, unknown, unknown_count });
