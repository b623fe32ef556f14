//! Reports as JUnit XML, read by a parser of XML.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::bench::{CALLER, directory, play};

/// An element: its name, its attributes, and the text in it.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
}

fn element(start: &BytesStart<'_>) -> Element {
    let attributes = start.attributes().map(|attribute| {
        let attribute = attribute.unwrap();
        let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
        (attribute.key.as_ref().to_owned(), value)
    });
    Element { name: start.name().as_ref().to_owned(), attributes: attributes.collect(), text: String::new() }
}

/// All elements, in the order in which they begin.
fn read(xml: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    let (mut all, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {xml}")) {
            Event::Start(start) => {
                open.push(all.len());
                all.push(element(&start));
            }
            Event::Empty(start) => all.push(element(&start)),
            Event::End(_) => drop(open.pop().unwrap()),
            Event::Text(text) => {
                if let Some(element) = open.last() {
                    all[*element].text.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                let name = &*reference;
                let text = quick_xml::escape::unescape(&format!("&{name};")).unwrap().into_owned();
                all[*open.last().unwrap()].text.push_str(&text);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    all
}

#[test]
fn a_report_has_a_suite_a_scenario_and_a_case_an_expectation() {
    let directory = directory("junit");
    let file = directory.join("report.xml");
    let scenario = r#"{"scenario": {"name": "less < more & \"quoted\" \u0007", "speed": 100, "starts": "call"}}
{"at": 1000, "expect": {"request": "create", "exactly": 1}}
{"at": 1000, "expect": {"request": "keepAlive", "with": {"clientContext": "<&\">"}}, "why": "1 < 2 & so"}
"#;
    let ended = play("junit-played", scenario, &["--junit", file.to_str().unwrap()], CALLER);
    ended.says(1, &["0 of 1 scenario is green"]);
    let xml = std::fs::read_to_string(&file).unwrap();
    assert!(xml.starts_with(r#"<?xml version="1.0" encoding="UTF-8"?>"#), "{xml}");
    let all = read(&xml);
    let names: Vec<&str> = all.iter().map(|element| element.name.as_str()).collect();
    assert_eq!(names, ["testsuites", "testsuite", "testcase", "testcase", "failure"]);
    let attribute = |element: usize, name: &str| all[element].attributes.get(name).unwrap().as_str();
    for element in [0, 1] {
        assert_eq!((attribute(element, "tests"), attribute(element, "failures")), ("2", "1"));
    }
    // XML has no bell.
    assert_eq!(attribute(1, "name"), "less < more & \"quoted\" ?");
    assert!(attribute(1, "time").parse::<f64>().unwrap() > 0.0);
    assert!(attribute(1, "file").ends_with("scenario.jsonl") && attribute(2, "classname") == attribute(1, "file"));
    assert_eq!(attribute(2, "name"), "line 2: exactly 1 create, by 0:00:01");
    assert_eq!(attribute(3, "name"), "line 3: at least 1 keepAlive with {\"clientContext\":\"<&\\\">\"}, by 0:00:01");
    assert!(attribute(4, "message").starts_with("seen: none"), "{:?}", all[4]);
    assert!(
        all[4].text.contains("because: 1 < 2 & so\nseen: none") && all[4].text.contains("create 201"),
        "{:?}",
        all[4]
    );
}

#[test]
fn a_report_that_cannot_be_written_is_said() {
    let ended = play("junit-nowhere", super::bench::CREATES, &["--junit", "/no/such/report.xml"], CALLER);
    ended.says(2, &["green  ", "/no/such/report.xml: No such file or directory"]);
}
