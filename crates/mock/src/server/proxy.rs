//! A forward proxy that never connects anywhere: it answers for Graph's own name and that of the
//! keys of notifications itself, and refuses every other one. A bot with a fixed address needs nothing but `HTTPS_PROXY`.

use std::io;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::rewound::Rewound;

/// Graph's own name.
pub const GRAPH: &str = "graph.microsoft.com";
/// Where the service has the documents by which bots check notifications.
pub const KEEPER: &str = "api.aps.skype.com";
/// The names that the mock answers for.
pub const NAMES: [&str; 2] = [GRAPH, KEEPER];

/// The longest head of a CONNECT that is read.
const HEAD: usize = 8 * 1_024;

const ESTABLISHED: &[u8] = b"HTTP/1.1 200 Connection established\r\n\r\n";

/// Opens the tunnel that a client asks for by CONNECT. What asks for something else is left as it
/// is.
pub(super) async fn tunnel(mut stream: TcpStream) -> io::Result<Rewound> {
    let mut head = Vec::new();
    let end = loop {
        let is_connect = head.iter().zip(b"CONNECT ").all(|(found, expected)| found == expected);
        if !is_connect || stream.read_buf(&mut head).await? == 0 {
            return Ok(Rewound::new(head, stream));
        }
        if let Some(end) = head.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        if head.len() > HEAD {
            return Err(refuse(&mut stream, 431, "the head of a CONNECT is too long").await?);
        }
    };
    let rest = head.split_off(end);
    let line = String::from_utf8_lossy(&head);
    let target = line.split(' ').nth(1).unwrap_or_default();
    match target.rsplit_once(':') {
        Some((host, "443" | "80")) if NAMES.iter().any(|name| host.eq_ignore_ascii_case(name)) => {
            stream.write_all(ESTABLISHED).await?;
            Ok(Rewound::new(rest, stream))
        }
        _ => {
            let why = format!(
                "this proxy answers for {GRAPH} and {KEEPER} alone and connects nowhere, but was asked for {target:?}: \
                 let other hosts go past it (NO_PROXY)"
            );
            Err(refuse(&mut stream, 403, &why).await?)
        }
    }
}

/// Says why there is no tunnel. Clients seldom show it, so that it is printed too.
async fn refuse(stream: &mut TcpStream, status: u16, why: &str) -> io::Result<io::Error> {
    eprintln!("graph-call-mock: {why}");
    let body = json!({ "error": { "code": "Forbidden", "message": why } }).to_string();
    let head = format!(
        "HTTP/1.1 {status} Refused by graph-call-mock\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).await?;
    stream.shutdown().await?;
    Ok(io::Error::new(io::ErrorKind::ConnectionRefused, why.to_owned()))
}
