//! A call with everything that is known of it.

use call_lifecycle::Id;

use super::packer::{Pack, Packer, Unpacker, fields};
use crate::call::Call;
use crate::change::Begin;
use crate::operation::{Answered, Name, Operation, Spare, Written};
use crate::places::Places;
use crate::side::Side;
use crate::trace::Word;
use crate::track::Track;

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
            answered,
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
        answered.pack(out)?;
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
        track.answered = Pack::unpack(from)?;
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

fields!(Answered { id, name });
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
    accepted,
    listed,
    failed_by,
    known,
    written,
    told_after,
    asked,
    overdue,
});
