//! Hexadecimal digits, eight at a time: ids are most of what is read.

const ONES: u64 = u64::MAX / 0xff;
/// The highest bit of each byte.
const HIGH: u64 = ONES.wrapping_mul(0x80);

/// The value of 32 digits with dashes between them.
pub(crate) const fn of_dashed(bytes: &[u8]) -> Option<u128> {
    // Two groups of four digits are one of eight.
    let &[a, b, c, d, e, f, g, h, b'-', ref rest @ ..] = bytes else { return None };
    let &[i, j, k, l, b'-', m, n, o, p, b'-', ref rest @ ..] = rest else { return None };
    let &[q, r, s, t, b'-', u, v, w, x, ref rest @ ..] = rest else { return None };
    let &[y, z, aa, bb, cc, dd, ee, ff] = rest else { return None };
    joined([
        [a, b, c, d, e, f, g, h],
        [i, j, k, l, m, n, o, p],
        [q, r, s, t, u, v, w, x],
        [y, z, aa, bb, cc, dd, ee, ff],
    ])
}

/// The value of 32 digits.
pub(crate) const fn of_digits(bytes: &[u8]) -> Option<u128> {
    let Some((a, rest)) = bytes.split_first_chunk::<8>() else { return None };
    let Some((b, rest)) = rest.split_first_chunk::<8>() else { return None };
    let Some((c, rest)) = rest.split_first_chunk::<8>() else { return None };
    let Some((d, _)) = rest.split_first_chunk::<8>() else { return None };
    joined([*a, *b, *c, *d])
}

const fn joined([a, b, c, d]: [[u8; 8]; 4]) -> Option<u128> {
    match (eight(a), eight(b), eight(c), eight(d)) {
        (Some(a), Some(b), Some(c), Some(d)) => {
            Some((a as u128) << 96 | (b as u128) << 64 | (c as u128) << 32 | d as u128)
        }
        _ => None,
    }
}

/// The value of eight hexadecimal digits, in either case.
const fn eight(digits: [u8; 8]) -> Option<u32> {
    let word = u64::from_be_bytes(digits);
    if word & HIGH != 0 {
        return None;
    }
    let lower = word | ONES.wrapping_mul(0x20);
    let is_digit = from(word, b'0') & !from(word, b'9'.wrapping_add(1));
    let is_letter = from(lower, b'a') & !from(lower, b'f'.wrapping_add(1));
    if (is_digit | is_letter) & HIGH != HIGH {
        return None;
    }
    // A letter has the bit 0x40, and counts 9 more than its lowest four bits.
    let nibbles = (word & ONES.wrapping_mul(0x0f)).wrapping_add((word >> 6 & ONES).wrapping_mul(9));
    let bytes = (nibbles | nibbles >> 4) & 0x00ff_00ff_00ff_00ff;
    let pairs = (bytes | bytes >> 8) & 0x0000_ffff_0000_ffff;
    Some(((pairs | pairs >> 16) & 0xffff_ffff) as u32)
}

/// The 32 digits of a value, in lower case and with dashes between them.
pub(crate) const fn dashed(value: u128) -> [u8; 36] {
    let [a, b, c, d, e, f, g, h] = written((value >> 96) as u32);
    let [i, j, k, l, m, n, o, p] = written((value >> 64) as u32);
    let [q, r, s, t, u, v, w, x] = written((value >> 32) as u32);
    let [y, z, aa, bb, cc, dd, ee, ff] = written(value as u32);
    [
        a, b, c, d, e, f, g, h, b'-', i, j, k, l, b'-', m, n, o, p, b'-', q, r, s, t, b'-', u, v, w, x, y, z, aa, bb,
        cc, dd, ee, ff,
    ]
}

/// The eight digits of a value, in lower case.
const fn written(value: u32) -> [u8; 8] {
    let pairs = (value as u64 | (value as u64) << 16) & 0x0000_ffff_0000_ffff;
    let bytes = (pairs | pairs << 8) & 0x00ff_00ff_00ff_00ff;
    let nibbles = (bytes | bytes << 4) & ONES.wrapping_mul(0x0f);
    // Six more than the value of a letter does not fit into four bits.
    let letters = nibbles.wrapping_add(ONES.wrapping_mul(6)) >> 4 & ONES;
    let digits = nibbles.wrapping_add(ONES.wrapping_mul(b'0' as u64));
    digits.wrapping_add(letters.wrapping_mul(b'a'.wrapping_sub(b'0').wrapping_sub(10) as u64)).to_be_bytes()
}

/// The highest bit of each byte that is at least `least`, where no byte has that bit.
const fn from(word: u64, least: u8) -> u64 {
    word.wrapping_add(ONES.wrapping_mul(0x80_u8.wrapping_sub(least) as u64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_at_every_place_is_written() {
        for place in 0..32 {
            for digit in 0..16_u128 {
                let value = 0x0123_4567_89ab_cdef_fedc_ba98_7654_3210 & !(0xf << (4 * place)) | digit << (4 * place);
                let text = dashed(value);
                let mut read = 0_u128;
                for (index, byte) in text.into_iter().enumerate() {
                    assert_eq!(byte == b'-', matches!(index, 8 | 13 | 18 | 23), "{value:x}, {index}");
                    assert!(!byte.is_ascii_uppercase());
                    if let Some(digit) = char::from(byte).to_digit(16) {
                        read = read << 4 | u128::from(digit);
                    }
                }
                assert_eq!(read, value);
                assert_eq!(of_dashed(&text), Some(value));
            }
        }
    }

    #[test]
    fn every_byte_at_every_place_is_a_digit_or_none() {
        for place in 0..8 {
            for byte in 0..=u8::MAX {
                let mut digits = *b"0aF91c3B";
                if let Some(digit) = digits.get_mut(place) {
                    *digit = byte;
                }
                let text = core::str::from_utf8(&digits).ok().filter(|text| !text.starts_with('+'));
                assert_eq!(eight(digits), text.and_then(|text| u32::from_str_radix(text, 16).ok()), "{digits:?}");
            }
        }
    }
}
