//! Reads a body in every way that there is, and says what was read as it is written again.

use serde_json::Value;

/// What was read, or what our own reader and `serde_json` say of the error.
pub(super) type Reader = fn(&str) -> Result<Value, [String; 2]>;

macro_rules! reader {
    ($body:ident) => {
        |text: &str| $crate::members::reader::read_as::<call_lifecycle::wire::$body<'_>>(text)
    };
}
pub(super) use reader;

/// All readers agree, and what is written again reads as the same.
pub(super) fn read_as<'de, T>(text: &'de str) -> Result<Value, [String; 2]>
where
    T: serde::Deserialize<'de> + serde::Serialize + PartialEq + core::fmt::Debug,
{
    let ours = call_lifecycle::wire::json::from_str::<T>(text);
    let theirs = serde_json::from_str::<T>(text);
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => {
            assert_eq!(ours, theirs, "two readers: {text}");
            let written = serde_json::to_string(&ours).unwrap();
            let again: &'static str = Box::leak(written.into_boxed_str());
            assert_eq!(
                call_lifecycle::wire::json::from_str::<T>(again).unwrap(),
                ours,
                "{text} written again: {again}"
            );
            Ok(serde_json::from_str(again).unwrap())
        }
        (Err(ours), Err(theirs)) => Err([ours.to_string(), theirs.to_string()]),
        (ours, theirs) => panic!("our reader says {ours:?}, serde_json {theirs:?}: {text}"),
    }
}
