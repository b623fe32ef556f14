//! Calls that have ended, in a few hundred bytes each.
//!
//! A trace may have a million calls, and most of what is known of one is nothing, a small number, or
//! a time shortly after its beginning. So a call that has ended is packed when it has not been heard
//! of for a while, and unpacked when it is: what is packed comes out as it went in. What a log seldom
//! has cannot be packed; such a call stays as it is.

mod call;
mod packer;
mod story;
mod values;

pub use call::{pack, unpack};

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use crate::{End, json, story};

    /// In a test of this module each call is packed as soon as it has ended. Whatever comes after
    /// that is told as if it had never been packed.
    #[test]
    fn every_trace_says_the_same_if_its_calls_are_packed_at_once() {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data");
        let mut traces = 0;
        for entry in fs::read_dir(data).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "jsonl") {
                continue;
            }
            let trace = fs::read_to_string(&path).unwrap();
            let is_service = path.file_name().unwrap().to_string_lossy().starts_with("service-");
            let ends =
                [(End::App, ["txt", "json"], !is_service), (End::Service, ["service.txt", "service.json"], true)];
            for (end, [text, lines], _) in ends.into_iter().filter(|(.., meant)| *meant) {
                let (text, lines) = match (end, is_service) {
                    (End::Service, true) => ("txt", "json"),
                    _ => (text, lines),
                };
                let Ok(expected) = fs::read_to_string(path.with_extension(text)) else { continue };
                assert_eq!(story(&trace, end).unwrap(), expected, "{}", path.display());
                let expected = fs::read_to_string(path.with_extension(lines)).unwrap();
                assert_eq!(json(&trace, end).unwrap(), expected, "{}", path.display());
                traces += 1;
            }
        }
        assert!(traces > 15, "{traces}");
    }
}
