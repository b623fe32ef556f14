//! Where notifications may be posted: the one place that decides.
//!
//! Anyone who can create a call chooses an address that the mock posts to. Without limits that reaches
//! every host that the mock reaches, and the mock itself.

mod place;
#[cfg(test)]
mod tests;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use hyper::Uri;

pub use place::Place;

use place::bare;

/// No page says how long a `callbackUri` may be: our choice.
const LONGEST: usize = 2_048;

/// Whether an address is reached on the local link only: clouds offer their secrets there.
#[must_use]
pub fn is_link_local(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    }
}

/// Where notifications may be posted: to loopback, to hosts that were named, to no address that is
/// link-local, and not to the mock itself.
#[derive(Clone, Debug, Default)]
pub struct Callbacks {
    /// In lower case.
    hosts: Vec<Box<str>>,
    /// Where the mock itself is.
    own: Vec<Place>,
    /// The port at which the mock answers on every address of this machine.
    everywhere: Option<u16>,
    /// What is posted elsewhere than to where it is addressed.
    routes: Vec<Route>,
    /// Whether there are bots whose certificates are trusted.
    speaks_tls: bool,
}

/// A scheme, a host and a port that stand for others.
#[derive(Clone, Debug)]
struct Route {
    from: (bool, Place),
    /// The scheme and the authority.
    to: Box<str>,
    place: Place,
}

/// Where a notification goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    pub place: Place,
    pub uri: Uri,
    /// The host, with its port, that it is addressed to, if it goes elsewhere.
    pub host: Option<Box<str>>,
}

fn is_https(uri: &Uri) -> bool {
    uri.scheme_str() == Some("https")
}

impl Callbacks {
    /// Allows a host: a name or an IP address, without a port.
    ///
    /// # Errors
    /// If it is no host, or one that is never posted to.
    pub fn allow(&mut self, host: &str) -> Result<(), String> {
        let expected = |what: &str| Err(format!("{host:?} is no host, expected {what}"));
        let name = bare(host).to_ascii_lowercase();
        match name.parse::<IpAddr>() {
            Ok(ip) if is_link_local(ip) || ip.is_unspecified() || ip.is_multicast() => {
                return expected("an address that is neither link-local, multicast nor unspecified");
            }
            Ok(ip) => self.hosts.push(Box::from(ip.to_canonical().to_string())),
            Err(_) => {
                let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
                if name.is_empty() || name.starts_with('.') || !name.bytes().all(is_name) {
                    return expected("a name such as bot.example.org, or an IP address, without a port");
                }
                self.hosts.push(Box::from(name));
            }
        }
        Ok(())
    }

    /// Allows the host of an address that an option names. One that is no address allows nothing.
    pub fn allow_host_of(&mut self, uri: &str) {
        if let Ok(place) = uri.parse::<Uri>().map_err(|_| "").and_then(|uri| Place::of(&uri)) {
            let _ = self.allow(&place.host);
        }
    }

    /// Notes where the mock listens: nothing is posted there.
    pub fn listens_at(&mut self, address: SocketAddr) {
        if address.ip().is_unspecified() {
            self.everywhere = Some(address.port());
        }
        self.own.push(Place { host: Box::from(address.ip().to_canonical().to_string()), port: address.port() });
    }

    /// Notes the public address of the mock: nothing is posted there.
    pub fn is_called(&mut self, base: &str) {
        self.own.extend(base.parse::<Uri>().ok().and_then(|uri| Place::of(&uri).ok()));
    }

    /// Whether the mock itself answers there.
    fn is_own(&self, place: &Place) -> bool {
        let is_local = |own: &Place| own.ip().is_some_and(|ip| [LOCALHOST, LOCALHOST_6].contains(&ip));
        self.own.contains(place)
            || self.everywhere == Some(place.port) && place.is_loopback()
            || &*place.host == "localhost" && self.own.iter().any(|own| own.port == place.port && is_local(own))
    }

