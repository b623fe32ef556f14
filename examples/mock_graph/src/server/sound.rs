//! What is heard in a recording: as nobody has said anything, a tone; in the format that the pages ask for.

use axum::body::Bytes;

const RATE: u32 = 16_000;
const BYTES_A_SECOND: u32 = 2 * RATE;
/// Nobody records longer here than the 2019 page's example: half an hour.
const MOST_MILLIS: u64 = 1_800_000;
/// One swing of the tone, in samples: 400 Hz.
const SWING: u32 = 40;

/// A WAV file, mono, of 16 bits, at 16 kHz.
pub fn wav(millis: u64) -> Bytes {
    // Fits: see `MOST_MILLIS`.
    let samples = u32::try_from(millis.min(MOST_MILLIS) * u64::from(RATE) / 1_000).unwrap_or(0);
    let size = 2 * samples;
    let mut file = Vec::with_capacity(44 + size as usize);
    file.extend(b"RIFF");
    file.extend((36 + size).to_le_bytes());
    file.extend(b"WAVEfmt ");
    file.extend(16_u32.to_le_bytes());
    file.extend([1, 0, 1, 0]);
    file.extend(RATE.to_le_bytes());
    file.extend(BYTES_A_SECOND.to_le_bytes());
    file.extend([2, 0, 16, 0]);
    file.extend(b"data");
    file.extend(size.to_le_bytes());
    for sample in 0..samples {
        let swing: i16 = if sample % SWING < SWING / 2 { 2_000 } else { -2_000 };
        file.extend(swing.to_le_bytes());
    }
    Bytes::from(file)
}
