//! Where notifications may be posted: the one place that decides.
//!
//! Anyone who can create a call chooses an address that the mock posts to. Without limits that reaches
//! every host that the mock reaches, and the mock itself.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use hyper::Uri;

/// No page says how long a `callbackUri` may be: our choice.
const LONGEST: usize = 2_048;

/// A host and a port. Two addresses with the same place reach the same server, whatever else they
/// say.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// In lower case, without brackets.
    host: Box<str>,
    port: u16,
}

impl Place {
    /// The place of an address.
    fn of(uri: &Uri) -> Result<Self, &'static str> {
        let usual = match uri.scheme_str() {
            Some("http") => 80,
            Some("https") => 443,
            _ => return Err("an http:// address"),
        };
        let Some(authority) = uri.authority() else { return Err("an http:// address with a host") };
        if authority.as_str().contains('@') {
            return Err("an address without a user: what stands before `@` is no part of a place");
        }
        let host = bare(authority.host());
        if host.is_empty() {
            return Err("an http:// address with a host");
        }
        // A port that is no number from 1 to 65535 has text, but no value.
        let port = match (authority.port_u16(), authority.as_str().ends_with(authority.host())) {
            (Some(port), _) if port > 0 => port,
            (None, true) => usual,
            _ => return Err("a port from 1 to 65535"),
        };
        let host =
            host.parse::<IpAddr>().map_or_else(|_| host.to_ascii_lowercase(), |ip| ip.to_canonical().to_string());
        Ok(Self { host: Box::from(host), port })
    }

    fn ip(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    fn is_loopback(&self) -> bool {
        &*self.host == "localhost" || self.ip().is_some_and(|ip| ip.is_loopback())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// A host without the brackets of an IPv6 address.
fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn callbacks() -> Callbacks {
        let mut callbacks = Callbacks::default();
        callbacks.listens_at("127.0.0.1:8080".parse().unwrap());
        callbacks.is_called("http://Mock.example:8443/");
        for host in ["Bot.Example.org", "192.0.2.7", "[2001:db8::7]"] {
            callbacks.allow(host).unwrap();
        }
        callbacks
    }

    #[test]
    fn loopback_and_named_hosts_are_posted_to() {
        for (uri, place) in [
            ("http://127.0.0.1:8081/api/calls", "127.0.0.1:8081"),
            ("http://127.0.0.1/", "127.0.0.1:80"),
            ("http://127.1.2.3:9/?a=b", "127.1.2.3:9"),
            ("HTTP://LOCALHOST:81", "localhost:81"),
            ("http://[::1]:8080/", "::1:8080"),
            ("http://[::ffff:127.0.0.1]:81/", "127.0.0.1:81"),
            ("http://bot.example.ORG:8080/x", "bot.example.org:8080"),
            ("http://192.0.2.7/", "192.0.2.7:80"),
            ("http://[2001:DB8:0::7]/", "2001:db8::7:80"),
        ] {
            assert_eq!(callbacks().place(uri).unwrap().to_string(), place, "{uri}");
        }
    }

    #[test]
    fn everything_else_is_refused_and_says_why() {
        for (uri, why) in [
            ("", "an http:// address"),
            ("/path", "an http:// address"),
            ("http://", "an http:// address"),
            ("https://bot.example.org/", "--callback https://bot.example.org=http://127.0.0.1:8081"),
            ("ftp://127.0.0.1/", "an http:// address"),
            ("file:///etc/passwd", "an http:// address"),
            ("http://127.0.0.1:0/", "a port from 1 to 65535"),
            ("http://127.0.0.1:65536/", "http"),
            ("http://127.0.0.1:/", "a port from 1 to 65535"),
            ("http://user@127.0.0.1/", "without a user"),
            ("http://127.0.0.1@example.org/", "without a user"),
            ("http://example.org/", "--callback-host example.org"),
            ("http://bot.example.org.evil.example/", "--callback-host"),
            ("http://localhost.evil.example/", "--callback-host"),
            ("http://sub.localhost/", "--callback-host"),
            ("http://0.0.0.0:81/", "--callback-host"),
            ("http://[::]:81/", "--callback-host"),
            ("http://2130706433:81/", "--callback-host"),
            ("http://127.1:81/", "--callback-host"),
            ("http://192.0.2.8/", "--callback-host"),
            ("http://169.254.169.254/latest/meta-data", "not link-local"),
            ("http://[fe80::1]/", "not link-local"),
            ("http://[::ffff:169.254.169.254]/", "not link-local"),
            ("http://127.0.0.1:8080/v1.0/communications/calls", "the mock itself"),
            ("http://localhost:8080/control", "the mock itself"),
            ("http://[::ffff:127.0.0.1]:8080/", "the mock itself"),
            ("http://mock.example:8443/", "the mock itself"),
        ] {
            let refused = callbacks().place(uri).unwrap_err();
            assert!(refused.contains(why), "{uri}: {refused}");
        }
        let long = format!("http://127.0.0.1/{}", "x".repeat(LONGEST));
        assert!(callbacks().place(&long).unwrap_err().contains("2048 at most"));
    }

    #[test]
    fn what_is_mapped_is_posted_elsewhere() {
        let mut callbacks = callbacks();
        callbacks.map("https://bot.example.org=http://127.0.0.1:8081").unwrap();
        callbacks.map("https://other.example:8443/=https://localhost:9/").unwrap();
        for (uri, place, goes_to, host) in [
            (
                "https://bot.example.org/api/calls?a=b",
                "127.0.0.1:8081",
                "http://127.0.0.1:8081/api/calls?a=b",
                Some("bot.example.org"),
            ),
            ("https://BOT.example.org:443", "127.0.0.1:8081", "http://127.0.0.1:8081/", Some("BOT.example.org:443")),
            ("https://other.example:8443/x", "localhost:9", "https://localhost:9/x", Some("other.example:8443")),
            // Another scheme is another address.
            ("http://bot.example.org/x", "bot.example.org:80", "http://bot.example.org/x", None),
        ] {
            let way = callbacks.way(uri).unwrap();
            assert_eq!(
                (way.place.to_string().as_str(), way.uri.to_string().as_str(), way.host.as_deref()),
                (place, goes_to, host)
            );
        }
        for uri in ["https://bot.example.org:444/", "https://other.example/", "https://bot.example.org.evil.example/"] {
            assert!(callbacks.way(uri).is_err(), "{uri}");
        }
        // Directly, once bots are trusted, and still to no other host.
        callbacks.trusts_bots();
        assert_eq!(callbacks.way("https://localhost/x").unwrap().place.to_string(), "localhost:443");
        assert!(callbacks.way("https://example.org/").unwrap_err().contains("--callback-host example.org"));
        assert!(callbacks.way("https://127.0.0.1:8080/").unwrap_err().contains("the mock itself"));
    }

    #[test]
    fn a_mapping_that_leads_nowhere_is_refused() {
        for (text, why) in [
            ("", "two addresses"),
            ("https://bot.example.org", "two addresses"),
            ("https://bot.example.org=", "an address"),
            ("https://bot.example.org=127.0.0.1:8081", "an http:// address"),
            ("https://bot.example.org/api=http://127.0.0.1:8081", "no path"),
            ("https://bot.example.org=http://127.0.0.1:8081/api", "no path"),
            ("https://bot.example.org=http://127.0.0.1:8080", "not this mock"),
            ("https://bot.example.org=http://169.254.169.254", "link-local"),
            ("https://bot.example.org=http://user@127.0.0.1:8081", "without a user"),
        ] {
            let refused = callbacks().map(text).unwrap_err();
            assert!(refused.contains(why), "{text}: {refused}");
        }
        let mut callbacks = callbacks();
        callbacks.map("https://a=http://127.0.0.1:8081").unwrap();
        assert!(callbacks.map("https://A:443=http://127.0.0.1:8082").unwrap_err().contains("once"));
    }

    #[test]
    fn a_mock_that_listens_everywhere_is_at_every_loopback_address() {
        let mut callbacks = Callbacks::default();
        callbacks.listens_at("0.0.0.0:8080".parse().unwrap());
        for own in ["http://127.0.0.1:8080/", "http://127.9.9.9:8080/", "http://[::1]:8080/", "http://localhost:8080/"]
        {
            assert!(callbacks.place(own).unwrap_err().contains("the mock itself"), "{own}");
        }
        assert!(callbacks.place("http://127.0.0.1:8081/").is_ok());
    }

    #[test]
    fn a_host_that_is_none_or_never_posted_to_cannot_be_named() {
        for host in [
            "",
            ".",
            "a b",
            "bot:8080",
            "http://bot/",
            "user@bot",
            "169.254.169.254",
            "fe80::1",
            "[fe80::1]",
            "0.0.0.0",
            "::",
        ] {
            assert!(Callbacks::default().allow(host).unwrap_err().contains("is no host"), "{host}");
        }
    }
}
