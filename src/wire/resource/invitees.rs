//! A list of invitees, such as the `targets` of a call.

use serde::ser::{Error as _, Serialize, SerializeSeq, Serializer};

use super::identity_set::{IDENTITY, Room};
use super::invitee::{INVITEE, Invitee, InviteeHead, InviteeRead, WriteInvitee};
use crate::service::Request;
use crate::wire::json::object::{Fill, Kind};
use crate::wire::json::{Element, Failed, List, Source, Texts};

/// The most invitees that are kept: as many targets as a redirect may have.
pub(in crate::wire) const KEPT: usize = Request::REDIRECT_TARGETS as usize;
/// How many texts a list has, with the spare room for one identity.
pub(in crate::wire) const LIST: usize = INVITEE * KEPT + IDENTITY;

/// A list of invitees, of which the texts are from a place on among those of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::wire) struct Invitees<const AT: usize> {
    /// Counted, even where there are more than are kept.
    pub(in crate::wire) count: u32,
    heads: [InviteeHead; KEPT],
}

impl<const AT: usize> Default for Invitees<AT> {
    fn default() -> Self {
        Self { count: 0, heads: [InviteeHead::default(); KEPT] }
    }
}

impl<const AT: usize> Invitees<AT> {
    const SPARE: usize = AT.saturating_add(INVITEE.saturating_mul(KEPT));

    const fn at(index: usize) -> usize {
        AT.saturating_add(INVITEE.saturating_mul(index))
    }

    fn len(&self) -> usize {
        usize::try_from(self.count).unwrap_or(KEPT).min(KEPT)
    }

    pub(in crate::wire) fn iter<'t, const K: usize>(
        &'t self,
        texts: &'t Texts<'_, K>,
    ) -> impl Iterator<Item = Invitee<'t>> {
        self.heads.iter().take(self.len()).enumerate().map(|(index, head)| head.get(texts, Self::at(index)))
    }

    pub(in crate::wire) fn push<'a, const K: usize>(&mut self, texts: &mut Texts<'a, K>, invitee: Invitee<'a>) {
        let index = usize::try_from(self.count).unwrap_or(KEPT);
        if let Some(head) = self.heads.get_mut(index) {
            head.put(texts, Self::at(index), invitee);
        }
        self.count = self.count.saturating_add(1);
    }

    pub(in crate::wire) fn read<'de, const K: usize>(
        &mut self,
        texts: &mut Texts<'de, K>,
        member: &'static str,
        map: &mut dyn Source<'de>,
    ) -> Result<(), Failed> {
        texts.clear_all(AT, LIST);
        *self = Self::default();
        map.value(List { member, or_null: true, element: &mut ListRead { invitees: self, texts } })
    }

    pub(in crate::wire) fn written<'t, 'a, const K: usize>(
        &'t self,
        texts: &'t Texts<'a, K>,
    ) -> Option<WriteList<'t, 'a, AT, K>> {
        (self.count > 0).then_some(WriteList(self, texts))
    }
}

struct ListRead<'t, 'de, const AT: usize, const K: usize> {
    invitees: &'t mut Invitees<AT>,
    texts: &'t mut Texts<'de, K>,
}

impl<'de, const AT: usize, const K: usize> Element<'de> for ListRead<'_, 'de, AT, K> {
    fn next(&mut self, seq: &mut dyn Source<'de>) -> Result<bool, Failed> {
        let index = usize::try_from(self.invitees.count).ok().filter(|index| *index < KEPT);
        let room = index.map(|index| Room { at: Invitees::<AT>::at(index), spare: Invitees::<AT>::SPARE });
        let mut head = InviteeHead::default();
        let mut read = InviteeRead { texts: self.texts, room, head: &mut head };
        if seq.element(Fill(&mut read, Kind::OrNull))?.is_none() {
            return Ok(false);
        }
        if let Some(place) = index.and_then(|index| self.invitees.heads.get_mut(index)) {
            *place = head;
        }
        let count = self.invitees.count.checked_add(1);
        self.invitees.count = count.ok_or_else(|| seq.fail(format_args!("there are too many elements to count")))?;
        Ok(true)
    }
}

pub(in crate::wire) struct WriteList<'t, 'a, const AT: usize, const K: usize>(&'t Invitees<AT>, &'t Texts<'a, K>);

impl<const AT: usize, const K: usize> Serialize for WriteList<'_, '_, AT, K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.count > Request::REDIRECT_TARGETS {
            return Err(S::Error::custom(format_args!("{} are invited, of whom {KEPT} were kept", self.0.count)));
        }
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for invitee in self.0.iter(self.1) {
            list.serialize_element(&WriteInvitee(invitee))?;
        }
        list.end()
    }
}
