//! The port of a bot.

use std::io;
use std::net::{Ipv4Addr, TcpListener, UdpSocket};
use std::ops::Range;

/// Where ports are looked for: below those that systems give to connections.
const PORTS: Range<u16> = 20_000..32_000;

/// A TCP port for a bot, which nobody else is given until this is dropped.
///
/// It cannot be held itself, since the bot binds it. What is held is the UDP port of the same number.
#[derive(Debug)]
pub struct Port {
    number: u16,
    _held: UdpSocket,
}

impl Port {
    /// A port that is free now.
    ///
    /// # Errors
    /// If none is found.
    pub fn free() -> io::Result<Self> {
        Self::free_of(PORTS)
    }

    fn free_of(ports: Range<u16>) -> io::Result<Self> {
        let mut tried = std::iter::repeat_with(|| (Ipv4Addr::LOCALHOST, fastrand::u16(ports.clone()))).take(100);
        let free = tried.find_map(|at| {
            let _held = UdpSocket::bind(at).ok()?;
            TcpListener::bind(at).ok().map(|_free| Self { number: at.1, _held })
        });
        free.ok_or_else(|| {
            io::Error::other(format!("no port from {} to {} is free for the bot", ports.start, ports.end))
        })
    }

    /// Its number.
    #[must_use]
    pub fn number(&self) -> u16 {
        self.number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_given_to_one_bot_at_a_time() {
        let one = Port::free().unwrap();
        let other = Port::free_of(one.number()..one.number() + 1);
        assert!(other.unwrap_err().to_string().contains("is free for the bot"));
        // Its bot has it.
        TcpListener::bind((Ipv4Addr::LOCALHOST, one.number())).unwrap();
    }
}
