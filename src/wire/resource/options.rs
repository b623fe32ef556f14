//! What an application wants of a call: `callOptions`.

use serde::ser::{Serialize, Serializer};

use crate::wire::json::object::{Fill, Kind, Object, members, write_members};
use crate::wire::json::{Failed, Flag, Source};

/// What an application wants of a call: `callOptions` of a creation (`outgoingCallOptions`) or of
/// an answer (`incomingCallOptions`). What is absent is the service's choice.
///
/// ```
/// use call_lifecycle::wire::{Answer, CallOptions};
/// let mut body = Answer::default();
/// body.options = Some(CallOptions::default().with_is_content_sharing_notification_enabled(true));
/// let json = serde_json::to_string(&body)?;
/// assert_eq!(json, r##"{"callOptions":{"@odata.type":"#microsoft.graph.incomingCallOptions","isContentSharingNotificationEnabled":true}}"##);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct CallOptions {
    /// `hideBotAfterEscalation`: whether the application is hidden once a call becomes a group
    /// call.
    pub hide_bot_after_escalation: Option<bool>,
    /// `isContentSharingNotificationEnabled`: whether notifications tell of shared content.
    pub is_content_sharing_notification_enabled: Option<bool>,
    /// `isDeltaRosterEnabled`: whether notifications tell the changes of the roster alone.
    pub is_delta_roster_enabled: Option<bool>,
    /// `isInteractiveRosterEnabled`: whether the roster tells who can be interacted with.
    pub is_interactive_roster_enabled: Option<bool>,
}

impl CallOptions {
    /// The same with this `hideBotAfterEscalation`.
    #[must_use]
    pub const fn with_hide_bot_after_escalation(self, hide: bool) -> Self {
        Self { hide_bot_after_escalation: Some(hide), ..self }
    }

    /// The same with this `isContentSharingNotificationEnabled`.
    #[must_use]
    pub const fn with_is_content_sharing_notification_enabled(self, is_enabled: bool) -> Self {
        Self { is_content_sharing_notification_enabled: Some(is_enabled), ..self }
    }

    /// The same with this `isDeltaRosterEnabled`.
    #[must_use]
    pub const fn with_is_delta_roster_enabled(self, is_enabled: bool) -> Self {
        Self { is_delta_roster_enabled: Some(is_enabled), ..self }
    }

    /// The same with this `isInteractiveRosterEnabled`.
    #[must_use]
    pub const fn with_is_interactive_roster_enabled(self, is_enabled: bool) -> Self {
        Self { is_interactive_roster_enabled: Some(is_enabled), ..self }
    }

    /// Reads the member; an object that says nothing is absent.
    pub(in crate::wire) fn read<'de>(map: &mut dyn Source<'de>) -> Result<Option<Self>, Failed> {
        let mut options = Self::default();
        map.value(Fill(&mut options, Kind::OrNull))?;
        Ok((options != Self::default()).then_some(options))
    }
}

members! { OptionsKey {
    Hide = "hideBotAfterEscalation",
    ContentSharing = "isContentSharingNotificationEnabled",
    DeltaRoster = "isDeltaRosterEnabled",
    InteractiveRoster = "isInteractiveRosterEnabled",
} }

impl<'de> Object<'de> for CallOptions {
    type Key = OptionsKey;
    const WHAT: &'static str = "callOptions";

    fn member(&mut self, key: OptionsKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        let (place, member) = match key {
            OptionsKey::Hide => (&mut self.hide_bot_after_escalation, "callOptions.hideBotAfterEscalation"),
            OptionsKey::ContentSharing => {
                (&mut self.is_content_sharing_notification_enabled, "callOptions.isContentSharingNotificationEnabled")
            }
            OptionsKey::DeltaRoster => (&mut self.is_delta_roster_enabled, "callOptions.isDeltaRosterEnabled"),
            OptionsKey::InteractiveRoster => {
                (&mut self.is_interactive_roster_enabled, "callOptions.isInteractiveRosterEnabled")
            }
        };
        *place = map.value(Flag(member))?;
        Ok(())
    }
}

pub(in crate::wire) struct WriteOptions {
    pub(in crate::wire) options: CallOptions,
    pub(in crate::wire) is_incoming: bool,
}

impl Serialize for WriteOptions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = match self.is_incoming {
            true => "#microsoft.graph.incomingCallOptions",
            false => "#microsoft.graph.outgoingCallOptions",
        };
        let CallOptions {
            hide_bot_after_escalation,
            is_content_sharing_notification_enabled,
            is_delta_roster_enabled,
            is_interactive_roster_enabled,
        } = self.options;
        write_members!(serializer, "CallOptions", {
            "@odata.type": Some(name),
            "hideBotAfterEscalation": hide_bot_after_escalation,
            "isContentSharingNotificationEnabled": is_content_sharing_notification_enabled,
            "isDeltaRosterEnabled": is_delta_roster_enabled,
            "isInteractiveRosterEnabled": is_interactive_roster_enabled,
        })
    }
}
