//! Where a notification goes: a host and a port.

use std::fmt;
use std::net::IpAddr;

use hyper::Uri;

/// A host without the brackets of an IPv6 address.
pub(super) fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

/// A host and a port. Two addresses with the same place reach the same server, whatever else they
/// say.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// In lower case, without brackets.
    pub(super) host: Box<str>,
    pub(super) port: u16,
}

impl Place {
    /// The place of an address.
    pub(super) fn of(uri: &Uri) -> Result<Self, &'static str> {
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

    pub(super) fn ip(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    pub(super) fn is_loopback(&self) -> bool {
        &*self.host == "localhost" || self.ip().is_some_and(|ip| ip.is_loopback())
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}
