//! Refuses what pages of other sites send: no page that a developer visits can drive the mock.
//!
//! Browsers send a page's requests to this machine, too. They name the page's site in `Origin` and
//! `Sec-Fetch-Site`, or, where a site makes its own name mean this machine (DNS rebinding), in
//! `Host`.

use std::net::IpAddr;

use axum::http::request::Parts;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Method};

/// The names by which clients call the mock.
#[derive(Clone, Debug, Default)]
pub struct Hosts(Vec<Box<str>>);

impl Hosts {
    /// Allows a name or an address, with or without a port.
    pub fn allow(&mut self, name: &str) {
        let host = name.parse::<Authority>().map_or_else(|_| name.to_owned(), |authority| authority.host().to_owned());
        self.0.push(Box::from(host.to_ascii_lowercase()));
    }

    /// Whether a client may call the mock so: by an address of this machine alone, or by a name
    /// that was allowed.
    fn has(&self, authority: &str) -> bool {
        if is_here(authority) {
            return true;
        }
        let Ok(authority) = authority.parse::<Authority>() else { return false };
        let host = authority.host().to_ascii_lowercase();
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(&host);
        bare.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback())
            || host == "localhost"
            // Browsers resolve these to loopback without asking anybody.
            || host.ends_with(".localhost")
            || self.0.iter().any(|name| **name == *host)
    }
}

/// Whether it is one of the two commonest spellings of loopback, with a port or without.
fn is_here(authority: &str) -> bool {
    let rest = authority.strip_prefix("127.0.0.1").or_else(|| authority.strip_prefix("localhost"));
    rest.is_some_and(|rest| match rest.strip_prefix(':') {
        Some(port) => port.parse::<u16>().is_ok(),
        None => rest.is_empty(),
    })
}

/// What is wrong with a request, with the status of its answer.
type Wrong = (u16, String);

/// A header that may be there once.
#[derive(Clone, Copy, Default)]
struct Once<'a> {
    value: Option<&'a HeaderValue>,
    is_there_twice: bool,
}

impl<'a> Once<'a> {
    fn add(&mut self, value: &'a HeaderValue) {
        self.is_there_twice = self.value.replace(value).is_some();
    }

    /// Its value, if it is there.
    fn text(self, name: &str) -> Result<Option<&'a str>, Wrong> {
        match self.value.map(HeaderValue::to_str) {
            None => Ok(None),
            Some(Ok(value)) if !self.is_there_twice => Ok(Some(value)),
            _ => Err((400, format!("`{name}` is there twice or is no text, expected it once"))),
        }
    }
}

/// The headers that say where a request comes from, and what it brings.
#[derive(Default)]
struct Said<'a> {
    host: Once<'a>,
    origin: Once<'a>,
    site: Once<'a>,
    dest: Once<'a>,
    kind: Once<'a>,
    has_body: bool,
}

impl<'a> Said<'a> {
    /// Reads them in one pass: every request is checked.
    fn of(headers: &'a HeaderMap) -> Self {
        let mut said = Self::default();
        for (name, value) in headers {
            match name.as_str() {
                "host" => said.host.add(value),
                "origin" => said.origin.add(value),
                "sec-fetch-site" => said.site.add(value),
                "sec-fetch-dest" => said.dest.add(value),
                "content-type" => said.kind.add(value),
                "transfer-encoding" => said.has_body = true,
                "content-length" => said.has_body |= value != "0",
                _ => {}
            }
        }
        said
    }
}

/// Checks a request.
///
/// # Errors
/// Why it is refused.
pub fn check(hosts: &Hosts, request: &Parts) -> Result<(), Wrong> {
    let said = Said::of(&request.headers);
    let host = said.host.text("host")?.unwrap_or_default();
    let target = request.uri.authority().map(Authority::as_str);
    for name in [Some(host), target].into_iter().flatten() {
        if !hosts.has(name) {
            let why = format!("`Host` is {name:?}, expected a loopback address or a name that was allowed by --host");
            return Err((403, why));
        }
    }
    let is_same = |origin: &str| {
        let site = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        site.is_some_and(|site| site.eq_ignore_ascii_case(host))
    };
    if let Some(origin) = said.origin.text("origin")?.filter(|origin| !is_same(origin)) {
        let why = format!("`Origin` is {origin:?}: pages of other sites are refused, expected none or {host}");
        return Err((403, why));
    }
    let site = said.site.text("sec-fetch-site")?;
    if let Some(site) = site.filter(|site| !["same-origin", "none"].contains(site)) {
        // Anyone may follow a link to the page: that changes nothing, and its reader is a person.
        let mode = said.dest.text("sec-fetch-dest")?;
        if request.method != Method::GET || mode != Some("document") {
            return Err((403, format!("`Sec-Fetch-Site` is {site:?}: pages of other sites are refused")));
        }
    }
    // A page of another site can send other types without asking first, but not this one.
    let kind = said.kind.text("content-type")?.and_then(|kind| kind.split(';').next()).unwrap_or_default();
    if said.has_body && !kind.trim().eq_ignore_ascii_case("application/json") {
        return Err((415, format!("`Content-Type` is {kind:?}, expected application/json")));
    }
    Ok(())
}
