//! Who is in a call once it is established: the application, and whom it called, who called it, or who is in the
//! meeting that it joins.

use std::borrow::Cow;

use call_lifecycle::Id;
use call_lifecycle::wire::{
    CallResource, Direction, EndpointType, Identity, IdentityKind, Invitee, MeetingInfo, MeetingKey, ParticipantInfo,
    json,
};
use serde_json::{Map, Value};

use super::file::File;
use super::roster::Roster;
use super::villain::Seed;

/// Which participant the application is, unless a call says it.
pub fn me(seed: Seed, call: Id) -> Id {
    seed.id("participant", call, 0)
}

/// The roster of a call with which nothing has happened yet.
fn gather(seed: Seed, call: Id, file: &File) -> Roster {
    // What was too long to be stored says nothing.
    let given: CallResource<'_> = json::from_str(&file.given).unwrap_or_default();
    let mut roster = Roster::default();
    let mut add = |id: Option<&str>, info: ParticipantInfo<'_>| {
        let id = id.and_then(|id| Id::parse(id).ok());
        roster.add(seed, call, (id, written(&info), false));
    };
    let application = seed.id("application", call, 0).to_string();
    let bot = Identity::new(IdentityKind::Application, &application).with_display_name("A bot");
    let is_outgoing = file.direction == Direction::Outgoing;
    let mine = if is_outgoing { given.source() } else { given.targets().next().map(|target| of(&target)) };
    let my_id = me(seed, call).to_string();
    let my_id = if is_outgoing { &my_id } else { given.my_participant_id().unwrap_or(&my_id) };
    add(Some(my_id), mine.filter(|mine| mine.identity.is_some()).unwrap_or(ParticipantInfo::of(bot)));

    let other = seed.id("caller", call, 0).to_string();
    let other = Identity::new(IdentityKind::User, &other);
    if !is_outgoing {
        add(None, given.source().unwrap_or(ParticipantInfo::of(other.with_display_name("A caller"))));
    } else if let Some(meeting) = given.meeting_info() {
        add(None, ParticipantInfo::of(organizer(&meeting).unwrap_or(other.with_display_name("An organizer"))));
    } else if given.target_count() == 0 {
        add(None, ParticipantInfo::of(other.with_display_name("Somebody")));
    }
    if is_outgoing {
        for target in given.targets().filter(|target| !is_hidden(target)) {
            add(target.participant_id, of(&target));
        }
    }
    roster.tells_sharing =
        given.options.is_some_and(|options| options.is_content_sharing_notification_enabled == Some(true));
    roster
}

impl File {
    /// The roster, which is stored from now on.
    pub fn roster_mut(&mut self, seed: Seed, call: Id) -> &mut Roster {
        if self.roster.is_none() {
            self.roster = Some(Box::new(gather(seed, call, self)));
        }
        self.roster.get_or_insert_default()
    }

    /// The roster as it is, stored or not.
    pub fn roster(&self, seed: Seed, call: Id) -> Cow<'_, Roster> {
        match &self.roster {
            Some(roster) => Cow::Borrowed(roster),
            None => Cow::Owned(gather(seed, call, self)),
        }
    }
}

/// Whose meeting it is, where it says it.
fn organizer<'t>(meeting: &MeetingInfo<'t>) -> Option<Identity<'t>> {
    match meeting.key {
        MeetingKey::Organizer(organizer) => Some(organizer),
        _ => None,
    }
}

/// An invitee as a participant.
pub fn of<'t>(invitee: &Invitee<'t>) -> ParticipantInfo<'t> {
    let mut info = ParticipantInfo::default();
    (info.identity, info.endpoint_type) = (invitee.identity, invitee.endpoint_type);
    info
}

/// Whether an invitee is left out of the roster.
pub fn is_hidden(invitee: &Invitee<'_>) -> bool {
    invitee.hidden == Some(true) || invitee.identity.is_some_and(|identity| identity.hidden == Some(true))
}

/// A user of a name.
pub fn named(id: &str, name: &str) -> Box<str> {
    written(&ParticipantInfo::of(Identity::new(IdentityKind::User, id).with_display_name(name)))
}

/// `participantInfo` as JSON.
pub fn written(info: &ParticipantInfo<'_>) -> Box<str> {
    let mut members = typed("participantInfo");
    if let Some(identity) = info.identity {
        let mut one = typed("identity");
        put(&mut one, "id", identity.id);
        put(&mut one, "displayName", identity.display_name);
        put(&mut one, "tenantId", identity.tenant_id);
        if let Some(detail) = identity.kind.detail() {
            put(&mut one, detail, identity.detail);
        }
        let mut set = typed("identitySet");
        set.insert(identity.kind.as_str().to_owned(), Value::Object(one));
        members.insert("identity".to_owned(), Value::Object(set));
    }
    put(&mut members, "endpointType", info.endpoint_type.map(EndpointType::as_str));
    put(&mut members, "countryCode", info.country_code);
    put(&mut members, "languageId", info.language_id);
    put(&mut members, "region", info.region);
    Value::Object(members).to_string().into_boxed_str()
}

fn typed(name: &str) -> Map<String, Value> {
    let kind = Value::from(format!("#microsoft.graph.{name}"));
    std::iter::once(("@odata.type".to_owned(), kind)).collect()
}

fn put(members: &mut Map<String, Value>, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        members.insert(name.to_owned(), Value::from(text));
    }
}
