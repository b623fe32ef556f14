//! Reads a line as programs write it: plain names and ids, each member once, nothing unknown. Any
//! other line is left to the reader that says what is wrong: `None` says nothing but that.

use core::time::Duration;
use std::borrow::Cow;

use call_lifecycle::wire::http::RetryAfter;

use super::headers::Headers;
use super::line::{Fact, Failed, Line, Request, Response};
use super::notification::{self, Notification};
use super::quick_notification::{self, Read};
use super::raw::Raw;
use super::scan::{Scan, each, set};
use super::time::{At, millis};
use super::url::Url;
use super::words::{Guid, Status, Verb};

pub fn line(text: &str) -> Option<Line<'_>> {
    if !text.starts_with('{') {
        return None;
    }
    let scan = &mut Scan::new(text);
    let (mut at, mut fact) = (None, None);
    each(scan, |scan, name| match name {
        "at" => set(&mut at, time(scan)?),
        "request" => set(&mut fact, Fact::Request(request(scan)?)),
        "response" => set(&mut fact, Fact::Response(response(scan)?)),
        "failed" => set(&mut fact, Fact::Failed(failed(scan)?)),
        "notification" => set(&mut fact, Fact::Notification(notification(scan)?)),
        _ => None,
    })?;
    let line = Line { at: at?, fact: fact.unwrap_or(Fact::Nothing) };
    scan.is_at_end().then_some(line)
}

fn notification<'a>(scan: &mut Scan<'a>) -> Option<Notification<'a>> {
    scan.peek()?;
    let before = scan.clone();
    match quick_notification::read(scan) {
        Some(Read { entries, details }) => Some(Notification { entries, body: scan.since(&before)?, details }),
        None => {
            *scan = before;
            notification::read_quickly(scan.value()?)
        }
    }
}

fn time(scan: &mut Scan<'_>) -> Option<At> {
    match scan.peek()? {
        b'"' => Some(At { millis: millis(scan.text()?)?, wall: true }),
        _ => Some(At { millis: scan.number()?, wall: false }),
    }
}

fn request<'a>(scan: &mut Scan<'a>) -> Option<Request<'a>> {
    let (mut id, mut method, mut url, mut body, mut call) = (None, None, None, None, None);
    each(scan, |scan, name| match name {
        "id" => set(&mut id, scan.text()?),
        "method" => set(&mut method, Verb::named(scan.text()?)?),
        "url" => set(&mut url, Url::parse(scan.text()?).ok()?),
        "body" => set(&mut body, scan.value()?),
        "call" => set(&mut call, Guid::parse(scan.text()?)?),
        _ => None,
    })?;
    Some(Request { id: Cow::Borrowed(id?), method: method?, url: url?, body: unless_null(body), call })
}

fn response<'a>(scan: &mut Scan<'a>) -> Option<Response<'a>> {
    let (mut to, mut status, mut headers, mut body) = (None, None, None, None);
    each(scan, |scan, name| match name {
        "to" => set(&mut to, scan.text()?),
        "status" => set(&mut status, Status::of(scan.number()?)?),
        "headers" => set(&mut headers, self::headers(scan)?),
        "body" => set(&mut body, scan.value()?),
        _ => None,
    })?;
    let headers = headers.unwrap_or_default();
    Some(Response { to: Cow::Borrowed(to?), status: status?, headers, body: unless_null(body) })
}

fn failed<'a>(scan: &mut Scan<'a>) -> Option<Failed<'a>> {
    let mut to = None;
    each(scan, |scan, name| match name {
        "to" => set(&mut to, scan.text()?),
        _ => None,
    })?;
    Some(Failed { to: Cow::Borrowed(to?) })
}

fn headers<'a>(scan: &mut Scan<'a>) -> Option<Headers<'a>> {
    let mut headers = Headers::default();
    each(scan, |scan, name| {
        if name.eq_ignore_ascii_case("Location") {
            headers.location = Some(Cow::Borrowed(scan.text()?));
        } else if name.eq_ignore_ascii_case("Retry-After") {
            headers.retry_after = match scan.peek()? {
                b'"' => match RetryAfter::parse(scan.text()?) {
                    Some(RetryAfter::Delay(delay)) => Some(delay),
                    Some(RetryAfter::Date(_)) => return None,
                    None => None,
                },
                _ => Some(Duration::from_secs(scan.number()?)),
            };
        } else {
            scan.value()?;
        }
        Some(())
    })?;
    Some(headers)
}

