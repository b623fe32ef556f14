//! Whom to call: `invitationParticipantInfo`, and lists of it.

use serde::de::{Error, MapAccess, SeqAccess};
use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};

use super::identity::{IdentityKind, IdentityRead, WriteIdentity};
use crate::wire::json::object::{Fill, Kind, Object, members, write_members};
use crate::wire::json::{Element, Keep, List, Text, Texts, Word};

/// Whom to call: `invitationParticipantInfo`.
///
/// ```
/// use call_lifecycle::wire::{IdentityKind, Invitee, Redirect};
/// let user = Invitee::new(IdentityKind::User, "550fae72-d251-43ec-868c-373732c2704f");
/// let json = serde_json::to_string(&Redirect::default().with_target(user))?;
/// assert_eq!(serde_json::from_str::<Redirect>(&json)?.targets().collect::<Vec<_>>(), [user]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Invitee<'t> {
    /// Whose identity it is, where that is known.
    pub kind: Option<IdentityKind>,
    /// `id` of the identity: a GUID of the directory, or a telephone number.
    pub id: Option<&'t str>,
    /// `replacesCallId`: the call that this one replaces, in a transfer with consultation.
    pub replaces_call_id: Option<&'t str>,
}

impl<'t> Invitee<'t> {
    /// An invitee with the id of an identity.
    #[must_use]
    pub const fn new(kind: IdentityKind, id: &'t str) -> Self {
        Self { kind: Some(kind), id: Some(id), replaces_call_id: None }
    }

    /// The same invitee, for a call that replaces another one.
    #[must_use]
    pub const fn with_replaces_call_id(self, call: &'t str) -> Self {
        Self { replaces_call_id: Some(call), ..self }
    }
}

/// The most invitees that are kept: as many targets as a redirect may have (its page).
pub(in crate::wire) const KEPT: usize = MAX_TARGETS as usize;
pub(in crate::wire) const MAX_TARGETS: u32 = 25;
/// The texts of a body: its own, and two of each invitee.
pub(in crate::wire) const TEXTS: usize = 2 + 2 * KEPT;
pub(in crate::wire) const CALLBACK_URI: usize = 0;
pub(in crate::wire) const CONTEXT: usize = 1;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::wire) struct Invitees {
    /// Counted, even where there are more than are kept.
    pub(in crate::wire) count: u32,
    kinds: [Option<IdentityKind>; KEPT],
}

impl Default for Invitees {
    fn default() -> Self {
        Self { count: 0, kinds: [None; KEPT] }
    }
}

/// The number of an invitee's id among the texts; that of `replacesCallId` follows.
const fn id_of(invitee: usize) -> usize {
    invitee.saturating_mul(2).saturating_add(2)
}

const fn replaces_of(invitee: usize) -> usize {
    id_of(invitee).saturating_add(1)
}

impl Invitees {
    fn len(&self) -> usize {
        usize::try_from(self.count).unwrap_or(KEPT).min(KEPT)
    }

    pub(in crate::wire) fn get<'t>(&self, texts: &'t Texts<'_, TEXTS>, index: usize) -> Option<Invitee<'t>> {
        if index >= self.len() {
            return None;
        }
        Some(Invitee {
            kind: *self.kinds.get(index)?,
            id: texts.get(id_of(index)),
            replaces_call_id: texts.get(replaces_of(index)),
        })
    }

    pub(in crate::wire) fn put<'a>(&mut self, texts: &mut Texts<'a, TEXTS>, index: usize, invitee: Invitee<'a>) {
        if let Some(kind) = self.kinds.get_mut(index) {
            *kind = invitee.kind;
            for (at, text) in [(id_of(index), invitee.id), (replaces_of(index), invitee.replaces_call_id)] {
                text.into_iter().for_each(|text| texts.set(at, text));
            }
        }
    }

    pub(in crate::wire) fn push<'a>(&mut self, texts: &mut Texts<'a, TEXTS>, invitee: Invitee<'a>) {
        self.put(texts, usize::try_from(self.count).unwrap_or(KEPT), invitee);
        self.count = self.count.saturating_add(1);
    }

    fn forget(&mut self, texts: &mut Texts<'_, TEXTS>) {
        (2..TEXTS).for_each(|index| texts.clear(index));
        *self = Self::default();
    }
}

pub(in crate::wire) fn read_list<'de, A: MapAccess<'de>>(
    invitees: &mut Invitees,
    texts: &mut Texts<'de, TEXTS>,
    member: &'static str,
    map: &mut A,
) -> Result<(), A::Error> {
    invitees.forget(texts);
    map.next_value_seed(List { member, or_null: true, element: &mut ListRead { invitees, texts } })
}

