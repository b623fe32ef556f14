//! Graph's JSON: every body read with both readers and written back, against what the pages say.
#![cfg(feature = "wire")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

mod answers;
mod bodies;
mod built;
mod calls;
mod codes;
mod corners;
mod dates;
mod empties;
mod escapes;
mod http;
mod http_requests;
mod identities;
mod json;
mod members;
mod methods;
mod notices;
mod notifications;
mod odd_cases;
mod paths;
mod replies;
mod requests;
mod rules;

use call_lifecycle::{Id, wire};
use serde::Deserialize;
use serde_json_core::de::Error::AnyIsUnsupported;

/// The call and the operation of the source page (call: record).
const CALL: &str = "57dab8b1-894c-409a-b240-bd8beae78896";
const OPERATION: &str = "0fe0623f-d628-42ed-b4bd-8ac290072cc5";

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

/// Reads as [`read`], and asserts that what is written says all that was read, `null` apart.
fn whole<'de, T: Deserialize<'de> + serde::Serialize + PartialEq + core::fmt::Debug>(json: &'de str) -> T {
    fn without_null(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(members) => {
                members.retain(|_, member| !member.is_null());
                members.values_mut().for_each(without_null);
            }
            serde_json::Value::Array(elements) => elements.iter_mut().for_each(without_null),
            _ => {}
        }
    }
    let value: T = read(json);
    let mut given: serde_json::Value = serde_json::from_str(json).unwrap();
    without_null(&mut given);
    assert_eq!(serde_json::to_value(&value).unwrap(), given);
    value
}

/// Reads with our own reader, and with `serde_json` from a text and from its value; all have to agree, and what is written back has to read as the same.
/// All writers have to agree as well.
fn read<'de, T: Deserialize<'de> + serde::Serialize + PartialEq + core::fmt::Debug>(json: &'de str) -> T {
    let value: T = serde_json::from_str(json).unwrap();
    assert_eq!(wire::json::from_str::<T>(json).unwrap(), value, "our own");
    // It would keep the escapes of texts, and cannot tell what comes next: it is refused before it reads anything.
    assert_eq!(serde_json_core::from_str::<T>(json).unwrap_err(), AnyIsUnsupported, "serde-json-core");
    let tree: &'static serde_json::Value = Box::leak(Box::new(serde_json::from_str(json).unwrap()));
    assert_eq!(T::deserialize(tree).unwrap(), value, "serde_json::Value");
    let written: &'static str = Box::leak(serde_json::to_string(&value).unwrap().into_boxed_str());
    assert_eq!(serde_json::from_str::<T>(written).unwrap(), value, "written back: {written}");
    let mut buffer = vec![0; 8192];
    let len = serde_json_core::to_slice(&value, &mut buffer).unwrap();
    assert_eq!(core::str::from_utf8(&buffer[..len]).unwrap(), written, "serde-json-core writes as serde_json does");
    let mut ours = String::new();
    wire::json::write(&value, &mut ours).unwrap();
    assert_eq!(ours, written, "our own writer writes as serde_json does");
    value
}
