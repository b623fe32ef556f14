//! `--end app`: notifications.

use call_lifecycle::app::Event;
use call_lifecycle::{CallReport, CallState, ChangeType, Rejection, ReportedState, Verdict};

use crate::Stop;
use crate::app_end::AppEnd;
use crate::aside::Aside;
use crate::change::{Begin, What};
use crate::occurrence::{Count, Occurrence};
use crate::report::Report;
use crate::trace::{Entry, Notification};

impl AppEnd<'_> {
    /// An entry of a notification.
    pub(super) fn entry(
        &mut self,
        at: u64,
        line: u64,
        (notification, index): (&Notification<'_>, usize),
        report: &mut Report<'_>,
    ) -> Result<(), Stop> {
        let Some(entry) = notification.entries.get(index) else { return Ok(()) };
        let told = |what| Occurrence { entry: Some((notification, index)), ..Occurrence::new(at, line, what) };
        match entry {
            Entry::Other(None) => report.aside(at, line, Aside::Elsewhere),
            Entry::Other(Some(call)) => {
                let count = if self.calls.find(*call).is_some() { Count::Verdict } else { Count::FirstSight };
                let place = self.calls.known(*call, at, report)?;
                let nothing = Event::Call(CallReport::new(ChangeType::Updated));
                self.calls.handle(place, nothing, Occurrence { count, ..told(What::Other) }, report)?;
                Ok(())
            }
            Entry::Unreadable(call, found) => {
                let place = self.calls.known(*call, at, report)?;
                let told = Occurrence { note: Some(found), ..told(What::Unreadable) };
                self.calls.tell(place, told, Verdict::Rejected(Rejection::BadParameters), &[], report)
            }
            Entry::Call(call, said) => {
                let (place, count) = match self.calls.find(*call) {
                    Some(place) => (place, Count::Verdict),
                    None => {
                        let place = self.calls.begin(*call, at, first_sight(said, notification), report)?;
                        self.is_replaced(*call, place);
                        (place, Count::FirstSight)
                    }
                };
                self.calls.handle(place, Event::Call(*said), Occurrence { count, ..told(What::Call(said)) }, report)?;
                self.may_not_replace(place, None);
                Ok(())
            }
            Entry::Operation(call, kind, said) => {
                let place = self.calls.known(*call, at, report)?;
                self.calls.handle(place, Event::Operation(*said), told(What::Operation(*kind, said)), report)?;
                self.calls.look(place);
                self.may_not_replace(place, None);
                Ok(())
            }
        }
    }
}

/// How a call begins that is first seen in a notification. One that has ended is adopted alive, and
/// then notified of its end.
pub fn first_sight(said: &CallReport, notification: &Notification<'_>) -> Begin {
    match said.reported() {
        ReportedState::Known(CallState::Incoming) => Begin::Incoming { recording: notification.mentions(RECORDING) },
        ReportedState::Known(CallState::Terminated) | ReportedState::Absent | ReportedState::Unknown => {
            Begin::Adopted(CallState::Established)
        }
        ReportedState::Known(state) => Begin::Adopted(state),
    }
}

/// What the notification of an incoming call has among its `inviteReasons`, if the call comes for
/// policy-based recording (source `calling-webhook`).
const RECORDING: &str = "ComplianceRecording\"";