    /// Posts elsewhere what is for a host: `https://bot.example.org=http://127.0.0.1:8081`.
    ///
    /// # Errors
    /// What was found, and what was expected.
    pub fn map(&mut self, text: &str) -> Result<(), String> {
        let expected =
            |what: &str| format!("{text:?}: expected {what}, as in https://bot.example.org=http://127.0.0.1:8081");
        let (from, to) = text.split_once('=').ok_or_else(|| expected("two addresses with = in between"))?;
        let read = |text: &str| {
            let uri = text.parse::<Uri>().map_err(|_| expected("an address at either side"))?;
            let place = Place::of(&uri).map_err(expected)?;
            if uri.path().trim_matches('/').is_empty() && uri.query().is_none() {
                Ok((uri, place))
            } else {
                Err(expected("no path"))
            }
        };
        let ((from, from_place), (to, place)) = (read(from)?, read(to)?);
        if self.routes.iter().any(|route| route.from == (is_https(&from), from_place.clone())) {
            return Err(expected("each address once at the left"));
        }
        if self.is_own(&place) || place.ip().is_some_and(|ip| is_link_local(ip) || ip.is_unspecified()) {
            return Err(expected(
                "an address of a bot at the right, neither link-local nor unspecified, and not this mock",
            ));
        }
        let to = format!("{}://{}", to.scheme_str().unwrap_or("http"), to.authority().map_or("", |to| to.as_str()));
        self.routes.push(Route { from: (is_https(&from), from_place), to: Box::from(to), place });
        Ok(())
    }

    /// Notes that there are bots whose certificates are trusted.
    pub fn trusts_bots(&mut self) {
        self.speaks_tls = true;
    }

    /// Checks an address, and returns the place that it leads to.
    ///
    /// # Errors
    /// Why nothing is posted there.
    pub fn place(&self, uri: &str) -> Result<Place, String> {
        self.way(uri).map(|way| way.place)
    }

    /// Checks an address, and returns where it leads.
    ///
    /// # Errors
    /// Why nothing is posted there.
    pub fn way(&self, uri: &str) -> Result<Way, String> {
        if uri.len() > LONGEST {
            return Err(format!("`callbackUri` has {} bytes, expected {LONGEST} at most", uri.len()));
        }
        let expected = |what: &str| format!("`callbackUri` is {uri:?}, expected {what}");
        let parsed = uri.parse::<Uri>().map_err(|_| expected("an http:// address"))?;
        let place = Place::of(&parsed).map_err(expected)?;
        let from = (is_https(&parsed), place.clone());
        if let Some(route) = self.routes.iter().find(|route| route.from == from) {
            let path = parsed.path_and_query().map_or("/", |path| path.as_str());
            let uri = format!("{}{path}", route.to).parse::<Uri>().map_err(|_| expected("an http:// address"))?;
            let host = parsed.authority().map(|authority| Box::from(authority.as_str()));
            return Ok(Way { place: route.place.clone(), uri, host });
        }
        if from.0 && !self.speaks_tls {
            let origin = format!("https://{}", parsed.authority().map_or("", |authority| authority.as_str()));
            return Err(expected(&format!(
                "an http:// address, one that is posted elsewhere (--callback {origin}=http://127.0.0.1:8081), or trust in \
                 the bot's certificate (--trust FILE)"
            )));
        }
        if self.is_own(&place) {
            return Err(expected("the address of a bot: this is the mock itself"));
        }
        if place.ip().is_some_and(is_link_local) {
            return Err(expected("an address that is not link-local"));
        }
        if !place.is_loopback() && !self.hosts.contains(&place.host) {
            let host = &place.host;
            return Err(expected(&format!("a loopback address, or a host that was named: --callback-host {host}")));
        }
        Ok(Way { place, uri: parsed, host: None })
    }
}

const LOCALHOST: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
const LOCALHOST_6: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);
