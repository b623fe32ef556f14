//! What the other side does.

use std::fmt;
use std::sync::Arc;

use call_lifecycle::service::{Event, PeerEvent};
use call_lifecycle::wire::{
    ApiVersion, CallResource, Direction, Identity, IdentityKind, Invitee, Modalities, Modality, ParticipantInfo,
};
use call_lifecycle::{CallReport, CallState, Id, Timestamp, Verdict};
use graph_call_replay::trace::{PeerFact, peer_word};

use super::file::File;
use super::timeline::{Kind, Result as Said};
use super::{Call, Exchange};

/// Why a command was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no call with this id.
    NoSuchCall(Id),
    /// So many calls live already.
    Full(usize),
    /// The call is in this state, in which nobody is in it.
    NotConnected(CallState),
    /// The call has no participant with this id.
    NoSuchParticipant(Id),
    /// It waits in the lobby.
    Waits(Id),
    /// The application itself does not leave in this way.
    IsApplication,
    /// So many people are in the call already.
    RosterFull(usize),
    /// Why nothing may be posted there.
    Callback(String),
}

impl Refused {
    /// The status of an answer that says it.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::NoSuchCall(_) | Self::NoSuchParticipant(_) => 404,
            Self::NotConnected(_) | Self::Waits(_) | Self::IsApplication => 409,
            Self::Full(_) | Self::RosterFull(_) => 429,
            Self::Callback(_) => 400,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchCall(id) => write!(f, "there is no call {id}, or it has ended"),
            Self::Full(room) => write!(f, "{room} calls live already, and there is room for no more: see --calls"),
            Self::NotConnected(state) => write!(f, "the call is {state}: expected one that is established"),
            Self::NoSuchParticipant(id) => write!(f, "there is no participant {id} in the call"),
            Self::Waits(id) => write!(f, "participant {id} waits in the lobby: it must be admitted first"),
            Self::IsApplication => {
                f.write_str("this participant is the application: it leaves by the DELETE of its call")
            }
            Self::RosterFull(room) => write!(f, "{room} people are in the call already, and there is room for no more"),
            Self::Callback(why) => f.write_str(why),
        }
    }
}

impl Exchange {
    /// What the other side does.
    pub(super) fn peer(&mut self, now: Timestamp, id: Id, fact: PeerFact) -> Result<Verdict, Refused> {
        let PeerFact::Of(event) = fact else { return self.ring(now, id) };
        self.feed(now, id, Event::Peer(event)).map(|step| step.verdict()).ok_or(Refused::NoSuchCall(id))
    }

    /// A call comes in.
    fn ring(&mut self, now: Timestamp, id: Id) -> Result<Verdict, Refused> {
        if let Some(call) = self.fleet.get(id) {
            let rings = call.state() == CallState::Incoming;
            return Ok(if rings { Verdict::NoChange } else { Verdict::Stale });
        }
        // The id may be that of a call that has ended: it is shown once.
        self.recent.retain(|recent| *recent != id);
        let callback = self.bot.clone().unwrap_or_else(|| Arc::from(""));
        let given = Arc::from(self.who_calls(id));
        let mut file = File::new(Direction::Incoming, ApiVersion::V1, callback, given, now);
        file.timeline.push(now, Kind::Peer, peer_word(PeerFact::Calls), Said::Nothing, None);
        if !self.begin(Call::incoming(id, now), file) {
            return Err(Refused::Full(self.fleet.capacity()));
        }
        self.journal.peer(now, id, PeerFact::Calls);
        let created = CallReport::state(CallState::Incoming);
        self.desk.with_file(id, |desk, file| desk.tell_of_call(id, file, now, created));
        Ok(Verdict::Applied)
    }

    /// What an incoming call says of its caller, as a call resource: a user who calls the
    /// application.
    fn who_calls(&self, call: Id) -> String {
        let seed = self.desk.seed;
        let [caller, me] = ["caller", "participant"].map(|of| seed.id(of, call, 0).to_string());
        let [application, tenant, chain] = [self.app, seed.tenant(), seed.chain(call)].map(|id| id.to_string());
        let user = Identity::new(IdentityKind::User, &caller).with_display_name("A caller").with_tenant_id(&tenant);
        let bot = Identity::new(IdentityKind::Application, &application).with_display_name("A bot");
        let mut resource = CallResource::default()
            .with_source(ParticipantInfo::of(user).with_language_id("en-US"))
            .with_target(Invitee::of(bot))
            .with_tenant_id(&tenant)
            .with_call_chain_id(&chain)
            .with_my_participant_id(&me);
        resource.requested = Modalities::default().with(Modality::Audio);
        // A call with few targets can be written.
        serde_json::to_string(&resource).unwrap_or_default()
    }

    /// Makes the call vanish. Nobody is notified, and requests about it are answered 404.
    pub(super) fn forget(&mut self, now: Timestamp, id: Id) -> Result<Verdict, Refused> {
        let Some(file) = self.desk.files.get_mut(&id) else { return Err(Refused::NoSuchCall(id)) };
        file.callback = Arc::from("");
        // A trace cannot say this. It says that media failed and that the call was taken down.
        self.peer(now, id, PeerFact::Of(PeerEvent::MediaFailed))?;
        self.peer(now, id, PeerFact::Of(PeerEvent::TornDown))
    }
}
