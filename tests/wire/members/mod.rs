//! Every member of every body, by one table: what empty, `null`, twice, another type and odd casing mean of it.

mod again;
mod document;
mod kinds;
mod reader;
mod table;

use std::collections::BTreeSet;
use std::fs;

use call_lifecycle::wire::IdentityKind;
use serde_json::Value;

use kinds::{Is, cases, escaped, quoted};
use table::{Group, TABLE};

impl Group {
    /// The body with these members.
    fn body(&self, members: &str) -> String {
        self.around.replace('$', members)
    }

    fn with(&self, members: &str) -> Value {
        let body = self.body(members);
        (self.read)(&body).unwrap_or_else(|errors| panic!("{}: {body}: {errors:?}", self.body))
    }

    /// What is read without the member. (Our own JSON has no trailing comma.)
    fn without(&self) -> Value {
        self.with(r#""other": 0"#)
    }
}

/// Each member of each group.
fn each(mut check: impl FnMut(&Group, &str, Is)) {
    for group in TABLE {
        group.members.iter().for_each(|(member, is)| check(group, member, *is));
    }
}

/// Some members have two names that differ in case only.
fn is_member(key: &str, name: &str) -> bool {
    TABLE.iter().any(|group| group.key == key && group.members.iter().any(|(member, _)| *member == name))
}

#[test]
fn the_table_has_every_member_that_is_read() {
    let mut read = BTreeSet::new();
    let wire = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/wire");
    for wing in ["notification", "request", "resource"] {
        for file in fs::read_dir(wire.join(wing)).unwrap() {
            let source = fs::read_to_string(file.unwrap().path()).unwrap();
            for list in source.split("\nmembers! {").skip(1).map(|rest| rest.split_once("} }").unwrap().0) {
                let key = list.split('{').next().unwrap().trim();
                read.extend(list.split('"').skip(1).step_by(2).map(|name| (key.to_owned(), name.to_owned())));
            }
        }
    }
    read.extend(IdentityKind::ALL.iter().map(|kind| ("SetKey".to_owned(), kind.as_str().to_owned())));
    read.insert(("SetKey".to_owned(), "endpointType".to_owned()));
    let mut known = BTreeSet::new();
    each(|group, member, _| {
        known.insert((group.key.to_owned(), member.to_owned()));
    });
    assert_eq!(known, read);
}

#[test]
fn a_member_is_seen() {
    each(|group, member, is| {
        let [one, two] = is.samples().map(|value| group.with(&format!(r#""{member}": {value}"#)));
        // Only a notification's entries must be there.
        if !matches!(is, Is::Entries) {
            assert_ne!(one, group.without(), "{member} of {}", group.body);
        }
        assert_ne!(one, two, "{member} of {}", group.body);
    });
}

#[test]
fn null_is_absent() {
    each(|group, member, is| {
        if !matches!(is, Is::Entries) {
            assert_eq!(group.with(&format!(r#""{member}": null"#)), group.without(), "{member} of {}", group.body);
        }
    });
}

/// (The entries of notifications are handed on as they come, so that a second `value` adds to the first.)
#[test]
fn of_a_member_that_comes_twice_the_last_counts() {
    each(|group, member, is| {
        if matches!(is, Is::Entries) {
            return;
        }
        let [one, two] = is.samples();
        for (first, last) in [(&one, &two), (&two, &one), (&one, &"null".to_owned()), (&"null".to_owned(), &two)] {
            let twice = group.with(&format!(r#""{member}": {first}, "{member}": {last}"#));
            let once = group.with(&format!(r#""{member}": {last}"#));
            assert_eq!(twice, once, "{member} of {}: {first}, {last}", group.body);
        }
    });
}

/// Of three elements with every member, nothing is left in three others that have none.
#[test]
fn of_a_list_that_comes_twice_nothing_is_left() {
    let mut lists = 0;
    for group in TABLE.iter().filter(|group| group.around.contains("[{$}]")) {
        let (before, _) = group.around.split_once(": [{$}]").unwrap();
        let name = before.rsplit('"').nth(1).unwrap();
        let members: Vec<String> =
            group.members.iter().map(|(member, is)| format!(r#""{member}": {}"#, is.samples()[0])).collect();
        let full = format!("{{{}}}", members.join(", "));
        let read = |list: &str| {
            let body = group.around.replace("[{$}]", list);
            (group.read)(&body).unwrap_or_else(|errors| panic!("{body}: {errors:?}"))
        };
        let twice = read(&format!(r#"[{full}, {full}, {full}], "{name}": [{{}}, null, {{}}]"#));
        assert_eq!(twice, read("[{}, null, {}]"), "{name} of {}", group.body);
        lists += 1;
    }
    assert!(lists >= 4, "{lists}");
}

#[test]
fn another_type_is_an_error_that_names_the_member() {
    each(|group, member, is| {
        for wrong in is.wrong() {
            let body = group.body(&format!(r#""{member}": {wrong}"#));
            let errors = (group.read)(&body).expect_err(&body);
            // Of a list it is the list that is named, of an element of it the element.
            let element = if let Is::Objects(what, ..) = is { what } else { member };
            for error in errors {
                let expected = [is.called().unwrap_or(member), element, "modalities", "subcode", "request-id"];
                let expected = expected.into_iter().chain(["an entry of a notification's value"]);
                assert!(expected.into_iter().any(|name| error.contains(name)), "{body}: {error}");
            }
        }
    });
}

#[test]
fn an_empty_one_is_absent_or_kept_as_the_table_says() {
    each(|group, member, is| {
        let Some((empty, is_absent)) = is.empty() else { return };
        let read = group.with(&format!(r#""{member}": {empty}"#));
        // No entries are no entries, but the list is written.
        let without = if matches!(is, Is::Entries) { group.with(r#""value": []"#) } else { group.without() };
        assert_eq!(read == without, is_absent, "{member} of {}: {read}", group.body);
        // A text of white space is not empty.
        if matches!(is, Is::Text | Is::Filled) {
            assert_ne!(group.with(&format!(r#""{member}": " ""#)), without, "{member} of {}", group.body);
        }
    });
}

#[test]
fn words_are_the_same_in_any_case() {
    each(|group, member, is| {
        for word in is.words() {
            let read = |quoted: &str| group.with(&format!(r#""{member}": {}"#, is.of_word(quoted)));
            let expected = read(&quoted(word));
            for spelt in cases(word) {
                assert_eq!(read(&quoted(&spelt)), expected, "{member} of {}: {spelt}", group.body);
            }
            assert_eq!(read(&escaped(word)), expected, "{member} of {}: {word} with escapes", group.body);
            if matches!(is, Is::Word(_)) {
                // What stands before the `#` of a type is a URL.
                let before = format!(" {word}");
                let before = (!word.starts_with('#')).then_some(before);
                for other in [format!("{word} "), format!("{word}s")].into_iter().chain(before) {
                    assert_eq!(read(&quoted(&other)), group.without(), "{member} of {}: {other}", group.body);
                }
            }
        }
    });
}

/// With escapes and without, as long as what there is room for and a byte more or less.
#[test]
fn an_unknown_word_of_any_length_is_unknown() {
    each(|group, member, is| {
        let read = |quoted: &str| group.with(&format!(r#""{member}": {}"#, is.of_word(quoted)));
        if !matches!(is, Is::Word(_) | Is::State | Is::Modalities) {
            return;
        }
        let unknown = read("\"other\"");
        for length in [1, 39, 40, 41, 63, 64, 65, 1023, 1024, 1025] {
            let word = "x".repeat(length);
            let half = format!("\"\\u0078{}\"", "x".repeat(length - 1));
            for spelt in [quoted(&word), escaped(&word), half] {
                assert_eq!(read(&spelt), unknown, "{member} of {}: {length}", group.body);
            }
        }
    });
}

#[test]
fn texts_are_the_same_with_escapes() {
    each(|group, member, is| {
        if matches!(is, Is::Text | Is::Filled) {
            for text in ["one", "é\"\\/", "\u{1F600}", "x"] {
                let [plain, with_escapes] =
                    [quoted(text), escaped(text)].map(|value| group.with(&format!(r#""{member}": {value}"#)));
                assert_eq!(plain, with_escapes, "{member} of {}: {text}", group.body);
            }
        }
    });
}

#[test]
fn the_name_of_a_member_in_another_case_is_another_name() {
    each(|group, member, is| {
        if matches!(is, Is::Entries) {
            return;
        }
        let [value, _] = is.samples();
        for name in cases(member).into_iter().filter(|name| !is_member(group.key, name)) {
            let read = group.with(&format!(r#""{name}": {value}"#));
            assert_eq!(read, group.without(), "{name} of {}", group.body);
        }
    });
}

#[test]
fn a_name_with_escapes_is_the_name() {
    each(|group, member, is| {
        let [value, _] = is.samples();
        let [plain, with_escapes] =
            [quoted(member), escaped(member)].map(|name| group.with(&format!("{name}: {value}")));
        assert_eq!(plain, with_escapes, "{member} of {}", group.body);
    });
}

/// (Of identities of several kinds the last one counts, so that their order is not the same.)
#[test]
fn members_may_come_in_any_order() {
    for group in TABLE.iter().filter(|group| group.key != "SetKey") {
        let mut members: Vec<String> =
            group.members.iter().map(|(member, is)| format!(r#""{member}": {}"#, is.samples()[0])).collect();
        let expected = group.with(&members.join(", "));
        for _ in 0..members.len() {
            members.rotate_left(1);
            assert_eq!(group.with(&members.join(", ")), expected, "{}", group.body);
            let reversed: Vec<&str> = members.iter().rev().map(String::as_str).collect();
            assert_eq!(group.with(&reversed.join(", ")), expected, "{} reversed", group.body);
        }
        // What is in between is ignored, whatever it is.
        let between = members.join(r#", "other": {"id": [1, "x", null]}, "#);
        assert_eq!(group.with(&between), expected, "{}", group.body);
    }
}
