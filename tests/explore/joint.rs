//! Both ends joined by a network that delays, drops, repeats and reorders: the laws *safe side* and *agreement* in every joint state.

use core::time::Duration;
use std::collections::HashSet;

use call_lifecycle::service::PeerEvent;
use call_lifecycle::{CallState, Cause, app};
use call_lifecycle_sim::{Ends, joint};

use crate::search::{Report, search};
use crate::single::{Bookkeeping, ends_alone};
use crate::world::{Action, Message, RECORD, World};
use testkit::laws::End;

/// What may happen between the ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Network {
    /// How many messages may be under way at a time.
    pub(crate) room: usize,
    pub(crate) loses: bool,
    pub(crate) repeats: bool,
    /// Time passes while messages are under way.
    pub(crate) delays: bool,
}

/// The laws *safe side* and *agreement*: what the application believes is what was, or what is.
fn laws<const N: usize>(world: &World<N>) {
    let (app_now, service_now) = (world.app.now(), world.service.now());
    let both = Ends::new(&world.app, app_now, &world.service, service_now);
    let holds = joint::safe_side(&both, Duration::ZERO).and_then(|()| joint::agreement(&both));
    holds.unwrap_or_else(|broken| panic!("{broken}: {world:?}"));
}

/// On a network that does nothing wrong, with nobody hanging up before, the call is kept.
fn is_kept<const N: usize>(world: &World<N>) {
    let keep_alive = world.app.keep_alive();
    assert!(!keep_alive.presumed_lost && keep_alive.failures == 0, "{world:?}");
    assert!(world.service.cause() != Some(Cause::KeepAliveExpired), "{world:?}");
    assert!(!matches!(world.app.cause(), Some(Cause::Abandoned | Cause::HangUpUnconfirmed)), "{world:?}");
    if world.under_way.is_empty() {
        // A 404 tells of the end while the service still takes the call down.
        let (app, service) = (world.app.state(), world.service.state());
        assert!(app == service || app == CallState::Terminated && !service.is_live(), "{world:?}");
        // The service ends a recording with `terminating`, of which the application is told with the end.
        let same = End::open(&world.app).len() == End::open(&world.service).len();
        assert!(!app.is_live() || same, "{world:?}");
    }
}

fn actions<const N: usize>(world: &World<N>, network: Network) -> Vec<Action> {
    let mut actions = Vec::new();
    let mut before = None;
    for &message in &world.under_way {
        if before == Some(message) {
            continue;
        }
        before = Some(message);
        actions.push(Action::Arrives(message));
        // One connection carries a request once. A keepAlive, a GET and a DELETE may be repeated by what lies between.
        let once = matches!(message, Message::Wish(_))
            || matches!(message, Message::Request(token, _) if token.request() == RECORD);
        if network.repeats && !once {
            actions.push(Action::Repeats(message));
        }
        if network.loses {
            actions.push(Action::Lost(message));
        }
    }
    if world.service.state().is_live() {
        actions.extend([PeerEvent::Connects, PeerEvent::HangsUp].map(Action::Peer));
    }
    let state = world.app.state();
    if state == CallState::Incoming {
        let answers = [app::Request::Answer, app::Request::Reject];
        // One answer at a time: the host waits for what came of the last.
        let waits = world.under_way.iter().any(|message| message.request().is_some_and(|of| answers.contains(&of)));
        actions.extend(answers.map(Action::Asks).into_iter().filter(|_| !waits));
    }
    if state.is_live() {
        actions.push(Action::Asks(app::Request::HangUp));
    }
    if N > 0 && state == CallState::Established && !world.recorded {
        actions.push(Action::Asks(RECORD));
    }
    if let Some(due) = world.until_due().filter(|_| network.delays || world.under_way.is_empty()) {
        actions.push(Action::Time(due));
    }
    actions
}

/// Explores both ends from the starts on.
pub(crate) fn explore<const N: usize>(name: &str, starts: Vec<World<N>>, network: Network, limit: usize) -> Report {
    let (mut apps, mut services) = (HashSet::new(), HashSet::new());
    search(name, starts, limit, |world: &World<N>, found| {
        laws(world);
        if !network.loses && !network.delays {
            is_kept(world);
        }
        if apps.insert(world.app.digest()) {
            ends_alone(&world.app);
            world.app.of_state();
        }
        if services.insert(world.service.digest()) {
            ends_alone(&world.service);
        }
        for action in actions(world, network) {
            found.trying(&action);
            let after = world.after(action, network.room);
            found.push(action, after);
        }
    })
}