struct ListRead<'t, 'de> {
    invitees: &'t mut Invitees,
    texts: &'t mut Texts<'de, TEXTS>,
}

impl<'de> Element<'de> for ListRead<'_, 'de> {
    fn next<A: SeqAccess<'de>>(&mut self, seq: &mut A) -> Result<bool, A::Error> {
        let index = usize::try_from(self.invitees.count).ok().filter(|index| *index < KEPT);
        let mut read = InviteeRead { texts: self.texts, index, kind: None };
        if seq.next_element_seed(Fill(&mut read, Kind::OrNull))?.is_none() {
            return Ok(false);
        }
        let kind = read.kind;
        if let Some(place) = index.and_then(|index| self.invitees.kinds.get_mut(index)) {
            *place = kind;
        }
        let count = self.invitees.count.checked_add(1);
        self.invitees.count = count.ok_or_else(|| A::Error::custom("there are too many elements to count"))?;
        Ok(true)
    }
}

members! { InviteeKey { Identity = "identity", ReplacesCallId = "replacesCallId", } }

struct InviteeRead<'t, 'de> {
    texts: &'t mut Texts<'de, TEXTS>,
    index: Option<usize>,
    kind: Option<IdentityKind>,
}

impl<'de> Object<'de> for InviteeRead<'_, 'de> {
    type Key = InviteeKey;
    const WHAT: &'static str = "an invitationParticipantInfo";

    fn member<A: MapAccess<'de>>(&mut self, key: InviteeKey, map: &mut A) -> Result<(), A::Error> {
        match key {
            InviteeKey::Identity => {
                let place = self.index.map(id_of);
                let mut read = IdentityRead { texts: self.texts, place, kind: &mut self.kind };
                read.forget();
                map.next_value_seed(Fill(&mut read, Kind::OrNull))
            }
            InviteeKey::ReplacesCallId => {
                read_text(self.texts, self.index.map(replaces_of), "replacesCallId", map)?;
                Ok(())
            }
        }
    }
}

/// Reads one invitee into its place, and says whether there was one.
pub(in crate::wire) fn read_one<'de, A: MapAccess<'de>>(
    invitees: &mut Invitees,
    texts: &mut Texts<'de, TEXTS>,
    index: usize,
    map: &mut A,
) -> Result<bool, A::Error> {
    // A member that comes twice leaves nothing of the first.
    for number in [id_of, replaces_of] {
        texts.clear(number(index));
    }
    let mut read = InviteeRead { texts, index: Some(index), kind: None };
    map.next_value_seed(Fill(&mut read, Kind::OrNull))?;
    let kind = read.kind;
    if let Some(place) = invitees.kinds.get_mut(index) {
        *place = kind;
    }
    Ok(kind.is_some() || texts.get(replaces_of(index)).is_some())
}

/// Keeps a text, or only checks its type where there is no place for it, and returns whether there was
/// one.
fn read_text<'de, A: MapAccess<'de>>(
    texts: &mut Texts<'de, TEXTS>,
    place: Option<usize>,
    member: &'static str,
    map: &mut A,
) -> Result<bool, A::Error> {
    let read = match place {
        Some(place) => map.next_value_seed(Text(Keep(texts, place, member)))?,
        None => map.next_value_seed(Text(Word(member, |_: &str| ())))?,
    };
    Ok(read.is_some())
}

pub(in crate::wire) fn written_list<'t, 'a>(
    invitees: &'t Invitees,
    texts: &'t Texts<'a, TEXTS>,
) -> Option<WriteList<'t, 'a>> {
    (invitees.count > 0).then_some(WriteList(invitees, texts))
}

pub(in crate::wire) struct WriteList<'t, 'a>(&'t Invitees, &'t Texts<'a, TEXTS>);

impl Serialize for WriteList<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.count > MAX_TARGETS {
            return Err(S::Error::custom(format_args!("{} are invited, of whom {KEPT} were kept", self.0.count)));
        }
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for invitee in (0..KEPT).filter_map(|index| self.0.get(self.1, index)) {
            list.serialize_element(&WriteInvitee(invitee))?;
        }
        list.end()
    }
}

pub(in crate::wire) struct WriteInvitee<'t>(pub(in crate::wire) Invitee<'t>);

impl Serialize for WriteInvitee<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "InvitationParticipantInfo", {
            "@odata.type": Some("#microsoft.graph.invitationParticipantInfo"),
            "identity": self.0.kind.map(|kind| WriteIdentity(kind, self.0.id)),
            "replacesCallId": self.0.replaces_call_id,
        })
    }
}
