//! How notifications look, and what they say of a result.

use std::str::FromStr;

use call_lifecycle::wire::{ApiVersion, ServiceNotification};
use call_lifecycle::{CallReport, ResultInfo};

/// How notifications look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// As the service posts them in 2026, whatever the URL that was asked (source
    /// `recorded-notifications`).
    #[default]
    Of2026,
    /// As the page shows them that the last request followed: after `/app` or `record` that of 2019,
    /// otherwise that of v1.0.
    V1,
    /// As the 2019 page shows them.
    Of2019,
}

/// Each shape, by its word.
const WORDS: [(&str, Shape); 3] = [("2026", Shape::Of2026), ("v1.0", Shape::V1), ("2019", Shape::Of2019)];

impl FromStr for Shape {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = WORDS.iter().find(|(word, _)| *word == text);
        found.map(|(_, shape)| *shape).ok_or_else(|| format!("{text:?}, expected 2026, v1.0 or 2019"))
    }
}

impl Shape {
    /// The version whose page a notification follows, if the last request followed that of `asked`.
    pub const fn version(self, asked: ApiVersion) -> ApiVersion {
        match self {
            Self::Of2026 | Self::V1 => asked,
            Self::Of2019 => ApiVersion::Beta2019,
        }
    }

    /// A notification in this shape. Only the service itself says something of its result.
    pub const fn of<'a>(self, entry: ServiceNotification<'a>, message: Option<&'a str>) -> ServiceNotification<'a> {
        match (self, message) {
            (Self::Of2026, Some(message)) => entry.as_posted().with_message(message),
            (Self::Of2026, None) => entry.as_posted(),
            (Self::V1 | Self::Of2019, _) => entry,
        }
    }

    /// A report as it is posted: the metadata has no `resultInfo` without a subcode.
    pub fn complete(self, mut report: CallReport) -> CallReport {
        if let (Self::Of2026, Some(result)) = (self, &mut report.result) {
            result.subcode.get_or_insert(0);
        }
        report
    }
}

/// What the service says of how a call has ended. The texts of 200, 408 and 500 were recorded
/// (source `recorded-notifications`), the others are those of SIP (source `rfc-3261`).
pub fn of_call(result: ResultInfo) -> String {
    let (code, why) = match result.code {
        0 | 200..=299 => (0, "The conversation has ended"),
        408 => (408, "Request Timeout"),
        410 => (410, "Gone"),
        480 => (480, "Temporarily Unavailable"),
        486 => (486, "Busy Here"),
        487 => (487, "Request Terminated"),
        603 => (603, "Decline"),
        code => (code, "Server Internal Error"),
    };
    format!("{why}. DiagCode: {code}#{}.@", result.subcode.unwrap_or(0))
}

/// What the service says of how an operation has ended. (Sources `recorded-notifications`,
/// `call-record`, `call-cancelmediaprocessing`, whose spelling this is, and `media-codes`.)
pub const fn of_operation(result: ResultInfo) -> &'static str {
    match (result.code, result.subcode) {
        (200, Some(8514)) => "Action completed as stop tone was detected.",
        (200, Some(8515)) => "Action completed, max record duration reached.",
        (200..=299, _) => "Action completed successfully.",
        (400, Some(8508)) => "Action falied, the operation was cancelled.",
        (400, Some(8510)) => "Action failed, initial silence timeout reached.",
        (500, Some(8511)) => "Action failed, encountered failure while trying to play the prompt.",
        _ => "Unknown internal server error.",
    }
}