fn unless_null(body: Option<Raw<'_>>) -> Option<Raw<'_>> {
    body.filter(|body| body.get() != "null")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines as programs write them, and some that they do not.
    fn lines() -> Vec<String> {
        let traces = [
            include_str!("../../../../tests/data/drop-45-minutes.jsonl"),
            include_str!("../../tests/har/journal.jsonl"),
            include_str!("../../tests/data/late-tone.jsonl"),
            include_str!("../../tests/data/content-update.jsonl"),
            include_str!("../../tests/data/error-body.jsonl"),
            include_str!("../../tests/data/legacy-body.jsonl"),
            include_str!("../../tests/data/ended-by-bot.jsonl"),
            include_str!("../../tests/data/start-recording-fails.jsonl"),
        ];
        let mut lines: Vec<String> = traces.iter().flat_map(|trace| trace.lines()).map(str::to_owned).collect();
        for line in [
            r#"{"at":1,"request":{"id":"r\u0031","method":"post","url":"/communications/calls","body":null}}"#,
            r#" { "at" : 1.5 , "failed" : { "to" : "r1" } } "#,
            r#"{"at":1,"at":2}"#,
            r#"{"at":1,"failed":{"to":"r1"},"media":{}}"#,
            r#"{"at":1,"response":{"to":"r1","status":503,"headers":{"retry-after":"7","Location":null,"X":[1e3]}}}"#,
            r#"{"at":1,"response":{"to":"r1","status":503,"headers":{"retry-after":7,"location":"/a"},"body":[{}]}}"#,
            r#"{"at":1,"notification":{"value":[{"changeType":"updated","resource":"/communications/calls/57DAB8B1894C409AB240BD8BEAE78896","resourceData":{"state":"established","subject":"x","mediaState":{"audio":"active"},"State":null}}]}}"#,
        ] {
            lines.push(line.to_owned());
        }
        lines
    }

    fn is_as_read_fully(text: &str) -> bool {
        let Some(mut quick) = line(text) else { return false };
        let full = Line::read_fully(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        if let Fact::Notification(notification) = &mut quick.fact {
            (0..notification.entries.len()).for_each(|index| are_details_the_same(notification, index));
            notification.details.clear();
        }
        assert_eq!(format!("{quick:?}"), format!("{full:?}"), "{text}");
        true
    }

    fn are_details_the_same(notification: &Notification<'_>, index: usize) {
        let (quick, full) = (notification.details(index), notification.details_fully(index));
        let [quick, full] = [quick, full].map(|details| {
            let texts =
                [details.message(), details.termination_reason(), details.state(), details.audio(), details.part()];
            let unfollowed = [details.unfollowed(true), details.unfollowed(false)];
            format!(
                "{texts:?} {unfollowed:?} {:?} {:?} {:?} {:?} {:?}",
                details.tone(),
                details.change(),
                details.people(),
                details.participant(),
                details.roster()
            )
        });
        assert_eq!(quick, full, "{notification:?}");
    }

    #[test]
    fn what_is_read_quickly_is_read_fully_too() {
        let lines = lines();
        let quick = lines.iter().filter(|text| is_as_read_fully(text)).count();
        // The journal has what the other side did, too.
        assert!(quick * 10 > lines.len() * 6, "{quick} of {}", lines.len());
    }

    #[test]
    fn what_is_read_quickly_of_a_broken_line_is_read_fully_too() {
        const PIECES: [&str; 16] =
            ["\"", "{", "}", "[", "]", ",", ":", "\\", "null", "1", "-", ".", " ", "e", "\u{e9}", "\"value\":[],"];
        for (number, line) in lines().iter().enumerate() {
            let places: Vec<usize> = line.char_indices().map(|(place, _)| place).collect();
            for (nth, place) in places.iter().enumerate().skip(number % 3).step_by(3) {
                let (before, after) = line.split_at(*place);
                is_as_read_fully(&format!("{before}{}{after}", PIECES[(nth / 3 + number) % PIECES.len()]));
                let mut cut = after.chars();
                cut.next();
                is_as_read_fully(&format!("{before}{}", cut.as_str()));
            }
        }
    }
}
