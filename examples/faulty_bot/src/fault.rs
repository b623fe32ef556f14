//! The faults that the bot can have: each is a trouble of the field.

/// Defines the faults, each with its word.
macro_rules! faults {
    ($($(#[$doc:meta])+ $name:ident $word:literal)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Fault { $($(#[$doc])+ $name,)+ }

        impl Fault {
            pub fn read(word: &str) -> Result<Self, String> {
                match word {
                    $($word => Ok(Self::$name),)+
                    _ => Err(format!("{word:?} is no fault, expected one of {}", [$($word),+].join(", "))),
                }
            }
        }
    };
}

faults! {
    /// It sends no keepAlive.
    NoKeepAlive "no-keep-alive"
    /// It sends keepAlives after they were answered 404.
    DeafTo404 "deaf-to-404"
    /// It keeps a call alive only once it is told that the call is established.
    WaitsToBeTold "waits-to-be-told"
    /// It acts on a notification that it has seen.
    ActsTwice "acts-twice"
    /// It hangs up a call of which it is not told within ten seconds that it is established.
    Impatient "impatient"
    /// It takes the last notification for the newest.
    BelievesTheOrder "believes-the-order"
    /// It takes twenty seconds to answer.
    Slow "slow"
    /// It takes every call.
    NeverBusy "never-busy"
    /// It goes on with a call that has ended.
    DeafToTheEnd "deaf-to-the-end"
    /// It does not download recordings.
    NoDownload "no-download"
    /// It waits for the end of a recording, however long.
    WaitsForever "waits-forever"
    /// It does not wait as long as `Retry-After` says.
    Hasty "hasty"
    /// It gives up after one failure.
    GivesUp "gives-up"
    /// It repeats what was answered 504.
    Repeats504 "repeats-504"
}
