//! The encodings of a body.

use std::io::Read;

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use flate2::read::MultiGzDecoder;

/// The encoding that is understood, next to none.
pub const GZIP: &str = "gzip";

/// Why a body cannot be unpacked: a status and a message.
pub type Refused = (u16, String);

/// Unpacks a body to `most` bytes at most. A small body can be packed that unpacks to gigabytes.
pub fn unpack(headers: &HeaderMap, body: Bytes, most: usize) -> Result<Bytes, Refused> {
    let mut encodings = headers.get_all(header::CONTENT_ENCODING).iter();
    let encoding = encodings.next().map_or(Ok(""), |encoding| encoding.to_str()).unwrap_or("?").trim();
    let is = |name: &str| encoding.eq_ignore_ascii_case(name);
    if encodings.next().is_some() || !(is("") || is("identity") || is(GZIP) || is("x-gzip")) {
        return Err((415, format!("`Content-Encoding` is {encoding:?}, expected {GZIP} once, or none")));
    }
    if is("") || is("identity") || body.is_empty() {
        return Ok(body);
    }
    let mut unpacked = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    match MultiGzDecoder::new(&*body).take(limit).read_to_end(&mut unpacked) {
        Ok(length) if length > most => Err((413, format!("the body unpacks to more than {most} bytes"))),
        Ok(_) => Ok(Bytes::from(unpacked)),
        Err(error) => Err((400, format!("the body is no {GZIP}: {error}"))),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use axum::http::HeaderValue;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn headers(encodings: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for encoding in encodings {
            headers.append(header::CONTENT_ENCODING, HeaderValue::from_str(encoding).unwrap());
        }
        headers
    }

    fn packed(bytes: &[u8]) -> Bytes {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes).unwrap();
        Bytes::from(packer.finish().unwrap())
    }

    #[test]
    fn a_packed_body_is_unpacked_and_a_plain_one_stays() {
        for encoding in ["gzip", "GZIP", " x-gzip "] {
            assert_eq!(unpack(&headers(&[encoding]), packed(b"{}"), 2).unwrap(), "{}", "{encoding}");
        }
        for encodings in [&[][..], &["identity"], &[""]] {
            assert_eq!(unpack(&headers(encodings), Bytes::from("{}"), 2).unwrap(), "{}");
        }
        // A client that packs every body packs none of no length.
        assert_eq!(unpack(&headers(&["gzip"]), Bytes::new(), 2).unwrap(), "");
        let two = [packed(b"{"), packed(b"}")].concat();
        assert_eq!(unpack(&headers(&["gzip"]), Bytes::from(two), 2).unwrap(), "{}");
    }

    #[test]
    fn another_encoding_and_two_of_them_are_refused() {
        for encodings in [&["br"][..], &["deflate"], &["gzip, gzip"], &["gzip", "gzip"], &["gzip", "br"]] {
            assert_eq!(unpack(&headers(encodings), packed(b"{}"), 2).unwrap_err().0, 415, "{encodings:?}");
        }
    }

    #[test]
    fn a_bomb_is_unpacked_to_its_bound_only() {
        let bomb = packed(&vec![b' '; 16 * 1_024 * 1_024]);
        assert!(bomb.len() < 64 * 1_024);
        assert_eq!(unpack(&headers(&["gzip"]), bomb.clone(), 64 * 1_024).unwrap_err().0, 413);
        // Nobody has come to its end, where it is cut off.
        let cut = bomb.slice(..bomb.len() - 100);
        assert_eq!(unpack(&headers(&["gzip"]), cut, 64 * 1_024).unwrap_err().0, 413);
        assert_eq!(unpack(&headers(&["gzip"]), packed(&[b' '; 100]), 100).unwrap().len(), 100);
        assert_eq!(unpack(&headers(&["gzip"]), packed(&[b' '; 101]), 100).unwrap_err().0, 413);
    }

    #[test]
    fn what_is_not_packed_or_cut_off_is_refused() {
        let whole = packed(b"{\"callbackUri\": \"http://127.0.0.1:9/\"}");
        for body in [Bytes::from("{}"), whole.slice(..whole.len() - 9), whole.slice(..3)] {
            assert_eq!(unpack(&headers(&["gzip"]), body, 100).unwrap_err().0, 400);
        }
    }
}
