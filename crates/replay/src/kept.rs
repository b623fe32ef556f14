//! The calls of a trace as they are kept: as they are, or packed once they have ended.

use std::collections::VecDeque;
use std::ops::Deref;

use call_lifecycle::{CallState, Cause, Id, Timestamp};
use hashbrown::HashMap;

use crate::call::Call;
use crate::change::Begin;
use crate::pack;
use crate::side::Side;
use crate::track::Track;

/// A call as it is kept: as it is, or packed once it has ended.
#[derive(Debug)]
struct Kept<S> {
    live: Option<Box<Call<S>>>,
    packed: Box<[u8]>,
}

/// A call to look at.
#[derive(Debug)]
pub enum Seen<'c, S> {
    Live(&'c Call<S>),
    Unpacked(Box<Call<S>>),
}

impl<S> Deref for Seen<'_, S> {
    type Target = Call<S>;

    fn deref(&self) -> &Call<S> {
        match self {
            Self::Live(call) => call,
            Self::Unpacked(call) => call,
        }
    }
}

/// How many calls that have ended lately are kept as they are: the rest of what is said of them may
/// still come. Tests of this module pack at once.
const LATELY: usize = if cfg!(test) { 0 } else { 1_024 };

/// Every call, in order of first sight, by its place.
#[derive(Debug)]
pub struct KeptCalls<S: Side> {
    all: Vec<Kept<S>>,
    by_id: HashMap<Id, u32>,
    /// Those that have ended and are not packed yet, the first first.
    lately: VecDeque<u32>,
    pub policies: S::Policies,
}

impl<S: Side> KeptCalls<S> {
    pub fn new(policies: S::Policies) -> Self {
        Self { all: Vec::new(), by_id: HashMap::new(), lately: VecDeque::new(), policies }
    }

    pub fn count(&self) -> usize {
        self.all.len()
    }

    /// Every call, to look at.
    pub fn iter(&self) -> impl Iterator<Item = Seen<'_, S>> {
        self.all.iter().enumerate().map(|(place, kept)| match &kept.live {
            Some(call) => Seen::Live(call),
            None => Seen::Unpacked(Box::new(unpacked(&kept.packed, place, self.policies))),
        })
    }

    pub fn find(&self, id: Id) -> Option<usize> {
        self.by_id.get(&id).map(|place| *place as usize)
    }

    /// Adds a call that is new.
    pub fn add(&mut self, id: Id, call: Call<S>) {
        self.by_id.insert(id, self.all.len() as u32);
        self.all.push(Kept { live: Some(Box::new(call)), packed: Box::default() });
    }

    /// The call at this place, unless it is packed.
    #[inline]
    pub fn unpacked(&mut self, place: usize) -> Option<&mut Call<S>> {
        self.all[place].live.as_deref_mut()
    }

    /// The call at this place, unpacked.
    #[inline]
    pub fn live(&mut self, place: usize) -> &mut Call<S> {
        let Kept { live, packed } = &mut self.all[place];
        live.get_or_insert_with(|| {
            let mut call = Box::new(unpacked(packed, place, self.policies));
            *packed = Box::default();
            call.ended = true;
            self.lately.push_back(place as u32);
            call
        })
    }

    /// Something happened to a call: if it has ended, it will be packed.
    #[inline]
    pub fn settle(&mut self, place: usize) {
        let call = self.live(place);
        if !call.ended && call.machine.state() == CallState::Terminated {
            call.ended = true;
            self.lately.push_back(place as u32);
        }
    }

    /// Packs calls that ended a while ago.
    #[inline]
    pub fn pack(&mut self) {
        while self.lately.len() > LATELY {
            let Some(place) = self.lately.pop_front() else { return };
            let kept = &mut self.all[place as usize];
            let Some(call) = &mut kept.live else { continue };
            call.ended = false;
            // With a deadline it has to be woken.
            if call.machine.next_deadline().is_some() {
                continue;
            }
            if let Some(packed) = pack::pack(call) {
                *kept = Kept { live: None, packed };
            }
        }
    }
}

/// A call as it was packed. What was packed can be unpacked; a call that cannot is one of which
/// nothing is known.
fn unpacked<S: Side>(bytes: &[u8], place: usize, policies: S::Policies) -> Call<S> {
    pack::unpack(bytes, policies).unwrap_or_else(|| {
        let (id, at) = (Id::from_u128(0), Timestamp::ZERO);
        let machine = S::ending(id, at, Cause::Abandoned, policies);
        let track = Track::new(place + 1, id, 0, Begin::Ending(Cause::Abandoned), machine.state());
        Call { machine, track, armed: None, ended: false }
    })
}
