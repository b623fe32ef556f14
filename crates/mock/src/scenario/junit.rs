//! Reports as JUnit XML: a suite for each scenario, a case for each expectation.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::report::{Check, Report};

/// Characters that XML 1.0 cannot hold become a question mark.
fn plain(text: &str) -> String {
    text.chars()
        .map(|symbol| if symbol.is_control() && !matches!(symbol, '\n' | '\t') { '?' } else { symbol })
        .collect()
}

/// Writes reports as JUnit XML.
///
/// # Errors
/// If the writer cannot be written to.
pub fn junit(reports: &[Report], to: impl io::Write) -> io::Result<()> {
    let mut writer = Writer::new_with_indent(to, b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let count = |reports: &[Report], is: fn(&Check) -> bool| {
        reports.iter().flat_map(|report| &report.checks).filter(|check| is(check)).count().to_string()
    };
    let seconds = |report: &Report| format!("{:.3}", report.took.as_secs_f64());
    writer
        .create_element("testsuites")
        .with_attributes([
            ("tests", count(reports, |_| true).as_str()),
            ("failures", count(reports, |check| check.result.is_err()).as_str()),
        ])
        .write_inner_content(|writer| {
            for report in reports {
                let one = std::slice::from_ref(report);
                let (tests, failures) = (count(one, |_| true), count(one, |check| check.result.is_err()));
                let (name, time) = (plain(&report.name), seconds(report));
                writer
                    .create_element("testsuite")
                    .with_attributes([
                        ("name", name.as_str()),
                        ("file", &plain(&report.file)),
                        ("tests", &tests),
                        ("failures", &failures),
                        ("time", &time),
                    ])
                    .write_inner_content(|writer| cases(writer, report))?;
            }
            Ok(())
        })?;
    writer.get_mut().write_all(b"\n")
}

fn cases<W: io::Write>(writer: &mut Writer<W>, report: &Report) -> io::Result<()> {
    let class = plain(&report.file);
    for check in &report.checks {
        let name = plain(&check.to_string());
        let case = writer.create_element("testcase").with_attributes([("classname", class.as_str()), ("name", &name)]);
        let Err(seen) = &check.result else {
            case.write_empty()?;
            continue;
        };
        case.write_inner_content(|writer| {
            let why = check.why.as_ref().map_or_else(String::new, |why| format!("\nbecause: {why}"));
            let text = plain(&format!("expected {}{why}\nseen: {seen}\n{}", check.what, report.deeds.join("\n")));
            writer
                .create_element("failure")
                .with_attribute(("message", plain(&format!("seen: {seen}")).as_str()))
                .write_text_content(BytesText::new(&text))?;
            Ok(())
        })?;
    }
    Ok(())
}
