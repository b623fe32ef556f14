//! The sound of a recording: a tone, since nobody has spoken, in the format that Graph's pages
//! name.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Bytes, HttpBody};
use hyper::body::{Frame, SizeHint};

const RATE: u32 = 16_000;
const BYTES_A_SECOND: u32 = 2 * RATE;
/// One period of the tone, in samples: 400 Hz.
const SWING: u32 = 40;
/// How much is written at a time: a second, which is a whole number of periods.
const BLOCK: usize = BYTES_A_SECOND as usize;
const HEADER: u32 = 44;

/// A WAV file (mono, 16 bits, 16 kHz) that is created while it is read: a slow reader costs no more
/// than a second of it in memory.
#[derive(Debug)]
pub struct Wav {
    header: Option<Bytes>,
    second: Bytes,
    /// The length of the samples, in bytes.
    left: u32,
}

impl Wav {
    /// Creates a file of this many milliseconds. More than a file can have (37 hours) is cut off.
    pub fn new(millis: u64) -> Self {
        let samples = u128::from(millis) * u128::from(RATE) / 1_000;
        let most = (u32::MAX - HEADER) / 2;
        let size = 2 * u32::try_from(samples).unwrap_or(most).min(most);
        let mut header = Vec::with_capacity(HEADER as usize);
        header.extend(b"RIFF");
        header.extend((HEADER - 8).saturating_add(size).to_le_bytes());
        header.extend(b"WAVEfmt ");
        header.extend(16_u32.to_le_bytes());
        header.extend([1, 0, 1, 0]);
        header.extend(RATE.to_le_bytes());
        header.extend(BYTES_A_SECOND.to_le_bytes());
        header.extend([2, 0, 16, 0]);
        header.extend(b"data");
        header.extend(size.to_le_bytes());
        let swing = |sample: u32| if sample % SWING < SWING / 2 { 2_000_i16 } else { -2_000 };
        let second: Vec<u8> = (0..RATE).flat_map(|sample| swing(sample).to_le_bytes()).collect();
        Self { header: Some(Bytes::from(header)), second: Bytes::from(second), left: size }
    }
}

impl HttpBody for Wav {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let header = self.header.take();
        let next = header.or_else(|| {
            let length = BLOCK.min(self.left as usize);
            self.left -= length as u32;
            (length > 0).then(|| self.second.slice(..length))
        });
        Poll::Ready(next.map(|data| Ok(Frame::data(data))))
    }

    fn size_hint(&self) -> SizeHint {
        let header = self.header.as_ref().map_or(0, Bytes::len);
        SizeHint::with_exact(u64::from(self.left) + header as u64)
    }
}
