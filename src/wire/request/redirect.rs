//! The body of `redirect`.

use core::time::Duration;

use serde::ser::{Serialize, Serializer};

use crate::record::ParameterError;
use crate::service::redirect_seconds;
use crate::wire::json::object::{Object, members, object, write_members};
use crate::wire::json::{Failed, Flag, Int, Keep, Source, Text, Texts, Word, parsed, texts};
use crate::wire::resource::Invitee;
use crate::wire::resource::invitees::{Invitees, LIST};
use crate::words::words;

words! {
    /// How a redirected call gets to its target (`callDisposition`, beta).
    ///
    /// ```
    /// use call_lifecycle::wire::CallDisposition;
    /// assert_eq!(CallDisposition::SimultaneousRing.as_str(), "simultaneousRing");
    /// ```
    #[non_exhaustive]
    CallDisposition {
        /// As the service likes.
        Default = 0, "default",
        /// All targets ring at the same time.
        SimultaneousRing = 1, "simultaneousRing",
        /// It is forwarded.
        Forward = 2, "forward",
    }
}

/// The body of `redirect`.
///
/// ```
/// use call_lifecycle::wire::{Redirect, RedirectParameters};
/// let mut body: Redirect = serde_json::from_str(r#"{"targets": [{"identity": {"user": {"id": "1"}}}], "timeout": 99}"#)?;
/// let error = RedirectParameters::try_from(&body).unwrap_err();
/// assert_eq!(error.to_string(), "timeout is 99, but must be 15 to 90");
/// body.timeout = None;
/// assert_eq!(RedirectParameters::try_from(&body).unwrap().timeout, core::time::Duration::from_secs(55));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redirect<'a> {
    texts: Texts<'a, { 1 + LIST }>,
    targets: Invitees<1>,
    /// `timeout`, in seconds.
    pub timeout: Option<i64>,
    /// `targetDisposition` (beta); `None` for an unknown word.
    pub target_disposition: Option<CallDisposition>,
    /// `maskCaller` (beta): whether the caller is hidden from the targets.
    pub mask_caller: Option<bool>,
    /// `maskCallee` (beta): whether the application is hidden from the targets.
    pub mask_callee: Option<bool>,
}

texts! { Redirect {
    /// `callbackUri`
    callback_uri, with_callback_uri = 0;
} }

impl<'a> Redirect<'a> {
    /// The first 25 `targets`.
    pub fn targets(&self) -> impl Iterator<Item = Invitee<'_>> {
        self.targets.iter(&self.texts)
    }

    /// How many `targets` there are.
    #[must_use]
    pub const fn target_count(&self) -> u32 {
        self.targets.count
    }

    /// The same with one more target.
    #[must_use]
    pub fn with_target(mut self, target: Invitee<'a>) -> Self {
        self.targets.push(&mut self.texts, target);
        self
    }
}

/// The checked parameters of a redirect.
///
/// Its page allows 15 to 90 s, by default 55 s for one target and 60 s for several, and up to 25
/// targets, which all ring at the same time.
///
/// ```
/// use call_lifecycle::wire::{Redirect, RedirectParameters};
/// let error = RedirectParameters::try_from(&Redirect::default()).unwrap_err();
/// assert_eq!(error.to_string(), "targets is 0, but must be 1 to 25");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct RedirectParameters {
    /// How many targets there are.
    pub targets: u32,
    /// How long they ring.
    pub timeout: Duration,
}

impl TryFrom<&Redirect<'_>> for RedirectParameters {
    type Error = ParameterError;

    fn try_from(body: &Redirect<'_>) -> Result<Self, ParameterError> {
        let targets = body.targets.count;
        let seconds = redirect_seconds(targets, body.timeout)?;
        Ok(Self { targets, timeout: Duration::from_secs(seconds.into()) })
    }
}

members! { RedirectKey {
    Targets = "targets",
    Timeout = "timeout",
    CallbackUri = "callbackUri",
    Disposition = "targetDisposition",
    MaskCaller = "maskCaller",
    MaskCallee = "maskCallee",
} }

impl<'de> Object<'de> for Redirect<'de> {
    type Key = RedirectKey;
    const WHAT: &'static str = "the body of redirect";

    fn member(&mut self, key: RedirectKey, map: &mut dyn Source<'de>) -> Result<(), Failed> {
        match key {
            RedirectKey::Targets => self.targets.read(&mut self.texts, "targets", map)?,
            RedirectKey::Timeout => self.timeout = map.value(Int::any("timeout"))?,
            RedirectKey::MaskCaller => self.mask_caller = map.value(Flag("maskCaller"))?,
            RedirectKey::MaskCallee => self.mask_callee = map.value(Flag("maskCallee"))?,
            RedirectKey::Disposition => {
                let word = Word("targetDisposition", parsed::<CallDisposition>);
                self.target_disposition = map.value(Text(word))?.flatten();
            }
            RedirectKey::CallbackUri => {
                map.value(Text(Keep(&mut self.texts, 0, "callbackUri")))?;
            }
        }
        Ok(())
    }
}

impl Serialize for Redirect<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "Redirect", {
            "targets": self.targets.written(&self.texts),
            "timeout": self.timeout,
            "callbackUri": self.callback_uri(),
            "targetDisposition": self.target_disposition.map(CallDisposition::as_str),
            "maskCaller": self.mask_caller,
            "maskCallee": self.mask_callee,
        })
    }
}

object!(Redirect);
